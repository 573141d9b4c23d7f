"""Note which pieces of the law a test comes across. Orders the tests, and leaves none out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, Final, TypeAlias, cast

from safetyframe import duties
from safetyframe.findings.model import Watch
from safetyframe.packs import Pack
from safetyframe.rules import Rule
from safetyframe.testing.mutate.model import Touch
from safetyframe.testing.mutate.overlay import overlay, replace

__all__ = ["trace"]

_guards: Final = import_module("safetyframe.law.guards")
_Answering: TypeAlias = Callable[..., Iterable[Any]]


def trace() -> set[Touch]:
    """From now on note what is come across, in the set given; whoever asks empties it."""
    found: set[Touch] = set()
    _answers(Rule, "check", "rule", found)
    _answers(Watch, "look", "watch", found)

    def refusals(held: Callable[..., Any]) -> Callable[..., Any]:
        def refused(row: Any, t: Any, by: Any, parts: Any) -> Any:
            found.add(("row", row.act.__name__))
            found.add(("cell", row.act.__name__, by.role.value))
            given = held(row, t, by, parts)
            found.update(("power", one.rule) for one in given)
            return given

        return refused

    def state(held: Callable[..., Any]) -> Callable[..., Any]:
        def stated(t: Any, duty: Any, *more: Any) -> Any:
            found.add(("duty", duty.id))
            return held(t, duty, *more)

        return stated

    def bars(pack: Pack, held: Any) -> Any:
        found.add(("bar", pack.name))
        return held

    replace(_guards, "refusals", refusals)
    replace(duties, "_state", state)
    overlay(Pack, "bars", bars)
    return found


def _answers(owner: type[Any], name: str, kind: str, found: set[Touch]) -> None:
    made: dict[Any, Any] = {}

    def changed(one: Any, held: _Answering) -> _Answering:
        def noted(*asked: Any) -> tuple[Any, ...]:
            found.add((kind, one.id))
            given = tuple(held(*asked))
            if given:
                found.add((kind, one.id, "gives"))
            return given

        return cast("_Answering", made.setdefault((one.id, held), noted))

    overlay(owner, name, changed)

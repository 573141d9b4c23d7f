"""Take what others wrote (rules, watches, packs, mutants) from where they say it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import cast

from safetyframe.findings.model import Watch
from safetyframe.packs import Pack
from safetyframe.rules import Rule
from safetyframe.testing.mutate.model import Equivalent, Mutant
from safetyframe.testing.mutate.pieces import of_pack, of_rule, of_watch

__all__ = ["gather"]


def gather(where: str) -> Iterator[Mutant | Equivalent]:
    """Give the mutants of what lies at ``module:name``, and what excuses some of them.

    That may be a rule, a watch, a pack, a mutant, an equivalent, any number of them, or a function
    that takes nothing and gives such. Raises `ImportError`, `AttributeError` or `TypeError`, saying
    what is wrong.
    """
    module, _, name = where.partition(":")
    if not name:
        msg = f"{where!r} should read MODULE:NAME"
        raise TypeError(msg)
    yield from _of(getattr(import_module(module), name), where)


def _of(thing: object, where: str) -> Iterator[Mutant | Equivalent]:
    match thing:
        case Mutant() | Equivalent():
            yield thing
        case Rule():
            yield from of_rule(thing)
        case Watch():
            yield from of_watch(thing)
        case Pack():
            yield from of_pack(thing)
        case Iterable():
            for one in cast("Iterable[object]", thing):
                yield from _of(one, where)
        case _ if callable(thing):
            yield from _of(thing(), where)
        case _:
            msg = f"{where} holds {type(thing).__name__}: give rules, watches, packs or mutants"
            raise TypeError(msg)

"""What the kit is asked with, checked where it is asked: a mistake is one line of `HostError`.

Tests are seldom type-checked. What was given is never repeated but for the names of fields, which
are code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final, cast

import attrs

from safetyframe.acts import Act
from safetyframe.errors import HostError
from safetyframe.roles import Role
from safetyframe.values import is_plain

__all__ = ["a_law", "act_and_who", "fields_said", "makes_hosts", "roles_of"]

#: By what names a builder is asked for a part of these fields (as remedies name them).
_PARTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "minors": ("minor",),
        "persons": ("person",),
        "contributors": ("person",),
        "decision": ("status", "minor"),
        "exception": ("clause", "person", "minor"),
        "matter": ("topic", "version", "person"),
        "matters": ("topic", "version", "person"),
    }
)
#: Made by whoever writes the act; nobody asks for them.
_MADE: Final = frozenset({"id", "by"})


def roles_of(given: Role | Iterable[Role], what: str) -> frozenset[Role]:
    """Give roles. Raises `HostError` for what is none; `what` is the argument's name."""
    roles = (given,) if isinstance(given, Role | str) else tuple(given)
    if not all(isinstance(one, Role) for one in roles):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise HostError(f"`{what}` names roles: {', '.join(map(str, Role))}")
    return frozenset(roles)


def a_law(given: object) -> None:
    """Check what is asked. Raises `HostError` for a class, and for what decides nothing."""
    if isinstance(given, type):
        raise HostError(f"`law` is a law, not the class {given.__name__}: give {given.__name__}()")
    if not callable(getattr(given, "decide", None)):
        raise HostError(f"`law` is a law, not {_a(given)}: give Law(), or what has its `decide`")


def makes_hosts(given: object) -> None:
    """Check what makes a fresh host each time. Raises `HostError` for a host, or anything else."""
    if not callable(given):
        raise HostError(
            f"`host` makes a fresh host each time it is called, and {_a(given)} can't be: "
            "give the class of the host, or a function"
        )


def act_and_who(kind: object, who: object) -> None:
    """Check by what and by whom a story is told. Raises `HostError`."""
    done, doer = _a(kind), _a(who)
    if not (isinstance(kind, type) and issubclass(kind, Act)):
        raise HostError(
            f"what is done is a kind of act, not {done}: give a class of safetyframe.acts"
        )
    pair = cast("tuple[object, ...]", who) if isinstance(who, tuple) else ()
    if len(pair) != 2 or not isinstance(pair[1], Role):  # noqa: PLR2004  a person and a role
        raise HostError(
            f"who does a {kind.__name__} is a person and a role, not {doer}: "
            'give one of the cast, or ("gran", Role.NETWORK)'
        )


def _a(given: object) -> str:
    """What was given, by its type alone."""
    kind = type(given).__name__
    return f"an {kind}" if kind[0] in "aeiouAEIOU" else f"a {kind}"


def fields_said(kind: type[Act], saying: Iterable[str]) -> None:
    """Check what an act of this kind is to say. Raises `HostError` for what no such act says."""
    own = [one.name for one in attrs.fields(kind) if one.name not in _MADE]
    more = {name for one in own for name in _PARTS.get(one, ())} - set(own)
    known = (*own, *sorted(more))
    for name in saying:
        if name in known:
            continue
        shown = name if is_plain(name) else "?"
        near = get_close_matches(shown, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise HostError(
            f"`saying`: no {kind.__name__} says {shown}; it says {', '.join(known)}.{hint}"
        )

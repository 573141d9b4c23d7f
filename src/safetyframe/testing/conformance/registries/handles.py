"""What a vendor of a registry hands over: whom it knows, and what produces faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TypeAlias

from attrs import field, fields, frozen

from safetyframe.ports import Registry
from safetyframe.roles import Role
from safetyframe.values import PersonId

__all__ = ["Factory", "Known", "RegistryHandles"]

#: What opens a registry by its URL.
Factory: TypeAlias = Callable[[str], Registry]


@frozen(kw_only=True)
class Known:
    """Somebody whom the registry knows, and all that they hold now: roles, each with its body.

    `proof` gives what this person brings along, where proofs are declared YES. `before` is a moment
    at which they held nothing yet, where the past is.
    """

    person: PersonId
    holds: frozenset[tuple[Role, str]]
    proof: Callable[[], str] | None = None
    before: datetime | None = None


@frozen(kw_only=True)
class RegistryHandles:
    """What the registry knows, and what produces the faults; all but `known` is optional.

    `known(url)` names somebody who holds something, and one more person. `stranger` is a reference
    that it has never heard of. `related(url)` names two who are related. `down(url)` and
    `slow(url)` are context managers within which what is behind it does not answer, or drips;
    `lies(url)` gives such managers, one for each kind of answer that can't be read. What it lies
    with says *geheim* somewhere. `revoked(url)` is one within which `known`'s first person holds
    nothing any more.
    """

    known: Callable[[str], tuple[Known, Known]]
    stranger: PersonId = field(default=PersonId("nobody-there"))
    related: Callable[[str], tuple[PersonId, PersonId]] | None = None
    down: Callable[[str], AbstractContextManager[object]] | None = None
    slow: Callable[[str], AbstractContextManager[object]] | None = None
    lies: Callable[[str], Iterable[AbstractContextManager[object]]] | None = None
    revoked: Callable[[str], AbstractContextManager[object]] | None = None

    @property
    def given(self) -> frozenset[str]:
        """The names of those that were handed over."""
        return frozenset(
            one.name for one in fields(RegistryHandles) if getattr(self, one.name) is not None
        )

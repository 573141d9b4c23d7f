"""What the library asks of a registry: who holds which mandate on which day. Evidence only.

An answer gives nobody a power and decides nothing (X15): a human puts it into an act, with its
date.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from attrs import field, frozen

from safetyframe.findings import Relation
from safetyframe.ports.stores import Declared
from safetyframe.roles import Role
from safetyframe.values import Evidence, Mandate, PersonId, utc

__all__ = ["Attested", "Held", "Registry", "RegistryCapabilities"]


@frozen(kw_only=True)
class Held:
    """One role that a person holds by a mandate; the mandate says from when until when."""

    role: Role
    mandate: Mandate


@frozen(kw_only=True)
class Attested:
    """What a registry says of one person at one moment, and when it said so.

    `registry` names it. `held` are the mandates that run at `at`, and no others; empty means that
    the registry answered and knows of none.
    """

    registry: str
    person: PersonId
    at: datetime = field(converter=utc)
    asked_at: datetime = field(converter=utc)
    held: tuple[Held, ...] = ()

    def mandate(self, role: Role) -> Mandate | None:
        """The mandate to name in `By` in this role; None where there is not exactly one."""
        found = [one.mandate for one in self.held if one.role is role]
        return found[0] if len(found) == 1 else None

    def evidence(self, role: Role) -> Evidence | None:
        """The same as evidence for a participation, with the registry and when it was asked."""
        found = self.mandate(role)
        if found is None:
            return None
        return Evidence(registry=self.registry, mandate=found, asked_at=self.asked_at)


@frozen(kw_only=True)
class RegistryCapabilities:
    """What a registry declares.

    `proofs`: it wants a proof (a token) from the person, and says whose it is. `past`: it can say
    what ran at an earlier moment. `relations`: it knows who is related to whom.
    """

    proofs: Declared
    past: Declared
    relations: Declared


@runtime_checkable
class Registry(Protocol):
    """Says who holds which mandate. Anything but a plain answer is a `RegistryError`.

    Down, too slow, or an answer that can't be read in full: it raises, and never answers in part.
    """

    def ask(
        self, person: PersonId, *, at: datetime, asked_at: datetime, proof: str | None = None
    ) -> Attested:
        """Say which mandates `person` holds at `at`. Somebody unknown holds none.

        `proof` is what the person brought along, where `proofs` is declared YES. Raises
        `RegistryError` for a proof that does not hold or is another person's, `UnsupportedError`
        for a moment in the past where `past` is declared NO. No error repeats a proof.
        """
        ...

    def relations(self, person: PersonId) -> Sequence[Relation]:
        """Say who is related to `person`. Raises `UnsupportedError` where that is declared NO."""
        ...

    def close(self) -> None:
        """Let go of connections. Closing twice is safe; asking raises afterwards."""
        ...

"""An act on record: the only kind of event there is."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from safetyframe.acts import Act
from safetyframe.values import PersonId

__all__ = ["OpenItem", "Record"]


@frozen(kw_only=True)
class OpenItem:
    """Something still open when an involvement ended: a duty towards a person, or an unmet goal.

    `clause` is the norm; `person` whom a duty was owed to; `target` the statement not met.
    """

    clause: str
    person: PersonId | None = None
    target: str | None = None
    state: str = "due"


@frozen(kw_only=True)
class Record:
    """An accepted act, its place in the log (from 1) and the hash of the law that accepted it.

    `leaves_open` is filled when the act ends an involvement: the closing says what is not done.
    `misinformed` is filled when it corrects something: who was told it, or what rested on it.
    """

    seq: int
    act: Act
    law: str
    leaves_open: tuple[OpenItem, ...] = ()
    misinformed: tuple[PersonId, ...] = ()

    @property
    def recorded_at(self) -> datetime:
        """When the act was written down."""
        return self.act.by.recorded

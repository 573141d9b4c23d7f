"""A notice tells one person that there is something to look at, and nothing of what it is.

It carries references and a recipient, never content, no kind of act and no number: whoever reads
over the recipient's shoulder, or runs the broker, learns that something happened and no more (X13).
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from enum import Enum

from attrs import field, frozen

from safetyframe.record import Record
from safetyframe.values import ActId, PersonId, TrajectoryId, civil_date, utc, utc_or_none

__all__ = ["Delivery", "DeliveryState", "Notice", "Undelivered"]


@frozen(kw_only=True)
class Notice:
    """For `recipient`: look at the act with this id in this trajectory. Made by `Law.notices`."""

    trajectory: TrajectoryId
    act: ActId
    recipient: PersonId

    @property
    def id(self) -> str:
        """The same for the same three references, so that what comes twice is known as one."""
        said = f"{self.trajectory}\n{self.act}\n{self.recipient}"  # none of them has a line end
        return hashlib.sha256(said.encode()).hexdigest()[:32]


class DeliveryState(Enum):
    """How far a notice has come. `DELIVERED` is what the recipient's side reports.

    `WAITING` for a messenger (or for another try), `SENT` when one has taken it, `FAILED` when it
    was given up or came back: then the person is not informed.
    """

    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@frozen(kw_only=True)
class Delivery:
    """Where one notice stands, since when it is kept, how often it was tried, and why it failed.

    `since` is when its act was written down, `at` when its state last changed, `reason` a code.
    """

    notice: Notice
    state: DeliveryState
    since: datetime = field(converter=utc)
    attempts: int = 0
    at: datetime | None = field(default=None, converter=utc_or_none)
    reason: str = ""


@frozen(kw_only=True)
class Undelivered:
    """A notice of `record` that has not reached `recipient`, who is therefore not informed by it.

    `failed` says that it was given up or came back; otherwise it still waits for a messenger.
    """

    record: Record
    recipient: PersonId
    failed: bool

    def lost(self, at: datetime, zone: str) -> bool:
        """Say whether it is to be looked at: it failed, or waits since an earlier civil day."""
        written = civil_date(self.record.recorded_at, zone)
        return self.failed or written < civil_date(at, zone)

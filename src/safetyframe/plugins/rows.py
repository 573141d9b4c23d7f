"""Notices in the rows of a database: instants are numbers there. For vendors, too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.ports import Settled
from safetyframe.values import ActId, PersonId, TrajectoryId, utc

__all__ = ["Columns", "delivery", "moment", "notice", "settled", "ticks"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TICK: Final = timedelta(microseconds=1)

#: Values by the names of their columns.
Columns: TypeAlias = dict[str, str | int | bool | None]


def ticks(instant: datetime) -> int:
    """Give an instant as microseconds since 1970, which compare as instants do."""
    return (utc(instant) - _EPOCH) // _TICK


def moment(number: int) -> datetime:
    """Read what `ticks` gave."""
    return _EPOCH + number * _TICK


def notice(trajectory: str, act: str, recipient: str) -> Notice:
    """Read a notice."""
    return Notice(
        trajectory=TrajectoryId(trajectory), act=ActId(act), recipient=PersonId(recipient)
    )


def delivery(
    trajectory: str,
    act: str,
    recipient: str,
    state: str,
    since: int,
    attempts: int,
    at: int | None,
    reason: str,
) -> Delivery:
    """Read where a notice stands, from its columns in this order."""
    return Delivery(
        notice=notice(trajectory, act, recipient),
        state=DeliveryState(state),
        since=moment(since),
        attempts=attempts,
        at=None if at is None else moment(at),
        reason=reason,
    )


def settled(one: Settled) -> Columns:
    """Give what is written down of a notice that is settled.

    `untried` is by how much its attempts go down: one that was claimed and never sent was not
    tried. `sent` says that a messenger took it, so that it can be reported on.
    """
    again = one.state is DeliveryState.WAITING
    return {
        "id": one.notice,
        "state": one.state.value,
        "at": ticks(one.at),
        "retry_at": ticks(one.retry_at) if again and one.retry_at is not None else None,
        "reason": one.reason,
        "sent": one.state is DeliveryState.SENT,
        "untried": int(again and not one.tried),
    }

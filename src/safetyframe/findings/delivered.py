"""Notices that have not arrived: what was sent to somebody and never came tells them nothing.

The host brings them along, as its store and its messengers know them; without, nothing is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safetyframe import acts as a
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch

__all__ = ["WATCHES"]


def _arrived(m: Moment) -> Iterator[Seen]:
    """A notice failed, or still waits on a later day than that of its act."""
    for one in m.undelivered:
        if one.recipient in m.people and one.lost(m.at, m.t.zone):
            yield seen(
                "notice-failed" if one.failed else "notice-waiting",
                hint(a.Explain, person=one.recipient),
                person=one.recipient,
                act=one.record.act.id,
            )


WATCHES: Final[tuple[Watch, ...]] = (watch("notice-arrived", "T5a T5b P22", "people", _arrived),)

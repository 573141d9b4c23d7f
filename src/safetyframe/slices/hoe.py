"""Measures, HOE versions, assessments."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from safetyframe.roles import Part, Role
from safetyframe.values import ActId, PersonId, Text

__all__ = [
    "AboutBefore",
    "Assessment",
    "HoeVersion",
    "Measure",
]


@frozen(kw_only=True)
class AboutBefore:
    """The minors a measure was about until it was amended."""

    until: datetime
    minors: tuple[PersonId, ...]


@frozen(kw_only=True)
class Measure:
    """Something that will be done, by whom, and who accepted it (P10).

    `before` holds whom it was about earlier: amending it changes nothing of what was established
    before, nor to whom that is owed.
    """

    id: str
    wat: int
    about: Text
    serves: tuple[str, ...]
    bearers: tuple[PersonId, ...]
    minors: tuple[PersonId, ...]
    proposed_by: PersonId
    proposed_as: Role
    at: datetime
    need: Text | None = None
    supply_driven: bool = False
    until: datetime | None = None
    accepted: tuple[PersonId, ...] = ()
    declined: tuple[PersonId, ...] = ()
    amended_at: datetime | None = None
    ended_at: datetime | None = None
    before: tuple[AboutBefore, ...] = ()

    @property
    def key(self) -> str:
        return self.id

    def about_at(self, at: datetime) -> tuple[PersonId, ...]:
        """The minors it was about at `at`."""
        return next((was.minors for was in self.before if was.until > at), self.minors)


@frozen(kw_only=True)
class HoeVersion:
    """HOE as established together, against a WAT version (P16)."""

    number: int
    act: ActId
    at: datetime
    by: PersonId
    recorded_by: PersonId | None
    wat: int
    measures: tuple[str, ...]
    together: tuple[Part, ...]
    invited: tuple[PersonId, ...] = ()

    @property
    def key(self) -> int:
        return self.number


@frozen(kw_only=True)
class Assessment:
    """Whether HOE is enough for a bottom line, as a consultant found (case 18)."""

    hoe: int
    bottom_line: str
    sufficient: bool
    act: ActId
    by: PersonId
    at: datetime
    seq: int
    why: Text | None = None
    answer_by: datetime | None = None

    @property
    def key(self) -> tuple[int, str]:
        return self.hoe, self.bottom_line

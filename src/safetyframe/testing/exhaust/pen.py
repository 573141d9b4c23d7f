"""What the acts of the exhaustion are written with, and all that they depend on.

Time is a counter: the act after record `n` happens `n + 1` days after day 1. Ids say their place in
the log, texts are all one text. Nothing is drawn at random.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar, cast

from attrs import field, frozen

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.index import Index
from safetyframe.roles import By, Part, Role
from safetyframe.testing.exhaust.people import Cast
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Form, Mandate, PersonId, Reason, ReasonedException, Text

__all__ = ["DAY_ONE", "TEXT", "Pen", "Seen", "seen"]

V = TypeVar("V")

DAY_ONE: Final = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)
_EVER: Final = DAY_ONE + timedelta(days=36500)
_MANDATE: Final = Mandate(body="body", reference="m", since=DAY_ONE - timedelta(days=400))
_DIGEST: Final = "0" * 64
TEXT: Final = Text(id="t", digest=_DIGEST, language="nl")
_STAFF: Final = frozenset({Role.CONSULTANT, Role.CARE_WORKER})


@frozen(kw_only=True)
class Seen:
    """What the acts that are tried in a state depend on, and nothing else of it.

    Where nothing of a kind is there yet, its reference is one that nothing bears. The last of a
    kind is the latest, so that what is seen does not depend on what anybody is called.
    """

    seq: int
    wat: int
    hoe: int
    measure: str
    handover: str
    gathered: str
    staff: tuple[str, ...]


def seen(t: Trajectory) -> Seen:
    """Look at a state as whoever writes acts does."""
    staff = [p.id for p in t.people.values() if p.until is None and p.role in _STAFF]
    return Seen(
        seq=t.seq,
        wat=len(t.wat),
        hoe=len(t.hoe),
        measure=_last(t.measures),
        handover=_last(t.handovers),
        gathered=_last(t.gathered),
        staff=tuple(staff),
    )


def _last(entries: Index[str, V]) -> str:
    keys = tuple(entries)
    return keys[-1] if keys else "none"


@frozen(kw_only=True)
class Pen:
    """Writes acts for all states that look alike."""

    cast: Cast
    seen: Seen
    _by: dict[tuple[PersonId, Role], By] = field(
        init=False, eq=False, factory=dict[tuple[PersonId, Role], By]
    )

    @property
    def at(self) -> datetime:
        """When the next act happens."""
        return DAY_ONE + timedelta(days=self.seen.seq + 1)

    @property
    def later(self) -> datetime:
        """An end that no search lives to see."""
        return self.at + timedelta(days=1000)

    def by(self, person: PersonId, role: Role) -> By:
        """Sign for somebody, always in the same way: with a mandate, which only some may act on."""
        key = person, role
        if key not in self._by:
            self._by[key] = By(person=person, role=role, at=self.at, mandate=_MANDATE)
        return self._by[key]

    def act(self, kind: type[Any], person: PersonId, role: Role, /, **content: Any) -> Act:  # noqa: ANN401  fields differ from act to act
        """Write an act of this kind."""
        by = self.by(person, role)
        return cast("Act", kind(id=ActId(f"a{self.seen.seq + 1}"), by=by, **content))

    def lead(self, kind: type[Any], /, **content: Any) -> Act:  # noqa: ANN401  the same
        """Write an act of the lead."""
        return self.act(kind, self.cast.lead, Role.CONSULTANT, **content)

    def worker(self, kind: type[Any], /, **content: Any) -> Act:  # noqa: ANN401  the same
        """Write an act of the care worker."""
        return self.act(kind, self.cast.worker, Role.CARE_WORKER, **content)

    def judge(self, kind: type[Any], /, **content: Any) -> Act:  # noqa: ANN401  the same
        """Write an act of the authority."""
        return self.act(kind, self.cast.judge, Role.AUTHORITY, **content)

    # --- what acts say ---

    def except_all(self, *clauses: str) -> tuple[ReasonedException, ...]:
        """Give a reason for each clause, in the interest of each minor."""
        return tuple(
            ReasonedException(clause=c, why=Reason.OTHER, minor=minor, until=_EVER, words=TEXT)
            for c in clauses
            for minor in self.cast.minors
        )

    def decision(self, status: a.NecessityStatus) -> a.NecessityDecision:
        """Give a whole decision on necessity, of today."""
        return a.NecessityDecision(
            status=status,
            minors=self.cast.minors,
            body="body",
            reference="d",
            decided_at=self.at,
            signed_by=self.cast.judge,
        )

    def opening(self) -> dict[str, Any]:
        """Give what opens an involvement with all minors, on a concern of its own."""
        return {
            "minors": self.cast.minors,
            "why": TEXT,
            "necessity": self.decision(a.NecessityStatus.ESTABLISHED),
            "concern": Text(id=f"c{self.seen.seq + 1}", digest=_DIGEST, language="nl"),
        }

    def statements(self, minors: tuple[PersonId, ...]) -> dict[str, Any]:
        """Give a bottom line, a danger and a goal, linked, about these minors."""
        return {
            "bottom_lines": (
                a.BottomLine(id="b1", words=TEXT, minors=minors, dangers=("d1",), goals=("g1",)),
            ),
            "dangers": (a.DangerStatement(id="d1", words=TEXT, minors=minors),),
            "goals": (
                a.SafetyGoal(id="g1", words=TEXT, minors=minors, dangers=("d1",), safe_enough=TEXT),
            ),
        }

    def wat(self) -> dict[str, Any]:
        """Give a whole WAT about all minors, with a reason wherever something was not done."""
        gates = self.except_all("P14", "P4", "P15a", "P15b", "P21")
        return {**self.statements(self.cast.minors), "exceptions": gates}

    def revision(self) -> dict[str, Any]:
        """Give what makes a whole WAT a revision of the one in force."""
        return {**self.wat(), "revises": self.seen.wat, "reason": TEXT}

    def expectations(self) -> dict[str, Any]:
        """Give one expectation about all minors, on the WAT in force."""
        one = a.Expectation(id="e1", words=TEXT, minors=self.cast.minors)
        gates = self.except_all("P21")
        return {"expectations": (one,), "revises": self.seen.wat, "exceptions": gates}

    def measure(self, *bearers: PersonId) -> dict[str, Any]:
        """Give a measure that these persons carry."""
        return {
            "about": TEXT,
            "serves": ("g1",),
            "minors": self.cast.minors,
            "bearers": bearers,
            "wat": self.seen.wat,
        }

    def hoe(self, *parents: PersonId) -> dict[str, Any]:
        """Give HOE made by the care worker and these parents."""
        measures = () if self.seen.measure == "none" else (self.seen.measure,)
        return {
            "wat": self.seen.wat,
            "measures": measures,
            "together": self.together(*parents),
            "exceptions": self.except_all("P10", "P16", "P22"),
        }

    def together(self, *parents: PersonId) -> tuple[Part, ...]:
        """The care worker and these parents, each of whom says what they think."""
        return (
            Part(person=self.cast.worker, role=Role.CARE_WORKER),
            *(Part(person=p, role=Role.PARENT, position=TEXT) for p in parents),
        )

    def told(self, topic: a.Topic, *persons: PersonId) -> dict[str, Any]:
        """Give what explains one topic to these persons together."""
        version = self.seen.wat if topic in (a.Topic.WAT, a.Topic.WORRIES) else None
        return {
            "matters": (a.Matter(topic=topic, version=version),),
            "persons": persons,
            "form": Form.SPOKEN,
            "language": "nl",
        }

    def all_told(self) -> tuple[PersonId, ...]:
        """Give everybody whom there is something to explain to."""
        return (*self.cast.minors, *(person for person, _ in self.cast.joining))

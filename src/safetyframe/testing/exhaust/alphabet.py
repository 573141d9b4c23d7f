"""The concrete acts that the exhaustion tries in every state, and where it starts.

Time is a counter: the act after record `n` happens `n + 1` days after day 1. Ids say their place in
the log, texts are all one text. Nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

from attrs import field, frozen

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.outcome import Accepted
from safetyframe.roles import Audience, By, Part, Role, Standing
from safetyframe.trajectory import Trajectory
from safetyframe.values import (
    ActId,
    Form,
    Mandate,
    PersonId,
    Reason,
    ReasonedException,
    Text,
)

__all__ = ["CASTS", "DAY_ONE", "ROOTS", "Cast", "alphabet", "root"]

DAY_ONE: Final = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)
_EVER: Final = DAY_ONE + timedelta(days=36500)
_MANDATE: Final = Mandate(body="body", reference="m", since=DAY_ONE - timedelta(days=400))
_TEXT: Final = Text(id="t", digest="0" * 64, language="nl")


@frozen(kw_only=True)
class Cast:
    """Who plays. `kin` are parents and `network`, each with the role they take part in.

    `alike` are the groups whose members differ in nothing but their reference.
    """

    minors: tuple[PersonId, ...]
    parents: tuple[PersonId, ...]
    network: tuple[PersonId, ...] = ()
    workers: tuple[PersonId, ...] = (PersonId("worker"),)
    lead: PersonId = PersonId("lead")
    other: PersonId = PersonId("other")
    judge: PersonId = PersonId("judge")
    alike: tuple[tuple[PersonId, ...], ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Say who is interchangeable: siblings, and persons of one role."""
        groups = (self.minors, self.parents, self.network, self.workers)
        object.__setattr__(self, "alike", tuple(g for g in groups if len(g) > 1))

    @property
    def seats(self) -> Iterator[tuple[PersonId, Role]]:
        """Everyone who takes part but lead and minors, with their role."""
        yield from ((p, Role.CARE_WORKER) for p in self.workers)
        yield from ((p, Role.PARENT) for p in self.parents)
        yield from ((p, Role.NETWORK) for p in self.network)


def _people(name: str, count: int) -> tuple[PersonId, ...]:
    return tuple(PersonId(f"{name}-{nr}") for nr in range(1, count + 1))


def cast_of(minors: int, parents: int, network: int, workers: int) -> Cast:
    """Give a cast of so many in each role."""
    return Cast(
        minors=_people("minor", minors),
        parents=_people("parent", parents),
        network=_people("network", network),
        workers=_people("worker", workers),
    )


#: The casts by name: minors, parents, network, care workers.
CASTS: Final[Mapping[str, Cast]] = {
    "one": cast_of(1, 1, 0, 1),
    "siblings": cast_of(2, 1, 0, 1),
    "parents": cast_of(1, 2, 0, 1),
    "family": cast_of(2, 2, 1, 1),
}


def _decision(status: a.NecessityStatus, at: datetime, cast: Cast) -> a.NecessityDecision:
    return a.NecessityDecision(
        status=status,
        minors=cast.minors,
        body="body",
        reference="d",
        decided_at=at,
        signed_by=cast.judge,
    )


@frozen(kw_only=True)
class _Pen:
    """Writes acts for one state."""

    cast: Cast
    t: Trajectory

    @property
    def at(self) -> datetime:
        return DAY_ONE + timedelta(days=self.t.seq + 1)

    def act(self, kind: type[Any], person: PersonId, role: Role, /, **content: Any) -> Act:  # noqa: ANN401  fields differ from act to act
        mandate = _MANDATE if kind is a.OpenInvolvement or role is Role.AUTHORITY else None
        by = By(person=person, role=role, at=self.at, mandate=mandate)
        return cast("Act", kind(id=ActId(f"a{self.t.seq + 1}"), by=by, **content))

    def lead(self, kind: type[Any], /, **content: Any) -> Act:  # noqa: ANN401
        return self.act(kind, self.cast.lead, Role.CONSULTANT, **content)

    def worker(self, kind: type[Any], /, **content: Any) -> Act:  # noqa: ANN401
        return self.act(kind, self.cast.workers[0], Role.CARE_WORKER, **content)

    def except_all(self, *clauses: str) -> tuple[ReasonedException, ...]:
        return tuple(
            ReasonedException(clause=c, why=Reason.OTHER, minor=minor, until=_EVER, words=_TEXT)
            for c in clauses
            for minor in self.cast.minors
        )

    def statements(self, minors: tuple[PersonId, ...]) -> dict[str, Any]:
        return {
            "bottom_lines": (
                a.BottomLine(id="b1", words=_TEXT, minors=minors, dangers=("d1",), goals=("g1",)),
            ),
            "dangers": (a.DangerStatement(id="d1", words=_TEXT, minors=minors),),
            "goals": (
                a.SafetyGoal(
                    id="g1", words=_TEXT, minors=minors, dangers=("d1",), safe_enough=_TEXT
                ),
            ),
        }

    def everyone(self) -> tuple[PersonId, ...]:
        return (*self.cast.minors, *(p for p, _ in self.cast.seats))

    def with_client(self, parent: PersonId) -> tuple[Part, ...]:
        return (
            Part(person=self.cast.workers[0], role=Role.CARE_WORKER),
            Part(person=parent, role=Role.PARENT, position=_TEXT),
        )


def alphabet(cast: Cast, t: Trajectory) -> Iterator[Act]:
    """Give every act that is tried in `t`: well and badly filled in, by whoever may and may not."""
    pen = _Pen(cast=cast, t=t)
    yield from _of_involvement(pen)
    yield from _of_wat(pen)
    yield from _of_hoe(pen)
    yield from _of_people(pen)
    yield from _of_ending(pen)


def _of_involvement(pen: _Pen) -> Iterator[Act]:
    cast, at = pen.cast, pen.at
    established, ended = a.NecessityStatus.ESTABLISHED, a.NecessityStatus.ENDED
    new = _decision(established, at, cast)
    over = _decision(ended, at, cast)
    opening: dict[str, Any] = {"minors": cast.minors, "why": _TEXT, "necessity": new}
    concern = Text(id=f"c{pen.t.seq + 1}", digest="0" * 64, language="nl")
    yield pen.lead(a.OpenInvolvement, concern=concern, **opening)
    yield pen.lead(a.OpenInvolvement, concern=None, **opening)
    yield pen.worker(a.OpenInvolvement, concern=concern, **opening)
    yield pen.lead(a.Reopen, concern=concern, **opening)
    authority = (cast.judge, Role.AUTHORITY)
    yield pen.act(a.DecideNecessity, *authority, decision=over)
    yield pen.act(a.DecideNecessity, *authority, decision=new)
    yield pen.worker(a.DecideNecessity, decision=over)
    yield pen.lead(a.DecideNecessity, decision=over)
    unsigned = a.NecessityDecision(status=ended, minors=cast.minors, body="body")
    yield pen.lead(a.RecordNecessity, decision=unsigned)
    yield pen.worker(a.RecordNecessity, decision=over)
    yield pen.act(a.AssignConsultant, *authority, person=cast.other, standing=Standing.CO, since=at)
    yield pen.act(
        a.AssignConsultant, *authority, person=cast.workers[0], standing=Standing.CO, since=at
    )
    for person, role in cast.seats:
        yield pen.act(
            a.AddParticipation, person, role, person=cast.other, role=Role.CONSULTANT, since=at
        )
    for part in pen.t.people.values():
        if part.until is None and part.role in (Role.CONSULTANT, Role.CARE_WORKER):
            yield pen.act(a.EndParticipation, *authority, participation=part.id, until=at)
            yield pen.lead(a.EndParticipation, participation=part.id, until=at)
    for parent in cast.parents:
        yield pen.act(a.Protect, parent, Role.PARENT, minors=cast.minors, measure=_TEXT)


def _of_wat(pen: _Pen) -> Iterator[Act]:
    cast, last = pen.cast, len(pen.t.wat)
    gates = {"exceptions": pen.except_all("P14", "P4", "P15a", "P15b", "P21")}
    whole = pen.statements(cast.minors)
    lame = {**whole, "goals": ()}
    consultants = ((cast.lead, Role.CONSULTANT), (cast.other, Role.CONSULTANT))
    seats = (*consultants, *cast.seats)
    for person, role in seats:
        yield pen.act(a.EstablishWat, person, role, **whole, **gates)
        revised = {**whole, "revises": last, "reason": _TEXT, **gates}
        yield pen.act(a.ReviseWat, person, role, material=True, **revised)
    yield pen.lead(a.EstablishWat, **lame, **gates)
    yield pen.lead(a.EstablishWat, **whole)
    revised = {"revises": last, "reason": _TEXT, **gates}
    yield pen.lead(a.ReviseWat, material=False, **whole, **revised)
    yield pen.lead(a.ReviseWat, material=True, **lame, **revised)
    for minor in cast.minors if len(cast.minors) > 1 else ():
        yield pen.lead(a.ReviseWat, material=True, **pen.statements((minor,)), **revised)
    for person, role in ((cast.lead, Role.CONSULTANT), *cast.seats):
        yield pen.act(
            a.SetExpectations,
            person,
            role,
            material=True,
            expectations=(a.Expectation(id="e1", words=_TEXT, minors=cast.minors),),
            **revised,
        )
    yield pen.lead(a.SetExpectations, material=False, expectations=(), revises=last)


def _of_hoe(pen: _Pen) -> Iterator[Act]:
    cast, t = pen.cast, pen.t
    last = len(t.wat)
    parents = ((p, Role.PARENT) for p in cast.parents)
    about: dict[str, Any] = {"about": _TEXT, "serves": ("g1",), "minors": cast.minors}
    for parent in cast.parents:
        yield pen.worker(a.ProposeMeasure, wat=last, bearers=(parent,), **about)
    yield pen.lead(a.ProposeMeasure, wat=last, bearers=cast.parents, **about)
    measures = tuple(t.measures.keys())[-1:]
    for key in measures:
        for person, role in parents:
            yield pen.act(a.AcceptMeasure, person, role, measure=key)
    gates = {"exceptions": pen.except_all("P10", "P16", "P22")}
    for parent in cast.parents:
        yield from _of_hoe_with(pen, parent, measures, gates)


def _of_hoe_with(
    pen: _Pen, parent: PersonId, measures: tuple[str, ...], gates: dict[str, Any]
) -> Iterator[Act]:
    cast, last = pen.cast, len(pen.t.wat)
    hoe: dict[str, Any] = {
        "wat": last,
        "measures": measures,
        "together": pen.with_client(parent),
    }
    alone = {**hoe, "together": pen.with_client(parent)[:1]}
    consultant = Part(person=cast.lead, role=Role.CONSULTANT)
    yield pen.worker(a.EstablishHoe, **hoe, **gates)
    yield pen.act(a.EstablishHoe, parent, Role.PARENT, **hoe, **gates)
    yield pen.worker(a.EstablishHoe, **hoe)
    yield pen.worker(a.EstablishHoe, **alone, **gates)
    yield pen.worker(a.EstablishHoe, **{**hoe, "wat": last + 1}, **gates)
    yield pen.worker(a.EstablishHoe, **{**hoe, "wat": last - 1}, **gates)
    yield pen.lead(a.EstablishHoe, **{**hoe, "together": (consultant, *hoe["together"])}, **gates)
    yield pen.lead(a.AssessHoe, hoe=len(pen.t.hoe), bottom_line="b1", sufficient=True)


def _of_people(pen: _Pen) -> Iterator[Act]:
    cast, t = pen.cast, pen.t
    wat = a.Matter(topic=a.Topic.WAT, version=len(t.wat))
    told: dict[str, Any] = {"form": Form.SPOKEN, "language": "nl"}
    yield pen.lead(a.Explain, matters=(wat,), persons=pen.everyone(), **told)
    why = a.Matter(topic=a.Topic.WHY)
    meet = pen.except_all("X16")
    for apart in ((parent, minor) for parent in cast.parents for minor in cast.minors):
        yield pen.worker(a.Explain, matters=(why,), persons=apart, **told)
        yield pen.worker(a.Explain, matters=(why,), persons=apart, exceptions=meet, **told)
        yield pen.worker(a.RecordConversation, persons=apart, minors=cast.minors)
        yield pen.worker(a.KeepApart, persons=apart, ground=_TEXT)
        yield pen.act(a.KeepApart, apart[0], Role.PARENT, persons=apart, ground=_TEXT)
    for minor in cast.minors:
        secret = Audience()
        yield pen.act(a.Speak, minor, Role.MINOR, words=_TEXT, minors=(minor,), audience=secret)
    yield pen.worker(a.RecordInformation, minors=cast.minors, about=_TEXT)


def _of_ending(pen: _Pen) -> Iterator[Act]:
    cast, last = pen.cast, len(pen.t.wat)
    achieved, moved = a.WithdrawalOutcome.ACHIEVED, a.WithdrawalOutcome.TRANSFERRED
    heard = {"exceptions": pen.except_all("P21")}
    judged: dict[str, Any] = {"wat": last}
    for minor in cast.minors:
        for target in ("b1", "g1", "e1"):
            yield pen.lead(a.Judge, minor=minor, target=target, met=True, **judged)
        yield pen.lead(a.Judge, minor=minor, target="g1", met=False, **judged)
        yield pen.lead(a.Withdraw, minor=minor, outcome=achieved, **heard)
        yield pen.lead(a.Withdraw, minor=minor, outcome=moved, ground=_TEXT, **heard)
        yield pen.worker(a.Withdraw, minor=minor, outcome=achieved, **heard)
        yield pen.worker(a.Judge, minor=minor, target="g1", met=True, **judged)
        yield pen.lead(a.Judge, minor=minor, target="g1", met=True, wat=last - 1)
        yield pen.lead(a.Withdraw, minor=minor, outcome=achieved)


#: The starting points, in the order of the protocol. Each goes on from the one before.
ROOTS: Final = ("start", "opened", "wat", "expectations", "hoe", "judged", "closed")


def root(name: str, cast: Cast, law: Law) -> tuple[Trajectory, tuple[Act, ...]]:
    """Decide the acts that lead to a starting point; raises `LookupError` where one is refused."""
    t = Trajectory.start("exhaust")
    done: list[Act] = []
    for stage in ROOTS[1 : ROOTS.index(name) + 1]:
        for number in range(_length(stage, cast)):
            act = _lead_to(stage, number, _Pen(cast=cast, t=t))
            outcome = law.decide(t, act)
            if not isinstance(outcome, Accepted):
                msg = f"no way to {stage!r}: {type(act).__name__} is refused: {outcome}"
                raise LookupError(msg)  # noqa: TRY004  no fault of a type
            t = outcome.trajectory
            done.append(act)
    return t, tuple(done)


def _length(stage: str, cast: Cast) -> int:
    joins = 1 + len(tuple(cast.seats))
    return {"opened": joins, "hoe": 2, "judged": 3 * len(cast.minors)}.get(stage, 1)


def _lead_to(stage: str, number: int, pen: _Pen) -> Act:
    cast = pen.cast
    if stage == "opened" and number:
        person, role = tuple(cast.seats)[number - 1]
        return pen.lead(a.AddParticipation, person=person, role=role, since=pen.at)
    if stage == "hoe":
        wanted: type[Act] = (a.ProposeMeasure, a.EstablishHoe)[number]
    elif stage == "judged":
        minor, target = cast.minors[number // 3], ("b1", "g1", "e1")[number % 3]
        return pen.lead(a.Judge, wat=len(pen.t.wat), minor=minor, target=target, met=True)
    else:
        wanted = {
            "opened": a.OpenInvolvement,
            "wat": a.EstablishWat,
            "expectations": a.SetExpectations,
            "closed": a.Withdraw,
        }[stage]
    return next(act for act in alphabet(cast, pen.t) if type(act) is wanted)

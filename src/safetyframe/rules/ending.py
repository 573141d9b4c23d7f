"""Judging, steering, and withdrawing: nobody closes before it is safe enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile
from typing import Any, Final

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Position
from safetyframe.acts.wat import BottomLine, Expectation, SafetyGoal
from safetyframe.charter import Level
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.roles import PROFESSIONAL, Role
from safetyframe.rules import ask, scope
from safetyframe.rules.model import Rule, excepted, gap, remedy, rule
from safetyframe.slices import Episode, Judgement, WatVersion
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, civil_date

__all__ = ["RULES", "unmet"]


def _minor_open(t: Trajectory, act: a.Judge | a.Withdraw, _: Policy) -> Iterator[Gap]:
    return scope.minor_open(t, act.minor)


def _any_open(t: Trajectory, act: a.DecideDirection, _: Policy) -> Iterator[Gap]:
    """A direction is for minors with whom an involvement is open (case 7)."""
    return scope.some_open(t, act.minors or None)


def _direction_together(t: Trajectory, act: a.DecideDirection, _: Policy) -> Iterator[Gap]:
    """Minors or network decide along, with a position of theirs; never one side alone."""
    if excepted(act.exceptions, "T7", act.by):
        return
    persons = {p.person for p in act.together}
    client = ask.client_side(t, act.by.at) - ask.not_counted(t, act.by, persons)
    if act.by.role in PROFESSIONAL:  # nobody else is told who does not count (reading 14)
        client -= ask.unsafe_to_inform(t, act.by.at, act.minors)
    if not any(p.person in client and p.position is not None for p in act.together):
        clients = (Role.MINOR, Role.PARENT, Role.NETWORK)
        yield gap("professionals-alone", remedy(a.DecideDirection, roles=clients))
    if not any(p.role in PROFESSIONAL for p in act.together):
        professionals = (Role.CONSULTANT, Role.CARE_WORKER)
        yield gap("clients-alone", remedy(a.DecideDirection, roles=professionals))


def _took_part(_: Trajectory, act: a.DecideDirection, __: Policy) -> Iterator[Gap]:
    if act.by.person not in {p.person for p in act.together}:
        yield gap("actor-took-no-part")


# --- X1 -----------------------------------------------------------------------------------------


def _achieved(t: Trajectory, act: a.Withdraw, policy: Policy) -> Iterator[Gap]:
    if act.outcome is WithdrawalOutcome.ACHIEVED:
        yield from unmet(t, act.minor, act.by.at, policy)


def unmet(t: Trajectory, minor: PersonId, at: datetime, policy: Policy) -> Iterator[Gap]:
    """Give everything that stands between this minor and a withdrawal as achieved (X1)."""
    version = ask.wat_in_force(t)
    if version is None:
        yield gap("no-wat", remedy(a.EstablishWat, human=True), minor=minor)
        return
    goals = [g for g in version.goals if minor in g.minors]
    expectations = [e for e in version.expectations if minor in e.minors]
    if not goals:
        yield gap("no-goal", remedy(a.ReviseWat, human=True, minor=minor), minor=minor)
    if not expectations:
        yield gap("no-expectation", remedy(a.SetExpectations, minor=minor), minor=minor)
    lines = [b for b in version.bottom_lines if minor in b.minors]
    episode = ask.open_episode(t, minor)
    statements: tuple[SafetyGoal | Expectation | BottomLine, ...]
    statements = (*goals, *expectations, *lines)
    for statement in statements:
        yield from _not_met(t, statement, minor, at, version, episode, policy)


def _not_met(
    t: Trajectory,
    statement: BottomLine | SafetyGoal | Expectation,
    minor: PersonId,
    at: datetime,
    version: WatVersion,
    episode: Episode | None,
    policy: Policy,
) -> Iterator[Gap]:
    series = t.judged.get((minor, statement.id))
    # A judgement on an older material version, or from before this episode, proves nothing now.
    counting: list[Judgement] = [
        j
        for j in (series.items if series is not None else ())
        if ask.material_of(t, j.wat) == version.material
        and (episode is None or j.at >= episode.opened_at)
    ]
    judge = remedy(a.Judge, human=True, minor=minor, target=statement.id, wat=version.number)

    def no(code: str, **about: object) -> Gap:
        return gap(code, judge, target=statement.id, minor=minor, **about)

    if not counting:
        if series is None:
            yield no("not-judged")
        elif any(ask.material_of(t, j.wat) == version.material for j in series.items):
            yield no("judged-before-this-involvement")
        else:
            yield no("judged-on-an-older-version")
        return
    if not counting[-1].met:
        yield no("judged-unmet", since=counting[-1].at)
        return
    if counting[-1].at > at:
        yield no("judged-later", since=counting[-1].at)
        return
    if isinstance(statement, SafetyGoal):
        held = _days(t, _met_since(counting), at)
        if held < statement.sustained_days:
            yield no("not-sustained", days=held, needed=statement.sustained_days)
    age = _days(t, counting[-1].at, at)
    if policy.judgement_days is not None and age > policy.judgement_days:
        yield no("judgement-too-old", days=age, needed=policy.judgement_days)


def _met_since(judgements: list[Judgement]) -> datetime:
    """Since when it is met without a break, where the last judgement says that it is."""
    return [j.at for j in takewhile(lambda j: j.met, reversed(judgements))][-1]


def _days(t: Trajectory, since: datetime, until: datetime) -> int:
    return (civil_date(until, t.zone) - civil_date(since, t.zone)).days


# --- every withdrawal ---------------------------------------------------------------------------


def _ground(_: Trajectory, act: a.Withdraw, __: Policy) -> Iterator[Gap]:
    if act.outcome is not WithdrawalOutcome.ACHIEVED and act.ground is None:
        yield gap("no-ground", outcome=act.outcome)


def _governments_end(_: Trajectory, act: a.Withdraw, __: Policy) -> Iterator[Gap]:
    if act.outcome is WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT:
        yield gap(
            "government-ends-it",
            remedy(a.DecideNecessity, human=True, status="ended"),
            remedy(a.RecordNecessity, human=True, status="ended"),
            outcome=act.outcome,
        )


def _heard(t: Trajectory, act: a.Withdraw, _: Policy) -> Iterator[Gap]:
    """Everyone involved with this minor has a position on the material version in force (P21).

    Where there is no WAT yet, on withdrawing without one.
    """
    version = ask.wat_in_force(t)
    on: dict[str, Any] = {} if version is None else {"wat": version.number}
    material = None if version is None else version.material
    episode = ask.open_episode(t, act.minor)
    dead = act.minor if act.outcome is WithdrawalOutcome.DECEASED else None
    for person in ask.involved(t, act.by.at, act.minor):
        if person in (act.by.person, dead) or excepted(act.exceptions, "P21", act.by, person):
            continue
        held = ask.position(t, person, AlignOn.WITHDRAWAL, act.minor)
        if (
            held is None
            or held.at > act.by.at
            or ask.material_of(t, held.wat) != material
            or (episode is not None and held.at < episode.opened_at)
            or ask.unsafe_no_longer(t, held, act.by.at)
        ):
            yield gap(
                "not-aligned",
                remedy(
                    a.Align,
                    roles=(Role.CONSULTANT, Role.CARE_WORKER),
                    on="withdrawal",
                    person=person,
                    **on,
                    minor=act.minor,
                ),
                person=person,
            )


def _worker_answered(t: Trajectory, act: a.Withdraw, _: Policy) -> Iterator[Gap]:
    """A care worker who holds that it is not safe gets an answer in writing (case 21b)."""
    answered = {answer.person for answer in act.answers}
    for person, parts in ask.involved(t, act.by.at, act.minor).items():
        held = ask.position(t, person, AlignOn.WITHDRAWAL, act.minor)
        if (
            held is not None
            and held.position is Position.DISSENTS
            and any(p.role is Role.CARE_WORKER for p in parts)
            and person not in answered
            and not excepted(act.exceptions, "P21", act.by, person)
        ):
            yield gap("dissent-unanswered", remedy(a.Withdraw, answers=person), person=person)


RULES: Final[tuple[Rule, ...]] = (
    rule(
        "ending.minor-open",
        "P2",
        (a.Judge, a.Withdraw),
        "involvement",
        _minor_open,
        foresee=scope.foresee_open,
    ),
    rule(
        "direction.open",
        "P2",
        (a.DecideDirection,),
        "involvement",
        _any_open,
        foresee=scope.foresee_open,
    ),
    rule("form.direction-part", "", (a.DecideDirection,), "", _took_part),
    rule(
        "direction.together",
        "T7",
        (a.DecideDirection,),
        "people barriers exceptions",
        _direction_together,
        level=Level.EXPLAIN,
    ),
    rule(
        "ending.achieved",
        "X1 P5c P20 T4",
        (a.Withdraw,),
        "wat judged involvement",
        _achieved,
    ),
    rule("ending.ground", "T4 P20", (a.Withdraw,), "", _ground),
    rule("ending.government", "P24", (a.Withdraw,), "", _governments_end),
    rule(
        "ending.heard",
        "P21",
        (a.Withdraw,),
        "people aligned wat involvement exceptions",
        _heard,
        level=Level.EXPLAIN,
    ),
    rule(
        "ending.worker-answered",
        "P21",
        (a.Withdraw,),
        "people aligned",
        _worker_answered,
        level=Level.EXPLAIN,
    ),
)

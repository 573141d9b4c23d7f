"""What a WAT must be, and what it must rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, cast

from attrs import astuple, evolve

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.wat import BottomLine, DangerStatement, SafetyGoal
from safetyframe.charter import Level
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.roles import Role
from safetyframe.rules import ask, scope
from safetyframe.rules.model import Rule, excepted, gap, remedy, rule
from safetyframe.slices import Gathered
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, Text

__all__ = ["RULES"]

_Wat = a.EstablishWat | a.ReviseWat
_WAT: Final = (a.EstablishWat, a.ReviseWat)


_Statement = BottomLine | DangerStatement | SafetyGoal


def _about(statements: tuple[_Statement, ...]) -> dict[str, frozenset[PersonId]]:
    return {s.id: frozenset(s.minors) for s in statements}


def _dangling(_: Trajectory, act: _Wat, __: Policy) -> Iterator[Gap]:
    dangers, goals = _about(act.dangers), _about(act.goals)
    for owner, links, there in (
        *((b.id, b.dangers, dangers) for b in act.bottom_lines),
        *((b.id, b.goals, goals) for b in act.bottom_lines),
        *((g.id, g.dangers, dangers) for g in act.goals),
    ):
        for link in links:
            if link not in there:
                yield gap("link-to-nothing", statement=owner, link=link)


def _complete(_: Trajectory, act: _Wat, __: Policy) -> Iterator[Gap]:
    """At least one bottom line; each with a danger and a goal for every minor it is about."""
    dangers, goals = _about(act.dangers), _about(act.goals)
    if not act.bottom_lines:
        yield gap("no-bottom-line")
    for line in act.bottom_lines:
        for minor in line.minors:
            if not any(minor in dangers.get(d, ()) for d in line.dangers):
                yield gap("bottom-line-without-danger", statement=line.id, minor=minor)
            if not any(minor in goals.get(g, ()) for g in line.goals):
                yield gap("bottom-line-without-goal", statement=line.id, minor=minor)


def _paired(_: Trajectory, act: _Wat, __: Policy) -> Iterator[Gap]:
    """Every danger has a goal and every goal a danger, for every minor they are about."""
    dangers = _about(act.dangers)
    for danger in act.dangers:
        for minor in danger.minors:
            if not any(danger.id in g.dangers and minor in g.minors for g in act.goals):
                yield gap("danger-without-goal", statement=danger.id, minor=minor)
    for goal in act.goals:
        for minor in goal.minors:
            if not any(minor in dangers.get(d, ()) for d in goal.dangers):
                yield gap("goal-without-danger", statement=goal.id, minor=minor)


def _safe_enough(_: Trajectory, act: _Wat, __: Policy) -> Iterator[Gap]:
    for goal in act.goals:
        if goal.safe_enough is None or goal.sustained_days < 0:
            yield gap("no-safe-enough", statement=goal.id)


def _wording_only(t: Trajectory, act: a.ReviseWat, _: Policy) -> Iterator[Gap]:
    """A revision of wording leaves statements, links, minors and bars as they were."""
    before = t.wat.get(act.revises)
    if act.material or before is None:
        return
    for name in ("bottom_lines", "dangers", "goals"):
        was, now = getattr(before, name), getattr(act, name)
        if _bones(was) != _bones(now):
            yield gap("more-than-wording", remedy(a.ReviseWat, revises=act.revises), field=name)


_NO_WORDS: Final = Text(id="-", digest="-", language="-")


def _bones(statements: tuple[_Statement, ...]) -> frozenset[object]:
    # What is left of a statement without its words. The criterion of a goal is no mere wording:
    # it is the bar itself. In which order things are named says nothing.
    return frozenset(
        tuple(
            frozenset(cast("tuple[object, ...]", held)) if isinstance(held, tuple) else held
            for held in astuple(evolve(s, words=_NO_WORDS), recurse=False)
        )
        for s in statements
    )


def _expectations_raised(t: Trajectory, act: a.SetExpectations, _: Policy) -> Iterator[Gap]:
    before = t.wat.get(act.revises)
    if act.material or before is None or not before.expectations_set:
        return
    was = {e.id: frozenset(e.minors) for e in before.expectations}
    now = {e.id: frozenset(e.minors) for e in act.expectations}
    if was != now:
        yield gap("more-than-wording", remedy(a.SetExpectations), field="expectations")


def _expectations_reasoned(t: Trajectory, act: a.SetExpectations, _: Policy) -> Iterator[Gap]:
    """Whoever changes what was expected says why (case 17)."""
    before = t.wat.get(act.revises)
    if before is not None and before.expectations_set and act.reason is None:
        yield gap("no-reason", field="reason")


def _some_expectation(_: Trajectory, act: a.SetExpectations, __: Policy) -> Iterator[Gap]:
    if not act.expectations:
        yield gap("no-expectation")


def _open(t: Trajectory, act: _Wat | a.SetExpectations, _: Policy) -> Iterator[Gap]:
    """In scope, and so is every minor stated, unless WAT was about them already (case 7)."""
    closed = tuple(scope.some_open(t))
    if closed:
        yield from closed
        return
    before = ask.wat_in_force(t)
    already = (
        set[PersonId]() if before is None else {m for s in before.statements for m in s.minors}
    )
    for minor in dict.fromkeys(m for s in ask.stated(act) for m in s.minors):
        if minor not in already:
            yield from scope.minor_open(t, minor)


# --- gates: comply or explain -----------------------------------------------------------------


def _is_gated(act: _Wat) -> bool:
    return not isinstance(act, a.ReviseWat) or act.material


def _gate(
    clause: str, missing: Callable[[Trajectory, _Wat], Iterator[Gap]]
) -> Callable[[Trajectory, _Wat, Policy], Iterator[Gap]]:
    def check(t: Trajectory, act: _Wat, _: Policy) -> Iterator[Gap]:
        if _is_gated(act) and not excepted(act.exceptions, clause, act.by):
            yield from missing(t, act)

    return check


def _gathered(t: Trajectory, act: _Wat) -> Iterator[Gap]:
    # What was found wrong carries nothing (reading 7).
    if not any(not ask.in_error(t, item) for item in act.information):
        yield gap("no-information", remedy(a.RecordInformation))
    if not any(not ask.in_error(t, item) for item in act.conversations):
        yield gap("no-conversation", remedy(a.RecordConversation))


def _views(t: Trajectory, act: _Wat, topics: frozenset[ViewTopic]) -> list[Gathered]:
    # Of concerns and danger it is said how a view weighed; else it was listed, not taken in (P15).
    held = ((t.gathered.get(w.view), w.how) for w in act.weighed)
    return [
        v
        for v, how in held
        if v is not None
        and v.in_error_by is None
        and v.topic in topics
        and (how or topics is _SAFETY)
    ]


_SAFETY: Final = frozenset({ViewTopic.SAFETY})
_WORRY: Final = frozenset({ViewTopic.CONCERN, ViewTopic.DANGER})


def _safety_together(t: Trajectory, act: _Wat) -> Iterator[Gap]:
    roles = {view.role for view in _views(t, act, _SAFETY)}
    for role in (Role.CONSULTANT, Role.CARE_WORKER):
        if role not in roles:
            yield gap(
                "no-view-on-safety",
                remedy(a.ContributeView, roles=(role,), topic="safety"),
                role=role,
            )


def _client_expertise(t: Trajectory, act: _Wat) -> Iterator[Gap]:
    # What counts is where they stood when they said it: who left since was still taken in.
    if not any(v.person in ask.client_side(t, v.at) for v in _views(t, act, _WORRY)):
        roles = (Role.MINOR, Role.PARENT, Role.NETWORK)
        yield gap("no-client-view", remedy(a.ContributeView, roles=roles, topic="danger"))


def _worker_expertise(t: Trajectory, act: _Wat) -> Iterator[Gap]:
    if not any(view.role is Role.CARE_WORKER for view in _views(t, act, _WORRY)):
        yield gap(
            "no-worker-view",
            remedy(a.ContributeView, roles=(Role.CARE_WORKER,), topic="danger"),
        )


def _aligned(t: Trajectory, act: a.SetExpectations, _: Policy) -> Iterator[Gap]:
    """Everyone else who takes part has been heard on this material version (reading 13)."""
    material = ask.material_of(t, act.revises)
    for person in ask.involved(t, act.by.at):
        if person == act.by.person or excepted(act.exceptions, "P21", act.by, person):
            continue
        held = ask.position(t, person, a.AlignOn.EXPECTATIONS)
        if (
            held is None
            or held.at > act.by.at
            or ask.material_of(t, held.wat) != material
            or ask.unsafe_no_longer(t, held, act.by.at)
        ):
            yield gap(
                "not-aligned",
                remedy(
                    a.Align,
                    roles=(Role.CONSULTANT, Role.CARE_WORKER),
                    on="expectations",
                    person=person,
                    wat=act.revises,
                ),
                person=person,
            )


_ALL: Final = (*_WAT, a.SetExpectations)

RULES: Final[tuple[Rule, ...]] = (
    rule("form.links", "", _WAT, "", _dangling),
    rule("wat.complete", "P13 X2", _WAT, "", _complete),
    rule("wat.paired", "P5b X2", _WAT, "", _paired),
    rule("wat.safe-enough", "P5c", _WAT, "", _safe_enough),
    rule("wat.wording-only", "P12 X6", (a.ReviseWat,), "wat", _wording_only),
    rule("wat.open", "P2", _ALL, "involvement wat", _open, foresee=scope.foresee_open),
    rule("wat.gathered", "P14", _WAT, "gathered", _gate("P14", _gathered), level=Level.EXPLAIN),
    rule(
        "wat.safety-together",
        "P4",
        _WAT,
        "gathered",
        _gate("P4", _safety_together),
        level=Level.EXPLAIN,
    ),
    rule(
        "wat.client-expertise",
        "P15a",
        _WAT,
        "gathered people",
        _gate("P15a", _client_expertise),
        level=Level.EXPLAIN,
    ),
    rule(
        "wat.worker-expertise",
        "P15b",
        _WAT,
        "gathered",
        _gate("P15b", _worker_expertise),
        level=Level.EXPLAIN,
    ),
    rule("expectations.some", "P20", (a.SetExpectations,), "", _some_expectation),
    rule("expectations.raised", "P12 P20 X6", (a.SetExpectations,), "wat", _expectations_raised),
    rule("expectations.reasoned", "P20 P12", (a.SetExpectations,), "wat", _expectations_reasoned),
    rule(
        "expectations.aligned",
        "P21",
        (a.SetExpectations,),
        "people aligned wat exceptions",
        _aligned,
        level=Level.EXPLAIN,
    ),
)

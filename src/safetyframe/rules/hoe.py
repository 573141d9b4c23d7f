"""HOE comes after WAT, is made together, and every part of it has somebody who took it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.charter import Level
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.roles import CLIENT_SIDE, PROFESSIONAL, By, Participation, Role
from safetyframe.rules import ask, scope
from safetyframe.rules.model import Rule, excepted, gap, remedy, rule
from safetyframe.slices import WatVersion
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["RULES"]

_HOE: Final = (a.EstablishHoe,)


def _about(t: Trajectory, measures: Iterable[str]) -> frozenset[PersonId]:
    """The minors whom measures are about, and those whose goals they serve."""
    held = (t.measures.get(key) for key in measures)
    return frozenset[PersonId]().union(
        *(ask.minors_of(t, m.wat, m.serves, m.minors) for m in held if m is not None)
    )


def _after_wat(t: Trajectory, act: a.EstablishHoe, _: Policy) -> Iterator[Gap]:
    version = ask.wat_in_force(t)
    if version is None:
        yield from _foresee_no_wat(t, act.by)
    elif act.wat != version.number:
        yield gap("not-the-wat-in-force", version=version.number)
    elif version.at > act.by.at:
        yield gap("wat-is-later", version=version.number)


def _foresee_no_wat(t: Trajectory, _: By) -> Iterator[Gap]:
    if not len(t.wat):
        yield gap("no-wat", remedy(a.EstablishWat, human=True))


def _open(t: Trajectory, act: a.EstablishHoe | a.AssessHoe, _: Policy) -> Iterator[Gap]:
    """In scope is HOE whose measures are about a minor who is (case 7)."""
    about = frozenset[PersonId]() if isinstance(act, a.AssessHoe) else _named(t, act)
    return scope.some_open(t, about or None)


def _named(t: Trajectory, act: a.EstablishHoe) -> frozenset[PersonId]:
    """The minors that the measures of an HOE are about."""
    held = (t.measures.get(key) for key in act.measures)
    return frozenset(minor for measure in held if measure is not None for minor in measure.minors)


def _together(t: Trajectory, act: a.EstablishHoe, _: Policy) -> Iterator[Gap]:
    """A care worker and a person of family or network, counted as persons (reading 2)."""
    persons = {p.person for p in act.together}
    client = ask.client_side(t, act.by.at)
    kept_apart = ask.not_counted(t, act.by, persons)
    if act.by.role in PROFESSIONAL:  # nobody else is told who does not count (reading 14)
        kept_apart |= ask.unsafe_to_inform(t, act.by.at, _about(t, act.measures))
    workers = {
        p.person
        for p in act.together
        if p.role is Role.CARE_WORKER and ask.holds(t, p.person, p.role, act.by.at)
    }
    if not workers:
        there = any(p.role is Role.CARE_WORKER for p in ask.active(t, act.by.at))
        join = remedy(a.AddParticipation, role=Role.CARE_WORKER)
        again = remedy(a.EstablishHoe)
        yield gap("no-care-worker", again if there else join, role=Role.CARE_WORKER)
    if not (persons & client) - kept_apart:
        yield gap("no-family-or-network", remedy(a.EstablishHoe))
    if act.by.person not in persons:
        yield gap("actor-took-no-part")


def _no_consultant(_: Trajectory, act: a.EstablishHoe, __: Policy) -> Iterator[Gap]:
    for part in act.together:
        if part.role not in CLIENT_SIDE and part.role is not Role.CARE_WORKER:
            yield gap("not-an-author-of-hoe", person=part.person, role=part.role)


def _some_measure(_: Trajectory, act: a.EstablishHoe, __: Policy) -> Iterator[Gap]:
    if not act.measures:
        yield gap("no-measure", remedy(a.ProposeMeasure))


def _bearer(_: Trajectory, act: a.ProposeMeasure | a.AmendMeasure, __: Policy) -> Iterator[Gap]:
    if not act.bearers:
        yield gap("no-bearer")


_Bearing = a.ProposeMeasure | a.AmendMeasure | a.EstablishHoe


def _bearers_safe(t: Trajectory, act: _Bearing, _: Policy) -> Iterator[Gap]:
    """Whom it is unsafe to inform carries nothing for the goals of that child (case 14).

    Only a professional is refused: family and network, and the one concerned, are not to tell from
    their own acts, and what they agree on is a finding for the professionals (reading 14).
    """
    if act.by.role not in PROFESSIONAL:
        return
    for key, bearers, minors in _borne(t, act):
        unsafe = ask.unsafe_to_inform(t, act.by.at, minors)
        for bearer in bearers:
            if bearer in unsafe:
                amend = remedy(a.AmendMeasure, measure=key)
                yield gap("bearer-unsafe", amend, measure=key, person=bearer)


def _borne(
    t: Trajectory, act: _Bearing
) -> Iterator[tuple[str, tuple[PersonId, ...], frozenset[PersonId]]]:
    if isinstance(act, a.EstablishHoe):
        for key in act.measures:
            held = t.measures.get(key)
            if held is not None:
                yield key, held.bearers, _about(t, (key,))
        return
    key = act.measure if isinstance(act, a.AmendMeasure) else act.id
    yield key, act.bearers, ask.minors_of(t, act.wat, act.serves, act.minors)


def _bearers_there(t: Trajectory, act: a.EstablishHoe, _: Policy) -> Iterator[Gap]:
    there = ask.involved(t, act.by.at)
    for key in act.measures:
        measure = t.measures.get(key)
        if measure is not None and not any(b in there for b in measure.bearers):
            yield gap("no-bearer", remedy(a.AmendMeasure, measure=key), measure=key)


# --- gates --------------------------------------------------------------------------------------


def _accepted(t: Trajectory, act: a.EstablishHoe, _: Policy) -> Iterator[Gap]:
    for key in act.measures:
        measure = t.measures.get(key)
        if measure is None:
            continue
        for bearer in measure.bearers:
            if bearer not in measure.accepted and not excepted(
                act.exceptions, "P10", act.by, bearer
            ):
                yield gap(
                    "not-accepted",
                    remedy(a.AcceptMeasure, measure=key, person=bearer),
                    measure=key,
                    person=bearer,
                )


def _everyone_invited(t: Trajectory, act: a.EstablishHoe, _: Policy) -> Iterator[Gap]:
    """Family and network of the minors whom the measures are about (case 7)."""
    reached = {p.person for p in act.together}.union(act.invited)
    about = _named(t, act)
    for person, parts in ask.involved(t, act.by.at).items():
        if (
            any(p.role in CLIENT_SIDE and _concerns(p, about) for p in parts)
            and person not in reached
            and not excepted(act.exceptions, "P16", act.by, person)
        ):
            yield gap("not-invited", remedy(a.EstablishHoe, invited=person), person=person)


def _concerns(part: Participation, about: frozenset[PersonId]) -> bool:
    return not about or not part.concerns or not about.isdisjoint(part.concerns)


def _explained(t: Trajectory, act: a.EstablishHoe, _: Policy) -> Iterator[Gap]:
    """Whoever establishes HOE has had the WAT in force explained (P22, reading 1)."""
    version = ask.wat_in_force(t)
    person = act.by.person
    if version is None or excepted(act.exceptions, "P22", act.by, person):
        return
    heard = (
        t.wat.get(one.version)
        for one in ask.told(t, person, Topic.WAT)
        if one.version is not None and one.at <= act.by.at
    )
    if not any(one is not None and _still_says(t, act.by, one, version) for one in heard):
        yield gap(
            "wat-not-explained",
            remedy(a.Explain, topic="wat", version=version.number, person=person),
            person=person,
            version=version.number,
        )


def _still_says(t: Trajectory, by: By, told: WatVersion, now: WatVersion) -> bool:
    """What revises other children's part of WAT only makes nothing stale for who acts (case 7)."""
    if told.material == now.material:
        return True
    mine = ask.about(t, by)
    theirs = mine != ask.known_minors(t)
    return theirs and ask.said_of(told, mine) == ask.said_of(now, mine)


RULES: Final[tuple[Rule, ...]] = (
    rule("hoe.after-wat", "P16 X4", _HOE, "wat", _after_wat, foresee=_foresee_no_wat),
    rule(
        "hoe.open",
        "P2",
        (*_HOE, a.AssessHoe),
        "involvement measures",
        _open,
        foresee=scope.foresee_open,
    ),
    rule(
        "hoe.together",
        "P16 P17",
        _HOE,
        "people barriers exceptions measures wat",
        _together,
    ),
    rule("hoe.no-consultant", "P17 X5", _HOE, "", _no_consultant),
    rule("hoe.some-measure", "P10 P16", _HOE, "", _some_measure),
    rule("hoe.bearer", "P10", (a.ProposeMeasure, a.AmendMeasure), "", _bearer),
    rule(
        "hoe.bearers-safe",
        "P10",
        (a.ProposeMeasure, a.AmendMeasure, *_HOE),
        "exceptions measures wat",
        _bearers_safe,
    ),
    rule("hoe.bearers-there", "P10", _HOE, "people measures", _bearers_there),
    rule("hoe.accepted", "P10", _HOE, "measures", _accepted, level=Level.EXPLAIN),
    rule(
        "hoe.everyone-invited",
        "P16",
        _HOE,
        "people measures",
        _everyone_invited,
        level=Level.EXPLAIN,
    ),
    rule(
        "hoe.wat-explained",
        "P22",
        _HOE,
        "wat told people involvement",
        _explained,
        level=Level.EXPLAIN,
    ),
)

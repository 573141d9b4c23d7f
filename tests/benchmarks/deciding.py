"""`decide`: acceptance against a hand-written check and casbin; refusal against acceptance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from attrs import evolve, fields

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Matter, Topic
from safetyframe.folding import fold
from safetyframe.outcome import Accepted, Refused
from safetyframe.roles import Part, Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId
from tests.benchmarks import family, floors, table
from tests.benchmarks.clock import Effort, Timed, compare
from tests.benchmarks.peers import Casbin, casbin_of_powers, installed
from tests.support import story as s

LAW = family.LAW
_CAPACITY = {
    Role.CONSULTANT: "<consultant:lead>",
    Role.CARE_WORKER: "<care-worker:>",
    Role.PARENT: "<parent:>",
}


def decide(effort: Effort) -> None:
    """Acceptance, on a real trajectory of 100 records."""
    table.heading(f"decide: acceptance on a trajectory of {family.LENGTH} records")
    t = family.first_half_year().t
    checked, stale = 0, set[str]()
    for name, act in family.acceptable().items():
        tried, differing = _agreement(name, t, act)
        checked += tried
        if differing:
            stale.add(name)
            table.note(
                f"{name}: its floor is left out, for the law has moved on ({differing} of {tried} "
                "acts differ): bring floors.py up to date"
            )
    casbin = _casbin()
    aim = table.Aim(most_over_floor=5, least_under_peer=5)
    for name, act in family.acceptable().items():
        found = _compared(name, t, act, casbin, effort)
        if name in stale:
            del found["floor"]
        row = f"{name} ({len(LAW._guards[type(act)].rules)} rules)"
        table.row(row, found["ours"], floor=found.get("floor"), peer=found.get("peer"), aim=aim)
        if "keyed" in found:
            table.row("  ... casbin's FastEnforcer", found["ours"], peer=found["keyed"])
    table.note(
        f"floor: a straight-line check by hand that agrees with the law on {checked} acts",
        "peer: casbin enforce, our table of powers alone, one policy a line; FastEnforcer: one",
        "policy a cell, found by key",
    )
    if casbin is None:
        table.missing("casbin")


def _casbin() -> Casbin | None:
    return casbin_of_powers() if installed("casbin") else None


def _compared(
    name: str, t: Trajectory, act: Act, casbin: Casbin | None, effort: Effort
) -> dict[str, Timed]:
    by_hand, stamp = floors.DECIDE[name], LAW.hash
    cases: dict[str, Any] = {
        "floor": lambda: by_hand(t, act, stamp),
        "ours": lambda: LAW.decide(t, act),
    }
    if casbin is not None:
        capacity = _CAPACITY[act.by.role]
        assert casbin.enforce(name, capacity)
        assert casbin.enforce_keyed(name, capacity)
        cases["peer"] = lambda: casbin.enforce(name, capacity)
        cases["keyed"] = lambda: casbin.enforce_keyed(name, capacity)
    return compare(cases, effort)


def refuse(effort: Effort) -> None:
    """Refusal with all its reasons and remedies against acceptance."""
    table.heading("refuse: all reasons and remedies, against accepting an act of the same kind")
    casbin = _casbin()
    for what, t, no, yes, capacity in _refusals():
        refused, accepted = LAW.decide(t, no), LAW.decide(t, yes)
        assert isinstance(refused, Refused), what
        assert isinstance(accepted, Accepted), what
        gaps = sum(len(violation.gaps) for violation in refused.violations)
        cases: dict[str, Any] = {
            "no": lambda t=t, no=no: LAW.decide(t, no),
            "yes": lambda t=t, yes=yes: LAW.decide(t, yes),
        }
        if casbin is not None:
            name = type(no).__name__
            cases["peer"] = lambda n=name, c=capacity: casbin.enforce(n, c)
        found = compare(cases, effort)
        table.row(
            f"{what}: {gaps} gap{'s' if gaps > 1 else ''}",
            found["no"],
            floor=found["yes"],
            peer=found.get("peer"),
            aim=table.Aim(most_over_floor=3),
        )
    table.note("floor: our own acceptance of an act of that kind, on the same trajectory")
    if casbin is None:
        table.missing("casbin")


def _refusals() -> Iterator[tuple[str, Trajectory, Act, Act, str]]:
    story = family.first_half_year()
    acts = family.acceptable()
    lead, worker = _CAPACITY[Role.CONSULTANT], _CAPACITY[Role.CARE_WORKER]
    too_soon = story.act(a.Withdraw, s.LEAD, minor=s.BEN, outcome=WithdrawalOutcome.ACHIEVED)
    yield "Withdraw too soon", story.t, too_soon, acts["Withdraw"], lead
    before = next(r for r in story.records if isinstance(r.act, a.EstablishWat))
    then = fold(story.records[: before.seq - 1], Trajectory.start(story.t.id))
    establish = before.act
    assert isinstance(establish, a.EstablishWat)
    by_worker = evolve(establish, by=evolve(establish.by, person=s.WORKER[0], role=s.WORKER[1]))
    yield "EstablishWat by a care worker", then, by_worker, establish, worker
    bare = evolve(establish, information=(), conversations=(), weighed=(), dangers=(), goals=())
    yield "EstablishWat on nothing", then, bare, establish, lead
    hoe = acts["EstablishHoe"]
    assert isinstance(hoe, a.EstablishHoe)
    alone = evolve(hoe, together=hoe.together[:1], invited=(), wat=1)
    yield "EstablishHoe by a care worker alone", story.t, alone, hoe, worker
    info = acts["RecordInformation"]
    stranger = evolve(info, by=evolve(info.by, person=s.STRANGER[0], role=s.STRANGER[1]))
    yield "RecordInformation by a stranger", story.t, stranger, info, _CAPACITY[Role.PARENT]


# --- are the floors honest? -----------------------------------------------------------------------


def _agreement(name: str, t: Trajectory, act: Act) -> tuple[int, int]:
    """Compare floor and law on this act and on every way we know to spoil it: tried, differing."""
    by_hand, tried, differing = floors.DECIDE[name], 0, 0
    for one in (act, *_spoiled(act)):
        outcome = LAW.decide(t, one)
        accepted = outcome if isinstance(outcome, Accepted) else None
        if accepted is not None:
            accepted = evolve(accepted, warnings=())  # the floor has no words, for warnings either
        tried += 1
        differing += by_hand(t, one, LAW.hash) != accepted
    return tried, differing


_NOBODY = PersonId("nobody-here")
_CHANGES: dict[str, tuple[Any, ...]] = {
    "id": ("", "a b", "a1"),
    "minors": ((), (_NOBODY,), (s.ANNA, s.BEN), ("no reference",)),
    "minor": (_NOBODY, s.BEN, PersonId("no reference")),
    "on": tuple(AlignOn),
    "person": (_NOBODY, s.WORKER[0], "no reference"),
    "persons": ((), (_NOBODY,), (s.ANNA,)),
    "matters": (
        (),
        (Matter(topic=Topic.WAT),),
        (Matter(topic=Topic.AGREEMENTS, version=9), Matter(topic=Topic.WHY)),
        (Matter(topic=Topic.AGREEMENTS, version=1),),
    ),
    "wat": (0, 1, 3),
    "target": ("g2", "d1", "b1", "e1", "nothing"),
    "met": (False,),
    "measures": ((), ("nothing",)),
    "together": (
        (),
        (Part(person=s.WORKER[0], role=Role.CARE_WORKER),),
        (Part(person=s.MOTHER[0], role=Role.PARENT),),
        (Part(person=s.LEAD[0], role=Role.CONSULTANT),),
        (Part(person=_NOBODY, role=Role.CARE_WORKER),),
    ),
    "invited": ((), (_NOBODY,)),
    "outcome": tuple(WithdrawalOutcome),
    "exceptions": tuple(
        (s.exception(clause, minor=minor),)
        for clause in ("P10", "P16", "P21", "P22", "no such clause")
        for minor in (s.ANNA, _NOBODY)
    ),
}


def _spoiled(act: Act) -> Iterator[Act]:
    by = act.by
    for role in Role:
        yield evolve(act, by=evolve(by, role=role))
    for who in (s.LEAD, s.MOTHER, s.ANNA_, s.GRAN, s.TRUST, s.STRANGER):
        yield evolve(act, by=evolve(by, person=who[0], role=who[1]))
    for changes in (
        {"at": by.at.replace(tzinfo=None)},
        {"at": by.at - timedelta(days=400)},
        {"recorded_at": by.at - timedelta(hours=1)},
        {"recorded_at": by.at + timedelta(hours=1)},
        {"person": PersonId("no reference")},
        {"on_behalf_of": s.ANNA},
        {"recorded_by": s.WORKER[0]},
        {"recorded_by": s.GRAN[0]},
    ):
        if by.at.tzinfo is not None:
            yield evolve(act, by=evolve(by, **changes))
    names = {f.name for f in fields(type(act))}
    for name in names & _CHANGES.keys():
        for value in _CHANGES[name]:
            yield evolve(act, **{name: value})

"""A whole step on SQLite: load, decide, append the record and the bodies of its texts."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from itertools import count, cycle
from pathlib import Path
from time import process_time
from typing import Any

from attrs import frozen

from safetyframe import acts as a
from safetyframe import wire
from safetyframe.acts import Act
from safetyframe.acts.gathering import ViewTopic
from safetyframe.frame import Frame
from safetyframe.outcome import Accepted
from safetyframe.record import Record
from safetyframe.roles import By
from safetyframe.values import ActId, Body
from safetyframe_plugins.sqlite._bodies import seal
from tests.benchmarks import family, table
from tests.benchmarks.clock import Case, Effort, Timed, compare, compare_waiting
from tests.benchmarks.floors_kept import RawFile, filled
from tests.benchmarks.peers import installed
from tests.support import story as s

WORDS = "Ze vertelt dat het deze week rustig was, en dat oma elke avond mee aan tafel zat."


@frozen
class Step:
    """An act to be put on record in one of the trajectories, with the body of its text."""

    trajectory: str
    act: Act
    body: Body


class Steps:
    """Makes acts that the law accepts after the half year, over all trajectories in turn."""

    def __init__(self, trajectories: tuple[str, ...]) -> None:
        self._turn = cycle(trajectories)
        self._number = count(1)
        self._now = family.first_half_year().now

    def __call__(self) -> Step:
        number = next(self._number)
        key = ActId(f"step-{number}")
        salt = secrets.token_hex(16)
        body = Body(id=f"{key}.1", language="nl", salt=salt, words=WORDS)
        at = self._now + timedelta(minutes=number)
        return Step(next(self._turn), _act(number, key, at, body), body)


def _act(number: int, key: ActId, at: Any, body: Body) -> Act:
    def by(who: s.Who) -> By:
        return By(person=who[0], role=who[1], at=at)

    text, both = body.text, family.BOTH
    kinds: tuple[Callable[[], Act], ...] = (
        lambda: a.RecordInformation(id=key, by=by(s.WORKER), minors=both, about=text),
        lambda: a.Speak(id=key, by=by(s.MOTHER), words=text, minors=both),
        lambda: a.ContributeView(
            id=key, by=by(s.GRAN), topic=ViewTopic.DANGER, minors=both, view=text
        ),
        lambda: a.Judge(
            id=key, by=by(s.LEAD), wat=2, minor=s.ANNA, target="g1", met=True, evidence=text
        ),
        lambda: a.RecordConversation(
            id=key, by=by(s.WORKER), persons=(s.MOTHER[0], s.ANNA), minors=both, summary=text
        ),
    )
    return kinds[number % len(kinds)]()


def step(effort: Effort, folder: Path) -> None:
    """The step, warm and cold, beside one raw insert and beside eventsourcing."""
    table.heading(f"step: load, decide, append record and text; {family.LENGTH} records, SQLite")
    names = tuple(f"t-{number}" for number in range(effort.pool))
    store = filled(f"sqlite:///{folder}/ours.db", names, family.first_half_year().records)
    frame, supply = Frame(store, law=family.LAW), Steps(names)
    raw, sample = RawFile(folder / "raw.db"), supply()
    line = wire.dumps(Record(seq=101, act=sample.act, law=family.LAW.hash))
    sealed = seal(sample.body)

    def do(one: Step) -> None:
        outcome = frame.do(one.trajectory, one.act, bodies=(one.body,))
        assert isinstance(outcome, Accepted), outcome

    cases: dict[str, Any] = {
        "floor": lambda: raw.insert(line),
        "both": lambda: raw.insert_both(line, sealed),
        # What `cold` makes the frame forget is brought back before each sample.
        "warm": Case(do, supply, ready=lambda: [frame.trajectory(name) for name in names]),
        "cold": Case(do, _forgetting(frame, supply)),
    }
    if installed("eventsourcing"):
        cases |= _peers(folder, names, supply)
    found = compare_waiting(cases, effort)
    aim = table.Aim(most_over_floor=1.3, least_under_peer=3)
    cached, uncached = found.get("peer cached"), found.get("peer")
    table.row("a step, warm", found["warm"], floor=found["floor"], peer=uncached, aim=aim)
    table.row("  ... peer with its cache", found["warm"], floor=found["both"], peer=cached)
    table.row("a step, cold: folded first", found["cold"], floor=found["floor"], peer=uncached)
    table.note(
        "floor: one durable insert of the record alone, same settings, same disk "
        "(second row: record and body)",
        "peer: eventsourcing get + command + save of an aggregate of 100, which decides nothing",
    )
    if uncached is None:
        table.missing("eventsourcing")
    _processor(compare_waiting(cases, effort, process_time))
    _computing(effort, frame, supply)
    raw.close()
    frame.close()


def _processor(found: dict[str, Timed]) -> None:
    """The same steps by processor time: what is left when the disk is not waited for."""
    peer, cached = found.get("peer"), found.get("peer cached")
    table.row("processor time alone, warm", found["warm"], floor=found["floor"], peer=peer)
    table.row("  ... peer with its cache", found["warm"], floor=found["both"], peer=cached)
    table.row("processor time alone, cold", found["cold"], floor=found["floor"], peer=peer)


def _forgetting(frame: Frame, supply: Steps) -> Callable[[], Step]:
    def forget() -> Step:
        frame._memory.warm.clear()
        return supply()

    return forget


def _peers(folder: Path, names: tuple[str, ...], supply: Steps) -> dict[str, Case]:
    from tests.benchmarks.course import Course, open_keeper

    def peer(file: str, remembers: int) -> Case:
        keeper, courses = open_keeper(folder / file, remembers=remembers), {}
        for name in names:
            course = courses[name] = Course()
            for record in family.first_half_year().records:
                course.keep(record.act, WORDS)
            keeper.save(course)
        ids = {name: course.id for name, course in courses.items()}

        def keep(one: Step) -> None:
            course: Course = keeper.repository.get(ids[one.trajectory])
            course.keep(one.act, WORDS)
            keeper.save(course)

        return Case(keep, supply)

    return {"peer": peer("peer.db", 0), "peer cached": peer("peer-cached.db", len(names))}


def _computing(effort: Effort, frame: Frame, supply: Steps) -> None:
    """What of a step is ours to make faster: the same step where nothing waits for a disk."""
    memory = Frame.open("memory://", law=family.LAW)
    for record in family.first_half_year().records:
        memory.store.append("t-0", record, expected=record.seq - 1)
    memory.trajectory("t-0")
    only = Steps(("t-0",))

    def do(one: Step) -> None:
        outcome = memory.do(one.trajectory, one.act, bodies=(one.body,))
        assert isinstance(outcome, Accepted), outcome

    t = family.first_half_year().t
    found = compare(
        {
            "do": Case(do, only),
            "decide": Case(lambda one: family.LAW.decide(t, one.act), only),
        },
        effort,
    )
    table.row("the same on memory://: no disk", found["do"], floor=found["decide"])
    table.note("floor of the last row: law.decide of the same acts; processor time")

"""`evolve` and `fold`: a state changed by one record, made of a hundred, and after years."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from safetyframe import wire
from safetyframe.acts import Act
from safetyframe.folding import evolve, fold
from safetyframe.outcome import Accepted
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.values import TrajectoryId
from tests.benchmarks import family, floors, table
from tests.benchmarks.clock import Effort, compare
from tests.benchmarks.floors_kept import RawFile, filled, struct_codec
from tests.benchmarks.peers import installed

LAW = family.LAW


def evolving(effort: Effort) -> None:
    """One record more, against the direct constructor of what it changes."""
    table.heading("evolve: one record more")
    t = family.first_half_year().t
    for name, act in family.acceptable().items():
        by_hand = floors.EVOLVE.get(name)
        if by_hand is None:
            continue
        record = Record(seq=t.seq + 1, act=act, law=LAW.hash)
        assert by_hand(t, record, act) == evolve(t, record), name
        found = compare(
            {
                "floor": partial(by_hand, t, record, act),
                "ours": partial(evolve, t, record),
            },
            effort,
        )
        aim = table.Aim(most_over_floor=2)
        table.row(name, found["ours"], floor=found["floor"], aim=aim)
    table.note("floor: the constructors of the new item and of the trajectory, called by hand")


def folding(effort: Effort, folder: Path) -> None:
    """A hundred records at once: from objects, and from the database."""
    table.heading(f"fold: {family.LENGTH} records")
    records = family.first_half_year().records
    start = Trajectory.start("t-1")
    lines = [wire.dumps(record) for record in records]
    assert fold(records, start) == family.first_half_year().t
    fast = installed("msgspec")
    decode = struct_codec()[0] if fast else json.loads
    found = compare(
        {
            "floor": lambda: [decode(line) for line in lines],
            "ours": lambda: fold(records, start),
            "stepwise": lambda: _stepwise(records, start),
        },
        effort,
    )
    each = {name: timed.shared_by(len(records)) for name, timed in found.items()}
    aim = table.Aim(most_over_floor=3)
    table.row("fold, a record", each["ours"], floor=each["floor"], aim=aim)
    table.row("  ... evolve one by one", each["stepwise"], floor=each["floor"])
    how = "msgspec structs" if fast else "json.loads to dicts (msgspec is not installed)"
    table.note(f"floor: decoding the lines of the same records, {how}")
    _loading(effort, folder, records, lines)


def _stepwise(records: list[Record], t: Trajectory) -> Trajectory:
    for record in records:
        t = evolve(t, record)
    return t


def _loading(effort: Effort, folder: Path, records: list[Record], lines: list[str]) -> None:
    raw, name = RawFile(folder / "raw-load.db"), TrajectoryId("t-1")
    raw.db.executemany("INSERT INTO line (wire) VALUES (?)", [(line,) for line in lines])
    store = filled(f"sqlite:///{folder}/ours-load.db", (name,), records)
    start = Trajectory.start(name)
    cases: dict[str, Any] = {
        "floor": lambda: raw.db.execute("SELECT wire FROM line").fetchall(),
        "ours": lambda: fold(store.read(name), start),
        "read": lambda: store.read(name),
    }
    if installed("eventsourcing"):
        from tests.benchmarks.course import Course, open_keeper

        keeper, course = open_keeper(folder / "peer-load.db"), Course()
        for record in records:
            course.keep(record.act, "words")
        keeper.save(course)
        cases["peer"] = lambda: keeper.repository.get(course.id)
    found = compare(cases, effort)
    peer = found.get("peer")
    aim = table.Aim(least_under_peer=15)
    table.row("SQLite: read and fold", found["ours"], floor=found["floor"], peer=peer, aim=aim)
    table.row("  ... of which read", found["read"], floor=found["floor"])
    table.note("floor: a bare SELECT of the lines; peer: eventsourcing repository.get, same disk")
    if peer is None:
        table.missing("eventsourcing")
    raw.close()
    store.close()


def growing(effort: Effort) -> None:
    """What an act costs, decided and evolved, as the trajectory grows."""
    table.heading("growth: an act decided and evolved, as the trajectory grows")
    cases: dict[str, Any] = {}
    acts: dict[str, tuple[Act, ...]] = {}
    for length in effort.lengths:
        story = family.grown(length)
        name = f"{len(story.records):,} records"
        acts[name] = family.next_acts(story, 340)
        cases[name] = partial(_lived, story.t, acts[name])
    found = compare(cases, effort)
    each = {name: timed.shared_by(len(acts[name])) for name, timed in found.items()}
    first = next(iter(each.values()))
    for name, timed in each.items():
        aim = table.NO_AIM if timed is first else table.Aim(most_over_floor=1.25)
        table.row(f"after {name}", timed, floor=first, aim=aim)
    table.curve(
        "the curve (aim: flat)",
        [(name, timed.typical) for name, timed in each.items()],
        table.human,
    )
    table.note(
        f"each: the mean of {len(next(iter(acts.values())))} acts in the mix of a real story, "
        "about 16 months; floor: the shortest"
    )


def _lived(t: Trajectory, acts: tuple[Act, ...]) -> None:
    for act in acts:
        outcome = LAW.decide(t, act)
        assert isinstance(outcome, Accepted)
        t = outcome.trajectory

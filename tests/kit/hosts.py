"""A host of each kind, as an embedder might write one, and variants with a mistake in each."""

from __future__ import annotations

import json
import sqlite3
from tempfile import TemporaryDirectory

from attrs import evolve

from safetyframe import Accepted, Frame, Law, Record, Role, Trajectory
from safetyframe import acts as a
from safetyframe.index import Index
from safetyframe.trajectory import SLICES, with_slices
from safetyframe.wire import dumps, load_trajectory, loads_trajectory

# --- asks only ------------------------------------------------------------------------------------


class AsksOnly:
    """Tables of its own; fills the slices that `law.needs(act)` names, and writes its own SQL.

    Who takes part has columns; what else it keeps has a row per entry. What an act changes is
    written in the same transaction in which the law was asked.
    """

    def __init__(self):
        self.law = Law()
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.executescript("""
            create table participant (
                id text primary key, person text not null, role text not null,
                since text not null, until text, row text not null);
            create table entry (
                slice text not null, place integer not null, row text not null,
                primary key (slice, place));
            create table counter (done integer not null);
            insert into counter values (0);
        """)

    def do(self, act):
        self.db.execute("begin immediate")
        try:
            outcome = self.law.decide(self.load(self.slices_for(act)), act)
            if isinstance(outcome, Accepted):
                self.write(outcome.trajectory)
        except BaseException:
            self.db.execute("rollback")
            raise
        self.db.execute("commit")
        return outcome

    def slices_for(self, act):
        """What the law reads, and what this host's own code for the act writes."""
        return self.law.needs(act) | WRITTEN.get(type(act), frozenset(SLICES))

    def load(self, wanted):
        """A trajectory in which these slices are filled, and the others unknown."""
        payload = json.loads(dumps(Trajectory(id="family-1")))
        (payload["seq"],) = self.db.execute("select done from counter").fetchone()
        for name in wanted:
            payload["slices"][name] = self.rows(name)
        return load_trajectory(payload)

    def rows(self, name):
        if name == "people":
            found = self.db.execute(
                "select id, person, role, since, until, row from participant order by rowid"
            )
            return [self.participant(*row) for row in found]
        found = self.db.execute("select row from entry where slice = ? order by place", (name,))
        return [json.loads(row) for (row,) in found]

    def participant(self, key, person, role, since, until, row):
        told = {**json.loads(row), "id": key, "person": person, "role": role, "since": since}
        return told if until is None else {**told, "until": until}

    def write(self, after):
        payload = json.loads(dumps(after))["slices"]
        self.db.execute("update counter set done = ?", (after.seq,))
        for name in SLICES:
            if name in after.unknown:
                continue
            if name == "people":
                self.write_people(payload[name])
                continue
            self.db.execute("delete from entry where slice = ?", (name,))
            self.db.executemany(
                "insert into entry values (?, ?, ?)",
                [(name, place, json.dumps(row)) for place, row in enumerate(payload[name])],
            )

    def write_people(self, rows):
        self.db.execute("delete from participant")
        self.db.executemany(
            "insert into participant values (?, ?, ?, ?, ?, ?)",
            [
                (
                    p["id"],
                    p["person"],
                    p["role"],
                    p["since"],
                    p.get("until"),
                    json.dumps(
                        {
                            k: v
                            for k, v in p.items()
                            if k not in ("id", "person", "role", "since", "until")
                        }
                    ),
                )
                for p in rows
            ],
        )

    def trajectory(self):
        return self.load(SLICES)

    def close(self):
        self.db.close()


#: What this host writes for some acts; for the others it loads everything.
WRITTEN = {
    a.Speak: frozenset({"voices"}),
    a.RecordInformation: frozenset({"gathered"}),
    a.ContributeView: frozenset({"gathered"}),
    a.AddParticipation: frozenset({"people", "exceptions", "told", "barriers"}),
    a.Judge: frozenset({"judged"}),
    a.ProposeMeasure: frozenset({"measures"}),
}


class ForgetsEnds(AsksOnly):
    """Reads the table of participants without its column `until`."""

    def participant(self, key, person, role, since, until, row):
        return super().participant(key, person, role, since, None, row)


class LoadsTooLittle(AsksOnly):
    """Takes one slice that the law needs for empty, since "we don't have those"."""

    def load(self, wanted):
        return with_slices(super().load(wanted), {"exceptions": Index(), "barriers": Index()})


# --- snapshot -------------------------------------------------------------------------------------


class Snapshot:
    """The whole trajectory as one JSON text with its version: compare, and set."""

    def __init__(self):
        self.law = Law()
        self.held = {"version": 0, "json": dumps(Trajectory.start("family-1"))}

    def trajectory(self):
        return loads_trajectory(self.held["json"])

    def do(self, act):
        seen = self.held["version"]
        outcome = self.law.decide(self.trajectory(), act)
        if isinstance(outcome, Accepted):
            assert self.held["version"] == seen
            self.held = {"version": seen + 1, "json": self.dumped(outcome.trajectory)}
        return outcome

    def dumped(self, trajectory):
        return dumps(trajectory)


class LosesPositions(Snapshot):
    """Leaves a part out of the JSON "to keep it small"."""

    def dumped(self, trajectory):
        return dumps(with_slices(trajectory, {"aligned": Index()}))


class LosesWrites(Snapshot):
    """Says yes and writes nothing, for one kind of act: a branch that somebody forgot."""

    def do(self, act):
        before = self.held
        outcome = super().do(act)
        if isinstance(outcome, Accepted) and isinstance(act, a.Judge):
            self.held = before
        return outcome


# --- records --------------------------------------------------------------------------------------


class Records:
    """A frame on a SQLite file keeps the records, and folds."""

    def __init__(self):
        self.folder = TemporaryDirectory()
        self.frame = Frame.open(f"sqlite:///{self.folder.name}/file.db")

    def do(self, act):
        return self.frame.do("family-1", act)

    def trajectory(self):
        return self.frame.trajectory("family-1")

    def close(self):
        self.frame.close()
        self.folder.cleanup()


class MapsTitles(Records):
    """Signs in by job title: whoever is called a worker here works as one, says the mapping."""

    def do(self, act):
        by = act.by
        if by.role is Role.NETWORK and isinstance(act, a.AcceptMeasure | a.ProposeMeasure):
            act = evolve(act, by=evolve(by, role=Role.CARE_WORKER))
        return super().do(act)


class StampsItsOwnTime(Records):
    """Puts down when something was recorded, instead of when it happened."""

    def do(self, act):
        return super().do(evolve(act, by=evolve(act.by, at=act.by.recorded)))


# --- audits only ----------------------------------------------------------------------------------


class Audits:
    """Others write; afterwards it asks what was wrong."""

    def __init__(self):
        self.law = Law()
        self.acts = []

    def keep(self, act):
        self.acts.append(act)

    def history(self):
        return [
            Record(seq=number, act=act, law="import") for number, act in enumerate(self.acts, 1)
        ]

    def audit(self):
        return self.law.audit(self.history(), Trajectory.start("family-1"))


class ImportsByDate(Audits):
    """Sorts what it imports by the day of writing, the newest first within one day."""

    def history(self):
        found = super().history()
        ordered = sorted(found, key=lambda r: r.act.by.at)
        return [evolve(record, seq=number) for number, record in enumerate(ordered, 1)]


class DropsRefusals(Audits):
    """Reports only the first reason of each breach."""

    def audit(self):
        report = super().audit()
        return evolve(
            report, breaches=tuple(evolve(b, violations=b.violations[:1]) for b in report.breaches)
        )

"""A host that keeps a trajectory as JSON, with its version, in one table.

What was done and by whom is not kept: only where things stand. A write goes through if the version
is still the one that was read; whoever comes second reads again and asks the law again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from safetyframe import Accepted, Law, Outcome, Trajectory
from safetyframe.acts import Act
from safetyframe.wire import dumps, loads_trajectory

LAW = Law()
TRIES = 20


class TooBusyError(Exception):
    """Others kept coming first. Nothing was written; try again."""


class Snapshots:
    """The table, in an SQLite file."""

    def __init__(self, path: str) -> None:
        self.path = path
        with self._open() as db:
            db.execute(
                "CREATE TABLE IF NOT EXISTS family"
                " (id TEXT PRIMARY KEY, version INTEGER NOT NULL, snapshot TEXT NOT NULL)"
            )

    def read(self, family: str) -> tuple[int, Trajectory]:
        """Give the version and what stands; version 0 where nothing has happened."""
        with self._open() as db:
            row = db.execute(
                "SELECT version, snapshot FROM family WHERE id = ?", (family,)
            ).fetchone()
        return (0, Trajectory.start(family)) if row is None else (row[0], loads_trajectory(row[1]))

    def do(self, family: str, act: Act) -> Outcome:
        """Ask the law, and write if nobody came in between; else ask again."""
        for _ in range(TRIES):
            version, before = self.read(family)
            outcome = LAW.decide(before, act)
            if not isinstance(outcome, Accepted):
                return outcome
            if self._write(family, version, outcome.trajectory):
                return outcome
        raise TooBusyError

    def _write(self, family: str, version: int, after: Trajectory) -> bool:
        with self._open() as db:
            if version == 0:
                done = db.execute(
                    "INSERT INTO family VALUES (?, 1, ?) ON CONFLICT DO NOTHING",
                    (family, dumps(after)),
                )
            else:
                done = db.execute(
                    "UPDATE family SET version = version + 1, snapshot = ?"
                    " WHERE id = ? AND version = ?",
                    (dumps(after), family, version),
                )
            return done.rowcount == 1

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=30)) as db, db:
            yield db

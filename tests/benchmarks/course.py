"""The peer for keeping: an aggregate of `eventsourcing` that holds what was recorded.

It decides nothing: no power, no rule, no form. Its event has the handful of fields that the common
acts have, it files them in a dict, and the words of a text travel in the event. Import this module
only where eventsourcing is installed.
"""

# eventsourcing makes dataclasses out of annotations and looks classes up by name, so they stand at
# the top of a module of their own, without `from __future__ import annotations`.

from datetime import datetime
from pathlib import Path
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate

from safetyframe.acts import Act

__all__ = ["Course", "open_keeper"]


class Course(Aggregate):
    """One family's course of help."""

    def __init__(self) -> None:
        self.kept: dict[str, object] = {}

    def keep(self, act: Act, words: str) -> None:
        """The command: put an act on record."""
        self.trigger_event(
            self.Recorded,
            act=act.id,
            kind=type(act).__name__,
            person=act.by.person,
            role=act.by.role.value,
            at=act.by.at,
            minors=list(getattr(act, "minors", ())),
            words=words,
        )

    class Recorded(Aggregate.Event):
        """An act on record."""

        act: str
        kind: str
        person: str
        role: str
        at: datetime
        minors: list[str]
        words: str

        def apply(self, aggregate: "Course") -> None:
            """File it."""
            aggregate.kept[self.act] = self


def open_keeper(path: Path, *, remembers: int = 0) -> Application[UUID]:
    """Open an application on an SQLite file; `remembers` is the size of its cache of aggregates."""
    env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
    if remembers:
        env["AGGREGATE_CACHE_MAXSIZE"] = str(remembers)
    return Application(env=env)

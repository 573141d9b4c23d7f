"""Acts, records and bodies for the tests of stores: small, valid, and told apart by a number."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from safetyframe.acts import Speak
from safetyframe.ports import Store
from safetyframe.record import Record
from safetyframe.roles import By, Role
from safetyframe.values import ActId, Body, PersonId, Text, TrajectoryId

NOON = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)
LAW = "0" * 64
T1, T2 = TrajectoryId("t-1"), TrajectoryId("t-2")
TEXT = Text(id="x", digest="0" * 64, language="nl")


def body(name: str = "x", words: str = "de hond slaapt") -> Body:
    """Prose with a salt of its own."""
    salt = hashlib.sha256(f"{name} {words}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Body(id=name, language="nl", salt=salt, words=words)


def voice(name: str = "a", words: Text = TEXT, at: datetime = NOON, person: str = "p-1") -> Speak:
    """An act nobody may block, so that a law accepts it on any trajectory."""
    return Speak(
        id=ActId(name), by=By(person=PersonId(person), role=Role.PARENT, at=at), words=words
    )


def record(seq: int, act: Speak | None = None) -> Record:
    """The record of an act, or of a voice named after its number."""
    at = NOON + timedelta(minutes=seq)
    return Record(seq=seq, act=voice(f"a{seq}", at=at) if act is None else act, law=LAW)


def fill(store: Store, count: int, trajectory: TrajectoryId = T1) -> list[Record]:
    """Append `count` records to an empty trajectory."""
    records = [record(seq) for seq in range(1, count + 1)]
    for one in records:
        store.append(trajectory, one, expected=one.seq - 1)
    return records


Opener = Callable[[], Store]


@contextmanager
def opened(store: Store) -> Iterator[Store]:
    """Close the store at the end."""
    try:
        yield store
    finally:
        store.close()


def raw(path: Path) -> bytes:
    """Everything in a database's files."""
    return b"".join(
        p.read_bytes()
        for p in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm"))
        if p.exists()
    )

"""Append, read and feed of the store on PostgreSQL and MariaDB, beside the drivers alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from time import process_time
from typing import Any
from uuid import uuid4

from safetyframe import wire
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import Body, TrajectoryId
from safetyframe_plugins import sql
from safetyframe_plugins.sql.fast import statement
from safetyframe_plugins.sql.store import SqlStore
from tests.adapters.making import body, record, voice
from tests.benchmarks import table
from tests.benchmarks.clock import Case, Effort, Timed, compare_waiting
from tests.benchmarks.peers import installed
from tests.support import servers

LENGTH = 100


def sql_stores(effort: Effort, folder: object) -> None:
    """Both servers, one after the other; PostgreSQL with a disk that is waited for, and without."""
    told = (
        (servers.postgres(1, durable=True), ", fsync on"),
        (servers.postgres(), ", fsync off: round trips and work alone"),
        (servers.mariadb(durable=True), ""),
    )
    for server, how in told:
        if server is not None:
            with server.database() as url:
                _one(effort, server.kind, url, how)
    if not servers.has_mariadb():
        table.note(servers.NO_MARIADB)


def _one(effort: Effort, kind: str, url: str, how: str) -> None:
    table.heading(f"{kind}{how}: append, read and feed, one connection, one client")
    store, numbers = sql.open_sql(url), count(1)
    name = TrajectoryId("t")
    line = wire.dumps(record(1))
    with servers.connected(url) as raw:
        cursor = raw.cursor()
        auto = "BIGSERIAL" if kind == "postgresql" else "BIGINT AUTO_INCREMENT"
        cursor.execute(f"CREATE TABLE floor (pos {auto} PRIMARY KEY, t VARCHAR(40), wire TEXT)")

        def insert() -> None:
            cursor.execute("INSERT INTO floor (t, wire) VALUES (%s, %s)", ("t", line))

        cases: dict[str, Any] = {"floor": insert, **_ours(store, name, numbers)}
        if kind == "postgresql":
            cases |= _beside(url, store, cursor, line)
        found = compare_waiting(cases, effort)
        aim = table.Aim(most_over_floor=1.4) if kind == "postgresql" else table.NO_AIM
        peer = found.get("peer")
        table.row("append a record", found["append"], floor=found["floor"], peer=peer, aim=aim)
        if "alone" in found:
            table.row("  ... its statement", found["alone"], floor=found["floor"], peer=peer)
            _processor(compare_waiting(cases, effort, process_time))
        table.row("  ... and a body", found["body"], floor=found["floor"], peer=peer)
        table.row("begin a trajectory", found["begin"], floor=found["floor"], peer=peer)
        full = TrajectoryId("full")
        for seq in range(1, LENGTH + 1):
            store.append(full, record(seq), expected=seq - 1)

        def select() -> None:
            cursor.execute("SELECT wire FROM floor ORDER BY pos LIMIT %s", (LENGTH,))
            for (one,) in cursor.fetchall():
                wire.loads_record(one)

        while next(numbers) < LENGTH:
            insert()
        found = compare_waiting(
            {
                "floor": select,
                "read": lambda: store.read(full),
                "feed": lambda: store.feed(limit=LENGTH),
            },
            effort,
        )
        table.row(f"read {LENGTH} records", found["read"], floor=found["floor"])
        table.row(f"feed of {LENGTH} records", found["feed"], floor=found["floor"])
    table.note(
        "floor: the plain driver, one insert that commits; a SELECT of as many, read into records",
        "peer: eventsourcing's recorder for the same database, insert_events of one event",
        "its statement: what an append on PostgreSQL sends, by the plain driver on one connection",
        "processor time: of this process alone: what the wire, the pool and the driver take",
    )
    if kind == "postgresql" and peer is None:
        table.missing("eventsourcing[postgres]")
    store.close()


def _ours(store: SqlStore, name: TrajectoryId, numbers: Iterator[int]) -> dict[str, Case]:
    """Appends of records that are there when the clock starts."""
    seqs, first = count(1), record(1)

    def append(given: tuple[Record, Body]) -> None:
        store.append(name, given[0], expected=given[0].seq - 1)

    def append_with_body(given: tuple[Record, Body]) -> None:
        one, said = given
        store.append(name, one, expected=one.seq - 1, bodies=[said])

    def begin(number: int) -> None:
        store.append(TrajectoryId(f"n-{number}"), first, expected=0)

    def supply() -> tuple[Record, Body]:
        seq = next(seqs)
        said = body(f"x{seq}")
        return record(seq, voice(f"a{seq}", said.text)), said

    return {
        "append": Case(append, supply),
        "body": Case(append_with_body, supply),
        "begin": Case(begin, lambda: next(numbers)),
    }


def _processor(found: dict[str, Timed]) -> None:
    """The same by processor time of this process: nobody else on the machine is in it."""
    for name, what in (("append", "append"), ("alone", "its statement")):
        table.row(f"  ... processor time: {what}", found[name], floor=found["floor"])


def _beside(url: str, store: SqlStore, cursor: Any, line: str) -> dict[str, Any]:
    """What is measured beside an append on PostgreSQL."""
    cases = {"alone": _statement(store, cursor, line)}
    if installed("eventsourcing"):
        cases["peer"] = _peer(url)
    return cases


def _statement(store: SqlStore, cursor: Any, line: str) -> Case:
    """Send the one statement of an append as the floor is sent."""
    name, seqs = TrajectoryId("alone"), count(2)
    store.append(name, record(1), expected=0)
    parts = dict.fromkeys(("fresh", "joined", "bodies", "gone", "notices"), False)
    asked = str(statement(**parts).compile(dialect=store._engine.dialect))

    def send(seq: int) -> None:
        values = {"t": name, "seq": seq, "act": f"a{seq}", "expected": seq - 1}
        cursor.execute(asked, {**values, "wire": line, "zone": DEFAULT_ZONE})
        assert cursor.fetchone(), "it was not kept"

    return Case(send, lambda: next(seqs))


def _peer(url: str) -> Case | None:
    from eventsourcing.persistence import StoredEvent
    from eventsourcing.postgres import PostgresAggregateRecorder, PostgresDatastore

    login, place = url.removeprefix("postgresql://").split("@")
    user, password = login.split(":")
    (host, port), name = place.split("/")[0].split(":"), place.split("/")[1]
    data = PostgresDatastore(name, host, port, user, password)
    recorder = PostgresAggregateRecorder(data, events_table_name="peer")
    recorder.create_table()
    state = wire.dumps(record(1)).encode()
    key, versions = uuid4(), count(1)
    return Case(
        lambda version: recorder.insert_events(
            [
                StoredEvent(
                    originator_id=key, originator_version=version, topic="t:Recorded", state=state
                )
            ]
        ),
        lambda: next(versions),
    )


__all__ = ["sql_stores"]

"""The Django store keeps every law of stores, on PostgreSQL and on SQLite."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connections, transaction

from safetyframe.testing.conformance import HostWork, StoreHandles, store_laws
from safetyframe_plugins.django import CAPABILITIES
from tests.adapters.django_app.databases import alias_for, open_at, postgres_url, sqlite_url
from tests.adapters.filling import full_postgres
from tests.support.servers import connected, postgres


@contextmanager
def begin(url: str) -> Iterator[HostWork]:
    """A view of the host's, in an atomic() that ends as the law says."""
    alias = alias_for(url)
    block = transaction.atomic(using=alias)
    open_ = True
    block.__enter__()

    def commit() -> None:
        nonlocal open_
        open_ = False
        block.__exit__(None, None, None)

    def rollback() -> None:
        transaction.set_rollback(True, using=alias)
        commit()

    def note(mark: str) -> None:
        with connections[alias].cursor() as cursor:
            cursor.execute("INSERT INTO host_note (mark) VALUES (%s)", (mark,))

    try:
        yield HostWork(transaction=connections[alias], commit=commit, rollback=rollback, note=note)
    finally:
        if open_:
            rollback()
        connections[alias].close()


def noted(url: str) -> list[str]:
    alias = alias_for(url)
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT mark FROM host_note")
        marks = [mark for (mark,) in cursor.fetchall()]
    connections[alias].close()
    return marks


def raw_sqlite(url: str) -> bytes:
    """Everything in the file and beside it."""
    path = Path(urlsplit(url).path)
    return b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))


def raw_postgresql(url: str) -> bytes:
    """Everything in the tables. What their files keep: test_django_erasure.py."""
    found = []
    with connected(url) as db:
        for table in ("trajectory", "record", "position", "body", "notice"):
            for one in db.execute(f"TABLE safetyframe_{table}"):
                found.extend(v if isinstance(v, bytes) else str(v).encode() for v in one)
    return b"\n".join(found)


@contextmanager
def full_sqlite(url: str) -> Iterator[None]:
    """Let the file grow no further, whoever opens it."""
    settings = connections.settings[alias_for(url)]
    before = settings["OPTIONS"]
    settings["OPTIONS"] = {**before, "init_command": "PRAGMA max_page_count = 1"}
    connections[alias_for(url)].close()
    try:
        yield
    finally:
        settings["OPTIONS"] = before
        connections[alias_for(url)].close()


test_sqlite = store_laws(
    open_at,
    sqlite_url,
    CAPABILITIES,
    StoreHandles(
        begin=begin,
        noted=noted,
        raw=raw_sqlite,
        full=full_sqlite,
        nowhere=f"sqlite:///{'x' * 5000}.db",
    ),
    name="django on sqlite",
)
test_postgresql = store_laws(
    open_at,
    lambda folder: postgres_url(folder.name),
    CAPABILITIES,
    StoreHandles(
        begin=begin,
        noted=noted,
        raw=raw_postgresql,
        full=partial(full_postgres, table="body"),  # which comes after the record
        restart=lambda _: postgres().restart(),
        nowhere="postgresql://nobody:hush-hush@127.0.0.1:9/nowhere",
    ),
    name="django on postgresql",
)

"""What the Django store does in a host's transaction, beyond what every store that joins does."""

import logging
import threading

import pytest
from django.db import connections, transaction

from safetyframe import Frame
from safetyframe.errors import HostError, StoreError, VersionConflictError
from safetyframe.outcome import Accepted
from safetyframe.ports import ErasedState
from safetyframe_plugins.django.store import DjangoStore
from tests.adapters.django_app.databases import alias_for, sqlite_url
from tests.adapters.django_app.places import postgresql, url
from tests.adapters.making import NOON, T1, T2, body, record, voice

__all__ = ["postgresql", "url"]


@pytest.fixture
def alias(url):
    named = alias_for(url)
    yield named
    connections[named].close()


#: Seconds, of which SQLite's own patience with a writer takes five.
PATIENCE = 20


def elsewhere(call):
    """Call it in a thread of its own, and so on a connection of its own."""
    given: list[object] = []

    def run():
        try:
            given.append(call())
        except BaseException as error:  # noqa: BLE001 -- looked at by the test
            given.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive(), "it waits for the transaction of somebody else"
    return given[0]


def test_a_frame_that_outlives_a_transaction_is_of_no_use_in_it(alias):
    """It would remember what is rolled back, and take the next one's record for its own."""
    frame = Frame(DjangoStore(alias))
    frame.do(T1, voice("a"))
    with transaction.atomic(using=alias):
        for call in (lambda: frame.do(T1, voice("b")), lambda: frame.trajectory(T1)):
            with pytest.raises(HostError, match=r"DjangoStore\.here\(\)"):
                call()
    assert frame.trajectory(T1).seq == 1


def test_nothing_that_was_rolled_back_is_remembered(alias):
    with transaction.atomic(using=alias):
        inner = Frame(DjangoStore.here(alias))
        assert isinstance(inner.do(T1, voice("never")), Accepted)
        transaction.set_rollback(True, using=alias)
    outer = Frame(DjangoStore.here(alias))
    outer.do(T1, voice("b"))
    with pytest.raises(HostError, match="belongs to the atomic"):
        inner.trajectory(T1)
    assert [one.act.id for one in outer.records(T1)] == ["b"]


def test_a_store_belongs_to_one_atomic_and_no_other(alias):
    with transaction.atomic(using=alias):
        outer = DjangoStore.here(alias)
        outer.append(T1, record(1), expected=0)
        with transaction.atomic(using=alias):
            with pytest.raises(HostError, match="belongs to the atomic"):
                outer.head(T1)
            inner = DjangoStore.here(alias)
            inner.append(T1, record(2), expected=1)
            transaction.set_rollback(True, using=alias)
        with pytest.raises(HostError, match="belongs to the atomic"):
            inner.head(T1)
        assert len(outer.read(T1)) == 1
    with transaction.atomic(using=alias), pytest.raises(HostError, match="belongs to the atomic"):
        outer.head(T1)


def test_one_atomic_that_is_entered_twice_is_two(alias):
    kept = []

    @transaction.atomic(using=alias)
    def view():
        kept.append(DjangoStore.here(alias))
        kept[0].append(T1, record(len(kept)), expected=len(kept) - 1)

    view()
    with pytest.raises(HostError, match="belongs to the atomic"):
        view()


def test_within_wants_an_atomic_of_the_same_database(alias):
    store = DjangoStore(alias)
    with pytest.raises(HostError, match="no transaction"):
        store.within(connections[alias])
    with transaction.atomic(using=alias), pytest.raises(HostError, match="give connections"):
        store.within(connections["default"])
    with transaction.atomic(using=alias):
        store.within(connections[alias]).append(T1, record(1), expected=0)
    assert len(store.read(T1)) == 1


def test_after_a_database_error_the_hosts_transaction_goes_on(alias):
    """A statement that fails for real, within a savepoint of the store's and no further."""
    store = DjangoStore(alias)
    run(alias, "CREATE UNIQUE INDEX no_second ON safetyframe_record (trajectory_id)")
    with transaction.atomic(using=alias):
        inner = store.within(connections[alias])
        inner.append(T2, record(1), expected=0)
        with pytest.raises(StoreError, match="wrote the same first") as caught:
            inner.append(T2, record(2), expected=1)
        assert caught.value.__cause__ is not None
        run(alias, "INSERT INTO host_note (mark) VALUES ('after')")
        inner.append(T1, record(1), expected=0)
    run(alias, "DROP INDEX no_second")
    assert (len(store.read(T1)), len(store.read(T2))) == (1, 1)
    assert run(alias, "SELECT mark FROM host_note") == [("after",)]


def run(alias, statement):
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_a_snapshot_that_hides_the_winner_is_an_error_and_no_second_record(postgresql):
    alias = alias_for(postgresql)
    store = DjangoStore(alias)
    with transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT * FROM host_note")
        elsewhere(lambda: store.append(T1, record(1, voice("theirs")), expected=0))
        with pytest.raises(StoreError, match="roll yours back"):
            store.within(connections[alias]).append(T1, record(1, voice("mine")), expected=0)
    assert [one.act.id for one in store.read(T1)] == ["theirs"]
    connections[alias].close()


def test_the_feed_keeps_the_order_of_a_trajectory_whoever_began_first(postgresql):
    """The transaction that began first, and has written, puts the second record on."""
    alias = alias_for(postgresql)
    store = DjangoStore(alias)
    with transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("INSERT INTO host_note (mark) VALUES ('early')")
        inner = store.within(connections[alias])
        inner.append(T2, record(1), expected=0)
        elsewhere(lambda: store.append(T1, record(1), expected=0))
        assert [item.trajectory for item in elsewhere(store.feed)] == [T1], "nobody waits"
        given = inner.append(T1, record(2), expected=1)
        assert given.pos == 0
    assert [(i.trajectory, i.record.seq) for i in store.feed()] == [(T1, 1), (T2, 1), (T1, 2)]
    assert inner_is_known(store, given.record)
    connections[alias].close()


def inner_is_known(store, one):
    again = store.append(T1, one, expected=0)
    return again.already and again.pos == store.feed()[-1].pos


def test_a_long_transaction_holds_nobody_up(postgresql):
    alias = alias_for(postgresql)
    store = DjangoStore(alias)
    with transaction.atomic(using=alias):
        store.within(connections[alias]).append(T1, record(1), expected=0)
        kept = elsewhere(lambda: store.append(T2, record(1), expected=0))
        assert kept.pos > 0
    assert [item.trajectory for item in store.feed()] == [T2, T1]
    connections[alias].close()


def test_an_erasure_in_a_transaction_is_pending_until_it_is_finished(alias):
    store = DjangoStore(alias)
    store.append(T1, record(1), expected=0, bodies=[body("x")])
    with transaction.atomic(using=alias):
        inner = store.within(connections[alias])
        given = inner.append(T1, record(2), expected=1, erase=["x", "nobody"])
        assert dict(given.erased) == {
            "x": ErasedState.PENDING,
            "nobody": ErasedState.NEVER_HELD,
        }
        assert inner.body(T1, "x") is None
        assert elsewhere(lambda: store.body(T1, "x")) == body("x")
    assert store.body(T1, "x") is None
    assert store.erase_body(T1, "x") is ErasedState.ERASED


def test_what_the_store_opens_it_closes_and_nothing_else(alias):
    store = DjangoStore(alias)
    store.append(T1, record(1), expected=0)
    assert connections[alias].connection is None  # CONN_MAX_AGE is 0
    with connections[alias].cursor() as cursor:  # the host's own
        cursor.execute("SELECT 1")
    held = connections[alias].connection
    store.read(T1)
    store.append(T1, record(2), expected=1)
    assert connections[alias].connection is held


def test_no_log_of_queries_holds_what_was_said(alias, caplog):
    caplog.set_level(logging.DEBUG)
    connections[alias].force_debug_cursor = True
    try:
        store = DjangoStore(alias)
        store.append(T1, record(1), expected=0, bodies=[body("x", "geheim adres")])
        with transaction.atomic(using=alias):
            store.within(connections[alias]).read(T1)
        logged = f"{connections[alias].queries} {caplog.text}"
    finally:
        connections[alias].force_debug_cursor = False
    assert "p-1" not in logged
    assert "geheim" not in logged
    assert b"geheim".hex() not in logged


def test_a_broken_transaction_says_so(alias):
    with transaction.atomic(using=alias):
        store = DjangoStore.here(alias)
        transaction.set_rollback(True, using=alias)
        with pytest.raises(StoreError, match="is to be rolled back"):
            store.append(T1, record(1), expected=0)
    assert DjangoStore(alias).head(T1) is None


def test_sqlite_that_has_read_before_it_writes_hears_what_to_set(tmp_path):
    alias = alias_for(sqlite_url(tmp_path), OPTIONS={"init_command": "PRAGMA journal_mode = wal"})
    store = DjangoStore(alias)
    with transaction.atomic(using=alias):
        inner = store.within(connections[alias])
        inner.head(T1)
        elsewhere(lambda: store.append(T1, record(1), expected=0))
        with pytest.raises(StoreError, match="transaction_mode"):
            inner.append(T1, record(1, voice("b")), expected=0)
    assert len(store.read(T1)) == 1
    connections[alias].close()


def test_two_in_one_transaction_conflict_like_any_two(alias):
    with transaction.atomic(using=alias):
        one, other = Frame(DjangoStore.here(alias)), DjangoStore.here(alias)
        one.do(T1, voice("a"))
        with pytest.raises(VersionConflictError):
            other.append(T1, record(1, voice("b", at=NOON)), expected=0)
        assert isinstance(one.do(T1, voice("c")), Accepted)

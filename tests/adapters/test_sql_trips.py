"""What an append on PostgreSQL costs there: one round trip, one plan; and what is left of one."""

import os
import signal
import threading

import pytest
from sqlalchemy import text

from safetyframe.errors import StoreError
from safetyframe.notice import Notice
from safetyframe.testing.conformance.proxy import between
from safetyframe_plugins import sql
from tests.adapters.making import T1, T2, body, fill, opened, record
from tests.adapters.test_sql_conformance import engine_of
from tests.support import servers
from tests.support.waiting import until


@pytest.fixture
def url():
    with servers.postgres().database() as made:
        yield made


@pytest.fixture
def ctrl_c():
    """Ctrl-C interrupts, also in a process that was started in the background, without it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def whole(store, seq):
    """Append with all that may go with a record; from the second on it erases, too."""
    store.append(
        T1,
        record(seq),
        expected=seq - 1,
        bodies=[body(f"x{seq}"), body(f"y{seq}")],
        erase=[f"x{seq - 1}"] if seq > 1 else [],
        notices=[Notice(trajectory=T1, act=record(seq).act.id, recipient=p) for p in ("p", "q")],
    )


def test_an_append_is_one_round_trip(url):
    with between(url) as (through, proxy), opened(sql.open_sql(through)) as store:
        fill(store, 20, T2)
        for seq in range(1, 20):  # the driver prepares a statement that comes again and again
            whole(store, seq)
        for append in (
            lambda: store.append(T2, record(21), expected=20),
            lambda: whole(store, 20),
        ):
            proxy.heal()
            append()
            assert proxy.passed == 2  # there and back


def test_it_is_planned_once(url):
    """Else the server plans each anew where the tables were empty at first, for twice the time."""
    with opened(sql.open_sql(url)) as store:
        fill(store, 40)
        with store._engine.connect() as db:
            plans = "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            kept = db.execute(text(f"{plans} WHERE statement LIKE '%kept AS%'")).all()
    assert sum(generic for generic, _ in kept) > 20
    assert sum(custom for _, custom in kept) == 0


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C as POSIX has it")
def test_a_connection_that_ctrl_c_left_in_the_middle_is_used_no_more(url, ctrl_c):
    host = engine_of(url)
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )

    def interrupt():
        """Press Ctrl-C once the server waits: what is cancelled before it begins goes on."""
        try:
            with host.connect() as db:
                until(lambda: db.execute(waiting).scalar(), what="an append that waits")
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    with opened(sql.open_sql(url)) as store:
        fill(store, 1)
        with host.connect() as db, db.begin():
            store.within(db).append(T1, record(2), expected=1)  # so that the next has to wait
            threading.Thread(target=interrupt).start()
            with pytest.raises(KeyboardInterrupt):
                store.append(T1, record(2), expected=1)
        seen = until(lambda: [r.seq for r in store.read(T1)], what="the log")
        assert seen == [1, 2]
        assert store.append(T1, record(2), expected=1).already
        assert not store.append(T1, record(3), expected=2).already
        assert store._engine.pool.checkedout() == 0
    host.dispose()


def test_when_the_server_has_restarted_one_call_pays_for_all_connections(url):
    def at_once(store):
        """As threads would have them that come at once."""
        held = [store._engine.connect() for _ in range(4)]
        for one in held:
            with one:
                one.execute(text("SELECT 1"))

    with opened(sql.open_sql(url)) as store:
        fill(store, 1)
        at_once(store)
        servers.postgres().restart()
        with pytest.raises(StoreError, match="the connection broke; try again"):
            store.append(T1, record(2), expected=1)
        at_once(store)
        store.append(T1, record(2), expected=1)

"""What PostgreSQL and MariaDB each do in their own way: positions, hosts, layouts, partitions."""

import logging
import threading
from contextlib import contextmanager, suppress

import pytest
from attrs import evolve
from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.exc import PendingRollbackError

from safetyframe import Frame
from safetyframe.errors import HostError, StoreError, VersionConflictError
from safetyframe.ports import ErasedState, Joins, Outbox, Store
from safetyframe.testing.conformance.stores.telling import chained
from safetyframe.values import TrajectoryId
from safetyframe_plugins import sql
from safetyframe_plugins.sql import opening
from safetyframe_plugins.sql.opening import make_tables, open_engine
from safetyframe_plugins.sql.tables import ddl
from tests.adapters.making import T1, T2, body, fill, opened, record, voice
from tests.adapters.test_sql_conformance import DRIVER, engine_of, raw_postgres
from tests.support import servers

needs_mariadb = pytest.mark.skipif(not servers.has_mariadb(), reason=servers.NO_MARIADB)
BOTH = ["postgresql", pytest.param("mariadb", marks=needs_mariadb)]
NO_WAIT = "SELECT GET_LOCK(CONCAT('safetyframe.', DATABASE()), 0)"
STRICTER = ["REPEATABLE READ", "SERIALIZABLE"]


def server(kind):
    return servers.postgres() if kind == "postgresql" else servers.mariadb()


@pytest.fixture(params=BOTH)
def url(request):
    with server(request.param).database() as made:
        yield made


@pytest.fixture
def postgres():
    with servers.postgres().database() as made:
        yield made


@contextmanager
def engine(url, **options):
    made = engine_of(url, **options)
    try:
        yield made
    finally:
        made.dispose()


def follow(store, seen):
    """Read on from the last position, as whoever follows the feed does."""
    while piece := store.feed(after=seen[-1].pos if seen else 0, limit=2):
        seen.extend(piece)
    return [item.trajectory for item in seen]


# --- positions in the feed --------------------------------------------------------------------


def test_an_early_transaction_with_a_late_record_is_not_missed(postgres):
    """Its number is smaller than that of a transaction which took its place before it."""
    with opened(sql.open_sql(postgres)) as store, engine(postgres) as host:
        seen = []
        with host.connect() as early, host.connect() as late:
            one, two = early.begin(), late.begin()
            early.execute(text("SELECT pg_current_xact_id()"))
            late.execute(text("SELECT pg_current_xact_id()"))
            store.within(late).append(T2, record(1), expected=0)
            store.within(early).append(T1, record(1), expected=0)
            one.commit()
            assert follow(store, seen) == [T1]  # before the oldest that runs, all is certain
            two.commit()
        assert follow(store, seen) == [T1, T2]


def test_what_a_running_transaction_may_still_precede_is_not_shown(postgres):
    with opened(sql.open_sql(postgres)) as store, engine(postgres) as host:
        seen = []
        with host.connect() as slow:
            begun = slow.begin()
            store.within(slow).append(T1, record(1), expected=0)
            fill(store, 3, T2)
            assert follow(store, seen) == []
            begun.commit()
        assert follow(store, seen) == [T1, T2, T2, T2]


def test_a_transaction_older_than_the_last_record_is_told_to_begin_again(postgres):
    """Its record would come before that one in the feed, out of the trajectory's order."""
    with opened(sql.open_sql(postgres)) as store, engine(postgres) as host:
        fill(store, 1)
        with host.connect() as old:
            begun = old.begin()
            old.execute(text("SELECT pg_current_xact_id()"))
            store.append(T1, record(2), expected=1)
            with pytest.raises(StoreError, match="in a new one") as e:
                store.within(old).append(T1, record(3), expected=2)
            assert not isinstance(e.value, VersionConflictError)  # to load again would not help
            store.within(old).append(T2, record(1), expected=0)
            begun.commit()
        store.append(T1, record(3), expected=2)
        order = [(i.trajectory, i.record.seq) for i in store.feed()]
        assert order == [(T1, 1), (T2, 1), (T1, 2), (T1, 3)]


def test_many_records_of_one_transaction_keep_their_order(url):
    with opened(sql.open_sql(url)) as store, engine(url) as host:
        with host.begin() as db:
            inner = store.within(db)
            for seq in (1, 2, 3):
                for name in (T2, T1):
                    inner.append(name, record(seq), expected=seq - 1)
            assert list(inner.feed()) == []  # it may still be rolled back
        whole = store.feed()
        assert [i.trajectory for i in whole] == [T2, T1] * 3
        assert [i.pos for i in whole] == sorted({i.pos for i in whole})


def test_restored_into_a_younger_cluster_the_feed_goes_on(postgres):
    """There the numbers of transactions begin anew, below those that the records have."""
    with opened(sql.open_sql(postgres)) as store:
        fill(store, 2)
    with servers.connected(postgres) as db:
        for table in ("record", "trajectory"):
            db.execute(f"UPDATE safetyframe_{table} SET pos = pos + (1::bigint << 50)")  # noqa: S608
    with opened(sql.open_sql(postgres)) as store:
        last = store.feed()[-1]
        store.append(T1, record(3), expected=2)
        assert [i.record.seq for i in store.feed(after=last.pos)] == [3]


def test_nobody_is_missed_among_transactions_that_end_in_any_order(url):
    """Hosts hold their transactions open for a while, some roll back; one reader follows."""
    hosts, each = 4, 8
    with opened(sql.open_sql(url)) as store, engine(url, pool_size=hosts) as host:
        seen, wrong, turn = [], [], threading.Barrier(hosts)

        def work(me):
            turn.wait()
            for number in range(each):
                with suppress(ZeroDivisionError), host.begin() as db:
                    name = TrajectoryId(f"{me}-{number}")
                    store.within(db).append(name, record(1), expected=0)
                    threading.Event().wait(0.003 * ((me + number) % 3))
                    if number % 4 == me:
                        raise ZeroDivisionError

        def run(me):
            try:
                work(me)
            except BaseException as error:  # noqa: BLE001 -- seen by the test, not by the thread
                wrong.append(error)

        crowd = [threading.Thread(target=run, args=(me,)) for me in range(hosts)]
        for one in crowd:
            one.start()
        while any(one.is_alive() for one in crowd):
            follow(store, seen)
        names = follow(store, seen)
        assert wrong == []
        kept = {f"{me}-{n}" for me in range(hosts) for n in range(each) if n % 4 != me}
        assert sorted(names) == sorted(kept)


# --- transactions of the host's ---------------------------------------------------------------


@pytest.mark.parametrize("level", STRICTER)
def test_a_stricter_isolation_is_right_or_says_try_again(url, level):
    with opened(sql.open_sql(url)) as store, engine(url, isolation_level=level) as host:
        fill(store, 1)
        with host.connect() as db:
            begun = db.begin()
            inner = store.within(db)
            assert inner.head(T1).version == 1  # here its snapshot is taken

            def beside():
                with suppress(VersionConflictError):
                    store.append(T1, record(2, voice("other")), expected=1)

            other = threading.Thread(target=beside)
            other.start()
            other.join(1)  # under SERIALIZABLE MariaDB lets nobody write what was read
            with suppress(StoreError):
                inner.append(T1, record(2, voice("mine")), expected=1, bodies=[body("m")])
            begun.commit()
            other.join()
        (_, two) = store.read(T1)
        assert two.act.id in {"mine", "other"}
        assert (store.body(T1, "m") is not None) is (two.act.id == "mine")
        with host.begin() as db:
            store.within(db).append(T1, record(3), expected=2)
        assert store.head(T1).version == 3


def test_what_cannot_be_joined_is_refused(url):
    kind = url.split(":", maxsplit=1)[0]
    with opened(sql.open_sql(url)) as store, engine(url) as host:
        with pytest.raises(HostError, match=r"sqlalchemy\.Connection"):
            store.within(object())
        with host.connect() as db, pytest.raises(HostError, match="nothing is begun"):
            store.within(db)
        with (
            host.execution_options(isolation_level="AUTOCOMMIT").begin() as db,
            pytest.raises(HostError, match="commits by itself"),
        ):
            store.within(db)
        with create_engine("sqlite://").begin() as db, pytest.raises(HostError):
            store.within(db)
        with host.begin() as db:
            inner = store.within(db)
        with pytest.raises(StoreError, match="has ended"):
            inner.append(T1, record(1), expected=0)
        if kind == "mariadb":
            loose = host.execution_options(isolation_level="READ UNCOMMITTED")
            with loose.begin() as db, pytest.raises(HostError, match="half of another"):
                store.within(db)
    assert DRIVER[kind]


def test_two_hosts_that_wait_for_one_another_end_and_nothing_is_half(url):
    with opened(sql.open_sql(url)) as store, engine(url) as host:
        fill(store, 1, T1)
        fill(store, 1, T2)
        with host.begin() as db:
            db.execute(text("CREATE TABLE host (mark VARCHAR(40) PRIMARY KEY, n INT)"))
            db.execute(text("INSERT INTO host VALUES ('row', 0)"))
        turn, ends = threading.Barrier(2), {}

        def append(db, name, me):
            store.within(db).append(name, record(2, voice(me)), expected=1)

        def touch(db):
            db.execute(text("UPDATE host SET n = n + 1"))

        def run(me, name, steps):
            with host.connect() as db:
                begun = db.begin()
                try:
                    steps[0](db)
                    turn.wait(10)
                    steps[1](db)
                    begun.commit()
                    ends[me] = "kept"
                except Exception as error:  # noqa: BLE001 -- seen by the test
                    with suppress(Exception):
                        begun.commit()  # a host that does not look at errors
                    ends[me] = type(error).__name__

        crowd = [
            threading.Thread(target=run, args=("a", T1, [lambda db: append(db, T1, "a"), touch])),
            threading.Thread(target=run, args=("b", T1, [touch, lambda db: append(db, T1, "b")])),
        ]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join(30)
        kept = [one.act.id for one in store.read(T1)][1:]
        assert kept == [me for me, end in sorted(ends.items()) if end == "kept"], ends
        assert len(kept) == 1
        with host.connect() as db:
            touched = db.execute(text("SELECT n FROM host")).scalar_one()
        assert touched >= 1


@needs_mariadb
def test_what_mariadb_rolled_back_whole_cannot_be_committed_in_part():
    """There a transaction that is ended for another has lost what the host did before as well."""
    with (
        servers.mariadb().database() as url,
        opened(sql.open_sql(url)) as store,
        engine(url) as host,
    ):
        fill(store, 1, T1)
        with host.begin() as db:
            db.execute(text("CREATE TABLE host (n INT PRIMARY KEY, m INT)"))
            db.execute(text("INSERT INTO host VALUES (1, 0), (2, 0)"))
        one = text("UPDATE host SET m = m + 1 WHERE n = 1")
        with host.connect() as heavy, host.connect() as light:
            begun, other = heavy.begin(), light.begin()
            light.execute(one)  # who has changed less is ended
            store.within(heavy).append(T1, record(2), expected=1, bodies=[body("a"), body("b")])
            crowd = threading.Thread(target=heavy.execute, args=(one,))
            crowd.start()
            with pytest.raises(StoreError, match="begin it again"):
                store.within(light).append(T1, record(2, voice("light")), expected=1)
            crowd.join()
            with pytest.raises(PendingRollbackError):
                light.execute(text("UPDATE host SET m = m + 1 WHERE n = 2"))
            other.rollback()
            begun.commit()
        with host.connect() as db:
            assert db.execute(text("SELECT m FROM host ORDER BY n")).scalars().all() == [1, 0]


# --- layouts and URLs -------------------------------------------------------------------------


def test_it_is_a_store_an_outbox_and_joins(url):
    with opened(sql.open_sql(url)) as store:
        assert isinstance(store, Store)
        assert isinstance(store, Outbox)
        assert isinstance(store, Joins)
        assert servers.PASSWORD not in repr(store)
        assert "root" not in repr(store)


def test_another_programs_database_is_left_as_it_is(url):
    with servers.connected(url) as db:
        db.cursor().execute("CREATE TABLE theirs (id INT PRIMARY KEY)")
    with pytest.raises(StoreError, match="another program"):
        sql.open_sql(url)
    with engine(url) as host:
        with pytest.raises(StoreError, match="create=True"):
            open_engine(host)
        with opened(open_engine(host, create=True)) as store:
            fill(store, 1)
        with host.connect() as db:  # the engine is the host's, and goes on
            db.execute(text("SELECT id FROM theirs"))
    with opened(sql.open_sql(url)) as store:
        assert store.head(T1).version == 1


def test_no_words_in_an_error_on_an_engine_of_the_hosts(url):
    """Its own errors show what was bound to a statement; ours are chained to the driver's."""
    with engine(url) as host, opened(open_engine(host, create=True)) as store:
        with servers.connected(url) as db:
            db.cursor().execute("DROP TABLE safetyframe_body")
        said = body("x", "geheim")

        def beside():
            store.append(T1, record(1), expected=0, bodies=[said])

        def within():
            with host.begin() as db:
                store.within(db).append(T1, record(1), expected=0, bodies=[said])

        for call in (beside, within):
            with pytest.raises(StoreError, match="tables are missing") as e:
                call()
            assert e.value.__cause__ is not None
            assert "geheim" not in chained(e.value)
            assert said.salt not in chained(e.value)


def test_no_words_in_the_log_of_an_engine_of_ours(url, caplog):
    """SQLAlchemy tells statements to a log, and what was bound to them unless told not to."""
    said = body("x", "geheim")
    with caplog.at_level(logging.DEBUG, "sqlalchemy.engine"), opened(sql.open_sql(url)) as store:
        store.append(T1, record(1), expected=0, bodies=[said])
        with servers.connected(url) as db:
            db.cursor().execute("DROP TABLE safetyframe_body")
        with pytest.raises(StoreError) as e:
            store.append(T2, record(1), expected=0, bodies=[said])
    assert "safetyframe_body" in caplog.text  # that it was told at all
    told = (caplog.text, repr(e.value.__context__), str(e.value.__context__))
    assert not [one for one in told if "geheim" in one or said.salt in one]


def test_a_newer_layout_is_refused(url):
    sql.open_sql(url).close()
    with servers.connected(url) as db:
        db.cursor().execute("UPDATE safetyframe_layout SET layout = 99")
    with pytest.raises(StoreError, match="upgrade safetyframe"):
        sql.open_sql(url)


def test_many_that_open_an_empty_database_at_once_make_it_once(url):
    wrong = []

    def run():
        try:
            with opened(sql.open_sql(url)) as store:
                store.trajectories()
        except Exception as error:  # noqa: BLE001 -- seen by the test
            wrong.append(error)

    crowd = [threading.Thread(target=run) for _ in range(4)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert wrong == []


def test_who_comes_second_waits_until_the_layout_is_there_for_good(url):
    """On MariaDB the tables are, one by one, before it: between the two nobody may begin."""
    wrong = []

    def come_second():
        try:
            with engine(url) as second:
                make_tables(second)
        except Exception as error:  # noqa: BLE001 -- seen by the test
            wrong.append(error)

    other = threading.Thread(target=come_second)

    def before_the_commit(_):
        other.start()
        other.join(1)  # long enough to do what it should not, were it let in

    with engine(url) as first:
        event.listen(first, "commit", before_the_commit, once=True)
        make_tables(first)
    other.join()
    assert wrong == []


@needs_mariadb
def test_where_another_makes_the_tables_for_long_the_error_says_so(monkeypatch):
    impatient = evolve(opening.server_of(create_engine("mariadb+pymysql://")), alone=NO_WAIT)
    monkeypatch.setattr(opening, "server_of", lambda _: impatient)
    with servers.mariadb().database() as url, servers.connected(url) as db:
        db.cursor().execute(NO_WAIT)
        with engine(url) as mine, pytest.raises(StoreError, match="another process is making"):
            make_tables(mine)
        with engine(url) as mine, mine.connect() as seen:
            assert not inspect(seen).get_table_names()


@pytest.mark.parametrize(
    "wrong",
    ["postgresql://localhost", "mariadb://localhost/", "oracle://localhost/x", "postgresql"],
)
def test_a_url_that_makes_no_sense_is_the_hosts_fault(wrong):
    with pytest.raises(HostError):
        sql.open_sql(wrong)


OPTIONS = {
    "postgresql": ("pasword=hush", "sslmode=hush", "connect_timeout=hush", "channel_binding=hush"),
    "mariadb": ("pasword=hush", "charset=hush", "ssl=hush", "read_timeout=hush", "ssl_ca=/hush"),
}


@pytest.mark.parametrize(
    ("kind", "option"),
    [
        pytest.param(kind, option, marks=needs_mariadb if kind == "mariadb" else ())
        for kind, options in OPTIONS.items()
        for option in options
    ],
)
def test_an_option_that_no_driver_takes_is_told_as_such(kind, option):
    where = server(kind).database_url({"postgresql": "postgres", "mariadb": "mysql"}[kind])
    with pytest.raises(HostError, match=r"what follows the \?") as e:
        sql.open_sql(f"{where}?{option}")
    assert "hush" not in f"{e.value} {e.value.__cause__!r}"


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
@pytest.mark.parametrize("port", ["0", "99999"])
def test_a_port_that_cannot_be_is_told_as_such(kind, port):
    with pytest.raises(HostError, match="from 1 to 65535"):
        sql.open_sql(f"{kind}://user:s3cretpw@127.0.0.1:{port}/cases")


@needs_mariadb
def test_a_login_that_mariadb_does_not_let_in_is_told_as_such():
    at = server("mariadb").url.rpartition("@")[2]
    with pytest.raises(StoreError, match="does not let this login in"):
        sql.open_sql(f"mariadb://nobody:s3cretpw@{at}/mysql")


def test_a_frame_opens_one_by_its_url(url):
    with Frame.open(url) as frame:
        assert frame.store.trajectories() == ()


# --- partitions, and erasing among them -------------------------------------------------------


def test_tables_in_partitions_behave_like_whole_ones(postgres):
    with engine(postgres) as host:
        make_tables(host, partitions=4)
    with opened(sql.open_sql(postgres)) as store, servers.connected(postgres) as db:
        names = [TrajectoryId(f"t-{number}") for number in range(12)]
        for name in names:
            fill(store, 2, name)
        parts = db.execute(
            "SELECT tableoid, count(*) FROM safetyframe_record GROUP BY tableoid"
        ).fetchall()
        assert len(parts) == 4
        assert sum(count for _, count in parts) == 24
        assert [i.trajectory for i in store.feed()] == [n for n in names for _ in range(2)]
        assert list(store.trajectories()) == names
        store.append(names[0], record(3), expected=2, bodies=[body("x"), body("y")])
        assert store.erase_body(names[0], "x") is ErasedState.ERASED
        assert store.body(names[0], "y") == body("y")


def test_partitions_are_for_postgresql():
    with pytest.raises(HostError):
        ddl("mariadb", partitions=4)


def test_an_erasure_waits_for_who_may_still_see_the_words(postgres):
    with opened(sql.open_sql(postgres)) as store, engine(postgres) as host:
        store.append(T1, record(1), expected=0, bodies=[body("x")])
        old = host.execution_options(isolation_level="REPEATABLE READ")
        with old.connect() as db:
            db.execute(text("SELECT 1 FROM safetyframe_record")).all()
            done = store.append(T1, record(2), expected=1, erase=["x"])
            assert done.erased == (("x", ErasedState.PENDING),)
            assert store.body(T1, "x") is None
            assert store.erase_body(T1, "x") is ErasedState.PENDING
            db.rollback()
        assert store.erase_body(T1, "x") is ErasedState.ERASED
        assert store.erase_body(T1, "x") is ErasedState.ERASED


def test_vacuum_alone_would_leave_the_words_in_the_file(postgres):
    """The last of a page has nobody who is moved over it."""
    with opened(sql.open_sql(postgres)) as store:
        gone = body("x", "waar zij nu wonen")
        others = [body(f"y{number}") for number in range(3)]
        store.append(T1, record(1), expected=0, bodies=[*others, gone])
        assert gone.words.encode() in raw_postgres(postgres)
        assert store.erase_body(T1, "x") is ErasedState.ERASED
        kept = raw_postgres(postgres)
        assert gone.words.encode() not in kept
        assert gone.salt.encode() not in kept
        assert others[0].words.encode() in kept


def test_who_does_not_own_the_table_finishes_no_erasure(postgres):
    with opened(sql.open_sql(postgres)) as store, servers.connected(postgres) as db:
        store.append(T1, record(1), expected=0, bodies=[body("x")])
        role = "sf_" + postgres.rsplit("_", 1)[1]
        db.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{servers.PASSWORD}'")
        db.execute(f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {role}")
        try:
            login = postgres.replace("//postgres:", f"//{role}:")
            with opened(sql.open_sql(login)) as app:
                assert app.erase_body(T1, "x") is ErasedState.PENDING
                assert app.erase_body(T1, "x") is ErasedState.PENDING
            assert store.erase_body(T1, "x") is ErasedState.ERASED
        finally:
            db.execute(f"DROP OWNED BY {role}")
            db.execute(f"DROP ROLE {role}")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://cases:p@s3cretpw@127.0.0.1:1/cases",
        "postgresql://cases:p/s3cretpw@127.0.0.1:1/cases",
        "postgresql://127.0.0.1:1/cases;password=s3cretpw",
        "postgresql://127.0.0.1:1/cases&password=s3cretpw",
        "mariadb://u:p@s3cretpw@127.0.0.1:1/cases",
    ],
)
def test_half_a_password_that_reads_as_something_else_is_not_told(url):
    with pytest.raises((HostError, StoreError)) as e:
        sql.open_sql(url)
    told, error = "", e.value
    while error is not None:
        told += f"{error!s} {error!r}"
        error = error.__cause__ or error.__context__
    assert "s3cretpw" not in told

"""PostgreSQL and MariaDB, each on its real server, keep every law of stores."""

from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import create_engine, text

from safetyframe.testing.conformance import HostWork, StoreHandles, store_laws
from safetyframe_plugins import sql
from safetyframe_plugins.sql.opening import make_tables
from tests.adapters.filling import full_mariadb, full_postgres
from tests.support import servers
from tests.support.servers import PASSWORD

DRIVER = {"postgresql": "postgresql+psycopg", "mariadb": "mariadb+pymysql"}


def engine_of(url, **options):
    kind, rest = url.split("://")
    return create_engine(f"{DRIVER[kind]}://{rest}", **options)


def hosts(isolation):
    """Begin transactions at an isolation level, as a host does that has tables of its own."""

    @contextmanager
    def begin(url):
        engine = engine_of(url, isolation_level=isolation)
        with engine.begin() as db:
            db.execute(text("CREATE TABLE IF NOT EXISTS host (mark VARCHAR(40) PRIMARY KEY)"))
        try:
            with engine.connect() as db:
                transaction = db.begin()

                def note(mark):
                    db.execute(text("INSERT INTO host VALUES (:mark)"), {"mark": mark})

                yield HostWork(
                    transaction=db,
                    commit=transaction.commit,
                    rollback=transaction.rollback,
                    note=note,
                )
        finally:
            engine.dispose()

    return begin


def noted(url):
    engine = engine_of(url)
    with engine.connect() as db:
        marks = db.execute(text("SELECT mark FROM host")).scalars().all()
    engine.dispose()
    return marks


# --- PostgreSQL -------------------------------------------------------------------------------


@contextmanager
def postgres():
    with servers.postgres().database() as url:
        yield url


def raw_postgres(url):
    """Read every file of the tables: rows, what is out of line, and indexes."""
    with servers.connected(url) as db:
        db.execute("CHECKPOINT")
        files = db.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c "
            "WHERE relkind IN ('r', 'i', 't') AND pg_relation_filenode(c.oid) IS NOT NULL "
            "AND (relname LIKE 'safetyframe%' OR oid IN (SELECT reltoastrelid FROM pg_class "
            "WHERE relname LIKE 'safetyframe%'))"
        ).fetchall()
    return b"".join(content for (content,) in files)


POSTGRES = StoreHandles(
    begin=hosts("READ COMMITTED"),
    noted=noted,
    raw=raw_postgres,
    full=partial(full_postgres, table="record"),
    restart=lambda _: servers.postgres().restart(),
    nowhere=f"postgresql://postgres:{PASSWORD}@127.0.0.1:1/nowhere",
)
test_postgres = store_laws(
    sql.open_sql, postgres, sql.CAPABILITIES, POSTGRES, name="sql on postgresql"
)


# --- MariaDB ----------------------------------------------------------------------------------


@contextmanager
def mariadb():
    with servers.mariadb().database() as url:
        yield url


def raw_mariadb(url):
    """Read the files of the tables, where the server keeps them on this machine."""
    with servers.connected(url) as db:
        cursor = db.cursor()
        cursor.execute("FLUSH TABLES safetyframe_body FOR EXPORT")
        cursor.execute("SELECT @@datadir, database()")
        data, name = cursor.fetchone()
        found = b"".join(p.read_bytes() for p in (Path(data) / name).glob("*.ibd"))
        cursor.execute("UNLOCK TABLES")
    return found


def _restart_mariadb(_):
    servers.mariadb().restart()


MARIADB = StoreHandles(
    begin=hosts("READ COMMITTED"),
    noted=noted,
    raw=raw_mariadb,
    full=full_mariadb,
    restart=_restart_mariadb if servers.own_mariadb() else None,
    nowhere=f"mariadb://root:{PASSWORD}@127.0.0.1:1/nowhere",
)
test_mariadb = pytest.mark.skipif(not servers.has_mariadb(), reason=servers.NO_MARIADB)(
    store_laws(sql.open_sql, mariadb, sql.CAPABILITIES, MARIADB, name="sql on mariadb")
)


# --- what not every run can pay for ---------------------------------------------------------------


@contextmanager
def partitioned():
    with servers.postgres().database() as url:
        engine = engine_of(url)
        make_tables(engine, partitions=3)
        engine.dispose()
        yield url


test_partitions = pytest.mark.deep(
    store_laws(sql.open_sql, partitioned, sql.CAPABILITIES, POSTGRES, name="partitions")
)
test_postgres_snapshots = pytest.mark.deep(
    store_laws(
        sql.open_sql,
        postgres,
        sql.CAPABILITIES,
        evolve(POSTGRES, begin=hosts("REPEATABLE READ")),
        name="postgresql, hosts at REPEATABLE READ",
    )
)
# What hosts have there unless they ask for something else.
test_mariadb_snapshots = pytest.mark.deep(
    pytest.mark.skipif(not servers.has_mariadb(), reason=servers.NO_MARIADB)(
        store_laws(
            sql.open_sql,
            mariadb,
            sql.CAPABILITIES,
            evolve(MARIADB, begin=hosts("REPEATABLE READ")),
            name="mariadb, hosts at REPEATABLE READ",
        )
    )
)

"""Opening a database: from a URL or with the host's engine, made ours only when told."""

from __future__ import annotations

import re
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from safetyframe.errors import HostError, StoreError
from safetyframe.plugins.urls import port
from safetyframe_plugins.sql.failing import failure, misconfigured
from safetyframe_plugins.sql.servers import Server, server_of
from safetyframe_plugins.sql.store import SqlStore
from safetyframe_plugins.sql.tables import LAYOUT, PREFIX, ddl

__all__ = ["make_tables", "open_engine", "open_url"]

#: What a host, or a database, can be called here. Behind an @ or a ; that was not escaped stands
#: half of a password, which reads as a part of either, and would be told as one.
_PLAIN: Final = re.compile(r"[A-Za-z0-9._:-]{1,253}")
_OPTIONS: Final = "the driver can't use an option of the URL: look at what follows the ?"
_DRIVERS: Final = {
    "postgresql": "postgresql+psycopg",
    "mariadb": "mariadb+pymysql",
    "mysql": "mariadb+pymysql",
}


def open_url(url: str) -> SqlStore:
    """Open the store in the database that `url` names; see `safetyframe_plugins.sql.open_sql`."""
    try:
        named = make_url(url)
        driver = _DRIVERS[named.drivername]
    except (ArgumentError, KeyError, ValueError):
        raise HostError(
            "write postgresql://user:password@host:port/database, or mariadb:// with the same"
        ) from None
    if named.port is not None:
        port(str(named.port))
    if not named.database:
        raise HostError("the URL names no database: end it with /NAME")
    if not all(not part or _PLAIN.fullmatch(part) for part in (named.host, named.database)):
        raise HostError(
            "the host or the database in the URL has a sign that neither can have: in a password, "
            "@ is %40, / is %2F, : is %3A, ? is %3F"
        )
    try:
        # `hide_parameters`: what is told to the server holds prose, and no error repeats it.
        # AUTOCOMMIT: most work is one statement, and to change over costs more than to send it.
        engine = create_engine(
            named.set(drivername=driver),
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",
            pool_size=5,
            max_overflow=15,
            pool_use_lifo=True,  # the one that was used last has its statements prepared
        )
    except ImportError as error:
        raise StoreError("its driver is missing: install psycopg or PyMySQL") from error
    except (ArgumentError, TypeError, ValueError):
        raise HostError(_OPTIONS) from None
    if driver == _DRIVERS["postgresql"]:
        event.listen(engine, "connect", _plan_once)
    try:
        _reach(engine)
        return open_engine(engine, create="when-empty", owned=True)
    except BaseException:
        engine.dispose()
        raise


def _plan_once(db: Any, _: object) -> None:  # noqa: ANN401 -- a connection of the driver
    """Keep the plan of a statement. To plan an append anew takes the server as long as to do it.

    Each goes by a primary key, whatever it is asked for; but the server may think otherwise of
    tables that were empty when it first looked, for as long as the connection lasts.
    """
    db.execute("SET plan_cache_mode = force_generic_plan")


def _reach(engine: Engine) -> None:
    """Connect once: what is wrong with an option of the URL shows here, in errors of any kind.

    None is chained or repeated: they say what stands there, and that may be a password.
    """
    try:
        with engine.connect():
            pass
    except SQLAlchemyError as error:
        if misconfigured(error):
            raise HostError(_OPTIONS) from None
        raise failure(_where(engine), error) from (getattr(error, "orig", None) or error)
    except Exception as error:  # noqa: BLE001 -- a driver raises what it likes
        raise HostError(f"{_OPTIONS} ({type(error).__name__})") from None


def open_engine(engine: Engine, *, create: bool | str = False, owned: bool = False) -> SqlStore:
    """Open the store with the host's engine, whose database holds the store's tables.

    With `create` they are made where they are missing. The engine is the host's: closing the store
    leaves it alone.
    """
    server = server_of(engine)
    where = _where(engine)
    whole = engine.execution_options(isolation_level="READ COMMITTED")
    try:
        with whole.connect() as db:
            layout = _layout(db)
            if layout is None and _may_create(db, create, where):
                db.rollback()
                make_tables(engine)
                layout = LAYOUT
            elif layout is None:
                raise StoreError(
                    f"{where}: it holds none of the store's tables; make them with create=True, or "
                    "run what safetyframe_plugins.sql.tables.ddl gives"
                )
            db.rollback()
        if layout > LAYOUT:
            raise StoreError(
                f"{where}: it has layout {layout}, and this release knows {LAYOUT}: "
                "upgrade safetyframe"
            )
        with whole.begin() as db:
            server.opened(db)
    except SQLAlchemyError as error:
        raise failure(where, error) from (getattr(error, "orig", None) or error)
    return SqlStore(engine, server=server, where=where, owned=owned)


def make_tables(engine: Engine, *, partitions: int = 0) -> None:
    """Make the tables, once: whoever comes second finds them. See `tables.ddl`."""
    server: Server = server_of(engine)
    with engine.execution_options(isolation_level="READ COMMITTED").connect() as db:
        alone = db.execute(text(server.alone)).scalar()
        if server.alone_no_more and not alone:
            raise StoreError(f"{_where(engine)}: another process is making the tables; try again")
        try:
            if _layout(db) is None:
                for statement in ddl(server.name, partitions=partitions):
                    db.exec_driver_sql(statement)
            db.commit()  # first: whoever comes next must find the layout, not only its table
        except BaseException:
            db.rollback()
            raise
        finally:
            if server.alone_no_more:
                db.execute(text(server.alone_no_more))


def _where(engine: Engine) -> str:
    """Name a database for an error: no user, no password, no option."""
    url = engine.url
    port = f":{url.port}" if url.port else ""
    return f"{url.get_backend_name()} {url.host or ''}{port}/{url.database}"


def _layout(db: Connection) -> int | None:
    """Give the layout of the tables; None where there are none."""
    if not inspect(db).has_table(f"{PREFIX}layout"):
        return None
    found = db.execute(text(f"SELECT layout FROM {PREFIX}layout")).scalar()
    return None if found is None else int(found)


def _may_create(db: Connection, create: bool | str, where: str) -> bool:
    if create != "when-empty":
        return bool(create)
    # Ours are there without a layout while another makes them, and where that was broken off.
    if any(not name.startswith(PREFIX) for name in inspect(db).get_table_names()):
        raise StoreError(
            f"{where}: it holds tables of another program and none of the store's. Name an empty "
            "database, or make the tables beside them: "
            "safetyframe_plugins.sql.opening.open_engine(engine, create=True)"
        )
    return True

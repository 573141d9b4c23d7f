"""Where work runs: in a transaction of the store's own, or in a savepoint of the host's."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import Connection, Engine, TextClause
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from safetyframe.errors import HostError, StoreError
from safetyframe_plugins.sql.appending import LateError
from safetyframe_plugins.sql.failing import broke_off, driver_error, failure, try_again
from safetyframe_plugins.sql.servers import Server, server_of

__all__ = ["Inside", "Own", "Runs"]

T = TypeVar("T")
#: How often a transaction of the store's own is begun again after one that stood in its way.
_TRIES: Final = 8


class Runs(Protocol):
    """Runs work on a connection, all or nothing, with errors put in our words."""

    @property
    def joined(self) -> bool:
        """Say whether a transaction of the host's is worked in."""
        ...

    def once(self, work: Callable[[Connection], T]) -> T:
        """Do what is one statement, which commits by itself where it is not the host's."""
        ...

    def row(self, statement: TextClause, values: Mapping[str, Any]) -> Any | None:  # noqa: ANN401
        """Send what is one statement, and give the row that comes of it, if there is one."""
        ...

    def whole(self, work: Callable[[Connection], T]) -> T:
        """Do `work` as one; it may be done again from the start."""
        ...

    def close(self) -> None:
        """Let go of what is ours."""
        ...


class Own:
    """Transactions of the store's own, on connections out of the engine's pool."""

    joined = False

    def __init__(self, engine: Engine, where: str, *, owned: bool) -> None:
        """Hold the engine; where it is `owned`, it is at AUTOCOMMIT, and closing closes it too."""
        self._where = where
        self._engine = engine if owned else None
        self._process = os.getpid()
        self._closed = False
        self._raw = driver_error(engine)
        self.single = engine if owned else engine.execution_options(isolation_level="AUTOCOMMIT")
        self._whole = engine.execution_options(isolation_level="READ COMMITTED")
        self._sent: dict[TextClause, str] = {}

    def once(self, work: Callable[[Connection], T]) -> T:
        """Do what is one statement."""
        return self._run(self._single, work)

    def row(self, statement: TextClause, values: Mapping[str, Any]) -> Any | None:  # noqa: ANN401
        """Send what is one statement, by psycopg alone where the engine is ours.

        By SQLAlchemy it takes more time of this process than the server takes: see the benchmarks.
        With a host's engine, what the host has hung on it sees every statement.
        """
        if self._engine is None:
            return self.once(lambda db: db.execute(statement, values).first())
        sent = self._sent.get(statement)
        if sent is None:
            sent = self._sent[statement] = str(statement.compile(dialect=self._engine.dialect))

        def send(cursor: Any) -> Any | None:  # noqa: ANN401 -- of the driver
            return cursor.execute(sent, values).fetchone()

        return self._run(self._plain, send)

    def whole(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in one transaction, and again where another one stood in its way."""
        for _ in range(_TRIES - 1):
            try:
                return self._run(self._begun, work)
            except LateError:
                continue
            except StoreError as error:
                cause = error.__context__
                if not (isinstance(cause, SQLAlchemyError) and try_again(cause)):
                    raise
        return self._run(self._begun, work)

    def close(self) -> None:
        """Close the connections, unless they are the host's or the parent process's."""
        self._closed = True
        if self._engine is not None and os.getpid() == self._process:
            self._engine.dispose()

    def _single(self, work: Callable[[Connection], T]) -> T:
        with self.single.connect() as db:
            return work(db)

    def _plain(self, work: Callable[[Any], T]) -> T:
        engine, db = self.single, None
        try:
            db = engine.raw_connection()
            with closing(db.cursor()) as cursor:
                return work(cursor)
        except self._raw as error:
            gone = db is not None and bool(getattr(db.dbapi_connection, "closed", True))
            if db is not None and gone:
                db.invalidate()
                engine.dispose()  # the others lead to the same server
            raise DBAPIError.instance(
                "", {}, error, self._raw, connection_invalidated=gone, dialect=engine.dialect
            ) from error
        finally:
            if db is not None:
                db.close()

    def _begun(self, work: Callable[[Connection], T]) -> T:
        with self._whole.begin() as db:
            return work(db)

    def _run(self, how: Callable[[Callable[[Connection], T]], T], work: Callable[..., T]) -> T:
        if self._closed:
            raise StoreError(f"{self._where}: this store is closed; open it again")
        if os.getpid() != self._process:
            raise StoreError(
                f"{self._where}: it was opened before this process was forked; open it again here"
            )
        try:
            return how(work)
        except SQLAlchemyError as error:
            raise failure(self._where, error) from (getattr(error, "orig", None) or error)
        except self._raw as error:  # taking a broken connection out of the pool
            raise StoreError(f"{self._where}: the connection broke; try again") from error


class Inside:
    """A savepoint for each call in a transaction that the host has begun, and ends."""

    joined = True

    def __init__(self, db: Connection, server: Server, where: str) -> None:
        """Look at the transaction. Raises HostError where there is none that can be joined."""
        if server_of(db) is not server:
            raise HostError("the connection leads to another kind of server than the store's")
        if not db.in_transaction():
            raise HostError("nothing is begun: `with engine.begin() as connection`, then `within`")
        raw = db.connection.dbapi_connection
        alone = getattr(raw, "autocommit", None)
        if alone is True or (callable(alone) and raw.get_autocommit()):  # type: ignore[union-attr]
            raise HostError("on this connection each statement commits by itself: nothing to join")
        if (level := db.get_isolation_level()) not in server.levels:
            raise HostError(f"in a transaction at {level} half of another can be seen: raise it")
        self._db = db
        self._where = where
        self._closed = False

    def once(self, work: Callable[[Connection], T]) -> T:
        """Do what is one statement."""
        return self.whole(work)

    def row(self, statement: TextClause, values: Mapping[str, Any]) -> Any | None:  # noqa: ANN401
        """Send what is one statement."""
        return self.whole(lambda db: db.execute(statement, values).first())

    def whole(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a savepoint: what fails leaves the host's transaction as it was."""
        if self._closed:
            raise StoreError(f"{self._where}: this store is closed; ask for it again")
        db = self._db
        if db.closed or not db.in_transaction():
            raise StoreError(f"{self._where}: the host's transaction has ended; begin another one")
        try:
            with db.begin_nested():
                return work(db)
        except SQLAlchemyError as error:
            if broke_off(error) and not db.invalidated:
                # The server has rolled all of it back. So that what the host does next is not
                # committed as if it were the whole, nothing but a rollback is possible any more.
                db.invalidate()
            raise failure(self._where, error) from (getattr(error, "orig", None) or error)

    def close(self) -> None:
        """Close nothing: the connection is the host's."""
        self._closed = True

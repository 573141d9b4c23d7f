"""The host's connection: whose transaction a call is part of, and what is said when it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeVar

from django.core.exceptions import SynchronousOnlyOperation
from django.db import Error, IntegrityError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.connection import ConnectionDoesNotExist

from safetyframe.errors import HostError, StoreError, UnsupportedError

__all__ = ["BeatenError", "Host", "Sql", "in_atomic"]

T = TypeVar("T")
#: What was selected, as each caller knows.
Row: TypeAlias = tuple[Any, ...]
#: What goes into a statement.
Value: TypeAlias = str | int | bytes | None
Values: TypeAlias = Sequence[Value] | Mapping[str, Value]

_VENDORS: Final = ("postgresql", "sqlite")
#: On SQLite a transaction that begins with a write waits for its turn; one that has read before it
#: writes is turned away at once when somebody came in between.
_TURN: Final = "UPDATE safetyframe_trajectory SET zone = zone WHERE id IS NULL"


class BeatenError(StoreError):
    """Another transaction wrote the same place first, and it can't be seen from here."""


class Sql:
    """Statements on one connection. They pass by Django's log of queries, which shows values."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        """Speak on `connection`."""
        self._connection = connection
        self.postgresql = connection.vendor == "postgresql"

    def rows(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        """Give all rows of a query."""
        return self._run(statement, values, lambda cursor: [tuple(row) for row in cursor])

    def do(self, statement: str, values: Values = ()) -> int:
        """Execute a statement, and count the rows it touched."""
        return self._run(statement, values, lambda cursor: int(cursor.rowcount))

    def _run(self, statement: str, values: Values, get: Callable[[Any], T]) -> T:
        self._connection.ensure_connection()
        with self._connection.wrap_database_errors:
            plain = self._connection.create_cursor()
        with self._connection.make_cursor(plain) as cursor:
            cursor.execute(statement, values or None)
            return get(cursor)


class Host:
    """One alias of the host's, and how calls stand to its transactions.

    Outside any ``atomic()`` each call that writes is a transaction of its own. One that is `within`
    belongs to the ``atomic()`` in which it was made, and is of no use beyond it: whoever remembers
    what was told there would remember what may have been rolled back.
    """

    def __init__(self, using: str, *, within: bool = False) -> None:
        """Stand outside, or within the innermost ``atomic()`` that is open in this thread."""
        self.using = using
        self.within = within
        self.closed = False
        connection = _connected(self.using)
        if connection.vendor not in _VENDORS:
            raise UnsupportedError(
                f"the database {using!r} is {connection.vendor}: safetyframe's Django application "
                "works on PostgreSQL and SQLite"
            )
        if not within:
            return
        if not connection.in_atomic_block:
            raise HostError("there is no transaction.atomic() here to be within: begin one first")
        self._block = connection.atomic_blocks[-1]
        # It stays in Django's list as long as this block may still commit.
        self._mark: Callable[[], None] = lambda: None
        transaction.on_commit(self._mark, using=using)

    def run(self, work: Callable[[Sql], T], *, write: bool = False) -> T:
        """Do `work`, as one where it writes; a failure leaves the host's transaction usable."""
        connection = self._usable()
        unopened = connection.connection is None
        try:
            if not self.within and connection.errors_occurred and not connection.is_usable():
                connection.close()  # its server was restarted, say: the next one is a new one
            if not write and not self.within:
                return work(Sql(connection))
            with transaction.atomic(using=self.using, durable=not self.within):
                if write and connection.vendor == "sqlite":
                    Sql(connection).do(_TURN)
                return work(Sql(connection))
        except (Error, SynchronousOnlyOperation) as error:
            raise self._failure(error) from error
        finally:
            # What was opened here is put away as the host wants it (CONN_MAX_AGE): in a thread of
            # nobody's, no request ends that would.
            if unopened and not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()

    def alone(self, work: Callable[[Sql], T]) -> T | None:
        """Do `work` outside any transaction, or not at all where one is open."""
        connection = self._usable()
        return None if connection.in_atomic_block else self.run(work)

    def close(self) -> None:
        """Let go; and of this thread's connection, unless the host is in a transaction on it."""
        self.closed = True
        connection = _connected(self.using)
        if not self.within and not connection.in_atomic_block:
            connection.close()

    def _usable(self) -> BaseDatabaseWrapper:
        if self.closed:
            raise StoreError(f"{self}: this store is closed; open it again")
        connection = _connected(self.using)
        if self.within:
            here = connection.atomic_blocks[-1:] == [self._block]
            if not here or not any(each[1] is self._mark for each in connection.run_on_commit):
                raise HostError(
                    f"{self}: this store belongs to the atomic() it was made in; "
                    "make another, and a frame with it, in each atomic()"
                )
            return connection
        # A test case of Django's is one big transaction, which the code under test can't know.
        mine = [b for b in connection.atomic_blocks if not getattr(b, "_from_testcase", False)]
        manual = connection.connection is not None and not connection.autocommit
        if mine or (manual and not connection.in_atomic_block):
            raise HostError(
                f"{self}: within the host's transaction a frame is made for that transaction: "
                "Frame(DjangoStore.here()) in its atomic(). This one would go on remembering what "
                "may be rolled back"
            )
        return connection

    def _failure(self, error: Error | SynchronousOnlyOperation) -> StoreError:
        if isinstance(error, SynchronousOnlyOperation):
            return StoreError(f"{self}: it was called from a coroutine; call it in a thread")
        if isinstance(error, IntegrityError):
            why = "another transaction wrote the same first; roll yours back and do it again"
            return BeatenError(f"{self}: {why}")
        return StoreError(f"{self}: {_why(error)}")

    def __str__(self) -> str:
        """The alias, and nothing of what is behind it."""
        return f"django://{self.using}"


def in_atomic(using: str) -> bool:
    """Say whether there is an ``atomic()`` around the caller on this database."""
    return _connected(using).in_atomic_block


def _connected(using: str) -> BaseDatabaseWrapper:
    try:
        return connections[using]
    except ConnectionDoesNotExist as error:
        known = ", ".join(sorted(connections)) or "none"
        raise HostError(f"DATABASES has no {using!r}; it has: {known}") from error


def _why(error: Error) -> str:
    if isinstance(error, transaction.TransactionManagementError):
        return "the host's transaction is to be rolled back, so nothing can be asked in it any more"
    code = getattr(error.__cause__, "sqlstate", None) or getattr(
        error.__cause__, "sqlite_errorname", None
    )
    said = str(error)
    if code in ("42P01", "42703") or "no such table" in said or "no such column" in said:
        return "its tables are not there as they should be; run manage.py migrate"
    if "database is locked" in said or "database table is locked" in said:
        return (
            "another writer came first, or holds it for too long; nothing was written. Try again; "
            "for transactions that read before they write, set "
            'OPTIONS = {"transaction_mode": "IMMEDIATE"}'
        )
    return f"the database failed ({type(error).__name__}{f', {code}' if code else ''})"

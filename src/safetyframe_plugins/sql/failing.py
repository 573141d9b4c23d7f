"""What a server says when something is wrong, in words of ours: one line, and no data."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from safetyframe.errors import StoreError

__all__ = ["broke_off", "driver_error", "failure", "misconfigured", "try_again"]

_WHY: Final = {
    "": "it can't be reached, has no such database, or does not let this login in",
    "2003": "it can't be reached",
    "1045": "it does not let this login in",
    "1698": "it does not let this login in",
    "1049": "there is no such database: make it first",
    "40001": "another transaction changed the same rows: roll back, and try again",
    "40P01": "two transactions waited for one another: roll back, and try again",
    "55P03": "another transaction holds the rows for too long: try again",
    "53100": "there is no room left; nothing was written",
    "25006": "it is read-only: name the server that may be written to",
    "42501": "this login has not the right to do that",
    "42P01": "the store's tables are missing: make them with create=True",
    "1213": "two transactions waited for one another, and the server rolled this one back whole: "
    "begin it again",
    # What is left to say where the savepoint has gone with the rest.
    "1305": "two transactions waited for one another, and the server rolled this one back whole: "
    "begin it again",
    "1205": "another transaction holds the rows for too long: roll back, and try again",
    "1020": "another transaction changed the same rows: roll back, and try again",
    "1021": "there is no room left; nothing was written",
    "1114": "there is no room left; nothing was written",
    "1290": "it is read-only: name the server that may be written to",
    "1142": "this login has not the right to do that",
    "1146": "the store's tables are missing: make them with create=True",
}
_AGAIN: Final = frozenset({"40001", "40P01", "1213", "1205", "1020", "1305"})


def driver_error(engine: Engine) -> type[Exception]:
    """Give the class of what the driver raises: SQLAlchemy lets it through here and there."""
    dbapi = engine.dialect.dbapi
    found: object = getattr(dbapi, "Error", None)
    return found if isinstance(found, type) and issubclass(found, Exception) else SQLAlchemyError


def code_of(error: BaseException) -> str:
    """Give the SQLSTATE of PostgreSQL or the number of MariaDB; nothing where there is none."""
    orig = getattr(error, "orig", None)
    args: tuple[object, ...] = getattr(orig, "args", ())
    if args and isinstance(args[0], int):
        return str(args[0])
    return str(getattr(orig, "sqlstate", None) or "")


def misconfigured(error: SQLAlchemyError) -> bool:
    """Say whether the driver could not even try, since an option of the URL makes no sense to it.

    psycopg has no code for that: it says so in its words, or in the type.
    """
    orig: object = getattr(error, "orig", None)
    said = str(orig)
    return not code_of(error) and (
        type(orig).__name__ == "ProgrammingError" or said.startswith("connection is bad: invalid ")
    )


def try_again(error: SQLAlchemyError) -> bool:
    """Say whether the same may well succeed in a new transaction."""
    return code_of(error) in _AGAIN


def broke_off(error: SQLAlchemyError) -> bool:
    """Say whether the server has ended the whole transaction, savepoints and all."""
    return code_of(error) in {"1213", "1020", "1305"} or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )


def failure(where: str, error: SQLAlchemyError) -> StoreError:
    """Put an error in our words. To be chained to what the driver raised, which holds no data.

    SQLAlchemy's own error shows the statement, and with a host's engine its parameters too.
    """
    code = code_of(error)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return StoreError(f"{where}: the connection broke; try again")
    if why := _WHY.get(code):
        return StoreError(f"{where}: {why}")
    kind = type(getattr(error, "orig", None) or error).__name__
    return StoreError(f"{where}: the server says {kind} {code}".rstrip())

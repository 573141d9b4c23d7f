"""A store in PostgreSQL or MariaDB, on SQLAlchemy 2 Core, in the host's transaction if wished.

``postgresql://user:password@host:5432/cases`` is driven by psycopg, ``mariadb://…`` (or
``mysql://…``) by PyMySQL; install ``safetyframe[sqlalchemy]`` and the driver. Without a URL, hand
the host's engine to `safetyframe_plugins.sql.store.SqlStore`. Options of a URL go to the driver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from safetyframe.errors import StoreError
from safetyframe.plugins import Needs, Provides, StoreProvider, hookimpl
from safetyframe.ports import Capabilities, Declared

if TYPE_CHECKING:
    from safetyframe_plugins.sql.store import SqlStore

__all__ = ["CAPABILITIES", "open_sql", "safetyframe_provides"]

CAPABILITIES: Final = Capabilities(
    durable=Declared.YES,
    multi_process=Declared.YES,
    erases=Declared.YES,
    notices=Declared.YES,
    joins=Declared.YES,
)


def open_sql(url: str) -> SqlStore:
    """Open the store in the database that `url` names; its tables are made in an empty one.

    Raises HostError for a URL that makes no sense, and StoreError for a database that can't be
    reached, is another program's, or has a newer layout.
    """
    try:
        from safetyframe_plugins.sql.opening import open_url
    except ImportError as error:
        raise StoreError("SQLAlchemy is missing: pip install 'safetyframe[sqlalchemy]'") from error
    return open_url(url)


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over the store."""
    store = StoreProvider(
        name="sql",
        schemes=("postgresql", "mariadb", "mysql"),
        open=open_sql,
        capabilities=CAPABILITIES,
        needs=Needs(modules=("sqlalchemy",), install="pip install 'safetyframe[sqlalchemy]'"),
    )
    return Provides(api=1, stores=(store,))

"""Whether the tables are there, asked of Django's own list of migrations."""

from __future__ import annotations

from typing import Final

from django.db import Error, connections
from django.db.migrations.recorder import MigrationRecorder

from safetyframe.errors import StoreError

__all__ = ["LAST", "lacking"]

#: The migration that this release needs.
LAST: Final = "0001_initial"


def lacking(alias: str) -> str:
    """Name the migration that is not applied; empty when all are."""
    connection = connections[alias]
    unopened = connection.connection is None
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except Error as error:
        raise StoreError(f"the database {alias!r} can't be reached") from error
    finally:
        if unopened and not connection.in_atomic_block:
            connection.close()
    return "" if ("safetyframe", LAST) in applied else LAST

"""How PostgreSQL gives records their place in the feed: when they commit, one commit at a time.

A number taken on writing would be wrong: a transaction that took a lower one and commits later is
skipped by whoever has read on. So the number is taken in the last moment, by a trigger that runs at
the commit, behind a lock that is held until the commit is done and seen. However long a host's
transaction takes, nobody waits for it: neither those who write nor those who read.
"""

from __future__ import annotations

from typing import Final

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

__all__ = ["place", "unplace"]

_FUNCTION: Final = """
CREATE FUNCTION safetyframe_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1397113421, TG_RELID::bigint::bit(32)::int);
    INSERT INTO safetyframe_position (record_id) VALUES (NEW.id);
    RETURN NULL;
END
$$"""
_TRIGGER: Final = """
CREATE CONSTRAINT TRIGGER safetyframe_place AFTER INSERT ON safetyframe_record
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION safetyframe_place()"""


def place(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make function and trigger. On SQLite the store does it: there is one writer at a time."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_FUNCTION)
        schema_editor.execute(_TRIGGER)


def unplace(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take both away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER safetyframe_place ON safetyframe_record")
        schema_editor.execute("DROP FUNCTION safetyframe_place()")

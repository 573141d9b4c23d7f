"""Servers that say, in the middle of an append, that their disk is full.

A disk of a database's own takes privileges that tests do not have. This is the same for an adapter:
the code of the real thing, once other rows of the append are there.
"""

from contextlib import contextmanager

from tests.support.servers import connected

_POSTGRES = """
CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON safetyframe_{table}
FOR EACH ROW EXECUTE FUNCTION no_room()
"""
_MARIADB = """
CREATE TRIGGER no_room BEFORE INSERT ON safetyframe_record FOR EACH ROW
SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1114, MESSAGE_TEXT = 'the table is full'
"""


@contextmanager
def full_postgres(url, *, table):
    """Let no row into a table."""
    with _with(url, _POSTGRES.format(table=table), f"DROP TRIGGER no_room ON safetyframe_{table}"):
        yield


@contextmanager
def full_mariadb(url):
    """Let no record in."""
    with _with(url, _MARIADB, "DROP TRIGGER no_room"):
        yield


@contextmanager
def _with(url, do, undo):
    with connected(url) as db:
        db.cursor().execute(do)
    try:
        yield
    finally:
        with connected(url) as db:
            db.cursor().execute(undo)

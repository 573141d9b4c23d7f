"""Getting rid of what a server keeps of a body after it was overwritten.

PostgreSQL writes a new version of the row beside the old one, and even VACUUM leaves the old bytes
in the free part of a page. MariaDB keeps pieces in freed pages. So the table is written anew, and
its old file removed; with partitions, only the one that holds the trajectory. `traces` is set until
that was done with nobody left who could still see the old version.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from safetyframe.ports import ErasedState
from safetyframe.values import TrajectoryId
from safetyframe_plugins.sql.servers import Server
from safetyframe_plugins.sql.tables import PREFIX as P

__all__ = ["finish"]

_TRACES: Final = f"SELECT traces FROM {P}body WHERE trajectory = :t AND name = :name AND erased = 1"
_DONE: Final = f"UPDATE {P}body SET traces = NULL WHERE trajectory = :t AND name = :name"
#: Any transaction that wrote what is seen now has a smaller number than this.
_NEXT: Final = "CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)"


def finish(engine: Engine, server: Server, trajectory: TrajectoryId, name: str) -> ErasedState:
    """Write the table anew; `engine` commits every statement by itself.

    PENDING where others are in the way, where an older reader may still see what was erased, and
    where this login may not do it.
    """
    where = {"t": trajectory, "name": name}
    with engine.connect() as db:
        traces = db.execute(text(_TRACES), where).scalar()
        if traces is None:
            return ErasedState.ERASED
        clean = _rewritten if server.name == "mariadb" else _frozen_and_rewritten
        with suppress(SQLAlchemyError):
            if clean(db, where, traces):
                db.execute(text(_DONE), where)
                return ErasedState.ERASED
        return ErasedState.PENDING


def _rewritten(db: Connection, where: dict[str, str], traces: int) -> bool:
    rows = db.execute(text(f"SET STATEMENT lock_wait_timeout = 2 FOR OPTIMIZE TABLE {P}body"))
    return ("status", "OK") in {(row[2], row[3]) for row in rows}


def _frozen_and_rewritten(db: Connection, where: dict[str, str], traces: int) -> bool:
    """Prove that nobody can see the old version any more, then leave it behind.

    VACUUM says so in `relfrozenxid`: it freezes up to the oldest transaction that any reader still
    looks back to. Had it not passed the erasing one, writing anew would take the old version along.
    """
    table = db.execute(
        text(
            f"SELECT CAST(CAST(tableoid AS regclass) AS text) FROM {P}body "
            "WHERE trajectory = :t AND name = :name"
        ),
        where,
    ).scalar_one()
    if not traces:
        erasing = f"UPDATE {P}body SET traces = {_NEXT} WHERE trajectory = :t AND name = :name"
        db.execute(text(f"{erasing} AND traces = 0"), where)
        traces = db.execute(text(_TRACES), where).scalar() or 0
    file = text("SELECT pg_relation_filenode(CAST(CAST(:name AS text) AS regclass))")
    db.execute(text("SET lock_timeout = '2s'"))
    try:
        db.execute(text(f"VACUUM (FREEZE, DISABLE_PAGE_SKIPPING) {table}"))
        frozen = db.execute(
            text(
                f"SELECT {_NEXT} - age(relfrozenxid) FROM pg_class "
                "WHERE oid = CAST(CAST(:name AS text) AS regclass)"
            ),
            {"name": table},
        ).scalar_one()
        if not 0 < traces <= frozen:
            return False
        # Who is not the owner gets a warning, and nothing is done.
        before = db.execute(file, {"name": table}).scalar_one()
        db.execute(text(f"VACUUM (FULL) {table}"))
        return bool(before != db.execute(file, {"name": table}).scalar_one())
    finally:
        with suppress(SQLAlchemyError):
            db.execute(text("RESET lock_timeout"))

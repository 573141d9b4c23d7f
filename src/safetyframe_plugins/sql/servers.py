"""What PostgreSQL and MariaDB do each in its own way: above all, positions in the feed.

A reader that has seen position p must never miss a smaller one that commits later.

**PostgreSQL.** A position is the number of the writing transaction, and how many records that
transaction has written before: (shift + xid) * 2^20 + n. A transaction that still runs has a number
of at least `xmin` of every snapshot taken meanwhile, so nothing below `xmin` can still come; the
feed shows what is below, and nothing else. Two conditions make this right, and both are enforced.
The order is that of the transaction numbers and of nothing else (ordered by a sequence, a
transaction with an early number and a late place in the sequence would be shown, and one with a
late number and an early place be missed). And within a trajectory positions rise: a transaction
that is older than the trajectory's last record can't append to it, and is told to begin again.

**MariaDB** tells nobody which transactions run, so positions are counted in one row, taken last and
held until the transaction ends: whoever has the next number has waited for all before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import field, frozen
from sqlalchemy import Connection, Engine, TextClause, text

from safetyframe.errors import HostError
from safetyframe_plugins.sql.tables import PREFIX as P

__all__ = ["BITS", "XID", "Server", "server_of"]

#: How many bits of a position number the records of one transaction.
BITS: Final = 20
#: The number of this transaction, as PostgreSQL counts them since the cluster was made.
XID: Final = "CAST(CAST(pg_current_xact_id() AS text) AS bigint)"
_XMIN: Final = "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)"
_XMAX: Final = "CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)"
_SIZE: Final = 1 << BITS


@frozen(kw_only=True)
class Server:
    """A kind of server. `alone` begins what only one may do at a time, until a commit or `…more`.

    `begin` puts in a trajectory at version 0 where there is none; `feed` reads what is committed;
    `current` is what makes a `SELECT` see the present whatever the isolation; `wiped` what takes
    the place of an erased body. `position` takes a place in the feed, last of all.
    """

    name: str
    alone: str
    alone_no_more: str
    begin: TextClause
    feed: TextClause
    current: str
    wiped: str
    position: Callable[[Connection], int] = field(repr=False)
    opened: Callable[[Connection], None] = field(repr=False)
    levels: frozenset[str]


def server_of(engine: Engine | Connection) -> Server:
    """Say which server is behind an engine. Raises HostError for any other."""
    if engine.dialect.name == "postgresql":
        return _POSTGRESQL
    if engine.dialect.name in {"mariadb", "mysql"}:
        return _MARIADB
    raise HostError("this store knows PostgreSQL and MariaDB; for SQLite write sqlite:///")


_BASE: Final = text(f"SELECT (shift + {XID}) * {_SIZE} FROM {P}layout")
_LAST_OF_MINE: Final = text(
    f"SELECT max(pos) FROM {P}record WHERE pos >= :base AND pos < :base + {_SIZE}"
)


def _position_by_transaction(db: Connection) -> int:
    base = int(db.execute(_BASE).scalar_one())
    last = db.execute(_LAST_OF_MINE, {"base": base}).scalar()
    pos = base if last is None else int(last) + 1
    if pos >= base + _SIZE:
        raise HostError(f"one transaction holds at most {_SIZE} appends: commit in between")
    return pos


# Restored into another cluster, the tables hold positions of transactions that are still to come
# there. No row can have such a position otherwise, so whoever sees one makes up for it.
_AHEAD: Final = text(
    f"UPDATE {P}layout SET shift = (SELECT max(pos) FROM {P}record) / {_SIZE} + 1 - {_XMAX} "
    f"WHERE EXISTS (SELECT 1 FROM {P}record WHERE pos >= (shift + {_XMAX}) * {_SIZE})"
)


def _rebased(db: Connection) -> None:
    behind = text(
        f"SELECT 1 FROM {P}layout WHERE EXISTS "
        f"(SELECT 1 FROM {P}record WHERE pos >= (shift + {_XMAX}) * {_SIZE})"
    )
    if db.execute(behind).first() is None:
        return
    db.execute(text(f"SELECT shift FROM {P}layout FOR UPDATE"))
    db.execute(_AHEAD)


_NEXT: Final = text(f"UPDATE {P}layout SET pos = LAST_INSERT_ID(pos + 1)")


def _position_by_counter(db: Connection) -> int:
    return int(db.execute(_NEXT).lastrowid)


_FEED: Final = f"SELECT pos, trajectory, seq, wire FROM {P}record WHERE pos > :after"

_POSTGRESQL: Final = Server(
    name="postgresql",
    alone="SELECT pg_advisory_xact_lock(1397117517)",
    alone_no_more="",
    begin=text(
        f"INSERT INTO {P}trajectory (id, zone, version, pos, began) VALUES (:t, :zone, 0, 0, 0) "
        "ON CONFLICT (id) DO NOTHING"
    ),
    feed=text(
        f"{_FEED} AND pos < (SELECT (shift + {_XMIN}) * {_SIZE} FROM {P}layout) "
        "ORDER BY pos LIMIT :limit"
    ),
    current="",
    wiped="CAST('' AS bytea)",
    position=_position_by_transaction,
    opened=_rebased,
    levels=frozenset({"READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"}),
)

_MARIADB: Final = Server(
    name="mariadb",
    alone="SELECT GET_LOCK(CONCAT('safetyframe.', DATABASE()), 30)",
    alone_no_more="SELECT RELEASE_LOCK(CONCAT('safetyframe.', DATABASE()))",
    # An update of nothing takes the row for itself at once; two that shared it would both wait.
    begin=text(
        f"INSERT INTO {P}trajectory (id, zone, version, pos, began) VALUES (:t, :zone, 0, 0, 0) "
        "ON DUPLICATE KEY UPDATE version = version"
    ),
    feed=text(f"{_FEED} ORDER BY pos LIMIT :limit"),
    current=" FOR UPDATE",
    # Of the same length, so that it is written over where it stands.
    wiped="REPEAT(CHAR(0), LENGTH(sealed))",
    position=_position_by_counter,
    opened=lambda _: None,
    levels=frozenset({"READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"}),
)

"""The tables. Every key begins with the trajectory, so that they can be split by trajectory.

`pos` is the position in the feed, see `servers`. `traces` of a body that was erased says which
transaction did it, until nothing of it is left in the table's files, see `erasing`.
"""

from __future__ import annotations

from typing import Final

from safetyframe.errors import HostError

__all__ = ["LAYOUT", "PREFIX", "ddl"]

PREFIX: Final = "safetyframe_"
#: The tables below. A database with a higher one was made by a newer release.
LAYOUT: Final = 1

#: What is split by trajectory, and the column that names it.
_SPLIT: Final = {
    "trajectory": "id",
    "record": "trajectory",
    "body": "trajectory",
    "notice": "trajectory",
    "hold": "trajectory",
}

_TABLES: Final = {
    "layout": """
    one SMALLINT NOT NULL PRIMARY KEY CHECK (one = 1),
    layout INT NOT NULL,
    shift BIGINT NOT NULL,
    pos BIGINT NOT NULL""",
    "trajectory": """
    id {id} NOT NULL PRIMARY KEY,
    zone {id} NOT NULL,
    version INT NOT NULL,
    pos BIGINT NOT NULL,
    began BIGINT NOT NULL""",
    "record": """
    trajectory {id} NOT NULL,
    seq INT NOT NULL,
    act {id} NOT NULL,
    pos BIGINT NOT NULL,
    wire {long} NOT NULL,
    PRIMARY KEY (trajectory, seq),
    UNIQUE (trajectory, act)""",
    "body": """
    trajectory {id} NOT NULL,
    name {id} NOT NULL,
    erased SMALLINT NOT NULL DEFAULT 0,
    traces BIGINT,
    sealed {bytes} NOT NULL,
    PRIMARY KEY (trajectory, name)""",
    "notice": """
    trajectory {id} NOT NULL,
    pos BIGINT NOT NULL,
    n INT NOT NULL,
    id {id} NOT NULL,
    act {id} NOT NULL,
    recipient {id} NOT NULL,
    since BIGINT NOT NULL,
    state {id} NOT NULL DEFAULT 'waiting',
    attempts INT NOT NULL DEFAULT 0,
    sent SMALLINT NOT NULL DEFAULT 0,
    at BIGINT,
    retry_at BIGINT,
    reason {id} NOT NULL DEFAULT '',
    PRIMARY KEY (trajectory, pos, n)""",
    "hold": """
    trajectory {id} NOT NULL PRIMARY KEY,
    worker {id} NOT NULL DEFAULT '',
    till BIGINT""",
}

_INDEXES: Final = (
    ("record", "pos", "(pos)", ""),
    ("notice", "id", "(id)", ""),
    ("notice", "state", "(state, since, pos, n)", ""),
    ("hold", "worker", "(worker, till)", ""),
)

_TYPES: Final = {
    # Byte by byte, so that no two ids are ever taken for one. NOPAD: a blank at the end counts.
    "postgresql": {"id": 'TEXT COLLATE "C"', "long": "TEXT", "bytes": "BYTEA"},
    "mariadb": {
        "id": "VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
        "long": "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
        "bytes": "LONGBLOB",
    },
}


def ddl(server: str, *, partitions: int = 0) -> tuple[str, ...]:
    """Give the statements that make the tables: `server` is ``postgresql`` or ``mariadb``.

    With `partitions`, PostgreSQL splits every table by a hash of the trajectory into so many. The
    last statement says which layout it is, so that what was broken off is no layout.
    """
    if partitions and server != "postgresql":
        raise HostError("tables are made in partitions on PostgreSQL only")
    made: list[str] = []
    # MariaDB makes each table for good, so what was broken off is gone on with.
    new = " IF NOT EXISTS" if server == "mariadb" else ""
    for name, columns in _TABLES.items():
        end = " ENGINE=InnoDB" if server == "mariadb" else ""
        if partitions and name in _SPLIT:
            end = f" PARTITION BY HASH ({_SPLIT[name]})"
        body = columns.format(**_TYPES[server])
        made.append(f"CREATE TABLE{new} {PREFIX}{name} ({body}\n){end}")
        if end.startswith(" PARTITION"):
            made += [
                f"CREATE TABLE {PREFIX}{name}_{number} PARTITION OF {PREFIX}{name} "
                f"FOR VALUES WITH (MODULUS {partitions}, REMAINDER {number})"
                for number in range(partitions)
            ]
    made += [
        f"CREATE INDEX{new} {PREFIX}{table}_{name} ON {PREFIX}{table} {columns}{rest}"
        for table, name, columns, rest in _INDEXES
    ]
    if server == "postgresql":
        # Claims look at what waits, and that is little beside what was sent.
        made.append(
            f"CREATE INDEX {PREFIX}notice_waiting ON {PREFIX}notice (pos, trajectory, n) "
            "WHERE state = 'waiting'"
        )
        # Prose is short, and packed it could not be looked for in the files after an erasure.
        split = range(partitions) if partitions else ()
        made += [
            f"ALTER TABLE {PREFIX}body{end} ALTER COLUMN sealed SET STORAGE EXTERNAL"
            for end in ("", *(f"_{number}" for number in split))
        ]
    made.append(f"INSERT INTO {PREFIX}layout (one, layout, shift, pos) VALUES (1, {LAYOUT}, 0, 0)")
    return tuple(made)

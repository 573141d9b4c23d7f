"""How PostgreSQL and MariaDB go about the store's statements, for docs/reference/stores/sql.md.

    python -m tests.adapters.explain

A hundred thousand records of two thousand trajectories, a twentieth of their notices waiting.
"""

from sqlalchemy import create_engine, text

from safetyframe_plugins import sql
from safetyframe_plugins.sql.fast import statement
from safetyframe_plugins.sql.opening import make_tables
from safetyframe_plugins.sql.outbox import CANDIDATES
from safetyframe_plugins.sql.servers import server_of
from safetyframe_plugins.sql.store import STATEMENTS
from tests.adapters.test_sql_conformance import DRIVER
from tests.support import servers

TRAJECTORIES, EACH = 2_000, 50
VALUES = {
    "t": "t-7",
    "after": 10,
    "act": "a3",
    "name": "x",
    "limit": 100,
    "now": 0,
    "many": 400,
    "zone": "Europe/Brussels",
    "seq": 51,
    "expected": 50,
    "wire": "{}",
}
NOT_YET = "NULL, NULL, ''"
FEED_AFTER = TRAJECTORIES * EACH // 2
_FILL = {
    "postgresql": (
        "generate_series(1, {t}) AS t (t)",
        "generate_series(1, {t}) AS t (t), generate_series(1, {n}) AS s (s)",
    ),
    "mariadb": (
        "(SELECT seq AS t FROM seq_1_to_{t}) AS t",
        "(SELECT seq AS t FROM seq_1_to_{t}) AS t, (SELECT seq AS s FROM seq_1_to_{n}) AS s",
    ),
}


def filled(db, kind):
    """Fill the tables without going through the store."""
    ones, pairs = (one.format(t=TRAJECTORIES, n=EACH) for one in _FILL[kind])
    pos = f"(s - 1) * {TRAJECTORIES} + t"
    waiting = "CASE WHEN s > 47 AND t % 2 = 0 THEN 'waiting' ELSE 'sent' END"
    name, act = "concat('t-', t)", "concat('a', s)"
    for table, values, rows in (
        ("trajectory", f"{name}, 'Europe/Brussels', {EACH}, t, t", ones),
        ("record", f"{name}, s, {act}, {pos}, '{{}}'", pairs),
        ("body", f"{name}, concat('x', s), 0, NULL, ''", pairs),
        ("hold", f"{name}, '', NULL", ones),
        (
            "notice",
            f"{name}, {pos}, 0, concat('n', t, '-', s), {act}, 'p', 0, {waiting}, 0, 1, {NOT_YET}",
            pairs,
        ),
    ):
        line = f"INSERT INTO safetyframe_{table} SELECT {values} FROM {rows}"  # noqa: S608
        db.exec_driver_sql(line.replace("%", "%%"))
    if kind == "postgresql":
        db.exec_driver_sql("UPDATE safetyframe_layout SET shift = 1")
        db.exec_driver_sql("ANALYZE")
    else:
        db.exec_driver_sql("ANALYZE TABLE safetyframe_record, safetyframe_notice, safetyframe_hold")


def plans(url, partitions=0):
    """Give the plan of each statement, as text."""
    kind, rest = url.split("://")
    engine = create_engine(f"{DRIVER[kind]}://{rest}")
    if partitions:
        make_tables(engine, partitions=partitions)
    sql.open_sql(url).close()
    asked = {
        "read": (STATEMENTS["read"], {}),
        "find": (STATEMENTS["find"], {}),
        "body": (STATEMENTS["body"], {}),
        "feed": (server_of(engine).feed, {"after": FEED_AFTER}),
        "claim": (CANDIDATES, {}),
    }
    if kind == "postgresql":
        none = {"bodies": False, "gone": False, "notices": False}
        asked["append"] = (statement(fresh=False, joined=False, **none), {})
    how = "EXPLAIN (COSTS OFF)" if kind == "postgresql" else "EXPLAIN"
    found = {}
    with engine.begin() as db:
        filled(db, kind)
    with engine.connect() as db:
        for name, (one, other) in asked.items():
            values = {k: v for k, v in {**VALUES, **other}.items() if f":{k}" in str(one)}
            rows = db.execute(text(f"{how} {one}"), values).all()
            found[name] = "\n".join(
                " | ".join(str(cell) for cell in row).replace("safetyframe_", "") for row in rows
            )
    engine.dispose()
    return found


def main():
    """Print them."""
    for server in filter(None, (servers.postgres(), servers.mariadb())):
        with server.database() as url:
            for name, plan in plans(url).items():
                print(f"\n{server.kind}: {name}\n\n{plan}")  # noqa: T201


if __name__ == "__main__":
    main()

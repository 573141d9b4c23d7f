"""An append, within the caller's transaction: looked at, admitted and written, or nothing of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from attrs import frozen
from sqlalchemy import Connection, bindparam, text

from safetyframe.errors import HostError, StoreError, TextIdReusedError
from safetyframe.notice import Notice
from safetyframe.plugins.rows import ticks
from safetyframe.ports import Appended, ErasedState, Head, admit
from safetyframe.record import Record
from safetyframe.values import Body, TrajectoryId
from safetyframe_plugins.sql.servers import Server
from safetyframe_plugins.sql.tables import PREFIX as P

__all__ = ["LateError", "Task", "append", "seal", "task", "unseal", "wipe"]

#: A sealed body takes a multiple of this many bytes: "yes" and "no" take the same.
_PADDED: Final = 256


class LateError(StoreError):
    """The transaction is older than the last record of the trajectory, see `servers`."""


@frozen(kw_only=True)
class Task:
    """All that is to be appended. `clear` says that no text is named twice in it."""

    trajectory: TrajectoryId
    record: Record
    expected: int
    zone: str
    wire: str
    bodies: tuple[tuple[str, bytes], ...]
    gone: tuple[str, ...]
    notices: tuple[Notice, ...]
    clear: bool


def task(
    trajectory: TrajectoryId,
    record: Record,
    expected: int,
    zone: str,
    wire: str,
    bodies: Iterable[Body],
    gone: tuple[str, ...],
    notices: tuple[Notice, ...],
) -> Task:
    """Seal the bodies, and see that the notices are this record's."""
    if any((n.trajectory, n.act) != (trajectory, record.act.id) for n in notices):
        raise HostError("a notice is kept with the record that it is of, and with no other")
    sealed = tuple((body.id, seal(body)) for body in bodies)
    names = [name for name, _ in sealed] + list(dict.fromkeys(gone))
    return Task(
        trajectory=trajectory,
        record=record,
        expected=expected,
        zone=zone,
        wire=wire,
        bodies=sealed,
        gone=gone,
        notices=tuple({n.id: n for n in notices}.values()),
        clear=len(set(names)) == len(names),
    )


def seal(body: Body) -> bytes:
    """Write a body as JSON, padded."""
    parts = (body.language, body.salt, body.words)
    sealed = json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return sealed.ljust(-(-len(sealed) // _PADDED) * _PADDED)


def unseal(name: str, sealed: bytes) -> Body:
    """Read a body as `seal` wrote it."""
    language, salt, words = json.loads(bytes(sealed).decode("utf-8", "surrogatepass"))
    return Body(id=name, language=language, salt=salt, words=words)


_SEEN: Final = text(f"SELECT version FROM {P}trajectory WHERE id = :t")
_LOCK: Final = text(f"SELECT version, zone, pos FROM {P}trajectory WHERE id = :t FOR UPDATE")
_FOUND: Final = f"SELECT pos, wire FROM {P}record WHERE trajectory = :t AND act = :act"
_HELD: Final = f"SELECT name, erased, sealed FROM {P}body WHERE trajectory = :t AND name IN :names"
_KEEP: Final = text(f"INSERT INTO {P}body (trajectory, name, sealed) VALUES (:t, :name, :sealed)")
_RECORD: Final = text(
    f"INSERT INTO {P}record (trajectory, seq, act, pos, wire) VALUES (:t, :seq, :act, :pos, :wire)"
)
_NOTICE: Final = text(
    f"INSERT INTO {P}notice (trajectory, pos, n, id, act, recipient, since) "
    "VALUES (:t, :pos, :n, :id, :act, :recipient, :since)"
)
_HOLD: Final = {
    "postgresql": text(
        f"INSERT INTO {P}hold (trajectory) VALUES (:t) ON CONFLICT (trajectory) DO NOTHING"
    ),
    "mariadb": text(
        f"INSERT INTO {P}hold (trajectory) VALUES (:t) "
        "ON DUPLICATE KEY UPDATE trajectory = trajectory"
    ),
}
_MOVE: Final = text(
    f"UPDATE {P}trajectory SET version = :seq, pos = :pos, "
    "began = CASE WHEN began = 0 THEN :pos ELSE began END WHERE id = :t"
)


def append(
    db: Connection,
    server: Server,
    task: Task,
    load: Callable[[int, str], Record],
    *,
    joined: bool,
) -> Appended:
    """Do the whole of it; every error of ours is raised before a place in the feed is taken."""
    key, act = task.trajectory, task.record.act.id
    if task.expected == 0:
        db.execute(server.begin, {"t": key, "zone": task.zone})
    seen = db.execute(_SEEN, {"t": key}).scalar() if joined else None
    row = db.execute(_LOCK, {"t": key}).first()
    # In a snapshot of the host's that is older, reading without locks would show what was. Locks on
    # what is not there are for then only: they hold up others at trajectories beside this one.
    current = server.current if joined and row is not None and row[0] != seen else ""
    head = None if row is None or row[0] == 0 else Head(version=row[0], zone=row[1])
    known = db.execute(text(f"{_FOUND}{current}"), {"t": key, "act": act}).first()
    found = None if known is None else load(0, known[1])
    write = admit(task.record, expected=task.expected, zone=task.zone, head=head, found=found)
    if found is not None and known is not None and not write:
        erased = tuple((name, wipe(db, server, key, name)) for name in task.gone)
        return Appended(record=found, pos=known[0], already=True, erased=erased)
    _keep(db, task, current)
    erased = tuple((name, wipe(db, server, key, name)) for name in task.gone)
    if task.notices:
        db.execute(_HOLD[server.name], {"t": key})
    pos = server.position(db)
    if row is not None and row[2] >= pos:
        raise LateError(
            "this transaction began before the trajectory's last record was kept: roll back, and "
            "try again in a new one"
        )
    values: dict[str, Any] = {"t": key, "seq": task.record.seq, "act": act, "pos": pos}
    db.execute(_RECORD, {**values, "wire": task.wire})
    since = ticks(task.record.recorded_at)
    for n, one in enumerate(task.notices):
        said = {"n": n, "id": one.id, "recipient": one.recipient, "since": since}
        db.execute(_NOTICE, {**values, **said})
    db.execute(_MOVE, {"t": key, "seq": task.record.seq, "pos": pos})
    return Appended(record=task.record, pos=pos, erased=erased)


def _keep(db: Connection, task: Task, current: str) -> None:
    """Put the bodies in. Nobody else does for this trajectory, whose row is ours."""
    if not task.bodies:
        return
    asked = text(f"{_HELD}{current}").bindparams(bindparam("names", expanding=True))
    names = [name for name, _ in task.bodies]
    rows = db.execute(asked, {"t": task.trajectory, "names": names})
    held: dict[str, bytes | None] = {
        name: None if erased else bytes(sealed) for name, erased, sealed in rows
    }
    for name, sealed in task.bodies:
        if name not in held:
            db.execute(_KEEP, {"t": task.trajectory, "name": name, "sealed": sealed})
            held[name] = sealed
        elif held[name] != sealed:
            msg = f"text id {name!r} stands for other words, or for erased ones"
            raise TextIdReusedError(msg)


_LEFT: Final = f"SELECT erased, traces FROM {P}body WHERE trajectory = :t AND name = :name"
_WIPE: Final = (
    f"UPDATE {P}body SET erased = 1, traces = 0, sealed = {{wiped}} "
    "WHERE trajectory = :t AND name = :name AND erased = 0"
)


def wipe(db: Connection, server: Server, trajectory: TrajectoryId, name: str) -> ErasedState:
    """Overwrite a body. The state before the overwriting is for `erasing` to get rid of."""
    where = {"t": trajectory, "name": name}
    if db.execute(text(_WIPE.format(wiped=server.wiped)), where).rowcount:
        return ErasedState.PENDING
    row = db.execute(text(f"{_LEFT}{server.current}"), where).first()
    if row is None:
        return ErasedState.NEVER_HELD
    return ErasedState.ERASED if row[1] is None else ErasedState.PENDING

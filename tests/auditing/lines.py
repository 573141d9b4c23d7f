"""Lines of the open format for tests, from stories that were told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from safetyframe.acts import Act
from safetyframe.auditing import Audited, Auditor, BadLine, History, histories
from safetyframe.record import Record
from safetyframe.wire import dump


def line(event: Act | Record, trajectory: str = "t-1", **more: Any) -> bytes:
    """An act or a record as a line."""
    key = "record" if isinstance(event, Record) else "act"
    said = {"trajectory": trajectory, key: dump(event), **more}
    return json.dumps(said).encode() + b"\n"


def without(event: Act, *names: str, trajectory: str = "t-1") -> bytes:
    """An act as somebody has it who does not know these fields."""
    payload: dict[str, Any] = dict(dump(event))
    for name in names:
        within, _, last = name.rpartition(".")
        (payload[within] if within else payload).pop(last, None)
    return json.dumps({"trajectory": trajectory, "act": payload, "lacks": names}).encode() + b"\n"


def begin(trajectory: str = "t-1", **said: Any) -> bytes:
    """The line with which a trajectory may begin."""
    return json.dumps({"trajectory": trajectory, **said}).encode() + b"\n"


def read(lines: Iterable[bytes]) -> list[History | BadLine]:
    """Read lines."""
    return list(histories(enumerate(lines, 1), "file", seen=set()))


def audited(lines: Iterable[bytes], auditor: Auditor | None = None) -> Iterator[Audited | BadLine]:
    """Read lines and judge them."""
    judge = auditor or Auditor()
    for one in read(lines):
        yield one if isinstance(one, BadLine) else judge.audit(one)


def only(lines: Iterable[bytes], auditor: Auditor | None = None) -> Audited:
    """Judge lines of one trajectory, none of them bad."""
    (one,) = audited(lines, auditor)
    assert isinstance(one, Audited)
    return one

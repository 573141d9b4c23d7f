"""What every act leaves in every slice, field by field: left.json.

python -m tests.laws.left > tests/laws/left.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from attrs import evolve as changed
from attrs import fields, has

from safetyframe.folding import evolve
from safetyframe.record import Record
from safetyframe.roles import By
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import Text
from tests.support.story import Story
from tests.views.chronicle import adopted, told
from tests.views.seeing import plain
from tests.wire.samples import sample

__all__ = ["STORIES", "expected", "left"]

STORIES: Final[dict[str, Callable[[], Story]]] = {"told": told, "adopted": adopted}
_KEPT: Final = Path(__file__).with_name("left.json")


def left(story: Story) -> dict[str, dict[str, dict[str, object]]]:
    """For each act: the entries that it made or changed, and of a changed one what is new in it."""
    t, found = Trajectory.start(story.t.id, zone=story.t.zone), {}
    for record in story.records:
        after = evolve(t, _otherwise(record))
        name = f"{record.act.id} {type(record.act).__name__}"
        found[name] = {s: dict(entries) for s in SLICES if (entries := [*_new(s, t, after)])}
        t = evolve(t, record)
    return found


def _otherwise(record: Record) -> Record:
    """The same act, with words, ends and ticks of its own, so that none is like one before it."""
    return changed(record, act=_other(record.act, record.act.id))


def _other(thing: Any, act: str) -> Any:
    full, other = sample(type(thing), full=True), {}
    for one in fields(type(thing)):
        value, filled = getattr(thing, one.name), getattr(full, one.name)
        if value is None and (isinstance(filled, Text | datetime) or one.name == "language"):
            value = filled
        if isinstance(value, Text):
            other[one.name] = changed(value, id=f"{one.name} of {act}")
        elif isinstance(value, datetime):
            other[one.name] = value + timedelta(seconds=7)
        elif isinstance(value, bool):
            other[one.name] = not value
        elif isinstance(value, tuple):
            other[one.name] = tuple(_other(v, act) if has(type(v)) else v for v in value)
        elif has(type(value)) and not isinstance(value, By):
            other[one.name] = _other(value, act)
        else:
            other[one.name] = value
    return changed(thing, **other)


def _new(name: str, before: Trajectory, after: Trajectory) -> Iterator[tuple[str, object]]:
    held, now = dict(getattr(before, name).items()), dict(getattr(after, name).items())
    for key, entry in now.items():
        was = held.get(key)
        if entry != was:
            said = plain(entry)
            assert isinstance(said, dict)
            old = {} if was is None else plain(was)
            # Of a new entry, what it does not have is left out.
            yield str(key), {field: value for field, value in said.items()
                             if (value not in (None, [], False) if was is None
                                 else value != old[field])}  # fmt: skip
    for key in held.keys() - now.keys():
        yield str(key), None


def _lines(acts: dict[str, dict[str, dict[str, object]]]) -> Iterator[str]:
    for act, slices in acts.items():
        entries = (f"  {json.dumps(s)}: {json.dumps(held)}" for s, held in slices.items())
        yield f" {json.dumps(act)}: {{\n" + ",\n".join(entries) + "\n }"


def expected(story: str) -> dict[str, dict[str, dict[str, object]]]:
    """What is kept of a story."""
    return json.loads(_KEPT.read_text("utf-8"))[story]


if __name__ == "__main__":
    whole = {name: ",\n".join(_lines(left(play()))) for name, play in STORIES.items()}
    said = (f"{json.dumps(name)}: {{\n{lines}\n}}" for name, lines in whole.items())
    sys.stdout.write("{\n" + ",\n".join(said) + "\n}\n")

"""What each viewer sees of the chronicles, told as what differs from what is on record.

python -m tests.views.seeing > tests/views/seen.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import asdict, evolve, fields, has

from safetyframe.trajectory import SLICES
from safetyframe.values import Text
from safetyframe.views import Viewer
from tests.support.story import AUTHORITY, MANDATE, Story, Who
from tests.views.chronicle import VIEWERS, adopted, told

__all__ = ["STORIES", "expected", "plain", "seen"]

STORIES: Final = {"told": told, "adopted": adopted}
_KEPT: Final = Path(__file__).with_name("seen.json")

#: By slice (and for acts, one by one): what is told, by the names of all who are told it.
_Table = dict[str, dict[str, dict[str, Any]]]


def seen(story: Story, who: Who) -> dict[str, dict[str, object]]:
    """What somebody sees of each act and each entry: None, or what of it is told otherwise."""
    mandate = MANDATE if who is AUTHORITY else None
    viewer = Viewer(person=who[0], at=story.now, mandate=mandate)
    acts: dict[str, object] = {}
    for one in story.records:
        shown = story.law.show(one, viewer, story.t).shown
        name = f"{one.act.id} {type(one.act).__name__}"
        acts[name] = None if shown is None else _otherwise(evolve(one, seq=0), shown)
    found: dict[str, dict[str, object]] = {"acts": acts}
    t = story.law.show(story.t, viewer).shown
    for name in SLICES:
        held, known = getattr(story.t, name), getattr(t, name)
        if name in t.unknown:
            found[name] = {"unknown": True}
        else:
            found[name] = dict(_beside(tuple(held.values()), tuple(known.values())))
    return {section: entries for section, entries in found.items() if entries}


def _beside(held: tuple[Any, ...], known: tuple[Any, ...]) -> Iterator[tuple[str, object]]:
    """Each entry that is shown, in order, beside the one on record that is most like it."""
    for number, one in enumerate(known, 1):
        said = [(_otherwise(was, one), place) for place, was in enumerate(held, 1)]
        least, place = min(said, key=lambda pair: (len(pair[0]), pair[1]))
        yield f"{number}. of {place}", least


def _otherwise(was: Any, shown: Any, name: str = "") -> dict[str, object]:
    """The fields that are told otherwise than they are, by their way from the top."""
    if was == shown:
        return {}
    if not (has(type(was)) and type(was) is type(shown)):
        return {name: plain(shown)}
    found: dict[str, object] = {}
    for one in fields(type(was)):
        way = f"{name}.{one.name}" if name else one.name
        found |= _otherwise(getattr(was, one.name), getattr(shown, one.name), way)
    return found


def plain(value: Any) -> object:
    """Say a value as JSON does: words by their id, and an instant as it is written."""
    if isinstance(value, Text):
        return value.id
    if has(type(value)):
        return {name: plain(one) for name, one in asdict(value, recurse=False).items()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(getattr(value, "value", value))


def expected(story: str, who: Who) -> dict[str, dict[str, object]]:
    """What is kept of what somebody sees."""
    kept: dict[str, _Table] = json.loads(_KEPT.read_text("utf-8"))
    found = {section: dict(_told_to(who[0], entries)) for section, entries in kept[story].items()}
    return {section: entries for section, entries in found.items() if entries}


def _told_to(
    person: str, entries: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, groups in entries.items():
        yield from ((name, said) for names, said in groups.items() if person in names.split())


def _grouped(story: Story) -> _Table:
    table: _Table = {}
    for who in VIEWERS:
        for section, entries in seen(story, who).items():
            for name, said in entries.items():
                groups = table.setdefault(section, {}).setdefault(name, {})
                same = next((names for names, one in groups.items() if one == said), "")
                groups.pop(same, None)
                groups[f"{same} {who[0]}".strip()] = said
    return table


def _lines(table: _Table) -> Iterator[str]:
    for section, entries in table.items():
        yield f"  {json.dumps(section)}: {{"
        for name, groups in entries.items():
            yield f"    {json.dumps(name)}: {{"
            said = [f"      {json.dumps(who)}: {json.dumps(one)}" for who, one in groups.items()]
            yield ",\n".join(said)
            yield "    },"
        yield "  },"


if __name__ == "__main__":
    parts = [
        f"{json.dumps(name)}: {{\n" + "\n".join(_lines(_grouped(make()))) + "\n}"
        for name, make in STORIES.items()
    ]
    whole = "{\n" + ",\n".join(parts) + "\n}\n"
    sys.stdout.write(whole.replace("},\n  }", "}\n  }").replace("},\n}", "}\n}"))

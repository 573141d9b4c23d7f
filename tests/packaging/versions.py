"""What each version of the wire and the charter stands for, pinned.

python -m tests.packaging.versions [--write | --release]

(without)    print what would change; 1 where anything would
--write      pin today's under today's versions; never changes what was released
--release    the same, and from then on those are released
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from safetyframe import wire
from safetyframe.charter import CLAUSES, Clause, charter_hash
from safetyframe.versions import CHARTER, WIRE

PINNED = Path(__file__).with_name("versions.json")
_SAID = ("title", "description")


def today() -> dict[str, dict[str, Any]]:
    """What the wire and the charter are today, under their versions."""
    return {"wire": {WIRE: of_wire()}, "charter": {CHARTER: of_charter()}}


def of_wire() -> dict[str, str]:
    """Each document by name: its own version, and a digest of its schema without its prose."""
    named = [*wire.ACT_NAMES.values(), *wire.DOCUMENT_NAMES.values()]
    return {
        name: f"{version} {_digest(_bare(wire.schema(name)))}" for name, version in sorted(named)
    }


def of_charter(clauses: tuple[Clause, ...] = CLAUSES) -> dict[str, str]:
    """Which clauses there are with which levels, and the hash of all their words."""
    levels = {each.id: sorted(level.value for level in each.levels) for each in clauses}
    return {"clauses": str(len(clauses)), "levels": _digest(levels), "words": charter_hash()}


def _bare(schema: object) -> object:
    """A schema without titles and descriptions: what it says of itself binds nobody."""
    if isinstance(schema, list):
        return [_bare(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key, held in schema.items():
        if key in _SAID and isinstance(held, str):
            continue
        if key in ("properties", "$defs") and isinstance(held, dict):
            kept[key] = {name: _bare(one) for name, one in held.items()}
        else:
            kept[key] = _bare(held)
    return kept


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def wrong(pinned: dict[str, Any], now: dict[str, dict[str, Any]]) -> list[str]:
    """What is not as it was pinned, and what to do."""
    found = []
    for what, versions in now.items():
        for version, held in versions.items():
            was = pinned.get(what, {}).get(version)
            if was is None:
                found.append(
                    f"{what} {version} is not pinned: python -m tests.packaging.versions --write"
                )
            elif changed := sorted(k for k in {*was, *held} if was.get(k) != held.get(k)):
                names = ", ".join(changed[:8])
                found.append(
                    f"{what} {version} is not what it was ({names}): raise its version in "
                    "safetyframe/versions.py, as docs/reference/versions.md says, and pin it"
                )
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.packaging.versions")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--release", action="store_true")
    given = parser.parse_args(arguments)
    pinned = json.loads(PINNED.read_text("utf-8"))
    stale = []
    for what, versions in today().items():
        for version, held in versions.items():
            if given.write or given.release:
                if f"{what} {version}" not in pinned["released"]:
                    pinned[what][version] = held
                if given.release:
                    pinned["released"] = sorted({*pinned["released"], f"{what} {version}"})
    stale = wrong(pinned, today())
    sys.stdout.writelines(f"{line}\n" for line in stale)
    if given.write or given.release:
        PINNED.write_text(json.dumps(pinned, indent=2) + "\n", "utf-8", newline="\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

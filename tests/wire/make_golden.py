"""Add what is missing to the golden corpus; run from the root of the project.

python -m tests.wire.make_golden              add missing files; never changes one
python -m tests.wire.make_golden --rewrite    make anew what was not released yet
python -m tests.wire.make_golden --release    fix the corpus as it is, for good
"""

from __future__ import annotations

import argparse
import json
import sys

from safetyframe import wire
from tests.wire.corpus import GOLDEN, RELEASED, digest, file_name, released
from tests.wire.samples import every


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rewrite", action="store_true", help="make anew what is not released")
    parser.add_argument("--release", action="store_true", help="fix the corpus for good")
    options = parser.parse_args(arguments)
    fixed, stale, wanted = released(), [], set()
    for variant, cls, value in every():
        name, version = {**wire.ACT_NAMES, **wire.DOCUMENT_NAMES}[cls]
        path = GOLDEN / file_name(name, version, variant)
        wanted.add(path.name)
        text = json.dumps(wire.dump(value), indent=2) + "\n"
        if path.exists() and path.read_text("utf-8") == text:
            continue
        if path.exists() and (path.name in fixed or not options.rewrite):
            stale.append(path.name)
            continue
        path.write_text(text, "utf-8", newline="\n")
        sys.stdout.write(f"wrote {path.name}\n")
    for path in sorted(GOLDEN.glob("*.json")):
        if options.rewrite and path.name not in wanted and path.name not in fixed:
            path.unlink()
            sys.stdout.write(f"removed {path.name}\n")
    if options.release and not stale:
        lines = [f"{digest(path)}  {path.name}\n" for path in sorted(GOLDEN.glob("*.json"))]
        RELEASED.write_text("".join(lines), "utf-8", newline="\n")
    for name in stale:
        way_out = "raise its version and add an upcaster" if name in fixed else "or use --rewrite"
        sys.stdout.write(f"left alone: {name} would become another; {way_out}\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Write the files of the vectors, or say which ones are not as they should be."""

from __future__ import annotations

import argparse
import sys

from safetyframe.testing.vectors import DATA
from tests.vectors.writing import files


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.vectors", description=__doc__)
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--write", action="store_true", help="write what has changed")
    choice.add_argument("--check", action="store_true", help="only say it, and fail")
    options = parser.parse_args()
    wanted = files()
    there = {path: path.read_text(encoding="utf-8") for path in wanted if path.exists()}
    stale = [path for path, content in wanted.items() if there.get(path) != content]
    over = sorted(set(DATA.glob("*.json")) - set(wanted))
    for path in stale:
        sys.stdout.write(f"{path.name}: {'changed' if path in there else 'new'}\n")
        if options.write:
            path.write_text(wanted[path], encoding="utf-8")
    for path in over:
        sys.stdout.write(f"{path.name}: no longer there\n")
        if options.write:
            path.unlink()
    return int(options.check and bool(stale or over))


if __name__ == "__main__":
    sys.exit(main())

"""Keep what is observed of the law, and the page: ``python -m tests.lawmap [--write]``.

Without ``--write`` it prints what would change, and gives 1 where anything would.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

from safetyframe.lawmap import law_map
from safetyframe.lawmap.observed import observed as kept
from tests.lawmap.page import PAGE, page
from tests.lawmap.writing import FILE, observed, text


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.lawmap")
    parser.add_argument("--write", action="store_true", help="keep it as it is now")
    write = parser.parse_args().write
    changed = _hold(FILE, text(observed()), write=write)
    kept.cache_clear()
    law_map.cache_clear()
    changed += _hold(PAGE, page(), write=write)
    return 1 if changed and not write else 0


def _hold(path: Path, now: str, *, write: bool) -> int:
    before = path.read_text("utf-8") if path.exists() else ""
    lines = difflib.unified_diff(before.splitlines(), now.splitlines(), path.name, "now", n=0)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if write:
        path.write_text(now, "utf-8", newline="\n")
    return before != now


if __name__ == "__main__":
    sys.exit(main())

"""Keep what is observed of the law: ``python -m tests.lawmap [--write]``.

Without ``--write`` it prints what would change, and gives 1 where anything would.
"""

from __future__ import annotations

import argparse
import difflib
import sys

from tests.lawmap.writing import FILE, observed, text


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.lawmap")
    parser.add_argument("--write", action="store_true", help="keep it as it is now")
    given = parser.parse_args()
    before = FILE.read_text("utf-8") if FILE.exists() else ""
    now = text(observed())
    lines = difflib.unified_diff(before.splitlines(), now.splitlines(), "kept", "observed", n=0)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if given.write:
        FILE.write_text(now, "utf-8", newline="\n")
    return 1 if before != now and not given.write else 0


if __name__ == "__main__":
    sys.exit(main())

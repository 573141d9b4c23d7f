"""Keep the list of all that is public: ``python -m tests.packaging.public [--write]``.

Without ``--write`` it prints what would change, and gives 1 where anything would.
"""

from __future__ import annotations

import argparse
import sys

from tests.packaging.public.kept import KEPT, difference, today


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.packaging.public")
    parser.add_argument("--write", action="store_true", help="keep the list as it is now")
    given = parser.parse_args()
    now = today()
    found = difference(KEPT.read_text("utf-8") if KEPT.exists() else "", now)
    sys.stdout.write(found)
    if given.write:
        KEPT.write_text(now, "utf-8", newline="\n")
    return 1 if found and not given.write else 0


if __name__ == "__main__":
    sys.exit(main())

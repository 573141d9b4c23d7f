"""`python -m safetyframe.testing.mutate`."""

from __future__ import annotations

import sys

from safetyframe.testing._extra import require


def _main() -> int:
    try:
        require("pytest", "safetyframe.testing.mutate")
    except ImportError as error:
        print(error, file=sys.stderr)
        return 2  # as for whatever else keeps it from judging
    from safetyframe.testing.mutate.command import main

    return main()


if __name__ == "__main__":
    sys.exit(_main())

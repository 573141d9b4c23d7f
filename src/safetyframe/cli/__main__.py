"""``python -m safetyframe.cli`` is the command `safetyframe`."""

from __future__ import annotations

import sys

from safetyframe.cli import main

if __name__ == "__main__":
    sys.exit(main())

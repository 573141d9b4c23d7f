"""`python -m safetyframe.testing.mutate`."""

from __future__ import annotations

import sys

from safetyframe.testing.mutate.command import main

if __name__ == "__main__":
    sys.exit(main())

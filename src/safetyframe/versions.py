"""The versions of what moves apart from the library: wire and charter, each said here alone.

That of the library is `safetyframe.__version__`. What each promises, and when it moves, is in
docs/reference/versions.md.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CHARTER", "WIRE"]

#: The wire: what acts, records and trajectories look like as JSON, all documents together.
WIRE: Final = "1.0"
#: The charter: the clauses, their levels and our wording of them.
CHARTER: Final = "1.0"

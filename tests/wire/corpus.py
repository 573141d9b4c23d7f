"""Where the golden payloads lie: every form of every document that was ever released.

`RELEASED.txt`, made at a release, holds the SHA-256 of every file in it. Until then files may be
made anew.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"
RELEASED = GOLDEN / "RELEASED.txt"


def file_name(name: str, version: int, variant: str) -> str:
    return f"{name}.v{version}.{variant}.json"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_text("utf-8").encode()).hexdigest()


def released() -> dict[str, str]:
    """File names with their digests, as released."""
    if not RELEASED.exists():
        return {}
    lines = RELEASED.read_text("utf-8").splitlines()
    return {name: sha for sha, name in (line.split() for line in lines)}

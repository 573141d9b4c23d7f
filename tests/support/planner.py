"""The kit's walks, made once per session."""

from __future__ import annotations

from functools import cache

from safetyframe.testing import Run, walk

__all__ = ["pool"]


@cache
def pool(first: int, last: int, steps: int = 36, *, probed: bool = True) -> tuple[Run, ...]:
    """The walks of these seeds."""
    return tuple(walk(seed, steps, probed=probed) for seed in range(first, last))

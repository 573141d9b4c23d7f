"""Mutants of the charter's law that nobody can notice, by design: each by name, with the reason."""

from __future__ import annotations

from typing import Final

from safetyframe.testing.mutate.model import Equivalent

__all__ = ["EQUIVALENTS"]

EQUIVALENTS: Final[tuple[Equivalent, ...]] = ()

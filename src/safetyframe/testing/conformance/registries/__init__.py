"""The sealed laws of registries."""

from __future__ import annotations

from typing import Final

from safetyframe.testing.conformance.model import SealedLaw
from safetyframe.testing.conformance.registries import answering, failing
from safetyframe.testing.conformance.registries.bench import RegistryBench

__all__ = ["LAWS"]

LAWS: Final[tuple[SealedLaw[RegistryBench], ...]] = (*answering.LAWS, *failing.LAWS)

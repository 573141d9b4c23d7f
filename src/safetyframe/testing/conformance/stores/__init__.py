"""The laws of stores."""

from __future__ import annotations

from typing import Final

from safetyframe.testing.conformance.model import SealedLaw
from safetyframe.testing.conformance.stores import (
    apart,
    appending,
    awaiting,
    claiming,
    crashing,
    cutting,
    erasing,
    feeding,
    joining,
    keeping,
    racing,
    relaying,
    settling,
    telling,
)
from safetyframe.testing.conformance.stores.bench import StoreBench

__all__ = ["LAWS"]

#: Every law of stores, in the order in which a report shows them.
LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    *keeping.LAWS,
    *apart.LAWS,
    *awaiting.LAWS,
    *appending.LAWS,
    *feeding.LAWS,
    *racing.LAWS,
    *erasing.LAWS,
    *crashing.LAWS,
    *cutting.LAWS,
    *joining.LAWS,
    *telling.LAWS,
    *claiming.LAWS,
    *settling.LAWS,
    *relaying.LAWS,
)

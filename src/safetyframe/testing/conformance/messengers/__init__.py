"""The laws of messengers."""

from __future__ import annotations

from typing import Final

from safetyframe.testing.conformance.messengers import carrying, faults, telling
from safetyframe.testing.conformance.messengers.bench import MessengerBench
from safetyframe.testing.conformance.model import SealedLaw

__all__ = ["LAWS"]

#: Every law of messengers, in the order in which a report shows them.
LAWS: Final[tuple[SealedLaw[MessengerBench], ...]] = (
    *carrying.LAWS,
    *faults.LAWS,
    *telling.LAWS,
)

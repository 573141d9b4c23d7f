"""What one viewer sees of a trajectory while it is being made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from attrs import define, field

from safetyframe.trajectory import Trajectory
from safetyframe.views.eyes import Eyes
from safetyframe.views.numbers import Numbers


@define
class Sight:
    """What one viewer sees of a trajectory, slice by slice: `shown` grows while it is made.

    `numbers` are those under which the versions of WAT and HOE are known to the viewer.
    """

    t: Trajectory
    eyes: Eyes
    shown: Trajectory
    numbers: Numbers = field(factory=Numbers)

    def wat(self, version: int) -> int | None:
        """The number under which the viewer knows this version of WAT; 0, for none, is 0."""
        return self.numbers.wat.get(version) if version else 0


#: What of one slice a viewer sees.
Show: TypeAlias = Callable[[Sight], Iterator[Any]]

"""What a frame remembers of trajectories, and how it brings that up to date.

Only what is committed for good is remembered. What is seen within a transaction of the host's may
be rolled back, to a savepoint too, and of that no store hears; another act then takes the same
number, and no comparison of versions shows it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Generator
from typing import Final, TypeVar

from safetyframe.folding import fold
from safetyframe.ports import Appended, Head
from safetyframe.program.effects import Append, Call, Load, Locate, Steps, read, wrong
from safetyframe.trajectory import Trajectory
from safetyframe.values import TrajectoryId

__all__ = ["REMEMBERED", "Memory"]

#: How many trajectories a frame remembers. What is forgotten is folded again when it is asked for.
REMEMBERED: Final = 64

T = TypeVar("T")


class Memory:
    """Answers `Load`, by heart where that will do. May be shared by threads and by coroutines."""

    def __init__(self, zone: str) -> None:
        """Begin empty; new trajectories are reckoned in `zone`."""
        self.zone = zone
        self._lock = threading.Lock()
        self.warm: OrderedDict[TrajectoryId, Trajectory] = OrderedDict()

    def running(self, steps: Steps[T], *, joined: bool) -> Generator[Call, object, T]:
        """Run a program, so that nothing but calls of a store is left for a driver to make.

        With `joined` nothing is remembered, and nothing is told by heart; see `is_joined`.
        """
        answer: object = None
        while True:
            try:
                effect = steps.send(answer)
            except StopIteration as end:
                result: T = end.value
                return result
            if isinstance(effect, Load):
                memory = Memory(self.zone) if joined else self
                answer = yield from memory.loading(effect.trajectory, fresh=effect.fresh)
                continue
            answer = yield effect
            if joined or not isinstance(effect, Append):
                continue
            if isinstance(answer, Appended) and not answer.already:
                self._remember(effect.accepted.trajectory)

    def forget(self) -> None:
        """Remember nothing any more."""
        with self._lock:
            self.warm.clear()

    def loading(self, name: TrajectoryId, *, fresh: bool) -> Generator[Call, object, Trajectory]:
        """Give a trajectory: remembered, brought up to date, or folded from its first record."""
        with self._lock:
            known = self.warm.get(name)
            if known is not None:
                self.warm.move_to_end(name)
        if known is not None and not fresh:
            return known
        head = yield Locate(trajectory=name)
        if head is None:
            with self._lock:
                self.warm.pop(name, None)  # the file was replaced under our feet
            return Trajectory.start(name, zone=self.zone)
        if not isinstance(head, Head):
            raise wrong("Locate", head)
        if known is None or known.seq > head.version or known.zone != head.zone:
            # The last two: it was replaced by an older copy.
            with self._lock:
                self.warm.pop(name, None)
            known = Trajectory.start(name, zone=head.zone)
        if known.seq < head.version:
            records = yield from read(name, after=known.seq)
            known = fold(records, known)
            self._remember(known)
        return known

    def _remember(self, trajectory: Trajectory) -> None:
        with self._lock:
            other = self.warm.get(trajectory.id)
            if other is None or other.seq < trajectory.seq:  # somebody else may have seen more
                self.warm[trajectory.id] = trajectory
            self.warm.move_to_end(trajectory.id)
            while len(self.warm) > REMEMBERED:
                self.warm.popitem(last=False)

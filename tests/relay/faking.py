"""A world without time, and messengers that do what a test wants."""

from collections.abc import Callable
from datetime import datetime, timedelta

from safetyframe.errors import MessengerError
from safetyframe.notice import Notice
from safetyframe.ports import Message
from safetyframe.relay import World
from safetyframe.values import ActId, PersonId, TrajectoryId
from tests.adapters.making import NOON, record


class FakeWorld:
    """Time that passes when somebody pauses or says so."""

    def __init__(self, start: datetime = NOON, chance: Callable[[], float] = lambda: 0.0) -> None:
        self.at = start
        self.seconds = 0.0
        self.pauses: list[float] = []
        self.world = World(
            now=lambda: self.at, seconds=lambda: self.seconds, pause=self._pause, chance=chance
        )

    def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.pass_(timedelta(seconds=seconds))

    def pass_(self, time: timedelta) -> None:
        self.at += time
        self.seconds += time.total_seconds()


class FakeMessenger:
    """Remembers what it took. `act` may raise, let time pass, or do anything else."""

    def __init__(self, act: Callable[[Message], None] = lambda _: None) -> None:
        self.act = act
        self.taken: list[Message] = []

    def send(self, message: Message) -> None:
        self.act(message)
        self.taken.append(message)

    def close(self) -> None:
        pass

    @property
    def said(self) -> list[tuple[str, str, int]]:
        return [(m.notice.act, m.notice.recipient, m.attempt) for m in self.taken]


def down(_: Message) -> None:
    raise MessengerError("nobody answers")


def keep(store, trajectory: str = "t-1", seq: int = 1, people=("p",)) -> list[Notice]:
    name = TrajectoryId(trajectory)
    notices = [Notice(trajectory=name, act=ActId(f"a{seq}"), recipient=PersonId(p)) for p in people]
    store.append(name, record(seq), expected=seq - 1, notices=notices)
    return notices

"""Stores with one bug each that only other processes see: of what one keeps in mind for itself."""

import fcntl
import threading
import time
from contextlib import contextmanager

from attrs import evolve

from tests.kit.conform.filed import Filed, FilePlace
from tests.kit.conform.planted import _file


class RemembersTheHead(Filed):
    """Asks for a head once, and from then on knows it from its own appends."""

    def __init__(self, place):
        super().__init__(place)
        self.heads = {}

    def head(self, trajectory):
        if trajectory not in self.heads:
            self.heads[trajectory] = super().head(trajectory)
        assert self.data
        return self.heads[trajectory]

    def append(self, trajectory, record, **rest):
        given = super().append(trajectory, record, **rest)
        with self.place.lock:
            self.heads[trajectory] = super().head(trajectory)
        return given


class TakesPositionsInBlocks(Filed):
    """Takes ten positions at a time, so as to ask for them less often."""

    left = iter(())

    def position(self, data):
        block = next(self.left, None)
        if block is None:
            first = -(-super().position(data) // 10) * 10  # the next multiple of ten
            self.left = iter(range(first, first + 10))
            block = next(self.left)
        return block

    def feed(self, *, after=0, limit=1000):
        found = sorted((i for i in self.data.log if i.pos > after), key=lambda item: item.pos)
        return tuple(found)[: max(limit, 0)]


class WritesAnewInPlace(Filed):
    """Tidies its file up now and then, beside the work, where it stands."""

    tidying = None

    def append(self, *args, **options):
        given = super().append(*args, **options)
        if len(self.data.log) % 7 == 0:
            begun = threading.Event()
            self.tidying = threading.Thread(target=self.place.tidy, args=(begun,))
            self.tidying.start()
            begun.wait()
        return given

    def close(self):
        super().close()
        if self.tidying is not None:
            self.tidying.join()


class TidyPlace(FilePlace):
    """Nobody reads or writes while it is tidied."""

    @contextmanager
    def alone(self):
        with self.lock, self.path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @property
    def data(self):
        with self.alone():
            return FilePlace.data.fget(self)

    @contextmanager
    def writing(self):
        with self.alone():
            data = FilePlace.data.fget(self)
            yield data
            self.put(data)

    def tidy(self, begun):
        with self.alone():
            kept = self.path.read_bytes()
            self.path.write_bytes(b"")
            begun.set()
            time.sleep(0.15)  # long enough to be killed in it
            self.path.write_bytes(kept)


class CountsItsOwnTries(Filed):
    """Knows how often a notice was tried, of those that it has tried itself."""

    def __init__(self, place):
        super().__init__(place)
        self.mine = set()

    def tried(self, data, row):
        before = row if row.notice.id in self.mine else evolve(row, attempts=0)
        self.mine.add(row.notice.id)
        return super().tried(data, before)


class HoldsInMind(Filed):
    """Keeps who holds what where its own process finds it."""

    holds = {}  # noqa: RUF012 -- of all stores of this process

    @contextmanager
    def writing(self):
        with super().writing() as data:
            data.holds = self.holds.get(self.place.path, {})
            yield data
            self.holds[self.place.path] = data.holds

    def claim(self, *args, **options):
        given = super().claim(*args, **options)
        time.sleep(0.002)  # while it is sent, others come
        return given


OF_PROCESSES = (
    _file("S-VOICES-PROCESSES", RemembersTheHead),
    _file("S-FEED-PROCESSES", TakesPositionsInBlocks),
    _file("S-ACKNOWLEDGED", WritesAnewInPlace, TidyPlace),
    _file("O-REOPENED", CountsItsOwnTries),
    _file("O-PROCESSES", HoldsInMind),
)

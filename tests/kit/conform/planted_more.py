"""More stores with one bug each: the plain promises, threads in a race, and the outbox."""

import itertools
import threading
import time
from contextlib import contextmanager

from attrs import evolve

from safetyframe.errors import StoreError
from safetyframe.ports import Head
from safetyframe.testing.conformance import HostWork, StoreHandles, store_subject
from safetyframe.trajectory import DEFAULT_ZONE
from tests.kit.conform.planted import Planted, _memory
from tests.kit.conform.reference import CAPABILITIES, Place, Reference, Within, World

# --- plain promises ---------------------------------------------------------------------------


class ReadsNewestFirst(Reference):
    """Reads as a list of news does."""

    def read(self, trajectory, *, after=0):
        return tuple(reversed(super().read(trajectory, after=after)))


class CannotRevive(Reference):
    """Was written before there was this method."""

    revive = None


class ForgetsTheForm(Reference):
    """Has no column for the form in which something was done."""

    def kept(self, record):
        by = evolve(record.act.by, form=None)
        return evolve(record, act=evolve(record.act, by=by))


class KnowsEverybody(Reference):
    """Begins a trajectory for whoever asks."""

    def head(self, trajectory):
        return super().head(trajectory) or Head(version=0, zone=DEFAULT_ZONE)


class SortsByName(Reference):
    """Lists trajectories as its index has them."""

    def trajectories(self):
        return tuple(sorted(super().trajectories()))


class NumbersByItself(Reference):
    """Takes a record whatever its number is."""

    def admit(self, data, trajectory, record, expected, zone, found):
        if found is None:
            record = evolve(record, seq=expected + 1)
        return super().admit(data, trajectory, record, expected, zone, found)


class SaysNothingOfErasing(Reference):
    """Erases, and keeps to itself how that ended."""

    def append(self, *args, **options):
        return evolve(super().append(*args, **options), erased=())


# --- a full disk --------------------------------------------------------------------------------


class FullPlace(Place):
    full = False


class LeavesBodiesWhenFull(Reference):
    """Writes bodies first, each by itself, and finds no room for the record."""

    def keep(self, data, trajectory, body):
        super().keep(data, trajectory, body)
        if getattr(self.place, "full", False):
            self.place.data = data
            raise StoreError("no room is left") from OSError("no space left on device")


class HidesWhyItIsFull(Reference):
    """Says that it failed, and not why."""

    def keep(self, data, trajectory, body):
        super().keep(data, trajectory, body)
        if getattr(self.place, "full", False):
            raise StoreError("it cannot be written to")


def _full(kind):
    world = World(kind, FullPlace)

    @contextmanager
    def full(url):
        world.at(url).full = True
        yield
        world.at(url).full = False

    handles = StoreHandles(begin=world.begin, noted=world.noted, raw=world.raw, full=full)
    subject = store_subject(
        world.open, lambda folder: f"ref:{folder}", CAPABILITIES, handles, patience=0.5
    )
    return Planted(name=kind.__name__, law="S-FULL", subject=subject)


# --- many at once -------------------------------------------------------------------------------


class LooksForARetryFirst(Reference):
    """Looks whether an act is on record before it waits for its turn."""

    looked = threading.local()

    def append(self, trajectory, record, **rest):
        self.looked.found = self.find(trajectory, record.act.id)
        time.sleep(0.002)
        return super().append(trajectory, record, **rest)

    def admit(self, data, trajectory, record, expected, zone, found):
        return super().admit(data, trajectory, record, expected, zone, self.looked.found)


class NumbersBeforeItWaits(Reference):
    """Takes a place in the feed before it waits for its turn."""

    numbers = itertools.count(1)
    mine = threading.local()

    def append(self, *args, **options):
        self.mine.number = next(self.numbers)
        time.sleep(0.001 * (self.mine.number % 3))
        return super().append(*args, **options)

    def position(self, data):
        return self.mine.number

    def feed(self, *, after=0, limit=1000):
        found = sorted((i for i in self.data.log if i.pos > after), key=lambda item: item.pos)
        return tuple(found)[: max(limit, 0)]


class RemembersTheHeadInThreads(Reference):
    """Spares each thread to ask for a head again that it has not moved itself."""

    def __init__(self, place):
        super().__init__(place)
        self.known = threading.local()

    def head(self, trajectory):
        heads = self.known.__dict__
        if trajectory not in heads:
            heads[trajectory] = super().head(trajectory)
            time.sleep(0.005)  # others ask, too
        assert self.data
        return heads[trajectory]

    def append(self, trajectory, record, **rest):
        given = super().append(trajectory, record, **rest)
        self.known.__dict__[trajectory] = super().head(trajectory)
        return given


class TakesWhatWasRight(Reference):
    """Looks at the version when it is told, and not again when the host commits."""


class LatePlace(Place):
    """Holds up nobody while a host's transaction goes on."""

    @contextmanager
    def begin(self):
        inner, before = Within(self.data.copy()), self.data

        def commit():
            with self.writing() as data:
                for item in inner.data.log[len(before.log) :]:
                    data.log.append(evolve(item, pos=len(data.log) + 1))
                for name in ("zones", "bodies", "rows"):
                    getattr(data, name).update(getattr(inner.data, name))
                data.marks |= inner.data.marks

        yield HostWork(transaction=inner, commit=commit, rollback=lambda: None, note=inner.note)


# --- the outbox ---------------------------------------------------------------------------------


class TellsOnlyTheFirst(Reference):
    """Has room for one notice beside a record."""

    def append(self, *args, notices=(), **options):
        return super().append(*args, notices=list(notices)[:1], **options)


class GivesTheNewestFirst(Reference):
    """Claims as a stack does."""

    def claim(self, *args, **options):
        return list(reversed(super().claim(*args, **options)))


class GivesAllThereIs(Reference):
    """Does not look at the limit."""

    def claim(self, worker, *, now, until, limit=100):
        return super().claim(worker, now=now, until=until, limit=10**6)


class CountsWhenClosed(Reference):
    """Has the numbers by heart."""

    def backlog(self):
        closed, self.closed = self.closed, False
        try:
            return super().backlog()
        finally:
            self.closed = closed


class SettlesAnything(Reference):
    """Says of everything that it was settled."""

    def settle(self, worker, settled):
        settled = list(settled)
        done = super().settle(worker, settled)
        known = self.data.rows
        return [*done, *(one.notice for one in settled if one.notice not in known)]


class ClaimsWithoutALock(Reference):
    """Looks who holds what, and takes it a moment later."""

    looked = threading.local()

    def claim(self, worker, **options):
        self.looked.holds = dict(self.data.holds)
        time.sleep(0.002)
        given = super().claim(worker, **options)
        time.sleep(0.002)  # while it is sent, others come
        return given

    def held(self, data, trajectory, worker, now):
        who, until = self.looked.holds.get(trajectory, (worker, now))
        return who != worker and until > now


MORE = (
    _memory("S-KEEPS", ReadsNewestFirst),
    _memory("S-METHODS", CannotRevive),
    _memory("S-ROUND-TRIP", ForgetsTheForm),
    _memory("S-UNKNOWN", KnowsEverybody),
    _memory("S-TRAJECTORIES", SortsByName),
    _memory("S-FOLLOWS", NumbersByItself),
    _memory("S-ERASES-WITH", SaysNothingOfErasing),
    _full(LeavesBodiesWhenFull),
    _full(HidesWhyItIsFull),
    _memory("S-TWICE-THREADS", LooksForARetryFirst),
    _memory("S-FEED-THREADS", NumbersBeforeItWaits),
    _memory("S-VOICES-THREADS", RemembersTheHeadInThreads),
    _memory("S-JOINS-WINNER", TakesWhatWasRight, place=LatePlace),
    _memory("O-COMMITS", TellsOnlyTheFirst),
    _memory("O-CLAIMS", GivesTheNewestFirst),
    _memory("O-LIMITS", GivesAllThereIs),
    _memory("O-CLOSED", CountsWhenClosed),
    _memory("O-UNKNOWN", SettlesAnything),
    _memory("O-THREADS", ClaimsWithoutALock),
)

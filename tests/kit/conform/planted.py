"""Stores with one bug each, as somebody might write it in good faith; and the law it breaks."""

import itertools
import threading
import time
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from functools import partial
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen

from safetyframe.errors import ActIdReusedError, StoreError, TextIdReusedError
from safetyframe.notice import DeliveryState
from safetyframe.ports import ErasedState, Head, admit
from safetyframe.testing.conformance import HostWork, StoreHandles, store_subject
from tests.kit.conform import filed
from tests.kit.conform.filed import Filed, FilePlace
from tests.kit.conform.reference import CAPABILITIES, NO, Place, Reference, Row, World

_BRUSSELS = ZoneInfo("Europe/Brussels")


@frozen(kw_only=True)
class Planted:
    """A bug, the one law that is to fail, and how a store with the bug comes before its judge."""

    name: str
    law: str
    subject: object = field(repr=False)


def _memory(law, kind, *, place=Place, deep=False, **declared):
    world = kind.world = World(kind, place)
    handles = StoreHandles(begin=world.begin, noted=world.noted, raw=world.raw, nowhere="nowhere")
    subject = store_subject(
        partial(_reach, world),
        lambda folder: f"ref:{folder}",
        evolve(CAPABILITIES, **declared),
        handles,
        patience=0.5,
        deep=deep,
    )
    return Planted(name=kind.__name__, law=law, subject=subject)


def _reach(world, url):
    if url != "nowhere":
        return world.open(url)
    cause = None if world.kind is SwallowsTheCause else OSError("no route to it")
    raise StoreError("it cannot be reached") from cause


def _file(law, kind, place=FilePlace, raw=filed.raw):
    opens = partial(filed.open_file, kind=kind, place=place)
    subject = store_subject(
        opens,
        lambda folder: f"ref:{folder}/one",
        filed.DURABLE,
        StoreHandles(raw=raw),
        patience=3,
    )
    return Planted(name=kind.__name__, law=law, subject=subject)


# --- keeping ----------------------------------------------------------------------------------


class DropsTheLastSign(Reference):
    """A column that is one sign too narrow."""

    def keep(self, data, trajectory, body):
        super().keep(data, trajectory, evolve(body, words=body.words[:100_000]))


class KeepsWallClocks(Reference):
    """Writes local time down, without which of the two it was."""

    def kept(self, record):
        by = record.act.by
        return evolve(
            record,
            act=evolve(record.act, by=evolve(by, at=by.at.astimezone(_BRUSSELS).replace(fold=0))),
        )


class IgnoresTheZone(Reference):
    """Never looks at the zone again."""

    def admit(self, data, trajectory, record, expected, zone, found):
        zone = data.zones.get(trajectory, zone)
        return super().admit(data, trajectory, record, expected, zone, found)


class SharesItsBodies(Reference):
    """A cache of bodies that all stores look into."""

    def body(self, trajectory, text):
        if (trajectory, text) in self.data.bodies:
            return super().body(trajectory, text)
        every = [place.data.bodies for place in self.world.places.values()]
        return next((b[trajectory, text] for b in every if (trajectory, text) in b), None)


class ForgetsWhatIsOld(Reference):
    """Reads after a version as if versions began at 0."""

    def read(self, trajectory, *, after=0):
        return super().read(trajectory, after=max(after, 0) + (after > 0))


class FindsTheLast(Reference):
    """Looks at the newest record only."""

    def find(self, trajectory, act):
        return next((r for r in self.read(trajectory)[-1:] if r.act.id == act), None)


# --- appending --------------------------------------------------------------------------------


class LastWriteWins(Reference):
    """Takes whatever version it is told."""

    def admit(self, data, trajectory, record, expected, zone, found):
        head = self.head_in(data, trajectory) or Head(version=0, zone=zone)
        head = evolve(head, version=expected)
        return admit(record, expected=expected, zone=zone, head=head, found=found)


class KeepsBodiesOnConflict(Reference):
    """Keeps the bodies first, in a transaction of their own."""

    def append(self, trajectory, record, *, bodies=(), **rest):
        bodies = list(bodies)
        known = self.find(trajectory, record.act.id) is not None
        if not known and not rest.get("erase"):
            with self.writing() as data:
                for body in bodies:
                    self.keep(data, trajectory, body)
        return super().append(trajectory, record, bodies=bodies, **rest)


class WritesARetryAgain(Reference):
    """Knows an act again only at the version where it stands."""

    def admit(self, data, trajectory, record, expected, zone, found):
        if found is not None and found.seq != record.seq:
            found = None
        return super().admit(data, trajectory, record, expected, zone, found)


class WritesOverActs(Reference):
    """Takes another act under the same id for the same one."""

    def admit(self, data, trajectory, record, expected, zone, found):
        return found is None and super().admit(data, trajectory, record, expected, zone, found)


class WritesOverBodies(Reference):
    """Puts the newest words under a text id."""

    def keep(self, data, trajectory, body):
        if data.bodies.get((trajectory, body.id), body) is None:
            raise TextIdReusedError(f"text id {body.id!r} was erased")
        data.bodies[trajectory, body.id] = body


class CountsBackwards(Reference):
    """Says a position that is not the one of the feed."""

    def append(self, *args, **options):
        given = super().append(*args, **options)
        return given if given.already else evolve(given, pos=given.pos + 1)


# --- the feed, and many at once ---------------------------------------------------------------


class FeedsByTime(Reference):
    """Orders the feed by when acts were done."""

    def feed(self, *, after=0, limit=1000):
        ordered = sorted(self.data.log, key=lambda item: item.record.recorded_at)
        numbered = (evolve(item, pos=n) for n, item in enumerate(ordered, 1))
        return tuple(i for i in numbered if i.pos > after)[: max(limit, 0)]


class FeedsOneTooFew(Reference):
    """Goes on after the last one it has shown, and one more."""

    def feed(self, *, after=0, limit=1000):
        return super().feed(after=after + (1 if after else 0), limit=limit)


class FeedsNoFirst(Reference):
    """Counts positions from 1, and goes on after 1 where it should begin."""

    def feed(self, *, after=0, limit=1000):
        return super().feed(after=max(after, 1), limit=limit)


class LooksBeforeItWrites(Reference):
    """Looks and writes without a lock."""

    @contextmanager
    def writing(self):
        data = self.data.copy()
        yield data
        time.sleep(0)
        self.place.data = data


class ShowsHalf(Reference):
    """Commits the record, and then what goes with it."""


class HalfPlace(Place):
    @contextmanager
    def writing(self):
        with super().writing() as data:
            yield data
            half = data.copy()
            half.bodies = self.data.bodies
            self.data = half
            time.sleep(0.001)


# --- erasing ----------------------------------------------------------------------------------


class BringsErasedBack(Reference):
    """Deletes the row, and with it that there was one."""

    def wipe(self, data, trajectory, text):
        state = super().wipe(data, trajectory, text)
        data.marks.add(("held", trajectory, text)) if state is ErasedState.ERASED else None
        data.bodies.pop((trajectory, text), None)
        held = ("held", trajectory, text) in data.marks
        return ErasedState.ERASED if held else ErasedState.NEVER_HELD


class ErasesTooMuch(Reference):
    """Deletes by text id alone."""

    def wipe(self, data, trajectory, text):
        state = super().wipe(data, trajectory, text)
        for key in [key for key in data.bodies if key[1] == text]:
            data.bodies[key] = None
        return state


class ErasesFirst(Reference):
    """Erases before it knows whether the record is kept."""

    def append(self, trajectory, record, *, erase=(), **rest):
        gone = list(erase)
        states = tuple((text, self.erase_body(trajectory, text)) for text in gone)
        return evolve(super().append(trajectory, record, **rest), erased=states)


class LeavesErasureUndone(Reference):
    """Thinks that an act which is on record has had its effect."""

    def append(self, trajectory, record, *, erase=(), **rest):
        known = self.find(trajectory, record.act.id) is not None
        erase = list(erase)
        given = super().append(trajectory, record, erase=() if known else erase, **rest)
        said = tuple((text, ErasedState.ERASED) for text in erase)
        return evolve(given, erased=said) if known else given


class KeepsACopy(Reference):
    """Keeps what was erased for the auditors."""

    def wipe(self, data, trajectory, text):
        body = data.bodies.get((trajectory, text))
        if body is not None:
            data.bodies["archive", trajectory, text] = body
        return super().wipe(data, trajectory, text)


class ErasesAfterwards(Filed):
    """Erases in a second transaction."""

    def append(self, trajectory, record, *, erase=(), **rest):
        gone = list(erase)
        given = super().append(trajectory, record, **rest)
        return evolve(
            given, erased=tuple((text, self.erase_body(trajectory, text)) for text in gone)
        )


class TellsNobody(Filed):
    """Writes notices down in a second transaction."""

    def append(self, trajectory, record, *, notices=(), **rest):
        told = list(notices)
        given = super().append(trajectory, record, **rest)
        if not given.already:
            with self.writing() as data:
                for notice in told:
                    data.rows[notice.id] = Row(notice=notice, since=record.recorded_at)
        return given


class LocksThreadsOnly(Filed):
    """Has a lock, which other processes do not see."""


class Unlocked(FilePlace):
    shared = False

    def put(self, data):
        time.sleep(0.0005)
        super().put(data)


class KeepsInMind(Filed):
    """Writes to the file when it is closed."""


class Lazy(FilePlace):
    def __init__(self, path):
        super().__init__(path)
        self.mind = None

    @property
    def data(self):
        return (self.mind or FilePlace.data.fget(self)).copy()

    def put(self, data):
        self.mind = data


# --- telling ----------------------------------------------------------------------------------


class RepeatsWords(Reference):
    """Helps whoever debugs."""

    def keep(self, data, trajectory, body):
        held = data.bodies.get((trajectory, body.id), body)
        if held is not None and held != body:
            raise TextIdReusedError(f"{body.id} stands for {held.words!r}")
        super().keep(data, trajectory, body)


class NamesThePerson(Reference):
    """The words are gone from the message; the cause still shows them."""

    def admit(self, data, trajectory, record, expected, zone, found):
        try:
            return super().admit(data, trajectory, record, expected, zone, found)
        except ActIdReusedError as error:
            raise error from ValueError(repr(found))


class ClosesSilently(Reference):
    """Opens again by itself, whatever it was told."""

    def close(self):
        pass


class SwallowsTheCause(Reference):
    """Says what is wrong, and not why."""


class TakesNoticesQuietly(Reference):
    """Declares no notices, and drops them."""

    def append(self, trajectory, record, *, notices=(), **rest):
        return super().append(trajectory, record, **rest)


class JoinsThoughItCannot(Reference):
    """Declares not to join, and gives something back."""


class ErasesThoughItCannot(Reference):
    """Declares not to erase, and says that it has."""

    def erase_body(self, trajectory, text):
        assert self.data
        return ErasedState.ERASED

    def append(self, trajectory, record, *, erase=(), **rest):
        return super().append(trajectory, record, **rest)


# --- the host's transaction -------------------------------------------------------------------


class CommitsByItself(Reference):
    """Does its own transaction, beside the one of the host."""

    def within(self, transaction):
        outer = self

        class Aside(Reference):
            @property
            def data(self):
                return outer.data

            @contextmanager
            def writing(self):
                data = outer.place.data.copy()
                yield data
                outer.place.data = data
                marks = transaction.data.marks
                transaction.data = data.copy()
                transaction.data.marks = marks

        store = Aside(transaction)
        store.joined = True
        return store


class KeepsItToItself(Reference):
    """Gives back the same kind of store, which says nothing of being in a transaction."""

    def within(self, transaction):
        store = super().within(transaction)
        store.joined = False
        return store


class ReadsBeside(Reference):
    """Reads on a connection of its own, whatever transaction it was given."""

    def within(self, transaction):
        store = super().within(transaction)
        store.head, store.read, store.find, store.body = self.head, self.read, self.find, self.body
        return store


class LeavesBodies(Reference):
    """Keeps bodies where no transaction reaches."""


class LeavingPlace(Place):
    @contextmanager
    def begin(self):
        with super().begin() as work:

            def rollback():
                self.data.bodies.update(work.transaction.data.bodies)

            yield evolve(work, rollback=rollback)


class Poisons(Reference):
    """Lets an error of the database undo all that the transaction did."""

    def within(self, transaction):
        begun = transaction.data.copy()
        store = super().within(transaction)
        append = store.append

        def poisoned(*args, **options):
            try:
                return append(*args, **options)
            except StoreError:
                transaction.data = begun.copy()
                raise

        store.append = poisoned
        return store


class ClosesTheHost(Reference):
    """Closes the connection that it was lent."""

    def within(self, transaction):
        store = super().within(transaction)
        begun = transaction.data.copy()

        def close():
            transaction.data = begun

        store.close = close
        return store


class SkipsTheSlow(Reference):
    """Gives a position when it is asked for one, and shows it when it is committed."""

    def position(self, data):
        return next(self.place.numbers)

    def append(self, trajectory, record, **rest):
        with self.place.holding(trajectory):
            return super().append(trajectory, record, **rest)

    def feed(self, *, after=0, limit=1000):
        every = sorted(self.data.log, key=lambda item: item.pos)
        return tuple(item for item in every if item.pos > after)[: max(limit, 0)]


class GapPlace(Place):
    """Writers of one trajectory wait for one another until they end, and nobody else does."""

    def __init__(self):
        super().__init__()
        self.numbers = itertools.count(1)
        self.locks = defaultdict(threading.Lock)

    def holding(self, trajectory):
        return self.locks[trajectory]

    @contextmanager
    def begin(self):
        tx = GapTransaction(self)
        with tx.held:
            yield HostWork(
                transaction=tx, commit=tx.commit, rollback=lambda: None, note=tx.data.marks.add
            )


class GapTransaction:
    def __init__(self, place):
        self.place, self.numbers = place, place.numbers
        self.data, self.held, self.touched = place.data.copy(), ExitStack(), set()

    @contextmanager
    def writing(self):
        data = self.data.copy()
        yield data
        data.marks = self.data.marks
        self.data = data

    @contextmanager
    def holding(self, trajectory):
        if trajectory not in self.touched:
            self.held.enter_context(self.place.holding(trajectory))
            self.touched.add(trajectory)
        yield

    def commit(self):
        with self.place.writing() as data:
            for of in self.touched:
                known = data.of(of)
                data.log += [item for item in self.data.of(of) if item not in known]
                data.zones[of] = self.data.zones[of]
            mine = {k: v for k, v in self.data.bodies.items() if k[0] in self.touched}
            data.bodies.update(mine)
            rows = self.data.rows.items()
            data.rows.update({k: v for k, v in rows if v.notice.trajectory in self.touched})
            data.marks |= self.data.marks


# --- the outbox -------------------------------------------------------------------------------


class SendsARetryAgain(Reference):
    """Adds the notices of an act that is on record."""

    def append(self, trajectory, record, *, notices=(), **rest):
        told = list(notices)
        given = super().append(trajectory, record, notices=told, **rest)
        if given.already:
            with self.writing() as data:
                for notice in told:
                    data.rows[notice.id] = Row(notice=notice, since=record.recorded_at)
        return given


class TellsFirst(Reference):
    """Adds notices before it knows whether the record is kept."""

    def append(self, trajectory, record, *, notices=(), **rest):
        told = list(notices)
        if self.find(trajectory, record.act.id) is None:
            with self.writing() as data:
                for notice in told:
                    data.rows[notice.id] = Row(notice=notice, since=record.recorded_at)
        return super().append(trajectory, record, **rest)


class IgnoresHolds(Reference):
    """Gives everybody everything."""

    def held(self, data, trajectory, worker, now):
        return False


class HoldsForEver(Reference):
    """Never gives up on a worker."""

    def held(self, data, trajectory, worker, now):
        return data.holds.get(trajectory, (worker,))[0] != worker


class CountsNoAttempts(Reference):
    """Says attempt 1 each time."""

    def tried(self, data, row):
        data.rows[row.notice.id] = evolve(row, attempts=1)
        return 1


class CountsWhatWasNeverSent(Reference):
    """Counts every claim, whatever became of it."""

    def untried(self, one):
        return 0


class RetriesAtOnce(Reference):
    """Does not look at when it was to be retried."""

    def later(self, row, now):
        return False


class SettlesUnfenced(Reference):
    """Believes a worker that comes late."""

    def lost(self, data, row, worker):
        return False


class HoldsOnto(Reference):
    """Lets go of nothing before its time is over."""

    def let_go(self, data, worker):
        pass


class StopsAtAFailure(Reference):
    """Waits for somebody to look before a family hears anything more."""

    def held(self, data, trajectory, worker, now):
        mine = (row for row in data.rows.values() if row.notice.trajectory == trajectory)
        stuck = any(row.state is DeliveryState.FAILED for row in mine)
        return stuck or super().held(data, trajectory, worker, now)


class ListsFailuresAnyhow(Reference):
    """Lists the newest failure first."""

    def failed(self, *, limit=100):
        return super().failed(limit=1_000_000)[::-1][: max(limit, 0)]


class RevivesAnything(Reference):
    """Lets what was sent wait again."""

    def revive(self, notices, *, at):
        with self.writing() as data:
            back = [n for n in notices if n in data.rows]
            for one in back:
                data.rows[one] = evolve(
                    data.rows[one], state=DeliveryState.WAITING, attempts=0, at=at, retry_at=None
                )
            return len(back)


class BelievesAnyReport(Reference):
    """Takes a report on what was never sent."""

    def report(self, notice, state, *, at, reason=""):
        with self.writing() as data:
            row = data.rows.get(notice)
            if row is None:
                return False
            data.rows[notice] = evolve(row, state=state, at=at, reason=reason)
            return True


class CountsDeliveredAsSent(Reference):
    """Counts two states as one."""

    def backlog(self):
        counted = super().backlog()
        both = counted[DeliveryState.SENT] + counted[DeliveryState.DELIVERED]
        return {**counted, DeliveryState.SENT: both, DeliveryState.DELIVERED: 0}


class ListsAllDeliveries(Reference):
    """Takes no notice of which states were asked for."""

    def deliveries(self, trajectory, *, states=DeliveryState):
        return super().deliveries(trajectory)


PLANTED = (
    _memory("S-BODIES", DropsTheLastSign),
    _memory("S-INSTANTS", KeepsWallClocks),
    _memory("S-ZONE", IgnoresTheZone),
    _memory("S-APART", SharesItsBodies),
    _memory("S-READ-ON", ForgetsWhatIsOld),
    _memory("S-FIND", FindsTheLast),
    _memory("S-EXPECTED", LastWriteWins),
    _memory("S-ALL-OR-NOTHING", KeepsBodiesOnConflict),
    _memory("S-TWICE", WritesARetryAgain),
    _memory("S-ACT-IDS", WritesOverActs),
    _memory("S-TEXT-IDS", WritesOverBodies),
    _memory("S-POSITION", CountsBackwards),
    _memory("S-FEED", FeedsOneTooFew),
    _memory("S-FEED", FeedsNoFirst),
    _memory("S-FEED-ORDER", FeedsByTime),
    _memory("S-FEED-GAP", SkipsTheSlow, place=GapPlace),
    _memory("S-ONE-WINNER-THREADS", LooksBeforeItWrites),
    _file("S-ONE-WINNER-PROCESSES", LocksThreadsOnly, Unlocked),
    _memory("S-NO-HALF", ShowsHalf, place=HalfPlace),
    _memory("S-ERASES", ErasesTooMuch),
    _memory("S-ERASES-NOTHING", ErasesFirst),
    _memory("S-ERASES-LATER", LeavesErasureUndone),
    _memory("S-ERASED-STAYS", BringsErasedBack),
    _memory("S-NO-TRACE", KeepsACopy),
    _memory("S-NO-ERASING", ErasesThoughItCannot, erases=NO),
    _file("S-REOPENED", KeepsInMind, Lazy, raw=None),
    _file("S-KILLED", ErasesAfterwards),
    _file("S-KILLED", TellsNobody),
    _memory("S-SILENT", RepeatsWords),
    _memory("S-SILENT", NamesThePerson),
    _memory("S-CLOSED", ClosesSilently),
    _memory("S-NOWHERE", SwallowsTheCause),
    _memory("S-NO-NOTICES", TakesNoticesQuietly, notices=NO),
    _memory("S-NO-JOINS", JoinsThoughItCannot, joins=NO),
    _memory("S-JOINS-COMMIT", CommitsByItself),
    _memory("S-JOINS-ROLLBACK", LeavesBodies, place=LeavingPlace),
    _memory("S-JOINS-READS", ReadsBeside),
    _memory("S-JOINS-SAYS-SO", KeepsItToItself),
    _memory("S-JOINS-UNPOISONED", Poisons),
    _memory("S-JOINS-CLOSE", ClosesTheHost),
    _memory("O-NOT-KEPT", TellsFirst),
    _memory("O-TWICE", SendsARetryAgain),
    _memory("O-HOLDS", IgnoresHolds),
    _memory("O-LAPSES", HoldsForEver),
    _memory("O-LETS-GO", HoldsOnto),
    _memory("O-COUNTS", CountsNoAttempts),
    _memory("O-UNTRIED", CountsWhatWasNeverSent),
    _memory("O-RETRIES", RetriesAtOnce),
    _memory("O-FENCED", SettlesUnfenced),
    _memory("O-FAILS", StopsAtAFailure),
    _memory("O-FAILS", ListsFailuresAnyhow),
    _memory("O-REVIVES", RevivesAnything),
    _memory("O-REPORTS", BelievesAnyReport),
    _memory("O-DELIVERIES", ListsAllDeliveries),
    _memory("O-BACKLOG", CountsDeliveredAsSent),
)

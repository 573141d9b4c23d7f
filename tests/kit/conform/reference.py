"""A store in memory with an outbox, and hosts that begin transactions: the laws' own yardstick.

Everything is one value behind one lock for writers. A writer changes a copy and puts it in place
of the old one, so that readers never see half and what raises leaves nothing. A transaction of a
host's holds the lock and changes a copy of its own.
"""

import threading
from collections.abc import Iterable
from contextlib import contextmanager

from attrs import evolve, field, frozen, mutable

from safetyframe.errors import StoreError, TextIdReusedError
from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.ports import (
    Appended,
    Capabilities,
    Claimed,
    Declared,
    ErasedState,
    FeedItem,
    Head,
    admit,
)
from safetyframe.testing.conformance import HostWork
from safetyframe.trajectory import DEFAULT_ZONE

YES, NO = Declared.YES, Declared.NO
CAPABILITIES = Capabilities(durable=NO, multi_process=NO, erases=YES, notices=YES, joins=YES)
WAITING, SENT, DELIVERED, FAILED = (
    DeliveryState.WAITING,
    DeliveryState.SENT,
    DeliveryState.DELIVERED,
    DeliveryState.FAILED,
)


@frozen(kw_only=True)
class Row:
    notice: Notice
    since: object
    state: DeliveryState = WAITING
    attempts: int = 0
    at: object = None
    retry_at: object = None
    reason: str = ""


@mutable(kw_only=True)
class Data:
    log: list = field(factory=list)
    zones: dict = field(factory=dict)
    bodies: dict = field(factory=dict)
    rows: dict = field(factory=dict)
    holds: dict = field(factory=dict)
    marks: set = field(factory=set)

    def copy(self):
        return Data(
            log=list(self.log),
            zones=dict(self.zones),
            bodies=dict(self.bodies),
            rows=dict(self.rows),
            holds=dict(self.holds),
            marks=set(self.marks),
        )

    def of(self, trajectory):
        return [item for item in self.log if item.trajectory == trajectory]


class Place:
    """What a URL leads to."""

    def __init__(self):
        self.data = Data()
        self.lock = threading.Lock()

    @contextmanager
    def writing(self):
        with self.lock:
            data = self.data.copy()
            yield data
            self.data = data

    @contextmanager
    def begin(self):
        with self.lock:
            inner = Within(self.data.copy())

            def commit():
                self.data = inner.data

            yield HostWork(
                transaction=inner,
                commit=commit,
                rollback=lambda: None,
                note=inner.note,
            )


class Within:
    """A copy that a transaction works on; the lock is held by who began it."""

    def __init__(self, data):
        self.data = data

    def note(self, mark):
        self.data.marks.add(mark)

    @contextmanager
    def writing(self):
        data = self.data.copy()
        yield data
        self.data = data


class Reference:
    """A `Store`, an `Outbox` and a `Joins`."""

    def __init__(self, place):
        self.place = place
        self.closed = False

    @property
    def data(self):
        if self.closed:
            raise StoreError("this store is closed")
        return self.place.data

    @contextmanager
    def writing(self):
        assert self.data
        with self.place.writing() as data:
            yield data

    def append(
        self,
        trajectory,
        record,
        *,
        expected,
        zone=DEFAULT_ZONE,
        bodies=(),
        erase=(),
        notices=(),
    ):
        bodies, erase, notices = list(bodies), list(erase), list(notices)
        with self.writing() as data:
            known = next((i for i in data.of(trajectory) if i.record.act.id == record.act.id), None)
            found = known and known.record
            if not self.admit(data, trajectory, record, expected, zone, found):
                erased = tuple((text, self.wipe(data, trajectory, text)) for text in erase)
                return Appended(record=found, pos=known.pos, already=True, erased=erased)
            data.zones.setdefault(trajectory, zone)
            for body in bodies:
                self.keep(data, trajectory, body)
            item = FeedItem(
                pos=self.position(data), trajectory=trajectory, record=self.kept(record)
            )
            data.log.append(item)
            erased = tuple((text, self.wipe(data, trajectory, text)) for text in erase)
            for notice in notices:
                data.rows.setdefault(notice.id, Row(notice=notice, since=record.recorded_at))
            return Appended(record=record, pos=item.pos, erased=erased)

    # what planted bugs change

    def admit(self, data, trajectory, record, expected, zone, found):
        head = self.head_in(data, trajectory)
        return admit(record, expected=expected, zone=zone, head=head, found=found)

    def position(self, data):
        return max((item.pos for item in data.log), default=0) + 1

    def kept(self, record):
        return record

    def keep(self, data, trajectory, body):
        if data.bodies.setdefault((trajectory, body.id), body) != body:
            raise TextIdReusedError(f"text id {body.id!r} stands for other words")

    def wipe(self, data, trajectory, text):
        if (trajectory, text) not in data.bodies:
            return ErasedState.NEVER_HELD
        data.bodies[trajectory, text] = None
        return ErasedState.ERASED

    # reading

    def head_in(self, data, trajectory):
        if trajectory not in data.zones:
            return None
        return Head(version=len(data.of(trajectory)), zone=data.zones[trajectory])

    def head(self, trajectory):
        return self.head_in(self.data, trajectory)

    def read(self, trajectory, *, after=0):
        return tuple(i.record for i in self.data.of(trajectory) if i.record.seq > after)

    def find(self, trajectory, act):
        return next((r for r in self.read(trajectory) if r.act.id == act), None)

    def trajectories(self):
        return tuple(self.data.zones)

    def feed(self, *, after=0, limit=1000):
        return tuple(i for i in self.data.log if i.pos > after)[: max(limit, 0)]

    def body(self, trajectory, text):
        return self.data.bodies.get((trajectory, text))

    def erase_body(self, trajectory, text):
        with self.writing() as data:
            return self.wipe(data, trajectory, text)

    def close(self):
        self.closed = True

    def within(self, transaction):
        store = type(self)(transaction)
        store.joined = True
        return store

    # the outbox

    def claim(self, worker, *, now, until, limit=100):
        with self.writing() as data:
            self.let_go(data, worker)
            given, passed = [], set()
            for row in [r for r in data.rows.values() if r.state is WAITING]:
                of = row.notice.trajectory
                if of in passed or len(given) >= limit:
                    continue
                if self.held(data, of, worker, now) or self.later(row, now):
                    passed.add(of)
                    continue
                data.holds[of] = (worker, until)
                attempt = self.tried(data, row)
                given.append(Claimed(notice=row.notice, attempt=attempt, since=row.since))
            return given

    def let_go(self, data, worker):
        data.holds = {t: held for t, held in data.holds.items() if held[0] != worker}

    def held(self, data, trajectory, worker, now):
        who, until = data.holds.get(trajectory, (worker, now))
        return who != worker and until > now

    def later(self, row, now):
        return row.retry_at is not None and row.retry_at > now

    def tried(self, data, row):
        data.rows[row.notice.id] = evolve(row, attempts=row.attempts + 1)
        return row.attempts + 1

    def settle(self, worker, settled):
        settled = list(settled)
        with self.writing() as data:
            done = []
            for one in settled:
                row = data.rows.get(one.notice)
                if row is None or self.lost(data, row, worker):
                    continue
                data.rows[one.notice] = evolve(
                    row,
                    state=one.state,
                    at=one.at,
                    retry_at=one.retry_at,
                    reason=one.reason,
                    attempts=row.attempts - self.untried(one),
                )
                done.append(one.notice)
            self.let_go(data, worker)
            return done

    def untried(self, one):
        return int(one.state is WAITING and not one.tried)

    def lost(self, data, row, worker):
        return data.holds.get(row.notice.trajectory, (worker,))[0] != worker

    def report(self, notice, state, *, at, reason=""):
        with self.writing() as data:
            row = data.rows.get(notice)
            if row is None or row.state not in (SENT, DELIVERED):
                return False
            data.rows[notice] = evolve(row, state=state, at=at, reason=reason)
            return True

    def deliveries(self, trajectory, *, states: Iterable = DeliveryState):
        states = set(states)
        return [
            self.told(row)
            for row in self.data.rows.values()
            if row.notice.trajectory == trajectory and row.state in states
        ]

    def told(self, row):
        return Delivery(
            notice=row.notice,
            state=row.state,
            since=row.since,
            attempts=row.attempts,
            at=row.at,
            reason=row.reason,
        )

    def backlog(self):
        states = [row.state for row in self.data.rows.values()]
        return {state: states.count(state) for state in DeliveryState}

    def failed(self, *, limit=100):
        rows = sorted(
            (row for row in self.data.rows.values() if row.state is FAILED), key=lambda row: row.at
        )
        return [self.told(row) for row in rows][: max(limit, 0)]

    def revive(self, notices, *, at):
        notices = list(notices)
        with self.writing() as data:
            back = [n for n in notices if n in data.rows and data.rows[n].state is FAILED]
            for one in back:
                data.rows[one] = evolve(
                    data.rows[one], state=WAITING, attempts=0, at=at, retry_at=None, reason=""
                )
            return len(back)


class World:
    """Places by their URLs, and the factory and handles that lead to them."""

    def __init__(self, kind=Reference, place=Place):
        self.kind = kind
        self.place = place
        self.places = {}

    def at(self, url):
        if url not in self.places:
            self.places[url] = self.place()
        return self.places[url]

    def open(self, url):
        return self.kind(self.at(url))

    def begin(self, url):
        return self.at(url).begin()

    def noted(self, url):
        return frozenset(self.at(url).data.marks)

    def raw(self, url):
        return repr(
            [(b.id, b.salt, b.words) for b in self.at(url).data.bodies.values() if b is not None]
        ).encode()

"""Stores with one bug each that takes one thing for another, or for half of itself."""

import threading

from attrs import evolve

from safetyframe.notice import DeliveryState
from safetyframe.ports import ErasedState, Outbox
from safetyframe.ports.coroutines import METHODS
from safetyframe.testing.conformance import store_subject
from safetyframe.trajectory import DEFAULT_ZONE
from tests.kit.conform.planted import Planted, _memory
from tests.kit.conform.reference import CAPABILITIES, NO, Reference, World


class ListsByActAlone(Reference):
    """Lists the notices of all acts with a name of this trajectory's."""

    def deliveries(self, trajectory, *, states=DeliveryState):
        mine, states = {r.act.id for r in self.read(trajectory)}, set(states)
        rows = self.data.rows.values()
        return [self.told(r) for r in rows if r.notice.act in mine and r.state in states]


class FindsByActAlone(Reference):
    """Looks an act up in an index that leaves the trajectory out."""

    def find(self, trajectory, act):
        if super().find(trajectory, act) is None:
            return None
        return next(i.record for i in self.data.log if i.record.act.id == act)


class FoldsCapitals(Reference):
    """Keeps bodies under names as its database compares them."""

    def keep(self, data, trajectory, body):
        alike = {k for k in data.bodies if k[0] == trajectory and k[1].lower() == body.id.lower()}
        key = (
            (trajectory, body.id)
            if (trajectory, body.id) in data.bodies
            else min(alike, default=None)
        )
        if key is None or key[1] == body.id:
            super().keep(data, trajectory, body)


class ComparesWordsAlone(Reference):
    """Takes a body for the same where the words are."""

    def keep(self, data, trajectory, body):
        held = data.bodies.get((trajectory, body.id))
        if held is None or held.words != body.words:
            super().keep(data, trajectory, body)


class NumbersAnewWhenErasing(Reference):
    """Writes its table anew to erase, which numbers the rows from one on."""

    def position(self, data):
        return super().position(data) + 9

    def wipe(self, data, trajectory, text):
        state = super().wipe(data, trajectory, text)
        if state is ErasedState.ERASED:
            data.log = [evolve(item, pos=pos) for pos, item in enumerate(data.log, 1)]
        return state


def _half_async():
    """Make a store of coroutines, but for one that took nobody's time when it was written."""
    world = World(Reference)

    class Half:
        def __init__(self, inner):
            self.inner = inner

        def close(self):
            self.inner.close()

    def later(name):
        async def method(self, *args, **options):
            return getattr(self.inner, name)(*args, **options)

        return method

    for name in {*METHODS, *(n for n in vars(Outbox) if not n.startswith("_"))} - {"close"}:
        setattr(Half, name, later(name))
    subject = store_subject(
        lambda url: Half(world.open(url)),
        lambda folder: f"ref:{folder}",
        evolve(CAPABILITIES, joins=NO),
        patience=0.5,
    )
    return Planted(name="ClosesAtOnce", law="S-COROUTINES", subject=subject)


class GivesItsOwnList(Reference):
    """Gives the list that it reads from next time, too."""

    def __init__(self, place):
        super().__init__(place)
        self.lists = {}

    def read(self, trajectory, *, after=0):
        found = super().read(trajectory, after=after)
        kept = self.lists.setdefault((threading.get_ident(), trajectory, after), [])
        kept[:] = found
        return kept


class MovesHouse(Reference):
    """Takes the zone from whoever came last."""

    def append(self, trajectory, record, *, zone=DEFAULT_ZONE, **rest):
        given = super().append(trajectory, record, zone=zone, **rest)
        if given.already:
            with self.writing() as data:
                data.zones[trajectory] = zone
        return given


class TakesAHundred(Reference):
    """Has room for a hundred bodies in a statement."""

    def append(self, *args, bodies=(), **options):
        return super().append(*args, bodies=list(bodies)[:100], **options)


class TellsAHundred(Reference):
    """Has room for a hundred notices in a statement."""

    def append(self, *args, notices=(), **options):
        return super().append(*args, notices=list(notices)[:100], **options)


class WritesARetryOver(Reference):
    """Takes down under which law an act came last."""

    def append(self, trajectory, record, **rest):
        given = super().append(trajectory, record, **rest)
        if given.already:
            with self.writing() as data:
                data.log = [
                    evolve(i, record=evolve(i.record, law=record.law)) if i.pos == given.pos else i
                    for i in data.log
                ]
        return given


class ReadsAPage(Reference):
    """Reads a thousand records, as whoever shows them asked for."""

    def read(self, trajectory, *, after=0):
        return super().read(trajectory, after=after)[:1000]


#: It takes a deep run.
READS_A_PAGE = _memory("S-READ-ON", ReadsAPage, deep=True)
ALIKE = (
    _memory("S-READ-ON", GivesItsOwnList),
    _memory("S-ZONE", MovesHouse),
    _memory("S-BODIES", TakesAHundred),
    _memory("O-COMMITS", TellsAHundred),
    _memory("S-TWICE", WritesARetryOver),
    _half_async(),
    _memory("S-ALIKE", FindsByActAlone),
    _memory("S-ALIKE", FoldsCapitals),
    _memory("S-TEXT-IDS", ComparesWordsAlone),
    _memory("S-ERASED-FEED", NumbersAnewWhenErasing),
    _memory("O-DELIVERIES", ListsByActAlone),
)

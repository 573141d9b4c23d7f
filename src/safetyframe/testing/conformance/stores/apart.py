"""What is of one is not shown of another: names that are alike, and stores beside one another."""

from __future__ import annotations

from typing import Final

from safetyframe.record import Record
from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.making import ZONE, body, record, voice
from safetyframe.values import PersonId

__all__ = ["LAWS"]

#: Names that some index or pattern takes for one another.
_ALIKE: Final = ("a", "A", "a_", "ab", "a-1", "a.1")


def _alike(bench: StoreBench) -> None:
    store = bench.open()
    told: dict[str, list[Record]] = {}
    for number, name in enumerate(_ALIKE, 1):
        acts = [voice(act, person=PersonId(f"p-{number}")) for act in _ALIKE[:number]]
        told[name] = [record(seq, act) for seq, act in enumerate(acts, 1)]
        for one in told[name]:
            said = body(one.act.id, f"{one.act.id} of {name}")
            store.append(bench.t(name), one, expected=one.seq - 1, zone=ZONE, bodies=[said])
    for name, records in told.items():
        mixed = f"what is kept under {name!r} is mixed with what has a name like it"
        head = store.head(bench.t(name))
        demand(head is not None and head.version == len(records), mixed)
        demand(list(store.read(bench.t(name))) == records, mixed)
        for one in records:
            act = one.act.id
            demand(store.find(bench.t(name), act) == one, mixed)
            demand(store.body(bench.t(name), act) == body(act, f"{act} of {name}"), mixed)


def _apart(bench: StoreBench) -> None:
    one, other = bench.open(), bench.open(bench.elsewhere())
    records = bench.fill(one, 2)
    other.append(bench.t(2), record(1), expected=0, zone=ZONE, bodies=[body()])
    demand(other.head(bench.t()) is None, "a trajectory of one store shows in another")
    demand(one.head(bench.t(2)) is None, "a trajectory of one store shows in another")
    demand(one.body(bench.t(2), "x") is None, "a body of one store shows in another")
    shown = [item for item in other.feed() if item.trajectory == bench.t()]
    demand(not shown, "the feed of one store shows records of another")
    other.append(bench.t(), record(1), expected=0, zone=ZONE)
    demand(list(one.read(bench.t())) == records, "an append to one store changed another")


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-ALIKE",
        title="Trajectories, acts and texts whose names are alike are kept apart.",
        check=_alike,
        rests_on=("S-KEEPS", "S-BODIES", "S-FIND"),
    ),
    SealedLaw(
        id="S-APART",
        title="Two stores do not leak into one another.",
        check=_apart,
        rests_on=("S-UNKNOWN",),
    ),
)

"""What is kept, comes back: records, bodies, heads, zones, trajectories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve

from safetyframe.errors import StoreError
from safetyframe.ports import Head, Joins, Outbox, Store, same_act
from safetyframe.record import Record
from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.expecting import expect
from safetyframe.testing.conformance.stores.making import ZONE, body, record, voice
from safetyframe.values import Body

__all__ = ["LAWS"]

_EXAMPLES: Final = 25
_DEEP: Final = 400
#: More than a page of anything holds.
_PAGE: Final = 1_050
#: More bodies than some statements take.
_MANY: Final = 150


def _keeps(bench: StoreBench) -> None:
    store = bench.open()
    records = bench.fill(store, 3)
    demand(list(store.read(bench.t())) == records, "three records were kept, and others came back")
    head = store.head(bench.t())
    demand(head == Head(version=3, zone=ZONE), f"after three records the head is {head}")


def _has_all_of_it(bench: StoreBench) -> None:
    store = bench.open()
    for port, capability in ((Store, None), (Outbox, "notices"), (Joins, "joins")):
        if capability is None or bench.can(capability):
            names = (name for name in vars(port) if not name.startswith("_"))
            lacking = [name for name in names if not callable(getattr(store, name, None))]
            demand(not lacking, f"it is no {port.__name__}: there is no {', '.join(lacking)}")


def _round_trip(bench: StoreBench) -> None:
    store = bench.open()
    for number, drawn in enumerate(_any_records(_DEEP if bench.deep else _EXAMPLES)):
        given_, trajectory = evolve(drawn, seq=1), bench.t(number)
        store.append(trajectory, given_, expected=0, zone=ZONE)
        kept = store.read(trajectory)
        told = f"a record of {type(drawn.act).__name__} came back"
        demand(len(kept) == 1, f"{told} {len(kept)} times")
        demand(_same(kept[0], given_), f"{told} as another")


@cache
def _any_records(number: int) -> tuple[Record, ...]:
    """Draw records of any kind of act: the same for every store, and once for all of them."""
    from hypothesis import HealthCheck, Phase, given, settings

    from safetyframe.testing import strategies

    found: list[Record] = []

    @settings(
        max_examples=number,
        derandomize=True,
        phases=(Phase.generate,),
        database=None,
        deadline=None,
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
    )
    @given(drawn=strategies.records())
    def draw(drawn: Record) -> None:
        found.append(drawn)

    draw()
    return tuple(found)


def _same(one: Record, other: Record) -> bool:
    return same_act(one.act, other.act) and evolve(one, act=other.act) == other


_WORDS: Final = (
    "yes",
    "Ze zei: 'nee' \"…\" — ☂ 🌧 e\u0301 \u202e",
    "a\0b\r\nc\t\\ % _ $1 {} :x",
    "long " * 40_000,
)


def _bodies(bench: StoreBench) -> None:
    store = bench.open()
    store.append(bench.t(), record(1), expected=0, zone=ZONE, bodies=iter([body("y")]))
    for seq, words in enumerate(_WORDS, 2):
        one = body(f"x{seq}", words)
        store.append(
            bench.t(), record(seq, voice(f"a{seq}", words=one.text)), expected=seq - 1, bodies=[one]
        )
        demand(
            store.body(bench.t(), one.id) == one, f"the body {words[:12]!r}… came back as another"
        )
    empty = Body(id="empty", language="fr-BE", salt="0" * 32, words="")
    seq = len(_WORDS) + 2
    store.append(bench.t(), record(seq), expected=seq - 1, bodies=[empty])
    demand(store.body(bench.t(), "empty") == empty, "a body without words came back as another")
    demand(store.body(bench.t(), "y") == body("y"), "a body is not there once others came")
    many = [body(f"m{number}") for number in range(_MANY)]
    store.append(bench.t(), record(seq + 1), expected=seq, bodies=many)
    there = sum(store.body(bench.t(), one.id) == one for one in many)
    demand(there == _MANY, f"of {_MANY} bodies of one record {there} are there")
    demand(store.body(bench.t(), "z") is None, "there is a body that nobody ever gave")
    demand(store.body(bench.t(2), "y") is None, "a body shows in another trajectory")


def _reading_on(bench: StoreBench) -> None:
    store = bench.open()
    bench.fill(store, 5)
    for after in (0, 3, 5, 99, -1):
        seen = [one.seq for one in store.read(bench.t(), after=after)]
        wanted = [seq for seq in range(1, 6) if seq > after]
        demand(seen == wanted, f"read(after={after}) of five gave {seen}")
    read, shown = store.read(bench.t()), store.feed()
    was, last = list(read), list(shown)
    store.append(bench.t(), record(6), expected=5, zone=ZONE)
    store.read(bench.t())
    store.feed()
    same = list(read) == was and list(shown) == last
    demand(same, "what was read changes with what is kept later")
    if bench.deep:
        for seq in range(7, _PAGE + 1):
            store.append(bench.t(), record(seq), expected=seq - 1, zone=ZONE)
        count = len(store.read(bench.t()))
        demand(count == _PAGE, f"of {_PAGE} records {count} are read")


def _unknown(bench: StoreBench) -> None:
    store = bench.open()
    bench.fill(store, 1)
    asked: tuple[tuple[str, Callable[[], object], object], ...] = (
        ("head", lambda: store.head(bench.t(2)), None),
        ("read", lambda: list(store.read(bench.t(2))), []),
        ("find", lambda: store.find(bench.t(2), record(1).act.id), None),
        ("body", lambda: store.body(bench.t(2), "x"), None),
    )
    for name, ask, wanted in asked:
        demand(ask() == wanted, f"{name} gives something of a trajectory nobody has heard of")


def _found(bench: StoreBench) -> None:
    store = bench.open()
    records = bench.fill(store, 3)
    for one in records:
        demand(store.find(bench.t(), one.act.id) == one, "an act is not found by its id")
    demand(store.find(bench.t(), voice("nobody").id) is None, "an act is found that never came")


def _trajectories(bench: StoreBench) -> None:
    store = bench.open()
    for name, number in (("z", 1), ("a", 2), ("m", 1)):
        bench.fill(store, number, bench.t(name))
    store.append(bench.t("z"), record(2), expected=1, zone=ZONE)
    mine = [one for one in store.trajectories() if one.startswith(bench.token)]
    wanted = [bench.t(name) for name in "zam"]
    demand(mine == wanted, "trajectories do not come once each, in the order in which they began")


def _zone(bench: StoreBench) -> None:
    store, lisbon = bench.open(), "Europe/Lisbon"
    store.append(bench.t(), record(1), expected=0, zone=lisbon)
    with expect(StoreError, "a record in another zone than the first"):
        store.append(bench.t(), record(2), expected=1, zone=ZONE)
    store.append(bench.t(), record(2), expected=1, zone=lisbon)
    head = store.head(bench.t())
    demand(head == Head(version=2, zone=lisbon), f"a trajectory kept in {lisbon} is at {head}")
    again = store.append(bench.t(), record(1), expected=0, zone=ZONE)
    demand(again.already, "an act that came again in another zone is not `already` there")
    demand(store.head(bench.t()) == head, "an act that came again changed the zone")


def _instants(bench: StoreBench) -> None:
    # The hour that comes twice when summer time ends: two instants with one wall clock.
    store, zone = bench.open(), ZoneInfo("Europe/Brussels")
    first = datetime(2025, 10, 26, 2, 30, tzinfo=zone, fold=0)
    second = datetime(2025, 10, 26, 2, 30, tzinfo=zone, fold=1)
    for seq, at in enumerate((first, second, datetime(1, 1, 1, tzinfo=UTC)), 1):
        store.append(bench.t(), record(seq, voice(f"a{seq}", at=at)), expected=seq - 1, zone=ZONE)
        kept = store.read(bench.t())[-1]
        same = kept.recorded_at.astimezone(UTC) == at.astimezone(UTC)
        demand(same, f"an act done at {at.isoformat()} came back at another instant")


def _reopened(bench: StoreBench) -> None:
    store = bench.open()
    records = bench.fill(store, 3)
    store.append(bench.t(), record(4), expected=3, zone=ZONE, bodies=[body()])
    store.close()
    again = bench.open()
    demand(list(again.read(bench.t())) == [*records, record(4)], "records are gone after reopening")
    demand(again.body(bench.t(), "x") == body(), "a body is gone after reopening")
    again.append(bench.t(), record(5), expected=4, zone=ZONE)


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-KEEPS",
        title="Records that are appended come back in order, and the head counts them.",
        check=_keeps,
        rests_on=("S-METHODS",),
    ),
    SealedLaw(
        id="S-METHODS",
        title="It has every method of the port, and those of what it declares beyond.",
        check=_has_all_of_it,
    ),
    SealedLaw(
        id="S-ROUND-TRIP",
        title="A record of any act there is comes back as it was.",
        check=_round_trip,
        rests_on=("S-KEEPS", "S-INSTANTS"),
    ),
    SealedLaw(
        id="S-BODIES",
        title="A body comes back as it was, however long and whatever signs it has.",
        check=_bodies,
        rests_on=("S-KEEPS",),
    ),
    SealedLaw(
        id="S-READ-ON",
        title="Reading goes on after any version, and what was read stays as it was.",
        check=_reading_on,
        rests_on=("S-KEEPS",),
    ),
    SealedLaw(
        id="S-UNKNOWN",
        title="Nothing is known of a trajectory nobody has heard of.",
        check=_unknown,
        rests_on=("S-KEEPS",),
    ),
    SealedLaw(
        id="S-FIND",
        title="An act is found by its id, and no other.",
        check=_found,
        rests_on=("S-KEEPS",),
    ),
    SealedLaw(
        id="S-TRAJECTORIES",
        title="Trajectories come once each, in the order in which they began.",
        check=_trajectories,
        rests_on=("S-KEEPS",),
    ),
    SealedLaw(
        id="S-ZONE",
        title="The zone comes with the first record and never changes.",
        check=_zone,
        rests_on=("S-KEEPS",),
    ),
    SealedLaw(
        id="S-INSTANTS",
        title="An act keeps its instant, in the hour that comes twice too.",
        check=_instants,
        rests_on=("S-KEEPS",),
    ),
    SealedLaw(
        id="S-REOPENED",
        title="What was kept is there when the store is opened again.",
        check=_reopened,
        yes=("durable",),
        rests_on=("S-KEEPS", "S-BODIES"),
    ),
)

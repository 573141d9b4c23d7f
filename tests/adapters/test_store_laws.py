"""What every store keeps, on each store that comes along."""

import sys
import threading
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from safetyframe.errors import (
    ActIdReusedError,
    HostError,
    StoreError,
    TextIdReusedError,
    VersionConflictError,
)
from safetyframe.ports import Appended, Declared, ErasedState, Head, Store
from safetyframe.values import Text, TrajectoryId
from safetyframe_plugins import memory, sqlite
from tests.adapters.making import T1, T2, body, fill, opened, record, voice


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    one: Store = (
        memory.MemoryStore()
        if request.param == "memory"
        else sqlite.SqliteStore(tmp_path / "one.db")
    )
    with opened(one):
        yield one


@pytest.fixture
def restless() -> Iterator[None]:
    """Let threads take turns as often as Python can, so that what is not guarded shows."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_it_is_a_store(store: Store):
    assert isinstance(store, Store)


def test_what_goes_in_comes_out(store: Store):
    records = fill(store, 5)
    assert list(store.read(T1)) == records
    assert store.head(T1) == Head(version=5, zone="Europe/Brussels")


@pytest.mark.parametrize("after", [0, 3, 5, 99, -1])
def test_reading_goes_on_after_a_version(store: Store, after: int):
    fill(store, 5)
    assert [r.seq for r in store.read(T1, after=after)] == [s for s in range(1, 6) if s > after]


def test_nothing_is_known_of_an_unknown_trajectory(store: Store):
    fill(store, 1)
    assert store.head(T2) is None
    assert list(store.read(T2)) == []
    assert store.find(T2, record(1).act.id) is None
    assert store.body(T2, "x") is None
    assert store.erase_body(T2, "x") is ErasedState.NEVER_HELD


@pytest.mark.parametrize("expected", [0, 1, 3, 4])
def test_another_version_is_a_conflict_and_writes_nothing(store: Store, expected: int):
    records = fill(store, 2)
    late = record(expected + 1, voice("late"))
    with pytest.raises(VersionConflictError) as e:
        store.append(T1, late, expected=expected, bodies=[body()])
    assert (e.value.expected, e.value.found) == (expected, 2)
    assert list(store.read(T1)) == records
    assert store.body(T1, "x") is None
    assert len(store.feed()) == 2


def test_an_unknown_trajectory_is_at_version_0(store: Store):
    with pytest.raises(VersionConflictError):
        store.append(T1, record(2), expected=1)
    assert store.trajectories() == ()


def test_a_record_follows_the_version_expected(store: Store):
    fill(store, 1)
    with pytest.raises(HostError, match="has seq 2, not 3"):
        store.append(T1, record(3), expected=1)
    assert store.head(T1) == Head(version=1, zone="Europe/Brussels")


@pytest.mark.parametrize("expected", [0, 1, 2, 3, 99])
def test_the_same_act_twice_has_one_effect_at_any_version(store: Store, expected: int):
    records = fill(store, 3)
    first = store.feed()[1]
    again = record(expected + 1, records[1].act)
    assert store.append(T1, again, expected=expected, bodies=[body()]) == Appended(
        record=records[1], pos=first.pos, already=True
    )
    assert list(store.read(T1)) == records
    assert store.body(T1, "x") is None


def test_the_same_act_in_another_zone_is_the_same_act(store: Store):
    # The hour that comes twice: Python calls these two unequal, though they are one instant.
    brussels = datetime(2025, 10, 26, 2, 30, tzinfo=ZoneInfo("Europe/Brussels"), fold=1)
    utc = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
    store.append(T1, record(1, voice("a", at=brussels)), expected=0)
    for again in (brussels, utc):
        assert store.append(T1, record(2, voice("a", at=again)), expected=1).already


@pytest.mark.parametrize("expected", [0, 1, 7])
def test_an_act_id_stands_for_one_act(store: Store, expected: int):
    records = fill(store, 1)
    other = record(expected + 1, voice("a1", person="p-2"))
    with pytest.raises(ActIdReusedError, match="'a1'"):
        store.append(T1, other, expected=expected)
    assert list(store.read(T1)) == records


def test_an_act_id_is_free_in_another_trajectory(store: Store):
    fill(store, 2)
    fill(store, 2, T2)
    assert [i.trajectory for i in store.feed()] == [T1, T1, T2, T2]


def test_an_act_is_found_by_its_id(store: Store):
    records = fill(store, 3)
    assert store.find(T1, records[1].act.id) == records[1]
    assert store.find(T1, voice("nobody").id) is None


def test_the_zone_comes_with_the_first_record_and_never_changes(store: Store):
    store.append(T1, record(1), expected=0, zone="Europe/Lisbon")
    with pytest.raises(StoreError, match="Europe/Lisbon"):
        store.append(T1, record(2), expected=1)
    store.append(T1, record(2), expected=1, zone="Europe/Lisbon")
    assert store.head(T1) == Head(version=2, zone="Europe/Lisbon")


def test_trajectories_come_in_the_order_in_which_they_began(store: Store):
    fill(store, 1, T2)
    fill(store, 2, T1)
    assert list(store.trajectories()) == [T2, T1]


def test_the_feed_goes_on_where_it_was_left(store: Store):
    fill(store, 3)
    fill(store, 3, T2)
    store.append(T1, record(4), expected=3)
    whole = store.feed()
    assert [i.pos for i in whole] == sorted({i.pos for i in whole})
    assert [(i.trajectory, i.record.seq) for i in whole] == [
        *((T1, s) for s in (1, 2, 3)),
        *((T2, s) for s in (1, 2, 3)),
        (T1, 4),
    ]
    pieces, after = [], 0
    for size in (2, 2, 2, 1):
        piece = store.feed(after=after, limit=2)
        assert len(piece) == size
        pieces.extend(piece)
        after = piece[-1].pos
    assert pieces == list(whole)
    assert list(store.feed(after=after)) == []
    assert list(store.feed(limit=0)) == list(store.feed(limit=-1)) == []


def test_an_append_says_where_it_stands_in_the_feed(store: Store):
    fill(store, 2)
    done = store.append(T2, record(1), expected=0)
    assert not done.already
    assert [i.record for i in store.feed(after=done.pos - 1)] == [done.record]


WORDS = ("ja", "", "Ze zei: 'nee' \"…\" — ☂ 🌧 e\u0301", "a\0b\nc", "lang " * 20_000)


@pytest.mark.parametrize("words", WORDS, ids=["short", "none", "signs", "zero", "long"])
def test_a_body_comes_back_as_it_was(store: Store, words: str):
    one, other = body("x", words), body("y", "anders")
    act = voice("a", one.text)
    store.append(T1, record(1, act), expected=0, bodies=[one, other])
    assert store.body(T1, "x") == one
    assert store.body(T1, "y") == other
    assert store.body(T2, "x") is None
    assert store.body(T1, "z") is None


def test_a_body_may_come_again_with_another_act(store: Store):
    store.append(T1, record(1), expected=0, bodies=[body()])
    store.append(T1, record(2), expected=1, bodies=(b for b in [body(), body("y")]))
    assert store.body(T1, "x") == body()
    assert store.body(T1, "y") == body("y")


def test_a_text_id_stands_for_one_body_and_all_is_nothing(store: Store):
    store.append(T1, record(1), expected=0, bodies=[body()])
    for wrong in ([body("y"), body("x", "iets anders")], [body("y"), body("y", "iets anders")]):
        with pytest.raises(TextIdReusedError) as e:
            store.append(T1, record(2), expected=1, bodies=wrong)
        assert "iets" not in str(e.value)
        assert store.head(T1) == Head(version=1, zone="Europe/Brussels")
        assert store.body(T1, "y") is None
        assert store.body(T1, "x") == body()
    assert len(store.feed()) == 1


def test_a_text_id_is_free_in_another_trajectory(store: Store):
    store.append(T1, record(1), expected=0, bodies=[body("x", "een")])
    store.append(T2, record(1), expected=0, bodies=[body("x", "twee")])
    assert store.erase_body(T1, "x") is ErasedState.ERASED
    assert store.body(T2, "x") == body("x", "twee")


def test_an_erased_body_is_gone_and_the_rest_stays(store: Store):
    records = fill(store, 1)
    two = record(2)
    store.append(T1, two, expected=1, bodies=[body("x"), body("y")])
    assert store.erase_body(T1, "nobody") is ErasedState.NEVER_HELD
    assert store.erase_body(T1, "x") is ErasedState.ERASED
    assert store.body(T1, "x") is None
    assert store.erase_body(T1, "x") is ErasedState.ERASED
    assert store.body(T1, "y") == body("y")
    assert list(store.read(T1)) == [*records, two]


def test_a_record_and_what_it_erases_are_one(store: Store):
    store.append(T1, record(1), expected=0, bodies=[body("x"), body("y")])
    two = record(2)
    appended = store.append(T1, two, expected=1, bodies=[body("why")], erase=["x", "nobody"])
    assert appended.erased == (("x", ErasedState.ERASED), ("nobody", ErasedState.NEVER_HELD))
    assert (store.body(T1, "x"), store.body(T1, "y")) == (None, body("y"))
    assert store.body(T1, "why") == body("why")
    again = store.append(T1, two, expected=0, erase=["x", "nobody"])
    assert (again.already, again.erased) == (True, appended.erased)
    with pytest.raises(TextIdReusedError):
        store.append(T1, record(3), expected=2, bodies=[body("x")])


def test_a_record_that_is_not_kept_erases_nothing(store: Store):
    store.append(T1, record(1), expected=0, bodies=[body("x")])
    with pytest.raises(VersionConflictError):
        store.append(T1, record(2), expected=7, erase=["x"])
    with pytest.raises(TextIdReusedError):
        store.append(T1, record(2), expected=1, bodies=[body("x", "anders")], erase=["x"])
    assert store.body(T1, "x") == body("x")
    assert len(store.read(T1)) == 1


def test_doing_it_again_finishes_an_erasure(store: Store):
    """The act is on record, and what it should have erased is still there."""
    one, two = record(1), record(2)
    store.append(T1, one, expected=0, bodies=[body("x")])
    store.append(T1, two, expected=1)
    again = store.append(T1, two, expected=1, erase=["x"])
    assert (again.already, again.erased) == (True, (("x", ErasedState.ERASED),))
    assert store.body(T1, "x") is None


def test_an_erased_body_does_not_come_back(store: Store):
    one = record(1)
    store.append(T1, one, expected=0, bodies=[body()])
    store.erase_body(T1, "x")
    assert store.append(T1, one, expected=0, bodies=[body()]).already
    assert store.body(T1, "x") is None
    with pytest.raises(TextIdReusedError):
        store.append(T1, record(2), expected=1, bodies=[body()])
    assert store.body(T1, "x") is None
    assert store.head(T1) == Head(version=1, zone="Europe/Brussels")


@pytest.mark.usefixtures("restless")
def test_threads_race_and_each_version_has_one_winner(store: Store):
    threads, versions = 6, 40
    wins: list[tuple[int, int]] = []
    wrong: list[BaseException] = []
    turn = threading.Barrier(threads)

    def run(me: int) -> None:
        for seq in range(1, versions + 1):
            turn.wait()
            try:
                one = record(seq, voice(f"{me}-{seq}"))
                store.append(T1, one, expected=seq - 1, bodies=[body(f"{me}-{seq}")])
                wins.append((seq, me))
            except VersionConflictError as lost:
                if lost.found != seq:  # the one that came first, and no other
                    wrong.append(lost)
            except BaseException as error:  # noqa: BLE001 -- seen by the test, not by the thread
                wrong.append(error)

    crowd = [threading.Thread(target=run, args=(i,)) for i in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert wrong == []
    assert sorted(seq for seq, _ in wins) == list(range(1, versions + 1))
    for seq, me in wins:
        assert store.read(T1, after=seq - 1)[0].act.id == f"{me}-{seq}"
        assert store.body(T1, f"{me}-{seq}") is not None
    assert len(store.feed()) == versions


@pytest.mark.usefixtures("restless")
def test_a_reader_among_writers_skips_nothing_and_sees_no_half(store: Store):
    threads, each = 4, 30
    seen = []
    halves: list[str] = []
    writers = [
        threading.Thread(target=_write, args=(store, f"w-{i}", each)) for i in range(threads)
    ]
    for one in writers:
        one.start()
    alive = True
    while alive:
        alive = any(one.is_alive() for one in writers)
        for item in store.feed(after=seen[-1].pos if seen else 0, limit=7):
            seen.append(item)
            if store.body(item.trajectory, f"x{item.record.seq}") is None:
                halves.append(item.record.act.id)
    seen.extend(store.feed(after=seen[-1].pos if seen else 0))
    assert halves == []
    assert len(seen) == threads * each
    assert seen == list(store.feed(limit=threads * each + 1))
    for trajectory in store.trajectories():
        numbers = [i.record.seq for i in seen if i.trajectory == trajectory]
        assert numbers == list(range(1, each + 1))


def _write(store: Store, name: str, each: int) -> None:
    for seq in range(1, each + 1):
        store.append(TrajectoryId(name), record(seq), expected=seq - 1, bodies=[body(f"x{seq}")])


def test_two_stores_share_nothing(store: Store, tmp_path: Path):
    fill(store, 2)
    for other in (memory.MemoryStore(), sqlite.SqliteStore(tmp_path / "two.db")):
        with opened(other):
            assert list(other.feed()) == []
            assert other.head(T1) is None
            other.append(T1, record(1), expected=0, bodies=[body()])
            assert store.body(T1, "x") is None
    assert len(store.feed()) == 2


def test_a_closed_store_says_so(store: Store):
    fill(store, 1)
    store.close()
    store.close()
    for call in (
        lambda: store.append(T1, record(2), expected=1),
        lambda: store.read(T1),
        lambda: store.head(T1),
        lambda: store.find(T1, record(1).act.id),
        store.trajectories,
        store.feed,
        lambda: store.body(T1, "x"),
        lambda: store.erase_body(T1, "x"),
    ):
        with pytest.raises(StoreError, match="closed"):
            call()


def test_no_words_in_what_a_store_raises_or_shows(store: Store):
    secret = body("x", "geheim")
    store.append(T1, record(1), expected=0, bodies=[secret])
    for wrong in (body("x", "geheimer"), body("x", "geheim\ud800")):
        with pytest.raises(TextIdReusedError) as e:
            store.append(T1, record(2), expected=1, bodies=[wrong])
        shown = f"{e.value!s} {e.value!r} {e.value.__cause__} {store!r} {store.body(T1, 'x')!r}"
        assert "geheim" not in shown
        assert secret.salt not in shown


def test_a_memory_store_lets_go_of_what_was_erased():
    with opened(memory.MemoryStore()) as store:
        words = body()
        watched = weakref.ref(words)
        store.append(T1, record(1), expected=0, bodies=[words])
        del words
        assert watched() is not None
        store.erase_body(T1, "x")
        assert watched() is None


def test_capabilities_are_declared():
    assert memory.CAPABILITIES.durable is Declared.NO
    assert sqlite.CAPABILITIES.durable is sqlite.CAPABILITIES.multi_process is Declared.YES
    assert memory.CAPABILITIES.erases is sqlite.CAPABILITIES.erases is Declared.YES


def test_a_text_in_an_act_is_kept_as_a_reference_only(store: Store):
    act = voice("a", Text(id="x", digest="1" * 64, language="fr-BE"))
    store.append(T1, record(1, act), expected=0)
    assert store.read(T1)[0].act == act

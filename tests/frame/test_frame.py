"""A frame: a law and a store together, on each store that comes along."""

import pickle
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from safetyframe import Frame, Law, Policy, Relation
from safetyframe.acts import (
    AddParticipation,
    Erase,
    ErasureKind,
    EstablishWat,
    RecordInformation,
    ReviseWat,
    Withdraw,
)
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.errors import ActIdReusedError, HostError, StoreError
from safetyframe.folding import fold
from safetyframe.outcome import Accepted, Can, Refused
from safetyframe.ports import ErasedState
from safetyframe.roles import By, Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Mandate, PersonId
from safetyframe.views import Viewer
from safetyframe_plugins.memory import MemoryStore
from safetyframe_plugins.sqlite import SqliteStore
from tests.adapters.making import NOON, T1, T2, body, record, voice
from tests.frame.faces import FACES, beneath
from tests.support.story import ANNA, LEAD, text, wat_established

STORY = wat_established()
NOBODY = Viewer(person=PersonId("nobody"), at=NOON)


@pytest.fixture(params=FACES)
def face(request: pytest.FixtureRequest) -> type[Frame]:
    """`Frame`, or an `AsyncFrame` that looks like one."""
    return FACES[request.param]  # type: ignore[no-any-return]


@pytest.fixture(params=["memory", "sqlite"])
def frame(request: pytest.FixtureRequest, face: type[Frame], tmp_path: Path) -> Iterator[Frame]:
    url = "memory://" if request.param == "memory" else f"sqlite:///{tmp_path}/one.db"
    with face.open(url, zone="Europe/Brussels") as one:
        yield one


def erase(name: str, *texts: str) -> Erase:
    """An authority erases words that belong to another family."""
    mandate = Mandate(body="ocj-east", reference="m-1", since=NOON)
    by = By(person=PersonId("gov"), role=Role.AUTHORITY, at=NOON, mandate=mandate)
    return Erase(id=ActId(name), by=by, texts=texts, kind=ErasureKind.WRONG_FAMILY)


def play(frame: Frame) -> None:
    for one in STORY.records:
        outcome = frame.do(T1, one.act)
        assert isinstance(outcome, Accepted), outcome
        assert outcome.record == one


def test_a_story_is_played_kept_and_read_back(frame: Frame, face: type[Frame]):
    play(frame)
    assert list(frame.records(T1)) == STORY.records
    assert frame.trajectory(T1) == STORY.t
    with_cold_cache = face(frame.store)
    assert with_cold_cache.trajectory(T1) == STORY.t
    assert frame.findings(T1, STORY.now) == STORY.law.findings(STORY.t, STORY.now)


def test_an_embedder_gets_there_in_four_lines(face: type[Frame], tmp_path: Path):
    with face.open(f"sqlite:///{tmp_path}/cases.db") as frame:
        for one in STORY.records:
            frame.do("t-1", one.act)
    with face.open(f"sqlite:///{tmp_path}/cases.db") as frame:
        assert frame.trajectory("t-1") == STORY.t


def too_early() -> Withdraw:
    return Withdraw(
        id=ActId("w-1"),
        by=By(person=LEAD[0], role=LEAD[1], at=STORY.now),
        minor=PersonId("anna"),
        outcome=WithdrawalOutcome.ACHIEVED,
    )


def test_a_refusal_writes_nothing(frame: Frame):
    play(frame)
    outcome = frame.do(T1, too_early())
    assert isinstance(outcome, Refused)
    assert "X1" in outcome.clauses
    assert list(frame.records(T1)) == STORY.records
    assert frame.trajectory(T1) == STORY.t
    assert frame.decide(T1, too_early()) == outcome


def test_asking_writes_nothing(frame: Frame):
    first = STORY.records[0].act
    outcome = frame.decide(T1, first)
    assert isinstance(outcome, Accepted)
    assert list(frame.records(T1)) == []
    assert frame.store.head(T1) is None
    assert frame.do(T1, first) == outcome
    assert frame.decide(T1, first) == outcome  # as kept


def test_doing_again_is_safe_and_told_apart(frame: Frame):
    play(frame)
    kept = STORY.records[0]
    done = frame.done(T1, kept.act)
    assert done.already
    assert done.outcome == Accepted(record=kept, trajectory=STORY.t)
    assert frame.do(T1, kept.act) == done.outcome
    assert list(frame.records(T1)) == STORY.records
    fresh = frame.done(T1, voice("new", at=STORY.now))
    assert not fresh.already


def test_another_act_under_the_same_id_is_an_error(frame: Frame):
    frame.do(T1, voice("a"))
    with pytest.raises(ActIdReusedError):
        frame.do(T1, voice("a", person="p-2"))
    with pytest.raises(ActIdReusedError):
        frame.decide(T1, voice("a", person="p-2"))
    assert len(frame.records(T1)) == 1


def test_bodies_travel_with_their_act_and_can_be_erased(frame: Frame):
    words = body("w", "iets in vertrouwen")
    act = voice("a", words.text)
    frame.do(T1, act, bodies=[words])
    assert frame.body(T1, "w") == words
    assert frame.body(T2, "w") is None
    erasing = erase("e", "w", "nobody")
    done = frame.done(T1, erasing)
    assert isinstance(done.outcome, Accepted)
    assert done.erased == (("w", ErasedState.ERASED), ("nobody", ErasedState.NEVER_HELD))
    assert frame.body(T1, "w") is None
    frame.do(T1, act, bodies=[words])
    assert frame.body(T1, "w") is None
    again = frame.done(T1, erasing)
    assert (again.already, again.erased) == (True, done.erased)
    assert frame.finish_erasing(T1, "e") == done.erased


def test_nothing_is_erased_without_an_act_that_the_law_accepts(frame: Frame):
    words = body("w", "iets in vertrouwen")
    frame.do(T1, voice("a", words.text), bodies=[words])
    for by in (
        By(person=PersonId("p-1"), role=Role.PARENT, at=NOON),
        By(person=PersonId("gov"), role=Role.AUTHORITY, at=NOON),  # no mandate
    ):
        assert isinstance(frame.do(T1, evolve(erase("e", "w"), by=by)), Refused)
    assert isinstance(frame.decide(T1, erase("e", "w")), Accepted)  # asking is not doing
    for act in ("a", "e", "nothing"):
        with pytest.raises(HostError, match="no act of erasing"):
            frame.finish_erasing(T1, act)
    assert frame.body(T1, "w") == words


def test_an_erasure_on_record_whose_bodies_are_still_there_is_finished(frame: Frame):
    """As it would be after a restore from a backup of the bodies, or with an older store."""
    words = body("w", "iets in vertrouwen")
    frame.do(T1, voice("a", words.text), bodies=[words])
    outcome = frame.decide(T1, erase("e", "w"))
    assert isinstance(outcome, Accepted)
    frame.store.append(T1, outcome.record, expected=1)
    assert frame.body(T1, "w") == words
    frame.decide(T1, erase("e", "w"))
    assert frame.body(T1, "w") == words
    assert frame.done(T1, erase("e", "w")).erased == (("w", ErasedState.ERASED),)
    assert frame.body(T1, "w") is None


def test_what_a_frame_remembers_holds_no_words(frame: Frame):
    words = body("w", "iets in vertrouwen")
    frame.do(T1, voice("a", words.text), bodies=[words])
    remembered = pickle.dumps(tuple(frame._memory.warm.values()))
    assert b"vertrouwen" not in remembered
    assert words.salt.encode() not in remembered


def test_bodies_that_are_not_the_acts_are_refused_before_anything_is_decided(frame: Frame):
    with pytest.raises(HostError, match="'w'"):
        frame.do(T1, voice("a"), bodies=[body("w")])
    assert list(frame.records(T1)) == []


def test_a_trajectory_can_be_read_as_it_had_been_written_down_by_then(frame: Frame):
    play(frame)
    for seq in (1, 4, len(STORY.records) - 1):
        then = STORY.records[seq - 1].recorded_at
        known = [r for r in STORY.records if r.recorded_at <= then]
        expected = fold(known, Trajectory.start(T1))
        assert frame.trajectory(T1, at=then) == expected
        assert frame.findings(T1, then) == frame.law.findings(expected, then)
    before = STORY.records[0].recorded_at - timedelta(seconds=1)
    assert frame.trajectory(T1, at=before) == Trajectory.start(T1)
    later = STORY.now + timedelta(days=9)
    assert frame.trajectory(T1, at=later) == STORY.t
    assert frame.trajectory("t-nobody", at=later) == Trajectory.start("t-nobody")


def test_what_shows_only_beside_it_is_looked_at_with_what_is_linked_and_related(frame: Frame):
    play(frame)
    for one in STORY.records:
        frame.do(T2, one.act)
    aunt = {"person": PersonId("aunt"), "role": Role.NETWORK, "since": STORY.now}
    assert isinstance(frame.do(T2, STORY.act(AddParticipation, LEAD, **aunt)), Accepted)
    related = (Relation(person=LEAD[0], other=PersonId("aunt")),)
    later = STORY.now + timedelta(days=1)
    alone = frame.findings(T1, later, related=related)
    both = frame.findings(T1, later, linked=(T2,), related=related)
    assert "conflict-of-interest" not in {f.code for f in alone}
    (found,) = [f for f in both if f.code == "conflict-of-interest"]
    assert (found.get("person"), found.get("related")) == (LEAD[0], "aunt")


def test_what_was_put_on_record_late_was_not_there_before(frame: Frame):
    # Written down offline in the morning, put on record after something of noon.
    early = NOON - timedelta(hours=3)
    frame.do(T1, voice("noon", at=NOON))
    frame.do(T1, voice("late", at=early))
    assert frame.trajectory(T1, at=early).seq == 0
    assert frame.trajectory(T1, at=NOON).seq == 2


def test_a_moment_has_an_offset(frame: Frame):
    frame.do(T1, voice("a"))
    naive = datetime(2025, 3, 3, 12)  # noqa: DTZ001
    for call in (
        lambda: frame.trajectory(T1, at=naive),
        lambda: frame.trajectory(T2, at=naive),
        lambda: frame.findings(T1, naive),
        lambda: frame.findings(T2, naive),
    ):
        with pytest.raises(HostError, match="offset"):
            call()


def test_who_may_what_is_asked_of_the_law(frame: Frame):
    play(frame)
    by = By(person=LEAD[0], role=LEAD[1], at=STORY.now)
    possibilities = frame.may(T1, by)
    assert possibilities == frame.law.what_can(STORY.t, by)
    assert {p.can for p in possibilities} >= {Can.NO, Can.YES}


def test_one_call_gives_what_somebody_may_see(frame: Frame):
    play(frame)
    law = frame.law
    for person in (LEAD[0], ANNA, "nobody"):
        viewer = Viewer(person=PersonId(person), at=STORY.now)
        assert frame.show(T1, viewer) == law.show(STORY.t, viewer)
        assert frame.records_for(T1, viewer) == law.show(STORY.records, viewer, STORY.t)
        found = law.findings(STORY.t, STORY.now)
        assert frame.findings_for(T1, viewer) == law.show(found, viewer, STORY.t)
    by = By(person=LEAD[0], role=LEAD[1], at=STORY.now)
    can = law.what_can(STORY.t, by)
    assert frame.may_for(T1, by) == law.show(can, Viewer.of(by), STORY.t)
    assert frame.records_for(T1, Viewer.of(by)).shown
    assert frame.records_for(T1, Viewer(person=PersonId("nobody"), at=STORY.now)).shown == ()


def test_what_is_shown_is_as_it_had_been_written_down_by_then(frame: Frame):
    play(frame)
    for seq in (4, len(STORY.records) - 1):
        then = STORY.records[seq - 1].recorded_at
        viewer = Viewer(person=LEAD[0], at=then)
        known = [r for r in STORY.records if r.recorded_at <= then]
        was = fold(known, Trajectory.start(T1))
        assert frame.show(T1, viewer) == frame.law.show(was, viewer)
        assert frame.records_for(T1, viewer) == frame.law.show(known, viewer, was)
        found = frame.law.findings(was, then)
        assert frame.findings_for(T1, viewer) == frame.law.show(found, viewer, was)
        by = By(person=LEAD[0], role=LEAD[1], at=then)
        assert frame.may_for(T1, by) == frame.law.show(frame.law.what_can(was, by), viewer, was)


def test_whoever_acts_looks_at_the_moment_of_the_act():
    mandate = Mandate(body="ocj-east", reference="m-1", since=NOON)
    by = By(person=LEAD[0], role=LEAD[1], at=STORY.now, mandate=mandate)
    assert Viewer.of(by) == Viewer(person=LEAD[0], at=STORY.now, mandate=mandate)


@pytest.mark.parametrize("name", ["", "a b", "é", "x" * 129])
def test_a_trajectory_is_named_by_a_reference(frame: Frame, name: str):
    for call in (
        lambda: frame.do(name, voice("a")),
        lambda: frame.decide(name, voice("a")),
        lambda: frame.trajectory(name),
        lambda: frame.records(name),
        lambda: frame.findings(name, NOON),
        lambda: frame.show(name, NOBODY),
        lambda: frame.records_for(name, NOBODY),
        lambda: frame.findings_for(name, NOBODY),
        lambda: frame.may_for(name, By(person=PersonId("p"), role=Role.PARENT, at=NOON)),
        lambda: frame.may(name, By(person=PersonId("p"), role=Role.PARENT, at=NOON)),
        lambda: frame.body(name, "w"),
        lambda: frame.finish_erasing(name, "w"),
    ):
        with pytest.raises(HostError, match="opaque reference"):
            call()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "Europe", "../etc/passwd", "/etc/localtime"])
def test_a_zone_is_known_before_anything_is_opened(face: type[Frame], tmp_path: Path, zone: str):
    with pytest.raises(HostError, match="IANA name"):
        face.open(f"sqlite:///{tmp_path}/one.db", zone=zone)
    assert list(tmp_path.iterdir()) == []


def test_a_trajectory_keeps_its_zone(face: type[Frame], tmp_path: Path):
    url = f"sqlite:///{tmp_path}/one.db"
    with face.open(url, zone="Europe/Lisbon") as lisbon:
        lisbon.do(T1, voice("a"))
    with face.open(url) as brussels:
        assert brussels.trajectory(T1).zone == "Europe/Lisbon"
        brussels.do(T1, voice("b"))
        brussels.do(T2, voice("b"))
        assert brussels.trajectory(T1).zone == "Europe/Lisbon"
        assert brussels.trajectory(T2).zone == "Europe/Brussels"


def test_two_that_begin_a_trajectory_in_two_zones_agree_on_the_first(
    face: type[Frame], tmp_path: Path
):
    url = f"sqlite:///{tmp_path}/one.db"
    with face.open(url) as one, face.open(url, zone="Europe/Lisbon") as other:
        assert one.trajectory(T1).zone == "Europe/Brussels"
        other.do(T1, voice("a"))
        one.do(T1, voice("b"))
        assert one.trajectory(T1).zone == "Europe/Lisbon"
        assert [r.seq for r in one.records(T1)] == [1, 2]


def test_a_frame_sees_what_another_has_done(face: type[Frame], tmp_path: Path):
    url = f"sqlite:///{tmp_path}/one.db"
    with face.open(url) as one, face.open(url) as other:
        for k, r in enumerate(STORY.records):
            (one, other)[k % 2].do(T1, r.act)
        assert one.trajectory(T1) == other.trajectory(T1) == STORY.t
        # A refusal too is given on what is there now, not on what was remembered.
        act = RecordInformation(
            id=ActId("late"),
            by=By(person=LEAD[0], role=LEAD[1], at=STORY.now),
            minors=(PersonId("anna"),),
            about=voice("a").words,
        )
        with face.open(url) as stale:
            stale._memory.warm[T1] = Trajectory.start(T1)
            assert isinstance(stale.law.decide(stale._memory.warm[T1], act), Refused)
            assert isinstance(stale.do(T1, act), Accepted)


def test_a_store_put_back_to_an_older_copy_is_believed(face: type[Frame], tmp_path: Path):
    with face(SqliteStore(tmp_path / "one.db")) as frame:
        frame.do(T1, voice("a"))
        frame.do(T1, voice("b"))
        db = sqlite3.connect(tmp_path / "one.db")
        db.execute("DELETE FROM record WHERE seq = 2")
        db.commit()
        db.close()
        assert frame.trajectory(T1).seq == 1
        frame.do(T1, voice("c"))
        assert [r.act.id for r in frame.records(T1)] == ["a", "c"]


def test_what_is_remembered_has_a_bound(face: type[Frame]):
    with face(MemoryStore()) as frame:
        for n in range(200):
            frame.do(f"t-{n}", voice("a"))
        assert len(frame._memory.warm) == 64
        assert frame.trajectory("t-0").seq == 1
        assert "t-0" in frame._memory.warm
        assert "t-199" in frame._memory.warm


def test_a_warm_act_reads_nothing_from_the_store(face: type[Frame], tmp_path: Path):
    with face(SqliteStore(tmp_path / "one.db")) as frame:
        frame.do(T1, voice("a"))
        statements: list[str] = []
        store = beneath(frame.store)
        assert isinstance(store, SqliteStore)
        store._connection.set_trace_callback(statements.append)
        frame.do(T1, voice("b"))
        words = [s.split()[0] for s in statements]
        assert words == ["BEGIN", "SELECT", "INSERT", "COMMIT"]


def test_the_law_is_stamped_on_every_record(face: type[Frame]):
    strict = Law(policy=Policy())
    with face(MemoryStore(), law=strict) as frame:
        frame.do(T1, voice("a"))
        assert frame.records(T1)[0].law == strict.hash
        assert frame.law is strict


def test_a_closed_frame_says_so(frame: Frame):
    frame.do(T1, voice("a"))
    frame.close()
    assert not frame._memory.warm
    frame.close()
    for call in (lambda: frame.do(T1, voice("b")), lambda: frame.trajectory(T1)):
        with pytest.raises(StoreError, match="closed"):
            call()


def test_threads_speak_on_one_trajectory_and_every_voice_lands(frame: Frame):
    threads, each = 8, 12
    wrong: list[BaseException] = []

    def run(me: int) -> None:
        try:
            for n in range(each):
                words = body(f"{me}-{n}")
                outcome = frame.do(T1, voice(f"{me}-{n}", words.text), bodies=[words])
                assert isinstance(outcome, Accepted)
                assert outcome.record.act.id == f"{me}-{n}"
        except BaseException as error:  # noqa: BLE001 -- seen by the test, not by the thread
            wrong.append(error)

    crowd = [threading.Thread(target=run, args=(i,)) for i in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert wrong == []
    records = frame.records(T1)
    assert [r.seq for r in records] == list(range(1, threads * each + 1))
    assert len({r.act.id for r in records}) == threads * each
    assert frame.trajectory(T1) == fold(records, Trajectory.start(T1))


def test_the_same_act_from_many_threads_has_one_effect(frame: Frame):
    words = body("w")
    act = voice("a", words.text)
    done: list[bool] = []
    start = threading.Barrier(8)

    def run() -> None:
        start.wait()
        done.append(frame.done(T1, act, bodies=[words]).already)

    crowd = [threading.Thread(target=run) for _ in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert sorted(done) == [False] + [True] * 7
    assert len(frame.records(T1)) == 1


def test_of_eight_revisions_one_wins(frame: Frame):
    play(frame)
    revisions = [_revision(n) for n in range(8)]
    outcomes = []
    start = threading.Barrier(8)

    def run(n: int) -> None:
        start.wait()
        outcomes.append(frame.do(T1, revisions[n]))

    crowd = [threading.Thread(target=run, args=(n,)) for n in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert sorted(type(o).__name__ for o in outcomes) == ["Accepted"] + ["Refused"] * 7
    assert len(frame.trajectory(T1).wat) == 2


def _revision(n: int) -> ReviseWat:
    first = next(r.act for r in STORY.records if isinstance(r.act, EstablishWat))
    shared = {
        name: getattr(first, name)
        for name in ("bottom_lines", "dangers", "goals", "information", "conversations", "weighed")
    }
    by = evolve(first.by, at=STORY.now)
    return ReviseWat(
        id=ActId(f"rev-{n}"), by=by, revises=1, material=False, reason=text("why"), **shared
    )


def test_records_of_another_are_brought_in_one_by_one(face: type[Frame], tmp_path: Path):
    # The store is the truth: what somebody appended past the frame counts as well.
    store = SqliteStore(tmp_path / "one.db")
    with face(store) as frame:
        frame.do(T1, voice("a"))
        store.append(T1, record(2), expected=1)
        assert frame.trajectory(T1).seq == 2
        assert isinstance(frame.do(T1, voice("c", at=datetime(2025, 4, 1, tzinfo=UTC))), Accepted)
        assert [r.seq for r in frame.records(T1)] == [1, 2, 3]

"""The order of effects, without a store: what is asked, when, and what is answered."""

import pytest

from safetyframe.acts import Act, EndParticipation, EstablishWat
from safetyframe.errors import (
    ActIdReusedError,
    AdapterError,
    HostError,
    VersionConflictError,
)
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused
from safetyframe.ports import Appended
from safetyframe.program import Append, Done, Find, Load, Memory, Steps, ask, do, texts_of
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Body, Text
from tests.adapters.making import NOON, T1, body, voice
from tests.support.story import MOTHER, opened, statements

LAW = Law()
STORY = opened()
SPEAK = voice("new")
NEVER = EndParticipation(
    id=ActId("never"), by=SPEAK.by, participation="nobody", until=NOON
)  # refused always: there is no such part


def start(steps: Steps[Done]) -> object:
    return next(steps)


def end(steps: Steps[Done], answer: object) -> Done:
    with pytest.raises(StopIteration) as stop:
        steps.send(answer)
    done = stop.value.value
    assert isinstance(done, Done)
    return done


def accepted(t: Trajectory, act: Act = SPEAK) -> Accepted:
    outcome = LAW.decide(t, act)
    assert isinstance(outcome, Accepted)
    return outcome


def test_an_accepted_act_takes_what_is_remembered_and_one_append():
    steps = do(LAW, T1, SPEAK)
    assert start(steps) == Load(trajectory=T1, fresh=False)
    yes = accepted(STORY.t)
    assert steps.send(STORY.t) == Append(
        trajectory=T1, accepted=yes, expected=STORY.t.seq, bodies=()
    )
    assert end(steps, Appended(record=yes.record, pos=1)) == Done(outcome=yes)


def test_a_lost_race_is_decided_again_on_what_is_there_now():
    steps = do(LAW, T1, SPEAK)
    start(steps)
    steps.send(STORY.t)
    assert steps.send(VersionConflictError(1, 2)) == Load(trajectory=T1, fresh=True)
    newer = accepted(STORY.t, voice("other")).trajectory
    again = steps.send(newer)
    assert isinstance(again, Append)
    assert again.expected == newer.seq == STORY.t.seq + 1
    assert again.accepted.record.seq == newer.seq + 1
    end(steps, Appended(record=again.accepted.record, pos=2))


def test_losing_too_often_raises_the_last_conflict():
    steps = do(LAW, T1, SPEAK, tries=3)
    start(steps)
    for lost in range(2):
        assert isinstance(steps.send(STORY.t), Append)
        assert isinstance(steps.send(VersionConflictError(lost, lost + 1)), Load)
    steps.send(STORY.t)
    last = VersionConflictError(7, 8)
    with pytest.raises(VersionConflictError) as e:
        steps.send(last)
    assert e.value is last


def test_a_refusal_is_never_based_on_what_is_only_remembered():
    steps = do(LAW, T1, NEVER)
    start(steps)
    assert steps.send(STORY.t) == Load(trajectory=T1, fresh=True)
    assert steps.send(STORY.t) == Find(trajectory=T1, act=NEVER.id)
    done = end(steps, None)
    assert isinstance(done.outcome, Refused)
    assert not done.already


def test_a_refusal_on_something_stale_becomes_what_the_store_says():
    story = opened()
    part = next(k for k, p in story.t.people.items() if p.person == MOTHER[0])
    act = story.act(EndParticipation, MOTHER, participation=part, until=story.now)
    steps = do(LAW, T1, act)
    start(steps)
    assert steps.send(Trajectory.start(T1)) == Load(trajectory=T1, fresh=True)
    append = steps.send(story.t)  # where the mother takes part
    assert isinstance(append, Append)
    assert append.expected == story.t.seq


def test_an_act_on_record_is_given_back_though_it_would_be_refused_now():
    steps = do(LAW, T1, NEVER)
    start(steps)
    steps.send(STORY.t)
    steps.send(STORY.t)
    kept = Record(seq=3, act=NEVER, law=LAW.hash)
    assert steps.send(kept) == Load(trajectory=T1, fresh=True)
    done = end(steps, STORY.t)
    assert done == Done(outcome=Accepted(record=kept, trajectory=STORY.t), already=True)


def test_an_act_that_the_store_had_already_is_given_back_as_kept():
    steps = do(LAW, T1, SPEAK)
    start(steps)
    steps.send(STORY.t)
    kept = Record(seq=2, act=SPEAK, law="an older law")
    assert steps.send(Appended(record=kept, pos=9, already=True)) == Load(trajectory=T1, fresh=True)
    done = end(steps, STORY.t)
    assert done == Done(outcome=Accepted(record=kept, trajectory=STORY.t), already=True)


def test_a_refused_act_whose_id_is_taken_is_the_hosts_mistake():
    steps = do(LAW, T1, NEVER)
    start(steps)
    steps.send(STORY.t)
    steps.send(STORY.t)
    with pytest.raises(ActIdReusedError, match="'never'"):
        steps.send(Record(seq=1, act=voice("never"), law=LAW.hash))


def test_asking_never_appends():
    steps = ask(LAW, T1, SPEAK)
    assert start(steps) == Load(trajectory=T1, fresh=True)
    assert steps.send(STORY.t) == Find(trajectory=T1, act=SPEAK.id)
    assert end(steps, None) == Done(outcome=accepted(STORY.t))


@pytest.mark.parametrize("steps", [do(LAW, T1, SPEAK), ask(LAW, T1, SPEAK)], ids=["do", "ask"])
def test_a_driver_that_answers_nonsense_is_told(steps: Steps[Done]):
    start(steps)
    with pytest.raises(AdapterError, match="answered Load with NoneType"):
        steps.send(None)


@pytest.mark.parametrize("name", ["", "a b", "é", "x" * 129, "a\nb", 7])
def test_a_trajectory_is_named_by_a_reference(name: str):
    for steps in (do(LAW, name, SPEAK), ask(LAW, name, SPEAK)):  # type: ignore[arg-type]
        with pytest.raises(HostError, match="opaque reference"):
            start(steps)


# ---------------------------------------------------------------------------------- bodies

GOOD = body("w", "geheim woord")


def changed(**changes: str) -> Body:
    parts = {"id": "w", "language": "nl", "salt": GOOD.salt, "words": GOOD.words}
    return Body(**{**parts, **changes})


def short(salt: str) -> tuple[Body, Text]:
    one = changed(salt=salt)
    return one, one.text


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([changed(id="other")], "belongs to no text"),
        ([GOOD, GOOD], "given twice"),
        ([changed(language="fr")], "another language"),
        ([changed(words="anders")], "does not match"),
        ([changed(salt="00" * 16)], "does not match"),
        ([changed(salt="geheim")], "not hex"),
        ([changed(words="geheim\ud800")], "no Unicode text"),
    ],
)
def test_bodies_are_those_of_the_act(given: list[Body], why: str):
    act = voice("new", GOOD.text)
    with pytest.raises(HostError, match=why) as e:
        start(do(LAW, T1, act, given))
    shown = f"{e.value!s} {e.value!r} {e.value.__cause__}"
    assert e.value.__context__ is None
    assert "geheim" not in shown
    assert "anders" not in shown
    assert GOOD.salt not in shown
    assert given[-1].id in shown


def test_a_salt_that_is_too_short_keeps_nothing_silent():
    weak = changed(salt="00" * 15)
    with pytest.raises(HostError, match="15 bytes"):
        start(do(LAW, T1, voice("new", weak.text), [weak]))


def test_good_bodies_travel_with_the_append():
    steps = do(LAW, T1, voice("new", GOOD.text), iter([GOOD]))
    start(steps)
    append = steps.send(STORY.t)
    assert isinstance(append, Append)
    assert append.bodies == (GOOD,)


def test_texts_are_found_however_deep():
    act = STORY.act(EstablishWat, MOTHER, **statements())
    found = [t.id for t in texts_of(act)]
    assert sorted(found) == ["b1", "b2", "d1", "d2", "g1", "g1-enough", "g2", "g2-enough"]
    assert list(texts_of(voice("a"))) == [voice("a").words]


def test_what_is_remembered_is_never_older_than_it_was():
    memory = Memory("Europe/Brussels")
    for t in (STORY.t, accepted(STORY.t).trajectory, STORY.t):
        memory._remember(t)
    assert memory.warm[T1].seq == STORY.t.seq + 1

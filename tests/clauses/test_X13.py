"""X13: what somebody is shown never holds what is withheld from them, nor a trace of it.

Example by example; that it holds for any history is tests/laws/test_non_interference.py.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import Expectation
from safetyframe.errors import HostError
from safetyframe.outcome import Accepted, Refused
from safetyframe.roles import Audience, Part, Role
from safetyframe.values import Reason
from tests.support.cast import assign, join, leave, withdrawn
from tests.support.kin import (
    BEN_AUNT,
    BEN_FATHER,
    BEN_WORKER,
    answer,
    everything,
    explained,
    found,
    half_siblings,
    half_siblings_with_wat,
    log,
    measure_for,
    shown,
    viewer,
)
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    BEN_,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MANDATE,
    MOTHER,
    STRANGER,
    TRUST,
    WORKER,
    exception,
    opened,
    statements,
    text,
)

INSIDE = (LEAD, WORKER, MOTHER, FATHER, GRAN, TRUST, ANNA_)
CLIENTS = (MOTHER, FATHER, GRAN, TRUST, ANNA_)


def names(whos):
    return pytest.mark.parametrize("who", whos, ids=lambda who: who[0])


def direction(story, *minors, together=(WORKER, MOTHER)):
    parts = tuple(Part(person=p, role=r, position=text("yes")) for p, r in together)
    story.do(a.DecideDirection, WORKER, direction=text("way"), minors=minors, together=parts)
    return story.last_id()


def hoe(story, *measures, together=(WORKER, MOTHER), by=WORKER, tell=True):
    if tell:
        explained(story, by)
    story.do(
        a.EstablishHoe,
        by,
        wat=len(story.t.wat),
        measures=measures,
        together=tuple(Part(person=p, role=r, position=text("yes")) for p, r in together),
        exceptions=(exception("P16"), *(() if tell else (exception("P22", minor=BEN),))),
    )


def revised(story, **changes):
    """A material revision, in the interest of Ben, on reasons instead of fresh ground."""
    reasons = tuple(
        exception(c, minor=BEN, words=text("reasons")) for c in ("P14", "P4", "P15a", "P15b")
    )
    content = {"material": True, "reason": text("secret"), **statements(), **changes}
    story.do(a.ReviseWat, LEAD, revises=len(story.t.wat), exceptions=reasons, **content)


def for_ben(story):
    """A revision that changes nothing but what is said about Ben."""
    wat = story.t.wat[len(story.t.wat)]
    goals = tuple(evolve(g, sustained_days=99) if g.minors == (BEN,) else g for g in wat.goals)
    revised(story, goals=goals)


# --- what everyone who takes part sees ------------------------------------------------------------


@names(INSIDE)
def test_everyone_who_takes_part_sees_why_and_with_what_goal(who):
    (episode, *_) = shown(half_siblings(), who).involvement.values()
    assert (episode.why, episode.goal) == (text("why"), text("goal"))


@names(INSIDE)
def test_everyone_sees_wat_and_hoe_on_the_child_their_part_is_about(who):
    story = half_siblings_with_wat()
    hoe(story, measure_for(story, ANNA, bearer=GRAN))
    t = shown(story, who)
    assert {"b1", "d1", "g1"} <= {s.id for s in t.wat[1].statements}
    assert [m.about for m in t.measures.values()] == [text("measure")]
    assert t.hoe[1].measures == tuple(t.measures)


@names(INSIDE)
def test_everyone_sees_whether_a_goal_that_concerns_them_is_met(who):
    story = half_siblings_with_wat()
    story.do(a.Judge, LEAD, wat=1, minor=ANNA, target="g1", met=True, evidence=text("seen"))
    (judgement,) = shown(story, who).judged[ANNA, "g1"].items
    assert judgement.met
    (record,) = [r for r in log(story, who) if isinstance(r.act, a.Judge)]
    assert (record.act.evidence is None) is (who not in (LEAD, WORKER))


@names(CLIENTS)
def test_everyone_sees_who_takes_part_and_nobody_their_language_and_ground(who):
    story = half_siblings()
    join(story, BEN_WORKER, concerns=(ANNA,), language="fr", ground=text("ground"))
    part = shown(story, who).people[story.last_id()]
    assert (part.person, part.role) == BEN_WORKER
    assert (part.language, part.ground) == (None, None)
    own = shown(story, BEN_WORKER).people[story.last_id()]
    assert (own.language, own.ground) == ("fr", text("ground"))


@names(CLIENTS)
def test_everyone_sees_an_ending_and_not_what_it_was_reckoned_from(who):
    story = withdrawn(half_siblings_with_wat())
    (episode,) = [e for e in shown(story, who).involvement.values() if e.minor == ANNA]
    assert episode.outcome is WithdrawalOutcome.TRANSFERRED
    assert (episode.ground, episode.leaves_open) == (None, ())
    assert [r.leaves_open for r in log(story, who) if isinstance(r.act, a.Withdraw)] == [()]
    (ended,) = [e for e in shown(story, WORKER).involvement.values() if e.minor == ANNA]
    assert {i.person for i in ended.leaves_open} >= {FATHER[0], ANNA}
    assert WORKER[0] not in {i.person for i in ended.leaves_open}


@names((FATHER, GRAN, ANNA_))
def test_somebodys_own_findings_and_those_on_the_whole_are_for_them(who):
    story = half_siblings_with_wat()
    theirs = found(story, who)
    assert {f.get("person") for f in theirs} == {who[0], None}
    assert "no-expectations" in {f.code for f in theirs}
    assert len(found(story, WORKER)) > len(theirs)


# --- unknown audience means absent ----------------------------------------------------------------


@names(CLIENTS[1:])
def test_what_says_nothing_of_its_audience_is_not_for_family_and_network(who):
    story = half_siblings()
    before = everything(story, who)
    story.do(a.RecordConcern, WORKER, minors=(ANNA,), about=text("secret"))
    story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(MOTHER[0],))
    story.do(a.Speak, MOTHER, words=text("secret"), minors=(ANNA,))
    assert everything(story, who) == before
    assert len(shown(story, LEAD).gathered) == 3
    assert len(shown(story, LEAD).voices) == 0


def test_who_an_audience_names_sees_it_and_not_who_else_does():
    story = half_siblings()
    chosen = Audience(persons=(GRAN[0],), roles=(Role.TRUST_PERSON,))
    story.do(a.Speak, ANNA_, words=text("said"), minors=(ANNA,), audience=chosen)
    for who in (GRAN, TRUST):
        (voice,) = shown(story, who).voices.values()
        assert voice.words == text("said")
        assert voice.audience == Audience(persons=(who[0],))
    for who in (LEAD, WORKER, MOTHER, FATHER):
        assert not len(shown(story, who).voices)
    (own,) = shown(story, ANNA_).voices.values()
    assert own.audience == chosen


def test_who_wrote_somebodys_words_down_has_heard_them():
    story = half_siblings()
    by = evolve(story.by(ANNA_), recorded_by=TRUST[0])
    story.do(a.Speak, ANNA_, by=by, words=text("said"), minors=(ANNA,))
    assert len(shown(story, TRUST).voices) == 1
    assert not len(shown(story, LEAD).voices)


# --- per minor ------------------------------------------------------------------------------------


def test_nobody_learns_that_the_other_child_has_other_kin():
    story = half_siblings()
    for mine, theirs in ((FATHER, BEN_FATHER), (BEN_FATHER, FATHER), (GRAN, BEN_AUNT)):
        assert repr(theirs[0]) not in everything(story, mine)
    for who in (MOTHER, WORKER, LEAD):
        assert repr(FATHER[0]) in everything(story, who)
        assert repr(BEN_FATHER[0]) in everything(story, who)


def test_a_statement_about_both_names_each_ones_own_child():
    story = half_siblings_with_wat()
    assert shown(story, FATHER).wat[1].goals[0].minors == (ANNA,)
    assert [g.minors for g in shown(story, BEN_FATHER).wat[1].goals] == [(BEN,), (BEN,)]
    assert "g2" not in everything(story, FATHER)


@pytest.mark.parametrize("who", [FATHER, GRAN, TRUST, ANNA_], ids=lambda who: who[0])
def test_what_is_done_about_the_other_child_leaves_no_trace(who):
    story = half_siblings_with_wat()
    hoe(story, measure_for(story, ANNA, bearer=GRAN))
    before = everything(story, who)
    for_ben(story)
    story.do(
        a.SetExpectations,
        LEAD,
        revises=2,
        material=False,
        expectations=(Expectation(id="e1", words=text("e1"), minors=(BEN,)),),
        exceptions=(exception("P21", minor=BEN),),
    )
    hoe(story, measure_for(story, BEN, bearer=BEN_FATHER), tell=False)
    story.do(a.AssessHoe, LEAD, hoe=2, bottom_line="b2", sufficient=False)
    story.do(a.Judge, LEAD, wat=3, minor=BEN, target="g2", met=True)
    direction(story, BEN)
    story.do(a.Review, LEAD, minors=(BEN,), persons=(BEN_FATHER[0],))
    story.explain(Topic.WHY, BEN_FATHER[0], BEN_AUNT[0])
    story.do(a.Acknowledge, BEN_AUNT, matter=Matter(topic=Topic.ROLES))
    story.do(a.RecordStrength, MOTHER, minors=(BEN,), about=text("secret"))
    story.do(a.Scale, BEN_, goal="g2", minor=BEN, value=3)
    join(story, BEN_WORKER, concerns=(BEN,))
    leave(story, BEN_WORKER)
    withdrawn(story, BEN)
    assert everything(story, who) == before


def test_who_accepts_what_they_bear_is_seen_by_those_who_know_them():
    story = half_siblings_with_wat()
    key = measure_for(story, ANNA, BEN, bearer=BEN_AUNT)
    assert BEN_AUNT[0] not in everything(story, FATHER)
    assert shown(story, BEN_FATHER).measures[key].accepted == (BEN_AUNT[0],)


# --- numbers --------------------------------------------------------------------------------------


def test_versions_places_and_episodes_are_counted_over_what_is_there():
    story = half_siblings_with_wat()
    for_ben(story)
    revised(
        story,
        bottom_lines=story.t.wat[2].bottom_lines[:1],
        dangers=story.t.wat[2].dangers[:1],
        goals=(evolve(story.t.wat[2].goals[0], sustained_days=3),),
    )
    assert list(shown(story, FATHER).wat) == [1, 2]
    assert [v.material for v in shown(story, FATHER).wat.values()] == [1, 2]
    assert list(shown(story, BEN_FATHER).wat) == [1, 2, 3]
    records = log(story, FATHER)
    assert [r.seq for r in records] == list(range(1, len(records) + 1))
    assert len(records) < len(story.records)
    (revision,) = [r.act for r in records if isinstance(r.act, a.ReviseWat)]
    assert revision.revises == 1
    assert (shown(story, FATHER).seq, shown(story, FATHER).known_at) == (0, None)


def test_a_revision_of_wording_stands_on_the_material_version_that_is_known():
    story = half_siblings_with_wat()
    for_ben(story)
    wat = story.t.wat[2]
    worded = tuple(evolve(d, words=text("anew")) for d in wat.dangers)
    story.do(
        a.ReviseWat,
        LEAD,
        revises=2,
        material=False,
        reason=text("clearer"),
        bottom_lines=wat.bottom_lines,
        dangers=worded,
        goals=wat.goals,
    )
    assert [(v.number, v.material) for v in shown(story, FATHER).wat.values()] == [(1, 1), (2, 1)]


def test_one_who_takes_over_a_version_has_taken_over_the_one_that_looks_like_it():
    story = half_siblings_with_wat()
    for_ben(story)
    story.do(a.OfferHandover, LEAD, to=CO[0])
    story.do(a.TakeOver, CO, handover=story.last_id(), confirms=2)
    assert shown(story, FATHER).wat[1].confirmed_by == (CO[0],)


def test_what_names_a_version_that_is_not_theirs_is_shown_without_its_number():
    story = half_siblings_with_wat()
    hoe(story, measure_for(story, BEN, bearer=BEN_FATHER))
    matter = Matter(topic=Topic.AGREEMENTS, version=1)
    story.do(a.Acknowledge, FATHER, matter=matter)
    (record,) = [r for r in log(story, FATHER) if isinstance(r.act, a.Acknowledge)]
    assert record.act.matter.version == 0


# --- an emergency that is not theirs to know of ---------------------------------------------------


def test_an_emergency_is_known_from_the_first_measure_that_is_known():
    story = withdrawn(half_siblings())
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text("secret"), until=None)
    before = everything(story, GRAN)
    assert "secret" not in before
    assert not any(e.emergency for e in shown(story, GRAN).involvement.values())
    audience = Audience(roles=(Role.NETWORK,))
    story.do(a.Protect, MOTHER, minors=(ANNA,), measure=text("safe"), until=None, audience=audience)
    (episode,) = [e for e in shown(story, GRAN).involvement.values() if e.emergency]
    assert (episode.opened_by, episode.opened_at) == (MOTHER[0], story.records[-1].act.by.at)
    first = next(e for e in shown(story, GRAN).involvement.values() if e.minor == ANNA)
    assert episode.follows == first.id


# --- who restricts whom ---------------------------------------------------------------------------


@names((FATHER, WORKER))
def test_whoever_is_restricted_is_told_nothing_of_it_professional_or_not(who):
    story = half_siblings_with_wat()
    before = everything(story, who)
    story.do(a.KeepApart, LEAD, persons=(who[0], ANNA), ground=text("secret"))
    why = exception("T5a", why=Reason.UNSAFE_TO_INFORM, person=who[0], words=text("secret"))
    story.do(a.ExceptDuty, LEAD, exception=why)
    story.do(
        a.Align,
        LEAD,
        person=who[0],
        on=AlignOn.EXPECTATIONS,
        wat=1,
        position=Position.UNSAFE_TO_INFORM,
    )
    assert everything(story, who) == before
    other = LEAD if who is WORKER else WORKER
    assert len(shown(story, other).barriers) == 1
    assert text("secret").id in everything(story, other)


def test_a_harmless_reason_is_known_to_whom_it_is_about_and_to_no_other_client():
    story = half_siblings()
    story.do(a.ExceptDuty, LEAD, exception=exception("T5a", person=FATHER[0], words=text("w")))
    (known,) = shown(story, FATHER).exceptions.values()
    assert (known.why, known.words) == (Reason.NOT_REACHED, None)
    assert not len(shown(story, GRAN).exceptions)
    assert [e.words for e in shown(story, WORKER).exceptions.values()] == [text("w")]


# --- answers --------------------------------------------------------------------------------------


def test_a_refusal_gives_no_reason_that_is_not_known_to_who_asked():
    story = half_siblings()
    story.do(
        a.KeepApart,
        LEAD,
        persons=(MOTHER[0], GRAN[0]),
        ground=text("ground"),
        audience=Audience(persons=(LEAD[0],)),
    )
    content = {"persons": (MOTHER[0], GRAN[0]), "minors": (ANNA,)}
    view = answer(story, a.RecordConversation, WORKER, **content)
    assert view.shown == Refused(violations=())
    told = answer(story, a.RecordConversation, LEAD, **content).shown
    assert [v.rule for v in told.violations] == ["barrier.kept-apart"]


def test_the_restricted_persons_own_act_is_answered_as_if_nothing_were():
    free, held = half_siblings(), half_siblings()
    held.do(a.KeepApart, LEAD, persons=(MOTHER[0], FATHER[0]), ground=text("ground"))
    free.now = held.now
    content = {"persons": (MOTHER[0],), "minors": (ANNA,)}
    told = [answer(story, a.RecordConversation, FATHER, **content) for story in (free, held)]
    assert isinstance(told[0].shown, Accepted)
    assert told[0] == told[1]


def test_which_reasons_hold_in_fact_is_not_told():
    """Whoever may not do it at all is told that, and not what else stands in the way."""
    story = withdrawn(half_siblings_with_wat())
    content = {"wat": 1, "minor": ANNA, "target": "g1", "met": True}
    told = answer(story, a.Judge, FATHER, **content)
    assert [v.rule for v in told.shown.violations] == ["powers.Judge"]
    told = answer(story, a.Judge, LEAD, **content)
    assert [v.rule for v in told.shown.violations] == ["ending.minor-open"]


def test_an_answer_is_for_who_asked():
    story = half_siblings()
    outcome = story.ask(a.Speak, MOTHER, words=text("secret"))
    with pytest.raises(HostError) as caught:
        story.law.show(outcome, viewer(story, FATHER), story.t)
    assert "secret" not in str(caught.value)
    can = story.law.what_can(story.t, story.by(MOTHER))
    with pytest.raises(HostError):
        story.law.show(can, viewer(story, FATHER), story.t)


def test_what_somebody_can_do_follows_from_what_they_know():
    story = withdrawn(withdrawn(half_siblings()), BEN)
    before = story.law.show(
        story.law.what_can(story.t, story.by(FATHER)), viewer(story, FATHER), story.t
    )
    at = story.by(FATHER)
    story.do(
        a.Reopen,
        LEAD,
        minors=(BEN,),
        why=text("why"),
        concern=text("concern"),
        necessity=evolve(
            story.t.necessity["a1"].decision, minors=(BEN,), decided_at=story.now, reference="d-9"
        ),
    )
    after = story.law.show(
        story.law.what_can(story.t, at), viewer(story, FATHER, at=at.at), story.t
    )
    assert after == before


# --- outside, no longer inside, and government ----------------------------------------------------


def test_who_takes_no_part_sees_nothing_at_all():
    story = half_siblings_with_wat()
    t = shown(story, STRANGER)
    assert not any(len(getattr(t, name)) for name in vars(t) if hasattr(getattr(t, name), "items"))
    assert log(story, STRANGER) == ()
    assert tuple(found(story, STRANGER)) == ()


def test_after_a_part_ends_nothing_is_seen_not_even_what_was():
    story = half_siblings_with_wat()
    assert len(shown(story, GRAN).wat) == 1
    leave(story, GRAN)
    story.wait()
    assert not len(shown(story, GRAN).wat)
    assert log(story, GRAN) == ()


def test_government_sees_who_takes_part_and_on_what_ground_and_not_the_work():
    story = half_siblings_with_wat()
    story.do(a.Speak, ANNA_, words=text("secret"), minors=(ANNA,))
    assign(story, CO)
    t = shown(story, AUTHORITY, mandate=MANDATE)
    assert {FATHER[0], BEN_FATHER[0], CO[0]} <= {p.person for p in t.people.values()}
    assert len(t.necessity) == 1
    assert {e.minor for e in t.involvement.values()} == {ANNA, BEN}
    assert not any(len(getattr(t, n)) for n in ("wat", "gathered", "voices", "told", "exceptions"))
    kinds = {type(r.act) for r in log(story, AUTHORITY, mandate=MANDATE)}
    assert kinds == {a.OpenInvolvement, a.AddParticipation, a.AssignConsultant}
    assert not len(shown(story, AUTHORITY).people)
    over = evolve(MANDATE, until=story.now - timedelta(days=1))
    assert not len(shown(story, AUTHORITY, mandate=over).people)


def test_the_trust_person_sees_what_is_about_the_child_they_speak_for():
    story = half_siblings_with_wat()
    assert {m for s in shown(story, TRUST).wat[1].statements for m in s.minors} == {ANNA}
    assert not len(shown(story, TRUST).gathered)
    assert TRUST[0] not in everything(story, BEN_FATHER)


def test_whoever_acts_sees_their_own_act_whole():
    story = half_siblings()
    story.do(a.RecordConcern, FATHER, minors=(ANNA,), about=text("mine"))
    assert [g.text for g in shown(story, FATHER).gathered.values()] == [text("mine")]
    assert log(story, FATHER)[-1].act == story.records[-1].act


def test_what_is_disputed_in_somebodys_name_is_theirs_among_voices_and_on_record():
    story = opened()
    content = {"against": Dissented.JUDGEMENT, "ref": "a-9", "words": text("no")}
    story.do(a.Dissent, TRUST, by=story.by(TRUST, on_behalf_of=ANNA), **content)
    seen = shown(story, ANNA_)
    (voice,) = seen.voices.values()
    assert (voice.on_behalf_of, voice.ref) == (ANNA, None)
    record = story.law.show(story.records[-1], viewer(story, ANNA_), story.t).shown
    assert (record.act.by.on_behalf_of, record.act.ref) == (ANNA, "?")
    assert story.law.show(story.records[-1], viewer(story, MOTHER), story.t).shown is None

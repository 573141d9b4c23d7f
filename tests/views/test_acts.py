"""What of an act on record is for those who work with it, and what is for everyone (X13, P8c)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.voices import Dissented
from safetyframe.roles import Audience, Part, Role
from safetyframe.values import Form, Reason
from safetyframe.views import View
from tests.support.cast import assign, deputise, join, leave, part_of
from tests.support.kin import answer, log, shown
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    exception,
    gathered,
    opened,
    statements,
    text,
    wat_established,
)

WORK = (LEAD, WORKER)
OTHERS = (MOTHER, FATHER, GRAN, ANNA_)
EVERYONE = pytest.mark.parametrize("who", [*WORK, *OTHERS], ids=lambda who: who[0])


def last(story, who, kind):
    return [r.act for r in log(story, who) if isinstance(r.act, kind)][-1]


@EVERYONE
def test_why_a_consultant_was_given_a_part_is_for_work(who):
    story = opened()
    assign(story, CO, ground=text("ground"), elsewhere=(Role.CONSULTANT,))
    seen = last(story, who, a.AssignConsultant)
    assert (seen.person, seen.ground) == (CO[0], text("ground") if who in WORK else None)
    assert seen.elsewhere == ()


@EVERYONE
def test_why_a_deputy_stands_in_is_for_work(who):
    story = opened()
    deputise(story)
    seen = last(story, who, a.DeputiseConsultant)
    assert seen.ground == (text("ground") if who in WORK else None)


@EVERYONE
def test_that_a_part_is_offered_is_for_work_and_that_it_was_taken_for_all(who):
    story = opened()
    story.do(a.OfferHandover, LEAD, to="c-next")
    offers = [r for r in log(story, who) if isinstance(r.act, a.OfferHandover)]
    assert bool(offers) is (who in WORK)
    story.do(a.TakeOver, ("c-next", Role.CONSULTANT), handover=story.last_id())
    if who != LEAD:  # whose part has ended by it
        assert last(story, who, a.TakeOver).confirms is None


@EVERYONE
def test_why_somebody_left_is_for_work_and_for_them(who):
    story = opened()
    content = {"participation": part_of(story, FATHER), "reason": text("why")}
    story.do(a.EndParticipation, LEAD, until=story.now + timedelta(days=9), **content)
    knows = who in WORK or who == FATHER
    assert last(story, who, a.EndParticipation).reason == (text("why") if knows else None)


@EVERYONE
def test_what_protects_a_child_is_for_those_it_is_for(who):
    story = opened()
    content = {"minors": (ANNA, BEN), "measure": text("now")}
    story.do(a.Protect, WORKER, audience=Audience(roles=(Role.NETWORK,)), **content)
    acts = [r.act for r in log(story, who) if isinstance(r.act, a.Protect)]
    assert bool(acts) is (who in (WORKER, GRAN)), acts
    for act in acts:
        assert (act.measure, act.minors) == (text("now"), (ANNA, BEN))


@EVERYONE
def test_a_dissent_from_a_direction_stands_where_the_direction_is_shown(who):
    story = wat_established()
    together = tuple(Part(person=p, role=r, position=text("yes")) for p, r in (WORKER, MOTHER))
    content = {"direction": text("way"), "minors": (ANNA,), "together": together}
    story.do(a.DecideDirection, WORKER, **content)
    way = story.last_id()
    story.do(a.Dissent, MOTHER, against=Dissented.DIRECTION, ref=way, words=text("no"))
    t = shown(story, who)
    assert list(t.directions) == [way]
    assert [(v.against, v.ref) for v in t.voices.values()] == [(Dissented.DIRECTION, way)]


def test_who_may_not_do_it_at_all_is_told_that_and_what_is_wrong_with_its_form():
    told = answer(opened(), a.KeepApart, GRAN, persons=(), ground=text())
    assert {v.rule.partition(".")[0] for v in told.shown.violations} == {"powers", "form"}


def test_government_sees_who_was_given_a_part_and_not_what_was_offered():
    story = opened()
    join(story, (GRAN[0], Role.NETWORK), concerns=(BEN,))
    leave(story, FATHER)
    story.do(a.OfferHandover, LEAD, to="c-next")
    mandate = story.by(AUTHORITY).mandate
    kinds = {type(r.act) for r in log(story, AUTHORITY, mandate=mandate)}
    assert {a.OpenInvolvement, a.AddParticipation, a.EndParticipation, a.OfferHandover} <= kinds


RESTED_ON = ("information", "conversations", "weighed")


@EVERYONE
@pytest.mark.parametrize("name", RESTED_ON)
def test_what_wat_rests_on_is_told_in_the_act_as_in_the_version(who, name):
    story = with_a_talk_for_work()
    seen = getattr(last(story, who, a.EstablishWat), name)
    assert seen == getattr(shown(story, who).wat[1], name)
    whole = getattr(story.t.wat[1], name)
    assert whole
    if who in WORK:
        assert seen == whole
    elif name != "weighed":
        assert seen != whole


def with_a_talk_for_work():
    """A WAT that rests on a talk and on information that are for professionals."""
    story = opened()
    links = gathered(story)
    content = {
        "minors": (ANNA, BEN),
        "audience": Audience(roles=(Role.CONSULTANT, Role.CARE_WORKER)),
    }
    story.do(a.RecordConversation, LEAD, persons=(ANNA,), **content)
    talk = story.last_id()
    story.do(a.RecordInformation, LEAD, about=text("x"), **content)
    links["conversations"] = (*links["conversations"], talk)
    links["information"] = (*links["information"], story.last_id())
    story.do(a.EstablishWat, LEAD, **statements(), **links)
    return story


@EVERYONE
def test_that_wat_was_explained_is_for_all_and_how_for_work_and_for_them(who):
    story = wat_established()
    story.explain(Topic.WAT, GRAN[0], version=1, who=LEAD)
    (one,) = [
        one for one in shown(story, who).told.values() if one.version and one.person == GRAN[0]
    ]
    how = (one.topic, one.version, one.form, one.language)
    knows = who in WORK or who == GRAN
    assert how == (Topic.WAT, 1, *((Form.SPOKEN, "nl") if knows else (None, None)))


@EVERYONE
def test_for_whom_a_note_is_is_told_to_whoever_wrote_it(who):
    story = opened()
    told_to = Audience(roles=(Role.PARENT, Role.CARE_WORKER))
    story.do(a.RecordStrength, GRAN, minors=(ANNA, BEN), about=text("strong"))
    story.do(a.Annotate, GRAN, about=story.last_id(), words=text("note"), audience=told_to)
    notes = [*shown(story, who).notes.values()]
    acts = [r.act for r in log(story, who) if isinstance(r.act, a.Annotate)]
    assert len(notes) == len(acts) == (who in (WORKER, GRAN))
    known = told_to if who == GRAN else Audience(persons=(who[0],))
    for note, act in zip(notes, acts, strict=True):
        assert (note.audience, act.audience) == (known, known)


def test_ones_own_acts_name_versions_as_one_knows_them():
    story = wat_established()
    content = {"person": MOTHER[0], "on": AlignOn.EXPECTATIONS, "position": Position.AGREES}
    story.do(a.Align, MOTHER, wat=1, **content)
    story.do(a.Dissent, MOTHER, against=Dissented.WAT, ref="1", words=text("no"))
    assert last(story, MOTHER, a.Align).wat == 1
    assert last(story, MOTHER, a.Dissent).ref == "1"


@EVERYONE
def test_that_somebody_has_understood_is_for_all(who):
    story = wat_established()
    story.explain(Topic.WAT, GRAN[0], version=1, who=LEAD)
    story.do(a.Acknowledge, GRAN, matter=Matter(topic=Topic.WAT, version=1))
    assert last(story, who, a.Acknowledge).matter == Matter(topic=Topic.WAT, version=1)


@EVERYONE
def test_for_whom_a_word_is_is_told_to_whoever_said_it(who):
    story = opened()
    told_to = Audience(roles=(Role.PARENT,))
    content = {"minors": (ANNA, BEN), "words": text("mine")}
    story.do(a.Speak, GRAN, audience=told_to, **content)
    said = [r.act for r in log(story, who) if isinstance(r.act, a.Speak)]
    assert len(said) == (who in (GRAN, MOTHER, FATHER))
    for act in said:
        assert act.audience == (told_to if who == GRAN else Audience(persons=(who[0],)))


@EVERYONE
def test_a_note_of_nobodys_stands_where_what_it_is_beside_does_and_a_professionals_does_not(who):
    story = wat_established()
    wat = story.t.wat[1].act
    for author in (GRAN, WORKER):
        story.do(a.Annotate, author, about=wat, words=text("note"))
    authors = {note.person for note in shown(story, who).notes.values()}
    assert authors == ({GRAN[0], WORKER[0]} if who in WORK else {GRAN[0]})


@EVERYONE
def test_the_reasons_of_an_exception_in_full_are_for_work_in_whatever_act_it_is_given(who):
    story = wat_established()
    given = {
        "minor": ANNA,
        "person": FATHER[0],
        "why": Reason.REFUSED_CONTACT,
        "words": text("in full"),
    }
    story.do(a.ExceptDuty, WORKER, exception=exception("P22", **given))
    story.do(a.Review, WORKER, minors=(ANNA,), exceptions=(exception("T3", **given),))
    told = [e for r in log(story, who) for e in exceptions_of(r.act)]
    assert len(told) == len(shown(story, who).exceptions) == 2 * (who in (*WORK, FATHER))
    for one in (*told, *shown(story, who).exceptions.values()):
        assert one.words == (text("in full") if who in WORK else None)


def exceptions_of(act):
    return (act.exception,) if isinstance(act, a.ExceptDuty) else getattr(act, "exceptions", ())


def test_nobody_makes_a_view_but_the_law():
    for given in ((), (opened().t,)):
        with pytest.raises(TypeError) as refused:
            View(*given)
        assert str(refused.value) == (
            "a view is made by Law.show(thing, viewer, trajectory), which leaves out what is hidden"
        )

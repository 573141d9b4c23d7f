"""Case 15: a child tells something that the parents may not read.

What a child says is for everyone to see, or it is locked away from the child too.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.outcome import Accepted
from safetyframe.powers import Cell
from safetyframe.roles import Audience, Role
from safetyframe.values import Form, Reason
from tests.support.breaking import drop_handler, put, set_cell, show_act, show_slice, silence_rule
from tests.support.kin import everything, found, half_siblings, half_siblings_with_wat, log, shown
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN_,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    exception,
    text,
)

CLAUSES = ("T6", "P7")

SAID = text("what-she-said")


def says(story, audience, **more):
    story.do(a.Speak, ANNA_, words=SAID, minors=(ANNA,), audience=audience, **more)
    return story.last_id()


@pytest.mark.parametrize(
    ("audience", "hear"),
    [
        (None, ()),
        (Audience(), ()),
        (Audience(persons=(GRAN[0],)), (GRAN,)),
        (Audience(roles=(Role.CARE_WORKER,)), (WORKER,)),
        (Audience(persons=(TRUST[0],), roles=(Role.CONSULTANT,)), (TRUST, LEAD)),
    ],
)
def test_each_thing_a_child_says_is_for_whom_the_child_chose(audience, hear):
    """One audience for one entry: its persons and its roles hear it, and the parents do not."""
    story = half_siblings()
    says(story, audience)
    for who in (MOTHER, FATHER, GRAN, WORKER, TRUST, LEAD, BEN_):
        assert bool(len(shown(story, who).voices)) is (who in hear), who
        assert (SAID.id in everything(story, who)) is (who in hear), who


def test_the_next_thing_can_be_for_others():
    """What was said to one audience says nothing of the next."""
    story = half_siblings()
    says(story, Audience(persons=(GRAN[0],)))
    says(story, Audience(persons=(GRAN[0], MOTHER[0])))
    assert len(shown(story, GRAN).voices) == 2
    assert len(shown(story, MOTHER).voices) == 1


@pytest.mark.parametrize("who", [MOTHER, FATHER], ids=lambda who: who[0])
def test_that_something_was_said_is_not_shown_either(who):
    """Neither log nor numbers nor findings of a parent change by it."""
    story = half_siblings_with_wat()
    before = everything(story, who)
    says(story, Audience(persons=(TRUST[0],)))
    assert everything(story, who) == before


def test_the_child_always_reads_what_the_child_said():
    """Their own words are theirs, with the audience they chose."""
    story = half_siblings()
    chosen = Audience(persons=(TRUST[0],))
    key = says(story, chosen)
    (voice,) = shown(story, ANNA_).voices.values()
    assert (voice.act, voice.words, voice.audience) == (key, SAID, chosen)
    assert log(story, ANNA_)[-1].act == story.records[-1].act


def test_who_hears_it_is_not_told_who_else_does():
    """An audience is known whole to the child only."""
    story = half_siblings()
    says(story, Audience(persons=(TRUST[0], GRAN[0])))
    (voice,) = shown(story, GRAN).voices.values()
    assert voice.audience == Audience(persons=(GRAN[0],))


def test_a_trust_person_can_write_it_down_and_speak_for_the_child():
    """Written down by the trust person the words stay hers; spoken for her they are hers too."""
    story = half_siblings()
    by = evolve(story.by(ANNA_), recorded_by=TRUST[0], form=Form.DRAWING)
    story.do(a.Speak, ANNA_, by=by, words=SAID, minors=(ANNA,), audience=None)
    for who in (ANNA_, TRUST):
        assert [v.person for v in shown(story, who).voices.values()] == [ANNA]
    by = evolve(story.by(TRUST), on_behalf_of=ANNA)
    story.do(a.Speak, TRUST, by=by, words=text("for-her"), minors=(ANNA,), audience=None)
    assert len(shown(story, ANNA_).voices) == 2
    assert not len(shown(story, LEAD).voices)


def test_the_trust_person_sees_no_more_than_the_child_chose():
    """To be somebody's trust person opens none of her words by itself."""
    story = half_siblings()
    says(story, Audience(persons=(GRAN[0],)))
    assert not len(shown(story, TRUST).voices)


def test_something_can_be_withheld_from_the_child_with_a_reason():
    """A reason, a child's interest and an end: on record for professionals, not for the child."""
    story = half_siblings_with_wat()
    before = everything(story, ANNA_)
    why = exception("P22", why=Reason.UNSAFE_TO_INFORM, person=ANNA, words=text("reason"))
    story.do(a.ExceptDuty, WORKER, exception=why)
    assert everything(story, ANNA_) == before
    (held,) = shown(story, LEAD).exceptions.values()
    assert (held.person, held.minor, held.until) == (ANNA, ANNA, why.until)
    over = evolve(why, until=story.now)
    assert story.refused(a.ExceptDuty, WORKER, exception=over).violations[0].rule == "form.duty"


def test_nobody_but_a_professional_withholds_something_from_the_child():
    """A parent gives no reason for not telling the child."""
    story = half_siblings_with_wat()
    why = exception("P22", why=Reason.DEVELOPMENTALLY_DEFERRED, person=ANNA)
    story.refused(a.ExceptDuty, MOTHER, exception=why)
    assert isinstance(story.ask(a.ExceptDuty, WORKER, exception=why), Accepted)


def test_that_the_child_has_not_been_heard_is_found_by_who_can_not_hear_it():
    """Findings follow from what each may know: no finding tells that she spoke elsewhere."""
    story = half_siblings()
    before = [f for f in found(story, LEAD) if f.get("person") == ANNA]
    says(story, Audience(persons=(TRUST[0],)))
    assert [f for f in found(story, LEAD) if f.get("person") == ANNA] == before
    says(story, Audience(roles=(Role.CONSULTANT,)))
    assert "no-voice" not in {f.code for f in found(story, LEAD) if f.get("person") == ANNA}


BREAKS = {
    "words not kept": drop_handler(a.Speak, "voices"),
    "words for everyone": put("safetyframe.views.slices.words:hears", lambda *_: True),
    "words for nobody": put("safetyframe.views.slices.words:hears", lambda *_: False),
    "an audience that nobody reads": put(
        "safetyframe.views.eyes:Eyes.admitted", lambda *given: given[1] is not None
    ),
    "an audience known whole": put(
        "safetyframe.views.parts:audience", lambda *given, own: given[1] or own
    ),
    "a record for everyone": show_act(a.Speak, lambda *given: given[1]),
    "places in the log": show_slice(
        "voices", lambda s: (v for v in s.t.voices.values() if s.eyes.person == ANNA)
    ),
    "reasons for the child to see": put("safetyframe.views.parts:hides_reason", lambda *_: False),
    "a reason without an end": silence_rule("form.duty"),
    "parents withhold": set_cell(a.ExceptDuty, Role.PARENT, Cell.YES),
}

"""Case 9: a minor who is too young, or disabled, to be told in words.

Software that knows one form of telling leaves this child uninformed for ever, or ticks a box that
is not true.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.outcome import DutyState
from safetyframe.values import Form, Reason
from safetyframe_plugins.be_vlg import Birth
from tests.support.breaking import drop_from_pack, drop_handler, put
from tests.support.cast import withdrawn
from tests.support.flanders import BORN, flemish, found, on
from tests.support.story import ANNA, BEN, BEN_, LEAD, TRUST, WORKER, Story, exception, opened

CLAUSES = ("P6", "P7", "T5a", "T5b", "T6")

#: Ben is two.
LITTLE = {**BORN, BEN: Birth(on=date(2023, 2, 1))}


def state_of(story: Story, clause: str) -> DutyState:
    (held,) = [
        o.state
        for o in story.law.duties(story.t, story.now)
        if (o.clause, o.person) == (clause, BEN)
    ]
    return held


def deferred(story: Story, clause: str, days: int) -> None:
    """Telling Ben is put off for so many days, for what he can't take in yet."""
    reason = exception(
        clause,
        why=Reason.DEVELOPMENTALLY_DEFERRED,
        minor=BEN,
        person=BEN,
        until=story.now + timedelta(days=days),
    )
    story.do(a.ExceptDuty, WORKER, exception=reason)


@pytest.mark.parametrize("form", [Form.WORDS_AND_PICTURES, Form.PLAY, Form.DRAWING])
def test_a_child_is_told_in_the_form_that_fits(form):
    """Words and pictures, play or a drawing explain as well as words do, and say that they did."""
    story = opened()
    assert state_of(story, "T5a") is DutyState.DUE
    story.do(
        a.Explain,
        WORKER,
        matters=(Matter(topic=Topic.WHY),),
        persons=(BEN,),
        form=form,
        language="nl",
    )
    assert state_of(story, "T5a") is DutyState.DONE
    assert [t.form for t in story.t.told.values()] == [form]


def test_a_trusted_adult_writes_down_what_the_child_showed():
    """What a child showed is recorded by a trusted adult, in the form in which it was shown."""
    story = opened()
    by = story.by(BEN_, recorded_by=TRUST[0], form=Form.BEHAVIOUR)
    story.do(a.Acknowledge, BEN_, by=by, matter=Matter(topic=Topic.WHY))
    (told,) = story.t.told.values()
    assert (told.person, told.form) == (BEN, Form.BEHAVIOUR)
    assert state_of(story, "T5a") is DutyState.DONE


def test_what_is_put_off_stays_open_with_a_day_to_come_back_to_it():
    """A deferral for reasons of development is not a tick: on its last day the duty is back."""
    story = opened()
    until = story.now + timedelta(days=90)
    deferred(story, "T5a", 90)
    (duty,) = [
        o for o in story.law.duties(story.t, story.now) if (o.clause, o.person) == ("T5a", BEN)
    ]
    assert (duty.state, duty.until) == (DutyState.EXCEPTED, until)
    story.wait(90)
    assert state_of(story, "T5a") is DutyState.OVERDUE


def test_the_closing_lists_what_was_put_off():
    """Who closes while telling this child is put off finds that listed in the closing."""
    story = opened()
    deferred(story, "T5a", 90)
    withdrawn(story, BEN)
    left = [i.state for i in story.records[-1].leaves_open if (i.clause, i.person) == ("T5a", BEN)]
    assert left == ["excepted"]


def test_it_is_put_off_right_by_right_and_child_by_child():
    """What a child can take in is recorded for each right: one deferral answers for no other."""
    story = opened()
    deferred(story, "T5a", 90)
    assert state_of(story, "T5a") is DutyState.EXCEPTED
    assert state_of(story, "T5b") is DutyState.DUE
    assert state_of(story, "P27") is DutyState.DUE
    annas = [o.state for o in story.law.duties(story.t, story.now) if o.person == ANNA]
    assert set(annas) == {DutyState.DUE}


def test_there_is_no_age_at_which_this_changes():
    """A two-year-old and a seventeen-year-old are told, and put off, by the same rules."""
    story = opened(flemish(LITTLE))
    for person in (ANNA, BEN):
        reason = exception(
            "T5b",
            why=Reason.DEVELOPMENTALLY_DEFERRED,
            minor=person,
            person=person,
            until=story.now + timedelta(days=9),
        )
        story.do(a.ExceptDuty, LEAD, exception=reason)
        story.explain(Topic.WHY, person)
    owed = {(o.person, o.clause): o.state for o in story.law.duties(story.t, story.now)}
    for person in (ANNA, BEN):
        assert owed[person, "T5b"] is DutyState.EXCEPTED
        assert owed[person, "T5a"] is DutyState.DONE


def test_twelve_is_a_presumption_that_a_person_weighs():
    """From twelve on a country's pack hints where telling is put off, and it refuses nothing."""
    twelve = {**BORN, BEN: Birth(on=date(2013, 6, 1))}
    story = on(opened(flemish(twelve)), date(2025, 5, 31))
    deferred(story, "T5a", 90)
    assert found(story, "be_vlg:presumed-able") == []
    on(story, date(2025, 6, 1))
    assert [f.get("person") for f in found(story, "be_vlg:presumed-able")] == [BEN]
    deferred(story, "T5b", 90)


BREAKS = {
    "nothing counts as told": drop_handler(a.Explain, "told"),
    "nothing counts as shown": drop_handler(a.Acknowledge, "told"),
    "no deferral is kept": drop_handler(a.ExceptDuty, "exceptions"),
    "the closing lists nothing": put("safetyframe.law.deciding:open_items", lambda *_: ()),
    "no hint at twelve": drop_from_pack("be_vlg:presumed-able"),
}

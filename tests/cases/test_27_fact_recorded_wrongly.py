"""Case 27: a fact was recorded wrongly.

A file that is edited in silence leaves people believing what nobody can find any more; a log that
nobody can correct goes on telling the wrong thing.
"""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.outcome import DutyState, Refused
from tests.support.breaking import drop_duty, drop_handler, drop_watch, put, silence_rule
from tests.support.cast import revision
from tests.support.keeping import correct, told_wrong
from tests.support.story import ANNA, BEN, LEAD, MOTHER, WORKER, judged_met, text

CLAUSES = ("P7", "P14", "D1b")


def test_the_wrong_fact_stays_marked_in_error_and_the_right_one_stands_beside_it():
    """What was wrong stays on record, marked in error; what is right is a new entry beside it."""
    story, wrong = told_wrong()
    before = story.t.gathered[wrong]
    correct(story, wrong, replacement=text("right"))
    right = story.last_id()
    was, now = story.t.gathered[wrong], story.t.gathered[right]
    assert (was.text, was.at, was.person) == (before.text, before.at, before.person)
    assert (was.in_error_by, now.replaces, now.in_error_by) == (right, wrong, None)
    assert (now.text.id, now.kind, now.minors, now.at) == ("right", was.kind, was.minors, was.at)


def test_nothing_new_rests_on_it():
    """No new WAT can name what was found wrong."""
    story, wrong = told_wrong()
    links = {"information": story.t.wat[2].information, "conversations": (), "weighed": ()}
    correct(story, wrong)
    content = revision(story, material=False, **links)
    assert isinstance(story.ask(a.ReviseWat, LEAD, **content), Refused)


def test_whoever_was_told_the_wrong_thing_is_listed_and_due_to_be_told():
    """The correction lists who was told, and each of them is owed an explanation of it."""
    story, wrong = told_wrong()
    record = correct(story, wrong).record
    assert set(record.misinformed) == {WORKER[0], MOTHER[0], BEN}
    (kept,) = story.t.corrections.values()
    assert kept.misinformed == record.misinformed

    def owed():
        duties = story.law.duties(story.t, story.now)
        return {d.person: d.state for d in duties if d.duty == "inform.correction"}

    assert owed() == dict.fromkeys(record.misinformed, DutyState.DUE)
    story.explain(Topic.CORRECTION, *record.misinformed, who=LEAD)
    assert set(owed().values()) == {DutyState.DONE}


def test_what_was_judged_on_it_is_flagged_until_wat_rests_on_something_else():
    """WAT stays in force, and judgements that rest on the error are pointed out."""
    story, wrong = told_wrong()
    judged_met(story)
    correct(story, wrong)
    assert len(story.t.wat) == 2
    assert {"rests-on-error", "judged-on-error"} <= set(story.findings())
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    assert not {"rests-on-error", "judged-on-error"} & set(story.findings())


def test_a_persons_own_version_stands_beside_the_record():
    """A person may set their own version beside a record, and nobody replaces the other's."""
    story, wrong = told_wrong()
    story.do(a.Annotate, MOTHER, about=wrong, words=text("it was not like that"))
    (note,) = story.t.notes.values()
    assert (note.person, note.about) == (MOTHER[0], wrong)
    assert story.t.gathered[wrong].in_error_by is None
    no = story.refused(a.Correct, WORKER, wrong=wrong, reason=text("reason"))
    assert {r.act for v in no.violations for g in v.gaps for r in g.remedies} == {"Annotate"}
    assert ANNA not in {n.person for n in story.t.notes.values()}


BREAKS = {
    "a correction marks nothing": drop_handler(a.Correct, "gathered"),
    "a correction is not kept": drop_handler(a.Correct, "corrections"),
    "an error counts on": silence_rule("form.rests-on"),
    "nobody was told": put("safetyframe.law.deciding:misinformed", lambda *_: ()),
    "nobody is owed the truth": drop_duty("inform.correction"),
    "nobody sees what rests on it": drop_watch("watch.rests-on-error"),
    "a note is lost": drop_handler(a.Annotate, "notes"),
    "anyone replaces anyone's": silence_rule("keeping.own-side"),
}

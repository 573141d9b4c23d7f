"""Case 12: a parent disputes the danger statement.

The words are overwritten by whoever argues longest, or the dispute hides in a note somewhere.
"""

import pytest

from safetyframe import acts as a
from safetyframe.acts.voices import Dissented
from safetyframe.powers import Cell
from safetyframe.roles import Role
from safetyframe.rules.model import gap, rule
from safetyframe.values import Form
from tests.support.breaking import add_rule, drop_handler, drop_watch, set_cell, silence_rule
from tests.support.cast import expectations, revision
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    align_all,
    codes,
    expectations_set,
    rules,
    text,
    wat_established,
)

CLAUSES = ("P15a", "T6", "P7")

WORDS = text("c'est faux", "fr")
DISPUTE = {"against": Dissented.WAT, "ref": "1", "statement": "d1", "words": WORDS}


def _disputed():
    story = wat_established()
    story.do(a.Dissent, FATHER, **DISPUTE)
    return story


def _disputes(story):
    return [v for v in story.t.voices.values() if v.against is Dissented.WAT]


@pytest.mark.parametrize("who", [FATHER, MOTHER, GRAN, WORKER], ids=lambda who: who[0])
def test_anyone_disputes_a_statement_and_nobody_stops_them(who):
    """Whoever takes part may dispute one statement of WAT, at any time, and it is taken."""
    story = wat_established()
    story.do(a.Dissent, who, **DISPUTE)
    assert [v.person for v in _disputes(story)] == [who[0]]


def test_it_is_attached_to_the_version_and_the_statement_it_disputes():
    """A dissent says which statement of which version it is about."""
    (voice,) = _disputes(_disputed())
    assert (voice.ref, voice.statement) == ("1", "d1")


def test_it_is_in_the_parents_own_words_and_language():
    """The words are the parent's, in the language they were given in, whoever writes them down."""
    story = wat_established()
    told = story.by(FATHER, recorded_by=WORKER[0], form=Form.SPOKEN)
    story.do(a.Dissent, FATHER, by=told, **DISPUTE)
    (voice,) = _disputes(story)
    assert (voice.person, voice.words, voice.words.language) == (FATHER[0], WORDS, "fr")
    assert voice.recorded_by == WORKER[0]


def test_no_revision_takes_it_away_or_moves_it():
    """When WAT is revised the dissent stays with the version that it was about."""
    story = _disputed()
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    story.do(a.ReviseWat, LEAD, **revision(story, material=False))
    assert len(story.t.wat) == 3
    (voice,) = _disputes(story)
    assert (voice.ref, voice.statement, voice.words) == ("1", "d1", WORDS)


def test_the_statement_is_not_overwritten_by_it():
    """The statement stays as the consultant made it: a dispute stands beside it."""
    story = wat_established()
    before = story.t.wat[1]
    story.do(a.Dissent, FATHER, **DISPUTE)
    assert story.t.wat[1] == before
    assert len(story.t.wat) == 1
    changed = revision(story, material=True)
    assert "not-this-role" in codes(story.refused(a.ReviseWat, FATHER, **changed))


def test_a_dispute_is_no_veto():
    """What was disputed stays in force; expectations are set while the dispute stands."""
    story = _disputed()
    align_all(story)
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    assert story.t.wat[2].dangers == story.t.wat[1].dangers


def test_a_second_dispute_takes_no_place_of_the_first():
    """Everything that was said stays said: a later dissent is added."""
    story = _disputed()
    story.do(a.Dissent, FATHER, **{**DISPUTE, "words": text("again")})
    story.do(a.Dissent, MOTHER, **DISPUTE)
    assert [(v.person, v.words) for v in _disputes(story)] == [
        (FATHER[0], WORDS),
        (FATHER[0], text("again")),
        (MOTHER[0], WORDS),
    ]


@pytest.mark.parametrize("bound", [{"ref": "1"}, {"ref": "9", "statement": None}, {"ref": "0"}])
def test_a_dispute_about_what_that_version_does_not_say_is_taken_and_found(bound):
    """A dissent that names a statement its version does not have is kept, and somebody looks."""
    story = expectations_set()
    story.do(a.Dissent, FATHER, **{**DISPUTE, "statement": "e1", "ref": "2"})
    assert "about-nothing-known" not in story.findings()
    story.do(a.Dissent, FATHER, **{**DISPUTE, "statement": "e1", **bound})
    assert len(_disputes(story)) == 2
    assert "about-nothing-known" in story.findings()


def test_the_parents_view_is_taken_in_before_wat_is_established():
    """Whoever words the danger has asked for the view of family or network, or says why not."""
    story = wat_established()
    (view,) = [w for w in story.t.wat[1].weighed if story.t.gathered[w.view].role is Role.PARENT]
    assert view.how is not None
    without = revision(story, material=True)
    without["weighed"] = without["weighed"][:-1]
    assert "wat.client-expertise" in rules(story.refused(a.ReviseWat, LEAD, **without))


_VETO = rule(
    "test.veto",
    "T6",
    (a.SetExpectations,),
    "voices",
    lambda t, *_: [gap("kept-apart") for v in t.voices.values() if v.against is not None],
)

BREAKS = {
    "dissent is not kept": drop_handler(a.Dissent, "voices"),
    "parents may not dispute": set_cell(a.Dissent, Role.PARENT, Cell.NO),
    "network may not dispute": set_cell(a.Dissent, Role.NETWORK, Cell.NO),
    "workers may not dispute": set_cell(a.Dissent, Role.CARE_WORKER, Cell.NO),
    "parents write WAT": set_cell(a.ReviseWat, Role.PARENT, Cell.YES),
    "what is odd goes unseen": drop_watch("watch.voices-about-something"),
    "versions are not kept": drop_handler(a.ReviseWat, "wat"),
    "views are not taken in": silence_rule("wat.client-expertise"),
    "a dispute is a veto": add_rule(_VETO),
}

"""An adopted file of which not everything has been found out: the law does not go by what is there.

What is recorded meanwhile is kept. So a slice that is incomplete is to the law as one that was not
loaded, except that refusals of form look at what is on record here.
"""

from __future__ import annotations

from random import Random

import pytest
from attrs import evolve as changed

from safetyframe import acts as a
from safetyframe.acts import PROTECTED
from safetyframe.errors import HostError
from safetyframe.folding import evolve, fold
from safetyframe.index import Index
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Can, Refused, Unsure
from safetyframe.rules import RULES
from safetyframe.slices import Adopted
from safetyframe.trajectory import CERTAIN, SLICES, Trajectory
from tests.laws.test_properties import now, runs, snapshot
from tests.support.keeping import adopted
from tests.support.story import LEAD, opened, text

MAY_BE_UNKNOWN = sorted(set(SLICES) - CERTAIN)
FORMAL = {rule.id for rule in RULES if not rule.clauses}


def as_adopted(t: Trajectory, *names: str) -> Trajectory:
    """The same trajectory, as if it had come in with these slices unknown."""
    old = Adopted(
        id="old", source="s", provenance=text(), person=LEAD[0], at=t.known_at, unknown=names
    )
    return changed(t, adopted=Index({old.id: old}))


def test_what_is_incomplete_never_turns_a_no_into_a_yes_nor_a_yes_into_a_no():
    rng = Random(7)
    unsure = 0
    for run in runs():
        for one in run.attempts[:40]:
            if isinstance(one.act, a.Adopt):
                continue  # it came in already
            names = rng.sample(MAY_BE_UNKNOWN, rng.choice((1, 2, 5)))
            old = as_adopted(one.before, *names)
            whole = Law().decide(as_adopted(one.before), one.act)
            partly = Law().decide(old, one.act)
            unsure += isinstance(partly, Unsure)
            if isinstance(partly, Accepted):
                assert isinstance(whole, Accepted) or type(one.act) in PROTECTED
                # Nothing of what is recorded is lost.
                assert snapshot(partly.trajectory) == snapshot(evolve(old, partly.record))
            elif isinstance(partly, Refused):
                assert isinstance(whole, Refused)
                assert set(partly.violations) <= set(whole.violations)
            else:
                assert set(partly.unknown) <= set(names)
                assert not isinstance(whole, Unsure)
    assert unsure


def test_to_the_law_it_is_as_if_not_loaded_but_for_form():
    for run in runs()[:20]:
        for one in run.attempts[:40]:
            if isinstance(one.act, a.Adopt):
                continue  # it came in already
            hidden = Law().decide(as_adopted(one.before).hide("wat", "told"), one.act)
            old = Law().decide(as_adopted(one.before, "wat", "told"), one.act)
            if isinstance(old, Accepted):
                assert not isinstance(hidden, Refused)
            if isinstance(hidden, Refused):
                assert set(hidden.violations) <= set(old.violations)
            if isinstance(old, Refused) and not isinstance(hidden, Refused):
                assert {v.rule for v in old.violations} <= FORMAL


@pytest.mark.parametrize("name", sorted({"wat", "told", "hoe", "corrections"}))
def test_duties_and_findings_do_not_go_by_it(name):
    story = adopted(name)
    with pytest.raises(HostError, match=name):
        story.law.duties(story.t, story.now)
    blind = [f for f in story.law.findings(story.t, story.now) if f.code == "not-judged"]
    assert any(name in str(f.get("unknown")) for f in blind)
    assert all(f.code != "overdue" for f in story.law.findings(story.t, story.now))


def test_whether_a_file_was_adopted_has_to_be_known():
    story = opened()
    hidden = story.t.hide("adopted")
    by = story.by(LEAD)
    for before in (story.t, hidden):
        told = {p.act: p for p in story.law.what_can(before, by)}
        assert told["EstablishWat"].can is Can.DEPENDS
    assert "adopted" in told["EstablishWat"].unknown
    asked = story.law.decide(hidden, opened_talk(story))
    assert asked == Unsure(unknown=("adopted",))


def opened_talk(story):
    return story.act(a.RecordConversation, LEAD, minors=("anna",), persons=("anna",))


def test_hiding_commutes_with_evolving_an_adopted_file():
    story = adopted("wat", "gathered")
    start = Trajectory.start("t-1")
    for name in SLICES:
        assert snapshot(fold(story.records, start.hide(name))) == snapshot(story.t.hide(name))
    assert now(story.t) == story.records[-1].recorded_at

"""Case 20: a relapse after the consultants have withdrawn.

Reopening a file wipes the date on which it was closed, and with it that it was once safe enough.
"""

import attrs
import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Topic
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.outcome import DutyState
from safetyframe.slices import GatheredKind
from tests.support.breaking import (
    drop_duty,
    drop_handler,
    put,
    set_handler,
    silence_rule,
)
from tests.support.cast import reopening, violation, withdrawn
from tests.support.duty import state
from tests.support.expect import gap_of
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    LEAD,
    MOTHER,
    Story,
    align_all,
    codes,
    decision,
    judged_met,
    ready_to_withdraw,
    rules,
    text,
)

CLAUSES = ("P2", "P24", "T4")

WITHDRAW = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED}


def ended() -> Story:
    """The consultants withdrew from Anna in the spring, and it was safe enough."""
    story = ready_to_withdraw()
    story.do(a.Withdraw, LEAD, **WITHDRAW)
    return story.wait(120)


def episodes(story: Story, minor=ANNA):
    return [e for e in story.t.involvement.values() if e.minor == minor]


def test_a_relapse_is_an_episode_of_its_own_linked_to_the_one_before():
    """Reopening begins a new episode with its own day one, reason and goal, after the old one."""
    story = ended()
    (before,) = episodes(story)
    story.do(a.Reopen, LEAD, **reopening(story, ANNA, goal=text("goal again")))
    old, new = episodes(story)
    assert new.follows == old.id
    assert (new.open, new.opened_at) == (True, story.records[-1].act.by.at)
    assert (new.why, new.goal) == (text("why again"), text("goal again"))
    assert old == before


def test_the_old_closing_and_its_truth_stay():
    """When, how and with what left open it ended stays on record, and so do the judgements."""
    story = ended()
    closing = story.records[-1]
    judged = story.t.judged
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    old = episodes(story)[0]
    assert (old.ended_at, old.ended_by) == (closing.act.by.at, closing.act.id)
    assert (old.outcome, old.leaves_open) == (WithdrawalOutcome.ACHIEVED, closing.leaves_open)
    assert story.t.judged == judged
    assert closing in story.records


def test_it_takes_a_new_concern():
    """The concern that brought the consultants the first time does not bring them back."""
    story = ended()
    no = story.refused(a.Reopen, LEAD, **reopening(story, ANNA, concern=None))
    assert (rules(no), codes(no)) == (["involvement.in-scope"], ["no-concern"])
    no = story.refused(a.Reopen, LEAD, **reopening(story, ANNA, concern=text("concern")))
    assert (rules(no), codes(no)) == (["involvement.anew"], ["concern-not-new"])
    story.do(a.Reopen, LEAD, **reopening(story, ANNA, concern=text("what the school saw")))
    concerns = [g for g in story.t.gathered.values() if g.kind is GatheredKind.CONCERN]
    assert [g.text and g.text.id for g in concerns] == ["concern", "what the school saw"]


def test_it_takes_a_new_decision_of_government():
    """The necessity that the ended involvement rested on is spent: government decides again."""
    story = ended()
    old = decision()
    no = story.refused(a.Reopen, LEAD, **reopening(story, ANNA, necessity=old))
    assert (rules(no), codes(no)) == (["involvement.anew"], ["necessity-not-new"])
    fault = violation(no, "involvement.anew")
    assert {"P2", "P24"} == set(fault.clauses)
    assert [(r.act, r.human) for r in fault.gaps[0].remedies] == [("DecideNecessity", True)]
    for changes in ({"signed_by": None}, {"body": None}):
        unnamed = attrs.evolve(decision(at=story.now), **changes)
        no = story.refused(a.Reopen, LEAD, **reopening(story, ANNA, necessity=unnamed))
        assert "necessity.named-decider" in rules(no)
    new = decision(NecessityStatus.UNDER_INVESTIGATION, at=story.now, minors=(ANNA,))
    story.do(a.Reopen, LEAD, **reopening(story, ANNA, necessity=new))


@pytest.mark.parametrize("kind", [a.Reopen, a.OpenInvolvement])
def test_where_government_ended_the_necessity_it_is_not_opened_on_an_older_one(kind):
    """A decision taken before government said that there is no necessity any more opens nothing."""
    story = ended()
    ends = decision(NecessityStatus.ENDED, minors=(ANNA,), at=story.now)
    story.do(a.DecideNecessity, AUTHORITY, decision=ends)
    no = story.refused(kind, LEAD, **reopening(story, ANNA, necessity=decision()))
    assert "necessity-ended" in codes(no, "involvement.in-scope")


def test_what_was_judged_before_does_not_close_it_again():
    """A withdrawal after the reopening rests on judgements and hearings of this involvement."""
    story = ended()
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    gap_of(violation(no, "ending.achieved").gaps, "judged-before-this-involvement", target="g1")
    assert set(codes(no, "ending.heard")) == {"not-aligned"}
    judged_met(story).wait(20)
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    story.do(a.Withdraw, LEAD, **WITHDRAW)
    first, second = episodes(story)
    assert first.ended_at is not None
    assert second.ended_at is not None
    assert first.ended_at < second.opened_at < second.ended_at


def test_everyone_is_told_anew_why():
    """The reason for being involved again is told again; that of the first time counts no more."""
    story = ended()
    withdrawn(story, BEN)
    assert state(story, "T5a", MOTHER[0]) is None
    story.explain(Topic.WHY, MOTHER[0])
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    assert state(story, "T5a", MOTHER[0]) is DutyState.DUE
    story.explain(Topic.WHY, MOTHER[0])
    assert state(story, "T5a", MOTHER[0]) is DutyState.DONE


def test_the_sibling_is_left_as_it_was():
    """Reopening for one child changes nothing for the other."""
    story = ended()
    before = episodes(story, BEN)
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    assert episodes(story, BEN) == before


def _wipes_the_end(draft, record, act) -> None:
    for minor in act.minors:
        for key, episode in dict(draft.items()).items():
            if episode.minor == minor:
                draft[key] = attrs.evolve(episode, ended_at=None, ended_by=None, outcome=None)


def _opens_every_child(draft, record, act) -> None:
    for key, episode in dict(draft.items()).items():
        draft[f"{act.id}/{key}"] = attrs.evolve(episode, id=f"{act.id}/{key}", follows=key)


BREAKS = {
    "reopening is for the whole file": set_handler(a.Reopen, "involvement", _opens_every_child),
    "nothing is opened": drop_handler(a.Reopen, "involvement"),
    "reopening wipes the end": set_handler(a.Reopen, "involvement", _wipes_the_end),
    "the old concern and decision do": silence_rule("involvement.anew"),
    "no concern and an ended necessity do": silence_rule("involvement.in-scope"),
    "anybody decides": silence_rule("necessity.named-decider"),
    "old judgements close it again": silence_rule("ending.achieved"),
    "nobody is heard again": silence_rule("ending.heard"),
    "nobody is told again": drop_duty("inform.why"),
    "what was told before is enough": put("safetyframe.duties:_discharges", lambda *_: True),
}

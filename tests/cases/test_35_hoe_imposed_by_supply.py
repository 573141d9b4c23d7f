"""Case 35: a HOE that supply imposes: there is only a module of eight months.

When the module ends the file closes, whether the child is safe or not. Here a measure may end and
the involvement does not, and a measure that is there because it was available is seen to be so.
"""

from datetime import timedelta

import attrs
import pytest

from safetyframe import acts as a
from safetyframe import folding
from safetyframe.acts.ending import WithdrawalOutcome
from tests.support.breaking import drop_handler, drop_watch, silence_rule
from tests.support.cast import review, violation, with_module
from tests.support.expect import sees, sees_nothing
from tests.support.story import (
    ANNA,
    BEN,
    GRAN,
    LEAD,
    WORKER,
    Story,
    codes,
    exception,
    judged_met,
    rules,
    text,
)

CLAUSES = ("T2", "T4")

MONTHS_8 = 240
SUPPLY = "watch.not-by-supply"
IN_TIME, ANSWERED = "watch.looked-at-in-time", "watch.needs-answered"


def module() -> tuple[Story, str]:
    """HOE rests on the one module that there is, for eight months."""
    return with_module(MONTHS_8, supply_driven=True)


def ends_by_itself(story: Story, key: str) -> None:
    story.wait(MONTHS_8 + 1)


def ends_by_hand(story: Story, key: str) -> None:
    story.wait(MONTHS_8)
    story.do(a.EndMeasure, WORKER, measure=key, reason=text("the module is over"))


both_ends = pytest.mark.parametrize("ends", [ends_by_itself, ends_by_hand])


@both_ends
def test_the_end_of_a_measure_ends_no_involvement(ends):
    """The module is over, and the consultants are involved with both children as before."""
    story, key = module()
    before = story.t.involvement
    ends(story, key)
    assert story.t.involvement == before
    assert all(e.open for e in story.t.involvement.values())
    assert key in story.t.measures
    assert story.t.hoe[1].measures == (key,)
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=False)


@both_ends
def test_nor_is_it_a_ground_for_calling_it_achieved(ends):
    """That the time is up stands for no goal: the withdrawal as achieved is refused."""
    story, key = module()
    ends(story, key)
    no = story.refused(
        a.Withdraw,
        LEAD,
        minor=ANNA,
        outcome=WithdrawalOutcome.ACHIEVED,
        ground=text("the module is over"),
        exceptions=(exception("P21"), exception("T4"), exception("X1")),
    )
    assert rules(no) == ["ending.achieved"]
    assert "T4" in violation(no, "ending.achieved").clauses
    assert set(codes(no)) == {"not-judged"}


def test_a_measure_that_is_there_because_it_was_available_is_seen():
    """Availability as the only reason is a finding, until the measure answers a need or ends."""
    story, key = module()
    found = sees(story, SUPPLY, "T2", "supply-driven", measure=key)
    assert [r.act for r in found.remedies] == ["AmendMeasure"]
    ends_by_hand(story, key)
    sees_nothing(story, SUPPLY)


def test_it_is_reviewed_before_it_ends():
    """A module that will be over before the next review is seen from the day it is agreed on."""
    story, key = module()
    sees(story, IN_TIME, "T2 T3", "measure-ends-before-review", measure=key)
    review(story, MONTHS_8 + 30)
    sees(story, IN_TIME, "T2 T3", "measure-ends-before-review", measure=key)
    review(story, MONTHS_8 - 30)
    sees_nothing(story, IN_TIME)


def test_once_it_is_over_somebody_looks_at_what_comes_next():
    """A module past its end is seen until there was a review after it."""
    story, key = module()
    review(story, MONTHS_8 - 30)
    ends_by_itself(story, key)
    sees(story, IN_TIME, "T2 T3", "measure-past-its-end", measure=key)
    review(story, 60)
    sees_nothing(story, IN_TIME)


@both_ends
def test_what_it_served_and_is_not_met_is_a_need_without_an_answer(ends):
    """The goal that the module served is seen as unserved for each child, until it is met."""
    story, key = module()
    sees_nothing(story, ANSWERED)
    ends(story, key)
    for minor in (ANNA, BEN):
        about = {"target": "g1", "minor": minor, "measure": key}
        sees(story, ANSWERED, "T2 T4", "need-without-measure", **about)
    judged_met(story, ANNA)
    sees_nothing(story, ANSWERED, minor=ANNA)
    sees(story, ANSWERED, "T2 T4", "need-without-measure", minor=BEN)


def test_another_measure_may_take_its_place():
    """Those who make HOE agree on what comes after, without a new WAT and without a reopening."""
    story, key = module()
    ends_by_hand(story, key)
    content = {
        "wat": 2,
        "about": text("what this family needs"),
        "serves": ("g1",),
        "bearers": (GRAN[0],),
        "minors": (ANNA, BEN),
        "need": text("need"),
    }
    story.do(a.ProposeMeasure, WORKER, **content)
    new = story.last_id()
    story.do(a.AcceptMeasure, GRAN, measure=new)
    hoe = story.t.hoe[1]
    together = {"together": hoe.together, "invited": hoe.invited}
    story.do(a.EstablishHoe, WORKER, wat=2, measures=(new,), **together)
    for watch in (ANSWERED, SUPPLY, IN_TIME):
        sees_nothing(story, watch)
    assert story.t.measures[key].ended_at is not None


def test_a_longer_module_is_agreed_on_anew():
    """Amending the module to last longer is a change that HOE and its bearers are asked about."""
    story, key = module()
    held = story.t.measures[key]
    story.do(
        a.AmendMeasure,
        WORKER,
        measure=key,
        wat=held.wat,
        about=held.about,
        serves=held.serves,
        bearers=held.bearers,
        minors=held.minors,
        need=held.need,
        until=held.until + timedelta(days=90),
    )
    ends_by_itself(story, key)
    sees_nothing(story, ANSWERED)
    sees(story, "watch.measures-borne", "P10", "amended-since", measure=key)
    sees(story, "watch.load-carried", "P8b", "not-accepted", measure=key)


def _closes(draft, record, act) -> None:
    for key, episode in dict(draft.items()).items():
        draft[key] = attrs.evolve(episode, ended_at=act.by.at, ended_by=act.id)


def _module_closes_the_file() -> None:
    held = folding.HANDLERS[a.EndMeasure]
    folding.HANDLERS[a.EndMeasure] = (*held, ("involvement", _closes))


BREAKS = {
    "the end of the module closes the file": _module_closes_the_file,
    "time is up, so it is achieved": silence_rule("ending.achieved"),
    "supply is as good a reason as any": drop_watch("watch.not-by-supply"),
    "nobody looks before it ends": drop_watch("watch.looked-at-in-time"),
    "what it served is forgotten": drop_watch("watch.needs-answered"),
    "a measure never ends": drop_handler(a.EndMeasure, "measures"),
    "a longer module needs nobody's yes": drop_watch("watch.load-carried"),
    "nor another HOE": drop_watch("watch.measures-borne"),
}

"""Case 19: a goal is met, and then there is a relapse.

A box that was ticked stays ticked, and the file closes on it. Here judgements are a dated series
per child, and nothing is remembered from the last time somebody asked.
"""

from datetime import timedelta
from pathlib import Path

import attrs

from safetyframe import Frame
from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.outcome import Accepted, Refused
from safetyframe.slices import Judgement, JudgementSeries
from tests.support.breaking import (
    drop_handler,
    drop_watch,
    last_write_wins,
    put,
    set_handler,
    silence_rule,
)
from tests.support.cast import on_file, violation
from tests.support.expect import gap_of, revise, sees, sees_nothing
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    LEAD,
    Story,
    ready_to_withdraw,
    rules,
    statements,
    text,
    wat_established,
)

CLAUSES = ("P5c", "T4")

WITHDRAW = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED}


def judge(story: Story, target: str, *, met: bool, **more):
    at = more.pop("at", story.now)
    content = {"wat": len(story.t.wat), "minor": ANNA, "target": target, "met": met, **more}
    return story.do(a.Judge, LEAD, by=story.by(LEAD, at=at, recorded_at=story.now), **content)


def test_a_relapse_makes_what_was_met_unmet():
    """A goal that was met and is judged unmet later stands in the way of an achieved withdrawal."""
    story = ready_to_withdraw()
    assert isinstance(story.ask(a.Withdraw, LEAD, **WITHDRAW), Accepted)
    judge(story, "g1", met=False)
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    fault = violation(no, "ending.achieved")
    assert rules(no) == ["ending.achieved"]
    assert {"X1", "P5c", "T4"} <= set(fault.clauses)
    gap_of(fault.gaps, "judged-unmet", target="g1", minor=ANNA)


def test_judgements_are_a_dated_series_of_which_none_is_lost():
    """Every judgement stays, with who judged, when, on what evidence and about which child."""
    story = ready_to_withdraw()
    first = story.t.judged[ANNA, "g1"].items
    relapse = judge(story, "g1", met=False, evidence=text("the night of the twelfth"))
    story.wait(30)
    again = judge(story, "g1", met=True, evidence=text("four quiet weeks"))
    series = story.t.judged[ANNA, "g1"].items
    assert series[: len(first)] == first
    assert [(j.met, j.by) for j in series] == [(met, LEAD[0]) for met in (True, False, True)]
    assert [j.at for j in series] == sorted(j.at for j in series)
    evidence = {r.seq: r.act.evidence for r in story.records if isinstance(r.act, a.Judge)}
    assert [evidence[j.seq] and evidence[j.seq].id for j in series] == [
        None,
        "the night of the twelfth",
        "four quiet weeks",
    ]
    assert [r.seq for r in (relapse.record, again.record)] == [j.seq for j in series[1:]]
    assert (BEN, "g1") not in story.t.judged


def test_met_again_has_to_last_anew():
    """After a relapse the goal's own period begins again on the day it is met again."""
    story = ready_to_withdraw()  # g1 has to hold for fourteen days, and did
    judge(story, "g1", met=False)
    story.wait(2)
    judge(story, "g1", met=True)
    for days in (0, 13):
        later = attrs.evolve(story, now=story.now + timedelta(days=days))
        no = later.refused(a.Withdraw, LEAD, **WITHDRAW)
        gap = gap_of(violation(no, "ending.achieved").gaps, "not-sustained", target="g1")
        assert (gap.get("days"), gap.get("needed")) == (days, 14)
    story.wait(14).do(a.Withdraw, LEAD, **WITHDRAW)


def test_a_met_that_is_written_down_late_undoes_no_later_relapse():
    """What counts is the last day judged, not the last line written."""
    story = ready_to_withdraw()
    before = story.now - timedelta(days=1)
    judge(story, "g1", met=False)
    judge(story, "g1", met=True, at=before)
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    gap_of(violation(no, "ending.achieved").gaps, "judged-unmet", target="g1")


def test_a_withdrawal_is_judged_when_it_is_done_and_not_when_it_was_asked(tmp_path: Path):
    """A relapse that somebody else records in between is seen at the act itself."""
    story = ready_to_withdraw()
    url = on_file(story, tmp_path / "one.db")
    withdraw = story.act(a.Withdraw, LEAD, **WITHDRAW)
    relapse = story.act(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=False)
    with Frame.open(url) as mine, Frame.open(url) as theirs:
        assert isinstance(mine.decide("t-1", withdraw), Accepted)
        assert isinstance(theirs.do("t-1", relapse), Accepted)
        no = mine.do("t-1", withdraw)
        assert isinstance(no, Refused)
        assert rules(no) == ["ending.achieved"]
        assert all(e.open for e in mine.trajectory("t-1").involvement.values())


def test_everyones_answers_on_the_scale_are_a_series_beside_the_judgements():
    """A child's answer below the goal's threshold is seen beside a judgement that it is met."""
    story = wat_established()
    both, bens = statements()["goals"]
    revise(story, material=True, goals=(attrs.evolve(both, scale_at_least=7), bens))
    judge(story, "g1", met=True)
    for value in (8, 4):
        story.do(a.Scale, ANNA_, goal="g1", minor=ANNA, value=value, words=text("own words"))
        story.wait()
    answers = [(s.person, s.minor, s.value) for s in story.t.scales.values()]
    assert answers == [(ANNA, ANNA, 8), (ANNA, ANNA, 4)]
    found = sees(story, "watch.scales-agree", "P5c", "met-below-the-scale")
    assert (found.get("person"), found.get("value")) == (ANNA, 4)
    judge(story, "g1", met=False)
    sees_nothing(story, "watch.scales-agree")


def _last_line_counts(draft, record, act) -> None:
    new = Judgement(wat=act.wat, met=act.met, at=act.by.at, seq=record.seq, by=act.by.person)
    before = draft.get((act.minor, act.target))
    items = (*(() if before is None else before.items), new)
    series = JudgementSeries(minor=act.minor, target=act.target, items=items)
    draft[act.minor, act.target] = series


def _one_box(draft, record, act) -> None:
    new = Judgement(wat=act.wat, met=act.met, at=act.by.at, seq=record.seq, by=act.by.person)
    series = JudgementSeries(minor=act.minor, target=act.target, items=(new,))
    draft[act.minor, act.target] = series


BREAKS = {
    "what is unmet stops nothing": silence_rule("ending.achieved"),
    "no judgement is kept": drop_handler(a.Judge, "judged"),
    "only the last judgement is kept": set_handler(a.Judge, "judged", _one_box),
    "the last line counts, whatever day it is about": set_handler(
        a.Judge, "judged", _last_line_counts
    ),
    "met counts from the first time": put(
        "safetyframe.rules.ending:_met_since", lambda judgements: judgements[0].at
    ),
    "a stale answer is written down": last_write_wins,
    "the child's scale is not looked at": drop_watch("watch.scales-agree"),
}

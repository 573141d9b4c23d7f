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
from safetyframe.charter import Level
from safetyframe.errors import HostError
from safetyframe.folding import evolve, fold
from safetyframe.index import Index
from safetyframe.law import Law
from safetyframe.law.guards import guards, powers
from safetyframe.outcome import Accepted, Can, Gap, Refused, Unsure
from safetyframe.policy import Lowered, Policy
from safetyframe.rules import RULES, Rule
from safetyframe.slices import Adopted
from safetyframe.trajectory import CERTAIN, SLICES, Trajectory
from tests.laws.test_properties import now, runs, snapshot
from tests.support.keeping import adopted
from tests.support.story import AUTHORITY, LEAD, MOTHER, SYSTEM, decision, opened, text

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


# --- rules of a house, on a file that is not known whole ------------------------------------------


def house(**more):
    """A rule that says it reads nothing, and looks into WAT."""
    parts = {
        "id": "house:looks",
        "clauses": ("house:looks",),
        "level": Level.HARD,
        "guards": frozenset({a.RecordStrength}),
        "reads": frozenset(),
        "check": lambda t, *_: () if len(t.wat) else (Gap(code="house:no-wat"),),
    }
    return Rule(**{**parts, **more})


def strength(story):
    return story.act(a.RecordStrength, LEAD, minors=("anna",), about=text("strength"))


def test_a_rule_that_reads_more_than_it_says_does_not_go_by_what_is_incomplete():
    story = opened(Law(extra_rules=[house()]))
    assert isinstance(story.law.decide(story.t, strength(story)), Refused)
    old = as_adopted(story.t, "wat", "told")
    assert story.law.decide(old, strength(story)) == Unsure(
        unknown=("told", "wat"), act=strength(story)
    )


@pytest.mark.parametrize("names", [(), ("wat",)])
def test_nor_does_its_foresight(names):
    rule = house(
        check=lambda *_: (), foresee=lambda t, _: () if len(t.wat) else (Gap(code="house:no-wat"),)
    )
    story = opened(Law(extra_rules=[rule]))
    told = {p.act: p for p in story.law.what_can(as_adopted(story.t, *names), story.by(LEAD))}
    seen = {v.rule for v in told["RecordStrength"].violations}
    assert seen == (set() if names else {"house:looks"})


def test_what_is_a_matter_of_form_is_foreseen_by_what_is_on_record_here():
    """An old WAT that nobody has looked for is no target for a judgement."""
    story = opened()
    old = as_adopted(story.t, "wat")
    told = {p.act: p for p in story.law.what_can(old, story.by(LEAD))}
    assert "form.target" in {v.rule for v in told["Judge"].violations}


def test_a_gate_that_was_lowered_to_advice_is_foreseen_by_nobody():
    rule = house(
        clauses=("P21",),
        level=Level.EXPLAIN,
        check=lambda *_: (),
        foresee=lambda *_: (Gap(code="house:never"),),
    )
    lowered = Policy(lowered=(Lowered(clause="P21", reason="agreed with the region"),))
    for policy, can in ((Policy(), Can.NO), (lowered, Can.YES)):
        story = opened(Law(policy, extra_rules=[rule]))
        told = {p.act: p.can for p in story.law.what_can(story.t, story.by(LEAD))}
        assert told["RecordStrength"] is can


# --- what is listed is read -----------------------------------------------------------------------


def test_a_correction_lists_whom_it_misinformed_or_does_not_come_about():
    story = opened()
    story.do(a.RecordInformation, LEAD, minors=("anna",), about=text("info"))
    wrong = story.act(a.Correct, LEAD, wrong=story.last_id(), reason=text("reason"))
    assert isinstance(story.law.decide(story.t, wrong), Accepted)
    for name in ("told", "disclosed"):
        asked = story.law.decide(story.t.hide(name), wrong)
        assert asked == Unsure(unknown=(name,), act=wrong)
        told = {p.act: p for p in story.law.what_can(story.t.hide(name), story.by(LEAD))}
        assert told["Correct"].unknown == (name,)
        assert name in story.law.needs(a.Correct)


@pytest.mark.parametrize("status", ["established", "ended"])
def test_what_an_ending_lists_is_read_where_it_ends(status):
    story = opened()
    status = a.NecessityStatus(status)
    act = story.act(
        a.DecideNecessity,
        AUTHORITY,
        decision=decision(status, minors=("anna",), at=story.now, reference="d-9"),
    )
    asked = story.law.decide(story.t.hide("judged"), act)
    if status is a.NecessityStatus.ENDED:
        assert asked == Unsure(unknown=("judged",), act=act)
    else:
        assert isinstance(asked, Accepted)
    assert {"judged", "aligned"} <= story.law.needs(a.DecideNecessity)


def test_what_is_only_a_matter_of_form_does_not_ask_whether_the_file_was_adopted():
    needs = Law().needs
    assert "handovers" in needs(a.OfferHandover)
    assert "adopted" not in needs(a.OfferHandover)
    assert "adopted" in needs(a.EstablishWat)


def test_a_machine_takes_part_in_nothing_and_needs_nobody_known_but_who_wrote_it_down():
    story = opened()
    guard = guards(())[a.RecordConcern]
    blind = story.t.hide("people")
    for by, needed in (
        (story.by(SYSTEM), False),
        (story.by(SYSTEM, recorded_by=LEAD[0]), True),
        (story.by(LEAD), True),
    ):
        assert powers(guard, blind, by)[1] is needed
        assert powers(guard, story.t, by)[1] is False
    assert powers(guards(())[a.Speak], blind, story.by(MOTHER))[1] is False

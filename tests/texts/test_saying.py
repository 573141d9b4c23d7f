"""What is said: refusals as they really come, in both languages, and never what they were told."""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe import texts
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn
from safetyframe.charter import Level
from safetyframe.law import Law
from safetyframe.outcome import (
    Accepted,
    Refused,
    Unsure,
)
from safetyframe.policy import Lowered, Policy
from safetyframe.trajectory import Trajectory
from tests.support.planner import pool
from tests.support.story import (
    ANNA,
    LEAD,
    STRANGER,
    WORKER,
    Story,
    hoe_established,
    judged_met,
    opened,
    statements,
    text,
)

ACHIEVED = WithdrawalOutcome.ACHIEVED
BRUSSELS = "Europe/Brussels"
PROSE = "Papa slaat als hij gedronken heeft"


@pytest.fixture(scope="module")
def runs():
    return pool(0, 8)


def outcomes(runs):
    for run in runs:
        for attempt in run.attempts:
            yield attempt.outcome


# ------------------------------------------------------------------------------- real refusals


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_everything_the_law_answers_can_be_said(runs, language):
    refused = 0
    for outcome in outcomes(runs):
        said = texts.say(outcome, language, zone=BRUSSELS)
        assert "{" not in said
        assert "}" not in said
        assert texts.say(outcome, language)
        if isinstance(outcome, Refused):
            refused += 1
            for violation in outcome.violations:
                for clause in violation.clauses:
                    assert clause in said
                for gap in violation.gaps:
                    texts.templates_for(gap, language)
                    assert gap.code not in texts.sentence(gap, language)
    assert refused > 100


def test_what_is_said_differs_from_language_to_language(runs):
    for outcome in outcomes(runs):
        assert texts.say(outcome, "nl") != texts.say(outcome, "en")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_finding_can_be_said(runs, language):
    codes = set()
    for run in runs:
        for finding in run.law.findings(run.t, run.story.now):
            codes.add(finding.code)
            texts.templates_for(finding, language)
            said = texts.sentence(finding, language, zone=BRUSSELS)
            assert "{" not in said
            assert said.endswith(".")
            for step in texts.steps(finding, language):
                assert step.endswith(".")
    assert len(codes) > 15


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_each_gap_with_a_remedy_names_a_next_step(runs, language):
    for outcome in outcomes(runs):
        if isinstance(outcome, Refused):
            for violation in outcome.violations:
                for gap in violation.gaps:
                    assert len(texts.steps(gap, language)) >= bool(gap.remedies)


# ---------------------------------------------------------------------------- the exact wording


def test_a_care_worker_who_sets_wat_hears_whose_it_is():
    story = opened()
    no = story.refused(a.EstablishWat, WORKER, **statements())
    said = texts.say(no, "en").splitlines()
    assert said[0] == "Refused."
    at = said.index("  P12 X3")
    assert said[at + 1] == "    Acting as care worker, nobody may do this: establish WAT."
    assert said[at + 2] == "    Next: the lead consultant establishes WAT."
    nl = texts.say(no, "nl").splitlines()
    assert "    Als hulpverlener mag niemand dit doen: de WAT vastleggen." in nl
    assert "    Volgende stap: de verantwoordelijke consulent legt de WAT vast." in nl


def test_a_closing_too_soon_names_goals_together_and_leaves_the_judging_to_a_human():
    no = hoe_established().refused(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED)
    said = texts.say(no, "en")
    assert "    Not judged yet for anna: g1, e1, b1.\n" in said
    assert "    Next: the lead consultant judges g1, e1, b1 for anna, on WAT version 2.\n" in said
    assert "Nobody should do that merely to pass" in said
    assert "Nog niet beoordeeld voor anna: g1, e1, b1." in texts.say(no, "nl")


def test_a_gate_says_that_it_may_be_explained():
    story = opened()
    no = story.refused(a.EstablishWat, LEAD, **statements())
    said = texts.say(no, "en")
    assert "    Or explain: put an exception on P14 in the act" in said
    assert "    Or explain: put an exception on P15a in the act" in said


def test_a_hard_refusal_never_offers_an_exception():
    story = opened()
    no = story.refused(a.EstablishWat, WORKER, **statements(bottom_lines=()))
    for violation in no.violations:
        offered = any("put an exception" in line for line in texts.reasons(violation, "en")[1])
        assert offered is (violation.level is Level.EXPLAIN)


def test_refusals_of_form_are_labelled_as_form():
    no = opened().refused(a.RecordStrength, STRANGER, minors=(ANNA,), about=text())
    assert "  form\n" in texts.say(no, "en")
    assert "  vorm\n" in texts.say(no, "nl")
    assert "stranger does not take part as parent" in texts.say(no, "en")


def test_moments_are_civil_time_in_the_zone_given():
    story = judged_met(hoe_established())
    story.wait(30)
    wat = len(story.t.wat)
    story.do(a.Judge, LEAD, wat=wat, minor=ANNA, target="g1", met=False)
    no = story.refused(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED)
    gap = next(g for v in no.violations for g in v.gaps if g.code == "judged-unmet")
    utc = story.records[-1].act.by.at
    assert utc.utcoffset() == timedelta(0)
    assert f"{utc + timedelta(hours=2):%Y-%m-%d %H:%M}." in texts.sentence(gap, "en", zone=BRUSSELS)
    assert f"{utc:%Y-%m-%d %H:%M}+00:00." in texts.sentence(gap, "en")


def test_what_is_unsure_names_what_to_load():
    t = Trajectory(id=story_id())
    story = Story()
    act = story.act(a.RecordStrength, LEAD, minors=(ANNA,), about=text())
    unsure = Law().decide(t, act)
    assert isinstance(unsure, Unsure)
    assert texts.say(unsure, "en") == (
        "Not a yes: facts are missing. Load first: what was gathered, who takes part."
    )
    assert "wat verzameld is, wie deelneemt" in texts.say(unsure, "nl")


def story_id():
    return Trajectory.start("t-1").id


def test_a_refusal_for_lack_of_power_says_that_there_may_be_more():
    t = Trajectory.start("t-1").hide("gathered", "people")
    act = Story().act(a.EstablishWat, WORKER, **statements())
    no = Law().decide(t, act)
    assert isinstance(no, Refused)
    assert "There may be more reasons: this was not loaded: " in texts.say(no, "en")


def test_an_end_lists_what_is_left_open():
    story = hoe_established()
    yes = story.ask(
        a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.TRANSFERRED, ground=text()
    )
    if isinstance(yes, Refused):  # everyone is heard first
        from tests.support.story import align_all

        align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
        yes = story.ask(
            a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.TRANSFERRED, ground=text()
        )
    assert isinstance(yes, Accepted)
    said = texts.say(yes, "en")
    assert said.startswith("Accepted, as record ")
    assert "  Still open at this end (T4): Not judged yet for anna: g1." in said
    assert "  Still open at this end (P18a): anna is to be informed (due)." in said
    assert "Nog open bij dit einde (P18a): anna moet worden ingelicht (te doen)." in texts.say(
        yes, "nl"
    )


def test_a_gate_lowered_by_policy_keeps_its_own_words():
    policy = Policy(lowered=(Lowered(clause="P14", reason="explained once for all of us"),))
    story = opened(Law(policy=policy))
    warned = None
    for finding in _warnings(story):
        if finding.code == "no-information":
            warned = finding
    assert warned is not None
    assert texts.sentence(warned, "en") == "WAT does not say on which information it rests."


def _warnings(story):
    from tests.support.story import gathered

    links = gathered(story)
    links["information"] = ()
    outcome = story.ask(a.EstablishWat, LEAD, **statements(), **links)
    assert isinstance(outcome, Accepted)
    return outcome.warnings

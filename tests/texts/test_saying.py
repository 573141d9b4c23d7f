"""What is said: refusals as they really come, in both languages, and never what they were told."""

from datetime import timedelta

import pytest
from attrs import evolve as changed

from safetyframe import acts as a
from safetyframe import texts
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn
from safetyframe.acts.wat import StatementKind
from safetyframe.charter import Level
from safetyframe.errors import HostError
from safetyframe.law import Law
from safetyframe.outcome import (
    Accepted,
    Can,
    Finding,
    Findings,
    Possibilities,
    Possibility,
    Refused,
    Unsure,
    facts,
)
from safetyframe.policy import Lowered, Policy
from safetyframe.texts.changing import change_in_words
from safetyframe.texts.naming import name_of_language
from safetyframe.texts.reading import catalogue
from safetyframe.trajectory import Trajectory
from safetyframe.values import Form
from safetyframe.views import Change, ChangeKind, Viewer
from tests.support.planner import pool
from tests.support.story import (
    ANNA,
    DAY_ONE,
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
from tests.support.viewing import revised, sentence, steps, view_of

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
        said = texts.say(view_of(outcome), language, zone=BRUSSELS)
        assert "{" not in said
        assert "}" not in said
        assert texts.say(view_of(outcome), language)
        if isinstance(outcome, Refused):
            refused += 1
            for violation in outcome.violations:
                for clause in violation.clauses:
                    assert clause in said
                for gap in violation.gaps:
                    assert gap.code not in sentence(gap, language)
    assert refused > 100


def test_what_is_said_differs_from_language_to_language(runs):
    for outcome in outcomes(runs):
        assert texts.say(view_of(outcome), "nl") != texts.say(view_of(outcome), "en")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_finding_can_be_said(runs, language):
    codes = set()
    for run in runs:
        for finding in run.law.findings(run.t, run.story.now):
            codes.add(finding.code)
            said = sentence(finding, language, zone=BRUSSELS)
            assert "{" not in said
            assert said.endswith(".")
            assert "no words for it" not in said
            assert "geen woorden voor" not in said
            for step in steps(finding, language):
                assert step.endswith(".")
    assert len(codes) > 15


@pytest.mark.parametrize("reader", texts.Reader)
def test_measures_for_an_older_wat_are_said_together(reader):
    each = tuple(
        Finding(
            rule="watch.measures-fit",
            clauses=("P10", "X6"),
            level=Level.WARN,
            code="measure-for-an-older-wat",
            about=facts(measure=key),
        )
        for key in ("m-1", "m-2")
    )
    found = view_of(Findings(each, as_of=DAY_ONE))
    (said,) = texts.said_together(found, "nl", reader=reader)
    assert len(said.findings) == 2
    if reader is not texts.Reader.CHILD:
        assert "m-1, m-2" in said.sentence


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_each_gap_with_a_remedy_names_a_next_step(runs, language):
    for outcome in outcomes(runs):
        if isinstance(outcome, Refused):
            for violation in outcome.violations:
                for gap in violation.gaps:
                    assert len(steps(gap, language)) >= bool(gap.remedies)


# ---------------------------------------------------------------------------- the exact wording


def test_a_care_worker_who_sets_wat_hears_whose_it_is():
    story = opened()
    no = story.refused(a.EstablishWat, WORKER, **statements())
    said = texts.say(view_of(no), "en").splitlines()
    assert said[0] == "Refused."
    at = said.index("  P12 X3")
    assert said[at + 1] == "    Acting as care worker, nobody may do this: establish WAT."
    assert said[at + 2] == "    Next: the lead consultant establishes WAT."
    nl = texts.say(view_of(no), "nl").splitlines()
    assert "    Als hulpverlener mag niemand dit doen: de WAT vastleggen." in nl
    assert "    Volgende stap: de verantwoordelijke consulent legt de WAT vast." in nl


def test_a_closing_too_soon_names_goals_together_and_leaves_the_judging_to_a_human():
    no = hoe_established().refused(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED)
    said = texts.say(view_of(no), "en")
    assert "    Not judged yet for anna: g1, e1, b1.\n" in said
    assert "    Next: the lead consultant judges g1, e1, b1 for anna, on WAT version 2.\n" in said
    assert "Nobody should do that merely to pass" in said
    assert "Nog niet beoordeeld voor anna: g1, e1, b1." in texts.say(view_of(no), "nl")


def test_a_gate_says_that_it_may_be_explained():
    story = opened()
    no = story.refused(a.EstablishWat, LEAD, **statements())
    said = texts.say(view_of(no), "en")
    assert "    Or explain: put an exception on P14 in the act" in said
    assert "    Or explain: put an exception on P15a in the act" in said


def test_a_hard_refusal_never_offers_an_exception():
    story = opened()
    no = story.refused(a.EstablishWat, WORKER, **statements(bottom_lines=()))
    for said in texts.said_outcome(view_of(no), "en").violations:
        offered = any("put an exception" in line for line in said.lines)
        assert offered is (said.violation.level is Level.EXPLAIN)


def test_refusals_of_form_are_labelled_as_form():
    no = opened().refused(a.RecordStrength, STRANGER, minors=(ANNA,), about=text())
    assert "  form\n" in texts.say(view_of(no), "en")
    assert "  vorm\n" in texts.say(view_of(no), "nl")
    assert "stranger does not take part as parent" in texts.say(view_of(no), "en")


def test_moments_are_civil_time_in_the_zone_given():
    story = judged_met(hoe_established())
    story.wait(30)
    wat = len(story.t.wat)
    story.do(a.Judge, LEAD, wat=wat, minor=ANNA, target="g1", met=False)
    no = story.refused(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED)
    gap = next(g for v in no.violations for g in v.gaps if g.code == "judged-unmet")
    utc = story.records[-1].act.by.at
    assert utc.utcoffset() == timedelta(0)
    assert f"{utc + timedelta(hours=2):%Y-%m-%d %H:%M}." in sentence(gap, "en", zone=BRUSSELS)
    assert f"{utc:%Y-%m-%d %H:%M}+00:00." in sentence(gap, "en")


def test_what_is_unsure_names_what_to_load():
    t = Trajectory(id=story_id())
    story = Story()
    act = story.act(a.RecordStrength, LEAD, minors=(ANNA,), about=text())
    unsure = Law().decide(t, act)
    assert isinstance(unsure, Unsure)
    assert texts.say(view_of(unsure), "en") == (
        "Not a yes: facts are missing. "
        "Load first: what was gathered, the involvement, who takes part."
    )
    assert "wat verzameld is, de betrokkenheid, wie deelneemt" in texts.say(view_of(unsure), "nl")


def story_id():
    return Trajectory.start("t-1").id


def test_a_refusal_for_lack_of_power_says_that_there_may_be_more():
    t = Trajectory.start("t-1").hide("gathered", "people")
    act = Story().act(a.EstablishWat, WORKER, **statements())
    no = Law().decide(t, act)
    assert isinstance(no, Refused)
    assert "There may be more reasons: this was not loaded: " in texts.say(view_of(no), "en")


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
    said = texts.say(view_of(yes), "en")
    assert said.startswith("Accepted.\n")
    assert "  Still open at this end (T4): Not judged yet for anna: g1." in said
    assert "  Still open at this end (P18a): anna is to be informed (due)." in said
    assert "Nog open bij dit einde (P18a): anna moet worden ingelicht (te doen)." in texts.say(
        view_of(yes), "nl"
    )


def test_a_gate_lowered_by_policy_keeps_its_own_words():
    policy = Policy(lowered=(Lowered(clause="P14", reason="explained once for all of us"),))
    story = opened(Law(policy=policy))
    warned = None
    for finding in _warnings(story):
        if finding.code == "no-information":
            warned = finding
    assert warned is not None
    assert sentence(warned, "en") == "WAT does not say on which information it rests."


def _warnings(story):
    from tests.support.story import gathered

    links = gathered(story)
    links["information"] = ()
    outcome = story.ask(a.EstablishWat, LEAD, **statements(), **links)
    assert isinstance(outcome, Accepted)
    return outcome.warnings


# --------------------------------------------------------------------------- views, and no others


def test_a_reason_that_is_not_the_viewers_is_said_to_be_so_and_no_more():
    bare = view_of(Refused(violations=()))
    assert texts.say(bare, "en").splitlines() == [
        "Refused.",
        "  The reason is not yours to see here; ask the lead consultant.",
    ]
    assert texts.say(bare, "nl").splitlines() == [
        "Geweigerd.",
        (
            "  De reden is hier niet voor jou te zien; vraag ernaar bij de verantwoordelijke "
            "consulent."
        ),
    ]


def test_a_refusal_with_reasons_does_not_hint_at_others():
    no = opened().refused(a.EstablishWat, WORKER, **statements())
    assert "not yours to see" not in texts.say(view_of(no), "en")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_possibility_without_its_reason_says_so(language):
    by = Story().by(WORKER)
    no = Possibility(act="Judge", can=Can.NO)
    yes = Possibility(act="Speak", can=Can.YES)
    shut, open_ = texts.said_possibilities(view_of(Possibilities((no, yes), by=by)), language)
    assert len(shut.notes) == 1
    assert shut.notes[0] in texts.say(view_of(Refused(violations=())), language)
    assert open_.notes == ()


def test_an_acceptance_does_not_tell_how_many_records_there_are():
    story = hoe_established()
    yes = story.ask(a.RecordStrength, LEAD, minors=(ANNA,), about=text())
    assert texts.say(view_of(yes), "en") == "Accepted."
    assert texts.say(view_of(yes), "nl") == "Aanvaard."


def test_what_nobody_looked_through_has_no_words():
    story = hoe_established()
    no = story.refused(a.EstablishWat, WORKER, **statements())
    findings = story.law.findings(story.t, story.now)
    can = story.law.what_can(story.t, story.by(WORKER))
    tries = (
        lambda: texts.say(no, "en"),
        lambda: texts.said_outcome(no, "en"),
        lambda: texts.said_together(findings, "en"),
        lambda: texts.said_possibilities(can, "en"),
        lambda: texts.said_changes(story.t, 1, "en"),
    )
    for attempt in tries:
        with pytest.raises(HostError, match=r"only a View can be shown: give Law\.show"):
            attempt()


def test_a_view_of_something_else_is_no_outcome():
    story = opened()
    for thing in (story.t, story.records[0], (), None):
        with pytest.raises(
            HostError, match=r"this is a View of \w+, and can't be shown as Accepted"
        ):
            texts.say(view_of(thing), "en")


# ------------------------------------------------------------------------------------- changes


def test_a_bar_that_is_raised_is_said_in_numbers():
    story = hoe_established()
    wat = story.t.wat[len(story.t.wat)]
    goal = changed(wat.goals[0], sustained_days=90, scale_at_least=9)
    revised(story, goals=(goal, *wat.goals[1:]))
    view = story.law.show(story.t, Viewer(person=ANNA, at=story.now))
    last = len(view.shown.wat)
    assert [one.sentence for one in texts.said_changes(view, last - 1, "en")] == [
        f"Version {last}: goal g1 must hold 90 days now; before, {wat.goals[0].sustained_days}.",
        f"Version {last}: goal g1 asks at least 9 on the scale now; before, none.",
    ]
    assert [one.sentence for one in texts.said_changes(view, last - 1, "nl")] == [
        f"Versie {last}: doel g1 moet nu 90 dagen duren; voordien {wat.goals[0].sustained_days}.",
        f"Versie {last}: doel g1 vraagt nu minstens 9 op de schaal; voordien geen.",
    ]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_change_can_be_said(language):
    kinds = set()
    for kind in ChangeKind:
        for of in StatementKind:
            names = kind in (ChangeKind.MINORS, ChangeKind.LINKS)
            change = Change(
                version=3,
                statement="s1",
                of=of,
                kind=kind,
                material=True,
                minors=(ANNA,),
                before=("x", "y") if names else None,
                after=() if names else 4,
            )
            said = change_in_words(change, catalogue(language, texts.Reader.PROFESSIONAL))
            kinds.add(said)
            assert "{" not in said
            assert "s1" in said
            assert "3" in said
            assert said.endswith(".")
            assert not names or "x, y" in said
    assert len(kinds) == len(ChangeKind) * len(StatementKind)


@pytest.mark.parametrize("reader", texts.Reader)
@pytest.mark.parametrize(
    ("tag", "nl", "en"),
    [
        ("nl", "Nederlands", "Dutch"),
        ("fr-BE", "Frans (BE)", "French (BE)"),
        ("AR", "Arabisch", "Arabic"),
        ("vgt", "Vlaamse Gebarentaal", "Flemish Sign Language"),
        ("qaa-BE", "qaa-BE", "qaa-BE"),
    ],
)
def test_a_language_is_named_and_one_nobody_knows_keeps_its_tag(reader, tag, nl, en):
    assert name_of_language(tag, "nl", reader=reader) == nl
    assert name_of_language(tag, "en", reader=reader) == en


@pytest.mark.parametrize("reader", texts.Reader)
def test_a_form_that_is_signed_is_a_paper_and_no_sign_language(reader):
    """Case 11: a signature is evidence. Sign language is a language, and has a tag."""
    said = [
        texts.word_on_page(f"form-{Form.SIGNED.value}", language, reader=reader)
        for language in texts.LANGUAGES
    ]
    assert ["handtekening" in said[0], "signature" in said[1]] == [True, True]

"""Words for anything: codes of plugins, broken rules, and prose in the wrong place."""

import pytest
from attrs import evolve as changed

from safetyframe import acts as a
from safetyframe import texts
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import Position
from safetyframe.charter import BY_ID, Level
from safetyframe.law import Law
from safetyframe.outcome import (
    Accepted,
    DutyState,
    Finding,
    Gap,
    Refused,
    Remedy,
    Violation,
    facts,
)
from safetyframe.record import OpenItem
from safetyframe.roles import Role
from safetyframe.rules.model import Rule
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, PersonId
from tests.support.story import (
    ANNA,
    LEAD,
    MOTHER,
    hoe_established,
    opened,
    statements,
    text,
    wat_established,
)
from tests.support.viewing import sentence, view_of

ACHIEVED = WithdrawalOutcome.ACHIEVED
BRUSSELS = "Europe/Brussels"
PROSE = "Papa slaat als hij gedronken heeft"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_plugins_code_is_named_and_never_passed_over(language):
    def check(_t, _act, _policy):
        yield Gap(
            code="acme-no-form-7",
            about=facts(form="F7", remark=PROSE),
            remedies=(Remedy(act="SendForm7", roles=(Role.CONSULTANT,)),),
        )

    rule = Rule(
        id="acme.form7",
        clauses=("acme.7",),
        level=Level.HARD,
        guards=frozenset({a.RecordStrength}),
        reads=frozenset(),
        check=check,
    )
    story = opened(Law(extra_rules=(rule,)))
    no = story.refused(a.RecordStrength, LEAD, minors=(ANNA,), about=text())
    said = texts.say(view_of(no), language)
    assert "acme.7" in said
    assert "acme-no-form-7" in said
    assert "F7" in said
    assert "SendForm7" in said
    assert PROSE not in said


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_broken_rule_is_said_to_be_broken(language):
    def check(_t, _act, _policy):
        raise RuntimeError(PROSE)

    rule = Rule(
        id="acme.broken",
        clauses=("acme.1",),
        level=Level.HARD,
        guards=frozenset({a.RecordStrength}),
        reads=frozenset(),
        check=check,
    )
    no = opened(Law(extra_rules=(rule,))).refused(
        a.RecordStrength, LEAD, minors=(ANNA,), about=text()
    )
    said = texts.say(view_of(no), language)
    assert "acme.broken" in said
    assert "RuntimeError" in said
    assert PROSE not in said


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_prose_typed_where_a_reference_belongs_is_never_repeated(language):
    story = wat_established()
    tries = (
        (a.RecordConversation, {"minors": (ANNA,), "persons": (PersonId(PROSE),)}),
        (a.Judge, {"wat": 1, "minor": PersonId(PROSE), "target": PROSE, "met": True}),
        (a.AcceptMeasure, {"measure": PROSE}),
        (a.ReviseWat, {"revises": 1, "material": True, "reason": text(), **_prose_in_wat()}),
        (a.RecordStrength, {"minors": (PersonId(PROSE),), "about": text(), "id": ActId(PROSE)}),
        (a.AddParticipation, {"person": PersonId(PROSE), "role": Role.PARENT, "since": story.now}),
    )
    for kind, content in tries:
        for who in (LEAD, MOTHER, (PersonId(PROSE), Role.PARENT)):
            no = story.refused(kind, who, **content)
            said = texts.say(view_of(no), language)
            for word in ("Papa", "slaat", "gedronken"):
                assert word not in said


def _prose_in_wat():
    from attrs import evolve

    content = statements()
    lines, goals = content["bottom_lines"], content["goals"]
    content["bottom_lines"] = (evolve(lines[0], id=PROSE, dangers=(PROSE,)), *lines[1:])
    content["goals"] = (evolve(goals[0], dangers=(PROSE,), safe_enough=None, id=PROSE), *goals[1:])
    return content


def test_a_terminals_control_signs_do_not_come_through():
    gap = Gap(code="unknown-minor", about=facts(minor="\x1b[31mred"))
    assert "\x1b" not in sentence(gap, "en")


def test_a_sentence_without_its_facts_falls_back_on_the_code():
    assert "unknown-minor" in sentence(Gap(code="unknown-minor"), "en")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_names(language):
    for act in a.ACTS:
        assert texts.name_of_act(act.__name__, language) != act.__name__
    assert texts.name_of_act("AcmeAct", language) == "AcmeAct"
    for role in Role:
        assert texts.name_of_role(role, language)
    assert texts.name_of_role(Role.CARE_WORKER, "nl") == "hulpverlener"
    assert "WAT" in texts.name_of_slices(("wat", "people"), language)


def test_every_clause_named_in_a_template_exists():
    import re

    from safetyframe.texts.reading import catalogue

    for language in texts.LANGUAGES:
        c = catalogue(language, texts.Reader.PROFESSIONAL)
        for table in (c.gaps, c.findings, c.next, c.steps):
            for templates in table.values():
                for clause in re.findall(r"\b[A-Z]\d+[a-c]?\b", str(templates)):
                    assert clause in BY_ID


def test_what_a_finding_of_the_same_code_says_is_its_own():
    gap = Gap(code="not-judged", about=facts(target="g1", minor="anna"))
    seen = Finding(
        rule="watch.x",
        clauses=("P3",),
        level=Level.WARN,
        code="not-judged",
        about=facts(unknown="people told"),
    )
    assert sentence(gap, "en") == "Not judged yet for anna: g1."
    assert sentence(seen, "en").endswith(": who takes part, what was explained to whom.")


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize(
    ("state", "target"),
    [
        *((state.value, None) for state in DutyState if state is not DutyState.DONE),
        (Position.DISSENTS.value, None),
        *((code, None) for code in ("no-wat", "no-goal", "no-expectation")),
        *((code, "g1") for code in ("not-judged", "judged-on-an-older-version")),
    ],
)
def test_whatever_an_end_leaves_open_can_be_said(state, target, language):
    item = OpenItem(clause="T4", person=ANNA, target=target, state=state)
    record = opened().records[-1]
    yes = Accepted(record=changed(record, leaves_open=(item,)), trajectory=Trajectory.start("t-1"))
    (said,) = texts.said_outcome(view_of(yes), language).leaves_open
    assert said in texts.say(view_of(yes), language)
    assert "T4" in said
    assert ANNA in said
    assert "no words for it" not in said
    assert "geen woorden voor" not in said


def test_findings_that_differ_only_in_whom_they_are_about_are_said_once():
    story = hoe_established()
    findings = story.law.findings(story.t, story.now)
    said = texts.said_together(view_of(findings), "en")
    assert sum(len(one.findings) for one in said) == len(findings)
    assert {id(f) for one in said for f in one.findings} == {id(f) for f in findings}
    agreements = next(one for one in said if one.findings[0].rule == "inform.agreements")
    assert len(agreements.findings) > 1
    for finding in agreements.findings:
        assert str(finding.get("person")) in agreements.sentence
        assert str(finding.get("person")) in agreements.steps[0]
    for one in said:
        assert list(one.each) == [sentence(finding, "en") for finding in one.findings]
        assert len(one.findings) > 1 or one.each == (one.sentence,)


def test_reasons_of_one_violation():
    violation = Violation(
        rule="powers.Judge",
        clauses=("P20", "P5c"),
        level=Level.HARD,
        gaps=(
            Gap(
                code="not-lead",
                about=facts(act="Judge", role=Role.CONSULTANT, person="c-2"),
                remedies=(Remedy(act="Judge", roles=(Role.CONSULTANT,), human=True),),
            ),
        ),
    )
    (said,) = texts.said_outcome(view_of(Refused(violations=(violation,))), "nl").violations
    assert said.label == "P20 P5c"
    assert said.lines == (
        (
            "Dit is aan de verantwoordelijke consulent, en dat is c-2 op dat ogenblik niet: "
            "oordelen."
        ),
        "Volgende stap: de verantwoordelijke consulent oordeelt erover.",
    )

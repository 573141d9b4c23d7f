"""X15: no input of a system or registry becomes a decision on necessity without a named human."""

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import NecessityStatus
from safetyframe.roles import Role, Standing
from safetyframe.values import Evidence, Mandate
from safetyframe.views import Viewer
from tests.support.cast import CARL, opening
from tests.support.levels import levelled
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    DAY_ONE,
    LEAD,
    MANDATE,
    MOTHER,
    SYSTEM,
    TRUST,
    WORKER,
    Story,
    codes,
    decision,
    opened,
    rules,
    text,
)

RULE = "necessity.named-decider"
NAMES = ("body", "reference", "decided_at", "signed_by")


@pytest.mark.parametrize("field", NAMES)
def test_a_decision_that_leaves_a_name_open_is_none(field):
    story = opened()
    for kind, who in ((a.DecideNecessity, AUTHORITY), (a.RecordNecessity, LEAD)):
        no = story.refused(kind, who, decision=evolve(decision(), **{field: None}))
        assert rules(no) == [RULE]
        assert codes(no) == ["no-named-decider"]
        assert no.clauses == ("P24", "X15")


@pytest.mark.parametrize("field", NAMES)
def test_nor_does_it_open_an_involvement(field):
    story = Story()
    content = opening(story, LEAD, ANNA, BEN)
    content["necessity"] = evolve(content["necessity"], **{field: None})
    assert RULE in rules(story.refused(a.OpenInvolvement, LEAD, **content))


def test_a_decision_with_all_its_names_is_taken():
    story = opened()
    story.do(a.RecordNecessity, LEAD, decision=decision())


@pytest.mark.parametrize("kind", [a.DecideNecessity, a.RecordNecessity])
@pytest.mark.parametrize("status", list(NecessityStatus))
def test_a_system_decides_and_records_nothing_on_necessity(kind, status):
    story = opened()
    no = story.refused(kind, SYSTEM, decision=decision(status))
    assert f"powers.{kind.__name__}" in rules(no)


def test_what_a_system_proposes_changes_no_necessity():
    story = opened()
    before = story.t.necessity
    story.do(a.RecordConcern, SYSTEM, minors=(ANNA,), about=text())
    story.do(a.RecordInformation, SYSTEM, minors=(ANNA,), about=text())
    assert story.t.necessity == before


def test_what_is_known_as_a_system_signs_no_decision():
    story = opened()
    story.do(a.RecordConcern, SYSTEM, minors=(ANNA,), about=text())
    for kind, who in ((a.DecideNecessity, AUTHORITY), (a.RecordNecessity, LEAD)):
        signed = decision(at=story.now, signed_by=SYSTEM[0])
        no = story.refused(kind, who, decision=signed)
        assert rules(no) == ["necessity.human-decider"]
        levelled(*no.violations)
        assert codes(no) == ["decider-is-a-system"]
        assert no.clauses == ("P24", "X15")
        story.do(kind, who, decision=decision(at=story.now))


def test_nor_does_it_open_with_one_or_decide_in_the_name_of_government():
    story = opened()
    story.do(a.RecordInformation, SYSTEM, minors=(ANNA,), about=text())
    content = opening(story, LEAD, CARL, necessity=decision(minors=(CARL,), signed_by=SYSTEM[0]))
    no = story.refused(a.OpenInvolvement, LEAD, **content)
    assert rules(no) == ["necessity.human-decider"]
    bot = (SYSTEM[0], Role.AUTHORITY)
    no = story.refused(a.DecideNecessity, bot, decision=decision(at=story.now))
    assert rules(no) == ["necessity.human-decider"]
    (gap,) = no.violations[0].gaps
    assert gap.get("person") == SYSTEM[0]


@pytest.mark.parametrize("until", [None, DAY_ONE])
def test_what_a_registry_attests_is_kept_with_its_date_and_gives_no_power(until):
    story = opened()
    held = Mandate(body="ocj-east", reference="m-9", since=DAY_ONE, until=until)
    evidence = Evidence(registry="agency-list", mandate=held, asked_at=story.now)
    content = {"person": "c-new", "standing": Standing.CO, "since": story.now}
    for who in (LEAD, WORKER, MOTHER, SYSTEM):
        bare = story.refused(a.AssignConsultant, who, **content)
        assert rules(story.refused(a.AssignConsultant, who, **content, evidence=evidence)) == rules(
            bare
        )
    story.do(a.AssignConsultant, AUTHORITY, **content, evidence=evidence)
    (part,) = [p for p in story.t.people.values() if p.person == "c-new"]
    assert part.evidence == evidence
    refused = story.refused(a.DecideNecessity, ("c-new", Role.CONSULTANT), decision=decision())
    assert "powers.DecideNecessity" in rules(refused)


def test_evidence_is_for_professionals_the_authority_and_whom_it_is_about():
    story = opened()
    evidence = Evidence(registry="agency-list", mandate=MANDATE, asked_at=story.now)
    content = {"person": "w-new", "role": Role.CARE_WORKER, "since": story.now}
    outcome = story.do(a.AddParticipation, LEAD, **content, evidence=evidence)
    story.wait()
    for who, sees in (
        (WORKER, True),
        (("w-new", Role.CARE_WORKER), True),
        (AUTHORITY, True),
        (MOTHER, False),
        (TRUST, False),
    ):
        mandate = MANDATE if who is AUTHORITY else None
        viewer = Viewer(person=who[0], at=story.now, mandate=mandate)
        shown = story.law.show(story.t, viewer).shown
        (part,) = [p for p in shown.people.values() if p.person == "w-new"]
        assert (part.evidence == evidence) is sees
        record = story.law.show(outcome.record, viewer, story.t).shown
        assert record is not None
        assert (record.act.evidence == evidence) is sees

"""X15: no input of a system or registry becomes a decision on necessity without a named human."""

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import NecessityStatus
from safetyframe.roles import Role
from tests.support.cast import CARL, opening
from tests.support.levels import levelled
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    LEAD,
    SYSTEM,
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

"""X15: no input of a system or registry becomes a decision on necessity without a named human."""

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import NecessityStatus
from tests.support.cast import opening
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

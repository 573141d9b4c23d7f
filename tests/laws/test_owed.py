"""What is owed to whom at a very moment, asked of `owed` with all it can be told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.charter import Level
from safetyframe.duties import owed
from safetyframe.index import Index
from safetyframe.outcome import DutyState
from safetyframe.policy import Lowered, Policy
from tests.support.keeping import correct, told_wrong
from tests.support.kin import half_siblings
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    FATHER,
    LEAD,
    MOTHER,
    WORKER,
    decision,
    exception,
    opened,
    text,
)

PLAIN = Policy()


def owed_to(who, t, at, **more):
    return {one.duty: one for one in owed(t, at, PLAIN, **more) if one.person == who[0]}


def states(t, at, who, **more):
    return {duty: one.state for duty, one in owed_to(who, t, at, **more).items()}


def test_at_the_very_moment_of_a_correction_it_is_owed():
    story, wrong = told_wrong()
    correct(story, wrong)
    at = next(iter(story.t.corrections.values())).at
    assert states(story.t, at, MOTHER)["inform.correction"] is DutyState.DUE
    earlier = at - timedelta(seconds=1)
    assert "inform.correction" not in states(story.t, earlier, MOTHER)


def test_a_part_about_one_child_owes_nothing_to_whoever_has_it_about_another():
    story = half_siblings()
    part = next(p for p in story.t.people.values() if p.person == FATHER[0])
    aside = evolve(part, id="aside", role=WORKER[1], concerns=(BEN,))
    t = evolve(story.t, people=Index({**dict(story.t.people.items()), aside.id: aside}))
    for_professionals = "inform.mandates-professionals"
    assert for_professionals in states(t, story.now, WORKER, minor=ANNA)
    assert for_professionals not in states(t, story.now, FATHER, minor=ANNA)
    assert "inform.mandates-clients" in states(t, story.now, FATHER, minor=ANNA)


def test_where_no_professional_is_on_record_roles_are_owed_since_somebody_joined():
    story = opened()
    mother = {k: p for k, p in story.t.people.items() if p.person == MOTHER[0]}
    alone = evolve(story.t, people=Index(mother))
    (roles,) = [one for one in owed(alone, story.now, PLAIN) if one.duty == "inform.roles"]
    assert roles.since == max(p.since for p in mother.values())


def test_what_was_excepted_and_is_done_is_done_until_further_notice():
    story = opened()
    until = story.now + timedelta(days=5)
    story.do(a.ExceptDuty, LEAD, exception=exception("T5a", person=MOTHER[0], until=until))
    due = owed_to(MOTHER, story.t, story.now)["inform.why"]
    assert (due.state, due.until) == (DutyState.EXCEPTED, until)
    story.explain(Topic.WHY, MOTHER[0], who=LEAD)
    done = owed_to(MOTHER, story.t, story.now)["inform.why"]
    assert (done.state, done.until) == (DutyState.DONE, None)


def test_it_begins_again_at_the_moment_that_somebody_was_reached():
    story = opened()
    story.do(a.ExceptDuty, LEAD, exception=exception("T5a", person=MOTHER[0]))
    story.wait(10)
    story.do(a.Speak, MOTHER, words=text("here I am"))
    (met,) = [e.reached_at for e in story.t.exceptions.values() if e.reached_at is not None]

    def since(at):
        return owed_to(MOTHER, story.t, at)["inform.why"].since

    assert since(met) == since(story.now) == met
    assert since(met - timedelta(seconds=1)) < met


@pytest.mark.parametrize("only", list(DutyState))
def test_with_one_state_asked_for_no_other_is_given(only):
    story = opened()
    story.do(a.ExceptDuty, LEAD, exception=exception("T5a", person=MOTHER[0]))
    story.explain(Topic.WHY, FATHER[0], who=LEAD)
    story.wait(3)
    story.do(a.AddParticipation, LEAD, person="late", role=MOTHER[1], since=story.now)
    every = list(owed(story.t, story.now, PLAIN))
    assert {one.state for one in every} == set(DutyState)
    some = list(owed(story.t, story.now, PLAIN, only=only))
    assert some == [one for one in every if one.state is only]


def test_what_is_owed_for_a_lowered_clause_warns_and_the_rest_does_not():
    story = opened()
    asked = Policy(lowered=(Lowered(clause="T5a", reason="a trial of half a year"),))
    found = list(owed(story.t, story.now, asked))
    levels = {one.clause: one.level for one in found}
    assert levels.pop("T5a") is Level.WARN
    assert set(levels.values()) == {Level.EXPLAIN}


def test_for_one_child_nothing_is_owed_on_account_of_another():
    story = opened()
    ended = decision(a.NecessityStatus.ENDED, minors=(ANNA,), at=story.now, reference="d-9")
    story.do(a.DecideNecessity, AUTHORITY, decision=ended)
    assert not list(owed(story.t, story.now, PLAIN, minor=ANNA))
    assert list(owed(story.t, story.now, PLAIN, minor=BEN))

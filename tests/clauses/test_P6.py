"""P6: towards child and context the same words are used; what is told points to its source text."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.outcome import Accepted, Unsure
from safetyframe.values import Form
from tests.support.expect import (
    no,
    only,
    revise,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
)
from tests.support.story import (
    ANNA,
    FATHER,
    LEAD,
    MOTHER,
    WORKER,
    exception,
    hoe_established,
    opened,
    text,
    wat_established,
)

RULE = "informing.names-version"


def telling(*matters):
    return {
        "matters": tuple(Matter(topic=t, version=v) for t, v in matters),
        "persons": (ANNA, MOTHER[0]),
        "form": Form.WORDS_AND_PICTURES,
        "language": "fr",
    }


REAL = [(Topic.WAT, 1), (Topic.WAT, 2), (Topic.AGREEMENTS, 1), (Topic.WORRIES, 2), (Topic.GOAL, 1)]
NOTHING = [
    (Topic.WAT, None),
    (Topic.WAT, 3),
    (Topic.WAT, 0),
    (Topic.AGREEMENTS, None),
    (Topic.AGREEMENTS, 2),
    (Topic.WORRIES, 3),
    (Topic.GOAL, 3),
]


@pytest.mark.parametrize(("topic", "version"), REAL)
def test_a_rendering_that_names_its_source_is_taken(topic, version):
    story = hoe_established()
    assert isinstance(story.ask(a.Explain, WORKER, **telling((topic, version))), Accepted)
    matter = Matter(topic=topic, version=version)
    assert isinstance(story.ask(a.Acknowledge, MOTHER, matter=matter), Accepted)


@pytest.mark.parametrize(("topic", "version"), NOTHING)
def test_a_rendering_of_no_text_is_refused(topic, version):
    story = hoe_established()
    outcome = story.ask(a.Explain, WORKER, **telling((Topic.WHY, None), (topic, version)))
    only(outcome, RULE)
    gap = no(outcome, RULE, "P6", "names-no-version", topic=topic.value)
    assert gap.get("field") == "matters[1]"
    outcome = story.ask(a.Acknowledge, MOTHER, matter=Matter(topic=topic, version=version))
    only(outcome, RULE)


def test_naming_the_text_in_force_leads_to_acceptance():
    story = hoe_established()
    only(story.ask(a.Explain, WORKER, **telling((Topic.WAT, None))), RULE)
    assert isinstance(story.ask(a.Explain, WORKER, **telling((Topic.WAT, 2))), Accepted)


@pytest.mark.parametrize("topic", [Topic.WHY, Topic.GOAL, Topic.ROLES, Topic.MANDATES])
def test_what_has_no_versions_yet_names_none(topic):
    story = opened()
    assert isinstance(story.ask(a.Explain, WORKER, **telling((topic, None))), Accepted)


def test_nobody_was_told_of_a_text_before_it_was_there():
    story = wat_established()
    at = story.t.wat[1].at - timedelta(seconds=1)
    by = story.by(WORKER, at=at, recorded_at=story.now)
    outcome = story.ask(a.Explain, WORKER, by=by, **telling((Topic.WAT, 1)))
    no(outcome, RULE, "P6", "names-no-version", topic="wat")


@pytest.mark.parametrize(("name", "topic"), [("wat", Topic.WAT), ("hoe", Topic.AGREEMENTS)])
def test_the_source_text_must_be_known(name, topic):
    story = hoe_established()
    story.t = story.t.hide(name)
    outcome = story.ask(a.Explain, WORKER, **telling((topic, 1)))
    assert isinstance(outcome, Unsure)
    assert name in outcome.unknown


# --- what is looked at afterwards ----------------------------------------------------------------

WATCH = "watch.renderings-fresh"


def test_a_rendering_of_a_wording_that_has_changed_is_seen_until_told_anew():
    story = wat_established()
    story.explain(Topic.WAT, MOTHER[0], ANNA, version=1)
    sees_nothing(story, WATCH)
    revise(story, material=False)
    found = sees(story, WATCH, "P6", "rendering-stale", person=MOTHER[0], version=1)
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == (
        "Explain",
        {"topic": "wat", "version": 2, "person": MOTHER[0]},
    )
    story.explain(Topic.WAT, MOTHER[0], version=2, who=LEAD)
    sees_nothing(story, WATCH, person=MOTHER[0])
    sees(story, WATCH, "P6", "rendering-stale", person=ANNA)
    story.explain(Topic.WAT, ANNA, version=2)
    sees_nothing(story, WATCH)
    says_what_it_does_not_know(story, WATCH, "P6", "people told wat")


def test_who_has_left_needs_no_new_rendering():
    story = wat_established()
    story.explain(Topic.WAT, FATHER[0], version=1)
    part = next(p.id for p in story.t.people.values() if p.person == FATHER[0])
    story.do(a.EndParticipation, LEAD, participation=part, until=story.now)
    revise(story, material=False)
    sees_nothing(story, WATCH)


def test_who_was_told_nothing_has_no_stale_rendering():
    story = wat_established()
    revise(story, material=False)
    sees_nothing(story, WATCH)


def test_no_exception_stands_in_for_the_text_that_is_rendered():
    story = hoe_established()
    given = (exception("P6", words=text()), exception("X16", words=text()))
    outcome = story.ask(a.Explain, WORKER, **telling((Topic.WAT, 3)), exceptions=given)
    no(outcome, RULE, "P6", "names-no-version")

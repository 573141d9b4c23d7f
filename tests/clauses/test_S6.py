"""S6: family and network are also called on for what is theirs to carry."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from tests.support.expect import leave, says_what_it_does_not_know, sees, sees_nothing
from tests.support.story import (
    ANNA_,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    expectations_set,
    hoe_content,
    hoe_established,
    measure,
)

WATCH = "watch.own-responsibility"


def hoe_borne_by(*bearers):
    story = expectations_set()
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    content = hoe_content(story)
    key = measure(story, bearers=tuple(who[0] for who in bearers))
    for who in bearers:
        story.do(a.AcceptMeasure, who, measure=key)
    story.do(a.EstablishHoe, WORKER, **{**content, "measures": (key,)})
    return story


@pytest.mark.parametrize("bearers", [(WORKER,), (WORKER, LEAD)])
def test_a_hoe_that_professionals_carry_alone_is_seen(bearers):
    story = hoe_borne_by(*bearers)
    found = sees(story, WATCH, "S6", "professionals-carry-all")
    assert [r.act for r in found.remedies] == ["ProposeMeasure"]
    says_what_it_does_not_know(story, WATCH, "S6", "people hoe measures involvement")


@pytest.mark.parametrize("who", [MOTHER, GRAN, ANNA_], ids=lambda who: who[0])
def test_one_of_family_or_network_beside_them_is_enough(who):
    sees_nothing(hoe_borne_by(WORKER, who), WATCH)


def test_a_new_hoe_with_their_share_takes_it_away():
    story = hoe_borne_by(WORKER)
    story.do(a.EstablishHoe, WORKER, **hoe_content(story))
    sees_nothing(story, WATCH)


def test_who_has_left_carries_nothing():
    story = hoe_established()
    sees_nothing(story, WATCH)
    leave(story, GRAN)
    sees(story, WATCH, "S6", "professionals-carry-all")


def test_without_hoe_there_is_nothing_to_say():
    sees_nothing(expectations_set(), WATCH)

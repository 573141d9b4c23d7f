"""S1: the basic stance looks to solutions, to strengths and to the network."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from tests.support.expect import join, leave, says_what_it_does_not_know, sees, sees_nothing
from tests.support.story import ANNA, BEN, GRAN, LEAD, MOTHER, SYSTEM, WORKER, Story, opened, text

STRENGTH, NETWORK = "watch.strength-beside-concern", "watch.network-there"


def test_a_concern_without_a_strength_beside_it_is_seen():
    story = opened()
    found = sees(story, STRENGTH, "S1", "concern-without-strength")
    assert [r.act for r in found.remedies] == ["RecordStrength"]
    says_what_it_does_not_know(story, STRENGTH, "S1", "gathered involvement")


@pytest.mark.parametrize(
    ("kind", "who"),
    [(a.RecordStrength, MOTHER), (a.RecordStrength, WORKER), (a.RecordWhatWorks, LEAD)],
)
def test_a_strength_or_what_works_takes_it_away(kind, who):
    story = opened()
    story.do(kind, who, minors=(ANNA, BEN), about=text())
    sees_nothing(story, STRENGTH)


@pytest.mark.parametrize("who", [WORKER, SYSTEM], ids=lambda who: who[0])
def test_more_information_does_not(who):
    story = opened()
    story.do(a.RecordInformation, who, minors=(ANNA, BEN), about=text())
    sees(story, STRENGTH, "S1", "concern-without-strength")


def test_a_trajectory_without_network_is_seen_until_somebody_joins():
    story = opened()
    sees_nothing(story, NETWORK)
    leave(story, GRAN)
    found = sees(story, NETWORK, "S1", "no-network")
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == ("AddParticipation", {"role": "network"})
    says_what_it_does_not_know(story, NETWORK, "S1", "people involvement")
    join(story, GRAN)
    sees_nothing(story, NETWORK)


def test_a_professional_in_the_network_is_not_yet_a_network():
    story = opened()
    leave(story, GRAN)
    join(story, ("teacher", GRAN[1]), professional=True)
    sees(story, NETWORK, "S1", "no-network")


def test_nothing_is_asked_where_no_involvement_is_open():
    story = Story()
    sees_nothing(story, STRENGTH)
    sees_nothing(story, NETWORK)

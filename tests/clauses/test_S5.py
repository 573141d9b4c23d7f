"""S5: there is contact and a good working relation with clients and their network."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from tests.support.duty import acknowledge
from tests.support.expect import (
    NEIGHBOUR,
    join,
    leave,
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
)
from tests.support.story import ANNA, BEN, FATHER, GRAN, LEAD, MOTHER, WORKER, Story, opened

WATCH = "watch.contact"


def test_everyone_of_family_and_network_without_contact_is_seen():
    story = opened()
    without = {f.get("person") for f in seen(story, WATCH)}
    assert without == {"anna", "ben", "mother", "father", "gran"}
    found = sees(story, WATCH, "S5", "no-contact", person=FATHER[0])
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == ("RecordConversation", {"person": FATHER[0]})
    says_what_it_does_not_know(story, WATCH, "S5", "people gathered told involvement")


@pytest.mark.parametrize("who", [LEAD, WORKER], ids=lambda who: who[0])
def test_a_conversation_or_an_explanation_is_contact(who):
    story = opened()
    story.do(a.RecordConversation, who, minors=(ANNA, BEN), persons=(ANNA, MOTHER[0]))
    story.explain(Topic.WHY, FATHER[0], BEN, who=who)
    assert {f.get("person") for f in seen(story, WATCH)} == {GRAN[0]}
    story.do(a.RecordConversation, who, minors=(ANNA, BEN), persons=(GRAN[0],))
    sees_nothing(story, WATCH)


def test_confirming_something_is_not_yet_contact():
    story = opened()
    acknowledge(story, MOTHER, Topic.WHY)
    sees(story, WATCH, "S5", "no-contact", person=MOTHER[0])


def test_who_joins_is_met_and_who_has_left_need_not_be():
    story = opened()
    join(story, NEIGHBOUR)
    leave(story, FATHER)
    sees(story, WATCH, "S5", "no-contact", person=NEIGHBOUR[0])
    sees_nothing(story, WATCH, person=FATHER[0])


def test_nothing_is_asked_where_no_involvement_is_open():
    sees_nothing(Story(), WATCH)

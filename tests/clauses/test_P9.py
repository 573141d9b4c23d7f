"""P9: it is one trajectory, in which what each kind of person knows is put to use."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from tests.support.expect import (
    leave,
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
)
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    Story,
    opened,
    text,
)

WATCH = "watch.everyones-expertise"
UNHEARD = {"care-worker", "minor", "parent", "network"}  # who opened gave the first concern


def unheard(story):
    return {f.get("role") for f in seen(story, WATCH)}


def test_each_kind_of_person_not_yet_heard_is_seen():
    story = opened()
    assert unheard(story) == UNHEARD
    found = sees(story, WATCH, "P9", "expertise-unheard", role="parent")
    assert [r.act for r in found.remedies] == ["ContributeView"]
    says_what_it_does_not_know(story, WATCH, "P9", "people gathered voices involvement")


@pytest.mark.parametrize("who", [WORKER, ANNA_, MOTHER, GRAN], ids=lambda who: who[0])
def test_a_view_of_one_of_them_is_theirs_alone(who):
    story = opened()
    story.do(a.ContributeView, who, topic=ViewTopic.DANGER, minors=(ANNA, BEN), view=text())
    assert unheard(story) == UNHEARD - {who[1].value}


def test_their_own_words_do_as_well_and_a_trust_persons_for_the_child():
    story = opened()
    for who in (WORKER, MOTHER, GRAN):
        story.do(a.Speak, who, words=text())
    assert unheard(story) == {"minor"}
    story.do(a.Speak, TRUST, by=story.by(TRUST, on_behalf_of=BEN), words=text())
    sees_nothing(story, WATCH)


def test_who_is_not_there_cannot_be_heard():
    story = opened()
    leave(story, GRAN)
    assert unheard(story) == UNHEARD - {"network"}


def test_the_consultant_is_heard_by_opening_and_a_successor_counts_as_one():
    story = opened()
    assert "consultant" not in unheard(story)
    story.do(a.RecordStrength, LEAD, minors=(ANNA,), about=text())
    assert "consultant" not in unheard(story)


def test_nothing_is_asked_where_no_involvement_is_open():
    sees_nothing(Story(), WATCH)

"""P25: consultant and care worker prepare and carry out the help together."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.wat import Weighed
from tests.support.expect import (
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
    withdraw_otherwise,
)
from tests.support.story import (
    ANNA,
    BEN,
    LEAD,
    WORKER,
    Story,
    exception,
    opened,
    statements,
    text,
    wat_established,
)

WATCH = "watch.both-carry"


def one_sided(story=None):
    """WAT was established and the care worker has had no share in anything."""
    story = story or opened()
    both = (ANNA, BEN)
    story.do(a.RecordInformation, LEAD, minors=both, about=text())
    information = story.last_id()
    story.do(a.RecordConversation, LEAD, minors=both, persons=both)
    talk = story.last_id()
    story.do(a.ContributeView, LEAD, topic=ViewTopic.SAFETY, minors=both, view=text())
    weighed = (Weighed(view=story.last_id()),)
    story.do(
        a.EstablishWat,
        LEAD,
        **statements(),
        information=(information,),
        conversations=(talk,),
        weighed=weighed,
        exceptions=tuple(exception(c) for c in ("P4", "P15a", "P15b")),
    )
    return story


def test_a_trajectory_that_one_of_them_carries_is_seen():
    story = one_sided()
    sees(story, WATCH, "P25", "one-sided", role="care-worker")
    assert {f.get("role") for f in seen(story, WATCH)} == {"care-worker"}
    says_what_it_does_not_know(story, WATCH, "P25", "gathered reviews wat involvement")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (a.RecordStrength, {"about": text()}),
        (a.RecordConversation, {"persons": (ANNA,)}),
        (a.Review, {}),
    ],
)
def test_a_share_of_the_other_takes_it_away(kind, content):
    story = one_sided()
    story.do(kind, WORKER, minors=(ANNA,), **content)
    sees_nothing(story, WATCH)


def test_where_both_had_a_share_there_is_nothing_to_see():
    sees_nothing(wat_established(), WATCH)


def test_it_is_looked_at_once_wat_stands_and_as_long_as_something_is_open():
    sees_nothing(Story(), WATCH)
    sees_nothing(opened(), WATCH)
    story = one_sided()
    withdraw_otherwise(story, ANNA)
    sees(story, WATCH, "P25", "one-sided")
    withdraw_otherwise(story, BEN)
    sees_nothing(story, WATCH)

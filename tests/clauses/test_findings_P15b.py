"""P15b, looked at: a care worker who comes after WAT is still asked what they know."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.values import Reason
from tests.support.expect import join, says_what_it_does_not_know, sees, sees_nothing
from tests.support.story import (
    ANNA,
    BEN,
    LEAD,
    MOTHER,
    WORKER,
    exception,
    gathered,
    opened,
    statements,
    text,
    wat_established,
)

WATCH = "watch.worker-heard-later"


def without_worker():
    """WAT was established before a care worker was there (case 26)."""
    story = opened(everyone=False)
    join(story, MOTHER)
    both = (ANNA, BEN)
    story.do(a.RecordInformation, LEAD, minors=both, about=text())
    information = story.last_id()
    story.do(a.RecordConversation, LEAD, minors=both, persons=(MOTHER[0],))
    not_yet = Reason.NOT_YET_ASSIGNED
    story.do(
        a.EstablishWat,
        LEAD,
        **statements(),
        information=(information,),
        conversations=(story.last_id(),),
        exceptions=(
            exception("P4", why=not_yet),
            exception("P15a"),
            exception("P15b", why=not_yet),
        ),
    )
    return story


def test_a_worker_who_comes_later_is_asked_until_they_have_said_it():
    story = without_worker()
    sees_nothing(story, WATCH)
    join(story, WORKER)
    found = sees(story, WATCH, "P15b", "worker-view-missing")
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == ("ContributeView", {"role": "care-worker"})
    says_what_it_does_not_know(story, WATCH, "P15b", "people gathered exceptions")
    story.do(a.ContributeView, WORKER, topic=ViewTopic.DANGER, minors=(ANNA, BEN), view=text())
    sees_nothing(story, WATCH)


@pytest.mark.parametrize("topic", [ViewTopic.SAFETY])
def test_a_view_on_something_else_is_not_it(topic):
    story = without_worker()
    join(story, WORKER)
    story.do(a.ContributeView, WORKER, topic=topic, minors=(ANNA, BEN), view=text())
    sees(story, WATCH, "P15b", "worker-view-missing")


def test_somebody_elses_view_is_not_it():
    story = without_worker()
    join(story, WORKER)
    story.do(a.ContributeView, MOTHER, topic=ViewTopic.DANGER, minors=(ANNA, BEN), view=text())
    sees(story, WATCH, "P15b", "worker-view-missing")


def test_where_a_worker_was_heard_nobody_is_asked_again():
    sees_nothing(wat_established(), WATCH)
    story = opened()
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))
    sees_nothing(story, WATCH)

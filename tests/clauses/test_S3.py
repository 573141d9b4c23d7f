"""S3: what works is looked for together with children, young people and parents."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from tests.support.expect import says_what_it_does_not_know, sees, sees_nothing
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    Story,
    opened,
    text,
)

WATCH = "watch.works-with-family"


def works(story, who, *contributors):
    story.do(a.RecordWhatWorks, who, minors=(ANNA, BEN), about=text(), contributors=contributors)


def test_an_open_trajectory_without_what_works_is_seen():
    story = opened()
    found = sees(story, WATCH, "S3", "what-works-without-family")
    assert [r.act for r in found.remedies] == ["RecordWhatWorks"]
    says_what_it_does_not_know(story, WATCH, "S3", "gathered people involvement")


@pytest.mark.parametrize(
    ("who", "contributors"),
    [(WORKER, ()), (LEAD, (WORKER[0],)), (GRAN, (GRAN[0], WORKER[0]))],
)
def test_what_works_without_child_or_parent_does_not_do(who, contributors):
    story = opened()
    works(story, who, *contributors)
    sees(story, WATCH, "S3", "what-works-without-family")


@pytest.mark.parametrize(
    ("who", "contributors"),
    [(WORKER, (BEN,)), (WORKER, (GRAN[0], FATHER[0])), (MOTHER, ()), (ANNA_, ())],
)
def test_one_child_or_parent_who_found_it_with_them_takes_it_away(who, contributors):
    story = opened()
    works(story, who, *contributors)
    sees_nothing(story, WATCH)


def test_talking_with_them_is_not_yet_finding_what_works():
    story = opened()
    story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(ANNA, MOTHER[0]))
    sees(story, WATCH, "S3", "what-works-without-family")


def test_nothing_is_asked_where_no_involvement_is_open():
    sees_nothing(Story(), WATCH)

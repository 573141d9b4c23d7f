"""*For ever* is often a moment that some zones don't have: nobody who looks at it stops there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from safetyframe import acts as a
from safetyframe.cli.looking import day_of, minute_of
from safetyframe.outcome import facts
from safetyframe.roles import Role
from safetyframe.texts import LANGUAGES, Reader
from safetyframe.texts.filling import in_words
from safetyframe.texts.reading import catalogue
from safetyframe.values import PersonId, civil, civil_date, days_later
from tests.support.story import GRAN, LEAD, opened

BRUSSELS, NEW_YORK = "Europe/Brussels", "America/New_York"
LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
FIRST = datetime(1, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        (LAST, BRUSSELS, date.max),
        (LAST, NEW_YORK, date.max),
        (FIRST, NEW_YORK, date.min),
        (FIRST, BRUSSELS, date.min),
        (datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))), BRUSSELS, date.max),
        (datetime(2025, 6, 30, 23, tzinfo=UTC), BRUSSELS, date(2025, 7, 1)),
        (datetime(2025, 6, 30, 23, tzinfo=UTC), NEW_YORK, date(2025, 6, 30)),
    ],
)
def test_every_moment_has_a_day_and_a_time_in_every_zone(instant, zone, day):
    assert civil_date(instant, zone) == day == civil(instant, zone).date()
    assert day_of(instant, zone) == day.isoformat()
    assert minute_of(instant, zone).startswith(day.isoformat())
    for language in LANGUAGES:
        said = in_words(facts(until=instant), catalogue(language, Reader.PROFESSIONAL), zone)
        assert said["until"].startswith(day.isoformat())


def test_no_day_comes_after_the_last():
    assert days_later(date(2025, 2, 27), 3) == date(2025, 3, 2)
    assert days_later(date(2025, 2, 27), 0) == date(2025, 2, 27)
    assert days_later(date(9999, 12, 30), 3) == date.max


def test_a_part_that_lasts_for_ever_is_like_any_other():
    story = opened()
    for_ever = {"since": story.now, "until": LAST}
    story.do(a.AddParticipation, LEAD, person=PersonId("p-9"), role=Role.NETWORK, **for_ever)
    (part,) = (one for one in story.t.people.values() if one.person == "p-9")
    assert part.until == LAST
    assert story.law.findings(story.t, story.now)
    assert story.law.findings(story.t, LAST)
    assert story.law.what_can(story.t, story.by(GRAN))

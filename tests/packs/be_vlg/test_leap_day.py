"""be_vlg:leap-day: who was born on 29 February comes of age on 1 March."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from safetyframe import acts as a
from safetyframe_plugins.be_vlg import Birth, retention_due
from safetyframe_plugins.be_vlg._births import birthday, months_before
from tests.support.expect import sees, sees_nothing
from tests.support.flanders import flemish, leaving, on
from tests.support.story import ANNA, BEN, LEAD, codes, opened

LEAPLING = {ANNA: Birth(on=date(2008, 2, 29)), BEN: Birth(on=date(2013, 2, 1))}
REACHED = "be_vlg:majority-reached"


def test_on_28_february_not_yet_and_on_1_march_of_age():
    story = on(opened(flemish(LEAPLING)), date(2026, 2, 28))
    assert codes(story.refused(a.Withdraw, LEAD, **leaving())) == ["be_vlg:not-of-age"]
    sees_nothing(story, REACHED)
    on(story, date(2026, 3, 1))
    clauses = "be_vlg:majority be_vlg:leap-day"
    sees(story, REACHED, clauses, "be_vlg:of-age-and-still-open", on="2026-03-01")
    story.do(a.Withdraw, LEAD, **leaving())


def test_the_file_of_a_leapling_too():
    assert retention_due(LEAPLING[ANNA]) == date(2043, 3, 1)


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(2008, 2, 29), 4, date(2012, 2, 29)),
        (date(2008, 2, 29), 12, date(2020, 2, 29)),
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 28), 18, date(2026, 2, 28)),
        (date(2007, 3, 1), 1, date(2008, 3, 1)),
        (date(2084, 2, 29), 16, date(2100, 3, 1)),
    ],
)
def test_birthdays(born, age, day):
    assert birthday(born, age) == day


def test_no_birthday_comes_before_the_year_is_full():
    day = date(2007, 1, 1)
    for _ in range(800):
        on_ = birthday(day, 18)
        assert on_ > birthday(day - timedelta(days=1), 18) or (day.month, day.day) == (3, 1)
        assert months_before(on_, 12) in {birthday(day, 17), date(on_.year - 1, 2, 28)}
        day += timedelta(days=1)

"""be_vlg:majority: of age on the civil birthday, in the trajectory's own zone."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.law import Law
from safetyframe.outcome import Accepted
from safetyframe.trajectory import Trajectory
from safetyframe_plugins.be_vlg import Birth
from tests.support import story as s
from tests.support.cast import expectations, opening, reopening, revision, withdrawn
from tests.support.expect import says_what_it_does_not_know, sees, sees_nothing
from tests.support.flanders import BORN, OF_AGE, flemish, leaving, on, under
from tests.support.story import ANNA, BEN, LEAD, Story, codes, opened, text, wat_established

AHEAD = "be_vlg:majority-ahead"
REACHED = "be_vlg:majority-reached"
KNOWN = "be_vlg:birth-known"
EVE = OF_AGE - timedelta(days=1)
UNSURE = {**BORN, ANNA: Birth(expected=date(2007, 6, 15), uncertain_days=10)}
FIRST, LAST = date(2025, 6, 5), date(2025, 6, 25)


# --- not before ----------------------------------------------------------------------------------


def test_nobody_is_left_for_majority_before_the_birthday():
    story = on(opened(flemish()), EVE, time(23, 59, 59))
    no = story.refused(a.Withdraw, LEAD, **leaving())
    assert no.clauses == ("be_vlg:majority", "be_vlg:leap-day")
    assert codes(no) == ["be_vlg:not-of-age"]
    (gap,) = no.violations[0].gaps
    assert dict(gap.about) == {"minor": ANNA, "on": "2025-06-15"}
    assert [(r.act, r.human) for r in gap.remedies] == [("Withdraw", True)]
    on(story, OF_AGE, time(0))
    story.do(a.Withdraw, LEAD, **leaving())


def test_it_is_the_trajectorys_own_day():
    """At 22:30 UTC it is half past midnight in Brussels, and a quarter past five in Lima."""
    for zone, passes in (("Europe/Brussels", True), ("America/Lima", False)):
        story = opened(flemish())
        story.t = evolve(story.t, zone=zone)
        on(story, OF_AGE, time(0, 30))
        story.now = on(opened(), OF_AGE, time(0, 30)).now
        assert isinstance(story.ask(a.Withdraw, LEAD, **leaving()), Accepted) is passes


def test_other_outcomes_know_no_age():
    story = on(opened(flemish({})), EVE)
    withdrawn(story)


def test_without_a_date_of_birth_nobody_is_of_age():
    story = on(opened(flemish({BEN: BORN[BEN]})), OF_AGE)
    no = story.refused(a.Withdraw, LEAD, **leaving())
    assert codes(no) == ["be_vlg:no-birth-date"]


def test_an_uncertain_date_counts_by_its_latest_day():
    story = opened(flemish(UNSURE))
    on(story, LAST - timedelta(days=1))
    no = story.refused(a.Withdraw, LEAD, **leaving())
    assert no.violations[0].gaps[0].get("on") == "2025-06-25"
    on(story, LAST)
    story.do(a.Withdraw, LEAD, **leaving())


# --- from then on --------------------------------------------------------------------------------


def test_no_involvement_opens_or_opens_again_for_an_adult():
    story = Story(law=flemish())
    on(story, OF_AGE)
    content = opening(story, LEAD, ANNA, BEN)
    content["by"] = story.by(LEAD, mandate=s.MANDATE)
    no = story.refused(a.OpenInvolvement, LEAD, **content)
    assert "P2" in no.clauses
    assert [(v.rule, [g.get("minor") for g in v.gaps]) for v in no.violations] == [
        ("be_vlg:opens-for-minors", [ANNA])
    ]
    story = on(withdrawn(opened(flemish())), OF_AGE)
    assert codes(story.refused(a.Reopen, LEAD, **reopening(story, ANNA))) == ["be_vlg:of-age"]


def test_an_old_file_is_not_adopted_for_an_adult():
    story = Story(law=flemish())
    on(story, OF_AGE)
    content: dict[str, Any] = {
        "by": story.by(LEAD, mandate=s.MANDATE),
        "minors": (ANNA, BEN),
        "source": "old-1",
        "provenance": text(),
        "why": text("why"),
        "concern": text("concern"),
        "necessity": s.decision(),
    }
    assert "be_vlg:of-age" in codes(story.refused(a.Adopt, LEAD, **content))
    on(story, EVE)
    assert isinstance(
        story.ask(a.Adopt, LEAD, **{**content, "by": story.by(LEAD, mandate=s.MANDATE)}),
        Accepted,
    )


def test_it_opens_on_the_eve_and_where_a_birth_is_uncertain_until_the_latest_day():
    for births, day in ((BORN, EVE), (UNSURE, LAST - timedelta(days=1))):
        story = on(Story(law=flemish(births)), day)
        content = opening(story, LEAD, ANNA, BEN)
        assert isinstance(story.ask(a.OpenInvolvement, LEAD, **content), Accepted)


def test_nothing_new_is_laid_down_for_an_adult_and_what_stood_stays():
    story = on(wat_established(flemish()), OF_AGE)
    same = revision(story, material=False)
    story.do(a.ReviseWat, LEAD, **same)
    again = revision(story, material=True)
    changed = evolve(again["goals"][0], words=text("other words"))
    no = story.refused(a.ReviseWat, LEAD, **{**again, "goals": (changed, again["goals"][1])})
    assert [(v.rule, [g.get("target") for g in v.gaps]) for v in no.violations] == [
        ("be_vlg:states-for-minors", ["g1"])
    ]
    assert "P12" in no.clauses
    given = (s.exception("P12", words=text()), s.exception("P14", words=text()))
    excused = {**again, "goals": (changed, again["goals"][1]), "exceptions": given}
    assert codes(story.refused(a.ReviseWat, LEAD, **excused), "be_vlg:states-for-minors")
    bens = {
        name: (evolve(again[name][0], minors=(BEN,)), again[name][1])
        for name in ("bottom_lines", "dangers", "goals")
    }
    story.do(a.ReviseWat, LEAD, **{**again, **bens})


def test_no_first_wat_and_no_expectations_for_an_adult():
    story = opened(flemish())
    links = s.gathered(story)
    on(story, OF_AGE)
    no = story.refused(a.EstablishWat, LEAD, **s.statements(), **links)
    assert set(codes(no)) == {"be_vlg:states-for-adult"}
    story = on(wat_established(flemish()), OF_AGE)
    s.align_all(story)
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA))
    assert codes(no) == ["be_vlg:states-for-adult"]
    story.do(a.SetExpectations, LEAD, **expectations(BEN))


def test_judging_what_was_stated_goes_on():
    story = on(wat_established(flemish()), OF_AGE)
    story.do(a.Judge, LEAD, wat=1, minor=ANNA, target="g1", met=True)


# --- to look at ----------------------------------------------------------------------------------


def test_a_birthday_is_seen_months_ahead_as_many_as_the_house_says():
    for months, since in ((6, date(2024, 12, 15)), (3, date(2025, 3, 15)), (0, None)):
        story = Story(law=flemish(months_ahead=months))
        content = opening(story, LEAD, ANNA, BEN)
        story.do(a.OpenInvolvement, LEAD, **content)
        if since is not None and since > story.now.date():
            on(story, since - timedelta(days=1))
            sees_nothing(story, AHEAD)
            on(story, since)
        on(story, max(since, story.now.date() + timedelta(days=1)) if since else EVE)
        if since is None:
            sees_nothing(story, AHEAD)
        else:
            seen = sees(
                story, AHEAD, "be_vlg:majority", "be_vlg:majority-near", minor=ANNA, on="2025-06-15"
            )
            assert [r.act for r in seen.remedies] == ["Review"]
        on(story, OF_AGE)
        sees_nothing(story, AHEAD)


def test_months_end_where_the_month_does():
    births = {ANNA: Birth(on=date(2007, 8, 31)), BEN: BORN[BEN]}
    story = on(opened(flemish(births, months_ahead=4)), date(2025, 4, 29))
    sees_nothing(story, AHEAD)
    on(story, date(2025, 4, 30))
    sees(story, AHEAD, "be_vlg:majority", "be_vlg:majority-near", minor=ANNA)


def test_an_involvement_that_is_still_open_after_the_birthday_is_seen():
    story = on(opened(flemish()), EVE)
    sees_nothing(story, REACHED)
    on(story, OF_AGE, time(0))
    seen = sees(
        story,
        REACHED,
        "be_vlg:majority be_vlg:leap-day",
        "be_vlg:of-age-and-still-open",
        minor=ANNA,
        on="2025-06-15",
    )
    assert [(r.act, dict(r.about)) for r in seen.remedies] == [("Withdraw", {"minor": ANNA})]
    story.do(a.Withdraw, LEAD, **leaving())
    sees_nothing(story, REACHED)
    says_what_it_does_not_know(story, REACHED, "be_vlg:majority be_vlg:leap-day", "involvement")
    says_what_it_does_not_know(story, AHEAD, "be_vlg:majority", "involvement")


def test_between_the_earliest_and_the_latest_day_it_is_uncertain_and_said_so():
    story = on(opened(flemish(UNSURE)), FIRST - timedelta(days=1))
    sees_nothing(story, REACHED)
    sees(story, AHEAD, "be_vlg:majority", "be_vlg:majority-near", on="2025-06-05")
    on(story, FIRST)
    sees_nothing(story, AHEAD)
    sees(
        story,
        REACHED,
        "be_vlg:majority be_vlg:leap-day",
        "be_vlg:majority-uncertain",
        minor=ANNA,
        first="2025-06-05",
        last="2025-06-25",
    )
    on(story, LAST)
    sees(story, REACHED, "be_vlg:majority be_vlg:leap-day", "be_vlg:of-age-and-still-open")


def test_a_minor_without_a_date_of_birth_is_never_passed_over():
    clauses = "be_vlg:majority be_vlg:retention"
    story = opened(flemish({ANNA: BORN[ANNA]}))
    sees(story, KNOWN, clauses, "be_vlg:birth-unknown", minor=BEN)
    withdrawn(story, BEN)
    sees(story, KNOWN, clauses, "be_vlg:birth-unknown", minor=BEN)
    says_what_it_does_not_know(story, KNOWN, clauses, "people involvement")
    sees_nothing(under(story), KNOWN)


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Pacific/Auckland"])
def test_what_is_seen_goes_by_the_trajectorys_own_day(zone):
    story = Story(law=flemish(), t=Trajectory.start("t-1", zone=zone))
    content = opening(story, LEAD, ANNA, BEN)
    story.do(a.OpenInvolvement, LEAD, **content)
    on(story, OF_AGE, time(0))
    sees(story, REACHED, "be_vlg:majority be_vlg:leap-day", "be_vlg:of-age-and-still-open")
    story.now -= timedelta(seconds=1)
    sees_nothing(story, REACHED)


def test_without_the_pack_there_is_no_age():
    story = on(opened(Law()), EVE)
    story.do(a.Withdraw, LEAD, **leaving())

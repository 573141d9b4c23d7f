"""Case 23: a minor turns eighteen.

A nightly job that closes the file ends help nobody decided to end; one that does nothing leaves the
parents reading the file of an adult.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from attrs import evolve

from safetyframe import acts as a
from safetyframe.values import PersonId
from safetyframe_plugins.be_vlg import Birth, Renewal, retention_due
from tests.support.breaking import drop_from_pack, drop_row, put, silence_rule
from tests.support.cast import opening, reopening, revision
from tests.support.flanders import BORN, OF_AGE, flemish, found, leaving, on, under
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    Story,
    codes,
    opened,
    text,
    wat_established,
)

CLAUSES = ("P2", "P24", "T4")

EVE = OF_AGE - timedelta(days=1)
FAMILY = (MOTHER[0], FATHER[0], GRAN[0])


def sees_no_more(story: Story, minor: PersonId) -> tuple[PersonId, ...]:
    return tuple(p for p in FAMILY if story.law.barred(story.t, p, minor, story.now))


def test_months_ahead_it_is_brought_up():
    """Months before the birthday, as many as the house sets, it is a finding to prepare for."""
    story = on(opened(flemish(months_ahead=2)), date(2025, 4, 14))
    assert found(story, "be_vlg:majority-near") == []
    on(story, date(2025, 4, 15))
    (seen,) = found(story, "be_vlg:majority-near")
    assert (seen.get("minor"), seen.get("on")) == (ANNA, "2025-06-15")


def test_parents_and_network_stop_seeing_on_the_civil_birthday():
    """At midnight of the birthday, in the trajectory's own zone, derived access stops."""
    story = on(opened(flemish()), EVE, time(23, 59, 59))
    assert sees_no_more(story, ANNA) == ()
    on(story, OF_AGE, time(0))
    assert sees_no_more(story, ANNA) == FAMILY
    for person, _ in (WORKER, LEAD, TRUST, ANNA_):
        assert not story.law.barred(story.t, person, ANNA, story.now)


def test_unless_the_young_adult_recorded_otherwise():
    """Whom the young adult, once of age, lets look on goes on seeing."""
    story = on(opened(flemish()), OF_AGE)
    under(story, renewals={ANNA: Renewal(on=OF_AGE, shows_to=(MOTHER[0],))})
    assert sees_no_more(story, ANNA) == (FATHER[0], GRAN[0])


def test_consent_has_to_be_the_young_adults_own():
    """From the birthday on it is a finding until the young adult has renewed consent."""
    story = on(opened(flemish()), EVE)
    assert found(story, "be_vlg:consent-to-renew") == []
    on(story, OF_AGE)
    assert [f.get("person") for f in found(story, "be_vlg:consent-to-renew")] == [ANNA]
    under(story, renewals={ANNA: Renewal(on=OF_AGE)})
    assert found(story, "be_vlg:consent-to-renew") == []


def test_nothing_closes_by_itself():
    """On the birthday the involvement is still open, which is seen, until somebody withdraws."""
    story = on(opened(flemish()), OF_AGE)
    assert [f.get("minor") for f in found(story, "be_vlg:of-age-and-still-open")] == [ANNA]
    assert {e.minor for e in story.t.involvement.values() if e.open} == {ANNA, BEN}
    story.do(a.Withdraw, LEAD, **leaving())
    assert found(story, "be_vlg:of-age-and-still-open") == []
    (ended,) = [e for e in story.t.involvement.values() if not e.open]
    assert ended.outcome is a.WithdrawalOutcome.MAJORITY


def test_majority_is_no_outcome_before_the_birthday_and_needs_its_ground():
    """Nobody withdraws for majority a day early, nor without a ground."""
    story = on(opened(flemish()), EVE, time(23, 59))
    assert codes(story.refused(a.Withdraw, LEAD, **leaving())) == ["be_vlg:not-of-age"]
    on(story, OF_AGE, time(0))
    assert codes(story.refused(a.Withdraw, LEAD, **leaving(ground=None))) == ["no-ground"]
    story.do(a.Withdraw, LEAD, **leaving())


def test_the_power_that_rests_on_societal_necessity_ends():
    """For an adult no involvement opens on societal necessity, and WAT lays down nothing new."""
    story = on(wat_established(flemish()), OF_AGE)
    new = revision(story, material=True)
    changed = evolve(new["goals"][0], words=text("other words"))
    no = story.refused(a.ReviseWat, LEAD, **{**new, "goals": (changed, new["goals"][1])})
    assert codes(no) == ["be_vlg:states-for-adult"]
    story.do(a.Withdraw, LEAD, **leaving())
    assert codes(story.refused(a.Reopen, LEAD, **reopening(story, ANNA))) == ["be_vlg:of-age"]
    other = on(Story(law=flemish()), OF_AGE)
    assert codes(other.refused(a.OpenInvolvement, LEAD, **opening(other, LEAD, ANNA))) == [
        "be_vlg:of-age"
    ]


def test_help_may_go_on():
    """After the withdrawal the young adult, the worker and the family still go on together."""
    story = on(opened(flemish()), OF_AGE)
    story.do(a.Withdraw, LEAD, **leaving())
    story.do(a.RecordStrength, WORKER, minors=(ANNA,), about=text("strength"))
    story.do(a.Review, WORKER, minors=(ANNA,), persons=(ANNA,))
    story.do(a.Speak, ANNA_, words=text("words"))


def test_siblings_are_not_touched():
    """A younger sibling's involvement, WAT and parents' access stay as they were."""
    story = on(wat_established(flemish()), OF_AGE)
    story.do(a.Withdraw, LEAD, **leaving())
    assert sees_no_more(story, BEN) == ()
    assert [e.minor for e in story.t.involvement.values() if e.open] == [BEN]
    again = revision(story, material=True)
    bens = evolve(again["goals"][1], words=text("new for ben"))
    story.do(a.ReviseWat, LEAD, **{**again, "goals": (again["goals"][0], bens)})


def test_who_was_born_on_29_february_comes_of_age_on_1_march():
    """A year without the day has 1 March for it: the rule is written down, not left to chance."""
    leapling = {**BORN, ANNA: Birth(on=date(2008, 2, 29))}
    story = on(opened(flemish(leapling)), date(2026, 2, 28))
    assert codes(story.refused(a.Withdraw, LEAD, **leaving())) == ["be_vlg:not-of-age"]
    assert sees_no_more(story, ANNA) == ()
    on(story, date(2026, 3, 1))
    assert sees_no_more(story, ANNA) == FAMILY
    story.do(a.Withdraw, LEAD, **leaving())


def test_the_file_is_kept_until_thirty_five():
    """The clock of retention runs to the thirty-fifth birthday of each minor."""
    assert retention_due(BORN[ANNA]) == date(2042, 6, 15)
    assert retention_due(BORN[BEN]) == date(2048, 2, 1)


def _in_february(day: date, age: int) -> date:
    """Another rule for leaplings, and the wrong age for a file."""
    return date(day.year + min(age, 30), day.month, min(day.day, 28))


BREAKS = {
    "it is not brought up": drop_from_pack("be_vlg:majority-ahead"),
    "nobody stops seeing": drop_from_pack("be_vlg:bar-0"),
    "consent is not asked after": drop_from_pack("be_vlg:consent"),
    "an open involvement is not seen": drop_from_pack("be_vlg:majority-reached"),
    "majority comes at any age": drop_from_pack("be_vlg:not-before-majority"),
    "without a ground": silence_rule("ending.ground"),
    "WAT lays down for adults": drop_from_pack("be_vlg:states-for-minors"),
    "it opens for adults": drop_from_pack("be_vlg:opens-for-minors"),
    "no strengths afterwards": drop_row(a.RecordStrength),
    "siblings are adults too": put("safetyframe_plugins.be_vlg._majority:_of_age", lambda *_: True),
    "leaplings on 28 February": put("safetyframe_plugins.be_vlg._majority:birthday", _in_february),
    "the file goes at thirty": put("safetyframe_plugins.be_vlg._file:birthday", _in_february),
}

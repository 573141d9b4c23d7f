"""be_vlg:age-12: a presumption that can be rebutted. It shows up as a hint and stops nobody."""

from __future__ import annotations

from datetime import date, timedelta

from safetyframe import acts as a
from safetyframe.outcome import Accepted, Finding
from safetyframe.values import PersonId, Reason
from safetyframe_plugins.be_vlg import Birth
from tests.support.expect import says_what_it_does_not_know, sees, sees_nothing
from tests.support.flanders import BORN, flemish, on
from tests.support.story import ANNA, BEN, LEAD, MOTHER, Story, exception, opened

WATCH = "be_vlg:presumed-able"
CLAUSES = "be_vlg:age-12"
TWELVE = date(2025, 6, 1)
BIRTHS = {**BORN, BEN: Birth(on=date(2013, 6, 1))}


def defer(story: Story, person: PersonId = BEN, why: Reason = Reason.DEVELOPMENTALLY_DEFERRED):
    """Put off telling why, for a hundred days."""
    until = story.now + timedelta(days=100)
    reason = exception("T5a", why=why, minor=BEN, person=person, until=until)
    story.do(a.ExceptDuty, LEAD, exception=reason)


def seen(story: Story) -> Finding:
    return sees(
        story,
        WATCH,
        CLAUSES,
        "be_vlg:presumed-able",
        person=BEN,
        clause="T5a",
        on=TWELVE.isoformat(),
    )


def test_a_deferral_is_looked_at_again_from_the_twelfth_birthday_until_it_ends():
    story = opened(flemish(BIRTHS))
    on(story, date(2025, 5, 1))
    defer(story)
    sees_nothing(story, WATCH)
    on(story, TWELVE - timedelta(days=1))
    sees_nothing(story, WATCH)
    on(story, TWELVE)
    assert [(r.act, dict(r.about)) for r in seen(story).remedies] == [("Explain", {"person": BEN})]
    says_what_it_does_not_know(story, WATCH, CLAUSES, "exceptions")
    on(story, date(2025, 5, 1) + timedelta(days=100))
    sees_nothing(story, WATCH)


def test_it_is_never_a_gate():
    """Below twelve nothing is presumed the other way, and from twelve on a deferral is taken."""
    for day in (TWELVE - timedelta(days=1), TWELVE, TWELVE + timedelta(days=400)):
        story = on(opened(flemish(BIRTHS)), day)
        until = story.now + timedelta(days=9)
        reason = exception(
            "T5a", why=Reason.DEVELOPMENTALLY_DEFERRED, minor=BEN, person=BEN, until=until
        )
        assert isinstance(story.ask(a.ExceptDuty, LEAD, exception=reason), Accepted)
        story.explain(a.Topic.WHY, BEN)


def test_other_reasons_and_other_people_know_no_age():
    story = on(opened(flemish(BIRTHS)), TWELVE)
    defer(story, why=Reason.NOT_REACHED)
    defer(story, person=MOTHER[0])
    sees_nothing(story, WATCH)
    story = on(opened(flemish({ANNA: BORN[ANNA]})), TWELVE)
    defer(story)
    sees_nothing(story, WATCH)


def test_where_the_birth_is_uncertain_it_waits_for_the_latest_day():
    births = {**BORN, BEN: Birth(expected=date(2013, 5, 22), uncertain_days=10)}
    story = on(opened(flemish(births)), TWELVE - timedelta(days=1))
    defer(story)
    sees_nothing(story, WATCH)
    on(story, TWELVE)
    seen(story)

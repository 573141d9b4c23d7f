"""be_vlg:adult-file: from majority on the young adult decides who sees and whether help goes on."""

from __future__ import annotations

from datetime import date, time, timedelta

from safetyframe import acts as a
from safetyframe.law import Law
from safetyframe.roles import Role
from safetyframe.values import PersonId
from safetyframe_plugins.be_vlg import Birth, Renewal
from tests.support import story as s
from tests.support.cast import join, leave
from tests.support.expect import says_what_it_does_not_know, sees, sees_nothing
from tests.support.flanders import BORN, OF_AGE, flemish, leaving, on, under
from tests.support.story import ANNA, BEN, FATHER, GRAN, LEAD, MOTHER, TRUST, WORKER, Story, opened

CONSENT = "be_vlg:consent"
EVE = OF_AGE - timedelta(days=1)
EVERYONE = (LEAD, WORKER, MOTHER, FATHER, GRAN, TRUST, s.ANNA_, s.BEN_)


def barred(story: Story, minor: PersonId) -> set[PersonId]:
    """Whose derived access to this minor has ended."""
    ask = story.law.barred
    return {p for p, _ in EVERYONE if ask(story.t, p, minor, story.now)}


def test_parents_and_network_stop_seeing_on_the_birthday_and_nobody_else_does():
    story = on(opened(flemish()), EVE, time(23, 59, 59))
    assert barred(story, ANNA) == set()
    on(story, OF_AGE, time(0))
    assert barred(story, ANNA) == {MOTHER[0], FATHER[0], GRAN[0]}


def test_siblings_are_not_touched():
    story = on(opened(flemish()), OF_AGE)
    assert barred(story, BEN) == set()


def test_it_stays_so_when_involvement_and_parts_have_ended():
    story = on(opened(flemish()), OF_AGE)
    story.do(a.Withdraw, LEAD, **leaving())
    leave(story, MOTHER)
    on(story, date(2030, 1, 1))
    assert barred(story, ANNA) == {MOTHER[0], FATHER[0], GRAN[0]}


def test_who_also_takes_part_as_a_professional_sees_what_that_part_shows():
    story = opened(flemish())
    both = s.exception("P11", person=WORKER[0])
    join(story, (WORKER[0], Role.NETWORK), exceptions=(both,))
    on(story, OF_AGE)
    assert WORKER[0] not in barred(story, ANNA)
    leave(story, WORKER)
    assert WORKER[0] in barred(story, ANNA)


def test_somebody_who_never_took_part_is_barred_too():
    story = on(opened(flemish()), OF_AGE)
    assert story.law.barred(story.t, PersonId("stranger"), ANNA, story.now)


def test_the_young_adult_may_want_it_otherwise_and_may_not_before_being_one():
    def shows(day: date) -> dict[PersonId, Renewal]:
        return {ANNA: Renewal(on=day, shows_to=(MOTHER[0],))}

    story = on(opened(flemish(renewals=shows(OF_AGE))), OF_AGE)
    assert barred(story, ANNA) == {FATHER[0], GRAN[0]}
    assert barred(under(story, renewals=shows(EVE)), ANNA) == {MOTHER[0], FATHER[0], GRAN[0]}
    later = shows(OF_AGE + timedelta(days=1))
    assert barred(under(story, renewals=later), ANNA) == {MOTHER[0], FATHER[0], GRAN[0]}


def test_where_the_birth_is_uncertain_access_stops_on_the_earliest_day():
    unsure = {**BORN, ANNA: Birth(expected=date(2007, 6, 15), uncertain_days=10)}
    story = on(opened(flemish(unsure)), date(2025, 6, 4))
    assert barred(story, ANNA) == set()
    on(story, date(2025, 6, 5))
    assert barred(story, ANNA) == {MOTHER[0], FATHER[0], GRAN[0]}
    early = {ANNA: Renewal(on=date(2025, 6, 6), shows_to=(MOTHER[0],))}
    on(story, date(2025, 6, 30))
    assert MOTHER[0] in barred(under(story, unsure, renewals=early), ANNA)


def test_without_a_date_of_birth_a_person_on_record_as_a_minor_is_one():
    story = on(opened(flemish({})), OF_AGE)
    assert barred(story, ANNA) == set()


def test_where_people_are_unknown_everybody_is_barred():
    story = on(opened(flemish()), OF_AGE)
    assert story.law.barred(story.t.hide("people"), WORKER[0], ANNA, story.now)


def test_without_the_pack_nobody_is():
    story = on(opened(Law()), OF_AGE)
    assert barred(story, ANNA) == set()


def test_consent_is_to_be_renewed_from_the_birthday_on():
    story = on(opened(flemish()), EVE)
    sees_nothing(story, CONSENT)
    on(story, OF_AGE, time(0))
    sees(
        story,
        CONSENT,
        "be_vlg:adult-file",
        "be_vlg:consent-to-renew",
        person=ANNA,
        on="2025-06-15",
    )
    says_what_it_does_not_know(story, CONSENT, "be_vlg:adult-file", "people")
    story.do(a.Withdraw, LEAD, **leaving())
    sees(story, CONSENT, "be_vlg:adult-file", "be_vlg:consent-to-renew", person=ANNA)
    sees_nothing(under(story, renewals={ANNA: Renewal(on=OF_AGE)}), CONSENT)
    for day in (EVE, OF_AGE + timedelta(days=1)):
        under(story, renewals={ANNA: Renewal(on=day)})
        sees(story, CONSENT, "be_vlg:adult-file", "be_vlg:consent-to-renew", person=ANNA)


def test_who_takes_no_part_any_more_is_asked_for_no_consent():
    story = on(opened(flemish()), OF_AGE)
    leave(story, s.ANNA_)
    sees_nothing(story, CONSENT)


def test_a_parents_age_is_nobodys_business():
    story = on(opened(flemish({**BORN, MOTHER[0]: Birth(on=date(1980, 1, 1))})), EVE)
    sees_nothing(story, CONSENT)

"""The laws every duty to inform keeps, whatever the norm (reading 1, X7).

A duty's own test file names its `DutyCase` and runs `LAWS` on it, then says who owes it to whom and
what raises it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs
import pytest
from attrs import frozen

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import Matter, Topic
from safetyframe.charter import Level
from safetyframe.law import Law
from safetyframe.outcome import Accepted, DutyState, Finding, Owed
from safetyframe.policy import Policy
from safetyframe.record import OpenItem
from safetyframe.roles import Role
from safetyframe.values import PersonId, Reason
from tests.support.expect import (
    NEWCOMER,
    join,
    lowering,
    reopen,
    withdraw_otherwise,
)
from tests.support.story import (
    ANNA,
    BEN,
    CO,
    LEAD,
    WORKER,
    Story,
    Who,
    exception,
    ready_to_withdraw,
    text,
)

BRUSSELS: Final = "Europe/Brussels"

#: The instants of the story: opened on day one, WAT on day two, HOE on day three (2025).
DAY_OF_OPENING, DAY_OF_WAT, DAY_OF_HOE = date(2025, 3, 3), date(2025, 3, 4), date(2025, 3, 5)


@frozen(kw_only=True)
class DutyCase:
    """One duty as the charter has it, towards one person who has not been told yet.

    `story` is told until the duty has arisen, on `day`; in `before` it has not. `do` discharges it.
    `newcomer` is a role to which it is owed; `reads` are slices that this duty rests on besides.
    """

    clause: str
    rule: str
    person: Who
    story: Callable[[], Story]
    before: Callable[[], Story]
    day: date
    do: Callable[[Story, PersonId], object]
    remedy: str
    version: int | None = None
    newcomer: Role = Role.NETWORK
    reads: tuple[str, ...] = ()
    reopens: bool = True


def stands(story: Story, clause: str, person: PersonId, **more: Any) -> Owed | None:
    """What is owed to somebody on this clause, now or `at`, under the story's law or `law`."""
    law: Law = more.get("law", story.law)
    found = [
        o
        for o in law.duties(story.t, more.get("at", story.now))
        if o.clause == clause and o.person == person
    ]
    assert len(found) < 2, found
    return found[0] if found else None


def state(story: Story, clause: str, person: PersonId, **more: Any) -> DutyState | None:
    """Where a duty stands; None where it is not owed."""
    found = stands(story, clause, person, **more)
    return None if found is None else found.state


def owed_to(story: Story, clause: str) -> set[str]:
    """Everyone to whom this duty is owed now, in whatever state."""
    return {str(o.person) for o in story.law.duties(story.t, story.now) if o.clause == clause}


def found(story: Story, case: DutyCase, **more: Any) -> list[Finding]:
    """The findings on this duty towards its person."""
    law: Law = more.get("law", story.law)
    return [
        f
        for f in law.findings(story.t, more.get("at", story.now))
        if f.rule == case.rule and f.get("person") == case.person[0]
    ]


def end_of(day: date, zone: str = BRUSSELS) -> datetime:
    """The first instant after a civil day, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))
    return midnight.astimezone(UTC)


INSTANT: Final = timedelta(microseconds=1)
Law_ = Callable[[DutyCase], None]


def is_not_owed_before_it_arises(case: DutyCase) -> None:
    story = case.before()
    assert owed_to(story, case.clause) == set()


def is_due_until_the_end_of_its_day(case: DutyCase) -> None:
    story = case.story()
    last = end_of(case.day) - INSTANT
    owed = stands(story, case.clause, case.person[0], at=last)
    assert owed is not None
    assert owed.state is DutyState.DUE
    assert owed.due_on == case.day.isoformat()
    assert owed.version == case.version
    assert owed.level is Level.EXPLAIN
    assert owed.until is None
    (finding,) = found(story, case, at=last)
    assert (finding.code, finding.state) == ("due", DutyState.DUE)
    assert finding.clauses == (case.clause,)
    assert finding.level is Level.EXPLAIN
    assert finding.get("due_on") == case.day.isoformat()
    assert finding.get("since") == owed.since.isoformat()


def is_overdue_from_the_next_civil_day(case: DutyCase) -> None:
    story = case.story()
    after = end_of(case.day)
    assert state(story, case.clause, case.person[0], at=after) is DutyState.OVERDUE
    (finding,) = found(story, case, at=after)
    assert (finding.code, finding.state) == ("overdue", DutyState.OVERDUE)


def is_done_once_it_is_done(case: DutyCase) -> None:
    story = case.story()
    at = story.now
    case.do(story, case.person[0])
    assert state(story, case.clause, case.person[0], at=at) is DutyState.DONE
    later = story.now + timedelta(days=300)
    assert state(story, case.clause, case.person[0], at=later) is DutyState.DONE
    assert found(story, case, at=later) == []


def is_done_late_too(case: DutyCase) -> None:
    story = case.story().wait(40)
    assert state(story, case.clause, case.person[0]) is DutyState.OVERDUE
    case.do(story, case.person[0])
    assert state(story, case.clause, case.person[0]) is DutyState.DONE


def names_the_act_that_discharges_it(case: DutyCase) -> None:
    story = case.story()
    owed = stands(story, case.clause, case.person[0])
    assert owed is not None
    (remedy,) = owed.remedies
    assert remedy.act == case.remedy
    assert dict(remedy.about)["person"] == case.person[0]
    topic = Topic(dict(remedy.about)["topic"])
    matter = Matter(topic=topic, version=dict(remedy.about).get("version"))
    if case.remedy == "Acknowledge":
        story.do(a.Acknowledge, case.person, matter=matter)
    else:
        story.explain(matter.topic, case.person[0], version=matter.version)
    assert state(story, case.clause, case.person[0]) is DutyState.DONE


def is_excepted_while_a_reason_stands(case: DutyCase) -> None:
    story = case.story().wait(3)
    until = story.now + timedelta(days=30)
    given = exception(case.clause, person=case.person[0], until=until)
    at = story.now
    story.do(a.ExceptDuty, WORKER, exception=given)
    assert state(story, case.clause, case.person[0], at=at) is DutyState.EXCEPTED
    owed = stands(story, case.clause, case.person[0])
    assert owed is not None
    assert (owed.state, owed.until) == (DutyState.EXCEPTED, until)
    assert found(story, case) == []
    others = {o.state for o in story.law.duties(story.t, story.now) if o.person != case.person[0]}
    assert DutyState.EXCEPTED not in others


def is_open_again_when_the_exception_expires(case: DutyCase) -> None:
    story = case.story()
    until = story.now + timedelta(days=30)
    given = exception(case.clause, person=case.person[0], until=until)
    story.do(a.ExceptDuty, LEAD, exception=given)
    person = case.person[0]
    assert state(story, case.clause, person, at=until - INSTANT) is DutyState.EXCEPTED
    owed = stands(story, case.clause, person, at=until)
    assert owed is not None
    assert (owed.state, owed.until) == (DutyState.OVERDUE, None)
    assert [f.code for f in found(story, case, at=until)] == ["overdue"]
    story.now = until
    again = exception(case.clause, person=person, until=until + timedelta(days=7))
    story.do(a.ExceptDuty, LEAD, exception=again)
    assert state(story, case.clause, person) is DutyState.EXCEPTED
    case.do(story, person)
    assert state(story, case.clause, person) is DutyState.DONE


def is_due_from_the_day_on_which_who_was_not_reached_is_met(case: DutyCase) -> None:
    """Then a personal day 1 begins: what is in force is due that day, and not overdue (case 10)."""
    story = case.story().wait(3)
    person = case.person[0]
    given = exception(case.clause, why=Reason.NOT_REACHED, person=person)
    story.do(a.ExceptDuty, LEAD, exception=given)
    story.wait(20)
    assert state(story, case.clause, person) is DutyState.EXCEPTED
    met = story.now
    story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(person, BEN))
    owed = stands(story, case.clause, person)
    assert owed is not None
    assert (owed.state, owed.since, owed.until) == (DutyState.DUE, met, None)
    assert owed.version == case.version
    day = met.astimezone(ZoneInfo(BRUSSELS)).date()
    assert state(story, case.clause, person, at=end_of(day)) is DutyState.OVERDUE
    again = exception(case.clause, why=Reason.NOT_REACHED, person=person)
    story.do(a.ExceptDuty, LEAD, exception=again)  # and lost again
    assert state(story, case.clause, person) is DutyState.EXCEPTED
    case.do(story, person)
    assert state(story, case.clause, person) is DutyState.DONE


def stays_excepted_when_whoever_is_met_was_not_to_be_told(case: DutyCase) -> None:
    for why in (Reason.UNSAFE_TO_INFORM, Reason.LEGALLY_BARRED, Reason.REFUSED_CONTACT):
        story = case.story().wait(3)
        given = exception(case.clause, why=why, person=case.person[0])
        story.do(a.ExceptDuty, LEAD, exception=given)
        story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(case.person[0],))
        assert state(story, case.clause, case.person[0]) is DutyState.EXCEPTED


def is_excepted_in_the_interest_of_each_child_by_itself(case: DutyCase) -> None:
    """A later reason for one child does not take away what protects the other."""
    story = case.story().wait(3)
    person, later = case.person[0], story.now + timedelta(days=30)
    first = exception(case.clause, why=Reason.UNSAFE_TO_INFORM, person=person, until=later)
    sooner = story.now + timedelta(days=5)
    story.do(a.ExceptDuty, LEAD, exception=first)
    second = exception(case.clause, minor=BEN, person=person, until=sooner)
    story.do(a.ExceptDuty, LEAD, exception=second)
    owed = stands(story, case.clause, person, at=sooner)
    assert owed is not None
    assert (owed.state, owed.until) == (DutyState.EXCEPTED, later)


def is_not_excepted_for_another_norm_or_person(case: DutyCase) -> None:
    story = case.story().wait(3)
    for clause in ("T5a", "T5b", "P5a", "P18a", "P18b", "P22", "P26", "P27"):
        if clause != case.clause:
            story.do(a.ExceptDuty, LEAD, exception=exception(clause, person=case.person[0]))
    story.do(a.ExceptDuty, LEAD, exception=exception(case.clause, person=BEN))
    assert state(story, case.clause, case.person[0]) is DutyState.OVERDUE


def takes_every_reason_of_the_charter(case: DutyCase) -> None:
    for why in Reason:
        story = case.story().wait(3)
        given = exception(case.clause, why=why, person=case.person[0], words=text())
        story.do(a.ExceptDuty, WORKER, exception=given)
        assert state(story, case.clause, case.person[0]) is DutyState.EXCEPTED


def has_the_civil_days_that_policy_gives(case: DutyCase) -> None:
    story = case.story()
    law = Law(policy=Policy(due_days={case.clause: 5}))
    last = case.day + timedelta(days=5)
    person = case.person[0]
    owed = stands(story, case.clause, person, law=law)
    assert owed is not None
    assert owed.due_on == last.isoformat()
    assert state(story, case.clause, person, law=law, at=end_of(last) - INSTANT) is DutyState.DUE
    assert state(story, case.clause, person, law=law, at=end_of(last)) is DutyState.OVERDUE
    other = Law(policy=Policy(due_days={"P22" if case.clause != "P22" else "T5a": 5}))
    assert state(story, case.clause, person, law=other, at=end_of(case.day)) is DutyState.OVERDUE


# On 30 March 2025 a day of 23 hours ended in Brussels at 22:00 UTC (23:00 by winter time); on
# 6 April a day of 25 hours ended in Auckland at 12:00 UTC (11:00 by summer time).
_CHANGES: Final = (
    (BRUSSELS, date(2025, 3, 30), datetime(2025, 3, 30, 22, 0, tzinfo=UTC)),
    ("Pacific/Auckland", date(2025, 4, 6), datetime(2025, 4, 6, 12, 0, tzinfo=UTC)),
)


def counts_civil_days_over_a_change_of_clocks(case: DutyCase) -> None:
    for zone, last, ends in _CHANGES:
        story = case.story()
        story.t = attrs.evolve(story.t, zone=zone)
        days = (last - case.day).days
        law = Law(policy=Policy(due_days={case.clause: days}))
        person = case.person[0]
        owed = stands(story, case.clause, person, law=law)
        assert owed is not None
        assert owed.due_on == last.isoformat()
        assert state(story, case.clause, person, law=law, at=ends - INSTANT) is DutyState.DUE
        assert state(story, case.clause, person, law=law, at=ends) is DutyState.OVERDUE


def counts_days_in_the_zone_of_the_trajectory(case: DutyCase) -> None:
    story = case.story()
    story.t = attrs.evolve(story.t, zone="Pacific/Kiritimati")  # 14 hours ahead: 08:00 is 22:00
    owed = stands(story, case.clause, case.person[0])
    assert owed is not None
    local = owed.since.astimezone(ZoneInfo("Pacific/Kiritimati")).date()
    assert owed.due_on == local.isoformat()
    midnight = end_of(local, "Pacific/Kiritimati")
    assert midnight < end_of(case.day)
    story_end = max(midnight, story.now)
    assert state(story, case.clause, case.person[0], at=story_end) is DutyState.OVERDUE


def stays_visible_when_policy_lowers_it(case: DutyCase) -> None:
    story = case.story().wait(3)
    law = lowering(case.clause)
    owed = stands(story, case.clause, case.person[0], law=law)
    assert owed is not None
    assert (owed.state, owed.level) == (DutyState.OVERDUE, Level.WARN)
    (finding,) = found(story, case, law=law)
    assert (finding.code, finding.level) == ("overdue", Level.WARN)


def refuses_nothing_while_it_is_open(case: DutyCase) -> None:
    story = case.story().wait(60)
    assert state(story, case.clause, case.person[0]) is DutyState.OVERDUE
    story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(ANNA,))
    story.do(a.RecordStrength, case.person, minors=(ANNA,), about=text())
    story.do(a.Review, LEAD, minors=(ANNA, BEN), next_at=story.now + timedelta(days=30))
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    assert state(story, case.clause, case.person[0]) is DutyState.OVERDUE


def is_listed_in_the_closing_while_it_is_open(case: DutyCase) -> None:
    story = ready_to_withdraw()
    item = OpenItem(clause=case.clause, person=case.person[0], state="overdue")
    assert item in _closing(story).record.leaves_open
    given = exception(case.clause, person=case.person[0])
    story.do(a.ExceptDuty, LEAD, exception=given)
    item = OpenItem(clause=case.clause, person=case.person[0], state="excepted")
    assert item in _closing(story).record.leaves_open
    case.do(story, case.person[0])
    left = _closing(story).record.leaves_open
    assert (case.clause, case.person[0]) not in {(one.clause, one.person) for one in left}


def is_listed_in_the_closing_of_the_last_child_too(case: DutyCase) -> None:
    story = ready_to_withdraw()
    withdraw_otherwise(story, BEN)
    item = OpenItem(clause=case.clause, person=case.person[0], state="overdue")
    assert item in _closing(story).record.leaves_open


def is_not_listed_for_one_child_when_it_is_open_for_another_only(case: DutyCase) -> None:
    story = ready_to_withdraw()
    case.do(story, case.person[0])
    withdraw_otherwise(story, BEN)
    reopen(story, BEN)
    is_open = state(story, case.clause, case.person[0]) is not DutyState.DONE
    assert is_open is case.reopens
    left = _closing(story).record.leaves_open
    assert (case.clause, case.person[0]) not in {(one.clause, one.person) for one in left}


def _closing(story: Story) -> Accepted:
    outcome = story.ask(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    assert isinstance(outcome, Accepted), outcome
    return outcome


def arises_for_a_newcomer_on_their_own_day_one(case: DutyCase) -> None:
    story = case.story().wait(40)
    joined = story.now
    join(story, (NEWCOMER, case.newcomer))
    owed = stands(story, case.clause, NEWCOMER, at=joined)
    assert owed is not None
    assert (owed.state, owed.since) == (DutyState.DUE, joined)
    day = joined.astimezone(ZoneInfo(BRUSSELS)).date()
    assert state(story, case.clause, NEWCOMER, at=end_of(day)) is DutyState.OVERDUE


def ends_for_who_leaves(case: DutyCase) -> None:
    story = case.story().wait(3)
    (part,) = (p.id for p in story.t.people.values() if p.person == case.person[0])
    story.do(a.EndParticipation, LEAD, participation=part, until=story.now)
    assert stands(story, case.clause, case.person[0]) is None


def is_owed_only_where_involvement_is_open_with_their_child(case: DutyCase) -> None:
    story = case.story()
    join(story, (NEWCOMER, case.newcomer), concerns=(BEN,))
    assert state(story, case.clause, NEWCOMER) is DutyState.DUE
    withdraw_otherwise(story, BEN)
    assert stands(story, case.clause, NEWCOMER) is None
    assert stands(story, case.clause, case.person[0]) is not None


def reopening_raises_it_anew_as_the_case_says(case: DutyCase) -> None:
    story = ready_to_withdraw()
    case.do(story, case.person[0])
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    story.wait(90)
    assert state(story, case.clause, case.person[0]) is DutyState.DONE  # for Ben
    at = story.now
    reopen(story, ANNA)
    owed = stands(story, case.clause, case.person[0])
    assert owed is not None
    if case.reopens:
        assert (owed.state, owed.since) == (DutyState.DUE, at)
        case.do(story, case.person[0])
    assert state(story, case.clause, case.person[0]) is DutyState.DONE


def says_when_it_cannot_be_judged(case: DutyCase) -> None:
    story = case.story().wait(3)
    for name in ("people", "involvement", "told", "exceptions", *case.reads):
        blind = story.law.findings(story.t.hide(name), story.now)
        (finding,) = (f for f in blind if case.clause in f.clauses and f.rule == "duties")
        assert (finding.code, finding.get("unknown")) == ("not-judged", name)
        assert not [f for f in blind if f.rule == case.rule]


LAWS: Final[tuple[Law_, ...]] = (
    is_not_owed_before_it_arises,
    is_due_until_the_end_of_its_day,
    is_overdue_from_the_next_civil_day,
    is_done_once_it_is_done,
    is_done_late_too,
    names_the_act_that_discharges_it,
    is_excepted_while_a_reason_stands,
    is_open_again_when_the_exception_expires,
    is_due_from_the_day_on_which_who_was_not_reached_is_met,
    stays_excepted_when_whoever_is_met_was_not_to_be_told,
    is_excepted_in_the_interest_of_each_child_by_itself,
    is_not_excepted_for_another_norm_or_person,
    takes_every_reason_of_the_charter,
    has_the_civil_days_that_policy_gives,
    counts_civil_days_over_a_change_of_clocks,
    counts_days_in_the_zone_of_the_trajectory,
    stays_visible_when_policy_lowers_it,
    refuses_nothing_while_it_is_open,
    is_listed_in_the_closing_while_it_is_open,
    is_listed_in_the_closing_of_the_last_child_too,
    is_not_listed_for_one_child_when_it_is_open_for_another_only,
    arises_for_a_newcomer_on_their_own_day_one,
    ends_for_who_leaves,
    is_owed_only_where_involvement_is_open_with_their_child,
    reopening_raises_it_anew_as_the_case_says,
    says_when_it_cannot_be_judged,
)

laws = pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__.replace("_", "-"))


def nobody_involved_yet() -> Story:
    """A consultant and a mother take part; no involvement is open with any child."""
    story = Story()
    story.do(
        a.AssignConsultant,
        (PersonId("judge"), Role.AUTHORITY),
        person=CO[0],
        standing=a.involvement.Standing.CO,
        since=story.now,
    )
    for person, role in (("mother", Role.PARENT), ("w-1", Role.CARE_WORKER)):
        story.do(a.AddParticipation, CO, person=PersonId(person), role=role, since=story.now)
    return story


def acknowledge(story: Story, who: Who, topic: Topic, version: int | None = None) -> None:
    """Somebody confirms for themselves."""
    story.do(a.Acknowledge, who, matter=Matter(topic=topic, version=version))

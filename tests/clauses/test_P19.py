"""P19: all of it is for a minor who grows up safe and surrounded; each exception says for which."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.acts.keeping import Recipient
from safetyframe.outcome import DutyState
from safetyframe.roles import Part, Role
from safetyframe.values import PersonId, Reason
from tests.support.cast import cases, row, violation
from tests.support.duty import state
from tests.support.expect import (
    join,
    keep_apart,
    leave,
    no,
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
    withdraw_otherwise,
)
from tests.support.keeping import inform
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    LEAD,
    MOTHER,
    WORKER,
    exception,
    gathered,
    hoe_established,
    opened,
    statements,
    text,
)

WATCH = "watch.exceptions-run"


def excepted(days=30):
    """A HOE to which father was not invited, with the reason, until then."""
    story = hoe_established()
    until = story.now + timedelta(days=days)
    story.do(a.EstablishHoe, WORKER, **hoe(story), exceptions=(reason(until),))
    return story, until


def reason(until):
    return exception("P16", person=FATHER[0], until=until)


def hoe(story, *invited):
    before = story.t.hoe[len(story.t.hoe)]
    return {
        "wat": 2,
        "measures": before.measures,
        "together": before.together,
        "invited": (ANNA, BEN, *invited),
    }


def test_an_exception_that_has_run_out_is_seen():
    story, until = excepted()
    story.now = until - timedelta(microseconds=1)
    sees_nothing(story, WATCH)
    story.now = until
    found = sees(story, WATCH, "P19", "exception-lapsed", clause="P16", person=FATHER[0])
    assert found.get("until") == until.isoformat()
    reads = "people exceptions involvement wat hoe directions"
    says_what_it_does_not_know(story, WATCH, "P19", reads)


def test_a_new_reason_takes_it_away():
    story, until = excepted()
    story.now = until
    again = reason(until + timedelta(days=30))
    story.do(a.EstablishHoe, WORKER, **hoe(story), exceptions=(again,))
    sees_nothing(story, WATCH)


def test_so_does_doing_what_was_excepted():
    story, until = excepted()
    story.now = until
    story.do(a.EstablishHoe, WORKER, **hoe(story, FATHER[0]))
    sees_nothing(story, WATCH)


def direction(story, *people, **more):
    together = tuple(Part(person=p, role=r, position=text()) for p, r in people)
    story.do(
        a.DecideDirection, LEAD, direction=text(), minors=(ANNA, BEN), together=together, **more
    )


def test_a_direction_that_was_decided_without_them_is_watched_until_they_decide_along():
    story = opened()
    until = story.now + timedelta(days=30)
    direction(story, LEAD, WORKER, exceptions=(exception("T7", until=until),))
    story.now = until
    sees(story, WATCH, "P19", "exception-lapsed", clause="T7")
    direction(story, LEAD, WORKER, MOTHER)
    sees_nothing(story, WATCH)


def test_a_double_role_is_watched_as_long_as_it_lasts():
    story = opened()
    until = story.now + timedelta(days=30)
    both = (WORKER[0], Role.NETWORK)
    given = exception("P11", person=WORKER[0], until=until, words=text())
    join(story, both, exceptions=(given,))
    story.now = until
    sees(story, WATCH, "P19", "exception-lapsed", clause="P11", person=WORKER[0])
    leave(story, both)
    sees_nothing(story, WATCH)


def test_a_wat_that_rests_on_an_exception_is_watched_until_a_revision_does_without():
    story = opened()
    until = story.now + timedelta(days=30)
    links = {**gathered(story), "information": ()}
    given = exception("P14", until=until)
    story.do(a.EstablishWat, LEAD, **statements(), **links, exceptions=(given,))
    story.now = until
    sees(story, WATCH, "P19", "exception-lapsed", clause="P14")
    story.do(a.RecordInformation, LEAD, minors=(ANNA, BEN), about=text())
    story.do(
        a.ReviseWat,
        LEAD,
        revises=1,
        material=True,
        reason=text(),
        **statements(),
        **{**links, "information": (story.last_id(),)},
    )
    sees_nothing(story, WATCH)


def test_where_nothing_is_open_no_reason_is_needed():
    story, until = excepted()
    story.now = until
    withdraw_otherwise(story, ANNA)
    sees(story, WATCH, "P19", "exception-lapsed", clause="P16")
    withdraw_otherwise(story, BEN)
    sees_nothing(story, WATCH)


def test_an_exception_from_a_duty_that_has_run_out_shows_as_the_duty_itself():
    story = opened()
    until = story.now + timedelta(days=30)
    given = exception("T5a", person=FATHER[0], until=until)
    story.do(a.ExceptDuty, WORKER, exception=given)
    assert seen(story, "inform.why", "overdue") == []
    story.now = until
    sees_nothing(story, WATCH)
    assert FATHER[0] in {f.get("person") for f in seen(story, "inform.why", "overdue")}
    story.explain(Topic.WHY, FATHER[0])
    assert FATHER[0] not in {f.get("person") for f in seen(story, "inform.why", "overdue")}


def test_an_exception_names_a_minor_of_this_trajectory():
    story = opened()
    given = exception("T5a", person=FATHER[0], minor="nobody-knows")
    outcome = story.refused(a.ExceptDuty, WORKER, exception=given)
    assert "unknown-minor" in {g.code for v in outcome.violations for g in v.gaps}


def test_another_reason_without_saying_which_is_no_reason():
    story = opened().wait(2)
    given = exception("T5a", why=Reason.OTHER, person=FATHER[0])
    outcome = story.ask(a.ExceptDuty, WORKER, exception=given)
    if hasattr(outcome, "trajectory"):
        story.keep(outcome)
    assert state(story, "T5a", FATHER[0]) is DutyState.OVERDUE


@pytest.mark.parametrize("minor", [ANNA, BEN])
def test_bringing_together_who_is_kept_apart_needs_a_minors_interest(minor):
    story = opened()
    keep_apart(story, FATHER[0], MOTHER[0])
    content = {"minors": (minor,), "persons": (FATHER[0], MOTHER[0])}
    outcome = story.ask(a.RecordConversation, WORKER, **content)
    no(outcome, "barrier.kept-apart", "X16 P19 P8c", "kept-apart")
    given = exception("X16", minor=minor, words=text())
    story.do(a.RecordConversation, WORKER, **content, exceptions=(given,))
    assert story.t.exceptions["X16", None, minor, False].minor == minor


# --- what goes out is named ----------------------------------------------------------------------

DISCLOSING = (row(a.Disclose, "X13 P19 P8c", "lead"),)


@pytest.mark.parametrize("case", cases(DISCLOSING), ids=str)
def test_who_may_disclose(case):
    case.play()


def test_nothing_goes_out_that_is_not_named_and_each_thing_once():
    story = opened()
    item = inform(story)
    out = {"recipient": PersonId("court-1"), "to": Recipient.COURT, "ground": text("ground")}
    for items, code in (((), "nothing-disclosed"), ((item, item), "named-twice")):
        no = violation(
            story.refused(a.Disclose, LEAD, **out, items=items), "disclosing.items-named"
        )
        assert no.clauses == ("X13", "P19", "P8c")
        assert [g.code for g in no.gaps] == [code]
    story.do(a.Disclose, LEAD, **out, items=(item,))
    (kept,) = story.t.disclosed.values()
    assert (kept.recipient, kept.to, kept.items, kept.person) == (
        out["recipient"],
        Recipient.COURT,
        (item,),
        LEAD[0],
    )

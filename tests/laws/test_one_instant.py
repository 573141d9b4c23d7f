"""What happens at one instant happens in the order in which it is written down.

Whatever an act points to may be of the very moment of that act: rules that look at what came later
must not take it for later. So a whole story is told in which no time passes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Matter, Topic
from safetyframe.outcome import Accepted, Refused
from safetyframe.roles import Part, Role
from safetyframe.testing import Story
from safetyframe.values import PersonId
from tests.support.cast import reopening
from tests.support.story import (
    ANNA,
    CO,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    align_all,
    codes,
    exception,
    ready_to_withdraw,
    statements,
    text,
)


class Still(Story):
    """A story whose clock stands still."""

    def keep(self, outcome: Accepted) -> Accepted:
        """Keep an accepted act; no time passes."""
        kept = super().keep(outcome)
        self.now = outcome.record.act.by.at
        return kept


def at_once(act: Act, at: datetime) -> Act:
    """The same act at that moment; whoever joins by it joins at that moment."""
    changes: dict[str, Any] = {"by": evolve(act.by, at=at, recorded_at=None)}
    if getattr(act, "since", at) < at:
        changes["since"] = at
    return evolve(act, **changes)


@pytest.fixture
def still() -> Story:
    """Everything up to the end is done at one moment."""
    told = ready_to_withdraw()
    story = Still(now=told.records[-1].act.by.at, count=told.count)
    for record in told.records:
        outcome = story.law.decide(story.t, at_once(record.act, story.now))
        assert isinstance(outcome, Accepted), (record.act, outcome)
        story.keep(outcome)
    assert {record.act.by.at for record in story.records} == {story.now}
    return story


def test_what_was_recorded_at_that_moment_is_corrected_and_looked_back_on(still: Story):
    still.do(a.RecordInformation, LEAD, minors=(ANNA,), about=text("wrong"))
    still.do(a.Correct, LEAD, wrong=still.last_id(), reason=text("reason"))
    still.do(a.RecordStrength, WORKER, minors=(ANNA,), about=text("strength"))
    still.do(a.Review, WORKER, minors=(ANNA,), strengths=(still.last_id(),))


def test_a_version_of_that_moment_is_revised_explained_and_answered(still: Story):
    for kind, about in ((a.RecordInformation, "info"), (a.RecordConversation, "talk")):
        content = {"about": text(about)} if kind is a.RecordInformation else {}
        people = {} if kind is a.RecordInformation else {"persons": (MOTHER[0],), "summary": None}
        still.do(kind, LEAD, minors=(ANNA,), **content, **people)
    information, conversation = (record.act.id for record in still.records[-2:])
    first = next(r.act for r in still.records if isinstance(r.act, a.EstablishWat))
    still.do(
        a.ReviseWat,
        LEAD,
        revises=len(still.t.wat),
        material=True,
        reason=text("reason"),
        information=(information,),
        conversations=(conversation,),
        weighed=first.weighed,
        **statements(),
    )
    wat = len(still.t.wat)
    for matter in (Matter(topic=Topic.WAT, version=wat), Matter(topic=Topic.AGREEMENTS, version=1)):
        still.explain(matter.topic, MOTHER[0], version=matter.version)
        still.do(a.Acknowledge, WORKER, matter=matter)
    measure = {"wat": wat, "minors": (ANNA,), "serves": ("g1",), "bearers": (GRAN[0],)}
    still.do(a.ProposeMeasure, WORKER, about=text("measure"), **measure)
    key = still.last_id()
    still.do(a.AmendMeasure, WORKER, measure=key, about=text("amended"), **measure)
    still.do(a.AcceptMeasure, GRAN, measure=key)
    still.do(
        a.EstablishHoe,
        WORKER,
        wat=wat,
        measures=(key,),
        invited=tuple(still.t.people[p].person for p in still.t.people),
        together=(Part(person=WORKER[0], role=WORKER[1]), Part(person=GRAN[0], role=GRAN[1])),
        exceptions=(exception("P17"), exception("P22")),
    )
    still.do(a.AssessHoe, LEAD, hoe=len(still.t.hoe), bottom_line="b1", sufficient=True)


def test_a_position_of_that_moment_is_heard(still: Story):
    align_all(still, AlignOn.WITHDRAWAL, minor=ANNA)
    content = {"minor": ANNA, "outcome": WithdrawalOutcome.TRANSFERRED, "ground": text("ground")}
    still.do(a.Withdraw, LEAD, **content)
    still.do(a.Reopen, LEAD, **reopening(still, ANNA))
    align_all(still, AlignOn.WITHDRAWAL, minor=ANNA)
    still.do(a.Withdraw, LEAD, **content)


def test_a_judgement_of_that_moment_counts_and_is_only_too_young(still: Story):
    align_all(still, AlignOn.WITHDRAWAL, minor=ANNA)
    content = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED}
    assert set(codes(still.refused(a.Withdraw, LEAD, **content))) == {"not-sustained"}


def test_a_lead_of_that_moment_hands_over(still: Story):
    still.do(a.AddParticipation, LEAD, person=PersonId("new"), role=Role.NETWORK, since=still.now)
    still.do(a.OfferHandover, LEAD, to=CO[0])
    still.do(
        a.TakeOver,
        CO,
        handover=still.last_id(),
        confirms=len(still.t.wat),
        by=still.by(CO, mandate=still.cast.mandate),
    )


def test_who_joined_at_that_moment_is_somebody_to_talk_with(still: Story):
    someone = PersonId("neighbour")
    still.do(a.AddParticipation, LEAD, person=someone, role=Role.NETWORK, since=still.now)
    content = {"minors": (ANNA,), "persons": (someone,), "summary": None}
    still.do(a.RecordConversation, LEAD, **content)
    early = still.now - timedelta(seconds=1)
    by = still.by(LEAD, at=early, recorded_at=still.now)
    assert isinstance(still.ask(a.RecordConversation, LEAD, by=by, **content), Refused)

"""A story: acts done one after the other, each accepted or the test fails.

`Story` builds acts with ids and times of its own, so that a test names only what it is about:

    story = hoe_established()
    no = story.refused(Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED)
    assert "X1" in no.clauses
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import field, mutable

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.involvement import NecessityDecision, NecessityStatus
from safetyframe.acts.wat import (
    Aim,
    BottomLine,
    DangerStatement,
    Expectation,
    SafetyGoal,
    Weighed,
)
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused, Unsure
from safetyframe.record import Record
from safetyframe.roles import By, Part, Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Form, Mandate, PersonId, Reason, ReasonedException, Text

DAY_ONE = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)

LEAD = (PersonId("c-lead"), Role.CONSULTANT)
CO = (PersonId("c-co"), Role.CONSULTANT)
DEPUTY = (PersonId("c-deputy"), Role.CONSULTANT)
WORKER = (PersonId("w-1"), Role.CARE_WORKER)
ANNA_ = (PersonId("anna"), Role.MINOR)
BEN_ = (PersonId("ben"), Role.MINOR)
MOTHER = (PersonId("mother"), Role.PARENT)
FATHER = (PersonId("father"), Role.PARENT)
GRAN = (PersonId("gran"), Role.NETWORK)
TRUST = (PersonId("trust"), Role.TRUST_PERSON)
AUTHORITY = (PersonId("judge"), Role.AUTHORITY)
SYSTEM = (PersonId("bot"), Role.SYSTEM)
STRANGER = (PersonId("stranger"), Role.PARENT)
ANNA, BEN = ANNA_[0], BEN_[0]

ROLES_OF = (LEAD, CO, WORKER, ANNA_, MOTHER, GRAN, TRUST, AUTHORITY, SYSTEM)

MANDATE = Mandate(body="ocj-east", reference="m-1", since=DAY_ONE - timedelta(days=400))

Who = tuple[PersonId, Role]


def text(name: str = "t", language: str = "nl") -> Text:
    """A reference to prose that nobody reads."""
    return Text(id=name, digest="0" * 64, language=language)


def decision(
    status: NecessityStatus = NecessityStatus.ESTABLISHED,
    *,
    minors: tuple[PersonId, ...] = (ANNA, BEN),
    at: datetime = DAY_ONE - timedelta(days=1),
    **changes: Any,
) -> NecessityDecision:
    """A decision on societal necessity with everything named."""
    named: dict[str, Any] = {
        "body": "ocj-east",
        "reference": "d-1",
        "decided_at": at,
        "signed_by": PersonId("judge"),
    }
    return NecessityDecision(status=status, minors=minors, **{**named, **changes})


def exception(
    clause: str,
    *,
    why: Reason = Reason.NOT_REACHED,
    minor: PersonId = ANNA,
    until: datetime = DAY_ONE + timedelta(days=900),
    person: PersonId | None = None,
    words: Text | None = None,
) -> ReasonedException:
    """A reasoned exception that runs for the whole story unless told otherwise."""
    return ReasonedException(
        clause=clause, why=why, minor=minor, until=until, person=person, words=words
    )


@mutable
class Story:
    """Acts played on one trajectory under one law."""

    law: Law = field(factory=Law)
    t: Trajectory = field(factory=lambda: Trajectory.start("t-1"))
    now: datetime = DAY_ONE
    records: list[Record] = field(factory=list)
    count: int = 0

    def wait(self, days: float = 1) -> Story:
        """Let time pass."""
        self.now += timedelta(days=days)
        return self

    def by(self, who: Who, **more: Any) -> By:
        """Who does it, now."""
        if who[1] is Role.AUTHORITY:
            more.setdefault("mandate", MANDATE)
        more.setdefault("at", self.now)
        return By(person=who[0], role=who[1], **more)

    def act(self, kind: type[Any], who: Who, /, *, by: By | None = None, **content: Any) -> Any:
        """Make an act without doing it. `by` replaces what `who` would give."""
        self.count += 1
        content.setdefault("id", ActId(f"a{self.count}"))
        return kind(by=by if by is not None else self.by(who), **content)

    def do(self, kind: type[Any], who: Who, /, **content: Any) -> Accepted:
        """Do an act that must be accepted; a minute passes."""
        outcome = self.ask(kind, who, **content)
        assert isinstance(outcome, Accepted), outcome
        return self.keep(outcome)

    def keep(self, outcome: Accepted) -> Accepted:
        """Keep an accepted act."""
        self.t = outcome.trajectory
        self.records.append(outcome.record)
        self.now += timedelta(minutes=1)
        return outcome

    def ask(self, kind: type[Any], who: Who, /, **content: Any) -> Accepted | Refused | Unsure:
        """Ask without doing."""
        return self.law.decide(self.t, self.act(kind, who, **content))

    def refused(self, kind: type[Any], who: Who, /, **content: Any) -> Refused:
        """Try an act that must be refused."""
        outcome = self.ask(kind, who, **content)
        assert isinstance(outcome, Refused), outcome
        return outcome

    def last_id(self) -> str:
        """The id of the last act kept."""
        return self.records[-1].act.id

    def explain(
        self, topic: Topic, *persons: PersonId, version: int | None = None, who: Who = WORKER
    ) -> Accepted:
        """Explain one topic to persons, in Dutch, spoken."""
        return self.do(
            a.Explain,
            who,
            matters=(Matter(topic=topic, version=version),),
            persons=persons,
            form=Form.SPOKEN,
            language="nl",
        )

    def findings(self) -> list[str]:
        """The codes of all findings now."""
        return [f.code for f in self.law.findings(self.t, self.now)]


def codes(outcome: Refused, rule: str | None = None) -> list[str]:
    """The gaps' codes of a refusal (of one rule)."""
    return [g.code for v in outcome.violations if rule in (None, v.rule) for g in v.gaps]


def rules(outcome: Refused) -> list[str]:
    """The ids of the rules that refused."""
    return [v.rule for v in outcome.violations]


def opened(law: Law | None = None, *, everyone: bool = True) -> Story:
    """An involvement is open with two siblings; everyone has joined."""
    story = Story(law=law or Law())
    story.do(
        a.OpenInvolvement,
        LEAD,
        by=story.by(LEAD, mandate=MANDATE),
        minors=(ANNA, BEN),
        why=text("why"),
        concern=text("concern"),
        goal=text("goal"),
        necessity=decision(),
    )
    if everyone:
        for who in (WORKER, MOTHER, FATHER, GRAN, TRUST):
            story.do(a.AddParticipation, LEAD, person=who[0], role=who[1], since=story.now)
    return story


def statements(**changes: Any) -> dict[str, Any]:
    """The statements of a small, complete WAT for both siblings."""
    both = (ANNA, BEN)
    content: dict[str, Any] = {
        "bottom_lines": (
            BottomLine(id="b1", words=text("b1"), minors=both, dangers=("d1",), goals=("g1",)),
            BottomLine(id="b2", words=text("b2"), minors=(BEN,), dangers=("d2",), goals=("g2",)),
        ),
        "dangers": (
            DangerStatement(id="d1", words=text("d1"), minors=both),
            DangerStatement(id="d2", words=text("d2"), minors=(BEN,)),
        ),
        "goals": (
            SafetyGoal(
                id="g1",
                words=text("g1"),
                minors=both,
                dangers=("d1",),
                safe_enough=text("g1-enough"),
                sustained_days=14,
                aims=(Aim.SAFE, Aim.SURROUNDED),
            ),
            SafetyGoal(
                id="g2",
                words=text("g2"),
                minors=(BEN,),
                dangers=("d2",),
                safe_enough=text("g2-enough"),
            ),
        ),
    }
    content.update(changes)
    return content


def gathered(story: Story) -> dict[str, Any]:
    """Gather what a WAT rests on, and give the links."""
    both = (ANNA, BEN)
    ids: dict[str, list[str]] = {"information": [], "conversations": [], "weighed": []}
    story.do(a.RecordInformation, LEAD, minors=both, about=text("info"))
    ids["information"].append(story.last_id())
    story.do(a.RecordConversation, LEAD, minors=both, persons=(ANNA, BEN, MOTHER[0]), summary=None)
    ids["conversations"].append(story.last_id())
    for who, topic in (
        (LEAD, ViewTopic.SAFETY),
        (WORKER, ViewTopic.SAFETY),
        (WORKER, ViewTopic.DANGER),
        (MOTHER, ViewTopic.DANGER),
    ):
        story.do(a.ContributeView, who, topic=topic, minors=both, view=text("view"))
        ids["weighed"].append(story.last_id())
    return {
        "information": tuple(ids["information"]),
        "conversations": tuple(ids["conversations"]),
        "weighed": tuple(Weighed(view=i, how=text("how")) for i in ids["weighed"]),
    }


def wat_established(law: Law | None = None) -> Story:
    """WAT version 1 stands."""
    story = opened(law)
    links = gathered(story)
    story.wait()
    story.do(a.EstablishWat, LEAD, **statements(), **links)
    return story


def align_all(
    story: Story,
    on: AlignOn = AlignOn.EXPECTATIONS,
    *,
    minor: PersonId | None = None,
    but: Iterable[PersonId] = (),
    position: Position = Position.HEARD,
) -> None:
    """Record a position for everyone but the lead (and `but`)."""
    for who in (ANNA, BEN, WORKER[0], MOTHER[0], FATHER[0], GRAN[0], TRUST[0]):
        if who not in but:
            story.do(
                a.Align,
                LEAD,
                person=who,
                on=on,
                wat=len(story.t.wat),
                minor=minor,
                position=position,
            )


def expectations_set(law: Law | None = None) -> Story:
    """WAT version 2 adds the expectations for withdrawal."""
    story = wat_established(law)
    align_all(story)
    story.do(
        a.SetExpectations,
        LEAD,
        revises=1,
        material=False,
        expectations=(Expectation(id="e1", words=text("e1"), minors=(ANNA, BEN)),),
    )
    return story


def measure(story: Story, *, bearers: tuple[PersonId, ...] = (GRAN[0],), **more: Any) -> str:
    """Propose a measure; gives its id."""
    content: dict[str, Any] = {
        "wat": len(story.t.wat),
        "about": text("measure"),
        "serves": ("g1",),
        "bearers": bearers,
        "minors": (ANNA, BEN),
        "need": text("need"),
    }
    story.do(a.ProposeMeasure, WORKER, **{**content, **more})
    return story.last_id()


def hoe_content(story: Story, **changes: Any) -> dict[str, Any]:
    """What an acceptable HOE says, with a measure proposed and accepted for it."""
    key = measure(story)
    story.do(a.AcceptMeasure, GRAN, measure=key)
    content: dict[str, Any] = {
        "wat": len(story.t.wat),
        "measures": (key,),
        "together": (
            Part(person=WORKER[0], role=Role.CARE_WORKER),
            Part(person=MOTHER[0], role=Role.PARENT),
            Part(person=GRAN[0], role=Role.NETWORK),
        ),
        "invited": (FATHER[0], ANNA, BEN),
    }
    content.update(changes)
    return content


def hoe_established(law: Law | None = None) -> Story:
    """HOE version 1 stands against WAT version 2, and WAT has been explained to the worker."""
    story = expectations_set(law)
    story.explain(Topic.WAT, WORKER[0], ANNA, BEN, MOTHER[0], GRAN[0], version=2, who=LEAD)
    story.wait()
    story.do(a.EstablishHoe, WORKER, **hoe_content(story))
    return story


def judged_met(story: Story, minor: PersonId = ANNA) -> Story:
    """Everything about this minor is judged met on the WAT in force."""
    wat = story.t.wat[len(story.t.wat)]
    for statement in (*wat.goals, *wat.bottom_lines, *wat.expectations):
        if minor in statement.minors:
            story.do(a.Judge, LEAD, wat=wat.number, minor=minor, target=statement.id, met=True)
    return story


def ready_to_withdraw(law: Law | None = None) -> Story:
    """All is met for Anna, sustained, and everyone has been heard on her withdrawal."""
    story = judged_met(hoe_established(law))
    story.wait(20)
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    return story

"""Stories told as far as needed: an involvement open, WAT established, HOE, ready to withdraw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.acts.wat import (
    Aim,
    BottomLine,
    DangerStatement,
    Expectation,
    SafetyGoal,
    Statement,
    Weighed,
)
from safetyframe.law import Law
from safetyframe.roles import Part
from safetyframe.testing.cast import (
    ANNA,
    BEN,
    FAMILY,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    Cast,
)
from safetyframe.testing.story import Story, decision, text
from safetyframe.values import PersonId

__all__ = [
    "Links",
    "align_all",
    "expectations_set",
    "gathered",
    "hoe_content",
    "hoe_established",
    "judged_met",
    "measure",
    "opened",
    "ready_to_withdraw",
    "statements",
    "wat_established",
]

_BOTH = (ANNA, BEN)


class Links(TypedDict):
    """What a WAT rests on, as its fields name it."""

    information: tuple[str, ...]
    conversations: tuple[str, ...]
    weighed: tuple[Weighed, ...]


def opened(law: Law | None = None, *, everyone: bool = True, cast: Cast = FAMILY) -> Story:
    """An involvement is open with the minors of the cast; everyone has joined."""
    story = Story(law=law or Law(), cast=cast)
    story.do(
        a.OpenInvolvement,
        cast.lead,
        by=story.by(cast.lead, mandate=cast.mandate),
        minors=cast.children,
        why=text("why"),
        concern=text("concern"),
        goal=text("goal"),
        necessity=decision(minors=cast.children),
    )
    for person, role in cast.joining if everyone else ():
        story.do(a.AddParticipation, cast.lead, person=person, role=role, since=story.now)
    return story


def statements(**changes: object) -> dict[str, object]:
    """Give the statements of a small, complete WAT for both siblings."""
    content: dict[str, object] = {
        "bottom_lines": (
            BottomLine(id="b1", words=text("b1"), minors=_BOTH, dangers=("d1",), goals=("g1",)),
            BottomLine(id="b2", words=text("b2"), minors=(BEN,), dangers=("d2",), goals=("g2",)),
        ),
        "dangers": (
            DangerStatement(id="d1", words=text("d1"), minors=_BOTH),
            DangerStatement(id="d2", words=text("d2"), minors=(BEN,)),
        ),
        "goals": (
            SafetyGoal(
                id="g1",
                words=text("g1"),
                minors=_BOTH,
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
    return {**content, **changes}


def gathered(story: Story) -> Links:
    """Gather what a WAT rests on, and give the links."""
    story.do(a.RecordInformation, LEAD, minors=_BOTH, about=text("info"))
    information = story.last_id()
    story.do(a.RecordConversation, LEAD, minors=_BOTH, persons=(ANNA, BEN, MOTHER[0]), summary=None)
    conversation = story.last_id()
    weighed: list[str] = []
    for who, topic in (
        (LEAD, ViewTopic.SAFETY),
        (WORKER, ViewTopic.SAFETY),
        (WORKER, ViewTopic.DANGER),
        (MOTHER, ViewTopic.DANGER),
    ):
        story.do(a.ContributeView, who, topic=topic, minors=_BOTH, view=text("view"))
        weighed.append(story.last_id())
    return {
        "information": (information,),
        "conversations": (conversation,),
        "weighed": tuple(Weighed(view=view, how=text("how")) for view in weighed),
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
        expectations=(Expectation(id="e1", words=text("e1"), minors=_BOTH),),
    )
    return story


def measure(story: Story, *, bearers: tuple[PersonId, ...] = (GRAN[0],), **more: object) -> str:
    """Propose a measure; gives its id."""
    content: dict[str, object] = {
        "wat": len(story.t.wat),
        "about": text("measure"),
        "serves": ("g1",),
        "bearers": bearers,
        "minors": _BOTH,
        "need": text("need"),
    }
    story.do(a.ProposeMeasure, WORKER, **{**content, **more})
    return story.last_id()


def hoe_content(story: Story, **changes: object) -> dict[str, object]:
    """Give what an acceptable HOE says, with a measure proposed and accepted for it."""
    key = measure(story)
    story.do(a.AcceptMeasure, GRAN, measure=key)
    content: dict[str, object] = {
        "wat": len(story.t.wat),
        "measures": (key,),
        "together": tuple(Part(person=p, role=role) for p, role in (WORKER, MOTHER, GRAN)),
        "invited": (FATHER[0], ANNA, BEN),
    }
    return {**content, **changes}


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
    held: tuple[Statement, ...] = (*wat.goals, *wat.bottom_lines, *wat.expectations)
    for statement in held:
        if minor in statement.minors:
            story.do(a.Judge, LEAD, wat=wat.number, minor=minor, target=statement.id, met=True)
    return story


def ready_to_withdraw(law: Law | None = None) -> Story:
    """All is met for Anna, sustained, and everyone has been heard on her withdrawal."""
    story = judged_met(hoe_established(law))
    story.wait(20)
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    return story

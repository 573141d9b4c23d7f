"""Two siblings who share a mother and no father, and what each of their family is shown.

story = half_siblings()
assert "g2" not in shown(story, FATHER).wat  # Ben's goal, to Anna's father
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Findings, Outcome
from safetyframe.record import Record
from safetyframe.roles import By, Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Mandate, PersonId
from safetyframe.views import View, Viewer
from tests.support.cast import join
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    Story,
    Who,
    expectations_set,
    gathered,
    measure,
    opened,
    statements,
)

BEN_FATHER: Final[Who] = (PersonId("ben-father"), Role.PARENT)
BEN_AUNT: Final[Who] = (PersonId("ben-aunt"), Role.NETWORK)
BEN_WORKER: Final[Who] = (PersonId("w-ben"), Role.CARE_WORKER)

__all__ = [
    "BEN_AUNT",
    "BEN_FATHER",
    "BEN_WORKER",
    "answer",
    "everything",
    "expectations_set",
    "found",
    "half_siblings",
    "half_siblings_with_wat",
    "log",
    "measure_for",
    "shown",
    "viewer",
]


def half_siblings(law: Law | None = None) -> Story:
    """Anna and Ben: one mother, a father each; a trust person of Anna's, an aunt of Ben's."""
    story = opened(law, everyone=False)
    join(story, WORKER)
    join(story, MOTHER)
    for who in (FATHER, GRAN, TRUST):
        join(story, who, concerns=(ANNA,))
    for who in (BEN_FATHER, BEN_AUNT):
        join(story, who, concerns=(BEN,))
    return story


def half_siblings_with_wat(law: Law | None = None) -> Story:
    """WAT stands: b1, d1 and g1 are about both, b2, d2 and g2 about Ben."""
    story = half_siblings(law)
    links = gathered(story)
    story.wait()
    story.do(a.EstablishWat, LEAD, **statements(), **links)
    return story


def measure_for(story: Story, *minors: PersonId, bearer: Who, wat: int | None = None) -> str:
    """A measure about these minors, proposed by the worker and accepted by who bears it."""
    key = measure(
        story, minors=minors, bearers=(bearer[0],), wat=wat or len(story.t.wat), serves=()
    )
    story.do(a.AcceptMeasure, bearer, measure=key)
    return key


def viewer(
    story: Story, who: Who, *, mandate: Mandate | None = None, at: datetime | None = None
) -> Viewer:
    """Somebody looks, now."""
    return Viewer(person=who[0], at=story.now if at is None else at, mandate=mandate)


def shown(story: Story, who: Who, **more: Any) -> Trajectory:
    """The trajectory as somebody may know it."""
    return story.law.show(story.t, viewer(story, who, **more)).shown


def log(story: Story, who: Who, **more: Any) -> tuple[Record, ...]:
    """The records that somebody may know of."""
    return story.law.show(story.records, viewer(story, who, **more), story.t).shown


def found(story: Story, who: Who, **more: Any) -> Findings:
    """The findings that are for somebody."""
    findings = story.law.findings(story.t, story.now)
    return story.law.show(findings, viewer(story, who, **more), story.t).shown


def answer(story: Story, kind: type[Any], who: Who, **content: Any) -> View[Outcome]:
    """What somebody is told when they try this. It is not kept."""
    act = kind(
        **{"id": ActId("tried"), "by": By(person=who[0], role=who[1], at=story.now), **content}
    )
    return story.law.show(story.law.decide(story.t, act), viewer(story, who), story.t)


def everything(story: Story, who: Who, **more: Any) -> str:
    """All that somebody is told, written out: what is not in it is nowhere."""
    t = shown(story, who, **more)
    slices = {
        name: dict(index.items()) for name, index in vars(t).items() if hasattr(index, "items")
    }
    return f"{slices} {log(story, who, **more)} {found(story, who, **more)}"


def explained(story: Story, *who: Who, by: Who = LEAD) -> Accepted:
    """WAT in force is explained to these people."""
    return story.explain(Topic.WAT, *(w[0] for w in who), version=len(story.t.wat), who=by)

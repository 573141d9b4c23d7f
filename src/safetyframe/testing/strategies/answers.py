"""What the law answers: drawn by asking it, never made up."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from safetyframe.outcome import (
    Accepted,
    Finding,
    Findings,
    Gap,
    Outcome,
    Owed,
    Possibilities,
    Possibility,
    Refused,
    Remedy,
    Unsure,
    Violation,
)
from safetyframe.roles import Role
from safetyframe.testing.strategies.acts import acts_for
from safetyframe.testing.strategies.histories import histories
from safetyframe.testing.strategies.people import who
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.views import View, Viewer

__all__ = [
    "accepted",
    "findings",
    "gaps",
    "outcomes",
    "owed",
    "possibilities",
    "refused",
    "remedies",
    "single_findings",
    "single_possibilities",
    "unsure",
    "views",
    "violations",
]

T = TypeVar("T")


@st.composite
def outcomes(draw: DrawFn, *, steps: int = 3) -> Outcome:
    """Draw an answer to an act that makes sense or is scrambled, with everything known or less."""
    history = draw(histories(steps=steps))
    act = draw(acts_for(history.trajectory, scrambled=draw(st.booleans())))
    hidden = draw(st.lists(st.sampled_from(SLICES), max_size=2, unique=True))
    return history.law.decide(history.trajectory.hide(*hidden), act)


@st.composite
def accepted(draw: DrawFn, *, steps: int = 3) -> Accepted:
    """Draw a yes: of the acts of a history, one that was accepted."""
    history = draw(histories(steps=steps))
    given = [one.outcome for one in history.attempts]
    return draw(st.sampled_from([one for one in given if isinstance(one, Accepted)]))


@st.composite
def refused(draw: DrawFn, *, steps: int = 3) -> Refused:
    """Draw a no: an act by somebody who never takes part, or one that was refused on the way."""
    history = draw(histories(steps=steps))
    stranger = acts_for(history.trajectory, roles=(Role.SYSTEM,))
    last = history.law.decide(history.trajectory, draw(stranger))
    given = (last, *(one.outcome for one in history.attempts))
    found = [one for one in given if isinstance(one, Refused)]
    assume(found)
    return draw(st.sampled_from(found))


@st.composite
def unsure(draw: DrawFn, *, steps: int = 3) -> Unsure:
    """Draw a not-yet: an accepted act, asked again where nothing is known."""
    history = draw(histories(steps=steps))
    given = (one for one in history.attempts if isinstance(one.outcome, Accepted))
    blind = Trajectory(id=history.trajectory.id)
    answers = (history.law.decide(blind, one.act) for one in given)
    found = [one for one in answers if isinstance(one, Unsure)]
    return draw(st.sampled_from(found))


def violations() -> SearchStrategy[Violation]:
    """Draw one reason of a refusal."""
    return refused().flatmap(lambda no: st.sampled_from(no.violations))


def gaps() -> SearchStrategy[Gap]:
    """Draw one thing that is missing or in the way."""
    return violations().flatmap(lambda one: st.sampled_from(one.gaps))


@st.composite
def remedies(draw: DrawFn) -> Remedy:
    """Draw an act that would fill a gap: what may be refused for role names who may do it."""
    no = draw(refused())
    found = [r for v in no.violations for gap in v.gaps for r in gap.remedies]
    assume(found)
    return draw(st.sampled_from(found))


@st.composite
def findings(draw: DrawFn, *, steps: int = 3) -> Findings:
    """Draw everything there is to look at in a history, as of its last record."""
    history = draw(histories(steps=steps))
    return history.law.findings(history.trajectory, history.as_of)


def single_findings() -> SearchStrategy[Finding]:
    """Draw one thing to look at."""
    return findings().filter(len).flatmap(st.sampled_from)


@st.composite
def owed(draw: DrawFn, *, steps: int = 3) -> Owed:
    """Draw one duty, in any of its states."""
    history = draw(histories(steps=steps))
    duties = history.law.duties(history.trajectory, history.as_of)
    assume(duties)
    return draw(st.sampled_from(duties))


@st.composite
def possibilities(draw: DrawFn, *, steps: int = 3) -> Possibilities:
    """Draw what somebody of the cast could do where a history has come to."""
    history = draw(histories(steps=steps))
    person, role = draw(who())
    by = history.by(person, role)
    return history.law.what_can(history.trajectory, by)


def single_possibilities() -> SearchStrategy[Possibility]:
    """Draw what somebody could do of one kind of act."""
    return possibilities().flatmap(st.sampled_from)


@st.composite
def views(draw: DrawFn, *, steps: int = 3) -> View[Trajectory]:
    """Draw a trajectory as somebody of the cast may know it."""
    history = draw(histories(steps=steps))
    person, _ = draw(who())
    viewer = Viewer(person=person, at=history.as_of)
    return history.law.show(history.trajectory, viewer)

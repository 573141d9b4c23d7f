"""Comply or explain: what every gate must do, whatever it guards.

A clause's file names its gates and lets every answer be tried:

    GATE = Gate(clause="P14", rule="wat.gathered", ...)

    @pytest.mark.parametrize("answer", ANSWERS)
    def test_a_reasoned_exception_carries_it(answer):
        GATE.carried_by(answer)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from attrs import frozen

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.wat import Weighed
from safetyframe.charter import Level
from safetyframe.errors import PolicyError
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused
from safetyframe.policy import Lowered, Policy
from safetyframe.values import PersonId, Reason, ReasonedException
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    LEAD,
    Story,
    Who,
    exception,
    gathered,
    opened,
    statements,
    text,
    wat_established,
)

_REASON: Final = "our region explains this once, in its own procedure"


@frozen(kw_only=True)
class Gate:
    """One gate: its norm and rule, and an act to which nothing else is missing.

    `story` plays up to the act under a law; `undone` says the act with the duty not done; `person`
    is whom the duty concerns, where it concerns one person. What may be explained and still is no
    policy's to lower is a gate of `level` HARD.
    """

    clause: str
    rule: str
    kind: type[Any]
    who: Who
    story: Callable[[Law], Story]
    undone: Callable[[Story], dict[str, Any]]
    person: PersonId | None = None
    level: Level = Level.EXPLAIN

    def __str__(self) -> str:
        return self.kind.__name__

    def refusal(self, *answers: Callable[[Gate, datetime], ReasonedException]) -> Refused:
        """Be refused by this gate and by nothing else, at its own clause."""
        outcome = self._ask(Law(), *answers)
        assert isinstance(outcome, Refused), outcome
        (only,) = outcome.violations
        assert (only.rule, only.level) == (self.rule, self.level)
        assert only.clauses[0] == self.clause
        return outcome

    def carried_by(self, answer: Callable[[Gate, datetime], ReasonedException]) -> None:
        """See the act accepted on this answer, and nothing to warn of."""
        outcome = self._ask(Law(), answer)
        assert isinstance(outcome, Accepted), outcome
        assert outcome.warnings == ()

    def lowered_warns(self) -> None:
        """See a policy turn the refusal into the same gaps as warnings, and own up to it."""
        gaps = self.refusal().violations[0].gaps
        law = Law(Policy(lowered=(Lowered(clause=self.clause, reason=_REASON),)))
        outcome = self._ask(law)
        assert isinstance(outcome, Accepted), outcome
        assert [(f.rule, f.level, f.code, f.about) for f in outcome.warnings] == [
            (self.rule, Level.WARN, gap.code, gap.about) for gap in gaps
        ]
        assert outcome.record.law == law.hash != Law().hash

    def _ask(self, law: Law, *answers: Callable[[Gate, datetime], ReasonedException]) -> Any:
        story = self.story(law)
        content = self.undone(story)
        excepted = tuple(answer(self, story.now) for answer in answers)
        return story.ask(self.kind, self.who, **{"exceptions": excepted, **content})


def _answer(
    name: str, *, lasts: timedelta = timedelta(days=30), own: bool = False, **changes: Any
) -> Any:
    def make(gate: Gate, now: datetime) -> ReasonedException:
        more = {"person": gate.person} if own else {}
        return exception(gate.clause, **{**more, "until": now + lasts, **changes})

    return pytest.param(make, id=name)


#: What answers for a gate.
ANSWERS: Final = (
    _answer("with a reason, a minor and an end"),
    _answer("for the very person", own=True),
    _answer("until a second after the act", lasts=timedelta(seconds=1)),
    _answer("another reason, in words", why=Reason.OTHER, words=text("because")),
)

#: What looks like an answer and is none.
NO_ANSWERS: Final = (
    _answer("expired a second before", lasts=-timedelta(seconds=1)),
    _answer("expires at this very instant", lasts=timedelta(0)),
    _answer("an emergency", why=Reason.EMERGENCY),
    _answer("an emergency in many words", why=Reason.EMERGENCY, words=text("sirens")),
    _answer("another reason, without words", why=Reason.OTHER),
    _answer("for somebody else", person=FATHER[0]),
    pytest.param(lambda _, __: exception("T5a"), id="of another norm"),
)


def cannot_be_lowered(clause: str) -> None:
    """A policy that lowers this clause is refused as such."""
    with pytest.raises(PolicyError, match=f"lowers {clause}, which is"):
        Policy(lowered=(Lowered(clause=clause, reason=_REASON),))


# --- the gates on establishing and revising WAT, which differ in one link only -------------------


def wat_gates(
    clause: str, rule: str, undone: Callable[[Story, dict[str, Any]], dict[str, Any]]
) -> tuple[Gate, Gate]:
    """The gate before a first WAT and before a material revision.

    `undone` gets the story and the links (`information`, `conversations`, `weighed`) of a WAT that
    rests on everything, and gives the links with this one duty not done.
    """

    def establishing(story: Story) -> dict[str, Any]:
        return {**statements(), **undone(story, gathered(story))}

    def revising(story: Story) -> dict[str, Any]:
        return {
            "revises": 1,
            "material": True,
            "reason": text("reason"),
            **statements(),
            **undone(story, gathered(story)),
        }

    both = {"clause": clause, "rule": rule, "who": LEAD}
    return (
        Gate(kind=a.EstablishWat, story=opened, undone=establishing, **both),
        Gate(kind=a.ReviseWat, story=wat_established, undone=revising, **both),
    )


def without_views(story: Story, links: dict[str, Any], **of: Any) -> dict[str, Any]:
    """The links without the views that have all these traits (`role`, `person`, `topic`)."""

    def is_one(view: str) -> bool:
        held = story.t.gathered[view]
        return all(getattr(held, name) in wanted for name, wanted in of.items())

    return {**links, "weighed": tuple(w for w in links["weighed"] if not is_one(w.view))}


def with_view(story: Story, links: dict[str, Any], who: Who, topic: ViewTopic) -> dict[str, Any]:
    """Somebody contributes a view on this, and it is weighed."""
    story.do(a.ContributeView, who, topic=topic, minors=(ANNA, BEN), view=text("view"))
    weighed = (*links["weighed"], Weighed(view=story.last_id(), how=text("how")))
    return {**links, "weighed": weighed}

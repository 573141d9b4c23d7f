"""A trajectory being told, act by act: ids are made and time moves by hand.

story = Story()
story.do(OpenInvolvement, LEAD, by=story.by(LEAD, mandate=MANDATE), minors=(ANNA,), …)
no = story.refused(EstablishHoe, LEAD, …)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeVar, cast

from attrs import field, mutable

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.acts.informing import Matter, Topic
from safetyframe.acts.involvement import NecessityDecision, NecessityStatus
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Outcome, Refused
from safetyframe.record import Record
from safetyframe.roles import By, Role
from safetyframe.testing._asked import act_and_who
from safetyframe.testing.cast import (
    ANNA,
    AUTHORITY,
    BEN,
    DAY_ONE,
    FAMILY,
    MANDATE,
    WORKER,
    Cast,
    Who,
)
from safetyframe.testing.hosts import Answer, Verdict, answer_of
from safetyframe.testing.tales import Line, Tale
from safetyframe.testing.telling import say_outcome, violated
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Form, Mandate, PersonId, Reason, ReasonedException, Text

__all__ = ["Story", "UnexpectedError", "decision", "exception", "text"]

A = TypeVar("A", bound=Act)

_TOLD: Final = 10  # of what is on record the last ones


class UnexpectedError(AssertionError):
    """The law answered a story otherwise than it expects; a test that tells it has failed.

    Its text is the story, numbered, and the answer rule by rule.
    """


def text(name: str = "t", language: str = "nl") -> Text:
    """Give a reference to prose that nobody reads."""
    return Text(id=name, digest="0" * 64, language=language)


def decision(
    status: NecessityStatus = NecessityStatus.ESTABLISHED,
    *,
    minors: tuple[PersonId, ...] = (ANNA, BEN),
    at: datetime = DAY_ONE - timedelta(days=1),
    **changes: object,
) -> NecessityDecision:
    """Give a decision on societal necessity with everything named (P24), but for `changes`."""
    named: dict[str, object] = {
        "body": MANDATE.body,
        "reference": "d-1",
        "decided_at": at,
        "signed_by": AUTHORITY[0],
    }
    make = cast("Callable[..., NecessityDecision]", NecessityDecision)
    return make(status=status, minors=minors, **{**named, **changes})


def exception(
    clause: str,
    *,
    why: Reason = Reason.NOT_REACHED,
    minor: PersonId = ANNA,
    until: datetime = DAY_ONE + timedelta(days=900),
    person: PersonId | None = None,
    words: Text | None = None,
) -> ReasonedException:
    """Give a reasoned exception that runs for a whole story unless told otherwise."""
    return ReasonedException(
        clause=clause, why=why, minor=minor, until=until, person=person, words=words
    )


@mutable
class Story:
    """Acts played on one trajectory under one law.

    `now` is when the next act happens; it moves when an act is kept or `wait` is called, never by
    itself. Act ids are counted: `ids` and a number.
    """

    law: Law = field(factory=Law)
    t: Trajectory = field(factory=lambda: Trajectory.start("t-1"))
    now: datetime = DAY_ONE
    records: list[Record] = field(factory=list[Record])
    count: int = 0
    cast: Cast = FAMILY
    ids: str = "a"

    def wait(self, days: float = 1) -> Story:
        """Let time pass."""
        self.now += timedelta(days=days)
        return self

    def by(
        self,
        who: Who,
        *,
        at: datetime | None = None,
        recorded_at: datetime | None = None,
        recorded_by: PersonId | None = None,
        on_behalf_of: PersonId | None = None,
        form: Form | None = None,
        mandate: Mandate | None = None,
    ) -> By:
        """Say who does it: now, and an authority on its mandate, unless told otherwise."""
        person, role = who
        if mandate is None and role is Role.AUTHORITY:
            mandate = self.cast.mandate
        return By(
            person=person,
            role=role,
            at=self.now if at is None else at,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            on_behalf_of=on_behalf_of,
            form=form,
            mandate=mandate,
        )

    def next_id(self) -> ActId:
        """Make the id of the next act."""
        self.count += 1
        return ActId(f"{self.ids}{self.count}")

    def act(self, kind: type[A], who: Who, /, **content: object) -> A:
        """Make an act without doing it, now and by `who`.

        `content` are the act's own fields; an `id` or a `by` among them replaces ours. Raises
        `HostError` for what is no kind of act, or nobody with a role.
        """
        act_and_who(kind, who)
        made: dict[str, object] = {"id": self.next_id(), **content}
        if made.get("by") is None:
            made["by"] = self.by(who)
        return cast("Callable[..., A]", kind)(**made)

    def do(self, kind: type[Act], who: Who, /, **content: object) -> Accepted:
        """Do an act that must be accepted; a minute passes. Raises `UnexpectedError` otherwise."""
        __tracebackhide__ = True  # pytest shows the story, and where it is told
        act = self.act(kind, who, **content)
        outcome = self.law.decide(self.t, act)
        if not isinstance(outcome, Accepted):
            raise self._unexpected(act, outcome, "accepted")
        return self.keep(outcome)

    def keep(self, outcome: Accepted) -> Accepted:
        """Keep an accepted act; a minute passes."""
        self.t = outcome.trajectory
        self.records.append(outcome.record)
        self.now += timedelta(minutes=1)
        return outcome

    def ask(self, kind: type[Act], who: Who, /, **content: object) -> Outcome:
        """Ask without doing."""
        return self.law.decide(self.t, self.act(kind, who, **content))

    def refused(self, kind: type[Act], who: Who, /, **content: object) -> Refused:
        """Try an act that must be refused. Raises `UnexpectedError` otherwise."""
        __tracebackhide__ = True
        act = self.act(kind, who, **content)
        outcome = self.law.decide(self.t, act)
        if not isinstance(outcome, Refused):
            raise self._unexpected(act, outcome, "refused")
        return outcome

    def _unexpected(self, act: Act, outcome: Outcome, wanted: str) -> UnexpectedError:
        """Tell what is on record, and then the act that was answered otherwise."""
        answer = answer_of(outcome)  # or it is none
        kept = self.records[-_TOLD:]
        yes = Answer(verdict=Verdict.ACCEPTED)
        last = Line(
            act=act,
            outcome=answer if isinstance(outcome, Refused) else outcome,
            more=tuple(violated(outcome)),
        )
        tale = Tale(
            claim=f"{type(act).__name__} was to be {wanted}",
            wrong=f"it is {say_outcome(outcome)}",
            lines=(*(Line(act=one.act, outcome=yes) for one in kept), last),
            first=kept[0].seq if kept else self.t.seq + 1,
        )
        return UnexpectedError(str(tale))

    def last_id(self) -> str:
        """Give the id of the last act kept."""
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
        """Give the codes of all findings now."""
        return [finding.code for finding in self.law.findings(self.t, self.now)]

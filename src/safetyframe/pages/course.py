"""What is due, and what was done: findings and acts, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from attrs import frozen

from safetyframe import texts
from safetyframe.acts import Act
from safetyframe.pages.scribe import Scribe
from safetyframe.record import Record
from safetyframe.texts.naming import what_was_agreed
from safetyframe.values import PersonId

__all__ = ["Done", "Due", "Month", "due", "months", "next_review"]

#: How pressing a finding is, and the kind of its mark.
_ORDER: Final = {"overdue": 0, "due": 1, "advice": 2}
_KIND: Final = {"overdue": "bad", "due": "due", "advice": ""}


@frozen(kw_only=True)
class Due:
    """Findings said in one sentence: how pressing, which clauses, what can be done.

    `agreed` says to a family what the first clause does; `clauses` names them to a professional.
    """

    state: str
    kind: str
    label: str
    clauses: str
    agreed: str | None
    sentence: str
    steps: tuple[str, ...]


@frozen(kw_only=True)
class Done:
    """One act on record."""

    number: int
    day: str
    short_day: str
    time: str
    who: str
    role: str
    name: str
    what: str
    written: str
    act: str  # the name of its class
    own: bool


@frozen(kw_only=True)
class Month:
    """The acts of one civil month."""

    name: str
    acts: tuple[Done, ...]


def due(s: Scribe) -> tuple[Due, ...]:
    """Write what is overdue, then what is due, then advice."""
    language, reader = s.say.language, s.say.reader
    said = texts.said_together(
        s.seen.findings, language, reader=reader, zone=s.t.zone, packs=s.seen.law.packs
    )
    found: dict[str, Due] = {}
    for one in said:
        first = one.findings[0]
        state = "advice" if first.state is None else first.state.value
        line = Due(
            state=state,
            kind=_KIND[state],
            label=s.say(f"due-{state}"),
            clauses=" ".join(first.clauses) if reader is texts.Reader.PROFESSIONAL else "",
            agreed=what_was_agreed(first.clauses, language, reader=reader),
            sentence=one.sentence,
            steps=tuple(texts.say_next(step, language, reader=reader) for step in one.steps),
        )
        found.setdefault(f"{state} {first.clauses} {line.sentence} {line.steps}", line)
    return tuple(sorted(found.values(), key=lambda one: _ORDER[one.state]))


def next_review(s: Scribe) -> str | None:
    """Write when is the next review, if one is agreed on and still to come."""
    last = max(s.t.reviews.values(), key=lambda one: one.at, default=None)
    if last is None or last.next_at is None or last.next_at < s.at:
        return None
    return s.say("due-review", day=s.day(last.next_at))


def months(s: Scribe) -> tuple[Month, ...]:
    """Write every act on record that the reader may know of, month by month."""
    records = s.seen.records.shown
    return tuple(
        Month(name=name, acts=tuple(_done(s, record) for record in each))
        for name, each in groupby(records, key=lambda record: s.month(record.act.by.at))
    )


def _done(s: Scribe, record: Record) -> Done:
    by = record.act.by
    return Done(
        number=record.seq,
        day=s.day(by.at),
        short_day=s.short_day(by.at),
        time=s.time(by.at),
        who=s.who(by.person),
        role=s.role(by.role),
        name=texts.name_of_act(type(record.act).__name__, s.say.language, reader=s.say.reader),
        what=texts.act_in_words(record.act, s.say.language, reader=s.say.reader),
        written="; ".join(_written(s, record)),
        act=type(record.act).__name__,
        own=_own(record.act, s.seen.viewer.person),
    )


def _written(s: Scribe, record: Record) -> Iterator[str]:
    """How it came to be on record: by whose hand, and when if that was later."""
    by = record.act.by
    if by.recorded_by is not None and by.recorded_by != by.person:
        yield s.say("done-written-by", person=s.who(by.recorded_by))
    if s.day(by.recorded) != s.day(by.at):
        yield s.say("done-written-later", day=s.short_day(by.recorded))


def _own(act: Act, person: PersonId) -> bool:
    return person in (act.by.person, act.by.on_behalf_of)

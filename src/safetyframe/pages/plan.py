"""WAT and HOE side by side: what must change, what is done about it, and what belongs to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen

from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import (
    BottomLine,
    DangerStatement,
    Expectation,
    SafetyGoal,
    Statement,
    StatementKind,
)
from safetyframe.pages.people import dissents
from safetyframe.pages.scribe import Prose, Said, Scribe
from safetyframe.slices import HoeVersion, Measure, WatVersion
from safetyframe.texts import references

__all__ = [
    "Agreed",
    "Line",
    "Plan",
    "Stated",
    "agreed_in_force",
    "on_statement",
    "plan",
    "wat_in_force",
]


#: What each statement of WAT is called.
KINDS: Final[Mapping[type[Statement], StatementKind]] = {
    BottomLine: StatementKind.BOTTOM_LINE,
    DangerStatement: StatementKind.DANGER,
    SafetyGoal: StatementKind.GOAL,
    Expectation: StatementKind.EXPECTATION,
}


@frozen(kw_only=True)
class Stated:
    """One statement of WAT: what kind it is, its words, and who disagrees with it."""

    id: str
    kind: str
    prose: Prose | None
    about: str
    more: tuple[str, ...] = ()
    safe_enough: Prose | None = None
    dissents: tuple[Said, ...] = ()


@frozen(kw_only=True)
class Agreed:
    """One measure of HOE: its words, who does it, and for what."""

    id: str
    prose: Prose | None
    need: Prose | None
    bearers: str
    about: str
    serves: str
    marks: tuple[tuple[str, str], ...]
    until: str | None


@frozen(kw_only=True)
class Line:
    """A bottom line, with what belongs to it on either side."""

    stated: Stated
    dangers: tuple[Stated, ...]
    goals: tuple[Stated, ...]
    agreed: tuple[Agreed, ...]
    assessed: str | None
    enough: bool
    why: Prose | None


@frozen(kw_only=True)
class Plan:
    """WAT and HOE in force. `beside` is what no bottom line names."""

    wat: str | None
    hoe: str | None
    together: str | None
    lines: tuple[Line, ...]
    beside: tuple[Stated, ...]
    agreed_beside: tuple[Agreed, ...]
    expectations: tuple[Stated, ...]
    directions: tuple[tuple[str, Prose | None, tuple[Said, ...]], ...]
    on_wat: tuple[Said, ...]
    on_hoe: tuple[Said, ...]


def wat_in_force(s: Scribe) -> WatVersion | None:
    """Give the last version of WAT that the reader knows."""
    return s.t.wat.get(len(s.t.wat))


def agreed_in_force(s: Scribe) -> tuple[Agreed, ...]:
    """Write every measure of HOE in force."""
    return tuple(_agreed(s, one) for one in _measures(s, s.t.hoe.get(len(s.t.hoe))))


def plan(s: Scribe) -> Plan:
    """Write WAT and HOE as they stand."""
    wat, hoe = wat_in_force(s), s.t.hoe.get(len(s.t.hoe))
    measures = tuple(_measures(s, hoe))
    lines = () if wat is None else tuple(_line(s, wat, hoe, one, measures) for one in _lines(wat))
    named = {i for one in _lines(wat) for i in (one.id, *one.dangers, *one.goals)}
    rest: tuple[Statement, ...] = () if wat is None else (*wat.dangers, *wat.goals)
    return Plan(
        wat=None if wat is None else _of_wat(s, wat),
        hoe=None if hoe is None else _of_hoe(s, hoe),
        together=None if hoe is None else s.all(part.person for part in hoe.together),
        lines=lines,
        beside=tuple(_stated(s, one) for one in rest if one.id not in named),
        agreed_beside=tuple(_agreed(s, m) for m in measures if not named.intersection(m.serves)),
        expectations=() if wat is None else tuple(_stated(s, one) for one in wat.expectations),
        directions=tuple(_directions(s)),
        on_wat=tuple(_on_versions(s, wat)),
        on_hoe=tuple(_on_hoe(s)),
    )


def _of_wat(s: Scribe, wat: WatVersion) -> str:
    return s.say("plan-wat-of", number=wat.number, day=s.day(wat.at), person=s.who(wat.by))


def _of_hoe(s: Scribe, hoe: HoeVersion) -> str:
    return s.say("plan-hoe-of", number=hoe.number, day=s.day(hoe.at), wat=hoe.wat)


def _directions(s: Scribe) -> Iterator[tuple[str, Prose | None, tuple[Said, ...]]]:
    for one in s.t.directions.values():
        persons = s.all(part.person for part in one.together)
        about = s.say("plan-direction", day=s.day(one.at), persons=persons)
        yield about, s.prose(one.direction), tuple(dissents(s, Dissented.DIRECTION, one.id))


def _lines(wat: WatVersion | None) -> tuple[BottomLine, ...]:
    return () if wat is None else wat.bottom_lines


def _measures(s: Scribe, hoe: HoeVersion | None) -> Iterator[Measure]:
    for key in () if hoe is None else hoe.measures:
        measure = s.t.measures.get(key)
        if measure is not None:
            yield measure


def _line(
    s: Scribe,
    wat: WatVersion,
    hoe: HoeVersion | None,
    line: BottomLine,
    measures: Iterable[Measure],
) -> Line:
    serves = {line.id, *line.goals}
    found = None if hoe is None else s.t.assessed.get((hoe.number, line.id))
    return Line(
        stated=_stated(s, line),
        dangers=tuple(_stated(s, one) for one in wat.dangers if one.id in line.dangers),
        goals=tuple(_stated(s, one) for one in wat.goals if one.id in line.goals),
        agreed=tuple(_agreed(s, one) for one in measures if serves.intersection(one.serves)),
        assessed=None
        if found is None
        else s.say(
            "plan-enough" if found.sufficient else "plan-not-enough",
            day=s.day(found.at),
            person=s.who(found.by),
        ),
        enough=found is not None and found.sufficient,
        why=None if found is None else s.prose(found.why),
    )


def _stated(s: Scribe, one: Statement) -> Stated:
    goal = one if isinstance(one, SafetyGoal) else None
    return Stated(
        id=references(one.id),
        kind=s.fact("statement", KINDS[type(one)].value),
        prose=s.prose(one.words),
        about=s.all(one.minors),
        more=() if goal is None else tuple(_asked(s, goal)),
        safe_enough=None if goal is None else s.prose(goal.safe_enough),
        dissents=tuple(on_statement(s, one.id)),
    )


def _asked(s: Scribe, goal: SafetyGoal) -> Iterator[str]:
    if goal.sustained_days:
        yield s.say("plan-sustained", days=goal.sustained_days)
    if goal.scale_at_least is not None:
        yield s.say("plan-scale", value=goal.scale_at_least)


def _agreed(s: Scribe, one: Measure) -> Agreed:
    marks: list[tuple[str, str]] = []
    if one.ended_at is not None:
        marks.append(("", s.say("plan-ended", day=s.day(one.ended_at))))
    waiting = [p for p in one.bearers if p not in (*one.accepted, *one.declined)]
    if waiting and one.ended_at is None:
        marks.append(("due", s.say("plan-waiting", persons=s.all(waiting))))
    if one.declined:
        marks.append(("bad", s.say("plan-declined", persons=s.all(one.declined))))
    if one.accepted:
        marks.append(("good", s.say("plan-accepted", persons=s.all(one.accepted))))
    return Agreed(
        id=references(one.id),
        prose=s.prose(one.about),
        need=s.prose(one.need),
        bearers=s.all(one.bearers),
        about=s.all(one.minors),
        serves=references(*one.serves),
        marks=tuple(marks),
        until=None if one.until is None else s.say("plan-until", day=s.day(one.until)),
    )


def on_statement(s: Scribe, statement: str) -> Iterator[Said]:
    """Who disagrees with a statement, whichever version of WAT they read it in (case 12)."""
    for voice in s.t.voices.values():
        if voice.against is Dissented.WAT and voice.statement == statement:
            yield s.said(voice, s.say("plan-on-wat", version=voice.ref))


def _on_versions(s: Scribe, wat: WatVersion | None) -> Iterator[Said]:
    """Who disagrees with a whole WAT, or with a statement that is there no more."""
    stated = {one.id for one in (() if wat is None else wat.statements)}
    for voice in s.t.voices.values():
        if voice.against is Dissented.WAT and voice.statement not in stated:
            yield s.said(voice, s.say("plan-on-wat", version=voice.ref))


def _on_hoe(s: Scribe) -> Iterator[Said]:
    for voice in s.t.voices.values():
        if voice.against is Dissented.HOE:
            yield s.said(voice, s.say("plan-on-hoe", version=voice.ref))

"""The state of each goal for each minor, with what people answered on the scale over time."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from safetyframe import acts as a
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import SafetyGoal
from safetyframe.pages.lines import Chart, Given, drawn
from safetyframe.pages.people import dissents
from safetyframe.pages.plan import on_statement, wat_in_force
from safetyframe.pages.scribe import Prose, Said, Scribe
from safetyframe.pages.standing import Standing, standing
from safetyframe.slices import ScaleAnswer, WatVersion
from safetyframe.texts import references
from safetyframe.values import PersonId, Text

__all__ = ["MARKS", "Answered", "Goal", "Reached", "goals"]

#: The kind of mark for each standing.
MARKS = {Standing.MET: "good", Standing.UNMET: "bad", Standing.STALE: "due", Standing.NONE: ""}


@frozen(kw_only=True)
class Answered:
    """One answer on the scale. `mark` is the number of the line on which it is drawn."""

    day: str
    who: str
    mark: int
    value: int
    prose: Prose | None


@frozen(kw_only=True)
class Reached:
    """Where a goal stands for one minor."""

    minor: str
    own: bool
    state: str
    standing: Standing
    kind: str
    judged: tuple[tuple[str, str, str], ...]  # day, state, kind of mark
    dissents: tuple[Said, ...]
    answers: tuple[Answered, ...]
    chart: Chart | None
    chart_id: str
    at_least: int | None


@frozen(kw_only=True)
class Goal:
    """A goal of WAT, and where it stands."""

    id: str
    prose: Prose | None
    safe_enough: Prose | None
    dissents: tuple[Said, ...]
    reached: tuple[Reached, ...]


def goals(s: Scribe) -> tuple[Goal, ...]:
    """Write the state of every goal in force."""
    wat = wat_in_force(s)
    if wat is None:
        return ()
    said = _words_of_answers(s)
    return tuple(
        Goal(
            id=references(goal.id),
            prose=s.prose(goal.words),
            safe_enough=s.prose(goal.safe_enough),
            dissents=tuple(on_statement(s, goal.id)),
            reached=tuple(
                _reached(s, wat, goal, minor, said, f"scale-{number}-{place}")
                for place, minor in enumerate(goal.minors, 1)
            ),
        )
        for number, goal in enumerate(wat.goals, 1)
    )


def _words_of_answers(s: Scribe) -> dict[str, Text]:
    """What was said with an answer stands on its record."""
    return {
        record.act.id: record.act.words
        for record in s.seen.records.shown
        if isinstance(record.act, a.Scale) and record.act.words is not None
    }


def _reached(
    s: Scribe,
    wat: WatVersion,
    goal: SafetyGoal,
    minor: PersonId,
    said: dict[str, Text],
    name: str,
) -> Reached:
    found, since = standing(s.t, wat, goal.id, minor)
    given = sorted(
        (x for x in s.t.scales.values() if x.goal == goal.id and x.minor == minor),
        key=lambda one: (one.at, one.seq),
    )
    lines = list(dict.fromkeys(_answerer(s, one) for one in given))
    return Reached(
        minor=s.who(minor),
        own=minor == s.seen.viewer.person,
        state=s.say(f"goal-{found.value}", since="" if since is None else s.day(since)),
        standing=found,
        kind=MARKS[found],
        judged=tuple(_judged(s, minor, goal.id)),
        dissents=tuple(_disputed(s, minor, goal.id)),
        answers=tuple(
            Answered(
                day=s.day(one.at),
                who=_answerer(s, one),
                mark=lines.index(_answerer(s, one)),
                value=one.value,
                prose=s.prose(said.get(one.act)),
            )
            for one in given
        ),
        chart=drawn(
            [Given(who=_answerer(s, one), at=one.at, value=one.value) for one in given],
            at_least=goal.scale_at_least,
            day=s.short_day,
        ),
        chart_id=name,
        at_least=goal.scale_at_least,
    )


def _answerer(s: Scribe, one: ScaleAnswer) -> str:
    who = s.who(one.person)
    if one.on_behalf_of is None:
        return who
    return s.say("goal-on-behalf", person=who, minor=s.who(one.on_behalf_of))


def _judged(s: Scribe, minor: PersonId, goal: str) -> Iterator[tuple[str, str, str]]:
    series = s.t.judged.get((minor, goal))
    for one in () if series is None else series.items:
        word, kind = ("is-met", "good") if one.met else ("is-unmet", "bad")
        yield s.day(one.at), s.say(word), kind


def _disputed(s: Scribe, minor: PersonId, goal: str) -> Iterator[Said]:
    series = s.t.judged.get((minor, goal))
    for one in () if series is None else series.items:
        yield from dissents(s, Dissented.JUDGEMENT, one.act)

"""Who was told what and when, for whom there is a reason not to, and what people say themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from safetyframe.acts.informing import Topic
from safetyframe.pages.scribe import Prose, Said, Scribe
from safetyframe.slices import Told
from safetyframe.values import PersonId

__all__ = ["Row", "Telling", "Time", "telling", "told_self", "voices"]


@frozen(kw_only=True)
class Time:
    """One time somebody was told, or said themself that it is clear."""

    day: str
    version: int | None
    confirmed: bool


@frozen(kw_only=True)
class Row:
    """One person: a cell for each topic, with the last time for each version."""

    who: str
    cells: tuple[tuple[Time, ...], ...]


@frozen(kw_only=True)
class Telling:
    """Who was told what: topics above, people beside. `reasons` say why somebody was not."""

    topics: tuple[str, ...]
    rows: tuple[Row, ...]
    reasons: tuple[tuple[str, Prose | None], ...]


def telling(s: Scribe) -> Telling:
    """Write who was told what, and when."""
    told = tuple(s.t.told.values())
    topics = tuple(topic for topic in Topic if any(one.topic is topic for one in told))
    persons = dict.fromkeys(part.person for part in s.t.people.values())
    return Telling(
        topics=tuple(s.fact("topic", topic.value) for topic in topics),
        rows=tuple(_row(s, person, topics, told) for person in persons) if topics else (),
        reasons=tuple(_reasons(s)),
    )


def told_self(s: Scribe) -> tuple[tuple[str, str], ...]:
    """Write what whoever reads was told, and when last."""
    own = sorted(
        (one for one in s.t.told.values() if one.person == s.seen.viewer.person),
        key=lambda one: one.at,
    )
    last = {s.fact("topic", one.topic.value): s.day(one.at) for one in own}
    return tuple(last.items())


def _row(s: Scribe, person: PersonId, topics: Iterable[Topic], told: Iterable[Told]) -> Row:
    own = sorted((one for one in told if one.person == person), key=lambda one: one.at)
    cells = ([one for one in own if one.topic is topic] for topic in topics)
    return Row(who=s.who(person), cells=tuple(tuple(_times(s, cell)) for cell in cells))


def _times(s: Scribe, cell: list[Told]) -> Iterator[Time]:
    for version in dict.fromkeys(one.version for one in cell):
        of_it = [one for one in cell if one.version == version]
        yield Time(
            day=s.short_day(of_it[-1].at),
            version=version,
            confirmed=any(one.acknowledged for one in of_it),
        )


def _reasons(s: Scribe) -> Iterator[tuple[str, Prose | None]]:
    for one in s.t.exceptions.values():
        if one.holds(s.at):
            who = s.say("told-everyone") if one.person is None else s.who(one.person)
            yield (
                s.say(
                    "told-not",
                    person=who,
                    clause=one.clause,
                    reason=s.say(f"reason-{one.why.value}"),
                    until=s.day(one.until),
                ),
                s.prose(one.words),
            )


def voices(s: Scribe) -> tuple[Said, ...]:
    """Write what people say in their own words; dissent stands beside what it disputes."""
    return tuple(s.said(one) for one in s.t.voices.values() if one.against is None)

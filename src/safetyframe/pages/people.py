"""Why we are involved, and who takes part."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from safetyframe.acts.voices import Dissented
from safetyframe.pages.scribe import Prose, Said, Scribe
from safetyframe.roles import Participation, Role
from safetyframe.slices import Episode
from safetyframe.texts import references

__all__ = ["Member", "Stretch", "Why", "dissents", "people", "why"]


@frozen(kw_only=True)
class Stretch:
    """One stretch of involvement with one minor."""

    minor: str
    state: str
    kind: str  # of the mark: good, due or bad, or none
    why: Prose | None
    goal: Prose | None
    ground: Prose | None
    dissents: tuple[Said, ...]


@frozen(kw_only=True)
class Why:
    """Why the services are involved: decisions, stretches, and what protects a child now."""

    decisions: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    protections: tuple[tuple[str, Prose | None], ...]


@frozen(kw_only=True)
class Member:
    """One part that somebody has."""

    who: str
    role: Role
    named: str
    marks: tuple[str, ...]
    period: str
    about: str
    now: bool


def dissents(s: Scribe, against: Dissented, ref: str | None = None) -> Iterator[Said]:
    """Write every dissent against things of a kind, or against one of them."""
    for voice in s.t.voices.values():
        if voice.against is against and (ref is None or voice.ref == ref):
            yield s.said(voice)


def why(s: Scribe) -> Why:
    """Write why the services are involved."""
    return Why(
        decisions=tuple(dict.fromkeys(_decisions(s))),
        stretches=tuple(_stretch(s, one) for one in s.t.involvement.values()),
        protections=tuple(
            (
                s.say(
                    "why-protection",
                    minors=s.all(one.minors),
                    since=s.day(one.since),
                    person=s.who(one.person),
                ),
                s.prose(one.measure),
            )
            for one in s.t.protection.values()
            if one.since <= s.at and (one.until is None or s.at < one.until)
        ),
    )


def _decisions(s: Scribe) -> Iterator[str]:
    for one in s.t.necessity.values():
        decided = one.decision
        yield s.say(
            "why-decided",
            status=s.fact("status", decided.status.value),
            day="-" if decided.decided_at is None else s.day(decided.decided_at),
            body=references(decided.body) or "-",
            reference=references(decided.reference) or "-",
            minors=s.all(decided.minors),
        )


def _stretch(s: Scribe, one: Episode) -> Stretch:
    state, kind = _state(s, one)
    ended = one.ended_by
    return Stretch(
        minor=s.who(one.minor),
        state=state,
        kind=kind,
        why=s.prose(one.why),
        goal=s.prose(one.goal),
        ground=s.prose(one.ground),
        dissents=() if ended is None else tuple(dissents(s, Dissented.WITHDRAWAL, ended)),
    )


def _state(s: Scribe, one: Episode) -> tuple[str, str]:
    since = s.day(one.opened_at)
    if one.ended_at is None:
        return s.say("why-emergency" if one.emergency else "why-open", since=since), (
            "bad" if one.emergency else ""
        )
    until = s.day(one.ended_at)
    if one.outcome is None:
        return s.say("why-regularised", since=since, until=until), ""
    outcome = s.fact("outcome", one.outcome.value)
    ended = s.say("why-ended", since=since, until=until, outcome=outcome)
    return ended, "good" if one.outcome.value == "achieved" else ""


def people(s: Scribe) -> tuple[Member, ...]:
    """Write who takes part, those who do so now before those who did."""
    members = [_member(s, part) for part in s.t.people.values()]
    return tuple(sorted(members, key=lambda one: not one.now))


def _member(s: Scribe, part: Participation) -> Member:
    marks = [] if part.standing is None else [s.say(f"people-{part.standing.value}")]
    if part.chair:
        marks.append(s.say("people-chair"))
    since = s.day(part.since)
    if part.until is None:
        period = s.say("people-since", since=since)
    else:
        period = s.say("people-period", since=since, until=s.day(part.until))
    return Member(
        who=s.who(part.person),
        role=part.role,
        named=s.role(part.role),
        marks=tuple(marks),
        period=period,
        about=s.all(part.concerns) if part.concerns else s.say("people-all-children"),
        now=part.active(s.at),
    )

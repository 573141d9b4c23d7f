"""Advisories on what nobody may block: voices and protection (P2, P11, P24, T4, T6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.voices import Dissented
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch
from safetyframe.roles import Role
from safetyframe.rules import ask
from safetyframe.slices import (
    Protection,
    ScaleAnswer,
    Voice,
)
from safetyframe.values import PersonId, civil_date

__all__ = ["WATCHES"]


def _voices_from_inside(m: Moment) -> Iterator[Seen]:
    """Nobody's words are refused; that something is odd about who said them is said (P11)."""
    said: tuple[Voice | ScaleAnswer, ...]
    said = (*m.t.voices.values(), *m.t.scales.values())
    stood_for = ask.ratified(m.t)
    for voice in said:
        act, person, at = voice.act, voice.person, voice.at
        if act not in stood_for and not ask.holds(m.t, person, voice.role, voice.at):
            yield seen("voice-from-outside", voice=act, at=at, person=person)
        if voice.on_behalf_of is not None and not _may_speak_for(m, voice, voice.on_behalf_of):
            yield seen("voice-in-anothers-name", voice=act, at=at, person=person)
        if voice.recorded_by not in {None, person}:
            yield from _written_down(m, voice)


def _may_speak_for(m: Moment, voice: Voice | ScaleAnswer, minor: PersonId) -> bool:
    return voice.role is Role.TRUST_PERSON and any(
        not part.concerns or minor in part.concerns
        for part in ask.holds(m.t, voice.person, voice.role, voice.at)
    )


def _written_down(m: Moment, voice: Voice | ScaleAnswer) -> Iterator[Seen]:
    act, person = voice.act, voice.person
    if voice.form is None:
        yield seen("no-form-of-recording", voice=act, at=voice.at, person=person)
    if not any(p.person == voice.recorded_by for p in ask.active(m.t, voice.at)):
        yield seen("recorder-has-no-part", voice=act, at=voice.at, person=person)


def _protection_regular(m: Moment) -> Iterator[Seen]:
    for episode in m.t.involvement.values():
        if episode.emergency and episode.open:
            # What was open before is opened again, with its old end kept (case 20).
            before = ask.latest_episode(m.t, episode.minor, regular=True)
            kind = a.OpenInvolvement if before is None else a.Reopen
            yield seen(
                "emergency-to-regularise",
                hint(kind, minor=episode.minor),
                minor=episode.minor,
                since=episode.opened_at,
                days=_days(m, episode.opened_at),
            )


def _days(m: Moment, since: datetime) -> int:
    """Civil days, so that what waits is seen to wait longer every day."""
    return (civil_date(m.at, m.t.zone) - civil_date(since, m.t.zone)).days


def _protection_ends(m: Moment) -> Iterator[Seen]:
    involved = {e.minor for e in m.t.involvement.values() if e.open}
    for one in m.t.protection.values():
        if involved.isdisjoint(one.minors) or _looked_at_again(m, one):
            continue
        if one.until is None or one.until <= m.at:
            code = "protection-without-end" if one.until is None else "protection-past-its-end"
            yield seen(code, hint(a.Review), protection=one.id)


def _looked_at_again(m: Moment, one: Protection) -> bool:
    since = one.since if one.until is None else one.until
    return any(r.at >= since and set(one.minors) <= set(r.minors) for r in m.t.reviews.values())


def _voices_about_something(m: Moment) -> Iterator[Seen]:
    """Nobody's words are refused, but what they are about may be known under another name."""
    known = {s.id for version in m.t.wat.values() for s in version.statements}
    texts = {str(v.number): (v.at, {s.id for s in v.statements}) for v in m.t.wat.values()}
    for answer in m.t.scales.values():
        if answer.goal not in known:
            yield seen("about-nothing-known", voice=answer.act, at=answer.at, person=answer.person)
    for voice in m.t.voices.values():
        if voice.against is Dissented.WAT:
            # It is bound to the version it names: what that version does not say is nothing known.
            at, stated = texts.get(voice.ref or "", (None, set[str]()))
            odd = at is None or at > voice.at or voice.statement not in {None, *stated}
        elif voice.against is Dissented.HOE:
            odd = voice.ref not in {str(v.number) for v in m.t.hoe.values() if v.at <= voice.at}
        else:
            continue
        if odd:
            yield seen("about-nothing-known", voice=voice.act, at=voice.at, person=voice.person)


WATCHES: Final[tuple[Watch, ...]] = (
    watch("voices-from-inside", "P11", "people voices scales ratified", _voices_from_inside),
    watch("protection-regular", "P2 P24", "involvement", _protection_regular),
    watch("protection-ends", "T4", "protection involvement reviews", _protection_ends),
    watch("voices-about-something", "T6", "wat hoe voices scales", _voices_about_something),
)

"""Who takes part and why, as one viewer may know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve

from safetyframe.roles import Participation
from safetyframe.slices import (
    Barrier,
    Episode,
    Handover,
    Necessity,
    Protection,
)
from safetyframe.views import parts
from safetyframe.views.numbers import numbered
from safetyframe.views.sight import Show, Sight


def _people(s: Sight) -> Iterator[Participation]:
    for part in s.t.people.values():
        if not s.eyes.sees_part(part):
            continue
        own = s.eyes.professional or part.person == s.eyes.person
        yield evolve(
            part,
            concerns=s.eyes.cut(part.concerns),
            language=part.language if own else None,
            ground=part.ground if own else None,
            evidence=part.evidence if own or s.eyes.authority else None,
        )


def _handovers(s: Sight) -> Iterator[Handover]:
    if s.eyes.professional or s.eyes.authority:
        yield from s.t.handovers.values()


def _protection(s: Sight) -> Iterator[Protection]:
    yield from numbered(_protections(s))


def _protections(s: Sight) -> Iterator[Protection]:
    """The interim measures that the viewer may know of, at their own place in the log."""
    eyes = s.eyes
    for one in s.t.protection.values():
        own = one.person == eyes.person
        if (own or eyes.for_work(one.audience)) and eyes.about(one.minors):
            yield evolve(
                one,
                minors=eyes.cut(one.minors),
                audience=parts.audience(eyes, one.audience, own=own),
            )


def _involvement(s: Sight) -> Iterator[Episode]:
    known = {one.seq: one for one in _protections(s)}
    new: dict[str, str | None] = {}
    seen: list[Episode] = []
    for episode in s.t.involvement.values():
        if episode.minor in s.eyes.minors:
            shown = _emergency(s, episode, known) if episode.emergency else episode
            # What follows an emergency that is hidden follows what came before it.
            before = None if episode.follows is None else new.get(episode.follows)
            new[episode.id] = before if shown is None else shown.id
            if shown is not None:
                seen.append(evolve(shown, follows=before))
    names: dict[str, str] = {}
    seen.sort(key=lambda e: (e.seq, _rank(e, known)))
    for number, episode in enumerate(seen, 1):
        # An emergency's id has its place in the log in it.
        act = episode.id.rsplit("/", 1)[0]
        names[episode.id] = f"{act}/{number}" if episode.emergency else episode.id
        yield evolve(
            episode,
            id=names[episode.id],
            seq=number,
            follows=None if episode.follows is None else names[episode.follows],
            ground=episode.ground if s.eyes.professional else None,
            leaves_open=parts.items(s.eyes, episode.leaves_open),
        )


def _rank(episode: Episode, known: Mapping[int, Protection]) -> int:
    """Of emergencies that one act opened, the order in which it named the children."""
    return known[episode.seq].minors.index(episode.minor) if episode.emergency else 0


def _emergency(s: Sight, episode: Episode, known: Mapping[int, Protection]) -> Episode | None:
    """An emergency as opened by the first interim measure that the viewer knows of, if any."""
    if episode.seq in known:
        return episode
    over = min(
        (e.seq for e in s.t.involvement.values() if e.follows == episode.id), default=s.t.seq + 1
    )
    for seq in sorted(known):
        one = known[seq]
        if episode.seq < seq < over and episode.minor in one.minors:
            return evolve(
                episode,
                id=f"{one.id}/{episode.minor}/{seq}",
                opened_by=one.person,
                opened_at=one.since,
                seq=seq,
            )
    return None


def _necessity(s: Sight) -> Iterator[Necessity]:
    yield from numbered(
        evolve(one, decision=parts.decision(s.eyes, one.decision))
        for one in s.t.necessity.values()
        if s.eyes.about(one.decision.minors)
    )


def _barriers(s: Sight) -> Iterator[Barrier]:
    eyes = s.eyes
    for one in s.t.barriers.values():
        if parts.sees_barrier(eyes, one.persons, one.audience):
            yield evolve(one, audience=parts.audience(eyes, one.audience, own=False))


SHOW: Final[Mapping[str, Show]] = MappingProxyType(
    {
        "people": _people,
        "handovers": _handovers,
        "protection": _protection,
        "involvement": _involvement,
        "necessity": _necessity,
        "barriers": _barriers,
    }
)

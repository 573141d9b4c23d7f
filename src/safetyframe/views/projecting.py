"""A trajectory as one viewer may know it: each slice with what is theirs to see, and no more.

What has an audience of its own is for that audience; what was gathered for the work is for
professionals; what restricts somebody is for professionals; what everyone who takes part must know
(why, WAT, HOE, the state of goals, who has which part, who was told) is for everyone whose part is
about that minor. Whoever does something that is a viewer's to see is seen doing it. Whatever is not
foreseen here is absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, TypeVar

from attrs import define, evolve, field

from safetyframe.acts.informing import Topic
from safetyframe.acts.voices import Dissented
from safetyframe.index import Index, UnknownSliceError
from safetyframe.roles import PROFESSIONAL, Participation
from safetyframe.rules import ask
from safetyframe.slices import (
    ABOUT_THEM,
    AboutBefore,
    Adopted,
    Assessment,
    Barrier,
    Correction,
    Direction,
    Disclosed,
    Episode,
    Erased,
    Excepted,
    Gathered,
    GatheredKind,
    Handover,
    HoeVersion,
    Judgement,
    JudgementSeries,
    Measure,
    Necessity,
    Note,
    PositionTaken,
    Protection,
    Ratified,
    Reviewed,
    ScaleAnswer,
    Told,
    Voice,
    WatVersion,
)
from safetyframe.trajectory import Trajectory, with_slices
from safetyframe.values import PersonId
from safetyframe.views import parts
from safetyframe.views.eyes import Eyes
from safetyframe.views.numbers import Numbers, counted

__all__ = ["Sight", "hears", "measure_at", "notices", "project", "ref_of", "stated_at"]

_V = TypeVar("_V")


@define
class Sight:
    """What one viewer sees of a trajectory, slice by slice: `shown` grows while it is made.

    `numbers` are those under which the versions of WAT and HOE are known to the viewer.
    """

    t: Trajectory
    eyes: Eyes
    shown: Trajectory
    numbers: Numbers = field(factory=Numbers)

    def wat(self, version: int) -> int | None:
        """The number under which the viewer knows this version of WAT."""
        return self.numbers.wat.get(version)


def project(t: Trajectory, eyes: Eyes) -> Sight:
    """Give `t` as `eyes` may know it. A slice that is unknown, or hangs on one, is unknown.

    Places in the log and the moment of the last record are left out: they tell how much there is.
    """
    sight = Sight(t, eyes, Trajectory.start(t.id, zone=t.zone))
    if eyes.blind:
        return sight
    for name, show in _SHOW:
        if eyes.authority and name not in _FOR_AUTHORITY:
            continue
        try:
            entries = {
                getattr(entry, "id" if name == "people" else "key"): entry for entry in show(sight)
            }
        except UnknownSliceError:
            sight.shown = sight.shown.hide(name)
            continue
        sight.shown = with_slices(sight.shown, {name: Index[object, object](entries)})
    return sight


def _numbered(entries: Iterable[Any]) -> Iterator[Any]:
    """Entries that have a place in the log, in its order and counted anew."""
    for number, entry in enumerate(sorted(entries, key=attrgetter("seq")), 1):
        yield evolve(entry, seq=number)


# --- who takes part, and why ----------------------------------------------------------------------


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
        )


def _handovers(s: Sight) -> Iterator[Handover]:
    if s.eyes.professional or s.eyes.authority:
        yield from s.t.handovers.values()


def _protection(s: Sight) -> Iterator[Protection]:
    yield from _numbered(_protections(s))


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
    yield from _numbered(
        evolve(one, decision=parts.decision(s.eyes, one.decision))
        for one in s.t.necessity.values()
        if s.eyes.about(one.decision.minors)
    )


def _barriers(s: Sight) -> Iterator[Barrier]:
    eyes = s.eyes
    for one in s.t.barriers.values():
        if parts.sees_barrier(eyes, one.persons, one.audience):
            yield evolve(one, audience=parts.audience(eyes, one.audience, own=False))


# --- what was gathered, said and scaled -----------------------------------------------------------


_TALK: Final = GatheredKind.CONVERSATION


def _gathered(s: Sight) -> Iterator[Gathered]:
    """Whoever took part in it knows of it, unless it is for others; not what was written of it."""
    eyes = s.eyes
    for one in s.t.gathered.values():
        own = one.person == eyes.person
        admitted = own or eyes.for_work(one.audience)
        there = one.audience is None and eyes.person in one.persons
        if (admitted or there) and eyes.about(one.minors):
            yield evolve(
                one,
                text=one.text if admitted or one.kind is not _TALK else None,
                minors=eyes.cut(one.minors),
                persons=eyes.known(one.persons),
                audience=parts.audience(eyes, one.audience, own=own),
            )


def _voices(s: Sight) -> Iterator[Voice]:
    eyes = s.eyes
    seen = (
        evolve(
            one,
            minors=eyes.cut(one.minors),
            ref=ref_of(s, one),
            audience=parts.audience(eyes, one.audience, own=one.person == eyes.person),
        )
        for one in s.t.voices.values()
        if hears(s, one)
    )
    yield from _numbered(seen)


def hears(s: Sight, one: Voice) -> bool:
    """Say whether a voice is for this viewer: their own, or one whose audience they are.

    A dissent stands wherever what it disputes is shown (case 12).
    """
    own = s.eyes.person in {one.person, one.recorded_by, one.on_behalf_of}
    if one.against is None:
        return own or (s.eyes.admitted(one.audience) and s.eyes.about(one.minors))
    return own or ref_of(s, one) is not None


def ref_of(s: Sight, one: Voice) -> str | None:
    """What a dissent disputes, as the viewer knows it; None when it is not shown to them."""
    if one.ref is None:
        return None
    shown, known = s.shown, False
    match one.against:
        case Dissented.WAT:
            found = _version(s.numbers.wat, one.ref)
            if found is None or one.statement is None:
                return found
            return found if parts.states(shown.wat[int(found)], one.statement) else None
        case Dissented.HOE:
            return _version(s.numbers.hoe, one.ref)
        case Dissented.JUDGEMENT:
            known = any(j.act == one.ref for js in shown.judged.values() for j in js.items)
        case Dissented.WITHDRAWAL:
            known = any(e.ended_by == one.ref for e in shown.involvement.values())
        case Dissented.DIRECTION:
            known = one.ref in shown.directions
        case None:
            pass
    return one.ref if known else None


def _version(numbers: Mapping[int, int], ref: str) -> str | None:
    found = numbers.get(int(ref)) if ref.isdecimal() else None
    return None if found is None else str(found)


def _scales(s: Sight) -> Iterator[ScaleAnswer]:
    yield from _numbered(one for one in s.t.scales.values() if one.minor in s.eyes.minors)


# --- WAT, HOE, judgements -------------------------------------------------------------------------


def _wat(s: Sight) -> Iterator[WatVersion]:
    seen = {number: _wat_version(s, version) for number, version in s.t.wat.items()}
    numbers = counted(
        (number, one.act if s.eyes.whole else _content(one)) for number, one in seen.items()
    )
    s.numbers = evolve(s.numbers, wat=numbers)
    confirmed: dict[int, dict[PersonId, None]] = {}
    for version, number in numbers.items():
        # Whoever took over a version that looks like this one took over this one.
        confirmed.setdefault(number, {}).update(dict.fromkeys(seen[version].confirmed_by))

    material = 1
    for one in _first_of(numbers, seen):
        # A revision that is not material leaves in force what was: that which the viewer knows.
        if one.number in {one.material, 1}:
            material = numbers[one.number]
        number = numbers[one.number]
        yield evolve(one, number=number, material=material, confirmed_by=tuple(confirmed[number]))


def _first_of(numbers: Mapping[int, int], seen: Mapping[int, _V]) -> Iterator[_V]:
    """The first version under each number that the viewer knows, still with its own."""
    last = 0
    for version, number in numbers.items():
        if number > last:
            last = number
            yield seen[version]


def _content(one: WatVersion) -> object:
    return (one.bottom_lines, one.dangers, one.goals, one.expectations)


def _wat_version(s: Sight, one: WatVersion) -> WatVersion:
    eyes = s.eyes
    bottom_lines, dangers, goals, expectations = ask.said_of(one, eyes.minors)
    work = eyes.professional and eyes.whole
    return evolve(
        one,
        dangers=dangers,
        goals=goals,
        bottom_lines=bottom_lines,
        expectations=expectations,
        expectations_set=one.expectations_set and (eyes.whole or bool(expectations)),
        # What a version rests on is handed down to the next by whoever sets expectations: for eyes
        # that do not see every version it would tell of one that they do not see.
        information=parts.gathered_ids(s.shown, one.information) if work else (),
        conversations=parts.gathered_ids(s.shown, one.conversations) if work else (),
        weighed=parts.weighed(eyes, s.shown, one.weighed) if work else (),
    )


def _measures(s: Sight) -> Iterator[Measure]:
    eyes, statements = s.eyes, parts.statement_ids(s.shown)
    for one in s.t.measures.values():
        wat = s.wat(one.wat)
        if wat is None or not eyes.about(one.minors):
            continue
        before = (AboutBefore(until=b.until, minors=eyes.cut(b.minors)) for b in one.before)
        yield evolve(
            one,
            wat=wat,
            minors=eyes.cut(one.minors),
            serves=tuple(x for x in one.serves if x in statements),
            bearers=eyes.known(one.bearers),
            accepted=eyes.known(one.accepted),
            declined=eyes.known(one.declined),
            before=tuple(b for b in before if b.minors),
        )


def _hoe(s: Sight) -> Iterator[HoeVersion]:
    seen: dict[int, HoeVersion] = {}
    for number, version in s.t.hoe.items():
        wat = s.wat(version.wat)
        if wat is not None:
            seen[number] = evolve(
                version,
                wat=wat,
                recorded_by=version.recorded_by if s.eyes.professional else None,
                measures=tuple(key for key in version.measures if measure_at(s, key, version.at)),
                together=parts.together(s.eyes, version.together),
                invited=s.eyes.known(version.invited),
            )
    numbers = counted((number, _agreed(s.eyes, one)) for number, one in seen.items())
    s.numbers = evolve(s.numbers, hoe=numbers)
    for one in _first_of(numbers, seen):
        yield evolve(one, number=numbers[one.number])


def measure_at(s: Sight, key: str, at: datetime) -> bool:
    """Say whether a measure was the viewer's to see at `at`: it may have been amended since."""
    held = s.t.measures.get(key)
    return held is not None and key in s.shown.measures and s.eyes.about(held.about_at(at))


def _agreed(eyes: Eyes, one: HoeVersion) -> object:
    """What makes an HOE another one for this viewer; None when none of it is theirs to see."""
    if eyes.whole:
        return one.act
    return (one.act, one.measures) if one.measures else None


def stated_at(s: Sight, statement: str, at: datetime) -> bool:
    """Say whether a statement stood at `at` in the WAT that the viewer knows."""
    standing = [version for version in s.shown.wat.values() if version.at <= at]
    return bool(standing) and parts.states(standing[-1], statement)


def _assessed(s: Sight) -> Iterator[Assessment]:
    latest: dict[object, Assessment] = {}
    for one in s.t.assessed.values():
        if stated_at(s, one.bottom_line, one.at) and one.hoe in s.numbers.hoe:
            seen = evolve(one, hoe=s.numbers.hoe[one.hoe])
            before = latest.get(seen.key)
            if before is None or (before.at, before.seq) <= (seen.at, seen.seq):
                latest[seen.key] = seen
    yield from _numbered(latest.values())


def _directions(s: Sight) -> Iterator[Direction]:
    for one in s.t.directions.values():
        if s.eyes.about(one.minors):
            yield evolve(
                one,
                minors=s.eyes.cut(one.minors),
                together=parts.together(s.eyes, one.together),
            )


def _judged(s: Sight) -> Iterator[JudgementSeries]:
    statements = parts.statement_ids(s.shown)
    number = 0
    for series in s.t.judged.values():
        if series.minor not in s.eyes.minors or series.target not in statements:
            continue
        items: list[Judgement] = []
        for one in series.items:
            wat = s.wat(one.wat)
            if wat is not None:
                number += 1
                items.append(evolve(one, wat=wat, seq=number))
        if items:
            yield evolve(series, items=tuple(items))


# --- who was told, and where they stand -----------------------------------------------------------


def _told(s: Sight) -> Iterator[Told]:
    latest: dict[object, Told] = {}
    for one in s.t.told.values():
        version = _told_version(s, one)
        if not s.eyes.knows(one.person):
            continue
        if (version is None) is not (one.version is None):
            continue  # it was about a version that is not theirs
        own = s.eyes.professional or one.person == s.eyes.person
        seen = evolve(
            one,
            version=version,
            form=one.form if own else None,
            language=one.language if own else None,
            interpreter=own and one.interpreter,
        )
        before = latest.get(seen.key)
        if before is None or before.at <= seen.at:
            latest[seen.key] = seen
    yield from latest.values()


def _told_version(s: Sight, one: Told) -> int | None:
    if one.version is None:
        return None
    numbers = s.numbers.hoe if one.topic is Topic.AGREEMENTS else s.numbers.wat
    return numbers.get(one.version)


def _exceptions(s: Sight) -> Iterator[Excepted]:
    for one in s.t.exceptions.values():
        if one.minor in s.eyes.minors and not parts.hides_reason(s.eyes, one.person, one.why):
            yield evolve(
                one,
                words=one.words if s.eyes.professional else None,
                reached_at=_reached(s, one),
            )


def _reached(s: Sight, one: Excepted) -> datetime | None:
    """When the viewer knows that somebody who was not reached was met again."""
    if one.reached_at is None:
        return None
    talks = (g.at for g in s.shown.gathered.values() if g.kind is _TALK and one.person in g.persons)
    voices = (v.at for v in s.shown.voices.values() if v.person == one.person)
    answers = (
        p.at
        for p in s.shown.aligned.values()
        if p.person == one.person and p.position not in ABOUT_THEM
    )
    return min((at for at in (*talks, *voices, *answers) if at > one.at), default=None)


def _aligned(s: Sight) -> Iterator[PositionTaken]:
    def seen() -> Iterator[PositionTaken]:
        for one in s.t.aligned.values():
            wat = s.wat(one.wat)
            if (
                wat is not None
                and not parts.hides_position(s.eyes, one.person, one.position)
                and (one.minor is None or one.minor in s.eyes.minors)
            ):
                yield evolve(one, wat=wat)

    yield from _numbered(seen())


def _reviews(s: Sight) -> Iterator[Reviewed]:
    for one in s.t.reviews.values():
        if s.eyes.about(one.minors):
            known = parts.gathered_ids(s.shown, one.strengths)
            yield evolve(one, minors=s.eyes.cut(one.minors), strengths=known)


# --- the file itself ------------------------------------------------------------------------------


def _corrections(s: Sight) -> Iterator[Correction]:
    """Whoever was told what was wrong may know that it was, if not what it was."""
    eyes = s.eyes
    for one in s.t.corrections.values():
        if one.wrong in s.shown.gathered:
            named = eyes.known(one.misinformed) if eyes.professional else ()
            yield evolve(one, misinformed=named or _oneself(eyes, one.misinformed))
        elif eyes.person in one.misinformed:
            yield evolve(one, reason=None, replaced=False, misinformed=(eyes.person,))


def _oneself(eyes: Eyes, persons: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
    return (eyes.person,) if eyes.person in persons else ()


def _notes(s: Sight) -> Iterator[Note]:
    eyes = s.eyes
    seen = (
        evolve(one, audience=parts.audience(eyes, one.audience, own=one.person == eyes.person))
        for one in s.t.notes.values()
        if notices(s, one)
    )
    yield from _numbered(seen)


def notices(s: Sight, one: Note) -> bool:
    """Say whether a note is for this viewer: their own, or beside something that they see.

    Where nobody has said for whom, a professional's is for professionals; the client side's own
    version stands wherever what it stands beside is shown.
    """
    if s.eyes.person in {one.person, one.recorded_by}:
        return True
    if not ask.known_act(s.shown, one.about):
        return False
    if one.audience is None:
        return s.eyes.professional or one.role not in PROFESSIONAL
    return s.eyes.admitted(one.audience)


def _ratified(s: Sight) -> Iterator[Ratified]:
    if s.eyes.professional or s.eyes.authority:
        for one in s.t.ratified.values():
            yield evolve(one, acts=_known_acts(s, one.acts))


def _disclosed(s: Sight) -> Iterator[Disclosed]:
    if s.eyes.professional:
        for one in s.t.disclosed.values():
            yield evolve(one, items=_known_acts(s, one.items))


def _known_acts(s: Sight, named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in named if ask.known_act(s.shown, one))


def _erased(s: Sight) -> Iterator[Erased]:
    if s.eyes.professional or s.eyes.authority:
        yield from s.t.erased.values()


def _adopted(s: Sight) -> Iterator[Adopted]:
    yield from s.t.adopted.values()


# An order in which each finds what it hangs on.
_SHOW: Final[tuple[tuple[str, Callable[[Sight], Iterator[Any]]], ...]] = (
    ("people", _people),
    ("handovers", _handovers),
    ("protection", _protection),
    ("involvement", _involvement),
    ("necessity", _necessity),
    ("barriers", _barriers),
    ("gathered", _gathered),
    ("wat", _wat),
    ("measures", _measures),
    ("hoe", _hoe),
    ("assessed", _assessed),
    ("judged", _judged),
    ("directions", _directions),
    ("voices", _voices),
    ("scales", _scales),
    ("told", _told),
    ("aligned", _aligned),
    ("exceptions", _exceptions),
    ("reviews", _reviews),
    ("corrections", _corrections),
    ("notes", _notes),
    ("ratified", _ratified),
    ("disclosed", _disclosed),
    ("erased", _erased),
    ("adopted", _adopted),
)

#: Who decides from outside sees who takes part, on what ground, and what was done without power.
_FOR_AUTHORITY: Final = frozenset(
    {"people", "handovers", "involvement", "necessity", "ratified", "erased", "adopted"}
)

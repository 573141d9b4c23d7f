"""An act and its record as one viewer may know them; None when they may not know of it at all.

Whether an act is to be seen follows from what it left in the trajectory as the viewer knows it, so
that a record never tells what the trajectory does not. One's own acts are seen whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.acts.informing import Topic
from safetyframe.acts.voices import Dissented
from safetyframe.record import Record
from safetyframe.roles import By
from safetyframe.views import parts
from safetyframe.views.projecting import Sight, hears, measure_at, notices, ref_of, stated_at

__all__ = ["in_their_numbers", "show_act", "show_record", "show_records"]

_A = TypeVar("_A", bound=Any)


def show_records(s: Sight, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The records that the viewer may know of, counted from 1 without gaps."""
    seen = (show_record(s, record) for record in records)
    return tuple(
        evolve(record, seq=number)
        for number, record in enumerate((r for r in seen if r is not None), 1)
    )


def show_record(s: Sight, record: Record) -> Record | None:
    """A record as the viewer may know it; its place in the log, which tells how many, is 0."""
    act = show_act(s, record.act, record.seq)
    if act is None:
        return None
    return evolve(
        record,
        seq=0,
        act=act,
        leaves_open=parts.items(s.eyes, record.leaves_open),
        misinformed=tuple(
            person
            for person in record.misinformed
            if person == s.eyes.person or (s.eyes.professional and s.eyes.knows(person))
        ),
    )


def show_act(s: Sight, act: Act, seq: int) -> Act | None:
    """An act on record at `seq` as the viewer may know it."""
    eyes = s.eyes
    if eyes.blind:
        return None
    if eyes.person in {act.by.person, act.by.recorded_by}:
        return in_their_numbers(s, act)
    show = _SHOW.get(type(act))
    if show is None or (eyes.authority and type(act) not in _FOR_AUTHORITY):
        return None
    seen = show(s, act, seq)
    return None if seen is None else evolve(seen, by=_by(s, act.by))


def _by(s: Sight, by: By) -> By:
    within = s.eyes.professional or s.eyes.authority
    return evolve(
        by,
        mandate=by.mandate if within else None,
        recorded_by=by.recorded_by if by.recorded_by and s.eyes.knows(by.recorded_by) else None,
    )


def in_their_numbers(s: Sight, act: Act) -> Act:
    """The act with the versions it names under the numbers that the viewer knows; 0 for unknown."""
    wat, hoe = s.numbers.wat, s.numbers.hoe
    changes: dict[str, Any] = {}
    for name, numbers in (("wat", wat), ("revises", wat), ("confirms", wat), ("hoe", hoe)):
        version = getattr(act, name, None)
        if isinstance(version, int):
            changes[name] = numbers.get(version, 0)
    match act:
        case a.Explain():
            changes["matters"] = tuple(_matter(s, one) or _unknown(one) for one in act.matters)
        case a.Acknowledge():
            changes["matter"] = _matter(s, act.matter) or _unknown(act.matter)
        case a.Dissent():
            if act.against in {Dissented.WAT, Dissented.HOE} and act.ref.isdecimal():
                theirs = wat if act.against is Dissented.WAT else hoe
                changes["ref"] = str(theirs.get(int(act.ref), 0))
        case _:
            pass
    return evolve(act, **changes) if changes else act


def _unknown(one: a.Matter) -> a.Matter:
    return evolve(one, version=0)


def _matter(s: Sight, one: a.Matter) -> a.Matter | None:
    if one.version is None:
        return one
    numbers = s.numbers.hoe if one.topic is Topic.AGREEMENTS else s.numbers.wat
    version = numbers.get(one.version)
    return None if version is None else evolve(one, version=version)


# --- each act; `seq` is its place in the log ------------------------------------------------------


def _for_work(s: Sight, words: _A) -> _A | None:
    return words if s.eyes.professional else None


def _necessity(s: Sight, act: a.DecideNecessity | a.RecordNecessity, _: int) -> Act | None:
    if not s.eyes.about(act.decision.minors):
        return None
    return evolve(act, decision=parts.decision(s.eyes, act.decision))


def _open(s: Sight, act: a.OpenInvolvement, _: int) -> Act | None:
    if not s.eyes.about(act.minors):
        return None
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        necessity=parts.decision(s.eyes, act.necessity),
        concern=_for_work(s, act.concern),
        elsewhere=(),
    )


def _reopen(s: Sight, act: a.Reopen, _: int) -> Act | None:
    if not s.eyes.about(act.minors):
        return None
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        necessity=parts.decision(s.eyes, act.necessity),
        concern=_for_work(s, act.concern),
    )


def _consultant(s: Sight, act: a.AssignConsultant | a.DeputiseConsultant, _: int) -> Act | None:
    return evolve(act, ground=_for_work(s, act.ground), elsewhere=())


def _offer(s: Sight, act: a.OfferHandover, _: int) -> Act | None:
    return act if s.eyes.professional or s.eyes.authority else None


def _take_over(s: Sight, act: a.TakeOver, _: int) -> Act | None:
    confirms = None if act.confirms is None else s.wat(act.confirms)
    return evolve(act, confirms=confirms, elsewhere=())


def _join(s: Sight, act: a.AddParticipation, _: int) -> Act | None:
    if act.id not in s.shown.people:
        return None
    own = s.eyes.professional or act.person == s.eyes.person
    return evolve(
        act,
        concerns=s.eyes.cut(act.concerns),
        language=act.language if own else None,
        ground=act.ground if own else None,
        elsewhere=(),
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _leave(s: Sight, act: a.EndParticipation, _: int) -> Act | None:
    part = s.shown.people.get(act.participation)
    if part is None:
        return None
    own = s.eyes.professional or part.person == s.eyes.person
    return evolve(act, reason=act.reason if own else None)


def _protect(s: Sight, act: a.Protect, _: int) -> Act | None:
    if not s.eyes.for_work(act.audience) or not s.eyes.about(act.minors):
        return None
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        audience=parts.audience(s.eyes, act.audience, own=False),
    )


def _keep_apart(s: Sight, act: a.KeepApart, _: int) -> Act | None:
    if act.id not in s.shown.barriers:
        return None
    return evolve(act, audience=parts.audience(s.eyes, act.audience, own=False))


_Gathering = (
    a.RecordConcern
    | a.ContributeView
    | a.RecordInformation
    | a.RecordConversation
    | a.RecordStrength
    | a.RecordWhatWorks
    | a.DraftWat
    | a.OfferIdea
)


def _gather(s: Sight, act: _Gathering, _: int) -> Act | None:
    if act.id not in s.shown.gathered:
        return None
    changes: dict[str, Any] = {}
    if isinstance(act, a.RecordConversation):
        changes["persons"] = s.eyes.known(act.persons)
        changes["summary"] = s.shown.gathered[act.id].text
        changes["exceptions"] = parts.exceptions(s.eyes, act.exceptions)
    if isinstance(act, a.RecordWhatWorks):
        changes["contributors"] = s.eyes.known(act.contributors)
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        audience=parts.audience(s.eyes, act.audience, own=False),
        **changes,
    )


def _wat(s: Sight, act: a.EstablishWat | a.ReviseWat, _: int) -> Act | None:
    version = next((v for v in s.shown.wat.values() if v.act == act.id), None)
    if version is None:
        return None
    changes: dict[str, Any] = {}
    if isinstance(act, a.ReviseWat):
        changes["revises"] = s.wat(act.revises) or 0
    return evolve(
        act,
        bottom_lines=version.bottom_lines,
        dangers=version.dangers,
        goals=version.goals,
        information=version.information,
        conversations=version.conversations,
        weighed=version.weighed,
        exceptions=parts.exceptions(s.eyes, act.exceptions),
        **changes,
    )


def _expect(s: Sight, act: a.SetExpectations, _: int) -> Act | None:
    version = next((v for v in s.shown.wat.values() if v.act == act.id), None)
    if version is None:
        return None
    return evolve(
        act,
        revises=s.wat(act.revises) or 0,
        expectations=version.expectations,
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _measure(s: Sight, act: a.ProposeMeasure | a.AmendMeasure, _: int) -> Act | None:
    key = act.measure if isinstance(act, a.AmendMeasure) else act.id
    wat = s.wat(act.wat)
    if wat is None or key not in s.shown.measures or not s.eyes.about(act.minors):
        return None
    statements = parts.statement_ids(s.shown)
    return evolve(
        act,
        wat=wat,
        minors=s.eyes.cut(act.minors),
        serves=tuple(one for one in act.serves if one in statements),
        bearers=s.eyes.known(act.bearers),
    )


def _on_measure(
    s: Sight, act: a.EndMeasure | a.AcceptMeasure | a.DeclineMeasure, _: int
) -> Act | None:
    if not measure_at(s, act.measure, act.by.at):
        return None
    if not isinstance(act, a.EndMeasure) and not s.eyes.knows(act.by.person):
        return None  # nor is it shown that they were asked
    if isinstance(act, a.DeclineMeasure):
        return evolve(act, words=_for_work(s, act.words))
    return act


def _hoe(s: Sight, act: a.EstablishHoe, _: int) -> Act | None:
    version = next((v for v in s.shown.hoe.values() if v.act == act.id), None)
    if version is None:
        return None
    return evolve(
        act,
        wat=version.wat,
        measures=version.measures,
        together=version.together,
        invited=version.invited,
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _assess(s: Sight, act: a.AssessHoe, _: int) -> Act | None:
    hoe = s.numbers.hoe.get(act.hoe)
    if hoe is None or not stated_at(s, act.bottom_line, act.by.at):
        return None
    return evolve(act, hoe=hoe)


def _explain(s: Sight, act: a.Explain, _: int) -> Act | None:
    persons = s.eyes.known(act.persons)
    matters = tuple(m for m in (_matter(s, one) for one in act.matters) if m is not None)
    if not persons or not matters:
        return None
    own = s.eyes.professional or s.eyes.person in persons
    return evolve(
        act,
        persons=persons,
        matters=matters,
        language=act.language if own else "und",
        interpreter=own and act.interpreter,
        understood=_for_work(s, act.understood),
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _acknowledge(s: Sight, act: a.Acknowledge, _: int) -> Act | None:
    matter = _matter(s, act.matter)
    if matter is None or not s.eyes.knows(act.by.person):
        return None
    return evolve(act, matter=matter)


def _except(s: Sight, act: a.ExceptDuty, _: int) -> Act | None:
    if not parts.exceptions(s.eyes, (act.exception,)):
        return None
    return evolve(act, exception=evolve(act.exception, words=_for_work(s, act.exception.words)))


def _align(s: Sight, act: a.Align, _: int) -> Act | None:
    wat = s.wat(act.wat)
    minor = act.minor is None or act.minor in s.eyes.minors
    if wat is None or not minor or parts.hides_position(s.eyes, act.person, act.position):
        return None
    return evolve(act, wat=wat)


def _speak(s: Sight, act: a.Speak, seq: int) -> Act | None:
    voice = s.t.voices.get(seq)
    if voice is None or voice.act != act.id or not hears(s, voice):
        return None
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        audience=parts.audience(s.eyes, act.audience, own=False),
    )


def _scale(s: Sight, act: a.Scale, _: int) -> Act | None:
    return evolve(act, words=None) if act.minor in s.eyes.minors else None


def _dissent(s: Sight, act: a.Dissent, seq: int) -> Act | None:
    voice = s.t.voices.get(seq)
    if voice is None or voice.act != act.id or not hears(s, voice):
        return None
    ref = ref_of(s, voice)
    return None if ref is None else evolve(act, ref=ref)


def _judge(s: Sight, act: a.Judge, _: int) -> Act | None:
    wat = s.wat(act.wat)
    if wat is None or act.minor not in s.eyes.minors:
        return None
    if act.target not in parts.statement_ids(s.shown):
        return None
    return evolve(act, wat=wat, evidence=_for_work(s, act.evidence))


def _direct(s: Sight, act: a.DecideDirection, _: int) -> Act | None:
    if act.id not in s.shown.directions:
        return None
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        together=parts.together(s.eyes, act.together),
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _review(s: Sight, act: a.Review, _: int) -> Act | None:
    review = s.shown.reviews.get(act.id)
    if review is None:
        return None
    there = s.eyes.professional or s.eyes.person in act.persons
    return evolve(
        act,
        minors=review.minors,
        persons=s.eyes.known(act.persons),
        strengths=review.strengths,
        conclusion=act.conclusion if there else None,
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _withdraw(s: Sight, act: a.Withdraw, _: int) -> Act | None:
    if act.minor not in s.eyes.minors:
        return None
    return evolve(
        act,
        ground=_for_work(s, act.ground),
        answers=tuple(
            one for one in act.answers if s.eyes.professional or one.person == s.eyes.person
        ),
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _correct(s: Sight, act: a.Correct, _: int) -> Act | None:
    return act if act.wrong in s.shown.gathered else None


def _annotate(s: Sight, act: a.Annotate, seq: int) -> Act | None:
    note = s.t.notes.get(seq)
    if note is None or note.act != act.id or not notices(s, note):
        return None
    return evolve(act, audience=parts.audience(s.eyes, act.audience, own=False))


def _ratify(s: Sight, act: a.Ratify, _: int) -> Act | None:
    held = s.shown.ratified.get(act.id)
    return None if held is None else evolve(act, acts=held.acts)


def _disclose(s: Sight, act: a.Disclose, _: int) -> Act | None:
    held = s.shown.disclosed.get(act.id)
    return None if held is None else evolve(act, items=held.items)


def _erase(s: Sight, act: a.Erase, _: int) -> Act | None:
    return act if act.id in s.shown.erased else None


def _adopt(s: Sight, act: a.Adopt, _: int) -> Act | None:
    if not s.eyes.about(act.minors):
        return None
    parts_seen = (
        evolve(
            part,
            concerns=s.eyes.cut(part.concerns),
            language=part.language if s.eyes.professional else None,
        )
        for part in act.parts
        if s.eyes.knows(part.person)
    )
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        parts=tuple(parts_seen),
        concern=_for_work(s, act.concern),
        necessity=None if act.necessity is None else parts.decision(s.eyes, act.necessity),
        elsewhere=(),
    )


_Show = Callable[[Sight, Any, int], Act | None]

# What is not here is shown to nobody but whoever did it.
_SHOW: Final[Mapping[type[Act], _Show]] = MappingProxyType(
    {
        a.DecideNecessity: _necessity,
        a.RecordNecessity: _necessity,
        a.OpenInvolvement: _open,
        a.AssignConsultant: _consultant,
        a.DeputiseConsultant: _consultant,
        a.OfferHandover: _offer,
        a.TakeOver: _take_over,
        a.AddParticipation: _join,
        a.EndParticipation: _leave,
        a.Protect: _protect,
        a.KeepApart: _keep_apart,
        a.RecordConcern: _gather,
        a.ContributeView: _gather,
        a.RecordInformation: _gather,
        a.RecordConversation: _gather,
        a.RecordStrength: _gather,
        a.RecordWhatWorks: _gather,
        a.DraftWat: _gather,
        a.EstablishWat: _wat,
        a.ReviseWat: _wat,
        a.SetExpectations: _expect,
        a.ProposeMeasure: _measure,
        a.AmendMeasure: _measure,
        a.EndMeasure: _on_measure,
        a.OfferIdea: _gather,
        a.AcceptMeasure: _on_measure,
        a.DeclineMeasure: _on_measure,
        a.EstablishHoe: _hoe,
        a.AssessHoe: _assess,
        a.Explain: _explain,
        a.Acknowledge: _acknowledge,
        a.ExceptDuty: _except,
        a.Align: _align,
        a.Speak: _speak,
        a.Scale: _scale,
        a.Dissent: _dissent,
        a.Judge: _judge,
        a.DecideDirection: _direct,
        a.Review: _review,
        a.Withdraw: _withdraw,
        a.Reopen: _reopen,
        a.Correct: _correct,
        a.Annotate: _annotate,
        a.Ratify: _ratify,
        a.Disclose: _disclose,
        a.Erase: _erase,
        a.Adopt: _adopt,
    }
)

_FOR_AUTHORITY: Final[frozenset[type[Act]]] = frozenset(
    {
        a.DecideNecessity,
        a.RecordNecessity,
        a.OpenInvolvement,
        a.AssignConsultant,
        a.DeputiseConsultant,
        a.OfferHandover,
        a.TakeOver,
        a.AddParticipation,
        a.EndParticipation,
        a.Withdraw,
        a.Reopen,
        a.Ratify,
        a.Erase,
        a.Adopt,
    }
)

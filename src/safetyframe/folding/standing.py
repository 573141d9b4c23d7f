"""How what people know and hold changes: told, exceptions, positions, directions, reviews."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from safetyframe.acts.ending import Withdraw
from safetyframe.acts.gathering import RecordConversation
from safetyframe.acts.hoe import EstablishHoe
from safetyframe.acts.informing import Acknowledge, Align, ExceptDuty, Explain, Position
from safetyframe.acts.involvement import AddParticipation
from safetyframe.acts.judging import DecideDirection, Review
from safetyframe.acts.voices import Dissent, Speak
from safetyframe.acts.wat import EstablishWat, ReviseWat, SetExpectations
from safetyframe.index import IndexDraft
from safetyframe.record import Record
from safetyframe.slices import Direction, Excepted, PositionTaken, Reviewed, Told
from safetyframe.values import PersonId, Reason, ReasonedException

__all__ = ["HANDLERS"]

_Exceptions = IndexDraft[tuple[str, PersonId | None, PersonId, bool], Excepted]


def _explain(draft: IndexDraft[object, Told], _: Record, act: Explain) -> None:
    for matter in act.matters:
        for person in act.persons:
            _keep_told(
                draft,
                Told(
                    person=person,
                    topic=matter.topic,
                    version=matter.version,
                    acknowledged=False,
                    by=act.by.person,
                    at=act.by.at,
                    recorded_at=act.by.recorded,
                    form=act.form,
                    language=act.language,
                    interpreter=act.interpreter,
                ),
            )


def _acknowledge(draft: IndexDraft[object, Told], _: Record, act: Acknowledge) -> None:
    _keep_told(
        draft,
        Told(
            person=act.by.person,
            topic=act.matter.topic,
            version=act.matter.version,
            acknowledged=True,
            by=act.by.person,
            at=act.by.at,
            recorded_at=act.by.recorded,
            form=act.by.form,
        ),
    )


def _keep_told(draft: IndexDraft[object, Told], told: Told) -> None:
    before = draft.get(told.key)
    if before is None or before.at <= told.at:
        draft[told.key] = told


def _except(draft: _Exceptions, record: Record, act: ExceptDuty) -> None:
    _keep_exception(draft, record, act.exception)


def _exceptions(
    draft: _Exceptions,
    record: Record,
    act: EstablishWat
    | ReviseWat
    | SetExpectations
    | EstablishHoe
    | DecideDirection
    | Withdraw
    | AddParticipation
    | RecordConversation
    | Explain
    | Review,
) -> None:
    for exception in act.exceptions:
        _keep_exception(draft, record, exception)


def _keep_exception(draft: _Exceptions, record: Record, exception: ReasonedException) -> None:
    by = record.act.by
    new = Excepted(
        clause=exception.clause,
        person=exception.person,
        why=exception.why,
        minor=exception.minor,
        until=exception.until,
        by=by.person,
        at=by.at,
        act=record.act.id,
        words=exception.words,
    )
    draft[new.key] = new


# No explanation is among them: that something is explained never makes another thing due (X11).
_Contact = Align | Dissent | RecordConversation | Speak


def _met(act: _Contact) -> tuple[PersonId, ...]:
    if isinstance(act, RecordConversation):
        return act.persons
    if isinstance(act, Align):
        return (act.person,) if act.position in _ANSWERED else ()
    return (act.by.person,)


_ANSWERED: Final = frozenset({Position.HEARD, Position.AGREES, Position.DISSENTS})


def _reached(draft: _Exceptions, _: Record, act: _Contact) -> None:
    """Whoever could not be reached is there again: that reason is over (case 10)."""
    met, at = _met(act), act.by.at
    for key, one in draft.items():
        if (
            one.why is Reason.NOT_REACHED
            and one.person in met
            and one.at < at
            and (one.reached_at is None or at < one.reached_at)
        ):
            draft[key] = evolve(one, reached_at=at)


def _align(draft: IndexDraft[object, PositionTaken], record: Record, act: Align) -> None:
    new = PositionTaken(
        person=act.person,
        on=act.on,
        wat=act.wat,
        position=act.position,
        at=act.by.at,
        seq=record.seq,
        minor=act.minor,
        words=act.words,
        recorded_by=act.by.recorded_by if act.by.person == act.person else act.by.person,
    )
    before = draft.get(new.key)
    if before is None or (before.at, before.seq) <= (new.at, new.seq):
        draft[new.key] = new


def _direction(draft: IndexDraft[str, Direction], _: Record, act: DecideDirection) -> None:
    draft[act.id] = Direction(
        id=act.id,
        by=act.by.person,
        at=act.by.at,
        direction=act.direction,
        minors=act.minors,
        together=act.together,
    )


def _review(draft: IndexDraft[str, Reviewed], _: Record, act: Review) -> None:
    draft[act.id] = Reviewed(
        id=act.id,
        at=act.by.at,
        person=act.by.person,
        role=act.by.role,
        minors=act.minors,
        strengths=act.strengths,
        next_at=act.next_at,
    )


def _talked(draft: _Exceptions, record: Record, act: RecordConversation) -> None:
    _reached(draft, record, act)
    _exceptions(draft, record, act)


HANDLERS: Final = (
    *((act, "exceptions", _reached) for act in (Align, Dissent, Speak)),
    (RecordConversation, "exceptions", _talked),
    (Explain, "told", _explain),
    (Acknowledge, "told", _acknowledge),
    (ExceptDuty, "exceptions", _except),
    *(
        (act, "exceptions", _exceptions)
        for act in (
            AddParticipation,
            EstablishWat,
            ReviseWat,
            SetExpectations,
            EstablishHoe,
            Explain,
            DecideDirection,
            Review,
            Withdraw,
        )
    ),
    (Align, "aligned", _align),
    (DecideDirection, "directions", _direction),
    (Review, "reviews", _review),
)

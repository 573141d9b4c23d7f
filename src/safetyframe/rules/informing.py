"""Informing names what it renders; own acts are own; barriers keep people apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.roles import PROFESSIONAL, Role
from safetyframe.rules import ask
from safetyframe.rules.model import Rule, gap, remedy, rule
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, Reason

__all__ = ["DUTY_CLAUSES", "RULES"]


def _names_version(t: Trajectory, act: a.Explain | a.Acknowledge, _: Policy) -> Iterator[Gap]:
    """What is told of WAT or HOE points to the version it renders (P6)."""
    matters = act.matters if isinstance(act, a.Explain) else (act.matter,)
    for number, matter in enumerate(matters):
        if not _version_exists(t, matter, act):
            yield gap("names-no-version", field=f"matters[{number}]", topic=matter.topic)


def _version_exists(t: Trajectory, matter: Matter, act: a.Explain | a.Acknowledge) -> bool:
    version = matter.version
    if matter.topic is Topic.AGREEMENTS:
        hoe = None if version is None else t.hoe.get(version)
        return hoe is not None and hoe.at <= act.by.at
    if matter.topic is Topic.WAT or version is not None:
        wat = None if version is None else t.wat.get(version)
        return wat is not None and wat.at <= act.by.at
    return True


def _own_position(_: Trajectory, act: a.Align, __: Policy) -> Iterator[Gap]:
    professional = act.by.role in (Role.CONSULTANT, Role.CARE_WORKER)
    if act.person != act.by.person and not professional:
        records = remedy(
            a.Align, roles=(Role.CONSULTANT, Role.CARE_WORKER), person=act.person, wat=act.wat
        )
        yield gap("own-position-only", records, person=act.person)


def _position_about(_: Trajectory, act: a.Align, __: Policy) -> Iterator[Gap]:
    if (act.on is a.AlignOn.WITHDRAWAL) is (act.minor is None):
        yield gap("withdrawal-names-minor", field="minor")


def _duty_exists(_: Trajectory, act: a.ExceptDuty, __: Policy) -> Iterator[Gap]:
    exception = act.exception
    if exception.clause not in DUTY_CLAUSES:
        yield gap("no-such-duty", clause=exception.clause)
    if exception.person is None:
        yield gap("nobody-named", field="exception.person")
    if exception.until <= act.by.at:
        yield gap("exception-over", field="exception.until")
    if exception.why is Reason.OTHER and exception.words is None:
        yield gap("no-words", field="exception.words")


_Excepting = (
    a.ExceptDuty
    | a.AddParticipation
    | a.RecordConversation
    | a.EstablishWat
    | a.ReviseWat
    | a.SetExpectations
    | a.EstablishHoe
    | a.Explain
    | a.DecideDirection
    | a.Review
    | a.Withdraw
)
_EXCEPTING: Final = get_args(_Excepting)


def _unsafe(_: Trajectory, act: _Excepting, __: Policy) -> Iterator[Gap]:
    """That somebody is unsafe to inform is found by a professional, who answers for it (P19)."""
    given = (act.exception,) if isinstance(act, a.ExceptDuty) else act.exceptions
    if act.by.role not in PROFESSIONAL:
        for one in given:
            if one.why is Reason.UNSAFE_TO_INFORM:
                says = remedy(a.ExceptDuty, clause=one.clause)
                yield gap("unsafe-by-professionals", says, clause=one.clause)


def _unsafe_position(t: Trajectory, act: a.Align, _: Policy) -> Iterator[Gap]:
    """A position cannot stand in for the finding itself: author, child's interest and end."""
    if act.position is not a.Position.UNSAFE_TO_INFORM:
        return
    says = remedy(a.ExceptDuty, person=act.person, minor=act.minor)
    if act.by.role not in PROFESSIONAL:
        yield gap("unsafe-by-professionals", says, clause="P21")
    elif act.person not in ask.unsafe_to_inform(t, act.by.at, ask.spoken_of(t, act.minor)):
        yield gap("unsafe-without-exception", says, person=act.person)


#: The duties to inform, by clause (norms 1.5.1).
DUTY_CLAUSES: Final = ("T5a", "T5b", "P5a", "P18a", "P18b", "P22", "P26", "P27")

_Meeting = a.RecordConversation | a.Explain | a.Review | a.EstablishHoe | a.DecideDirection
_MEETING: Final = (
    a.RecordConversation,
    a.Explain,
    a.Review,
    a.EstablishHoe,
    a.DecideDirection,
)


def _kept_apart(t: Trajectory, act: _Meeting, _: Policy) -> Iterator[Gap]:
    present = frozenset((*_present(act), act.by.person))
    for barrier in ask.barred(t, present, act.by.at):
        held = t.barriers[barrier]
        if act.by.person in held.persons:
            continue  # the restricted person is not told (reading 14); findings say it
        # The ground and the minor's interest, in words: a code alone brings nobody together.
        if not any(e.holds("X16", act.by.at) and e.words is not None for e in act.exceptions):
            yield gap("kept-apart", remedy(type(act)), barrier=barrier)


def _present(act: _Meeting) -> tuple[PersonId, ...]:
    if isinstance(act, a.EstablishHoe | a.DecideDirection):
        return tuple(p.person for p in act.together)
    return act.persons


RULES: Final[tuple[Rule, ...]] = (
    rule("informing.names-version", "P6", (a.Explain, a.Acknowledge), "wat hoe", _names_version),
    rule("informing.own-position", "P8c P21", (a.Align,), "", _own_position),
    rule("form.position", "", (a.Align,), "", _position_about),
    rule("form.duty", "", (a.ExceptDuty,), "", _duty_exists),
    rule("informing.unsafe", "P8c", _EXCEPTING, "", _unsafe),
    rule(
        "informing.unsafe-position",
        "P21 P8c",
        (a.Align,),
        "people involvement exceptions",
        _unsafe_position,
    ),
    rule("barrier.kept-apart", "X16 P19 P8c", _MEETING, "barriers", _kept_apart),
)

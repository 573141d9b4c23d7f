"""The acts that are tried and not followed: in every state everybody tries every kind of act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from safetyframe import acts as a
from safetyframe.acts import ACTS, Act
from safetyframe.roles import Role, Standing
from safetyframe.testing.exhaust.pen import TEXT, Pen
from safetyframe.values import ActId, PersonId, Reason, ReasonedException

__all__ = ["probes"]

_Said: TypeAlias = Mapping[str, Any]
#: What an act of one kind says, given who tries it. Several where it is about one minor each.
_Saying: TypeAlias = Callable[[Pen, PersonId], Iterator[_Said]]
_FIRST: Final = ActId("a1")


def probes(pen: Pen) -> Iterator[Act]:
    """Give every kind of act, by everybody, in the capacity that is theirs."""
    said = {kind: (_PER_MINOR.get(kind) or _plain(pen, kind)) for kind in ACTS}
    for person, role in pen.cast.everyone:
        for kind, say in said.items():
            for content in say(pen, person):
                yield pen.act(kind, person, role, **content)


def _plain(pen: Pen, kind: type[Act]) -> _Saying:
    content = _SAID[kind](pen) if kind in _SAID else _about_minors(pen)

    def say(_: Pen, person: PersonId) -> Iterator[_Said]:
        yield {**content, **_OF_ONESELF[kind](person)} if kind in _OF_ONESELF else content

    return say


def _about_minors(pen: Pen) -> _Said:
    return {"minors": pen.cast.minors, "about": TEXT}


def _judging(pen: Pen, _: PersonId) -> Iterator[_Said]:
    for minor in pen.cast.minors:
        yield {"wat": pen.seen.wat, "minor": minor, "target": "g1", "met": True}


def _scaling(pen: Pen, _: PersonId) -> Iterator[_Said]:
    for minor in pen.cast.minors:
        yield {"goal": "g1", "minor": minor, "value": 7}


def _withdrawing(pen: Pen, _: PersonId) -> Iterator[_Said]:
    heard = pen.except_all("P21")
    for minor in pen.cast.minors:
        yield {"minor": minor, "outcome": a.WithdrawalOutcome.ACHIEVED, "exceptions": heard}


def _excepting(pen: Pen, person: PersonId) -> Iterator[_Said]:
    for minor in pen.cast.minors:
        exception = ReasonedException(
            clause="P22",
            why=Reason.NOT_REACHED,
            minor=minor,
            person=person,
            until=pen.later,
            words=TEXT,
        )
        yield {"exception": exception}


_PER_MINOR: Final[Mapping[type[Act], _Saying]] = {
    a.Judge: _judging,
    a.Scale: _scaling,
    a.Withdraw: _withdrawing,
    a.ExceptDuty: _excepting,
}

_OF_ONESELF: Final[Mapping[type[Act], Callable[[PersonId], _Said]]] = {
    a.Align: lambda person: {"person": person},
}


def _adopting(pen: Pen) -> _Said:
    return {**pen.opening(), "source": "old", "provenance": TEXT}


_SAID: Final[Mapping[type[Act], Callable[[Pen], _Said]]] = {
    a.DecideNecessity: lambda pen: {"decision": pen.decision(a.NecessityStatus.ENDED)},
    a.RecordNecessity: lambda pen: {"decision": pen.decision(a.NecessityStatus.ENDED)},
    a.OpenInvolvement: Pen.opening,
    a.AssignConsultant: lambda pen: {
        "person": pen.cast.other,
        "standing": Standing.LEAD,
        "since": pen.at,
    },
    a.DeputiseConsultant: lambda pen: {
        "person": pen.cast.other,
        "since": pen.at,
        "until": pen.later,
    },
    a.OfferHandover: lambda pen: {"to": pen.cast.other},
    a.TakeOver: lambda pen: {"handover": pen.seen.handover, "confirms": pen.seen.wat or None},
    a.AddParticipation: lambda pen: {
        "person": pen.cast.guest,
        "role": Role.NETWORK,
        "since": pen.at,
    },
    a.EndParticipation: lambda pen: {
        "participation": next(iter(pen.seen.staff), "none"),
        "until": pen.at,
    },
    a.Protect: lambda pen: {"minors": pen.cast.minors, "measure": TEXT},
    a.KeepApart: lambda pen: {
        "persons": (*pen.cast.parents, *pen.cast.minors),
        "ground": TEXT,
    },
    a.ContributeView: lambda pen: {
        "topic": a.ViewTopic.DANGER,
        "minors": pen.cast.minors,
        "view": TEXT,
    },
    a.RecordConversation: lambda pen: {
        "persons": (*pen.cast.parents, *pen.cast.minors),
        "minors": pen.cast.minors,
    },
    a.DraftWat: lambda pen: {
        "kind": a.StatementKind.GOAL,
        "minors": pen.cast.minors,
        "words": TEXT,
    },
    a.EstablishWat: Pen.wat,
    a.ReviseWat: lambda pen: {"material": True, **pen.revision()},
    a.SetExpectations: lambda pen: {"material": True, "reason": TEXT, **pen.expectations()},
    a.ProposeMeasure: lambda pen: pen.measure(*pen.cast.parents),
    a.AmendMeasure: lambda pen: {
        "measure": pen.seen.measure,
        **pen.measure(*pen.cast.parents),
    },
    a.EndMeasure: lambda pen: {"measure": pen.seen.measure},
    a.AcceptMeasure: lambda pen: {"measure": pen.seen.measure},
    a.DeclineMeasure: lambda pen: {"measure": pen.seen.measure},
    a.EstablishHoe: lambda pen: pen.hoe(*pen.cast.parents),
    a.AssessHoe: lambda pen: {
        "hoe": pen.seen.hoe,
        "bottom_line": "b1",
        "sufficient": False,
        "why": TEXT,
    },
    a.Explain: lambda pen: pen.told(a.Topic.WAT, *pen.all_told()),
    a.Acknowledge: lambda pen: {
        "matter": a.Matter(topic=a.Topic.WORRIES, version=pen.seen.wat),
    },
    a.Align: lambda pen: {
        "on": a.AlignOn.EXPECTATIONS,
        "wat": pen.seen.wat,
        "position": a.Position.AGREES,
    },
    a.Speak: lambda pen: {"words": TEXT, "minors": pen.cast.minors},
    a.Dissent: lambda pen: {
        "against": a.Dissented.WAT,
        "ref": str(pen.seen.wat),
        "words": TEXT,
    },
    a.DecideDirection: lambda pen: {
        "direction": TEXT,
        "minors": pen.cast.minors,
        "together": pen.together(*pen.cast.parents),
        "exceptions": pen.except_all("T7"),
    },
    a.Review: lambda pen: {"minors": pen.cast.minors},
    a.Reopen: Pen.opening,
    a.Correct: lambda pen: {"wrong": ActId(pen.seen.gathered), "reason": TEXT},
    a.Annotate: lambda _: {"about": _FIRST, "words": TEXT},
    a.Ratify: lambda _: {"acts": (_FIRST,), "ground": TEXT},
    a.Disclose: lambda pen: {
        "recipient": pen.cast.guest,
        "to": a.Recipient.COURT,
        "ground": TEXT,
        "items": (_FIRST,),
    },
    a.Erase: lambda _: {"texts": ("t",), "kind": a.ErasureKind.EXCESSIVE},
    a.Adopt: _adopting,
}

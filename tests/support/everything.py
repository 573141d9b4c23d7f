"""Every kind of act, said so that nothing but who does it stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

from safetyframe import acts as a
from safetyframe.acts import ACTS, Act
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Position
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.keeping import ErasureKind, Recipient
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import StatementKind
from safetyframe.outcome import Accepted
from safetyframe.roles import Role, Standing
from safetyframe.slices import Gathered, GatheredKind
from safetyframe.values import ActId, Mandate, PersonId
from tests.support.expect import expectation, part_of, revise
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    MANDATE,
    MOTHER,
    WORKER,
    Story,
    Who,
    decision,
    exception,
    statements,
    text,
)
from tests.support.table import CONTENT

__all__ = ["everything", "play_everything", "revise"]

_BOTH: Final = (ANNA, BEN)
_CLEO: Final = PersonId("cleo")


def _links(story: Story) -> dict[str, Any]:
    first = next(r.act for r in story.records if isinstance(r.act, a.EstablishWat))
    return {
        "information": first.information,
        "conversations": first.conversations,
        "weighed": first.weighed,
    }


def _plain(**content: Any) -> Callable[[Story, Who], dict[str, Any]]:
    return lambda _story, _who: content


_MORE: Final[dict[type[Any], Callable[[Story, Who], dict[str, Any]]]] = {
    a.DecideNecessity: _plain(decision=decision(NecessityStatus.COURT_ORDERED)),
    a.RecordNecessity: _plain(decision=decision(NecessityStatus.COURT_ORDERED)),
    a.OpenInvolvement: _plain(
        minors=(_CLEO,), why=text(), concern=text(), necessity=decision(minors=(_CLEO,))
    ),
    a.AssignConsultant: lambda s, _w: {
        "person": PersonId(f"c-{s.count}"),
        "standing": Standing.CO,
        "since": s.now,
    },
    a.DeputiseConsultant: lambda s, _w: {
        "person": PersonId(f"c-{s.count}"),
        "since": s.now,
        "until": s.now + timedelta(days=9),
    },
    a.OfferHandover: _plain(to=PersonId("c-next")),
    a.TakeOver: _plain(handover="none"),
    a.AddParticipation: lambda s, _w: {
        "person": PersonId(f"n-{s.count}"),
        "role": Role.NETWORK,
        "since": s.now,
    },
    a.EndParticipation: lambda s, _w: {
        "participation": part_of(s, FATHER),
        "until": s.now + timedelta(days=500),
    },
    a.Protect: _plain(minors=_BOTH, measure=text()),
    a.KeepApart: _plain(persons=(PersonId("father"), PersonId("gran")), ground=text()),
    a.RecordConcern: _plain(minors=_BOTH, about=text()),
    a.ContributeView: _plain(minors=_BOTH, view=text(), topic=ViewTopic.DANGER),
    a.RecordInformation: _plain(minors=_BOTH, about=text()),
    a.RecordConversation: _plain(minors=_BOTH, persons=(ANNA,)),
    a.RecordStrength: _plain(minors=_BOTH, about=text()),
    a.RecordWhatWorks: _plain(minors=_BOTH, about=text(), contributors=(MOTHER[0],)),
    a.DraftWat: _plain(kind=StatementKind.GOAL, minors=_BOTH, words=text()),
    a.EstablishWat: lambda s, _w: {**statements(), **_links(s)},
    a.ReviseWat: lambda s, _w: {
        **statements(),
        **_links(s),
        "revises": len(s.t.wat),
        "material": True,
        "reason": text(),
    },
    a.SetExpectations: lambda s, _w: {
        "revises": len(s.t.wat),
        "material": True,
        "expectations": (expectation("e9"),),
        "exceptions": (exception("P21"),),
    },
    a.OfferIdea: _plain(minors=_BOTH, about=text()),
    a.AssessHoe: _plain(hoe=1, bottom_line="b1", sufficient=False),
    a.Align: lambda s, w: {
        "person": w[0],
        "on": AlignOn.EXPECTATIONS,
        "wat": len(s.t.wat),
        "position": Position.AGREES,
    },
    a.Judge: lambda s, _w: {"wat": len(s.t.wat), "minor": ANNA, "target": "g1", "met": True},
    a.Review: _plain(minors=_BOTH, persons=(ANNA, WORKER[0], GRAN[0])),
    a.Withdraw: _plain(
        minor=ANNA,
        outcome=WithdrawalOutcome.TRANSFERRED,
        ground=text(),
        exceptions=(exception("P21"),),
    ),
    a.Reopen: _plain(
        minors=(ANNA,), why=text(), concern=text(), necessity=decision(minors=(ANNA,))
    ),
    a.Dissent: _plain(against=Dissented.WAT, ref="1", words=text()),
    a.Correct: lambda s, w: {
        "wrong": next((g.id for g in s.t.gathered.values() if _may_correct(g, w)), "none"),
        "reason": text(),
    },
    a.Annotate: lambda s, _w: {"about": next(iter(s.t.gathered)), "words": text()},
    a.Ratify: lambda s, w: {
        "acts": tuple(g.id for g in s.t.gathered.values() if g.person != w[0])[:1],
        "ground": text(),
    },
    a.Disclose: lambda s, _w: {
        "recipient": PersonId("court-1"),
        "to": Recipient.COURT,
        "ground": text(),
        "items": tuple(s.t.gathered)[:1],
    },
    a.Erase: _plain(texts=("words-1",), kind=ErasureKind.EXCESSIVE),
    a.Adopt: _plain(source="old-file", provenance=text()),
}


def _may_correct(one: Gathered, who: Who) -> bool:
    # Nothing that a WAT rests on, so that the others of `everything` still stand.
    free = (GatheredKind.STRENGTH, GatheredKind.WHAT_WORKS, GatheredKind.IDEA)
    return one.role is who[1] and one.in_error_by is None and one.kind in free


#: With this a consultant could open, and government decide.
_MANDATED: Final = frozenset({a.OpenInvolvement, a.Adopt, a.DecideNecessity, a.RecordNecessity})


def everything(story: Story, who: Who, mandate: Mandate = MANDATE, **ids: ActId) -> Iterator[Act]:
    """Make every kind of act there is as done by `who` now. `id` gives all the same id."""
    for kind in ACTS:
        content = {**CONTENT, **_MORE}[kind](story, who)
        more = {"mandate": mandate} if kind in _MANDATED or who[1] is Role.AUTHORITY else {}
        yield story.act(kind, who, by=story.by(who, **more), **content, **ids)


def play_everything(story: Story, who: Who) -> set[str]:
    """Try every kind of act as `who`, keeping what is accepted; gives the kinds that were."""
    done: set[str] = set()
    for act in everything(story, who):
        outcome = story.law.decide(story.t, act)
        if isinstance(outcome, Accepted):
            story.keep(outcome)
            done.add(type(act).__name__)
    return done

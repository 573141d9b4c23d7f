"""How an act of each kind is written: one small function per kind, with content that comes to mind.

    act = write(EstablishWat, Pen(story, LEAD))

What is written fits the trajectory as it stands and knows no rule; the law says whether it may be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, TypeAlias, TypeVar, cast

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.testing.writing import (
    ending,
    gathering,
    hoe,
    informing,
    involvement,
    judging,
    keeping,
    voices,
    wat,
)
from safetyframe.testing.writing.chance import FIRST, Chance, Dice, First
from safetyframe.testing.writing.pen import Pen, Want
from safetyframe.values import Form, Mandate, PersonId

__all__ = ["BUILDERS", "FIRST", "Builder", "Chance", "Dice", "First", "Pen", "Want", "write"]

A = TypeVar("A", bound=Act)

#: Writes one act of its kind.
Builder: TypeAlias = Callable[[Pen], Act]

#: Of every kind of act, how it is written.
BUILDERS: Final[Mapping[type[Act], Builder]] = {
    a.DecideNecessity: involvement.decide_necessity,
    a.RecordNecessity: involvement.record_necessity,
    a.OpenInvolvement: involvement.open_involvement,
    a.AssignConsultant: involvement.assign_consultant,
    a.DeputiseConsultant: involvement.deputise_consultant,
    a.OfferHandover: involvement.offer_handover,
    a.TakeOver: involvement.take_over,
    a.AddParticipation: involvement.add_participation,
    a.EndParticipation: involvement.end_participation,
    a.Protect: involvement.protect,
    a.KeepApart: involvement.keep_apart,
    a.RecordConcern: gathering.record_concern,
    a.ContributeView: gathering.contribute_view,
    a.RecordInformation: gathering.record_information,
    a.RecordConversation: gathering.record_conversation,
    a.RecordStrength: gathering.record_strength,
    a.RecordWhatWorks: gathering.record_what_works,
    a.DraftWat: wat.draft_wat,
    a.EstablishWat: wat.establish_wat,
    a.ReviseWat: wat.revise_wat,
    a.SetExpectations: wat.set_expectations,
    a.ProposeMeasure: hoe.propose_measure,
    a.AmendMeasure: hoe.amend_measure,
    a.EndMeasure: hoe.end_measure,
    a.OfferIdea: hoe.offer_idea,
    a.AcceptMeasure: hoe.accept_measure,
    a.DeclineMeasure: hoe.decline_measure,
    a.EstablishHoe: hoe.establish_hoe,
    a.AssessHoe: hoe.assess_hoe,
    a.Explain: informing.explain,
    a.Acknowledge: informing.acknowledge,
    a.ExceptDuty: informing.except_duty,
    a.Align: informing.align,
    a.Speak: voices.speak,
    a.Scale: voices.scale,
    a.Dissent: voices.dissent,
    a.Judge: judging.judge,
    a.DecideDirection: judging.decide_direction,
    a.Review: judging.review,
    a.Withdraw: ending.withdraw,
    a.Reopen: ending.reopen,
    a.Correct: keeping.correct,
    a.Annotate: keeping.annotate,
    a.Ratify: keeping.ratify,
    a.Disclose: keeping.disclose,
    a.Erase: keeping.erase,
    a.Adopt: keeping.adopt,
}


def write(
    kind: type[A],
    pen: Pen,
    *,
    at: datetime | None = None,
    recorded_at: datetime | None = None,
    recorded_by: PersonId | None = None,
    on_behalf_of: PersonId | None = None,
    form: Form | None = None,
    mandate: Mandate | None = None,
) -> A:
    """Write one act of this kind, by whoever holds the pen: now, unless told otherwise."""
    by = pen.story.by(
        pen.who,
        at=at,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        on_behalf_of=on_behalf_of,
        form=form,
        mandate=mandate,
    )
    return cast("A", BUILDERS[cast("type[Act]", kind)](evolve(pen, signed=by)))

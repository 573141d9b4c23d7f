"""Every act the charter knows, one class each. An event is an act on record.

`Act` is the closed union; `ACTS` lists its members in the order of the charter's chapters.
The small values that acts are made of (statements, positions, topics) are here too.
"""

from __future__ import annotations

from typing import Final, TypeAlias, get_args

from safetyframe.acts.ending import (
    Answer,
    Reopen,
    Withdraw,
    WithdrawalOutcome,
)
from safetyframe.acts.gathering import (
    ContributeView,
    RecordConcern,
    RecordConversation,
    RecordInformation,
    RecordStrength,
    RecordWhatWorks,
    ViewTopic,
)
from safetyframe.acts.hoe import (
    AcceptMeasure,
    AmendMeasure,
    AssessHoe,
    DeclineMeasure,
    EndMeasure,
    EstablishHoe,
    OfferIdea,
    ProposeMeasure,
)
from safetyframe.acts.informing import (
    Acknowledge,
    Align,
    AlignOn,
    ExceptDuty,
    Explain,
    Matter,
    Position,
    Topic,
)
from safetyframe.acts.involvement import (
    AddParticipation,
    AssignConsultant,
    DecideNecessity,
    DeputiseConsultant,
    EndParticipation,
    KeepApart,
    NecessityDecision,
    NecessityStatus,
    OfferHandover,
    OpenInvolvement,
    Protect,
    RecordNecessity,
    TakeOver,
)
from safetyframe.acts.judging import (
    DecideDirection,
    Judge,
    Review,
)
from safetyframe.acts.keeping import (
    Adopt,
    AdoptedPart,
    Annotate,
    Correct,
    Disclose,
    Erase,
    ErasureKind,
    Ratify,
    Recipient,
)
from safetyframe.acts.voices import (
    Dissent,
    Dissented,
    Scale,
    Speak,
)
from safetyframe.acts.wat import (
    Aim,
    BottomLine,
    DangerStatement,
    DraftWat,
    EstablishWat,
    Expectation,
    ReviseWat,
    SafetyGoal,
    SetExpectations,
    Statement,
    StatementKind,
    Weighed,
)

__all__ = [
    "ACTS",
    "PROTECTED",
    "AcceptMeasure",
    "Acknowledge",
    "Act",
    "AddParticipation",
    "Adopt",
    "AdoptedPart",
    "Aim",
    "Align",
    "AlignOn",
    "AmendMeasure",
    "Annotate",
    "Answer",
    "AssessHoe",
    "AssignConsultant",
    "BottomLine",
    "ContributeView",
    "Correct",
    "DangerStatement",
    "DecideDirection",
    "DecideNecessity",
    "DeclineMeasure",
    "DeputiseConsultant",
    "Disclose",
    "Dissent",
    "Dissented",
    "DraftWat",
    "EndMeasure",
    "EndParticipation",
    "Erase",
    "ErasureKind",
    "EstablishHoe",
    "EstablishWat",
    "ExceptDuty",
    "Expectation",
    "Explain",
    "Judge",
    "KeepApart",
    "Matter",
    "NecessityDecision",
    "NecessityStatus",
    "OfferHandover",
    "OfferIdea",
    "OpenInvolvement",
    "Position",
    "ProposeMeasure",
    "Protect",
    "Ratify",
    "Recipient",
    "RecordConcern",
    "RecordConversation",
    "RecordInformation",
    "RecordNecessity",
    "RecordStrength",
    "RecordWhatWorks",
    "Reopen",
    "Review",
    "ReviseWat",
    "SafetyGoal",
    "Scale",
    "SetExpectations",
    "Speak",
    "Statement",
    "StatementKind",
    "TakeOver",
    "Topic",
    "ViewTopic",
    "Weighed",
    "Withdraw",
    "WithdrawalOutcome",
]

Act: TypeAlias = (
    DecideNecessity
    | RecordNecessity
    | OpenInvolvement
    | AssignConsultant
    | DeputiseConsultant
    | OfferHandover
    | TakeOver
    | AddParticipation
    | EndParticipation
    | Protect
    | KeepApart
    | RecordConcern
    | ContributeView
    | RecordInformation
    | RecordConversation
    | RecordStrength
    | RecordWhatWorks
    | DraftWat
    | EstablishWat
    | ReviseWat
    | SetExpectations
    | ProposeMeasure
    | AmendMeasure
    | EndMeasure
    | OfferIdea
    | AcceptMeasure
    | DeclineMeasure
    | EstablishHoe
    | AssessHoe
    | Explain
    | Acknowledge
    | ExceptDuty
    | Align
    | Speak
    | Scale
    | Dissent
    | Judge
    | DecideDirection
    | Review
    | Withdraw
    | Reopen
    | Correct
    | Annotate
    | Ratify
    | Disclose
    | Erase
    | Adopt
)

ACTS: Final[tuple[type[Act], ...]] = get_args(Act)

#: What nobody may block: checked for form and capacity only; every problem becomes a finding.
PROTECTED: Final[frozenset[type[Act]]] = frozenset({Protect, Speak, Scale, Dissent})

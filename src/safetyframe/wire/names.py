"""The names and versions that acts and documents carry on the wire.

These tables are promises. A name never changes and is never used again for something else;
renaming a class changes nothing here. A change that an older payload does not survive raises the
version, and comes with a step in `safetyframe.wire.upcast`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from safetyframe.acts import (
    ACTS,
    Act,
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
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.versions import WIRE

__all__ = ["ACT_NAMES", "DOCUMENT_NAMES", "WIRE_VERSION", "WireName"]

#: The version of all documents together; each has one of its own beside it.
WIRE_VERSION: Final = WIRE

#: A wire name and the version written today.
WireName = tuple[str, int]

#: Every act, in the order of `safetyframe.acts.ACTS`.
ACT_NAMES: Final[Mapping[type[Act], WireName]] = MappingProxyType(
    {
        involvement.DecideNecessity: ("decide-necessity", 1),
        involvement.RecordNecessity: ("record-necessity", 1),
        involvement.OpenInvolvement: ("open-involvement", 1),
        involvement.AssignConsultant: ("assign-consultant", 1),
        involvement.DeputiseConsultant: ("deputise-consultant", 1),
        involvement.OfferHandover: ("offer-handover", 1),
        involvement.TakeOver: ("take-over", 1),
        involvement.AddParticipation: ("add-participation", 1),
        involvement.EndParticipation: ("end-participation", 1),
        involvement.Protect: ("protect", 1),
        involvement.KeepApart: ("keep-apart", 1),
        gathering.RecordConcern: ("record-concern", 1),
        gathering.ContributeView: ("contribute-view", 1),
        gathering.RecordInformation: ("record-information", 1),
        gathering.RecordConversation: ("record-conversation", 1),
        gathering.RecordStrength: ("record-strength", 1),
        gathering.RecordWhatWorks: ("record-what-works", 1),
        wat.DraftWat: ("draft-wat", 1),
        wat.EstablishWat: ("establish-wat", 1),
        wat.ReviseWat: ("revise-wat", 1),
        wat.SetExpectations: ("set-expectations", 1),
        hoe.ProposeMeasure: ("propose-measure", 1),
        hoe.AmendMeasure: ("amend-measure", 1),
        hoe.EndMeasure: ("end-measure", 1),
        hoe.OfferIdea: ("offer-idea", 1),
        hoe.AcceptMeasure: ("accept-measure", 1),
        hoe.DeclineMeasure: ("decline-measure", 1),
        hoe.EstablishHoe: ("establish-hoe", 1),
        hoe.AssessHoe: ("assess-hoe", 1),
        informing.Explain: ("explain", 1),
        informing.Acknowledge: ("acknowledge", 1),
        informing.ExceptDuty: ("except-duty", 1),
        informing.Align: ("align", 1),
        voices.Speak: ("speak", 1),
        voices.Scale: ("scale", 1),
        voices.Dissent: ("dissent", 1),
        judging.Judge: ("judge", 1),
        judging.DecideDirection: ("decide-direction", 1),
        judging.Review: ("review", 1),
        ending.Withdraw: ("withdraw", 1),
        ending.Reopen: ("reopen", 1),
        keeping.Correct: ("correct", 1),
        keeping.Annotate: ("annotate", 1),
        keeping.Ratify: ("ratify", 1),
        keeping.Disclose: ("disclose", 1),
        keeping.Erase: ("erase", 1),
        keeping.Adopt: ("adopt", 1),
    }
)

#: What is not an act but has a wire form of its own.
DOCUMENT_NAMES: Final[Mapping[type[Record | Trajectory], WireName]] = MappingProxyType(
    {
        Record: ("record", 1),
        Trajectory: ("trajectory", 1),
    }
)


def _complete() -> None:
    nameless = [cls.__name__ for cls in ACTS if cls not in ACT_NAMES]
    if nameless:
        raise TypeError(
            f"acts without a wire name: {', '.join(nameless)}; "
            "give each one a name and version 1 in safetyframe/wire/names.py"
        )


_complete()

"""By which slices an act on record is known, so that a notice of it looks at no others.

It matters because a notice is made for everyone who takes part, with every act. That these are
enough is tested against the whole trajectory (tests/laws/test_notices.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from safetyframe import acts as a
from safetyframe.acts import Act

__all__ = ["KNOWN_BY"]

_NOTHING: Final[frozenset[str]] = frozenset()
_PEOPLE: Final = frozenset({"people"})
_GATHERED: Final = frozenset({"gathered"})
# Each of these hangs on the one before it.
_WAT: Final = _GATHERED | {"wat"}
_MEASURES: Final = _WAT | {"measures"}
_HOE: Final = _MEASURES | {"hoe"}

#: For each kind of act somebody else did, the slices that `show_act` reads of what a viewer sees,
#: and those that these hang on. What is not here may read any.
KNOWN_BY: Final[Mapping[type[Act], frozenset[str]]] = MappingProxyType(
    {
        a.DecideNecessity: _NOTHING,
        a.RecordNecessity: _NOTHING,
        a.OpenInvolvement: _NOTHING,
        a.Reopen: _NOTHING,
        a.AssignConsultant: _NOTHING,
        a.DeputiseConsultant: _NOTHING,
        a.OfferHandover: _NOTHING,
        a.TakeOver: _WAT,
        a.AddParticipation: _PEOPLE,
        a.EndParticipation: _PEOPLE,
        a.Protect: _NOTHING,
        a.KeepApart: frozenset({"barriers"}),
        a.Withdraw: _NOTHING,
        a.RecordConcern: _GATHERED,
        a.ContributeView: _GATHERED,
        a.RecordInformation: _GATHERED,
        a.RecordConversation: _GATHERED,
        a.RecordStrength: _GATHERED,
        a.RecordWhatWorks: _GATHERED,
        a.DraftWat: _GATHERED,
        a.OfferIdea: _GATHERED,
        a.Scale: _NOTHING,
        a.Speak: _NOTHING,
        a.EstablishWat: _WAT,
        a.ReviseWat: _WAT,
        a.SetExpectations: _WAT,
        a.Judge: _WAT,
        a.ProposeMeasure: _MEASURES,
        a.AmendMeasure: _MEASURES,
        a.EndMeasure: _MEASURES,
        a.AcceptMeasure: _MEASURES,
        a.DeclineMeasure: _MEASURES,
        a.EstablishHoe: _HOE,
        a.AssessHoe: _HOE,
        a.DecideDirection: frozenset({"directions"}),
        a.Explain: _HOE,
        a.Acknowledge: _HOE,
        a.ExceptDuty: _NOTHING,
        a.Align: _WAT,
        a.Review: _GATHERED | {"reviews"},
        a.Correct: _GATHERED,
        a.Erase: frozenset({"erased"}),
        a.Adopt: _NOTHING,
    }
)

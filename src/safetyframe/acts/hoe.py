"""Acts on HOE: the road to WAT, worked out by family, network and care worker (P16, P17)."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from safetyframe.roles import Audience, By, Part
from safetyframe.values import ActId, PersonId, ReasonedException, Text, utc_or_none

__all__ = [
    "AcceptMeasure",
    "AmendMeasure",
    "AssessHoe",
    "DeclineMeasure",
    "EndMeasure",
    "EstablishHoe",
    "OfferIdea",
    "ProposeMeasure",
]


@frozen(kw_only=True)
class ProposeMeasure:
    """Propose something that will be done, and who does it (P10, P17).

    `serves` names bottom lines or goals of WAT version `wat`; `need` is the need it answers (T1);
    `supply_driven` says that availability is its only reason (T2).
    """

    id: ActId
    by: By
    wat: int
    about: Text
    serves: tuple[str, ...]
    bearers: tuple[PersonId, ...]
    minors: tuple[PersonId, ...]
    need: Text | None = None
    supply_driven: bool = False
    until: datetime | None = field(default=None, converter=utc_or_none)


@frozen(kw_only=True)
class AmendMeasure:
    """Change a measure as a whole; those who accepted it are asked again (P10)."""

    id: ActId
    by: By
    measure: str
    wat: int
    about: Text
    serves: tuple[str, ...]
    bearers: tuple[PersonId, ...]
    minors: tuple[PersonId, ...]
    need: Text | None = None
    supply_driven: bool = False
    until: datetime | None = field(default=None, converter=utc_or_none)


@frozen(kw_only=True)
class EndMeasure:
    """End a measure. It stays on record, and it ends no involvement (T4)."""

    id: ActId
    by: By
    measure: str
    reason: Text | None = None


@frozen(kw_only=True)
class OfferIdea:
    """Offer an idea for HOE. Anyone may; it makes nothing part of HOE (1.2.4)."""

    id: ActId
    by: By
    minors: tuple[PersonId, ...]
    about: Text
    audience: Audience | None = None


@frozen(kw_only=True)
class AcceptMeasure:
    """Accept what one is asked to do (P8b, P10). An own act."""

    id: ActId
    by: By
    measure: str


@frozen(kw_only=True)
class DeclineMeasure:
    """Decline what one is asked to do (P8b, P10). An own act."""

    id: ActId
    by: By
    measure: str
    words: Text | None = None


@frozen(kw_only=True)
class EstablishHoe:
    """Care worker and family or network establish HOE together, against a WAT version (P16, P17).

    `together` lists everyone who took part, whoever writes it down included; `invited` those who
    were asked and did not come.
    """

    id: ActId
    by: By
    wat: int
    measures: tuple[str, ...]
    together: tuple[Part, ...]
    invited: tuple[PersonId, ...] = ()
    exceptions: tuple[ReasonedException, ...] = ()


@frozen(kw_only=True)
class AssessHoe:
    """A consultant finds HOE version `hoe` sufficient, or not, for one bottom line (case 18).

    Of an HOE that is not enough, `answer_by` is by when network and care worker are to answer;
    without it they are to answer at once.
    """

    id: ActId
    by: By
    hoe: int
    bottom_line: str
    sufficient: bool
    why: Text | None = None
    answer_by: datetime | None = field(default=None, converter=utc_or_none)

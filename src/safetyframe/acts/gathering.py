"""Acts that gather: concerns, views, information, conversations, strengths, what works."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from safetyframe.roles import Audience, By
from safetyframe.values import ActId, PersonId, ReasonedException, Text

__all__ = [
    "ContributeView",
    "RecordConcern",
    "RecordConversation",
    "RecordInformation",
    "RecordStrength",
    "RecordWhatWorks",
    "ViewTopic",
]


class ViewTopic(Enum):
    """What a view is about: the concerns, the danger ahead (P15) or what safety means (P4)."""

    CONCERN = "concern"
    DANGER = "danger"
    SAFETY = "safety"


@frozen(kw_only=True)
class RecordConcern:
    """A concern about one or more minors (P2, P5a). From a system it is a proposal, so marked."""

    id: ActId
    by: By
    minors: tuple[PersonId, ...]
    about: Text
    audience: Audience | None = None


@frozen(kw_only=True)
class ContributeView:
    """What somebody knows or thinks about concerns, danger or safety (P4, P15a, P15b)."""

    id: ActId
    by: By
    topic: ViewTopic
    minors: tuple[PersonId, ...]
    view: Text
    audience: Audience | None = None


@frozen(kw_only=True)
class RecordInformation:
    """Information on which WAT may rest (P14)."""

    id: ActId
    by: By
    minors: tuple[PersonId, ...]
    about: Text
    audience: Audience | None = None


@frozen(kw_only=True)
class RecordConversation:
    """A conversation with people involved (P14). `persons` are those spoken with, all together."""

    id: ActId
    by: By
    persons: tuple[PersonId, ...]
    minors: tuple[PersonId, ...]
    summary: Text | None = None
    exceptions: tuple[ReasonedException, ...] = ()
    audience: Audience | None = None


@frozen(kw_only=True)
class RecordStrength:
    """A strength, competence or resource of child, family or network (S1, S2, S4b)."""

    id: ActId
    by: By
    minors: tuple[PersonId, ...]
    about: Text
    audience: Audience | None = None


@frozen(kw_only=True)
class RecordWhatWorks:
    """What helps, found together with `contributors` (S3)."""

    id: ActId
    by: By
    minors: tuple[PersonId, ...]
    about: Text
    contributors: tuple[PersonId, ...] = ()
    audience: Audience | None = None

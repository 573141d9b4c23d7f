"""Acts on the file itself: correct, annotate, ratify, disclose, erase, adopt (P1, P7, P12, P19).

None of them rewrites what is on record: a correction stands beside the mistake, a ratification
beside the act, and of what was erased there stays that it was there.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from attrs import field, frozen

from safetyframe.acts.involvement import NecessityDecision
from safetyframe.roles import Audience, By, Role
from safetyframe.values import ActId, PersonId, Text, utc

__all__ = [
    "Adopt",
    "AdoptedPart",
    "Annotate",
    "Correct",
    "Disclose",
    "Erase",
    "ErasureKind",
    "Ratify",
    "Recipient",
]


@frozen(kw_only=True)
class Correct:
    """Something gathered was wrong: mark it so, with what is right if that is known (reading 7).

    `wrong` is the act by which it was gathered. It stays on record, marked in error, and nothing
    new may rest on it.
    """

    id: ActId
    by: By
    wrong: ActId
    reason: Text
    replacement: Text | None = None


@frozen(kw_only=True)
class Annotate:
    """Set words beside a record: a remark, or for the client side their own version of it.

    `about` is the id of an act. What it stands beside is not changed, whoever made it.
    """

    id: ActId
    by: By
    about: str
    words: Text
    audience: Audience | None = None


@frozen(kw_only=True)
class Ratify:
    """Stand, on a mandate of one's own, for acts that were done without the power (case 30).

    No date and no period changes by it: that they were done without it stays to be seen.
    """

    id: ActId
    by: By
    acts: tuple[str, ...]
    ground: Text


class Recipient(Enum):
    """What kind of recipient something is disclosed to."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COURT = "court"
    AUTHORITY = "authority"


@frozen(kw_only=True)
class Disclose:
    """Hand over `items`, the ids of acts, to somebody outside (case 24).

    Item by item and on a ground: there is no way to say "everything".
    """

    id: ActId
    by: By
    recipient: PersonId
    to: Recipient
    ground: Text
    items: tuple[str, ...]


class ErasureKind(Enum):
    """Why words are erased (case 28)."""

    WRONG_FAMILY = "wrong-family"
    THIRD_PARTY = "third-party"
    EXCESSIVE = "excessive"
    RETENTION = "retention"
    OTHER = "other"


@frozen(kw_only=True)
class Erase:
    """Erase the bodies of `texts`, by their ids. What stays says what kind, on whose word, why.

    A kind of *other* needs its `ground` in words, which may not be among the words erased.
    """

    id: ActId
    by: By
    texts: tuple[str, ...]
    kind: ErasureKind
    ground: Text | None = None


@frozen(kw_only=True)
class AdoptedPart:
    """Somebody who takes part when an older file is adopted, as that file has it."""

    person: PersonId
    role: Role
    since: datetime = field(converter=utc)
    concerns: tuple[PersonId, ...] = ()
    professional: bool = False
    language: str | None = None


@frozen(kw_only=True)
class Adopt:
    """Take over a file that was kept elsewhere, without inventing its history.

    The first time it opens the involvement with these minors, as `OpenInvolvement` does, and
    whoever adopts becomes lead on the mandate in `by.mandate`. `source` is a reference to the old
    file, `provenance` says how it came here. `unknown` names the slices of which nobody has found
    out yet what the old file says; the law does not decide on them.

    Again, by the lead, it says that some have been found out: `unknown` names those that are left,
    and minors, parts and necessity are not given.
    """

    id: ActId
    by: By
    source: str
    provenance: Text
    minors: tuple[PersonId, ...] = ()
    why: Text | None = None
    concern: Text | None = None
    goal: Text | None = None
    necessity: NecessityDecision | None = None
    parts: tuple[AdoptedPart, ...] = ()
    unknown: tuple[str, ...] = ()
    elsewhere: tuple[Role, ...] = ()
    unborn: tuple[PersonId, ...] = ()

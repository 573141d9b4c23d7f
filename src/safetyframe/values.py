"""The small values everything else is made of: references, instants, texts and indexes.

Nothing here reads a clock, a file or a random source. Time, ids and randomness arrive in the act.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from enum import Enum
from typing import Final, NewType
from zoneinfo import ZoneInfo

from attrs import field, frozen

__all__ = [
    "LISTS",
    "ActId",
    "Body",
    "Evidence",
    "Form",
    "Mandate",
    "PersonId",
    "Reason",
    "ReasonedException",
    "Text",
    "TrajectoryId",
    "civil",
    "civil_date",
    "days_later",
    "is_aware",
    "is_plain",
    "is_plain_fact",
    "is_reference",
    "utc",
    "utc_or_none",
]

#: An opaque reference to a person. Never a name, a number of the register or an address.
PersonId = NewType("PersonId", str)
#: The id of one act, unique within its trajectory. The host makes it; retrying with it is safe.
ActId = NewType("ActId", str)
#: An opaque reference to one family's course of help.
TrajectoryId = NewType("TrajectoryId", str)

_REFERENCE: Final = re.compile(r"[A-Za-z0-9._:/@+#-]{1,128}")
_PLAIN: Final = re.compile(r"[A-Za-z0-9._:/@+\-#\[\]]{1,160}")
#: Facts whose values are lists of names, with blanks between.
LISTS: Final = frozenset({"unknown", "versions"})


def is_reference(value: object) -> bool:
    """Say whether `value` can serve as an opaque reference.

    1 to 128 signs out of letters a-z, digits and ``._:/@+-#``; no blanks, so that a person's name
    typed into the wrong field is not taken for a reference.
    """
    return isinstance(value, str) and _REFERENCE.fullmatch(value) is not None


def is_plain(value: object) -> bool:
    """Say whether `value` is a number, or reads as a reference, a date or the name of a field.

    An act may hold prose where a reference belongs; what is not plain is never shown.
    """
    return isinstance(value, int) or (
        isinstance(value, str) and _PLAIN.fullmatch(value) is not None
    )


def is_plain_fact(name: str, value: object) -> bool:
    """Say whether the value of the fact called `name` may be shown; some are lists of names."""
    if name in LISTS and isinstance(value, str):
        return all(map(is_plain, value.split()))
    return is_plain(value)


def is_aware(instant: datetime) -> bool:
    """Say whether `instant` names one moment: it carries an offset from UTC."""
    return instant.tzinfo is not None and instant.utcoffset() is not None


def utc(instant: datetime) -> datetime:
    """Give the same moment in UTC; what is no moment is handed back for the law to refuse.

    Python compares two datetimes of one zone by their wall clocks, so that the second half past two
    of an autumn night would not come after the first (X14). In UTC there is one of each.
    """
    if getattr(instant, "tzinfo", None) in (None, UTC) or not is_aware(instant):
        return instant
    try:
        return instant.astimezone(UTC)
    except OverflowError:  # at the very ends of the calendar: it can still be compared
        return instant


def utc_or_none(instant: datetime | None) -> datetime | None:
    """Do as `utc`, for what may be left open."""
    return None if instant is None else utc(instant)


def civil(instant: datetime, zone: str) -> datetime:
    """Give `instant` by the clocks of `zone` (an IANA name).

    At the very ends of the calendar, where many a system puts *for ever*, there may be no such time
    in the zone; then it is given by its own offset. Raises `zoneinfo.ZoneInfoNotFoundError` for a
    zone the machine does not know.
    """
    there = ZoneInfo(zone)
    try:
        return instant.astimezone(there)
    except OverflowError:
        return instant


def civil_date(instant: datetime, zone: str) -> date:
    """Give the calendar day on which `instant` falls in `zone`. Raises like `civil`."""
    return civil(instant, zone).date()


def days_later(day: date, days: int) -> date:
    """Give the day so many days after `day`, and no later one than the calendar has."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


class Form(Enum):
    """How something was told or shown (norms P6, P7, T6; case 9).

    SIGNED is a paper that somebody signed: evidence, and never a condition (case 11). Sign language
    is a language, with a tag of its own (``vgt``, say).
    """

    SPOKEN = "spoken"
    WRITTEN = "written"
    WORDS_AND_PICTURES = "words-and-pictures"
    PLAY = "play"
    DRAWING = "drawing"
    BEHAVIOUR = "behaviour"
    SIGNED = "signed"


@frozen(kw_only=True)
class Text:
    """A reference to prose. The body travels beside the act and is kept where it can be erased.

    `digest` is what `Body.digest` gives; it proves a body without betraying it once it is gone.
    `language` is a BCP 47 tag such as ``nl`` or ``fr-BE``.
    """

    id: str
    digest: str
    language: str


@frozen(kw_only=True)
class Body:
    """The prose a `Text` refers to, with the salt that keeps its digest silent.

    `salt` is at least 16 random bytes as hex, made by the host and stored and erased together with
    the words: without it a short text ("yes", a street) could be guessed from its digest.
    """

    id: str
    language: str
    salt: str = field(repr=False)
    words: str = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 over salt and words, as hex."""
        return hashlib.sha256(bytes.fromhex(self.salt) + self.words.encode()).hexdigest()

    @property
    def text(self) -> Text:
        """The reference that may stand in an act."""
        return Text(id=self.id, digest=self.digest, language=self.language)


@frozen(kw_only=True)
class Mandate:
    """Evidence that somebody acts for a government body: a reference, never a boolean (norm P24).

    `since` and `until` bound the mandate; `until` None means that no end is known.
    """

    body: str
    reference: str
    since: datetime = field(converter=utc)
    until: datetime | None = field(default=None, converter=utc_or_none)

    def covers(self, at: datetime) -> bool:
        """Say whether the mandate runs at `at`."""
        return self.since <= at and (self.until is None or at < self.until)


@frozen(kw_only=True)
class Evidence:
    """What a registry said of a mandate, and when it was asked. It decides nothing (X15)."""

    registry: str
    mandate: Mandate
    asked_at: datetime = field(converter=utc)


class Reason(Enum):
    """Why something the charter asks for has not been done (reason codes of the cases page)."""

    NOT_REACHED = "not-reached"
    REFUSED_CONTACT = "refused-contact"
    UNSAFE_TO_INFORM = "unsafe-to-inform"
    LEGALLY_BARRED = "legally-barred"
    DEVELOPMENTALLY_DEFERRED = "developmentally-deferred"
    NOT_YET_ASSIGNED = "not-yet-assigned"
    EMERGENCY = "emergency"
    OTHER = "other"


@frozen(kw_only=True)
class ReasonedException:
    """An account of why a norm's duty is not done: the honest half of *comply or explain*.

    Who gives it is the act's `by`. `clause` is the norm excepted; `person` narrows it to one person
    (None: everyone the norm speaks of); `minor` is the child in whose interest it is made (P19);
    from `until` on it counts as none. `words` are the reasons in full.
    """

    clause: str
    why: Reason
    minor: PersonId
    until: datetime = field(converter=utc)
    words: Text | None = None
    person: PersonId | None = None

    def holds(self, clause: str, at: datetime, person: PersonId | None = None) -> bool:
        """Say whether this exception answers for `clause` (and `person`) at `at`."""
        return (
            self.clause == clause
            and at < self.until
            and (self.person is None or self.person == person)
        )

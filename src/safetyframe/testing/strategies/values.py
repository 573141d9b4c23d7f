"""The small values: references, instants, periods, texts, mandates, exceptions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import Enum
from functools import cache
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from safetyframe.charter import CLAUSES, Clause, Level
from safetyframe.testing.cast import DAY_ONE, FAMILY, Cast
from safetyframe.values import (
    ActId,
    Body,
    Evidence,
    Form,
    Mandate,
    PersonId,
    Reason,
    ReasonedException,
    Text,
    TrajectoryId,
    utc,
)

__all__ = [
    "ZONES",
    "act_ids",
    "bodies",
    "clause_ids",
    "clauses",
    "enums",
    "evidence",
    "forms",
    "instants",
    "languages",
    "mandates",
    "periods",
    "person_ids",
    "reasoned_exceptions",
    "references",
    "texts",
    "trajectory_ids",
    "zones",
]

E = TypeVar("E", bound=Enum)

#: UTC first, then zones with half hours, with summer time on either side of the equator, and the
#: ends of what an offset can be.
ZONES: Final[tuple[tzinfo, ...]] = (
    UTC,
    ZoneInfo("Europe/Brussels"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("Australia/Lord_Howe"),
    timezone.min,
    timezone.max,
)

# Nights on which a clock in Brussels runs twice through an hour, or skips one; a leap day.
_NOTABLE: Final = (
    datetime(2025, 10, 26, 0, 30, tzinfo=UTC),
    datetime(2025, 10, 26, 1, 30, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
)
_MINUTE: Final = timedelta(minutes=1)
_YEARS: Final = timedelta(days=3 * 365)
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/@+#-"
_LANGUAGES: Final = ("nl", "fr", "en", "nl-BE", "ar", "uk", "zh-Hant")


def enums(kind: type[E]) -> SearchStrategy[E]:
    """Draw a member of an enum; shrinks to the first."""
    return st.sampled_from(tuple(kind))


# --- references -----------------------------------------------------------------------------------


@cache
def references() -> SearchStrategy[str]:
    """Draw an opaque reference; shrinks to ``r-0``. Mostly short, sometimes with every sign."""
    short = st.integers(0, 9).map(lambda number: f"r-{number}")
    return short | st.text(_ALPHABET, min_size=1, max_size=16)


def person_ids(cast: Cast = FAMILY) -> SearchStrategy[PersonId]:
    """Draw a person: of the cast, minors first, or somebody nobody has heard of."""
    persons = tuple(dict.fromkeys((*cast.children, *(person for person, _ in cast.everyone))))
    # One choice of who, so that it shrinks to the next of the cast and not to a stranger.
    known = st.sampled_from((*persons, *[None] * len(persons)))
    return known.flatmap(lambda one: references().map(PersonId) if one is None else st.just(one))


def act_ids() -> SearchStrategy[ActId]:
    """Draw the id of an act; shrinks to ``a1``, as stories count them."""
    return st.integers(1, 99).map(lambda number: ActId(f"a{number}")) | references().map(ActId)


def trajectory_ids() -> SearchStrategy[TrajectoryId]:
    """Draw the id of a trajectory; shrinks to ``t-1``."""
    return st.integers(1, 99).map(lambda number: TrajectoryId(f"t-{number}"))


def clauses(level: Level | None = None) -> SearchStrategy[Clause]:
    """Draw a clause of the charter; with `level` one that has it."""
    return st.sampled_from([c for c in CLAUSES if level is None or level in c.levels])


def clause_ids(level: Level | None = None) -> SearchStrategy[str]:
    """Draw the id of a clause; with `level` of one that has it."""
    return clauses(level).map(lambda clause: clause.id)


def languages() -> SearchStrategy[str]:
    """Draw a BCP 47 tag; shrinks to ``nl``."""
    return st.sampled_from(_LANGUAGES)


# --- time -----------------------------------------------------------------------------------------


def zones() -> SearchStrategy[tzinfo]:
    """Draw a zone; shrinks to UTC."""
    return st.sampled_from(ZONES)


def instants(
    since: datetime = DAY_ONE, until: datetime = DAY_ONE + _YEARS
) -> SearchStrategy[datetime]:
    """Draw an aware instant from `since` up to and including `until`, as some zone writes it.

    To the minute, often on a night on which clocks change; shrinks to `since` in UTC.
    """
    span = (until - since) // _MINUTE
    notable = [(at - since) // _MINUTE for at in _NOTABLE if since <= at < until]
    # Each is a count of minutes, so that one on such a night is as good a beginning for an earlier
    # one as any: from a branch of its own Hypothesis would not find the way back.
    spans = (*[(0, span)] * max(1, len(notable)), *((at, at + 1) for at in notable))
    minutes = st.sampled_from(spans).flatmap(lambda ends: st.integers(*ends))
    moments = minutes.map(lambda count: since + count * _MINUTE)
    return st.builds(datetime.astimezone, moments, zones())


def periods(
    since: datetime = DAY_ONE, until: datetime = DAY_ONE + _YEARS
) -> SearchStrategy[tuple[datetime, datetime | None]]:
    """Draw when something begins, and its end: later and exclusive, or None if none is known."""

    def ends(start: datetime) -> SearchStrategy[tuple[datetime, datetime | None]]:
        left = max(1, (until - start) // _MINUTE)
        # In UTC: where a clock runs twice through an hour, adding goes wrong.
        later = st.integers(1, left).map(lambda minutes: utc(start) + minutes * _MINUTE)
        return st.tuples(st.just(start), st.none() | later)

    return instants(since, until - _MINUTE).flatmap(ends)


# --- texts ----------------------------------------------------------------------------------------


def texts() -> SearchStrategy[Text]:
    """Draw a reference to prose: an id, a digest of the right shape, a language."""
    return st.builds(Text, id=references(), digest=_hex(64), language=languages())


def bodies() -> SearchStrategy[Body]:
    """Draw prose with its salt; `Body.text` is the reference to it."""
    words = st.sampled_from(("", "ja", "één zin.")) | st.text(max_size=20)
    return st.builds(Body, id=references(), language=languages(), salt=_hex(32), words=words)


def _hex(digits: int) -> SearchStrategy[str]:
    return st.integers(0, 2**32 - 1).map(lambda number: f"{number:0{digits}x}")


# --- evidence and accounts ------------------------------------------------------------------------


def mandates() -> SearchStrategy[Mandate]:
    """Draw a mandate: the cast's own first, then any, running or not."""
    bodies_ = st.sampled_from((FAMILY.mandate.body, "court")) | references()
    drawn = st.builds(_mandate, bodies_, references(), periods(DAY_ONE - _YEARS))
    return st.just(FAMILY.mandate) | drawn


def evidence() -> SearchStrategy[Evidence]:
    """Draw what a registry said of a mandate."""
    return st.builds(Evidence, registry=references(), mandate=mandates(), asked_at=instants())


def _mandate(body: str, reference: str, period: tuple[datetime, datetime | None]) -> Mandate:
    since, until = period
    return Mandate(body=body, reference=reference, since=since, until=until)


def reasoned_exceptions(clause: str | None = None) -> SearchStrategy[ReasonedException]:
    """Draw an account of why a norm's duty is not done; of `clause`, or of any that may be."""
    return st.builds(
        ReasonedException,
        clause=clause_ids(Level.EXPLAIN) if clause is None else st.just(clause),
        why=enums(Reason),
        minor=person_ids(),
        until=instants(DAY_ONE + timedelta(days=90)),
        words=st.none() | texts(),
        person=st.none() | person_ids(),
    )


def forms() -> SearchStrategy[Form]:
    """Draw how something was told."""
    return enums(Form)

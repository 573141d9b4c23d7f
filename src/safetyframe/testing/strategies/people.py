"""Who takes part, and who does something in which capacity."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from safetyframe.findings import Relation
from safetyframe.roles import Audience, By, Part, Participation, Role, Standing
from safetyframe.testing.cast import DAY_ONE, FAMILY, Cast, Who
from safetyframe.testing.strategies.values import (
    act_ids,
    enums,
    forms,
    instants,
    languages,
    mandates,
    periods,
    person_ids,
    references,
    texts,
)
from safetyframe.values import PersonId, Text, utc
from safetyframe.views import Viewer

__all__ = [
    "audiences",
    "bys",
    "participations",
    "parts",
    "relations",
    "roles",
    "standings",
    "viewers",
    "who",
]


def roles(*among: Role) -> SearchStrategy[Role]:
    """Draw a capacity, any or one of these."""
    return st.sampled_from(among or tuple(Role))


def standings() -> SearchStrategy[Standing]:
    """Draw what a consultant's participation is worth."""
    return enums(Standing)


def who(cast: Cast = FAMILY, *among: Role) -> SearchStrategy[Who]:
    """Draw somebody of the cast with the capacity that is theirs; with `among` one of these."""
    return st.sampled_from(cast.of(*among) if among else cast.everyone)


def persons(least: int = 0) -> SearchStrategy[tuple[PersonId, ...]]:
    """Draw a few different persons, at least so many."""
    return st.lists(person_ids(), min_size=least, max_size=3, unique=True).map(tuple)


@st.composite
def bys(draw: DrawFn, since: datetime = DAY_ONE, cast: Cast = FAMILY) -> By:
    """Draw who does something, well formed: written down then or later, from `since` on.

    Shrinks to the lead consultant at `since`, who writes it down at once and for nobody else.
    """
    person, role = draw(who(cast))
    at = utc(draw(instants(since)))  # where a clock runs twice through an hour, adding goes wrong
    later = draw(st.none() | st.integers(0, 40).map(lambda days: timedelta(days=days)))
    recorder = draw(st.none() | person_ids(cast))
    # Drawn for everyone: with fewer choices to make, an authority would pass for plainer.
    mandate = draw(st.none() | mandates())
    return By(
        person=person,
        role=role,
        at=at,
        recorded_at=None if later is None else at + later,
        recorded_by=recorder,
        form=None if recorder is None else draw(forms()),
        on_behalf_of=draw(st.none() | st.sampled_from(cast.children)),
        mandate=cast.mandate if mandate is None and role is Role.AUTHORITY else mandate,
    )


@st.composite
def participations(draw: DrawFn) -> Participation:
    """Draw somebody's part: a role and a period, and for a consultant what it is worth."""
    person, role = draw(who())
    since, until = draw(periods())
    return Participation(
        id=draw(references()),
        person=person,
        role=role,
        since=since,
        until=until,
        added_at=since,
        added_by=draw(st.none() | person_ids()),
        ended_at=until,
        ended_by=None if until is None else draw(act_ids()),
        standing=draw(standings()) if role is Role.CONSULTANT else None,
        professional=role in (Role.CONSULTANT, Role.CARE_WORKER) or draw(st.booleans()),
        chair=draw(st.booleans()),
        concerns=draw(persons()),
        language=draw(st.none() | languages()),
        ground=draw(st.none() | texts()),
    )


def parts() -> SearchStrategy[Part]:
    """Draw one person's part in something done together."""
    return st.builds(_part, who(), st.none() | texts())


def _part(one: Who, position: Text | None) -> Part:
    person, role = one
    return Part(person=person, role=role, position=position)


def audiences() -> SearchStrategy[Audience]:
    """Draw who may see an entry; shrinks to nobody but who said it."""
    some_roles = st.lists(roles(), max_size=2, unique=True).map(tuple)
    return st.builds(Audience, persons=persons(), roles=some_roles)


def viewers(since: datetime = DAY_ONE) -> SearchStrategy[Viewer]:
    """Draw who looks, and when, from `since` on."""
    return st.builds(
        Viewer, person=person_ids(), at=instants(since), mandate=st.none() | mandates()
    )


def relations() -> SearchStrategy[Relation]:
    """Draw two persons who are related."""
    two = st.lists(person_ids(), min_size=2, max_size=2, unique=True)
    return two.map(lambda pair: Relation(person=pair[0], other=pair[1]))

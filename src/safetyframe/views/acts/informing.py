"""Informing, answering and reviewing, as one viewer may know the acts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.views import parts
from safetyframe.views.acts.theirs import ShowAct, for_work, matter_in
from safetyframe.views.sight import Sight


def _explain(s: Sight, act: a.Explain, _: int) -> Act | None:
    persons = s.eyes.known(act.persons)
    matters = tuple(m for m in (matter_in(s, one) for one in act.matters) if m is not None)
    if not persons or not matters:
        return None
    own = s.eyes.professional or s.eyes.person in persons
    return evolve(
        act,
        persons=persons,
        matters=matters,
        language=act.language if own else "und",
        interpreter=own and act.interpreter,
        understood=for_work(s, act.understood),
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _acknowledge(s: Sight, act: a.Acknowledge, _: int) -> Act | None:
    matter = matter_in(s, act.matter)
    if matter is None or not s.eyes.knows(act.by.person):
        return None
    return evolve(act, matter=matter)


def _except(s: Sight, act: a.ExceptDuty, _: int) -> Act | None:
    known = parts.exceptions(s.eyes, (act.exception,))
    return evolve(act, exception=known[0]) if known else None


def _align(s: Sight, act: a.Align, _: int) -> Act | None:
    wat = s.wat(act.wat)
    minor = act.minor is None or act.minor in s.eyes.minors
    if wat is None or not minor or parts.hides_position(s.eyes, act.person, act.position):
        return None
    return evolve(act, wat=wat)


def _review(s: Sight, act: a.Review, _: int) -> Act | None:
    review = s.shown.reviews.get(act.id)
    if review is None:
        return None
    there = s.eyes.professional or s.eyes.person in act.persons
    return evolve(
        act,
        minors=review.minors,
        persons=s.eyes.known(act.persons),
        strengths=review.strengths,
        conclusion=act.conclusion if there else None,
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


SHOW: Final[Mapping[type[Act], ShowAct]] = MappingProxyType(
    {
        a.Explain: _explain,
        a.Acknowledge: _acknowledge,
        a.ExceptDuty: _except,
        a.Align: _align,
        a.Review: _review,
    }
)

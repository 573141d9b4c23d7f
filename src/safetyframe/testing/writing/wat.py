"""How the acts on WAT are written: small, complete texts that rest on all that was gathered."""

from __future__ import annotations

from typing import Final, TypedDict

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.wat import (
    BottomLine,
    DangerStatement,
    Expectation,
    SafetyGoal,
    StatementKind,
    Weighed,
)
from safetyframe.slices import GatheredKind, WatVersion
from safetyframe.testing.stages import Links
from safetyframe.testing.story import text
from safetyframe.testing.writing.pen import Pen
from safetyframe.values import PersonId

_FORTNIGHT: Final = 14
_WEEK: Final = 7
_TEN_DAYS: Final = 10


class Statements(TypedDict):
    """The statements of a WAT."""

    bottom_lines: tuple[BottomLine, ...]
    dangers: tuple[DangerStatement, ...]
    goals: tuple[SafetyGoal, ...]


def statements_for(minors: tuple[PersonId, ...], days: int = _FORTNIGHT) -> Statements:
    """Give a small, complete WAT: one line about all, one more about the last."""
    groups = ((1, minors, days), (2, minors[-1:], 0))
    return {
        "bottom_lines": tuple(
            BottomLine(
                id=f"b{n}", words=text(f"b{n}"), minors=who, dangers=(f"d{n}",), goals=(f"g{n}",)
            )
            for n, who, _ in groups
        ),
        "dangers": tuple(
            DangerStatement(id=f"d{n}", words=text(f"d{n}"), minors=who) for n, who, _ in groups
        ),
        "goals": tuple(
            SafetyGoal(
                id=f"g{n}",
                words=text(f"g{n}"),
                minors=who,
                dangers=(f"d{n}",),
                safe_enough=text(f"g{n}-enough"),
                sustained_days=sustained,
                scale_at_least=7,
            )
            for n, who, sustained in groups
        ),
    }


def _links(pen: Pen) -> Links:
    views = pen.gathered(GatheredKind.VIEW)
    return {
        "information": pen.gathered(GatheredKind.INFORMATION),
        "conversations": pen.gathered(GatheredKind.CONVERSATION),
        "weighed": tuple(Weighed(view=view, how=text("how")) for view in views),
    }


def draft_wat(pen: Pen) -> a.DraftWat:
    """Words for a statement of any kind."""
    kind = pen.pick(tuple(StatementKind))
    minors = pen.some(pen.minors)
    return a.DraftWat(kind=kind, minors=minors, words=text("draft"), id=pen.new_id(), by=pen.by)


def establish_wat(pen: Pen) -> a.EstablishWat:
    """On all minors, resting on all that was gathered."""
    written = statements_for(pen.all_minors, pen.pick((_FORTNIGHT, 0, _WEEK)))
    return a.EstablishWat(
        **written, **_links(pen), exceptions=pen.exceptions, id=pen.new_id(), by=pen.by
    )


def _reworded(wat: WatVersion) -> Statements:
    tag = f"-{wat.number}"
    return {
        "bottom_lines": tuple(evolve(s, words=text(s.id + tag)) for s in wat.bottom_lines),
        "dangers": tuple(evolve(s, words=text(s.id + tag)) for s in wat.dangers),
        "goals": tuple(evolve(s, words=text(s.id + tag)) for s in wat.goals),
    }


def revise_wat(pen: Pen) -> a.ReviseWat:
    """A material revision changes how long the first goal must hold; another only the words."""
    wat = pen.wat
    material = bool(pen.asked("material", (True, True, False), default=True))
    if wat is None or material:
        days = _WEEK if wat is not None and wat.goals[0].sustained_days != _WEEK else _TEN_DAYS
        written = statements_for(pen.all_minors, days)
    else:
        written = _reworded(wat)
    return a.ReviseWat(
        revises=pen.number("revises", len(pen.t.wat)),
        material=material,
        reason=text("reason"),
        **written,
        **_links(pen),
        exceptions=pen.exceptions,
        id=pen.new_id(),
        by=pen.by,
    )


def set_expectations(pen: Pen) -> a.SetExpectations:
    """One or two, about all minors; material when some were set before."""
    wat = pen.wat
    again = wat is not None and wat.expectations_set
    count = pen.pick((1, 2))
    return a.SetExpectations(
        revises=pen.number("revises", len(pen.t.wat)),
        material=again or pen.pick((False, False, False, True)),
        expectations=tuple(
            Expectation(id=f"e{n}", words=text(f"e{n}"), minors=pen.all_minors)
            for n in range(count)
        ),
        reason=text("reason"),
        exceptions=pen.exceptions,
        id=pen.new_id(),
        by=pen.by,
    )

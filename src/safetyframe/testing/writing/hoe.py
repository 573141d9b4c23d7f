"""How the acts on HOE are written."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from safetyframe import acts as a
from safetyframe.roles import Part
from safetyframe.testing.story import text
from safetyframe.testing.writing.gathering import about
from safetyframe.testing.writing.pen import FAMILY_ROLES, Pen
from safetyframe.values import PersonId, Text

_NOTHING = "nothing"


class Proposal(TypedDict):
    """What a measure says."""

    wat: int
    about: Text
    serves: tuple[str, ...]
    bearers: tuple[PersonId, ...]
    minors: tuple[PersonId, ...]
    need: Text | None
    supply_driven: bool
    until: datetime | None


def _proposal(pen: Pen) -> Proposal:
    wat = pen.wat
    bearers = [p for p, role in pen.there if role in FAMILY_ROLES]
    return {
        "wat": len(pen.t.wat),
        "about": text("measure"),
        "serves": () if wat is None else pen.some(tuple(g.id for g in wat.goals)),
        "bearers": (pen.pick_or(bearers[::-1], pen.kin),),
        "minors": pen.some(pen.minors),
        "need": pen.pick((text("need"), None)),
        "supply_driven": pen.pick((False, False, True)),
        "until": None,
    }


def propose_measure(pen: Pen) -> a.ProposeMeasure:
    """Something for the goals of the WAT in force, done by whoever joined last."""
    return a.ProposeMeasure(**_proposal(pen), id=pen.new_id(), by=pen.by)


def _running(pen: Pen) -> str:
    return pen.asked("measure", [m.id for m in pen.measures], _NOTHING)


def amend_measure(pen: Pen) -> a.AmendMeasure:
    """The first that runs, proposed anew."""
    measure = _running(pen)
    return a.AmendMeasure(measure=measure, **_proposal(pen), id=pen.new_id(), by=pen.by)


def end_measure(pen: Pen) -> a.EndMeasure:
    """The first that runs."""
    measure = _running(pen)
    return a.EndMeasure(measure=measure, reason=text("reason"), id=pen.new_id(), by=pen.by)


def offer_idea(pen: Pen) -> a.OfferIdea:
    """An idea."""
    return a.OfferIdea(**about(pen), id=pen.new_id(), by=pen.by)


def _mine(pen: Pen) -> str:
    mine = [m.id for m in pen.measures if pen.who[0] in m.bearers]
    return pen.asked("measure", mine, _NOTHING)


def accept_measure(pen: Pen) -> a.AcceptMeasure:
    """What whoever writes is asked to do."""
    return a.AcceptMeasure(measure=_mine(pen), id=pen.new_id(), by=pen.by)


def decline_measure(pen: Pen) -> a.DeclineMeasure:
    """The same, declined."""
    return a.DeclineMeasure(measure=_mine(pen), id=pen.new_id(), by=pen.by)


def establish_hoe(pen: Pen) -> a.EstablishHoe:
    """Family, network and care workers together, but for those who were asked and did not come."""
    out: tuple[PersonId, ...] = pen.listed("invited")
    authors = dict.fromkeys(
        who for who in pen.there if who[1] in FAMILY_ROLES and (who == pen.who or who[0] not in out)
    )
    return a.EstablishHoe(
        wat=len(pen.t.wat),
        measures=tuple(m.id for m in pen.measures),
        together=tuple(Part(person=p, role=role, position=text("yes")) for p, role in authors),
        invited=out,
        exceptions=pen.exceptions,
        id=pen.new_id(),
        by=pen.by,
    )


def assess_hoe(pen: Pen) -> a.AssessHoe:
    """The HOE in force, for one bottom line."""
    wat = pen.wat
    lines = () if wat is None else tuple(line.id for line in wat.bottom_lines)
    return a.AssessHoe(
        hoe=len(pen.t.hoe),
        bottom_line=pen.asked("bottom_line", lines, "b1"),
        sufficient=pen.pick((True, False)),
        why=text("why"),
        id=pen.new_id(),
        by=pen.by,
    )

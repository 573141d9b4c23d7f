"""The table of powers: who may do which act. The file to read first.

Rules of this file:

1. A cell says what a *capacity* may do, never a person or a job title. What a person may do follows
   from the participation in this trajectory at the time of the act (P8c, P11).
2. What is not in the table is refused.
3. What depends on the content of the act, or on anything but people, is not here but in `rules/`.
4. A line changes only together with an ADR that says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from safetyframe import acts as a
from safetyframe.acts import PROTECTED, Act
from safetyframe.charter import Level
from safetyframe.outcome import Gap, Remedy, Violation, facts
from safetyframe.roles import PROFESSIONAL, By, Participation, Role, Standing
from safetyframe.trajectory import Trajectory

__all__ = ["ENTERING", "ON_MANDATE", "POWERS", "Cell", "Row", "refusals", "who_may"]


class Cell(Enum):
    """What a capacity may do with an act."""

    NO = "no"
    YES = "yes"
    OWN = "own"  # for oneself only
    LEAD = "lead"  # the lead consultant only
    ACTING = "acting"  # the lead, or the deputy within the deputy's period
    TOGETHER = "together"  # only with the other side named in the act
    CHAIR = "chair"  # the chair of the network only


NO, YES, OWN = Cell.NO, Cell.YES, Cell.OWN
LEAD, ACTING, TOGETHER, CHAIR = Cell.LEAD, Cell.ACTING, Cell.TOGETHER, Cell.CHAIR


@frozen(kw_only=True)
class Row:
    """One line: an act, the clauses it rests on, and a cell per capacity.

    `own` marks what belongs to one person and may be written down for them by another (reading 3).
    """

    act: type[Act]
    clauses: tuple[str, ...]
    cells: Mapping[Role, Cell]
    own: bool = False
    may: tuple[Role, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Work out once who may, since every refusal's remedies say so."""
        may = tuple(role for role, cell in self.cells.items() if cell is not NO)
        object.__setattr__(self, "may", may)


def _row(
    act: type[Act],
    clauses: str,
    *cells: Cell,
    own: bool = False,
) -> Row:
    return Row(
        act=act,
        clauses=tuple(clauses.split()),
        cells=MappingProxyType(dict(zip(_COLUMNS, cells, strict=True))),
        own=own,
    )


_COLUMNS: Final = (
    Role.CONSULTANT,
    Role.CARE_WORKER,
    Role.MINOR,
    Role.PARENT,
    Role.NETWORK,
    Role.TRUST_PERSON,
    Role.AUTHORITY,
    Role.SYSTEM,
)

# fmt: off
ROWS: Final[tuple[Row, ...]] = (
    #    act                       rests on     consultant worker    minor     parent    network   trust  authority system
    _row(a.DecideNecessity,        "P24",       NO,       NO,       NO,       NO,       NO,       NO,    YES,   NO),
    _row(a.RecordNecessity,        "P24",       YES,      NO,       NO,       NO,       NO,       NO,    YES,   NO),
    _row(a.OpenInvolvement,        "P12 P24",   YES,      NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.AssignConsultant,       "P12 P24",   NO,       NO,       NO,       NO,       NO,       NO,    YES,   NO),
    _row(a.DeputiseConsultant,     "P12 P8c",   NO,       NO,       NO,       NO,       NO,       NO,    YES,   NO),
    _row(a.OfferHandover,          "P12 P11",   LEAD,     NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.TakeOver,               "P12 P11",   YES,      NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.Protect,                "P8c",       YES,      YES,      YES,      YES,      YES,      YES,   YES,   NO),
    _row(a.KeepApart,              "X16 P8c",   YES,      YES,      NO,       NO,       NO,       NO,    YES,   NO),
    _row(a.AddParticipation,       "P11 P8c",   YES,      YES,      NO,       NO,       NO,       NO,    YES,   NO),
    _row(a.EndParticipation,       "P11 P8c",   YES,      YES,      OWN,      OWN,      OWN,      OWN,   YES,   NO),
    _row(a.RecordConcern,          "P15a P8c",  YES,      YES,      YES,      YES,      YES,      NO,    NO,    YES),
    _row(a.ContributeView,         "P15a P15b P8c", YES,  YES,      YES,      YES,      YES,      NO,    NO,    YES,   own=True),
    _row(a.RecordInformation,      "P14 P8c",   YES,      YES,      YES,      YES,      YES,      NO,    NO,    YES),
    _row(a.RecordConversation,     "P14 P8c",   YES,      YES,      YES,      YES,      YES,      NO,    NO,    NO),
    _row(a.RecordStrength,         "P8c",       YES,      YES,      YES,      YES,      YES,      NO,    NO,    NO),
    _row(a.RecordWhatWorks,        "P8c",       YES,      YES,      YES,      YES,      YES,      NO,    NO,    NO),
    _row(a.DraftWat,               "P12 P8c",   YES,      YES,      YES,      YES,      YES,      NO,    NO,    NO),
    _row(a.EstablishWat,           "P12 X3",    ACTING,   NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.ReviseWat,              "P12 X3",    ACTING,   NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.SetExpectations,        "P20 P12",   ACTING,   NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.ProposeMeasure,         "P17",       NO,       YES,      YES,      YES,      YES,      NO,    NO,    NO),
    _row(a.AmendMeasure,           "P17",       NO,       YES,      YES,      YES,      YES,      NO,    NO,    NO),
    _row(a.EndMeasure,             "P17",       NO,       YES,      YES,      YES,      YES,      NO,    NO,    NO),
    _row(a.OfferIdea,              "P8c",       YES,      YES,      YES,      YES,      YES,      NO,    NO,    YES),
    _row(a.AcceptMeasure,          "P10 P8c",   OWN,      OWN,      OWN,      OWN,      OWN,      NO,    NO,    NO,    own=True),
    _row(a.DeclineMeasure,         "P10 P8c",   OWN,      OWN,      OWN,      OWN,      OWN,      NO,    NO,    NO,    own=True),
    _row(a.EstablishHoe,           "P17 P16 X5", NO,      TOGETHER, TOGETHER, TOGETHER, TOGETHER, NO,    NO,    NO,    own=True),
    _row(a.AssessHoe,              "P12 P17",   YES,      NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.Explain,                "P18a P22 P8c", YES,      YES,      NO,       NO,       CHAIR,    NO,    NO,    NO),
    _row(a.Acknowledge,            "P5a P26 P8c", OWN,      OWN,      OWN,      OWN,      OWN,      OWN,   NO,    NO,    own=True),
    _row(a.ExceptDuty,             "P18a P22 P8c", YES,      YES,      NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.Align,                  "P21 P8c",   YES,      YES,      OWN,      OWN,      OWN,      NO,    NO,    NO,    own=True),
    _row(a.Speak,                  "T6",        OWN,      OWN,      OWN,      OWN,      OWN,      OWN,   NO,    NO,    own=True),
    _row(a.Scale,                  "T6",        OWN,      OWN,      OWN,      OWN,      OWN,      OWN,   NO,    NO,    own=True),
    _row(a.Dissent,                "T6",        OWN,      OWN,      OWN,      OWN,      OWN,      OWN,   NO,    NO,    own=True),
    _row(a.Judge,                  "P20 P5c",   ACTING,   NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.DecideDirection,        "T7 P8c",    TOGETHER, TOGETHER, TOGETHER, TOGETHER, TOGETHER, NO,    NO,    NO),
    _row(a.Review,                 "P8c",       YES,      YES,      NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.Withdraw,               "P20 T4",    ACTING,   NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.Reopen,                 "P24 P2",    LEAD,     NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.Correct,                "P1 P8c",    YES,      YES,      NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.Annotate,               "T6 P8c",    YES,      YES,      OWN,      OWN,      OWN,      OWN,   NO,    NO,    own=True),
    _row(a.Ratify,                 "P12 P24",   LEAD,     NO,       NO,       NO,       NO,       NO,    YES,   NO),
    _row(a.Disclose,               "X13 P19 P8c", LEAD,     NO,       NO,       NO,       NO,       NO,    NO,    NO),
    _row(a.Erase,                  "P24 P8c",   NO,       NO,       NO,       NO,       NO,       NO,    YES,   NO),
    _row(a.Adopt,                  "P12 P24",   YES,      NO,       NO,       NO,       NO,       NO,    NO,    NO),
)
# fmt: on

POWERS: Final[Mapping[type[Act], Row]] = MappingProxyType({row.act: row for row in ROWS})

#: By these acts somebody enters: the evidence is a mandate or an offer, not a participation.
ENTERING: Final[frozenset[type[Act]]] = frozenset({a.OpenInvolvement, a.TakeOver, a.Adopt})
#: Those of them for which it is a mandate.
ON_MANDATE: Final[frozenset[type[Act]]] = frozenset({a.OpenInvolvement, a.Adopt})


def who_may(act: type[Act]) -> tuple[Role, ...]:
    """Give the roles that the table lets do `act`, in the table's order."""
    row = POWERS.get(act)
    return () if row is None else row.may


def refusals(
    row: Row, trajectory: Trajectory, by: By, parts: tuple[Participation, ...] | None
) -> tuple[Violation, ...]:
    """Give every reason why `by` may not do this act, whatever it says.

    `parts` are the actor's participations in this role at `by.at`; None when people are unknown, and
    then only what needs no people is judged.
    """
    cell = row.cells[by.role]
    name = row.act.__name__
    found: list[Violation] = []
    if cell is NO:
        found.append(_no(row, "not-this-role", by))
    if row.act in PROTECTED:
        return tuple(found)
    if by.role is Role.AUTHORITY or row.act in ON_MANDATE:
        if by.mandate is None or not by.mandate.covers(by.at):
            found.append(_violation("powers.mandate", ("P24", "P8c"), "no-mandate", by))
        if by.role is Role.AUTHORITY and parts is not None and _takes_part(trajectory, by):
            found.append(_violation("powers.authority-apart", ("P24", "P8c"), "takes-part", by))
    elif row.act not in ENTERING and by.role is not Role.SYSTEM and parts is not None:
        if not parts:
            found.append(_violation("form.participation", (), "not-taking-part", by))
        elif cell in (LEAD, ACTING, CHAIR) and not any(_stands(p, cell) for p in parts):
            found.append(_no(row, _STANDING_GAP[cell], by))
    if by.on_behalf_of is not None:
        found.append(_violation("powers.on-behalf", ("P8c", "T6"), "not-on-behalf", by, act=name))
    if by.recorded_by is not None and by.recorded_by != by.person:
        found.extend(_recorder(row, trajectory, by, known=parts is not None))
    return tuple(found)


def _takes_part(t: Trajectory, by: By) -> bool:
    """Government decides from outside: who takes part here can't also be the authority here.

    At any moment from the act until it is written down: dating it back takes nobody outside.
    """
    return any(
        p.person == by.person and p.since <= by.recorded and (p.until is None or by.at < p.until)
        for p in t.people.values()
    )


def _stands(part: Participation, cell: Cell) -> bool:
    if cell is CHAIR:
        return part.chair
    if part.standing is Standing.LEAD:
        return True
    return cell is ACTING and part.standing is Standing.DEPUTY


_STANDING_GAP: Final = {LEAD: "not-lead", ACTING: "not-lead", CHAIR: "not-chair"}


def _no(row: Row, code: str, by: By) -> Violation:
    return _violation(
        f"powers.{row.act.__name__}",
        row.clauses,
        code,
        by,
        (Remedy(act=row.act.__name__, roles=who_may(row.act), human=True),),
        act=row.act.__name__,
    )


def _recorder(row: Row, trajectory: Trajectory, by: By, *, known: bool) -> list[Violation]:
    """Judge who wrote this down for the actor (reading 3)."""
    if not row.own:
        return [_violation("powers.recorded-by", ("P8c",), "not-an-own-act", by)]
    found: list[Violation] = []
    if by.form is None:
        found.append(_violation("form.recorded", (), "no-form-of-recording", by))
    if known:
        roles = {
            p.role
            for p in trajectory.people.values()
            if p.person == by.recorded_by and p.active(by.recorded)
        }
        if not roles & (PROFESSIONAL | {Role.TRUST_PERSON}):
            found.append(_violation("powers.recorded-by", ("P8c",), "recorder-has-no-part", by))
        if row.act is a.EstablishHoe and Role.CONSULTANT in roles:
            found.append(
                _violation("hoe.recorded-by-consultant", ("P17", "X5"), "consultant-records", by)
            )
    return found


def _violation(
    rule: str,
    clauses: tuple[str, ...],
    code: str,
    by: By,
    remedies: tuple[Remedy, ...] = (),
    act: str | None = None,
) -> Violation:
    about = facts(act=act, role=by.role, person=by.person, at=by.at)
    return Violation(
        rule=rule,
        clauses=clauses,
        level=Level.HARD,
        gaps=(Gap(code=code, about=about, remedies=remedies),),
    )

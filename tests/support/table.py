"""The architecture's table "Who owns what", typed by hand for the rows tested in part B.

Never computed from `safetyframe.powers`: this is the second, independent writing of the table. The
trust person has no column there: reading 11 gives no power but to speak for the minor. That one may
*acknowledge* is ours: a trust person takes part, so T5 and P22 are owed to them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from attrs import frozen

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.acts.voices import Dissented
from safetyframe.outcome import Accepted, Refused
from safetyframe.roles import CLIENT_SIDE, Part, Role
from safetyframe.values import Form
from tests.support.expect import NEIGHBOUR, assign, join, violation
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    SYSTEM,
    TRUST,
    WORKER,
    Story,
    Who,
    exception,
    expectations_set,
    measure,
    text,
)

CAST: Final = (LEAD, CO, WORKER, ANNA_, MOTHER, GRAN, TRUST, AUTHORITY, SYSTEM)

# fmt: off
#: Who may do an act that is otherwise in order. `chair`: a network member in the chair only.
TABLE: Final[dict[type[Any], tuple[str, str]]] = {
    #                   rests on       lead co   worker minor parent network trust authority system
    a.ProposeMeasure:  ("P17",         "no  no   yes    yes   yes    yes     no    no        no"),
    a.AmendMeasure:    ("P17",         "no  no   yes    yes   yes    yes     no    no        no"),
    a.EndMeasure:      ("P17",         "no  no   yes    yes   yes    yes     no    no        no"),
    a.EstablishHoe:    ("P17 P16 X5",  "no  no   yes    yes   yes    yes     no    no        no"),
    a.AcceptMeasure:   ("P10 P8c",     "yes yes  yes    yes   yes    yes     no    no        no"),
    a.DeclineMeasure:  ("P10 P8c",     "yes yes  yes    yes   yes    yes     no    no        no"),
    a.Explain:         ("P18a P22 P8c", "yes yes yes    no    no     chair   no    no        no"),
    a.ExceptDuty:      ("P18a P22 P8c", "yes yes yes    no    no     no      no    no        no"),
    a.Acknowledge:     ("P5a P26 P8c", "yes yes  yes    yes   yes    yes     yes   no        no"),
    a.Speak:           ("T6",          "yes yes  yes    yes   yes    yes     yes   no        no"),
    a.Scale:           ("T6",          "yes yes  yes    yes   yes    yes     yes   no        no"),
    a.Dissent:         ("T6",          "yes yes  yes    yes   yes    yes     yes   no        no"),
    a.DecideDirection: ("T7 P8c",      "yes yes  yes    yes   yes    yes     no    no        no"),
    # No line of the architecture's table: who may know of a ban is a professional or government.
    a.KeepApart:       ("X16 P8c",     "yes yes  yes    no    no     no      no    yes       no"),
}
# fmt: on


@frozen
class Case:
    """One cell: may this person, in this capacity, do this act?"""

    act: type[Any]
    clauses: tuple[str, ...]
    who: Who
    cell: str


def _cells(*acts: type[Any]) -> Iterator[Case]:
    for act in acts:
        clauses, cells = TABLE[act]
        for who, cell in zip(CAST, cells.split(), strict=True):
            yield Case(act, tuple(clauses.split()), who, cell)


def cells(*acts: type[Any]) -> pytest.MarkDecorator:
    """Parametrise over the cells of these rows."""
    found = list(_cells(*acts))
    names = [f"{c.act.__name__}-{c.who[0]}-{c.cell}" for c in found]
    return pytest.mark.parametrize("case", found, ids=names)


def check(case: Case) -> None:
    """Require what the table says: accepted, or refused on the row's clauses."""
    story = stage()
    outcome = story.ask(case.act, case.who, **CONTENT[case.act](story, case.who))
    if case.cell == "yes":
        assert isinstance(outcome, Accepted), outcome
        assert outcome.record.act.by.person == case.who[0]
        return
    assert isinstance(outcome, Refused), outcome
    found = violation(outcome, f"powers.{case.act.__name__}")
    assert found.clauses == case.clauses
    (gap,) = found.gaps
    assert gap.code == ("not-chair" if case.cell == "chair" else "not-this-role")
    assert gap.get("act") == case.act.__name__
    assert gap.get("role") == case.who[1].value
    assert gap.get("person") == case.who[0]
    assert [r.act for r in gap.remedies] == [case.act.__name__]
    assert case.who[1] not in gap.remedies[0].roles or case.cell == "chair"


def stage() -> Story:
    """Everyone of the cast takes part, WAT stands and is explained, and a measure is proposed."""
    story = expectations_set()
    assign(story, CO)
    join(story, NEIGHBOUR, chair=True)
    everyone = (*(who[0] for who in (*CAST[:7], FATHER, NEIGHBOUR)), BEN)
    story.explain(Topic.WAT, *everyone, version=2, who=LEAD)
    story.wait()
    return story


def _measure(story: Story, _: Who) -> dict[str, Any]:
    there = {p.person for p in story.t.people.values() if p.active(story.now)}
    bearers = tuple(who[0] for who in CAST if who[0] in there)
    return {"measure": measure(story, bearers=bearers)}


def _words(story: Story, who: Who) -> dict[str, Any]:
    return {
        "wat": 2,
        "about": text("measure"),
        "serves": ("b1", "g1"),
        "bearers": (GRAN[0],),
        "minors": (ANNA, BEN),
    }


def _hoe(story: Story, who: Who) -> dict[str, Any]:
    key = measure(story)
    story.do(a.AcceptMeasure, GRAN, measure=key)
    together = {
        person: Part(person=person, role=role) for person, role in (WORKER, MOTHER, GRAN, who)
    }
    there = dict.fromkeys(
        p.person for p in story.t.people.values() if p.role in CLIENT_SIDE and p.active(story.now)
    )
    return {
        "wat": 2,
        "measures": (key,),
        "together": tuple(together.values()),
        "invited": tuple(p for p in there if p not in together),
    }


def _direction(story: Story, who: Who) -> dict[str, Any]:
    parts = {p: Part(person=p, role=r) for p, r in (who, WORKER)}
    parts[MOTHER[0]] = Part(person=MOTHER[0], role=Role.PARENT, position=text("yes"))
    return {"direction": text(), "minors": (ANNA, BEN), "together": tuple(parts.values())}


#: What an act says that is in order but for who does it.
CONTENT: Final[dict[type[Any], Callable[[Story, Who], dict[str, Any]]]] = {
    a.ProposeMeasure: _words,
    a.AmendMeasure: lambda s, w: {"measure": measure(s), **_words(s, w)},
    a.EndMeasure: lambda s, _w: {"measure": measure(s)},
    a.EstablishHoe: _hoe,
    a.AcceptMeasure: _measure,
    a.DeclineMeasure: _measure,
    a.Explain: lambda _s, _w: {
        "matters": (Matter(topic=Topic.WAT, version=2),),
        "persons": (FATHER[0],),
        "form": Form.SPOKEN,
        "language": "nl",
    },
    a.ExceptDuty: lambda _s, _w: {"exception": exception("P22", person=FATHER[0])},
    a.Acknowledge: lambda _s, _w: {"matter": Matter(topic=Topic.WORRIES, version=2)},
    a.Speak: lambda _s, _w: {"words": text("own words"), "minors": (ANNA,)},
    a.Scale: lambda _s, _w: {"goal": "g1", "minor": ANNA, "value": 4},
    a.Dissent: lambda _s, _w: {"against": Dissented.WAT, "ref": "2", "words": text("no")},
    a.DecideDirection: _direction,
    a.KeepApart: lambda _s, _w: {"persons": (FATHER[0], MOTHER[0]), "ground": text("ban")},
}

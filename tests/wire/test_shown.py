"""A View as JSON, part by part: each thing that may be shown, and what is said of what may not."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from attrs import evolve

from safetyframe import wire
from safetyframe.acts.voices import Speak
from safetyframe.charter import Level
from safetyframe.errors import HostError
from safetyframe.outcome import (
    Accepted,
    Can,
    DutyState,
    Finding,
    Findings,
    Gap,
    Possibilities,
    Possibility,
    Refused,
    Remedy,
    Unsure,
    Violation,
)
from safetyframe.record import OpenItem, Record
from safetyframe.roles import Role
from safetyframe.trajectory import Trajectory
from safetyframe.wire import exporting
from tests.support.viewing import view_of
from tests.wire.samples import sample

ACT, RECORD = sample(Speak, full=True), sample(Record, full=True)
REMEDY = Remedy(
    act="Judge", roles=(Role.CONSULTANT, Role.MINOR), about=(("minor", "anna"),), human=True
)
GAP = Gap(code="c", about=(("minor", "anna"), ("number", 3)), remedies=(REMEDY,))
BROKEN = Violation(rule="x.y", clauses=("P1", "P2"), level=Level.HARD, gaps=(GAP,), broken=True)
FINDING = Finding(
    rule="f.g",
    clauses=("P3",),
    level=Level.WARN,
    code="d",
    state=DutyState.DUE,
    about=(("minor", "a b"),),
    remedies=(REMEDY,),
)
IN_JSON = {
    "remedy": {
        "act": "Judge",
        "roles": ["consultant", "minor"],
        "about": {"minor": "anna"},
        "human": True,
    },
}
IN_JSON["gap"] = {
    "code": "c",
    "about": {"minor": "anna", "number": 3},
    "remedies": [IN_JSON["remedy"]],
}
IN_JSON["violation"] = {
    "rule": "x.y",
    "clauses": ["P1", "P2"],
    "level": "hard",
    "broken": True,
    "gaps": [IN_JSON["gap"]],
}
IN_JSON["finding"] = {
    "rule": "f.g",
    "clauses": ["P3"],
    "level": "warn",
    "code": "d",
    "state": "due",
    "about": {"minor": None},
    "remedies": [IN_JSON["remedy"]],
}
AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_each_part_of_what_is_shown_as_json():
    assert exporting.remedy_in_json(REMEDY) == IN_JSON["remedy"]
    assert exporting.gap_in_json(GAP) == IN_JSON["gap"]
    assert exporting.violation_in_json(BROKEN) == IN_JSON["violation"]
    assert exporting.finding_in_json(FINDING) == IN_JSON["finding"]
    assert exporting.finding_in_json(evolve(FINDING, state=None))["state"] is None
    item = OpenItem(clause="P1", person="p", target="t", state="due")
    assert exporting.item_in_json(item) == {
        "clause": "P1",
        "person": "p",
        "target": "t",
        "state": "due",
    }


def shown(thing: object) -> dict:
    exported = wire.export(view_of(thing, person="p:1", at=AT))
    assert {name: exported[name] for name in ("type", "version", "viewer", "at")} == {
        "type": "view",
        "version": 1,
        "viewer": "p:1",
        "at": AT.isoformat(),
    }
    assert json.loads(json.dumps(exported)) == exported
    return {exported["of"]: exported["shown"]}


def record_in_json() -> dict:
    whole = {k: v for k, v in wire.dump(RECORD).items() if k not in {"type", "version", "seq"}}
    act = wire.dump(RECORD.act)
    content = {k: v for k, v in act.items() if k not in {"type", "version"}}
    return {**whole, "act": {"name": act["type"], "content": content}}


def test_each_thing_that_may_be_shown_as_json():
    assert shown(Refused(violations=(BROKEN,), unknown=("wat", "hoe"))) == {
        "outcome": {
            "verdict": "refused",
            "violations": [IN_JSON["violation"]],
            "unknown": ["wat", "hoe"],
        }
    }
    assert shown(Unsure(unknown=("wat",))) == {"outcome": {"verdict": "unsure", "unknown": ["wat"]}}
    assert shown(Findings((FINDING,), as_of=AT)) == {
        "findings": {"as_of": AT.isoformat(), "findings": [IN_JSON["finding"]]}
    }
    possible = Possibility(
        act="Judge", can=Can.NO, violations=(BROKEN,), rules=("x.y",), unknown=("wat",)
    )
    assert shown(Possibilities((possible,), by=ACT.by)) == {
        "possibilities": [
            {
                "act": "Judge",
                "can": Can.NO.value,
                "violations": [IN_JSON["violation"]],
                "rules": ["x.y"],
                "unknown": ["wat"],
            }
        ]
    }
    record = record_in_json()
    assert shown(RECORD) == {"record": record}
    assert shown(None) == {"record": None}
    assert shown((RECORD, RECORD)) == {
        "records": [{"number": 1, **record}, {"number": 2, **record}]
    }
    t = Trajectory.start("t:1", zone="Europe/Brussels")
    untold = {"type", "version", "seq", "known_at"}
    told = {k: v for k, v in wire.dump(t).items() if k not in untold}
    assert set(told) == {"id", "zone", "slices"}
    assert shown(t) == {"trajectory": told}
    assert shown(Accepted(record=RECORD, trajectory=t, warnings=(FINDING,))) == {
        "outcome": {
            "verdict": "accepted",
            "record": record,
            "trajectory": told,
            "warnings": [IN_JSON["finding"]],
        }
    }


@pytest.mark.parametrize("thing", ["words", ("words",), (RECORD, None), object()])
def test_of_what_has_no_form_to_be_shown(thing):
    with pytest.raises(HostError) as caught:
        wire.export(view_of(thing))
    assert str(caught.value) == "this view is of something that has no form in JSON"

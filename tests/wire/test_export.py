"""A View as JSON: whole for its viewer, and never to be read back as something to keep."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from safetyframe import acts as a
from safetyframe import wire
from safetyframe.charter import Level
from safetyframe.errors import HostError, PayloadError
from safetyframe.outcome import Gap, Refused, Violation, facts
from safetyframe.roles import Audience, Role
from safetyframe.testing import CAST
from safetyframe.views import View, Viewer
from tests.support.planner import pool
from tests.support.story import ANNA, ANNA_, LEAD, WORKER, hoe_established, statements, text
from tests.support.viewing import view_of

STORY = hoe_established()


def views(person: str = LEAD[0]) -> Iterator[View[Any]]:
    story, law = STORY, STORY.law
    viewer = Viewer(person=person, at=story.now)
    yield law.show(story.t, viewer)
    yield law.show(story.records, viewer, story.t)
    yield law.show(story.records[0], viewer, story.t)
    yield law.show(law.findings(story.t, story.now), viewer, story.t)
    by = story.by((person, Role.CONSULTANT))
    yield law.show(law.what_can(story.t, by), viewer, story.t)
    for kind, content in (
        (a.EstablishWat, statements()),
        (a.RecordStrength, {"minors": (ANNA,), "about": text()}),
    ):
        yield law.show(story.ask(kind, (person, Role.CONSULTANT), **content), viewer, story.t)


def parts_of(exported: object) -> Iterator[dict[str, Any]]:
    if isinstance(exported, dict):
        yield exported
        for each in exported.values():
            yield from parts_of(each)
    elif isinstance(exported, list):
        for each in exported:
            yield from parts_of(each)


def test_it_says_whose_it_is_and_as_of_when():
    for view in views():
        exported = wire.export(view)
        assert exported["type"] == "view"
        assert exported["viewer"] == "c-lead"
        assert exported["at"] == STORY.now.isoformat()
    assert [wire.export(view)["of"] for view in views()] == [
        "trajectory",
        "records",
        "record",
        "findings",
        "possibilities",
        "outcome",
        "outcome",
    ]


def test_no_part_of_it_can_be_read_back():
    for view in views():
        exported = wire.export(view)
        assert json.loads(json.dumps(exported)) == exported
        for part in parts_of(exported):
            for load in (wire.load, wire.load_act, wire.load_record, wire.load_trajectory):
                with pytest.raises(PayloadError):
                    load(part)
        inner = [part for part in parts_of(exported) if part is not exported]
        assert not any("version" in part and "type" in part for part in inner)


def test_it_holds_what_is_shown_and_what_is_shown_only():
    for person in (LEAD[0], ANNA, "nobody"):
        view = STORY.law.show(STORY.t, Viewer(person=person, at=STORY.now))
        whole = wire.dump(view.shown)
        shown = wire.export(view)["shown"]
        assert shown == {
            name: value
            for name, value in whole.items()
            if name not in {"type", "version", "seq", "known_at"}
        }


def test_records_are_counted_and_acts_keep_their_names():
    view = STORY.law.show(STORY.records, Viewer(person=ANNA, at=STORY.now), STORY.t)
    records = wire.export(view)["shown"]
    assert [one["number"] for one in records] == list(range(1, len(view.shown) + 1))
    assert not any("seq" in part for part in records)
    names = [wire.ACT_NAMES[type(one.act)][0] for one in view.shown]
    assert [one["act"]["name"] for one in records] == names
    for one, record in zip(records, view.shown, strict=True):
        assert {**one["act"]["content"], "type": one["act"]["name"], "version": 1} == wire.dump(
            record.act
        )


def test_a_record_that_is_not_for_them_is_null():
    story = hoe_established()
    record = story.do(a.Speak, ANNA_, words=text(), audience=Audience(persons=(WORKER[0],))).record
    view = story.law.show(record, Viewer(person=LEAD[0], at=story.now), story.t)
    assert wire.export(view)["shown"] is None


def test_prose_in_the_place_of_a_reference_is_null():
    gap = Gap(code="unknown-minor", about=facts(minor="Papa slaat", number=3))
    broken = Violation(rule="x", clauses=(), level=Level.HARD, gaps=(gap,))
    exported = wire.export(view_of(Refused(violations=(broken,)), person="Jan Peeters"))
    assert exported["viewer"] is None
    assert exported["shown"]["violations"][0]["gaps"][0]["about"] == {"minor": None, "number": 3}


def test_what_was_never_looked_through_is_not_exported():
    for thing in (STORY.t, STORY.records[0], tuple(STORY.records), None):
        with pytest.raises(HostError, match="only a View can be shown"):
            wire.export(thing)


def test_a_view_of_something_else_has_no_form():
    for thing in ("words", ("words",), object()):
        with pytest.raises(HostError, match="no form in JSON"):
            wire.export(view_of(thing))


def test_a_view_is_not_dumped():
    for view in views():
        for dump in (wire.dump, wire.dumps):
            with pytest.raises(HostError, match=r"safetyframe\.wire\.export"):
                dump(view)


def test_whatever_anyone_sees_can_be_exported():
    for run in pool(3, 3):
        for person in sorted({p for p, _ in CAST}):
            viewer = Viewer(person=person, at=run.story.now)
            json.dumps(wire.export(run.law.show(run.t, viewer)))
            json.dumps(wire.export(run.law.show(run.story.records, viewer, run.t)))

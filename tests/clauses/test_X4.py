"""X4: no HOE refers to a WAT that came later than it, or that was never established."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.outcome import Accepted
from safetyframe.roles import Part
from tests.support.expect import no, revise
from tests.support.story import (
    ANNA,
    BEN,
    GRAN,
    LEAD,
    WORKER,
    expectations_set,
    hoe_content,
    hoe_established,
    measure,
    opened,
    text,
    wat_established,
)

RULE, CLAUSES = "hoe.after-wat", "P16 X4"


@pytest.mark.parametrize("version", [-1, 0, 1, 7])
def test_no_hoe_where_there_is_no_wat(version):
    story = opened()
    together = tuple(Part(person=p, role=r) for p, r in (WORKER, GRAN))
    content = {"wat": version, "measures": (), "together": together}
    no(story.ask(a.EstablishHoe, WORKER, **content), RULE, CLAUSES, "no-wat")


@pytest.mark.parametrize("version", [0, 1, 3, 99])
def test_no_hoe_on_another_wat_than_the_one_in_force(version):
    story = expectations_set()
    content = {**hoe_content(story), "wat": version}
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    no(outcome, RULE, CLAUSES, "not-the-wat-in-force", version=2)


def test_no_hoe_that_happened_before_its_wat():
    story = expectations_set()
    content = hoe_content(story)
    at = story.t.wat[2].at
    for early, code in ((at - timedelta(microseconds=1), "wat-is-later"), (at, None)):
        by = story.by(WORKER, at=early, recorded_at=story.now)
        outcome = story.ask(a.EstablishHoe, WORKER, by=by, **content)
        if code is not None:
            no(outcome, RULE, CLAUSES, code)
        else:
            assert RULE not in {v.rule for v in outcome.violations}


MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize("kind", [a.ProposeMeasure, a.AmendMeasure], ids=lambda k: k.__name__)
def test_no_measure_dated_back_answers_a_wat_that_came_after_it(kind):
    """A measure is a part of HOE, and HOE comes after WAT (P16)."""
    story = wat_established()
    named = {"measure": measure(story, wat=1)} if kind is a.AmendMeasure else {}
    story.wait(2)
    number = revise(story, material=True)
    at = story.t.wat[number].at
    content = {"about": text(), "serves": ("g1",), "bearers": (GRAN[0],), "minors": (ANNA, BEN)}
    for early, wat, code in (
        (at - MOMENT, number, "unknown-version"),
        (at, number, None),
        (at - MOMENT, 1, None),
    ):
        by = story.by(WORKER, at=early, recorded_at=story.now)
        outcome = story.ask(kind, WORKER, by=by, wat=wat, **named, **content)
        if code is None:
            assert isinstance(outcome, Accepted)
        else:
            no(outcome, "form.serves", "", code, field="wat", version=number)


def test_no_hoe_dated_back_holds_a_measure_that_came_after_it():
    story = expectations_set()
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    story.wait(2)
    content = hoe_content(story)
    (key,) = content["measures"]
    at = story.t.measures[key].at
    for early, code in ((at - MOMENT, "unknown-reference"), (at, None)):
        by = story.by(WORKER, at=early, recorded_at=story.now)
        outcome = story.ask(a.EstablishHoe, WORKER, by=by, **content)
        if code is None:
            assert isinstance(outcome, Accepted)
        else:
            no(outcome, "form.measures", "", code, field="measures[0]")


@pytest.mark.parametrize(
    "kind",
    [a.AmendMeasure, a.EndMeasure, a.AcceptMeasure, a.DeclineMeasure],
    ids=lambda k: k.__name__,
)
def test_nobody_changes_or_answers_a_measure_before_it_was_proposed(kind):
    story = wat_established()
    story.wait(2)
    key = measure(story, wat=1)
    at = story.t.measures[key].at
    amended = {
        "about": text(),
        "serves": ("g1",),
        "bearers": (GRAN[0],),
        "minors": (ANNA,),
        "wat": 1,
    }
    content = amended if kind is a.AmendMeasure else {}
    for early, refused in ((at - MOMENT, True), (at, False)):
        by = story.by(GRAN, at=early, recorded_at=story.now)
        outcome = story.ask(kind, GRAN, by=by, measure=key, **content)
        if refused:
            no(outcome, "form.measure", "", "unknown-reference", field="measure")
        else:
            assert isinstance(outcome, Accepted)


def test_every_hoe_on_record_refers_to_a_wat_that_stood_at_the_time():
    story = hoe_established()
    for material in (False, True):
        story.wait(3)
        number = revise(story, material=material)
        story.explain(Topic.WAT, WORKER[0], version=number, who=LEAD)
        story.do(a.EstablishHoe, WORKER, **hoe_content(story))
    assert [h.wat for h in story.t.hoe.values()] == [2, 3, 4]
    for hoe in story.t.hoe.values():
        assert story.t.wat[hoe.wat].at <= hoe.at
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **hoe_content(story)), Accepted)

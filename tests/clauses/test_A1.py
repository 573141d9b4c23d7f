"""A1: all work serves one aim, a child that grows up safe, loved and with people around."""

from __future__ import annotations

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.wat import Aim
from safetyframe.outcome import Accepted
from tests.support.expect import (
    revise,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
    withdraw_otherwise,
)
from tests.support.story import ANNA, BEN, LEAD, gathered, opened, statements

WATCH = "watch.whole-aim"


def aiming(*aims):
    """A WAT whose goals bear these tags, one tuple per goal."""
    story = opened()
    goals = tuple(evolve(g, aims=tags) for g, tags in zip(statements()["goals"], aims, strict=True))
    story.do(a.EstablishWat, LEAD, **statements(goals=goals), **gathered(story))
    return story


@pytest.mark.parametrize("aims", [((Aim.SAFE,), (Aim.SAFE,)), ((), (Aim.SAFE,))])
def test_a_wat_that_aims_at_safety_alone_is_seen(aims):
    story = aiming(*aims)
    sees(story, WATCH, "A1", "only-safe", version=1)
    says_what_it_does_not_know(story, WATCH, "A1", "wat involvement")


@pytest.mark.parametrize(
    "aims",
    [
        ((Aim.SAFE,), (Aim.LOVED,)),
        ((Aim.SAFE, Aim.SURROUNDED), (Aim.SAFE,)),
        ((Aim.LOVED,), ()),
        ((), ()),
    ],
)
def test_a_wider_aim_or_none_named_is_not(aims):
    sees_nothing(aiming(*aims), WATCH)


def test_without_wat_there_is_nothing_to_say():
    sees_nothing(opened(), WATCH)


def test_widening_the_aim_takes_it_away():
    story = aiming((Aim.SAFE,), (Aim.SAFE,))
    goals = tuple(evolve(g, aims=(Aim.SAFE, Aim.LOVED)) for g in statements()["goals"])
    revise(story, material=True, goals=goals)
    sees_nothing(story, WATCH)


def test_it_is_no_matter_once_nothing_is_open():
    story = aiming((Aim.SAFE,), (Aim.SAFE,))
    withdraw_otherwise(story, ANNA)
    withdraw_otherwise(story, BEN)
    sees_nothing(story, WATCH)


def test_it_refuses_nothing():
    story = aiming((Aim.SAFE,), (Aim.SAFE,))
    outcome = story.ask(a.Judge, LEAD, wat=1, minor=ANNA, target="g1", met=True)
    assert isinstance(outcome, Accepted)
    assert outcome.warnings == ()

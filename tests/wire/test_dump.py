"""What could not be read again is not written in the first place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from attrs import evolve

from safetyframe import wire
from safetyframe.acts.judging import Judge
from safetyframe.acts.voices import Scale, Speak
from safetyframe.acts.wat import Aim
from safetyframe.errors import HostError, PayloadError
from safetyframe.index import Index
from safetyframe.record import Record
from safetyframe.roles import Role
from safetyframe.slices import Handover
from safetyframe.trajectory import Trajectory
from tests.wire.samples import sample

NAIVE = datetime(2026, 3, 1, 10)  # noqa: DTZ001 - that is the fault
ODD = timezone(timedelta(hours=1, seconds=30))
ACT, SCALE = sample(Speak, full=True), sample(Scale, full=True)
RECORD = sample(Record, full=True)
HANDOVER = sample(Handover, full=True)


class Word(str):
    __slots__ = ()


def by(**changes):
    return evolve(ACT, by=evolve(ACT.by, **changes))


@pytest.mark.parametrize(
    ("x", "path", "code"),
    [
        (by(at=NAIVE), ("by", "at"), "naive-time"),
        (by(recorded_at=NAIVE), ("by", "recorded_at"), "naive-time"),
        (
            Trajectory(id="t:1", known_at=datetime(2026, 3, 1, tzinfo=ODD)),
            ("known_at",),
            "bad-value",
        ),
        (by(at="2026-03-01T10:00:00+01:00"), ("by", "at"), "wrong-type"),
        (by(at=None), ("by", "at"), "wrong-type"),
        (by(role="minor"), ("by", "role"), "wrong-type"),
        (by(role=Aim.SAFE), ("by", "role"), "wrong-type"),
        (by(person="Anna Peeters"), ("by", "person"), "bad-reference"),
        (by(person=Word("p:1")), ("by", "person"), "wrong-type"),
        (evolve(ACT, minors=["p:1"]), ("minors",), "wrong-type"),
        (evolve(ACT, minors="p:1"), ("minors",), "wrong-type"),
        (evolve(ACT, minors=("p:1", "Anna Peeters")), ("minors", 1), "bad-reference"),
        (evolve(ACT, words="prose"), ("words",), "wrong-type"),
        (evolve(ACT, words=None), ("words",), "wrong-type"),
        (evolve(SCALE, value=True), ("value",), "wrong-type"),
        (evolve(SCALE, value=7.0), ("value",), "wrong-type"),
        (evolve(SCALE, value=2**60), ("value",), "bad-value"),
        (evolve(SCALE, goal="a\nb"), ("goal",), "bad-value"),
        (evolve(sample(Judge, full=True), met=1), ("met",), "wrong-type"),
        (evolve(RECORD, act=RECORD), ("act",), "wrong-type"),
        (evolve(RECORD, act=None), ("act",), "wrong-type"),
        (evolve(RECORD, act=by(at=NAIVE)), ("act", "by", "at"), "naive-time"),
        (Trajectory(id="t 1"), ("id",), "bad-reference"),
        (Trajectory(id="t:1", handovers={}), ("slices", "handovers"), "wrong-type"),
        (Trajectory(id="t:1", handovers=None), ("slices", "handovers"), "wrong-type"),
        (
            Trajectory(id="t:1", handovers=Index({"other": HANDOVER})),
            ("slices", "handovers", 0),
            "misfiled",
        ),
        (
            Trajectory(id="t:1", handovers=Index({HANDOVER.id: ACT})),
            ("slices", "handovers", 0),
            "wrong-type",
        ),
    ],
)
def test_refused(x, path, code):
    with pytest.raises(PayloadError) as caught:
        wire.dump(x)
    assert (caught.value.path, caught.value.code) == (path, code)
    assert "Peeters" not in str(caught.value)


@pytest.mark.parametrize("x", [None, {}, ACT.words, ACT.by, Role.MINOR, "speak", Speak])
def test_only_documents_are_written(x):
    with pytest.raises(HostError):
        wire.dump(x)


def test_a_kind_of_datetime_is_as_good():
    class Frozen(datetime):
        pass

    at = Frozen(2026, 3, 1, 10, tzinfo=UTC)
    assert wire.load(wire.dump(by(at=at))) == by(at=at)

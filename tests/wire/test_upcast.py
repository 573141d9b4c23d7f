"""Older versions are brought up to date, step by step, wherever they stand."""

from __future__ import annotations

import pytest

from safetyframe import wire
from safetyframe.acts.voices import Scale, Speak
from safetyframe.errors import PayloadError, UnknownVersionError
from safetyframe.record import Record
from safetyframe.wire import ACT_NAMES, DOCUMENT_NAMES, Codec
from safetyframe.wire.upcast import UPCASTERS
from tests.wire.checking import put, without
from tests.wire.samples import sample

SCALE = sample(Scale, full=True)
NEW = wire.dump(SCALE)


def first(fields):
    """Version 1 called the goal `aim`."""
    return {("goal" if name == "aim" else name): part for name, part in fields.items()}


def second(fields):
    """Version 2 counted to a hundred."""
    return {**fields, "value": fields["value"] // 10}


STEPS = {("scale", 1): first, ("scale", 2): second}
CODEC = Codec({**ACT_NAMES, Scale: ("scale", 3)}, upcasters=STEPS)
V3 = {**NEW, "version": 3}
V2 = {**NEW, "version": 2, "value": 70}
V1 = {**without(V2, ("goal",)), "version": 1, "aim": NEW["goal"]}


@pytest.mark.parametrize("payload", [V1, V2, V3])
def test_every_version_is_read_and_today_s_is_written(payload):
    before = dict(payload)
    act = CODEC.load(payload)
    assert act == SCALE
    assert payload == before
    assert CODEC.dump(act) == V3


@pytest.mark.parametrize("payload", [V1, V2, V3])
def test_inside_a_record_too(payload):
    record = sample(Record, full=True)
    old = put(wire.dump(record), ("act",), payload)
    assert CODEC.load_record(old).act == SCALE


@pytest.mark.parametrize("version", [0, 4])
def test_no_way_from_there(version):
    with pytest.raises(UnknownVersionError) as caught:
        CODEC.load({**NEW, "version": version})
    assert caught.value.path == ("version",)


@pytest.mark.parametrize(
    ("payload", "path", "code"),
    [
        ({**V1, "goal": "g:1"}, None, None),  # the step itself decides what becomes of both
        ({**V1, "colour": 1}, (), "unknown-key"),
        (without(V1, ("aim",)), ("goal",), "missing-key"),
        ({**V2, "value": "70"}, (), "bad-value"),
        (put(V2, ("by", "at"), "2026-03-01T10:00:00"), ("by", "at"), "naive-time"),
    ],
)
def test_what_comes_out_is_read_as_strictly(payload, path, code):
    if code is None:
        assert CODEC.load(payload)
        return
    with pytest.raises(PayloadError) as caught:
        CODEC.load(payload)
    assert (caught.value.path, caught.value.code) == (path, code)


def test_records_and_trajectories_can_grow_older_too():
    def with_law(fields):
        return {"law": "none", **fields}

    codec = Codec(
        documents={**DOCUMENT_NAMES, Record: ("record", 2)}, upcasters={("record", 1): with_law}
    )
    old = without(wire.dump(sample(Record, full=True)), ("law",))
    assert codec.load_record(old).law == "none"


@pytest.mark.parametrize(
    ("acts", "steps"),
    [
        ({Scale: ("scale", 2)}, {}),  # no way from 1
        ({}, {("scale", 1): first}),  # leads nowhere
        ({Scale: ("scale", 3)}, {("scale", 1): first}),  # stops halfway
        ({}, {("sing", 1): first}),  # from nowhere
        ({Scale: ("speak", 1)}, {}),  # a name used twice
    ],
)
def test_tables_that_are_not_sound_are_refused_at_once(acts, steps):
    with pytest.raises(TypeError):
        Codec({**ACT_NAMES, **acts}, upcasters=steps)


def test_there_are_no_steps_yet():
    assert dict(UPCASTERS) == {}
    assert ACT_NAMES[Speak] == ("speak", 1)

"""JSON as text: one document, all of it, and nothing that JSON does not have."""

from __future__ import annotations

import json

import pytest

from safetyframe import wire
from safetyframe.acts.voices import Speak
from safetyframe.errors import PayloadError, UnknownTypeError
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from tests.wire.samples import sample

ACT = sample(Speak, full=True)
TEXT = wire.dumps(ACT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "speak",
        TEXT[:-1],
        TEXT + "}",
        TEXT + TEXT,
        TEXT[:-1] + ',"n":NaN}',
        TEXT[:-1] + ',"n":Infinity}',
        TEXT[:-1] + ',"n":-Infinity}',
        TEXT[:-1] + ",}",
        TEXT.replace('"version":1', '"version":1,"version":1'),
        TEXT.replace('"role":', '"role":"parent","role":'),
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000,
        "9" * 10_000,
        TEXT.encode("utf-16"),
        b"\xef\xbb\xbf" + TEXT.encode(),
        "\ufeff" + TEXT,
        TEXT.encode() + b"\xff",
        "{'type': 'speak'}",
        '{"type": "a\nb"}',
    ],
)
def test_not_json(text):
    with pytest.raises(PayloadError) as caught:
        wire.loads(text)
    assert (caught.value.code, caught.value.path) == ("not-json", ())


@pytest.mark.parametrize(
    "text", [TEXT, TEXT.encode(), f" {TEXT}\n", json.dumps(json.loads(TEXT), indent=2)]
)
def test_json(text):
    assert wire.loads(text) == ACT
    assert wire.loads_act(text) == ACT


def test_what_is_written_is_one_line_of_ascii():
    act = sample(Speak, full=True)
    text = wire.dumps(act)
    assert text.isascii()
    assert text.isprintable()
    assert " " not in text


def test_keys_always_come_in_the_same_order():
    keys = ["type", "version", "id", "by", "words", "minors", "audience"]
    assert list(json.loads(TEXT)) == keys
    assert wire.dumps(wire.loads(json.dumps(json.loads(TEXT), sort_keys=True))) == TEXT


def test_each_door_lets_in_its_own():
    record, trajectory = sample(Record, full=True), Trajectory.start("t:1")
    assert wire.loads_record(wire.dumps(record)) == record
    assert wire.loads_trajectory(wire.dumps(trajectory)) == trajectory
    for door in (wire.loads_record, wire.loads_trajectory):
        with pytest.raises(UnknownTypeError):
            door(TEXT)
    with pytest.raises(UnknownTypeError):
        wire.loads_act(wire.dumps(record))

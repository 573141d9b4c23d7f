"""One fault at a time: refused with its path and code by `load`, and refused by the schema."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from safetyframe import wire
from safetyframe.acts.hoe import EstablishHoe
from safetyframe.acts.voices import Scale, Speak
from safetyframe.acts.wat import EstablishWat
from safetyframe.errors import PayloadError, UnknownTypeError, UnknownVersionError
from safetyframe.record import Record
from tests.wire.checking import put, validator, without
from tests.wire.samples import sample, trajectory

PAYLOADS = {
    "speak": wire.dump(sample(Speak, full=True)),
    "scale": wire.dump(sample(Scale, full=True)),
    "establish-wat": wire.dump(sample(EstablishWat, full=True)),
    "establish-hoe": wire.dump(sample(EstablishHoe, full=True)),
    "record": wire.dump(sample(Record, full=True)),
    "trajectory": wire.dump(trajectory(full=True)),
}
MISSING = object()
DEEP = ("act", "by", "mandate", "since")

CASES = [
    # what, where, put there, the code, and the path when it is not where the change was made
    ("speak", ("colour",), "red", "unknown-key", ()),
    ("speak", ("by", "colour"), "red", "unknown-key", ("by",)),
    ("speak", ("words", "words"), "red", "unknown-key", ("words",)),
    ("record", ("act", "by", "mandate", "x"), 1, "unknown-key", ("act", "by", "mandate")),
    ("trajectory", ("slices", "weather"), [], "unknown-key", ("slices",)),
    ("trajectory", ("people",), [], "unknown-key", ()),
    ("trajectory", ("slices", "people", 1, "x"), 1, "unknown-key", ("slices", "people", 1)),
    ("speak", ("id",), MISSING, "missing-key", None),
    ("speak", ("by", "role"), MISSING, "missing-key", None),
    ("speak", ("type",), MISSING, "missing-key", None),
    ("speak", ("version",), MISSING, "missing-key", None),
    ("record", ("law",), MISSING, "missing-key", None),
    ("record", ("act", "type"), MISSING, "missing-key", None),
    ("trajectory", ("seq",), MISSING, "missing-key", None),
    ("trajectory", ("zone",), MISSING, "missing-key", None),
    ("trajectory", ("slices", "wat"), MISSING, "missing-key", None),
    ("establish-wat", ("goals", 0, "words", "digest"), MISSING, "missing-key", None),
    ("scale", ("value",), "10", "wrong-type", None),
    ("scale", ("value",), True, "wrong-type", None),
    ("scale", ("value",), 7.5, "wrong-type", None),
    ("scale", ("value",), None, "wrong-type", None),
    ("scale", ("value",), 2**53, "bad-value", None),
    ("speak", ("minors",), "p:1", "wrong-type", None),
    ("speak", ("minors",), {}, "wrong-type", None),
    ("speak", ("minors", 0), ["p:1"], "wrong-type", None),
    ("speak", ("words",), "t:1", "wrong-type", None),
    ("speak", ("words",), None, "wrong-type", None),
    ("speak", ("by",), [], "wrong-type", None),
    ("speak", ("version",), "1", "wrong-type", None),
    ("speak", ("version",), True, "wrong-type", None),
    ("speak", ("type",), 1, "wrong-type", None),
    ("speak", ("type",), ["speak"], "wrong-type", None),
    ("record", ("seq",), 1.5, "wrong-type", None),
    ("record", ("act",), None, "wrong-type", None),
    ("record", ("leaves_open",), None, "wrong-type", None),
    ("trajectory", ("slices",), None, "wrong-type", None),
    ("trajectory", ("slices", "people"), {}, "wrong-type", None),
    ("trajectory", ("slices", "people", 0), None, "wrong-type", None),
    ("trajectory", ("slices", "told", 0, "acknowledged"), 1, "wrong-type", None),
    ("establish-hoe", ("together", 0, "position"), [], "wrong-type", None),
    ("speak", ("by", "at"), 1700000000, "wrong-type", None),
    ("speak", ("by", "at"), "2026-03-01T10:00:00", "naive-time", None),
    ("record", DEEP, "2026-03-01T10:00:00.5", "naive-time", None),
    ("trajectory", ("known_at",), "2026-03-01T10:00:00", "naive-time", None),
    ("speak", ("by", "at"), "2026-03-01", "bad-value", None),
    ("speak", ("by", "at"), "2026-02-30T10:00:00+01:00", "bad-value", None),
    ("speak", ("by", "at"), "2026-W09-7T10:00:00+01:00", "bad-value", None),
    ("speak", ("by", "at"), "2026-03-01 10:00:00+01:00", "bad-value", None),
    ("speak", ("by", "at"), "2026-03-01T10:00:00+01:75", "bad-value", None),
    ("speak", ("by", "at"), "2026-03-01T10:00:00+01:00:30", "bad-value", None),
    ("speak", ("by", "at"), "2026-03-01T10:00:00.1234567+01:00", "bad-value", None),
    ("speak", ("by", "at"), "2026-03-01T10:00:00+01:00\n", "bad-value", None),
    ("speak", ("id",), "", "bad-reference", None),
    ("speak", ("id",), "a" * 129, "bad-reference", None),
    ("speak", ("by", "person"), "Anna Peeters", "bad-reference", None),
    ("speak", ("minors", 0), "p:1\n", "bad-reference", None),
    ("trajectory", ("id",), "de Smedt", "bad-reference", None),
    ("trajectory", ("slices", "wat", 1, "act"), "é", "bad-reference", None),
    ("speak", ("by", "role"), "king", "bad-value", None),
    ("speak", ("by", "role"), "MINOR", "bad-value", None),
    ("speak", ("by", "role"), 3, "wrong-type", None),
    ("speak", ("words", "digest"), "0123", "bad-value", None),
    ("speak", ("words", "digest"), "A" * 64, "bad-value", None),
    ("speak", ("words", "digest"), "a" * 64 + "\n", "bad-value", None),
    ("speak", ("words", "language"), "Nederlands!", "bad-value", None),
    ("speak", ("words", "language"), "nl_BE", "bad-value", None),
    ("speak", ("words", "id"), "two\nlines", "bad-value", None),
    ("trajectory", ("zone",), "Europe / Brussels", "bad-value", None),
    ("speak", ("type",), "sing", "unknown-type", None),
    ("record", ("act", "type"), "record", "unknown-type", None),
    ("record", ("act", "type"), "sing", "unknown-type", None),
    ("speak", ("version",), 2, "unknown-version", None),
    ("speak", ("version",), 0, "unknown-version", None),
    ("record", ("version",), 99, "unknown-version", None),
    ("record", ("act", "version"), -1, "unknown-version", None),
    ("trajectory", ("version",), 2, "unknown-version", None),
]
CLASSES = {"unknown-type": UnknownTypeError, "unknown-version": UnknownVersionError}


def change(name, where, what):
    payload = PAYLOADS[name]
    return without(payload, where) if what is MISSING else put(payload, where, what)


@pytest.mark.parametrize(("name", "where", "what", "code", "path"), CASES)
def test_refused_by_load_and_by_the_schema(name, where, what, code, path):
    payload = change(name, where, what)
    with pytest.raises(PayloadError) as caught:
        wire.load(payload)
    assert caught.value.code == code
    assert caught.value.path == (where if path is None else path)
    assert type(caught.value) is CLASSES.get(code, PayloadError)
    assert wire.faults_of(caught.value) == (caught.value,)
    assert str(caught.value) == SAID[told_apart(name, where, what)]
    assert not validator(name).is_valid(payload)


#: What each of these says is expected there, and how to go on. A new case shows its own by failing.
SAID = json.loads((Path(__file__).parent / "said.json").read_text("utf-8"))


def told_apart(name, where, what):
    return (
        f"{name} {'.'.join(map(str, where))} {what!r}" if what is not MISSING else f"{name} {where}"
    )


@pytest.mark.parametrize("name", PAYLOADS)
def test_before_the_change_all_was_well(name):
    wire.load(PAYLOADS[name])
    assert validator(name).is_valid(PAYLOADS[name])


def test_codes_are_all_tried():
    """The codes are a promise: a new one needs its cases here, or below."""
    elsewhere = {"not-json", "duplicate-key", "misfiled"}
    assert {code for *_, code, _ in CASES} | elsewhere == {
        "bad-reference",
        "bad-value",
        "duplicate-key",
        "misfiled",
        "missing-key",
        "naive-time",
        "not-json",
        "unknown-key",
        "unknown-type",
        "unknown-version",
        "wrong-type",
    }


@pytest.mark.parametrize(
    ("name", "where", "what", "code"),
    [
        ("scale", ("value",), 7.0, "wrong-type"),
        ("speak", ("version",), 1.0, "wrong-type"),
        ("speak", ("words", "id"), "half \ud83d", "bad-value"),
    ],
)
def test_what_only_load_can_refuse(name, where, what, code):
    with pytest.raises(PayloadError) as caught:
        wire.load(change(name, where, what))
    assert (caught.value.code, caught.value.path) == (code, where)


@pytest.mark.parametrize("name", PAYLOADS["trajectory"]["slices"])
def test_no_two_items_of_a_slice_share_a_key(name):
    payload = copy.deepcopy(PAYLOADS["trajectory"])
    items = payload["slices"][name]
    items.append(items[0])
    with pytest.raises(PayloadError) as caught:
        wire.load(payload)
    assert caught.value.code == "duplicate-key"
    assert caught.value.path == ("slices", name, len(items) - 1)


@pytest.mark.parametrize("payload", [None, 1, "speak", [], [("type", "speak")], b"{}"])
def test_only_an_object_is_a_document(payload):
    with pytest.raises(PayloadError) as caught:
        wire.load(payload)
    assert (caught.value.code, caught.value.path) == ("wrong-type", ())


def test_keys_that_are_no_strings():
    with pytest.raises(PayloadError) as caught:
        wire.load({**PAYLOADS["speak"], 7: 7})
    assert caught.value.code == "unknown-key"


@pytest.mark.parametrize(
    ("load", "fits"),
    [
        (wire.load_act, {"speak", "scale", "establish-wat", "establish-hoe"}),
        (wire.load_record, {"record"}),
        (wire.load_trajectory, {"trajectory"}),
    ],
)
def test_each_door_lets_in_its_own(load, fits):
    for name, payload in PAYLOADS.items():
        if name in fits:
            load(payload)
        else:
            with pytest.raises(UnknownTypeError) as caught:
                load(payload)
            assert caught.value.path == ("type",)


def test_all_faults_are_told_the_first_one_is_raised():
    payload = put(PAYLOADS["record"], ("seq",), "1")
    payload = put(payload, ("act", "by", "person"), "Anna Peeters")
    payload = put(payload, ("act", "minors", 0), 7)
    payload = without(payload, ("act", "words", "id"))
    payload = put(payload, ("note",), "hm")
    with pytest.raises(PayloadError) as caught:
        wire.load(payload)
    assert [(f.code, f.path) for f in wire.faults_of(caught.value)] == [
        ("unknown-key", ()),
        ("wrong-type", ("seq",)),
        ("bad-reference", ("act", "by", "person")),
        ("missing-key", ("act", "words", "id")),
        ("wrong-type", ("act", "minors", 0)),
    ]


def test_a_thousand_faults_are_not_all_told():
    payload = put(PAYLOADS["speak"], ("minors",), [7] * 1000)
    with pytest.raises(PayloadError) as caught:
        wire.load(payload)
    assert len(wire.faults_of(caught.value)) == 100


def test_the_message_says_where_and_what_was_expected():
    payload = put(PAYLOADS["trajectory"], ("slices", "people", 1, "role"), "king")
    with pytest.raises(PayloadError, match=r"bad-value at \$\.slices\.people\[1\]\.role: expected"):
        wire.load(payload)

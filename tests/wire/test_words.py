"""What is said where something is refused, word for word: whoever reads it must know what to do."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import pytest
from attrs import evolve, frozen

from safetyframe import wire
from safetyframe.acts.voices import Scale, Speak
from safetyframe.errors import HostError, PayloadError, SafetyframeError
from safetyframe.index import Index
from safetyframe.record import Record
from safetyframe.roles import Role
from safetyframe.trajectory import Trajectory
from safetyframe.wire import ACT_NAMES, Codec, names
from safetyframe.wire.leaves import FLAG, INSTANT, WHOLE, ZONE, MismatchError, choice
from safetyframe.wire.shapes import node_of
from tests.support.viewing import view_of
from tests.wire.samples import sample
from tests.wire.test_dump import HANDOVER, ODD, by
from tests.wire.test_upcast import CODEC, V1, first

ACT, RECORD = sample(Speak, full=True), sample(Record, full=True)
SCALE = sample(Scale, full=True)
ROLES_SAID = "one of " + ", ".join(one.value for one in Role)
ZONE_SAID = "the IANA name of a time zone such as Europe/Brussels"
INSTANT_SAID = "an instant with its offset, such as 2026-03-01T10:00:00+01:00"
REFERENCE_SAID = "an opaque reference: 1 to 128 signs out of a-z, A-Z, 0-9 and ._:/@+-#"
NAIVE = datetime(2026, 3, 1, 10)  # noqa: DTZ001 - that is the fault


@pytest.mark.parametrize(
    ("x", "said"),
    [
        (by(at=NAIVE), "naive-time at $.by.at: expected an aware datetime"),
        (by(at=None), "wrong-type at $.by.at: expected an aware datetime"),
        (
            Trajectory(id="t:1", known_at=datetime(2026, 3, 1, tzinfo=ODD)),
            (
                "bad-value at $.known_at: "
                "expected microseconds at most, and an offset in whole minutes"
            ),
        ),
        (by(role="minor"), "wrong-type at $.by.role: expected a Role"),
        (by(person="A P"), f"bad-reference at $.by.person: expected {REFERENCE_SAID}"),
        (by(person=7), f"wrong-type at $.by.person: expected a string: {REFERENCE_SAID}"),
        (by(mandate=7), "wrong-type at $.by.mandate: expected a Mandate"),
        (evolve(ACT, minors=["p:1"]), "wrong-type at $.minors: expected a tuple"),
        (
            evolve(ACT, minors=("p:1", "A P")),
            f"bad-reference at $.minors[1]: expected {REFERENCE_SAID}",
        ),
        (evolve(ACT, words="prose"), "wrong-type at $.words: expected a Text"),
        (evolve(SCALE, value=True), "wrong-type at $.value: expected a whole number"),
        (
            evolve(SCALE, value=2**60),
            (
                "bad-value at $.value: expected a whole number between -9007199254740991 and "
                "9007199254740991"
            ),
        ),
        (
            evolve(SCALE, goal="a\nb"),
            "bad-value at $.goal: expected characters without control characters",
        ),
        (evolve(RECORD, act=RECORD), "wrong-type at $.act: expected an act"),
        (evolve(RECORD, act=None), "wrong-type at $.act: expected an act"),
        (evolve(RECORD, act=by(at=NAIVE)), "naive-time at $.act.by.at: expected an aware datetime"),
        (
            Trajectory(id="t:1", handovers={}),
            "wrong-type at $.slices.handovers: expected an Index",
        ),
        (
            Trajectory(id="t:1", handovers=Index({"other": HANDOVER})),
            "misfiled at $.slices.handovers[0]: expected an item filed under its own key",
        ),
        (
            Trajectory(id="t:1", handovers=Index({HANDOVER.id: ACT})),
            "wrong-type at $.slices.handovers[0]: expected a Handover",
        ),
    ],
    ids=lambda one: one.partition(":")[0] if isinstance(one, str) else "",
)
def test_of_what_cannot_be_written(x, said):
    with pytest.raises(PayloadError) as caught:
        wire.dump(x)
    assert str(caught.value) == said
    assert wire.faults_of(caught.value) == (caught.value,)


def test_every_fault_of_what_is_written_is_told_up_to_a_hundred():
    bad = evolve(by(at=None), words=None, minors=("A P", "p:1", 7))
    with pytest.raises(PayloadError) as caught:
        wire.dump(evolve(RECORD, act=bad, law=7))
    assert sorted(one.path for one in wire.faults_of(caught.value)) == [
        ("act", "by", "at"),
        ("act", "minors", 0),
        ("act", "minors", 2),
        ("act", "words"),
        ("law",),
    ]
    with pytest.raises(PayloadError) as many:
        wire.dump(evolve(ACT, minors=(7,) * 1000))
    assert len(wire.faults_of(many.value)) == 100


def test_of_what_has_no_form():
    with pytest.raises(HostError) as plain:
        wire.dump(None)
    with pytest.raises(HostError) as view:
        wire.dump(view_of(ACT))
    assert (str(plain.value), str(view.value)) == (
        "only acts, records and trajectories have a wire form of their own",
        "a View is shown, not kept: safetyframe.wire.export gives its JSON",
    )


def test_of_a_bug_of_ours(monkeypatch):
    """The fast one refuses what the careful one finds no fault in: that is no fault of the host."""

    def refuse(*_: object) -> None:
        raise KeyError

    codec = Codec()
    for name in ("_read_any", "_write_any"):
        monkeypatch.setattr(codec, name, refuse)
    for call, did in (
        (lambda: codec.load(wire.dump(ACT)), "read"),
        (lambda: codec.dump(ACT), "write"),
    ):
        with pytest.raises(SafetyframeError) as caught:
            call()
        assert type(caught.value) is SafetyframeError
        assert str(caught.value) == (
            f"safetyframe.wire could not {did} this and finds no fault in it: "
            "please report this bug"
        )


@pytest.mark.parametrize("text", ["{", b"\xff", '{"a": NaN}', '{"a": 1, "a": 1}', "[" * 100_000])
def test_of_what_is_no_json(text):
    with pytest.raises(PayloadError) as caught:
        wire.loads(text)
    assert (caught.value.path, caught.value.code, caught.value.expected) == (
        (),
        "not-json",
        "one JSON text in UTF-8: no NaN, no key twice, not too deep",
    )
    assert wire.faults_of(caught.value) == (caught.value,)


@pytest.mark.parametrize(
    ("load", "payload", "said"),
    [
        (wire.load, None, "wrong-type at $.: expected an object with type and version"),
        (wire.load_record, wire.dump(ACT), "unknown-type at $.type: expected record"),
        (wire.load_trajectory, wire.dump(ACT), "unknown-type at $.type: expected trajectory"),
        (
            wire.load_act,
            wire.dump(RECORD),
            "unknown-type at $.type: expected one of safetyframe.wire.SCHEMAS",
        ),
        (
            CODEC.load,
            {**V1, "version": 4},
            (
                "unknown-version at $.version: expected a version of scale up to 3; "
                "a newer library may know it"
            ),
        ),
        (
            CODEC.load,
            {**V1, "version": 2, "value": "x"},
            "bad-value at $.: expected the fields of scale version 2",
        ),
        (
            CODEC.load,
            {**V1, "value": "x"},
            "bad-value at $.: expected the fields of scale version 2",
        ),
    ],
)
def test_of_what_cannot_be_read(load, payload, said):
    with pytest.raises(PayloadError) as caught:
        load(payload)
    assert str(caught.value) == said


def test_of_two_items_under_one_key():
    payload = wire.dump(Trajectory(id="t:1", handovers=Index({HANDOVER.id: HANDOVER})))
    items = payload["slices"]["handovers"]
    items += [items[0], {**items[0], "id": 7}, {**items[0]}]
    with pytest.raises(PayloadError) as caught:
        wire.load(payload)
    twice = "expected an item that is not there yet"
    assert [str(one) for one in wire.faults_of(caught.value)] == [
        f"duplicate-key at $.slices.handovers[1]: {twice}",
        f"wrong-type at $.slices.handovers[2].id: expected a string: {PLAIN_SAID}",
        f"duplicate-key at $.slices.handovers[3]: {twice}",
    ]


PLAIN_SAID = "characters without control characters"


@pytest.mark.parametrize(
    ("acts", "steps", "said"),
    [
        (
            {Scale: ("scale", 3)},
            {("scale", 1): first},
            "upcasters must lead from every older version to the next: [('scale', 2)]",
        ),
        (
            {},
            {("sing", 1): first},
            "upcasters must lead from every older version to the next: [('sing', 1)]",
        ),
        ({Scale: ("speak", 1)}, {}, "a wire name is used twice"),
    ],
)
def test_of_tables_that_are_not_sound(acts, steps, said):
    with pytest.raises(TypeError) as caught:
        Codec({**ACT_NAMES, **acts}, upcasters=steps)
    assert str(caught.value) == said


@pytest.mark.parametrize("tag", ["type", "version"])
def test_of_a_field_that_would_hide_a_tag(tag):

    cls = frozen(type("Sung", (), {"__annotations__": {"id": str, tag: str}}))
    with pytest.raises(TypeError) as caught:
        Codec({**ACT_NAMES, cls: ("sung", 1)})
    assert str(caught.value) == "sung has a field called type or version"


def test_of_an_act_without_a_name(monkeypatch):
    class Sing:
        pass

    class Hum:
        pass

    monkeypatch.setattr(names, "ACTS", (*names.ACTS, Sing, Hum))
    with pytest.raises(TypeError) as caught:
        names._complete()
    assert str(caught.value) == (
        "acts without a wire name: Sing, Hum; "
        "give each one a name and version 1 in safetyframe/wire/names.py"
    )


@pytest.mark.parametrize(
    "kind", ["bytes", "int | str", "tuple[int, str]", "int | str | None", "list[int]"]
)
def test_of_a_type_without_a_form(kind):
    cls = frozen(type("Odd", (), {"__annotations__": {"held": kind}, "__module__": __name__}))
    with pytest.raises(TypeError) as caught:
        node_of(cls)
    assert str(caught.value) == "the wire has no form for the type of Odd.held"


def test_of_a_choice_that_has_no_names():
    class Count(Enum):
        ONE = 1

    with pytest.raises(TypeError) as caught:
        choice(Count)
    assert str(caught.value) == "Count has values that are no strings; the wire needs names"


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        (lambda: choice(Role).load("king", None), "bad-value", ROLES_SAID),
        (lambda: choice(Role).load(7, None), "wrong-type", f"a string: {ROLES_SAID}"),
        (lambda: choice(Role).dump("minor"), "wrong-type", "a Role"),
        (lambda: FLAG.load(1, None), "wrong-type", "true or false"),
        (lambda: WHOLE.load(1.0, None), "wrong-type", "a whole number"),
        (lambda: INSTANT.load(7, None), "wrong-type", f"a string: {INSTANT_SAID}"),
        (lambda: INSTANT.load("2026", None), "bad-value", INSTANT_SAID),
        (lambda: INSTANT.load("2026-03-01T10:00:00", None), "naive-time", INSTANT_SAID),
        (lambda: INSTANT.load("2026-02-30T10:00:00Z", None), "bad-value", "a day that exists"),
        (lambda: ZONE.load("here we are", None), "bad-value", ZONE_SAID),
    ],
)  # fmt: skip
def test_of_a_leaf(call, code, said):
    with pytest.raises(MismatchError) as caught:
        call()
    assert (caught.value.code, caught.value.expected) == (code, said)
    assert caught.value.args == (code, said)


@pytest.mark.parametrize("whole", [2**53 - 1, -(2**53) + 1, 0])
def test_whole_numbers_as_far_as_they_go(whole):
    assert WHOLE.load(whole, None) == WHOLE.dump(whole) == whole
    for beyond in (2**53, -(2**53)):
        with pytest.raises(MismatchError):
            WHOLE.load(beyond, None)

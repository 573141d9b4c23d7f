"""No error says what the payload said."""

from __future__ import annotations

import traceback

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safetyframe import wire
from safetyframe.errors import PayloadError
from safetyframe.wire.catalogue import Catalogue
from safetyframe.wire.codec import Codec
from safetyframe.wire.names import ACT_NAMES
from tests.wire.checking import at, paths, put
from tests.wire.strategies import documents

SECRET = "Anna Peeters"  # noqa: S105 - a name, no password


def everything_said(error: BaseException) -> str:
    said = "".join(traceback.format_exception(error))
    while error is not None:
        said += repr(error) + str(error.args)
        error = error.__cause__ or error.__context__
    return said


def refused(payload):
    with pytest.raises(PayloadError) as caught:
        wire.load(payload)
    for fault in wire.faults_of(caught.value):
        assert SECRET not in everything_said(fault)
        assert SECRET not in repr(vars(fault))


@given(documents().map(wire.dump), st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_secret_planted_anywhere_stays_there(payload, data):
    path = data.draw(st.sampled_from(list(paths(payload))))
    part = at(payload, path)
    if isinstance(part, dict):
        refused(put(payload, (*path, SECRET), SECRET) if path else {**payload, SECRET: SECRET})
    if path:
        for strange in ({SECRET: SECRET}, [SECRET, [SECRET]], f"{SECRET}\n", f"2026-{SECRET}"):
            if isinstance(part, str) and isinstance(strange, str) and not strange.endswith("\n"):
                continue  # it may be a fine plain string
            refused(put(payload, path, strange))


@pytest.mark.parametrize(
    "text",
    [
        f'{{"type": "{SECRET}"',
        f'{{"{SECRET}": 1, "{SECRET}": 2}}',
        f'{{"type": "speak"}} {SECRET}',
        f"[NaN, '{SECRET}']",
        SECRET.encode() + b"\xff",
    ],
)
def test_nor_does_bad_json_tell(text):
    with pytest.raises(PayloadError) as caught:
        wire.loads(text)
    assert SECRET not in everything_said(caught.value)


def test_nor_does_an_upcaster_that_stumbles():
    def stumble(fields):
        raise KeyError(fields["words"])

    name = "speak"
    acts = {c: (n, 2 if n == name else v) for c, (n, v) in ACT_NAMES.items()}
    codec = Codec(acts, upcasters={(name, 1): stumble})
    with pytest.raises(PayloadError) as caught:
        codec.load({"type": name, "version": 1, "words": SECRET})
    assert caught.value.code == "bad-value"
    assert SECRET not in everything_said(caught.value)
    assert Catalogue().upcasters == {}

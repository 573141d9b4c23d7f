"""Whatever is changed in a payload is read as it stands there, or refused. Never bent to fit."""

from __future__ import annotations

from datetime import datetime

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from safetyframe import wire
from safetyframe.acts.voices import Scale
from safetyframe.errors import PayloadError
from safetyframe.wire.catalogue import Catalogue
from safetyframe.wire.slow import read
from tests.wire.checking import changed, is_valid, put
from tests.wire.samples import sample
from tests.wire.strategies import acts, documents, records, trajectories

CATALOGUE = Catalogue()
SETTINGS = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def same(given_part, written):
    """Say whether `written` is what was given, types and all; defaults may have been left out."""
    if isinstance(given_part, dict):
        return (
            isinstance(written, dict)
            and written.keys() <= given_part.keys()
            and all(
                same(part, written[key])
                if key in written
                else any(part is d or (type(part) is type(d) and part == d) for d in DEFAULTS)
                for key, part in given_part.items()
            )
        )
    if isinstance(given_part, list):
        return (
            isinstance(written, list)
            and len(written) == len(given_part)
            and all(map(same, given_part, written))
        )
    if type(given_part) is not type(written):
        return False
    return given_part == written or (
        isinstance(written, str)
        and "T" in written
        and datetime.fromisoformat(given_part) == datetime.fromisoformat(written)
    )


#: Whatever is a default somewhere; `test_names` keeps the list of those that are more than nothing.
DEFAULTS = [None, False, 0, [], "due"]


@given(st.one_of(acts(), records(), trajectories()).map(wire.dump).flatmap(changed))
@example(put(wire.dump(sample(Scale, full=True)), ("value",), 7.0))
@example(put(wire.dump(sample(Scale, full=True)), ("value",), True))
@SETTINGS
def test_read_as_it_stands_or_refused(payload):
    try:
        loaded = wire.load(payload)
    except PayloadError:
        return
    assert same(payload, wire.dump(loaded))


@given(st.one_of(acts(), acts(), acts(), records(), trajectories()).map(wire.dump), st.data())
@SETTINGS
def test_the_schema_and_the_reader_agree(payload, data):
    payload = data.draw(changed(payload))
    if not isinstance(payload.get("type"), str) or payload["type"] not in wire.SCHEMAS:
        return
    code = None
    try:
        wire.load(payload)
    except PayloadError as error:
        code = error.code
    if code != "duplicate-key":  # which a schema can't say
        assert is_valid(payload) == (code is None), code


@given(documents().map(wire.dump), st.data())
@SETTINGS
def test_the_fast_reader_and_the_careful_one_agree(payload, data):
    for one in (payload, data.draw(changed(payload))):
        value, faults = read(CATALOGUE, one, frozenset(CATALOGUE.by_name))
        try:
            loaded = wire.load(one)
        except PayloadError:
            assert faults.found
        else:
            assert not faults.found
            assert value == loaded

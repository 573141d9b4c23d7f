"""What is written is read as what it was, by every road, and fits its schema."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safetyframe import wire
from safetyframe.acts import ACTS
from safetyframe.acts.voices import Speak
from safetyframe.index import unknown
from safetyframe.trajectory import SLICES, Trajectory
from tests.wire.checking import is_valid
from tests.wire.samples import sample
from tests.wire.strategies import documents, instances, records, trajectories

SINCE = datetime(1972, 2, 1)  # noqa: DTZ001 - since then no zone's offset has had seconds
BRUSSELS = ZoneInfo("Europe/Brussels")
slow = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def there_and_back(x):
    payload = wire.dump(x)
    again = wire.load(payload)
    assert again == x
    assert type(again) is type(x)
    assert wire.loads(wire.dumps(x)) == x
    assert wire.dump(again) == payload
    assert json.loads(wire.dumps(x)) == payload
    assert is_valid(payload)


@pytest.mark.parametrize("cls", ACTS)
@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_act(cls, data):
    there_and_back(data.draw(instances(cls)))


@given(records())
@slow
def test_records(record):
    there_and_back(record)
    assert wire.load_record(wire.dump(record)) == record


@given(trajectories())
@slow
def test_trajectories(trajectory):
    there_and_back(trajectory)
    again = wire.load_trajectory(wire.dump(trajectory))
    assert again.unknown == trajectory.unknown
    for name in trajectory.unknown:
        assert getattr(again, name) is unknown()
    for name in set(SLICES) - trajectory.unknown:
        assert list(getattr(again, name).items()) == list(getattr(trajectory, name).items())


@given(documents())
@slow
def test_reading_changes_nothing_in_the_payload(x):
    payload = wire.dump(x)
    before = json.dumps(payload)
    wire.load(payload)
    assert json.dumps(payload) == before


def test_a_trajectory_that_knows_nothing_and_one_in_which_nothing_happened():
    nothing, started = Trajectory(id="t:1"), Trajectory.start("t:1")
    assert set(wire.dump(nothing)["slices"].values()) == {None}
    assert all(part == [] for part in wire.dump(started)["slices"].values())
    assert wire.load(wire.dump(nothing)).unknown == frozenset(SLICES)
    assert wire.load(wire.dump(started)).unknown == frozenset()


def test_what_is_at_its_default_is_left_out_and_may_be_written_all_the_same():
    act = sample(Speak, full=False)
    payload = wire.dump(act)
    assert payload.keys() == {"type", "version", "id", "by", "words"}
    assert payload["by"].keys() == {"person", "role", "at"}
    spelled_out = {
        **payload,
        "minors": [],
        "by": {**payload["by"], "recorded_at": None, "form": None, "mandate": None},
    }
    assert wire.load(spelled_out) == act


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-01T10:00:00Z", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("2026-03-01T10:00:00.5-03:30", datetime(2026, 3, 1, 13, 30, 0, 500_000, tzinfo=UTC)),
        ("2026-03-01T10:00:00.000001+14:00", datetime(2026, 2, 28, 20, 0, 0, 1, tzinfo=UTC)),
    ],
)
def test_times_of_others(written, instant):
    payload = wire.dump(sample(Speak, full=False))
    payload["by"]["at"] = written
    assert is_valid(payload)
    assert wire.load_act(payload).by.at == instant


def with_time(at):
    act = sample(Speak, full=False)
    return evolve(act, by=evolve(act.by, at=at))


zoned = st.datetimes(timezones=st.timezones(), min_value=SINCE)


@given(zoned)
@settings(deadline=None)
def test_an_act_at_a_time_in_a_named_zone_comes_back_equal(at):
    act = with_time(at)
    again = wire.load_act(wire.dump(act))
    assert again == act
    assert again.by.at == at.astimezone(UTC)


@given(zoned)
@settings(deadline=None)
def test_the_wire_itself_keeps_the_instant_and_the_offset(at):
    again = wire.load_trajectory(wire.dump(Trajectory(id="t:1", known_at=at))).known_at
    assert again.astimezone(UTC) == at.astimezone(UTC)
    assert again.utcoffset() == at.utcoffset()


FIRST = datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS, fold=0)
SECOND = datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS, fold=1)


def test_both_half_past_twos_of_an_autumn_night_stay_apart():
    payloads = [wire.dump(with_time(at)) for at in (FIRST, SECOND)]
    assert payloads[0] != payloads[1]
    one, other = (wire.load_act(p).by.at for p in payloads)
    assert (other - one).total_seconds() == 3600


def test_both_half_past_twos_are_written_with_offsets_of_their_own():
    written = [wire.dump(Trajectory(id="t:1", known_at=at))["known_at"] for at in (FIRST, SECOND)]
    assert written == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]

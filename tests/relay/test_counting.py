"""Counts as text for Prometheus."""

from datetime import timedelta

from safetyframe.relay import Counts, exposition

COUNTS = Counts(
    sent=5,
    retried=4,
    failed=3,
    duplicates=2,
    troubles=1,
    waiting=7,
    dead=6,
    lag=timedelta(minutes=2),
)


def test_every_count_is_there_with_its_type():
    lines = exposition(COUNTS, "w").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        'safetyframe_relay_sent_total{worker="w"} 5',
        'safetyframe_relay_retried_total{worker="w"} 4',
        'safetyframe_relay_failed_total{worker="w"} 3',
        'safetyframe_relay_duplicates_total{worker="w"} 2',
        'safetyframe_relay_troubles_total{worker="w"} 1',
        'safetyframe_relay_waiting{worker="w"} 7',
        'safetyframe_relay_dead{worker="w"} 6',
        'safetyframe_relay_hindered{worker="w"} 0',
        'safetyframe_relay_lag_seconds{worker="w"} 120.0',
    ]
    for n, line in enumerate(lines):
        if not line.startswith("#"):
            name = line.split("{")[0]
            assert lines[n - 2].startswith(f"# HELP {name} ")
            kind = "counter" if name.endswith("_total") else "gauge"
            assert lines[n - 1] == f"# TYPE {name} {kind}"


def test_a_lag_that_is_not_known_is_absent():
    assert "lag" not in exposition(Counts(), "w")


def test_a_worker_with_a_strange_name_breaks_no_line():
    text = exposition(Counts(), 'a"b\\c\nd')
    assert r'{worker="a\"b\\c\nd"}' in text
    assert text.count("\n") == 8 * 3

"""A fault planted on purpose: a part whose last moment counts. The symbolic run must find it."""

from __future__ import annotations


def a_part_runs_from_its_first_moment_up_to_its_last(since: int, until: int, at: int) -> None:
    assert since <= until
    runs = since <= at <= until  # should be: at < until
    assert runs == (since <= at < until)

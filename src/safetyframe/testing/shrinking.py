"""Showing a failure: the smallest list of acts that still fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.testing.runs import Run
from safetyframe.testing.story import Story

__all__ = ["replay", "shortest", "smallest"]

T = TypeVar("T")


def replay(law: Law, acts: Sequence[Act]) -> Run:
    """Give a run in which just these acts are tried."""
    run = Run("replay", Story(law=law))
    for act in acts:
        run.decide(act)
    return run


def smallest(run: Run, fails: Callable[[Run], bool]) -> list[Act]:
    """Give the acts of `run` that are needed for it to fail.

    Found by leaving out ever smaller parts, until no single act can be left out.
    """
    return shortest([one.act for one in run.attempts], lambda acts: fails(replay(run.law, acts)))


def shortest(acts: Sequence[T], fails: Callable[[Sequence[T]], bool]) -> list[T]:
    """Give as few of `acts` as still fail, by leaving out ever smaller parts.

    No single one of those that are left can go. `fails` is asked often: a few hundred times for
    some dozens of acts.
    """
    kept = list(acts)
    size = max(1, len(kept) // 2)
    while True:
        at, before = 0, len(kept)
        while at < len(kept):
            tried = kept[:at] + kept[at + size :]
            if fails(tried):
                kept = tried
            else:
                at += size
        if size == 1 and len(kept) == before:
            return kept
        size = max(1, size // 2)

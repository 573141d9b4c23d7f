"""Showing a failure: the smallest list of acts that still fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.testing.runs import Run
from safetyframe.testing.story import Story

__all__ = ["replay", "smallest"]


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
    acts = [one.act for one in run.attempts]
    size = max(1, len(acts) // 2)
    while True:
        at, left = 0, len(acts)
        while at < len(acts):
            tried = acts[:at] + acts[at + size :]
            if fails(replay(run.law, tried)):
                acts = tried
            else:
                at += size
        if size == 1 and len(acts) == left:
            return acts
        size = max(1, size // 2)

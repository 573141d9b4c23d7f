"""Misuse that a type checker must refuse.

Each line carries the error it must give. mypy warns of an ignore that nothing needs, so a line that
became acceptable fails the check. Never run.
"""

from __future__ import annotations

from datetime import datetime

from safetyframe import By, Law, Outcome, PersonId, Role
from safetyframe.acts import Speak
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Text


def wrong(law: Law, t: Trajectory, outcome: Outcome, words: Text, at: datetime) -> None:
    by = By(person=PersonId("p-1"), role=Role.MINOR, at=at)

    By(person="p-1", role=Role.MINOR, at=at)  # type: ignore[arg-type]
    By(person=PersonId("p-1"), role="minor", at=at)  # type: ignore[arg-type]
    By(PersonId("p-1"), Role.MINOR, at)  # type: ignore[call-arg]
    Speak(id=ActId("a-1"), by=by, words="said out loud")  # type: ignore[arg-type]
    by.role = Role.CONSULTANT  # type: ignore[misc]
    law.decide(t, "speak")  # type: ignore[arg-type]
    outcome.record  # type: ignore[union-attr]  # noqa: B018
    t.people["x"] = t.people["y"]  # type: ignore[index]
    t.wat["1"]  # type: ignore[index]

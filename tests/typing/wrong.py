"""Misuse that a type checker must refuse.

Each line carries the error it must give. mypy warns of an ignore that nothing needs, so a line that
became acceptable fails the check. Never run.
"""

from __future__ import annotations

from datetime import datetime

from safetyframe import (
    By,
    Findings,
    Frame,
    Law,
    Outcome,
    PersonId,
    Possibilities,
    Record,
    Refused,
    Role,
    View,
    Viewer,
)
from safetyframe.acts import Speak
from safetyframe.texts import (
    said_changes,
    said_outcome,
    said_possibilities,
    said_together,
    say,
)
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Text
from safetyframe.views import changes
from safetyframe.wire import dump, dumps, export


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


def shown_unseen(
    t: Trajectory, refused: Refused, outcome: Outcome, found: Findings, can: Possibilities
) -> None:
    """Nothing is put in words that was not looked through for somebody."""
    say(refused, "nl")  # type: ignore[arg-type]
    say(outcome, "nl")  # type: ignore[arg-type]
    say(t, "nl")  # type: ignore[arg-type]
    say(refused.violations[0], "nl")  # type: ignore[arg-type]
    said_outcome(refused, "nl")  # type: ignore[arg-type]
    said_together(found, "nl")  # type: ignore[arg-type]
    said_together(tuple(found), "nl")  # type: ignore[arg-type]
    said_possibilities(can, "nl")  # type: ignore[arg-type]
    said_changes(t, 1, "nl")  # type: ignore[arg-type]
    changes(t, 1)  # type: ignore[arg-type]


def shown_as_something_else(
    of_t: View[Trajectory], of_found: View[Findings], of_records: View[tuple[Record, ...]]
) -> None:
    say(of_t, "nl")  # type: ignore[arg-type]
    say(of_found, "nl")  # type: ignore[arg-type]
    said_together(of_t, "nl")  # type: ignore[arg-type]
    said_possibilities(of_found, "nl")  # type: ignore[arg-type]
    said_changes(of_records, 1, "nl")  # type: ignore[arg-type]
    say(of_t.shown, "nl")  # type: ignore[arg-type]


def said_to_nobody_known(view: View[Refused]) -> None:
    say(view, "nl", reader="child")  # type: ignore[arg-type]
    say(view, "de")  # type: ignore[arg-type]


def exported_unseen(t: Trajectory, record: Record, refused: Refused, found: Findings) -> None:
    export(t)  # type: ignore[arg-type]
    export(record)  # type: ignore[arg-type]
    export((record,))  # type: ignore[arg-type]
    export(refused)  # type: ignore[arg-type]
    export(found)  # type: ignore[arg-type]


def kept(view: View[Trajectory], of_record: View[Record | None]) -> None:
    """What is shown is not what is stored."""
    dump(view)  # type: ignore[arg-type]
    dumps(of_record)  # type: ignore[arg-type]


def made(t: Trajectory, law: Law, frame: Frame, viewer: Viewer, refused: Refused) -> None:
    """Only the law makes a view, for somebody, and of what it is about."""
    View()  # type: ignore[call-arg]
    View(t)  # type: ignore[arg-type]
    law.show(t)  # type: ignore[call-overload]
    law.show(t, PersonId("p-1"))  # type: ignore[call-overload]
    law.show(refused, viewer)  # type: ignore[call-overload]
    frame.show("t-1", PersonId("p-1"))  # type: ignore[arg-type]
    frame.show("t-1")  # type: ignore[call-arg]

"""Uses that a type checker must accept. Checked by mypy, never run."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from safetyframe import (
    Accepted,
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
    Unsure,
    View,
    Viewer,
)
from safetyframe.acts import Act, Speak, Withdraw, WithdrawalOutcome
from safetyframe.texts import (
    Reader,
    said_changes,
    said_outcome,
    said_possibilities,
    said_together,
    say,
)
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Text
from safetyframe.views import Change, changes
from safetyframe.wire import Json, dump, export


def every_outcome_is_one_of_three(outcome: Outcome) -> str:
    match outcome:
        case Accepted(record=record):
            return str(record.seq)
        case Refused(violations=violations):
            return violations[0].rule
        case Unsure(unknown=unknown):
            return unknown[0]
    assert_never(outcome)


def slices_are_typed(t: Trajectory) -> datetime:
    for part in t.people.values():
        return part.since
    return t.wat[1].at


def acts_are_a_closed_union(act: Act, record: Record) -> By:
    if isinstance(act, Withdraw):
        outcome: WithdrawalOutcome = act.outcome
        del outcome
    return record.act.by


def the_loop(law: Law, t: Trajectory, words: Text, at: datetime) -> Trajectory:
    by = By(person=PersonId("p-1"), role=Role.MINOR, at=at)
    decided = law.decide(t, Speak(id=ActId("a-1"), by=by, words=words))
    return decided.trajectory if isinstance(decided, Accepted) else t


def an_outcome_is_said_to_whoever_asked(law: Law, t: Trajectory, act: Act) -> str:
    outcome = law.decide(t, act)
    view = law.show(outcome, Viewer.of(act.by), t)
    lines: tuple[str, ...] = said_outcome(view, "en").notes
    del lines
    return say(view, "nl", zone="Europe/Brussels")


def a_refusal_alone_is_an_outcome(view: View[Refused]) -> str:
    return say(view, "en") + say(view, "fr", reader=Reader.CHILD)


def one_call_on_a_frame(frame: Frame, viewer: Viewer, by: By) -> list[dict[str, Json]]:
    t: View[Trajectory] = frame.show("t-1", viewer)
    records: View[tuple[Record, ...]] = frame.records_for("t-1", viewer)
    found: View[Findings] = frame.findings_for("t-1", viewer)
    can: View[Possibilities] = frame.may_for("t-1", by)
    said_together(found, "nl")
    said_possibilities(can, "nl")
    said_changes(t, 1, "nl")
    new: tuple[Change, ...] = changes(t, 1)
    del new
    return [export(t), export(records), export(found), export(can)]


def a_store_keeps_what_is(t: Trajectory, record: Record) -> tuple[dict[str, Json], ...]:
    return dump(t), dump(record), dump(record.act)

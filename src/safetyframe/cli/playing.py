"""Plays the steps of a script on a store, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from attrs import frozen

from safetyframe.cli.script import Script, Step, same_act
from safetyframe.cli.trouble import Trouble
from safetyframe.errors import ActIdReusedError
from safetyframe.folding import fold
from safetyframe.frame import Frame
from safetyframe.outcome import Accepted, Outcome, Refused
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.values import TrajectoryId

__all__ = ["Played", "Verdict", "play"]

Verdict: TypeAlias = Literal["accepted", "refused", "unsure", "already"]


@frozen(kw_only=True)
class Played:
    """One step, and what became of it. `already`: it was on record before.

    `before` is the trajectory that was asked about.
    """

    number: int
    step: Step
    outcome: Outcome
    before: Trajectory
    already: bool = False

    @property
    def verdict(self) -> Verdict:
        """The outcome in one word."""
        if self.already:
            return "already"
        if isinstance(self.outcome, Accepted):
            return "accepted"
        return "refused" if isinstance(self.outcome, Refused) else "unsure"

    @property
    def expected(self) -> bool:
        """Say whether this is what the script expects; where it says nothing, an acceptance."""
        expect = self.step.expect
        if expect is None:
            return isinstance(self.outcome, Accepted)
        return expect.met_by(self.outcome)


def play(frame: Frame, script: Script) -> Iterator[Played]:
    """Do every step in order. Whoever iterates may stop at any step: what was done stays done.

    A script may be played again, after it was interrupted, say. What is on record is not done
    twice; and what was refused before a step that is on record is judged where it stood then, so
    that it is not let in later, out of its order.
    """
    before = _Before(frame, script)
    for number, step in enumerate(script.steps, start=1):
        found = before.answer(number, step)
        if found is None:
            found = _do(frame, script.trajectory, number, step)
        yield found


def _do(frame: Frame, trajectory: TrajectoryId, number: int, step: Step) -> Played:
    before = frame.trajectory(trajectory)
    done = frame.done(trajectory, step.act, bodies=step.bodies)
    if not isinstance(done.outcome, Accepted):
        before = frame.trajectory(trajectory)  # somebody may have come in between
    return Played(
        number=number, step=step, outcome=done.outcome, before=before, already=done.already
    )


class _Before:
    """What is on record of a script already."""

    def __init__(self, frame: Frame, script: Script) -> None:
        self._frame = frame
        self._trajectory = script.trajectory
        start = frame.trajectory(script.trajectory)
        if start.seq and start.zone != script.zone:
            raise Trouble(
                f"the script's zone is {script.zone}, and the trajectory is kept in {start.zone}: "
                "a zone never changes"
            )
        self._log: Final = tuple(frame.records(script.trajectory))
        self._records: Final = {record.act.id: record for record in self._log}
        known = [n for n, s in enumerate(script.steps, start=1) if s.act.id in self._records]
        self._last = max(known, default=0)
        self._then = Trajectory.start(script.trajectory, zone=start.zone)

    def answer(self, number: int, step: Step) -> Played | None:
        """Say what became of a step in an earlier play; None for one that is to be done now."""
        if number > self._last:
            return None
        record = self._records.get(step.act.id)
        if record is None:
            outcome = self._frame.law.decide(self._then, step.act)
            if isinstance(outcome, Accepted):
                return None  # it is new: nobody has tried it before
            return Played(number=number, step=step, outcome=outcome, before=self._then)
        self._same(record, step)
        before = self._then
        self._then = fold(self._log[self._then.seq : record.seq], self._then)
        outcome = Accepted(record=record, trajectory=self._then)
        return Played(number=number, step=step, outcome=outcome, before=before, already=True)

    def _same(self, record: Record, step: Step) -> None:
        kept = (self._frame.body(self._trajectory, body.id) for body in step.bodies)
        words = all(
            there is None or (there.words, there.language) == (body.words, body.language)
            for there, body in zip(kept, step.bodies, strict=True)
        )
        if not (same_act(record.act, step.act) and words):
            raise ActIdReusedError(
                f"{step.place}: id: {step.act.id} is on record for another act: give this one an "
                "id of its own"
            )

"""What happened when acts were tried: every answer, every trajectory, and how far it came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final

from attrs import field, frozen, mutable

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Outcome, Refused
from safetyframe.record import Record
from safetyframe.testing.story import Story, UnexpectedError
from safetyframe.testing.telling import say_outcome
from safetyframe.trajectory import Trajectory

__all__ = ["MILESTONES", "Attempt", "Run", "shares"]


@frozen(kw_only=True)
class Attempt:
    """One act that was tried: what was known before, the act, the answer.

    `aside` are records that lie between the run's own log and this act: a branch off the run.
    """

    before: Trajectory
    act: Act
    outcome: Outcome
    aside: tuple[Record, ...] = ()


@mutable
class Run:
    """A story with everything tried in it, and the trajectory after each record.

    `probes` are acts tried beside it: what was accepted, a little different, or a little later.
    """

    name: str
    story: Story
    attempts: list[Attempt] = field(factory=list[Attempt])
    states: list[Trajectory] = field(factory=list[Trajectory])
    probes: list[Attempt] = field(factory=list[Attempt])

    def __attrs_post_init__(self) -> None:
        """Replay what the story brought along, so that nothing is missing."""
        if self.states:
            return
        t = Trajectory.start(self.story.t.id, zone=self.story.t.zone)
        self.states.append(t)
        for record in self.story.records:
            outcome = self.law.decide(t, record.act)
            self.attempts.append(Attempt(before=t, act=record.act, outcome=outcome))
            if not isinstance(outcome, Accepted):
                said = say_outcome(outcome)
                msg = f"record {record.seq} of the story is not accepted again, but {said}"
                raise UnexpectedError(msg)
            t = outcome.trajectory
            self.states.append(t)

    @property
    def law(self) -> Law:
        """The law it was played under."""
        return self.story.law

    @property
    def records(self) -> list[Record]:
        """What was accepted, in order."""
        return self.story.records

    @property
    def t(self) -> Trajectory:
        """The trajectory as it stands."""
        return self.story.t

    def tried(self) -> Iterator[tuple[list[Record], Attempt]]:
        """Give everything tried, probes too, each with the records that came before it."""
        for one in (*self.attempts, *self.probes):
            own = one.before.seq - len(one.aside)
            yield [*self.records[:own], *one.aside], one

    def steps(self) -> Iterable[tuple[Trajectory, Record, Trajectory]]:
        """Give each record with the trajectory before and after it."""
        return zip(self.states[:-1], self.records, self.states[1:], strict=True)

    def decide(self, act: Act) -> Outcome:
        """Try an act, and keep it if it is accepted; a minute passes."""
        before = self.story.t
        outcome = self.law.decide(before, act)
        self.attempts.append(Attempt(before=before, act=act, outcome=outcome))
        if isinstance(outcome, Accepted):
            self.story.t = outcome.trajectory
            self.story.records.append(outcome.record)
            self.states.append(outcome.trajectory)
            self.story.now = max(self.story.now, act.by.recorded) + timedelta(minutes=1)
        return outcome

    def marks(self) -> Counter[str]:
        """Count how often this run came to each milestone, and each kind of act to an answer."""
        found: Counter[str] = Counter()
        ended: set[str] = set()
        for one in self.attempts:
            if isinstance(one.outcome, Accepted):
                found[f"accepted {type(one.act).__name__}"] += 1
                found.update(_came_to(one.act, ended))
            elif isinstance(one.outcome, Refused):
                found[f"refused {type(one.act).__name__}"] += 1
                if isinstance(one.act, a.Withdraw) and "X1" in one.outcome.clauses:
                    found["closure refused"] += 1
        return found


def _came_to(act: Act, ended: set[str]) -> Iterator[str]:
    """Name the milestones that this accepted act is; `ended` are the minors withdrawn from."""
    match act:
        case a.EstablishWat():
            yield "WAT"
        case a.EstablishHoe():
            yield "HOE"
        case a.ReviseWat(material=True):
            yield "material revision"
        case a.Reopen():
            yield "reopening"
        case a.Withdraw(outcome=WithdrawalOutcome.ACHIEVED, minor=minor):
            yield "closure achieved"
            if minor in ended:
                yield "closed twice"
            ended.add(minor)
        case _:
            pass


MILESTONES: Final = (
    "WAT",
    "HOE",
    "material revision",
    "closure refused",
    "closure achieved",
    "reopening",
    "closed twice",
)


def shares(runs: Sequence[Run]) -> str:
    """Say in one line what share of `runs` came to each milestone."""
    marks = [run.marks() for run in runs]
    tries = sum(len(run.attempts) for run in runs)
    kept = sum(len(run.records) for run in runs)
    said = ", ".join(f"{m} {sum(c[m] > 0 for c in marks)}/{len(runs)}" for m in MILESTONES)
    return f"{len(runs)} runs, {tries} acts tried, {kept} accepted: {said}"

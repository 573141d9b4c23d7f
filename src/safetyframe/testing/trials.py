"""Trials: acts put one by one to something that is to be proved, until something is wrong.

A trial begins with nothing having happened. It keeps its own fold of what was accepted, judges each
answer, and raises `Wrong` at the first that is not as it should be. Trials are cheap to make: a
failure is shortened by playing fewer acts to a fresh one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Final, Protocol

from attrs import field, mutable

from safetyframe.acts import Act
from safetyframe.folding import evolve
from safetyframe.law import Law
from safetyframe.outcome import Accepted, AuditReport, Outcome, Refused
from safetyframe.record import Record
from safetyframe.testing.hosts import (
    Answer,
    AuditingHost,
    Closes,
    Host,
    Keeps,
    Raised,
    answer_of,
    differences,
    other_slices,
)
from safetyframe.testing.invariants import Decides, Step, broken
from safetyframe.testing.second import Listed
from safetyframe.testing.shrinking import shortest
from safetyframe.testing.tales import Line, Tale
from safetyframe.testing.tally import Counting
from safetyframe.testing.telling import reasons, say_outcome
from safetyframe.trajectory import Trajectory

__all__ = [
    "AuditTrial",
    "Book",
    "HostTrial",
    "LawTrial",
    "Trial",
    "Wrong",
    "let_go",
    "start",
    "tell",
]


class Wrong(AssertionError):
    """Something is not as it should be. Its text is the story of how it came about."""

    def __init__(self, tale: Tale, acts: Sequence[Act], *, rest: str = "") -> None:
        """Hold the tale, and the acts that lead there when played to a fresh trial."""
        super().__init__(str(tale) + rest)
        self.tale = tale
        self.acts = tuple(acts)


def start() -> Trajectory:
    """Begin the trajectory on which a trial keeps its own fold."""
    return Trajectory.start("t-1")


class Trial(Protocol):
    """Something to which acts are put."""

    counting: Counting

    @property
    def t(self) -> Trajectory:
        """What has been accepted so far, folded."""
        ...

    @property
    def records(self) -> Sequence[Record]:
        """What has been accepted so far."""
        ...

    def put(self, act: Act, /) -> Outcome:
        """Put one act. Raises `Wrong`."""
        ...

    def look_for(self, claim: str, /) -> None:
        """Mind only what would show this claim false again."""
        ...

    def finish(self) -> None:
        """Judge what can be judged at the end only. Raises `Wrong`."""
        ...

    def close(self) -> None:
        """Let go of what the trial holds."""
        ...


@mutable
class Book:
    """What a trial keeps."""

    t: Trajectory = field(factory=start)
    records: list[Record] = field(factory=list[Record])
    lines: list[Line] = field(factory=list[Line])
    counting: Counting = field(factory=Counting)

    def note(self, act: Act, outcome: Outcome | Answer | Raised, *more: str) -> None:
        """Take down what was answered."""
        self.lines.append(Line(act=act, outcome=outcome, more=more))

    def keep(self, record: Record, after: Trajectory) -> None:
        """Keep what was accepted."""
        self.records.append(record)
        self.t = after

    def wrong(self, claim: str, said: str, clauses: tuple[str, ...] = ()) -> Wrong:
        """Say what is wrong with the last answer."""
        tale = Tale(claim=claim, wrong=said, lines=tuple(self.lines), clauses=clauses)
        return Wrong(tale, tuple(line.act for line in self.lines))

    @contextmanager
    def asking(self, claim: str, act: Act | None = None, *more: str) -> Generator[None]:
        """Tell it when whoever is asked (about `act`) raises, or is stopped before an answer came.

        Raises `Wrong` for an exception. What ends a session or a test, Ctrl-C or a limit of time,
        goes on its way and takes the story along as a note.
        """
        try:
            yield
        except Exception as error:
            raise self._unanswered(claim, act, Raised.of(error), more) from error
        except BaseException as stop:
            stop.add_note(str(self._unanswered(claim, act, Raised(), more)))
            raise

    def _unanswered(
        self, claim: str, act: Act | None, given: Raised, more: tuple[str, ...]
    ) -> Wrong:
        if act is not None:
            self.note(act, given, *more)
        said = "it was stopped before it did" if given.error is None else f"it raised {given.error}"
        return self.wrong(claim, said)

    def look_for(self, claim: str, /) -> None:
        """Everything is minded all the same."""

    def finish(self) -> None:
        """Nothing is left for the end."""

    def close(self) -> None:
        """Nothing is held."""


_INVARIANT: Final = "invariant "
_NOTHING: Final = ""


@mutable
class LawTrial(Book):
    """A law is judged by the charter's invariants."""

    law: Decides = field(factory=Law)
    began: Trajectory = field(factory=start)
    aside: bool = False
    only: str | None = None
    listed: Listed = field(factory=Listed, repr=False)

    def look_for(self, claim: str, /) -> None:
        """Ask about this invariant alone."""
        self.only = claim.removeprefix(_INVARIANT)

    def put(self, act: Act, /) -> Outcome:
        """Ask, judge the answer, keep what was accepted."""
        with self.asking("the law answers", act):
            outcome = self.law.decide(self.t, act)
        answer_of(outcome)  # or it is none
        self.counting.add(act, outcome)
        self.note(act, outcome)
        step = Step(
            law=self.law,
            start=self.began,
            records=self.records,
            before=self.t,
            act=act,
            outcome=outcome,
            aside=self.aside,
            listed=self.listed,
        )
        for invariant, said in broken(step, self.only):
            raise self.wrong(f"{_INVARIANT}{invariant.id}", said, invariant.clauses)
        if isinstance(outcome, Accepted):
            self.keep(outcome.record, outcome.trajectory)
        return outcome

    def branch(self) -> LawTrial:
        """Go on from here without changing what is here: what was accepted comes along."""
        accepted = [line for line in self.lines if isinstance(line.outcome, Accepted)]
        return LawTrial(
            law=self.law,
            began=self.began,
            t=self.t,
            records=list(self.records),
            lines=accepted,
            counting=self.counting,
            aside=True,
            listed=self.listed,
        )


@mutable
class HostTrial(Book):
    """A host is compared with the law on our own fold: what it answers, and what it keeps."""

    host: Host = field(kw_only=True)
    law: Decides = field(factory=Law)

    def put(self, act: Act, /) -> Outcome:
        """Ask the law, let the host do it, compare."""
        outcome = self.law.decide(self.t, act)
        self.counting.add(act, outcome)
        lawful = answer_of(outcome)
        told = say_outcome(outcome), *reasons(outcome)
        said = tuple(f"the law: {line}" for line in told)
        with self.asking("the host answers", act, *said):
            given = self.host.do(act)
        self.note(act, given, *said)
        for difference in differences(lawful, answer_of(given)):
            raise self.wrong("the host answers as the law does", difference)
        if isinstance(outcome, Accepted):
            self.keep(outcome.record, outcome.trajectory)
        self._compare()
        return outcome

    def _compare(self) -> None:
        if not isinstance(self.host, Keeps):
            return
        with self.asking("the host shows what it keeps"):
            held = self.host.trajectory()
        other = other_slices(self.t, held)
        if other:
            raise self.wrong("the host keeps what the law folds", f"not so {' '.join(other)}")

    def close(self) -> None:
        """Let the host go."""
        let_go(self.host)


@mutable
class AuditTrial(Book):
    """A host that audits is handed lawful and unlawful acts alike; its report is the law's."""

    host: AuditingHost = field(kw_only=True)
    law: Law = field(factory=Law)

    def put(self, act: Act, /) -> Outcome:
        """Let the host take down the act, if it can be on record at all."""
        outcome = self.law.decide(self.t, act)
        self.counting.add(act, outcome)
        if isinstance(outcome, Accepted):
            record, after = outcome.record, outcome.trajectory
        elif isinstance(outcome, Refused) and _can_be_written(outcome):
            record = Record(seq=self.t.seq + 1, act=act, law=self.law.hash)
            after = evolve(self.t, record)
        else:
            return outcome
        with self.asking("the host answers", act):
            self.host.keep(act)
        self.note(act, outcome)
        self.keep(record, after)
        return outcome

    def finish(self) -> None:
        """Compare the host's report with the law's."""
        if not self.records:
            return
        lawful = self.law.audit(self.records, start())
        with self.asking("the host audits"):
            given = self.host.audit()
        law, host = _breaches(lawful), _breaches(given)
        if law != host:
            first = min(seq for seq, _ in law ^ host)
            lacks = sorted(rule for seq, rule in law - host if seq == first)
            adds = sorted(rule for seq, rule in host - law if seq == first)
            both = [
                f"{word} {' '.join(rules)}"
                for word, rules in (("lacks", lacks), ("adds", adds))
                if rules
            ]
            raise self.wrong(
                "the host's audit is the law's", f"of record {first} it {' and '.join(both)}"
            )
        unjudged = {(one.record.act.id, one.unknown) for one in lawful.unjudged}
        if unjudged != {(one.record.act.id, one.unknown) for one in given.unjudged}:
            raise self.wrong("the host's audit is the law's", "what could not be judged differs")

    def close(self) -> None:
        """Let the host go."""
        let_go(self.host)


def _can_be_written(refused: Refused) -> bool:
    """Say whether an act is well formed: what is not can stand on no record."""
    return not any(v.rule.startswith("form.") or v.broken for v in refused.violations)


def _breaches(report: AuditReport) -> set[tuple[int, str]]:
    return {(breach.record.seq, v.rule) for breach in report.breaches for v in breach.violations}


def let_go(host: object) -> None:
    """Close a host that wants to be closed."""
    if isinstance(host, Closes):
        host.close()


def tell(wrong: Wrong, fresh: Callable[[], Trial]) -> Wrong:
    """Give the same failure after as few acts as lead there, played to a fresh trial.

    What was wrong was the last answer, so that alone is judged again. A trial that does not fail
    again when the same acts are put to it is told as it happened: then the answers hang on more
    than the acts, and that is said.
    """
    claim = wrong.tale.claim

    def failing(acts: Sequence[Act]) -> Wrong | None:
        trial = fresh()
        trial.look_for(_NOTHING)
        try:
            for act in acts[:-1]:
                trial.put(act)
            trial.look_for(claim)
            for act in acts[-1:]:
                trial.put(act)
            trial.finish()
        except Wrong as found:
            return found if found.tale.claim == claim else None
        finally:
            trial.close()
        return None

    if failing(wrong.acts) is None:
        rest = "\n\nPlayed again these acts do not fail: the answers hang on something else too."
        again = Wrong(wrong.tale, wrong.acts, rest=rest)
        again.__cause__ = wrong.__cause__
        return again
    acts = shortest(wrong.acts, lambda tried: failing(tried) is not None)
    return failing(acts) or wrong

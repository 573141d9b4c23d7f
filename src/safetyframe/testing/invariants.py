"""What must be true of every answer, whatever the law: the charter's invariants, said simply.

Each is a function of one `Step`: what was on record, what was asked, what was answered. None asks
the law's own rules; X1 and the rest are written out again from the records. A false alarm would be
a bug here; what these do not see may still be wrong (compare with the law: `HostParityMachine`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, Protocol, TypeAlias, cast, runtime_checkable
from zlib import crc32

from attrs import evolve as change
from attrs import frozen

from safetyframe import acts as a
from safetyframe.acts import PROTECTED, Act
from safetyframe.folding import evolve, fold
from safetyframe.outcome import Accepted, Outcome, Refused, Unsure
from safetyframe.record import Record
from safetyframe.roles import CLIENT_SIDE, Participation, Role, Standing
from safetyframe.testing.closing import missing_for_achieved
from safetyframe.testing.twists import altered
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import PersonId, ReasonedException
from safetyframe.views import View, Viewer

__all__ = ["INVARIANTS", "Decides", "Invariant", "Shows", "Step", "broken"]


class Decides(Protocol):
    """Whatever answers like `Law.decide`."""

    def decide(self, trajectory: Trajectory, act: Act, /) -> Outcome:
        """Say whether `act` may be done."""
        ...


@runtime_checkable
class Shows(Protocol):
    """Whatever shows like `Law.show`."""

    def show(
        self, thing: Trajectory | Record, viewer: Viewer, trajectory: Trajectory | None = None, /
    ) -> View[object]:
        """Give `thing` as `viewer` may know it."""
        ...


@frozen(kw_only=True)
class Step:
    """One act that was tried: the records before it, what they make, the act and the answer.

    `aside`: it was asked beside the story, and is not asked everything.
    """

    law: Decides
    start: Trajectory
    records: Sequence[Record]
    before: Trajectory
    act: Act
    outcome: Outcome
    aside: bool = False

    @property
    def after(self) -> Trajectory:
        """Give the trajectory after the act: as it was, if it was not accepted."""
        accepted = isinstance(self.outcome, Accepted)
        return self.outcome.trajectory if accepted else self.before  # type: ignore[union-attr]


Check: TypeAlias = Callable[[Step], Iterable[str]]


@frozen(kw_only=True)
class Invariant:
    """Something that is always true: its id, the clauses behind it, and what finds it broken."""

    id: str
    clauses: tuple[str, ...]
    check: Check


def broken(step: Step, only: str | None = None) -> Iterator[tuple[Invariant, str]]:
    """Give every invariant (or the one with this id) that this step breaks, with what is wrong."""
    for invariant in INVARIANTS:
        if only not in (None, invariant.id):
            continue
        for said in invariant.check(step):
            yield invariant, said


# --- how the library answers ------------------------------------------------------------------


def _one_fold(step: Step) -> Iterator[str]:
    """Folding all records, and evolving by the last one, give what was handed back."""
    if not isinstance(step.outcome, Accepted):
        return
    record, after = step.outcome.record, step.outcome.trajectory
    if record.seq != step.before.seq + 1 or record.act != step.act:
        yield "the record is not the act, next in the log"
        return
    evolved = evolve(step.before, record)
    if evolved != after:
        yield f"the trajectory handed back differs in {_differing(evolved, after)}"
    elif not step.aside and fold((*step.records, record), step.start) != after:
        yield "folding the records gives another trajectory"


def _differing(one: Trajectory, other: Trajectory) -> str:
    names = (name for name in (*SLICES, "seq") if getattr(one, name) != getattr(other, name))
    return " ".join(names) or "when it was last written to"


def _asking_is_doing(step: Step) -> Iterator[str]:
    """Asked again, the law gives the same answer."""
    if step.law.decide(step.before, step.act) != step.outcome:
        yield "asked again, the answer is another"


def _says_why(step: Step) -> Iterator[str]:
    """A refusal names clauses, or is one of form; where all is known nobody is unsure."""
    if isinstance(step.outcome, Refused):
        if not step.outcome.violations:
            yield "refused without a reason"
        for violation in step.outcome.violations:
            if not violation.clauses and not violation.rule.startswith("form."):
                yield f"{violation.rule} refuses and names no clause"
            if not violation.gaps:
                yield f"{violation.rule} refuses and names no gap"
    elif isinstance(step.outcome, Unsure) and not (step.before.unknown or step.before.incomplete):
        yield "unsure, though every slice is known"


def _history_grows(step: Step) -> Iterator[str]:
    """What was said stays as it was said (X9); an end stays an end (X10)."""
    for name in ("voices", "scales", "reviews", "directions"):
        was, now = getattr(step.before, name), getattr(step.after, name)
        if any(now.get(key) != held for key, held in was.items()):
            yield f"{type(step.act).__name__} changed what was in {name}"
    for key, episode in step.before.involvement.items():
        if not episode.open and step.after.involvement.get(key) != episode:
            yield f"{type(step.act).__name__} changed an involvement that had ended"


# --- who may do what --------------------------------------------------------------------------


def _parts(t: Trajectory, person: PersonId, at: datetime) -> tuple[Participation, ...]:
    return tuple(p for p in t.people.values() if p.person == person and p.active(at))


_WAT_ACTS: Final = (a.EstablishWat, a.ReviseWat, a.SetExpectations, a.Judge, a.Withdraw)


def _consultants_own(step: Step) -> Iterator[str]:
    """WAT, expectations, judgements and closings are done by the lead, or a deputy (P12, X3)."""
    if isinstance(step.outcome, Accepted) and isinstance(step.act, _WAT_ACTS):
        by = step.act.by
        standing = (Standing.LEAD, Standing.DEPUTY)
        if not any(
            p.role is Role.CONSULTANT and p.standing in standing
            for p in _parts(step.before, by.person, by.at)
        ):
            yield f"{type(step.act).__name__} by somebody who is no lead consultant then"


def _nobody_else_moves(step: Step) -> Iterator[str]:
    """Only a consultant moves WAT; only consultant or authority record necessity (P12, P24)."""
    role = step.act.by.role
    if role is not Role.CONSULTANT and step.before.wat != step.after.wat:
        yield f"{type(step.act).__name__} by {role.value} moved WAT"
    government = role in (Role.CONSULTANT, Role.AUTHORITY)
    if not government and step.before.necessity != step.after.necessity:
        yield f"{type(step.act).__name__} by {role.value} moved necessity"
    if isinstance(step.act, a.DecideNecessity) and isinstance(step.outcome, Accepted):
        decision = step.act.decision
        if role is not Role.AUTHORITY:
            yield f"{role.value} decided on necessity"
        if decision.body is None or decision.signed_by is None:
            yield "a decision on necessity that nobody signed"


def _hoe_is_made_together(step: Step) -> Iterator[str]:
    """HOE is a care worker's and a family's: two persons at least, and no consultant (P16, P17)."""
    if not (isinstance(step.outcome, Accepted) and isinstance(step.act, a.EstablishHoe)):
        return
    act, at = step.act, step.act.by.at
    roles = {
        part.person: {p.role for p in _parts(step.before, part.person, at)} for part in act.together
    }
    consultants = {p.person for p in step.before.people.values() if p.role is Role.CONSULTANT}
    if act.by.role is Role.CONSULTANT or act.by.recorded_by in consultants:
        yield "a consultant established HOE"
    if any(Role.CONSULTANT in held for held in roles.values()):
        yield "a consultant is among the authors of HOE"
    workers = {person for person, held in roles.items() if Role.CARE_WORKER in held}
    family = {person for person, held in roles.items() if held & CLIENT_SIDE} - workers
    if not workers:
        yield "no care worker took part in HOE"
    if not family:
        yield "nobody of family or network took part in HOE, who is not its care worker too"


_OWN_WORDS: Final = frozenset({Role.AUTHORITY, Role.SYSTEM})


def _nobody_is_silenced(step: Step) -> Iterator[str]:
    """Speaking, scaling, dissenting and protecting are refused for their form only (T6)."""
    if type(step.act) not in PROTECTED or not isinstance(step.outcome, Refused):
        return
    if step.act.by.role in _OWN_WORDS or step.act.by.on_behalf_of or step.act.by.recorded_by:
        return
    for violation in step.outcome.violations:
        if not violation.rule.startswith("form."):
            yield f"{type(step.act).__name__} was refused by {violation.rule}"


# --- what hangs together ----------------------------------------------------------------------


def _achieved(step: Step) -> Iterator[str]:
    """Achieved only when all about this minor is judged met, late and long enough (X1)."""
    act = step.act
    if not (isinstance(step.outcome, Accepted) and isinstance(act, a.Withdraw)):
        return
    if act.outcome is a.WithdrawalOutcome.ACHIEVED:
        for said in missing_for_achieved(step.records, act.minor, act.by.at, step.start.zone):
            yield f"achieved for {act.minor}, although {said}"


def _wat_hangs_together(step: Step) -> Iterator[str]:
    """Bottom line, danger and goal are linked, and each goal says when it is safe enough (X2)."""
    act = step.act
    if not (isinstance(step.outcome, Accepted) and isinstance(act, a.EstablishWat | a.ReviseWat)):
        return
    dangers, goals = {d.id for d in act.dangers}, {g.id for g in act.goals}
    if not act.bottom_lines:
        yield "a WAT without a bottom line"
    for line in act.bottom_lines:
        if not line.dangers or not set(line.dangers) <= dangers:
            yield f"bottom line {line.id} is linked to no danger"
        if not line.goals or not set(line.goals) <= goals:
            yield f"bottom line {line.id} is linked to no goal"
    for goal in act.goals:
        if not goal.dangers or not set(goal.dangers) <= dangers:
            yield f"goal {goal.id} is set against no danger"
        if goal.safe_enough is None:
            yield f"goal {goal.id} does not say when it is safe enough"
    for danger in sorted(dangers - {d for g in act.goals for d in g.dangers}):
        yield f"no goal is set against danger {danger}"


def _hoe_follows_wat(step: Step) -> Iterator[str]:
    """HOE answers a WAT that had been established by then (X4)."""
    if isinstance(step.outcome, Accepted) and isinstance(step.act, a.EstablishHoe):
        wat = step.before.wat.get(step.act.wat)
        if wat is None:
            yield f"HOE answers version {step.act.wat} of WAT, which was never established"
        elif wat.at > step.act.by.at:
            yield f"HOE is older than version {step.act.wat} of WAT"


_KEPT: Final = ("hoe", "told", "judged", "aligned", "assessed", "directions", "measures")


def _revising_deletes_nothing(step: Step) -> Iterator[str]:
    """A revision makes things stale and deletes none of them (X6)."""
    if isinstance(step.act, a.ReviseWat | a.SetExpectations):
        for name in _KEPT:
            if getattr(step.before, name) != getattr(step.after, name):
                yield f"{type(step.act).__name__} changed {name}"
        if any(step.after.wat.get(key) != held for key, held in step.before.wat.items()):
            yield f"{type(step.act).__name__} changed an older version of WAT"


def _expired_is_none(step: Step) -> Iterator[str]:
    """Exceptions that have run out count as none (reading 10)."""
    given = cast("tuple[ReasonedException, ...]", getattr(step.act, "exceptions", ()))
    if not isinstance(step.outcome, Accepted) or not given:
        return
    at = step.act.by.at
    out = tuple(change(e, until=at) for e in given)
    without = step.law.decide(step.before, altered(step.act, exceptions=()))
    expired = step.law.decide(step.before, altered(step.act, exceptions=out))
    if isinstance(expired, Accepted) and not isinstance(without, Accepted):
        yield "accepted on an exception that had run out"


# --- who may see what -------------------------------------------------------------------------


_ASKED: Final = 8  # one in so many: it is a dear question. Which ones hangs on the act's id alone.


def _unseen_changes_nothing(step: Step) -> Iterator[str]:
    """A record that somebody may not know of leaves what they are shown as it was (X13)."""
    if not isinstance(step.outcome, Accepted) or not isinstance(step.law, Shows):
        return
    after = step.outcome.trajectory
    at = after.known_at
    if at is None:
        return
    for person in dict.fromkeys(p.person for p in after.people.values()):
        if step.aside or crc32(f"{step.act.id} {person}".encode()) % _ASKED:
            continue
        if _parts(step.before, person, at) != _parts(after, person, at):
            continue  # who comes in or goes may see something else
        if person in step.outcome.record.misinformed:
            continue  # they learn that what they were told was wrong, whoever said so
        viewer = Viewer(person=person, at=at)
        if step.law.show(step.outcome.record, viewer, after).shown is not None:
            continue
        if step.law.show(step.before, viewer) != step.law.show(after, viewer):
            yield f"{person} sees a difference that {type(step.act).__name__} made"


#: All of them, in the order in which they are asked.
INVARIANTS: Final[tuple[Invariant, ...]] = tuple(
    Invariant(id=name, clauses=tuple(clauses.split()), check=check)
    for name, clauses, check in (
        ("one-fold", "X11", _one_fold),
        ("asking-is-doing", "X12", _asking_is_doing),
        ("says-why", "X12", _says_why),
        ("history-grows", "X9 X10", _history_grows),
        ("consultants-own", "P12 X3", _consultants_own),
        ("nobody-else-moves", "X5 P24 X15", _nobody_else_moves),
        ("hoe-is-made-together", "P16 P17 X5", _hoe_is_made_together),
        ("nobody-is-silenced", "T6", _nobody_is_silenced),
        ("achieved", "X1", _achieved),
        ("wat-hangs-together", "X2 P13 P5b P5c", _wat_hangs_together),
        ("hoe-follows-wat", "X4 P16", _hoe_follows_wat),
        ("revising-deletes-nothing", "X6", _revising_deletes_nothing),
        ("expired-is-none", "P19", _expired_is_none),
        ("unseen-changes-nothing", "X13", _unseen_changes_nothing),
    )
)

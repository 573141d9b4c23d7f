"""Judging one history: deciding again, act by act, on what others did.

What would be refused is still what happened, so it is folded all the same. What is known in part
makes what it would have changed unknown from there on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from attrs import define, evolve, field, frozen

from safetyframe.acts import Acknowledge, Act, ExceptDuty, Explain
from safetyframe.auditing.model import Audited, Item, Kind
from safetyframe.charter import Level
from safetyframe.duties import DUTIES, READS, Duty, owed
from safetyframe.folding import HANDLERS
from safetyframe.folding import evolve as folded
from safetyframe.law import Law
from safetyframe.law.closing import closes
from safetyframe.law.guards import missing, veiled
from safetyframe.outcome import Accepted, DutyState, Gap, Owed, Refused, Violation, facts
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE, SLICES, Trajectory
from safetyframe.values import PersonId, TrajectoryId, civil_date, utc
from safetyframe.wire import ACT_NAMES

__all__ = ["Auditor", "Event", "History", "Partial"]

#: A rule of the table of powers asks who acts, and nothing of what the act says.
_POWERS: Final = "powers."
#: What discharges or suspends a duty to inform.
_INFORMING: Final = frozenset({Explain, Acknowledge, ExceptDuty})
_DUTY_CLAUSES: Final = tuple(dict.fromkeys(duty.clause for duty in DUTIES))

_Key: TypeAlias = tuple[str, PersonId]


@frozen(kw_only=True)
class Partial:
    """An act of which some fields are not known: `lacks` names them, and `act` has defaults there.

    Where it can't be an act at all without them `act` is None; `kind` says what it would have been,
    and is None where nobody knows even that.
    """

    kind: type[Act] | None
    act: Act | None = None
    at: datetime | None = None
    id: str = ""
    lacks: tuple[str, ...] = ()


#: What a history is made of: a record of ours, an act of somebody else's, or part of one.
Event: TypeAlias = Record | Act | Partial


@frozen(kw_only=True)
class History:
    """What happened in one trajectory, in order. `lacks` are the slices that were not kept."""

    trajectory: TrajectoryId
    events: Sequence[Event]
    zone: str = DEFAULT_ZONE
    lacks: tuple[str, ...] = ()


def _as_tuple(laws: Iterable[Law]) -> tuple[Law, ...]:
    return tuple(laws)


@frozen
class Auditor:
    """Judges histories by `law`; a record that one of the `earlier` laws stamped, by that one.

    So what was lawful under the policy of its day is no breach under that of today.
    """

    law: Law = field(factory=Law)
    earlier: tuple[Law, ...] = field(default=(), converter=_as_tuple)
    _by_hash: Mapping[str, Law] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Sort the laws by the stamp they leave, once."""
        object.__setattr__(self, "_by_hash", {law.hash: law for law in self.earlier})

    def audit(self, history: History, *, as_of: datetime | None = None) -> Audited:
        """Judge a history. What is overdue is so at `as_of`; at its last moment, if None."""
        run = _Run(auditor=self, t=_start(history))
        for event in history.events:
            run.judge(event)
        run.end(as_of)
        return Audited(
            trajectory=history.trajectory,
            records=len(history.events),
            judged=run.judged,
            items=tuple(run.items),
        )

    def law_of(self, stamp: str) -> Law:
        """Give the law under which a record was made, as far as it is known here."""
        return self._by_hash.get(stamp, self.law)


def _start(history: History) -> Trajectory:
    """Where a history begins: at nothing, unless its first record says that more came before."""
    start = Trajectory.start(history.trajectory, zone=history.zone)
    first = history.events[0] if history.events else None
    if isinstance(first, Record) and first.seq > 1:
        return Trajectory(id=history.trajectory, zone=history.zone, seq=first.seq - 1)
    return start.hide(*history.lacks)


@define(kw_only=True)
class _Run:
    """One history while it is judged."""

    auditor: Auditor
    t: Trajectory
    items: list[Item] = field(factory=list[Item])
    judged: int = 0
    law: Law = field(init=False)
    last: Act | Partial | None = None

    def __attrs_post_init__(self) -> None:
        self.law = self.auditor.law

    def judge(self, event: Event) -> None:
        """Judge what comes next, and let it have happened."""
        if isinstance(event, Partial):
            self._partial(event)
            self.last = event
            return
        if isinstance(event, Record):
            if not self._follows(event):
                return
            self.law = self.auditor.law_of(event.law)
            act = event.act
        else:
            act = event
        before = self.t
        outcome = self.law.decide(before, act)
        self.judged += 1
        match outcome:
            case Accepted():
                record = event if isinstance(event, Record) else outcome.record
                self.t = folded(before, record) if isinstance(event, Record) else outcome.trajectory
                for warning in outcome.warnings:
                    gap = Gap(code=warning.code, about=warning.about, remedies=warning.remedies)
                    self._found(act, warning.rule, warning.clauses, Level.WARN, gap)
            case Refused():
                self._happened(event, act)
                for violation in outcome.violations:
                    self._breach(act, violation)
            case _:
                self.judged -= 1
                self._happened(event, act)
                self._add(act, Kind.UNJUDGED, unknown=outcome.unknown)
        self._informed(before, act)
        self.last = act

    def end(self, as_of: datetime | None) -> None:
        """Say what is overdue at the end."""
        act = self.last
        if act is None:
            return
        seen = veiled(self.t)
        blind = sorted(missing(seen, READS))
        if blind:
            self._add(act, Kind.UNJUDGED, rule="duties", clauses=_DUTY_CLAUSES, unknown=blind)
            return
        at = self.t.known_at
        if as_of is not None and (at is None or utc(as_of) > at):
            at = utc(as_of)
        if at is None:
            return  # nothing of it happened at any moment that is known
        for one in owed(seen, at, self.law.policy):
            if one.state is DutyState.OVERDUE:
                self._owed(act, Kind.OVERDUE, one, "overdue")

    # --- what happened ------------------------------------------------------------------------

    def _follows(self, record: Record) -> bool:
        """Say whether a record comes next. What lies in between, if anything, is not known."""
        if record.seq <= self.t.seq:
            gap = Gap(code="out-of-order", about=facts(seq=record.seq, after=self.t.seq))
            self._add(record.act, Kind.UNJUDGED, rule="history.order", gaps=(gap,))
            return False
        if record.seq > self.t.seq + 1:
            gap = Gap(code="records-missing", about=facts(seq=record.seq, after=self.t.seq))
            self.t = evolve(self.t.hide(*SLICES), seq=record.seq - 1)
            self._add(record.act, Kind.UNJUDGED, rule="history.gap", gaps=(gap,))
        return True

    def _happened(self, event: Record | Act, act: Act) -> None:
        record = (
            event
            if isinstance(event, Record)
            else Record(seq=self.t.seq + 1, act=act, law=self.law.hash)
        )
        self.t = folded(self.t, record)

    def _partial(self, event: Partial) -> None:
        """Judge what is known of it, and forget what it may have changed."""
        sure: tuple[Violation, ...] = ()
        if event.act is not None and not any(n.partition(".")[0] == "by" for n in event.lacks):
            outcome = self.law.decide(self.t, event.act)
            if isinstance(outcome, Refused):
                sure = tuple(v for v in outcome.violations if v.rule.startswith(_POWERS))
        # Of an act of no known kind nobody knows what it changed.
        touched = SLICES if event.kind is None else [name for name, _ in HANDLERS[event.kind]]
        moments = [utc(at) for at in (event.at, self.t.known_at) if at is not None]
        self.t = evolve(
            self.t.hide(*touched), seq=self.t.seq + 1, known_at=max(moments, default=None)
        )
        for violation in sure:
            self._breach(event, violation)
        self._add(event, Kind.UNJUDGED, unknown=event.lacks)

    def _informed(self, before: Trajectory, act: Act) -> None:
        """Say which duties this act discharged too late, or ended without."""
        ended = closes(act)
        if type(act) not in _INFORMING and not ended:
            return
        then, now = veiled(before), veiled(self.t)
        if missing(then, READS) or missing(now, READS):
            return  # said once, at the end
        policy, at, concerned = self.law.policy, act.by.at, _concerned(act)
        overdue = owed(then, at, policy, duties=concerned)
        late = [one for one in overdue if one.state is DutyState.OVERDUE]
        if not late:
            return
        after: dict[_Key, DutyState] = {}
        for one in owed(now, at, policy, duties=concerned):
            after[one.duty, one.person] = one.state
        for one in late:
            state = after.get((one.duty, one.person))
            if state is DutyState.DONE:
                self._owed(act, Kind.LATE, one, "late")
            elif state is DutyState.EXCEPTED:
                self._owed(act, Kind.LATE, one, "excepted-late")
            elif state is None and ended:
                self._owed(act, Kind.OVERDUE, one, "left-open")

    # --- what is said -------------------------------------------------------------------------

    def _breach(self, act: Act | Partial, one: Violation) -> None:
        self._found(act, one.rule, one.clauses, one.level, *one.gaps)

    def _found(
        self, act: Act | Partial, rule: str, clauses: tuple[str, ...], level: Level, *gaps: Gap
    ) -> None:
        self._add(act, Kind.BREACH, rule=rule, clauses=clauses, level=level, gaps=gaps)

    def _owed(self, act: Act | Partial, kind: Kind, one: Owed, code: str) -> None:
        said = facts(person=one.person, version=one.version, since=one.since, due_on=one.due_on)
        gap = Gap(code=code, about=said, remedies=one.remedies)
        self._add(act, kind, rule=one.duty, clauses=(one.clause,), level=one.level, gaps=(gap,))

    def _add(
        self,
        act: Act | Partial,
        kind: Kind,
        *,
        rule: str = "",
        clauses: tuple[str, ...] = (),
        level: Level | None = None,
        gaps: tuple[Gap, ...] = (),
        unknown: Iterable[str] = (),
    ) -> None:
        at = act.at if isinstance(act, Partial) else act.by.at
        month = "" if at is None else civil_date(at, self.t.zone).isoformat()[:7]
        self.items.append(
            Item(
                kind=kind,
                trajectory=self.t.id,
                seq=self.t.seq,
                act=act.id,
                kind_of_act=_name(act),
                at=at,
                month=month,
                rule=rule,
                clauses=clauses,
                level=level,
                gaps=gaps,
                unknown=tuple(unknown),
            )
        )


def _concerned(act: Act) -> tuple[Duty, ...]:
    """Give the duties that an act can discharge, suspend or end: to ask about all takes long."""
    if isinstance(act, Explain):
        topics = {matter.topic for matter in act.matters}
        return tuple(d for d in DUTIES if not d.acknowledged and topics & d.topics)
    if isinstance(act, Acknowledge):
        return tuple(d for d in DUTIES if act.matter.topic in d.topics)
    if isinstance(act, ExceptDuty):
        return tuple(d for d in DUTIES if d.clause == act.exception.clause)
    return DUTIES


def _name(act: Act | Partial) -> str:
    if not isinstance(act, Partial):
        return ACT_NAMES[type(act)][0]
    return "unknown" if act.kind is None else ACT_NAMES[act.kind][0]

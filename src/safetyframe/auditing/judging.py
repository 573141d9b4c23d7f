"""Judging one history: deciding again, act by act, on what others did.

What would be refused is still what happened, so it is folded all the same. What is known in part
makes what it would have changed unknown from there on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from attrs import define, evolve, field, frozen

from safetyframe.acts import Act
from safetyframe.auditing.history import Event, History, Partial, beginning
from safetyframe.auditing.informing import CLAUSES, Open, blind, still_open, too_late
from safetyframe.auditing.model import Audited, Item, Kind
from safetyframe.charter import Level
from safetyframe.folding import HANDLERS
from safetyframe.folding import evolve as folded
from safetyframe.law import Law
from safetyframe.law.correcting import READS as MISINFORMED_READS
from safetyframe.law.correcting import misinformed
from safetyframe.law.guards import missing
from safetyframe.outcome import Accepted, Gap, Refused, Violation, facts
from safetyframe.record import Record
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import civil_date, utc
from safetyframe.wire import ACT_NAMES

__all__ = ["Auditor"]

#: A rule of the table of powers asks who acts, and nothing of what the act says.
_POWERS: Final = "powers."


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
        run = _Run(auditor=self, t=beginning(history))
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
        record = event if isinstance(event, Record) else None
        if record is not None:
            if not self._follows(record):
                return
            self.law = self.auditor.law_of(record.law)
        act = event.act if isinstance(event, Record) else event
        before = self.t
        outcome = self.law.decide(before, act)
        self.judged += 1
        match outcome:
            case Accepted():
                same = record is None or record == outcome.record
                self.t = outcome.trajectory if same else folded(before, record or outcome.record)
                for warning in outcome.warnings:
                    gap = Gap(code=warning.code, about=warning.about, remedies=warning.remedies)
                    self._breach(act, warning.rule, warning.clauses, Level.WARN, gap)
            case Refused():
                self._happened(record, act)
                for violation in outcome.violations:
                    self._refused(act, violation)
            case _:
                self.judged -= 1
                self._happened(record, act)
                self._add(act, Kind.UNJUDGED, unknown=outcome.unknown)
        for one in too_late(before, self.t, act, self.law.policy):
            self._open(act, one)
        self.last = act

    def end(self, as_of: datetime | None) -> None:
        """Say what is overdue at the end."""
        act = self.last
        if act is None:
            return
        unknown = blind(self.t)
        if unknown:
            self._add(act, Kind.UNJUDGED, rule="duties", clauses=CLAUSES, unknown=unknown)
            return
        at = self.t.known_at
        if as_of is not None and (at is None or utc(as_of) > at):
            at = utc(as_of)
        if at is None:
            return  # nothing of it happened at any moment that is known
        for one in still_open(self.t, at, self.law.policy):
            self._open(act, one)

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

    def _happened(self, record: Record | None, act: Act) -> None:
        """Let an act have happened that no law took. Whom it put right is told, all the same."""
        if record is None:
            told = () if missing(self.t, MISINFORMED_READS) else misinformed(self.t, act)
            record = Record(seq=self.t.seq + 1, act=act, law=self.law.hash, misinformed=told)
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
            self._refused(event, violation)
        self._add(event, Kind.UNJUDGED, unknown=event.lacks)

    # --- what is said -------------------------------------------------------------------------

    def _refused(self, act: Act | Partial, one: Violation) -> None:
        self._breach(act, one.rule, one.clauses, one.level, *one.gaps)

    def _breach(
        self, act: Act | Partial, rule: str, clauses: tuple[str, ...], level: Level, *gaps: Gap
    ) -> None:
        self._add(act, Kind.BREACH, rule=rule, clauses=clauses, level=level, gaps=gaps)

    def _open(self, act: Act | Partial, one: Open) -> None:
        owed = one.owed
        self._add(
            act, one.kind, rule=owed.duty, clauses=(owed.clause,), level=owed.level, gaps=(one.gap,)
        )

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
        last = self.items[-1] if self.items else None
        # Much is found at one act, and to reckon its month takes long.
        known = last.month if last is not None and last.at == at else _month(at, self.t.zone)
        self.items.append(
            Item(
                kind=kind,
                trajectory=self.t.id,
                seq=self.t.seq,
                act=act.id,
                kind_of_act=_name(act),
                at=at,
                month=known,
                rule=rule,
                clauses=clauses,
                level=level,
                gaps=gaps,
                unknown=tuple(unknown),
            )
        )


def _month(at: datetime | None, zone: str) -> str:
    return "" if at is None else civil_date(at, zone).isoformat()[:7]


def _name(act: Act | Partial) -> str:
    if not isinstance(act, Partial):
        return ACT_NAMES[type(act)][0]
    return "unknown" if act.kind is None else ACT_NAMES[act.kind][0]

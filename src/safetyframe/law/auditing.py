"""Was it right: deciding again, record by record, on what others wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from safetyframe.acts import Act
from safetyframe.folding import evolve
from safetyframe.outcome import Accepted, AuditReport, Breach, Outcome, Refused, Unjudged
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.views import Sight, show_record

__all__ = ["audit", "audit_for"]


def audit(
    decide: Callable[[Trajectory, Act], Outcome], records: Iterable[Record], start: Trajectory
) -> AuditReport:
    """Decide on each record again where it stands. What is refused now is still what happened."""
    breaches: list[Breach] = []
    unjudged: list[Unjudged] = []
    t = start
    for record in records:
        outcome = decide(t, record.act)
        if isinstance(outcome, Refused):
            breaches.append(Breach(record=record, violations=outcome.violations))
        elif not isinstance(outcome, Accepted):
            unjudged.append(Unjudged(record=record, unknown=outcome.unknown))
        t = evolve(t, record)
    return AuditReport(breaches=tuple(breaches), unjudged=tuple(unjudged))


def audit_for(sight: Sight, report: AuditReport) -> AuditReport:
    """Give of a report what is about records that the viewer may know of.

    It is for those whose part is about every child here, and for an authority: reasons name what
    others did, and nothing tells whether that is theirs to know.
    """
    if not (sight.eyes.whole and (sight.eyes.professional or sight.eyes.authority)):
        return AuditReport()
    return AuditReport(
        breaches=tuple(_breaches(sight, report.breaches)),
        unjudged=tuple(_unjudged(sight, report.unjudged)),
    )


def _breaches(sight: Sight, breaches: Iterable[Breach]) -> Iterator[Breach]:
    for one in breaches:
        record = show_record(sight, one.record)
        if record is not None:
            yield Breach(record=record, violations=one.violations)


def _unjudged(sight: Sight, unjudged: Iterable[Unjudged]) -> Iterator[Unjudged]:
    for one in unjudged:
        record = show_record(sight, one.record)
        if record is not None:
            yield Unjudged(record=record, unknown=one.unknown)

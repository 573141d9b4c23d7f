"""What there is to look at.

Open duties, advisories of the charter, and problems with acts that nobody may block. Nothing here
refuses, and nothing here scores a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from safetyframe.charter import Level
from safetyframe.duties import DUTIES, READS, owed
from safetyframe.findings import partners, tailored, together
from safetyframe.findings.model import Moment, Seen, Watch
from safetyframe.index import UnknownSliceError
from safetyframe.outcome import DutyState, Finding, facts
from safetyframe.policy import Policy
from safetyframe.trajectory import Trajectory

__all__ = ["WATCHES", "Watch", "findings"]

WATCHES: Final[tuple[Watch, ...]] = (*partners.WATCHES, *together.WATCHES, *tailored.WATCHES)


def findings(t: Trajectory, as_of: datetime, policy: Policy) -> tuple[Finding, ...]:
    """Give all to look at in `t` at `as_of`. A slice not known is said, never passed over."""
    unknown = t.unknown
    moment = Moment(t, as_of, policy)
    return (*_duties(moment, unknown), *_watched(moment, unknown))


def _duties(moment: Moment, unknown: frozenset[str]) -> Iterator[Finding]:
    blind = READS & unknown
    if blind:
        clauses = tuple(dict.fromkeys(d.clause for d in DUTIES))
        yield _not_judged("duties", clauses, blind)
        return
    for duty in owed(moment.t, moment.at, moment.policy):
        if duty.state in (DutyState.DUE, DutyState.OVERDUE):
            yield Finding(
                rule=duty.duty,
                clauses=(duty.clause,),
                level=duty.level,
                code=duty.state.value,
                state=duty.state,
                about=facts(
                    person=duty.person,
                    version=duty.version,
                    since=duty.since,
                    due_on=duty.due_on,
                ),
                remedies=duty.remedies,
            )


def _watched(moment: Moment, unknown: frozenset[str]) -> Iterator[Finding]:
    for watch in WATCHES:
        blind = watch.reads & unknown
        if blind:
            yield _not_judged(watch.id, watch.clauses, blind)
            continue
        try:
            for one in watch.look(moment):
                yield _finding(watch, one)
        except UnknownSliceError:
            yield _not_judged(watch.id, watch.clauses, unknown)


def _finding(watch: Watch, one: Seen) -> Finding:
    return Finding(
        rule=watch.id,
        clauses=watch.clauses,
        level=Level.WARN,
        code=one.code,
        about=one.about,
        remedies=one.remedies,
    )


def _not_judged(rule: str, clauses: tuple[str, ...], blind: frozenset[str]) -> Finding:
    return Finding(
        rule=rule,
        clauses=clauses,
        level=Level.WARN,
        code="not-judged",
        about=facts(unknown=" ".join(sorted(blind))),
    )

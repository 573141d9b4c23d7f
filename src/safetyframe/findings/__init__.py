"""What there is to look at.

Open duties, advisories of the charter, and problems with acts that nobody may block. Nothing here
refuses, and nothing here scores a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, TypeAlias, cast

from safetyframe.charter import Level
from safetyframe.duties import DUTIES, READS, owed
from safetyframe.findings import delivered, freely, hoe, keeping, partners, tailored, together
from safetyframe.findings import linked as around
from safetyframe.findings.model import Moment, Relation, Seen, Watch
from safetyframe.index import UnknownSliceError
from safetyframe.notice import Undelivered
from safetyframe.outcome import DutyState, Finding, facts
from safetyframe.policy import Policy
from safetyframe.roles import Role
from safetyframe.trajectory import CERTAIN, Trajectory
from safetyframe.values import PersonId

__all__ = ["WATCHES", "Relation", "Watch", "findings"]

WATCHES: Final[tuple[Watch, ...]] = (
    *partners.WATCHES,
    *together.WATCHES,
    *hoe.WATCHES,
    *freely.WATCHES,
    *tailored.WATCHES,
    *keeping.WATCHES,
    *around.WATCHES,
    *delivered.WATCHES,
)


_Bar: TypeAlias = Callable[[Trajectory, PersonId, PersonId, datetime], bool]


def findings(
    t: Trajectory,
    as_of: datetime,
    policy: Policy,
    *,
    linked: tuple[Trajectory, ...] = (),
    related: tuple[Relation, ...] = (),
    undelivered: tuple[Undelivered, ...] = (),
    extra: tuple[Watch, ...] = (),
    bars: tuple[tuple[str, tuple[str, ...], _Bar], ...] = (),
) -> tuple[Finding, ...]:
    """Give all to look at in `t` at `as_of`. A slice not known is said, never passed over.

    `extra` are watches of packs; `bars` are theirs too, each with the pack's name and what it rests
    on. One that fails is itself a finding.
    """
    unknown = t.unknown
    moment = Moment(t, as_of, policy, linked, related, undelivered)
    return (
        *_duties(moment, unknown),
        *_watched(moment, unknown),
        *(one for watch in extra for one in _watched_safely(watch, moment, unknown)),
        *(one for pack, clauses, bar in bars for one in _barring(pack, clauses, bar, moment)),
    )


def _duties(moment: Moment, unknown: frozenset[str]) -> Iterator[Finding]:
    blind = READS & unknown
    if blind:
        clauses = tuple(dict.fromkeys(d.clause for d in DUTIES))
        yield _not_judged("duties", clauses, blind)
        return
    owing = owed(moment.t, moment.at, moment.policy, undelivered=moment.undelivered)
    for duty in owing:
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
        if "adopted" in unknown and watch.reads - CERTAIN:
            blind |= {"adopted"}  # whether an old file holds more is not known
        if blind:
            yield _not_judged(watch.id, watch.clauses, blind)
            continue
        try:
            for one in watch.look(moment):
                yield _finding(watch, one)
        except UnknownSliceError:
            elsewhere = frozenset[str]().union(*(one.unknown for one in moment.linked))
            yield _not_judged(watch.id, watch.clauses, unknown | elsewhere)


def _watched_safely(watch: Watch, moment: Moment, unknown: frozenset[str]) -> tuple[Finding, ...]:
    """Ask a watch that others wrote: whatever it does, what the other watches see is still said."""
    blind = watch.reads & unknown
    if blind:
        return (_not_judged(watch.id, watch.clauses, blind),)
    try:
        given = cast("tuple[object, ...]", tuple(watch.look(moment)))
        return tuple(_finding(watch, _seen(one)) for one in given)
    except UnknownSliceError:
        return (_not_judged(watch.id, watch.clauses, unknown),)
    except Exception as error:  # noqa: BLE001  a broken watch is reported, and hides no other
        # The error's text may hold what it read, so only its type is told.
        broken = Finding(
            rule=watch.id,
            clauses=watch.clauses,
            level=Level.WARN,
            code="watch-broken",
            about=facts(rule=watch.id, error=type(error).__name__),
        )
        return (broken,)


def _seen(one: object) -> Seen:
    if not isinstance(one, Seen):
        msg = "a watch gives what it has seen and nothing else"
        raise TypeError(msg)
    return one


def _barring(pack: str, clauses: tuple[str, ...], bar: _Bar, moment: Moment) -> Iterator[Finding]:
    """Say that a bar fails: until it is mended it hides everything from everybody."""
    minors = [
        person
        for person, parts in moment.people.items()
        if any(part.role is Role.MINOR for part in parts)
    ]
    try:
        for person in moment.people:
            for minor in minors:
                bar(moment.t, person, minor, moment.at)
    except UnknownSliceError:
        return  # nothing is shown while it is unknown, and other findings say what is
    except Exception as error:  # noqa: BLE001  it is told, and hides no other finding
        yield Finding(
            rule=pack,
            clauses=clauses,
            level=Level.WARN,
            code="bar-broken",
            about=facts(rule=pack, error=type(error).__name__),
        )


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

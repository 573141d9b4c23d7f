"""Advisories on tailoring, direction and duration (A1, P5c, T1-T4, T5a, T6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.wat import Aim
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch
from safetyframe.roles import Role
from safetyframe.rules import ask
from safetyframe.rules.ending import unmet
from safetyframe.slices import Measure, Reviewed, ScaleAnswer
from safetyframe.values import PersonId

__all__ = ["WATCHES"]


def _whole_aim(m: Moment) -> Iterator[Seen]:
    wat = ask.wat_in_force(m.t)
    if wat is None or not m.open:
        return
    aims = {aim for goal in wat.goals for aim in goal.aims}
    if aims == {Aim.SAFE}:
        yield seen("only-safe", version=wat.number)


def _scales_agree(m: Moment) -> Iterator[Seen]:
    """A goal judged met while somebody's last answer lies under its threshold."""
    wat = ask.wat_in_force(m.t)
    if wat is None or not m.open:
        return
    last: dict[tuple[str, str, str], ScaleAnswer] = {}
    for answer in m.t.scales.values():
        key = (answer.goal, answer.minor, answer.person)
        before = last.get(key)
        if before is None or (before.at, before.seq) <= (answer.at, answer.seq):
            last[key] = answer
    for goal in wat.goals:
        for minor in goal.minors:
            series = m.t.judged.get((minor, goal.id))
            if goal.scale_at_least is None or series is None or not series.items[-1].met:
                continue
            for (target, about, person), answer in last.items():
                if target == goal.id and about == minor and answer.value < goal.scale_at_least:
                    yield seen(
                        "met-below-the-scale",
                        hint(a.Judge, target=goal.id, minor=minor),
                        target=goal.id,
                        minor=minor,
                        person=person,
                        value=answer.value,
                    )


def _needs_named(m: Moment) -> Iterator[Seen]:
    for measure in m.t.measures.values():
        if measure.ended_at is None and measure.need is None:
            yield seen("measure-without-need", hint(a.AmendMeasure), measure=measure.id)


def _not_by_supply(m: Moment) -> Iterator[Seen]:
    for measure in m.t.measures.values():
        if measure.ended_at is None and measure.supply_driven:
            yield seen("supply-driven", hint(a.AmendMeasure), measure=measure.id)


def _agreed(m: Moment) -> Iterator[tuple[Measure, set[PersonId]]]:
    """The measures of the HOE in force, with the children they are about who are in scope."""
    hoe = ask.hoe_in_force(m.t)
    for key in () if hoe is None else hoe.measures:
        measure = m.t.measures.get(key)
        if measure is not None:
            about = {c for c in measure.minors if ask.open_episode(m.t, c) is not None}
            if about:
                yield measure, about


def _over(measure: Measure, m: Moment) -> bool:
    return measure.ended_at is not None or (measure.until is not None and measure.until <= m.at)


def _looked_at_in_time(m: Moment) -> Iterator[Seen]:
    """A module with an end of its own is reviewed before it, not found to be over (case 35)."""
    for measure, about in _agreed(m):
        until = measure.until
        if until is None or measure.ended_at is not None:
            continue
        last = _last_review(m, about)
        if until > m.at:
            if last is None or last.next_at is None or last.next_at > until:
                again = hint(a.Review, next_at=until)
                yield seen("measure-ends-before-review", again, measure=measure.id, until=until)
        elif last is None or last.at < until:
            yield seen("measure-past-its-end", hint(a.Review), measure=measure.id, until=until)


def _last_review(m: Moment, about: set[PersonId]) -> Reviewed | None:
    held = [r for r in m.t.reviews.values() if about <= set(r.minors)]
    return max(held, key=lambda r: r.at, default=None)


#: What is met, only not for long enough, needs time rather than another measure.
_ONLY_TIME: Final = frozenset({"not-sustained", "judgement-too-old"})


def _needs_answered(m: Moment) -> Iterator[Seen]:
    """A measure is over, what it served is not met, and nothing else serves it (case 35)."""
    agreed = list(_agreed(m))
    served = {
        (target, minor)
        for measure, about in agreed
        if not _over(measure, m)
        for target in measure.serves
        for minor in about
    }
    for measure, about in agreed:
        if not _over(measure, m):
            continue
        for minor in sorted(about):
            lacking = {
                gap.get("target")
                for gap in unmet(m.t, minor, m.at, m.policy)
                if gap.code not in _ONLY_TIME
            }
            for target in measure.serves:
                if target in lacking and (target, minor) not in served:
                    served.add((target, minor))  # said once, however many measures are over
                    yield seen(
                        "need-without-measure",
                        hint(a.ProposeMeasure, serves=target, minor=minor),
                        target=target,
                        minor=minor,
                        measure=measure.id,
                    )


def _no_worker_by_supply(m: Moment) -> Iterator[Seen]:
    worker = any(p.role is Role.CARE_WORKER for parts in m.people.values() for p in parts)
    if m.open and not worker:
        yield seen("need-without-care-worker", hint(a.AddParticipation, role="care-worker"))


def _as_short_as_possible(m: Moment) -> Iterator[Seen]:
    for episode in m.t.involvement.values():
        if episode.open and not episode.emergency:
            gaps = tuple(unmet(m.t, episode.minor, m.at, m.policy))
            if not gaps:
                yield seen("safe-enough-and-still-open", hint(a.Withdraw), minor=episode.minor)


def _review_date(m: Moment) -> Iterator[Seen]:
    if not m.open:
        return
    last = max(m.t.reviews.values(), key=lambda r: r.at, default=None)
    if last is None or last.next_at is None:
        yield seen("no-review-date", hint(a.Review))
    elif last.next_at <= m.at:
        yield seen("review-overdue", hint(a.Review), since=last.next_at)


def _meaning(m: Moment) -> Iterator[Seen]:
    if not m.open:
        return
    minors = {p.person for parts in m.people.values() for p in parts if p.role is Role.MINOR}
    spoke = {
        v.on_behalf_of if v.role is Role.TRUST_PERSON else v.person
        for v in m.t.voices.values()
        if v.role is Role.TRUST_PERSON or v.on_behalf_of is None
    }
    for minor in sorted(minors - spoke):
        yield seen("no-voice", hint(a.Speak), person=minor)
    if Role.NETWORK not in {v.role for v in m.t.voices.values()} and any(
        p.role is Role.NETWORK for parts in m.people.values() for p in parts
    ):
        yield seen("no-voice", hint(a.Speak), role=Role.NETWORK)


def _minor_joins(m: Moment) -> Iterator[Seen]:
    """An unborn child joins at birth; until somebody says so, nobody owes that child anything."""
    minors = {e.minor for e in m.t.involvement.values() if e.open and not e.emergency}
    for minor in sorted(minors):
        if not any(p.role is Role.MINOR for p in m.people.get(minor, ())):
            joins = hint(a.AddParticipation, person=minor, role=Role.MINOR)
            yield seen("minor-takes-no-part", joins, minor=minor)


WATCHES: Final[tuple[Watch, ...]] = (
    watch("whole-aim", "A1", "wat involvement", _whole_aim),
    watch("scales-agree", "P5c", "wat judged scales involvement", _scales_agree),
    watch("needs-named", "T1", "measures", _needs_named),
    watch("not-by-supply", "T2", "measures", _not_by_supply),
    watch("looked-at-in-time", "T2 T3", "measures hoe reviews involvement", _looked_at_in_time),
    watch("needs-answered", "T2 T4", "measures hoe wat judged involvement", _needs_answered),
    watch("no-worker-by-supply", "T2", "people involvement", _no_worker_by_supply),
    watch("as-short-as-possible", "T3", "wat judged involvement", _as_short_as_possible),
    watch("review-date", "T3", "reviews involvement", _review_date),
    watch("minor-joins", "T5a", "people involvement", _minor_joins),
    watch("meaning", "T6", "people voices involvement", _meaning),
)

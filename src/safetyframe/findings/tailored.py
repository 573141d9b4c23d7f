"""Advisories on tailoring, direction and duration (A1, P5c, T1-T3, T6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.wat import Aim
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch
from safetyframe.roles import Role
from safetyframe.rules import ask
from safetyframe.rules.ending import unmet
from safetyframe.slices import ScaleAnswer

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


WATCHES: Final[tuple[Watch, ...]] = (
    watch("whole-aim", "A1", "wat involvement", _whole_aim),
    watch("scales-agree", "P5c", "wat judged scales involvement", _scales_agree),
    watch("needs-named", "T1", "measures", _needs_named),
    watch("not-by-supply", "T2", "measures", _not_by_supply),
    watch("no-worker-by-supply", "T2", "people involvement", _no_worker_by_supply),
    watch("as-short-as-possible", "T3", "wat judged involvement", _as_short_as_possible),
    watch("review-date", "T3", "reviews involvement", _review_date),
    watch("meaning", "T6", "people voices involvement", _meaning),
)

"""Shows where a trajectory stands for a viewer: references, dates and numbers, and no prose."""

from __future__ import annotations

from collections.abc import Iterator

from safetyframe import texts, wire
from safetyframe.acts.involvement import NecessityDecision
from safetyframe.acts.wat import SafetyGoal
from safetyframe.cli.console import Console, Style
from safetyframe.cli.looking import day_of, minute_of
from safetyframe.cli.objects import changes_of
from safetyframe.cli.trouble import Trouble
from safetyframe.pages.standing import Standing, standing
from safetyframe.record import Record
from safetyframe.roles import Participation
from safetyframe.slices import Episode, HoeVersion, Measure, WatVersion
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId
from safetyframe.views import View

__all__ = ["show", "show_in_json"]


def show(
    console: Console,
    view: View[Trajectory],
    records: View[tuple[Record, ...]],
    *,
    last: int,
    since: int | None,
) -> None:
    """Show a trajectory, what changed in WAT since a version, and the last records."""
    t, viewer = view.shown, view.viewer
    seen_by = console.label("show-seen-by", person=viewer.person, when=minute_of(viewer.at, t.zone))
    console.line(f"{console.styled(t.id, 'head')}  {t.zone}  {seen_by}", hang=2)
    if not t.people:
        console.line(console.label("report-blind", person=viewer.person), indent=2, hang=2)
        return
    _people(console, t)
    _why(console, t)
    _wat(console, t)
    _changes(console, view, since)
    _hoe(console, t)
    shown = records.shown[-last:] if last else ()
    if shown:
        console.head(console.label("show-last"))
    for record in shown:
        _record(console, record, t.zone)


def show_in_json(
    console: Console,
    view: View[Trajectory],
    records: View[tuple[Record, ...]],
    *,
    last: int,
    since: int | None,
) -> None:
    """Show the same to a program."""
    exported = wire.export(records)["shown"]
    first = _since(view, since)
    nl, en = (texts.said_changes(view, first, each) for each in texts.LANGUAGES)
    console.json(
        "view/1",
        view=wire.export(view),
        last=exported[-last:] if last and isinstance(exported, list) else [],
        changes=list(changes_of(nl, en)),
    )


def _since(view: View[Trajectory], since: int | None) -> int:
    versions = len(view.shown.wat)
    if since is None:
        return max(versions - 1, 0)
    if since > versions:
        raise Trouble(f"--since: {view.viewer.person} sees no version {since} of WAT")
    return since


def _changes(c: Console, view: View[Trajectory], since: int | None) -> None:
    first = _since(view, since)
    said = texts.said_changes(view, first, c.language, reader=c.reader)
    if said and first:  # since nothing, everything is new
        c.head(c.label("show-changes", number=first))
        for one in said:
            c.line(one.sentence, indent=2, hang=2)


def _people(c: Console, t: Trajectory) -> None:
    c.head(c.label("show-people"))
    rows = [(part, _role(c, part)) for part in t.people.values()]
    first = max((len(part.person) for part, _ in rows), default=0)
    second = max((len(role) for _, role in rows), default=0)
    for part, role in rows:
        since = day_of(part.since, t.zone)
        if part.until is None:
            period = c.label("people-since", since=since)
        else:
            period = c.label("people-period", since=since, until=day_of(part.until, t.zone))
        about = f", {c.label('plan-about', minors=_list(part.concerns))}" if part.concerns else ""
        c.line(f"{part.person:<{first}}  {role:<{second}}  {period}{about}", indent=2, hang=2)


def _role(c: Console, part: Participation) -> str:
    marks = [] if part.standing is None else [c.label(f"people-{part.standing.value}")]
    if part.chair:
        marks.append(c.label("people-chair"))
    if part.professional:
        marks.append(c.label("show-professional"))
    name = texts.name_of_role(part.role, c.language, reader=c.reader)
    return f"{name} ({', '.join(marks)})" if marks else name


def _why(c: Console, t: Trajectory) -> None:
    c.head(c.label("show-involvement"))
    said = (_decided(c, one.decision, t.zone) for one in t.necessity.values())
    for line in dict.fromkeys(said):  # whoever opens writes the same decision down once more
        c.line(line, indent=2, hang=2)
    episodes = list(t.involvement.values())
    width = max((len(each.minor) for each in episodes), default=0)
    for each in episodes:
        text, style = _episode(c, each, t.zone)
        told = [
            c.label(name, text=texts.references(words.id))
            for name, words in (("show-why", each.why), ("show-goal", each.goal))
            if words is not None
        ]
        line = "; ".join((c.styled(text, style), *told))
        c.line(f"{each.minor:<{width}}  {line}", indent=2, hang=2)


def _decided(c: Console, decision: NecessityDecision, zone: str) -> str:
    return c.label(
        "why-decided",
        status=texts.name_of_fact("status", decision.status.value, c.language, reader=c.reader),
        day="-" if decision.decided_at is None else day_of(decision.decided_at, zone),
        body=texts.references(decision.body) or "-",
        reference=texts.references(decision.reference) or "-",
        minors=_list(decision.minors),
    )


def _episode(c: Console, each: Episode, zone: str) -> tuple[str, Style]:
    since = day_of(each.opened_at, zone)
    if each.ended_at is None:
        name = "why-emergency" if each.emergency else "why-open"
        return c.label(name, since=since), "doubt" if each.emergency else "head"
    until = day_of(each.ended_at, zone)
    if each.outcome is None:
        return c.label("why-regularised", since=since, until=until), "head"
    outcome = texts.name_of_fact("outcome", each.outcome.value, c.language, reader=c.reader)
    ended = c.label("why-ended", since=since, until=until, outcome=outcome)
    return ended, "good" if each.outcome.value == "achieved" else "head"


def _wat(c: Console, t: Trajectory) -> None:
    wat = t.wat.get(len(t.wat))
    if wat is None:
        c.head(c.label("show-wat"))
        c.line(c.label("plan-no-wat"), indent=2)
        return
    date = day_of(wat.at, t.zone)
    c.head(c.label("plan-wat-of", number=wat.number, day=date, person=wat.by))
    if wat.material != wat.number:
        c.line(c.label("show-material", number=wat.material), indent=2)
    for line in wat.bottom_lines:
        links = c.label("show-links", ids=_list((*line.dangers, *line.goals)))
        _statement(c, t, wat, "bottom-line", line.id, line.minors, links)
    for danger in wat.dangers:
        about = c.label("plan-about", minors=_list(danger.minors))
        c.line(f"{_kind(c, 'danger')} {danger.id}: {about}", indent=2, hang=4)
    for goal in wat.goals:
        _statement(c, t, wat, "goal", goal.id, goal.minors, _goal(c, goal))
    for expected in wat.expectations:
        _statement(c, t, wat, "expectation", expected.id, expected.minors, "")


def _goal(c: Console, goal: SafetyGoal) -> str:
    links = c.label("show-links", ids=_list(goal.dangers))
    held = f", {c.label('plan-sustained', days=goal.sustained_days)}" if goal.sustained_days else ""
    asked = goal.scale_at_least
    scale = "" if asked is None else f", {c.label('plan-scale', value=asked)}"
    return f"{links}{held}{scale}"


def _statement(
    c: Console,
    t: Trajectory,
    wat: WatVersion,
    kind: str,
    name: str,
    minors: tuple[PersonId, ...],
    more: str,
) -> None:
    judged = ", ".join(_judged(c, t, wat, name, minor) for minor in minors)
    middle = f"{more}; " if more else ""
    c.line(f"{_kind(c, kind)} {name}: {middle}{judged}", indent=2, hang=4)


def _kind(c: Console, kind: str) -> str:
    return texts.name_of_fact("statement", kind, c.language, reader=c.reader)


def _judged(c: Console, t: Trajectory, wat: WatVersion, name: str, minor: PersonId) -> str:
    found, since = standing(t, wat, name, minor)
    if since is None:
        if found is Standing.STALE:
            return c.styled(c.label("show-stale", minor=minor), "doubt")
        return c.label("show-not-judged", minor=minor)
    met = found is Standing.MET
    label = c.label("show-met" if met else "show-unmet", minor=minor, since=day_of(since, t.zone))
    return c.styled(label, "good" if met else "bad")


def _hoe(c: Console, t: Trajectory) -> None:
    hoe = t.hoe.get(len(t.hoe))
    if hoe is None:
        c.head(c.label("show-hoe"))
        c.line(c.label("plan-no-hoe"), indent=2)
        return
    c.head(c.label("plan-hoe-of", number=hoe.number, day=day_of(hoe.at, t.zone), wat=hoe.wat))
    persons = _list(tuple(part.person for part in hoe.together))
    c.line(c.label("plan-together", persons=persons), indent=2, hang=4)
    for measure in _measures(t, hoe):
        parts = [c.label("show-carried", persons=_list(measure.bearers))]
        if set(measure.accepted) != set(measure.bearers):
            parts.append(c.label("plan-accepted", persons=_list(measure.accepted)))
        if measure.ended_at is not None:
            parts.append(c.label("plan-ended", day=day_of(measure.ended_at, t.zone)))
        c.line(
            f"{c.label('show-measure')} {measure.id} ({_list(measure.serves)}): {', '.join(parts)}",
            indent=2,
            hang=4,
        )


def _measures(t: Trajectory, hoe: HoeVersion) -> Iterator[Measure]:
    for key in hoe.measures:
        measure = t.measures.get(key)
        if measure is not None:
            yield measure


def _record(c: Console, record: Record, zone: str) -> None:
    by = record.act.by
    who = f"{by.person} ({texts.name_of_role(by.role, c.language, reader=c.reader)})"
    if by.recorded_by is not None and by.recorded_by != by.person:
        who = f"{who}, {c.label('done-written-by', person=by.recorded_by)}"
    what = texts.act_in_words(record.act, c.language, reader=c.reader)
    c.line(f"{record.seq:>4}  {minute_of(by.at, zone)}  {who}: {what}", indent=2, hang=6)


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) if names else "-"

"""Leaks made on purpose, one of each kind: the property of X13 has to catch every one of them.

Each is a function that patches the library through pytest's `monkeypatch`, so that it is undone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from attrs import evolve

from safetyframe.charter import Level
from safetyframe.errors import HostError
from safetyframe.law import Law, showing
from safetyframe.outcome import Finding, Findings, Gap, Refused, Violation, facts
from safetyframe.views import View, acts, eyes, numbers, parts, projecting
from safetyframe.views.acts.theirs import matter_in
from safetyframe.views.slices import hoe, wat

__all__ = ["LEAKS"]

Patch = Callable[[Any], None]


def a_count(patch: Any) -> None:
    """How many records there are, in the trajectory shown."""
    project = projecting.project

    def leaking(t: Any, who: Any) -> Any:
        sight = project(t, who)
        sight.shown = evolve(sight.shown, seq=t.seq)
        return sight

    patch.setattr("safetyframe.law.project", leaking)


def a_gap_in_numbering(patch: Any) -> None:
    """Records keep their place in the log."""

    def leaking(s: Any, records: Any) -> Any:
        shown = ((record.seq, acts.show_record(s, record)) for record in records)
        return tuple(evolve(one, seq=seq) for seq, one in shown if one is not None)

    patch.setattr("safetyframe.law.show_records", leaking)


def a_refusal_that_names(patch: Any) -> None:
    """A refusal as the law gave it, whoever asked."""
    shown = showing.outcome_for

    def leaking(sight: Any, outcome: Any, asked: Any) -> Any:
        if isinstance(outcome, Refused):
            return Refused(violations=outcome.violations, unknown=outcome.unknown)
        return shown(sight, outcome, asked)

    patch.setattr("safetyframe.law.outcome_for", leaking)


def a_refusal_that_tells_which_reason_holds(patch: Any) -> None:
    """A reason that the viewer knows is told only if it is one of those that hold in fact."""
    shown = showing.outcome_for

    def leaking(sight: Any, outcome: Any, asked: Any) -> Any:
        seen = shown(sight, outcome, asked)
        if not isinstance(outcome, Refused):
            return seen
        rules = {violation.rule for violation in outcome.violations}
        return evolve(seen, violations=tuple(v for v in seen.violations if v.rule in rules))

    patch.setattr("safetyframe.law.outcome_for", leaking)


def a_refusal_with_a_hint(patch: Any) -> None:
    """A refusal that says that there is something it does not say."""
    shown = showing.outcome_for

    def leaking(sight: Any, outcome: Any, asked: Any) -> Any:
        seen = shown(sight, outcome, asked)
        if isinstance(seen, Refused) and len(outcome.violations) > len(seen.violations):
            more = Violation(
                rule="x", clauses=("X13",), level=Level.HARD, gaps=(Gap(code="unknown-person"),)
            )
            return evolve(seen, violations=(*seen.violations, more))
        return seen

    patch.setattr("safetyframe.law.outcome_for", leaking)


def a_repr(patch: Any) -> None:
    """What a view looks like in a debugger."""
    held: dict[int, str] = {}
    show = Law.show

    def leaking(self: Law, thing: Any, viewer: Any, trajectory: Any = None) -> Any:
        view = show(self, thing, viewer, trajectory)
        held[id(view)] = repr(thing)
        return view

    patch.setattr(Law, "show", leaking)
    patch.setattr(View, "__repr__", lambda view: f"View of {held.get(id(view))}")


def a_finding(patch: Any) -> None:
    """Findings on everything there is, as long as they name nobody else."""

    def leaking(self: Law, thing: Any, viewer: Any, trajectory: Any = None) -> Any:
        view = show(self, thing, viewer, trajectory)
        if isinstance(thing, Findings):
            theirs = (f for f in thing if f.get("person") in {None, viewer.person})
            object.__setattr__(view, "_shown", Findings(theirs, as_of=thing.as_of))
        return view

    show = Law.show
    patch.setattr(Law, "show", leaking)


def a_finding_that_counts(patch: Any) -> None:
    """A finding that says how many are not shown."""
    shown = showing.findings_for
    find = Law.findings
    total: list[int] = [0]

    def counted(self: Law, trajectory: Any, as_of: Any, **more: Any) -> Any:
        found = find(self, trajectory, as_of, **more)
        total[0] = max(total[0], len(found)) if trajectory.known_at is None else len(found)
        return found

    def leaking(who: Any, asked: Any) -> Any:
        more = Finding(
            rule="x",
            clauses=(),
            level=Level.WARN,
            code="not-judged",
            about=facts(unknown=str(total[0])),
        )
        return Findings((*shown(who, asked), more), as_of=asked.as_of)

    patch.setattr(Law, "findings", counted)
    patch.setattr("safetyframe.law.findings_for", leaking)


def a_version_number(patch: Any) -> None:
    """Versions of WAT under the numbers that the library gave them."""

    def leaking(versions: Any) -> Any:
        return {number: number for number, shown in versions if shown is not None}

    patch.setattr(numbers, "counted", leaking)
    patch.setattr(wat, "counted", leaking)
    patch.setattr(hoe, "counted", leaking)


def a_diff(patch: Any) -> None:
    """Every version is one of its own: two of them compared say that something else changed."""
    held = wat._content
    patch.setattr(wat, "_content", lambda one: (one.act, held(one)))


def an_error_text(patch: Any) -> None:
    """An error that says what it was about."""
    show = Law.show

    def leaking(self: Law, thing: Any, viewer: Any, trajectory: Any = None) -> Any:
        if trajectory is None and isinstance(thing, list):
            msg = f"give the trajectory that these {len(thing)} records are about"
            raise HostError(msg)
        return show(self, thing, viewer, trajectory)

    patch.setattr(Law, "show", leaking)


def a_log_line(patch: Any) -> None:
    """A line of the log with the ids of what is decided on."""
    decide = Law.decide

    def leaking(self: Law, trajectory: Any, act: Any) -> Any:
        logging.getLogger("safetyframe").debug("deciding among %s", list(trajectory.gathered))
        return decide(self, trajectory, act)

    patch.setattr(Law, "decide", leaking)


def an_object_behind_a_view(patch: Any) -> None:
    """What is left out is still held by the view, and travels with it."""
    project = projecting.project

    def leaking(t: Any, who: Any) -> Any:
        sight = project(t, who)
        sight.shown.__dict__["source"] = t
        return sight

    patch.setattr("safetyframe.law.project", leaking)


def an_audience(patch: Any) -> None:
    """What has no audience is for everyone."""
    admitted = eyes.Eyes.admitted
    patch.setattr(eyes.Eyes, "admitted", lambda who, one: one is None or admitted(who, one))


def the_other_child(patch: Any) -> None:
    """What is only about another child is for everyone who takes part."""
    patch.setattr(eyes.Eyes, "about", lambda *_: True)


def the_other_childs_kin(patch: Any) -> None:
    """Everyone knows of everyone."""
    patch.setattr(eyes.Eyes, "sees_part", lambda *_: True)


def a_barrier(patch: Any) -> None:
    """Whoever is kept apart may know it, when they are a professional."""
    patch.setattr(
        parts,
        "sees_barrier",
        lambda who, persons, one: who.for_work(one) and all(who.knows(p) for p in persons),
    )


def a_reason(patch: Any) -> None:
    """Whoever is meant sees every reason for not informing them."""
    patch.setattr(parts, "hides_reason", lambda who, person, _: person != who.person)


def what_was_left_open(patch: Any) -> None:
    """An ending lists for each what was owed to them, as it was reckoned."""
    patch.setattr(
        parts, "items", lambda who, every: tuple(i for i in every if i.person == who.person)
    )


def a_stranger_who_acts(patch: Any) -> None:
    """Whoever acknowledges something is seen doing it, known or not."""

    def leaking(s: Any, act: Any, _: int) -> Any:
        matter = matter_in(s, act.matter)
        return None if matter is None else evolve(act, matter=matter)

    patch.setattr(acts, "_SHOW", {**acts._SHOW, acts.a.Acknowledge: leaking})


LEAKS: Final[tuple[Patch, ...]] = (
    a_count,
    a_gap_in_numbering,
    a_refusal_that_names,
    a_refusal_that_tells_which_reason_holds,
    a_refusal_with_a_hint,
    a_repr,
    a_finding,
    a_finding_that_counts,
    a_version_number,
    a_diff,
    an_error_text,
    a_log_line,
    an_object_behind_a_view,
    an_audience,
    the_other_child,
    the_other_childs_kin,
    a_barrier,
    a_reason,
    what_was_left_open,
    a_stranger_who_acts,
)

"""Refusals of form about the things and versions an act points to (reading 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.rules import ask
from safetyframe.rules.model import Rule, gap, remedy, rule
from safetyframe.slices import GatheredKind
from safetyframe.trajectory import Trajectory
from safetyframe.values import is_reference

__all__ = ["RULES"]


def _rests_on(t: Trajectory, act: a.EstablishWat | a.ReviseWat, _: Policy) -> Iterator[Gap]:
    for field, ids, kind in (
        ("information", act.information, GatheredKind.INFORMATION),
        ("conversations", act.conversations, GatheredKind.CONVERSATION),
        ("weighed", tuple(w.view for w in act.weighed), GatheredKind.VIEW),
    ):
        for number, item in enumerate(ids):
            held = t.gathered.get(item)
            if held is None or held.kind is not kind or held.at > act.by.at:
                yield gap("unknown-reference", field=f"{field}[{number}]", kind=kind)
            elif held.in_error_by is not None:
                yield gap("in-error", field=f"{field}[{number}]", about=item)


def _strengths(t: Trajectory, act: a.Review, _: Policy) -> Iterator[Gap]:
    for number, item in enumerate(act.strengths):
        held = t.gathered.get(item)
        if (
            held is None
            or held.kind is not GatheredKind.STRENGTH
            or held.at > act.by.at
            or held.in_error_by is not None
        ):
            yield gap("unknown-reference", field=f"strengths[{number}]", kind="strength")


def _measure(
    t: Trajectory, act: a.AmendMeasure | a.EndMeasure | a.AcceptMeasure, _: Policy
) -> Iterator[Gap]:
    held = t.measures.get(act.measure)
    if held is None or held.at > act.by.at:
        yield gap("unknown-reference", field="measure")
    elif held.ended_at is not None:
        yield gap("already-ended", field="measure")
    elif isinstance(act, a.AcceptMeasure | a.DeclineMeasure) and (
        act.by.person not in held.bearers
    ):
        yield gap("not-asked", measure=act.measure)


def _measures(t: Trajectory, act: a.EstablishHoe, _: Policy) -> Iterator[Gap]:
    for number, item in enumerate(act.measures):
        held = t.measures.get(item)
        if held is None or held.at > act.by.at:  # HOE rests on nothing that came after it (X4)
            yield gap("unknown-reference", field=f"measures[{number}]")
        elif held.ended_at is not None:
            yield gap("already-ended", field=f"measures[{number}]")


def _unknown(t: Trajectory, **about: object) -> Gap:
    """Where there is no WAT at all, the lead has to establish one first."""
    if len(t.wat):
        return gap("unknown-version", **about)
    return gap("unknown-version", remedy(a.EstablishWat, human=True), **about)


def _serves(t: Trajectory, act: a.ProposeMeasure | a.AmendMeasure, _: Policy) -> Iterator[Gap]:
    version = t.wat.get(act.wat)
    if version is None or version.at > act.by.at:  # nobody answers a WAT that is yet to come (P16)
        yield _unknown(t, field="wat", version=act.wat)
        return
    known = {s.id for s in version.statements} - {d.id for d in version.dangers}
    for number, item in enumerate(act.serves):
        if item not in known:
            yield gap("unknown-reference", field=f"serves[{number}]")


def _target(t: Trajectory, act: a.Judge, _: Policy) -> Iterator[Gap]:
    version = t.wat.get(act.wat)
    if version is None or version.at > act.by.at:
        yield _unknown(t, field="wat", version=act.wat)
        return
    if version is not ask.wat_in_force(t):
        yield gap("superseded", field="wat", version=len(t.wat))
    for statement in version.statements:
        if statement.id == act.target and statement not in version.dangers:
            if act.minor not in statement.minors:
                yield gap("not-about-this-minor", target=act.target, minor=act.minor)
            return
    yield gap("unknown-reference", field="target")


def _bottom_line(t: Trajectory, act: a.AssessHoe, _: Policy) -> Iterator[Gap]:
    held = t.hoe.get(act.hoe)
    if held is None or held.at > act.by.at:
        yield gap("unknown-version", field="hoe", version=act.hoe)
    version = ask.wat_in_force(t)
    if version is None or act.bottom_line not in {b.id for b in version.bottom_lines}:
        yield gap("unknown-reference", field="bottom_line")
    if act.answer_by is not None and act.answer_by <= act.by.at:
        yield gap("answer-already-due", field="answer_by")


def _names_version_in_force(
    t: Trajectory, act: a.ReviseWat | a.SetExpectations, _: Policy
) -> Iterator[Gap]:
    yield from _in_force(t, act.revises, act.by.at)


def _position_on(t: Trajectory, act: a.Align, _: Policy) -> Iterator[Gap]:
    """Before there is any WAT a position on withdrawing is on version 0."""
    if act.on is AlignOn.EXPECTATIONS or act.wat or len(t.wat):
        yield from _in_force(t, act.wat, act.by.at)


def _in_force(t: Trajectory, seen: int, at: datetime) -> Iterator[Gap]:
    version = t.wat.get(seen)
    if version is None or version.at > at:
        yield _unknown(t, version=seen)
    elif seen != len(t.wat):
        yield gap("superseded", version=len(t.wat))


def _first_wat(t: Trajectory, _: a.EstablishWat, __: Policy) -> Iterator[Gap]:
    if len(t.wat):
        yield gap("wat-exists", remedy(a.ReviseWat, revises=len(t.wat)), version=len(t.wat))


def _unique_statements(
    _: Trajectory, act: a.EstablishWat | a.ReviseWat | a.SetExpectations, __: Policy
) -> Iterator[Gap]:
    seen: set[str] = set()
    for statement in ask.stated(act):
        if statement.id in seen or not is_reference(statement.id):
            yield gap("id-in-use", id=statement.id)
        seen.add(statement.id)
        if not statement.minors:
            yield gap("no-minor-named", statement=statement.id)


def _expectation_ids(
    t: Trajectory, act: a.SetExpectations | a.ReviseWat, _: Policy
) -> Iterator[Gap]:
    """Expectations are judged by id beside goals and bottom lines, so no id may serve twice."""
    version = ask.wat_in_force(t)
    if version is None:
        return
    expected = {e.id for e in version.expectations}
    stated = {s.id for s in version.statements} - expected
    taken = expected if isinstance(act, a.ReviseWat) else stated
    for statement in ask.stated(act):
        if statement.id in taken:
            yield gap("id-in-use", id=statement.id)


def _foresee_first_wat(t: Trajectory, _: object) -> Iterator[Gap]:
    if len(t.wat):
        yield gap("wat-exists", remedy(a.ReviseWat, revises=len(t.wat)), version=len(t.wat))


def _foresee_no_wat(t: Trajectory, _: object) -> Iterator[Gap]:
    if not len(t.wat):
        yield _unknown(t)


RULES: Final[tuple[Rule, ...]] = (
    rule("form.rests-on", "", (a.EstablishWat, a.ReviseWat), "gathered", _rests_on),
    rule("form.strengths", "", (a.Review,), "gathered", _strengths),
    rule(
        "form.measure",
        "",
        (a.AmendMeasure, a.EndMeasure, a.AcceptMeasure, a.DeclineMeasure),
        "measures",
        _measure,
    ),
    rule("form.measures", "", (a.EstablishHoe,), "measures", _measures),
    rule("form.serves", "", (a.ProposeMeasure, a.AmendMeasure), "wat", _serves),
    rule("form.target", "", (a.Judge,), "wat", _target, foresee=_foresee_no_wat),
    rule("form.bottom-line", "", (a.AssessHoe,), "wat hoe", _bottom_line, foresee=_foresee_no_wat),
    rule(
        "form.revises",
        "",
        (a.ReviseWat, a.SetExpectations),
        "wat",
        _names_version_in_force,
        foresee=_foresee_no_wat,
    ),
    rule("form.position-on", "", (a.Align,), "wat", _position_on),
    rule("form.first-wat", "", (a.EstablishWat,), "wat", _first_wat, foresee=_foresee_first_wat),
    rule(
        "form.statements",
        "",
        (a.EstablishWat, a.ReviseWat, a.SetExpectations),
        "",
        _unique_statements,
    ),
    rule("form.expectations", "", (a.SetExpectations, a.ReviseWat), "wat", _expectation_ids),
)

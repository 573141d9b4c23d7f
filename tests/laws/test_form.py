"""Refusals of form: an act that can't be read as what it says it is. They rest on no clause.

First what is wrong with an act by itself, at every place of every kind of act; then what is looked
up. The good acts are taken from the walks; each is spoilt in one way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import ACTS, PROTECTED
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Can, Gap, Refused, Violation
from safetyframe.roles import CLIENT_SIDE, Part, Role
from safetyframe.rules import RULES
from safetyframe.slices import GatheredKind
from safetyframe.testing import CAST, Attempt, Pen, write
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, PersonId, Reason, ReasonedException
from tests.laws.test_properties import more_runs
from tests.support.cast import CARL, adopting, opening, reopening, withdrawn
from tests.support.keeping import adopted, find_out
from tests.support.shapes import shapes  # noqa: F401  it listens to every test here
from tests.support.story import (
    ANNA,
    ANNA_,
    DAY_ONE,
    FATHER,
    GRAN,
    LEAD,
    MANDATE,
    MOTHER,
    STRANGER,
    WORKER,
    Story,
    codes,
    decision,
    gathered,
    opened,
    ready_to_withdraw,
    text,
)

REFERENCES = (PersonId, ActId)
NAMES = [kind.__name__ for kind in ACTS]


def form(outcome: Any) -> list[Violation]:
    """The refusals of form in an outcome; none of them rests on a clause."""
    if not isinstance(outcome, Refused):
        return []
    found = [v for v in outcome.violations if v.rule.startswith("form.")]
    assert all(v.clauses == () for v in found)
    assert all(v.clauses for v in outcome.violations if v not in found)
    return found


def gaps(outcome: Any) -> list[Gap]:
    return [gap for violation in form(outcome) for gap in violation.gaps]


# --- by itself: a whole act of any kind, and every place in it -----------------------------------


def whole(hint: Any) -> Any:
    """Some value of a type, nothing left out."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return whole(next(h for h in get_args(hint) if h is not type(None)))
    if origin is tuple:
        return (whole(get_args(hint)[0]),)
    simple = {str: "x", int: 1, bool: True, datetime: DAY_ONE, PersonId: "p-1", ActId: "i-1"}
    if hint in simple:
        return simple[hint]
    if issubclass(hint, Enum):
        return next(iter(hint))
    hints = get_type_hints(hint)
    return hint(**{f.name: whole(hints[f.name]) for f in attrs.fields(hint) if f.init})


Path = tuple[str | int, ...]


def places(hint: Any, wanted: tuple[Any, ...]) -> Iterator[Path]:
    """Every place in a value of this type where something of a wanted type stands."""
    if hint in wanted:
        yield ()
        return
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        for inner in get_args(hint):
            yield from places(inner, wanted)
    elif origin is tuple:
        for path in places(get_args(hint)[0], wanted):
            yield (0, *path)
    elif attrs.has(hint):
        for name, inner in get_type_hints(hint).items():
            for path in places(inner, wanted):
                yield (name, *path)


def put(thing: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    first, *rest = path
    if isinstance(first, int):
        return (*thing[:first], put(thing[first], tuple(rest), value), *thing[first + 1 :])
    return evolve(thing, **{first: put(getattr(thing, first), tuple(rest), value)})


def spelt(path: Path) -> str:
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


EVERY_TIME = [(kind, path) for kind in ACTS for path in places(kind, (datetime,))]
EVERY_REFERENCE = [(kind, path) for kind in ACTS for path in places(kind, REFERENCES)]


def named(case: tuple[type[Any], Path]) -> str:
    return f"{case[0].__name__}.{spelt(case[1])}"


def itself(outcome: Any) -> list[Gap]:
    """What is wrong with the act by itself."""
    assert isinstance(outcome, Refused)
    return [g for v in outcome.violations if v.rule == "form.act" for g in v.gaps]


@pytest.mark.parametrize("kind", ACTS, ids=NAMES)
def test_nothing_is_wrong_by_itself_with_a_whole_act(kind):
    for t in (Trajectory.start("t-1"), Trajectory(id="t-1")):
        outcome = Law().decide(t, whole(kind))
        assert not isinstance(outcome, Refused) or itself(outcome) == []


def test_there_are_times_and_references_to_spoil_in_every_kind_of_act():
    for cases in (EVERY_TIME, EVERY_REFERENCE):
        assert {kind for kind, _ in cases} == set(ACTS)
    spots = {named(case) for case in EVERY_TIME}
    assert {"Withdraw.exceptions[0].until", "Speak.by.mandate.since", "Review.next_at"} <= spots
    assert "OpenInvolvement.necessity.decided_at" in spots
    people = {named(case) for case in EVERY_REFERENCE}
    assert {"EstablishWat.goals[0].minors[0]", "EstablishHoe.together[0].person"} <= people


@pytest.mark.parametrize("case", EVERY_TIME, ids=named)
def test_a_time_without_offset_is_refused_wherever_it_stands(case):
    kind, path = case
    act = put(whole(kind), path, DAY_ONE.replace(tzinfo=None))
    for t in (Trajectory.start("t-1"), Trajectory(id="t-1")):
        outcome = Law().decide(t, act)
        assert [(g.code, g.get("field")) for g in gaps(outcome)] == [("naive-time", spelt(path))]
        assert len(outcome.violations) == 1


@pytest.mark.parametrize("case", EVERY_REFERENCE, ids=named)
def test_what_is_no_reference_is_refused_wherever_it_stands(case):
    kind, path = case
    for bad in ("Anna Peeters", "", "x" * 129, "anna\n", "één", "a\u00a0b", 7):
        outcome = Law().decide(Trajectory.start("t-1"), put(whole(kind), path, bad))
        assert ("no-reference", spelt(path)) in {(g.code, g.get("field")) for g in itself(outcome)}
        if isinstance(bad, str) and len(bad) > 3:
            assert bad not in repr(outcome)  # by no rule, in no gap and no remedy
    for good in ("x" * 128, "p:7", "a/b.c_d@e+f-g#h"):
        outcome = Law().decide(Trajectory.start("t-1"), put(whole(kind), path, good))
        assert not isinstance(outcome, Refused) or "no-reference" not in {
            g.code for g in itself(outcome)
        }


@pytest.mark.parametrize("kind", ACTS, ids=NAMES)
def test_what_has_not_happened_yet_is_refused(kind):
    act = whole(kind)
    later = DAY_ONE + timedelta(seconds=1)
    future = evolve(act, by=evolve(act.by, at=later, recorded_at=DAY_ONE))
    assert ("future", "by.at") in {(g.code, g.get("field")) for g in gaps(decide(future))}
    for at, recorded in ((DAY_ONE, later), (DAY_ONE, DAY_ONE), (DAY_ONE, None)):
        told = evolve(act, by=evolve(act.by, at=at, recorded_at=recorded))
        assert "future" not in {g.code for g in gaps(decide(told))}


def decide(act: Any) -> Any:
    return Law().decide(Trajectory.start("t-1"), act)


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        (a.DecideNecessity, "decision"),
        (a.RecordNecessity, "decision"),
        (a.OpenInvolvement, "necessity"),
        (a.Reopen, "necessity"),
        (a.Adopt, "necessity"),
    ],
)
def test_a_decision_of_tomorrow_is_refused(kind, where):
    for hours, refused in ((1, True), (0, False), (-1, False)):
        moment = DAY_ONE + timedelta(hours=hours)
        act = put(whole(kind), (where, "decided_at"), moment)
        assert ("future" in {g.code for g in gaps(decide(act))}) is refused


def test_plans_may_lie_ahead():
    story = opened()
    ahead = story.now + timedelta(days=400)
    story.do(a.Review, LEAD, minors=(ANNA,), next_at=ahead)
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text("m"), until=ahead)
    someone = PersonId("newcomer")
    story.do(a.AddParticipation, LEAD, person=someone, role=Role.NETWORK, since=ahead)


@pytest.mark.parametrize("value", [-1, 11, 100])
def test_an_answer_off_the_scale_is_refused(value):
    story = opened()
    off = story.refused(a.Scale, ANNA_, goal="g1", minor=ANNA, value=value)
    assert [g.code for g in gaps(off)] == ["off-the-scale"]
    for fine in (0, 10):
        story.do(a.Scale, ANNA_, goal="g1", minor=ANNA, value=fine)


# --- who takes part ------------------------------------------------------------------------------

#: Those who come in from outside: on a mandate, or on an offer.
FROM_OUTSIDE = (
    *(a.DecideNecessity, a.OpenInvolvement, a.TakeOver),
    *(a.AssignConsultant, a.DeputiseConsultant, a.Adopt, a.Erase),
)


@cache
def good(kind: type[Any]) -> tuple[Attempt, ...]:
    """Acts of this kind that were accepted in the walks."""
    found = [
        one
        for run in more_runs()
        for one in run.attempts
        if type(one.act) is kind and isinstance(one.outcome, Accepted)
    ]
    return tuple(found)


@pytest.mark.parametrize("kind", [k for k in ACTS if k not in (*PROTECTED, *FROM_OUTSIDE)])
def test_who_takes_no_part_can_do_nothing(kind):
    story = ready_to_withdraw()
    for _, role in CAST:
        if role in (Role.AUTHORITY, Role.SYSTEM):
            continue
        act = write(kind, Pen(story, (PersonId("passer-by"), role)))
        outcome = story.law.decide(story.t, act)
        assert "form.participation" in {v.rule for v in form(outcome)}, role
        told = {one.act: one.can for one in story.law.what_can(story.t, act.by)}
        assert told[kind.__name__] is Can.NO


@pytest.mark.parametrize("kind", [k for k in ACTS if k not in (*PROTECTED, *FROM_OUTSIDE)])
def test_acts_outside_ones_own_period_are_refused(kind):
    tried = 0
    for one in good(kind)[:40]:
        by = one.act.by
        if by.role in (Role.AUTHORITY, Role.SYSTEM):
            continue
        parts = [part.since for part in one.before.people.values() if part.person == by.person]
        before = min((DAY_ONE, *parts)) - timedelta(days=9)  # a walk may date a part back
        early = evolve(one.act, by=evolve(by, at=before, recorded_at=by.recorded))
        assert "form.participation" in {v.rule for v in form(Law().decide(one.before, early))}
        tried += 1
    assert tried


def test_a_part_runs_from_its_first_moment_up_to_its_last_exclusive():
    story = opened()
    since, until = story.now + timedelta(days=1), story.now + timedelta(days=2)
    person = PersonId("neighbour")
    story.do(a.AddParticipation, LEAD, person=person, role=Role.NETWORK, since=since, until=until)
    second = timedelta(seconds=1)
    who = (person, Role.NETWORK)
    for at, fine in (
        (since - second, False),
        (since, True),
        (until - second, True),
        (until, False),
    ):
        by = story.by(who, at=at, recorded_at=until)
        outcome = story.ask(a.RecordStrength, who, by=by, minors=(ANNA,), about=text("s"))
        assert isinstance(outcome, Accepted) is fine
        if not fine:
            assert [v.rule for v in form(outcome)] == ["form.participation"]


def test_what_is_written_down_for_another_says_how_it_was_given():
    story = opened()
    by = story.by(MOTHER, recorded_by=WORKER[0])
    content = {"topic": a.ViewTopic.DANGER, "minors": (ANNA,), "view": text("v")}
    outcome = story.refused(a.ContributeView, MOTHER, by=by, **content)
    assert [g.code for g in gaps(outcome)] == ["no-form-of-recording"]


# --- what is looked up ---------------------------------------------------------------------------

Spoil = Callable[[Any, Trajectory], Any]
NOBODY = PersonId("nobody")
MANY = (
    *(a.RecordConcern, a.ContributeView, a.RecordInformation, a.RecordConversation),
    *(a.RecordStrength, a.RecordWhatWorks, a.DraftWat, a.OfferIdea, a.ProposeMeasure),
    *(a.AmendMeasure, a.DecideDirection, a.Review, a.Reopen),
)
WITH_EXCEPTIONS = tuple(k for k in ACTS if "exceptions" in {f.name for f in attrs.fields(k)})


def field(name: str, value: Any) -> Spoil:
    """Put this value in this field."""
    return lambda act, _: evolve(act, **{name: value})


def first_of(name: str, **changes: Any) -> Spoil:
    """Change the first item of a tuple; acts without one are passed over."""

    def spoil(act: Any, _: Trajectory) -> Any:
        held = getattr(act, name)
        return evolve(act, **{name: (evolve(held[0], **changes), *held[1:])}) if held else None

    return spoil


def added(name: str, *values: Any) -> Spoil:
    return lambda act, _: evolve(act, **{name: (*getattr(act, name), *values)})


def excepting_for_nobody(act: Any, _: Trajectory) -> Any:
    one = ReasonedException(
        clause="P21",
        why=Reason.NOT_REACHED,
        minor=NOBODY,
        until=act.by.at + timedelta(days=1),
        words=text("w"),
    )
    return evolve(act, exceptions=(*act.exceptions, one))


def with_role_not_held(act: Any, _: Trajectory) -> Any:
    return evolve(act, together=(*act.together, Part(person=MOTHER[0], role=Role.NETWORK)))


def twice(name: str) -> Spoil:
    """The first statement once more, under the same id."""
    return lambda act, _: evolve(act, **{name: (*getattr(act, name), getattr(act, name)[0])})


def of_another_kind(name: str, kind: GatheredKind) -> Spoil:
    def spoil(act: Any, t: Trajectory) -> Any:
        other = [g.id for g in t.gathered.values() if g.kind is not kind]
        if not other:
            return None
        item = a.Weighed(view=other[0]) if name == "weighed" else other[0]
        return evolve(act, **{name: (item,)})

    return spoil


def concerning_nobody(act: Any, _: Trajectory) -> Any:
    if not act.parts:
        return None
    return evolve(act, parts=(evolve(act.parts[0], concerns=(NOBODY,)), *act.parts[1:]))


def ended_hoe_measure(act: Any, t: Trajectory) -> Any:
    over = [m.id for m in t.measures.values() if m.ended_at is not None]
    return evolve(act, measures=(*act.measures, over[0])) if over else None


def somebody_elses_measure(act: Any, t: Trajectory) -> Any:
    """The same by somebody who takes part and was not asked."""
    asked = t.measures[act.measure].bearers
    others = [
        part
        for part in t.people.values()
        if part.active(act.by.at) and part.role in CLIENT_SIDE and part.person not in asked
    ]
    if not others:
        return None
    return evolve(act, by=evolve(act.by, person=others[0].person, role=others[0].role))


def earlier(name: str) -> Spoil:
    """A version before the one in force."""
    return lambda act, t: evolve(act, **{name: len(t.wat) - 1}) if len(t.wat) > 1 else None


def before_it_starts(act: Any, t: Trajectory) -> Any:
    return evolve(act, until=t.people[act.participation].since - timedelta(days=1))


def an_ended_part(act: Any, t: Trajectory) -> Any:
    over = [p.id for p in t.people.values() if p.until is not None and p.until <= act.by.at]
    return evolve(act, participation=over[0]) if over else None


def replacing_no_consultant(act: Any, t: Trajectory) -> Any:
    others = [p.id for p in t.people.values() if p.role is not Role.CONSULTANT]
    return evolve(act, replaces=others[0]) if others else None


def about_the_other_minor(act: Any, t: Trajectory) -> Any:
    version = t.wat[act.wat]
    for statement in (*version.goals, *version.bottom_lines, *version.expectations):
        others = [p.person for p in t.people.values() if p.role is Role.MINOR]
        for minor in others:
            if minor not in statement.minors:
                return evolve(act, target=statement.id, minor=minor)
    return None


def taken_by_a_goal(act: Any, t: Trajectory) -> Any:
    goal = t.wat[len(t.wat)].goals[0].id
    return evolve(act, expectations=(evolve(act.expectations[0], id=goal),))


def on_a_withdrawal_of_nobody(act: Any, _: Trajectory) -> Any:
    return evolve(act, on=a.AlignOn.WITHDRAWAL, minor=None)


def on_expectations_of_somebody(act: Any, _: Trajectory) -> Any:
    return evolve(act, on=a.AlignOn.EXPECTATIONS, minor=ANNA)


def alone_elsewhere(act: Any, _: Trajectory) -> Any:
    others = tuple(part for part in act.together if part.person != act.by.person)
    return evolve(act, together=others) if others else None


def over_before(act: Any, _: Trajectory) -> Any:
    return evolve(act, until=act.since)


def excepting(**changes: Any) -> Spoil:
    return lambda act, _: evolve(act, exception=evolve(act.exception, **changes))


def excepting_what_is_over(act: Any, _: Trajectory) -> Any:
    return evolve(act, exception=evolve(act.exception, until=act.by.at))


def linked_to(name: str, **changes: Any) -> Spoil:
    return first_of(name, **changes)


WAT = (a.EstablishWat, a.ReviseWat)
STATEMENTS = ("bottom_lines", "dangers", "goals")

#: code of the gap, kinds of act, how to spoil a good one.
CASES: list[tuple[str, tuple[type[Any], ...], Spoil]] = [
    ("unknown-minor", MANY, field("minors", (NOBODY,))),
    ("unknown-minor", (a.Judge, a.Withdraw), field("minor", NOBODY)),
    (
        "unknown-minor",
        (a.Align,),
        lambda act, _: evolve(act, on=a.AlignOn.WITHDRAWAL, minor=NOBODY),
    ),
    (
        "unknown-minor",
        (a.AddParticipation,),
        lambda act, _: evolve(act, concerns=(NOBODY,)) if act.role is not Role.MINOR else None,
    ),
    ("unknown-minor", (a.ExceptDuty,), excepting(minor=NOBODY)),
    *(("unknown-minor", WAT, first_of(name, minors=(ANNA, NOBODY))) for name in STATEMENTS),
    ("unknown-minor", (a.SetExpectations,), first_of("expectations", minors=(NOBODY,))),
    ("unknown-minor", WITH_EXCEPTIONS, excepting_for_nobody),
    ("no-minor-named", (*MANY, a.OpenInvolvement), field("minors", ())),
    *(("no-minor-named", WAT, first_of(name, minors=())) for name in STATEMENTS),
    ("no-minor-named", (a.SetExpectations,), first_of("expectations", minors=())),
    ("unknown-person", (a.RecordConversation, a.Explain, a.Review), added("persons", NOBODY)),
    ("unknown-person", (a.RecordWhatWorks,), field("contributors", (NOBODY,))),
    ("unknown-person", (a.EstablishHoe,), added("invited", NOBODY)),
    (
        "unknown-person",
        (a.EstablishHoe, a.DecideDirection),
        added("together", Part(person=NOBODY, role=Role.NETWORK)),
    ),
    ("unknown-person", (a.Align,), field("person", NOBODY)),
    ("unborn-not-among-minors", (a.OpenInvolvement, a.Reopen), field("unborn", (NOBODY,))),
    ("unborn-takes-part", (a.Reopen,), lambda act, _: evolve(act, unborn=act.minors)),
    ("unknown-person", (a.ProposeMeasure, a.AmendMeasure), added("bearers", NOBODY)),
    ("unknown-person", (a.ExceptDuty,), excepting(person=NOBODY)),
    ("unknown-person", (a.KeepApart,), added("persons", NOBODY)),
    ("not-taking-part", (a.EstablishHoe, a.DecideDirection), with_role_not_held),
    ("actor-took-no-part", (a.DecideDirection,), alone_elsewhere),
    *(
        ("barrier-needs-two", (a.KeepApart,), field("persons", persons))
        for persons in ((), (GRAN[0],), (GRAN[0], GRAN[0]))
    ),
    ("unknown-reference", (a.KeepApart,), field("replaces", "nothing")),
    ("nobody-named", (a.Explain, a.RecordConversation), field("persons", ())),
    ("nothing-named", (a.Explain,), field("matters", ())),
    ("unknown-reference", (a.EndParticipation,), field("participation", "nothing")),
    ("already-ended", (a.EndParticipation,), an_ended_part),
    ("ends-before-it-starts", (a.EndParticipation,), before_it_starts),
    (
        "ends-before-it-starts",
        (a.AddParticipation, a.AssignConsultant, a.DeputiseConsultant),
        over_before,
    ),
    ("unknown-reference", (a.AssignConsultant,), field("replaces", "nothing")),
    ("unknown-reference", (a.AssignConsultant,), replacing_no_consultant),
    ("superseded", (a.TakeOver,), field("confirms", 99)),
    ("unknown-reference", WAT, field("information", ("nothing",))),
    ("unknown-reference", WAT, field("conversations", ("nothing",))),
    ("unknown-reference", WAT, field("weighed", (a.Weighed(view="nothing"),))),
    ("unknown-reference", WAT, of_another_kind("information", GatheredKind.INFORMATION)),
    ("unknown-reference", WAT, of_another_kind("conversations", GatheredKind.CONVERSATION)),
    ("unknown-reference", WAT, of_another_kind("weighed", GatheredKind.VIEW)),
    ("unknown-reference", (a.Review,), field("strengths", ("nothing",))),
    ("unknown-reference", (a.Review,), of_another_kind("strengths", GatheredKind.STRENGTH)),
    (
        "unknown-reference",
        (a.AmendMeasure, a.EndMeasure, a.AcceptMeasure, a.DeclineMeasure),
        field("measure", "nothing"),
    ),
    ("not-asked", (a.AcceptMeasure, a.DeclineMeasure), somebody_elses_measure),
    ("unknown-reference", (a.EstablishHoe,), field("measures", ("nothing",))),
    ("already-ended", (a.EstablishHoe,), ended_hoe_measure),
    *(
        ("unknown-version", (a.ProposeMeasure, a.AmendMeasure, a.Judge, a.Align), field("wat", n))
        for n in (0, -1, 99)
    ),
    ("unknown-version", (a.ReviseWat, a.SetExpectations), field("revises", 99)),
    ("unknown-version", (a.ReviseWat, a.SetExpectations), field("revises", 0)),
    ("superseded", (a.ReviseWat, a.SetExpectations), earlier("revises")),
    ("superseded", (a.Judge, a.Align), earlier("wat")),
    ("unknown-reference", (a.ProposeMeasure, a.AmendMeasure), field("serves", ("nothing",))),
    ("unknown-reference", (a.Judge,), field("target", "nothing")),
    ("not-about-this-minor", (a.Judge,), about_the_other_minor),
    ("unknown-version", (a.AssessHoe,), field("hoe", 99)),
    ("unknown-reference", (a.AssessHoe,), field("bottom_line", "nothing")),
    ("unknown-reference", (a.AssessHoe,), field("bottom_line", "g1")),
    *(("id-in-use", WAT, twice(name)) for name in STATEMENTS),
    ("id-in-use", (a.SetExpectations,), twice("expectations")),
    ("id-in-use", (a.SetExpectations,), taken_by_a_goal),
    ("link-to-nothing", WAT, linked_to("bottom_lines", dangers=("nothing",))),
    ("link-to-nothing", WAT, linked_to("bottom_lines", goals=("nothing",))),
    ("link-to-nothing", WAT, linked_to("goals", dangers=("nothing",))),
    ("withdrawal-names-minor", (a.Align,), on_a_withdrawal_of_nobody),
    ("withdrawal-names-minor", (a.Align,), on_expectations_of_somebody),
    ("no-such-duty", (a.ExceptDuty,), excepting(clause="P12")),
    ("no-such-duty", (a.ExceptDuty,), excepting(clause="X1")),
    ("nobody-named", (a.ExceptDuty,), excepting(person=None)),
    ("exception-over", (a.ExceptDuty,), excepting_what_is_over),
    ("unknown-reference", (a.Correct,), field("wrong", "nothing")),
    ("no-act-named", (a.Ratify,), field("acts", ())),
    ("no-reference", (a.Annotate,), field("about", "what she said")),
    ("no-reference", (a.Adopt,), field("source", "the blue file")),
    ("unknown-reference", (a.Ratify,), added("acts", "nothing")),
    ("unknown-reference", (a.Disclose,), added("items", "everything")),
    ("no-text-named", (a.Erase,), field("texts", ())),
    ("named-twice", (a.Erase,), field("texts", ("t", "t"))),
    *(("no-such-slice", (a.Adopt,), added("unknown", name)) for name in ("people", "nothing")),
    ("unknown-minor", (a.Adopt,), concerning_nobody),
]
SPOILT = [
    pytest.param(code, kind, spoil, id=f"{number}-{kind.__name__}-{code}")
    for number, (code, kinds, spoil) in enumerate(CASES)
    for kind in kinds
]


def spoilt(code: str, kind: type[Any], spoil: Spoil) -> Iterator[Violation]:
    """The refusals of form, with this gap, of good acts that were spoilt."""
    tried = 0
    for one in good(kind):
        act = spoil(one.act, one.before)
        if act is None or tried >= 6:
            continue
        tried += 1
        found = form(Law().decide(one.before, act))
        said = [v for v in found if code in {g.code for g in v.gaps}]
        assert said, (act, found)
        yield from said
    assert tried, "no good act to spoil"


@pytest.mark.parametrize(("code", "kind", "spoil"), SPOILT)
def test_a_good_act_spoilt_in_one_way_is_refused_for_its_form(code, kind, spoil):
    assert [*spoilt(code, kind, spoil)]


#: What points to something that nobody looks up, and so may be anything but a name.
POINTERS = (
    (a.Scale, "goal"),
    (a.Dissent, "ref"),
    (a.Dissent, "statement"),
    (a.Annotate, "about"),
    (a.Adopt, "source"),
)


@pytest.mark.parametrize(("kind", "name"), POINTERS, ids=lambda x: getattr(x, "__name__", x))
def test_what_nobody_looks_up_is_a_reference_all_the_same(kind, name):
    for bad in ("Anna Peeters", ""):
        outcome = Law().decide(Trajectory.start("t-1"), evolve(whole(kind), **{name: bad}))
        assert ("no-reference", name) in [(g.code, g.get("field")) for g in itself(outcome)]
        assert bad == "" or bad not in repr([g.about for g in itself(outcome)])
    good = Law().decide(Trajectory.start("t-1"), evolve(whole(kind), **{name: "nobody-knows"}))
    assert isinstance(good, Accepted) or itself(good) == []


def test_an_opening_takes_the_place_of_nothing_that_was_recorded():
    """It brings a concern and a decision under its own id, and so that id must be free."""
    story = withdrawn(opened())
    story.do(a.RecordInformation, WORKER, minors=(ANNA,), about=text("mine"))
    mine = story.t.gathered[story.last_id()]
    story.wait()
    for kind, content in (
        (a.Reopen, reopening(story, ANNA)),
        (a.OpenInvolvement, opening(story, LEAD, CARL)),
        (a.Adopt, adopting(story, LEAD, CARL)),
    ):
        assert "id-in-use" in codes(story.refused(kind, LEAD, id=mine.id, **content))
    decided = decision(at=story.now, reference="d-9")
    story.do(a.RecordNecessity, LEAD, decision=decided)
    taken = story.last_id()
    for kind, content in (
        (a.OpenInvolvement, opening(story, LEAD, CARL)),
        (a.Adopt, adopting(story, LEAD, CARL)),
    ):
        assert "id-in-use" in codes(story.refused(kind, LEAD, id=taken, **content))
    assert story.t.gathered[mine.id] == mine
    assert story.t.necessity[taken].decision == decided


def test_a_correction_takes_the_place_of_nothing_that_was_gathered():
    story = opened()
    gathered(story)
    wrong = next(g.id for g in story.t.gathered.values() if g.role is LEAD[1])
    other = next(g.id for g in story.t.gathered.values() if g.id != wrong)
    no = story.refused(a.Correct, LEAD, id=other, wrong=wrong, reason=text("reason"))
    assert [v.rule for v in no.violations] == [duplicate("gathered", a.Correct)]


def test_finding_out_more_takes_the_place_of_no_part_and_of_no_adoption():
    story = adopted("voices", "scales")
    part = next(p.id for p in story.t.people.values() if p.person == GRAN[0])
    unknown = {
        "by": story.by(LEAD, mandate=MANDATE),
        "source": "old-file-1",
        "provenance": text("provenance"),
        "unknown": ("voices",),
    }
    no = story.refused(a.Adopt, LEAD, id=part, **unknown)
    assert [v.rule for v in no.violations] == [duplicate("people", a.Adopt)]
    find_out(story, "voices")
    again = {**unknown, "by": story.by(LEAD, mandate=MANDATE), "unknown": ()}
    no = story.refused(a.Adopt, LEAD, id=story.last_id(), **again)
    assert [v.rule for v in no.violations] == [duplicate("adopted", a.Adopt)]


def duplicate(slice_name: str, kind: type[Any]) -> str:
    """The rule that keeps ids of this kind of act apart in a slice."""
    (found,) = (
        rule.id
        for rule in RULES
        if rule.id == f"form.duplicate-{slice_name}" and kind in rule.guards
    )
    return found


# Acts that put something under their own id.
KEEPERS = (
    *(a.OpenInvolvement, a.AssignConsultant, a.DeputiseConsultant, a.TakeOver),
    *(a.AddParticipation, a.OfferHandover, a.DecideNecessity, a.RecordNecessity, a.KeepApart),
    *(a.RecordConcern, a.ContributeView, a.RecordInformation, a.RecordConversation),
    *(a.RecordStrength, a.RecordWhatWorks, a.DraftWat, a.OfferIdea, a.ProposeMeasure),
    *(a.DecideDirection, a.Review, a.Reopen, a.Correct, a.Ratify, a.Disclose, a.Erase, a.Adopt),
)


@pytest.mark.parametrize("kind", KEEPERS, ids=lambda k: k.__name__)
def test_an_id_that_stands_for_something_else_is_refused(kind):
    for one in good(kind)[:6]:
        again = evolve(
            one.act,
            by=evolve(
                one.act.by,
                at=one.act.by.recorded + timedelta(minutes=1),
                recorded_at=None,
            ),
        )
        answer = Law().decide(one.outcome.trajectory, again)
        assert "id-in-use" in {g.code for g in gaps(answer)}, answer


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (a.AmendMeasure, WORKER),
        (a.EndMeasure, WORKER),
        (a.AcceptMeasure, GRAN),
        (a.DeclineMeasure, GRAN),
    ],
)
def test_a_measure_that_ended_has_ended(kind, who):
    story = ready_to_withdraw()
    (key,) = story.t.measures
    act = write(kind, Pen(story, who, {"measure": key}))
    assert isinstance(story.law.decide(story.t, act), Accepted)
    story.do(a.EndMeasure, WORKER, measure=key)
    later = evolve(act, by=story.by(who))
    assert [g.code for g in gaps(story.law.decide(story.t, later))] == ["already-ended"]


def test_what_has_been_found_wrong_is_corrected_once_and_named_no_more():
    story = opened()
    for who, kind in ((LEAD, a.RecordInformation), (LEAD, a.RecordStrength)):
        story.do(kind, who, minors=(ANNA,), about=text("wrong"))
    wrong, strength = (story.records[n].act.id for n in (-2, -1))
    for item in (wrong, strength):
        story.do(a.Correct, LEAD, wrong=item, reason=text("reason"))
        again = story.refused(a.Correct, LEAD, wrong=item, reason=text("reason"))
        assert [g.code for g in gaps(again)] == ["already-corrected"]
    for field_, item in (("information", wrong), ("conversations", wrong), ("weighed", wrong)):
        named = (a.Weighed(view=item),) if field_ == "weighed" else (item,)
        act = evolve(write(a.EstablishWat, Pen(story, LEAD)), **{field_: named})
        found = {(g.code, g.get("field")) for g in gaps(story.law.decide(story.t, act))}
        code = "in-error" if field_ == "information" else "unknown-reference"
        assert (code, f"{field_}[0]") in found
    review = story.refused(a.Review, LEAD, minors=(ANNA,), strengths=(strength,))
    assert [g.code for g in gaps(review)] == ["unknown-reference"]


def test_a_fact_is_corrected_after_it_was_recorded():
    story = opened()
    story.do(a.RecordInformation, LEAD, minors=(ANNA,), about=text("wrong"))
    made = story.records[-1].act
    by = story.by(LEAD, at=made.by.at - timedelta(seconds=1), recorded_at=story.now)
    early = story.refused(a.Correct, LEAD, by=by, wrong=made.id, reason=text("reason"))
    assert [g.code for g in gaps(early)] == ["unknown-reference"]


def test_what_is_unknown_of_an_adopted_file_only_shrinks():
    story = adopted("wat", "told")
    for left, code in (
        (("wat", "told"), "nothing-found-out"),
        (("wat", "hoe"), "unknown-grows"),
        (("wat", "told", "hoe"), "unknown-grows"),
        (("wat", "people"), "no-such-slice"),
    ):
        assert code in {g.code for g in gaps(find_out(story, *left))}, left
    for left in (("told",), ()):
        assert isinstance(find_out(story, *left), Accepted)


def test_a_first_wat_is_established_once():
    story = ready_to_withdraw()
    act = write(a.EstablishWat, Pen(story, LEAD))
    outcome = story.law.decide(story.t, act)
    assert [(v.rule, [g.code for g in v.gaps]) for v in form(outcome)] == [
        ("form.first-wat", ["wat-exists"])
    ]
    (gap,) = gaps(outcome)
    assert [r.act for r in gap.remedies] == ["ReviseWat"]


def test_a_version_that_came_later_was_not_there_to_be_named():
    """Back-dated before the version it names: there was nothing to judge or to revise yet."""
    story = ready_to_withdraw()
    before = story.t.wat[2].at - timedelta(seconds=1)
    for kind, want in (
        (a.Judge, {}),
        (a.Align, {"person": MOTHER[0]}),
        (a.SetExpectations, {}),
        (a.ReviseWat, {}),
    ):
        act = write(kind, Pen(story, LEAD, want), at=before, recorded_at=story.now)
        codes = {g.code for g in gaps(story.law.decide(story.t, act))}
        assert "unknown-version" in codes, kind


def test_every_rule_of_form_has_refused_and_rests_on_no_clause():
    seen = {"form.first-wat"}
    for code, kinds, spoil in CASES:
        for kind in kinds:
            seen.update(v.rule for v in spoilt(code, kind, spoil))
    formal = {rule.id for rule in RULES if rule.id.startswith("form.")}
    assert {rule for rule in formal - seen if "duplicate" not in rule} == set()
    assert {rule.id for rule in RULES if not rule.clauses} == formal


def test_every_good_act_is_good_and_each_kind_that_a_rule_of_form_guards_is_among_them():
    for kind in ACTS:
        assert good(kind), kind
    for rule in RULES:
        if rule.id.startswith("form."):
            for kind in rule.guards:
                for one in good(kind)[:20]:
                    assert tuple(rule.check(one.before, one.act, Law().policy)) == ()


def test_a_stranger_may_be_added_and_then_named():
    story = opened()
    content = {"minors": (ANNA,), "persons": (STRANGER[0],), "summary": None}
    refused = story.refused(a.RecordConversation, LEAD, **content)
    (gap,) = gaps(refused)
    assert gap.code == "unknown-person"
    assert [(r.act, dict(r.about)) for r in gap.remedies] == [
        ("AddParticipation", {"person": STRANGER[0]})
    ]
    story.do(a.AddParticipation, LEAD, person=STRANGER[0], role=Role.PARENT, since=story.now)
    story.do(a.RecordConversation, LEAD, **content)


def test_form_is_told_beside_the_other_reasons():
    story = Story()
    act = whole(a.Withdraw)
    outcome = story.law.decide(story.t, act)
    assert isinstance(outcome, Refused)
    assert {bool(v.clauses) for v in outcome.violations} == {True, False}
    assert form(outcome)


def test_instants_of_any_zone_are_fine_as_long_as_they_have_one():
    story = opened()
    by = story.by(LEAD, at=story.now.astimezone(UTC))
    outcome = story.ask(a.RecordStrength, LEAD, by=by, minors=(ANNA,), about=text("s"))
    assert isinstance(outcome, Accepted)
    assert FATHER[0] in {p.person for p in story.t.people.values()}

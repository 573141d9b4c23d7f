"""Refusals of form about whom and what an act names: people, minors, ids, periods (reading 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.charter import BY_ID
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.roles import Participation, Role
from safetyframe.rules import ask
from safetyframe.rules.ask import stated
from safetyframe.rules.model import Rule, gap, remedy, rule
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["RULES"]

_MANY: Final = (
    a.RecordConcern,
    a.ContributeView,
    a.RecordInformation,
    a.RecordConversation,
    a.RecordStrength,
    a.RecordWhatWorks,
    a.DraftWat,
    a.OfferIdea,
    a.ProposeMeasure,
    a.AmendMeasure,
    a.DecideDirection,
    a.Review,
)

#: The acts that keep something under their own id, by the slice that it is kept in. Each slice has
#: a rule of its own, so that each reads no more than it must.
_KEPT: Final[Mapping[str, tuple[type[Act], ...]]] = {
    "people": (
        a.OpenInvolvement,
        a.AssignConsultant,
        a.DeputiseConsultant,
        a.TakeOver,
        a.AddParticipation,
        a.Adopt,
    ),
    "handovers": (a.OfferHandover,),
    # An opening brings a concern and a decision, each kept under its id.
    "necessity": (a.DecideNecessity, a.RecordNecessity, a.Reopen, a.OpenInvolvement, a.Adopt),
    "gathered": (
        a.RecordConcern,
        a.ContributeView,
        a.RecordInformation,
        a.RecordConversation,
        a.RecordStrength,
        a.RecordWhatWorks,
        a.DraftWat,
        a.OfferIdea,
        a.Correct,
        a.OpenInvolvement,
        a.Reopen,
        a.Adopt,
    ),
    "barriers": (a.KeepApart,),
    "measures": (a.ProposeMeasure,),
    "directions": (a.DecideDirection,),
    "reviews": (a.Review,),
    "corrections": (a.Correct,),
    "ratified": (a.Ratify,),
    "disclosed": (a.Disclose,),
    "erased": (a.Erase,),
    "adopted": (a.Adopt,),
}

_WITH_EXCEPTIONS: Final = (
    a.AddParticipation,
    a.RecordConversation,
    a.EstablishWat,
    a.ReviseWat,
    a.SetExpectations,
    a.EstablishHoe,
    a.Explain,
    a.DecideDirection,
    a.Review,
    a.Withdraw,
)


_NAMING_MINORS: Final = (*_MANY, a.Reopen)


def _minors_known(t: Trajectory, act: Act, _: Policy) -> Iterator[Gap]:
    known = ask.known_minors(t)
    for minor in _minors(act):
        if minor not in known:
            yield gap("unknown-minor", minor=minor)


def _minors(act: Act) -> Iterable[PersonId]:
    if isinstance(act, a.EstablishWat | a.ReviseWat | a.SetExpectations):
        return dict.fromkeys(m for s in stated(act) for m in s.minors)
    if isinstance(act, a.Judge | a.Withdraw):
        return (act.minor,)
    if isinstance(act, a.Align):
        return () if act.minor is None else (act.minor,)
    if isinstance(act, a.AddParticipation):
        return () if act.role is Role.MINOR else act.concerns
    if isinstance(act, a.ExceptDuty):
        return (act.exception.minor,)
    return act.minors if isinstance(act, _NAMING_MINORS) else ()


def _unborn(t: Trajectory, act: a.OpenInvolvement | a.Reopen | a.Adopt, _: Policy) -> Iterator[Gap]:
    """Who is not born yet is one of the minors, and can't have taken part."""
    there = {p.person for p in t.people.values()}
    for minor in act.unborn:
        if minor not in act.minors:
            yield gap("unborn-not-among-minors", minor=minor)
        if minor in there:
            yield gap("unborn-takes-part", minor=minor)


def _someone_named(_: Trajectory, act: a.RecordConcern | a.Review, __: Policy) -> Iterator[Gap]:
    if not act.minors:
        yield gap("no-minor-named")


def _exceptions_for(t: Trajectory, act: a.EstablishWat | a.Explain, _: Policy) -> Iterator[Gap]:
    minors = ask.known_minors(t)
    for number, exception in enumerate(act.exceptions):
        if exception.minor not in minors:
            yield gap("unknown-minor", minor=exception.minor)
        if exception.clause not in BY_ID:
            yield gap("no-such-clause", field=f"exceptions[{number}].clause")


def _persons_known(t: Trajectory, act: Act, _: Policy) -> Iterator[Gap]:
    at = act.by.at
    joined = ask.joined_at(t)
    for person in _persons(act):
        if person not in joined or joined[person] > at:
            yield gap("unknown-person", remedy(a.AddParticipation, person=person), person=person)


def _persons(act: Act) -> Iterable[PersonId]:
    match act:
        case a.RecordConversation() | a.Explain() | a.Review():
            return act.persons
        case a.RecordWhatWorks():
            return act.contributors
        case a.EstablishHoe():
            return (*(p.person for p in act.together), *act.invited)
        case a.DecideDirection():
            return tuple(p.person for p in act.together)
        case a.Align():
            return (act.person,)
        case a.ProposeMeasure() | a.AmendMeasure():
            return act.bearers
        case a.ExceptDuty():
            return () if act.exception.person is None else (act.exception.person,)
        case a.KeepApart():
            return act.persons
        case _:
            return ()


def _parts_real(t: Trajectory, act: a.EstablishHoe | a.DecideDirection, _: Policy) -> Iterator[Gap]:
    for part in act.together:
        if not ask.holds(t, part.person, part.role, act.by.at):
            yield gap("not-taking-part", person=part.person, role=part.role)


def _persons_distinct(_: Trajectory, act: a.KeepApart, __: Policy) -> Iterator[Gap]:
    if len(set(act.persons)) < 2:  # noqa: PLR2004  a barrier has two sides
        yield gap("barrier-needs-two")


def _someone_told(
    _: Trajectory, act: a.Explain | a.RecordConversation, __: Policy
) -> Iterator[Gap]:
    if not act.persons:
        yield gap("nobody-named")
    if isinstance(act, a.Explain) and not act.matters:
        yield gap("nothing-named")


def _duplicate(slice_name: str) -> Callable[[Trajectory, Act, Policy], Iterator[Gap]]:
    def check(t: Trajectory, act: Act, _: Policy) -> Iterator[Gap]:
        if act.id in getattr(t, slice_name):
            yield gap("id-in-use", id=act.id)

    return check


def _people_target(t: Trajectory, act: a.EndParticipation, _: Policy) -> Iterator[Gap]:
    part = t.people.get(act.participation)
    if part is None:
        yield gap("unknown-reference", field="participation")
    elif part.until is not None and part.until <= act.by.at:
        yield gap("already-ended", field="participation")
    elif act.until < part.since:
        yield gap("ends-before-it-starts", field="until")
    elif act.until < act.by.at:
        yield gap("ends-in-the-past", field="until")
    elif part.until is not None and act.until > part.until:
        yield gap("ends-later-than-it-does", field="until")


def _period(
    _: Trajectory, act: a.AddParticipation | a.AssignConsultant, __: Policy
) -> Iterator[Gap]:
    if act.until is not None and act.until <= act.since:
        yield gap("ends-before-it-starts", field="until")


def _replaced(t: Trajectory, act: a.AssignConsultant, _: Policy) -> Iterator[Gap]:
    if act.replaces is not None:
        part: Participation | None = t.people.get(act.replaces)
        if part is None or part.role is not Role.CONSULTANT:
            yield gap("unknown-reference", field="replaces")


def _barrier_replaced(t: Trajectory, act: a.KeepApart, _: Policy) -> Iterator[Gap]:
    if act.replaces is not None and act.replaces not in t.barriers:
        yield gap("unknown-reference", field="replaces")


RULES: Final[tuple[Rule, ...]] = (
    *(
        rule(f"form.duplicate-{name}", "", guards, name, _duplicate(name))
        for name, guards in _KEPT.items()
    ),
    rule(
        "form.minors",
        "",
        (
            *_MANY,
            a.EstablishWat,
            a.ReviseWat,
            a.SetExpectations,
            a.Judge,
            a.Withdraw,
            a.Align,
            a.AddParticipation,
            a.ExceptDuty,
            a.Reopen,
        ),
        "people involvement",
        _minors_known,
    ),
    rule("form.unborn", "", (a.OpenInvolvement, a.Reopen, a.Adopt), "people", _unborn),
    rule("form.minors-named", "", (*_MANY, a.OpenInvolvement, a.Reopen), "", _someone_named),
    rule("form.exceptions", "", _WITH_EXCEPTIONS, "people involvement", _exceptions_for),
    rule(
        "form.persons",
        "",
        (
            a.RecordConversation,
            a.Explain,
            a.Review,
            a.RecordWhatWorks,
            a.EstablishHoe,
            a.DecideDirection,
            a.Align,
            a.ProposeMeasure,
            a.AmendMeasure,
            a.ExceptDuty,
            a.KeepApart,
        ),
        "people",
        _persons_known,
    ),
    rule("form.parts", "", (a.EstablishHoe, a.DecideDirection), "people", _parts_real),
    rule("form.barrier", "", (a.KeepApart,), "", _persons_distinct),
    rule("form.barrier-replaced", "", (a.KeepApart,), "barriers", _barrier_replaced),
    rule("form.named", "", (a.Explain, a.RecordConversation), "", _someone_told),
    rule("form.part-ended", "", (a.EndParticipation,), "people", _people_target),
    rule(
        "form.period",
        "",
        (a.AddParticipation, a.AssignConsultant, a.DeputiseConsultant),
        "",
        _period,
    ),
    rule("form.lead-replaced", "", (a.AssignConsultant,), "people", _replaced),
)

"""Nothing on record is rewritten: corrected by its own side, ratified by another, named to go out.

And an older file comes in as an opening does, once, without history that nobody recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.involvement import NecessityDecision, NecessityStatus
from safetyframe.acts.keeping import AdoptedPart, ErasureKind
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.roles import PROFESSIONAL, Role
from safetyframe.rules import ask, involvement
from safetyframe.rules.model import Check, Rule, gap, remedy, rule
from safetyframe.trajectory import CERTAIN, SLICES, Trajectory
from safetyframe.values import Text, is_reference

__all__ = ["RULES"]


# --- corrections ----------------------------------------------------------------------------------


def _corrects(t: Trajectory, act: a.Correct, _: Policy) -> Iterator[Gap]:
    held = t.gathered.get(act.wrong)
    if held is None or held.at > act.by.at:
        yield gap("unknown-reference", field="wrong")
    elif held.in_error_by is not None:
        yield gap("already-corrected", about=act.wrong)


def _own_side(t: Trajectory, act: a.Correct, _: Policy) -> Iterator[Gap]:
    """The side that made a record may replace it; anyone else stands beside it (reading 7).

    What a system proposed is nobody's word yet: either professional may set it right.
    """
    held = t.gathered.get(act.wrong)
    if held is not None and held.role not in {act.by.role, Role.SYSTEM}:
        beside = remedy(a.Annotate, about=act.wrong)
        yield gap("other-side-recorded", beside, about=act.wrong, role=held.role)


def _opaque(_: Trajectory, act: a.Annotate | a.Adopt, __: Policy) -> Iterator[Gap]:
    """What is named is named by a reference: a name or prose would stay in the log for good.

    Whether there is such a record is not asked of a note: the answer would tell of records that
    whoever writes it may not know of (reading 14).
    """
    field, named = ("about", act.about) if isinstance(act, a.Annotate) else ("source", act.source)
    if not is_reference(named):
        yield gap("no-reference", field=field)


# --- ratifying, disclosing ------------------------------------------------------------------------


def _acts_known(t: Trajectory, act: a.Ratify, _: Policy) -> Iterator[Gap]:
    if not act.acts:
        yield gap("no-act-named", field="acts")
    yield from _known(t, "acts", act.acts)


def _known(t: Trajectory, field: str, named: tuple[str, ...]) -> Iterator[Gap]:
    for number, item in enumerate(named):
        if not ask.known_act(t, item):
            yield gap("unknown-reference", field=f"{field}[{number}]")


def _not_own(t: Trajectory, act: a.Ratify, _: Policy) -> Iterator[Gap]:
    for item in act.acts:
        if act.by.person in ask.known_act(t, item):
            by_another = remedy(a.Ratify, human=True, acts=item)
            yield gap("ratifies-own-act", by_another, about=item, person=act.by.person)


def _items_known(t: Trajectory, act: a.Disclose, _: Policy) -> Iterator[Gap]:
    yield from _known(t, "items", act.items)


def _items_named(_: Trajectory, act: a.Disclose, __: Policy) -> Iterator[Gap]:
    """Item by item, and nothing by default (case 24)."""
    if not act.items:
        yield gap("nothing-disclosed", field="items")
    yield from _each_once("items", act.items)


def _each_once(field: str, named: tuple[str, ...]) -> Iterator[Gap]:
    for item, times in Counter(named).items():
        if times > 1:
            yield gap("named-twice", field=field, about=item)


# --- erasing --------------------------------------------------------------------------------------


def _texts_named(_: Trajectory, act: a.Erase, __: Policy) -> Iterator[Gap]:
    if not act.texts:
        yield gap("no-text-named", field="texts")
    yield from _each_once("texts", act.texts)


def _why_erased(_: Trajectory, act: a.Erase, __: Policy) -> Iterator[Gap]:
    """What is left says why; so the reason cannot go along with what is erased (case 28)."""
    if act.ground is None:
        if act.kind is ErasureKind.OTHER:
            yield gap("no-words", field="ground")
    elif act.ground.id in act.texts:
        yield gap("ground-erased", about=act.ground.id)


def _grounds_kept(t: Trajectory, act: a.Erase, __: Policy) -> Iterator[Gap]:
    """Nor can the reason of an earlier erasure go, or what is left of it would say nothing."""
    for earlier in t.erased.values():
        if earlier.ground is not None and earlier.ground.id in act.texts:
            yield gap("ground-erased", about=earlier.ground.id)


# --- adopting -------------------------------------------------------------------------------------


def _first(t: Trajectory) -> bool:
    return not len(t.adopted)


_NO_WORDS: Final = Text(id="-", digest="-", language="-")


def _as_opening(check: Callable[..., Iterator[Gap]]) -> Check:
    """Ask of a first adoption what is asked of an opening: it is one."""

    def ask_it(t: Trajectory, act: a.Adopt, policy: Policy) -> Iterator[Gap]:
        if not _first(t):
            return
        nothing = NecessityDecision(status=NecessityStatus.UNDER_INVESTIGATION, minors=())
        opening = a.OpenInvolvement(
            id=act.id,
            by=act.by,
            minors=act.minors,
            why=act.why or _NO_WORDS,
            concern=act.concern,
            necessity=act.necessity or nothing,
            elsewhere=act.elsewhere,
            unborn=act.unborn,
        )
        yield from check(t, opening, policy)

    return ask_it  # type: ignore[return-value]


def _begins(t: Trajectory, act: a.Adopt, _: Policy) -> Iterator[Gap]:
    """History that was recorded here is not replaced by one from elsewhere."""
    if _first(t):
        if len(t.people) or len(t.involvement) or len(t.necessity):
            yield gap("has-its-own-history")
        if not act.minors:
            yield gap("no-minor-named", field="minors")
        if act.why is None:
            yield gap("no-why", field="why")
    elif act.minors or act.parts or act.necessity or act.why or act.concern or act.goal:
        yield gap("adopted-already")


def _by_the_lead(t: Trajectory, act: a.Adopt, _: Policy) -> Iterator[Gap]:
    """What has been found out in an adopted file is for its lead to say."""
    if not _first(t):
        lead = ask.lead(t, act.by.at)
        if lead is None or lead.person != act.by.person:
            person = act.by.person
            yield gap("not-lead", remedy(a.Adopt, human=True), act="Adopt", person=person)


def _unknown_shrinks(t: Trajectory, act: a.Adopt, _: Policy) -> Iterator[Gap]:
    for name in dict.fromkeys(act.unknown):
        if name not in SLICES or name in CERTAIN:
            yield gap("no-such-slice", field="unknown")
    if _first(t):
        return
    left = frozenset(act.unknown)
    if left - t.incomplete:
        yield gap("unknown-grows", field="unknown")
    elif left == t.incomplete:
        yield gap("nothing-found-out", field="unknown")


def _parts_in_order(t: Trajectory, act: a.Adopt, _: Policy) -> Iterator[Gap]:
    """Nobody is brought in twice, on two sides, as what nobody is, or with a power of before."""
    held: dict[str, set[Role]] = {act.by.person: {Role.CONSULTANT}}
    for minor in act.minors:
        held.setdefault(minor, set()).add(Role.MINOR)
    for part in act.parts:
        yield from _source(part)
        others = held.setdefault(part.person, set())
        if part.role in others:
            yield gap("named-twice", field="parts", about=part.person)
        for other in sorted(others - {part.role}, key=lambda r: r.value):
            if {part.role, other} & PROFESSIONAL:
                yield gap("two-sides", person=part.person, role=part.role, other=other)
        others.add(part.role)
        if part.role in PROFESSIONAL and part.since < act.by.at:
            yield gap("power-back-dated", person=part.person, since=part.since)


def _source(part: AdoptedPart) -> Iterator[Gap]:
    if part.role in (Role.AUTHORITY, Role.SYSTEM):
        yield gap("no-such-part", role=part.role)
    elif part.role is Role.CONSULTANT:
        assigns = remedy(a.AssignConsultant, human=True, person=part.person)
        yield gap("consultant-from-authority", assigns, person=part.person)


def _minors_among(_: Trajectory, act: a.Adopt, __: Policy) -> Iterator[Gap]:
    minors = {*act.minors, *(p.person for p in act.parts if p.role is Role.MINOR)}
    for minor in dict.fromkeys(m for p in act.parts for m in p.concerns):
        if minor not in minors:
            yield gap("unknown-minor", minor=minor)


_ADOPT: Final = (a.Adopt,)
_CERTAIN: Final = " ".join(sorted(CERTAIN))

RULES: Final[tuple[Rule, ...]] = (
    rule("form.corrects", "", (a.Correct,), "gathered", _corrects),
    rule("keeping.own-side", "P1 P8c", (a.Correct,), "gathered", _own_side),
    rule("form.keeping", "", (a.Annotate, a.Adopt), "", _opaque),
    rule("form.ratifies", "", (a.Ratify,), ask.ACTS_IN, _acts_known),
    rule("ratifying.not-own", "P12 P24", (a.Ratify,), ask.ACTS_IN, _not_own),
    rule("form.discloses", "", (a.Disclose,), ask.ACTS_IN, _items_known),
    rule("disclosing.items-named", "X13 P19 P8c", (a.Disclose,), "", _items_named),
    rule("form.erases", "", (a.Erase,), "", _texts_named),
    rule("erasing.says-why", "P24 P8c", (a.Erase,), "", _why_erased),
    rule("erasing.grounds-kept", "P24 P8c", (a.Erase,), "erased", _grounds_kept),
    rule("form.adopts", "", _ADOPT, "adopted", _unknown_shrinks),
    rule("form.adopted-minors", "", _ADOPT, "", _minors_among),
    rule("adopting.begins", "P2 P24", _ADOPT, _CERTAIN, _begins),
    rule("adopting.by-the-lead", "P12", _ADOPT, "people adopted", _by_the_lead),
    rule("adopting.parts", "P11 P8c P12", _ADOPT, "", _parts_in_order),
    *(
        rule(f"adopting.{name}", clauses, _ADOPT, f"{reads} adopted", _as_opening(check))
        for name, clauses, reads, check in involvement.OPENING
    ),
)

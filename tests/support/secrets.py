"""Acts that somebody must not learn of, and why: written from the pages, never from the views.

`Onlooker` says who somebody is by the parts they have. Each `Secret` writes one kind of act, full
of tokens that can be found again, and says from the pages alone whether that act is invisible to an
onlooker: it is for another audience, restricts whom it must not warn (cases 13 and 14), or is only
about a child they have no part with (case 7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from attrs import evolve, frozen, mutable

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import (
    BottomLine,
    DangerStatement,
    Expectation,
    SafetyGoal,
    StatementKind,
)
from safetyframe.roles import Audience, By, Part, Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Form, PersonId, Reason, ReasonedException, Text
from tests.support.story import ANNA, AUTHORITY, BEN, MANDATE, decision

__all__ = ["CATALOGUE", "TOKEN", "Onlooker", "Secret", "Site", "candidates", "onlooker"]

#: What every secret holds, wherever it can.
TOKEN: Final = "SECRET-"  # noqa: S105 - no password
CARL: Final = PersonId(f"{TOKEN}carl")
_WORK: Final = frozenset({Role.CONSULTANT, Role.CARE_WORKER})
_CLIENTS: Final = frozenset({Role.MINOR, Role.PARENT, Role.NETWORK})
_HARMFUL: Final = (Reason.UNSAFE_TO_INFORM, Reason.LEGALLY_BARRED)


@frozen(kw_only=True)
class Onlooker:
    """Who looks: the roles they ever had here, the minors these were about, whom they know by it.

    `outside` is somebody who looks for government and takes no part. `everyone` says that a part is
    about every child there is or will be.
    """

    person: PersonId
    roles: frozenset[Role] = frozenset()
    about: frozenset[PersonId] = frozenset()
    knows: frozenset[PersonId] = frozenset()
    outside: bool = False
    everyone: bool = False

    @property
    def professional(self) -> bool:
        return bool(self.roles & _WORK)

    @property
    def nobody(self) -> bool:
        """Whether they take no part and have no mandate: they see nothing at all."""
        return not self.roles and not self.outside

    def named_in(self, audience: Audience | None) -> bool:
        if audience is None:
            return False
        mine = {self.person}
        if Role.TRUST_PERSON in self.roles:  # who sees what the minor sees (reading 11)
            mine |= self.about
            if Role.MINOR in audience.roles:
                return True
        return not mine.isdisjoint(audience.persons) or not self.roles.isdisjoint(audience.roles)


def onlooker(t: Trajectory, person: PersonId, *, outside: bool = False) -> Onlooker:
    """Who somebody is in the whole of a history: their parts taken together."""
    minors = {p.person for p in t.people.values() if p.role is Role.MINOR} | {ANNA, BEN}
    parts = [p for p in t.people.values() if p.person == person]

    def about(part: Any) -> set[PersonId]:
        if part.role is Role.MINOR:
            return {part.person}
        return set(part.concerns) or minors

    mine = set(minors) if outside and not parts else {m for p in parts for m in about(p)}
    return Onlooker(
        person=person,
        roles=frozenset(p.role for p in parts),
        about=frozenset(mine),
        knows=frozenset(p.person for p in t.people.values() if about(p) & mine),
        outside=outside and not parts,
        everyone=any(p.role is not Role.MINOR and not p.concerns for p in parts),
    )


# --- writing -------------------------------------------------------------------------------------


@mutable
class Site:
    """Where a secret is planted: the trajectory there, the moment, for whom it is one, chance."""

    t: Trajectory
    now: datetime
    v: Onlooker
    rng: Random
    count: int = 0

    def token(self) -> str:
        self.count += 1
        return f"{TOKEN}{self.count}"

    def text(self) -> Text:
        return Text(id=self.token(), digest="0" * 64, language="nl")

    def pick(self, options: Iterable[Any]) -> Any:
        found = list(options)
        return self.rng.choice(found) if found else None

    def there(self, *roles: Role) -> list[tuple[PersonId, Role]]:
        """Who takes part now, the onlooker left out."""
        return [
            (p.person, p.role)
            for p in self.t.people.values()
            if p.active(self.now) and p.person != self.v.person and (not roles or p.role in roles)
        ]

    def lead(self) -> tuple[PersonId, Role] | None:
        found = [
            p.person
            for p in self.t.people.values()
            if p.standing is not None and p.standing.value == "lead" and p.active(self.now)
        ]
        return None if not found or found[0] == self.v.person else (found[0], Role.CONSULTANT)

    @property
    def minors(self) -> tuple[PersonId, ...]:
        return tuple(
            dict.fromkeys(p.person for p in self.t.people.values() if p.role is Role.MINOR)
        )

    @property
    def others(self) -> tuple[PersonId, ...]:
        """The minors that the onlooker has no part with; all of them, for government."""
        if self.v.outside:
            return self.minors
        return tuple(m for m in self.minors if m not in self.v.about)

    @property
    def strangers(self) -> list[tuple[PersonId, Role]]:
        """Who takes part and is not known to the onlooker."""
        return [who for who in self.there() if who[0] not in self.v.knows]

    @property
    def wat(self) -> Any:
        return self.t.wat.get(len(self.t.wat))

    def some(self, minors: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
        return tuple(self.rng.sample(minors, self.rng.randint(1, len(minors)))) if minors else ()

    def audience(self) -> Audience | None:
        """Nobody said, nobody else, or some others than the onlooker."""
        persons = tuple(p for p, _ in self.there() if self.rng.random() < 0.4)
        roles = tuple(r for r in Role if r not in self.v.roles and self.rng.random() < 0.2)
        chosen = Audience(persons=persons, roles=roles)
        return self.pick((None, Audience(), chosen, chosen))

    def by(self, who: tuple[PersonId, Role], **more: Any) -> By:
        if who[1] is Role.AUTHORITY:
            more.setdefault("mandate", MANDATE)
        return By(person=who[0], role=who[1], at=self.now, **more)

    def make(self, kind: type[Any], who: tuple[PersonId, Role] | None, /, **content: Any) -> Any:
        """An act by `who`; None where nobody is there to do it."""
        if who is None:
            return None
        return kind(id=ActId(self.token()), by=self.by(who), **content)

    def excuses(self, *clauses: str) -> tuple[ReasonedException, ...]:
        """Reasons for passing gates, in the interest of a child of the others if there is one."""
        minor = self.pick(self.others or self.minors)
        until = self.now + timedelta(days=400)
        return tuple(
            ReasonedException(
                clause=c, why=Reason.NOT_REACHED, minor=minor, until=until, words=self.text()
            )
            for c in clauses
        )


_Write = Callable[[Site], Any]
_Hides = Callable[[Onlooker, Any], bool]


@frozen
class Secret:
    """A kind of act, and for whom the pages say that it is not to be seen."""

    name: str
    write: _Write
    hides: _Hides

    def plant(self, site: Site) -> Any:
        """Write one that is invisible to the site's onlooker; None where there is none to write."""
        act = self.write(site)
        if act is None or site.v.person in {act.by.person, act.by.recorded_by}:
            return None
        return act if site.v.nobody or self.hides(site.v, act) else None


# --- for another audience -------------------------------------------------------------------------


def _unheard(v: Onlooker, act: Any) -> bool:
    """Case 15: somebody's words are for the audience they chose; where none was, for nobody."""
    return not v.named_in(act.audience) and v.person != act.by.on_behalf_of


def _speak(site: Site) -> Any:
    who = site.pick(site.there())
    minors = site.some(site.minors) if site.rng.random() < 0.8 else ()
    return site.make(a.Speak, who, words=site.text(), minors=minors, audience=site.audience())


def _not_for_their_work(v: Onlooker, act: Any) -> bool:
    """P19, case 13: what has no audience is for the professionals, and for whoever was there."""
    if act.audience is None:
        there = (*getattr(act, "persons", ()), *getattr(act, "contributors", ()))
        return not v.professional and v.person not in there
    return not v.named_in(act.audience)


def _gathered(site: Site) -> Any:
    who = site.pick(site.there(*_WORK, *_CLIENTS))
    minors = site.some(site.minors)
    common = {"minors": minors, "audience": site.audience()}
    persons = tuple(p for p, _ in site.there() if site.rng.random() < 0.4) or (ANNA,)
    kinds: tuple[tuple[type[Any], dict[str, Any]], ...] = (
        (a.RecordConcern, {"about": site.text()}),
        (a.RecordInformation, {"about": site.text()}),
        (a.RecordStrength, {"about": site.text()}),
        (a.OfferIdea, {"about": site.text()}),
        (a.RecordWhatWorks, {"about": site.text(), "contributors": persons}),
        (a.RecordConversation, {"summary": site.text(), "persons": persons}),
        (a.DraftWat, {"words": site.text(), "kind": site.pick(StatementKind)}),
        (a.ContributeView, {"view": site.text(), "topic": site.pick(ViewTopic)}),
    )
    kind, content = site.pick(kinds)
    return site.make(kind, who, **content, **common)


def _protect(site: Site) -> Any:
    minors = site.some(site.minors)
    if site.rng.random() < 0.15:
        minors = (*minors, CARL)
    until = site.pick((None, site.now + timedelta(days=2)))
    return site.make(
        a.Protect,
        site.pick(site.there()),
        minors=minors,
        measure=site.text(),
        until=until,
        audience=site.audience(),
    )


def _protect_hidden(v: Onlooker, act: Any) -> bool:
    return _not_for_their_work(v, act) or _others_only(v, act)


# --- what restricts somebody ----------------------------------------------------------------------


def _restriction(v: Onlooker, act: Any) -> bool:
    """Case 14 and reading 14: for professionals, and never for whom it restricts."""
    if v.named_in(act.audience):
        return False
    return act.audience is not None or not v.professional or v.person in act.persons


def _keep_apart(site: Site) -> Any:
    known = [p.person for p in site.t.people.values() if p.person != site.v.person]
    if len(known) < 2:
        return None
    pair = (site.v.person if site.rng.random() < 0.5 else known[0], site.rng.choice(known[1:]))
    until = site.pick((None, site.now + timedelta(days=30)))
    standing = [b.id for b in site.t.barriers.values() if b.id.startswith(TOKEN)]
    return site.make(
        a.KeepApart,
        site.pick(site.there(*_WORK)),
        persons=pair,
        ground=site.text(),
        until=until,
        replaces=site.pick((None, None, *standing)),
        audience=site.audience(),
    )


def _reason_hidden(v: Onlooker, act: Any) -> bool:
    """Case 14: who is meant may know a harmless reason; anybody else's is for the professionals."""
    one = act.exception
    if one.person == v.person:
        return one.why in _HARMFUL
    return not v.professional or one.minor not in v.about


def _except(site: Site) -> Any:
    people = [p.person for p in site.t.people.values()]
    person = site.v.person if site.v.person in people else site.pick(people)
    if site.rng.random() < 0.4:
        person = site.pick(people)
    one = ReasonedException(
        clause=site.pick(("T5a", "T5b", "P5a", "P18a", "P18b", "P22", "P26", "P27")),
        why=site.pick((*_HARMFUL, *_HARMFUL, Reason.NOT_REACHED)),
        minor=site.pick(site.minors),
        until=site.now + timedelta(days=site.pick((1, 30, 500))),
        words=site.text(),
        person=person,
    )
    return site.make(a.ExceptDuty, site.pick(site.there(*_WORK)), exception=one)


def _position_hidden(v: Onlooker, act: Any) -> bool:
    """A position is for its person and the professionals; what is said of them may warn."""
    if act.person == v.person:
        return act.position is Position.UNSAFE_TO_INFORM
    about = act.minor is None or act.minor in v.about
    return not v.professional or not about or act.person not in v.knows


def _align(site: Site) -> Any:
    people = [p.person for p in site.t.people.values()]
    person = site.v.person if site.v.person in people else site.pick(people)
    if site.rng.random() < 0.4:
        person = site.pick(people)
    on = site.pick(AlignOn)
    return site.make(
        a.Align,
        site.pick(site.there(*_WORK)),
        person=person,
        on=on,
        wat=len(site.t.wat),
        position=site.pick((Position.UNSAFE_TO_INFORM, Position.UNSAFE_TO_INFORM, *Position)),
        minor=site.pick(site.minors) if on is AlignOn.WITHDRAWAL else None,
        words=site.text(),
    )


# --- only about a child they have no part with ----------------------------------------------------


def _others_only(v: Onlooker, act: Any) -> bool:
    """Case 7: what is only about a child one has no part with is not one's to see."""
    minors = getattr(act, "minors", None) or (act.minor,)
    return not v.everyone and v.about.isdisjoint(minors) and not v.outside


def _of_others(kind: type[Any], write: Callable[[Site], dict[str, Any]], *roles: Role) -> _Write:
    """Something only about the others, by somebody in one of these roles; by the lead if none."""

    def make(site: Site) -> Any:
        if not site.others:
            return None
        who = site.pick(site.there(*roles)) if roles else site.lead()
        return site.make(kind, who, **write(site))

    return make


def _about_others(site: Site) -> dict[str, Any]:
    return {"minors": site.some(site.others)}


def _join(site: Site) -> Any:
    """Somebody new, or somebody the onlooker does not know, joins for the others."""
    if not site.others:
        return None
    role = site.pick((Role.PARENT, Role.NETWORK, Role.NETWORK, Role.CARE_WORKER, Role.TRUST_PERSON))
    return site.make(
        a.AddParticipation,
        site.lead(),
        person=PersonId(site.token()),
        role=role,
        since=site.now,
        concerns=site.some(site.others),
        language=site.pick((None, "fr")),
        ground=site.text(),
        professional=site.rng.random() < 0.2,
        chair=site.rng.random() < 0.2,
    )


def _joins_unseen(v: Onlooker, act: Any) -> bool:
    return not (v.everyone or v.outside) and v.about.isdisjoint(act.concerns)


def _leave(site: Site) -> Any:
    parts = [
        p
        for p in site.t.people.values()
        if p.active(site.now) and p.id.startswith(TOKEN) and p.until is None
    ]
    part = site.pick(parts)
    if part is None or site.v.everyone or site.v.outside:
        return None
    return site.make(
        a.EndParticipation,
        site.lead(),
        participation=part.id,
        until=site.now,
        reason=site.text(),
    )


def _necessity(site: Site) -> Any:
    others = (*site.others, CARL) if not site.v.everyone else ()
    if not others:
        return None
    minors = site.some(others)
    status = site.pick((NecessityStatus.ESTABLISHED, NecessityStatus.ENDED, *NecessityStatus))
    held = decision(status, minors=minors, at=site.now, reference=site.token())
    return site.make(a.DecideNecessity, AUTHORITY, decision=held)


def _necessity_hidden(v: Onlooker, act: Any) -> bool:
    return not (v.everyone or v.outside) and v.about.isdisjoint(act.decision.minors)


def _involvement(site: Site, minors: tuple[PersonId, ...]) -> dict[str, Any]:
    return {
        "minors": minors,
        "why": site.text(),
        "concern": site.text(),
        "goal": site.text(),
        "necessity": decision(minors=minors, at=site.now, reference=site.token()),
    }


def _open(site: Site) -> Any:
    """A child nobody knew of yet."""
    lead = site.lead()
    if lead is None or site.v.everyone or CARL in site.minors:
        return None
    return a.OpenInvolvement(
        id=ActId(site.token()), by=site.by(lead, mandate=MANDATE), **_involvement(site, (CARL,))
    )


def _reopen(site: Site) -> dict[str, Any]:
    return _involvement(site, site.some(site.others))


def _withdraw(site: Site) -> dict[str, Any]:
    return {
        "minor": site.pick(site.others),
        "outcome": WithdrawalOutcome.TRANSFERRED,
        "ground": site.text(),
        "exceptions": site.excuses("P21"),
    }


def _new_statements(site: Site) -> dict[str, tuple[Any, ...]]:
    about = site.some(site.others)
    b, d, g = (site.token() for _ in range(3))
    line = BottomLine(id=b, words=site.text(), minors=about, dangers=(d,), goals=(g,))
    danger = DangerStatement(id=d, words=site.text(), minors=about)
    goal = SafetyGoal(id=g, words=site.text(), minors=about, dangers=(d,), safe_enough=site.text())
    return {"bottom_lines": (line,), "dangers": (danger,), "goals": (goal,)}


def _revised(site: Site, was: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """As it was for the onlooker's children; for the others other words, and something new."""
    kept = tuple(
        evolve(s, words=site.text()) if site.v.about.isdisjoint(s.minors) else s for s in was
    )
    return (*kept, *new) if site.rng.random() < 0.5 else (*new, *kept)


def _revise(site: Site) -> Any:
    wat = site.wat
    if wat is None or not site.others:
        return None
    material = site.rng.random() < 0.7
    new = (
        _new_statements(site)
        if material
        else dict.fromkeys(("bottom_lines", "dangers", "goals"), ())
    )
    return site.make(
        a.ReviseWat,
        site.lead(),
        revises=len(site.t.wat),
        material=material,
        reason=site.text(),
        **{name: _revised(site, getattr(wat, name), new[name]) for name in new},
        exceptions=site.excuses("P14", "P4", "P15a", "P15b"),
    )


def _expect(site: Site) -> Any:
    wat = site.wat
    if wat is None or not site.others:
        return None
    new = Expectation(id=site.token(), words=site.text(), minors=site.some(site.others))
    return site.make(
        a.SetExpectations,
        site.lead(),
        revises=len(site.t.wat),
        material=site.rng.random() < 0.8,
        expectations=(*wat.expectations, new),
        reason=site.text(),
        exceptions=site.excuses("P21"),
    )


def _changes_others_only(v: Onlooker, _: Any) -> bool:
    """What the writers above leave alone is what the onlooker may see."""
    return not v.everyone and not v.outside


def _theirs(site: Site) -> list[Any]:
    """The measures only about the others that run."""
    return [
        m
        for m in site.t.measures.values()
        if m.ended_at is None and site.v.about.isdisjoint(m.minors)
    ]


def _propose(site: Site) -> dict[str, Any]:
    wat = site.wat
    goals = () if wat is None else tuple(g.id for g in wat.goals)
    return {
        "wat": len(site.t.wat),
        "about": site.text(),
        "serves": goals[-1:],
        "bearers": (site.pick(site.there(*_WORK, *_CLIENTS) or [(ANNA, Role.MINOR)])[0],),
        "minors": site.some(site.others),
        "need": site.text(),
        "supply_driven": site.rng.random() < 0.5,
    }


def _on_measure(site: Site) -> Any:
    measure = site.pick(_theirs(site))
    if measure is None or not site.others:
        return None
    kind = site.pick(
        (a.AcceptMeasure, a.AcceptMeasure, a.DeclineMeasure, a.EndMeasure, a.AmendMeasure)
    )
    if kind is a.AmendMeasure:
        who = site.pick(site.there(Role.CARE_WORKER, *_CLIENTS))
        return site.make(kind, who, measure=measure.id, **_propose(site))
    if kind is a.EndMeasure:
        who = site.pick(site.there(Role.CARE_WORKER, *_CLIENTS))
        return site.make(kind, who, measure=measure.id, reason=site.text())
    who = site.pick(w for w in site.there() if w[0] in measure.bearers)
    more = {} if kind is a.AcceptMeasure else {"words": site.text()}
    return site.make(kind, who, measure=measure.id, **more)


def _answer_by_stranger(site: Site) -> Any:
    """Somebody the onlooker does not know accepts or declines what others bear along."""
    strangers = dict(site.strangers)
    asked = [(m, b) for m in site.t.measures.values() for b in m.bearers if b in strangers]
    found = site.pick(asked)
    if found is None:
        return None
    measure, person = found
    kind = site.pick((a.AcceptMeasure, a.DeclineMeasure))
    return site.make(kind, (person, strangers[person]), measure=measure.id)


def _by_stranger(v: Onlooker, act: Any) -> bool:
    return act.by.person not in v.knows and not v.everyone and not v.outside


def _hoe(site: Site) -> Any:
    worker = site.pick(site.there(Role.CARE_WORKER))
    client = site.pick(site.there(Role.MINOR, Role.PARENT, Role.NETWORK))
    measures = _theirs(site)
    if worker is None or client is None or not measures or not site.others:
        return None
    return site.make(
        a.EstablishHoe,
        worker,
        wat=len(site.t.wat),
        measures=tuple(m.id for m in measures),
        together=tuple(Part(person=p, role=r, position=site.text()) for p, r in (worker, client)),
        exceptions=site.excuses("P10", "P16", "P22"),
    )


def _assess(site: Site) -> Any:
    wat = site.wat
    lines = (
        [] if wat is None else [b for b in wat.bottom_lines if site.v.about.isdisjoint(b.minors)]
    )
    line = site.pick(lines)
    if line is None or not len(site.t.hoe) or not site.others:
        return None
    return site.make(
        a.AssessHoe,
        site.pick(site.there(Role.CONSULTANT)),
        hoe=len(site.t.hoe),
        bottom_line=line.id,
        sufficient=site.rng.random() < 0.5,
        why=site.text(),
    )


def _judge(site: Site) -> dict[str, Any]:
    minor, wat = site.pick(site.others), site.wat
    held = () if wat is None else (*wat.goals, *wat.bottom_lines, *wat.expectations)
    target = site.pick(s.id for s in held if minor in s.minors)
    return {
        "wat": len(site.t.wat),
        "minor": minor,
        "target": target or "g1",
        "met": site.rng.random() < 0.6,
        "evidence": site.text(),
    }


def _scale(site: Site) -> dict[str, Any]:
    return {
        "goal": site.pick(("g1", "g2", site.token())),
        "minor": site.pick(site.others),
        "value": site.rng.randint(0, 10),
        "words": site.text(),
    }


def _direction(site: Site) -> Any:
    worker = site.pick(site.there(*_WORK))
    client = site.pick(site.there(Role.MINOR, Role.PARENT, Role.NETWORK))
    if worker is None or client is None or not site.others:
        return None
    return site.make(
        a.DecideDirection,
        worker,
        direction=site.text(),
        minors=site.some(site.others),
        together=tuple(Part(person=p, role=r, position=site.text()) for p, r in (worker, client)),
        exceptions=site.excuses("T7"),
    )


def _review(site: Site) -> dict[str, Any]:
    return {
        "minors": site.some(site.others),
        "persons": tuple(p for p, _ in site.strangers),
        "next_at": site.now + timedelta(days=site.rng.randint(1, 90)),
        "conclusion": site.text(),
        "exceptions": site.excuses("X16"),
    }


def _dissent(site: Site) -> Any:
    """A dissent from something said or decided about the others only."""
    who = site.pick(site.there())
    found: list[tuple[Dissented, str, str | None]] = []
    wat = site.wat
    if wat is not None:
        found += [
            (Dissented.WAT, str(wat.number), s.id)
            for s in wat.statements
            if site.v.about.isdisjoint(s.minors)
        ]
    found += [
        (Dissented.DIRECTION, d.id, None)
        for d in site.t.directions.values()
        if d.minors and site.v.about.isdisjoint(d.minors)
    ]
    found += [
        (Dissented.JUDGEMENT, j.act, None)
        for series in site.t.judged.values()
        if series.minor not in site.v.about
        for j in series.items
    ]
    chosen = site.pick(found)
    if chosen is None or site.v.everyone or site.v.outside:
        return None
    against, ref, statement = chosen
    return site.make(
        a.Dissent, who, against=against, ref=ref, words=site.text(), statement=statement
    )


def _explain(site: Site) -> Any:
    """People the onlooker does not know are told something."""
    persons = tuple(p for p, _ in site.strangers)
    if not persons:
        return None
    matter = site.pick(
        (
            Matter(topic=Topic.WHY),
            Matter(topic=Topic.ROLES),
            *((Matter(topic=Topic.WAT, version=len(site.t.wat)),) if len(site.t.wat) else ()),
            *(
                (Matter(topic=Topic.AGREEMENTS, version=len(site.t.hoe)),)
                if len(site.t.hoe)
                else ()
            ),
        )
    )
    return site.make(
        a.Explain,
        site.pick(site.there(*_WORK)),
        matters=(matter,),
        persons=persons,
        form=Form.SPOKEN,
        language="fr",
        understood=site.text(),
        exceptions=site.excuses("X16"),
    )


def _to_strangers(v: Onlooker, act: Any) -> bool:
    return v.knows.isdisjoint(act.persons) and not v.everyone and not v.outside


def _acknowledge(site: Site) -> Any:
    matter = site.pick(
        (
            Matter(topic=Topic.MANDATES),
            *((Matter(topic=Topic.WAT, version=len(site.t.wat)),) if len(site.t.wat) else ()),
        )
    )
    return site.make(a.Acknowledge, site.pick(site.strangers), matter=matter)


def _hidden_from_government(write: _Write) -> Secret:
    """Who decides from outside sees who takes part and on what ground, and no more."""
    return Secret("the work, to government", write, lambda v, _: v.outside)


CATALOGUE: Final[tuple[Secret, ...]] = (
    Secret("a private voice", _speak, _unheard),
    Secret("an entry for others", _gathered, _not_for_their_work),
    Secret("protection", _protect, _protect_hidden),
    Secret("kept apart", _keep_apart, _restriction),
    Secret("a reason not to inform", _except, _reason_hidden),
    Secret("a position put down", _align, _position_hidden),
    Secret("somebody joins for another child", _join, _joins_unseen),
    Secret("somebody leaves another child", _leave, lambda *_: True),
    Secret("necessity for another child", _necessity, _necessity_hidden),
    Secret("another child enters", _open, lambda v, _: not v.everyone and not v.outside),
    Secret("another child is left", _of_others(a.Withdraw, _withdraw), _others_only),
    Secret("another child again", _of_others(a.Reopen, _reopen), _others_only),
    Secret("WAT on another child", _revise, _changes_others_only),
    Secret("expectations on another child", _expect, _changes_others_only),
    Secret(
        "a measure for another child",
        _of_others(a.ProposeMeasure, _propose, Role.CARE_WORKER, *_CLIENTS),
        _others_only,
    ),
    Secret("on a measure for another child", _on_measure, _changes_others_only),
    Secret("a stranger answers for a measure", _answer_by_stranger, _by_stranger),
    Secret("HOE on another child", _hoe, _changes_others_only),
    Secret("HOE found enough for another child", _assess, _changes_others_only),
    Secret("a judgement on another child", _of_others(a.Judge, _judge), _others_only),
    Secret(
        "a scale about another child", _of_others(a.Scale, _scale, *_CLIENTS, *_WORK), _others_only
    ),
    Secret("a direction for another child", _direction, _others_only),
    Secret("a review of another child", _of_others(a.Review, _review, *_WORK), _others_only),
    Secret("a dissent about another child", _dissent, _changes_others_only),
    Secret("strangers are told", _explain, _to_strangers),
    Secret("a stranger acknowledges", _acknowledge, _by_stranger),
    *(
        _hidden_from_government(write)
        for write in (_speak, _gathered, _keep_apart, _except, _align, _revise, _explain, _hoe)
    ),
)


#: What changes WAT, HOE and judgements has its turn first as often as not: it is seldom lawful.
_WEIGHTY: Final = frozenset(
    secret.name
    for secret in CATALOGUE
    if secret.name.startswith(("WAT", "HOE", "expectations", "a measure", "on a", "a judgement"))
)


def candidates(site: Site) -> Iterator[tuple[Secret, Any]]:
    """Secrets in a random order, written where the site has them."""
    order = [s for s in CATALOGUE if s.name != "another child is left" or site.rng.random() < 0.3]
    site.rng.shuffle(order)
    if site.rng.random() < 0.5:
        order.sort(key=lambda secret: secret.name not in _WEIGHTY)
    for secret in order:
        act = secret.plant(site)
        if act is not None:
            yield secret, act

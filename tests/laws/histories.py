"""Two histories of one family that differ in nothing but acts one person must not learn of.

`family(seed)` plays a random base history over two siblings who do not share all their kin.
`plant(run, person, seed)` plays it again twice, side by side: as it was, and with secrets put in
anywhere. What is refused in either is left out of both; what cites a version cites the one that
stands there, as a host would. `differences` asks every question of both, for that person, and gives
what is not the same.
"""

from __future__ import annotations

import logging
import pickle
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final, Self

import attrs
from attrs import evolve, field, frozen, mutable

from safetyframe import acts as a
from safetyframe import texts
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.voices import Dissented
from safetyframe.errors import SafetyframeError
from safetyframe.index import Index
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Findings, Outcome, Possibilities, Refused
from safetyframe.record import Record
from safetyframe.roles import Audience, By, Part, Role
from safetyframe.testing import Dice, Pen, Planner, Run, begin, next_goal, step, write
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import ActId, Form, PersonId, Reason, ReasonedException
from safetyframe.views import View, Viewer
from tests.support.secrets import TOKEN, Onlooker, Site, candidates, onlooker
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MANDATE,
    MOTHER,
    STRANGER,
    TRUST,
    WORKER,
    Story,
    Who,
    decision,
    text,
)

BEN_FATHER: Final[Who] = (PersonId("ben-father"), Role.PARENT)
BEN_AUNT: Final[Who] = (PersonId("ben-aunt"), Role.NETWORK)
ANNA_WORKER: Final[Who] = (PersonId("w-anna"), Role.CARE_WORKER)
BEN_WORKER: Final[Who] = (PersonId("w-ben"), Role.CARE_WORKER)

#: Who is in the family and around it, and the children their part is about (none named: all).
KIN: Final[tuple[tuple[Who, tuple[PersonId, ...]], ...]] = (
    (MOTHER, ()),
    (WORKER, ()),
    (FATHER, (ANNA,)),
    (BEN_FATHER, (BEN,)),
    (GRAN, (ANNA,)),
    (BEN_AUNT, (BEN,)),
    (ANNA_WORKER, (ANNA,)),
    (BEN_WORKER, (BEN,)),
    (TRUST, (ANNA,)),
)
ALWAYS: Final = (MOTHER, WORKER, FATHER, BEN_FATHER)

#: Those who look. Whoever sees one child only comes more often: most can be hidden from them.
ONLOOKERS: Final[tuple[PersonId, ...]] = (
    *(who[0] for who in (FATHER, FATHER, BEN_FATHER, BEN_FATHER, ANNA_WORKER, BEN_WORKER)),
    *(who[0] for who in (GRAN, BEN_AUNT, TRUST, MOTHER, WORKER, LEAD, CO, AUTHORITY, STRANGER)),
    ANNA,
    BEN,
)


# --- the base -------------------------------------------------------------------------------------


def family(seed: int, steps: int = 16) -> Run:
    """A random history: everyone joins with the part that is theirs, then a walk with a planner."""
    rng = Random(seed)
    run = Run(f"family {seed}", Story(law=begin(Dice(rng)).law))
    lead = evolve(Pen(run.story, LEAD), want={"minor": ANNA} if rng.random() < 0.1 else {})
    run.decide(write(a.OpenInvolvement, lead))
    for who, about in KIN:
        if who in ALWAYS or rng.random() < 0.7:
            join(run, who, about)
    for _ in range(steps):
        if rng.random() < 0.3:
            kind, want = next_goal(run, Dice(rng))
            Planner(run, bound=60).reach(kind, **want)
        elif rng.random() < 0.25:
            alone(run, rng)
        else:
            step(run, Dice(rng))
    return run


def join(run: Run, who: Who, about: tuple[PersonId, ...]) -> None:
    story = run.story
    run.decide(
        story.act(
            a.AddParticipation,
            LEAD,
            person=who[0],
            role=who[1],
            since=story.now,
            concerns=about,
            chair=who is GRAN,
        )
    )


def alone(run: Run, rng: Random) -> None:
    """A measure for one child only, with HOE on it: what somebody with one part can see whole."""
    story, minor = run.story, rng.choice((ANNA, BEN))
    worker = WORKER if rng.random() < 0.5 else (ANNA_WORKER if minor == ANNA else BEN_WORKER)
    parent = rng.choice((MOTHER, FATHER if minor == ANNA else BEN_FATHER))
    measure = story.act(
        a.ProposeMeasure,
        worker,
        wat=len(story.t.wat),
        about=text("measure"),
        serves=(),
        bearers=(parent[0],),
        minors=(minor,),
    )
    run.decide(measure)
    run.decide(story.act(a.AcceptMeasure, parent, measure=measure.id))
    if rng.random() < 0.5:
        together = tuple(Part(person=p, role=r) for p, r in (worker, parent))
        until = story.now + timedelta(days=90)
        reasons = tuple(
            ReasonedException(clause=c, why=Reason.NOT_REACHED, minor=minor, until=until)
            for c in ("P16", "P22")
        )
        run.decide(
            story.act(
                a.EstablishHoe,
                worker,
                wat=len(story.t.wat),
                measures=(measure.id,),
                together=together,
                exceptions=reasons,
            )
        )


# --- citing what stands there ---------------------------------------------------------------------


@mutable
class Told:
    """One history as it grows."""

    t: Trajectory
    records: list[Record] = field(factory=list)

    def keep(self, outcome: Accepted) -> None:
        self.t = outcome.trajectory
        self.records.append(outcome.record)


@mutable
class Pair:
    """The base and the base with secrets, side by side, for one onlooker."""

    law: Law
    v: Onlooker
    base: Told
    other: Told
    wat: dict[int, int] = field(factory=dict)
    hoe: dict[int, int] = field(factory=dict)
    secrets: Counter[str] = field(factory=Counter)
    tokens: set[str] = field(factory=set)
    left_out: Counter[str] = field(factory=Counter)
    count: int = 0

    def cite(self, act: Any) -> Any:
        """The act as it would be written in the other history."""
        changes: dict[str, Any] = {}
        for name in ("wat", "revises", "confirms", "hoe"):
            number = getattr(act, name, None)
            if isinstance(number, int):
                changes[name] = self._number(number, hoe=name == "hoe")
        match act:
            case a.Explain():
                changes["matters"] = tuple(self._matter(m) for m in act.matters)
            case a.Acknowledge():
                changes["matter"] = self._matter(act.matter)
            case a.Dissent() if act.ref.isdecimal() and act.against in _VERSIONED:
                number = self._number(int(act.ref), hoe=act.against is Dissented.HOE)
                changes["ref"] = str(number)
            case a.ReviseWat() | a.SetExpectations():
                changes |= self._with_theirs(act)
            case _:
                pass
        return evolve(act, **changes) if changes else act

    def _number(self, number: int, *, hoe: bool) -> int:
        """The version in force is that in the other; an earlier one is the one it became."""
        mine, theirs = (
            (self.base.t.hoe, self.other.t.hoe) if hoe else (self.base.t.wat, self.other.t.wat)
        )
        if number == len(mine):
            return len(theirs)
        if number > len(mine):
            return number + len(theirs) - len(mine)  # a mistake stays one
        return (self.hoe if hoe else self.wat).get(number, number)

    def _matter(self, matter: Matter) -> Matter:
        if matter.version is None:
            return matter
        hoe = matter.topic is Topic.AGREEMENTS
        return evolve(matter, version=self._number(matter.version, hoe=hoe))

    def _with_theirs(self, act: Any) -> dict[str, Any]:
        """Whoever writes a new version keeps what it says about the others."""
        wat = self.other.t.wat.get(len(self.other.t.wat))
        if wat is None:
            return {}
        names = ("expectations",) if isinstance(act, a.SetExpectations) else _STATED
        return {
            name: (
                *getattr(act, name),
                *(s for s in getattr(wat, name) if s.id.startswith(TOKEN)),
            )
            for name in names
        }

    def both(self, act: Any) -> bool:
        """Do an act of the base in both histories, or in none."""
        if isinstance(act, a.Dissent) and act.against in _VERSIONED and self._ahead(act):
            return False  # a mistake that might come true in one of the two
        cited = self.cite(act)
        first, second = self.law.decide(self.base.t, act), self.law.decide(self.other.t, cited)
        if isinstance(first, Accepted) and isinstance(second, Refused) and self._heard(act, second):
            second = self.law.decide(self.other.t, cited)
        if isinstance(first, Accepted) and isinstance(second, Accepted):
            self.base.keep(first)
            self.other.keep(second)
            self.wat[len(self.base.t.wat)] = len(self.other.t.wat)
            self.hoe[len(self.base.t.hoe)] = len(self.other.t.hoe)
            return True
        if isinstance(first, Accepted) and isinstance(second, Refused):
            self.left_out.update(v.rule for v in second.violations)
        return False

    def _ahead(self, act: a.Dissent) -> bool:
        """Whether a version is disputed that is not there yet."""
        held = self.base.t.wat if act.against is Dissented.WAT else self.base.t.hoe
        return act.ref.isdecimal() and int(act.ref) > len(held)

    def _heard(self, act: Any, refused: Refused) -> bool:
        """Whoever decides has heard those who joined in secret, too: in secret."""
        gaps = [g for v in refused.violations for g in v.gaps if g.code == "not-aligned"]
        persons = [p for g in gaps if str(p := g.get("person")).startswith(TOKEN)]
        for person in persons:
            self.count += 1
            align = a.Align(
                id=ActId(f"{TOKEN}heard-{self.count}"),
                by=By(person=act.by.person, role=act.by.role, at=act.by.at),
                person=PersonId(str(person)),
                on=AlignOn.WITHDRAWAL if isinstance(act, a.Withdraw) else AlignOn.EXPECTATIONS,
                wat=len(self.other.t.wat),
                position=Position.HEARD,
                minor=act.minor if isinstance(act, a.Withdraw) else None,
            )
            outcome = self.law.decide(self.other.t, align)
            if isinstance(outcome, Accepted):
                self.other.keep(outcome)
        return bool(persons)


_VERSIONED: Final = (Dissented.WAT, Dissented.HOE)
_STATED: Final = ("bottom_lines", "dangers", "goals")


def plant(
    run: Run,
    person: PersonId,
    seed: int,
    check: Callable[[Pair, Random], None],
    only: Wanted = lambda *_: True,
) -> Pair:
    """Play `run` twice, once with secrets for `person`; `check` is called in between, and last.

    `only` says which secrets are wanted.
    """
    rng = Random(seed)
    start = Trajectory.start("t-1")
    v = onlooker(run.t, person, outside=person == AUTHORITY[0])
    pair = Pair(law=run.law, v=v, base=Told(t=start), other=Told(t=start))
    share = rng.choice((0.15, 0.5, 1.0))
    looks = {rng.randrange(len(run.records)), len(run.records) - 1}
    site = Site(t=start, now=run.story.now, v=v, rng=rng)
    for number, record in enumerate(run.records):
        done = pair.both(record.act)
        if done and rng.random() < share:
            for _ in range(rng.choice((1, 1, 2, 4))):
                _one_secret(pair, site, only)
        if number in looks and pair.base.records:
            check(pair, rng)
    return pair


#: Whether an act is one of the secrets that are wanted.
Wanted = Callable[[Onlooker, Any], bool]

_TOKENS: Final = re.compile(rf"{TOKEN}\w+")


def _one_secret(pair: Pair, site: Site, only: Wanted) -> None:
    """Plant the first secret, of those the site has, that is lawful there."""
    known = pair.other.t.known_at
    assert known is not None
    site.t, site.now = pair.other.t, known + timedelta(seconds=1)
    for secret, act in candidates(site):
        if not only(site.v, act):
            continue
        outcome = pair.law.decide(pair.other.t, act)
        if isinstance(outcome, Accepted):
            pair.other.keep(outcome)
            pair.secrets[secret.name] += 1
            pair.tokens.update(_TOKENS.findall(repr(act)))
            return


# --- what the onlooker might try ------------------------------------------------------------------


@frozen
class Known:
    """What the onlooker can go by when they write an act: what is about their own children."""

    t: Trajectory
    v: Onlooker
    now: datetime

    @property
    def minors(self) -> tuple[PersonId, ...]:
        known = dict.fromkeys(p.person for p in self.t.people.values() if p.role is Role.MINOR)
        return tuple(m for m in known if m in self.v.about)

    @property
    def there(self) -> list[Who]:
        return [
            (p.person, p.role)
            for p in self.t.people.values()
            if p.active(self.now) and p.person in self.v.knows
        ]

    @property
    def measures(self) -> tuple[str, ...]:
        """Those only about the onlooker's own children: nobody else has to be asked for these."""
        return tuple(
            m.id
            for m in self.t.measures.values()
            if m.ended_at is None and m.minors and self.v.about.issuperset(m.minors)
        )

    @property
    def wat(self) -> int:
        return len(self.t.wat)


def probes(known: Known, role: Role) -> Iterator[Any]:
    """A fixed set of acts that the onlooker might try, in one capacity; some will be refused."""
    v, minors, now = known.v, known.minors or (ANNA,), known.now
    by = By(
        person=v.person,
        role=role,
        at=now,
        mandate=MANDATE if role in {Role.AUTHORITY, Role.CONSULTANT} else None,
    )
    me = (v.person, role)
    others = [w for w in known.there if w[0] != v.person]
    authors = [w for w in others if w[1] not in {Role.CONSULTANT, Role.TRUST_PERSON}]
    workers = [w for w in authors if w[1] is Role.CARE_WORKER]
    clients = [w for w in authors if w[1] is not Role.CARE_WORKER]
    invited = tuple(dict.fromkeys(p for p, _ in authors))
    everyone = tuple(dict.fromkeys(p for p, _ in others)) or (ANNA,)
    goal = "g1" if minors[0] == ANNA else "g2"

    def act(kind: type[Any], /, **content: Any) -> Any:
        return kind(id=ActId("probe"), by=by, **content)

    def parts(*who: Who) -> tuple[Part, ...]:
        return tuple(Part(person=p, role=r, position=text("yes")) for p, r in who)

    said = {"words": text("mine"), "audience": Audience(persons=everyone[:1])}
    yield act(a.Speak, minors=minors, **said)
    yield act(a.Scale, goal=goal, minor=minors[0], value=4)
    yield act(
        a.Dissent, against=Dissented.WAT, ref=str(known.wat), words=text("no"), statement="d1"
    )
    yield act(a.Dissent, against=Dissented.HOE, ref=str(len(known.t.hoe)), words=text("no"))
    yield act(a.Protect, minors=minors, measure=text("safe"), until=None)
    yield act(a.ContributeView, topic=ViewTopic.DANGER, minors=minors, view=text("view"))
    yield act(a.RecordConversation, persons=everyone, minors=minors)
    yield act(a.RecordConversation, persons=everyone[:1], minors=minors)
    yield act(a.RecordStrength, minors=minors, about=text("good"))
    yield act(a.OfferIdea, minors=minors, about=text("idea"))
    yield act(
        a.ProposeMeasure,
        wat=known.wat,
        about=text("measure"),
        serves=(),
        bearers=(v.person,),
        minors=minors,
    )
    for measure in known.measures[:2]:
        yield act(a.AcceptMeasure, measure=measure)
        yield act(a.EndMeasure, measure=measure)
    for partners in (workers[:1], workers[:1] + clients, workers + clients[:1], clients[-1:]):
        yield act(
            a.EstablishHoe,
            wat=known.wat,
            measures=known.measures,
            together=parts(me, *partners),
            invited=invited,
        )
        yield act(
            a.DecideDirection, direction=text("way"), minors=minors, together=parts(me, *partners)
        )
    yield act(
        a.Align, person=v.person, on=AlignOn.EXPECTATIONS, wat=known.wat, position=Position.AGREES
    )
    yield act(
        a.Align,
        person=everyone[0],
        on=AlignOn.WITHDRAWAL,
        wat=known.wat,
        position=Position.HEARD,
        minor=minors[0],
    )
    for topic, version in (
        (Topic.WHY, None),
        (Topic.WAT, known.wat or None),
        (Topic.AGREEMENTS, len(known.t.hoe) or None),
    ):
        matter = Matter(topic=topic, version=version)
        yield act(a.Acknowledge, matter=matter)
        yield act(a.Explain, matters=(matter,), persons=everyone, form=Form.SPOKEN, language="nl")
    reason = ReasonedException(
        clause="T5a",
        why=Reason.NOT_REACHED,
        minor=minors[0],
        until=now + timedelta(days=9),
        person=everyone[0],
    )
    yield act(a.ExceptDuty, exception=reason)
    yield act(
        a.AddParticipation,
        person=PersonId("neighbour"),
        role=Role.NETWORK,
        since=now,
        concerns=minors,
    )
    own = [p.id for p in known.t.people.values() if p.person == v.person and p.active(now)]
    yield act(a.EndParticipation, participation=own[0] if own else "nothing", until=now)
    yield act(a.Judge, wat=known.wat, minor=minors[0], target=goal, met=True)
    yield act(a.Review, minors=minors, persons=everyone, next_at=now + timedelta(days=30))
    yield act(a.Withdraw, minor=minors[0], outcome=WithdrawalOutcome.ACHIEVED)
    yield act(a.KeepApart, persons=(everyone[0], everyone[-1]), ground=text("ground"))
    for kind in (a.OpenInvolvement, a.Reopen):
        yield act(
            kind,
            minors=minors[:1],
            why=text("why"),
            concern=text("concern"),
            necessity=decision(minors=minors[:1], at=now),
        )


# --- asking everything ----------------------------------------------------------------------------

#: How many of the acts that somebody might try are tried at one moment.
PROBED: Final = 16

#: Rules that must protect others, whatever who asks may know; no answer gives them as a reason.
MUST_PROTECT: Final = {
    "barrier.kept-apart": "X16: nobody brings together two others who are kept apart",
    "hoe.bearers-safe": "P8c, P10: whom it is unsafe to inform carries nothing (case 14)",
    "involvement.one-side": "P1, P11: a person who has a side elsewhere here has no second one",
    "involvement.one-lead": "P12: there is one lead",
    "involvement.opens-once": "P12: the lead who is there keeps it",
}
#: What a restricted person's own part does not count for, by reading 14: their act is no quorum.
NO_QUORUM: Final = frozenset({"hoe.together", "direction.together"})


def spell(thing: Any) -> str:
    """Everything that is in a thing, written out: an index's own repr counts its entries only."""
    if isinstance(thing, View):
        return f"View({spell(thing.shown)} for {thing.viewer!r})"
    if isinstance(thing, Index):
        return f"Index({', '.join(f'{k!r}: {spell(v)}' for k, v in thing.items())})"
    if isinstance(thing, tuple):
        extra = vars(thing) if hasattr(thing, "__dict__") else {}
        return f"({', '.join(map(spell, thing))}){extra or ''}"
    if attrs.has(type(thing)):
        held = (f"{f.name}={spell(getattr(thing, f.name))}" for f in attrs.fields(type(thing)))
        return f"{type(thing).__name__}({', '.join(held)})"
    return repr(thing)


def in_words(view: View[Any]) -> list[str]:
    """What a person reads of a thing shown to them, in both languages.

    The one place that knows how words are asked for.
    """
    said: list[str] = []
    for language in texts.LANGUAGES:
        match view.shown:
            case Accepted() | Refused():
                said.append(texts.say(view, language))
            case Findings():
                for one in texts.said_together(view, language):
                    said += [one.sentence, *one.each, *one.steps]
            case Possibilities():
                said += [repr(one) for one in texts.said_possibilities(view, language)]
            case Trajectory():
                said += [one.sentence for one in texts.said_changes(view, 0, language)]
            case _:
                pass
    return said


class Heard(logging.Handler):
    """Every line that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@mutable
class Answers:
    """All that one history tells one person, by the name of the question."""

    told: dict[str, tuple[Any, str]] = field(factory=dict)
    verdicts: dict[str, Outcome] = field(factory=dict)

    def add(self, name: str, ask: Callable[[], Any]) -> None:
        """Ask; keep what is shown, its repr, its words, its pickle, or what the error says."""
        try:
            view = ask()
        except SafetyframeError as error:
            said = f"{type(error).__name__}: {error} {error.args!r}"
            self.told[name] = (said, said)
            return
        kept = pickle.dumps(view)
        said = "\n".join((written(view), *in_words(view)))
        if TOKEN.encode() in kept:
            said += f" {TOKEN} is in the pickle"
        self.told[name] = (view, said)


def written(view: View[Any]) -> str:
    """A view written out. Of a trajectory within an answer, which is compared, only the order."""
    if isinstance(view.shown, Accepted):
        t = view.shown.trajectory
        order = [list(getattr(t, name)) for name in SLICES if name not in t.unknown]
        return f"{view!r} {order!r}"
    return f"{view!r} {spell(view)}"


def answers(pair: Pair, told: Told, now: datetime, rng: Random, *, cited: bool) -> Answers:
    """Ask everything that the onlooker may ask of one of the two histories."""
    law, t, v = pair.law, told.t, pair.v
    viewer = Viewer(person=v.person, at=now, mandate=MANDATE if v.outside else None)
    found = Answers()
    found.add("trajectory", lambda: law.show(t, viewer))
    found.add("records", lambda: law.show(told.records, viewer, t))
    later = (0, 1, 40) if rng.random() < 0.2 else (rng.choice((0, 1, 10, 400)),)
    for days in later:
        as_of = now + timedelta(days=days)
        found.add(
            f"findings +{days}", lambda as_of=as_of: law.show(law.findings(t, as_of), viewer, t)
        )
    found.add("no trajectory", lambda: law.show(told.records, viewer))  # type: ignore[call-overload]
    found.add("naive", lambda: law.show(law.findings(t, now.replace(tzinfo=None)), viewer, t))
    known = Known(pair.base.t, v, now)
    roles = sorted(v.roles, key=lambda r: r.value) or [Role.AUTHORITY if v.outside else Role.PARENT]
    for role in roles:
        by = By(person=v.person, role=role, at=now, mandate=MANDATE if v.outside else None)
        found.add(f"can {role.value}", lambda by=by: law.show(law.what_can(t, by), viewer, t))
        tried = list(enumerate(probes(known, role)))
        for number, probe in rng.sample(tried, min(len(tried), PROBED)):
            name = f"probe {role.value} {number} {type(probe).__name__}"
            outcome = law.decide(t, pair.cite(probe) if cited else probe)
            found.verdicts[name] = outcome
            found.add(name, lambda outcome=outcome: law.show(outcome, viewer, t))
    return found


@mutable
class Tally:
    """What was done: for the printed figure."""

    trajectories: int = 0
    secrets: Counter[str] = field(factory=Counter)
    tokens: int = 0
    views: int = 0
    verdicts: Counter[str] = field(factory=Counter)
    left_out: Counter[str] = field(factory=Counter)
    differences: list[str] = field(factory=list)

    def __iadd__(self, other: Tally) -> Self:
        self.trajectories += other.trajectories
        self.secrets += other.secrets
        self.tokens += other.tokens
        self.views += other.views
        self.verdicts += other.verdicts
        self.left_out += other.left_out
        self.differences += other.differences
        return self

    def __str__(self) -> str:
        return (
            f"X13: {self.trajectories:,} trajectories, {self.secrets.total():,} secret acts, "
            f"{self.views:,} views compared, {self.tokens:,} tokens planted, "
            f"{len(self.differences)} differences"
        )


def compare(pair: Pair, rng: Random, tally: Tally, name: str) -> None:
    """Ask both histories everything, and note what is not the same or holds a token."""
    known = pair.other.t.known_at
    assert known is not None
    now = known + timedelta(seconds=1)
    heard = Heard()
    root = logging.getLogger()
    level = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    chance = rng.random()
    try:
        one = answers(pair, pair.base, now, Random(chance), cited=False)
        two = answers(pair, pair.other, now, Random(chance), cited=True)
    finally:
        root.removeHandler(heard)
        root.setLevel(level)
    tally.views += len(one.told)

    def note(what: str) -> None:
        tally.differences.append(f"{name}, {pair.v.person}: {what}")

    if any(TOKEN in line for line in heard.lines):
        note("a token in the log")
    _single_records(pair, now, note, tally, rng)
    for question, (shown, said) in one.told.items():
        theirs, also = two.told[question]
        if TOKEN in also:
            note(f"{question}: a token is told: {_near(also, TOKEN)}")
        first, second = one.verdicts.get(question), two.verdicts.get(question)
        if type(first) is not type(second):
            _other_verdict(pair, question, (first, second), theirs, tally, note)
        elif shown != theirs or said != also:
            note(f"{question}: {_apart(said, also)}")


def _single_records(
    pair: Pair, now: datetime, note: Callable[[str], None], tally: Tally, rng: Random
) -> None:
    """Some records, each by itself: a secret one is none, any other is as it is in the base."""
    v = pair.v
    viewer = Viewer(person=v.person, at=now, mandate=MANDATE if v.outside else None)
    base = {r.act.id: r for r in pair.base.records}
    for record in rng.sample(pair.other.records, min(len(pair.other.records), 6)):
        tally.views += 1
        shown = pair.law.show(record, viewer, pair.other.t)
        mine = base.get(record.act.id)
        if mine is None:
            if shown.shown is not None:
                note(f"a secret {type(record.act).__name__} is shown: {spell(shown)}")
            continue
        was = pair.law.show(mine, viewer, pair.base.t)
        if shown != was or spell(shown) != spell(was):
            note(f"record {type(record.act).__name__}: {_apart(spell(was), spell(shown))}")


def _other_verdict(
    pair: Pair,
    question: str,
    outcomes: tuple[Outcome | None, Outcome | None],
    theirs: Any,
    tally: Tally,
    note: Callable[[str], None],
) -> None:
    """The answer to an act of the onlooker's own is another: only where a rule must protect."""
    first, second = outcomes
    if not isinstance(first, Accepted) or not isinstance(second, Refused):
        was = tuple(v.rule for v in first.violations) if isinstance(first, Refused) else ()
        note(f"{question}: lets pass what it refused for {was}")
        return
    rules = {v.rule for v in second.violations}
    tally.verdicts.update(rules)
    barred = [b for b in pair.other.t.barriers.values() if pair.v.person in b.persons]
    # A professional is refused on a quorum of somebody whom it is unsafe to inform (case 14).
    less = barred or pair.v.professional
    allowed = set(MUST_PROTECT) | (NO_QUORUM if less else frozenset())
    if not rules <= allowed:
        note(f"{question}: refused for {sorted(rules - allowed)}, which it was not")
    if rules & {v.rule for v in theirs.shown.violations}:
        note(f"{question}: a refusal for what is hidden names it")


def _near(said: str, what: str) -> str:
    at = said.index(what)
    return said[max(0, at - 120) : at + 60]


def _apart(one: str, two: str) -> str:
    at = next(
        (n for n, (x, y) in enumerate(zip(one, two, strict=False)) if x != y),
        min(len(one), len(two)),
    )
    start = max(0, at - 160)
    return f"\n    was  ...{one[start : at + 100]}\n    is   ...{two[start : at + 100]}"


def restricts(v: Onlooker, act: Any) -> bool:
    """Say whether a secret act restricts the onlooker themself (reading 14)."""
    match act:
        case a.KeepApart():
            return v.person in act.persons
        case a.ExceptDuty():
            return act.exception.person == v.person
        case a.Align():
            return act.person == v.person
        case _:
            return False


def trial(seed: int, only: Wanted = lambda *_: True) -> Tally:
    """One history and one onlooker."""
    rng = Random(seed)
    run = family(rng.randrange(10**9))
    person = rng.choice(ONLOOKERS)
    tally = Tally(trajectories=1)
    pair = plant(
        run, person, rng.randrange(10**9), lambda p, r: compare(p, r, tally, f"seed {seed}"), only
    )
    tally.secrets, tally.tokens, tally.left_out = pair.secrets, len(pair.tokens), pair.left_out
    return tally


def trials(first: int, last: int) -> Tally:
    """So many, by their seeds."""
    found = Tally()
    for seed in range(first, last):
        found += trial(seed)
    return found

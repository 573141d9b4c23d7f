"""A planner that follows remedies, and random walks in which it takes part.

`Planner.reach(kind)` tries an act, reads from the refusal which acts would fill the gaps and who
may do them, does those first, and tries again. It knows how to *write* each kind of act
(`BUILDERS`: one small function per kind, with content that anyone would think of) but no rule: what
is missing, who supplies it and about what comes from `Gap.remedies` alone.

`walk(seed)` plays a random life of a trajectory: acts that make sense, the same acts scrambled,
time passing, and the planner's goals in between, so that runs reach WAT, HOE, a revision, a closing
and a reopening. Everything that was tried is kept in the `Run`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs
from attrs import evolve, field, frozen, mutable

from safetyframe import acts as a
from safetyframe.acts.ending import Answer, WithdrawalOutcome
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.keeping import AdoptedPart, ErasureKind, Recipient
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import (
    BottomLine,
    DangerStatement,
    Expectation,
    SafetyGoal,
    StatementKind,
    Weighed,
)
from safetyframe.charter import Level
from safetyframe.folding import fold
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Gap, Outcome, Refused, Remedy, Violation
from safetyframe.policy import Lowered, Policy
from safetyframe.record import Record
from safetyframe.roles import By, Part, Role, Standing
from safetyframe.slices import GatheredKind
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Form, Mandate, PersonId, Reason, ReasonedException, Text
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    BEN_,
    CO,
    DAY_ONE,
    DEPUTY,
    FATHER,
    GRAN,
    LEAD,
    MANDATE,
    MOTHER,
    STRANGER,
    SYSTEM,
    TRUST,
    WORKER,
    Story,
    Who,
    decision,
    opened,
    text,
)

WORKER_2: Final[Who] = (PersonId("w-2"), Role.CARE_WORKER)
UNCLE: Final[Who] = (PersonId("uncle"), Role.NETWORK)

#: Everybody a walk knows, in the capacity that is theirs when they have one.
CAST: Final[tuple[Who, ...]] = (
    LEAD,
    CO,
    DEPUTY,
    WORKER,
    WORKER_2,
    ANNA_,
    BEN_,
    MOTHER,
    FATHER,
    GRAN,
    UNCLE,
    TRUST,
    AUTHORITY,
    SYSTEM,
    STRANGER,
)
_ROLE_OF: Final = dict(CAST)
_CLIENT: Final = (Role.MINOR, Role.PARENT, Role.NETWORK)
_KINDS: Final = {kind.__name__: kind for kind in a.ACTS}

GOALS: Final = (
    a.EstablishWat,
    a.SetExpectations,
    a.EstablishHoe,
    a.DecideDirection,
    a.ReviseWat,
    a.Withdraw,
    a.Reopen,
)


# --- writing acts -----------------------------------------------------------------------------


@frozen
class Pen:
    """What a builder writes with: the story so far, who acts, what was asked for, and chance."""

    story: Story
    who: Who
    want: Mapping[str, Any] = field(factory=dict)
    rng: Random | None = None

    @property
    def t(self) -> Trajectory:
        return self.story.t

    @property
    def now(self) -> datetime:
        return self.story.now

    def pick(self, options: Sequence[Any], default: Any = None) -> Any:
        """Choose: the first without chance, any with it."""
        if not options:
            return default
        return options[0] if self.rng is None else self.rng.choice(list(options))

    def some(self, options: Sequence[Any]) -> tuple[Any, ...]:
        """All, or with chance sometimes fewer (at least one)."""
        if self.rng is None or len(options) < 2 or self.rng.random() < 0.7:
            return tuple(options)
        return tuple(self.rng.sample(list(options), self.rng.randint(1, len(options))))

    def asked(self, name: str, options: Sequence[Any], default: Any = None) -> Any:
        """What was asked for under `name`, or a choice."""
        value = self.want.get(name)
        if value is None:
            return self.pick(options, default)
        kind = type(options[0]) if options else None
        return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value

    @property
    def there(self) -> list[Who]:
        """Who takes part now."""
        return [(p.person, p.role) for p in self.t.people.values() if p.active(self.now)]

    @property
    def minors(self) -> tuple[PersonId, ...]:
        """The minors asked for, or all that take part."""
        if "minor" in self.want:
            return (self.want["minor"],)
        known = dict.fromkeys(p.person for p in self.t.people.values() if p.role is Role.MINOR)
        return tuple(known) or (ANNA, BEN)

    @property
    def wat(self) -> Any:
        return self.t.wat.get(len(self.t.wat))

    def gathered(self, kind: GatheredKind) -> tuple[str, ...]:
        return tuple(g.id for g in self.t.gathered.values() if g.kind is kind)

    def measures(self) -> list[Any]:
        return [m for m in self.t.measures.values() if m.ended_at is None]

    def later(self, days: float) -> datetime:
        return self.now + timedelta(days=days)


def _decision(pen: Pen) -> dict[str, Any]:
    status = pen.asked("status", tuple(NecessityStatus)[1:], NecessityStatus.ESTABLISHED)
    if isinstance(status, str):
        status = NecessityStatus(status)
    return {"decision": decision(status, minors=pen.minors, at=pen.now)}


def _involvement(pen: Pen, minors: tuple[PersonId, ...]) -> dict[str, Any]:
    return {
        "minors": minors,
        "why": text("why"),
        "concern": text(f"concern-{pen.t.seq}"),
        "goal": text("goal"),
        "necessity": decision(minors=minors, at=pen.now),
    }


def _open(pen: Pen) -> dict[str, Any]:
    wanted = (pen.want["minor"],) if "minor" in pen.want else (ANNA, BEN)
    return _involvement(pen, pen.some(wanted))


def _reopen(pen: Pen) -> dict[str, Any]:
    last = {e.minor: e for e in pen.t.involvement.values()}
    ended = tuple(minor for minor, e in last.items() if not e.open)
    return _involvement(pen, pen.some(pen.minors if "minor" in pen.want or not ended else ended))


def _assign(pen: Pen) -> dict[str, Any]:
    leads = [p.id for p in pen.t.people.values() if p.standing is Standing.LEAD]
    standing = pen.asked("standing", (Standing.CO, Standing.LEAD), Standing.CO)
    return {
        "person": pen.asked("person", (CO[0], DEPUTY[0], LEAD[0])),
        "standing": Standing(standing),
        "since": pen.now,
        "replaces": pen.want.get("replaces") or (pen.pick((None, *leads[-1:])) if leads else None),
        "ground": text("ground"),
    }


def _deputise(pen: Pen) -> dict[str, Any]:
    return {
        "person": pen.asked("person", (DEPUTY[0], CO[0])),
        "since": pen.now,
        "until": pen.later(30),
        "ground": text("ground"),
    }


def _take_over(pen: Pen) -> dict[str, Any]:
    mine = [h.id for h in pen.t.handovers.values() if h.to == pen.who[0] and not h.accepted_at]
    version = len(pen.t.wat) or None
    return {"handover": pen.pick(mine[::-1], "nothing"), "confirms": pen.pick((version, None))}


def _add(pen: Pen) -> dict[str, Any]:
    person = pen.asked("person", [w[0] for w in CAST[3:12]])
    role = pen.want.get("role")
    return {
        "person": person,
        "role": Role(role) if role else _ROLE_OF.get(person, Role.NETWORK),
        "since": pen.now,
        "until": None,
        "concerns": pen.pick(((), (), (ANNA,))),
        "language": pen.pick((None, "nl", "fr")),
        "chair": person == GRAN[0],
    }


def _end_part(pen: Pen) -> dict[str, Any]:
    parts = [p for p in pen.t.people.values() if p.active(pen.now)]
    own = [p.id for p in parts if (p.person, p.role) == pen.who]
    others = [p.id for p in parts if p.role is not Role.MINOR]
    chosen = pen.pick(own + others if pen.rng else own or others, "nothing")
    return {"participation": chosen, "until": pen.now, "reason": text("reason")}


def _protect(pen: Pen) -> dict[str, Any]:
    return {"minors": pen.minors, "measure": text("safe"), "until": pen.pick((pen.later(3), None))}


def _keep_apart(pen: Pen) -> dict[str, Any]:
    known = [p for p, role in pen.there if role in (*_CLIENT, Role.CARE_WORKER)]
    pair = tuple(pen.rng.sample(known, 2)) if pen.rng and len(known) > 1 else tuple(known[-2:])
    standing = [b.id for b in pen.t.barriers.values() if b.replaced_by is None]
    return {
        "persons": pair,
        "ground": text("ground"),
        "until": pen.later(5),
        "replaces": pen.pick((None, *standing)) if pen.rng else None,
    }


def _about(pen: Pen) -> dict[str, Any]:
    return {"minors": pen.some(pen.minors), "about": text("about")}


def _view(pen: Pen) -> dict[str, Any]:
    topics = (ViewTopic.SAFETY, ViewTopic.DANGER, ViewTopic.CONCERN)
    return {
        "topic": pen.asked("topic", topics),
        "minors": pen.some(pen.minors),
        "view": text("view"),
    }


def _persons(pen: Pen) -> tuple[PersonId, ...]:
    if "person" in pen.want:
        return (pen.want["person"],)
    return pen.some(tuple(dict.fromkeys(p for p, _ in pen.there if p != pen.who[0])))


def _talk(pen: Pen) -> dict[str, Any]:
    return {"persons": _persons(pen), "minors": pen.some(pen.minors), "summary": text("summary")}


def _works(pen: Pen) -> dict[str, Any]:
    return {**_about(pen), "contributors": _persons(pen)}


def _draft(pen: Pen) -> dict[str, Any]:
    return {
        "kind": pen.pick(tuple(StatementKind)),
        "minors": pen.some(pen.minors),
        "words": text("draft"),
    }


def statements_for(minors: tuple[PersonId, ...], days: int = 14, tag: str = "") -> dict[str, Any]:
    """A small, complete WAT: one line about all, one more about the last."""

    def group(number: int, about: tuple[PersonId, ...], sustained: int) -> tuple[Any, ...]:
        b, d, g = (f"{letter}{number}" for letter in "bdg")
        return (
            BottomLine(id=b, words=text(b + tag), minors=about, dangers=(d,), goals=(g,)),
            DangerStatement(id=d, words=text(d + tag), minors=about),
            SafetyGoal(
                id=g,
                words=text(g + tag),
                minors=about,
                dangers=(d,),
                safe_enough=text(f"{g}-enough"),
                sustained_days=sustained,
                scale_at_least=7,
            ),
        )

    lines, dangers, goals = zip(group(1, minors, days), group(2, minors[-1:], 0), strict=True)
    return {"bottom_lines": lines, "dangers": dangers, "goals": goals}


def _links(pen: Pen) -> dict[str, Any]:
    views = pen.gathered(GatheredKind.VIEW)
    return {
        "information": pen.gathered(GatheredKind.INFORMATION),
        "conversations": pen.gathered(GatheredKind.CONVERSATION),
        "weighed": tuple(Weighed(view=view, how=text("how")) for view in views),
    }


def _all_minors(pen: Pen) -> tuple[PersonId, ...]:
    return evolve(pen, want={}).minors


def _establish_wat(pen: Pen) -> dict[str, Any]:
    return {**statements_for(_all_minors(pen), pen.pick((14, 0, 7))), **_links(pen)}


def _revise(pen: Pen) -> dict[str, Any]:
    wat = pen.wat
    material = pen.asked("material", (True, True, False))
    if wat is None or material:
        days = 7 if wat is not None and wat.goals[0].sustained_days != 7 else 10
        written = statements_for(_all_minors(pen), days)
    else:
        tag = f"-{len(pen.t.wat)}"
        written = {
            name: tuple(evolve(s, words=text(s.id + tag)) for s in getattr(wat, name))
            for name in ("bottom_lines", "dangers", "goals")
        }
    return {
        "revises": pen.want.get("revises", len(pen.t.wat)),
        "material": material,
        "reason": text("reason"),
        **written,
        **_links(pen),
    }


def _expect(pen: Pen) -> dict[str, Any]:
    wat = pen.wat
    again = wat is not None and wat.expectations_set
    count = pen.pick((1, 2))
    return {
        "revises": pen.want.get("revises", len(pen.t.wat)),
        "material": again or pen.pick((False, False, False, True)),
        "expectations": tuple(
            Expectation(id=f"e{number}", words=text(f"e{number}"), minors=_all_minors(pen))
            for number in range(count)
        ),
        "reason": text("reason"),
    }


def _propose(pen: Pen) -> dict[str, Any]:
    wat = pen.wat
    bearers = [p for p, role in pen.there if role in (*_CLIENT, Role.CARE_WORKER)]
    return {
        "wat": len(pen.t.wat),
        "about": text("measure"),
        "serves": () if wat is None else pen.some(tuple(g.id for g in wat.goals)),
        "bearers": (pen.pick(bearers[::-1], GRAN[0]),),
        "minors": pen.some(pen.minors),
        "need": pen.pick((text("need"), None)),
        "supply_driven": pen.pick((False, False, True)),
    }


def _amend(pen: Pen) -> dict[str, Any]:
    ids = [m.id for m in pen.measures()]
    return {"measure": pen.asked("measure", ids, "nothing"), **_propose(pen)}


def _end_measure(pen: Pen) -> dict[str, Any]:
    ids = [m.id for m in pen.measures()]
    return {"measure": pen.asked("measure", ids, "nothing"), "reason": text("reason")}


def _accept(pen: Pen) -> dict[str, Any]:
    mine = [m.id for m in pen.measures() if pen.who[0] in m.bearers]
    return {"measure": pen.asked("measure", mine, "nothing")}


def _establish_hoe(pen: Pen) -> dict[str, Any]:
    out = pen.want.get("invited", ())
    authors = dict.fromkeys(
        who
        for who in pen.there
        if who[1] in (*_CLIENT, Role.CARE_WORKER) and (who == pen.who or who[0] not in out)
    )
    return {
        "wat": len(pen.t.wat),
        "measures": tuple(m.id for m in pen.measures()),
        "together": tuple(Part(person=p, role=role, position=text("yes")) for p, role in authors),
        "invited": tuple(out),
    }


def _assess(pen: Pen) -> dict[str, Any]:
    wat = pen.wat
    lines = () if wat is None else tuple(line.id for line in wat.bottom_lines)
    return {
        "hoe": len(pen.t.hoe),
        "bottom_line": pen.asked("bottom_line", lines, "b1"),
        "sufficient": pen.pick((True, False)),
        "why": text("why"),
    }


def _matter(pen: Pen) -> Matter:
    topic = pen.asked("topic", tuple(Topic))
    versions = {
        Topic.WAT: len(pen.t.wat),
        Topic.WORRIES: len(pen.t.wat),
        Topic.AGREEMENTS: len(pen.t.hoe),
    }
    return Matter(topic=topic, version=pen.want.get("version", versions.get(topic)) or None)


def _explain(pen: Pen) -> dict[str, Any]:
    return {
        "matters": (_matter(pen),),
        "persons": _persons(pen),
        "form": pen.pick((Form.SPOKEN, Form.WORDS_AND_PICTURES, Form.PLAY)),
        "language": pen.pick(("nl", "fr")),
        "interpreter": pen.pick((False, True)),
    }


def _acknowledge(pen: Pen) -> dict[str, Any]:
    return {"matter": _matter(pen)}


DUTY_CLAUSES: Final = ("T5a", "T5b", "P5a", "P18a", "P18b", "P22", "P26", "P27")


def reasoned(pen: Pen, clause: str, person: str | None = None) -> ReasonedException:
    """An exception that says all it must, for a season."""
    return ReasonedException(
        clause=clause,
        why=Reason.NOT_REACHED,
        minor=pen.minors[0],
        until=pen.later(90),
        words=text("reasons"),
        person=None if person is None else PersonId(person),
    )


def _except(pen: Pen) -> dict[str, Any]:
    person = pen.pick(_persons(pen), GRAN[0])
    return {"exception": reasoned(pen, pen.asked("clause", DUTY_CLAUSES), person)}


def _align(pen: Pen) -> dict[str, Any]:
    on = pen.asked("on", (AlignOn.EXPECTATIONS, AlignOn.WITHDRAWAL))
    positions = (Position.HEARD, Position.AGREES, Position.DISSENTS, Position.NOT_REACHED)
    persons = tuple(dict.fromkeys(p for p, _ in pen.there))
    own = pen.who[1] not in (Role.CONSULTANT, Role.CARE_WORKER)
    return {
        "person": pen.want.get("person") or (pen.who[0] if own else pen.pick(persons, GRAN[0])),
        "on": on,
        "wat": pen.want.get("wat", len(pen.t.wat)),
        "position": pen.pick(positions),
        "minor": pen.minors[0] if on is AlignOn.WITHDRAWAL else None,
        "words": text("words"),
    }


def _speak(pen: Pen) -> dict[str, Any]:
    return {"words": text("own words"), "minors": pen.some(pen.minors)}


def _scale(pen: Pen) -> dict[str, Any]:
    return {
        "goal": pen.pick(("g1", "g2")),
        "minor": pen.pick(pen.minors),
        "value": pen.pick((5, 0, 8, 10)),
    }


def _dissent(pen: Pen) -> dict[str, Any]:
    return {
        "against": pen.pick(tuple(Dissented)),
        "ref": str(len(pen.t.wat)),
        "words": text("no"),
        "statement": pen.pick((None, "d1")),
    }


def _judge(pen: Pen) -> dict[str, Any]:
    wat, minor = pen.wat, pen.pick(pen.minors)
    held = () if wat is None else (*wat.goals, *wat.bottom_lines, *wat.expectations)
    targets = tuple(s.id for s in held if minor in s.minors)
    return {
        "wat": len(pen.t.wat),
        "minor": minor,
        "target": pen.asked("target", targets, "g1"),
        "met": pen.pick((True, True, True, True, False)),
        "evidence": text("seen"),
    }


def _direction(pen: Pen) -> dict[str, Any]:
    together = dict.fromkeys((pen.who, *pen.some(pen.there)))
    parts = tuple(Part(person=p, role=r, position=text("yes")) for p, r in together)
    return {"direction": text("way"), "minors": pen.some(pen.minors), "together": parts}


def _review(pen: Pen) -> dict[str, Any]:
    return {
        "minors": pen.some(pen.minors),
        "persons": _persons(pen),
        "strengths": pen.gathered(GatheredKind.STRENGTH),
        "next_at": pen.pick((pen.later(30), None)),
    }


def _withdraw(pen: Pen) -> dict[str, Any]:
    going = [e.minor for e in pen.t.involvement.values() if e.open and not e.emergency]
    others = tuple(WithdrawalOutcome)[1:]
    outcome = WithdrawalOutcome.ACHIEVED
    if pen.rng is not None and "outcome" not in pen.want and pen.rng.random() < 0.2:
        outcome = pen.rng.choice(others)
    answers = pen.want.get("answers", ())
    return {
        "minor": pen.asked("minor", going, ANNA),
        "outcome": outcome,
        "ground": None if outcome is WithdrawalOutcome.ACHIEVED else text("ground"),
        "answers": tuple(Answer(person=p, words=text("answer")) for p in answers),
    }


def _known(pen: Pen) -> tuple[str, ...]:
    """Ids of acts on record, what was gathered first."""
    return (*pen.t.gathered, *(v.act for v in pen.t.voices.values()), *pen.t.barriers)


def _correct(pen: Pen) -> dict[str, Any]:
    mine = [
        g.id
        for g in pen.t.gathered.values()
        if g.in_error_by is None and g.role in (pen.who[1], Role.SYSTEM)
    ]
    return {
        "wrong": pen.pick(mine, "nothing"),
        "reason": text("reason"),
        "replacement": pen.pick((text("right"), None)),
    }


def _annotate(pen: Pen) -> dict[str, Any]:
    return {"about": pen.asked("about", _known(pen), "nothing"), "words": text("beside")}


def _ratify(pen: Pen) -> dict[str, Any]:
    others = [g.id for g in pen.t.gathered.values() if g.person != pen.who[0]]
    return {"acts": (pen.asked("acts", others, "nothing"),), "ground": text("ground")}


def _disclose(pen: Pen) -> dict[str, Any]:
    return {
        "recipient": PersonId("court-1"),
        "to": pen.pick(tuple(Recipient)),
        "ground": text("ground"),
        "items": pen.some(_known(pen)[:3]),
    }


def _erase(pen: Pen) -> dict[str, Any]:
    return {
        "texts": pen.some(("words-1", "words-2")),
        "kind": pen.pick(tuple(ErasureKind)),
        "ground": pen.pick((text("ground"), None)),
    }


def _adopt(pen: Pen) -> dict[str, Any]:
    content: dict[str, Any] = {"source": "old-file-1", "provenance": text("provenance")}
    if pen.t.incomplete:
        return {**content, "unknown": tuple(sorted(pen.t.incomplete)[1:])}
    parts = (
        AdoptedPart(person=MOTHER[0], role=Role.PARENT, since=pen.now),
        AdoptedPart(person=WORKER[0], role=Role.CARE_WORKER, since=pen.now),
        AdoptedPart(person=GRAN[0], role=Role.NETWORK, since=pen.now),
    )
    return {
        **content,
        **_involvement(pen, (ANNA, BEN)),
        "parts": pen.some(parts),
        "unknown": pen.want.get("unknown", ()),  # what is unknown has tests of its own
    }


Builder = Callable[[Pen], dict[str, Any]]

BUILDERS: Final[Mapping[type[Any], Builder]] = {
    a.DecideNecessity: _decision,
    a.RecordNecessity: _decision,
    a.OpenInvolvement: _open,
    a.AssignConsultant: _assign,
    a.DeputiseConsultant: _deputise,
    a.OfferHandover: lambda pen: {"to": pen.asked("to", (CO[0], DEPUTY[0])), "note": text("note")},
    a.TakeOver: _take_over,
    a.AddParticipation: _add,
    a.EndParticipation: _end_part,
    a.Protect: _protect,
    a.KeepApart: _keep_apart,
    a.RecordConcern: _about,
    a.ContributeView: _view,
    a.RecordInformation: _about,
    a.RecordConversation: _talk,
    a.RecordStrength: _about,
    a.RecordWhatWorks: _works,
    a.DraftWat: _draft,
    a.EstablishWat: _establish_wat,
    a.ReviseWat: _revise,
    a.SetExpectations: _expect,
    a.ProposeMeasure: _propose,
    a.AmendMeasure: _amend,
    a.EndMeasure: _end_measure,
    a.OfferIdea: _about,
    a.AcceptMeasure: _accept,
    a.DeclineMeasure: _accept,
    a.EstablishHoe: _establish_hoe,
    a.AssessHoe: _assess,
    a.Explain: _explain,
    a.Acknowledge: _acknowledge,
    a.ExceptDuty: _except,
    a.Align: _align,
    a.Speak: _speak,
    a.Scale: _scale,
    a.Dissent: _dissent,
    a.Judge: _judge,
    a.DecideDirection: _direction,
    a.Review: _review,
    a.Withdraw: _withdraw,
    a.Reopen: _reopen,
    a.Correct: _correct,
    a.Annotate: _annotate,
    a.Ratify: _ratify,
    a.Disclose: _disclose,
    a.Erase: _erase,
    a.Adopt: _adopt,
}


def write(kind: type[Any], pen: Pen, **by: Any) -> Any:
    """Write one act of this kind, by whoever holds the pen, now."""
    if kind in (a.OpenInvolvement, a.Adopt):
        by.setdefault("mandate", MANDATE)
    content = BUILDERS[kind](pen)
    exceptions = tuple(pen.want.get("exceptions", ()))
    if exceptions and "exceptions" in {f.name for f in attrs.fields(kind)}:
        content["exceptions"] = exceptions
    pen.story.count += 1
    number = ActId(f"a{pen.story.count}")
    return kind(id=number, by=pen.story.by(pen.who, **by), **content)


# --- scrambling -------------------------------------------------------------------------------

NAMES: Final = ("nobody", "no one", "", *(who[0] for who in CAST), "a1", "a7", "b1", "d1", "g2")
ZONES: Final = (UTC, ZoneInfo("Europe/Brussels"), ZoneInfo("Asia/Kolkata"), timezone.max)


def scramble(act: Any, rng: Random, story: Story) -> Any:
    """The same act with one to three things changed at random, who and when included."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        if rng.random() < 0.4:
            act = evolve(act, by=_scramble_by(act.by, rng))
        else:
            act = _scrambled(act, rng, story)
    return act


def _scramble_by(by: By, rng: Random) -> By:
    shift = timedelta(minutes=rng.choice((-1, -60, -60 * 24, -60 * 24 * 30, 1, 60 * 24)))
    names = [who[0] for who in CAST]
    changes: tuple[dict[str, Any], ...] = (
        {"role": rng.choice(tuple(Role))},
        {"person": rng.choice(names)},
        dict(zip(("person", "role"), rng.choice(CAST), strict=True)),
        {"at": by.at + shift, "recorded_at": max(by.at, by.at + shift)},
        {"at": by.at + shift},
        {"recorded_at": by.at + abs(shift)},
        {"at": by.at.replace(tzinfo=None)},
        {"recorded_by": rng.choice(names), "form": rng.choice((Form.SPOKEN, Form.SIGNED, None))},
        {"on_behalf_of": rng.choice((ANNA, BEN))},
        {"mandate": rng.choice((None, MANDATE, evolve(MANDATE, until=by.at), _OTHER))},
    )
    return evolve(by, **rng.choice(changes))


_OTHER: Final = Mandate(body="court", reference="m-2", since=DAY_ONE)


def _scrambled(thing: Any, rng: Random, story: Story) -> Any:
    names = [f.name for f in attrs.fields(type(thing)) if f.name not in ("id", "by")]
    if not names:
        return thing
    name = rng.choice(names)
    value = _other(getattr(thing, name), rng, story)
    return evolve(thing, **{name: value})


def _other(value: Any, rng: Random, story: Story) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + rng.choice((-2, -1, 1, 7))
    if isinstance(value, str):
        return rng.choice((*NAMES, *(r.act.id for r in story.records[-4:])))
    if isinstance(value, datetime):
        return value + timedelta(days=rng.choice((-400, -1, 1, 400)))
    if isinstance(value, Enum):
        return rng.choice(tuple(type(value)))
    if isinstance(value, tuple):
        return _other_tuple(value, rng, story)
    if isinstance(value, Text):
        return rng.choice((text("other"), value))
    if attrs.has(type(value)):
        return _scrambled(value, rng, story)
    return value


def _other_tuple(value: tuple[Any, ...], rng: Random, story: Story) -> tuple[Any, ...]:
    if not value:
        return value
    spot = rng.randrange(len(value))
    return rng.choice(
        (
            (),
            value[:spot] + value[spot + 1 :],
            (*value, value[spot]),
            (*value[:spot], _other(value[spot], rng, story), *value[spot + 1 :]),
        )
    )


# --- what happened ----------------------------------------------------------------------------


@frozen
class Attempt:
    """One act that was tried: what was known before, the act, the answer.

    `aside` are records that lie between the run's own log and this act: a branch off the run.
    """

    before: Trajectory
    act: Any
    outcome: Outcome
    aside: tuple[Record, ...] = ()


@mutable
class Run:
    """A story with everything tried in it, and the trajectory after each record.

    `probes` are acts tried beside it: what was accepted, a little different, or a little later.
    """

    name: str
    story: Story
    attempts: list[Attempt] = field(factory=list)
    states: list[Trajectory] = field(factory=list)
    probes: list[Attempt] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Replay what the story brought along, so that nothing is missing."""
        if self.states:
            return
        t = Trajectory.start("t-1")
        self.states.append(t)
        for record in self.story.records:
            outcome = self.law.decide(t, record.act)
            self.attempts.append(Attempt(before=t, act=record.act, outcome=outcome))
            assert isinstance(outcome, Accepted)
            t = outcome.trajectory
            self.states.append(t)

    @property
    def law(self) -> Law:
        return self.story.law

    @property
    def records(self) -> list[Record]:
        return self.story.records

    @property
    def t(self) -> Trajectory:
        return self.story.t

    def tried(self) -> Iterator[tuple[list[Record], Attempt]]:
        """Everything tried, probes too, each with the records that came before it."""
        for one in (*self.attempts, *self.probes):
            own = one.before.seq - len(one.aside)
            yield [*self.records[:own], *one.aside], one

    def steps(self) -> Iterable[tuple[Trajectory, Record, Trajectory]]:
        """Each record with the trajectory before and after it."""
        return zip(self.states[:-1], self.records, self.states[1:], strict=True)

    def decide(self, act: Any) -> Outcome:
        """Try an act, and keep it if it is accepted; a minute passes."""
        before = self.story.t
        outcome = self.law.decide(before, act)
        self.attempts.append(Attempt(before=before, act=act, outcome=outcome))
        if isinstance(outcome, Accepted):
            self.story.t = outcome.trajectory
            self.story.records.append(outcome.record)
            self.states.append(outcome.trajectory)
            recorded = act.by.recorded
            self.story.now = max(self.story.now, recorded) + timedelta(minutes=1)
        return outcome

    def marks(self) -> Counter[str]:
        """How often this run came to each milestone."""
        found: Counter[str] = Counter()
        ended: set[str] = set()
        for one in self.attempts:
            kind = type(one.act)
            if isinstance(one.outcome, Accepted):
                found[f"accepted {kind.__name__}"] += 1
                found["WAT"] += kind is a.EstablishWat
                found["HOE"] += kind is a.EstablishHoe
                found["material revision"] += kind is a.ReviseWat and one.act.material
                found["reopening"] += kind is a.Reopen
                if kind is a.Withdraw and one.act.outcome is WithdrawalOutcome.ACHIEVED:
                    found["closure achieved"] += 1
                    found["closed twice"] += one.act.minor in ended
                    ended.add(one.act.minor)
            elif isinstance(one.outcome, Refused):
                found[f"refused {kind.__name__}"] += 1
                found["closure refused"] += kind is a.Withdraw and "X1" in one.outcome.clauses
        return found


MILESTONES: Final = (
    "WAT",
    "HOE",
    "material revision",
    "closure refused",
    "closure achieved",
    "reopening",
    "closed twice",
)


def shares(runs: Sequence[Run]) -> str:
    """One line: the share of runs that came to each milestone."""
    marks = [run.marks() for run in runs]
    tries = sum(len(run.attempts) for run in runs)
    kept = sum(len(run.records) for run in runs)
    said = ", ".join(f"{m} {sum(c[m] > 0 for c in marks)}/{len(runs)}" for m in MILESTONES)
    return f"{len(runs)} runs, {tries} acts tried, {kept} accepted: {said}"


# --- planning ---------------------------------------------------------------------------------


@mutable
class Planner:
    """Reaches acts by their refusals' remedies.

    `humans` lets it play the humans to whom a remedy leaves the decision. `explain` lets it answer
    a gate it can't meet with a reasoned exception. `bound` limits the acts tried per goal.
    """

    run: Run
    humans: bool = True
    explain: bool = True
    bound: int = 160
    stuck: tuple[Violation, ...] = ()
    _left: int = 0
    _stack: list[tuple[object, ...]] = field(factory=list)
    _done: set[tuple[object, ...]] = field(factory=set)

    def reach(
        self, kind: type[Any], roles: tuple[Role, ...] = tuple(Role), **want: Any
    ) -> Outcome | None:
        """Get an act of this kind accepted; gives the last answer (None: the bound was met)."""
        self._left, self._stack, self._done, self.stuck = self.bound, [], set(), ()
        outcome = self._reach(kind, roles, dict(want))
        if isinstance(outcome, Refused):
            self.stuck = outcome.violations
        return outcome

    def _reach(
        self, kind: type[Any], roles: tuple[Role, ...], want: dict[str, Any]
    ) -> Outcome | None:
        goal = _named(kind, want)
        if goal in self._stack:
            return None
        self._stack.append(goal)
        outcome: Outcome | None = None
        patience = 3 if len(self._stack) == 1 else 0
        while self._left > 0:
            outcome = self._attempt(kind, roles, want)
            if not isinstance(outcome, Refused):
                break
            if self._fill(kind, outcome, want) or self._account(kind, outcome, want):
                continue
            if not patience:
                break
            patience -= 1
            self.run.story.wait(15)  # some gaps are filled by time alone
            self._done.clear()
        self._stack.pop()
        return outcome

    def _attempt(
        self, kind: type[Any], roles: tuple[Role, ...], want: dict[str, Any]
    ) -> Outcome | None:
        """Let each who may try in turn; the answer with the fewest reasons about *who* stands."""
        best: Refused | None = None
        for who in self._candidates(roles, want)[:6]:
            self._left -= 1
            act = write(kind, Pen(self.run.story, who, want))
            outcome = self.run.decide(act)
            if not isinstance(outcome, Refused):
                return outcome
            if best is None or _who_faults(outcome) < _who_faults(best):
                best = outcome
            if not _who_faults(outcome):
                break
        return best

    def _candidates(self, roles: tuple[Role, ...], want: dict[str, Any]) -> list[Who]:
        story = self.run.story
        parts = [p for p in story.t.people.values() if p.active(story.now) and p.role in roles]
        parts.sort(
            key=lambda p: (
                p.person != want.get("person"),
                p.standing is not Standing.LEAD,
                p.standing is not Standing.DEPUTY,
            )
        )
        found: list[Who] = [(p.person, p.role) for p in parts]
        if Role.AUTHORITY in roles:
            found.append(AUTHORITY)
        if Role.CONSULTANT in roles and not any(r is Role.CONSULTANT for _, r in found):
            found.append(LEAD)
        return list(dict.fromkeys(found))

    def _fill(self, kind: type[Any], refused: Refused, want: dict[str, Any]) -> bool:
        moved = False
        for violation in refused.violations:
            for gap in violation.gaps:
                for remedy in gap.remedies:
                    if self._left > 0 and self._do(kind, gap, remedy, want):
                        moved = True
                        break
        return moved

    def _do(self, kind: type[Any], gap: Gap, remedy: Remedy, want: dict[str, Any]) -> bool:
        about = {**dict(gap.about), **dict(remedy.about)}
        if remedy.human and not self.humans:
            return False
        if remedy.act == kind.__name__:
            return self._take_hint(remedy, want)
        goal = _named(_KINDS[remedy.act], about)
        if goal in self._done:
            return False  # done already, and the gap is still there
        done = isinstance(self._reach(_KINDS[remedy.act], remedy.roles, about), Accepted)
        if done:
            self._done.add(goal)
        return done

    def _take_hint(self, remedy: Remedy, want: dict[str, Any]) -> bool:
        """The remedy is this very act with other content."""
        moved = False
        for name, value in remedy.about:
            if name in ("invited", "answers"):
                if value not in want.get(name, ()):
                    want[name] = (*want.get(name, ()), value)
                    moved = True
            elif want.get(name) != value:
                want[name] = value
                moved = True
        return moved

    def _account(self, kind: type[Any], refused: Refused, want: dict[str, Any]) -> bool:
        """Explain what is not done: one exception per gap of a gate, or per crossing (X16)."""
        if not self.explain or "exceptions" not in {f.name for f in attrs.fields(kind)}:
            return False
        pen = Pen(self.run.story, LEAD, {})
        have = list(want.get("exceptions", ()))
        before = len(have)
        for violation in refused.violations:
            if violation.level is not Level.EXPLAIN and "X16" not in violation.clauses:
                continue
            for gap in violation.gaps:
                person = gap.get("person")
                named = None if person is None else str(person)
                if not any((e.clause, e.person) == (violation.clauses[0], named) for e in have):
                    have.append(reasoned(pen, violation.clauses[0], named))
        want["exceptions"] = tuple(have)
        return len(have) > before


def _named(kind: type[Any], want: Mapping[str, Any]) -> tuple[object, ...]:
    return kind, *sorted((name, str(value)) for name, value in want.items())


def _who_faults(refused: Refused) -> int:
    return sum(
        v.rule.startswith("powers.") or v.rule in ("form.participation", "form.parts")
        for v in refused.violations
    )


# --- walking ----------------------------------------------------------------------------------

LOWERED: Final = Policy(
    lowered=(Lowered(clause="P21", reason="agreed with the region for this year"),),
    due_days={"T5a": 2, "P22": 14},
    judgement_days=60,
)
STRICT: Final = Policy(judgement_days=30, due_days={"P18a": 7})


def begin(rng: Random, name: str = "walk") -> Run:
    """Where a walk starts: mostly with everyone there, sometimes with nothing at all."""
    law = Law(rng.choice((Policy(), Policy(), Policy(), LOWERED, STRICT)))
    if rng.random() < 0.15:
        run = Run(name, Story(law=law))
        if rng.random() < 0.4:
            run.decide(write(a.Adopt, Pen(run.story, LEAD, rng=rng)))
        return run
    run = Run(name, opened(law))
    if rng.random() < 0.5:
        for kind in (a.AssignConsultant, a.DeputiseConsultant):
            run.decide(write(kind, Pen(run.story, AUTHORITY)))
    return run


def walk_from(start: datetime, seed: int, steps: int) -> Run:
    """A walk whose first minutes begin at `start`."""
    rng = Random(seed)
    run = Run(f"seed {seed} from {start}", Story(now=start))
    run.decide(write(a.OpenInvolvement, Pen(run.story, LEAD)))
    for person, _ in (WORKER, MOTHER, FATHER, GRAN, TRUST):
        run.decide(write(a.AddParticipation, Pen(run.story, LEAD, {"person": person})))
    for _ in range(steps):
        run.decide(sensible(run, rng))
        if rng.random() < 0.5:
            Planner(run, bound=15).reach(*next_goal(run, rng)[:1])
    return run


def sensible(run: Run, rng: Random, kind: type[Any] | None = None) -> Any:
    """An act that makes sense on its face, by somebody who might do it."""
    story = run.story
    chosen = rng.choice(a.ACTS) if kind is None else kind
    pen = Pen(story, LEAD, {}, rng)
    there = pen.there
    if chosen in (a.DecideNecessity, a.AssignConsultant, a.DeputiseConsultant, a.Erase):
        who = AUTHORITY
    elif chosen in _LEADS and rng.random() < 0.8:
        leads = [p for p in story.t.people.values() if p.standing is Standing.LEAD]
        now = [p.person for p in leads if p.active(story.now)]
        who = (now[-1] if now else LEAD[0], Role.CONSULTANT)
    elif chosen is a.TakeOver:
        offers = [h.to for h in story.t.handovers.values() if not h.accepted_at]
        who = (offers[-1] if offers else CO[0], Role.CONSULTANT)
    elif chosen in (a.AcceptMeasure, a.DeclineMeasure) and (asked := _asked(pen)):
        who = rng.choice(asked)
    else:
        who = rng.choice(there) if there and rng.random() < 0.9 else rng.choice(CAST)
    more: dict[str, Any] = {}
    if rng.random() < 0.08:
        more = {"recorded_by": WORKER[0], "form": Form.SPOKEN}
    if rng.random() < 0.06:
        more["at"] = story.now - timedelta(hours=rng.choice((1, 30, 400)))
        more["recorded_at"] = story.now
    return write(chosen, evolve(pen, who=who), **more)


def _asked(pen: Pen) -> list[Who]:
    bearers = {bearer for measure in pen.measures() for bearer in measure.bearers}
    return [who for who in pen.there if who[0] in bearers]


_LEADS: Final = frozenset(
    {a.EstablishWat, a.ReviseWat, a.SetExpectations, a.Judge, a.Withdraw, a.Reopen}
    | {a.OfferHandover, a.OpenInvolvement, a.AddParticipation, a.KeepApart}
    | {a.Ratify, a.Disclose, a.Adopt}
)


def wild(run: Run, rng: Random, kind: type[Any] | None = None) -> Any:
    """A sensible act, scrambled."""
    return scramble(sensible(run, rng, kind), rng, run.story)


def next_goal(run: Run, rng: Random) -> tuple[type[Any], dict[str, Any]]:
    """What would carry this trajectory on from where it stands."""
    t = run.t
    wat = t.wat.get(len(t.wat))
    last = {e.minor: e for e in t.involvement.values()}
    going = [m for m, e in last.items() if e.open and not e.emergency]
    ended = [m for m, e in last.items() if not e.open]
    if not going and ended:
        return a.Reopen, {}
    if wat is None:
        return a.EstablishWat, {}
    if not wat.expectations:
        return a.SetExpectations, {}
    if not len(t.hoe):
        return a.EstablishHoe, {}
    choice = rng.random()
    if choice < 0.12:
        return a.ReviseWat, {"material": True}
    if choice < 0.2:
        return a.DecideDirection, {}
    if choice < 0.3:
        return a.EstablishHoe, {}
    return a.Withdraw, {"minor": rng.choice(going or [ANNA]), "outcome": "achieved"}


def step(run: Run, rng: Random) -> None:
    """One step of a walk."""
    chance = rng.random()
    if chance < 0.38:
        run.decide(sensible(run, rng))
    elif chance < 0.68:
        run.decide(wild(run, rng))
    elif chance < 0.88:
        kind, want = next_goal(run, rng)
        Planner(run, bound=90).reach(kind, **want)
    else:
        run.story.wait(rng.choice((0.02, 0.5, 1, 3, 10, 40)))


def walk(seed: int, steps: int = 36, *, probed: bool = True) -> Run:
    """A random run, the same for the same seed."""
    rng = Random(seed)
    run = begin(rng, f"seed {seed}")
    for _ in range(steps):
        step(run, rng)
    if probed:
        probe(run, rng)
    return run


# What the charter guards most closely is probed most.
_PROBED: Final = frozenset(
    {a.EstablishWat, a.ReviseWat, a.SetExpectations, a.EstablishHoe, a.Judge, a.Withdraw}
)
_BETWEEN: Final[Mapping[type[Any], tuple[type[Any], ...]]] = {
    a.Withdraw: (a.Judge, a.Judge, a.ReviseWat, a.SetExpectations, a.Align),
    a.EstablishHoe: (a.EndParticipation, a.EndParticipation, a.EndMeasure, a.ReviseWat),
}


def probe(run: Run, rng: Random) -> None:
    """Try beside the run: accepted acts spoilt, by others, at other times, after something else."""
    for one in tuple(run.attempts):
        if not isinstance(one.outcome, Accepted):
            continue
        for _ in range(14 if type(one.act) in _PROBED else 1):
            _branch(run, one, _scrambled(one.act, rng, run.story))
        if type(one.act) in _PROBED:
            for who in dict.fromkeys((p.person, p.role) for p in one.before.people.values()):
                by = evolve(one.act.by, person=who[0], role=who[1])
                _branch(run, one, evolve(one.act, by=by))
            for kind in _BETWEEN.get(type(one.act), (a.EndParticipation, a.TakeOver)):
                _between(run, one, kind, rng)
        if isinstance(one.act, a.Withdraw):
            for days in range(1, 17):
                at = one.act.by.at - timedelta(days=days)
                by = evolve(one.act.by, at=at, recorded_at=one.act.by.recorded)
                _branch(run, one, evolve(one.act, by=by))


def _branch(run: Run, one: Attempt, act: Any, aside: tuple[Record, ...] = ()) -> Outcome:
    before = fold(aside, one.before) if aside else one.before
    outcome = run.law.decide(before, act)
    run.probes.append(Attempt(before=before, act=act, outcome=outcome, aside=aside))
    return outcome


def _between(run: Run, one: Attempt, kind: type[Any], rng: Random) -> None:
    """Something else happens just before the act."""
    at = one.act.by.at
    story = Story(law=run.law, t=one.before, now=at, count=30_000 + len(run.probes))
    story.records = list(run.records[: one.before.seq])
    first = sensible(Run("between", story, states=[one.before]), rng, kind)
    if isinstance(first, a.Judge) and isinstance(one.act, a.Withdraw):
        first = evolve(first, minor=one.act.minor, met=False, by=evolve(first.by, at=at))
    outcome = _branch(run, one, first)
    if isinstance(outcome, Accepted):
        _branch(run, one, one.act, (outcome.record,))


@cache
def pool(first: int, last: int, steps: int = 36, *, probed: bool = True) -> tuple[Run, ...]:
    """The walks of these seeds, made once per session."""
    return tuple(walk(seed, steps, probed=probed) for seed in range(first, last))


# --- showing a failure ------------------------------------------------------------------------


def replay(law: Law, acts: Sequence[Any]) -> Run:
    """A run in which just these acts are tried."""
    run = Run("replay", Story(law=law))
    for act in acts:
        run.decide(act)
    return run


def smallest(run: Run, fails: Callable[[Run], bool]) -> list[Any]:
    """The acts of `run` that are needed for it to fail, found by leaving out ever smaller parts."""
    acts = [one.act for one in run.attempts]
    size = max(1, len(acts) // 2)
    while True:
        at, left = 0, len(acts)
        while at < len(acts):
            tried = acts[:at] + acts[at + size :]
            if fails(replay(run.law, tried)):
                acts = tried
            else:
                at += size
        if size == 1 and len(acts) == left:
            return acts
        size = max(1, size // 2)

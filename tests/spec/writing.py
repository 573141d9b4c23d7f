"""Writes the attempts of the specification as acts of the library.

An attempt is a small record: kind, by, minor, persons, targets, say, excuse. `Pen.write` gives the
acts it stands for: one, or one for each person or statement where the library takes them singly.
Nothing here knows a rule: content that the specification calls wrong is written wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from attrs import frozen

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.involvement import NecessityDecision, NecessityStatus
from safetyframe.acts.wat import BottomLine, DangerStatement, Expectation, SafetyGoal, Weighed
from safetyframe.roles import CLIENT_SIDE, By, Part, Role, Standing
from safetyframe.slices import Gathered, GatheredKind
from safetyframe.trajectory import Trajectory
from safetyframe.values import Form, PersonId, Reason, ReasonedException
from tests.support.story import ANNA, BEN, MANDATE, Story, text

__all__ = ["ROLES", "Attempt", "Pen", "since_material"]

Attempt = Mapping[str, Any]

#: The cast of charter.qnt.
ROLES: Final = {
    PersonId("lead"): Role.CONSULTANT,
    PersonId("co"): Role.CONSULTANT,
    PersonId("deputy"): Role.CONSULTANT,
    PersonId("worker"): Role.CARE_WORKER,
    ANNA: Role.MINOR,
    BEN: Role.MINOR,
    PersonId("mother"): Role.PARENT,
    PersonId("gran"): Role.NETWORK,
    PersonId("judge"): Role.AUTHORITY,
    PersonId("bot"): Role.SYSTEM,
    PersonId("stranger"): Role.PARENT,
}
_BOTH: Final = (ANNA, BEN)
_SIGNER: Final = PersonId("magistrate")  # signs, records nothing and takes part in nothing
_LONG: Final = timedelta(days=9000)
_OUTCOMES: Final = {
    "achieved": WithdrawalOutcome.ACHIEVED,
    "transferred": WithdrawalOutcome.TRANSFERRED,
    "groundless": WithdrawalOutcome.TRANSFERRED,
    "mandate-ended": WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT,
}


def since_material(t: Trajectory) -> tuple[Gathered, ...]:
    """What was gathered since the last material version of WAT."""
    began = t.wat[t.wat[len(t.wat)].material].at if len(t.wat) else None
    return tuple(g for g in t.gathered.values() if began is None or g.at > began)


@frozen
class Pen:
    """Writes one attempt on a story."""

    story: Story
    attempt: Attempt

    def write(self) -> list[Any]:
        """Give the acts that this attempt stands for."""
        return [
            self.story.act(kind, (self.by.person, self.by.role), by=self.by, **content)
            for kind, content in _BUILDERS[self.attempt["kind"]](self)
        ]

    @property
    def by(self) -> By:
        """Who attempts it. An opening comes with the evidence of a mandate, whoever opens."""
        person = PersonId(self.attempt["by"])
        entering = {"mandate": MANDATE} if self.attempt["kind"] == "open" else {}
        return self.story.by((person, ROLES[person]), **entering)

    @property
    def t(self) -> Trajectory:
        return self.story.t

    @property
    def say(self) -> str:
        return str(self.attempt["say"])

    @property
    def minor(self) -> PersonId:
        return PersonId(self.attempt["minor"])

    @property
    def persons(self) -> tuple[PersonId, ...]:
        return tuple(PersonId(p) for p in sorted(self.attempt["persons"]))

    @property
    def wat(self) -> int:
        return len(self.t.wat)

    def there(self) -> tuple[PersonId, ...]:
        """Everyone who takes part now, but whoever acts."""
        now = self.story.now
        parts = (p.person for p in self.t.people.values() if p.active(now))
        return tuple(person for person in dict.fromkeys(parts) if person != self.by.person)

    def decision(self, *minors: PersonId, **changes: Any) -> NecessityDecision:
        """A decision of today, named and signed unless the attempt says otherwise."""
        content: dict[str, Any] = {
            "status": NecessityStatus.ENDED if self.say == "ended" else NecessityStatus.ESTABLISHED,
            "minors": minors,
            "body": "ocj-east",
            "reference": f"d-{self.t.seq}",
            "decided_at": self.story.now,
            "signed_by": None if self.say == "unsigned" else _SIGNER,
        }
        return NecessityDecision(**{**content, **changes})

    def excuses(self, *about: tuple[str, PersonId | None]) -> tuple[ReasonedException, ...]:
        """Reasoned exceptions for these clauses and persons, if the attempt carries any."""
        if self.attempt["excuse"] == "none":
            return ()
        ended = self.attempt["excuse"] == "expired"
        now = self.story.now
        return tuple(
            ReasonedException(
                clause=clause,
                why=Reason.NOT_REACHED,
                minor=self.minor or ANNA,
                until=now - timedelta(days=1) if ended else now + _LONG,
                person=person,
            )
            for clause, person in about
        )

    def statements(self) -> dict[str, Any]:
        """A small WAT for both children, with the flaw that the attempt names."""
        wrong = self.say

        def words(name: str) -> Any:  # each version has its own, about every child
            return text(f"{name}-{self.wat}")

        lines = tuple(
            BottomLine(
                id=f"b{n}", words=words(f"b{n}"), minors=about, dangers=(f"d{n}",), goals=(f"g{n}",)
            )
            for n, about in ((1, _BOTH), (2, (BEN,)))
        )
        dangers = tuple(
            DangerStatement(id=f"d{n}", words=words(f"d{n}"), minors=about)
            for n, about in ((1, _BOTH), (2, (BEN,)))
        )
        alone = DangerStatement(id="d3", words=words("d3"), minors=_BOTH)
        goals = tuple(
            SafetyGoal(
                id=f"g{n}",
                words=words(f"g{n}"),
                minors=about,
                dangers=(f"d{n}",),
                safe_enough=None if (wrong, n) == ("no-criterion", 1) else text(f"g{n}-enough"),
                sustained_days=days,
            )
            for n, about, days in ((1, _BOTH, 14), (2, (BEN,), 0))
        )
        return {
            "bottom_lines": () if wrong == "no-bottom-line" else lines,
            "dangers": (*dangers, alone) if wrong == "unpaired" else dangers,
            "goals": goals,
        }

    def links(self) -> dict[str, Any]:
        """All that was gathered since the last material version, and the excuses for the rest."""
        fresh = since_material(self.t)

        def of(kind: GatheredKind) -> tuple[str, ...]:
            return tuple(g.id for g in fresh if g.kind is kind)

        return {
            "information": of(GatheredKind.INFORMATION),
            "conversations": of(GatheredKind.CONVERSATION),
            "weighed": tuple(Weighed(view=v, how=text("how")) for v in of(GatheredKind.VIEW)),
            "exceptions": self.excuses(*((c, None) for c in ("P4", "P14", "P15a", "P15b"))),
        }


_Written = list[tuple[type[Any], dict[str, Any]]]


def _involvement(pen: Pen, *minors: PersonId) -> dict[str, Any]:
    concern = None if pen.say == "no-concern" else text(f"concern-{pen.t.seq}")
    return {
        "minors": minors,
        "why": text("why"),
        "concern": concern,
        "goal": text("goal"),
        "necessity": pen.decision(*minors),
    }


def _open(pen: Pen) -> _Written:
    return [(a.OpenInvolvement, _involvement(pen, *_BOTH))]


def _reopen(pen: Pen) -> _Written:
    content = _involvement(pen, pen.minor)
    if pen.say == "old-decision":
        ended = [e for e in pen.t.involvement.values() if e.minor == pen.minor and not e.emergency]
        content["necessity"] = pen.decision(pen.minor, decided_at=ended[-1].necessity_at)
    return [(a.Reopen, content)]


def _decide(pen: Pen) -> _Written:
    return [(a.DecideNecessity, {"decision": pen.decision(pen.minor)})]


def _record(pen: Pen) -> _Written:
    return [(a.RecordNecessity, {"decision": pen.decision(pen.minor)})]


def _assign(pen: Pen) -> _Written:
    (person,) = pen.persons
    content: dict[str, Any] = {"person": person, "since": pen.story.now, "ground": text("ground")}
    if pen.say == "deputy":
        return [(a.DeputiseConsultant, {**content, "until": pen.story.now + _LONG})]
    return [(a.AssignConsultant, {**content, "standing": Standing(pen.say)})]


def _add(pen: Pen) -> _Written:
    (person,) = pen.persons
    return [(a.AddParticipation, {"person": person, "role": ROLES[person], "since": pen.story.now})]


def _end(pen: Pen) -> _Written:
    (person,) = pen.persons
    (part,) = [
        p.id for p in pen.t.people.values() if p.person == person and p.active(pen.story.now)
    ]
    return [
        (
            a.EndParticipation,
            {"participation": part, "until": pen.story.now, "reason": text("reason")},
        )
    ]


def _protect(pen: Pen) -> _Written:
    until = pen.story.now + timedelta(days=3)
    return [(a.Protect, {"minors": (pen.minor,), "measure": text("safe"), "until": until})]


def _inform(pen: Pen) -> _Written:
    return [(a.RecordInformation, {"minors": _BOTH, "about": text("about")})]


def _talk(pen: Pen) -> _Written:
    return [(a.RecordConversation, {"minors": _BOTH, "persons": _BOTH, "summary": text("talk")})]


def _view(pen: Pen) -> _Written:
    content = {"topic": ViewTopic(pen.say), "minors": _BOTH, "view": text("view")}
    return [(a.ContributeView, content)]


def _speak(pen: Pen) -> _Written:
    return [(a.Speak, {"words": text("words")})]


def _establish(pen: Pen) -> _Written:
    return [(a.EstablishWat, {**pen.statements(), **pen.links()})]


def _revise(pen: Pen) -> _Written:
    material = pen.say != "wording"
    content = {"revises": pen.wat, "material": material, "reason": text("reason")}
    links = pen.links() if material else {}
    return [(a.ReviseWat, {**content, **pen.statements(), **links})]


def _expect(pen: Pen) -> _Written:
    content = {
        "revises": pen.wat,
        "material": pen.t.wat[pen.wat].expectations_set,
        "expectations": (Expectation(id="e1", words=text(f"e1-{pen.wat}"), minors=_BOTH),),
        "reason": text("reason"),
        "exceptions": pen.excuses(*(("P21", person) for person in pen.there())),
    }
    return [(a.SetExpectations, content)]


def _propose(pen: Pen) -> _Written:
    content = {
        "wat": max(1, pen.wat),
        "about": text("measure"),
        "serves": ("g1",),
        "bearers": (PersonId("gran"),),
        "minors": _BOTH,
        "need": text("need"),
    }
    return [(a.ProposeMeasure, content)]


def _accept(pen: Pen) -> _Written:
    return [(a.AcceptMeasure, {"measure": [*pen.t.measures.values()][-1].id})]


def _hoe(pen: Pen) -> _Written:
    asked = [p for p in pen.there() if ROLES[p] in CLIENT_SIDE and p not in pen.persons]
    about: list[tuple[str, PersonId | None]] = [("P16", person) for person in asked]
    content = {
        "wat": pen.wat + (1 if pen.say == "future" else 0),
        "measures": ([*pen.t.measures.values()][-1].id,),
        "together": tuple(Part(person=p, role=ROLES[p]) for p in pen.persons),
        "invited": () if pen.say == "uninvited" else tuple(asked),
        "exceptions": pen.excuses(*about, ("P10", PersonId("gran")), ("P22", pen.by.person)),
    }
    return [(a.EstablishHoe, content)]


def _explain(pen: Pen) -> _Written:
    content = {
        "matters": (Matter(topic=Topic.WAT, version=pen.wat),),
        "persons": pen.persons,
        "form": Form.SPOKEN,
        "language": "nl",
    }
    return [(a.Explain, content)]


def _align(pen: Pen) -> _Written:
    on = AlignOn.WITHDRAWAL if pen.minor else AlignOn.EXPECTATIONS
    content = {
        "on": on,
        "wat": pen.wat,
        "minor": pen.minor or None,
        "position": Position(pen.say),
    }
    return [(a.Align, {**content, "person": person}) for person in pen.persons]


def _judge(pen: Pen) -> _Written:
    content = {"wat": pen.wat, "minor": pen.minor, "met": pen.say == "met"}
    return [(a.Judge, {**content, "target": target}) for target in sorted(pen.attempt["targets"])]


def _withdraw(pen: Pen) -> _Written:
    grounded = pen.say in {"transferred", "mandate-ended"}
    content = {
        "minor": pen.minor,
        "outcome": _OUTCOMES[pen.say],
        "ground": text("ground") if grounded else None,
        "exceptions": pen.excuses(*(("P21", person) for person in pen.there())),
    }
    return [(a.Withdraw, content)]


_BUILDERS: Final[Mapping[str, Callable[[Pen], _Written]]] = {
    "open": _open,
    "reopen": _reopen,
    "decide": _decide,
    "record": _record,
    "assign": _assign,
    "add": _add,
    "end": _end,
    "protect": _protect,
    "inform": _inform,
    "talk": _talk,
    "view": _view,
    "speak": _speak,
    "establish": _establish,
    "revise": _revise,
    "expect": _expect,
    "propose": _propose,
    "accept": _accept,
    "hoe": _hoe,
    "explain": _explain,
    "align": _align,
    "judge": _judge,
    "withdraw": _withdraw,
}

"""A whole cast round one family, and the table of powers as the architecture's page has it.

A clause's file types its rows by hand and lets them be played:

    TABLE = (row(a.DecideNecessity, "P24", "authority"),)

    @pytest.mark.parametrize("case", cases(TABLE), ids=str)
    def test_who_may(case):
        case.play()
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from safetyframe import Frame
from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.keeping import ErasureKind, Recipient
from safetyframe.acts.wat import Expectation, StatementKind
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused, Violation
from safetyframe.roles import PROFESSIONAL, Role, Standing
from safetyframe.values import PersonId, Reason
from tests.support import story as s
from tests.support.levels import levelled
from tests.support.story import Story, Who, text

#: Everybody by the name that the tables use. Deputy and co-consultant join in `with_consultants`.
CAST: Final[dict[str, Who]] = {
    "lead": s.LEAD,
    "deputy": s.DEPUTY,
    "co": s.CO,
    "worker": s.WORKER,
    "minor": s.ANNA_,
    "parent": s.MOTHER,
    "network": s.GRAN,
    "trust": s.TRUST,
    "authority": s.AUTHORITY,
    "system": s.SYSTEM,
}
DEPUTY_DAYS: Final = 90
CARL: Final = PersonId("carl")  # a third child, of whom nothing is known yet
NEIGHBOUR: Final = (PersonId("neighbour"), Role.NETWORK)


def role_players(role: Role) -> tuple[Who, ...]:
    """Those of the cast who have this role."""
    return tuple(who for who in CAST.values() if who[1] is role)


def assign(story: Story, who: Who, standing: Standing = Standing.CO, **more: Any) -> str:
    """The authority makes somebody a consultant; gives the participation's id."""
    content = {"person": who[0], "standing": standing, "since": story.now}
    story.do(a.AssignConsultant, s.AUTHORITY, **{**content, **more})
    return story.last_id()


def deputise(story: Story, days: float = DEPUTY_DAYS, **more: Any) -> str:
    """The authority lets the deputy stand in for so many days; gives the participation's id."""
    since = more.pop("since", story.now)
    more.setdefault("ground", text("ground"))
    story.do(
        a.DeputiseConsultant,
        s.AUTHORITY,
        person=s.DEPUTY[0],
        since=since,
        until=since + timedelta(days=days),
        **more,
    )
    return story.last_id()


def join(story: Story, who: Who, **more: Any) -> str:
    """The lead lets somebody join; gives the participation's id."""
    content = {"person": who[0], "role": who[1], "since": story.now}
    story.do(a.AddParticipation, s.LEAD, **{**content, **more})
    return story.last_id()


def leave(story: Story, who: Who, by: Who = s.LEAD) -> None:
    """Somebody's part ends now."""
    story.do(a.EndParticipation, by, participation=part_of(story, who), until=story.now)


def part_of(story: Story, who: Who) -> str:
    """The id of somebody's part that runs now."""
    for part in story.t.people.values():
        if (part.person, part.role) == who and part.active(story.now):
            return part.id
    raise AssertionError(who)


def with_consultants(story: Story) -> Story:
    """A co-consultant and a deputy join."""
    assign(story, s.CO)
    deputise(story)
    return story


def hand_over(story: Story, to: Who = s.CO, **more: Any) -> Story:
    """The lead hands over, and the successor takes over."""
    story.do(a.OfferHandover, s.LEAD, to=to[0])
    story.do(a.TakeOver, to, handover=story.last_id(), **more)
    return story


def on_file(story: Story, path: Path) -> str:
    """Keep a story in a database of its own; gives the URL that a frame opens."""
    url = f"sqlite:///{path}"
    with Frame.open(url, law=story.law, zone=story.t.zone) as frame:
        for one in story.records:
            outcome = frame.do(story.t.id, one.act)
            assert isinstance(outcome, Accepted), outcome
    return url


def withdrawn(story: Story, minor: PersonId = s.ANNA) -> Story:
    """The lead has withdrawn from this minor, whatever was reached."""
    story.do(
        a.Withdraw,
        s.LEAD,
        minor=minor,
        outcome=WithdrawalOutcome.TRANSFERRED,
        ground=text("ground"),
        exceptions=(s.exception("P21", minor=minor),),
    )
    return story


def unsafe(
    story: Story,
    person: PersonId,
    *,
    who: Who = s.WORKER,
    minor: PersonId = s.ANNA,
    clause: str = "P22",
    days: float = 90,
) -> None:
    """A professional finds it unsafe to inform somebody, in this minor's interest, for so long."""
    given = s.exception(
        clause,
        why=Reason.UNSAFE_TO_INFORM,
        minor=minor,
        person=person,
        until=story.now + timedelta(days=days),
    )
    story.do(a.ExceptDuty, who, exception=given)


def reopening(story: Story, *minors: PersonId, **changes: Any) -> dict[str, Any]:
    """What a reopening says, on a decision of today."""
    return {
        "minors": minors,
        "why": text("why again"),
        "concern": text("new concern"),
        "necessity": s.decision(minors=minors, at=story.now, reference="d-2"),
        **changes,
    }


def opening(story: Story, who: Who, *minors: PersonId, **changes: Any) -> dict[str, Any]:
    """What an opening says, with the evidence of a mandate."""
    return {
        "by": story.by(who, mandate=s.MANDATE),
        "minors": minors,
        "why": text("why"),
        "concern": text("concern"),
        "goal": text("goal"),
        "necessity": s.decision(minors=minors),
        **changes,
    }


def adopting(story: Story, who: Who, *minors: PersonId, **changes: Any) -> dict[str, Any]:
    """What the adoption of an older file says, with the evidence of a mandate."""
    return {
        **opening(story, who, *minors),
        "source": "old-file-1",
        "provenance": text("provenance"),
        **changes,
    }


def with_module(days: float, **more: Any) -> tuple[Story, str]:
    """HOE 1 stands on one measure that ends by itself after so many days; gives its id too."""
    story = s.expectations_set()
    story.explain(Topic.WAT, s.WORKER[0], version=2, who=s.LEAD)
    key = s.measure(story, until=story.now + timedelta(days=days), **more)
    story.do(a.AcceptMeasure, s.GRAN, measure=key)
    story.do(a.EstablishHoe, s.WORKER, **{**s.hoe_content(story), "measures": (key,)})
    return story, key


def review(story: Story, days: float | None, *minors: PersonId) -> None:
    """The care worker looks back, and plans the next time (or plans nothing)."""
    next_at = None if days is None else story.now + timedelta(days=days)
    story.do(a.Review, s.WORKER, minors=minors or (s.ANNA, s.BEN), next_at=next_at)


def expectations(
    *minors: PersonId, revises: int = 1, material: bool = False, **changes: Any
) -> dict[str, Any]:
    """One expectation about these minors."""
    return {
        "revises": revises,
        "material": material,
        "expectations": (Expectation(id="e1", words=text("e1"), minors=minors),),
        "reason": text("reason"),
        **changes,
    }


def revision(story: Story, *, material: bool, **changes: Any) -> dict[str, Any]:
    """A revision of WAT in force that says the same, on fresh ground."""
    return {
        "revises": len(story.t.wat),
        "material": material,
        "reason": text("reason"),
        **s.statements(),
        **(s.gathered(story) if material else {}),
        **changes,
    }


# --- the table -----------------------------------------------------------------------------------


@frozen
class Line:
    """A row of the table: an act, what it rests on, and who of the cast may do it."""

    act: type[Any]
    clauses: tuple[str, ...]
    may: tuple[str, ...]
    without: tuple[str, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that may, in whatever standing."""
        return frozenset(CAST[name][1] for name in self.may)


def row(act: type[Any], clauses: str, may: str, *, without: str = "") -> Line:
    """Type one line of the table. `without` leaves out whom a test of its own speaks of."""
    return Line(act, tuple(clauses.split()), tuple(may.split()), tuple(without.split()))


@frozen
class Case:
    """One cell: may this one do that?"""

    line: Line
    name: str

    def __str__(self) -> str:
        verb = "may" if self.name in self.line.may else "may-not"
        return f"{self.name}-{verb}-{self.line.act.__name__}"

    def play(self) -> None:
        """Do it in a scene where all but the actor is in order, and see what the law says."""
        kind, who = self.line.act, CAST[self.name]
        stage, content = SCENES[kind]
        story = stage()
        outcome = story.ask(kind, who, **content(story, who))
        if self.name in self.line.may:
            assert isinstance(outcome, Accepted), outcome
            return
        no = violation(outcome, f"powers.{kind.__name__}")
        assert no.clauses == self.line.clauses
        (gap,) = no.gaps
        assert gap.code == ("not-lead" if who[1] in self.line.roles else "not-this-role")
        assert (gap.get("person"), gap.get("role")) == (who[0], who[1].value)
        assert [r.act for r in gap.remedies] == [kind.__name__]
        assert frozenset(gap.remedies[0].roles) == self.line.roles


def cases(table: tuple[Line, ...]) -> tuple[Case, ...]:
    """Every cell of the lines given."""
    return tuple(Case(line, name) for line in table for name in CAST if name not in line.without)


def violation(outcome: object, rule: str) -> Violation:
    """What one rule has against an act; fails when it has nothing."""
    assert isinstance(outcome, Refused), outcome
    levelled(*outcome.violations)
    found = [v for v in outcome.violations if v.rule == rule]
    assert len(found) == 1, [v.rule for v in outcome.violations]
    return found[0]


# --- scenes: all is in order but perhaps for who does it -----------------------------------------


def _opened() -> Story:
    return with_consultants(s.opened())


def _gathered() -> Story:
    return with_consultants(s.wat_established())


def _expected() -> Story:
    return with_consultants(s.expectations_set())


def _hoe() -> Story:
    return with_consultants(s.hoe_established())


def _ready() -> Story:
    return with_consultants(s.ready_to_withdraw())


def _ended() -> Story:
    return withdrawn(_opened()).wait(30)


def _nothing_yet() -> Story:
    return Story(law=Law())


def _end_content(story: Story, who: Who) -> dict[str, Any]:
    """Clients end their own part, professionals somebody's, the authority a consultant's."""
    whose = {
        Role.CONSULTANT: s.GRAN,
        Role.CARE_WORKER: s.GRAN,
        Role.AUTHORITY: s.CO,
        Role.SYSTEM: s.GRAN,
    }.get(who[1], who)
    return {"participation": part_of(story, whose), "until": story.now}


def _join_content(story: Story, who: Who) -> dict[str, Any]:
    """The authority adds a consultant, everyone else a neighbour."""
    role = Role.CONSULTANT if who[1] is Role.AUTHORITY else Role.NETWORK
    return {"person": NEIGHBOUR[0], "role": role, "since": story.now}


def _offer(story: Story, who: Who) -> dict[str, Any]:
    story.do(a.OfferHandover, s.LEAD, to=who[0])
    return {"handover": story.last_id()}


def _align(story: Story, who: Who) -> dict[str, Any]:
    """Consultants record it for a parent, everyone else gives it for themselves."""
    person = s.MOTHER[0] if who[1] is Role.CONSULTANT else who[0]
    return {
        "person": person,
        "on": AlignOn.EXPECTATIONS,
        "wat": len(story.t.wat),
        "position": Position.HEARD,
    }


def _correction(story: Story, who: Who) -> dict[str, Any]:
    """What the actor's own side recorded; what a system did, for who records nothing."""
    role = who[1] if who[1] in PROFESSIONAL else Role.SYSTEM
    recorder = {Role.CONSULTANT: s.LEAD, Role.CARE_WORKER: s.WORKER}.get(role, s.SYSTEM)
    story.do(a.RecordInformation, recorder, minors=(s.ANNA,), about=text("wrong"))
    return {"wrong": story.last_id(), "reason": text("reason"), "replacement": text("right")}


def _ratification(story: Story, who: Who) -> dict[str, Any]:
    """Somebody else's act."""
    story.do(a.RecordInformation, s.SYSTEM, minors=(s.ANNA,), about=text())
    return {"acts": (story.last_id(),), "ground": text("ground")}


def _about(**content: Any) -> Callable[[Story, Who], dict[str, Any]]:
    return lambda _, __: content


_MINORS: Final = (s.ANNA,)
_SAYS: Final = _about(minors=_MINORS, about=text())
_DECIDES: Final[Callable[[Story, Who], dict[str, Any]]] = lambda story, _: {  # noqa: E731
    "decision": s.decision(NecessityStatus.COURT_ORDERED, at=story.now, reference="d-2")
}

SCENES: Final[dict[type[Any], tuple[Callable[[], Story], Callable[[Story, Who], dict[str, Any]]]]]
SCENES = {
    a.DecideNecessity: (_opened, _DECIDES),
    a.RecordNecessity: (_opened, _DECIDES),
    a.OpenInvolvement: (_nothing_yet, lambda story, who: opening(story, who, s.ANNA)),
    a.AssignConsultant: (
        _opened,
        lambda story, _: {
            "person": NEIGHBOUR[0],
            "standing": Standing.CO,
            "since": story.now,
        },
    ),
    a.DeputiseConsultant: (
        _opened,
        lambda story, _: {
            "person": NEIGHBOUR[0],
            "since": story.now,
            "until": story.now + timedelta(days=7),
            "ground": text("ground"),
        },
    ),
    a.OfferHandover: (_opened, _about(to=s.CO[0])),
    a.TakeOver: (_opened, _offer),
    a.Protect: (_opened, _about(minors=_MINORS, measure=text())),
    a.KeepApart: (_opened, _about(persons=(s.ANNA, s.FATHER[0]), ground=text())),
    a.AddParticipation: (_opened, _join_content),
    a.EndParticipation: (_opened, _end_content),
    a.RecordConcern: (_opened, _SAYS),
    a.ContributeView: (_opened, _about(topic=ViewTopic.DANGER, minors=_MINORS, view=text())),
    a.RecordInformation: (_opened, _SAYS),
    a.RecordConversation: (_opened, _about(minors=_MINORS, persons=(s.MOTHER[0],))),
    a.RecordStrength: (_opened, _SAYS),
    a.RecordWhatWorks: (_opened, _SAYS),
    a.DraftWat: (_opened, _about(kind=StatementKind.GOAL, minors=_MINORS, words=text())),
    a.OfferIdea: (_opened, _SAYS),
    a.EstablishWat: (_opened, lambda story, _: {**s.statements(), **s.gathered(story)}),
    a.ReviseWat: (_gathered, lambda story, _: revision(story, material=True)),
    a.SetExpectations: (
        _gathered,
        lambda _, __: expectations(s.ANNA, exceptions=(s.exception("P21"),)),
    ),
    a.AssessHoe: (_hoe, _about(hoe=1, bottom_line="b1", sufficient=False)),
    a.Align: (_gathered, _align),
    a.Judge: (_expected, _about(wat=2, minor=s.ANNA, target="g1", met=False)),
    a.Review: (_opened, _about(minors=_MINORS)),
    a.Withdraw: (
        _ready,
        _about(minor=s.ANNA, outcome=WithdrawalOutcome.ACHIEVED, exceptions=(s.exception("P21"),)),
    ),
    a.Reopen: (_ended, lambda story, _: reopening(story, s.ANNA)),
    a.Correct: (_opened, _correction),
    a.Annotate: (
        _opened,
        lambda story, _: {"about": next(iter(story.t.gathered)), "words": text()},
    ),
    a.Ratify: (_opened, _ratification),
    a.Disclose: (
        _opened,
        lambda story, _: {
            "recipient": PersonId("court-1"),
            "to": Recipient.COURT,
            "ground": text("ground"),
            "items": tuple(story.t.gathered)[:1],
        },
    ),
    a.Erase: (_opened, _about(texts=("words-1",), kind=ErasureKind.WRONG_FAMILY)),
    a.Adopt: (_nothing_yet, lambda story, who: adopting(story, who, s.ANNA)),
}

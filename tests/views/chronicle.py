"""One family's story in which every kind of act is done, for what each viewer sees of it.

Two siblings, a father each; what can be said with an audience, a reason or words of its own is said
with it, for one child and for both.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any, Final

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.ending import Answer, WithdrawalOutcome
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.keeping import AdoptedPart, ErasureKind, Recipient
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import Expectation, StatementKind
from safetyframe.law import Law
from safetyframe.roles import Audience, Part, Role
from safetyframe.values import Evidence, Form, PersonId, Reason
from tests.support.cast import adopting, assign, deputise, hand_over, join, part_of, reopening
from tests.support.kin import BEN_AUNT, BEN_FATHER, BEN_WORKER
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
    exception,
    gathered,
    statements,
    text,
)

BOTH: Final = (ANNA, BEN)
EVIDENCE: Final = Evidence(registry="register", mandate=MANDATE, asked_at=DAY_ONE)
CO_WORKERS: Final = Audience(roles=(Role.CARE_WORKER,))
SOME: Final = Audience(persons=(FATHER[0], BEN_FATHER[0]), roles=(Role.CARE_WORKER,))

#: Who looks, and in what capacity.
VIEWERS: Final[tuple[Who, ...]] = (
    LEAD, CO, DEPUTY, WORKER, BEN_WORKER, ANNA_, BEN_, MOTHER, FATHER, BEN_FATHER, GRAN, BEN_AUNT,
    TRUST, AUTHORITY, STRANGER,
)  # fmt: skip


def reason(clause: str, minor: PersonId, person: Who | None = None, **more: Any) -> Any:
    return exception(
        clause, minor=minor, person=None if person is None else person[0], words=text("x"), **more
    )


REASONS: Final = (
    reason("P15a", ANNA),
    reason("P15a", BEN),
    reason("P15a", BEN, BEN_FATHER, why=Reason.REFUSED_CONTACT),
    reason("P15a", ANNA, FATHER, why=Reason.UNSAFE_TO_INFORM),
)


@cache
def told() -> Story:
    """The story of two siblings, from an opening to a reopening by somebody else."""
    story = Story()
    _begin(story)
    return story


def _begin(story: Story) -> None:
    story.do(
        a.OpenInvolvement,
        LEAD,
        by=story.by(LEAD, mandate=MANDATE),
        minors=BOTH,
        why=text("why"),
        concern=text("concern"),
        goal=text("goal"),
        necessity=decision(),
    )
    for who, about in ((WORKER, ()), (MOTHER, ()), (FATHER, (ANNA,)), (GRAN, (ANNA,)),
                       (TRUST, (ANNA,)), (BEN_FATHER, (BEN,)), (BEN_AUNT, (BEN,)),
                       (BEN_WORKER, (BEN,))):  # fmt: skip
        join(
            story,
            who,
            concerns=about,
            language="nl",
            ground=text("ground"),
            evidence=EVIDENCE,
            exceptions=REASONS,
        )
    assign(story, CO, ground=text("ground"), evidence=EVIDENCE, elsewhere=(Role.CONSULTANT,))
    deputise(story, 20, evidence=EVIDENCE)
    _gather(story)
    _agree(story)
    _keep(story)
    _end(story)


def _gather(story: Story) -> None:
    for kind, content in (
        (a.RecordConcern, {"about": text("concern")}),
        (a.ContributeView, {"topic": ViewTopic.DANGER, "view": text("view")}),
        (a.RecordInformation, {"about": text("info")}),
        (a.RecordConversation, {"persons": (MOTHER[0], FATHER[0], BEN_AUNT[0]),
                                "summary": text("talk"), "exceptions": REASONS}),
        (a.RecordStrength, {"about": text("strong")}),
        (a.RecordWhatWorks, {"about": text("works"), "contributors": (FATHER[0], BEN_FATHER[0])}),
        (a.DraftWat, {"kind": StatementKind.GOAL, "words": text("draft")}),
        (a.OfferIdea, {"about": text("idea")}),
    ):  # fmt: skip
        for minors, audience in ((BOTH, None), ((BEN,), CO_WORKERS), (BOTH, SOME)):
            story.do(kind, WORKER, minors=minors, audience=audience, **content)
    story.do(a.RecordStrength, BEN_AUNT, minors=BOTH, about=text("strong"), audience=SOME)
    story.do(a.Speak, ANNA_, words=text("mine"), minors=BOTH, audience=SOME)
    story.do(a.Speak, BEN_, words=text("mine"), minors=(BEN,), audience=CO_WORKERS)
    story.do(
        a.Speak,
        ANNA_,
        by=story.by(ANNA_, recorded_by=WORKER[0], form=Form.DRAWING),
        words=text("drawn"),
        minors=(ANNA,),
        audience=SOME,
    )
    story.do(a.Protect, WORKER, minors=BOTH, measure=text("now"), audience=SOME)
    story.do(a.Protect, BEN_WORKER, minors=(BEN,), measure=text("now"))
    story.do(a.KeepApart, WORKER, persons=(FATHER[0], BEN_FATHER[0]), ground=text("apart"))
    story.do(
        a.KeepApart,
        LEAD,
        persons=(ANNA, BEN_AUNT[0]),
        ground=text("apart"),
        audience=Audience(roles=(Role.CONSULTANT, Role.PARENT)),
    )
    story.do(a.RecordNecessity, LEAD, decision=decision(at=story.now, reference="d-2"))
    story.do(
        a.DecideNecessity,
        AUTHORITY,
        decision=decision(minors=(BEN,), at=story.now, reference="d-3"),
    )


def _agree(story: Story) -> None:
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story), exceptions=REASONS)
    wat = story.t.wat[1]
    bens = evolve(wat.goals[1], sustained_days=30)
    rests = {name: getattr(wat, name) for name in ("information", "conversations", "weighed")}
    said = statements(goals=(wat.goals[0], bens))
    story.do(
        a.ReviseWat,
        LEAD,
        revises=1,
        material=True,
        reason=text("why"),
        exceptions=REASONS,
        **{**said, **rests},
    )
    story.do(
        a.SetExpectations,
        LEAD,
        revises=2,
        material=False,
        expectations=(
            Expectation(id="e1", words=text("e1"), minors=BOTH),
            Expectation(id="e2", words=text("e2"), minors=(BEN,)),
        ),
        exceptions=(*REASONS, reason("P21", ANNA), reason("P21", BEN)),
    )
    for who, position in (
        (FATHER, Position.DISSENTS),
        (BEN_FATHER, Position.REFUSED_CONTACT),
        (GRAN, Position.NOT_REACHED),
    ):
        story.do(
            a.Align, LEAD, person=who[0], on=AlignOn.EXPECTATIONS, wat=3, position=position,
            words=text("said"),
        )  # fmt: skip
    for minor in BOTH:
        story.do(
            a.Align, WORKER, person=MOTHER[0], on=AlignOn.WITHDRAWAL, wat=3, minor=minor,
            position=Position.HEARD,
        )  # fmt: skip
    for minor, target in ((ANNA, "g1"), (BEN, "g1"), (BEN, "g2")):
        story.do(a.Judge, LEAD, wat=3, minor=minor, target=target, met=False, evidence=text("seen"))
        story.do(a.Scale, MOTHER, goal=target, minor=minor, value=3, words=text("three"))
    judged = story.last_id()
    story.explain(Topic.WAT, WORKER[0], ANNA, BEN, MOTHER[0], GRAN[0], version=3, who=LEAD)
    story.do(
        a.Explain,
        LEAD,
        matters=(
            Matter(topic=Topic.WAT, version=2),
            Matter(topic=Topic.WORRIES, version=3),
            Matter(topic=Topic.WHY),
        ),
        persons=(FATHER[0], BEN_AUNT[0]),
        form=Form.SPOKEN,
        language="fr",
        interpreter=True,
        understood=text("said back"),
        exceptions=(reason("P22", ANNA, FATHER), reason("P22", BEN, BEN_FATHER)),
    )
    story.do(a.Acknowledge, MOTHER, matter=Matter(topic=Topic.WAT, version=3))
    story.do(a.Acknowledge, BEN_AUNT, matter=Matter(topic=Topic.WORRIES, version=3))
    for one in (
        reason("P22", ANNA, FATHER),
        reason("P22", BEN, BEN_FATHER, why=Reason.REFUSED_CONTACT),
        reason("P27", ANNA, TRUST, why=Reason.UNSAFE_TO_INFORM),
    ):
        story.do(a.ExceptDuty, WORKER, exception=one)
    story.do(a.Speak, FATHER, words=text("mine"), minors=(ANNA,))
    _measures(story)
    story.do(a.Dissent, MOTHER, against=Dissented.WAT, ref="3", words=text("no"))
    story.do(a.Dissent, BEN_AUNT, against=Dissented.WAT, ref="2", statement="g2", words=text("no"))
    story.do(a.Dissent, MOTHER, against=Dissented.JUDGEMENT, ref=judged, words=text("no"))


def _measures(story: Story) -> None:
    keys: list[str] = []
    for minors, serves, bearers in (
        (BOTH, ("g1", "b2"), (MOTHER, GRAN, BEN_AUNT)),
        ((BEN,), ("g2",), (BEN_FATHER, MOTHER)),
    ):
        story.do(
            a.ProposeMeasure,
            WORKER,
            wat=3,
            about=text("measure"),
            serves=serves,
            bearers=tuple(p for p, _ in bearers),
            minors=minors,
            need=text("need"),
        )
        keys.append(story.last_id())
        for who in bearers:
            story.do(a.AcceptMeasure, who, measure=keys[-1])
    story.do(a.DeclineMeasure, BEN_AUNT, measure=keys[0], words=text("can't"))
    story.do(
        a.AmendMeasure,
        WORKER,
        measure=keys[0],
        wat=3,
        about=text("measure"),
        serves=("g1", "g2"),
        bearers=(MOTHER[0], BEN_AUNT[0]),
        minors=BOTH,
        need=text("need"),
    )
    for who in (MOTHER, BEN_AUNT):
        story.do(a.AcceptMeasure, who, measure=keys[0])
    together = tuple(
        Part(person=p, role=r, position=text("fine")) for p, r in (WORKER, MOTHER, BEN_AUNT)
    )
    story.do(
        a.EstablishHoe,
        WORKER,
        wat=3,
        measures=tuple(keys),
        together=together,
        invited=(FATHER[0], ANNA, BEN, BEN_FATHER[0]),
        exceptions=(reason("P16", ANNA), reason("P16", BEN, BEN_FATHER)),
    )
    for line in ("b1", "b2"):
        story.do(a.AssessHoe, LEAD, hoe=1, bottom_line=line, sufficient=True, why=text("enough"))
    story.do(a.Dissent, MOTHER, against=Dissented.HOE, ref="1", words=text("no"))
    story.explain(Topic.AGREEMENTS, MOTHER[0], BEN_FATHER[0], version=1)
    for minors in (BOTH, (BEN,)):
        story.do(
            a.DecideDirection,
            WORKER,
            direction=text("way"),
            minors=minors,
            together=together,
            exceptions=(reason("T7", ANNA), reason("T7", BEN, BEN_FATHER)),
        )
    story.do(
        a.Dissent, BEN_AUNT, against=Dissented.DIRECTION, ref=story.last_id(), words=text("no")
    )
    story.do(a.EndMeasure, WORKER, measure=keys[1], reason=text("done"))


def _keep(story: Story) -> None:
    strengths = [k for k, g in story.t.gathered.items() if g.kind.value == "strength"]
    wrong = [k for k, g in story.t.gathered.items() if g.kind.value == "information"]
    for minors in (BOTH, (BEN,)):
        story.do(
            a.Review,
            WORKER,
            minors=minors,
            persons=(MOTHER[0], FATHER[0], BEN_AUNT[0]),
            strengths=tuple(strengths),
            conclusion=text("so"),
            next_at=story.now + timedelta(days=30),
            exceptions=(reason("T3", ANNA), reason("T3", BEN, BEN_FATHER)),
        )
    for one in wrong[1:3]:
        story.do(a.Correct, WORKER, wrong=one, reason=text("wrong"), replacement=text("right"))
    for author, audience in ((GRAN, None), (WORKER, None), (WORKER, SOME), (BEN_AUNT, SOME)):
        story.do(
            a.Annotate, author, about=story.t.wat[1].act, words=text("note"), audience=audience
        )
    story.do(a.RecordInformation, SYSTEM, minors=(BEN,), about=text("found"))
    proposed = story.last_id()
    story.do(a.Ratify, LEAD, acts=(proposed, wrong[0]), ground=text("ground"))
    story.do(
        a.Disclose,
        LEAD,
        recipient=PersonId("court-1"),
        to=Recipient.COURT,
        ground=text("ground"),
        items=(proposed, story.t.wat[1].act, wrong[0]),
    )
    story.do(a.Erase, AUTHORITY, texts=("draft",), kind=ErasureKind.WRONG_FAMILY)


def _end(story: Story) -> None:
    for who in (GRAN, BEN_AUNT):
        story.do(
            a.EndParticipation,
            LEAD,
            participation=part_of(story, who),
            until=story.now + timedelta(days=400),
            reason=text("moves"),
        )
    story.do(
        a.Withdraw,
        LEAD,
        minor=ANNA,
        outcome=WithdrawalOutcome.TRANSFERRED,
        ground=text("elsewhere"),
        answers=(
            Answer(person=FATHER[0], words=text("a")),
            Answer(person=MOTHER[0], words=text("a")),
        ),
        exceptions=(reason("P21", ANNA), reason("P22", ANNA, FATHER)),
    )
    story.do(a.Dissent, MOTHER, against=Dissented.WITHDRAWAL, ref=story.last_id(), words=text("no"))
    story.wait(30)
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    hand_over(story, CO, confirms=len(story.t.wat))


@cache
def adopted() -> Story:
    """A file that was kept elsewhere, in which two siblings have a father each."""
    story = Story(law=Law())
    parts = tuple(
        AdoptedPart(person=who[0], role=who[1], since=DAY_ONE, concerns=about, language="nl")
        for who, about in ((WORKER, ()), (MOTHER, ()), (FATHER, (ANNA,)), (BEN_FATHER, (BEN,)))
    )
    story.do(a.Adopt, LEAD, **adopting(story, LEAD, *BOTH, parts=parts, unknown=("voices",)))
    by = story.by(LEAD, mandate=MANDATE)
    story.do(a.Adopt, LEAD, by=by, source="old-file-1", provenance=text("found"))
    return story

"""The family that is measured: a believable first half year of 100 records, and the years after.

`tests.support.story` plays every act through the law, so nothing here could not have happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import Any, Final

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import Expectation
from safetyframe.law import Law
from safetyframe.roles import Part, Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import Form, PersonId
from tests.support import cast
from tests.support import story as s
from tests.support.story import Story, text

LAW: Final = Law()
BOTH: Final = (s.ANNA, s.BEN)
EVERYONE: Final = (s.WORKER[0], *BOTH, s.MOTHER[0], s.FATHER[0], s.GRAN[0], s.TRUST[0])
LENGTH: Final = 100


@cache
def first_half_year() -> Story:
    """Two siblings, from the opening to the day on which Anna could be let go: 100 records."""
    story = _informed(s.opened(LAW))
    _gathering(story)
    story.do(a.EstablishWat, s.LEAD, **s.statements(), **s.gathered(story.wait()))
    _wat_shared(story.wait(2))
    _hoe(story.wait(7))
    _spring(story.wait(14))
    _relapse_and_after(story.wait(20))
    s.align_all(story.wait(30), AlignOn.WITHDRAWAL, minor=s.ANNA, position=Position.AGREES)
    _told_until(story, LENGTH)
    return story


def _informed(story: Story) -> Story:
    both = (Matter(topic=Topic.WHY), Matter(topic=Topic.GOAL), Matter(topic=Topic.MANDATES))
    for form, *persons in (
        (Form.SPOKEN, s.MOTHER[0], s.GRAN[0]),
        (Form.WORDS_AND_PICTURES, s.ANNA),
        (Form.PLAY, s.BEN),
        (Form.SPOKEN, s.WORKER[0], s.TRUST[0]),
    ):
        story.do(a.Explain, s.LEAD, matters=both, persons=tuple(persons), form=form, language="nl")
    story.do(a.Acknowledge, s.WORKER, matter=Matter(topic=Topic.MANDATES))
    for clause in ("T5a", "T5b"):
        exception = s.exception(clause, person=s.FATHER[0])
        story.do(a.ExceptDuty, s.LEAD, exception=exception)
    return story


def _gathering(story: Story) -> None:
    for who in (s.WORKER, s.MOTHER, s.GRAN):
        story.do(a.RecordConcern, who, minors=BOTH, about=text("concern"))
        story.do(a.RecordStrength, who, minors=BOTH, about=text("strength"))
    story.do(a.RecordWhatWorks, s.WORKER, minors=BOTH, about=text("works"), contributors=EVERYONE)
    for who in (s.ANNA_, s.BEN_):
        own = story.by(who, recorded_by=s.WORKER[0], form=Form.DRAWING)
        story.do(a.Speak, who, by=own, words=text("words"), minors=(who[0],))


def _wat_shared(story: Story) -> None:
    s.align_all(story, position=Position.HEARD)
    story.do(
        a.SetExpectations,
        s.LEAD,
        revises=1,
        material=False,
        expectations=(Expectation(id="e1", words=text("e1"), minors=BOTH),),
    )
    story.explain(Topic.WAT, s.MOTHER[0], s.GRAN[0], s.ANNA, version=2, who=s.LEAD)
    story.explain(Topic.WAT, s.WORKER[0], s.BEN, s.TRUST[0], version=2, who=s.LEAD)
    worries = Matter(topic=Topic.WORRIES, version=2)
    story.do(a.Acknowledge, s.WORKER, matter=worries)
    story.do(a.Dissent, s.FATHER, against=Dissented.WAT, ref="2", words=text("no"), statement="b1")


def _hoe(story: Story) -> None:
    for minor in BOTH:
        story.do(a.OfferIdea, s.GRAN, minors=(minor,), about=text("idea"))
    shared = s.measure(story, bearers=(s.GRAN[0], s.MOTHER[0]))
    for who in (s.GRAN, s.MOTHER):
        story.do(a.AcceptMeasure, who, measure=shared)
    content = s.hoe_content(story)
    content["measures"] = (*content["measures"], shared)
    story.do(a.EstablishHoe, s.WORKER, **content)
    story.explain(Topic.AGREEMENTS, s.MOTHER[0], s.FATHER[0], s.GRAN[0], *BOTH, version=1)
    for who in (s.MOTHER, s.GRAN):
        story.do(a.Acknowledge, who, matter=Matter(topic=Topic.AGREEMENTS, version=1))
    for line in ("b1", "b2"):
        story.do(a.AssessHoe, s.LEAD, hoe=1, bottom_line=line, sufficient=True)


def _spring(story: Story) -> None:
    story.do(a.RecordConversation, s.LEAD, minors=BOTH, persons=(s.FATHER[0], s.GRAN[0]))
    for who in (s.MOTHER, s.ANNA_, s.WORKER):
        story.do(a.Scale, who, goal="g1", minor=s.ANNA, value=6)
    story.do(a.Review, s.LEAD, minors=BOTH, persons=(s.MOTHER[0], s.WORKER[0]))
    s.judged_met(story)
    story.do(a.Judge, s.LEAD, wat=2, minor=s.BEN, target="g1", met=True)


def _relapse_and_after(story: Story) -> None:
    story.do(a.Judge, s.LEAD, wat=2, minor=s.ANNA, target="g1", met=False)
    together = _together()
    story.do(a.DecideDirection, s.LEAD, direction=text("way"), minors=BOTH, together=together)
    story.do(a.Judge, s.LEAD, wat=2, minor=s.ANNA, target="g1", met=True)


def _together() -> tuple[Part, ...]:
    return (
        Part(person=s.LEAD[0], role=Role.CONSULTANT, position=text("p")),
        Part(person=s.MOTHER[0], role=Role.PARENT, position=text("p")),
        Part(person=s.WORKER[0], role=Role.CARE_WORKER, position=text("p")),
    )


def _told_until(story: Story, length: int) -> None:
    """The last weeks: small things, week by week, up to the length asked for."""
    weekly: tuple[tuple[type[Any], s.Who, dict[str, Any]], ...] = (
        (a.RecordInformation, s.WORKER, {"minors": BOTH, "about": text("info")}),
        (a.Speak, s.MOTHER, {"words": text("words"), "minors": BOTH}),
        (a.RecordConversation, s.WORKER, {"minors": BOTH, "persons": (s.MOTHER[0], s.ANNA)}),
        (a.Scale, s.GRAN, {"goal": "g2", "minor": s.BEN, "value": 7}),
        (a.RecordStrength, s.GRAN, {"minors": (s.BEN,), "about": text("strength")}),
    )
    for number in range(length - len(story.records)):
        kind, who, content = weekly[number % len(weekly)]
        story.wait(1).do(kind, who, **content)
    assert len(story.records) == length, len(story.records)


# --- acts that can be done on the day the half year ends ----------------------------------------


@cache
def acceptable() -> dict[str, Act]:
    """One act of each of these kinds, all of which the law accepts after the half year."""
    story = first_half_year()
    hoe = story.t.hoe[1]
    made: dict[str, Act] = {
        "Speak": story.act(a.Speak, s.MOTHER, words=text("w"), minors=BOTH),
        "RecordInformation": story.act(
            a.RecordInformation, s.WORKER, minors=BOTH, about=text("info")
        ),
        "Align": story.act(
            a.Align,
            s.LEAD,
            person=s.MOTHER[0],
            on=AlignOn.EXPECTATIONS,
            wat=2,
            position=Position.AGREES,
        ),
        "Judge": story.act(a.Judge, s.LEAD, wat=2, minor=s.ANNA, target="g1", met=True),
        "Explain": story.act(
            a.Explain,
            s.WORKER,
            matters=(Matter(topic=Topic.WAT, version=2),),
            persons=(s.MOTHER[0], s.ANNA, s.FATHER[0]),
            form=Form.SPOKEN,
            language="nl",
        ),
        "EstablishHoe": story.act(
            a.EstablishHoe,
            s.WORKER,
            wat=2,
            measures=hoe.measures,
            together=hoe.together,
            invited=hoe.invited,
        ),
        "Withdraw": story.act(a.Withdraw, s.LEAD, minor=s.ANNA, outcome=WithdrawalOutcome.ACHIEVED),
    }
    return made


# --- the years after ----------------------------------------------------------------------------


def grown(length: int) -> Story:
    """The same family so many records later, with the same mix of acts; people come and go."""
    half = first_half_year()
    story = Story(law=LAW, t=half.t, now=half.now, records=list(half.records), count=half.count)
    if length <= LENGTH:
        return story
    for act in _years(story):
        act()
        if len(story.records) >= length:
            break
    return story


def next_acts(story: Story, count_: int) -> tuple[Act, ...]:
    """What this family does next. The story itself stays where it is."""
    ahead = Story(law=LAW, t=story.t, now=story.now, count=story.count + 100_000)
    for act in _years(ahead):
        act()
        if len(ahead.records) >= count_:
            break
    return tuple(record.act for record in ahead.records[:count_])


def _years(story: Story) -> Iterator[Callable[[], object]]:
    """Seasons without end. Each step does one to a dozen acts."""
    for season in count():
        for week in range(6):
            yield lambda w=week: _week(story, w)
        yield lambda: _new_agreements(story)
        yield lambda n=season: _helper_comes_and_goes(story, n)
        yield lambda: _judgement_day(story)
        if season % 4 == 3:
            yield lambda: _material_revision(story)


def _week(story: Story, week: int) -> None:
    story.wait(7)
    wat = len(story.t.wat)
    story.do(a.RecordInformation, s.WORKER, minors=BOTH, about=text("info"))
    story.do(a.RecordConversation, s.WORKER, minors=BOTH, persons=(s.MOTHER[0], s.ANNA))
    story.do(a.ContributeView, s.MOTHER, topic=ViewTopic.DANGER, minors=BOTH, view=text("view"))
    own = story.by(s.BEN_, recorded_by=s.WORKER[0], form=Form.DRAWING)
    story.do(a.Speak, s.BEN_, by=own, words=text("words"), minors=(s.BEN,))
    story.do(a.Scale, s.ANNA_, goal="g1", minor=s.ANNA, value=week)
    story.do(a.RecordStrength, s.GRAN, minors=BOTH, about=text("strength"))
    if week % 3 == 0:
        story.do(a.Review, s.LEAD, minors=BOTH, persons=(s.MOTHER[0], s.WORKER[0]))
        story.explain(Topic.WAT, s.MOTHER[0], s.FATHER[0], s.BEN, version=wat)


def _new_agreements(story: Story) -> None:
    """The old measures end, and a new HOE is made together."""
    last = story.t.hoe[len(story.t.hoe)] if len(story.t.hoe) else None
    for key in () if last is None else last.measures:
        if story.t.measures[key].ended_at is None:
            story.do(a.EndMeasure, s.WORKER, measure=key)
    story.do(a.EstablishHoe, s.WORKER, **s.hoe_content(story))
    version = len(story.t.hoe)
    story.explain(Topic.AGREEMENTS, s.MOTHER[0], s.FATHER[0], s.GRAN[0], *BOTH, version=version)
    story.do(a.Acknowledge, s.GRAN, matter=Matter(topic=Topic.AGREEMENTS, version=version))
    for line in ("b1", "b2"):
        story.do(a.AssessHoe, s.LEAD, hoe=version, bottom_line=line, sufficient=True)


def _helper_comes_and_goes(story: Story, season: int) -> None:
    """Somebody else of the network helps for a while."""
    who = (PersonId(f"helper-{season % 12}"), Role.NETWORK)
    cast.join(story, who)
    story.explain(Topic.WHY, who[0])
    story.wait(20).do(a.Speak, who, words=text("words"), minors=BOTH)
    cast.leave(story, who)


def _judgement_day(story: Story) -> None:
    wat = len(story.t.wat)
    for minor in BOTH:
        for target in ("g1", "b1"):
            story.do(a.Judge, s.LEAD, wat=wat, minor=minor, target=target, met=False)
    for person in EVERYONE:
        story.do(
            a.Align,
            s.LEAD,
            person=person,
            on=AlignOn.EXPECTATIONS,
            wat=wat,
            position=Position.HEARD,
        )
    direction = text("way")
    story.do(a.DecideDirection, s.LEAD, direction=direction, minors=BOTH, together=_together())


def _material_revision(story: Story) -> None:
    story.do(a.ReviseWat, s.LEAD, **cast.revision(story, material=True))
    story.explain(Topic.WAT, *EVERYONE, version=len(story.t.wat), who=s.LEAD)


# --- the same family with more in force ---------------------------------------------------------


def crowd(times: int) -> Trajectory:
    """The half year with so many more of the network in force, each told, borne on and heard."""
    half = first_half_year()
    story = Story(law=LAW, t=half.t, now=half.now, count=half.count)
    for number in range(times):
        who = (PersonId(f"neighbour-{number}"), Role.NETWORK)
        cast.join(story, who)
        story.explain(Topic.WHY, who[0])
        story.do(a.Speak, who, words=text("words"), minors=BOTH)
    return story.t

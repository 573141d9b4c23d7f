"""Case 26: there is no care worker yet, only a waiting list.

A form that wants the care worker's view cannot be finished, so somebody invents one. Here what is
missing is said, what can go on goes on, and HOE waits for those who are to make it.
"""

from datetime import timedelta

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import Topic
from safetyframe.acts.wat import Weighed
from safetyframe.outcome import Accepted
from safetyframe.powers import Cell
from safetyframe.roles import Part, Role
from safetyframe.values import Reason
from tests.support.breaking import drop_watch, put, set_cell, silence_rule
from tests.support.cast import violation
from tests.support.expect import join, leave, sees, sees_nothing
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    Story,
    codes,
    exception,
    opened,
    rules,
    statements,
    text,
)

CLAUSES = ("P15b", "P16", "T2")

BOTH = (ANNA, BEN)
WAITING = "watch.no-worker-by-supply"


def waiting() -> tuple[Story, dict]:
    """Family and network are there, all but the worker gave a view; gives what WAT rests on."""
    story = opened(everyone=False)
    for who in (MOTHER, FATHER, GRAN):
        join(story, who)
    story.do(a.RecordInformation, LEAD, minors=BOTH, about=text("info"))
    information = story.last_id()
    story.do(a.RecordConversation, LEAD, minors=BOTH, persons=(ANNA, BEN, MOTHER[0]))
    talk = story.last_id()
    views = []
    for who, topic in ((LEAD, ViewTopic.SAFETY), (MOTHER, ViewTopic.DANGER)):
        story.do(a.ContributeView, who, topic=topic, minors=BOTH, view=text("view"))
        views.append(Weighed(view=story.last_id(), how=text("how")))
    return story, {
        **statements(),
        "information": (information,),
        "conversations": (talk,),
        "weighed": tuple(views),
    }


def said(clause: str, **more):
    return exception(clause, why=Reason.NOT_YET_ASSIGNED, **more)


def established(**more) -> Story:
    """WAT stands, with the reason why no care worker was heard."""
    story, content = waiting()
    given = (said("P4"), said("P15b", **more))
    story.do(a.EstablishWat, LEAD, exceptions=given, **content)
    return story


def test_wat_goes_on_with_the_reason_that_nobody_is_assigned_yet():
    """Without the worker's view WAT is refused; with the reason it is established."""
    story, content = waiting()
    no = story.refused(a.EstablishWat, LEAD, exceptions=(said("P4"),), **content)
    assert (rules(no), codes(no)) == (["wat.worker-expertise"], ["no-worker-view"])
    assert violation(no, "wat.worker-expertise").clauses == ("P15b",)
    story.do(a.EstablishWat, LEAD, exceptions=(said("P4"), said("P15b")), **content)
    held = story.t.exceptions["P15b", None, ANNA, False]
    assert (held.why, held.act) == (Reason.NOT_YET_ASSIGNED, story.last_id())


def test_hoe_is_not_established_without_a_care_worker():
    """Family and network alone, or with the consultant, make no HOE, whatever the reason given."""
    story = established()
    story.explain(Topic.WAT, MOTHER[0], version=1, who=LEAD)
    content = {
        "wat": 1,
        "about": text("measure"),
        "serves": ("g1",),
        "bearers": (GRAN[0],),
        "minors": BOTH,
    }
    story.do(a.ProposeMeasure, MOTHER, **content)
    key = story.last_id()
    story.do(a.AcceptMeasure, GRAN, measure=key)
    family = tuple(Part(person=who[0], role=who[1]) for who in (MOTHER, GRAN))
    for more in ((), (Part(person=LEAD[0], role=LEAD[1]),)):
        no = story.refused(
            a.EstablishHoe,
            MOTHER,
            wat=1,
            measures=(key,),
            together=(*family, *more),
            invited=(FATHER[0], ANNA, BEN),
            exceptions=(said("P16"), said("P17")),
        )
        fault = violation(no, "hoe.together")
        assert fault.clauses == ("P16", "P17")
        (gap,) = fault.gaps
        assert (gap.code, [r.act for r in gap.remedies]) == ("no-care-worker", ["AddParticipation"])
    join(story, WORKER)
    story.do(
        a.EstablishHoe,
        MOTHER,
        wat=1,
        measures=(key,),
        together=(*family, Part(person=WORKER[0], role=WORKER[1])),
        invited=(FATHER[0], ANNA, BEN),
    )


def test_the_waiting_is_an_unmet_need():
    """As long as no care worker takes part, a need that is not met is seen."""
    story = established()
    found = sees(story, WAITING, "T2", "need-without-care-worker")
    assert [(r.act, dict(r.about)) for r in found.remedies] == [
        ("AddParticipation", {"role": "care-worker"})
    ]
    story.wait(90)
    sees(story, WAITING, "T2", "need-without-care-worker")
    join(story, WORKER)
    sees_nothing(story, WAITING)
    leave(story, WORKER)
    sees(story, WAITING, "T2", "need-without-care-worker")


def test_once_assigned_the_worker_is_asked_for_a_view_on_the_statements():
    """From the day a worker joins, the view that was missed is asked for, until it is given."""
    story = established()
    sees_nothing(story, "watch.worker-heard-later")
    join(story, WORKER)
    found = sees(story, "watch.worker-heard-later", "P15b", "worker-view-missing")
    assert [r.act for r in found.remedies] == ["ContributeView"]
    view = {"minors": BOTH, "view": text("view")}
    story.do(a.ContributeView, WORKER, topic=ViewTopic.SAFETY, **view)
    sees(story, "watch.worker-heard-later", "P15b", "worker-view-missing")
    story.do(a.ContributeView, WORKER, topic=ViewTopic.DANGER, **view)
    sees_nothing(story, "watch.worker-heard-later")


def test_the_reason_has_an_end():
    """A waiting list that lasts longer than was said is seen, and WAT stays in force."""
    story = established(until=opened().now + timedelta(days=40))
    sees_nothing(story, "watch.exceptions-run")
    story.wait(41)
    sees(story, "watch.exceptions-run", "P19", "exception-lapsed", clause="P15b")
    assert len(story.t.wat) == 1


def test_everything_that_needs_no_worker_goes_on():
    """Speaking, gathering, explaining and expecting wait for nobody."""
    story = established()
    story.explain(Topic.WAT, MOTHER[0], ANNA, version=1, who=LEAD)
    story.do(a.RecordStrength, MOTHER, minors=BOTH, about=text("strength"))
    story.do(a.OfferIdea, GRAN, minors=BOTH, about=text("idea"))
    expects = a.Expectation(id="e1", words=text("e1"), minors=BOTH)
    outcome = story.ask(
        a.SetExpectations,
        LEAD,
        revises=1,
        material=False,
        expectations=(expects,),
        exceptions=(exception("P21"),),
    )
    assert isinstance(outcome, Accepted)


BREAKS = {
    "nobody misses the worker's view": silence_rule("wat.worker-expertise"),
    "no reason carries the gate": put("safetyframe.rules.wat:excepted", lambda *_: False),
    "HOE does without": silence_rule("hoe.together"),
    "waiting is no need": drop_watch("watch.no-worker-by-supply"),
    "the worker is not asked": drop_watch("watch.worker-heard-later"),
    "the reason lasts for ever": drop_watch("watch.exceptions-run"),
    "nobody of the network has an idea": set_cell(a.OfferIdea, Role.NETWORK, Cell.NO),
}

"""What there is to look at beside refusals: the watches on clauses that refuse as well."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.voices import Dissented
from safetyframe.values import Form, Reason
from tests.support.cast import (
    assign,
    deputise,
    hand_over,
    leave,
    unsafe,
    with_module,
)
from tests.support.expect import join, keep_apart, revise
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    STRANGER,
    TRUST,
    WORKER,
    Story,
    exception,
    expectations_set,
    gathered,
    hoe_content,
    hoe_established,
    judged_met,
    measure,
    opened,
    statements,
    text,
    wat_established,
)
from tests.vectors.situation import Of, after
from tests.vectors.situations.ending import P20, P21, T4
from tests.vectors.situations.hoe import P10, P16, P17, explained
from tests.vectors.situations.informing import P6, P19, T5A, X16
from tests.vectors.situations.involvement import P1, P2, P8C, P11, leaderless
from tests.vectors.situations.keeping import adopted, anothers
from tests.vectors.situations.looking import T2
from tests.vectors.situations.voices import T6
from tests.vectors.situations.wat import P5C, P12, P14, P15B

BOTH = (ANNA, BEN)


def sees(of: Of, name: str, title: str, scene, seen: str) -> None:
    of.sees(f"seen-{name}", title, scene, seen)


def gone(who):
    def step(story):
        leave(story, who)
        story.wait(0.5)

    return step


# --- stages of their own ---


def _deputised() -> Story:
    story = opened()
    deputise(story)
    return story


def _handed_over() -> Story:
    story = expectations_set()
    assign(story, CO)
    return hand_over(story)


def _without_worker() -> Story:
    """WAT was established before a care worker was there."""
    story = opened(everyone=False)
    join(story, MOTHER)
    story.do(a.RecordInformation, LEAD, minors=BOTH, about=text())
    information = story.last_id()
    story.do(a.RecordConversation, LEAD, minors=BOTH, persons=(MOTHER[0],))
    why = tuple(exception(clause, why=Reason.NOT_YET_ASSIGNED) for clause in ("P4", "P15b"))
    story.do(
        a.EstablishWat,
        LEAD,
        **statements(),
        information=(information,),
        conversations=(story.last_id(),),
        exceptions=(*why, exception("P15a")),
    )
    return story


def _excepted_hoe() -> Story:
    """HOE on an exception for one who was not asked."""
    story = explained()
    until = story.now + timedelta(days=30)
    why = exception("P16", person=FATHER[0], until=until)
    content = hoe_content(story, invited=BOTH, exceptions=(why,))
    story.do(a.EstablishHoe, WORKER, **content)
    return story


def _confirmed_hoe() -> Story:
    """HOE in which each confirmed their own part, but one."""
    story = hoe_established()
    matter = Matter(topic=Topic.AGREEMENTS, version=1)
    story.do(a.Acknowledge, MOTHER, matter=matter)
    return story


def _emergency() -> Story:
    story = Story()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text("measure"))
    return story


def _protected() -> Story:
    story = opened()
    until = story.now + timedelta(days=7)
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text("measure"), until=until)
    return story


def _unsafe_bearer() -> Story:
    story = expectations_set()
    measure(story, bearers=(FATHER[0],))
    unsafe(story, FATHER[0])
    return story


def _reached() -> Story:
    """The father was not reached; since then somebody has spoken with him."""
    story = wat_established()
    content = {"person": FATHER[0], "on": AlignOn.EXPECTATIONS, "wat": 1}
    story.do(a.Align, LEAD, **content, position=Position.NOT_REACHED)
    story.do(a.RecordConversation, LEAD, minors=BOTH, persons=(FATHER[0],))
    return story


def _crossed() -> Story:
    """The father himself, who is not told, writes down that he spoke with the child."""
    story = opened()
    keep_apart(story, ANNA, FATHER[0])
    story.do(a.RecordConversation, FATHER, minors=(ANNA,), persons=(ANNA,))
    return story


def _bearers_apart() -> Story:
    story = expectations_set()
    keep_apart(story, ANNA, FATHER[0])
    measure(story, bearers=(FATHER[0],))
    return story


def _below_the_scale() -> Story:
    story = opened()
    first, second = statements()["goals"]
    goals = (evolve(first, scale_at_least=6), second)
    story.do(a.EstablishWat, LEAD, **statements(goals=goals), **gathered(story))
    story.do(a.Judge, LEAD, wat=1, minor=ANNA, target="g1", met=True)
    story.do(a.Scale, ANNA_, goal="g1", minor=ANNA, value=4)
    return story


def _late() -> Story:
    """All were told on day 1; it was written down two days later."""
    story = opened()
    at = story.now
    story.wait(2)
    story.do(
        a.Explain,
        LEAD,
        by=story.by(LEAD, at=at, recorded_at=story.now),
        matters=(Matter(topic=Topic.WHY),),
        persons=(ANNA, BEN, WORKER[0], MOTHER[0], FATHER[0], GRAN[0], TRUST[0]),
        form=Form.SPOKEN,
        language="nl",
    )
    return story


sees(
    P1,
    "worker-left",
    "One of the partners is vacant.",
    after(opened, gone(WORKER)),
    "watch.role-vacant:role-vacant",
)
sees(P12, "no-lead", "There is no lead.", after(leaderless), "watch.lead-vacant:no-lead")
sees(
    P8C,
    "deputy-over",
    "A deputy's period is over.",
    after(_deputised, days=91),
    "watch.deputies-end:deputy-over",
)
sees(
    P12,
    "not-taken-over",
    "A successor has not taken over the WAT yet.",
    after(_handed_over),
    "watch.lead-confirms:wat-not-taken-over",
)
sees(
    P6,
    "stale",
    "What was told is no longer the text in force.",
    after(
        wat_established,
        lambda story: story.explain(Topic.WAT, ANNA, version=1),
        lambda story: revise(story, material=False),
    ),
    "watch.renderings-fresh:rendering-stale",
)
sees(
    P14,
    "not-spoken-with",
    "Father and grandmother were not spoken with.",
    after(wat_established),
    "watch.spoken-with:not-spoken-with",
)
sees(
    P14,
    "rests-on-error",
    "What it rests on turned out wrong.",
    after(
        lambda: judged_met(hoe_established()),
        lambda story: story.do(a.Correct, LEAD, wrong=story.t.wat[2].information[0], reason=text()),
    ),
    "watch.spoken-with:not-spoken-with watch.rests-on-error:rests-on-error"
    " watch.rests-on-error:judged-on-error watch.rests-on-error:hoe-on-error",
)
sees(
    P15B,
    "worker-later",
    "A care worker came after WAT, and has not been asked.",
    after(_without_worker, lambda story: join(story, WORKER)),
    "watch.worker-heard-later:worker-view-missing",
)
sees(
    P19,
    "exception-lapsed",
    "An exception ran out, and what it stood in for is not done.",
    after(_excepted_hoe, days=40),
    "watch.exceptions-run:exception-lapsed",
)
sees(
    P20,
    "no-expectations",
    "WAT stands without expectations.",
    after(wat_established),
    "watch.expectations-set:no-expectations",
)
sees(
    P16,
    "stale",
    "A material revision has made HOE stale.",
    after(hoe_established, lambda story: revise(story, material=True)),
    "watch.hoe-fresh:hoe-stale watch.parts-confirmed:part-unconfirmed",
)
sees(
    P17,
    "worker-left",
    "The care worker who made it has left.",
    after(hoe_established, gone(WORKER)),
    "watch.hoe-still-together:hoe-without-care-worker watch.hoe-sufficient:hoe-not-assessed",
)
sees(
    P10,
    "bearer-left",
    "Whoever bore a measure has left, and HOE is at risk.",
    after(hoe_established, gone(GRAN)),
    "watch.measures-borne:bearer-left watch.hoe-at-risk:hoe-at-risk"
    " watch.hoe-at-risk:review-after-loss",
)
sees(
    P16,
    "part-unconfirmed",
    "A part that was written down for somebody is not confirmed.",
    after(_confirmed_hoe),
    "watch.parts-confirmed:part-unconfirmed",
)
sees(
    P17,
    "not-assessed",
    "Nobody has said whether it is enough.",
    after(hoe_established),
    "watch.hoe-sufficient:hoe-not-assessed",
)
sees(
    P11,
    "from-outside",
    "Somebody who takes no part has spoken.",
    after(opened, lambda story: story.do(a.Speak, STRANGER, words=text())),
    "watch.voices-from-inside:voice-from-outside",
)
sees(
    P2,
    "emergency",
    "An emergency that no involvement has made regular.",
    after(_emergency),
    "watch.protection-regular:emergency-to-regularise",
)
sees(
    P2,
    "find-out",
    "What has to be found out in an adopted file.",
    after(adopted),
    "watch.find-out:find-out",
)
sees(
    T4,
    "protection-open",
    "A measure to protect is past its end.",
    after(_protected, days=8),
    "watch.protection-ends:protection-past-its-end",
)
sees(
    P19,
    "unsafe-bearer",
    "Whom it is unsafe to inform bears a measure.",
    after(_unsafe_bearer),
    "watch.unsafe-not-counted:bearer-unsafe",
)
sees(
    P21,
    "reached-since",
    "Who was not reached has been spoken with since.",
    after(_reached),
    "watch.asked-again:reached-since",
)
sees(
    P21,
    "older-wat",
    "Positions are on a WAT from before a material revision.",
    after(expectations_set, lambda story: revise(story, material=True)),
    "watch.aligned-anew:position-older-wat",
)
sees(
    P21,
    "no-words",
    "Somebody disagrees, and their words are not on record.",
    after(
        wat_established,
        lambda story: story.do(
            a.Align,
            LEAD,
            person=FATHER[0],
            on=AlignOn.EXPECTATIONS,
            wat=1,
            position=Position.DISSENTS,
        ),
    ),
    "watch.dissent-in-words:dissent-without-words",
)
sees(
    T6,
    "about-nothing",
    "A dissent from what there is not; and voices that are missing.",
    after(
        opened,
        lambda story: story.do(a.Dissent, MOTHER, against=Dissented.WAT, ref="7", words=text()),
    ),
    "watch.voices-about-something:about-nothing-known watch.meaning:no-voice",
)
sees(
    P10,
    "older-wat",
    "A measure is for a WAT from before a material revision.",
    after(hoe_established, lambda story: revise(story, material=True)),
    "watch.measures-fit:measure-for-an-older-wat",
)
sees(
    X16,
    "crossed",
    "A conversation brought together who is kept apart.",
    after(_crossed),
    "watch.barriers-kept:barrier-crossed",
)
sees(
    X16,
    "bearers",
    "A measure is borne by somebody who is kept apart from the child.",
    after(_bearers_apart),
    "watch.bearers-apart:bearer-kept-apart",
)
sees(
    P5C,
    "below-the-scale",
    "Judged met, while somebody scales it lower than the goal asks.",
    after(_below_the_scale),
    "watch.scales-agree:met-below-the-scale",
)
sees(
    T2,
    "ends-before-review",
    "A measure ends before anybody looks back.",
    after(lambda: with_module(60)[0]),
    "watch.looked-at-in-time:measure-ends-before-review",
)
sees(
    P12,
    "ratified",
    "Acts without power, for which somebody stands.",
    after(opened, lambda story: story.do(a.Ratify, LEAD, **anothers(story))),
    "watch.ratified-acts:ratified",
)
sees(
    T5A,
    "recorded-late",
    "What was told is written down long after.",
    after(_late),
    "watch.recorded-late:recorded-late",
)


CLAUSES = ()

"""Expectations, alignment and withdrawing: not before it is safe enough (P20, P21, T4, X1)."""

from __future__ import annotations

from datetime import timedelta

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Position
from safetyframe.law import Law
from safetyframe.policy import Policy
from safetyframe.values import Reason
from tests.support.cast import revision, unsafe
from tests.support.expect import expectation
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    FATHER,
    LEAD,
    MOTHER,
    SYSTEM,
    WORKER,
    Story,
    align_all,
    exception,
    expectations_set,
    hoe_established,
    judged_met,
    opened,
    ready_to_withdraw,
    text,
    wat_established,
)
from tests.vectors.situation import Of, at

P20, P21, T4, X1 = Of("P20"), Of("P21"), Of("T4"), Of("X1")

ACHIEVED = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED}
TRANSFERRED = {
    "minor": ANNA,
    "outcome": WithdrawalOutcome.TRANSFERRED,
    "ground": text("ground"),
    "exceptions": (exception("P21"),),
}
UNHEARD = {**ACHIEVED, "exceptions": (exception("P21"),)}


def expects(*expectations, revises=1, **more):
    return {"revises": revises, "material": False, "expectations": expectations, **more}


FIRST = expects(expectation("e1"))
UNSAFE_ON_LEAVING = {
    "person": FATHER[0],
    "on": AlignOn.WITHDRAWAL,
    "minor": ANNA,
    "wat": 1,
    "position": Position.UNSAFE_TO_INFORM,
}


def _found_unsafe(minor) -> Story:
    story = wat_established()
    unsafe(story, FATHER[0], minor=minor)
    return story


def aligned() -> Story:
    story = wat_established()
    align_all(story)
    return story


def _revised(story: Story) -> Story:
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    return story


def ready(step, days: float = 0):
    """All is met for one minor, and then something happens."""

    def stage() -> Story:
        story = ready_to_withdraw()
        step(story)
        return story.wait(days)

    return stage


def judged(target, *, met):
    return lambda story: story.do(
        a.Judge, LEAD, wat=len(story.t.wat), minor=ANNA, target=target, met=met
    )


def _back_dated(story: Story) -> None:
    before = story.now - timedelta(days=2)
    judged("g1", met=False)(story)
    by = story.by(LEAD, at=before, recorded_at=story.now)
    story.do(a.Judge, LEAD, by=by, wat=2, minor=ANNA, target="g1", met=True)


# --- P20, P21: expectations ----------------------------------------------------------------------

P20.yes(
    "set",
    "The lead sets what must be seen changed.",
    at(aligned, a.SetExpectations, LEAD, FIRST),
    "wat",
)
P20.no(
    "none",
    "No expectation at all.",
    at(aligned, a.SetExpectations, LEAD, expects()),
    expectations__some="P20: no-expectation",
)
P20.no(
    "worker",
    "A care worker sets none.",
    at(aligned, a.SetExpectations, WORKER, {**FIRST, "exceptions": (exception("P21"),)}),
    powers__SetExpectations="P20 P12: not-this-role",
)
P20.no(
    "changed-as-wording",
    "What was expected is changed as if that were wording.",
    at(
        expectations_set,
        a.SetExpectations,
        LEAD,
        expects(
            expectation("e2"), revises=2, reason=text("reason"), exceptions=(exception("P21"),)
        ),
    ),
    expectations__raised="P12 P20 X6: more-than-wording",
)
P20.no(
    "changed-without-reason",
    "What was expected is changed, and nobody says why.",
    at(
        expectations_set,
        a.SetExpectations,
        LEAD,
        {**expects(expectation("e2"), revises=2, exceptions=(exception("P21"),)), "material": True},
    ),
    expectations__reasoned="P20 P12: no-reason",
)
P20.no(
    "worker-withdraws",
    "A care worker withdraws no consultant.",
    at(ready_to_withdraw, a.Withdraw, WORKER, UNHEARD),
    powers__Withdraw="P20 T4: not-this-role",
)
P20.unsure(
    "wat-unknown",
    "What was expected before is to be known first.",
    at(aligned, a.SetExpectations, LEAD, FIRST),
    "wat",
)
P20.unsure(
    "judged-unknown",
    "What was judged is to be known first.",
    at(ready_to_withdraw, a.Withdraw, LEAD, ACHIEVED),
    "judged",
)

P21.yes(
    "everyone-heard",
    "Everyone who takes part has been heard on it.",
    at(aligned, a.SetExpectations, LEAD, FIRST),
    "wat",
)
P21.yes(
    "dissent-is-no-veto",
    "That the father disagrees stands in no way.",
    at(lambda: _aligned_but(FATHER, Position.DISSENTS), a.SetExpectations, LEAD, FIRST),
    "wat",
)
P21.no(
    "one-not-heard",
    "The father has not been heard.",
    at(lambda: _aligned_but(FATHER, None), a.SetExpectations, LEAD, FIRST),
    expectations__aligned="P21: not-aligned",
)
P21.yes(
    "not-heard-excepted",
    "A reasoned exception says why.",
    at(
        lambda: _aligned_but(FATHER, None),
        a.SetExpectations,
        LEAD,
        {**FIRST, "exceptions": (exception("P21", person=FATHER[0]),)},
    ),
    "exceptions wat",
)
P21.no(
    "heard-before-revision",
    "All were heard on a WAT that has been revised since.",
    at(lambda: _revised(aligned()), a.SetExpectations, LEAD, expects(expectation("e1"), revises=2)),
    expectations__aligned="P21:" + " not-aligned" * 7,
)
P21.yes(
    "own-position",
    "A child gives a position.",
    at(
        wat_established,
        a.Align,
        ANNA_,
        {
            "person": ANNA,
            "on": AlignOn.EXPECTATIONS,
            "wat": 1,
            "position": Position.DISSENTS,
            "words": text("words"),
        },
    ),
    "aligned",
)
P21.no(
    "system-aligns",
    "A system gives none for anybody.",
    at(
        wat_established,
        a.Align,
        SYSTEM,
        {"person": ANNA, "on": AlignOn.EXPECTATIONS, "wat": 1, "position": Position.AGREES},
    ),
    powers__Align="P21 P8c: not-this-role",
    informing__own_position="P8c P21: own-position-only",
)
P21.no(
    "unsafe-unexplained",
    "'Unsafe to inform' as a position needs the finding itself.",
    at(
        wat_established,
        a.Align,
        LEAD,
        {
            "person": FATHER[0],
            "on": AlignOn.EXPECTATIONS,
            "wat": 1,
            "position": Position.UNSAFE_TO_INFORM,
        },
    ),
    informing__unsafe_position="P21 P8c: unsafe-without-exception",
)
P21.no(
    "unsafe-for-a-sibling",
    "That it is unsafe was found in the interest of another child, not of the one taken leave of.",
    at(
        lambda: _found_unsafe(BEN),
        a.Align,
        LEAD,
        UNSAFE_ON_LEAVING,
    ),
    informing__unsafe_position="P21 P8c: unsafe-without-exception",
)
P21.yes(
    "unsafe-for-this-child",
    "That it is unsafe was found in the interest of the child that leave is taken of.",
    at(lambda: _found_unsafe(ANNA), a.Align, LEAD, UNSAFE_ON_LEAVING),
    "aligned",
)
P21.no(
    "withdrawal-unheard-without-wat",
    "There is no WAT yet, and nobody has been heard on the withdrawal.",
    at(
        opened,
        a.Withdraw,
        LEAD,
        {"minor": ANNA, "outcome": WithdrawalOutcome.TRANSFERRED, "ground": text("ground")},
    ),
    ending__heard="P21:" + " not-aligned" * 6,
)
P21.yes(
    "position-without-wat",
    "Where there is no WAT yet, a position on withdrawing is on none.",
    at(
        opened,
        a.Align,
        LEAD,
        {
            "person": FATHER[0],
            "on": AlignOn.WITHDRAWAL,
            "minor": ANNA,
            "wat": 0,
            "position": Position.DISSENTS,
            "words": text("words"),
        },
    ),
    "aligned",
)
P21.no(
    "withdrawal-unheard",
    "Nobody has been heard on the withdrawal.",
    at(lambda: judged_met(hoe_established()).wait(20), a.Withdraw, LEAD, ACHIEVED),
    ending__heard="P21:" + " not-aligned" * 6,
)
P21.no(
    "worker-unanswered",
    "A care worker who holds that it is not safe gets an answer.",
    at(ready(lambda story: _dissent(story, WORKER)), a.Withdraw, LEAD, ACHIEVED),
    ending__worker_answered="P21: dissent-unanswered",
)
P21.yes(
    "worker-answered",
    "With the answer in writing, the lead withdraws.",
    at(
        ready(lambda story: _dissent(story, WORKER)),
        a.Withdraw,
        LEAD,
        {**ACHIEVED, "answers": (a.ending.Answer(person=WORKER[0], words=text("answer")),)},
    ),
    "involvement",
)
P21.unsure(
    "aligned-unknown",
    "Who was heard is to be known first.",
    at(aligned, a.SetExpectations, LEAD, FIRST),
    "aligned",
)
P21.unsure(
    "exceptions-unknown",
    "So are the exceptions that run.",
    at(ready_to_withdraw, a.Withdraw, LEAD, ACHIEVED),
    "exceptions",
)


def _aligned_but(who, position) -> Story:
    story = wat_established()
    align_all(story, but=(who[0],))
    if position is not None:
        story.do(a.Align, LEAD, person=who[0], on=AlignOn.EXPECTATIONS, wat=1, position=position)
    return story


def _dissent(story: Story, who) -> None:
    story.do(
        a.Align,
        who,
        person=who[0],
        on=AlignOn.WITHDRAWAL,
        wat=2,
        minor=ANNA,
        position=Position.DISSENTS,
        words=text("words"),
    )


# --- X1, T4: withdrawing -------------------------------------------------------------------------

X1.yes(
    "all-met",
    "Goal, bottom line and expectation are met, and have been long enough.",
    at(ready_to_withdraw, a.Withdraw, LEAD, ACHIEVED),
    "involvement",
)
X1.no(
    "no-wat",
    "Nothing was ever established.",
    at(opened, a.Withdraw, LEAD, UNHEARD),
    ending__achieved="X1 P5c P20 T4: no-wat",
)
X1.no(
    "no-expectation",
    "No expectation was set, and nothing judged.",
    at(wat_established, a.Withdraw, LEAD, UNHEARD),
    ending__achieved="X1 P5c P20 T4: no-expectation not-judged not-judged",
)
X1.no(
    "relapse",
    "The goal was met, and is no longer.",
    at(ready(judged("g1", met=False)), a.Withdraw, LEAD, ACHIEVED),
    ending__achieved="X1 P5c P20 T4: judged-unmet",
)
X1.no(
    "not-sustained",
    "It has been met again, but not for long enough.",
    at(
        ready(lambda story: (judged("g1", met=False)(story), judged("g1", met=True)(story))),
        a.Withdraw,
        LEAD,
        ACHIEVED,
    ),
    ending__achieved="X1 P5c P20 T4: not-sustained",
)
X1.no(
    "back-dated-met",
    "A 'met' dated before the relapse overrides nothing.",
    at(ready(_back_dated), a.Withdraw, LEAD, ACHIEVED),
    ending__achieved="X1 P5c P20 T4: judged-unmet",
)
X1.no(
    "other-child",
    "All is met for one child; for the other nothing has been judged.",
    at(
        ready_to_withdraw,
        a.Withdraw,
        LEAD,
        {**UNHEARD, "minor": BEN, "exceptions": (exception("P21", minor=BEN),)},
    ),
    ending__achieved="X1 P5c P20 T4:" + " not-judged" * 5,
)
X1.no(
    "older-version",
    "All of it was judged on a WAT before a material revision.",
    at(ready(_revised), a.Withdraw, LEAD, UNHEARD),
    ending__achieved="X1 P5c P20 T4:" + " judged-on-an-older-version" * 3,
)
X1.no(
    "too-old",
    "The judgements are older than this policy allows.",
    at(lambda: ready_to_withdraw(Law(Policy(judgement_days=10))), a.Withdraw, LEAD, ACHIEVED),
    ending__achieved="X1 P5c P20 T4:" + " judgement-too-old" * 3,
)
for _name in ("wat", "judged", "involvement"):
    X1.unsure(
        f"{_name}-unknown",
        "What a success rests on is to be known first.",
        at(ready_to_withdraw, a.Withdraw, LEAD, ACHIEVED),
        _name,
    )

T4.yes(
    "transferred",
    "With another outcome, a ground, and never as a success.",
    at(opened, a.Withdraw, LEAD, TRANSFERRED),
    "exceptions involvement",
)
T4.no(
    "no-ground",
    "Another outcome without a ground.",
    at(opened, a.Withdraw, LEAD, {**TRANSFERRED, "ground": None}),
    ending__ground="T4 P20: no-ground",
)
T4.no(
    "unmet",
    "As a success while the expectation is not met.",
    at(ready(judged("e1", met=False)), a.Withdraw, LEAD, ACHIEVED),
    ending__achieved="X1 P5c P20 T4: judged-unmet",
)
T4.no(
    "parent",
    "A parent withdraws nobody.",
    at(opened, a.Withdraw, MOTHER, TRANSFERRED),
    powers__Withdraw="P20 T4: not-this-role",
)
P21.no(
    "emergency-is-none",
    "Nor does an emergency answer for those who were not heard.",
    at(
        lambda: judged_met(hoe_established()).wait(20),
        a.Withdraw,
        LEAD,
        {**ACHIEVED, "exceptions": (exception("P21", why=Reason.EMERGENCY),)},
    ),
    ending__heard="P21:" + " not-aligned" * 6,
)
T4.unsure(
    "people-unknown",
    "Whether somebody is lead is to be known first.",
    at(opened, a.Withdraw, LEAD, TRANSFERRED),
    "people",
)
T4.unsure(
    "told-unknown",
    "What is left open is listed, so what was told is to be known.",
    at(ready_to_withdraw, a.Withdraw, LEAD, ACHIEVED),
    "told",
)


CLAUSES = (P20, P21, T4, X1)

"""Case 21: withdrawing while somebody disagrees.

Software that wants every signature gives each of them a veto; software that does not ask hides the
objection. Here everybody is heard, the consultant decides, and the objection stands beside it.
"""

from typing import Any

import attrs
import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import Answer, WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Position
from safetyframe.charter import Level
from safetyframe.law import Law
from safetyframe.outcome import Accepted
from safetyframe.powers import Cell
from safetyframe.record import OpenItem
from safetyframe.roles import Role
from safetyframe.rules import ask
from safetyframe.rules.model import gap, remedy, rule
from tests.support.breaking import guards, put, set_cell, set_handler, silence_rule
from tests.support.cast import assign, violation, withdrawn
from tests.support.expect import lowering, under
from tests.support.story import (
    ANNA,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    Story,
    align_all,
    codes,
    exception,
    hoe_established,
    ready_to_withdraw,
    rules,
    text,
)

CLAUSES = ("P20", "P21", "T3", "T4")

WITHDRAW = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED}
ANSWER = (Answer(person=WORKER[0], words=text("answer")),)


def position(story: Story, who, position=Position.DISSENTS, *, by=None, **more: Any) -> None:
    content = {
        "person": who[0],
        "on": AlignOn.WITHDRAWAL,
        "wat": len(story.t.wat),
        "minor": ANNA,
        "position": position,
        "words": text(f"words of {who[0]}"),
        **more,
    }
    story.do(a.Align, who if by is None else by, **content)


def test_the_consultant_decides_after_hearing_everyone():
    """Whoever was not heard is named; once all were, the lead withdraws without their consent."""
    story = hoe_established()
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    heard = violation(no, "ending.heard")
    asked = {g.get("person") for g in heard.gaps}
    assert asked == {ANNA, WORKER[0], MOTHER[0], FATHER[0], GRAN[0], TRUST[0]}
    story = ready_to_withdraw()
    for who in (MOTHER, FATHER, GRAN):
        position(story, who)
    story.do(a.Withdraw, LEAD, **WITHDRAW)


@pytest.mark.parametrize("who", [WORKER, MOTHER, GRAN])
def test_nobody_else_decides_it(who):
    """Not family, network or care worker withdraws the consultants, whoever agrees."""
    no = ready_to_withdraw().refused(a.Withdraw, who, **WITHDRAW)
    assert violation(no, "powers.Withdraw").clauses == ("P20", "T4")


def test_a_dissent_stands_in_the_decision():
    """The closing lists who disagrees, and their own words are kept beside it."""
    story = ready_to_withdraw()
    position(story, MOTHER)
    closing = story.do(a.Withdraw, LEAD, **WITHDRAW).record
    dissents = [o for o in closing.leaves_open if o.clause == "P21"]
    assert dissents == [OpenItem(clause="P21", person=MOTHER[0], state="dissents")]
    (ended,) = (e for e in story.t.involvement.values() if e.minor == ANNA)
    assert ended.leaves_open == closing.leaves_open
    held = ask.position(story.t, MOTHER[0], AlignOn.WITHDRAWAL, ANNA)
    assert held.words == text("words of mother")


def test_what_everybody_wants_does_not_make_it_safe_enough():
    """Family and network want out while goals are unmet: no withdrawal as achieved."""
    story = hoe_established().wait(20)
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA, position=Position.AGREES)
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    assert rules(no) == ["ending.achieved"]
    assert {"X1", "T4"} <= set(no.clauses)
    assert {g.get("target") for g in no.violations[0].gaps} == {"g1", "b1", "e1"}


def test_a_care_worker_who_holds_it_is_not_safe_gets_a_written_answer():
    """The objection of a care worker is answered in writing before the lead may withdraw."""
    story = ready_to_withdraw()
    position(story, WORKER)
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    fault = violation(no, "ending.worker-answered")
    assert (rules(no), fault.level) == (["ending.worker-answered"], Level.EXPLAIN)
    assert (fault.gaps[0].code, fault.gaps[0].get("person")) == ("dissent-unanswered", WORKER[0])
    done = story.do(a.Withdraw, LEAD, answers=ANSWER, **WITHDRAW).record
    assert done.act.answers == ANSWER
    assert OpenItem(clause="P21", person=WORKER[0], state="dissents") in done.leaves_open


def test_the_answer_may_be_explained_but_never_the_safety():
    """It is comply or explain: a reason or a policy in writing carries it, and no unmet goal."""
    story = ready_to_withdraw()
    position(story, WORKER)
    reason = exception("P21", person=WORKER[0])
    assert isinstance(story.ask(a.Withdraw, LEAD, exceptions=(reason,), **WITHDRAW), Accepted)
    lowered = under(story, lowering("P21"))
    assert isinstance(lowered.ask(a.Withdraw, LEAD, **WITHDRAW), Accepted)
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=False)
    no = story.refused(a.Withdraw, LEAD, exceptions=(reason,), answers=ANSWER, **WITHDRAW)
    assert rules(no) == ["ending.achieved"]


def second_consultant():
    """A deployment's own rule: where a worker objects, another consultant takes a stand too."""

    def check(t, act, _):
        others = {p.person for p in ask.active(t, act.by.at) if p.role is Role.CONSULTANT}
        held = [p for p in t.aligned.values() if p.minor == act.minor]
        objects = any(
            p.position is Position.DISSENTS and ask.holds(t, p.person, Role.CARE_WORKER, act.by.at)
            for p in held
        )
        own = {p.person for p in held if p.recorded_by is None}
        if objects and not (others - {act.by.person}) & own:
            yield gap("no-second-consultant", remedy(a.Align, roles=(Role.CONSULTANT,)))

    return rule("ours.second-consultant", "P21", (a.Withdraw,), "people aligned", check)


def test_a_deployment_may_ask_for_a_second_consultant():
    """An extra rule makes a care worker's objection take a second consultant's own position."""
    story = ready_to_withdraw(Law(extra_rules=(second_consultant(),)))
    assert isinstance(story.ask(a.Withdraw, LEAD, **WITHDRAW), Accepted)
    position(story, WORKER)
    assign(story, CO)
    position(story, CO, Position.HEARD, by=LEAD)
    no = story.refused(a.Withdraw, LEAD, answers=ANSWER, **WITHDRAW)
    assert rules(no) == ["ours.second-consultant"]
    position(story, CO, Position.AGREES)
    story.do(a.Withdraw, LEAD, answers=ANSWER, **WITHDRAW)


def test_help_may_go_on_when_the_involvement_ends():
    """The consultants leave; the trajectory, its people and the agreements they made stay."""
    story = ready_to_withdraw()
    story.do(a.Withdraw, LEAD, **WITHDRAW)
    withdrawn(story, BEN)
    assert not any(e.open for e in story.t.involvement.values())
    hoe = story.t.hoe[1]
    assert [story.t.measures[m].ended_at for m in hoe.measures] == [None]
    active = {p.person for p in ask.active(story.t, story.now)}
    assert {WORKER[0], MOTHER[0], GRAN[0], ANNA} <= active
    (key,) = hoe.measures
    story.do(a.RecordConversation, WORKER, persons=(MOTHER[0],), minors=(ANNA,))
    story.do(a.Speak, MOTHER, words=text("we go on"))
    story.do(a.DeclineMeasure, GRAN, measure=key)
    story.do(a.Review, WORKER, minors=(ANNA,))
    assert "P20" not in {c for f in story.law.findings(story.t, story.now) for c in f.clauses}
    assert story.law.duties(story.t, story.now) == ()
    assert codes(story.refused(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=True)) == [
        "no-open-involvement"
    ]


def _ends_all(draft, record, act) -> None:
    for key, part in dict(draft.items()).items():
        draft[key] = attrs.evolve(part, until=act.by.at)


BREAKS = {
    "nobody has to be heard": silence_rule("ending.heard"),
    "the worker withdraws": set_cell(a.Withdraw, Role.CARE_WORKER, Cell.YES),
    "objections are not listed": put("safetyframe.law.deciding:open_items", lambda *_: ()),
    "agreeing is enough": silence_rule("ending.achieved"),
    "the worker is not answered": silence_rule("ending.worker-answered"),
    "a deployment's own rules are not heard": put(
        "safetyframe.law:guards", lambda _: guards.guards(())
    ),
    "everybody's part ends too": set_handler(a.Withdraw, "people", _ends_all),
    "what ended is still judged": silence_rule("ending.minor-open"),
}

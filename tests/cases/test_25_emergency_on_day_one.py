"""Case 25: a child has to be protected before anybody can be told.

Software that guards its duties blocks the rescue, or lets the rescue swallow the duties. Here
nobody is stopped from protecting, and all that was skipped stays open and grows older in sight.
"""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import Topic
from safetyframe.law import Law
from safetyframe.outcome import Accepted, DutyState
from safetyframe.policy import Policy
from safetyframe.powers import Cell
from safetyframe.roles import By, Role
from safetyframe.rules.model import gap, rule
from safetyframe.trajectory import SLICES
from safetyframe.values import PersonId, Reason
from tests.support.breaking import (
    drop_duty,
    drop_handler,
    drop_watch,
    put,
    set_cell,
    silence_rule,
)
from tests.support.cast import CAST, opening, violation
from tests.support.duty import nobody_involved_yet, state
from tests.support.expect import join, seen, sees, sees_nothing
from tests.support.story import (
    ANNA,
    BEN,
    CO,
    DAY_ONE,
    LEAD,
    MOTHER,
    SYSTEM,
    WORKER,
    Story,
    codes,
    exception,
    gathered,
    opened,
    rules,
    statements,
    text,
)

CLAUSES = ("T5a", "T5b", "P14", "P18a", "P18b", "P19")

TAKEN = {"minors": (ANNA, BEN), "measure": text("at gran's tonight")}
WATCH = "watch.protection-regular"


def emergency(law: Law | None = None) -> Story:
    """A consultant, a mother and a care worker are there; the worker protects both children."""
    story = nobody_involved_yet()
    story.law = law or Law()
    story.do(a.Protect, WORKER, **TAKEN)
    return story


@pytest.mark.parametrize("who", [w for w in CAST.values() if w is not SYSTEM], ids=str)
def test_nobody_is_stopped_from_protecting(who):
    """Whoever protects a child is never refused: not for a role, a part, a lead or a decision."""
    assert isinstance(Story().ask(a.Protect, who, **TAKEN), Accepted)
    assert isinstance(opened().ask(a.Protect, who, **TAKEN), Accepted)
    bare = By(person=who[0], role=who[1], at=DAY_ONE)  # without any mandate
    assert isinstance(Story().ask(a.Protect, who, by=bare, **TAKEN), Accepted)


def test_neither_a_plugin_nor_an_unknown_fact_stops_it():
    """Rules that forbid or break become warnings, and what is not loaded is not waited for."""

    def breaks(*_):
        raise RuntimeError

    extra = (
        rule("ours.forbids", "P8c", (a.Protect,), "people", lambda *_: (gap("no-concern"),)),
        rule("ours.breaks", "P8c", (a.Protect,), "", breaks),
    )
    story = Story(law=Law(extra_rules=extra))
    done = story.ask(a.Protect, MOTHER, **TAKEN)
    assert isinstance(done, Accepted)
    assert {w.rule for w in done.warnings} == {"ours.forbids", "ours.breaks"}
    story.t = story.t.hide(*SLICES)
    assert isinstance(story.ask(a.Protect, MOTHER, **TAKEN), Accepted)


def test_it_opens_a_place_to_record_with_the_interim_measure():
    """Where nothing is open an emergency episode begins per child, and the measure stands in it."""
    story = Story()
    until = story.now + timedelta(days=2)
    story.do(a.Protect, WORKER, until=until, **TAKEN)
    found = list(story.t.involvement.values())
    assert [(e.minor, e.open, e.emergency) for e in found] == [
        (ANNA, True, True),
        (BEN, True, True),
    ]
    (taken,) = story.t.protection.values()
    assert (taken.minors, taken.measure, taken.until) == (TAKEN["minors"], TAKEN["measure"], until)
    story.wait(3)
    sees(story, "watch.protection-ends", "T4", "protection-past-its-end", protection=taken.id)


def test_it_makes_nothing_else_lawful():
    """On an emergency alone no WAT is established, and nothing is withdrawn as achieved."""
    story = emergency()
    no = story.refused(a.EstablishWat, CO, **statements())
    assert codes(no, "wat.open") == ["emergency-only"]
    no = story.refused(a.Withdraw, CO, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    assert codes(no, "ending.minor-open") == ["emergency-only"]
    assert codes(no, "ending.achieved") == ["no-wat"]


def provisional(story: Story) -> tuple[Story, dict]:
    """Involvement is opened after the emergency, and nobody has been spoken with yet."""
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA, BEN))
    for who in (WORKER, MOTHER):
        join(story, who)
    links = gathered(story)
    conversations = links.pop("conversations")
    return story, {"content": {**statements(), **links}, "conversations": conversations}


def test_wat_stays_provisional_until_there_was_a_conversation():
    """Words may be drafted; WAT is established once a conversation is on record."""
    story = Story()
    story.do(a.Protect, WORKER, **TAKEN)
    story, links = provisional(story)
    story.do(
        a.DraftWat,
        LEAD,
        kind=a.StatementKind.DANGER,
        minors=(ANNA,),
        words=text("provisional"),
    )
    no = story.refused(a.EstablishWat, LEAD, **links["content"])
    assert (rules(no), codes(no)) == (["wat.gathered"], ["no-conversation"])
    assert violation(no, "wat.gathered").clauses == ("P14",)
    no = story.refused(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    assert codes(no, "ending.achieved") == ["no-wat"]
    talks = {"conversations": links["conversations"]}
    assert isinstance(story.ask(a.EstablishWat, LEAD, **links["content"], **talks), Accepted)


def test_or_until_it_is_said_why_there_was_none():
    """A reason, in a child's interest and until a day, carries it; the emergency alone does not."""
    story = Story()
    story.do(a.Protect, WORKER, **TAKEN)
    story, links = provisional(story)
    for why in (Reason.EMERGENCY, Reason.OTHER):
        given = {"exceptions": (exception("P14", why=why),)}
        no = story.refused(a.EstablishWat, LEAD, **links["content"], **given)
        assert rules(no) == ["wat.gathered"]
    until = story.now + timedelta(days=5)
    given = (exception("P14", why=Reason.NOT_REACHED, until=until),)
    story.do(a.EstablishWat, LEAD, **links["content"], exceptions=given)
    sees_nothing(story, "watch.exceptions-run")
    story.wait(6)
    sees(story, "watch.exceptions-run", "P19", "exception-lapsed", clause="P14")


def test_everyone_is_still_to_be_told_why_by_the_day_that_policy_names():
    """The duty to tell arises with the emergency, is due as the policy says, and then overdue."""
    for law, days in ((Law(), 0), (Law(Policy(due_days={"T5a": 2})), 2)):
        story = emergency(law)
        story.now = story.records[-1].act.by.at + timedelta(days=days)
        assert state(story, "T5a", MOTHER[0]) is DutyState.DUE
        story.wait(1)
        assert state(story, "T5a", MOTHER[0]) is DutyState.OVERDUE
        story.explain(Topic.WHY, MOTHER[0])
        assert state(story, "T5a", MOTHER[0]) is DutyState.DONE


def test_a_reason_puts_the_telling_off_until_its_day():
    """An emergency may be the reason why somebody is not told yet, until a day that is named."""
    story = emergency()
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA, BEN))
    given = exception(
        "T5a",
        why=Reason.EMERGENCY,
        person=PersonId("mother"),
        until=story.now + timedelta(days=3),
    )
    story.do(a.ExceptDuty, WORKER, exception=given)
    story.wait(2)
    assert state(story, "T5a", MOTHER[0]) is DutyState.EXCEPTED
    story.wait(1)
    assert state(story, "T5a", MOTHER[0]) is DutyState.OVERDUE


def test_what_is_not_made_regular_is_seen_to_wait_longer():
    """The finding that it runs without an involvement counts its days, until one is opened."""
    story = Story()
    story.do(a.Protect, WORKER, **TAKEN)
    for days in (0, 1, 9):
        story.now = story.records[0].act.by.at + timedelta(days=days)
        sees(story, WATCH, "P2 P24", "emergency-to-regularise", minor=ANNA, days=days)
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA))
    assert {f.get("minor") for f in seen(story, WATCH)} == {BEN}


BREAKS = {
    "a role may not protect": set_cell(a.Protect, Role.TRUST_PERSON, Cell.NO),
    "protecting is an act like others": put("safetyframe.law.guards:PROTECTED", frozenset()),
    "powers are asked of who protects": put("safetyframe.powers:PROTECTED", frozenset()),
    "there is no place to record": drop_handler(a.Protect, "involvement"),
    "the measure is not kept": drop_handler(a.Protect, "protection"),
    "an emergency is an involvement": silence_rule("wat.open"),
    "it may be closed on": silence_rule("ending.minor-open"),
    "a WAT needs no conversation": silence_rule("wat.gathered"),
    "the emergency excuses": put("safetyframe.rules.model:_NO_GROUND", frozenset()),
    "a lapsed reason is forgotten": drop_watch("watch.exceptions-run"),
    "nobody has to be told": drop_duty("inform.why"),
    "policy sets no day": put("safetyframe.duties:days_later", lambda day, _: day),
    "it may go on without an involvement": drop_watch("watch.protection-regular"),
    "its end is not watched": drop_watch("watch.protection-ends"),
}

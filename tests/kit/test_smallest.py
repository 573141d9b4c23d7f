"""What each public strategy shrinks to: the plainest but for what a condition asks.

Stated by hand, strategy by strategy, since that is what somebody reads when a property fails.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, settings

from safetyframe import acts as a
from safetyframe.charter import BY_ID
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Can, Refused
from safetyframe.policy import Policy
from safetyframe.ports import Declared
from safetyframe.roles import Role, Standing
from safetyframe.testing import DAY_ONE, FAMILY, LEAD, road
from safetyframe.testing import strategies as s
from safetyframe.values import Form, Text

#: The health of drawing is looked at in `test_strategies`.
SEEKING = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)
LATER = DAY_ONE + timedelta(days=10)
MINUTE = timedelta(minutes=1)
TEXT = Text(id="r-0", digest="0" * 64, language="nl")
ESTABLISHED = road(a.EstablishWat).t


def smallest(strategy, condition) -> Any:
    return find(strategy, condition, settings=SEEKING)


def story(history):
    return [kind(one.outcome) for one in history.attempts]


def refuses(history):
    return any(isinstance(one.outcome, Refused) for one in history.attempts)


def kind(outcome):
    if isinstance(outcome, Accepted):
        return type(outcome.record.act).__name__
    return f"not {type(outcome.act).__name__}"


def rules(refused):
    return {one.rule for one in refused.violations}


def has_days(law):
    return law.policy.judgement_days


def about(findings):
    return {one.get("person") for one in findings}


def asking(possibilities):
    """Who asked: the first act is for no professional, and that is said to them."""
    return possibilities[0].violations[0].gaps[0].get("person")


def anything(_):
    return True


#: What a strategy is asked for here, where it takes something.
ASKED = {
    "acts": (a.Speak,),
    "acts_for": (ESTABLISHED, (a.Judge,)),
    "enums": (Role,),
    "strategy_for": (a.SafetyGoal,),
}


#: Public beside them.
NONE = {"Drawn", "History"}


def drawing(name):
    return getattr(s, name)(*ASKED.get(name, ()))


#: What is drawn where a condition asks for more than the plainest.
WHOLE = [
    ("references", lambda one: one != "r-0", "r-1"),
    ("person_ids", lambda one: one not in FAMILY.children, LEAD[0]),
    ("act_ids", lambda one: one != "a1", "a2"),
    ("trajectory_ids", lambda one: int(one[2:]) > 7, "t-8"),
    ("clause_ids", lambda one: one > "P2", "S1"),
    ("clauses", lambda one: one.id > "P2", BY_ID["S1"]),
    ("languages", lambda one: "-" in one, "nl-BE"),
    ("enums", lambda one: one is not Role.CONSULTANT, Role.CARE_WORKER),
    ("forms", lambda one: one is not Form.SPOKEN, Form.WRITTEN),
    ("roles", lambda one: one is not Role.CONSULTANT, Role.CARE_WORKER),
    ("standings", lambda one: one is not Standing.LEAD, Standing.DEPUTY),
    ("who", lambda one: one[1] is Role.PARENT, ("mother", Role.PARENT)),
    ("zones", lambda one: one != s.ZONES[0], ZoneInfo("Europe/Brussels")),
    ("instants", lambda one: one > LATER, LATER + MINUTE),
    ("periods", lambda one: one[1] is not None, (DAY_ONE, DAY_ONE + MINUTE)),
    ("periods", lambda one: (one[1] or DAY_ONE) > LATER, (DAY_ONE, LATER + MINUTE)),
]
#: The same, where all but these fields is as in the plainest.
CHANGED = [
    ("texts", lambda one: one.language != "nl", {"language": "fr"}),
    ("bodies", lambda one: one.words, {"words": "ja"}),
    ("reasoned_exceptions", lambda one: one.person, {"person": "anna"}),
    ("parts", lambda one: one.position, {"position": TEXT}),
    ("audiences", lambda one: len(one.persons) > 2, {"persons": ("anna", "ben", LEAD[0])}),
    ("viewers", lambda one: one.mandate, {"mandate": FAMILY.mandate}),
    ("relations", lambda one: "ben" not in (one.person, one.other), {"other": LEAD[0]}),
    ("bys", lambda one: one.recorded_by, {"recorded_by": "anna", "form": Form.SPOKEN}),
    ("bys", lambda one: one.recorded > one.at, {"recorded_at": DAY_ONE + timedelta(days=1)}),
    (
        "participations",
        lambda one: one.role is Role.PARENT,
        {"person": "mother", "role": Role.PARENT, "standing": None, "professional": False},
    ),
    ("lowered", lambda one: one.clause != "P4", {"clause": "P5a"}),
    ("policies", lambda one: one.due_days, {"due_days": {"P4": 0}}),
    ("open_items", lambda one: one.person, {"person": "anna"}),
    ("records", lambda one: one.seq > 500, {"seq": 501}),
    ("heads", lambda one: one.version > 1, {"version": 2}),
    ("capabilities", lambda one: one.erases is Declared.NO, {"erases": Declared.NO}),
    ("feed_items", lambda one: one.pos > 1, {"pos": 2}),
    ("acts", lambda one: one.minors, {"minors": ("anna",)}),
    ("acts_for", lambda one: not one.met, {"met": False}),
    ("strategy_for", lambda one: one.sustained_days > 3, {"sustained_days": 4}),
]
OPENED_AGAIN = {"powers.OpenInvolvement", "involvement.in-scope", "involvement.opens-once"}
#: Of what the law answered, which takes a life to ask about: what is seen of it.
ANSWERED = [
    ("histories", refuses, story, ["OpenInvolvement", "not DecideNecessity"]),
    (
        "histories",
        lambda one: len(one.acts) > 2,
        story,
        ["OpenInvolvement", "AddParticipation", "AddParticipation"],
    ),
    ("trajectories", lambda one: one.seq > 1, lambda one: one.seq, 2),
    ("laws", has_days, lambda one: one.policy, Policy(judgement_days=1)),
    ("mandates", lambda one: one.until, lambda one: one.until - one.since, MINUTE),
    ("outcomes", lambda one: isinstance(one, Accepted), kind, "DecideNecessity"),
    ("accepted", lambda one: one.record.seq > 1, kind, "AddParticipation"),
    ("refused", lambda one: "P12" in one.clauses, rules, OPENED_AGAIN),
    ("unsure", anything, lambda one: {*one.unknown}, Law().needs(a.OpenInvolvement)),
    ("violations", lambda one: "T6" in one.clauses, lambda one: one.rule, "powers.Speak"),
    ("gaps", lambda one: one.code == "already-open", lambda one: one.get("minor"), "anna"),
    ("remedies", lambda one: one.act != "DecideNecessity", lambda one: one.act, "RecordNecessity"),
    (
        "findings",
        lambda one: "gran" in about(one),
        about,
        {None, *("anna", "ben", "gran"), LEAD[0]},
    ),
    ("single_findings", lambda one: one.state is None, lambda one: one.rule[:6], "watch."),
    ("owed", lambda one: one.person != LEAD[0], lambda one: one.person, "anna"),
    ("possibilities", lambda one: asking(one) != LEAD[0], asking, FAMILY.everyone[1][0]),
    ("single_possibilities", lambda one: one.can is Can.YES, lambda one: one.act, "Protect"),
    ("views", lambda one: len(one.shown.people) > 3, lambda one: len(one.shown.people), 4),
    ("audit_reports", lambda one: one.breaches, lambda one: len(one.breaches), 1),
    ("breaches", anything, lambda one: len(one.violations), 1),
    ("appended", anything, lambda one: (one.pos, one.already, one.erased), (1, False, ())),
    ("unjudged", anything, lambda one: one.unknown, ("people",)),
    ("single_changes", lambda one: one.statement != "b1", lambda one: one.statement, "b2"),
]


@pytest.mark.parametrize(("name", "condition", "expected"), WHOLE)
def test_the_smallest_is_the_first_that_will_do(name, condition, expected):
    assert smallest(drawing(name), condition) == expected


@pytest.mark.parametrize(("name", "condition", "changed"), CHANGED)
def test_the_smallest_is_the_plainest_but_for_what_was_asked(name, condition, changed):
    plainest = smallest(drawing(name), lambda _: True)
    assert not condition(plainest)
    assert smallest(drawing(name), condition) == attrs.evolve(plainest, **changed)


@pytest.mark.parametrize(("name", "condition", "see", "expected"), ANSWERED)
def test_of_answers_the_shortest_life_is_shown(name, condition, see, expected):
    assert see(smallest(drawing(name), condition)) == expected


def test_every_public_strategy_is_here():
    told = {name for name, *_ in (*WHOLE, *CHANGED, *ANSWERED)}
    assert told == {name for name in s.__all__ if callable(getattr(s, name))} - NONE

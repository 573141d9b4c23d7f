"""A story that goes otherwise than it was told to: told, numbered, with what was in the way."""

from __future__ import annotations

import pytest

from safetyframe import HostError, Law, Role, acts
from safetyframe.outcome import Accepted, Gap, Refused, Unsure, Violation
from safetyframe.testing import ANNA, GRAN, LEAD, Run, Story, UnexpectedError, road, text
from safetyframe.testing.reached import story_at
from safetyframe.testing.telling import violated

PROSE = "Anna Peeters of the Mill Road"


def told(do, *said, **content):
    with pytest.raises(UnexpectedError) as caught:
        do(*said, **content)
    return str(caught.value).splitlines()


def test_what_is_refused_is_told_rule_by_rule():
    story = story_at("wat-established")
    lines = told(story.do, acts.Withdraw, LEAD, minor=ANNA, outcome=acts.WithdrawalOutcome.ACHIEVED)
    assert lines[0].startswith("Withdraw was to be accepted: it is refused by X1 P5c P20 T4 P21 (")
    assert lines[2] == "  …  3 before"
    assert [line.split()[0] for line in lines[3:14]] == [str(n) for n in range(4, 15)]
    assert lines[12].split()[1:4] == ["EstablishWat", "by", "c-lead"]
    assert lines[13].split()[1:4] == ["Withdraw", "by", "c-lead"]
    assert lines[13].endswith("refused P20 P21 P5c T4 X1")
    assert lines[14] == "       minor=anna outcome=achieved"
    rules = [line.split(":")[0].strip() for line in lines[15:]]
    assert rules == ["ending.achieved (X1 P5c P20 T4)", "ending.heard (P21)"]
    assert "not-judged target=g1 minor=anna" in lines[15]
    assert story.t.seq == 13


def test_what_is_accepted_is_told_too():
    lines = told(story_at("opened").refused, acts.Speak, GRAN, words=text("secret"))
    assert lines[0] == "Speak was to be refused: it is accepted"
    assert lines[2].split()[:2] == ["1", "OpenInvolvement"]  # all of it, where it is short
    assert lines[-1].split()[1:4] == ["Speak", "by", "gran"]
    assert lines[-1].endswith("accepted")
    assert "secret" not in "\n".join(lines)


def test_a_story_without_records_has_one_act():
    lines = told(Story().do, acts.Withdraw, LEAD, minor=ANNA, outcome="achieved")
    assert lines[2].startswith("  1  Withdraw by c-lead")


def test_prose_is_never_told():
    who = (PROSE, Role.NETWORK)
    lines = told(story_at("opened").do, acts.AcceptMeasure, who, measure=PROSE)
    assert "Peeters" not in "\n".join(lines)
    assert any("AcceptMeasure by ? (network)" in line for line in lines)


def test_what_is_not_known_is_told():
    class Forgets(Law):
        def decide(self, trajectory, act):
            return Unsure(unknown=("wat",))

    lines = told(Story(law=Forgets()).do, acts.Speak, GRAN, words=text("w"))
    assert lines[0] == "Speak was to be accepted: it is unsure without wat"
    assert lines[2].endswith("unsure without wat")


def test_of_many_gaps_the_first_are_told():
    level = next(
        v.level for v in Story().ask(acts.Withdraw, LEAD, minor=ANNA, outcome="x").violations
    )
    gaps = tuple(Gap(code="late", about=(("person", f"p{n}"),)) for n in range(8))
    refused = Refused(
        violations=(
            Violation(rule="a.b", clauses=("P1", "P2"), level=level, gaps=gaps),
            Violation(rule="form.act", clauses=(), level=level, gaps=()),
        )
    )
    many, none = violated(refused)
    assert many.startswith("a.b (P1 P2): late person=p0, late person=p1, ")
    assert many.endswith("late person=p5, and 2 more")
    assert none == "form.act: no gap named"


def test_a_story_played_under_another_law_is_told_in_a_line():
    class No(Law):
        def decide(self, trajectory, act):
            return Refused(violations=())

    story = story_at("opened")
    story.law = No()
    assert told(Run, "mine", story) == [
        "record 1 of the story is not accepted again, but refused by form ()"
    ]


def test_a_road_that_is_none_names_what_was_asked_for_and_repeats_nothing():
    (line,) = told(road, acts.Speak, law=Silent(), words=PROSE)
    assert line == "no remedy leads to a Speak that says so: words"


class Silent(Law):
    """Nobody may speak."""

    def decide(self, trajectory, act):
        outcome = super().decide(trajectory, act)
        spoke = isinstance(act, acts.Speak) and isinstance(outcome, Accepted)
        return Refused(violations=()) if spoke else outcome


@pytest.mark.parametrize(
    ("kind", "who", "says"),
    [
        ("Speak", GRAN, "a kind of act, not a str: give a class of safetyframe.acts"),
        (Law, GRAN, "a kind of act, not a type: give"),
        (acts.Speak, "gran", r"a Speak is a person and a role, not a str: give one of the cast"),
        (acts.Speak, PROSE, "not a str: give"),
        (acts.Speak, ("gran", "network"), "a person and a role, not a tuple"),
        (acts.Speak, ("gran",), "a person and a role, not a tuple"),
        (acts.Speak, None, "not a NoneType"),
    ],
)
@pytest.mark.parametrize("how", ["do", "refused", "ask", "act"])
def test_what_cannot_be_done_by_anybody_is_said_in_a_line(how, kind, who, says):
    with pytest.raises(HostError, match=says) as caught:
        getattr(Story(), how)(kind, who, words=text("w"))
    assert "\n" not in str(caught.value)
    assert PROSE not in str(caught.value)


def test_who_can_be_asked_in_a_story_of_any_kind():
    assert isinstance(story_at("opened").ask(acts.Speak, GRAN, words=text("w")), Accepted)

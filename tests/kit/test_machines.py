"""The machines: what they come to, that they are repeatable, and how a failure is told."""

from __future__ import annotations

from itertools import count
from zlib import crc32

import pytest
from attrs import evolve
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from safetyframe import HostError, Law, Lowered, Policy, Role
from safetyframe.acts import (
    Correct,
    EstablishHoe,
    EstablishWat,
    Explain,
    Matter,
    OfferIdea,
    OpenInvolvement,
    RecordConcern,
    RecordInformation,
    ReviseWat,
    Speak,
    Topic,
)
from safetyframe.outcome import Gap
from safetyframe.rules.model import rule
from safetyframe.testing.cast import ANNA, LEAD, WORKER
from safetyframe.testing.machines import (
    Budget,
    HostParityMachine,
    TrajectoryMachine,
    check_host,
    check_law,
)
from safetyframe.testing.reached import STAGES, acts_to, story_at
from safetyframe.testing.shrinking import shortest
from safetyframe.testing.story import text
from safetyframe.testing.tally import CLAUSES_AT_STAKE, Counting, Tally
from safetyframe.testing.trials import HostTrial, LawTrial, Wrong, tell
from safetyframe.values import Form
from safetyframe.views import Viewer
from tests.kit import hosts
from tests.kit.planted import laws

SMALL = Budget(plays=6, steps=6)
LEAST = Budget(plays=2, steps=3)
SETTINGS = settings(max_examples=2, stateful_step_count=4, phases=(Phase.generate,))


def test_the_charters_own_law_passes_and_the_default_budget_reaches_every_milestone():
    tally = check_law()
    for act in ("EstablishWat", "SetExpectations", "EstablishHoe", "ReviseWat", "Judge", "Reopen"):
        assert tally.acts_accepted[act], act
    assert tally.acts_accepted["Withdraw"]
    assert tally.clauses_refused["X1"]


def test_whoever_was_told_what_was_wrong_learns_that_it_was():
    """Here a child was: the correction is theirs to see, the record of it is not (case 27)."""
    story = story_at("wat-established")
    matters = (Matter(topic=Topic.WAT, version=1),)
    story.do(Explain, LEAD, matters=matters, persons=(ANNA,), form=Form.SPOKEN, language="nl")
    said = next(one for one in story.t.gathered.values() if one.person == WORKER[0])
    trial = LawTrial()
    for record in story.records:
        trial.put(record.act)
    asked = next(key for key in map(str, count()) if not crc32(f"{key} {ANNA}".encode()) % 8)
    correct = story.act(Correct, WORKER, id=asked, wrong=said.id, reason=None)
    outcome = trial.put(correct)
    assert ANNA in outcome.record.misinformed
    viewer = Viewer(person=ANNA, at=outcome.record.recorded_at)
    assert trial.law.show(outcome.record, viewer, outcome.trajectory).shown is None


def test_the_same_budget_plays_the_same_and_another_seed_does_not():
    played = check_law(budget=LEAST)
    assert played == check_law(budget=LEAST)
    assert played != check_law(budget=evolve(LEAST, seed=1))


def test_the_machines_run_in_a_set_up_of_ones_own():
    run_state_machine_as_test(TrajectoryMachine, settings=SETTINGS)
    run_state_machine_as_test(lambda: HostParityMachine(hosts.Snapshot), settings=SETTINGS)
    longer = settings(SETTINGS, max_examples=4, stateful_step_count=6)
    with pytest.raises(Wrong):
        run_state_machine_as_test(lambda: HostParityMachine(hosts.LosesPositions), settings=longer)


def test_only_the_acts_that_a_host_takes_are_played():
    took = set()

    class Takes(hosts.Snapshot):
        def do(self, act):
            took.add(type(act))
            return super().do(act)

    check_host(Takes, acts={OpenInvolvement, RecordConcern, Speak}, budget=SMALL)
    assert took == {OpenInvolvement, RecordConcern, Speak}


# --- stories --------------------------------------------------------------------------------------


def test_a_story_is_short_numbered_and_ends_in_the_act():
    with pytest.raises(Wrong) as caught:
        check_law(laws.ConsultantAuthorsHoe())
    tale = caught.value.tale
    assert isinstance(tale.lines[-1].act, EstablishHoe)
    told = str(tale).splitlines()
    assert told[0].startswith("invariant hoe-is-made-together (P16 P17 X5): a consultant")
    assert told[2].startswith("  1  OpenInvolvement by ")
    assert any(line.startswith(f"{len(tale.lines):>3}  EstablishHoe by ") for line in told)


def test_a_law_that_raises_is_told():
    class Stumbles(laws.Planted):
        def instead(self, t, act):
            if isinstance(act, EstablishHoe):
                raise KeyError("no such row")
            return t, act

    with pytest.raises(Wrong, match="the law answers: it raised KeyError") as caught:
        check_law(Stumbles())
    assert isinstance(caught.value.tale.lines[-1].act, EstablishHoe)


def test_a_law_that_hangs_is_told_with_its_story_when_it_is_stopped():
    class Hangs(laws.Planted):
        def instead(self, t, act):
            if isinstance(act, EstablishWat):
                raise KeyboardInterrupt
            return t, act

    with pytest.raises(KeyboardInterrupt) as caught:
        check_law(Hangs())
    (told,) = caught.value.__notes__
    assert told.startswith("the law answers: it was stopped before it did\n")
    assert any("EstablishWat by " in one and one.endswith("no answer") for one in told.splitlines())


def test_a_law_that_gives_no_answer_is_none():
    class Silent:
        def decide(self, trajectory, act):
            """Gives nothing."""

    with pytest.raises(HostError, match="what was given is a NoneType"):
        check_law(Silent())


def test_who_and_what_of_each_act_is_in_the_story():
    with pytest.raises(Wrong) as caught:
        check_law(laws.ConsultantAuthorsHoe())
    told = str(caught.value).splitlines()
    assert any("AddParticipation" in line and "person=mother role=parent" in line for line in told)
    assert not any(line != line.rstrip() for line in told)


def test_a_policy_of_the_law_is_the_policy_of_what_it_is_held_against():
    policy = Policy(
        lowered=(Lowered(clause="P21", reason="agreed in the region"),),
        due_days={"P22": 14, "T5a": 3},
        judgement_days=30,
    )
    check_law(Law(policy), budget=SMALL)


def test_an_extra_rule_may_refuse_more():
    house = rule(
        *("house.calm", "house:1", (EstablishWat, RecordInformation), "people"),
        lambda t, *_: (Gap(code="house.full"),) if len(t.people) > 5 else (),
    )
    tally = check_law(Law(Policy(), (house,)), budget=SMALL)
    assert tally.rules_refused["house.calm"]


def test_no_act_of_a_story_can_go():
    law = laws.ConsultantAuthorsHoe()
    with pytest.raises(Wrong) as caught:
        check_law(law)
    acts = caught.value.acts
    for left_out in range(len(acts)):
        trial = LawTrial(law=law)
        for number, act in enumerate(acts):
            if number != left_out:
                trial.put(act)  # raises nothing


def test_a_refusal_is_told_with_clauses_rules_gaps_and_remedies():
    law = laws.NetworkIsSilenced()
    with pytest.raises(Wrong) as caught:
        check_law(law)
    told = str(caught.value)
    assert "refused by P11" in told
    assert "house.order: not-yet" in told
    story = story_at("wat-established")
    (wat,) = story.t.wat.values()
    trial = HostTrial(host=Lax())
    for record in story.records:
        trial.put(record.act)
    revise = story.act(
        ReviseWat,
        WORKER,
        revises=1,
        material=True,
        reason=text(),
        bottom_lines=wat.bottom_lines,
        dangers=wat.dangers,
        goals=tuple(evolve(goal, sustained_days=1) for goal in wat.goals),
        information=wat.information,
        conversations=wat.conversations,
        weighed=wat.weighed,
    )
    with pytest.raises(Wrong, match="the law says refused, the host says accepted") as caught:
        trial.put(revise)
    assert "the law: refused by P12 X3" in str(caught.value)
    assert "the law: powers.ReviseWat: not-this-role" in str(caught.value)


class Lax(hosts.Snapshot):
    """Lets a care worker revise."""

    def __init__(self):
        super().__init__()
        self.law = laws.WorkerRevisesWat()


def test_what_is_no_reference_is_not_repeated():
    (act, *_) = acts_to("opened").acts
    trial = LawTrial(law=laws.RefusesWithoutAReason())
    trial.put(act)
    by = evolve(act.by, person="anna", role=Role.MINOR, mandate=None)
    idea = OfferIdea(id="i", by=by, minors=("Anna Peeters of the Mill Road",), about=text("secret"))
    with pytest.raises(Wrong) as caught:
        trial.put(idea)
    told = str(tell(caught.value, lambda: LawTrial(law=laws.RefusesWithoutAReason())))
    assert "minors=?" in told
    assert "Peeters" not in told
    assert "secret" not in told


def test_the_shortest_list_keeps_what_is_needed_and_nothing_else():
    assert shortest(range(100), lambda kept: {3, 41, 97} <= set(kept)) == [3, 41, 97]


# --- counting -------------------------------------------------------------------------------------


def test_a_tally_counts_what_was_asked_of_each_clause():
    law, counting = Law(), Counting()
    trial = LawTrial(law=law, counting=counting)
    for act in acts_to("wat-established").acts:
        trial.put(act)
    tally = counting.tally
    assert (tally.accepted, tally.refused) == (trial.t.seq, 0)
    assert tally.clauses_accepted["P13"] == 1  # establishing WAT
    assert "P13" in tally.never_refused()
    assert "P13" not in tally.never_accepted()
    assert "X1" in tally.never_accepted()
    assert set(CLAUSES_AT_STAKE) >= {"P12", "X1", "T6"}


def test_tallies_merge_and_travel():
    one, other = check_host(hosts.Snapshot, budget=SMALL), check_law(budget=LEAST)
    both = one + other
    assert both.accepted == one.accepted + other.accepted
    assert both == other + one
    assert Tally.from_json(both.as_json()) == both
    assert one + Tally() == one
    assert "P12" in both.report()
    assert "powers.EstablishWat" in both.report(rules=True)
    assert "powers.EstablishWat" not in both.report()


def test_the_stages_follow_one_another():
    reached = [acts_to(stage).story.t.seq for stage in STAGES]
    assert reached == sorted(reached)
    assert len(set(reached)) == len(reached)


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: check_law(Law), r"give Law\(\)"),
        (lambda: check_host(lambda: None, law="x"), "`law` is a law"),
        (lambda: check_host(object()), "fresh host each time"),
    ],
)
def test_what_is_no_law_and_makes_no_host_is_told_as_such(ask, says):
    with pytest.raises(HostError, match=says):
        ask()

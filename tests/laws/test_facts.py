"""What is known and what is not: learning, hiding, folding, asking beforehand.

A host may load only some slices. Then the law may say *unsure*, but never yes where the whole truth
says no, nor no where it says yes; and every rule reads only the slices that it declares.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from attrs import evolve as changed
from hypothesis import given, settings
from hypothesis import strategies as st

from safetyframe import acts as a
from safetyframe.acts import ACTS, PROTECTED
from safetyframe.duties import READS as DUTIES_READ
from safetyframe.errors import HostError, NeedsHistoryError
from safetyframe.findings import WATCHES
from safetyframe.findings.model import Moment
from safetyframe.folding import HANDLERS, evolve, fold
from safetyframe.index import UnknownSliceError
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Can, Refused, Unsure
from safetyframe.rules import RULES
from safetyframe.testing import CAST, Attempt, Dice, Pen, Run, begin, sensible, step, write
from safetyframe.testing.scrambling import otherwise, otherwise_by
from safetyframe.trajectory import CERTAIN, SLICES, Trajectory
from tests.laws.test_properties import must, now, runs, snapshot
from tests.support.planner import pool
from tests.support.story import (
    DAY_ONE,
    FATHER,
    LEAD,
    WORKER,
    Story,
    opened,
    ready_to_withdraw,
    text,
)


def some_slices(rng: Random) -> frozenset[str]:
    return frozenset(rng.sample(SLICES, rng.choice((1, 2, 3, 8, len(SLICES)))))


def chance(run: Run) -> Random:
    return Random(len(run.attempts) * 7919 + len(run.records))


# --- learning ------------------------------------------------------------------------------------


def learning_never_flips(run: Run) -> Iterator[str]:
    """Accepted stays accepted, refused refused, whatever is learnt; unsure says what to load."""
    rng = chance(run)
    for one in run.attempts:
        name = type(one.act).__name__
        hidden = some_slices(rng)
        partly = frozenset(rng.sample(sorted(hidden), rng.randint(0, len(hidden))))
        knows_less = run.law.decide(one.before.hide(*hidden), one.act)
        knows_more = run.law.decide(one.before.hide(*partly), one.act)
        for less, more in ((knows_less, knows_more), (knows_more, one.outcome)):
            yield from _flipped(name, less, more)
        if isinstance(knows_less, Unsure):
            if not knows_less.unknown or not set(knows_less.unknown) <= hidden:
                yield f"{name}: unsure for lack of {knows_less.unknown}, hidden were {hidden}"
            loaded = run.law.decide(one.before.hide(*hidden - set(knows_less.unknown)), one.act)
            if isinstance(loaded, Unsure):
                yield f"{name}: still unsure after loading what it named"


def _flipped(name: str, less: Any, more: Any) -> Iterator[str]:
    if isinstance(less, Accepted):
        if not isinstance(more, Accepted):
            yield f"{name}: accepted, then {more}"
        elif more.record != less.record:
            yield f"{name}: another record once more is known"
        elif not set(less.warnings) <= set(more.warnings):
            yield f"{name}: a warning vanished once more is known"
    elif isinstance(less, Refused):
        if not isinstance(more, Refused):
            yield f"{name}: refused, then {more}"
        elif not set(less.violations) <= set(more.violations):
            yield f"{name}: a reason vanished once more is known"


def test_learning_a_fact_never_flips_an_answer():
    must(learning_never_flips, runs())


def test_a_trajectory_that_knows_nothing_is_never_a_yes_but_for_what_nobody_may_block():
    nothing = Trajectory(id="t-1")
    assert nothing.unknown == frozenset(SLICES)
    for one in runs()[0].attempts:
        answer = Law().decide(nothing, one.act)
        if isinstance(answer, Accepted):
            assert type(one.act) in PROTECTED or Law().needs(one.act) == frozenset()


# --- needs ---------------------------------------------------------------------------------------


def needs_are_enough(run: Run) -> Iterator[str]:
    """With exactly the slices that `needs` names, the answer is the whole answer."""
    for one in run.attempts:
        name = type(one.act).__name__
        hidden = set(SLICES) - run.law.needs(one.act)
        answer = run.law.decide(one.before.hide(*hidden), one.act)
        if isinstance(answer, Unsure):
            yield f"needs: unsure about {name} for lack of {answer.unknown}"
        elif isinstance(answer, Accepted) and isinstance(one.outcome, Accepted):
            if answer.record != one.outcome.record:
                yield f"needs: another record for {name}"
            if snapshot(answer.trajectory) != snapshot(one.outcome.trajectory.hide(*hidden)):
                yield f"needs: another trajectory after {name}"
            if type(one.act) not in PROTECTED and answer.warnings != one.outcome.warnings:
                yield f"needs: other warnings about {name}"
        elif answer != one.outcome:
            yield f"needs: {name}: {answer} instead of {one.outcome}"


def test_the_slices_needed_are_enough_and_nothing_else_matters():
    must(needs_are_enough, runs())


@pytest.mark.parametrize("kind", ACTS, ids=lambda k: k.__name__)
def test_needs_is_the_same_for_a_kind_and_for_an_act_of_it(kind):
    law, story = Law(), Story()
    act = write(kind, Pen(story, LEAD))
    assert law.needs(kind) == law.needs(act) <= set(SLICES)


def test_needs_of_what_is_no_act_is_the_hosts_fault():
    for nothing in (object, "Withdraw", None, 3):
        with pytest.raises(HostError):
            Law().needs(nothing)


# --- rules read what they declare ----------------------------------------------------------------


def _reads_only(run: Run) -> Iterator[str]:
    for one in run.attempts:
        if any("naive" in g.code for g in _faults(one)):
            continue
        for rule in RULES:
            if type(one.act) not in rule.guards:
                continue
            seen = one.before.hide(*set(SLICES) - rule.reads)
            try:
                whole = tuple(rule.check(one.before, one.act, run.law.policy))
                part = tuple(rule.check(seen, one.act, run.law.policy))
                before = after = ()
                if rule.foresee is not None:
                    before = tuple(rule.foresee(one.before, one.act.by))
                    after = tuple(rule.foresee(seen, one.act.by))
            except UnknownSliceError:
                yield f"{rule.id} reads more than {sorted(rule.reads)}"
                continue
            if part != whole or before != after:
                yield f"{rule.id} says {part} instead of {whole}"


def _faults(one: Attempt) -> list[Any]:
    if not isinstance(one.outcome, Refused):
        return []
    return [g for v in one.outcome.violations if v.rule == "form.act" for g in v.gaps]


def test_every_rule_reads_only_what_it_declares():
    must(_reads_only, runs())


def test_a_position_of_unsafe_to_inform_asks_for_the_slices_it_rests_on_and_no_other():
    """Whose interest counts: the minors that take part, and those an involvement was opened for."""
    story = opened()
    act = story.act(
        a.Align,
        WORKER,
        person=FATHER[0],
        on=a.AlignOn.EXPECTATIONS,
        wat=1,
        position=a.Position.UNSAFE_TO_INFORM,
    )
    reads = Law().needs(a.Align)
    assert "involvement" in reads
    blind = Law().decide(story.t.hide("involvement", "voices"), act)
    assert set(blind.unknown) <= reads


def test_every_watch_and_duty_reads_only_what_it_declares():
    law = Law()
    for run in runs():
        for t in (run.t, run.states[len(run.states) // 2]):
            if not t.seq:
                continue
            at = now(t) + timedelta(days=3)
            for watch in WATCHES:
                seen = t.hide(*set(SLICES) - watch.reads)
                here = tuple(watch.look(Moment(t, at, law.policy)))
                assert tuple(watch.look(Moment(seen, at, law.policy))) == here, watch.id
            seen = t.hide(*set(SLICES) - DUTIES_READ)
            assert law.duties(seen, at) == law.duties(t, at)


def test_every_slice_that_a_rule_declares_is_one():
    for rule in RULES:
        assert rule.reads <= set(SLICES), rule.id
    for handlers in HANDLERS.values():
        assert {name for name, _ in handlers} <= set(SLICES)
    assert set(HANDLERS) == set(ACTS)


# --- hiding and folding --------------------------------------------------------------------------


def hiding_commutes(run: Run) -> Iterator[str]:
    rng = chance(run)
    for before, record, after in run.steps():
        for hidden in (some_slices(rng), frozenset({rng.choice(SLICES)})):
            one = snapshot(evolve(before.hide(*hidden), record))
            if one != snapshot(after.hide(*hidden)):
                yield f"hiding {sorted(hidden)} and {type(record.act).__name__} don't commute"


def folding_is_evolving(run: Run) -> Iterator[str]:
    rng = chance(run)
    start = run.states[0]
    whole = snapshot(run.t)
    if snapshot(fold(run.records, start)) != whole:
        yield "fold: not what evolving gives"
    stepwise = start
    for record in run.records:
        stepwise = evolve(stepwise, record)
    if snapshot(stepwise) != whole:
        yield "evolve: not what deciding gave"
    for _ in range(4):
        cut = rng.randint(0, len(run.records))
        first, rest = run.records[:cut], run.records[cut:]
        if snapshot(fold(rest, fold(first, start))) != whole:
            yield f"fold: split at {cut}"
        if snapshot(fold(iter(rest), run.states[cut])) != whole:
            yield f"fold: from the trajectory at {cut}"
        hidden = some_slices(rng)
        if snapshot(fold(rest, run.states[cut].hide(*hidden))) != snapshot(run.t.hide(*hidden)):
            yield f"fold: hidden {sorted(hidden)} from {cut}"


def old_trajectories_stay(run: Run) -> Iterator[str]:
    """Going on from a trajectory, twice and in two directions, leaves it as it was."""
    rng = chance(run)
    before = [snapshot(t) for t in run.states]
    for t, record in zip(run.states, run.records, strict=False):
        evolve(t, record)
    fold(run.records, run.states[0])
    for _ in range(3):
        cut = rng.randrange(len(run.states))
        t = run.states[cut]
        if not t.seq:
            continue
        story = Story(law=run.law, t=t, now=now(t) + timedelta(minutes=1), count=5000)
        story.records = []
        other = Run("branch", story)
        for _ in range(10):
            other.decide(sensible(other, Dice(rng)))
        run.law.findings(t, now(t))
        run.law.what_can(t, story.by(LEAD))
    for number, (was, t) in enumerate(zip(before, run.states, strict=True)):
        if snapshot(t) != was:
            yield f"the trajectory after record {number} changed"


def test_hiding_a_slice_commutes_with_evolve():
    must(hiding_commutes, runs())


def test_fold_is_stepwise_evolve_at_any_split_and_with_anything_hidden():
    must(folding_is_evolving, runs())


def test_going_on_leaves_old_trajectories_as_they_were():
    must(old_trajectories_stay, runs())


def test_records_out_of_order_are_refused():
    story = ready_to_withdraw()
    start = Trajectory.start("t-1")
    for wrong in (story.records[1:], story.records[:3] + story.records[2:]):
        with pytest.raises(ValueError, match="order"):
            fold(wrong, start)
    with pytest.raises(ValueError, match="order"):
        evolve(start, story.records[1])


def test_hiding_what_is_no_slice_is_an_error():
    with pytest.raises(ValueError, match="no slice"):
        Trajectory.start("t-1").hide("peoples")


def test_hidden_slices_are_unknown_and_the_rest_is_not():
    t = Trajectory.start("t-1").hide("wat", "people")
    assert t.unknown == {"wat", "people"}
    assert Trajectory.start("t-1").unknown == frozenset()
    for ask in (len, list, lambda s: s.get(1), lambda s: 1 in s, lambda s: s.edit(), bool):
        with pytest.raises(UnknownSliceError):
            ask(t.wat)


@given(st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_laws_of_knowing_hold_on_lives_that_hypothesis_chooses(rng):
    run = begin(Dice(rng), "chosen")
    for _ in range(12):
        step(run, Dice(rng))
    for law in (learning_never_flips, hiding_commutes, folding_is_evolving, needs_are_enough):
        assert list(law(run)) == []


# --- asking beforehand ---------------------------------------------------------------------------


def what_can_never_disagrees(run: Run) -> Iterator[str]:
    """NO: every act of the kind is refused. YES: every well-formed one is accepted."""
    rng = chance(run)
    for one in run.attempts:
        if rng.random() < 0.5:
            yield from _agrees(run.law, one.before, one.act, one.outcome)


def _agrees(law: Law, t: Trajectory, act: Any, outcome: Any) -> Iterator[str]:
    told = {one.act: one for one in law.what_can(t, act.by)}
    yield from _agreement(told[type(act).__name__], act, outcome)


def _agreement(possible: Any, act: Any, outcome: Any) -> Iterator[str]:
    name = f"{type(act).__name__} by {act.by.role.value}"
    if possible.can is Can.NO:
        if not isinstance(outcome, Refused):
            yield f"what_can says no to {name}, decide says {type(outcome).__name__}"
        if not possible.violations:
            yield f"what_can says no to {name} without a reason"
        if isinstance(outcome, Refused) and not _naive(outcome):
            reasons = {v.rule for v in outcome.violations}
            if not {v.rule for v in possible.violations} & reasons:
                yield f"what_can says no to {name} for other reasons than {reasons}"
    elif possible.can is Can.YES:
        if isinstance(outcome, Unsure):
            yield f"what_can says yes to {name}, decide is unsure"
        if isinstance(outcome, Refused) and not all(
            v.rule.startswith("form.") for v in outcome.violations
        ):
            yield f"what_can says yes to {name}, decide refuses: {outcome}"
    if isinstance(outcome, Unsure) and not possible.unknown:
        yield f"decide is unsure about {name}, what_can knows no reason"


def _naive(outcome: Refused) -> bool:
    return any(g.code == "naive-time" for v in outcome.violations for g in v.gaps)


def every_kind_by_every_role(run: Run) -> Iterator[str]:
    rng = chance(run)
    for t in (run.t, run.states[len(run.states) // 2], Trajectory.start("t-1")):
        seen = t.hide(*some_slices(rng)) if rng.random() < 0.3 else t
        at = DAY_ONE if t.known_at is None else t.known_at + timedelta(minutes=1)
        story = Story(law=run.law, t=t, now=at, count=7000)
        story.records = list(run.records)
        for who in CAST:
            by = story.by(who)
            if rng.random() < 0.3:
                by = otherwise_by(by, Dice(rng), story)
            told = {one.act: one for one in run.law.what_can(seen, by)}
            if set(told) != {kind.__name__ for kind in ACTS}:
                yield "what_can leaves out a kind of act"
            for kind in ACTS:
                act = changed(write(kind, Pen(story, who, chance=Dice(rng))), by=by)
                for one in (act, otherwise(act, Dice(rng), story)):
                    outcome = run.law.decide(seen, one)
                    yield from _agreement(told[kind.__name__], one, outcome)


def test_what_can_never_disagrees_with_what_was_tried():
    must(what_can_never_disagrees, runs())


def test_what_can_never_disagrees_on_any_kind_by_any_role():
    must(every_kind_by_every_role, runs()[:8])


def test_what_can_says_yes_no_and_depends_somewhere():
    story = opened()
    said = {one.can for who in CAST for one in Law().what_can(story.t, story.by(who))}
    assert said == set(Can)


# --- moments -------------------------------------------------------------------------------------


def test_a_moment_before_the_last_record_needs_history():
    story = opened()
    law, t = story.law, story.t
    assert t.known_at is not None
    for ask in (law.findings, law.duties):
        ask(t, t.known_at)
        with pytest.raises(NeedsHistoryError):
            ask(t, t.known_at - timedelta(seconds=1))
        with pytest.raises(HostError):
            ask(t, datetime(2025, 5, 1))  # noqa: DTZ001  naive is the point
    then = law.findings(
        fold(story.records[:1], Trajectory.start("t-1")), story.records[0].act.by.at
    )
    assert then


def test_known_at_is_the_latest_moment_of_writing_not_of_happening():
    story = opened().wait(5)
    late, early = story.now + timedelta(days=2), story.now - timedelta(days=1)
    by = story.by(LEAD, at=early, recorded_at=late)
    story.do(a.RecordStrength, LEAD, by=by, minors=("anna",), about=text("x"))
    assert story.t.known_at == late
    story.do(
        a.RecordStrength,
        LEAD,
        by=story.by(LEAD, at=early, recorded_at=early),
        minors=("anna",),
        about=text("y"),
    )
    assert story.t.known_at == late


def test_findings_say_what_they_could_not_judge():
    story = opened()
    for name in SLICES:
        said = Law().findings(story.t.hide(name), story.now)
        blind = [f for f in said if f.code == "not-judged"]
        reads = {w.id for w in WATCHES if name in w.reads}
        if name == "adopted":  # whether an old file holds more bears on all but these
            reads |= {w.id for w in WATCHES if w.reads - CERTAIN}
        assert reads == {f.rule for f in blind} - {"duties"}
        assert ("duties" in {f.rule for f in blind}) is (name in DUTIES_READ)


def test_duties_with_something_unknown_are_the_hosts_fault_and_named():
    story = opened()
    for name in DUTIES_READ:
        with pytest.raises(HostError, match=name):
            Law().duties(story.t.hide(name), story.now)


# --- deeper --------------------------------------------------------------------------------------


@pytest.mark.deep
@pytest.mark.parametrize(
    "law",
    [
        learning_never_flips,
        needs_are_enough,
        hiding_commutes,
        folding_is_evolving,
        old_trajectories_stay,
        what_can_never_disagrees,
        every_kind_by_every_role,
        _reads_only,
    ],
    ids=lambda f: f.__name__,
)
def test_deep(law):
    must(law, pool(1000, 1500, 60))

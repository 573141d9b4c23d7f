"""The combiner's laws, with abstract rules: holds, breaks, raises, lacks a fact, reads too much.

Refuse by default. Report all reasons. Order never matters. Adding a rule never turns a refusal into
an acceptance. A rule that raises refuses and is reported as broken. There is no off switch. Nobody
may block speaking, scaling, dissenting or protecting.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import permutations
from random import Random
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given, settings
from hypothesis import strategies as st

from safetyframe import acts as a
from safetyframe.acts import ACTS, PROTECTED
from safetyframe.charter import BY_ID, CLAUSES, Level
from safetyframe.errors import HostError, PolicyError
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Can, Gap, Refused, Unsure
from safetyframe.policy import Lowered, Policy
from safetyframe.powers import POWERS
from safetyframe.roles import Role
from safetyframe.rules import RULES, Rule
from safetyframe.testing import Attempt, Pen, write
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import PersonId
from tests.laws.test_properties import more_runs, runs
from tests.support.story import ANNA_, LEAD, MOTHER, WORKER, Story, ready_to_withdraw, text

PRIVATE = "Keizerstraat 12, Anna"
OWN = {a.Protect, a.Speak, a.Scale, a.Dissent}  # not read from the library


def made(
    name: str,
    check: Callable[..., Any],
    *,
    reads: frozenset[str] = frozenset(),
    level: Level = Level.HARD,
    clauses: tuple[str, ...] = ("vendor.house-rule",),
    guards: frozenset[type[Any]] = frozenset(ACTS),
) -> Rule:
    return Rule(id=name, clauses=clauses, level=level, guards=guards, reads=reads, check=check)


def _breaks(code: str) -> Callable[..., Any]:
    return lambda *_: (Gap(code=code),)


def _raises(*_: object) -> Any:
    raise ValueError(PRIVATE)


def _raises_midway(*_: object) -> Iterator[Gap]:
    yield Gap(code="begun")
    raise KeyError(PRIVATE)


def _reads_reviews(t: Trajectory, *_: object) -> Any:
    return () if len(t.reviews) >= 0 else (Gap(code="never"),)


def _asks_what_nobody_hid(t: Trajectory, *_: object) -> Any:
    return tuple(t.hide("wat").wat)


HOLDS = made("x.holds", lambda *_: ())
HOLDS_TOO = made("x.holds-too", lambda *_: iter(()), reads=frozenset({"wat"}))
BREAKS = made("x.breaks", _breaks("broken-x"))
BREAKS_TOO = made("a.breaks", _breaks("broken-a"), level=Level.EXPLAIN)
RAISES = made("x.raises", _raises)
RAISES_MIDWAY = made("x.raises-midway", _raises_midway)
LACKS = made("x.lacks", _reads_reviews, reads=frozenset({"reviews"}))
PEEKS = made("x.peeks", _reads_reviews)
ABSTRACT = (HOLDS, HOLDS_TOO, BREAKS, BREAKS_TOO, RAISES, RAISES_MIDWAY, LACKS, PEEKS)
FAILING = (BREAKS, BREAKS_TOO, RAISES, RAISES_MIDWAY)


def sample(count: int, seed: int = 0) -> list[tuple[Attempt, Policy]]:
    """Acts that were tried in the walks, each with what was known and the policy."""
    held = [(one, run.law.policy) for run in runs() for one in run.attempts]
    return Random(seed).sample(held, count)


def accepted_once() -> Attempt:
    """An act that is accepted."""
    story = ready_to_withdraw()
    act = story.act(a.RecordStrength, LEAD, minors=(ANNA_[0],), about=text("x"))
    outcome = story.law.decide(story.t, act)
    assert isinstance(outcome, Accepted)
    return Attempt(before=story.t, act=act, outcome=outcome)


def spoken() -> Attempt:
    """An act that nobody may block."""
    story = ready_to_withdraw()
    act = story.act(a.Speak, ANNA_, words=text("words"))
    return Attempt(before=story.t, act=act, outcome=story.law.decide(story.t, act))


@pytest.fixture
def with_table(monkeypatch):
    """Give the law another table of powers, wherever it reads it, until the test is over."""

    def forget() -> None:  # what was worked out from a table once
        for module in modules:
            for held in vars(module).values():
                if hasattr(held, "cache_clear"):
                    held.cache_clear()

    def give(table: Any) -> None:
        for module in modules:
            if hasattr(module, "POWERS"):
                monkeypatch.setattr(module, "POWERS", table)
        forget()

    modules = [m for name, m in list(sys.modules.items()) if name.startswith("safetyframe.law")]
    yield give
    monkeypatch.undo()
    forget()


# --- refuse by default ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ACTS, ids=lambda k: k.__name__)
def test_what_is_not_in_the_table_is_refused(kind, with_table):
    tried = [o for r in more_runs() for o in r.attempts if type(o.act) is kind]
    story = ready_to_withdraw()
    with_table({act: row for act, row in POWERS.items() if act is not kind})
    law = Law()
    assert any(isinstance(one.outcome, Accepted) for one in tried)
    for one in tried[:60]:
        answer = law.decide(one.before, one.act)
        assert isinstance(answer, Refused)
        whole = all(g.code != "naive-time" for v in answer.violations for g in v.gaps)
        if whole:
            assert "not-in-the-table" in {g.code for v in answer.violations for g in v.gaps}
            assert answer.clauses
        nothing = law.decide(Trajectory(id="t-1"), one.act)
        assert isinstance(nothing, Refused)
    for who in (LEAD, WORKER, MOTHER):
        told = {one.act: one.can for one in law.what_can(story.t, story.by(who))}
        assert told[kind.__name__] is Can.NO


def test_every_act_has_its_row_and_no_row_is_wide_open():
    assert set(POWERS) == set(ACTS)
    for kind, row in POWERS.items():
        assert row.act is kind
        assert set(row.cells) == set(Role)
        assert row.clauses
        assert {cell.value for cell in row.cells.values()} - {"no"}
        if kind not in OWN:
            assert row.cells[Role.SYSTEM].value == "no" or kind in (
                a.RecordConcern,
                a.ContributeView,
                a.RecordInformation,
                a.OfferIdea,
            )


def test_what_is_no_act_is_the_hosts_fault():
    class Louder(a.Speak):
        """No member of the closed union."""

    story = Story()
    loud = Louder(id="a1", by=story.by(ANNA_), words=text("x"))
    for nothing in (object(), None, "Speak", a.Speak, loud):
        with pytest.raises(HostError):
            Law().decide(story.t, nothing)


# --- all reasons ---------------------------------------------------------------------------------


def test_every_reason_is_reported_those_of_extra_rules_beside_the_charters():
    for one, policy in sample(250, 1):
        law, tighter = Law(policy), Law(policy, FAILING)
        plain, answer = law.decide(one.before, one.act), tighter.decide(one.before, one.act)
        if type(one.act) in OWN:
            continue
        assert isinstance(answer, Refused)
        if _naive(answer):
            continue
        had = plain.violations if isinstance(plain, Refused) else ()
        assert set(had) <= set(answer.violations)
        assert {v.rule for v in answer.violations} == {v.rule for v in had} | {
            rule.id for rule in FAILING
        }


def test_an_act_that_breaks_many_rules_hears_them_all():
    story = Story()
    act = write(a.Withdraw, Pen(story, MOTHER))
    refused = story.law.decide(story.t, act)
    assert isinstance(refused, Refused)
    rules = {v.rule for v in refused.violations}
    assert {
        "powers.Withdraw",
        "form.participation",
        "ending.minor-open",
        "ending.achieved",
    } <= rules


def _naive(answer: Any) -> bool:
    return isinstance(answer, Refused) and any(
        g.code == "naive-time" for v in answer.violations for g in v.gaps
    )


# --- order ---------------------------------------------------------------------------------------


def test_the_order_of_extra_rules_never_matters():
    rules = (HOLDS, BREAKS, BREAKS_TOO, RAISES, PEEKS)
    orders = [Law(Policy(), order) for order in permutations(rules)]
    chosen = [one for one, _ in sample(25, 2)] + [accepted_once(), spoken()]
    for one in chosen:
        seen = one.before.hide("reviews")
        answers = [law.decide(seen, one.act) for law in orders]
        assert all(answer == answers[0] for answer in answers[1:]), type(one.act)
    for kind in ACTS:
        assert len({law.needs(kind) for law in orders}) == 1
    assert len({law.hash for law in orders}) == 1


def test_reasons_are_sorted_by_rule_and_stable():
    for one, policy in sample(300, 3):
        answer = Law(policy, ABSTRACT).decide(one.before, one.act)
        if isinstance(answer, Refused):
            names = [v.rule for v in answer.violations]
            assert names == sorted(names)
            assert answer == Law(policy, ABSTRACT).decide(one.before, one.act)
            assert list(answer.unknown) == sorted(set(answer.unknown))
            assert list(answer.clauses) == list(dict.fromkeys(answer.clauses))
        if isinstance(answer, Unsure):
            assert list(answer.unknown) == sorted(set(answer.unknown))


def test_the_answers_are_the_same_in_another_process():
    script = (
        "import sys, hashlib\n"
        "from tests.laws.test_combiner import digest\n"
        "sys.stdout.write(digest())\n"
    )
    found = set()
    for seed in ("1", "2", "3"):
        path = os.pathsep.join(p for p in sys.path if p)
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        done = subprocess.run(  # noqa: PLW1510  the output says more than the exit status
            [sys.executable, "-c", script], env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        found.add(done.stdout)
    assert len(found) == 1


def digest() -> str:
    """One line that stands for many answers. Acts are the same in every process."""
    lines = []
    for story in (Story(), ready_to_withdraw()):
        for kind in a.ACTS:
            for who in (LEAD, WORKER, MOTHER, ANNA_):
                act = write(kind, Pen(story, who))
                answer = story.law.decide(story.t, act)
                lines.append(repr(answer) if isinstance(answer, Refused) else type(answer).__name__)
        if story.t.seq:
            lines.append(repr(story.law.findings(story.t, story.now)))
        lines.append(repr(story.law.what_can(story.t, story.by(LEAD))))
        lines.append(story.law.hash)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


# --- tightening only -----------------------------------------------------------------------------


@given(
    st.integers(0, 10**6), st.sets(st.sampled_from(ABSTRACT)), st.sets(st.sampled_from(ABSTRACT))
)
@settings(max_examples=100)
def test_adding_a_rule_never_turns_a_refusal_into_an_acceptance(seed, some, more):
    fewer = sorted(some, key=lambda r: r.id)
    all_of_them = sorted(some | more, key=lambda r: r.id)
    for one, policy in sample(6, seed):
        seen = one.before.hide(*Random(seed).sample(SLICES, 2)) if seed % 3 == 0 else one.before
        before = Law(policy, fewer).decide(seen, one.act)
        after = Law(policy, all_of_them).decide(seen, one.act)
        if not isinstance(before, Accepted):
            assert not isinstance(after, Accepted)
        if isinstance(before, Refused):
            assert isinstance(after, Refused)
            assert set(before.violations) <= set(after.violations)
        if isinstance(after, Accepted) and isinstance(before, Accepted):
            assert after.record.act == before.record.act
            assert after.trajectory.seq == before.trajectory.seq


def test_an_extra_rule_never_takes_one_of_the_laws_own_away():
    for rule in RULES:
        with pytest.raises(HostError, match=rule.id):
            Law(Policy(), (made(rule.id, lambda *_: ()),))
    with pytest.raises(HostError, match=r"x\.holds"):
        Law(Policy(), (HOLDS, HOLDS))
    with pytest.raises(HostError, match="rests on nothing"):
        Law(Policy(), (made("x.no-clause", lambda *_: (), clauses=()),))
    with pytest.raises(HostError, match="no slice"):
        Law(Policy(), (made("x.no-slice", lambda *_: (), reads=frozenset({"diary"})),))


# --- broken rules --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "error"),
    [(RAISES, "ValueError"), (RAISES_MIDWAY, "KeyError")],
    ids=lambda one: getattr(one, "id", one),
)
@pytest.mark.parametrize("level", [Level.HARD, Level.EXPLAIN])
def test_a_rule_that_raises_refuses_and_is_reported_as_broken(rule, error, level):
    one = accepted_once()
    answer = Law(Policy(), (evolve(rule, level=level),)).decide(one.before, one.act)
    assert isinstance(answer, Refused)
    (violation,) = answer.violations
    assert violation.broken
    assert (violation.rule, violation.clauses) == (rule.id, rule.clauses)
    (gap,) = violation.gaps
    assert (gap.code, dict(gap.about)) == ("rule-broken", {"rule": rule.id, "error": error})
    assert PRIVATE not in repr(answer)


def test_a_gate_that_raises_refuses_though_the_policy_lowers_it():
    lowered = Policy(lowered=(Lowered(clause="P21", reason="agreed with the region"),))
    one = accepted_once()
    broken = evolve(RAISES, level=Level.EXPLAIN, clauses=("P21",))
    answer = Law(lowered, (broken,)).decide(one.before, one.act)
    assert isinstance(answer, Refused)
    assert answer.violations[0].broken


@pytest.mark.parametrize(
    "error",
    [
        RecursionError,
        AssertionError,
        StopIteration,
        LookupError,
        AttributeError,
        NotImplementedError,
    ],
)
def test_whatever_is_raised_refuses_and_leaks_nothing(error):
    def check(*_: object) -> Any:
        raise error(PRIVATE)

    one = accepted_once()
    answer = Law(Policy(), (made("x.any", check),)).decide(one.before, one.act)
    assert isinstance(answer, Refused)
    assert PRIVATE not in repr(answer)
    assert error.__name__ in repr(answer)


@pytest.mark.parametrize("junk", [None, 3, True, object()], ids=lambda junk: type(junk).__name__)
def test_a_rule_that_gives_no_reasons_at_all_is_broken(junk):
    one = accepted_once()
    answer = Law(Policy(), (made("x.junk", lambda *_: junk),)).decide(one.before, one.act)
    assert isinstance(answer, Refused)
    assert answer.violations[0].broken


@pytest.mark.parametrize("junk", ["no", ("no",), [None], {"code": "no"}], ids=repr)
def test_a_rule_that_gives_something_else_than_gaps_is_broken(junk):
    law = Law(Policy(), (made("x.junk", lambda *_: junk),))
    one = accepted_once()
    answer = law.decide(one.before, one.act)
    assert isinstance(answer, Refused)
    assert answer.violations[0].broken
    child = spoken()
    assert isinstance(law.decide(child.before, child.act), Accepted)


def test_a_rule_that_lacks_a_fact_is_no_yes():
    one = accepted_once()
    seen = one.before.hide("reviews")
    assert isinstance(Law().decide(seen, one.act), Accepted)
    for rule in (LACKS, PEEKS):
        law = Law(Policy(), (rule,))
        answer = law.decide(seen, one.act)
        assert isinstance(answer, Unsure), rule.id
        assert "reviews" in answer.unknown
        assert isinstance(law.decide(one.before, one.act), Accepted)
        both = Law(Policy(), (rule, BREAKS)).decide(seen, one.act)
        assert isinstance(both, Refused)
        assert "reviews" in both.unknown
    assert "reviews" in Law(Policy(), (LACKS,)).needs(type(one.act))


def test_a_rule_that_lacks_a_fact_which_nobody_can_load_is_broken_and_no_yes():
    one = accepted_once()
    rule = made("x.asks-elsewhere", _asks_what_nobody_hid)
    answer = Law(Policy(), (rule,)).decide(one.before, one.act)
    assert isinstance(answer, Refused)
    assert answer.violations[0].broken


# --- no off switch -------------------------------------------------------------------------------

EXPLAINED = sorted(c.id for c in CLAUSES if Level.EXPLAIN in c.levels)
REASON = "agreed with the region for this year"


def policies() -> st.SearchStrategy[Policy]:
    return st.builds(
        lambda lowered, due, age: Policy(
            lowered=tuple(Lowered(clause=c, reason=REASON) for c in sorted(lowered)),
            due_days=due,
            judgement_days=age,
        ),
        st.sets(st.sampled_from(EXPLAINED)),
        st.dictionaries(st.sampled_from(EXPLAINED), st.integers(0, 400), max_size=3),
        st.none() | st.integers(0, 400),
    )


@given(st.integers(0, 10**6), policies())
@settings(max_examples=80)
def test_no_policy_accepts_what_is_refused_but_for_gates_lowered_with_a_reason(seed, policy):
    law = Law(policy)
    for one, _ in sample(6, seed):
        strict = Law().decide(one.before, one.act)
        answer = law.decide(one.before, one.act)
        if not isinstance(strict, Refused):
            continue
        lowered = {
            v
            for v in strict.violations
            if v.level is Level.EXPLAIN and policy.is_lowered(v.clauses[0])
        }
        stays = set(strict.violations) - lowered
        if stays:
            assert isinstance(answer, Refused)
            # A policy's maximum age may add reasons to a withdrawal; it takes none away.
            kept = {(v.rule, g.code) for v in answer.violations for g in v.gaps}
            assert {(v.rule, g.code) for v in stays for g in v.gaps} <= kept
        else:
            warned = {w.code for w in answer.warnings} if isinstance(answer, Accepted) else set()
            gaps = {g.code for v in lowered for g in v.gaps}
            assert isinstance(answer, Refused) or gaps <= warned


def test_a_gate_lowered_with_a_reason_warns_and_nothing_else_changes():
    policy = Policy(lowered=tuple(Lowered(clause=c, reason=REASON) for c in EXPLAINED))
    became = 0
    for one, _ in sample(900, 4):
        strict, answer = Law().decide(one.before, one.act), Law(policy).decide(one.before, one.act)
        if isinstance(strict, Refused):
            hard = [v for v in strict.violations if v.level is not Level.EXPLAIN]
            if hard:
                assert isinstance(answer, Refused)
                assert list(answer.violations) == hard
            else:
                became += 1
                assert isinstance(answer, Accepted)
                assert {(w.rule, w.code) for w in answer.warnings} == {
                    (v.rule, g.code) for v in strict.violations for g in v.gaps
                }
                assert all(w.level is Level.WARN for w in answer.warnings)
    assert became


@pytest.mark.parametrize("clause", [c.id for c in CLAUSES if Level.EXPLAIN not in c.levels])
def test_what_is_not_comply_or_explain_cannot_be_lowered(clause):
    with pytest.raises(PolicyError, match=clause):
        Policy(lowered=(Lowered(clause=clause, reason=REASON),))


@pytest.mark.parametrize("clause", EXPLAINED)
@pytest.mark.parametrize("reason", ["", "   ", "because", "          x          "])
def test_nothing_is_lowered_without_a_written_reason(clause, reason):
    with pytest.raises(PolicyError, match=clause):
        Policy(lowered=(Lowered(clause=clause, reason=reason),))


@pytest.mark.parametrize("clause", ["", "P99", "p21", "P21 ", "X99", "vendor.rule", "*"])
def test_an_unknown_clause_cannot_be_lowered(clause):
    with pytest.raises(PolicyError):
        Policy(lowered=(Lowered(clause=clause, reason=REASON),))


@pytest.mark.parametrize("days", [-1, True, 1.0, None, "3"])
def test_due_times_are_whole_days_for_duties(days):
    with pytest.raises(PolicyError, match="T5a"):
        Policy(due_days={"T5a": days})


@pytest.mark.parametrize("clause", ["P12", "X1", "D1a", "P99", "E1"])
def test_no_due_time_for_what_is_no_duty(clause):
    with pytest.raises(PolicyError, match=clause):
        Policy(due_days={clause: 3})


@pytest.mark.parametrize("days", [-1, True, 0.5, "30"])
def test_the_age_of_judgements_is_whole_days(days):
    with pytest.raises(PolicyError):
        Policy(judgement_days=days)


def test_a_policy_cannot_be_changed_behind_the_laws_back():
    given_days = {"T5a": 3}
    policy = Policy(due_days=given_days)
    law = Law(policy)
    given_days["T5a"] = 99
    assert policy.due_days["T5a"] == 3
    with pytest.raises(TypeError):
        policy.due_days["T5a"] = 99
    for thing, name in ((policy, "lowered"), (law, "policy"), (law, "extra_rules")):
        with pytest.raises(FrozenInstanceError):
            setattr(thing, name, ())
    with pytest.raises(TypeError):
        POWERS[a.Speak] = POWERS[a.Protect]
    with pytest.raises(TypeError):
        BY_ID["P12"] = BY_ID["P21"]


def test_an_age_for_judgements_only_ever_tightens():
    for one, _ in sample(300, 5):
        for days in (0, 30):
            if isinstance(Law().decide(one.before, one.act), Refused):
                assert isinstance(
                    Law(Policy(judgement_days=days)).decide(one.before, one.act), Refused
                )


# --- what nobody may block -----------------------------------------------------------------------


def test_speaking_scaling_dissenting_and_protecting_are_what_nobody_may_block():
    assert set(PROTECTED) == OWN


@pytest.mark.parametrize("rule", [*FAILING, LACKS, PEEKS], ids=lambda r: r.id)
def test_no_rule_blocks_what_nobody_may_block(rule):
    law = Law(Policy(), (rule,))
    tried = [o for r in runs() for o in r.attempts if type(o.act) in OWN]
    assert {type(o.act) for o in tried if isinstance(o.outcome, Accepted)} == OWN
    for one in tried:
        for seen in (one.before, one.before.hide("reviews"), one.before.hide(*SLICES)):
            before, answer = Law().decide(seen, one.act), law.decide(seen, one.act)
            assert type(answer) is type(before), one.act
            assert type(answer) is type(one.outcome)
            assert PRIVATE not in repr(answer)
            if isinstance(answer, Accepted) and rule in FAILING:
                mine = [w for w in answer.warnings if w.rule == rule.id]
                assert mine, "the problem is no finding"
                assert all(w.level is Level.WARN for w in mine)
            elif isinstance(answer, Refused):
                assert answer.violations == before.violations


def test_what_nobody_may_block_needs_no_facts_and_no_part():
    nothing = Trajectory(id="t-1")
    story = Story()
    for kind in OWN:
        assert Law().needs(kind) == frozenset()
        for who in (ANNA_, MOTHER, WORKER, (PersonId("passer-by"), Role.NETWORK)):
            act = write(kind, Pen(story, who))
            assert isinstance(Law().decide(nothing, act), Accepted), act
            assert isinstance(Law(Policy(), ABSTRACT).decide(nothing, act), Accepted), act
        told = Law(Policy(), ABSTRACT).what_can(nothing, story.by(ANNA_))
        assert {one.act: one.can for one in told}[kind.__name__] is Can.YES


def test_a_machine_neither_speaks_nor_protects():
    story = ready_to_withdraw()
    for kind in OWN:
        answer = story.law.decide(story.t, write(kind, Pen(story, (PersonId("bot"), Role.SYSTEM))))
        assert isinstance(answer, Refused)


# --- the hash ------------------------------------------------------------------------------------


def test_the_hash_names_policy_and_rules():
    laws = [
        Law(),
        Law(Policy(judgement_days=30)),
        Law(Policy(judgement_days=31)),
        Law(Policy(due_days={"T5a": 3})),
        Law(Policy(due_days={"T5a": 4})),
        Law(Policy(due_days={"T5b": 3})),
        Law(Policy(lowered=(Lowered(clause="P21", reason=REASON),))),
        Law(Policy(lowered=(Lowered(clause="P21", reason=REASON + "."),))),
        Law(Policy(lowered=(Lowered(clause="P4", reason=REASON),))),
        Law(Policy(), (HOLDS,)),
        Law(Policy(), (BREAKS,)),
        Law(Policy(), (HOLDS, BREAKS)),
        Law(Policy(), (evolve(HOLDS, level=Level.EXPLAIN),)),
        Law(Policy(), (evolve(HOLDS, clauses=("vendor.other",)),)),
        Law(Policy(), (evolve(HOLDS, reads=frozenset({"wat"})),)),
        Law(Policy(), (evolve(HOLDS, guards=frozenset({a.Speak})),)),
    ]
    assert len({law.hash for law in laws}) == len(laws)


def test_equal_laws_have_equal_hashes():
    def lowered(*clauses: str) -> Policy:
        return Policy(
            lowered=tuple(Lowered(clause=c, reason=REASON) for c in clauses),
            due_days=dict.fromkeys(reversed(clauses), 2),
        )

    assert Law().hash == Law(Policy(), ()).hash == Law(Policy(), []).hash
    assert Law(lowered("P4", "P21")).hash == Law(lowered("P21", "P4")).hash
    assert Law(Policy(), (HOLDS, BREAKS)).hash == Law(Policy(), (BREAKS, HOLDS)).hash
    assert Law(Policy(), (HOLDS,)) == Law(Policy(), (HOLDS,))
    assert Law(Policy(judgement_days=3)) != Law()


def test_the_hash_is_on_every_record():
    for run in runs():
        assert {record.law for record in run.records} == {run.law.hash}


def test_the_hash_changes_with_the_table(with_table):
    before = Law().hash
    row = POWERS[a.EstablishWat]
    wider = evolve(row, cells={**row.cells, Role.PARENT: row.cells[Role.CONSULTANT]})
    with_table({**POWERS, a.EstablishWat: wider})
    assert Law().hash != before
    with_table(POWERS)
    assert Law().hash == before


def test_the_hash_changes_with_the_duties(monkeypatch, with_table):
    before = Law().hash
    module = sys.modules["safetyframe.law.guards"]
    first, *rest = module.DUTIES
    for other in ([*rest], [evolve(first, clause="P1"), *rest], [evolve(first, id="other"), *rest]):
        monkeypatch.setattr(module, "DUTIES", tuple(other))
        with_table(POWERS)
        assert Law().hash != before

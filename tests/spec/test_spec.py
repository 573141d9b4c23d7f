"""The specification in Quint: sound by itself, and of one mind with the law.

Simulating takes node and npm (see `tests/support/npm.py`). Where they are not there these tests are
skipped and say why; with `CI=true` they fail instead.
"""

import json
import os
import random
from collections import Counter
from importlib import import_module
from types import MappingProxyType

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe import folding
from safetyframe.powers import Cell
from safetyframe.roles import Role
from tests.spec import quint as q
from tests.spec.planted import PLANTED
from tests.spec.replaying import Disagreement, read, replay
from tests.spec.writing import ROLES
from tests.support import npm
from tests.support.npm import CI, kept, needed

guards = import_module("safetyframe.law.guards")  # the package re-exports a function of that name

SEED = "0x2a"
SAMPLES, STEPS = 220, 14


def need(make, *, ci=CI):
    return needed("the specification", make, ci=ci)


@pytest.fixture(scope="session")
def quint(request, tmp_path_factory):
    folder = kept(request, tmp_path_factory)
    return need(lambda: q.installed(folder))


@pytest.fixture(scope="session")
def traces(quint, tmp_path_factory):
    # Workers of one run share what the first of them made.
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def make(into):
        quint.traces(into, samples=SAMPLES, steps=STEPS, seed=SEED)

    folder = q.once(shared / "traces", make)
    return [read(path) for path in sorted(folder.glob("*.itf.json"))]


# --- the specification by itself -----------------------------------------------------------------


def test_a_type_error_is_seen(quint, tmp_path):
    """Before anything runs: so what runs below is of sound types."""
    folder = q.copied(tmp_path, [("charter.qnt", "voices: t.voices + 1", 'voices: "one more"')])
    well, said = quint.check(samples=1, steps=1, seed=SEED, folder=folder)
    assert not well
    assert "charter.qnt" in said
    assert "Couldn't unify" in said


def test_no_run_violates_an_invariant_and_runs_go_everywhere(quint):
    well, said = quint.check(samples=150, steps=16, seed=SEED)
    assert well, said
    seen = q.shares(said)
    print(said)  # noqa: T201  with -s, or when it fails
    assert set(seen) == set(q.WITNESSES)
    assert all(seen.values()), seen


@pytest.mark.parametrize(
    "bug",
    [*PLANTED[:4], *(pytest.param(bug, marks=pytest.mark.deep) for bug in PLANTED[4:])],
    ids=str,
)
def test_a_wrong_specification_is_found_out(quint, tmp_path, bug):
    folder = q.copied(tmp_path, bug.changes)
    well, said = quint.check(samples=600, steps=16, seed=SEED, folder=folder)
    assert not well
    assert bug.breaks in q.violated(said), said


# --- of one mind with the law --------------------------------------------------------------------


def test_law_and_specification_agree_on_every_trace(traces):
    assert len(traces) >= 200
    assert all(len(trace) > 12 for trace in traces)
    verdicts = Counter()
    for trace in traces:
        verdicts.update((s.attempt["kind"], bool(s.reasons)) for s in replay(trace).steps)
    kinds = {kind for kind, _ in verdicts}
    assert kinds == set(ACCEPTED_AND_REFUSED) | {"wait"}
    for kind in ACCEPTED_AND_REFUSED:
        assert verdicts[kind, False], f"{kind} was never accepted"
        assert verdicts[kind, True], f"{kind} was never refused"


ACCEPTED_AND_REFUSED = (
    *("open", "decide", "record", "assign", "protect", "add", "end", "inform", "talk", "view"),
    *("speak", "establish", "revise", "expect", "propose", "accept", "hoe", "explain", "align"),
    *("judge", "withdraw", "reopen"),
)


def test_every_reason_of_the_specification_is_given_in_a_trace(traces):
    given = {clause for trace in traces for state in trace for clause in state["last"]["reasons"]}
    assert given == {
        *("P2", "P4", "P5b", "P5c", "P8c", "P10", "P11", "P12", "P13", "P14", "P15a", "P15b"),
        *("P16", "P17", "P18a", "P20", "P21", "P22", "P24", "T4", "T6", "X1", "form"),
    }


def test_everybody_attempts_something(traces):
    acting = {state["last"]["done"]["by"] for trace in traces for state in trace}
    assert acting == {str(person) for person in ROLES}


def parted(traces):
    """Replay until law and specification part; gives where they did."""
    for trace in traces:
        try:
            replay(trace)
        except Disagreement as where:
            return str(where)
    return None


@pytest.mark.parametrize(
    ("rule", "clause"),
    [
        ("necessity.named-decider", "P24"),
        ("involvement.in-scope", "P2"),
        ("involvement.anew", "P24"),
        ("involvement.may-end", "P8c"),
        ("involvement.consultant-source", "P12"),
        ("wat.complete", "P13"),
        ("wat.paired", "P5b"),
        ("wat.safe-enough", "P5c"),
        ("wat.open", "P2"),
        ("wat.gathered", "P14"),
        ("wat.safety-together", "P4"),
        ("wat.client-expertise", "P15a"),
        ("wat.worker-expertise", "P15b"),
        ("expectations.aligned", "P21"),
        ("hoe.after-wat", "P16"),
        ("hoe.open", "P2"),
        ("hoe.together", "P16"),
        ("hoe.accepted", "P10"),
        ("hoe.everyone-invited", "P16"),
        ("hoe.wat-explained", "P22"),
        ("informing.own-position", "P21"),
        ("ending.minor-open", "P2"),
        ("ending.achieved", "X1"),
        ("ending.ground", "T4"),
        ("ending.government", "P24"),
        ("ending.heard", "P21"),
    ],
)
def test_a_rule_that_is_silenced_is_missed(traces, monkeypatch, rule, clause):
    assert any(one.id == rule for one in guards.RULES)
    silenced = (evolve(r, check=lambda *_: (), foresee=None) if r.id == rule else r for r in RULES)
    monkeypatch.setattr(guards, "RULES", tuple(silenced))
    where = parted(traces)
    assert where is not None
    step, why = where.splitlines()[-2:]
    assert clause in step.rpartition("refused on ")[2].split()
    assert "the law accepts it" in why or f"the law says nothing on {clause}" in why


RULES = guards.RULES


@pytest.mark.parametrize(
    ("act", "role"),
    [
        (a.EstablishHoe, Role.CARE_WORKER),
        (a.ReviseWat, Role.CONSULTANT),
        (a.Explain, Role.CARE_WORKER),
        (a.Align, Role.CONSULTANT),
    ],
)
def test_a_power_that_is_taken_away_is_missed(traces, monkeypatch, act, role):
    change_cell(monkeypatch, act, role, Cell.NO)
    assert "the law refuses" in (parted(traces) or "")


@pytest.mark.parametrize(
    ("act", "role"),
    [
        (a.DecideNecessity, Role.MINOR),
        (a.RecordNecessity, Role.CARE_WORKER),
        (a.ReviseWat, Role.PARENT),
        (a.SetExpectations, Role.CARE_WORKER),
        (a.ProposeMeasure, Role.CONSULTANT),
        (a.Judge, Role.NETWORK),
        (a.Withdraw, Role.CARE_WORKER),
    ],
)
def test_a_power_that_is_given_is_seen(traces, monkeypatch, act, role):
    change_cell(monkeypatch, act, role, Cell.YES)
    why = (parted(traces) or "").splitlines()[-1]
    assert "the law accepts it" in why or "the law says nothing on P" in why


def change_cell(monkeypatch, act, role, cell):
    row = guards.POWERS[act]
    assert row.cells[role] is not cell
    changed = evolve(row, cells=MappingProxyType({**row.cells, role: cell}))
    monkeypatch.setattr(guards, "POWERS", MappingProxyType({**guards.POWERS, act: changed}))


@pytest.mark.parametrize(
    ("act", "slice_name", "field"),
    [
        (a.Protect, "involvement", "involvement"),
        (a.EstablishHoe, "hoe", "hoe"),
        (a.Reopen, "involvement", "involvement"),
        (a.DecideNecessity, "involvement", "involvement"),
        (a.Speak, "voices", "voices"),
    ],
)
def test_an_act_that_leaves_no_trace_is_seen(traces, monkeypatch, act, slice_name, field):
    held = folding.HANDLERS[act]
    assert any(name == slice_name for name, _ in held)
    kept = tuple(one for one in held if one[0] != slice_name)
    monkeypatch.setitem(folding.HANDLERS, act, kept)
    assert f"{field}: the law has" in (parted(traces) or "")


# --- deeper --------------------------------------------------------------------------------------


@pytest.mark.deep
def test_no_long_run_violates_an_invariant(quint):
    seed = hex(random.SystemRandom().getrandbits(48))
    well, said = quint.check(samples=1000, steps=30, seed=seed)
    assert well, f"seed {seed}\n{said}"


@pytest.mark.deep
def test_law_and_specification_agree_on_long_traces(quint, tmp_path):
    seed = hex(random.SystemRandom().getrandbits(48))
    paths = quint.traces(tmp_path, samples=1000, steps=30, seed=seed)
    assert len(paths) == 1000
    for path in paths:
        try:
            replay(read(path))
        except Disagreement as where:
            pytest.fail(f"seed {seed}, {path.name}\n{where}", pytrace=False)


# --- what it takes -------------------------------------------------------------------------------


def missing():
    raise q.Missing("no node")


def test_without_node_it_says_why_it_is_skipped():
    with pytest.raises(pytest.skip.Exception, match="can't be run: no node"):
        need(missing, ci=False)


def test_without_node_ci_fails():
    with pytest.raises(pytest.fail.Exception, match="can't be run: no node"):
        need(missing, ci=True)


def test_node_and_npm_are_asked_for_by_name(monkeypatch):
    monkeypatch.setattr(npm, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(q.Missing, match="no node and no npm"):
        q.Tools.find()


def test_what_is_installed_is_held_and_tied_to_no_mirror():
    manifest = json.loads((q.HERE / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((q.HERE / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: held for name, held in lock["packages"].items() if name}
    assert manifest["overrides"] == {"antlr4ts": "0.5.0-alpha.4"}
    assert packages["node_modules/antlr4ts"]["version"] == "0.5.0-alpha.4"
    assert all(held["integrity"].startswith("sha512-") for held in packages.values())
    assert not [name for name, held in packages.items() if "resolved" in held]

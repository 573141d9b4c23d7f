"""The exhaustion finds nothing in the law as it is, and each fault planted in it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys

import pytest
from attrs import evolve

from safetyframe.acts import ACTS, Speak
from safetyframe.law import Law
from safetyframe.outcome import Accepted
from safetyframe.testing.exhaust import CASTS, ROOTS, STEP, Tally, search
from safetyframe.testing.exhaust.__main__ import main
from safetyframe.testing.exhaust.alphabet import root
from tests.support.signals import listening

#: Which invariant must notice; what it is to say; from which root and within how many acts; and
#: what is done to the law, each part an expression that breaks it or gives what does.
FAULTS = {
    "closes unjudged": ("X1", "is not judged met", "hoe", 1, "silence_rule('ending.achieved')"),
    "WAT without goals": (
        "X2",
        "has no goal",
        "opened",
        1,
        "silence_rule('form.links')",
        "silence_rule('wat.complete')",
        "silence_rule('wat.paired')",
    ),
    "any consultant establishes WAT": (
        "X3",
        "no consultant then",
        "opened",
        2,
        "set_cell(a.EstablishWat, Role.CONSULTANT, Cell.YES)",
    ),
    "HOE on a later WAT": (
        "X4",
        "not there yet",
        "hoe",
        1,
        "silence_rule('hoe.after-wat')",
    ),
    "worker revises WAT": (
        "X5",
        "changed wat",
        "wat",
        1,
        "set_cell(a.ReviseWat, Role.CARE_WORKER, Cell.YES)",
    ),
    "parent establishes WAT": (
        "X5",
        "changed wat",
        "opened",
        1,
        "set_cell(a.EstablishWat, Role.PARENT, Cell.YES)",
    ),
    "worker decides necessity": (
        "X5",
        "changed necessity",
        "opened",
        1,
        "set_cell(a.DecideNecessity, Role.CARE_WORKER, Cell.YES)",
    ),
    "HOE by professionals": (
        "X5",
        "was not made by",
        "hoe",
        1,
        "silence_rule('hoe.together')",
    ),
    "consultant makes HOE": (
        "X5",
        "was not made by",
        "hoe",
        1,
        "set_cell(a.EstablishHoe, Role.CONSULTANT, Cell.YES)",
        "silence_rule('hoe.no-consultant')",
    ),
    "revision deletes judgements": (
        "X6",
        "deleted from judged",
        "judged",
        1,
        "also(a.ReviseWat, 'judged', forget)",
    ),
    "every version is of the last material one": (
        "X6",
        "judged on the older WAT",
        "judged",
        1,
        "put('safetyframe.rules.ask:material_of', last_material)",
    ),
    "HOE never grows stale": (
        "X6",
        "still counts as fresh",
        "hoe",
        1,
        "drop_watch('watch.hoe-fresh')",
    ),
    "told once, told for ever": (
        "X6",
        "was told of the older WAT",
        "wat",
        2,
        "put('safetyframe.duties:_discharges', lambda t, d, told, *_: told.topic in d.topics)",
    ),
    "duty to explain WAT is dropped": (
        "X7",
        "nobody knows how inform.wat",
        "opened",
        1,
        "drop_duty('inform.wat')",
    ),
    "duty to explain roles is dropped": (
        "X7",
        "nobody knows how inform.roles",
        "start",
        1,
        "drop_duty('inform.roles')",
    ),
    "duty to explain agreements is dropped": (
        "X7",
        "nobody knows how inform.agreements",
        "hoe",
        1,
        "drop_duty('inform.agreements')",
    ),
    "whoever wrote WAT is to be told it": (
        "X7",
        "who has no part in it",
        "wat",
        1,
        "put('safetyframe.duties:_wat_raised', lambda t, wat, who, since: (since, wat.material))",
    ),
    "worker makes a consultant": (
        "X8",
        "made a consultant",
        "opened",
        1,
        "silence_rule('involvement.consultant-source')",
    ),
    "worker judges": ("X8", "did Judge", "wat", 1, "set_cell(a.Judge, Role.CARE_WORKER, Cell.YES)"),
    "worker is told to judge": (
        "X8",
        "is told that",
        "wat",
        1,
        "put('safetyframe.law.foreseeing:powers', lambda *_: ((), False))",
    ),
    "explaining rewrites voices": (
        "X9",
        "changed what",
        "opened",
        2,
        "rewrite(a.Explain, 'voices', ref='x')",
    ),
    "reopening rewrites the end": (
        "X10",
        "an end was rewritten",
        "closed",
        1,
        "rewrite(a.Reopen, 'involvement', outcome=None)",
    ),
    "explaining forgets what was told": (
        "X11",
        "explaining made",
        "wat",
        2,
        "forget_others(a.Explain, 'told')",
    ),
    "a rule rests on nothing": (
        "X12",
        "rests on nothing",
        "opened",
        1,
        "put_rule('wat.complete', clauses=())",
    ),
    "asking says no, the act passes": (
        "X12",
        "was said to be impossible, and was accepted",
        "opened",
        1,
        "put_rule('wat.complete', foresee=lambda *_: (Gap(code='never'),))",
    ),
    "a rule fails": (
        "X12",
        "wat.complete is broken",
        "opened",
        1,
        "put_rule('wat.complete', check=lambda *_: 1 / 0)",
    ),
    "everybody hears everything": (
        "X13",
        "can tell that Speak was done",
        "opened",
        1,
        "show_slice('voices', lambda sight: sight.t.voices.values())",
    ),
    "everybody sees who is to take over": (
        "X13",
        "was done without them",
        "opened",
        2,
        "show_slice('handovers', lambda sight: sight.t.handovers.values())",
    ),
    "evening comes earlier elsewhere": (
        "X14",
        "another zone",
        "judged",
        1,
        "By.__init__.__globals__.__setitem__('__attr_converter_at', lambda at: at)",
        "put_rule('ending.achieved', check=closed_at_night)",
    ),
    "a decision of another zone is of another day": (
        "X14",
        "another zone",
        "closed",
        2,
        "a.NecessityDecision.__init__.__globals__.__setitem__(DECIDED_AT, lambda at: at)",
        "put_rule('necessity.named-decider', check=decided_at_night)",
    ),
    "nobody signs": (
        "X15",
        "decided by nobody",
        "opened",
        1,
        "silence_rule('necessity.named-decider')",
    ),
    "barriers are ignored": (
        "X16",
        "who is kept apart",
        "opened",
        2,
        "silence_rule('barrier.kept-apart')",
    ),
}

BREAKING = """
import sys
from attrs import evolve
from safetyframe import acts as a, folding
from safetyframe.outcome import Gap
from safetyframe.powers import Cell
from safetyframe.roles import By, Role
from safetyframe.rules import ask
from tests.support.breaking import *
from tests.support.breaking import guards
from safetyframe.testing.exhaust.__main__ import main

def also(act, name, handler):
    folding.HANDLERS[act] = (*folding.HANDLERS[act], (name, handler))

def forget(draft, *_):
    draft._base, draft._top = {{}}, {{}}

def rewrite(act, name, **parts):
    def handler(draft, *_):
        for key, one in draft.items():
            draft[key] = evolve(one, **parts)
    also(act, name, handler)

def closed_at_night(t, act, policy):
    return (Gap(code="late"),) if act.by.at.hour > 18 else ()

DECIDED_AT = "__attr_converter_decided_at"

def decided_at_night(t, act, policy):
    said = getattr(act, "decision", None) or getattr(act, "necessity", None)
    return (Gap(code="late"),) if said.decided_at.hour > 18 else ()

def last_material(t, number):
    return t.wat[len(t.wat)].material if number in t.wat else None

def forget_others(act, name):
    own = dict(folding.HANDLERS[act])[name]
    set_handler(act, name, lambda draft, *rest: (forget(draft), own(draft, *rest)))()

def put_rule(name, **parts):
    assert name in {{rule.id for rule in guards.RULES}}
    guards.RULES = tuple(evolve(r, **parts) if r.id == name else r for r in guards.RULES)

for part in {parts!r}:
    done = eval(part)
    if callable(done):
        done()
options = ["--depth", "{depth}", "--jobs", "1", "--roots", "{root}", "--json"]
sys.exit(main(options))
"""

INTERRUPTED = """
import sys
from safetyframe.testing.exhaust import search as module
from safetyframe.testing.exhaust.__main__ import main
from safetyframe.testing.exhaust.search import Tally

add = Tally.add
def first(self, other):
    add(self, other)
    Tally.add = add
    print("first part is done", flush=True)
Tally.add = first
sys.exit(main(["--depth", "4", "--jobs", "2", "--roots", "hoe"]))
"""


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_with_a_story(name):
    clause, wrong, root_name, depth, *parts = FAULTS[name]
    done = subprocess.run(
        [sys.executable, "-c", BREAKING.format(parts=parts, root=root_name, depth=depth)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    told = {one["clause"]: one for one in json.loads(done.stdout)["violations"]}
    assert wrong in told[clause]["wrong"]
    assert told[clause]["acts"][0].startswith("  1. OpenInvolvement by lead (consultant): ")


def test_there_is_a_fault_for_every_invariant():
    assert {clause for clause, *_ in FAULTS.values()} == set(STEP)


def test_a_law_that_loses_what_it_accepts_is_found(monkeypatch):
    decide = Law.decide

    def forget(law, t, act):
        outcome = decide(law, t, act)
        lost = isinstance(act, Speak) and isinstance(outcome, Accepted)
        kept = evolve(outcome.trajectory, voices=t.voices) if lost else None
        return evolve(outcome, trajectory=kept) if lost else outcome

    monkeypatch.setattr(Law, "decide", forget)
    tally = Tally()
    search(tally, CASTS["one"], depth=1, roots=["opened"])
    assert tally.found["folding"].wrong == "what Speak hands on is not what its record leaves"


def test_the_story_is_the_shortest_and_says_what_acts_say_without_prose(monkeypatch, capsys):
    """Judging is wrong from three roots on; told is the one that takes the fewest acts."""

    def wrong(step):
        if type(step.act).__name__ == "Judge" and step.after is not step.before:
            yield "somebody judged"

    monkeypatch.setitem(STEP, "X1", wrong)
    assert main(["--depth", "1", "--jobs", "1", "--roots", "hoe", "wat", "judged"]) == 1
    out = capsys.readouterr().out
    story = [line for line in out.splitlines() if re.match(r" +\d+\. ", line)]
    assert [line.split()[1] for line in story] == [
        "OpenInvolvement",
        "AddParticipation",
        "AddParticipation",
        "EstablishWat",
        "Judge",
    ]
    assert story[-1] == "  5. Judge by lead (consultant): wat=1 minor=minor-1 target=b1 met=yes"
    assert "0" * 64 not in out
    assert re.search(r"^refusals rest on \d+ clauses and on form:$", out, re.MULTILINE)


def test_the_law_as_it_is_breaks_nothing():
    tally = Tally()
    search(tally, CASTS["one"], depth=1)
    search(tally, CASTS["family"], depth=1)
    search(tally, CASTS["one"], depth=2, roots=["expectations"])
    assert tally.found == {}
    assert tally.unsure == 0
    assert tally.decisions > 10_000
    assert {"X1", "P12", "P24", "P16", "X16", "T4"} <= set(tally.clauses)


def test_every_kind_of_act_is_tried_and_refused_somewhere():
    tally = Tally()
    search(tally, CASTS["one"], depth=1)
    tried = set(tally.accepted) | set(tally.refused)
    assert tried == {kind.__name__ for kind in ACTS}


def test_two_processes_find_what_one_finds():
    one, two = Tally(), Tally()
    known = search(one, CASTS["one"], depth=2, roots=["opened"], probing=False)
    assert search(two, CASTS["one"], depth=2, roots=["opened"], probing=False, jobs=2) == known
    assert one == two


@pytest.mark.parametrize("name", ROOTS)
def test_every_root_is_reached_by_deciding(name):
    t, acts = root(name, CASTS["family"], Law())
    assert t.seq == len(acts)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (["--depth", "0"], "no whole number from 1 on"),
        (["--cast", "crowd"], "choose from"),
        (["--jobs", "x"], "no whole number from 1 on"),
        (["--roots", "moon"], "choose from"),
    ],
)
def test_bad_options_give_a_clear_error(bad, told, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(bad)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert bad[0] in said
    assert told in said


def test_help_names_every_cast(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert all(f"{name}: " in said for name in CASTS)


def test_ctrl_c_prints_what_was_done_and_leaves_nothing_behind():
    """The signal goes to the whole group, as a terminal sends it."""
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=listening,  # noqa: PLW1509 - no other thread of this process holds a lock
    ) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == "first part is done\n"
            os.killpg(running.pid, signal.SIGINT)
            out, err = running.communicate(timeout=60)
        except BaseException:
            running.kill()
            raise
    assert (running.returncode, err) == (130, "")
    assert out.startswith("interrupted: this is what was done so far\n")
    assert int(re.search(r"decisions +(\d+)", out)[1]) > 0
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


@pytest.mark.deep
@pytest.mark.parametrize("who", CASTS)
def test_depth_two_breaks_nothing_in_any_cast(who):
    tally = Tally()
    search(tally, CASTS[who], depth=2, jobs=2)
    assert tally.found == {}
    assert tally.unsure == 0
    assert len(tally.levels) == 2

"""Other programs are judged by the protocol: who says nothing, or something else, fails."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from io import StringIO

import pytest

from safetyframe.testing.vectors import Verdict, answer, canonical, differences, judge, load, run
from safetyframe.testing.vectors import __main__ as command
from safetyframe.testing.vectors.__main__ import main

VECTORS = load(only=("X4", "A1", "P18b"))
REFUSED = next(one for one in VECTORS if one.id == "X4/later-version")
ACCEPTED = next(one for one in VECTORS if one.id == "X4/after")
SERVE = (sys.executable, "-m", "safetyframe.testing.vectors", "serve")


# --- when two answers are the same ---------------------------------------------------------------


def reversed_lists(value):
    if isinstance(value, dict):
        return {name: reversed_lists(part) for name, part in reversed(value.items())}
    if isinstance(value, list):
        return [reversed_lists(part) for part in reversed(value)]
    return value


def test_order_counts_nowhere_in_a_refusal():
    turned = reversed_lists(REFUSED.then)
    assert json.dumps(turned) != json.dumps(REFUSED.then)
    assert differences(REFUSED.then, turned) == ()


def test_order_counts_within_what_changed_and_not_between_items():
    turned = deepcopy(ACCEPTED.then)
    turned["changes"]["hoe"].reverse()
    assert differences(ACCEPTED.then, turned) == ()
    turned["changes"]["hoe"][0]["invited"].reverse()
    assert differences(ACCEPTED.then, turned) == ("changes.hoe[].invited: another order",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2025-03-03T08:00:00+00:00", "2025-03-03T09:00:00.000+01:00", True),
        ("2025-03-03T08:00:00Z", "2025-03-03T08:00:00+00:00", True),
        ("2025-03-03T08:00:00Z", "2025-03-03T08:00:01Z", False),
        ("2025-02-30T08:00:00Z", "2025-02-30T09:00:00+01:00", False),
        ("2025-03-03", "2025-03-03T00:00:00Z", False),
        (1, True, False),
        (1, 1.0, False),
        (1, "1", False),
        (None, False, False),
        ([1, 2, 2], [2, 1, 2], True),
        ([1, 2, 2], [2, 1, 1], False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": None}, {}, False),
    ],
)
def test_what_is_the_same_and_what_is_not(one, other, same):
    assert (canonical({"x": one}) == canonical({"x": other})) is same
    assert (differences({"x": one}, {"x": other}) == ()) is same


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda a: a.update(verdict="accepted"), "verdict"),
        (lambda a: a["violations"].clear(), "violations[]"),
        (lambda a: a["violations"][0].update(clauses=["P16"]), "violations[].clauses[]"),
        (lambda a: a["violations"][0]["gaps"][0].update(code="no"), "violations[].gaps[].code"),
        (lambda a: a.pop("unknown"), "unknown"),
        (lambda a: a.update(more=1), "more"),
    ],
)
def test_it_is_said_where_answers_part(spoil, where):
    given = deepcopy(REFUSED.then)
    spoil(given)
    parting = differences(REFUSED.then, given)
    assert parting
    assert all(line.startswith(where) for line in parting)


def test_a_parting_that_is_long_is_cut():
    lines = differences({str(n): n for n in range(30)}, {})
    assert len(lines) == 9
    assert lines[-1] == "and 22 more"


# --- other programs ------------------------------------------------------------------------------


def program(tmp_path, body):
    """A program of five lines in another process."""
    path = tmp_path / "program.py"
    path.write_text(f"import json, sys\nasked = [json.loads(l) for l in sys.stdin]\n{body}\n")
    return (sys.executable, str(path))


def test_our_own_law_behind_the_protocol_passes():
    report = judge(VECTORS, SERVE)
    assert report.complete, report.told()
    assert report.per_clause()["X4"][Verdict.PASSED] == 5


SAY = "for a in asked: print(json.dumps({'id': a['id'], %s}))"


@pytest.mark.parametrize(
    ("body", "verdict", "why"),
    [
        ("", Verdict.FAILED, "answered 0 times (the program ended with status 0)"),
        ("sys.exit(3)", Verdict.FAILED, "answered 0 times (the program ended with status 3)"),
        (
            "\n".join([SAY % "'answer': {}"] * 2),
            Verdict.FAILED,
            "answered 2 times (the program ended with status 0)",
        ),
        (SAY % "'not_implemented': 'not yet'", Verdict.NOT_IMPLEMENTED, "not yet"),
        (SAY % "'verdict': 'accepted'", Verdict.FAILED, "neither an answer nor a reason"),
        (SAY % "'not_implemented': True", Verdict.FAILED, "neither an answer nor a reason"),
        (SAY % "'answer': None", Verdict.FAILED, "expected"),
        (SAY % "'answer': {'verdict': 'accepted'}", Verdict.FAILED, "missing"),
        (SAY % "'answer': {}, 'not_implemented': 'both'", Verdict.FAILED, "missing"),
    ],
)
def test_whoever_does_not_give_the_answer_does_not_pass(tmp_path, body, verdict, why):
    report = judge(VECTORS, program(tmp_path, body))
    assert {score.verdict for score in report.scores} == {verdict}
    assert not report.good
    assert not report.complete
    assert why in report.scores[0].why[0]


@pytest.mark.parametrize(
    "body",
    [
        "print('hello')",
        "print('[]')",
        "print('{}')",
        "print(json.dumps({'id': 7, 'answer': {}}))",
        "print(json.dumps({'id': 'X4/nobody-asked', 'answer': {}}))",
    ],
)
def test_a_line_that_answers_nothing_ends_the_judging(tmp_path, body):
    with pytest.raises(ValueError, match="line 1 of the program's answers"):
        judge(VECTORS, program(tmp_path, body))


def test_a_program_that_hangs_is_not_waited_for(tmp_path):
    with pytest.raises(subprocess.TimeoutExpired):
        judge(VECTORS, program(tmp_path, "import time; time.sleep(60)"), patience=1)


def test_answers_may_come_in_any_order(tmp_path):
    table = {one.id: one.then for one in VECTORS}
    (tmp_path / "table.json").write_text(json.dumps(table))
    body = (
        f"table = json.load(open({str(tmp_path / 'table.json')!r}))\n"
        "for a in reversed(asked): print(json.dumps({'id': a['id'], 'answer': table[a['id']]}))"
    )
    assert judge(VECTORS, program(tmp_path, body)).complete


def test_the_question_does_not_hold_the_answer():
    for one in VECTORS:
        assert "then" not in one.request()
        assert json.dumps(one.then)[1:-1] not in json.dumps(one.request())


def test_one_wrong_answer_is_a_failure_of_its_clause_alone():
    def wrong(request):
        given = answer(request)
        return {**given, "verdict": "unsure"} if request["id"] == REFUSED.id else given

    report = run(VECTORS, wrong)
    assert [score.vector.id for score in report.of(Verdict.FAILED)] == [REFUSED.id]
    assert not report.good
    assert f"FAILED {REFUSED.id}" in report.told()
    assert report.per_clause()["A1"][Verdict.FAILED] == 0


def test_no_vectors_are_no_success():
    assert not run(()).good
    assert not run(()).complete


# --- the command ---------------------------------------------------------------------------------


def test_the_command_runs_our_law(capsys):
    assert main(["--clause", "X4", "--clause", "A1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["clause", "passed", "failed", "not-implemented"]
    assert lines[-1].split()[0] == "all"
    assert lines[-1].split()[2:] == ["0", "0"]


def test_the_command_judges_another_program(tmp_path, capsys):
    chosen = ["judge", "--clause", "X4", "--"]
    assert main([*chosen, *SERVE]) == 0
    some = (
        "for a in asked: print(json.dumps({'id': a['id'], 'not_implemented': 'x'} if 'after' in "
        f"a['id'] else {{'id': a['id'], 'answer': {REFUSED.then!r}}}))"
    )
    assert main([*chosen, *program(tmp_path, some)]) == 1
    assert "FAILED X4/wat-unknown" in capsys.readouterr().out
    table = {one.id: one.then for one in VECTORS if one.id != ACCEPTED.id}
    known = (
        f"table = {table!r}\nfor a in asked: print(json.dumps({{'id': a['id'], "
        "**({'answer': table[a['id']]} if a['id'] in table else {'not_implemented': 'x'})}))"
    )
    assert main([*chosen, *program(tmp_path, known)]) == 0
    assert main(["judge", "--complete", *chosen[1:], *program(tmp_path, known)]) == 1


def test_what_cannot_be_asked_is_an_error_and_no_verdict(tmp_path, capsys):
    assert main(["--clause", "P99"]) == 2
    assert main(["judge"]) == 2
    assert main(["judge", "--", str(tmp_path / "nothing-here")]) == 2
    assert main(["judge", "--", *program(tmp_path, "print('hello')")]) == 2
    assert capsys.readouterr().err.count("vectors: ") == 4


def test_the_command_says_where_the_files_are(capsys):
    assert main(["where"]) == 0
    assert capsys.readouterr().out.strip().endswith("data")


# --- the command line ----------------------------------------------------------------------------


def stopped(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("arguments", [["run"], ["judge", "--", "some-program"]])
def test_ctrl_c_is_told_in_a_line(arguments, monkeypatch, capsys):
    monkeypatch.setattr(command, "run", stopped)
    monkeypatch.setattr(command, "judge", stopped)
    assert main(arguments) == 130
    assert capsys.readouterr() == ("", "vectors: interrupted\n")


def test_what_is_no_json_is_told_by_its_line_and_not_repeated(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", StringIO("a secret\n"))
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == (
        "vectors: line 1 is no JSON; the protocol is docs/reference/vectors.md\n"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["judge"], "say which program to judge"),
        (["run", "--", "some-program"], "run takes no program"),
        (["--clause", "P99"], "there are no vectors of P99"),
        (["--clause", "P16", "--clause", "P99"], "there are no vectors of P99"),
        (["judge", "--", "/no/such/program"], "No such file"),
    ],
)
def test_what_cannot_be_asked_is_told(arguments, says, capsys):
    assert main(arguments) == 2
    assert says in capsys.readouterr().err

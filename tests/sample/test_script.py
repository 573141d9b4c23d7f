"""The reader of scripts: strict, exact about the place of a fault, silent about what it found."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from attrs import evolve

from safetyframe import acts as a
from safetyframe import wire
from safetyframe.cli.script import (
    Expected,
    Script,
    ScriptError,
    Step,
    read_sample,
    read_script,
    same_act,
)
from safetyframe.errors import HostError, PayloadError
from safetyframe.law import Law
from safetyframe.outcome import Unsure
from safetyframe.program import check_bodies
from safetyframe.trajectory import Trajectory
from safetyframe.values import Text

CANARY = "kanarie"  # stands in every script below, and in no error
HEAD = """\
safetyframe: 1
trajectory: family-kanarie
zone: Europe/Brussels
steps:
"""
STEP = """\
  - type: speak
    id: kanarie-1
    by: {person: kanarie-a, role: minor, at: 2025-01-13T16:00:00+01:00}
    words: {language: nl, body: "kanarie"}
    minors: [kanarie-a]
"""
HEADER = {"safetyframe": 1, "trajectory": "family-7", "zone": "Europe/Brussels"}


def act(**changes: Any) -> dict[str, Any]:
    """A step as JSON says it. What is changed to None goes."""
    raw = {
        "type": "speak",
        "id": "kanarie-1",
        "by": {"person": "kanarie-a", "role": "minor", "at": "2025-01-13T16:00:00+01:00"},
        "words": {"language": "nl", "body": "kanarie"},
        **changes,
    }
    return {key: value for key, value in raw.items() if value is not None}


@pytest.fixture
def write(tmp_path: Path):
    def write(content: str | bytes, name: str = "script.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def lines(*objects: object) -> str:
    return "".join(json.dumps(one) + "\n" for one in objects)


def fault(path: Path) -> ScriptError:
    with pytest.raises(ScriptError) as caught:
        read_script(path)
    error = caught.value
    seen: BaseException | None = error
    while seen is not None:
        assert CANARY not in f"{seen} {seen!r} {vars(seen)}"
        seen = seen.__cause__ or seen.__context__
    assert error.file == str(path)
    assert "\n" not in str(error)
    place = str(path) if error.line is None else f"{path}:{error.line}"
    assert str(error).startswith(f"{place}: ")
    assert str(error).endswith(f"expected {error.expected}")
    return error


# --- what is read -------------------------------------------------------------------------------


def test_yaml_and_json_lines_say_the_same(write):
    yaml = read_script(write(HEAD.replace("kanarie", "7") + STEP))
    plain = read_script(write(lines(HEADER, act(minors=["kanarie-a"])), "script.jsonl"))
    assert (yaml.trajectory, yaml.zone) == (plain.trajectory, plain.zone)
    assert yaml.trajectory == "family-7"
    (one,), (other,) = yaml.steps, plain.steps
    assert isinstance(one.act, a.Speak)
    assert one.act.by.at == datetime(2025, 1, 13, 15, tzinfo=UTC)
    assert same_act(one.act, other.act)
    assert [b.words for b in one.bodies] == [b.words for b in other.bodies] == ["kanarie"]


def test_the_zone_may_be_left_out(write):
    header = {"safetyframe": 1, "trajectory": "family-7"}
    assert read_script(write(lines(header, act()), "s.jsonl")).zone == "Europe/Brussels"


def test_a_place_is_file_and_line(write):
    path = write(HEAD + STEP + STEP.replace("kanarie-1", "kanarie-2"))
    assert [step.place for step in read_script(path).steps] == [f"{path}:5", f"{path}:10"]
    path = write(lines(HEADER) + "\n" + lines(act(), act(id="k2")), "s.jsonl")
    assert [step.place for step in read_script(path).steps] == [f"{path}:3", f"{path}:4"]


def test_words_become_a_text_and_its_body(write):
    (step,) = read_script(write(HEAD + STEP)).steps
    (body,) = step.bodies
    assert isinstance(step.act, a.Speak)
    assert step.act.words == body.text
    assert (body.id, body.language, body.words) == ("kanarie-1.1", "nl", "kanarie")
    assert len(bytes.fromhex(body.salt)) == 16
    assert check_bodies(step.act, step.bodies) == step.bodies
    assert CANARY not in repr(evolve(step, act=step.act, place="")).replace("kanarie-", "")


def test_words_are_numbered_wherever_they_stand_in_an_act(write):
    script = dedent("""\
          - type: set-expectations
            id: e
            by: {person: c, role: consultant, at: 2025-01-13T16:00:00+01:00}
            revises: 1
            material: false
            expectations:
              - {id: e1, words: {language: nl, body: een}, minors: [m]}
              - {id: e2, words: {language: fr, body: deux}, minors: [m]}
            reason: {language: nl, body: waarom}
        """)
    (step,) = read_script(write(HEAD + indent(script))).steps
    assert [(b.id, b.language, b.words) for b in step.bodies] == [
        ("e.1", "nl", "een"),
        ("e.2", "fr", "deux"),
        ("e.3", "nl", "waarom"),
    ]


def indent(text: str) -> str:
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))


def test_a_text_may_be_given_as_the_wire_gives_it(write):
    words = {"id": "t", "digest": "0" * 64, "language": "nl"}
    (step,) = read_script(write(lines(HEADER, act(words=words)), "s.jsonl")).steps
    assert isinstance(step.act, a.Speak)
    assert (step.act.words, step.bodies) == (Text(**words), ())


def test_what_the_wire_writes_is_a_step(write):
    played = read_sample()
    dumped = [wire.dump(step.act) for step in played.steps]
    again = read_script(write(lines(HEADER, *dumped), "s.jsonl"))
    assert [step.act for step in again.steps] == [step.act for step in played.steps]


def test_dates_and_no_are_strings_in_yaml(write):
    script = HEAD + STEP.replace("language: nl", "language: no").replace(
        'body: "kanarie"', "body: 2025-01-13"
    )
    (step,) = read_script(write(script)).steps
    assert [(b.language, b.words) for b in step.bodies] == [("no", "2025-01-13")]
    for word in ("yes", "off", "1.5", "0x10", "012", "1_000", "12:30:45", "TRUE", "=", "<<"):
        (step,) = read_script(write(HEAD + STEP.replace('"kanarie"', f"{word} "))).steps
        assert step.bodies[0].words == word


@pytest.mark.parametrize("word", ["12", "-3", "0", "true", "null", "~"])
def test_what_json_knows_is_no_string_in_yaml_unless_it_is_quoted(write, word: str):
    assert fault(write(HEAD + STEP.replace('"kanarie"', word))).field == "words.body"
    (step,) = read_script(write(HEAD + STEP.replace('"kanarie"', f'"{word}"'))).steps
    assert step.bodies[0].words == word


@pytest.mark.parametrize(
    ("given", "expect"),
    [
        (None, None),
        ("accepted", Expected(verdict="accepted")),
        ("unsure", Expected(verdict="unsure")),
        ({"refused": ["P12", "X3"]}, Expected(verdict="refused", clauses=("P12", "X3"))),
        ({"refused": []}, Expected(verdict="refused")),
    ],
)
def test_a_step_may_say_what_it_expects(write, given: object, expect: Expected | None):
    (step,) = read_script(write(lines(HEADER, act(expect=given, note="kijk")), "s.jsonl")).steps
    assert (step.expect, step.note) == (expect, "kijk")


def test_an_act_with_a_note_of_its_own_keeps_it(write):
    step = {
        "type": "offer-handover",
        "id": "h",
        "by": {"person": "c", "role": "consultant", "at": "2025-01-13T16:00:00+01:00"},
        "to": "d",
        "note": {"language": "nl", "body": "dag"},
    }
    (read,) = read_script(write(lines(HEADER, step), "s.jsonl")).steps
    assert isinstance(read.act, a.OfferHandover)
    assert read.act.note is not None
    assert (read.note, read.bodies[0].words) == (None, "dag")
    assert fault(write(lines(HEADER, {**step, "note": "kanarie"}), "s.jsonl")).field == "note"


def test_an_expectation_is_met_by_that_verdict_on_those_clauses_only():
    script = read_sample()
    now = Trajectory.start(script.trajectory)
    accepted = Law().decide(now, script.steps[0].act)
    no = next(s for s in script.steps if s.act.id == "wat-by-worker")
    refused = Law().decide(now, no.act)
    clauses = refused.clauses  # type: ignore[union-attr]
    assert {"P12", "X3"} < set(clauses)
    met = Expected(verdict="refused", clauses=tuple(reversed(clauses)))
    assert met.met_by(refused)
    assert not met.met_by(accepted)
    assert not Expected(verdict="refused", clauses=("P12", "X3")).met_by(refused)
    assert not Expected(verdict="refused", clauses=(*clauses, "T4")).met_by(refused)
    assert Expected(verdict="accepted").met_by(accepted)
    assert not Expected(verdict="accepted").met_by(refused)
    assert Expected(verdict="unsure").met_by(Unsure(unknown=("wat",)))
    assert not Expected(verdict="unsure").met_by(refused)


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(write):
    for text, name in ((HEAD + STEP, "s.yml"), (lines(HEADER, act()), "s.jsonl")):
        path = write(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), name)
        assert len(read_script(path).steps) == 1


# --- the same act, read again -------------------------------------------------------------------


def only(script: Script) -> Step:
    (step,) = script.steps
    return step


def test_an_act_read_again_is_the_same_act_whatever_its_salts(write):
    path = write(HEAD + STEP)
    one, again = only(read_script(path)).act, only(read_script(path)).act
    assert one != again
    assert same_act(one, again)
    elsewhere = evolve(one, by=evolve(one.by, at=one.by.at.astimezone(UTC)))
    assert same_act(one, elsewhere)


def test_an_act_that_says_something_else_is_another(write):
    one = only(read_script(write(HEAD + STEP))).act
    for old, new in (
        ("language: nl", "language: fr"),
        ("role: minor", "role: parent"),
        ("16:00", "16:01"),
        ("[kanarie-a]", "[]"),
        ("id: kanarie-1", "id: kanarie-2"),
    ):
        assert old in STEP
        assert not same_act(one, only(read_script(write(HEAD + STEP.replace(old, new)))).act)
    dissent = STEP.replace("type: speak", "type: dissent").replace(
        "    minors: [kanarie-a]\n", '    against: wat\n    ref: "1"\n'
    )
    assert not same_act(one, only(read_script(write(HEAD + dissent))).act)


# --- what is refused: YAML ----------------------------------------------------------------------

KEYS = "only the keys"
BAD_YAML = {
    "typo in a field": (STEP.replace("minors", "miners"), 5, "", KEYS, "unknown-key"),
    "typo deeper down": (
        STEP.replace("{person: ", "{\n      persoon: "),
        7,
        "by",
        KEYS,
        "unknown-key",
    ),
    "missing key": (STEP.replace("role: minor, ", ""), 7, "by.role", "this key", "missing-key"),
    "missing act id": (STEP.replace("id: kanarie-1", ""), 5, "id", "this key", "missing-key"),
    "missing type": (STEP.replace("type: speak", ""), 6, "type", "type", "missing-key"),
    "unknown type": (STEP.replace("speak", "kanarie"), 5, "type", "SCHEMAS", "unknown-type"),
    "newer version": (STEP + "    version: 99\n", 10, "version", "up to 1", "unknown-version"),
    "naive time": (STEP.replace("+01:00", ""), 7, "by.at", "offset", "naive-time"),
    "no time at all": (STEP.replace("2025-01-13T16:00:00+01:00", "kanarie"), 7, "by.at", "", None),
    "a day that is none": (STEP.replace("2025-01-13", "2025-02-30"), 7, "by.at", "exists", None),
    "a role that is none": (STEP.replace("minor,", "kanarie,"), 7, "by.role", "one of", None),
    "a name, no reference": (STEP.replace("kanarie-a,", '"kanarie k",'), 7, "by.person", "", None),
    "duplicate key": (STEP + "    id: kanarie-2\n", 10, "id", "once", "duplicate-key"),
    "duplicate key, deeper": (
        STEP.replace("{language: nl,", "{language: nl, language: kanarie,"),
        8,
        "words.language",
        "once",
        "duplicate-key",
    ),
    "duplicate key that is none": (
        STEP + "    kanarie: 1\n    kanarie: 2\n",
        11,
        "",
        "once",
        "duplicate-key",
    ),
    "duplicate act id": (STEP + STEP, 11, "id", "no step before", "duplicate-id"),
    "words without language": (STEP.replace("language: nl, ", ""), 8, "words.language", "", None),
    "words in no language": (STEP.replace("nl,", "12,"), 8, "words.language", "", None),
    "words in a bad language": (STEP.replace("nl,", "kan_arie,"), 8, "words.language", "", None),
    "words as they are": (
        STEP.replace('{language: nl, body: "kanarie"}', "kanarie"),
        8,
        "words",
        "{language, body}",
        "no-text",
    ),
    "words and more": (STEP.replace("nl,", "nl, id: kanarie,"), 8, "words", "", "unknown-key"),
    "no words": (STEP.replace('"kanarie"', '" "'), 8, "words.body", "words", None),
    "expect as it should not be": (STEP + "    expect: kanarie\n", 10, "expect", "accepted", None),
    "expect without clauses": (STEP + "    expect: refused\n", 10, "expect", "{refused", None),
    "expect with more": (
        STEP + "    expect: {refused: [P1], kanarie: 1}\n",
        10,
        "expect",
        "{refused",
        None,
    ),
    "expect no clause": (
        STEP + "    expect:\n      refused: [P1, 2]\n",
        11,
        "expect.refused[1]",
        "P12",
        None,
    ),
    "a note that is no text": (STEP + "    note: [kanarie]\n", 10, "note", "words", None),
    "a step that is none": ("  - kanarie\n", 5, "", "a step", "wrong-type"),
    "a tab to indent": (STEP + "\tnote: kanarie\n", 10, "", "not with tabs", "not-yaml"),
    "a quote left open": (STEP + '    note: "kanarie\n', None, "", "well-formed", "not-yaml"),
    "a bracket too many": (STEP + "    note: kanarie]]\n  }\n", 11, "", "well-formed", "not-yaml"),
    "indented wrongly": (STEP + "   kanarie: 1\n", 10, "", "well-formed", "not-yaml"),
    "an anchor": (STEP.replace("[kanarie-a]", "&kanarie [x]"), 9, "minors", "anchors", "alias"),
    "an alias": (STEP.replace("[kanarie-a]", "*kanarie"), 9, "minors", "aliases", "alias"),
    "an alias as key": (STEP + "    *kanarie : 1\n", 10, "", "plain words", "bad-key"),
    "a list as key": (STEP + "    [kanarie]: 1\n", 10, "", "plain words", "bad-key"),
    "an anchor on a key": (STEP + "    &kanarie note: x\n", 10, "", "plain words", "bad-key"),
    "a tag": (STEP.replace("[kanarie-a]", "!!python/tuple [x]"), 9, "minors", "tags", "tag"),
    "a tag on a scalar": (STEP.replace("speak", "!kanarie speak"), 5, "type", "tags", "tag"),
    "too deep": (STEP.replace("[kanarie-a]", "[" * 99 + "]" * 99), 9, None, "nesting", "too-deep"),
    "a control sign": (STEP + "    note: kän\x01arie\n", 10, "", "control", "not-yaml"),
    "a second document": (STEP + "---\nkanarie: 1\n", 10, "", "one YAML document", None),
}


@pytest.mark.parametrize(
    ("steps", "line", "field", "expected", "code"), BAD_YAML.values(), ids=BAD_YAML
)
def test_a_fault_in_yaml_has_its_place(write, steps, line, field, expected, code):
    error = fault(write(HEAD + steps))
    assert line in (None, error.line)
    assert field in (None, error.field)
    assert expected in error.expected
    assert code in (None, error.code)


@pytest.mark.parametrize("loader", ["C", "Python"])
def test_a_bomb_of_aliases_is_not_followed(write, monkeypatch, loader: str):
    if loader == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    assert fault(write(bomb)).code == "alias"


@pytest.mark.parametrize(
    ("steps", "line", "field", "expected", "code"), BAD_YAML.values(), ids=BAD_YAML
)
def test_the_loader_written_in_python_says_the_same(
    write, monkeypatch, steps, line, field, expected, code
):
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert len(read_script(write(HEAD + STEP)).steps) == 1
    test_a_fault_in_yaml_has_its_place(write, steps, line, field, expected, code)


def test_half_a_sign_out_of_yaml_is_no_text_either(write, monkeypatch):
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    error = fault(write(HEAD + STEP.replace('"kanarie"', '"kanarie \\ud800"')))
    assert (error.line, error.field) == (8, "words.body")


# --- what is refused: headers -------------------------------------------------------------------

BAD_HEADERS = {
    "nothing": ("", 1, "", "empty", "empty"),
    "only a remark": ("# kanarie\n\n", 1, "", "empty", "empty"),
    "a list": ("- kanarie\n", 1, "", "header", "no-header"),
    "a word": ("kanarie\n", 1, "", "header", "no-header"),
    "no format": (HEAD.replace("safetyframe: 1\n", "") + STEP, 1, "", "header", "no-header"),
    "another format": (HEAD.replace(": 1", ": 2") + STEP, 1, "safetyframe", "1", "unknown-version"),
    "true is not 1": (
        HEAD.replace(": 1", ": true") + STEP,
        1,
        "safetyframe",
        "1",
        "unknown-version",
    ),
    "no trajectory": (
        HEAD.replace("trajectory: family-kanarie\n", "") + STEP,
        1,
        "trajectory",
        "opaque",
        "missing-key",
    ),
    "a name": (
        HEAD.replace("family-", "familie ") + STEP,
        2,
        "trajectory",
        "opaque",
        "bad-reference",
    ),
    "no such zone": (HEAD.replace("Brussels", "Kanarie") + STEP, 3, "zone", "zone", "bad-value"),
    "no zone at all": (HEAD.replace("Europe/Brussels", "../kanarie") + STEP, 3, "zone", "", None),
    "a zone that is a folder": (HEAD.replace("/Brussels", "") + STEP, 3, "zone", "zone", None),
    "an empty zone": (HEAD.replace("Europe/Brussels", '""') + STEP, 3, "zone", "zone", None),
    "a key too many": ("kanarie: 1\n" + HEAD + STEP, 1, "", "no other keys", "unknown-key"),
    "no steps": (HEAD.replace("steps:\n", ""), 1, "steps", "a list", "wrong-type"),
    "steps that are none": (HEAD + "  kanarie\n", 4, "steps", "a list", "wrong-type"),
    "empty steps": (HEAD.replace("steps:", "steps: []"), 1, "", "at least one", "no-steps"),
    "a key twice": (HEAD + STEP + "zone: kanarie\n", 10, "zone", "once", "duplicate-key"),
}


@pytest.mark.parametrize(
    ("text", "line", "field", "expected", "code"), BAD_HEADERS.values(), ids=BAD_HEADERS
)
def test_a_fault_in_the_header_has_its_place(write, text, line, field, expected, code):
    error = fault(write(text))
    assert (error.line, error.field) == (line, field)
    assert expected in error.expected
    assert code in (None, error.code)


# --- what is refused: JSON Lines ----------------------------------------------------------------

BAD_LINES = {
    "nothing": ("", 1, "", "empty"),
    "blank lines": ("\n \n", 1, "", "empty"),
    "no header": (lines(act()), 1, "", "no-header"),
    "no steps": (lines(HEADER), 1, "", "no-steps"),
    "steps in the header": (lines({**HEADER, "steps": []}, act()), 1, "", "unknown-key"),
    "no JSON": (lines(HEADER) + "{'kanarie': 1}\n", 2, "", "not-json"),
    "a line cut short": (lines(HEADER) + '{"type": "kanarie\n', 2, "", "not-json"),
    "two on a line": (lines(HEADER) + "{} {}\n", 2, "", "not-json"),
    "a key twice": (lines(HEADER, act()) + '{"id": "kanarie", "id": "k"}\n', 3, "", "not-json"),
    "no number": (lines(HEADER) + '{"version": NaN}\n', 2, "", "not-json"),
    "nested without end": (lines(HEADER) + "[" * 99_999 + "\n", 2, "", "not-json"),
    "a list": (lines(HEADER, ["kanarie"]), 2, "", "wrong-type"),
    "a typo": (lines(HEADER, act(kanarie=1)), 2, "", "unknown-key"),
    "a missing key": (lines(HEADER, act(), act(id="k", by=None)), 3, "by", "missing-key"),
    "naive time": (
        lines(HEADER, act(by={"person": "kanarie", "role": "minor", "at": "2025-01-13T16:00:00"})),
        2,
        "by.at",
        "naive-time",
    ),
    "half a sign": (
        lines(HEADER, act(words={"language": "nl", "body": "kanarie \ud800"})),
        2,
        "words.body",
        "bad-value",
    ),
    "half a sign in a note": (lines(HEADER, act(note="kanarie \ud800")), 2, "note", "bad-value"),
    "an id that is no string": (lines(HEADER, act(id=7)), 2, "id", "wrong-type"),
    "an id twice": (lines(HEADER, act(), act()), 3, "id", "duplicate-id"),
}


@pytest.mark.parametrize(("text", "line", "field", "code"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_fault_in_json_lines_has_its_place(write, text, line, field, code):
    error = fault(write(text, "script.jsonl"))
    assert (error.line, error.field, error.code) == (line, field, code)


# --- what is refused: files ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["script.yaml", "script.jsonl"])
def test_what_is_not_utf_8_has_its_line(write, name: str):
    error = fault(write(b"# kanarie\n# kanarie\nzone: \xe9\xe9n kanarie\n", name))
    assert (error.line, error.expected, error.code) == (3, "UTF-8 text", "not-utf-8")


def test_a_file_that_is_not_there(tmp_path: Path):
    error = fault(tmp_path / "away.yaml")
    assert (error.line, error.code) == (None, "unreadable")
    assert "No such file" in str(error)


def test_a_folder_is_no_script(tmp_path: Path):
    (tmp_path / "folder.yaml").mkdir()
    assert fault(tmp_path / "folder.yaml").code == "unreadable"


@pytest.mark.parametrize("name", ["script.json", "script.txt", "script"])
def test_a_name_says_how_to_read_it(write, name: str):
    error = fault(write(HEAD + STEP, name))
    assert (error.line, error.code) == (None, "bad-name")
    assert ".jsonl, .yaml or .yml" in error.expected


def test_a_name_in_capitals_will_do(write):
    assert len(read_script(write(HEAD + STEP, "SCRIPT.YAML")).steps) == 1


def test_without_pyyaml_one_line_names_the_extra_and_json_lines_still_work(write, monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml", None)
    monkeypatch.delitem(sys.modules, "safetyframe.cli.script_yaml", raising=False)
    with pytest.raises(HostError) as caught:
        read_script(write(HEAD + STEP))
    assert not isinstance(caught.value, PayloadError)
    assert "safetyframe[cli]" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(read_script(write(lines(HEADER, act()), "s.jsonl")).steps) == 1

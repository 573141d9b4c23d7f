"""``safetyframe audit``, as somebody at a terminal, or a program, meets it."""

import json
import os
import pty
import signal
import subprocess
import time
from pathlib import Path

import jsonschema
import pytest

from safetyframe.auditing import line_schema
from safetyframe.charter import BY_ID
from safetyframe.texts import note_on
from safetyframe.trajectory import SLICES
from tests.auditing.lines import line, without
from tests.auditing.test_parts import STORIES, written
from tests.cli.cli import cli, command, environment
from tests.cli.test_objects import check
from tests.cli.test_output import on_a_terminal
from tests.support.signals import listening

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "history-format.md"
EXAMPLE = PAGE.read_text("utf-8").partition("<!-- history: example -->\n```json\n")[2]
EXAMPLE = EXAMPLE.partition("```")[0]


def test_it_ends_with_what_a_supervisor_reads(tmp_path):
    written(tmp_path / "all.jsonl")
    ended = cli("audit", "all.jsonl", cwd=tmp_path)
    assert ended.status == 1
    assert ended.err == ""
    assert ended.lines[0].startswith("Trajectories: 12.")
    heads = [text for text in ended.lines if text and not text.startswith(" ")]
    assert [head.split(",")[0].split(":")[0] for head in heads[1:]] == [
        "Not in keeping with the charter",
        "What could not be judged",
        "Lines that could not be read",
        "Look at these first",
        "Each thing that was found",
    ]
    clause = next(number for number, text in enumerate(ended.lines) if text.startswith("  P20 "))
    assert ended.lines[clause].split() == ["P20", "12", "12"]
    assert ended.lines[clause + 1].strip() == BY_ID["P20"].en
    dutch = cli("audit", "all.jsonl", "--lang", "nl", cwd=tmp_path)
    assert f"          {BY_ID['P20'].nl}" in dutch.lines
    assert any(text.split() == ["vorm", "9", "9"] for text in dutch.lines)
    # What was missing is named in words, and no slice, rule or field of ours.
    assert "          1  wat het was: de regel was niet te lezen" in dutch.lines
    assert not any(text.split()[1:] == [name] for text in dutch.lines for name in (*SLICES, "line"))


def test_what_was_missing_is_named_whatever_it_was(tmp_path):
    records = STORIES[3].records
    lacking = without(records[10].act, "by.at", trajectory="t-1")
    early = [line(record.act) for record in records[:10]]
    gone = [line(r, "t-2") for r in records if r.seq != 5]
    twice = [line(r, "t-3") for r in (*records[:6], records[2], *records[6:])]
    (tmp_path / "all.jsonl").write_bytes(b"".join([*early, lacking, *gone, *twice]))
    ended = cli("audit", "all.jsonl", cwd=tmp_path)
    for said in (
        "the field by.at of an act",
        "acts before it",
        "its place: it stands behind a later act",
        "who takes part",
    ):
        assert any(text.endswith(f"  {said}") for text in ended.lines), said


def test_french_says_what_it_lacks(tmp_path):
    written(tmp_path / "all.jsonl")
    ended = cli("audit", "all.jsonl", "--lang", "fr", cwd=tmp_path)
    assert ended.lines[0] == note_on("fr")
    assert ended.out.count(str(note_on("fr"))) == 1


@pytest.mark.parametrize(("columns", "months"), [(40, 2), (80, 7), (200, 12)])
def test_a_terminal_shows_as_many_months_as_stand_beside_one_another(tmp_path, columns, months):
    acts = (
        line(r.act, f"t-{n}").replace(b"2025-03", f"{2024 + n // 12}-{n % 12 + 1:02}".encode())
        for n in range(15)
        for r in STORIES[3].records
    )
    (tmp_path / "all.jsonl").write_bytes(b"".join(acts))
    _, out = on_a_terminal("audit", "all.jsonl", cwd=tmp_path, columns=columns, NO_COLOR="1")
    lines = out.rpartition("\x1b[K")[2].splitlines()
    (head,) = (text for text in lines if text.split()[:1] == ["all"])
    assert len(head.split()) == 1 + months
    assert head.split()[-1] == "2025-03"
    assert any(f"{15 - months} earlier months" in text for text in lines)
    assert max(map(len, lines)) <= columns


def test_processes_at_once_find_the_same(tmp_path):
    for n in range(4):
        written(tmp_path / f"{n}.jsonl", 3)
        path = tmp_path / f"{n}.jsonl"
        path.write_bytes(path.read_bytes().replace(b'"t-', f'"f{n}-'.encode()))
    one, many = (cli("audit", ".", *more, cwd=tmp_path) for more in ((), ("--jobs", "2")))
    assert one == many
    assert one.lines[0].startswith("Trajectories: 12.")


def test_what_is_found_fits_its_schemas(tmp_path):
    written(tmp_path / "all.jsonl")
    ended = cli("audit", "all.jsonl", "--json", cwd=tmp_path)
    assert ended.status == 1
    assert check(ended) == {"audit-item/1", "audit-bad-line/1", "audit-summary/1"}
    *items, summary = ended.objects
    found = [one for one in items if one.get("found") not in {None, "unjudged"}]
    assert summary["found"] == len(found)
    assert summary["bad_lines"] == {"all.jsonl": 1}


def test_a_clean_history_has_status_0(tmp_path):
    (tmp_path / "one.jsonl").write_bytes(line(STORIES[0].records[0].act))
    ended = cli("audit", "one.jsonl", cwd=tmp_path)
    assert (ended.status, len(ended.lines)) == (0, 2)


@pytest.mark.parametrize("nothing", [b"", b"\n \n\n"])
def test_an_export_that_failed_is_not_taken_for_a_clean_history(tmp_path, nothing):
    (tmp_path / "one.jsonl").write_bytes(nothing)
    for more in ((), ("--json",), ("--jobs", "2")):
        ended = cli("audit", "one.jsonl", *more, cwd=tmp_path)
        assert "there is no trajectory in it" in ended.trouble()
        assert ended.out == ""


@pytest.mark.parametrize("foreign", [b'{"zaak":"geheim"}\n' * 3, bytes(range(256)) * 3])
def test_what_is_no_history_is_told_as_that(tmp_path, foreign):
    (tmp_path / "one.jsonl").write_bytes(foreign)
    ended = cli("audit", "one.jsonl", cwd=tmp_path)
    assert ended.status == 1
    assert ended.lines[1].startswith("No act in it could be read")
    assert not any(word in ended.out for word in ("zaak", "geheim", "abc"))


def test_a_name_of_a_file_gives_no_orders_to_a_terminal(tmp_path):
    name = "a\x1b[31m.jsonl"
    (tmp_path / name).write_bytes(b"{geheim\n")
    ended = cli("audit", ".", cwd=tmp_path)
    assert "a[31m.jsonl" in ended.out
    assert "\x1b" not in ended.out
    assert "\x1b" not in cli("audit", ".", "--stop", cwd=tmp_path).trouble()


def test_a_trajectory_that_lies_in_two_files_is_told(tmp_path):
    lines = [line(r.act) for r in STORIES[0].records]
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines[:3]))
    (tmp_path / "b.jsonl").write_bytes(b"".join(lines[3:]))
    ended = cli("audit", ".", cwd=tmp_path)
    assert ended.status == 1
    assert "lie in several places: 1." in ended.out


def test_what_is_overdue_is_so_at_the_day_asked_about(tmp_path):
    (tmp_path / "one.jsonl").write_bytes(b"".join(line(r.act) for r in STORIES[0].records))
    assert cli("audit", "one.jsonl", cwd=tmp_path).status == 0
    assert "T5a" in cli("audit", "one.jsonl", "--at", "2025-04-01", cwd=tmp_path).out


def test_trouble_is_one_line(tmp_path):
    written(tmp_path / "all.jsonl")
    stopped = cli("audit", "all.jsonl", "--stop", cwd=tmp_path).trouble()
    assert "all.jsonl: line " in stopped
    assert "geheim" not in stopped
    assert "no such file" in cli("audit", "none", cwd=tmp_path).trouble()
    (tmp_path / "empty").mkdir()
    assert "*.jsonl" in cli("audit", "empty", cwd=tmp_path).trouble()
    assert "a day" in cli("audit", "all.jsonl", "--at", "soon", cwd=tmp_path).trouble()
    assert "--jobs" in cli("audit", "all.jsonl", "--jobs", "0", cwd=tmp_path).trouble()


def test_a_terminal_sees_how_far_it_is(tmp_path):
    written(tmp_path / "all.jsonl")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("audit", "all.jsonl"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        assert process.wait(60) == 1
    told = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "100%" in told
    assert told.endswith("\r\x1b[K")  # and leaves nothing behind


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_it_with_one_line_and_no_process_left(tmp_path, jobs):
    lines = b"".join(line(r.act, "T") for r in STORIES[3].records)
    with (tmp_path / "big.jsonl").open("wb") as file:
        for n in range(1500):
            file.write(lines.replace(b'"T"', f'"t-{n}"'.encode()))
    with subprocess.Popen(
        command("audit", "big.jsonl", "--jobs", jobs),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=listening,  # noqa: PLW1509 - no other thread of this process holds a lock
    ) as process:
        time.sleep(1.5)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 130
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
    assert out == ""
    assert [text for text in err.splitlines() if "safetyframe" in text][-1].endswith("interrupted")
    assert "Traceback" not in err


# --- the format -------------------------------------------------------------------------------


def test_the_example_on_the_page_is_read_and_fits_the_schema(tmp_path):
    checker = jsonschema.Draft202012Validator(line_schema())
    lines = EXAMPLE.splitlines()
    assert len(lines) == 3
    for text in lines:
        checker.validate(json.loads(text))
    (tmp_path / "one.jsonl").write_text(EXAMPLE)
    ended = cli("audit", "one.jsonl", "--json", cwd=tmp_path)
    assert {one["safetyframe"] for one in ended.objects} == {"audit-item/1", "audit-summary/1"}
    assert ["form"] in [one.get("unknown") for one in ended.objects]


def test_the_schema_takes_what_is_read_and_refuses_what_is_not():
    checker = jsonschema.Draft202012Validator(line_schema())
    for story in STORIES:
        for record in story.records[::5]:
            for each in (line(record), line(record.act)):
                checker.validate(json.loads(each))
    good = json.loads(line(STORIES[0].records[0].act))
    for wrong in (
        {**good, "note": "x"},
        {**good, "act": {**good["act"], "type": "sing"}},
        {**good, "trajectory": "a b"},
        {"act": good["act"]},
        {**good, "lacks": []},
    ):
        assert not checker.is_valid(wrong)


def test_the_schema_is_printed(tmp_path):
    ended = cli("schema", "history-line", cwd=tmp_path)
    assert ended.status == 0
    assert json.loads(ended.out) == line_schema()

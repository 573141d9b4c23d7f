"""`safetyframe export`: what somebody may know, whole in a file or not at all."""

import html
import json

import pytest

from tests.cli.cli import cli
from tests.cli.test_objects import CHECKERS, check

ASKED = ("export", "family-7", "--store", "sqlite:///demo.db")


def exported(home, *more, person="consultant-2", to="fhir", **env):
    return cli(*ASKED, "--for", person, "--to", to, *more, cwd=home, **env)


def test_a_bundle_goes_to_the_output(home):
    ended = exported(home)
    assert (ended.status, ended.err) == (0, "")
    said = json.loads(ended.out)
    assert (said["resourceType"], said["type"]) == ("Bundle", "collection")
    assert said["entry"]


def test_each_sees_their_own(home):
    theirs = {
        person: json.loads(exported(home, person=person).out)
        for person in ("child-a", "child-b", "consultant-2")
    }
    plans = {
        person: [
            entry["resource"]["subject"]["identifier"]["value"]
            for entry in said["entry"]
            if entry["resource"]["resourceType"] == "CarePlan"
        ]
        for person, said in theirs.items()
    }
    assert plans == {
        "child-a": ["child-a"],
        "child-b": ["child-b"],
        "consultant-2": ["child-a", "child-b"],
    }


def test_a_file_is_whole_its_owners_and_said_to_be_there(home, tmp_path):
    path = tmp_path / "b.json"
    path.write_text("before")
    ended = exported(home, "-o", path, "--json")
    assert ended.status == 0, ended.err
    assert check(ended) == {"exported/1"}
    (told,) = ended.objects
    assert told["output"] == str(path)
    assert json.loads(path.read_text("utf-8"))["resourceType"] == "Bundle"
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_can_not_be_written_is_named_and_nothing_is_left(home, tmp_path):
    path = tmp_path / "none" / "b.json"
    ended = exported(home, "-o", path)
    assert ended.trouble() == f"{path}: it can't be written: No such file or directory"
    (tmp_path / "folder").mkdir()
    assert "can't be written" in exported(home, "-o", tmp_path / "folder").trouble()
    (tmp_path / "file").touch()
    under = tmp_path / "file" / "b.json"
    assert exported(home, "-o", under).trouble() == f"{under}: it can't be written: Not a directory"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.parametrize("person", ["nobody-9", "stranger"])
def test_whoever_takes_no_part_is_exported_nothing(home, person, tmp_path):
    ended = exported(home, "-o", tmp_path / "b.json", person=person)
    assert ended.out == ""
    assert f"{person} sees nothing of it at that moment" in ended.trouble()
    assert not list(tmp_path.iterdir())


def test_what_was_asked_wrongly_is_said(home):
    assert (
        "there is no trajectory family-8 in this store; did you mean family-7?"
        in cli(
            *("export", "family-8", "--store", "sqlite:///demo.db", "--for", "child-a"),
            *("--to", "fhir"),
            cwd=home,
        ).trouble()
    )
    assert "--for PERSON" in cli(*ASKED, "--to", "fhir", cwd=home).trouble()
    named = exported(home, person="Jan Peeters").trouble()
    assert "never a name" in named
    assert "Jan" not in named
    assert "--json says what was written" in exported(home, "--json").trouble()
    assert "'--to'" in cli(*ASKED, "--for", "child-a", cwd=home).trouble()
    assert "'xml' is not" in exported(home, to="xml").trouble()


def test_a_log_goes_out_comes_back_and_is_audited(home, tmp_path):
    log, history = tmp_path / "log.json", tmp_path / "history.jsonl"
    assert exported(home, "-o", log, to="ocel").status == 0
    converted = cli("convert", log, "-o", history, cwd=tmp_path)
    assert (converted.status, converted.err) == (0, "")
    *_, summary = cli("audit", history, "--json", cwd=tmp_path).objects
    assert summary["safetyframe"] == "audit-summary/1"
    assert summary["records"] == len(json.loads(log.read_text("utf-8"))["events"]) > 0
    assert (summary["bad_lines"], summary["unjudged"]) == ({}, {})


def test_an_answer_has_words_in_a_file_of_its_owner_only(home, tmp_path):
    bare = exported(home, person="child-a", to="subject")
    assert check_answer(bare.out)["texts"]
    assert "words" not in check_answer(bare.out)["texts"][0]
    path = tmp_path / "a.json"
    ended = exported(home, "--words", "-o", path, "--json", person="child-a", to="subject")
    assert check(ended) == {"exported/1"}
    words = [one["words"] for one in check_answer(path.read_text("utf-8"))["texts"]]
    assert any(words)
    assert path.stat().st_mode & 0o077 == 0
    page = tmp_path / "a.html"
    more = ("--html", "--lang", "nl", "--words", "-o", page)
    assert exported(home, *more, person="child-a", to="subject").status == 0
    assert "Wat er over jou genoteerd staat" in page.read_text("utf-8")
    told = html.unescape(page.read_text("utf-8"))
    assert all(one in told for one in words if one)


def check_answer(text):
    said = json.loads(text)
    CHECKERS[said["safetyframe"]].validate(said)
    return said


def test_words_are_for_a_file_and_for_an_answer(home):
    assert "name it with -o" in exported(home, "--words", to="subject").trouble()
    assert "add --to subject" in exported(home, "--html").trouble()

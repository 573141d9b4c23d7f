"""Every JSON line is one object of a documented kind, and fits its schema."""

from pathlib import Path

import jsonschema
import pytest

from safetyframe import wire
from safetyframe.charter import Level
from safetyframe.cli.object_schemas import KINDS, schema_of
from safetyframe.cli.objects import findings_of
from safetyframe.errors import PayloadError
from safetyframe.outcome import Finding, Findings, facts
from safetyframe.texts import said_together
from tests.cli.cli import cli, words, write_lines
from tests.support.story import DAY_ONE
from tests.support.viewing import view_of

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "command-line.md"
CHECKERS = {
    kind: jsonschema.Draft202012Validator(
        schema_of(kind), format_checker=jsonschema.FormatChecker()
    )
    for kind in KINDS
}


def check(ended):
    assert ended.lines
    for line, each in zip(ended.lines, ended.objects, strict=True):
        assert line.isascii()
        assert next(iter(each)) == "safetyframe"
        CHECKERS[each["safetyframe"]].validate(each)
    return {each["safetyframe"] for each in ended.objects}


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_are_schemas(kind):
    jsonschema.Draft202012Validator.check_schema(schema_of(kind))


@pytest.mark.parametrize(
    ("arguments", "kinds"),
    [
        (
            (*("show", "family-7", "--store", "sqlite:///demo.db"), "--for", "consultant-2"),
            {"view/1"},
        ),
        (
            (
                *("findings", "family-7", "--store", "sqlite:///demo.db", "--at", "2025-01-13"),
                *("--for", "consultant-1"),
            ),
            {"finding/1"},
        ),
        (
            (
                *("may", "family-7", "--store", "sqlite:///demo.db", "--at", "2025-03-01"),
                *("--person", "parent-1", "--role", "parent"),
            ),
            {"possibility/1"},
        ),
        (("charter",), {"clause/1"}),
        (("charter", "X1"), {"clause/1"}),
        (("plugins",), {"plugin/1"}),
        (("schema",), {"schema-name/1"}),
        (("schema", "record"), {"schema/1"}),
    ],
    ids=lambda value: " ".join(value[:1]) if isinstance(value, tuple) else None,
)
def test_what_commands_print_fits(arguments, kinds, home):
    ended = cli(*arguments, "--json", cwd=home)
    assert ended.status == 0
    assert ended.err == ""
    assert check(ended) == kinds


def test_the_demo_fits(tmp_path):
    ended = cli("demo", "--file", "d.db", "--json", cwd=tmp_path)
    assert check(ended) >= {"step/1", "summary/1"}
    refused = [o for o in ended.objects if o.get("verdict") == "refused"]
    assert refused
    for each in refused:
        assert each["violations"]
        for violation in each["violations"]:
            for gap in violation["gaps"]:
                assert gap["text"]["nl"] != gap["text"]["en"]


def test_a_run_fits_and_never_repeats_its_url(tmp_path):
    write_lines(tmp_path / "s.jsonl", words(1))
    ended = cli("run", "s.jsonl", "--store", "sqlite:///c.db", "--json", cwd=tmp_path)
    assert check(ended) == {"step/1", "summary/1"}
    assert "c.db" not in ended.out


def test_the_view_within_is_an_export_and_can_not_be_read_back(home):
    asked = ("show", "family-7", "--store", "sqlite:///demo.db", "--since", "0", "--json")
    (shown,) = cli(*asked, "--for", "child-a", cwd=home).objects
    assert (shown["view"]["type"], shown["view"]["of"]) == ("view", "trajectory")
    assert shown["view"]["viewer"] == "child-a"
    assert shown["view"]["shown"]["id"] == "family-7"
    for part in (shown["view"], shown["view"]["shown"], *shown["last"]):
        for load in (wire.load_trajectory, wire.load_record, wire.load):
            with pytest.raises(PayloadError):
                load(part)
    assert {change["kind"] for change in shown["changes"]} >= {"added", "reworded"}


def test_errors_leave_stdout_alone(home):
    for more in (("--for", "child-a"), ()):
        ended = cli("show", "family-9", "--store", "sqlite:///demo.db", "--json", *more, cwd=home)
        assert ended.out == ""
        ended.trouble()


def test_a_fact_that_may_be_prose_is_null():
    finding = Finding(
        rule="acme.x",
        clauses=(),
        level=Level.WARN,
        code="x",
        about=facts(remark="Papa slaat.", unknown="wat people", number=3, empty=""),
    )
    said = said_together(view_of(Findings((finding,), as_of=DAY_ONE)), "en")
    (found,) = findings_of(said, said)
    assert found["about"] == {"remark": None, "unknown": "wat people", "number": 3, "empty": None}


def test_the_page_names_every_kind_and_command():
    if not PAGE.exists():
        pytest.skip("the project's pages are not here")
    page = PAGE.read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"`{kind}`" in page
        for field in schema_of(kind)["properties"]:
            assert f"`{field}`" in page, (kind, field)

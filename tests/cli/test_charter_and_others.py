"""The charter, plugins and schemas."""

import json
from pathlib import Path

import pytest

from safetyframe import wire
from safetyframe.charter import CLAUSES
from safetyframe.cli.object_schemas import KINDS
from tests.cli.cli import cli

CLAUSE_TESTS = Path(__file__).parents[1] / "clauses"


@pytest.fixture(scope="module")
def clauses(tmp_path_factory):
    return cli("charter", "--json", cwd=tmp_path_factory.mktemp("charter")).objects


def test_the_list_has_every_clause_with_its_level_and_words(tmp_path):
    english = cli("charter", cwd=tmp_path).lines
    dutch = cli("charter", "--lang", "nl", cwd=tmp_path).lines
    assert len(english) == len(dutch) == len(CLAUSES)
    for clause, line, nl in zip(CLAUSES, english, dutch, strict=True):
        assert line.startswith(f"{clause.id} ")
        assert clause.en in line
        assert clause.nl in nl


def test_one_clause_shows_all_that_rests_on_it(tmp_path):
    said = cli("charter", "P16", cwd=tmp_path)
    assert said.status == 0
    for part in (
        "P16  hard, explain",
        "  nl  Daarna zoeken",
        "  en  After that",
        "place in the source: PA-2 s5",
        "hoe.after-wat: establish HOE",
        "hoe.everyone-invited (may be explained): establish HOE",
        "establish HOE: care worker (together)",
        "watch.parts-confirmed",
        "Tests: tests/clauses/test_P16.py",
    ):
        assert part in said.out, part
    assert "inform.wat: " in cli("charter", "P22", cwd=tmp_path).out
    assert "follows from P5c P20 T4" in cli("charter", "X1", cwd=tmp_path).out
    assert "No row, rule, duty or watch names it." in cli("charter", "E1", cwd=tmp_path).out


def test_a_clause_is_found_however_it_is_typed(tmp_path):
    assert cli("charter", "p15A", cwd=tmp_path).out == cli("charter", "P15a", cwd=tmp_path).out


def test_a_clause_that_is_not_there(tmp_path):
    assert "did you mean P15a, P15b?" in cli("charter", "P15", cwd=tmp_path).trouble()
    assert "safetyframe charter lists all" in cli("charter", "Q99", cwd=tmp_path).trouble()


def test_every_enforced_clause_is_cited_and_no_empty_place_is(clauses):
    for clause in clauses:
        cited = any(clause[part] for part in ("rules", "rows", "duties", "watches"))
        if "explain" in clause["levels"]:
            assert cited, clause["id"]
        if clause["id"].startswith("E"):
            assert not cited
            assert clause["tests"] is None


def test_gates_are_marked(clauses):
    gates = {c["id"] for c in clauses for rule in c["rules"] if rule["gate"]}
    assert {"P4", "P14", "P15a", "P15b", "P10", "P16", "P21", "P22", "T7"} <= gates


def test_the_tests_that_are_named_exist(clauses):
    if not CLAUSE_TESTS.is_dir():
        pytest.skip("the project's tests are not here")
    # What follows from others is proved in many places; the norms themselves have a file each.
    named = {c["tests"] for c in clauses if c["tests"] and c["levels"] != ["invariant"]}
    assert named <= {f"tests/clauses/{path.name}" for path in CLAUSE_TESTS.iterdir()}


def test_plugins_shows_what_was_found(tmp_path):
    said = cli("plugins", cwd=tmp_path)
    assert said.status == 0
    assert "sqlite://" in said.out
    assert "memory://" in said.out
    found = {o["name"]: o for o in cli("plugins", "--json", cwd=tmp_path).objects}
    assert found["sqlite"]["state"] == "ready"
    assert found["sqlite"]["stores"][0]["schemes"] == ["sqlite"]


def test_a_pack_is_shown_with_what_a_lawyer_still_has_to_look_at(tmp_path):
    for lang, label in (("en", "pack"), ("nl", "pakket")):
        said = cli("plugins", "--lang", lang, cwd=tmp_path).out
        assert f"{label}: be_vlg 1.0: needs legal review" in said
    found = {o["name"]: o for o in cli("plugins", "--json", cwd=tmp_path).objects}
    (pack,) = found["be_vlg"]["packs"]
    assert (pack["name"], pack["version"]) == ("be_vlg", "1.0")
    assert "needs legal review" in pack["review"]
    assert found["memory"]["packs"] == []


def test_a_broken_plugin_is_reported(tmp_path):
    dist = tmp_path / "site" / "acme-1.0.dist-info"
    dist.mkdir(parents=True)
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (dist / "entry_points.txt").write_text("[safetyframe]\nacme = no_such_module\n")
    ended = cli("plugins", "--json", cwd=tmp_path, PYTHONPATH=str(tmp_path / "site"))
    assert ended.status == 0
    broken = next(o for o in ended.objects if o["name"] == "acme")
    assert broken["state"] == "broken"
    assert "ModuleNotFoundError" in broken["problem"]
    assert "upgrade acme" in broken["advice"]
    said = cli("plugins", cwd=tmp_path, PYTHONPATH=str(tmp_path / "site"))
    assert "broken    acme  acme 1.0" in said.lines


def test_schemas_are_listed_and_printed(tmp_path):
    names = cli("schema", cwd=tmp_path).lines
    assert names == [*wire.SCHEMAS, "history-line", *KINDS]
    assert [o["name"] for o in cli("schema", "--json", cwd=tmp_path).objects] == names
    assert json.loads(cli("schema", "establish-wat", cwd=tmp_path).out) == wire.schema(
        "establish-wat"
    )
    (one,) = cli("schema", "finding/1", "--json", cwd=tmp_path).objects
    assert one["schema"]["properties"]["safetyframe"] == {"const": "finding/1"}


def test_a_schema_that_is_not_there(tmp_path):
    assert "did you mean establish-wat?" in cli("schema", "establish-what", cwd=tmp_path).trouble()


def test_the_map_of_the_law_is_written_whole_to_a_file_or_to_the_output(tmp_path):
    done = cli("charter", "--html", "--lang", "nl", "-o", "law.html", cwd=tmp_path)
    assert (done.status, done.out, done.err) == (0, "", "")
    page = (tmp_path / "law.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert '<html lang="nl"' in page
    assert page.rstrip().endswith("</html>")
    assert cli("charter", "--html", "--lang", "nl", cwd=tmp_path).out == page
    assert [path.name for path in tmp_path.iterdir()] == ["law.html"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("P16", "--html"), "--html draws the whole law: leave out the clause and --json"),
        (("--json", "--html"), "--html draws the whole law: leave out the clause and --json"),
        (("-o", "x.html"), "-o names the file for --html: add --html, or leave it out"),
    ],
)
def test_what_the_map_is_not_for_is_said(arguments, said, tmp_path):
    done = cli("charter", *arguments, cwd=tmp_path)
    assert (done.status, done.err) == (2, f"safetyframe: {said}\n")
    assert not list(tmp_path.iterdir())

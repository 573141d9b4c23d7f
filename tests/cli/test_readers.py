"""For whom the command line words things: `--reader`, and French as far as it goes."""

import re

import pytest

from safetyframe.charter import CLAUSES
from safetyframe.texts import LANGUAGES, Reader, note_on, word_on_page
from safetyframe.texts.plain import Measure, measure
from tests.cli.cli import act, cli, write_lines


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """A child who would say whether the plan is enough."""
    folder = tmp_path_factory.mktemp("readers")
    write_lines(
        folder / "s.jsonl",
        act("assess-hoe", 1, hoe=1, bottom_line="b1", sufficient=True),
    )
    return folder


def run(folder, number, *more):
    store = f"sqlite:///{number}.db"
    return cli("run", "s.jsonl", "--store", store, *more, cwd=folder)


def test_a_child_is_answered_in_a_childs_words_and_no_clause_is_named(refused):
    ended = run(refused, 1, "--lang", "nl", "--reader", "child")
    assert ended.status == 1, ended.err
    assert "Dit is een taak voor iemand anders." in ended.out
    assert "Dit kan helpen. Je consulent kan dit doen: zeggen of het plan genoeg is." in ended.out
    assert "P12" not in ended.out
    assert "vorm" not in ended.out


def test_a_family_reads_the_clause_and_what_it_says(refused):
    ended = run(refused, 2, "--lang", "en", "--reader", "family")
    assert "This can be done." in ended.out
    assert "This was agreed on working with you." in ended.out


def test_objects_stay_what_they_were_whoever_reads(refused):
    plain = run(refused, 3, "--json")
    assert '"verdict":"refused"' in plain.out
    assert plain.out == run(refused, 4, "--json", "--reader", "child", "--lang", "fr").out


def test_french_says_once_what_it_lacks(refused):
    ended = run(refused, 5, "--lang", "fr")
    assert ended.out.count(str(note_on("fr"))) == 1
    assert ended.out.startswith(str(note_on("fr")))


def test_whatever_is_told_to_people_says_what_french_lacks(home, tmp_path):
    (tmp_path / "s.db").write_bytes((home / "demo.db").read_bytes())
    for asked in (("plugins",), ("charter", "P1"), ("relay", "sqlite:///s.db", "--dead")):
        ended = cli(*asked, "--lang", "fr", cwd=tmp_path)
        assert ended.lines[0] == note_on("fr"), asked
        assert not cli(*asked, "--lang", "fr", "--json", cwd=tmp_path).out.startswith("En")


def test_a_clause_is_summed_up_for_the_reader(tmp_path):
    child = cli("charter", "P12", "--lang", "nl", "--reader", "child", cwd=tmp_path)
    assert child.lines[0] == "P12  De consulent zegt wat er moet veranderen."
    listed = cli("charter", "--lang", "en", "--reader", "family", cwd=tmp_path)
    assert any("Only the government decides whether" in line for line in listed.lines)


SEEN = ("--store", "sqlite:///demo.db", "--at", "2025-06-20")
LOOKING = {
    "show": ("show", "family-7", "--for", "parent-1", "--last", "100", *SEEN),
    "findings": ("findings", "family-7", "--for", "consultant-1", *SEEN[:-1], "2025-02-03"),
    "may": ("may", "family-7", "--person", "parent-1", "--role", "parent", *SEEN),
    **{clause: ("charter", clause) for clause in ("P12", "P18a")},
    "charter": ("charter",),
}


@pytest.mark.parametrize("asked", LOOKING.values(), ids=LOOKING)
@pytest.mark.parametrize("reader", [Reader.FAMILY, Reader.CHILD])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_in_the_words_of_the_profession(home, asked, reader, language):
    ended = cli(*asked, "--lang", language, "--reader", reader.value, cwd=home)
    assert ended.status == 0, ended.err
    found = {
        ended.out[one.start : one.end]
        for one in measure(ended.out, language, reader)
        if one.measure is Measure.JARGON
    }
    assert found == set()
    # No name of ours either: of a rule, a watch, a duty, a level, a field.
    assert not re.search(
        r"\b(watch|inform|ending|hoe|wat)\.[a-z]|WAT\b|HOE\b|care_worker", ended.out
    )


def test_a_child_reads_each_thing_once_and_the_name_of_no_clause(tmp_path):
    listed = cli("charter", "--lang", "nl", "--reader", "child", cwd=tmp_path)
    assert len(listed.lines) == len(set(listed.lines)) > 20
    assert not any(re.match(r"[A-Z]\d", line) for line in listed.lines)


def test_what_kind_of_clause_it_is_is_said_in_dutch(tmp_path):
    said = cli("charter", "P12", "--lang", "nl", cwd=tmp_path).out
    assert "soort: bevoegdheid" in said
    assert "drager: consulent" in said
    for clause in CLAUSES:
        for group in (clause.levels, clause.kinds, clause.bearer):
            for one in group:
                assert word_on_page(f"charter-{type(one).__name__.lower()}-{one.value}", "nl")


def test_a_reader_nobody_knows_is_bad_input(tmp_path):
    ended = cli("charter", "--reader", "dog", cwd=tmp_path)
    assert ended.status == 2
    assert "professional" in ended.err

"""For whom the command line words things: `--reader`, and French as far as it goes."""

import pytest

from safetyframe.texts import note_on
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


def test_a_clause_is_summed_up_for_the_reader(tmp_path):
    child = cli("charter", "P12", "--lang", "nl", "--reader", "child", cwd=tmp_path)
    assert child.lines[1] == "  De consulent zegt wat er moet veranderen."
    listed = cli("charter", "--lang", "en", "--reader", "family", cwd=tmp_path)
    assert any("Only the government decides whether" in line for line in listed.lines)


def test_a_reader_nobody_knows_is_bad_input(tmp_path):
    ended = cli("charter", "--reader", "dog", cwd=tmp_path)
    assert ended.status == 2
    assert "professional" in ended.err

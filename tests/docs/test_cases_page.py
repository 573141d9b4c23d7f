"""The page of cases says what the cases say, and there is one file for each of the 38."""

from __future__ import annotations

from collections import Counter

import pytest

from safetyframe.charter import BY_ID
from tests.cases import make_docs

ALL = frozenset(range(1, 39))
CASES = [make_docs.read(path) for path in make_docs.files()]


def test_the_page_is_as_the_cases_are():
    """If this fails: python -m tests.cases.make_docs --write."""
    assert make_docs.PAGE.read_text("utf-8") == make_docs.page(CASES)


def test_every_case_has_one_file():
    numbers = Counter(case.number for case in CASES)
    assert [number for number, times in numbers.items() if times > 1] == []
    assert numbers.keys() == ALL


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_case_rests_on_clauses_that_exist(case):
    assert all(clause in BY_ID for clause in case.clauses)
    assert len(set(case.clauses)) == len(case.clauses)


CASE = '''"""Case 5: a title.

What goes wrong.
"""

CLAUSES = ("P5c",)


def test_it():
    """The library does
    this."""
'''


def test_a_case_is_read_from_its_file(tmp_path):
    path = tmp_path / "test_05_some_case.py"
    path.write_text(CASE, "utf-8")
    case = make_docs.read(path)
    assert (case.number, case.title, case.wrong) == (5, "a title", "What goes wrong.")
    assert (case.clauses, case.does) == (("P5c",), ("The library does this.",))
    assert "- The library does this.\n\nRests on P5c." in make_docs.page([case])


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("test_05.py", "", "", "name"),
        ("test_06_some_case.py", "", "", "case 5"),
        ("test_05_some_case.py", "Case 5: a", "A", "docstring"),
        ("test_05_some_case.py", "What goes wrong.", "", "docstring"),
        ("test_05_some_case.py", "CLAUSES", "OTHERS", "CLAUSES"),
        ("test_05_some_case.py", "this.", "this", "sentence"),
        ("test_05_some_case.py", "def test_it", "def it", "no tests"),
    ],
)
def test_what_is_no_case_is_refused_by_the_name_of_its_file(tmp_path, name, old, new, says):
    path = tmp_path / name
    path.write_text(CASE.replace(old, new) if old else CASE, "utf-8")
    with pytest.raises(make_docs.NotACaseError, match=says) as caught:
        make_docs.read(path)
    assert name in str(caught.value)


def test_the_command_says_that_the_page_is_stale_and_writes_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(make_docs, "PAGE", tmp_path / "cases.md")
    assert make_docs.main([]) == 1
    assert "--write" in capsys.readouterr().out
    assert make_docs.main(["--write"]) == 0
    assert make_docs.main([]) == 0

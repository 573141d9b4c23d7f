"""The pack as a whole: off by default, marked for review, whole in both languages."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from safetyframe import Frame, Law, texts
from safetyframe.errors import HostError
from safetyframe.plugins import load
from safetyframe_plugins import be_vlg
from safetyframe_plugins.be_vlg import Birth, Renewal
from tests.mutants import pieces_of
from tests.support.flanders import BORN, flemish, under
from tests.support.story import ANNA, opened

HOME = Path(be_vlg.__file__).parent
WHOLE = be_vlg.pack(BORN, months_ahead=6)


def test_everything_it_says_needs_legal_review_and_says_where_it_comes_from():
    assert "legal review" in WHOLE.review
    for provision in WHOLE.provisions:
        assert provision.review
        assert any(mark in provision.source for mark in ("[R", "[K", "[I")), provision.id


def test_every_provision_but_text_is_cited_and_every_piece_has_a_file_of_tests():
    cited = {c for clauses in pieces_of(WHOLE).values() for c in clauses if ":" in c}
    assert cited == {p.id for p in WHOLE.provisions}
    for provision in cited:
        name = provision.partition(":")[2].replace("-", "_")
        assert (Path(__file__).parent / f"test_{name}.py").exists()


def codes_made() -> set[str]:
    """Every code that the source makes."""
    return {
        str(node.args[0].value)
        for path in HOME.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("gap", "seen")
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_code_it_makes_has_words_and_no_words_are_left_over():
    made = codes_made()
    assert len(made) > 15
    for language in texts.LANGUAGES:
        assert set(WHOLE.words[language]) == made


def test_it_knows_public_names_only():
    allowed = {
        "acts", "errors", "outcome", "packs", "plugins", "policy", "roles", "slices", "trajectory",
        "values",
    }  # fmt: skip
    for path in HOME.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("safetyframe."):
                assert (node.module or "").split(".")[1] in allowed, (path.name, node.module)


# --- what a host hands over ----------------------------------------------------------------------

NOW = datetime(2025, 1, 1, tzinfo=UTC)
BAD_BIRTHS: tuple[dict[str, Any], ...] = (
    {},
    {"on": date(2010, 1, 1), "expected": date(2010, 1, 1), "uncertain_days": 1},
    {"expected": date(2010, 1, 1)},
    {"expected": date(2010, 1, 1), "uncertain_days": -1},
    {"expected": date(2010, 1, 1), "uncertain_days": True},
    {"on": date(2010, 1, 1), "uncertain_days": 3},
    {"on": NOW},
    {"expected": NOW, "uncertain_days": 3},
    {"on": "2010-01-01"},
)


@pytest.mark.parametrize("fields", BAD_BIRTHS, ids=str)
def test_a_birth_is_a_civil_date_known_or_expected(fields):
    with pytest.raises(HostError):
        Birth(**fields)


def test_a_birth_gives_the_days_between_which_it_lies():
    known = Birth(on=date(2010, 1, 1))
    assert (known.earliest, known.latest) == (date(2010, 1, 1), date(2010, 1, 1))
    unsure = Birth(expected=date(2010, 1, 10), uncertain_days=9)
    assert (unsure.earliest, unsure.latest) == (date(2010, 1, 1), date(2010, 1, 19))
    with pytest.raises(HostError):
        Renewal(on=NOW)


BAD: tuple[dict[str, Any], ...] = (
    {"births": {ANNA: date(2010, 1, 1)}},
    {"births": [ANNA]},
    {"births": {7: BORN[ANNA]}},
    {"months_ahead": -1},
    {"months_ahead": True},
    {"months_ahead": 1.5},
    {"renewals": {ANNA: BORN[ANNA]}},
    {"held": True},
    {"for_court": ["a1"]},
    {"for_court": {"t-1": "a1"}},
    {"for_court": {1: ["a1"]}},
)


@pytest.mark.parametrize("changes", BAD, ids=str)
def test_what_it_cannot_make_sense_of_is_refused(changes):
    with pytest.raises(HostError):
        be_vlg.open_pack({"births": BORN, "months_ahead": 6, **changes})


def test_no_number_is_taken_for_granted():
    with pytest.raises(HostError, match="missing: months_ahead"):
        be_vlg.open_pack({"births": BORN})
    with pytest.raises(HostError, match="unknown: months"):
        be_vlg.open_pack({"births": BORN, "months_ahead": 1, "months": 2})


def test_facts_are_copied_so_that_one_law_gives_one_answer():
    births = dict(BORN)
    story = opened(Law(packs=(be_vlg.pack(births, months_ahead=6),)))
    before = story.law.findings(story.t, story.now)
    births.clear()
    assert story.law.findings(story.t, story.now) == before
    assert under(story, {}).law.findings(story.t, story.now) != before


def test_the_hash_names_the_numbers_of_the_house_and_no_person():
    assert flemish().hash == flemish({}).hash == flemish(held=lambda _: True).hash
    assert len({flemish().hash, flemish(months_ahead=7).hash, Law().hash}) == 3


# --- as a plugin ---------------------------------------------------------------------------------


def test_it_is_installed_and_in_force_nowhere_until_it_is_handed_over():
    provider = load().pack("be_vlg")
    assert (provider.version, provider.review) == (WHOLE.version, WHOLE.review)
    with Frame.open("memory://") as frame:
        assert frame.law.packs == ()
    pack = provider.open({"births": BORN, "months_ahead": 6})
    with Frame.open("memory://", packs=[pack]) as frame:
        assert [p.name for p in frame.law.packs] == ["be_vlg"]
        assert frame.law.hash == flemish().hash

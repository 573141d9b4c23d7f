"""The catalogue of clauses against a table typed by hand: ids, order, levels, origins, wording.

The table is a second statement of the same facts and shares nothing with the package. The charter
itself is not shipped, so nothing here reads it.
"""

import ast
import copy
import importlib.util
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs
import pytest

from safetyframe.charter import (
    BY_ID,
    CHARTER_ID,
    CHARTER_VERSION,
    CLAUSES,
    Bearer,
    Clause,
    Kind,
    Level,
    UnknownClause,
    charter_hash,
    clause,
    hash_of,
)

# The charter's order. Levels as in the analysis of the charter, one word per level.
LEVELS: Final = """
    D1a DOC
    D1b DOC
    A1 DOC WARN
    S1 WARN
    S2 WARN
    S3 WARN
    S4a DOC
    S4b WARN
    S5 DOC WARN
    S6 WARN
    P1 HARD WARN
    P2 HARD
    P3 WARN
    P4 EXPLAIN
    P5a EXPLAIN
    P5b HARD
    P5c HARD
    P6 HARD WARN
    P7 WARN
    P8a DOC
    P8b WARN
    P8c HARD
    P9 WARN
    P10 HARD EXPLAIN
    P11 HARD
    P12 HARD
    P13 HARD
    P14 EXPLAIN WARN
    P15a EXPLAIN
    P15b EXPLAIN
    P16 HARD EXPLAIN
    P17 HARD
    P18a EXPLAIN
    P18b EXPLAIN
    P19 DOC
    P20 HARD
    P21 EXPLAIN
    P22 EXPLAIN
    P23 DOC
    P24 HARD
    P25 WARN
    P26 EXPLAIN
    P27 EXPLAIN
    T1 WARN
    T2 WARN
    T3 WARN
    T4 HARD
    T5a EXPLAIN
    T5b EXPLAIN
    T6 HARD WARN
    T7 EXPLAIN
    X1 HARD
    X2 INVARIANT
    X3 INVARIANT
    X4 INVARIANT
    X5 INVARIANT
    X6 INVARIANT
    X7 INVARIANT
    X8 INVARIANT
    X9 INVARIANT
    X10 INVARIANT
    X11 INVARIANT
    X12 INVARIANT
    X13 INVARIANT
    X14 INVARIANT
    X15 INVARIANT
    X16 HARD
    E1 EMPTY
    E2 EMPTY
    E3 EMPTY
    E4 EMPTY
"""

DERIVES_FROM: Final = {
    "X1": "P5c P20 T4",
    "X2": "P5b P13",
    "X3": "P12",
    "X4": "P16",
    "X5": "P12 P17 P20 P24",
    "X6": "P6 P18a P18b P22",
    "X7": "P18a P18b P22 P27 T5a T5b",
    "X8": "P12 P24",
    "X9": "T6",
    "X10": "P20 T4",
    "X11": "D1b",
    "X12": "D1b",
    "X13": "P8c P19",
    "X14": "T5a",
    "X15": "P24",
    "X16": "P8c P19",
}

PLACE: Final = re.compile(r"(PRE|TITLE|(ST|PA|PA-[12]|TA) (h|s\d+)(, s\d+)?)")

# Changes with every word of the catalogue. Whoever changes a clause changes CHARTER_VERSION too.
GOLDEN_HASH: Final = "e025f096e43b361ddcc411a4ff2a8c1f2ef55eb4270a9d38562125eaf61746d5"

levels_by_id: Final = {
    words[0]: {Level[each] for each in words[1:]}
    for words in (line.split() for line in LEVELS.strip().splitlines())
}
is_norm: Final = re.compile(r"[DASPT]").match


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return (tuple(found[at : at + length]) for at in range(len(found) - length + 1))


def test_the_ids_are_those_of_the_charter_in_its_order() -> None:
    assert [each.id for each in CLAUSES] == list(levels_by_id)


def test_there_are_51_norms_16_derived_and_4_empty_places() -> None:
    assert sum(bool(is_norm(each.id)) for each in CLAUSES) == 51
    assert sum(Kind.DERIVED in each.kinds for each in CLAUSES) == 16
    assert sum(Kind.EMPTY in each.kinds for each in CLAUSES) == 4


@pytest.mark.parametrize("clause_id", levels_by_id)
def test_levels(clause_id: str) -> None:
    assert clause(clause_id).levels == levels_by_id[clause_id]


@pytest.mark.parametrize("each", CLAUSES, ids=lambda each: each.id)
def test_what_a_clause_rests_on_exists_and_is_a_norm(each: Clause) -> None:
    assert sorted(each.derives_from) == sorted(DERIVES_FROM.get(each.id, "").split())
    for source in each.derives_from:
        assert is_norm(clause(source).id)


@pytest.mark.parametrize("each", CLAUSES, ids=lambda each: each.id)
def test_kind_place_and_bearer_fit_together(each: Clause) -> None:
    assert each.kinds
    assert each.bearer
    assert each.levels
    for many in (each.kinds, each.bearer, each.derives_from):
        assert len(set(many)) == len(many)
    assert (each.kinds == (Kind.DERIVED,)) == each.id.startswith("X") == (each.place == "derived")
    assert (each.kinds == (Kind.EMPTY,)) == each.id.startswith("E")
    assert (PLACE.fullmatch(each.place) is not None) == bool(is_norm(each.id))
    assert (Bearer.NONE not in each.bearer) or len(each.bearer) == 1


@pytest.mark.parametrize("clause_id", ["E1", "E2", "E3", "E4"])
def test_an_empty_place_carries_nothing(clause_id: str) -> None:
    empty = clause(clause_id)
    assert empty.levels == {Level.EMPTY}
    assert empty.kinds == (Kind.EMPTY,)
    assert empty.bearer == (Bearer.NONE,)
    assert empty.derives_from == ()
    assert not any(clause_id in each.derives_from for each in CLAUSES)


@pytest.mark.parametrize(
    ("clause_id", "bearer"),
    [
        ("P12", {Bearer.CONSULTANT}),
        ("P16", {Bearer.CARE_WORKER, Bearer.FAMILY, Bearer.NETWORK}),
        ("P17", {Bearer.CARE_WORKER, Bearer.NETWORK}),
        ("P20", {Bearer.CONSULTANT}),
        ("P24", {Bearer.GOVERNMENT}),
    ],
)
def test_powers_lie_where_the_charter_lays_them(clause_id: str, bearer: set[Bearer]) -> None:
    assert set(clause(clause_id).bearer) == bearer


@pytest.mark.parametrize("each", CLAUSES, ids=lambda each: each.id)
def test_both_paraphrases_are_there_and_are_sentences(each: Clause) -> None:
    assert each.nl != each.en
    for text in (each.nl, each.en):
        assert text.strip() == text
        assert text.isprintable()
        assert unicodedata.is_normalized("NFC", text)
        assert text.endswith(".")
        assert len(words(text)) >= 4
        assert "  " not in text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_paraphrase_repeats_another(language: str) -> None:
    owner: dict[tuple[str, ...], str] = {}
    for each in CLAUSES:
        for run in runs(getattr(each, language), 7):
            assert owner.setdefault(run, each.id) == each.id, " ".join(run)


def test_the_hash_is_the_one_on_record() -> None:
    assert charter_hash() == GOLDEN_HASH
    assert charter_hash() == hash_of(CLAUSES)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "P12x"},
        {"place": "PA-2 s9"},
        {"kinds": (Kind.POWER, Kind.AIM)},
        {"bearer": (Bearer.ANYONE,)},
        {"levels": frozenset({Level.WARN})},
        {"derives_from": ("P13",)},
        {"nl": "De consulent legt de WAT vast."},
        {"en": "The consultant settles the WAT."},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_hash_changes_with_every_field(change: dict[str, object]) -> None:
    changed = [
        attrs.evolve(each, **change)  # type: ignore[arg-type]
        if each.id == "P12"
        else each
        for each in CLAUSES
    ]
    assert hash_of(changed) != charter_hash()


def test_the_hash_knows_order_and_where_one_text_ends() -> None:
    assert hash_of(reversed(CLAUSES)) != charter_hash()
    one = attrs.evolve(clause("P12"), nl="een twee", en="drie")
    other = attrs.evolve(one, nl="een", en=" tweedrie")
    assert hash_of([one]) != hash_of([other])


def test_every_clause_is_found_by_its_id() -> None:
    assert list(BY_ID) == [each.id for each in CLAUSES]
    assert all(clause(each.id) is each for each in CLAUSES)


def test_nothing_can_be_changed() -> None:
    with pytest.raises(TypeError):
        BY_ID["P12"] = clause("P13")  # type: ignore[index]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        clause("P12").nl = "iets anders"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("asked", "close"),
    [
        ("P15", ("P15a", "P15b")),
        ("P5", ("P5a", "P5b", "P5c")),
        ("p12", ("P12",)),
        ("T5A ", ("T5a",)),
        ("P99", ("P9", "P19")),
        ("veiligheid", ()),
        ("", ()),
    ],
)
def test_an_unknown_clause_says_what_to_do(asked: str, close: tuple[str, ...]) -> None:
    with pytest.raises(UnknownClause) as caught:
        clause(asked)
    error = caught.value
    assert isinstance(error, LookupError)
    assert not isinstance(error, KeyError)
    assert error.clause_id == asked
    assert error.close == close
    assert repr(asked) in str(error)
    assert all(each in str(error) for each in error.close)
    assert "BY_ID" in str(error)
    assert str(copy.copy(error)) == str(error)


def test_the_charter_has_an_id_and_a_version_of_ours() -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", CHARTER_ID)
    assert CHARTER_VERSION == "1.0"


def test_the_package_is_data_and_imports_next_to_nothing() -> None:
    spec = importlib.util.find_spec("safetyframe.charter")
    assert spec is not None
    assert spec.origin is not None
    allowed = {"attrs", "collections", "difflib", "enum", "functools", "hashlib", "types", "typing"}
    for path in Path(spec.origin).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                # Beside itself, only the one line that says which charter this is.
                own = name.startswith("safetyframe.charter.") or name == "safetyframe.versions"
                assert own or name.split(".")[0] in allowed, f"{path.name} imports {name}"

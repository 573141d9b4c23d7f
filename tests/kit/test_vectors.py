"""The vectors: what each comes to by hand, that none is missing, and that the files say it."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from functools import cache
from itertools import pairwise

import jsonschema
import pytest

from safetyframe.duties import DUTIES
from safetyframe.findings import WATCHES
from safetyframe.law import Law
from safetyframe.testing.vectors import DATA, SCHEMA, Verdict, load, run, stages
from safetyframe.trajectory import SLICES
from tests.vectors import enforced
from tests.vectors.checking import wrong
from tests.vectors.enforced import CONDITIONS, all_guards, guarding, guards, refused_by
from tests.vectors.situations import SITUATIONS
from tests.vectors.writing import REFERENCES, files

VECTORS = load()
CLAUSES = sorted({one.clause for one in VECTORS})
BY_ID = {one.id: one for one in VECTORS}


def verdict(vector):
    return vector.then.get("verdict")


# --- by hand -------------------------------------------------------------------------------------


@pytest.mark.parametrize("clause", CLAUSES)
def test_each_answer_is_what_was_said_of_it_by_hand(clause):
    told = [one for one in SITUATIONS if one.clause == clause]
    found = {one.id: wrong(one, BY_ID[one.id].then) for one in told}
    assert {name: why for name, why in found.items() if why} == {}


def test_what_was_said_by_hand_can_fail():
    said = next(one for one in SITUATIONS if one.id == "X4/later-version")
    answer = deepcopy(BY_ID[said.id].then)
    assert wrong(said, answer) is None
    answer["violations"][0]["clauses"] = ["P16"]
    assert wrong(said, answer)
    assert wrong(said, BY_ID["X4/after"].then)


# --- the files -----------------------------------------------------------------------------------


def test_the_files_are_what_the_situations_and_the_law_come_to():
    wanted = files()
    assert {path.name for path in wanted} == {SCHEMA.name, *(p.name for p in DATA.glob("*.json"))}
    stale = [p.name for p, content in wanted.items() if p.read_text(encoding="utf-8") != content]
    assert stale == [], "write them anew and read the difference: python -m tests.vectors --write"


def test_the_law_gives_every_answer_of_the_files():
    report = run(VECTORS)
    assert report.complete, report.told()
    assert len(report.of(Verdict.PASSED)) == len(SITUATIONS) == len(VECTORS)


def test_ids_are_unique_and_begin_with_the_clause_of_their_file():
    assert len(BY_ID) == len(VECTORS)
    assert all(one.id.startswith(f"{one.clause}/") for one in VECTORS)
    files_there = {path.stem for path in DATA.glob("*.json")} - {"stages"}
    assert files_there == set(CLAUSES)


def test_one_clause_can_be_read_alone():
    assert {one.clause for one in load(only=("X4",))} == {"X4"}
    assert load(only=("P99",)) == ()


# --- none is missing -----------------------------------------------------------------------------


@pytest.mark.parametrize("clause", sorted(enforced.refusing_clauses()))
def test_a_clause_that_refuses_has_a_yes_a_no_and_where_it_reads_a_neither(clause):
    mine = [one for one in VECTORS if one.clause == clause and one.ask == "decide"]
    assert any(verdict(one) == "accepted" and guarding(one) for one in mine)
    assert any(
        clause in found["clauses"] for one in mine for found in one.then.get("violations", ())
    )
    reads = frozenset().union(*(g.reads for g in all_guards() if clause in g.clauses))
    if reads:
        assert any(
            verdict(one) == "unsure" and set(one.unknown) & g.reads
            for one in mine
            for g in guarding(one)
        )


@pytest.mark.parametrize("guard", all_guards(), ids=lambda guard: guard.id)
def test_every_rule_and_line_of_the_table_accepts_refuses_and_waits_somewhere(guard):
    asked = [one for one in VECTORS if one.act and one.act["type"] in guard.acts]
    assert any(verdict(one) == "accepted" for one in asked)
    assert any(guard.id in refused_by(one) for one in asked if one.clause in guard.clauses)
    if guard.reads:
        assert any(verdict(one) == "unsure" and set(one.unknown) & guard.reads for one in asked)


def test_so_does_every_condition_of_the_table():
    for rule, clauses in CONDITIONS.items():
        found = [
            violation["clauses"]
            for one in VECTORS
            for violation in one.then.get("violations", ())
            if violation["rule"] == rule
        ]
        assert found, rule
        assert {tuple(one) for one in found} == {clauses}


def test_no_rule_refuses_in_a_vector_that_this_page_does_not_count():
    known = {rule.id for rule in guards.RULES} | {g.id for g in all_guards()} | set(CONDITIONS)
    forms = {"form.act", "form.participation", "form.recorded"}
    assert frozenset().union(*map(refused_by, VECTORS)) <= known | forms


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.id)
def test_every_duty_is_owed_in_more_than_one_state(duty):
    states = {
        owed["state"]
        for one in VECTORS
        if one.ask == "owed" and one.clause == duty.clause
        for owed in one.then["owed"]
        if owed["duty"] == duty.id
    }
    assert len(states) > 1


def test_the_states_of_a_duty_all_occur():
    owed = [item for one in VECTORS if one.ask == "owed" for item in one.then["owed"]]
    assert {item["state"] for item in owed} == {"done", "excepted", "due", "overdue"}


@pytest.mark.parametrize("clause", sorted(enforced.watching_clauses()))
def test_what_is_only_watched_is_seen_and_not_seen_and_not_judged(clause):
    mine = [one for one in VECTORS if one.clause == clause and one.ask == "findings"]
    codes = [{found["code"] for found in one.then["findings"]} for one in mine]
    assert any(held and "not-judged" not in held for held in codes)
    assert any(not held for held in codes)
    assert any("not-judged" in held for held in codes)


def test_every_watch_that_needs_nothing_from_elsewhere_sees_something():
    seen = {
        found["rule"]
        for one in VECTORS
        if one.ask == "findings"
        for found in one.then["findings"]
        if found["code"] != "not-judged"
    }
    assert {watch.id for watch in WATCHES} - seen == set(enforced.BESIDE)


# --- the schema ----------------------------------------------------------------------------------


@cache
def schema():
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


@cache
def validator(part=None):
    held = schema()
    wanted = held if part is None else {"$ref": f"#/$defs/{part}", "$defs": held["$defs"]}
    jsonschema.Draft202012Validator.check_schema(wanted)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(wanted, format_checker=checker)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.stem)
def test_every_file_keeps_to_the_schema(path):
    part = "stages-file" if path.stem == "stages" else "clause-file"
    document = json.loads(path.read_text(encoding="utf-8"))
    assert [error.message for error in validator(part).iter_errors(document)] == []


def test_the_schema_takes_a_file_of_either_kind():
    for name in ("X4", "stages"):
        document = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
        assert validator().is_valid(document)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.pop("then"),
        lambda one: one.update(extra=1),
        lambda one: one["then"].update(verdict="perhaps"),
        lambda one: one["when"]["act"].pop("by"),
        lambda one: one["when"]["act"].update(wat="2"),
        lambda one: one["given"].update(unknown=["weather"]),
        lambda one: one["given"]["policy"].pop("lowered"),
        lambda one: one["then"]["violations"][0].pop("level"),
        lambda one: one["then"]["violations"][0]["gaps"][0].update(code="Not a code"),
        lambda one: one["then"]["violations"].clear(),
    ],
)
def test_the_schema_refuses_what_is_no_vector(spoil):
    document = json.loads((DATA / "X4.json").read_text(encoding="utf-8"))
    spoil(document["vectors"][1])
    assert not validator("clause-file").is_valid(document)


@pytest.mark.parametrize("clause", CLAUSES)
def test_requests_keep_to_the_schema_too(clause):
    mine = [one for one in VECTORS if one.clause == clause]
    asked = {one.ask: one.request() for one in mine if len(one.records) < 12}
    for request in asked.values():  # one of a kind: a kind differs in nothing else
        assert [error.message for error in validator("request").iter_errors(request)] == []


# --- nothing private, nothing in prose -----------------------------------------------------------


def strings(value, key=""):
    """Every string within, and the key under which it stands."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from strings(part, name)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part, key)
    elif isinstance(value, str):
        yield key, value


PLAIN = re.compile(r"[A-Za-z0-9._:/@+#\[\]-]*")
LISTS = {"unknown", "versions"}  # facts that are names with blanks between


def test_there_is_no_prose_in_them_but_their_titles_and_the_reasons_of_policies():
    for one in VECTORS:
        held = [one.request(), one.then, *one.records]
        for key, value in strings(held):
            if key == "reason" and " " in value:
                assert value in {said["reason"] for said in one.policy["lowered"]}
            elif key in LISTS:
                assert all(PLAIN.fullmatch(word) for word in value.split())
            else:
                assert PLAIN.fullmatch(value), (one.id, key, value)


def test_texts_are_references_and_persons_are_no_names():
    names = set(REFERENCES)
    for one in VECTORS:
        for key, value in strings([one.records, one.act, one.then]):
            if key != "type":
                assert value.rpartition("/")[2] not in names, (one.id, key, value)
            if key == "digest":
                assert value == "0" * 64


def test_stages_are_prefixes_of_one_another_and_name_no_law():
    held = list(stages().values())
    for before, after in pairwise(held):
        assert after.records[: len(before.records)] == before.records
        assert len(after.records) > len(before.records)
    assert {record["law"] for record in held[-1].records} == {"vectors"}
    assert Law().hash not in json.dumps([one.then for one in VECTORS])


def test_every_slice_is_unknown_or_changes_somewhere():
    changed = frozenset().union(*(one.then.get("changes", {}) for one in VECTORS))
    hidden = frozenset().union(*(one.unknown for one in VECTORS))
    assert changed | hidden == set(SLICES)

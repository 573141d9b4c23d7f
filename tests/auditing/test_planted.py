"""Breaches of every enforced clause, planted in a history: all of them are found, and nothing else.

What must be found is not asked of the audit, nor of the law it asks. What refuses is pinned in the
vectors, which were said by hand; who is to be told what comes from the oracle, a second writing of
the charter that shares no code with the first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.auditing import Audited, Auditor, History, Item, Kind, audit_part, parts_of
from safetyframe.charter import CLAUSES, Level
from safetyframe.law import Law
from safetyframe.record import Record
from safetyframe.testing import oracle, vectors
from safetyframe.testing.vectors.answering import policy_of
from safetyframe.values import Reason
from safetyframe.wire import dump, load_act, load_record
from tests.charter.test_charter import LEVELS
from tests.support.expect import withdraw_otherwise
from tests.support.story import (
    ANNA,
    FATHER,
    GRAN,
    LEAD,
    WORKER,
    exception,
    hoe_established,
    text,
    wat_established,
)

#: What every trajectory is asked about: long after the last of them.
AS_OF = datetime(2026, 6, 30, 12, tzinfo=UTC)
ENFORCED = {c.id for c in CLAUSES if c.levels & {Level.HARD, Level.EXPLAIN}}
PLANTED = [
    one
    for one in vectors.load()
    if one.ask == "decide" and not one.unknown and one.then["verdict"] != "unsure"
]
#: What an act leaves behind that can't have been, no norm says: here the two writings differ on
#: whom something is still owed to. A version is acknowledged that there is not, and a lead is taken
#: over that nobody offered.
NEVER_WAS = ("P6/version-to-come", "P12/no-handover")
_ENDS = ("decide-necessity", "record-necessity")

#: What is compared of an item: where, what it is, what it rests on and what was read.
Said = tuple[str, str, str, str, tuple[str, ...], str, str]


def said_of(item: Item) -> Said:
    assert item.level is not None
    gaps = sorted(json.dumps((gap.code, _about(gap.about))) for gap in item.gaps)
    where = (item.trajectory, item.kind.value, item.act)
    return (*where, item.rule, item.clauses, item.level.value, " ".join(gaps))


def _about(facts: Any) -> dict[str, Any]:
    # When it arose is looked at elsewhere; the oracle does not say it.
    return {name: value for name, value in dict(facts).items() if name != "since"}


# --- what must be found -----------------------------------------------------------------------


@cache
def _owed(records: str, as_of: str) -> dict[tuple[str, str], Any]:
    listed = oracle.owed(json.loads(records), as_of)
    return {(one["duty"], one["person"]): one for one in listed}


def _duty(trajectory: str, kind: str, act: str, code: str, one: dict[str, Any]) -> Said:
    about = {name: one[name] for name in ("duty", "person", "version", "due_on")}
    known = {name: value for name, value in about.items() if value is not None}
    gaps = json.dumps((code, known))
    return trajectory, kind, act, one["duty"], (one["clause"],), "explain", gaps


def informing(trajectory: str, records: list[Any], as_of: datetime) -> Iterator[Said]:
    """Who was told too late, or not at all, as the oracle has it."""
    for number, record in enumerate(records):
        act = record["act"]
        ends = act["type"] == "withdraw" or (
            act["type"] in _ENDS and act["decision"]["status"] == "ended"
        )
        if not ends and act["type"] not in ("explain", "acknowledge", "except-duty"):
            continue
        at = act["by"]["at"]
        before, after = (_owed(json.dumps(records[:n]), at) for n in (number, number + 1))
        for key, one in before.items():
            state = after[key]["state"] if key in after else "gone"
            if one["state"] != "overdue" or state in ("overdue", "due"):
                continue
            if state == "gone" and ends:
                yield _duty(trajectory, "overdue", act["id"], "left-open", one)
            elif state != "gone":
                code = {"done": "late", "excepted": "excepted-late"}[state]
                yield _duty(trajectory, "late", act["id"], code, one)
    for one in _owed(json.dumps(records), as_of.isoformat()).values():
        if one["state"] == "overdue":
            yield _duty(trajectory, "overdue", records[-1]["act"]["id"], "overdue", one)


def pinned(trajectory: str, vector: vectors.Vector) -> Iterator[Said]:
    """What the vector says of its act."""
    for one in vector.then.get("violations", ()):
        gaps = sorted(json.dumps((gap["code"], _about(gap["about"]))) for gap in one["gaps"])
        where = (trajectory, "breach", vector.act["id"], one["rule"])
        yield (*where, tuple(one["clauses"]), one["level"], " ".join(gaps))
    for one in vector.then.get("warnings", ()):
        where = (trajectory, "breach", vector.act["id"], one["rule"])
        gaps = json.dumps((one["code"], _about(one["about"])))
        yield (*where, tuple(one["clauses"]), "warn", gaps)


def difference(found: Iterable[Said], expected: Iterable[Said]) -> dict[Said, int]:
    """What was found too often, and with a minus what too seldom: short enough to be read."""
    counted = Counter(found)
    counted.subtract(Counter(expected))
    return {said: times for said, times in counted.items() if times}


# --- one file with all of them ----------------------------------------------------------------


def test_every_enforced_clause_is_broken_in_it():
    broken = {clause for one in PLANTED for said in pinned("t", one) for clause in said[4]}
    listed = (list(one.records) for one in PLANTED)
    untold = {
        said[4][0] for records in listed if records for said in informing("t", records, AS_OF)
    }
    assert broken | untold >= ENFORCED
    assert {c for c in ENFORCED if c not in broken} == {"P18b", "P27", "T5a", "T5b"}  # duties alone
    assert {"P18b", "P27", "T5a", "T5b", "P5a", "P22", "P18a", "P26"} <= untold


def test_no_level_is_what_the_law_alone_says_it_is():
    """What the vectors pin of rules and clauses was said by hand; their levels by the charter."""
    levels = {
        row.split()[0]: set(row.lower().split()[1:]) for row in LEVELS.split("\n") if row.strip()
    }
    said = {
        (clauses, level)
        for vector in PLANTED
        for *_, clauses, level, _ in pinned("t", vector)
        if not vector.policy["lowered"]
    }
    assert [
        (clauses, level)
        for clauses, level in said
        if clauses and not any(level in levels[clause] for clause in clauses)
    ] == []
    assert {level for clauses, level in said if not clauses} == {"hard"}
    assert len(said) > 50


def test_all_that_is_planted_is_found_and_nothing_else(tmp_path: Path):
    planted: dict[str, vectors.Vector] = {}
    path = tmp_path / "planted.jsonl"
    with path.open("w") as file:
        for number, one in enumerate(PLANTED):
            if one.policy == PLANTED[0].policy:
                name = f"v-{number}"
                planted[name] = one
                for record in one.records:
                    file.write(json.dumps({"trajectory": name, "record": record}) + "\n")
                file.write(json.dumps({"trajectory": name, "act": one.act}) + "\n")
    expected: list[Said] = []
    for name, one in planted.items():
        law = one.records[0]["law"] if one.records else ""
        happened = [*one.records, {"seq": len(one.records) + 1, "act": one.act, "law": law}]
        expected.extend(pinned(name, one))
        if one.id not in NEVER_WAS:
            expected.extend(informing(name, happened, AS_OF))
    found = [
        item
        for part in parts_of([path], piece=200_000)
        for audited in audit_part(part, as_of=AS_OF, details=True).found
        if isinstance(audited, Audited)
        for item in audited.items
        if item.kind is Kind.BREACH or planted[item.trajectory].id not in NEVER_WAS
    ]
    assert difference(map(said_of, found), expected) == {}
    assert len(planted) > 300
    assert set(NEVER_WAS) < {one.id for one in planted.values()}
    cited = {clause for item in found for clause in item.clauses if item.level is not Level.WARN}
    assert cited >= ENFORCED


@pytest.mark.parametrize(
    "one", [one for one in PLANTED if one.policy != PLANTED[0].policy], ids=lambda one: one.id
)
def test_under_another_policy_it_is_found_as_that_has_it(one):
    events = [*map(load_record, one.records), load_act(one.act)]
    history = History(trajectory="t", events=events)
    audited = Auditor(Law(policy_of(one.policy))).audit(history)
    found = [said_of(item) for item in audited.items if item.kind is Kind.BREACH]
    assert sorted(found) == sorted(pinned("t", one))


# --- everybody told late, one way or the other ------------------------------------------------


def every_topic(story) -> None:
    for topic in (Topic.WHY, Topic.GOAL, Topic.WAT, Topic.AGREEMENTS, Topic.ROLES, Topic.MANDATES):
        version = {"version": 1} if topic in (Topic.WAT, Topic.AGREEMENTS) else {}
        for person in (ANNA, FATHER[0], GRAN[0], WORKER[0]):
            if person == WORKER[0] and topic in (Topic.AGREEMENTS, Topic.ROLES):
                continue
            story.explain(topic, person, **version)
    for topic in (Topic.WORRIES, Topic.MANDATES):
        version = {"version": 1} if topic is Topic.WORRIES else {}
        story.do(a.Acknowledge, WORKER, matter=a.Matter(topic=topic, **version))


def accounts(story) -> None:
    until = story.now + timedelta(days=30)
    for clause in ("T5a", "T5b", "P22", "P18a", "P18b", "P27"):
        given = exception(clause, why=Reason.NOT_REACHED, person=FATHER[0], until=until)
        story.do(a.ExceptDuty, WORKER, exception=given)


def corrected(story) -> None:
    """Somebody was told what was wrong, and hears only later that it was."""
    wrong = next(r.act.id for r in story.records if isinstance(r.act, a.RecordInformation))
    story.explain(Topic.WAT, FATHER[0], version=1)
    story.do(a.Correct, LEAD, wrong=wrong, reason=text())
    story.wait(4)
    story.explain(Topic.CORRECTION, FATHER[0])


def ended(story) -> None:
    for minor in (ANNA, "ben"):
        withdraw_otherwise(story, minor)


@pytest.mark.parametrize("done", [every_topic, accounts, corrected, ended])
def test_who_is_informed_late_is_found_and_nobody_else(done):
    story = (wat_established() if done is corrected else hoe_established()).wait(5)
    done(story)
    records: list[Record] = list(story.records)
    as_of = story.now + timedelta(days=3)
    audited = Auditor().audit(History(trajectory="t", events=records), as_of=as_of)
    found = [said_of(one) for one in audited.items]
    expected = list(informing("t", [dump(one) for one in records], as_of))
    assert difference(found, expected) == {}
    codes = {json.loads(one[6])[0] for one in expected}
    assert {every_topic: "late", accounts: "excepted-late", corrected: "late", ended: "left-open"}[
        done
    ] in codes
    if done is every_topic:
        late = {one[3] for one in expected if one[1] == "late"}
        assert late >= {
            *("inform.why", "inform.goal", "inform.wat", "inform.agreements", "inform.roles"),
            *("inform.worries", "inform.mandates-professionals", "inform.mandates-clients"),
        }
    if done is corrected:
        assert "inform.correction" in {one[3] for one in expected if one[1] == "late"}

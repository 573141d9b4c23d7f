"""A history is judged act by act: what was broken, where, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.auditing import Auditor, History, Item, Kind, Partial
from safetyframe.charter import Level
from safetyframe.law import Law
from safetyframe.record import Record
from safetyframe.testing import vectors
from safetyframe.testing.vectors.answering import policy_of
from safetyframe.trajectory import SLICES
from safetyframe.values import Form, Reason, TrajectoryId
from safetyframe.wire import load_act, load_record
from tests.support.expect import lowering, withdraw_otherwise
from tests.support.story import (
    ANNA,
    FATHER,
    GRAN,
    LEAD,
    WORKER,
    exception,
    expectations_set,
    gathered,
    opened,
    ready_to_withdraw,
    statements,
    wat_established,
)

T1 = TrajectoryId("t-1")


def judged(events, *, auditor: Auditor | None = None, **more) -> list[Item]:
    history = History(trajectory=T1, events=list(events))
    return list((auditor or Auditor()).audit(history, **more).items)


def breaches(items: list[Item]) -> list[tuple[str, str]]:
    return [(one.act, one.rule) for one in items if one.kind is Kind.BREACH]


# --- every vector: what is refused is found, whole, and what is accepted is not -------------------

DECIDED = [
    one
    for one in vectors.load()
    if one.ask == "decide" and one.then["verdict"] in {"accepted", "refused"}
]
PLAIN = [one for one in DECIDED if not one.unknown]


def recorded(vector) -> tuple[list[Record], a.Act]:
    return [load_record(one) for one in vector.records], load_act(vector.act)


def law_of(vector) -> Law:
    return Law(policy_of(vector.policy))


def test_there_are_vectors_of_every_clause_that_refuses():
    refused = {one.clause for one in PLAIN if one.then["verdict"] == "refused"}
    assert len(refused) > 30


@pytest.mark.parametrize("vector", PLAIN, ids=lambda one: one.id)
def test_a_planted_breach_is_found_whole_and_nothing_else(vector):
    records, act = recorded(vector)
    law = law_of(vector)
    before = judged(records, auditor=Auditor(law))
    after = judged([*records, act], auditor=Auditor(law))
    planted = [one for one in after if one.kind is Kind.BREACH and one.act == act.id]
    rest = [one for one in after if one.kind is Kind.BREACH and one.act != act.id]
    assert rest == [one for one in before if one.kind is Kind.BREACH]
    hard = [one for one in planted if one.level is not Level.WARN]
    if vector.then["verdict"] == "accepted":
        assert hard == []
        return
    expected = vector.then["violations"]
    assert [one.rule for one in hard] == [v["rule"] for v in expected]
    assert [list(one.clauses) for one in hard] == [v["clauses"] for v in expected]
    assert [[gap.code for gap in one.gaps] for one in hard] == [
        [gap["code"] for gap in v["gaps"]] for v in expected
    ]


# --- what happened stays what happened ------------------------------------------------------------


def test_a_history_that_the_law_made_has_no_breach():
    story = ready_to_withdraw()
    for events in (story.records, [record.act for record in story.records]):
        items = judged(events)
        assert breaches(items) == []
        assert [one for one in items if one.kind is Kind.UNJUDGED] == []


def test_an_end_that_was_wrong_has_come_all_the_same():
    story = ready_to_withdraw()
    wrong = a.Withdraw(
        id="closed", by=story.by(WORKER), minor=ANNA, outcome=a.WithdrawalOutcome.ACHIEVED
    )
    after = a.Judge(id="late", by=story.by(LEAD), wat=2, minor=ANNA, target="g1", met=True)
    items = judged([*story.records, wrong, after])
    assert {act for act, _ in breaches(items)} == {"closed", "late"}
    assert {"P2"} <= {c for one in items if one.act == "late" for c in one.clauses}


def test_an_item_says_where_when_and_what_it_read():
    story = wat_established()
    wrong = a.Judge(id="x", by=story.by(WORKER), wat=1, minor=ANNA, target="g1", met=True)
    (one,) = [i for i in judged([*story.records, wrong]) if i.rule == "powers.Judge"]
    assert (one.kind, one.trajectory, one.act, one.kind_of_act) == (Kind.BREACH, T1, "x", "judge")
    assert one.seq == len(story.records) + 1
    assert one.at == wrong.by.at
    assert one.month == "2025-03"
    assert one.level is Level.HARD
    assert one.gaps


# --- policies, past and present -------------------------------------------------------------------


def test_a_lowered_gate_is_told_as_advice():
    lowered = lowering("P14")
    story = opened()
    content = {**statements(), **{k: v for k, v in gathered(story).items() if k != "information"}}
    act = a.EstablishWat(id="w", by=story.by(LEAD), **content, information=())
    strict = [i for i in judged([*story.records, act]) if i.act == "w" and "P14" in i.clauses]
    mild = [
        i
        for i in judged([*story.records, act], auditor=Auditor(lowered))
        if i.act == "w" and "P14" in i.clauses
    ]
    assert {i.level for i in strict} == {Level.EXPLAIN}
    assert {i.level for i in mild} == {Level.WARN}


def test_a_record_is_judged_by_the_law_that_stamped_it():
    lowered = lowering("P14")
    story = opened(lowered)
    content = {**statements(), **{k: v for k, v in gathered(story).items() if k != "information"}}
    story.do(a.EstablishWat, LEAD, **content, information=())
    today = [i for i in judged(story.records) if i.level is Level.EXPLAIN]
    then = judged(story.records, auditor=Auditor(earlier=[lowered]))
    assert [i.rule for i in today if i.kind is Kind.BREACH] == ["wat.gathered"]
    assert [i for i in then if i.level is Level.EXPLAIN and i.kind is Kind.BREACH] == []
    assert [i.level for i in then if i.rule == "wat.gathered"] == [Level.WARN]


# --- informing ------------------------------------------------------------------------------------


def informing(items: list[Item]) -> list[tuple[Kind, str, object, str]]:
    return [
        (one.kind, one.rule, dict(one.gaps[0].about)["person"], one.gaps[0].code)
        for one in items
        if one.kind in {Kind.LATE, Kind.OVERDUE}
    ]


def test_who_was_informed_late_is_told_at_the_act_that_did_it():
    story = wat_established()
    story.explain(Topic.WAT, GRAN[0], version=1)
    story.wait(3)
    told = story.explain(Topic.WAT, FATHER[0], version=1)
    items = judged(story.records, as_of=story.now)
    late = [one for one in items if one.kind is Kind.LATE and one.rule == "inform.wat"]
    assert [one.act for one in late] == [told.record.act.id]
    assert {dict(one.gaps[0].about)["person"] for one in late} == {FATHER[0]}
    assert late[0].clauses == ("P22",)
    assert late[0].level is Level.EXPLAIN
    people = {person for kind, rule, person, _ in informing(items) if rule == "inform.wat"}
    assert FATHER[0] in people
    assert GRAN[0] not in people


def test_what_was_told_on_its_day_and_written_down_later_is_not_late():
    story = wat_established()
    told = story.now
    story.wait(3)
    by = evolve(story.by(WORKER), at=told, recorded_at=story.now)
    story.do(
        a.Explain,
        WORKER,
        by=by,
        matters=(a.Matter(topic=Topic.WAT, version=1),),
        persons=(FATHER[0],),
        form=Form.SPOKEN,
        language="nl",
    )
    late = {one.rule for one in judged(story.records) if one.kind is Kind.LATE}
    assert "inform.wat" not in late


def test_an_account_that_came_late_is_told_as_that():
    story = wat_established().wait(3)
    until = story.now + timedelta(days=30)
    given = exception("P22", why=Reason.NOT_REACHED, person=FATHER[0], until=until)
    story.do(a.ExceptDuty, WORKER, exception=given)
    assert (Kind.LATE, "inform.wat", FATHER[0], "excepted-late") in informing(judged(story.records))


def test_what_is_still_open_at_the_end_is_overdue_as_of_that_day():
    story = wat_established()
    same_day = informing(judged(story.records))
    later = informing(judged(story.records, as_of=story.now + timedelta(days=2)))
    assert (Kind.OVERDUE, "inform.wat", FATHER[0], "overdue") not in same_day
    assert (Kind.OVERDUE, "inform.wat", FATHER[0], "overdue") in later


def test_what_a_closing_leaves_undone_is_told_at_the_closing():
    story = wat_established().wait(3)
    for minor in (ANNA, "ben"):
        withdraw_otherwise(story, minor)
    items = judged(story.records)
    left = [one for one in items if one.kind is Kind.OVERDUE]
    assert left
    assert {one.kind_of_act for one in left} == {"withdraw"}
    assert {one.gaps[0].code for one in left} == {"left-open"}


# --- what nobody can say --------------------------------------------------------------------------


def test_what_was_never_kept_is_not_judged_and_not_fine():
    story = expectations_set()
    auditor = Auditor()
    history = History(trajectory=T1, events=story.records, lacks=("people",))
    found = auditor.audit(history)
    assert found.judged < found.records
    unjudged = [one for one in found.items if one.kind is Kind.UNJUDGED]
    assert {name for one in unjudged for name in one.unknown} == {"people"}
    assert breaches(list(found.items)) == []


def test_an_act_known_in_part_is_not_judged_and_makes_what_it_changed_unknown():
    story = wat_established()
    cut = next(i for i, r in enumerate(story.records) if isinstance(r.act, a.EstablishWat))
    events = [r.act for r in story.records]
    wat = events[cut]
    events[cut] = Partial(
        kind=a.EstablishWat, act=wat, at=wat.by.at, id=wat.id, lacks=("information",)
    )
    later = a.Judge(id="j", by=story.by(LEAD), wat=1, minor=ANNA, target="g1", met=True)
    items = judged([*events, later])
    assert breaches(items) == []
    unjudged = {one.act: one.unknown for one in items if one.kind is Kind.UNJUDGED}
    assert unjudged[wat.id] == ("information",)
    assert "wat" in unjudged["j"]


def test_who_may_not_do_it_may_not_whatever_is_lacking():
    story = opened()
    act = a.EstablishWat(
        id="w", by=story.by(WORKER), **statements(), information=(), conversations=()
    )
    part = Partial(kind=a.EstablishWat, act=act, at=act.by.at, id="w", lacks=("information",))
    assert breaches(judged([*story.records, part])) == [("w", "powers.EstablishWat")]
    blind = evolve(part, lacks=("by.role",))
    assert breaches(judged([*story.records, blind])) == []


def test_an_act_of_no_known_kind_makes_everything_unknown():
    story = ready_to_withdraw()
    events = [
        *story.records[:5],
        Partial(kind=None, lacks=("line",)),
        *(r.act for r in story.records[5:]),
    ]
    items = judged(events)
    assert breaches(items) == []
    assert len([one for one in items if one.kind is Kind.UNJUDGED]) > 10


def test_records_that_are_missing_are_not_taken_for_nothing():
    story = ready_to_withdraw()
    without = [*story.records[:4], *story.records[6:]]
    items = judged(without)
    assert breaches(items) == []
    assert next(one for one in items).rule == "history.gap"
    again = judged([*story.records[:4], story.records[1]])
    assert next(one for one in again).rule == "history.order"


def test_a_history_that_begins_in_the_middle_is_not_judged_as_a_beginning():
    story = ready_to_withdraw()
    items = judged(story.records[5:])
    assert breaches(items) == []
    assert {name for one in items for name in one.unknown} <= set(SLICES)
    assert items


def test_a_history_of_nothing_is_nothing():
    found = Auditor().audit(History(trajectory=T1, events=()))
    assert (found.records, found.judged, found.items) == (0, 0, ())

"""The open format: read strictly, line by line, and nothing that was lost is taken for nothing."""

from __future__ import annotations

import json
from codecs import BOM_UTF8

import pytest

from safetyframe import acts as a
from safetyframe.auditing import Audited, BadLine, History, Kind, Partial
from safetyframe.trajectory import SLICES
from safetyframe.wire import dump
from tests.auditing.lines import audited, begin, line, only, read, without
from tests.support.story import expectations_set, opened, ready_to_withdraw, wat_established

STORY = ready_to_withdraw()


def test_records_and_acts_are_read_as_they_are():
    acts = [record.act for record in STORY.records]
    (ours,) = read([line(record) for record in STORY.records])
    (theirs,) = read([line(act) for act in acts])
    assert isinstance(ours, History)
    assert isinstance(theirs, History)
    assert list(ours.events) == STORY.records
    assert list(theirs.events) == acts
    assert (ours.trajectory, ours.zone, ours.lacks) == ("t-1", "Europe/Brussels", ())


def test_a_trajectory_may_say_its_zone_and_what_is_not_kept():
    start = begin(zone="Europe/Lisbon", lacks=["voices", "scales"])
    (one,) = read([start, line(STORY.records[0].act)])
    assert isinstance(one, History)
    assert (one.zone, one.lacks) == ("Europe/Lisbon", ("voices", "scales"))


def test_trajectories_come_one_after_another():
    lines = [line(r.act, name) for name in ("t-1", "t-2", "t-3") for r in STORY.records[:3]]
    found = read([*lines[:3], b"\n", *lines[3:], b"   "])
    assert [one.trajectory for one in found if isinstance(one, History)] == ["t-1", "t-2", "t-3"]


def test_a_byte_order_mark_is_nothing():
    lines = [line(r.act, name) for name in ("t-1", "t-2") for r in STORY.records]
    marked = [BOM_UTF8 + lines[0].rstrip(b"\n") + b"\r\n", *lines[1:]]
    assert read(marked) == read(lines)


# --- in part ----------------------------------------------------------------------------------


def test_a_field_that_nobody_knows_makes_an_act_a_part_of_one():
    act = next(r.act for r in STORY.records if isinstance(r.act, a.Explain))
    for names, whole in ((("form",), False), (("interpreter",), True), (("by.role",), False)):
        (one,) = read([without(act, *names)])
        assert isinstance(one, History)
        (event,) = one.events
        assert isinstance(event, Partial)
        assert (event.kind, event.id, event.lacks) == (a.Explain, act.id, names)
        assert (event.act is not None) is whole
        assert event.at == act.by.at


def test_without_its_moment_or_its_id_it_is_a_part_too():
    act = STORY.records[0].act
    (one,) = read([without(act, "by.at", "id")])
    assert isinstance(one, History)
    (event,) = one.events
    assert isinstance(event, Partial)
    assert (event.at, event.id, event.act) == (None, "", None)
    (item, *_) = only([without(act, "by.at", "id")]).items
    assert (item.kind, item.at, item.month) == (Kind.UNJUDGED, None, "")


def test_what_is_missing_and_not_said_to_be_is_a_bad_line():
    payload = dict(dump(STORY.records[0].act))
    del payload["minors"]
    bad, _ = read([json.dumps({"trajectory": "t-1", "act": payload, "lacks": ["why"]}).encode()])
    assert isinstance(bad, BadLine)
    assert "minors" in bad.problem


# --- bad lines --------------------------------------------------------------------------------

GOOD = json.loads(line(STORY.records[0].act))
BAD = {
    "no JSON": (b"{geheim", "JSON"),
    "two values": (b'{"trajectory": "t-1"} geheim', "JSON"),
    "a list": (b"[]", "trajectory"),
    "no trajectory": (json.dumps({"act": GOOD["act"]}).encode(), "trajectory"),
    "a name": (json.dumps({**GOOD, "trajectory": "Familie Geheim"}).encode(), "reference"),
    "not UTF-8": (b'{"trajectory": "\xff"}', "JSON"),
    "unknown key": (json.dumps({**GOOD, "geheim": "geheim"}).encode(), "unknown key"),
    "unknown key within": (
        json.dumps({**GOOD, "act": {**GOOD["act"], "geheim": "geheim"}}).encode(),
        "unknown-key",
    ),
    "unknown act": (
        json.dumps({**GOOD, "act": {**GOOD["act"], "type": "geheim"}}).encode(),
        "type",
    ),
    "newer act": (json.dumps({**GOOD, "act": {**GOOD["act"], "version": 99}}).encode(), "version"),
    "naive time": (
        json.dumps(
            {**GOOD, "act": {**GOOD["act"], "by": {**GOOD["act"]["by"], "at": "2025-03-03T08:00"}}}
        ).encode(),
        "by.at",
    ),
    "act and record": (json.dumps({**GOOD, "record": {}}).encode(), "act"),
    "lacks no list": (json.dumps({**GOOD, "lacks": "geheim"}).encode(), "list"),
    "lacks what is no field": (json.dumps({**GOOD, "lacks": ["geheim"]}).encode(), "fields"),
    "lacks what is no slice": (begin(lacks=["geheim"]), "slices"),
    "no zone": (begin(zone="Europe/Geheim"), "IANA"),
    "record in part": (
        json.dumps({**json.loads(line(STORY.records[0])), "lacks": ["law"]}).encode(),
        "record",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_told_by_its_number_and_never_by_its_words(name: str):
    text, told = BAD[name]
    found = read([line(STORY.records[0].act), text, line(STORY.records[1].act)])
    (bad,) = [one for one in found if isinstance(one, BadLine)]
    assert (bad.source, bad.line) == ("file", 2)
    assert told in bad.problem
    assert "geheim" not in bad.problem.lower()


@pytest.mark.parametrize("name", BAD)
def test_nothing_after_a_bad_line_is_judged_as_if_it_had_not_been_there(name: str):
    text, _ = BAD[name]
    lines = [line(record.act) for record in STORY.records]
    for place in (0, 3, len(lines)):
        found = list(audited([*lines[:place], text, *lines[place:]]))
        items = [i for one in found if isinstance(one, Audited) for i in one.items]
        assert [i for i in items if i.kind is Kind.BREACH] == []
        assert [i for i in items if i.kind is Kind.UNJUDGED]


def test_a_line_that_names_nobody_may_be_of_the_next_trajectory_too():
    lines = [line(r.act, name) for name in ("t-1", "t-2", "t-3") for r in STORY.records]
    third = len(STORY.records)
    found = list(audited([*lines[:third], b"{", *lines[third:]]))
    judged = {one.trajectory: one for one in found if isinstance(one, Audited)}
    assert judged["t-2"].judged < judged["t-2"].records
    assert not [i for i in judged["t-2"].items if i.kind is Kind.BREACH]
    assert judged["t-3"].judged == judged["t-3"].records


def test_lines_that_come_apart_are_told_and_not_judged_as_a_beginning():
    first = [line(r.act) for r in STORY.records]
    other = [line(r.act, "t-2") for r in opened().records]
    found = list(audited([*first[:9], *other, *first[9:]]))
    (bad,) = [one for one in found if isinstance(one, BadLine)]
    assert bad.line == 9 + len(other) + 1
    assert "sort" in bad.problem
    items = [i for one in found if isinstance(one, Audited) for i in one.items]
    assert [i for i in items if i.kind is Kind.BREACH] == []


def test_what_is_not_kept_is_said_before_the_first_act():
    lines = [line(r.act) for r in STORY.records]
    found = read([*lines[:3], begin(lacks=["wat"]), *lines[3:]])
    (bad,) = [one for one in found if isinstance(one, BadLine)]
    assert "before its first act" in bad.problem


def test_a_system_that_keeps_half_of_it_is_judged_on_that_half():
    lines = [line(r.act) for r in expectations_set().records if type(r.act) is not a.Speak]
    found = only([begin(lacks=["gathered", "told"]), *lines])
    assert 0 < found.judged < found.records
    assert [i for i in found.items if i.kind is Kind.BREACH] == []
    assert {n for i in found.items for n in i.unknown} <= set(SLICES)


def test_the_examples_are_judged_whole():
    for story in (opened(), wat_established(), expectations_set(), STORY):
        found = only([line(r.act) for r in story.records])
        assert found.judged == found.records == len(story.records)

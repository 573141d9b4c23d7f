"""An event log for process mining: well formed, no more than the View, and read back as it was."""

from __future__ import annotations

import json
import subprocess
import venv
from collections import Counter

import pytest
from attrs import evolve

from safetyframe import exports
from safetyframe.acts import ACTS
from safetyframe.auditing import Audited, Auditor, History, histories
from safetyframe.auditing.logs import converted, read_mapping, read_ocel
from safetyframe.auditing.reading import read_line
from safetyframe.errors import HostError
from safetyframe.views import Viewer
from safetyframe.wire import ACT_NAMES, dump
from tests.exports.holding import leaves, strangers
from tests.exports.mapping import SHIPPED, written
from tests.exports.seeing import Seen, ended, everybody, walked
from tests.support.story import ANNA, LEAD, hoe_established

SEEN = (*everybody(), *ended())
WORDS = """
trajectory person statement measure number zone proposes together
by.person by.role by.recorded_at by.recorded_by by.on_behalf_of by.form by.mandate
"""
WHO = {"ids": lambda seen: seen.view.viewer.person}


def parsed(said):
    """The log with texts that hold JSON as what they hold."""
    said = json.loads(json.dumps(said))
    for event in said["events"]:
        for one in event["attributes"]:
            if isinstance(one["value"], str) and one["value"][:1] in {"{", "["}:
                one["value"] = json.loads(one["value"])
    return said


def fields_of_acts():
    schema = exports.ocel(*SEEN[0].both)["eventTypes"]
    return {attribute["name"] for kind in schema for attribute in kind["attributes"]}


# --- the form -------------------------------------------------------------------------------------


def faults(log):
    """What is not as the standard has it: names declared, ids once, links that lead somewhere.

    Written after the published description of OCEL 2.0 in JSON.
    """
    if sorted(log) != ["eventTypes", "events", "objectTypes", "objects"]:
        yield "other parts"
    yield from declared(log["objectTypes"], log["objects"])
    yield from declared(log["eventTypes"], log["events"])
    if len({one["id"] for one in log["objects"]}) != len(log["objects"]):
        yield "an object twice"
    objects = {one["id"] for one in log["objects"]}
    for event in log["events"]:
        if sorted(event) != ["attributes", "id", "relationships", "time", "type"]:
            yield "an event with other parts"
        for link in event["relationships"]:
            if sorted(link) != ["objectId", "qualifier"] or link["objectId"] not in objects:
                yield f"a link to nothing: {link}"


def declared(types, things):
    """What of things and their attributes is declared nowhere, or otherwise than it is."""
    names = [one["name"] for one in types]
    if len(set(names)) != len(names):
        yield "a type twice"
    kinds = {(one["name"], a["name"]): a["type"] for one in types for a in one["attributes"]}
    for kind in set(kinds.values()) - {"string", "time", "integer", "float", "boolean"}:
        yield f"an attribute of type {kind}"
    for one in things:
        if one["type"] not in names:
            yield f"an undeclared type: {one['type']}"
        for told in one.get("attributes", []):
            kind = kinds.get((one["type"], told["name"]))
            fits = {"integer": int, "boolean": bool}.get(kind, str)
            if kind is None or type(told["value"]) is not fits:
                yield f"{told['name']} of {one['type']} is no {kind}"


@pytest.mark.parametrize("seen", SEEN, **WHO)
def test_it_is_formed_as_the_standard_has_it(seen):
    assert list(faults(exports.ocel(*seen.both))) == []


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda log: log["events"][0].update(type="sing"), "undeclared"),
        (lambda log: log["objects"].append(log["objects"][0]), "twice"),
        (lambda log: log["events"][0]["relationships"][0].update(objectId="x"), "nothing"),
        (lambda log: log["events"][0]["attributes"][0].update(value="one"), "is no integer"),
        (lambda log: log["events"][0]["attributes"][0].update(name="wat-not"), "is no None"),
        (lambda log: log.update(more=[]), "other parts"),
        (lambda log: log["eventTypes"][0]["attributes"][0].update(type="json"), "of type json"),
    ],
)
def test_a_log_that_is_not_is_noticed(spoil, told):
    log = json.loads(json.dumps(exports.ocel(*SEEN[1].both)))
    spoil(log)
    assert any(told in fault for fault in faults(log))


def test_every_kind_of_act_is_a_kind_of_event():
    log = exports.ocel(*SEEN[0].both)
    assert [one["name"] for one in log["eventTypes"]] == [ACT_NAMES[kind][0] for kind in ACTS]


def test_events_are_the_acts_in_the_order_in_which_they_were_written_down():
    story = hoe_established()
    viewer = Viewer(person=LEAD[0], at=story.now)
    seen = Seen(story.law.show(story.t, viewer), story.law.show(story.records, viewer, story.t))
    events = exports.ocel(*seen.both)["events"]
    assert [one["id"] for one in events] == [r.act.id for r in seen.records.shown]
    assert [one["time"] for one in events] == [r.act.by.at.isoformat() for r in seen.records.shown]
    made = next(one for one in events if one["type"] == "establish-hoe")
    links = Counter((link["qualifier"], link["objectId"]) for link in made["relationships"])
    act = next(r.act for r in seen.records.shown if r.act.id == made["id"])
    assert links["by.person", act.by.person] == 1
    assert {p for q, p in links if q == "together"} == {part.person for part in act.together}
    assert {p for q, p in links if q == "measures"} == {f"measure {m}" for m in act.measures}
    kinds = {one["id"]: one["type"] for one in exports.ocel(*seen.both)["objects"]}
    assert kinds[ANNA] == "person"
    assert kinds[story.t.id] == "trajectory"
    assert kinds["statement g1"] == "statement"


# --- no more than the View (X13) ------------------------------------------------------------------


def found_in(seen):
    known = frozenset(WORDS.split()) | fields_of_acts() | set(map(type_name, ACTS))
    known |= {"string", "time", "integer", "float", "boolean"}
    known |= {field for kind in ACTS for field in (one.name for one in kind.__attrs_attrs__)}
    log = parsed(exports.ocel(*seen.both))
    for one in log["objects"]:
        one["id"] = one["id"].split(" ")[-1]
    for event in log["events"]:
        for link in event["relationships"]:
            link["objectId"] = link["objectId"].split(" ")[-1]
        for one in event["attributes"]:
            if one["name"] == "number":  # counts what is shown: judged below
                one["value"] = 0
    return [one for one in strangers(log, seen, known) if one[1] != 0]


def type_name(kind):
    return ACT_NAMES[kind][0]


@pytest.mark.parametrize("seen", SEEN, **WHO)
def test_it_holds_no_reference_moment_or_number_that_the_view_does_not(seen):
    assert found_in(seen) == []
    log = exports.ocel(*seen.both)
    numbers = [value for at, value in leaves(log["events"]) if isinstance(value, int)]
    held = {
        one["value"] for e in log["events"] for one in e["attributes"] if one["name"] == "number"
    }
    assert held == set(range(1, len(seen.records.shown) + 1))
    assert len(numbers) >= len(held)


def test_that_holds_for_walks_of_the_kit():
    assert [one for seen in walked(20, 24) for one in found_in(seen)] == []


def test_nothing_else_than_two_views_of_the_same_eyes_is_exported():
    story = hoe_established()
    with pytest.raises(HostError, match="View"):
        exports.ocel(story.t, tuple(story.records))


def test_a_person_who_goes_by_the_name_of_the_trajectory_stops_it():
    story = hoe_established()
    story.t = evolve(story.t, id=LEAD[0])
    viewer = Viewer(person=LEAD[0], at=story.now)
    seen = story.law.show(story.t, viewer), story.law.show(story.records, viewer, story.t)
    with pytest.raises(HostError, match="two names"):
        exports.ocel(*seen)


# --- read back ------------------------------------------------------------------------------------


def lines_of(seen, folder):
    path = folder / "log.json"
    path.write_text(json.dumps(exports.ocel(*seen.both)), encoding="utf-8")
    mapping = read_mapping(SHIPPED)
    return [line.encode() for line in converted(read_ocel(path, mapping.case), mapping)]


def test_the_mapping_that_is_shipped_is_that_of_the_acts_there_are():
    assert SHIPPED.read_text("utf-8") == written()


@pytest.mark.parametrize("seen", SEEN, **WHO)
def test_what_is_read_back_are_the_acts_that_were_shown(seen, tmp_path):
    read = [read_line(line) for line in lines_of(seen, tmp_path)]
    if not seen.records.shown:
        assert read == []
        return
    head, *acts = read
    assert (head.trajectory, head.zone) == (seen.view.shown.id, seen.view.shown.zone)
    assert [one.problem for one in acts] == [""] * len(acts)
    assert [dump(one.event) for one in acts] == [dump(r.act) for r in seen.records.shown]


def test_walks_of_the_kit_are_read_back_too(tmp_path):
    for seen in walked(20, 23):
        acts = [read_line(line).event for line in lines_of(seen, tmp_path)[1:]]
        assert acts == [record.act for record in seen.records.shown]


def test_an_audit_says_the_same_of_both(tmp_path):
    found = ()
    for seen in (SEEN[1], SEEN[3], *ended()[:2]):
        (audited,) = histories(enumerate(lines_of(seen, tmp_path), 1), "log", seen=set())
        acts = [record.act for record in seen.records.shown]
        shown = seen.view.shown
        direct = History(trajectory=shown.id, events=acts, zone=shown.zone)
        said = [Auditor().audit(one) for one in (audited, direct)]
        assert isinstance(said[0], Audited)
        assert said[0] == said[1]
        found += said[0].items
    assert found


def test_another_zone_goes_along(tmp_path):
    seen = SEEN[1]
    elsewhere = evolve(seen.view.shown, zone="America/Lima")
    object.__setattr__(seen.view, "_shown", elsewhere)
    try:
        assert read_line(lines_of(seen, tmp_path)[0]).zone == "America/Lima"
    finally:
        object.__setattr__(seen.view, "_shown", evolve(elsewhere, zone="Europe/Brussels"))


# --- a second reader ------------------------------------------------------------------------------

PM4PY = "2.7.23.11"
READ = """
import json, sys, pm4py
log = pm4py.read_ocel2_json(sys.argv[1])
graph = pm4py.discover_ocdfg(log)
types = sorted(pm4py.ocel_get_object_types(log))
print(json.dumps([len(log.events), len(log.objects), len(log.relations), types,
                  sorted(graph["activities"])]))
"""


@pytest.mark.deep
def test_pm4py_reads_it_and_finds_a_process(tmp_path):
    """It is under the AGPL, and heavy: an environment of its own, thrown away."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    got = subprocess.run(
        [python, "-m", "pip", "install", "-q", f"pm4py=={PM4PY}"], capture_output=True, text=True,
        check=False, timeout=1800,
    )  # fmt: skip
    if got.returncode:
        pytest.skip(f"pm4py could not be installed: {got.stderr[-200:]}")
    log = exports.ocel(*SEEN[1].both)
    path = tmp_path / "log.json"
    path.write_text(json.dumps(log), encoding="utf-8")
    done = subprocess.run(
        [python, "-c", READ, path], capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr[-2000:]
    events, objects, relations, types, activities = json.loads(done.stdout.splitlines()[-1])
    assert events == len(log["events"])
    assert objects == len(log["objects"])
    # It keeps one relation of an event to an object, whatever the qualifiers.
    pairs = {(e["id"], link["objectId"]) for e in log["events"] for link in e["relationships"]}
    assert relations == len(pairs)
    assert types == ["measure", "person", "statement", "trajectory"]
    assert activities == sorted({one["type"] for one in log["events"]})

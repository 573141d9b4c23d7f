"""Event logs of other systems: mapped, or told as lacking; never passed over, never a name."""

from __future__ import annotations

import json
import os
import subprocess
import venv
from pathlib import Path
from typing import Any

import pytest

from safetyframe.auditing import Audited, Kind, histories
from safetyframe.auditing.logs import converted, read_mapping, read_ocel, read_xes
from safetyframe.errors import HostError, PayloadError
from tests.auditing.lines import audited
from tests.cli.cli import cli
from tests.cli.test_objects import check

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "audit-an-event-log.md"
MAPPING = PAGE.read_text("utf-8").partition("<!-- mapping: example -->\n```toml\n")[2]
MAPPING = MAPPING.partition("```")[0]

OBJECTS = [
    {"id": "fam-7", "type": "dossier"},
    {"id": "fam-8", "type": "dossier"},
    {"id": "c-4", "type": "medewerker"},
    {"id": "Jan Geheim", "type": "medewerker"},
    {"id": "k-1", "type": "kind"},
    {"id": "k-2", "type": "kind"},
    {"id": "p-1", "type": "betrokkene"},
]


def event(name: str, kind: str, at: str, *objects: str, **said: Any) -> dict[str, Any]:
    return {
        "id": name,
        "type": kind,
        "time": at,
        "attributes": [{"name": key, "value": value} for key, value in said.items()],
        "relationships": [{"objectId": one, "qualifier": "about"} for one in objects],
    }


def ocel(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "objectTypes": [
            {"name": n, "attributes": []} for n in sorted({o["type"] for o in OBJECTS})
        ],
        "eventTypes": [{"name": n, "attributes": []} for n in sorted({e["type"] for e in events})],
        "objects": OBJECTS,
        "events": list(events),
        **more,
    }


PROTECTED = event(
    "e-1",
    "Bescherming gestart",
    "2025-03-03T09:00:00+01:00",
    "fam-7",
    "c-4",
    "k-1",
    functie="consulent",
)
TOLD = event(
    "e-2",
    "Uitleg gegeven",
    "2025-03-03T10:00:00Z",
    *("fam-7", "c-4", "p-1"),
    functie="consulent",
    vorm="mondeling",
)
LOGIN = event("e-0", "login", "2025-03-03T08:00:00+01:00", "c-4")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "mapping.toml").write_text(MAPPING)
    return tmp_path


def put(folder: Path, log: object) -> Path:
    path = folder / "log.json"
    path.write_text(json.dumps(log))
    return path


def lines(folder: Path, *events: dict[str, Any]) -> list[dict[str, Any]]:
    mapping = read_mapping(folder / "mapping.toml")
    path = put(folder, ocel(*events))
    return [json.loads(one) for one in converted(read_ocel(path, mapping.case), mapping)]


def test_events_become_acts_in_the_order_of_their_moments(files: Path):
    head, first, second = lines(files, TOLD, LOGIN, PROTECTED)
    assert head == {
        "trajectory": "fam-7",
        "zone": "Europe/Brussels",
        "lacks": ["voices", "scales"],
    }
    assert first["act"] == {
        "type": "protect",
        "version": 1,
        "id": "e-1",
        "by": {"at": "2025-03-03T08:00:00+00:00", "person": "c-4", "role": "consultant"},
        "minors": ["k-1"],
        "measure": {"id": "e-1.measure", "digest": "0" * 64, "language": "nl"},
    }
    assert second["act"]["form"] == "spoken"
    assert second["act"]["persons"] == ["p-1"]
    assert "lacks" not in second


def test_what_is_not_found_is_told_as_lacking(files: Path):
    bare = event("e-3", "Uitleg gegeven", "2025-03-04T10:00:00Z", "fam-7", functie="stagiair")
    *_, line = lines(files, bare)
    assert line["lacks"] == ["by.person", "by.role", "form", "persons"]
    found = [one for one in audited([json.dumps(line).encode()]) if isinstance(one, Audited)]
    assert next(i.kind for one in found for i in one.items if i.act == "e-3") is Kind.UNJUDGED


def test_two_where_one_is_meant_is_lacking_too(files: Path):
    both = event("e-3", "Uitleg gegeven", "2025-03-04T10:00:00Z", "fam-7", "c-4", "Jan Geheim")
    assert "by.person" in lines(files, both)[-1]["lacks"]


def test_a_name_becomes_a_digest(files: Path):
    named = event("Geheim 1", "Bescherming gestart", "2025-03-04T10:00:00Z", "fam-7", "Jan Geheim")
    told = json.dumps(lines(files, named))
    assert "Geheim" not in told
    assert "log:" in told


def test_an_event_of_two_cases_belongs_to_both(files: Path):
    shared = event(
        "e-3", "Bescherming gestart", "2025-03-04T10:00:00Z", "fam-7", "fam-8", "c-4", "k-1"
    )
    assert [one["trajectory"] for one in lines(files, shared)] == ["fam-7"] * 2 + ["fam-8"] * 2


def test_a_kind_of_event_that_nobody_mapped_stops_it(files: Path):
    odd = event("e-9", "Afgesloten", "2025-03-05T10:00:00Z", "fam-7")
    with pytest.raises(HostError, match=r"'Afgesloten' \(2\)"):
        lines(files, TOLD, odd, {**odd, "id": "e-10"})


def test_an_event_of_no_case_stops_it(files: Path):
    with pytest.raises(HostError, match="belong to no 'dossier'"):
        lines(files, event("e-9", "Uitleg gegeven", "2025-03-05T10:00:00Z", "c-4"))


OURS = """
[trajectory]
case = "dossier"
zone = { attribute = "zone" }
order = "number"

[act.told]
type = "explain"
by.person = { object = "medewerker", as = "by" }
by.role = { value = "care-worker" }
by.form = { attribute = "form", optional = true }
persons = { objects = "medewerker", as = "to", optional = true }
matters = { attribute = "matters", json = true }
form = { value = "spoken" }
language = { value = "nl" }
"""


def told(number: object, at: str, matters: str = '[{"topic":"why"}]', **said: Any):
    one = event(f"e-{number}", "told", at, "fam-7", matters=matters, number=number, **said)
    one["relationships"] += [
        {"objectId": "c-4", "qualifier": "by"},
        {"objectId": "Jan Geheim", "qualifier": "to"},
    ]
    return one


def test_relations_are_told_apart_and_what_is_optional_lacks_nothing(files: Path):
    (files / "mapping.toml").write_text(OURS)
    later = told(1, "2025-03-04T10:00:00Z", zone="Europe/Lisbon")
    head, first, second = lines(files, told(2, "2025-03-03T10:00:00Z"), later)
    assert head == {"trajectory": "fam-7", "zone": "Europe/Brussels"}  # of the first in the log
    assert [first["act"]["id"], second["act"]["id"]] == ["e-1", "e-2"]
    assert first["act"]["by"]["person"] == "c-4"
    assert first["act"]["persons"][0].startswith("log:")
    assert first["act"]["matters"] == [{"topic": "why"}]
    assert "form" not in first["act"]["by"]
    assert "lacks" not in first
    bare = {**later, "relationships": later["relationships"][:2]}
    assert lines(files, bare)[1]["act"]["persons"] == []
    assert lines(files, bare)[0]["zone"] == "Europe/Lisbon"


def test_half_a_sign_in_a_log_stops_nothing(files: Path):
    _, line = lines(files, {**PROTECTED, "id": "geheim \ud800"})
    assert line["act"]["id"].startswith("log:")


def test_what_is_no_json_is_lacking_and_an_order_counts(files: Path):
    (files / "mapping.toml").write_text(OURS)
    for text in ("geheim", "[NaN]"):
        assert lines(files, told(1, "2025-03-04T10:00:00Z", text))[1]["lacks"] == ["matters"]
    with pytest.raises(HostError, match="says no number under 'number'") as e:
        lines(files, told("geheim", "2025-03-04T10:00:00Z"))
    assert "geheim" not in str(e.value)


BAD_LOGS = {
    "no JSON": "geheim",
    "no number": json.dumps(ocel({**TOLD, "attributes": [{"name": "x", "value": float("nan")}]})),
    "a list": [],
    "events no list": ocel() | {"events": {}},
    "an event no object": ocel() | {"events": ["geheim"]},
    "no id": ocel({**TOLD, "id": ""}),
    "no offset": ocel({**TOLD, "time": "2025-03-03T10:00:00"}),
    "no moment": ocel({**TOLD, "time": "geheim"}),
    "no such object": ocel({**TOLD, "relationships": [{"objectId": "geheim"}]}),
}


@pytest.mark.parametrize("name", BAD_LOGS)
def test_a_log_that_is_none_is_told_with_its_place(files: Path, name: str):
    log = BAD_LOGS[name]
    path = put(files, log)
    if isinstance(log, str):
        path.write_text(log)
    with pytest.raises(PayloadError) as e:
        list(read_ocel(path, "dossier"))
    assert "geheim" not in str(e.value)


BAD_MAPPINGS = {
    "no TOML": ("= x", "not TOML"),
    "unknown table": (MAPPING + "\n[acts]\n", "acts"),
    "unknown act": (MAPPING.replace('"protect"', '"sing"'), "safetyframe schema"),
    "unknown field": (MAPPING.replace("minors =", "kinderen ="), "kinderen"),
    "unknown field of by": (MAPPING.replace("by.role", "by.function", 1), "function"),
    "unknown slice": (MAPPING.replace('"voices"', '"stemmen"'), "slices"),
    "unknown way": (MAPPING.replace("{ object =", "{ objekt =", 1), "objekt"),
    "two ways": (MAPPING.replace('{ text = "nl" }', '{ text = "nl", value = 1 }'), "not two"),
    "no flag": (OURS.replace("optional = true", 'optional = "yes"'), "true or false"),
    "words beside objects": (OURS.replace('as = "to"', "words = { a = 1 }"), "words"),
    "zone of something": (OURS.replace('{ attribute = "zone" }', "{ object = 1 }"), "object"),
    "no type": (MAPPING.replace('type = "protect"\n', ""), "type"),
}


@pytest.mark.parametrize("name", BAD_MAPPINGS)
def test_a_mapping_is_checked_whole(files: Path, name: str):
    text, told = BAD_MAPPINGS[name]
    (files / "mapping.toml").write_text(text)
    with pytest.raises(HostError, match=told) as e:
        read_mapping(files / "mapping.toml")
    assert "mapping.toml" in str(e.value)


# --- XES --------------------------------------------------------------------------------------

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <trace>
    <string key="concept:name" value="fam-7"/>
    <event>
      <string key="concept:name" value="Bescherming gestart"/>
      <date key="time:timestamp" value="2025-03-03T09:00:00.000+01:00"/>
      <string key="org:resource" value="c-4"/>
      <string key="functie" value="consulent"/>
      <string key="kind" value="k-1"/>
    </event>
    <event>
      <string key="concept:name" value="login"/>
      <date key="time:timestamp" value="2025-03-03T08:00:00.000+01:00"/>
    </event>
  </trace>
</log>
"""
XES_MAPPING = MAPPING.replace('{ object = "medewerker" }', '{ attribute = "org:resource" }')


def from_xes(folder: Path, text: str = XES) -> list[dict[str, Any]]:
    (folder / "log.xes").write_text(text)
    (folder / "mapping.toml").write_text(XES_MAPPING)
    mapping = read_mapping(folder / "mapping.toml")
    return [json.loads(one) for one in converted(read_xes(folder / "log.xes"), mapping)]


def test_a_trace_is_a_trajectory(files: Path):
    _, line = from_xes(files)
    assert line["trajectory"] == "fam-7"
    assert line["act"]["by"] == {
        "at": "2025-03-03T08:00:00+00:00",
        "person": "c-4",
        "role": "consultant",
    }
    assert line["lacks"] == ["minors"]


@pytest.mark.parametrize(("value", "read"), [("7.5", 7.5), ("NaN", "NaN"), ("-inf", "-inf")])
def test_a_number_of_a_trace_is_one_that_json_has(files: Path, value: str, read: object):
    path = files / "log.xes"
    path.write_text(XES.replace("<event>", f'<event><float key="uren" value="{value}"/>', 1))
    assert next(iter(read_xes(path))).said["uren"] == read


BAD_XES = {
    "no XML": "<log><trace>",
    "no case": XES.replace('value="fam-7"', 'value=""'),
    "no name": XES.replace('value="login"', 'value=""'),
    "no moment": XES.replace("2025-03-03T08:00:00.000+01:00", "geheim"),
    "bombs": '<!DOCTYPE log [<!ENTITY a "geheim"><!ENTITY b "'
    + "&a;" * 1000
    + '"><!ENTITY c "'
    + "&b;" * 1000
    + '"><!ENTITY d "'
    + "&c;" * 1000
    + '">]><log><trace><string key="concept:name" value="&d;"/></trace></log>',
}


@pytest.mark.parametrize("name", BAD_XES)
def test_xes_that_is_none_is_told_with_its_place(files: Path, name: str):
    with pytest.raises(PayloadError) as e:
        from_xes(files, BAD_XES[name])
    assert "geheim" not in str(e.value)


# --- the command, and a tool of others --------------------------------------------------------


def test_from_a_log_to_an_audit(files: Path):
    put(files, ocel(LOGIN, TOLD, PROTECTED))
    done = cli("convert", "log.json", "--mapping", "mapping.toml", "-o", "h.jsonl", cwd=files)
    assert (done.status, done.out, done.err) == (0, "", "")
    told = cli(
        *("convert", "log.json", "--mapping", "mapping.toml", "-o", "h.jsonl", "--json"), cwd=files
    )
    assert check(told) == {"converted/1"}
    bare = cli("convert", "log.json", "--mapping", "mapping.toml", "--json", cwd=files)
    assert "-o" in bare.trouble()
    printed = cli("convert", "log.json", "--mapping", "mapping.toml", cwd=files)
    assert printed.out == (files / "h.jsonl").read_text()
    assert cli("audit", "h.jsonl", cwd=files).out.startswith("Trajectories: 1. Acts: 2,")


def test_nothing_is_written_when_it_stops(files: Path):
    put(files, ocel(event("e-9", "Afgesloten", "2025-03-05T10:00:00Z", "fam-7")))
    (files / "h.jsonl").write_text("before")
    ended = cli("convert", "log.json", "--mapping", "mapping.toml", "-o", "h.jsonl", cwd=files)
    assert "Afgesloten" in ended.trouble()
    assert (files / "h.jsonl").read_text() == "before"
    assert sorted(p.name for p in files.iterdir()) == ["h.jsonl", "log.json", "mapping.toml"]
    assert "no such file" in cli("convert", "x", "--mapping", "mapping.toml", cwd=files).trouble()


PM4PY = """
import sys, pm4py
folder = sys.argv[1]
log = pm4py.read_ocel2_json(f"{folder}/log.json")
assert len(log.events) == 3, log.events
pm4py.write_ocel2_json(log, f"{folder}/again.json")
trace = pm4py.read_xes(f"{folder}/log.xes", return_legacy_log_object=True)
assert len(trace) == 1 and len(trace[0]) == 2
pm4py.write_xes(trace, f"{folder}/again.xes")
"""


@pytest.mark.deep
def test_a_process_mining_tool_reads_the_same_logs_and_writes_what_we_read(files: Path):
    """pm4py is AGPL-3.0: it stays in an environment of its own, and nothing of ours imports it."""
    put(files, ocel(LOGIN, TOLD, PROTECTED))
    before = lines(files, LOGIN, TOLD, PROTECTED)
    traced = from_xes(files)
    venv.create(files / "venv", with_pip=True)
    python = str(files / "venv" / "bin" / "python")
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run([python, "-m", "pip", "install", "-q", "pm4py==2.7.*"], check=True, env=quiet)
    subprocess.run([python, "-c", PM4PY, str(files)], check=True)
    mapping = read_mapping(files / "mapping.toml")
    again = converted(read_xes(files / "again.xes"), mapping)
    assert [json.loads(one) for one in again] == traced
    (files / "mapping.toml").write_text(MAPPING)
    mapping = read_mapping(files / "mapping.toml")
    again = converted(read_ocel(files / "again.json", mapping.case), mapping)
    assert [json.loads(one) for one in again] == before


def test_what_is_converted_is_read(files: Path):
    made = [json.dumps(one).encode() for one in lines(files, TOLD, PROTECTED)]
    (history,) = histories(enumerate(made, 1), "f", seen=set())
    assert len(history.events) == 2

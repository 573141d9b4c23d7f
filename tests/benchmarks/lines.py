"""The wire: a line of JSON to a record, and back."""

from __future__ import annotations

import json
from typing import Any

from safetyframe import wire
from safetyframe.wire.text import decode
from tests.benchmarks import family, table
from tests.benchmarks.clock import Effort, compare
from tests.benchmarks.floors_kept import struct_codec
from tests.benchmarks.peers import installed


def wire_lines(effort: Effort) -> None:
    """Reading and writing the records of a real story."""
    records = family.first_half_year().records
    lines = [wire.dumps(record) for record in records]
    size = sum(map(len, lines)) // len(lines)
    _reading(effort, lines, size)
    _writing(effort, lines)


def _reading(effort: Effort, lines: list[str], size: int) -> None:
    table.heading(f"wire: a line of JSON to a record ({size} bytes on average)")
    cases: dict[str, Any] = {
        "ours": lambda: [wire.loads_record(line) for line in lines],
        "json": lambda: [json.loads(line) for line in lines],
        "strict": lambda: [decode(line) for line in lines],
    }
    documents = [json.loads(line) for line in lines]
    cases["structure"] = lambda: [wire.load_record(document) for document in documents]
    if installed("msgspec"):
        read, _ = struct_codec()
        assert [read(line).seq for line in lines] == [d["seq"] for d in documents]
        cases["msgspec"] = lambda: [read(line) for line in lines]
    if installed("orjson"):
        import orjson

        cases["orjson"] = lambda: [orjson.loads(line) for line in lines]
    each = {n: timed.shared_by(len(lines)) for n, timed in compare(cases, effort).items()}
    floor = each.get("msgspec", each["json"])
    table.row("loads_record", each["ours"], floor=floor)
    table.row("  ... JSON text to dict (strict)", each["strict"], floor=each["json"])
    table.row("  ... dict to record (strict)", each["structure"], floor=each["json"])
    if "orjson" in each:
        table.row("orjson to dict, no record", each["orjson"], floor=floor)
    table.row("json to dict, no record", each["json"], floor=floor)
    table.note("floor: msgspec structs of the same fields; in the parts of ours: json.loads")
    if "msgspec" not in each:
        table.missing("msgspec (so json.loads to dicts is the floor)")


def _writing(effort: Effort, lines: list[str]) -> None:
    table.heading("wire: a record to a line of JSON")
    records = family.first_half_year().records
    documents = [json.loads(line) for line in lines]
    cases: dict[str, Any] = {
        "ours": lambda: [wire.dumps(record) for record in records],
        "dump": lambda: [wire.dump(record) for record in records],
        "json": lambda: [json.dumps(document) for document in documents],
    }
    if installed("msgspec"):
        read, write = struct_codec()
        structs = [read(line) for line in lines]
        cases["msgspec"] = lambda: [write(struct) for struct in structs]
    if installed("orjson"):
        import orjson

        cases["orjson"] = lambda: [orjson.dumps(document) for document in documents]
    each = {n: timed.shared_by(len(lines)) for n, timed in compare(cases, effort).items()}
    floor = each.get("msgspec", each["json"])
    table.row("dumps", each["ours"], floor=floor)
    table.row("  ... record to dict (dump)", each["dump"], floor=floor)
    if "orjson" in each:
        table.row("orjson, a dict that is there already", each["orjson"], floor=floor)
    table.row("json, a dict that is there already", each["json"], floor=floor)

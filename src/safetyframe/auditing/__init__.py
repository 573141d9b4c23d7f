"""Was it right: histories that others wrote, judged act by act, one or a hundred thousand.

    auditor = Auditor(Law(policy))
    report = auditor.audit(History(trajectory=..., events=records))

`parts_of` cuts files and stores into parts, `audit_part` audits one, and their summaries add up:
any `map` will do, of a process pool, of Dask, of Spark.
"""

from __future__ import annotations

from safetyframe.auditing.files import FilePart
from safetyframe.auditing.history import Event, History, Partial
from safetyframe.auditing.judging import Auditor
from safetyframe.auditing.model import Audited, BadLine, Item, Kind, in_json
from safetyframe.auditing.parts import Part, PartReport, audit_part, parts_of
from safetyframe.auditing.reading import histories, read_line
from safetyframe.auditing.schema import line_schema
from safetyframe.auditing.stores import StorePart, kept
from safetyframe.auditing.summary import Look, Summary, summarise

__all__ = [
    "Audited",
    "Auditor",
    "BadLine",
    "Event",
    "FilePart",
    "History",
    "Item",
    "Kind",
    "Look",
    "Part",
    "PartReport",
    "Partial",
    "StorePart",
    "Summary",
    "audit_part",
    "histories",
    "in_json",
    "kept",
    "line_schema",
    "parts_of",
    "read_line",
    "summarise",
]

"""Event logs of other systems, OCEL 2.0 and XES, turned into histories through a mapping file.

A log says what happened in its own words. The mapping says which of them is which act of the
charter, and where the act's fields stand. What stands nowhere is told as lacking, and a kind of
event that nobody mapped or set aside is an error: it might be the one that mattered.
"""

from __future__ import annotations

from safetyframe.auditing.logs.converting import converted
from safetyframe.auditing.logs.events import Event, read_ocel, read_xes
from safetyframe.auditing.logs.mapping import Mapping, read_mapping

__all__ = ["Event", "Mapping", "converted", "read_mapping", "read_ocel", "read_xes"]

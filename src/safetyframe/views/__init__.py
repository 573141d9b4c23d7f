"""What may be shown to whom: eyes, a trajectory as they may know it, acts and records likewise."""

from __future__ import annotations

from safetyframe.views.acts import in_their_numbers, show_record, show_records
from safetyframe.views.acts.known import KNOWN_BY
from safetyframe.views.changes import Change, ChangeKind, changes
from safetyframe.views.eyes import Bar, Eyes, eyes_of
from safetyframe.views.model import View, Viewer, seal, unsealed
from safetyframe.views.projecting import project
from safetyframe.views.sight import Sight

__all__ = [
    "KNOWN_BY",
    "Bar",
    "Change",
    "ChangeKind",
    "Eyes",
    "Sight",
    "View",
    "Viewer",
    "changes",
    "eyes_of",
    "in_their_numbers",
    "project",
    "seal",
    "show_record",
    "show_records",
    "unsealed",
]

"""safetyframe knows a charter of youth care, so that a case system does not have to.

Four questions about one family's course of help, answered with the charter's clause as the reason:
may this be done now, who owes what, was it right, who may see this.

Everything public is reachable from here and loaded when first asked for; `import safetyframe` loads
no plugin system, no database driver and no converter. Acts live in `safetyframe.acts`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from safetyframe.asyncframe import AsyncFrame
    from safetyframe.charter import CLAUSES, Clause, Level, clause
    from safetyframe.errors import (
        ActIdReusedError,
        AdapterError,
        HostError,
        MessengerError,
        NeedsHistoryError,
        PayloadError,
        PluginError,
        PolicyError,
        RegistryError,
        SafetyframeError,
        StoreError,
        UndeliverableError,
        UnsupportedError,
        VersionConflictError,
    )
    from safetyframe.findings import Relation
    from safetyframe.folding import evolve, fold
    from safetyframe.frame import Frame
    from safetyframe.law import Law
    from safetyframe.notice import Delivery, DeliveryState, Notice, Undelivered
    from safetyframe.outcome import (
        Accepted,
        Can,
        DutyState,
        Finding,
        Findings,
        Gap,
        Outcome,
        Owed,
        Possibilities,
        Possibility,
        Refused,
        Remedy,
        Unsure,
        Violation,
    )
    from safetyframe.packs import Pack, Provision
    from safetyframe.policy import Lowered, Policy
    from safetyframe.record import OpenItem, Record
    from safetyframe.roles import Audience, By, Part, Participation, Role, Standing
    from safetyframe.threads import in_threads
    from safetyframe.trajectory import SLICES, Trajectory
    from safetyframe.values import (
        ActId,
        Body,
        Evidence,
        Form,
        Mandate,
        PersonId,
        Reason,
        ReasonedException,
        Text,
        TrajectoryId,
    )
    from safetyframe.views import View, Viewer

__version__: Final = "0.1.0"

__all__ = [
    "CLAUSES",
    "SLICES",
    "Accepted",
    "ActId",
    "ActIdReusedError",
    "AdapterError",
    "AsyncFrame",
    "Audience",
    "Body",
    "By",
    "Can",
    "Clause",
    "Delivery",
    "DeliveryState",
    "DutyState",
    "Evidence",
    "Finding",
    "Findings",
    "Form",
    "Frame",
    "Gap",
    "HostError",
    "Law",
    "Level",
    "Lowered",
    "Mandate",
    "MessengerError",
    "NeedsHistoryError",
    "Notice",
    "OpenItem",
    "Outcome",
    "Owed",
    "Pack",
    "Part",
    "Participation",
    "PayloadError",
    "PersonId",
    "PluginError",
    "Policy",
    "PolicyError",
    "Possibilities",
    "Possibility",
    "Provision",
    "Reason",
    "ReasonedException",
    "Record",
    "Refused",
    "RegistryError",
    "Relation",
    "Remedy",
    "Role",
    "SafetyframeError",
    "Standing",
    "StoreError",
    "Text",
    "Trajectory",
    "TrajectoryId",
    "UndeliverableError",
    "Undelivered",
    "UnsupportedError",
    "Unsure",
    "VersionConflictError",
    "View",
    "Viewer",
    "Violation",
    "__version__",
    "clause",
    "evolve",
    "fold",
    "in_threads",
]

_HOMES: Final = {
    "asyncframe": ("AsyncFrame",),
    "charter": ("CLAUSES", "Clause", "Level", "clause"),
    "errors": (
        "ActIdReusedError",
        "AdapterError",
        "HostError",
        "MessengerError",
        "NeedsHistoryError",
        "PayloadError",
        "PluginError",
        "PolicyError",
        "RegistryError",
        "SafetyframeError",
        "StoreError",
        "UndeliverableError",
        "UnsupportedError",
        "VersionConflictError",
    ),
    "findings": ("Relation",),
    "folding": ("evolve", "fold"),
    "frame": ("Frame",),
    "law": ("Law",),
    "notice": ("Delivery", "DeliveryState", "Notice", "Undelivered"),
    "outcome": (
        "Accepted",
        "Can",
        "DutyState",
        "Finding",
        "Findings",
        "Gap",
        "Outcome",
        "Owed",
        "Possibilities",
        "Possibility",
        "Refused",
        "Remedy",
        "Unsure",
        "Violation",
    ),
    "packs": ("Pack", "Provision"),
    "policy": ("Lowered", "Policy"),
    "record": ("OpenItem", "Record"),
    "roles": ("Audience", "By", "Part", "Participation", "Role", "Standing"),
    "threads": ("in_threads",),
    "trajectory": ("SLICES", "Trajectory"),
    "values": (
        "ActId",
        "Body",
        "Evidence",
        "Form",
        "Mandate",
        "PersonId",
        "Reason",
        "ReasonedException",
        "Text",
        "TrajectoryId",
    ),
    "views": ("View", "Viewer"),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name from its home the first time it is asked for."""
    home = _HOME_OF.get(name)
    if home is None:
        msg = f"module 'safetyframe' has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(import_module(f"safetyframe.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)

"""What every export begins with: two Views that belong together."""

from __future__ import annotations

from collections.abc import Mapping

from safetyframe.errors import HostError
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.views import View, unsealed
from safetyframe.wire import Json

__all__ = ["both", "filled"]


def both(
    view: View[Trajectory], records: View[tuple[Record, ...]]
) -> tuple[Trajectory, tuple[Record, ...]]:
    """Give what both views show.

    Raises `HostError` for what is no View of these, and for two that are not of the same eyes.
    """
    t, shown = unsealed(view, Trajectory), unsealed(records, tuple)
    if view.viewer != records.viewer:
        raise HostError(
            "these views are of two viewers, or of two moments: show both to the same `Viewer`"
        )
    return t, shown


def filled(said: Mapping[str, Json]) -> dict[str, Json]:
    """Give `said` without what is empty: FHIR knows neither null nor a list of nothing."""
    return {name: value for name, value in said.items() if value not in (None, [], {})}

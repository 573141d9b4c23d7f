"""All that a page about a trajectory is made of: views for one person, and words that they name."""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

from safetyframe.errors import HostError
from safetyframe.frame import Frame
from safetyframe.law import Law
from safetyframe.outcome import Findings
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.values import Body
from safetyframe.views import View, Viewer, unsealed

__all__ = ["Seen", "seen_by"]


@frozen(kw_only=True)
class Seen:
    """What one person may know of a trajectory, as views of the same moment.

    `body` gives the words of a text by its id, or None where there are none; it is asked for those
    texts only that the views name. `law` is the one under which all this was shown. Raises
    `HostError` for views of several people or moments, and for a trajectory that is not all there.
    """

    trajectory: View[Trajectory]
    records: View[tuple[Record, ...]]
    findings: View[Findings]
    body: Callable[[str], Body | None] = field(repr=False)
    law: Law = field(factory=Law)

    def __attrs_post_init__(self) -> None:
        """Check that these belong together."""
        viewers = {one.viewer for one in (self.trajectory, self.records, self.findings)}
        if len(viewers) > 1:
            raise HostError("a page is one person's, at one moment: give views of one viewer")
        t = unsealed(self.trajectory, Trajectory)
        unsealed(self.findings, Findings)
        if t.unknown:
            missing = ", ".join(sorted(t.unknown))
            raise HostError(f"a page needs the whole trajectory: load {missing} too")

    @property
    def viewer(self) -> Viewer:
        """Whose page it is."""
        return self.trajectory.viewer

    @property
    def blind(self) -> bool:
        """Say whether there is nothing to see, since the viewer takes no part then."""
        t = self.trajectory.shown
        return not t.people and not t.involvement


def seen_by(viewer: Viewer, frame: Frame, trajectory: str) -> Seen:
    """Ask `frame` for all that `viewer` may know. It must stay open while the page is made."""
    return Seen(
        trajectory=frame.show(trajectory, viewer),
        records=frame.records_for(trajectory, viewer),
        findings=frame.findings_for(trajectory, viewer),
        body=lambda text: frame.body(trajectory, text),
        law=frame.law,
    )

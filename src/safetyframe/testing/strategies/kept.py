"""Records, and trajectories as far as they are known."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from safetyframe.notice import Delivery, DeliveryState, Notice, Undelivered
from safetyframe.record import OpenItem, Record
from safetyframe.testing.strategies.acts import acts
from safetyframe.testing.strategies.content import built
from safetyframe.testing.strategies.histories import histories
from safetyframe.testing.strategies.people import persons
from safetyframe.testing.strategies.values import act_ids, instants, person_ids, trajectory_ids
from safetyframe.trajectory import SLICES, Trajectory

__all__ = ["deliveries", "notices", "open_items", "records", "trajectories", "undelivered"]


def open_items() -> SearchStrategy[OpenItem]:
    """Draw something that is still open when an involvement ends."""
    return built(OpenItem)


def records() -> SearchStrategy[Record]:
    """Draw a record of any act, free-standing: for the wire and for stores, not for a fold.

    Records that follow one another are those of a `histories()`.
    """
    return st.builds(
        Record,
        seq=st.integers(1, 9999),
        act=acts(),
        law=st.integers(0, 2**32 - 1).map(lambda number: f"{number:064x}"),
        leaves_open=st.lists(open_items(), max_size=2).map(tuple),
        misinformed=persons(),
    )


def notices() -> SearchStrategy[Notice]:
    """Draw a notice to anybody about any act."""
    return st.builds(Notice, trajectory=trajectory_ids(), act=act_ids(), recipient=person_ids())


def deliveries() -> SearchStrategy[Delivery]:
    """Draw where a notice stands."""
    return st.builds(
        Delivery,
        notice=notices(),
        state=st.sampled_from(DeliveryState),
        since=instants(),
        attempts=st.integers(0, 9),
        at=st.none() | instants(),
        reason=st.sampled_from(("", "timed-out", "refused")),
    )


def undelivered() -> SearchStrategy[Undelivered]:
    """Draw a notice that has not reached whom it is for."""
    return st.builds(Undelivered, record=records(), recipient=person_ids(), failed=st.booleans())


@st.composite
def trajectories(draw: DrawFn, *, steps: int = 6, hiding: bool = False) -> Trajectory:
    """Draw where a history of up to `steps` steps has come to.

    With `hiding` some slices may be unknown, as for a host that has not loaded them. Shrinks to an
    involvement just opened, with everything known.
    """
    reached = draw(histories(steps=steps)).trajectory
    if not hiding:
        return reached
    hidden = draw(st.lists(st.sampled_from(SLICES), max_size=len(SLICES), unique=True))
    return reached.hide(*hidden)

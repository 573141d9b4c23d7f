"""What a store gives back and declares, for whoever writes an adapter; and what an audit finds."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from safetyframe.acts import EstablishWat
from safetyframe.notice import DeliveryState
from safetyframe.outcome import AuditReport, Breach, Refused, Unjudged
from safetyframe.ports import (
    Appended,
    Attested,
    Capabilities,
    Claimed,
    Declared,
    ErasedState,
    FeedItem,
    Head,
    Held,
    Message,
    MessengerCapabilities,
    RegistryCapabilities,
    Settled,
)
from safetyframe.record import Record
from safetyframe.roles import Role
from safetyframe.testing.strategies.acts import acts_for
from safetyframe.testing.strategies.answers import violations
from safetyframe.testing.strategies.histories import histories
from safetyframe.testing.strategies.kept import notices, records
from safetyframe.testing.strategies.values import (
    instants,
    mandates,
    person_ids,
    references,
    trajectory_ids,
    zones,
)
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.views import Change, Viewer, changes

__all__ = [
    "appended",
    "attested",
    "audit_reports",
    "breaches",
    "capabilities",
    "claimed",
    "feed_items",
    "heads",
    "held",
    "messages",
    "messenger_capabilities",
    "registry_capabilities",
    "settled",
    "single_changes",
    "unjudged",
]

_POSITIONS = st.integers(1, 9999)


def heads() -> SearchStrategy[Head]:
    """Draw where a trajectory stands in a store."""
    return st.builds(Head, version=_POSITIONS, zone=zones())


def capabilities() -> SearchStrategy[Capabilities]:
    """Draw what a store declares."""
    said = st.sampled_from(tuple(Declared))
    return st.builds(
        Capabilities, durable=said, multi_process=said, erases=said, notices=said, joins=said
    )


def messenger_capabilities() -> SearchStrategy[MessengerCapabilities]:
    """Draw what a messenger declares."""
    said = st.sampled_from(tuple(Declared))
    return st.builds(MessengerCapabilities, ordered=said, durable=said, deduplicates=said)


def registry_capabilities() -> SearchStrategy[RegistryCapabilities]:
    """Draw what a registry declares."""
    said = st.sampled_from(tuple(Declared))
    return st.builds(RegistryCapabilities, proofs=said, past=said, relations=said)


def claimed() -> SearchStrategy[Claimed]:
    """Draw a notice that a worker is to send."""
    return st.builds(Claimed, notice=notices(), attempt=st.integers(1, 9), since=instants())


def messages() -> SearchStrategy[Message]:
    """Draw a notice on its way."""
    return st.builds(
        Message,
        notice=notices(),
        attempt=st.integers(1, 9),
        since=instants(),
        source=references(),
    )


def settled() -> SearchStrategy[Settled]:
    """Draw what became of a notice that was claimed."""
    states = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.WAITING)
    return st.builds(
        Settled,
        notice=notices().map(lambda one: one.id),
        state=st.sampled_from(states),
        at=instants(),
        retry_at=st.none() | instants(),
        reason=st.sampled_from(("", "timed-out", "refused")),
    )


def held() -> SearchStrategy[Held]:
    """Draw one role that a registry says somebody holds."""
    return st.builds(Held, role=st.sampled_from(Role), mandate=mandates())


def attested() -> SearchStrategy[Attested]:
    """Draw what a registry says of somebody."""
    return st.builds(
        Attested,
        registry=references(),
        person=person_ids(),
        at=instants(),
        asked_at=instants(),
        held=st.lists(held(), max_size=2).map(tuple),
    )


def feed_items() -> SearchStrategy[FeedItem]:
    """Draw a record of the feed, at its position."""
    return st.builds(FeedItem, pos=_POSITIONS, trajectory=trajectory_ids(), record=records())


def appended() -> SearchStrategy[Appended]:
    """Draw what an append gives back."""
    erased = st.tuples(references(), st.sampled_from(tuple(ErasedState)))
    return st.builds(
        Appended,
        record=records(),
        pos=_POSITIONS,
        already=st.booleans(),
        erased=st.lists(erased, max_size=2).map(tuple),
    )


# --- audits -----------------------------------------------------------------------------------


def breaches() -> SearchStrategy[Breach]:
    """Draw a record with what speaks against it."""
    against = st.lists(violations(), min_size=1, max_size=2).map(tuple)
    return st.builds(Breach, record=records(), violations=against)


def unjudged() -> SearchStrategy[Unjudged]:
    """Draw a record that could not be judged."""
    unknown = st.lists(st.sampled_from(SLICES), min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Unjudged, record=records(), unknown=unknown)


@st.composite
def audit_reports(draw: DrawFn, *, steps: int = 3) -> AuditReport:
    """Draw what is found in a history that others wrote: by auditing one, never made up.

    Its last act may be one that the law refuses, and some slices may not be known from the start.
    """
    history = draw(histories(steps=steps))
    act = draw(acts_for(history.trajectory, scrambled=draw(st.booleans())))
    outcome, written = history.law.decide(history.trajectory, act), list(history.records)
    form = isinstance(outcome, Refused) and any(not v.clauses for v in outcome.violations)
    if not form:
        written.append(Record(seq=len(written) + 1, act=act, law=history.law.hash))
    hidden = draw(st.lists(st.sampled_from(SLICES), max_size=2, unique=True))
    start = Trajectory.start(history.trajectory.id, zone=history.trajectory.zone)
    return history.law.audit(written, start.hide(*hidden))


@st.composite
def single_changes(draw: DrawFn) -> Change:
    """Draw a thing that a version of WAT changed, as the lead sees it."""
    history = draw(histories(reach=EstablishWat, steps=2))
    at = history.records[-1].recorded_at
    lead = Viewer(person=history.last.act.by.person, at=at)
    return draw(st.sampled_from(changes(history.law.show(history.trajectory, lead), 0)))

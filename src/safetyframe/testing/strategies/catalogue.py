"""Every public value, and the strategy that draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final, TypeVar, cast

import attrs
from hypothesis.strategies import SearchStrategy

from safetyframe import acts as a
from safetyframe import slices
from safetyframe.charter import Clause, Level
from safetyframe.findings import Relation
from safetyframe.law import Law
from safetyframe.notice import Delivery, DeliveryState, Notice, Undelivered
from safetyframe.outcome import (
    Accepted,
    AuditReport,
    Breach,
    Can,
    DutyState,
    Finding,
    Findings,
    Gap,
    Owed,
    Possibilities,
    Possibility,
    Refused,
    Remedy,
    Unjudged,
    Unsure,
    Violation,
)
from safetyframe.policy import Lowered, Policy
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
from safetyframe.record import OpenItem, Record
from safetyframe.roles import Audience, By, Part, Participation, Role, Standing
from safetyframe.testing.strategies import answers, deploying, kept, people, storing, values
from safetyframe.testing.strategies.content import built
from safetyframe.trajectory import Trajectory
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
from safetyframe.views import Change, ChangeKind, View, Viewer

__all__ = ["STRATEGIES", "strategy_for"]

T = TypeVar("T")

_ENUMS: Final[tuple[type[Enum], ...]] = (
    *(ChangeKind, Declared, ErasedState, slices.GatheredKind),
    *(Can, DeliveryState, DutyState, Form, Level, Reason, Role, Standing),
    *(a.Aim, a.AlignOn, a.Dissented, a.ErasureKind, a.NecessityStatus, a.Position, a.Recipient),
    *(a.StatementKind, a.Topic, a.ViewTopic, a.WithdrawalOutcome),
)
_CONTENT: Final[tuple[type[object], ...]] = (
    *(a.AdoptedPart, a.Answer, a.BottomLine, a.DangerStatement, a.Expectation, a.Matter),
    *(a.NecessityDecision, a.SafetyGoal, a.Weighed),
)
#: What stands in a slice: whoever keeps rows of their own fills slices with these.
_ENTRIES: Final = tuple(kind for name in slices.__all__ if attrs.has(kind := getattr(slices, name)))


def _enum(kind: type[Enum]) -> Callable[[], SearchStrategy[object]]:
    return lambda: values.enums(kind)


def _built(kind: type[object]) -> Callable[[], SearchStrategy[object]]:
    return lambda: built(kind)


#: Of every public class of values, acts included, what draws one.
STRATEGIES: Final[Mapping[object, Callable[[], SearchStrategy[object]]]] = {
    PersonId: values.person_ids,
    ActId: values.act_ids,
    TrajectoryId: values.trajectory_ids,
    Text: values.texts,
    Body: values.bodies,
    Mandate: values.mandates,
    Evidence: values.evidence,
    ReasonedException: values.reasoned_exceptions,
    Clause: values.clauses,
    By: people.bys,
    Participation: people.participations,
    Part: people.parts,
    Audience: people.audiences,
    Viewer: people.viewers,
    Relation: people.relations,
    Policy: deploying.policies,
    Lowered: deploying.lowered,
    Law: deploying.laws,
    Record: kept.records,
    OpenItem: kept.open_items,
    Notice: kept.notices,
    Delivery: kept.deliveries,
    Undelivered: kept.undelivered,
    Trajectory: kept.trajectories,
    Accepted: answers.accepted,
    Refused: answers.refused,
    Unsure: answers.unsure,
    Violation: answers.violations,
    Gap: answers.gaps,
    Remedy: answers.remedies,
    Finding: answers.single_findings,
    Findings: answers.findings,
    Owed: answers.owed,
    Possibility: answers.single_possibilities,
    Possibilities: answers.possibilities,
    View: answers.views,
    AuditReport: storing.audit_reports,
    Breach: storing.breaches,
    Unjudged: storing.unjudged,
    Change: storing.single_changes,
    Appended: storing.appended,
    Capabilities: storing.capabilities,
    MessengerCapabilities: storing.messenger_capabilities,
    RegistryCapabilities: storing.registry_capabilities,
    Claimed: storing.claimed,
    Message: storing.messages,
    Settled: storing.settled,
    Held: storing.held,
    Attested: storing.attested,
    FeedItem: storing.feed_items,
    Head: storing.heads,
    **{kind: _enum(kind) for kind in _ENUMS},
    **{kind: _built(kind) for kind in (*_CONTENT, *_ENTRIES, *a.ACTS)},
}


def strategy_for(kind: type[T]) -> SearchStrategy[T]:
    """Give the strategy that draws any `kind`. Raises `KeyError` for what is no public value."""
    return cast("SearchStrategy[T]", STRATEGIES[kind]())

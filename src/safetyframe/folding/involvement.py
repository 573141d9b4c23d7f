"""How involvement, necessity, protection and barriers change."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from safetyframe.acts.ending import Reopen, Withdraw, WithdrawalOutcome
from safetyframe.acts.involvement import (
    DecideNecessity,
    KeepApart,
    NecessityDecision,
    NecessityStatus,
    OpenInvolvement,
    Protect,
    RecordNecessity,
)
from safetyframe.acts.keeping import Adopt
from safetyframe.index import IndexDraft
from safetyframe.record import Record
from safetyframe.slices import Barrier, Episode, Necessity, Protection
from safetyframe.values import PersonId

__all__ = ["HANDLERS"]

_Episodes = IndexDraft[str, Episode]


def _latest(draft: _Episodes, minor: PersonId) -> Episode | None:
    latest: Episode | None = None
    for _, episode in draft.items():  # noqa: PERF102  a draft has no values()
        if episode.minor == minor:
            latest = episode
    return latest


def _open(draft: _Episodes, record: Record, act: OpenInvolvement | Reopen | Adopt) -> None:
    for minor in act.minors:
        before = _latest(draft, minor)
        if before is not None and before.open:
            draft[before.id] = evolve(
                before,
                ended_at=act.by.at,
                ended_by=act.id,
                closed_by=act.by.person,
                regularised=True,
            )
        key = f"{act.id}/{minor}"
        draft[key] = Episode(
            id=key,
            minor=minor,
            opened_by=act.by.person,
            opened_at=act.by.at,
            seq=record.seq,
            necessity_at=None if act.necessity is None else act.necessity.decided_at,
            why=act.why,
            goal=act.goal,
            follows=None if before is None else before.id,
        )


def _emergency(draft: _Episodes, record: Record, act: Protect) -> None:
    for minor in act.minors:
        before = _latest(draft, minor)
        if before is None or not before.open:
            # The seq keeps a second emergency act with a reused id from hiding the first.
            key = f"{act.id}/{minor}/{record.seq}"
            draft[key] = Episode(
                id=key,
                minor=minor,
                opened_by=act.by.person,
                opened_at=act.by.at,
                seq=record.seq,
                emergency=True,
                follows=None if before is None else before.id,
            )


def _withdraw(draft: _Episodes, record: Record, act: Withdraw) -> None:
    episode = _latest(draft, act.minor)
    if episode is not None and episode.open:
        draft[episode.id] = evolve(
            episode,
            ended_at=act.by.at,
            ended_by=act.id,
            closed_by=act.by.person,
            outcome=act.outcome,
            ground=act.ground,
            leaves_open=record.leaves_open,
        )


def _government_ends(
    draft: _Episodes, record: Record, act: DecideNecessity | RecordNecessity
) -> None:
    decided = act.decision.decided_at
    for minor in act.decision.minors:
        episode = _latest(draft, minor)
        if episode is None or not episode.open or episode.emergency:
            continue
        if (
            episode.necessity_at is not None
            and decided is not None
            and (decided < episode.necessity_at)
        ):
            continue  # an old decision found again: a later one has taken its place
        if act.decision.status is not NecessityStatus.ENDED:
            draft[episode.id] = evolve(episode, necessity_at=decided)
        else:
            draft[episode.id] = evolve(
                episode,
                ended_at=act.by.at,
                ended_by=act.id,
                closed_by=act.by.person,
                outcome=WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT,
                leaves_open=record.leaves_open,
            )


def _decision(
    draft: IndexDraft[str, Necessity], record: Record, act: DecideNecessity | RecordNecessity
) -> None:
    _keep_decision(draft, record, act, act.decision)


def _opening_decision(
    draft: IndexDraft[str, Necessity], record: Record, act: OpenInvolvement | Reopen | Adopt
) -> None:
    if act.necessity is not None:
        _keep_decision(draft, record, act, act.necessity)


def _keep_decision(
    draft: IndexDraft[str, Necessity],
    record: Record,
    act: DecideNecessity | RecordNecessity | OpenInvolvement | Reopen | Adopt,
    decision: NecessityDecision,
) -> None:
    draft[act.id] = Necessity(
        id=act.id,
        decision=decision,
        recorded_by=act.by.person,
        at=act.by.at,
        seq=record.seq,
    )


def _protect(draft: IndexDraft[int, Protection], record: Record, act: Protect) -> None:
    draft[record.seq] = Protection(
        id=act.id,
        minors=act.minors,
        person=act.by.person,
        role=act.by.role,
        measure=act.measure,
        since=act.by.at,
        seq=record.seq,
        until=act.until,
        audience=act.audience,
    )


def _keep_apart(draft: IndexDraft[str, Barrier], _: Record, act: KeepApart) -> None:
    if act.replaces is not None:
        before = draft.get(act.replaces)
        if before is not None:
            draft[act.replaces] = evolve(before, replaced_by=act.id)
    draft[act.id] = Barrier(
        id=act.id,
        persons=act.persons,
        since=act.by.at,
        ground=act.ground,
        by=act.by.person,
        until=act.until,
        audience=act.audience,
    )


HANDLERS: Final = (
    (OpenInvolvement, "involvement", _open),
    (Reopen, "involvement", _open),
    (Adopt, "involvement", _open),
    (Protect, "involvement", _emergency),
    (Withdraw, "involvement", _withdraw),
    (DecideNecessity, "involvement", _government_ends),
    (RecordNecessity, "involvement", _government_ends),
    (DecideNecessity, "necessity", _decision),
    (RecordNecessity, "necessity", _decision),
    (OpenInvolvement, "necessity", _opening_decision),
    (Reopen, "necessity", _opening_decision),
    (Adopt, "necessity", _opening_decision),
    (Protect, "protection", _protect),
    (KeepApart, "barriers", _keep_apart),
)

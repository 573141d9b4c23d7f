"""Who takes part, why there is an involvement, and what protects: rows to slices and back."""

from cases.kept.common import (
    audience,
    code,
    listed,
    persons_of,
    put_lists,
    restricted,
    text,
    who,
    words,
)
from cases.models import Barrier, Case, Episode, Imposed, LeftOpen, Necessity, Protection
from cases.models import Participation as Part
from safetyframe import ActId, OpenItem, Participation, PersonId, Role, Standing, slices
from safetyframe.acts import NecessityDecision, NecessityStatus, WithdrawalOutcome


def read_people(case: Case) -> dict[str, Participation]:
    rows = Part.objects.filter(case=case).select_related("ground").prefetch_related("persons")
    return {row.key: _participation(row) for row in rows}


def _participation(row: Part) -> Participation:
    return Participation(
        id=row.key,
        person=row.person_id,
        role=Role(row.role),
        standing=row.standing and Standing(row.standing),
        since=row.since,
        until=row.until,
        added_at=row.added_at,
        added_by=row.added_by_id,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        professional=row.professional,
        chair=row.chair,
        concerns=listed(row, "concerns"),
        language=row.language,
        ground=text(row.ground),
    )


def write_people(case: Case, one: Participation) -> None:
    row, _ = Part.objects.update_or_create(
        case=case,
        key=one.id,
        defaults={
            "person_id": who(one.person),
            "role": one.role.value,
            "standing": code(one.standing),
            "since": one.since,
            "until": one.until,
            "added_at": one.added_at,
            "added_by_id": who(one.added_by),
            "ended_at": one.ended_at,
            "ended_by": one.ended_by,
            "professional": one.professional,
            "chair": one.chair,
            "language": one.language,
            "ground": words(one.ground),
        },
    )
    put_lists(row, concerns=one.concerns)


def read_involvement(case: Case) -> dict[str, slices.Episode]:
    rows = (
        Episode.objects.filter(case=case)
        .select_related("why", "goal", "ground", "follows")
        .prefetch_related("left_open")
    )
    return {row.key: _episode(row) for row in rows}


def _episode(row: Episode) -> slices.Episode:
    return slices.Episode(
        id=row.key,
        minor=row.minor_id,
        opened_by=row.opened_by_id,
        opened_at=row.opened_at,
        seq=row.seq,
        emergency=row.emergency,
        necessity_at=row.necessity_at,
        why=text(row.why),
        goal=text(row.goal),
        follows=row.follows and row.follows.key,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        closed_by=row.closed_by_id,
        regularised=row.regularised,
        outcome=row.outcome and WithdrawalOutcome(row.outcome),
        ground=text(row.ground),
        leaves_open=tuple(
            OpenItem(clause=o.clause, person=o.person_id, target=o.target, state=o.state)
            for o in row.left_open.all()
        ),
    )


def write_involvement(case: Case, one: slices.Episode) -> None:
    before = None if one.follows is None else Episode.objects.get(case=case, key=one.follows)
    row, _ = Episode.objects.update_or_create(
        case=case,
        key=one.id,
        defaults={
            "minor_id": who(one.minor),
            "opened_by_id": who(one.opened_by),
            "opened_at": one.opened_at,
            "seq": one.seq,
            "emergency": one.emergency,
            "necessity_at": one.necessity_at,
            "why": words(one.why),
            "goal": words(one.goal),
            "follows": before,
            "ended_at": one.ended_at,
            "ended_by": one.ended_by,
            "closed_by_id": who(one.closed_by),
            "regularised": one.regularised,
            "outcome": code(one.outcome),
            "ground": words(one.ground),
        },
    )
    row.left_open.all().delete()
    for o in one.leaves_open:
        LeftOpen.objects.create(
            of=row, clause=o.clause, person_id=who(o.person), target=o.target, state=o.state
        )


def read_necessity(case: Case) -> dict[str, slices.Necessity]:
    rows = Necessity.objects.filter(case=case).prefetch_related("persons", "imposes__words")
    return {
        row.key: slices.Necessity(
            id=ActId(row.key),
            decision=NecessityDecision(
                status=NecessityStatus(row.status),
                minors=listed(row, "minors"),
                body=row.body,
                reference=row.reference,
                decided_at=row.decided_at,
                signed_by=row.signed_by_id,
                imposes=tuple(text(one.words) for one in row.imposes.all()),
            ),
            recorded_by=row.recorded_by_id,
            at=row.at,
            seq=row.seq,
        )
        for row in rows
    }


def write_necessity(case: Case, one: slices.Necessity) -> None:
    decision = one.decision
    row, _ = Necessity.objects.update_or_create(
        case=case,
        key=one.id,
        defaults={
            "status": decision.status.value,
            "body": decision.body,
            "reference": decision.reference,
            "decided_at": decision.decided_at,
            "signed_by_id": who(decision.signed_by),
            "recorded_by_id": who(one.recorded_by),
            "at": one.at,
            "seq": one.seq,
        },
    )
    put_lists(row, minors=decision.minors)
    row.imposes.all().delete()
    for imposed in decision.imposes:
        Imposed.objects.create(of=row, words=words(imposed))


def read_protection(case: Case) -> dict[int, slices.Protection]:
    rows = Protection.objects.filter(case=case).select_related("measure")
    return {
        int(row.key): slices.Protection(
            id=row.act,
            minors=listed(row, "minors"),
            person=PersonId(row.person_id),
            role=Role(row.role),
            measure=text(row.measure),
            since=row.since,
            seq=int(row.key),
            until=row.until,
            audience=audience(row),
        )
        for row in rows.prefetch_related("persons")
    }


def write_protection(case: Case, one: slices.Protection) -> None:
    row = Protection.objects.create(
        case=case,
        key=str(one.seq),
        act=one.id,
        person_id=who(one.person),
        role=one.role.value,
        measure=words(one.measure),
        since=one.since,
        until=one.until,
        **restricted(one.audience),
    )
    put_lists(row, minors=one.minors, audience=persons_of(one.audience))


def read_barriers(case: Case) -> dict[str, slices.Barrier]:
    rows = Barrier.objects.filter(case=case).select_related("ground").prefetch_related("persons")
    return {
        row.key: slices.Barrier(
            id=row.key,
            persons=listed(row, "apart"),
            since=row.since,
            ground=text(row.ground),
            by=row.by_id,
            until=row.until,
            replaced_by=row.replaced_by,
            audience=audience(row),
        )
        for row in rows
    }


def write_barriers(case: Case, one: slices.Barrier) -> None:
    row, _ = Barrier.objects.update_or_create(
        case=case,
        key=one.id,
        defaults={
            "since": one.since,
            "ground": words(one.ground),
            "by_id": who(one.by),
            "until": one.until,
            "replaced_by": one.replaced_by,
            **restricted(one.audience),
        },
    )
    put_lists(row, apart=one.persons, audience=persons_of(one.audience))

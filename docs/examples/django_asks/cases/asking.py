"""An act: lock, fill what the law needs, ask, write what changed. One screen."""

from collections.abc import Iterable

from attrs import evolve
from django.db import transaction

from cases.kept import NONE_HERE, SLICES, WRITES
from cases.models import Case
from safetyframe import Accepted, Law, Outcome, Trajectory
from safetyframe.acts import Act, AddParticipation, AssignConsultant, DeputiseConsultant
from safetyframe.index import Index

LAW = Law()

_ON_EVIDENCE = (AddParticipation, AssignConsultant, DeputiseConsultant)


class NotKeptError(Exception):
    """The law allows it, and this system has no place to keep it. Nothing was written."""


def do(reference: str, act: Act) -> Outcome:
    """Do one act of a user in a case. Refused or unsure: nothing is written.

    The case's row is the lock. PostgreSQL locks it here; SQLite has locked the file when the
    transaction began (`transaction_mode` in the settings).
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=reference)
        before = filled(case, LAW.needs(act) | set(WRITES.get(type(act), ())))
        outcome = LAW.decide(before, act)
        if isinstance(outcome, Accepted):
            _write(case, act, before, outcome.trajectory)
        return outcome


def filled(case: Case, wanted: Iterable[str] = (*SLICES, *NONE_HERE)) -> Trajectory:
    """Give what the rows of a case say, of the slices wanted; the others are unknown."""
    known = {name: Index(SLICES[name][0](case)) for name in wanted if name in SLICES}
    none = {name: Index() for name in wanted if name in NONE_HERE}
    empty = Trajectory(id=case.reference, zone=case.zone, seq=case.seq, known_at=case.known_at)
    return evolve(empty, **known, **none)


def _write(case: Case, act: Act, before: Trajectory, after: Trajectory) -> None:
    """The law has said what follows from the act; what is other than it was becomes rows."""
    if type(act) not in WRITES:
        msg = f"{type(act).__name__} is done in another system"
        raise NotKeptError(msg)
    if isinstance(act, _ON_EVIDENCE) and act.evidence is not None:
        raise NotKeptError("this system asks no registry: it has no place for its evidence")
    for name in WRITES[type(act)]:
        was = getattr(before, name)
        for key, entry in getattr(after, name).items():
            if was.get(key) != entry:
                SLICES[name][1](case, entry)
    case.seq, case.known_at = after.seq, after.known_at
    case.save()

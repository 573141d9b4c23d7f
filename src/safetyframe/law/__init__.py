"""The law: decides, says what it needs, what can be done, who owes what.

Pure: the same in gives the same out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias, overload

from attrs import field, frozen

from safetyframe import findings as _findings
from safetyframe.acts import ACTS, Act
from safetyframe.duties import READS as DUTIES_READ
from safetyframe.duties import owed
from safetyframe.errors import HostError, NeedsHistoryError
from safetyframe.findings import Relation
from safetyframe.law.auditing import audit, audit_for
from safetyframe.law.deciding import decide
from safetyframe.law.foreseeing import possibility
from safetyframe.law.guards import Guard, check_extra, guards, law_hash, missing, veiled
from safetyframe.law.notifying import may_know, notice_of, to_be_told
from safetyframe.law.showing import findings_for, outcome_for, possibilities_for
from safetyframe.notice import Notice, Undelivered
from safetyframe.outcome import (
    Accepted,
    AuditReport,
    Findings,
    Outcome,
    Owed,
    Possibilities,
    Refused,
    Unsure,
)
from safetyframe.packs import Pack, barred, check_together, rules_of, watches_of
from safetyframe.policy import Policy
from safetyframe.record import Record
from safetyframe.roles import By
from safetyframe.rules import Rule, ask
from safetyframe.rules.form import by_faults
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, is_aware, utc
from safetyframe.views import (
    Eyes,
    Sight,
    View,
    Viewer,
    eyes_of,
    in_their_numbers,
    project,
    seal,
    show_record,
    show_records,
)

__all__ = ["Law"]


_Answer: TypeAlias = Outcome | Findings | Possibilities | AuditReport


def _as_tuple(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rules)


def _as_packs(packs: Iterable[Pack]) -> tuple[Pack, ...]:
    return tuple(packs)


def _check_packs(law: Law, _: object, packs: tuple[Pack, ...]) -> None:
    check_together(packs)
    check_extra(law, _, (*law.extra_rules, *rules_of(packs)))


@frozen
class Law:
    """The charter's law under one policy. Extra rules and packs can only tighten it.

    `hash` names charter, table, rules, policy and packs together and is stamped on every record.
    `packs` are the laws of a country or a house, none unless handed over. Raises `HostError` for
    extra rules that clash, rest on nothing or read what does not exist, and for clashing packs.
    """

    policy: Policy = field(factory=Policy)
    extra_rules: tuple[Rule, ...] = field(default=(), converter=_as_tuple, validator=check_extra)
    packs: tuple[Pack, ...] = field(
        default=(), converter=_as_packs, validator=_check_packs, kw_only=True
    )
    hash: str = field(init=False, eq=False)
    _guards: Mapping[type[Act], Guard] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Sort rules by the act they guard, once."""
        object.__setattr__(self, "_guards", guards((*self.extra_rules, *rules_of(self.packs))))
        said = [pack.canonical() for pack in self.packs]
        object.__setattr__(self, "hash", law_hash(self.policy, self.extra_rules, said))

    def decide(self, trajectory: Trajectory, act: Act) -> Outcome:
        """Say whether `act` may be done now: `Accepted`, `Refused` with every reason, or `Unsure`.

        Nothing is written anywhere. Raises `HostError` when `act` is no act at all.
        """
        return decide(self._guard(type(act)), trajectory, act, self.policy, self.hash)

    def needs(self, act: type[Act] | Act) -> frozenset[str]:
        """Name the slices that deciding on this kind of act reads."""
        return self._guard(act if isinstance(act, type) else type(act)).reads

    def what_can(self, trajectory: Trajectory, by: By) -> Possibilities:
        """Say for every kind of act whether `by` could do it now: yes, no, or depends.

        *No* means that no act of the kind would pass; *yes* that every well-formed one would.
        """
        wrong = by_faults(by)
        known = not wrong and "people" not in trajectory.unknown
        parts = ask.holds(trajectory, by.person, by.role, by.at) if known else None
        return Possibilities(
            (
                possibility(self._guards[kind], trajectory, by, self.policy, wrong, parts)
                for kind in ACTS
            ),
            by=by,
        )

    def duties(
        self,
        trajectory: Trajectory,
        as_of: datetime,
        *,
        undelivered: Iterable[Undelivered] = (),
    ) -> tuple[Owed, ...]:
        """Give every duty that has arisen, each in one of four states (X7).

        What was explained in writing tells nobody whose notice of it is among `undelivered`.
        Raises `NeedsHistoryError` for an `as_of` before the last record, `HostError` for a naive
        one or where a slice that duties read is unknown.
        """
        _check_as_of(trajectory, as_of)
        seen = veiled(trajectory)
        blind = sorted(missing(seen, DUTIES_READ))
        if blind:
            msg = f"duties read slices that are not known: load or find out {', '.join(blind)}"
            raise HostError(msg)
        lost = tuple(undelivered)
        return tuple(owed(seen, utc(as_of), self.policy, undelivered=lost))

    def findings(
        self,
        trajectory: Trajectory,
        as_of: datetime,
        *,
        linked: Iterable[Trajectory] = (),
        related: Iterable[Relation] = (),
        undelivered: Iterable[Undelivered] = (),
    ) -> Findings:
        """Give everything to look at: open duties and advisories, at `as_of`.

        `linked` are trajectories of the same family, or of siblings elsewhere, `related` says who
        is related to whom, as a registry knows it, and `undelivered` which notices have not
        arrived: with them is also seen what shows only there. What cannot be judged because a slice
        is unknown is a finding too. Raises `NeedsHistoryError` for an `as_of` before the last
        record, `HostError` for a naive one.
        """
        beside = tuple(linked)
        for one in (trajectory, *beside):
            _check_as_of(one, as_of)
        at = utc(as_of)
        found = _findings.findings(
            veiled(trajectory),
            at,
            self.policy,
            linked=tuple(veiled(one) for one in beside),
            related=tuple(related),
            undelivered=tuple(undelivered),
            extra=watches_of(self.packs),
            bars=tuple(
                (pack.name, tuple(p.id for p in pack.provisions), bar)
                for pack in self.packs
                for bar in pack.bars
            ),
        )
        return Findings(found, as_of=at)

    def barred(
        self, trajectory: Trajectory, person: PersonId, minor: PersonId, at: datetime
    ) -> bool:
        """Say whether a pack ends what `person` may see of `minor` by taking part.

        Without packs nobody is barred; where one can't say, everybody is. Raises `HostError` for a
        naive `at`.
        """
        if not is_aware(at):
            msg = "`at` has no offset from UTC: give an aware datetime"
            raise HostError(msg)
        return barred(self.packs, veiled(trajectory), person, minor, utc(at))

    def notices(self, outcome: Accepted) -> tuple[Notice, ...]:
        """Say who is to be told that the record of `outcome` is there: references, no content.

        Everyone who takes part when it is written down and may know of it, but for who did it or
        wrote it down, and whoever it is unsafe or unlawful to inform while that is so. Raises
        `UnknownSliceError` where a slice is unknown in which the act can be found again.
        """
        t, at = outcome.trajectory, outcome.record.recorded_at
        every = (self._eyes(t, Viewer(person=one, at=at)) for one in to_be_told(outcome))
        found = (notice_of(eyes, outcome) for eyes in every)
        return tuple(one for one in found if one is not None)

    def audit(self, records: Iterable[Record], start: Trajectory) -> AuditReport:
        """Judge a history that others wrote: decide on each of `records` again, from `start` on.

        A record that breaks a rule is reported and stays part of what happened. Raises `ValueError`
        for records that do not follow one another.
        """
        return audit(self.decide, records, start)

    @overload
    def show(self, thing: Trajectory, viewer: Viewer) -> View[Trajectory]: ...
    @overload
    def show(self, thing: Outcome, viewer: Viewer, trajectory: Trajectory) -> View[Outcome]: ...
    @overload
    def show(
        self,
        thing: Findings,
        viewer: Viewer,
        trajectory: Trajectory,
        *,
        undelivered: Iterable[Undelivered] = (),
    ) -> View[Findings]: ...
    @overload
    def show(
        self, thing: Possibilities, viewer: Viewer, trajectory: Trajectory
    ) -> View[Possibilities]: ...
    @overload
    def show(
        self, thing: AuditReport, viewer: Viewer, trajectory: Trajectory
    ) -> View[AuditReport]: ...
    @overload
    def show(
        self, thing: Record, viewer: Viewer, trajectory: Trajectory
    ) -> View[Record | None]: ...
    @overload
    def show(
        self, thing: Sequence[Record], viewer: Viewer, trajectory: Trajectory
    ) -> View[tuple[Record, ...]]: ...
    def show(
        self,
        thing: Trajectory | _Answer | Record | Sequence[Record],
        viewer: Viewer,
        trajectory: Trajectory | None = None,
        *,
        undelivered: Iterable[Undelivered] = (),
    ) -> View[Any]:
        """Give `thing` as `viewer` may know it: whatever they may not see is absent (X13).

        `trajectory` is the one that the thing is about: for an outcome, as it was when the law was
        asked; for records, as it stands after the last of them. An outcome, and what somebody could
        do, is for whoever asked (`HostError` for anyone else). A record that the viewer may not
        know of is None; a sequence has those that they may know of, counted from 1. Findings, and
        what somebody could do, are found again in what the viewer knows, as of the same moment;
        of what is `undelivered` they learn where they may know of the record and its recipient.
        Raises `UnknownSliceError` for a record where a slice is unknown in which its act can be
        found again.
        """
        if isinstance(thing, Trajectory):
            return seal(project(thing, self._eyes(thing, viewer)).shown, viewer)
        if trajectory is None:
            raise HostError(
                "give the trajectory that this is about: what is hidden follows from it"
            )
        sight = project(trajectory, self._eyes(trajectory, viewer))
        match thing:
            case Accepted() | Refused() | Unsure():
                return seal(self._outcome(thing, viewer, sight), viewer)
            case Findings():
                lost = tuple(u for u in undelivered if may_know(sight, u))
                asked = self.findings(sight.shown, thing.as_of, undelivered=lost)
                return seal(findings_for(sight.eyes, asked), viewer)
            case Possibilities():
                _expect_self(viewer, thing.by)
                can = self.what_can(sight.shown, thing.by)
                return seal(possibilities_for(sight.eyes, can), viewer)
            case AuditReport():
                return seal(audit_for(sight, thing), viewer)
            case Record():
                return seal(show_record(sight, thing), viewer)
            case _:
                return seal(show_records(sight, tuple(thing)), viewer)

    def _eyes(self, trajectory: Trajectory, viewer: Viewer) -> Eyes:
        return eyes_of(trajectory, viewer, (self.barred,) if self.packs else ())

    def _outcome(self, outcome: Outcome, viewer: Viewer, before: Sight) -> Outcome:
        act = outcome.record.act if isinstance(outcome, Accepted) else outcome.act
        if act is None:
            raise HostError("this outcome was not given by Law.decide: it names no act")
        _expect_self(viewer, act.by)
        asked = self.decide(before.shown, in_their_numbers(before, act))
        if not isinstance(outcome, Accepted):
            return outcome_for(before, outcome, asked)
        after = outcome.trajectory
        return outcome_for(project(after, self._eyes(after, viewer)), outcome, asked)

    def _guard(self, kind: type[Act]) -> Guard:
        guard = self._guards.get(kind)
        if guard is None:
            msg = f"{kind.__name__} is no act of the charter; see safetyframe.acts.ACTS"
            raise HostError(msg)
        return guard


def _expect_self(viewer: Viewer, by: By) -> None:
    if viewer.person not in {by.person, by.recorded_by}:
        raise HostError("an answer is shown to whoever asked, or wrote the act down for them")


def _check_as_of(t: Trajectory, as_of: datetime) -> None:
    if not is_aware(as_of):
        msg = "as_of has no offset from UTC: give an aware datetime"
        raise HostError(msg)
    if t.known_at is not None and utc(as_of) < t.known_at:
        msg = (
            "as_of lies before the last record of this trajectory: fold the records that were "
            "written down by then, and ask that"
        )
        raise NeedsHistoryError(msg)

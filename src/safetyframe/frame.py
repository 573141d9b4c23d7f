"""Frame: a law and a store together, what most embedders hold."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import takewhile
from types import TracebackType
from typing import Final, Self, TypeVar
from zoneinfo import ZoneInfo

from safetyframe import program
from safetyframe.acts import Act
from safetyframe.errors import (
    HostError,
    PluginError,
    SafetyframeError,
    UnsupportedError,
    VersionConflictError,
)
from safetyframe.findings import Relation
from safetyframe.folding import fold
from safetyframe.law import Law
from safetyframe.notice import DeliveryState, Undelivered
from safetyframe.outcome import Findings, Outcome, Possibilities
from safetyframe.packs import Pack
from safetyframe.plugins import load
from safetyframe.ports import Outbox, Store
from safetyframe.program import (
    Answer,
    Append,
    Done,
    Effect,
    ErasedTexts,
    Find,
    Finish,
    Steps,
)
from safetyframe.record import Record
from safetyframe.roles import By
from safetyframe.trajectory import DEFAULT_ZONE, Trajectory
from safetyframe.values import ActId, Body, TrajectoryId, is_aware, is_reference
from safetyframe.views import View, Viewer

__all__ = ["Frame"]

#: How many trajectories a frame remembers. What is forgotten is folded again when it is asked for.
_REMEMBERED: Final = 64

T = TypeVar("T")


class Frame:
    """Do acts, ask questions, under one law on one store. May be shared by threads.

    ``Frame.open("sqlite:///cases.db")`` is the usual way in; ``Frame(store)`` takes a store that
    the host made. `zone` is where the civil dates of new trajectories are reckoned; one that exists
    keeps its own. With `notify`, everyone who may know of a record gets a notice, kept with it for
    a relay to send; what has not arrived is among the findings. Closing the frame closes the store.
    """

    def __init__(
        self,
        store: Store,
        *,
        law: Law | None = None,
        zone: str = DEFAULT_ZONE,
        notify: bool = False,
    ) -> None:
        """Hold `store` and `law` (the charter's own, if None).

        Raises `HostError` for a bad zone, `UnsupportedError` for `notify` on a store without an
        outbox.
        """
        self._zone = _known_zone(zone)
        self._store = store
        self._outbox = _outbox_of(store) if notify else None
        self._law = Law() if law is None else law
        self._lock = threading.Lock()
        self._warm: OrderedDict[TrajectoryId, Trajectory] = OrderedDict()

    @classmethod
    def open(
        cls,
        url: str,
        *,
        law: Law | None = None,
        zone: str = DEFAULT_ZONE,
        plugins: Sequence[object] = (),
        rules: Sequence[str] = (),
        packs: Sequence[Pack] = (),
        notify: bool = False,
    ) -> Self:
        """Find the plugin for the scheme of `url`, open the store, and hold both.

        `plugins` are modules or objects to use beside the installed ones. `rules` names the plugins
        whose extra rules shall join the law: being installed is not enough, and one that is missing
        or broken is an error, since going on without its rules would be laxer than was asked for.
        `packs` join the law too; none is ever looked for.
        Raises `PluginError`, `HostError`, or what the store raises when it can't be opened.
        """
        _known_zone(zone)
        found = load(plugins)
        found.insist()
        extra = found.rules_of(rules)
        chosen = Law() if law is None else law
        if extra or packs:
            chosen = Law(
                policy=chosen.policy,
                extra_rules=(*chosen.extra_rules, *extra),
                packs=(*chosen.packs, *packs),
            )
        provider = found.store_for(url)
        try:
            opened = provider.open(url)
        except SafetyframeError:
            raise
        except Exception as error:
            msg = f"store {provider.name!r} could not be opened: it raised {type(error).__name__}"
            raise PluginError(f"{msg}, which is no error of ours; ask its author") from error
        store = _checked(provider.name, opened)
        try:
            return cls(store, law=chosen, zone=zone, notify=notify)
        except UnsupportedError:
            store.close()
            raise

    @property
    def law(self) -> Law:
        """The law under which this frame decides."""
        return self._law

    @property
    def store(self) -> Store:
        """The store, for what a frame has no word for: its feed, say."""
        return self._store

    def do(self, trajectory: str, act: Act, *, bodies: Iterable[Body] = ()) -> Outcome:
        """Decide on `act` and put it on record if it is accepted, with the bodies of its texts.

        Doing it again is safe: it is given back as accepted, with the record as kept. Use `done` to
        tell the two apart. Raises what `safetyframe.program.do` and the store raise.
        """
        return self.done(trajectory, act, bodies=bodies).outcome

    def done(self, trajectory: str, act: Act, *, bodies: Iterable[Body] = ()) -> Done:
        """Do `act` like `do`, and say whether it was on record already."""
        notify = self._outbox is not None
        return self._run(
            program.do(self._law, TrajectoryId(trajectory), act, bodies, notify=notify)
        )

    def decide(self, trajectory: str, act: Act) -> Outcome:
        """Say what `do` would answer now. Nothing is written."""
        return self._run(program.ask(self._law, TrajectoryId(trajectory), act)).outcome

    def trajectory(self, trajectory: str, *, at: datetime | None = None) -> Trajectory:
        """Give a trajectory as it is, or as it had been written down by `at`.

        One that nobody has heard of is given as one in which nothing has happened yet. Raises
        `HostError` for an `at` without an offset.
        """
        name = _reference(trajectory)
        if at is not None and not is_aware(at):
            raise HostError("`at` has no offset from UTC: give an aware datetime")
        now = self._load(name, fresh=True)
        if at is None or now.known_at is None or at >= now.known_at:
            return now
        start = Trajectory.start(name, zone=now.zone)
        # The log is in the order of putting on record, so what stands behind a later record was not
        # there yet either, whatever moment it names.
        written = takewhile(lambda r: r.recorded_at <= at, self._store.read(name))
        return fold(written, start)

    def records(self, trajectory: str) -> Sequence[Record]:
        """Give every record of a trajectory, in order."""
        return self._store.read(_reference(trajectory))

    def findings(
        self,
        trajectory: str,
        at: datetime,
        *,
        linked: Iterable[str] = (),
        related: Iterable[Relation] = (),
    ) -> Findings:
        """Give everything to look at, at `at`: open duties and advisories. History is folded.

        `linked` names trajectories of the same family, and `related` says who is related to whom.
        """
        beside = tuple([self.trajectory(one, at=at) for one in linked])
        now = self.trajectory(trajectory, at=at)
        lost = self._undelivered(now)
        return self._law.findings(now, at, linked=beside, related=related, undelivered=lost)

    def may(self, trajectory: str, by: By) -> Possibilities:
        """Say for every kind of act whether `by` could do it now."""
        return self._law.what_can(self.trajectory(trajectory), by)

    # What can be shown. Each is as it had been written down by the moment of whoever looks.

    def show(self, trajectory: str, viewer: Viewer) -> View[Trajectory]:
        """Give a trajectory as `viewer` may know it; what they may not see is absent (X13)."""
        return self._law.show(self.trajectory(trajectory, at=viewer.at), viewer)

    def records_for(self, trajectory: str, viewer: Viewer) -> View[tuple[Record, ...]]:
        """Give the records that `viewer` may know of, as they may, counted from 1."""
        then = self.trajectory(trajectory, at=viewer.at)
        written = takewhile(lambda r: r.seq <= then.seq, self._store.read(then.id))
        return self._law.show(tuple(written), viewer, then)

    def findings_for(self, trajectory: str, viewer: Viewer) -> View[Findings]:
        """Give what there is to look at, found in what `viewer` may know."""
        then = self.trajectory(trajectory, at=viewer.at)
        found = self._law.findings(then, viewer.at)
        return self._law.show(found, viewer, then, undelivered=self._undelivered(then))

    def may_for(self, trajectory: str, by: By) -> View[Possibilities]:
        """Say to `by` themself what they could do at the moment named, and why not."""
        then = self.trajectory(trajectory, at=by.at)
        return self._law.show(self._law.what_can(then, by), Viewer.of(by), then)

    def body(self, trajectory: str, text: str) -> Body | None:
        """Give the body of a text; None when it was never kept or has been erased."""
        return self._store.body(_reference(trajectory), text)

    def finish_erasing(self, trajectory: str, act: str) -> ErasedTexts:
        """Finish what an act of erasing left pending, and say of each text how it ended.

        Words are erased by doing `safetyframe.acts.Erase`; a long reader of the file may keep
        traces of them there (`ErasedState.PENDING`). Raises `HostError` where there is no such act.
        """
        return self._run(program.finish_erasing(_reference(trajectory), ActId(act)))

    def close(self) -> None:
        """Close the store and forget what was remembered."""
        with self._lock:
            self._warm.clear()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self, steps: Steps[T]) -> T:
        """Drive a program: perform its effects one after another."""
        answer: Answer = None
        while True:
            try:
                effect = steps.send(answer)
            except StopIteration as end:
                result: T = end.value
                return result
            answer = self._perform(effect)

    def _perform(self, effect: Effect) -> Answer:
        if isinstance(effect, Append):
            accepted = effect.accepted
            try:
                appended = self._store.append(
                    effect.trajectory,
                    accepted.record,
                    expected=effect.expected,
                    zone=accepted.trajectory.zone,
                    bodies=effect.bodies,
                    erase=effect.erase,
                    notices=effect.notices,
                )
            except VersionConflictError as lost:
                return lost
            if not appended.already:
                self._remember(accepted.trajectory)
            return appended
        if isinstance(effect, Find):
            return self._store.find(effect.trajectory, effect.act)
        if isinstance(effect, Finish):
            name = effect.trajectory
            return tuple((text, self._store.erase_body(name, text)) for text in effect.texts)
        return self._load(effect.trajectory, fresh=effect.fresh)

    def _undelivered(self, then: Trajectory) -> tuple[Undelivered, ...]:
        """Give the notices of records up to `then` that have not reached whom they are for."""
        if self._outbox is None:
            return ()
        states = (DeliveryState.WAITING, DeliveryState.FAILED)
        found = (
            (one, self._store.find(then.id, one.notice.act))
            for one in self._outbox.deliveries(then.id, states=states)
        )
        return tuple(
            Undelivered(
                record=record,
                recipient=one.notice.recipient,
                failed=one.state is DeliveryState.FAILED,
            )
            for one, record in found
            if record is not None and record.seq <= then.seq
        )

    def _load(self, name: TrajectoryId, *, fresh: bool) -> Trajectory:
        """Give a trajectory: remembered, brought up to date, or folded from its first record."""
        with self._lock:
            known = self._warm.get(name)
            if known is not None:
                self._warm.move_to_end(name)
        if known is not None and not fresh:
            return known
        head = self._store.head(name)
        if head is None:
            return Trajectory.start(name, zone=self._zone)
        if known is None or known.seq > head.version or known.zone != head.zone:
            # The last two: the file was replaced under our feet, by an older copy perhaps.
            with self._lock:
                self._warm.pop(name, None)
            known = Trajectory.start(name, zone=head.zone)
        if known.seq < head.version:
            known = fold(self._store.read(name, after=known.seq), known)
            self._remember(known)
        return known

    def _remember(self, trajectory: Trajectory) -> None:
        with self._lock:
            other = self._warm.get(trajectory.id)
            if other is None or other.seq < trajectory.seq:  # another thread may have seen more
                self._warm[trajectory.id] = trajectory
            self._warm.move_to_end(trajectory.id)
            while len(self._warm) > _REMEMBERED:
                self._warm.popitem(last=False)


def _checked(name: str, opened: object) -> Store:
    if isinstance(opened, Store):
        return opened
    lacking = f"store {name!r} opened a {type(opened).__name__}, which lacks methods of a store"
    raise PluginError(f"{lacking}; ask its author to look at safetyframe.ports.Store")


def _outbox_of(store: Store) -> Outbox:
    if not isinstance(store, Outbox):
        name = type(store).__name__
        msg = f"{name} keeps no notices: open the frame without `notify`, or on another store"
        raise UnsupportedError(msg)
    return store


def _reference(trajectory: str) -> TrajectoryId:
    if not is_reference(trajectory):
        raise HostError(
            "a trajectory's id is an opaque reference: 1 to 128 letters, digits and ._:/@+-#"
        )
    return TrajectoryId(trajectory)


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError, TypeError) as error:
        msg = f"zone {zone!r} is not known here: give an IANA name such as {DEFAULT_ZONE!r}"
        raise HostError(msg) from error
    return zone

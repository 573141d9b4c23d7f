"""Frame: a law and a store together, what most embedders hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar, cast

from safetyframe import program
from safetyframe.acts import Act
from safetyframe.errors import HostError, PluginError, UnsupportedError, VersionConflictError
from safetyframe.findings import Relation
from safetyframe.law import Law
from safetyframe.opening import choose, keeps_notices, known_zone
from safetyframe.outcome import Findings, Outcome, Possibilities
from safetyframe.packs import Pack
from safetyframe.ports import Joins, Outbox, Store, is_async, is_joined
from safetyframe.program import Done, ErasedTexts, Memory, Steps, asking, perform
from safetyframe.record import Record
from safetyframe.roles import By
from safetyframe.trajectory import DEFAULT_ZONE, Trajectory
from safetyframe.values import ActId, Body, TrajectoryId
from safetyframe.views import View, Viewer

__all__ = ["Frame"]

T = TypeVar("T")


class Frame:
    """Do acts, ask questions, under one law on one store. May be shared by threads.

    ``Frame.open("sqlite:///cases.db")`` is the usual way in; ``Frame(store)`` takes a store that
    the host made. `zone` is where the civil dates of new trajectories are reckoned; one that exists
    keeps its own. With `notify`, everyone who may know of a record gets a notice, kept with it for
    a relay to send; what has not arrived is among the findings. Closing the frame closes the store.
    On an event loop, use `AsyncFrame`, which has the same methods.
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

        Raises `HostError` for a bad zone or a store whose methods are coroutines,
        `UnsupportedError` for `notify` on a store without an outbox.
        """
        self._memory = Memory(known_zone(zone))
        if is_async(store):
            raise HostError("this store is awaited on an event loop: give it to AsyncFrame")
        self._store = store
        self._notify = keeps_notices(store, Outbox, notify=notify)
        self._law = Law() if law is None else law

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
        known_zone(zone)
        chosen = choose(url, law=law, plugins=plugins, rules=rules, packs=packs)
        opened = chosen.open()
        if is_async(opened):
            which = f"store {chosen.provider.name!r} works on an event loop"
            raise PluginError(f"{which}: open it with AsyncFrame.open")
        store = cast("Store", opened)
        try:
            return cls(store, law=chosen.law, zone=zone, notify=notify)
        except UnsupportedError:
            store.close()
            raise

    def within(self, transaction: object) -> Self:
        """Give a frame for one transaction that the host has begun, and ends; it remembers nothing.

        `transaction` is what the store's `safetyframe.ports.Joins.within` takes. Closing the frame
        that is given back closes nothing else. Raises `UnsupportedError` where the store joins
        none, and what it raises for a transaction that can't be joined.
        """
        if not isinstance(self._store, Joins):
            raise UnsupportedError("this store joins no transaction of a host's")
        inner = self._store.within(transaction)
        return type(self)(inner, law=self._law, zone=self._memory.zone, notify=self._notify)

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
        name = TrajectoryId(trajectory)
        return self._run(program.do(self._law, name, act, bodies, notify=self._notify))

    def decide(self, trajectory: str, act: Act) -> Outcome:
        """Say what `do` would answer now. Nothing is written."""
        return self._run(program.ask(self._law, TrajectoryId(trajectory), act)).outcome

    def trajectory(self, trajectory: str, *, at: datetime | None = None) -> Trajectory:
        """Give a trajectory as it is, or as it had been written down by `at`.

        One that nobody has heard of is given as one in which nothing has happened yet. Raises
        `HostError` for an `at` without an offset.
        """
        return self._run(asking.trajectory(trajectory, at))

    def records(self, trajectory: str) -> Sequence[Record]:
        """Give every record of a trajectory, in order."""
        return self._run(asking.records(trajectory))

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
        return self._run(
            asking.findings(
                self._law, trajectory, at, linked=linked, related=related, notify=self._notify
            )
        )

    def may(self, trajectory: str, by: By) -> Possibilities:
        """Say for every kind of act whether `by` could do it now."""
        return self._run(asking.may(self._law, trajectory, by))

    # What can be shown. Each is as it had been written down by the moment of whoever looks.

    def show(self, trajectory: str, viewer: Viewer) -> View[Trajectory]:
        """Give a trajectory as `viewer` may know it; what they may not see is absent (X13)."""
        return self._run(asking.show(self._law, trajectory, viewer))

    def records_for(self, trajectory: str, viewer: Viewer) -> View[tuple[Record, ...]]:
        """Give the records that `viewer` may know of, as they may, counted from 1."""
        return self._run(asking.records_for(self._law, trajectory, viewer))

    def findings_for(self, trajectory: str, viewer: Viewer) -> View[Findings]:
        """Give what there is to look at, found in what `viewer` may know."""
        return self._run(asking.findings_for(self._law, trajectory, viewer, notify=self._notify))

    def may_for(self, trajectory: str, by: By) -> View[Possibilities]:
        """Say to `by` themself what they could do at the moment named, and why not."""
        return self._run(asking.may_for(self._law, trajectory, by))

    def body(self, trajectory: str, text: str) -> Body | None:
        """Give the body of a text; None when it was never kept or has been erased."""
        return self._run(asking.body(trajectory, text))

    def finish_erasing(self, trajectory: str, act: str) -> ErasedTexts:
        """Finish what an act of erasing left pending, and say of each text how it ended.

        Words are erased by doing `safetyframe.acts.Erase`; a long reader of the file may keep
        traces of them there (`ErasedState.PENDING`). Raises `HostError` where there is no such act.
        """
        return self._run(program.finish_erasing(TrajectoryId(trajectory), ActId(act)))

    def close(self) -> None:
        """Close the store and forget what was remembered."""
        self._memory.forget()
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
        """Drive a program: make its calls one after another."""
        calls = self._memory.running(steps, joined=is_joined(self._store))
        answer: object = None
        while True:
            try:
                call = calls.send(answer)
            except StopIteration as end:
                result: T = end.value
                return result
            try:
                answer = perform(self._store, call)
            except VersionConflictError as lost:
                answer = lost

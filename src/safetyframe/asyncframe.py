"""AsyncFrame: what a Frame is, for whoever works on an event loop."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar, cast

from safetyframe import program
from safetyframe.acts import Act
from safetyframe.errors import HostError, UnsupportedError, VersionConflictError
from safetyframe.findings import Relation
from safetyframe.law import Law
from safetyframe.opening import Chosen, choose, keeps_notices, known_zone
from safetyframe.outcome import Findings, Outcome, Possibilities
from safetyframe.packs import Pack
from safetyframe.ports import AsyncOutbox, AsyncStore, Store, is_async, is_joined
from safetyframe.program import Done, ErasedTexts, Memory, Steps, asking, perform
from safetyframe.record import Record
from safetyframe.roles import By
from safetyframe.threads import begin, ended, in_threads
from safetyframe.trajectory import DEFAULT_ZONE, Trajectory
from safetyframe.values import ActId, Body, TrajectoryId
from safetyframe.views import View, Viewer

__all__ = ["AsyncFrame"]

T = TypeVar("T")


class AsyncFrame:
    """Do acts, ask questions, under one law on one store. May be shared by tasks.

    ``await AsyncFrame.open("sqlite:///cases.db")`` is the usual way in; ``AsyncFrame(store)`` takes
    an `AsyncStore` that the host made, which may be ``in_threads(store)``. The methods are those of
    `Frame`, awaited. A task that is cancelled leaves no half: what it was about to do was done or
    was not, and doing it again is safe. Deciding and folding happen on the loop, and are short. It
    has no `within`: a transaction of the host's and its acts go to one thread, with a `Frame`.
    """

    def __init__(
        self,
        store: AsyncStore,
        *,
        law: Law | None = None,
        zone: str = DEFAULT_ZONE,
        notify: bool = False,
    ) -> None:
        """Hold `store` and `law` (the charter's own, if None).

        Raises `HostError` for a bad zone or a store whose methods are no coroutines,
        `UnsupportedError` for `notify` on a store without an outbox.
        """
        self._memory = Memory(known_zone(zone))
        if not is_async(store):
            raise HostError("this store would block the event loop: give in_threads(store)")
        self._store = store
        self._notify = keeps_notices(store, AsyncOutbox, notify=notify)
        self._law = Law() if law is None else law

    @classmethod
    async def open(
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

        def work() -> tuple[Chosen, Store | AsyncStore]:
            chosen = choose(url, law=law, plugins=plugins, rules=rules, packs=packs)
            return chosen, chosen.open()

        # Plugins are read from a disk and stores are connected to: neither on the loop.
        opener = ThreadPoolExecutor(1, thread_name_prefix="safetyframe-open")
        opening = begin(opener, work)
        opener.shutdown(wait=False)
        chosen, opened = await ended(opening, orphaned=lambda late: _let_go(late[1]))
        store = opened if is_async(opened) else in_threads(cast("Store", opened))
        try:
            return cls(store, law=chosen.law, zone=zone, notify=notify)
        except UnsupportedError:
            await store.close()
            raise

    @property
    def law(self) -> Law:
        """The law under which this frame decides."""
        return self._law

    @property
    def store(self) -> AsyncStore:
        """The store, for what a frame has no word for: its feed, say."""
        return self._store

    async def do(self, trajectory: str, act: Act, *, bodies: Iterable[Body] = ()) -> Outcome:
        """Decide on `act` and put it on record if it is accepted, with the bodies of its texts.

        Doing it again is safe: it is given back as accepted, with the record as kept. Use `done` to
        tell the two apart. Raises what `safetyframe.program.do` and the store raise.
        """
        return (await self.done(trajectory, act, bodies=bodies)).outcome

    async def done(self, trajectory: str, act: Act, *, bodies: Iterable[Body] = ()) -> Done:
        """Do `act` like `do`, and say whether it was on record already."""
        name = TrajectoryId(trajectory)
        return await self._run(program.do(self._law, name, act, bodies, notify=self._notify))

    async def decide(self, trajectory: str, act: Act) -> Outcome:
        """Say what `do` would answer now. Nothing is written."""
        return (await self._run(program.ask(self._law, TrajectoryId(trajectory), act))).outcome

    async def trajectory(self, trajectory: str, *, at: datetime | None = None) -> Trajectory:
        """Give a trajectory as it is, or as it had been written down by `at`.

        One that nobody has heard of is given as one in which nothing has happened yet. Raises
        `HostError` for an `at` without an offset.
        """
        return await self._run(asking.trajectory(trajectory, at))

    async def records(self, trajectory: str) -> Sequence[Record]:
        """Give every record of a trajectory, in order."""
        return await self._run(asking.records(trajectory))

    async def findings(
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
        return await self._run(
            asking.findings(
                self._law, trajectory, at, linked=linked, related=related, notify=self._notify
            )
        )

    async def may(self, trajectory: str, by: By) -> Possibilities:
        """Say for every kind of act whether `by` could do it now."""
        return await self._run(asking.may(self._law, trajectory, by))

    # What can be shown. Each is as it had been written down by the moment of whoever looks.

    async def show(self, trajectory: str, viewer: Viewer) -> View[Trajectory]:
        """Give a trajectory as `viewer` may know it; what they may not see is absent (X13)."""
        return await self._run(asking.show(self._law, trajectory, viewer))

    async def records_for(self, trajectory: str, viewer: Viewer) -> View[tuple[Record, ...]]:
        """Give the records that `viewer` may know of, as they may, counted from 1."""
        return await self._run(asking.records_for(self._law, trajectory, viewer))

    async def findings_for(self, trajectory: str, viewer: Viewer) -> View[Findings]:
        """Give what there is to look at, found in what `viewer` may know."""
        return await self._run(
            asking.findings_for(self._law, trajectory, viewer, notify=self._notify)
        )

    async def may_for(self, trajectory: str, by: By) -> View[Possibilities]:
        """Say to `by` themself what they could do at the moment named, and why not."""
        return await self._run(asking.may_for(self._law, trajectory, by))

    async def body(self, trajectory: str, text: str) -> Body | None:
        """Give the body of a text; None when it was never kept or has been erased."""
        return await self._run(asking.body(trajectory, text))

    async def finish_erasing(self, trajectory: str, act: str) -> ErasedTexts:
        """Finish what an act of erasing left pending, and say of each text how it ended.

        Words are erased by doing `safetyframe.acts.Erase`; a long reader of the file may keep
        traces of them there (`ErasedState.PENDING`). Raises `HostError` where there is no such act.
        """
        return await self._run(program.finish_erasing(TrajectoryId(trajectory), ActId(act)))

    async def close(self) -> None:
        """Close the store and forget what was remembered."""
        self._memory.forget()
        await self._store.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def _run(self, steps: Steps[T]) -> T:
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
                answer = await cast("Awaitable[object]", perform(self._store, call))
            except VersionConflictError as lost:
                answer = lost


def _let_go(store: Store | AsyncStore) -> None:
    if not is_async(store):  # one with coroutines has not connected yet
        cast("Store", store).close()

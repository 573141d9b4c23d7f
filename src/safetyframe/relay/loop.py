"""The loop: claim, send in order, settle. Time, chance and sleep are handed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from attrs import evolve, frozen

from safetyframe.errors import MessengerError, StoreError, UndeliverableError
from safetyframe.notice import DeliveryState
from safetyframe.ports import Claimed, Message, Messenger, Outbox, Settled
from safetyframe.relay.counting import Counts
from safetyframe.relay.pace import Pace
from safetyframe.relay.saying import kind_of, what_stands_in_the_way
from safetyframe.values import TrajectoryId, utc

__all__ = ["Relay", "World"]

_WAITING, _SENT, _FAILED = DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.FAILED

# Codes for `Settled.reason`. What a messenger says in words may name an address.
_UNDELIVERABLE: Final = "undeliverable"
_NOT_TAKEN: Final = "not-taken"
_BROKEN: Final = "messenger-broken"
_GIVEN_UP: Final = "given-up"


@frozen(kw_only=True)
class World:
    """What the loop takes from the world.

    `now` is the civil clock, by which holds are agreed on with other workers; `seconds` one that
    never goes back. `pause` waits so many seconds, or less when there is something else to do.
    `chance` gives a number from 0 up to 1.
    """

    now: Callable[[], datetime]
    seconds: Callable[[], float]
    pause: Callable[[float], None]
    chance: Callable[[], float]


class Relay:
    """Carries notices from `outbox` to `messenger` under the name `worker`.

    No two that run at once may have the same name: whoever claims under a name takes over what is
    held under it. `source` names the sending system in every message. Not to be shared by threads,
    but for `stop`.
    """

    def __init__(
        self,
        outbox: Outbox,
        messenger: Messenger,
        *,
        worker: str,
        world: World,
        pace: Pace | None = None,
        source: str = "safetyframe",
    ) -> None:
        """Begin with nothing claimed."""
        self._outbox = outbox
        self._messenger = messenger
        self._worker = worker
        self._world = world
        self._pace = Pace() if pace is None else pace
        self._source = source
        self._counts = Counts()
        self._left: dict[str, Claimed] = {}  # what this relay met and could not get rid of
        self._why = ""
        self._trouble: Callable[[str], None] | None = None
        self._stopping = False

    def stop(self) -> None:
        """Stop after the notice in hand. May be called from anywhere, a signal handler too."""
        self._stopping = True

    def run(
        self,
        *,
        once: bool = False,
        after: Callable[[], None] | None = None,
        trouble: Callable[[str], None] | None = None,
    ) -> Counts:
        """Go on until told to stop or, with `once`, until nothing can be sent now.

        `after` is called after every round. What stands in the way is told to `trouble`, without
        secrets, once as long as it stays the same; and when it is over, an empty text. An outbox
        that can't be used is tried again later; with `once` the `StoreError` is raised.
        """
        self._trouble = trouble
        failures = 0
        while not self._stopping:
            try:
                tried = self.round()
                if failures:
                    self._hindered(None)
                failures = 0
            except StoreError as error:
                if once:
                    raise
                failures += 1
                self._counts = evolve(self._counts, troubles=self._counts.troubles + 1)
                self._hindered(error)
                self._pause(self._pace.wait(failures, self._world.chance()))
                continue
            if after is not None:
                after()
            if not tried:
                if once:
                    break
                self._pause(self._pace.idle)
        return self._counts

    def round(self) -> int:
        """Claim once, send what was claimed in order, settle; say how many were tried.

        What was sent is settled even when an error ends the round, so that little is sent twice.
        """
        pace, world = self._pace, self._world
        began, mark = utc(world.now()), world.seconds()
        claimed = self._outbox.claim(
            self._worker, now=began, until=began + pace.hold, limit=pace.batch
        )
        self._left.update((one.notice.id, one) for one in claimed)
        done: list[Settled] = []
        behind: set[TrajectoryId] = set()
        try:
            for one in claimed:
                name = one.notice.trajectory
                if self._stopping or name in behind or self._late(began, mark):
                    # Nothing is sent past one that was not: order is kept within a trajectory.
                    behind.add(name)
                    done.append(self._settled(one, _WAITING, tried=False))
                    continue
                done.append(self._send(one))
                if done[-1].state is _WAITING:
                    behind.add(name)
        finally:
            if claimed:
                self._settle(done)
        return sum(one.tried for one in done)

    def measure(self) -> Counts:
        """Give what was done, and look how the outbox stands now. Raises `StoreError`."""
        backlog = self._outbox.backlog()
        self._counts = evolve(
            self._counts,
            waiting=backlog[_WAITING],
            dead=backlog[_FAILED],
            lag=self._lag(backlog[_WAITING]),
        )
        return self._counts

    def _send(self, one: Claimed) -> Settled:
        message = Message(
            notice=one.notice, attempt=one.attempt, since=one.since, source=self._source
        )
        try:
            self._messenger.send(message)
        except UndeliverableError as error:
            self._hindered(error)
            return self._settled(one, _FAILED, reason=_UNDELIVERABLE)
        except MessengerError as error:
            self._hindered(error)
            return self._again(one, _NOT_TAKEN, _seconds(getattr(error, "retry_after", None)))
        except Exception as error:  # noqa: BLE001 -- an adapter's fault loses no notice and stops no other
            self._hindered(error)
            return self._again(one, _BROKEN)
        if one.attempt > 1:  # others may go through all the time, past one that does not
            self._hindered(None)
        return self._settled(one, _SENT)

    def _hindered(self, error: Exception | None) -> None:
        """Note what stands in the way, or that nothing does, and tell of it where it changed."""
        why = "" if error is None else what_stands_in_the_way(error)
        if why == self._why:
            return
        self._why = why
        self._counts = evolve(self._counts, why="" if error is None else kind_of(error))
        if self._trouble is not None:
            self._trouble(why)

    def _again(self, one: Claimed, reason: str, asked: float | None = None) -> Settled:
        if one.attempt >= self._pace.tries:
            return self._settled(one, _FAILED, reason=_GIVEN_UP)
        wait = self._pace.wait(one.attempt, self._world.chance(), asked)
        return self._settled(one, _WAITING, reason=reason, wait=wait)

    def _settled(
        self,
        one: Claimed,
        state: DeliveryState,
        *,
        reason: str = "",
        wait: timedelta | None = None,
        tried: bool = True,
    ) -> Settled:
        now = utc(self._world.now())
        return Settled(
            notice=one.notice.id,
            state=state,
            at=now,
            retry_at=None if wait is None else now + wait,
            reason=reason,
            tried=tried,
        )

    def _settle(self, done: list[Settled]) -> None:
        """Write down what became of a batch, and count what was; the rest is another's now."""
        attempts = {name: one.attempt for name, one in self._left.items()}
        kept = set(self._outbox.settle(self._worker, done))
        counts = self._counts
        for one in done:
            if one.state is _SENT:  # it went out, whoever settles it
                again = attempts[one.notice] > 1
                counts = evolve(counts, sent=counts.sent + 1, duplicates=counts.duplicates + again)
            elif one.notice in kept and one.state is _FAILED:
                counts = evolve(counts, failed=counts.failed + 1)
            elif one.notice in kept and one.tried:
                counts = evolve(counts, retried=counts.retried + 1)
            if one.state is not _WAITING or one.notice not in kept:
                self._left.pop(one.notice, None)
        self._counts = counts

    def _late(self, began: datetime, mark: float) -> bool:
        """Say whether the half of the hold in which sending may begin is over.

        By both clocks: one stands still while a machine sleeps, and the other may be set back.
        """
        half = self._pace.hold / 2
        world = self._world
        return world.seconds() - mark > half.total_seconds() or utc(world.now()) > began + half

    def _lag(self, waiting: int) -> timedelta | None:
        """Say how old the oldest is of those that wait and were met here."""
        if not waiting:
            self._left.clear()
            return timedelta()
        for name, one in sorted(self._left.items(), key=lambda item: item[1].since):
            held = self._outbox.deliveries(one.notice.trajectory, states=(_WAITING,))
            if any(delivery.notice.id == name for delivery in held):
                return max(utc(self._world.now()) - one.since, timedelta())
            del self._left[name]  # another relay got it through
        return None

    def _pause(self, wait: timedelta) -> None:
        if not self._stopping:
            self._world.pause(wait.total_seconds())


def _seconds(asked: object) -> float | None:
    """Read what a vendor's error asks for; what is no number asks for nothing."""
    if isinstance(asked, bool) or not isinstance(asked, int | float):
        return None
    try:
        return float(asked)
    except OverflowError:
        return None

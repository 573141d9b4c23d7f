"""What is an AsyncFrame's alone: threads, cancellation, closing, and stores that are coroutines."""

import asyncio
import contextvars
import inspect
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from safetyframe import AsyncFrame, Delivery, DeliveryState, Frame, in_threads, threads
from safetyframe.errors import AdapterError, HostError, PluginError, StoreError, UnsupportedError
from safetyframe.outcome import Accepted
from safetyframe.plugins import Provides, StoreProvider, hookimpl
from safetyframe.ports import AsyncStore, Store, is_async
from safetyframe_plugins import memory
from safetyframe_plugins.memory import MemoryStore
from tests.adapters.making import NOON, T1, T2, body, record, voice
from tests.support.story import wat_established

WHO = contextvars.ContextVar("WHO", default="nobody")


def methods(kind: type) -> dict[str, Any]:
    return {n: m for n, m in vars(kind).items() if callable(m) and not n.startswith("_")}


def test_both_frames_have_the_same_methods_and_say_the_same_of_them():
    one, other = methods(Frame), methods(AsyncFrame)
    del one["within"]  # no port says yet how an AsyncStore joins a transaction
    assert list(one) == list(other)
    for name, method in one.items():
        twin = other[name]
        assert inspect.iscoroutinefunction(twin), name
        assert inspect.signature(method) == inspect.signature(twin), name
        assert method.__doc__ == twin.__doc__, name
    assert inspect.signature(Frame.open) == inspect.signature(AsyncFrame.open)
    assert Frame.open.__doc__ == AsyncFrame.open.__doc__
    for name in ("law", "store"):
        assert getattr(Frame, name).__doc__ == getattr(AsyncFrame, name).__doc__


class Slow(MemoryStore):
    """Stands still in `append` until it is let go, and remembers who was at work."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = threading.Event(), threading.Event()
        self.now = self.most = self.appends = self.closes = 0
        self.who: list[str] = []
        self.counting = threading.Lock()

    def append(self, *args: Any, **named: Any) -> Any:
        with self.counting:
            self.appends += 1
            self.now += 1
            self.most = max(self.now, self.most)
            self.who.append(WHO.get())
        self.begun.set()
        assert self.go.wait(30)
        try:
            return super().append(*args, **named)
        finally:
            with self.counting:
                self.now -= 1

    def close(self) -> None:
        assert self.now == 0, "closed under somebody's hands"
        self.closes += 1
        super().close()


async def until(holds: Callable[[], object]) -> None:
    while not holds():  # noqa: ASYNC110 -- what is waited for happens in a thread
        await asyncio.sleep(0.001)


async def stopped(task: asyncio.Task[Any]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0)  # where a call in line is taken out of it


def test_an_append_that_had_begun_ends_whole_and_doing_it_again_is_safe():
    async def main() -> None:
        store = Slow()
        async with AsyncFrame(in_threads(store)) as frame:
            words = body("w")
            act = voice("a", words.text)
            doing = asyncio.create_task(frame.do(T1, act, bodies=[words]))
            await until(store.begun.is_set)
            await stopped(doing)
            assert store.head(T1) is None  # still at it
            store.go.set()
            done = await frame.done(T1, act, bodies=[words])
            assert (done.already, isinstance(done.outcome, Accepted)) == (True, True)
            assert len(await frame.records(T1)) == 1
            assert await frame.body(T1, "w") == words

    asyncio.run(main())


def test_an_append_that_had_not_begun_never_begins():
    async def main() -> None:
        store = Slow()
        async with AsyncFrame(in_threads(store, threads=1)) as frame:
            first = asyncio.create_task(frame.do(T1, voice("a")))
            await until(store.begun.is_set)
            second = asyncio.create_task(frame.do("t-2", voice("b")))
            line = frame.store._pool._work_queue  # type: ignore[attr-defined]
            await until(line.qsize)  # it asks for the head, and stands in line with that
            await stopped(second)
            store.go.set()
            assert isinstance(await first, Accepted)
            assert await frame.records("t-2") == ()
            assert store.appends == 1
            assert not (await frame.done("t-2", voice("b"))).already

    asyncio.run(main())


def test_a_call_in_line_that_nobody_waits_for_is_taken_out_of_it():
    async def main() -> None:
        store = Slow()
        given = in_threads(store, threads=1)
        first = asyncio.create_task(given.append(T1, record(1), expected=0))
        await until(store.begun.is_set)
        second = asyncio.create_task(given.append(T2, record(1), expected=0))
        await until(given._pool._work_queue.qsize)  # type: ignore[attr-defined]
        await stopped(second)
        store.go.set()
        await first
        await given.close()
        assert store.appends == 1

    asyncio.run(main())


def test_closing_that_nobody_waits_for_closes_all_the_same(monkeypatch: pytest.MonkeyPatch):
    gate = threading.Event()

    class Late(ThreadPoolExecutor):
        def __init__(self, threads: int, **named: Any) -> None:
            super().__init__(threads, initializer=gate.wait, initargs=(30,), **named)

    async def main() -> None:
        store = Slow()
        given = in_threads(store)
        monkeypatch.setattr(threads, "ThreadPoolExecutor", Late)
        closing = asyncio.create_task(given.close())
        await asyncio.sleep(0)  # its thread is there, and has not begun
        await stopped(closing)
        gate.set()
        await until(lambda: store.closes)

    asyncio.run(asyncio.wait_for(main(), 30))


def test_no_more_threads_than_were_asked_for():
    async def main() -> None:
        store = Slow()
        given = in_threads(store, threads=3)
        tasks = [
            asyncio.create_task(given.append(f"t-{n}", record(1), expected=0))  # type: ignore[arg-type]
            for n in range(9)
        ]
        await until(lambda: store.now == 3)
        await asyncio.sleep(0.05)  # long enough for a fourth
        store.go.set()
        await asyncio.gather(*tasks)
        await given.close()
        assert (store.most, store.appends) == (3, 9)

    asyncio.run(main())


def test_closing_waits_for_what_has_begun_even_when_nobody_waits_for_closing():
    async def main() -> None:
        store = Slow()
        given = in_threads(store, threads=1)
        doing = asyncio.create_task(given.append(T1, record(1), expected=0))
        behind = asyncio.create_task(given.append(T1, record(2), expected=1))
        await until(store.begun.is_set)
        closing = asyncio.create_task(given.close())
        await asyncio.sleep(0.02)
        assert not closing.done()
        await stopped(closing)
        assert store.closes == 0
        store.go.set()
        assert [(await one).record.seq for one in (doing, behind)] == [1, 2]
        await given.close()
        assert store.closes == 2  # which a store takes twice
        with pytest.raises(StoreError, match="closed"):
            await given.head(T1)

    asyncio.run(main())


def test_each_call_sees_the_context_of_its_task():
    async def main() -> None:
        store = Slow()
        store.go.set()
        async with AsyncFrame(in_threads(store)) as frame:

            async def speak(name: str) -> None:
                WHO.set(name)
                await frame.do(f"t-{name}", voice(name))

            await asyncio.gather(*(asyncio.create_task(speak(name)) for name in "abcd"))
        assert sorted(store.who) == list("abcd")
        assert WHO.get() == "nobody"

    asyncio.run(main())


def test_one_store_in_threads_serves_two_loops():
    given = in_threads(MemoryStore())
    asyncio.run(given.append(T1, record(1), expected=0))
    assert asyncio.run(given.head(T1)).version == 1  # type: ignore[union-attr]
    asyncio.run(given.close())


def test_eight_tasks_speak_at_once_and_every_voice_lands(tmp_path: Path):
    async def main() -> None:
        async with await AsyncFrame.open(f"sqlite:///{tmp_path}/one.db") as frame:
            voices = [voice(f"{n}") for n in range(8)]
            outcomes = await asyncio.gather(*(frame.do(T1, one) for one in voices))
            assert all(isinstance(one, Accepted) for one in outcomes)
            records = await frame.records(T1)
            assert sorted(r.act.id for r in records) == [one.id for one in voices]

    asyncio.run(main())


# ------------------------------------------------------------------------- kinds of stores


class Native:
    """An `AsyncStore`, as a vendor with a driver for event loops would write one."""

    def __init__(self) -> None:
        inner = MemoryStore()
        self.inner, self.closed = inner, False

    async def append(self, *args: Any, **named: Any) -> Any:
        await asyncio.sleep(0)
        return self.inner.append(*args, **named)

    async def read(self, *args: Any, **named: Any) -> Any:
        return self.inner.read(*args, **named)

    async def head(self, trajectory: Any) -> Any:
        await asyncio.sleep(0)
        return self.inner.head(trajectory)

    async def find(self, *args: Any) -> Any:
        return self.inner.find(*args)

    async def trajectories(self) -> Any:
        return self.inner.trajectories()

    async def feed(self, **named: Any) -> Any:
        return self.inner.feed(**named)

    async def body(self, *args: Any) -> Any:
        return self.inner.body(*args)

    async def erase_body(self, *args: Any) -> Any:
        return self.inner.erase_body(*args)

    async def close(self) -> None:
        self.closed = True


class Mixed(Native):
    def head(self, trajectory: Any) -> Any:  # type: ignore[override]
        return self.inner.head(trajectory)


async def coroutine() -> MemoryStore:
    return MemoryStore()


def acme(opened: object) -> ModuleType:
    @hookimpl
    def safetyframe_provides() -> Provides:
        one = StoreProvider(
            name="acme",
            schemes=("acme",),
            open=lambda _: opened() if callable(opened) else opened,  # type: ignore[arg-type,return-value]
            capabilities=memory.CAPABILITIES,
        )
        return Provides(api=1, stores=(one,))

    module = ModuleType("acme")
    module.safetyframe_provides = safetyframe_provides  # type: ignore[attr-defined]
    return module


def test_a_store_of_coroutines_is_used_as_it_is_and_by_an_async_frame_only():
    async def main() -> None:
        store = Native()
        async with await AsyncFrame.open("acme://", plugins=(acme(store),)) as frame:
            assert frame.store is store
            await asyncio.gather(*(frame.do(T1, voice(f"{n}")) for n in range(8)))
            assert len(await frame.records(T1)) == 8
        assert store.closed

    asyncio.run(main())
    with pytest.raises(PluginError, match=r"'acme' works on an event loop: .*AsyncFrame\.open"):
        Frame.open("acme://", plugins=(acme(Native()),))
    with pytest.raises(HostError, match="AsyncFrame"):
        Frame(Native())  # type: ignore[arg-type]
    with pytest.raises(HostError, match="in_threads"):
        AsyncFrame(MemoryStore())  # type: ignore[arg-type]
    with pytest.raises(HostError, match="already"):
        in_threads(Native())  # type: ignore[arg-type]
    with pytest.raises(HostError, match="one of them"):
        in_threads(MemoryStore(), threads=0)


@pytest.mark.parametrize(
    ("opened", "why"),
    [
        (Mixed, r"coroutines \(append, read, .*\) and others"),
        (coroutine, "opened a coroutine, which lacks methods"),
        (object, "opened a object, which lacks methods"),
    ],
)
def test_what_is_neither_kind_is_the_plugins_fault(opened: object, why: str):
    with pytest.raises(PluginError, match=why):
        Frame.open("acme://", plugins=(acme(opened),))
    with pytest.raises(PluginError, match=why):
        asyncio.run(AsyncFrame.open("acme://", plugins=(acme(opened),)))


def test_opening_that_nobody_waits_for_leaves_no_store_open():
    async def main() -> None:
        begun, go = threading.Event(), threading.Event()
        store = Slow()

        def opening() -> Store:
            begun.set()
            assert go.wait(30)
            return store

        task = asyncio.create_task(AsyncFrame.open("acme://", plugins=(acme(opening),)))
        await until(begun.is_set)
        await stopped(task)
        go.set()
        await until(lambda: store.closes)

    asyncio.run(asyncio.wait_for(main(), 30))


def test_a_store_that_gives_nonsense_is_told_by_both():
    class Odd(MemoryStore):
        def head(self, trajectory: Any) -> Any:
            return 7

        def erase_body(self, trajectory: Any, text: str) -> Any:
            return "gone"

        def body(self, trajectory: Any, text: str) -> Any:
            return b"words"

        def read(self, trajectory: Any, *, after: int = 0) -> Any:
            return None

    calls: dict[str, Any] = {
        "Locate with int": lambda f: f.do(T1, voice("a")),
        "Fetch with bytes": lambda f: f.body(T1, "w"),
        "Read with NoneType": lambda f: f.records(T1),
    }
    for why, call in calls.items():
        with pytest.raises(AdapterError, match=why):
            call(Frame(Odd()))
        with pytest.raises(AdapterError, match=why):
            asyncio.run(call(AsyncFrame(in_threads(Odd()))))


# -------------------------------------------------------------------------------- notices


class Telling(MemoryStore):
    """Keeps notices and never sends them: what a frame reads of an outbox."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Any] = []

    def append(self, *args: Any, notices: Any = (), **named: Any) -> Any:
        self.kept.extend((one, named.get("expected")) for one in notices)
        return super().append(*args, **named)

    def deliveries(self, trajectory: Any, *, states: Any = DeliveryState) -> Any:
        assert tuple(states) == (DeliveryState.WAITING, DeliveryState.FAILED)
        return tuple(
            Delivery(notice=one, state=DeliveryState.FAILED, since=NOON)
            for one, _ in self.kept
            if one.trajectory == trajectory
        )

    def _other(self, *args: Any, **named: Any) -> Any:
        raise AssertionError("that is a relay's")

    claim = settle = report = backlog = failed = revive = _other


def test_with_notify_what_never_arrived_is_found_by_both():
    story = wat_established()
    later = story.now + timedelta(days=1)

    async def awaited(store: AsyncStore) -> Any:
        async with AsyncFrame(store, notify=True) as frame:
            for one in story.records:
                assert isinstance(await frame.do(T1, one.act), Accepted)
            return await frame.findings(T1, later)

    with Frame(Telling(), notify=True) as frame:
        for one in story.records:
            assert isinstance(frame.do(T1, one.act), Accepted)
        found = frame.findings(T1, later)
    assert asyncio.run(awaited(in_threads(Telling()))) == found
    with Frame(MemoryStore()) as plain:
        for one in story.records:
            plain.do(T1, one.act)
        assert {f.code for f in found} > {f.code for f in plain.findings(T1, later)}


class Plain(Slow):
    """Keeps no notices: it has not all that an outbox has."""

    deliveries = None  # type: ignore[assignment]


def test_without_an_outbox_notify_is_an_error_and_nothing_stays_open():
    store = Plain()
    with pytest.raises(UnsupportedError, match="keeps no notices"):
        asyncio.run(AsyncFrame.open("acme://", plugins=(acme(store),), notify=True))
    assert store.closes == 1
    with pytest.raises(UnsupportedError):
        AsyncFrame(Native(), notify=True)
    assert is_async(in_threads(store))


def test_a_pool_is_left_when_its_store_is():
    store = in_threads(MemoryStore(), threads=2)
    asyncio.run(store.head(T1))
    pool = store._pool  # type: ignore[attr-defined]
    assert isinstance(pool, ThreadPoolExecutor)
    asyncio.run(store.close())
    assert not any(thread.is_alive() for thread in pool._threads)

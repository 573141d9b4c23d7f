"""Other processes, dead processes, full disks and Ctrl-C: what the laws of stores do not try."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import pytest

from safetyframe.errors import StoreError
from safetyframe.notice import DeliveryState, Notice
from safetyframe.ports import ErasedState, FeedItem
from safetyframe.record import Record
from safetyframe.values import PersonId
from safetyframe_plugins import memory, sqlite
from safetyframe_plugins.memory import MemoryStore
from safetyframe_plugins.sqlite import SqliteStore
from tests.adapters.making import T1, body, fill, opened, raw, record

ROOT = Path(__file__).parents[2]


@contextmanager
def worker(*args: object) -> Iterator[subprocess.Popen[str]]:
    """Another interpreter."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.adapters.workers", *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def started(jobs: Sequence[Sequence[object]]) -> Iterator[list[subprocess.Popen[str]]]:
    """Several interpreters, each ready to begin when told to."""
    with ExitStack() as stack:
        crowd = [stack.enter_context(worker(*job)) for job in jobs]
        assert [line(one) for one in crowd] == ["ready"] * len(jobs)
        yield crowd


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go(processes: Sequence[subprocess.Popen[str]]) -> None:
    for one in processes:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()


@pytest.mark.deep  # S-VOICES-PROCESSES does the like in every run
def test_processes_speak_on_one_trajectory_and_every_voice_lands(tmp_path: Path):
    path, each = tmp_path / "one.db", 40
    with started([("voices", path, me, each) for me in "abc"]) as crowd:
        with opened(SqliteStore(path)) as store:
            go(crowd)
            seen: list[FeedItem] = []
            while len(seen) < 3 * each and any(p.poll() is None for p in crowd):
                seen.extend(store.feed(after=seen[-1].pos if seen else 0, limit=5))
        assert [line(p) for p in crowd] == ["done"] * 3
    with opened(SqliteStore(path)) as store:
        seen.extend(store.feed(after=seen[-1].pos))
        assert seen == list(store.feed())
        assert [i.record.seq for i in seen] == list(range(1, 3 * each + 1))
        spoken = {f"{me}-{n}" for me in "abc" for n in range(each)}
        assert {i.record.act.id for i in seen} == spoken
        assert all(store.body(T1, name) is not None for name in spoken)


def test_a_file_that_many_open_at_once_is_made_once(tmp_path: Path):
    # SQLite's locks are the same between threads with a connection each as between processes.
    many, wrong = 8, []

    def run(path: Path, start: threading.Barrier, stores: list[SqliteStore]) -> None:
        start.wait()
        try:
            stores.append(SqliteStore(path))
        except StoreError as error:
            wrong.append(error)

    for n in range(12):
        path, start, stores = tmp_path / f"{n}.db", threading.Barrier(many), []
        crowd = [threading.Thread(target=run, args=(path, start, stores)) for _ in range(many)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        assert wrong == []
        for seq, store in enumerate(stores, 1):
            store.append(T1, record(seq), expected=seq - 1)
        for store in stores:
            assert len(store.read(T1)) == many
            store.close()


@pytest.mark.deep  # S-KILLED does the like in every run
def test_an_eraser_that_is_killed_leaves_no_record_without_its_erasure(tmp_path: Path):
    path = tmp_path / "one.db"
    acknowledged = 0
    for more in (8, 21, 34):
        with worker("erasing", path) as eraser:
            for _ in range(more):
                acknowledged = int(line(eraser))
            eraser.kill()  # SIGKILL, perhaps between the commit and emptying the log
            eraser.wait()
        with opened(SqliteStore(path)) as store:
            records = store.read(T1)
            assert acknowledged <= len(records)
            for one in records:
                erased = one.seq % 2 == 0 or one.seq < len(records)
                name = one.seq - 1 if one.seq % 2 == 0 else one.seq
                assert (store.body(T1, f"x{name}") is None) is erased, one.seq
            last = records[-1] if len(records) % 2 == 0 else records[-2]
            again = store.append(T1, last, expected=0, erase=[f"x{last.seq - 1}"])
            assert again.already
            assert again.erased == ((f"x{last.seq - 1}", ErasedState.ERASED),)
            assert f"geheim {last.seq - 1} ".encode() not in raw(path)


def test_a_full_disk_writes_nothing_and_says_so(tmp_path: Path):
    path = tmp_path / "one.db"
    with opened(SqliteStore(path)) as store:
        fill(store, 3)
        limit = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {limit}")
        with pytest.raises(StoreError, match="no room left") as e:
            store.append(T1, record(4), expected=3, bodies=[body("x", "vol " * 20_000)])
        assert e.value.__cause__ is not None
        assert [r.seq for r in store.read(T1)] == [1, 2, 3]
        assert store.body(T1, "x") is None
        store._connection.execute("PRAGMA max_page_count = 100000")
        store.append(T1, record(4), expected=3, bodies=[body("x", "vol " * 20_000)])
    with opened(SqliteStore(path)) as store:
        assert [r.seq for r in store.read(T1)] == [1, 2, 3, 4]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")
def test_a_forked_process_is_told_to_open_the_file_itself(tmp_path: Path):
    script = f"""
import os, sys
from pathlib import Path
from safetyframe.errors import StoreError
from safetyframe_plugins.sqlite import SqliteStore
from tests.adapters.making import T1, fill, record
path = Path({os.fspath(tmp_path / "one.db")!r})
store = SqliteStore(path)
fill(store, 2)
store._lock.acquire()  # as another thread might, at the moment of the fork
if os.fork() == 0:
    try:
        store.append(T1, record(3), expected=2)
    except StoreError as error:
        store.close()
        own = SqliteStore(path)
        own.append(T1, record(3), expected=2)
        own.close()
        os._exit(0 if "forked" in str(error) else 1)
    os._exit(2)
_, status = os.wait()
store._lock.release()
assert store.head(T1).version == 3
store.append(T1, record(4), expected=3)
store.close()
sys.exit(os.waitstatus_to_exitcode(status))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, timeout=20)
    assert done.returncode == 0


def interrupting(at: int, files: tuple[str, ...], call: Callable[[], object]) -> bool:
    """Run `call` with a Ctrl-C at its step number `at` in `files`; say if it came."""
    count = 0

    def local(frame: FrameType, event: str, _: object) -> object:
        nonlocal count
        if event != "exception":  # lines and returns and, where this Python tells them, opcodes
            count += 1
            if count == at:
                raise KeyboardInterrupt
        return local

    def trace(frame: FrameType, event: str, _: object) -> object:
        if not frame.f_code.co_filename.endswith(files):
            return None
        frame.f_trace_opcodes = True
        return local

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def notice(of: Record, person: str) -> Notice:
    return Notice(trajectory=T1, act=of.act.id, recipient=PersonId(person))


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_ctrl_c_at_every_step_of_an_append_is_all_or_nothing(tmp_path: Path, kind: str):
    store: MemoryStore | SqliteStore
    if kind == "memory":
        store, files = memory.MemoryStore(), ("memory/_store.py", "memory/_outbox.py")
    else:
        store, files = SqliteStore(tmp_path / "one.db"), ("_store.py", "_bodies.py", "_outbox.py")
        store._connection.execute("PRAGMA synchronous = OFF")  # nobody pulls the plug here
    assert memory.__file__.endswith("memory/__init__.py")
    assert sqlite.__file__.endswith("__init__.py")
    seq, at, came = 0, 0, True
    outcomes = set()
    with opened(store):
        while came:
            seq, at = seq + 1, at + 1
            one, words = record(seq), body(f"x{seq}")
            told = [notice(one, person) for person in "pq"]

            def append() -> object:
                return store.append(T1, one, expected=seq - 1, bodies=[words], notices=told)  # noqa: B023

            came = interrupting(at, files, append)
            assert not getattr(getattr(store, "_connection", None), "in_transaction", False)
            written = store.find(T1, one.act.id) == one
            assert store.body(T1, words.id) == (words if written else None)
            kept = [d.notice for d in store.deliveries(T1) if d.notice.act == one.act.id]
            assert kept == (told if written else [])
            head = store.head(T1)
            assert (0 if head is None else head.version) == (seq if written else seq - 1)
            assert written or came
            outcomes.add((came, written))
            again = store.append(T1, one, expected=seq - 1, bodies=[words], notices=told)
            assert again.already is written
            assert store.body(T1, words.id) == words
        assert [i.record.seq for i in store.feed(limit=seq + 1)] == list(range(1, seq + 1))
        assert store.backlog()[DeliveryState.WAITING] == 2 * seq
    assert outcomes == {(True, False), (True, True), (False, True)}
    assert at > 20  # or the trap was set in the wrong place

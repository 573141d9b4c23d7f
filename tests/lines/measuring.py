"""Which lines each test comes across, and how long it takes.

A few tests share a process, since starting one takes longer than most of them. What functions keep
is forgotten before each, so that nothing is credited to whoever came first and made what the others
find made. One that is red in company, or ends the process, is measured alone.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

import coverage
import pytest
from attrs import frozen

from safetyframe.testing.mutate.forking import in_children
from tests.lines.alone import TOO_LONG, RunAlone
from tests.lines.changing import SOURCE
from tests.lines.ending import end_with_parent
from tests.lines.planting import Memory

__all__ = ["Known", "measure"]

_SAVED: Final = 30.0

#: So many tests share a process.
_TOGETHER: Final = 40
_TESTS: Final = Path(__file__).resolve().parents[1]


@frozen
class Known:
    """What is known of a test on the code as it is: its seconds, and its lines by file, as bits.

    Without `lines` it is not asked: it took too long, or is red alone.
    """

    seconds: float
    lines: Mapping[str, int] | None
    red: str = ""


def measure(
    items: Sequence[pytest.Item], kept: Path, *, at_once: int, longest: float
) -> dict[str, Known]:
    """Give what is known of each test by its id; what `kept` knows of unchanged files is taken."""
    by_file: dict[Path, list[pytest.Item]] = {}
    for item in items:
        by_file.setdefault(item.path, []).append(item)
    held = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    known: dict[str, Known] = {}
    left: list[tuple[bytes, pytest.Item]] = []
    rests = _Rests()
    for path, those in by_file.items():
        own = rests.on(path, longest)
        for item in those:
            one = held.get(item.nodeid)
            if one is not None and one[0] == rests.mark(own, one[2]) and not one[3]:
                known[item.nodeid] = _read(one[1:])
            else:
                left.append((own, item))
    fresh = {name: held[name] for name in known}

    parent = os.getpid()
    memory = Memory("safetyframe", "tests")

    def work(jobs: Sequence[tuple[bytes, pytest.Item]]) -> bytes:
        end_with_parent(parent)
        return json.dumps([*_measured([item for _, item in jobs], memory, longest)]).encode()

    warm = _tracer()  # a first start looks at every module that there is: once, and not per child
    warm.start()
    warm.stop()
    together = [left[n : n + _TOGETHER] for n in range(0, len(left), _TOGETHER)]
    for size in (_TOGETHER, 1):
        alone: list[list[tuple[bytes, pytest.Item]]] = []
        seconds = 60 * longest * size
        saved = time.monotonic()
        for jobs, said in in_children(together, work, at_once=at_once, seconds=seconds):
            told = json.loads(said) if said is not None else [None] * len(jobs)
            for (own, item), one in zip(jobs, told, strict=True):
                if size > 1 and (one is None or one[2]):
                    alone.append([(own, item)])
                elif one is not None:  # else it is not asked, and measured next time
                    fresh[item.nodeid] = [rests.mark(own, one[1]), *one]
                    known[item.nodeid] = _read(one)
            if time.monotonic() - saved > _SAVED:
                kept.write_text(json.dumps(fresh), "utf-8")
                saved = time.monotonic()
        together = alone
    kept.write_text(json.dumps(fresh), "utf-8")
    return known


def _measured(
    items: Sequence[pytest.Item], memory: Memory, longest: float
) -> Iterator[tuple[float, dict[str, str] | None, str]]:
    tracer = _tracer()
    running = RunAlone(longest)
    told: list[tuple[float, str]] = []
    tracer.start()
    for number, item in enumerate(items):
        memory.forget()
        tracer.switch_context(str(number))
        begun = time.process_time()
        failed = running.run(item)
        told.append((round(time.process_time() - begun, 4), failed))
    tracer.stop()
    data = tracer.get_data()
    for number, (took, failed) in enumerate(told):
        if failed:
            yield took, None, "" if failed == TOO_LONG else failed
            continue
        data.set_query_context(str(number))
        lines = {file: data.lines(file) for file in data.measured_files()}
        yield (
            took,
            {str(Path(f).relative_to(SOURCE)): hex(_bits(n)) for f, n in lines.items() if n},
            "",
        )


def _tracer() -> coverage.Coverage:
    return coverage.Coverage(data_file=None, include=[f"{SOURCE}/*"], config_file=False)


def _bits(lines: Iterable[int]) -> int:
    bits = 0
    for line in lines:
        bits |= 1 << line
    return bits


def _read(told: Sequence[object]) -> Known:
    seconds, lines, red = told
    bits = None if lines is None else {file: int(text, 16) for file, text in lines.items()}
    return Known(seconds, bits, red)


class _Rests:
    """What a test rests on: when none of it has changed, it comes across the same lines."""

    def __init__(self) -> None:
        self._library = {
            str(path.relative_to(SOURCE)): sha256(path.read_bytes()).digest()
            for path in sorted(SOURCE.rglob("*.py"))
        }

    def on(self, path: Path, longest: float) -> bytes:
        """Digest a file of tests, and what it shares with others: in its folder, and below it."""
        digest = sha256(repr(longest).encode() + path.read_bytes())
        below = path.relative_to(_TESTS).parents
        folders = [_TESTS / folder for folder in below]
        shared = [
            *(_TESTS / "support").rglob("*.py"),
            *(p for f in folders for p in f.glob("*.py")),
        ]
        for other in sorted(shared):
            if not other.name.startswith("test_") and _TESTS / "lines" not in other.parents:
                digest.update(other.read_bytes())
        return digest.digest()

    def mark(self, own: bytes, lines: Iterable[str] | None) -> str:
        """Digest that with the files of the library that were come across; all, if not known."""
        digest = sha256(own)
        for file in sorted(self._library if lines is None else lines):
            digest.update(self._library.get(file, b""))
        return digest.hexdigest()

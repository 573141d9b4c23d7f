"""Which lines each test comes across, and how long it takes, alone in a process of its own.

Alone, so that nothing is credited to whoever came first and made what the others find made.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import coverage
import pytest
from attrs import frozen

from safetyframe.testing.mutate.forking import in_children
from tests.lines.alone import RunAlone
from tests.lines.changing import SOURCE

__all__ = ["Known", "measure"]

_SAVED: Final = 30.0
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
    common = _common(longest)
    held = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    known: dict[str, Known] = {}
    left: list[tuple[str, pytest.Item]] = []
    marks = {}
    for path, those in by_file.items():
        mark = hashlib.sha256(common + path.read_bytes()).hexdigest()
        marks[str(path.relative_to(_TESTS))] = mark
        for item in those:
            one = held.get(item.nodeid)
            if one is not None and one[0] == mark and not one[3]:
                known[item.nodeid] = _read(one[1:])
            else:
                left.append((mark, item))
    fresh = held | {name: [marks[_file(name)], *_written(one)] for name, one in known.items()}

    def work(job: tuple[str, pytest.Item]) -> bytes:
        return json.dumps(_alone(job[1], longest)).encode()

    warm = _tracer()  # a first start looks at every module that there is: once, and not per child
    warm.start()
    warm.stop()
    saved = time.monotonic()
    for (mark, item), said in in_children(left, work, at_once=at_once, seconds=60 * longest):
        if said is None:  # nothing is known of it, so it is not asked, and measured next time
            continue
        told = json.loads(said)
        fresh[item.nodeid] = [mark, *told]
        known[item.nodeid] = _read(told)
        if time.monotonic() - saved > _SAVED:
            kept.write_text(json.dumps(fresh), "utf-8")
            saved = time.monotonic()
    kept.write_text(json.dumps(fresh), "utf-8")
    return known


def _alone(item: pytest.Item, longest: float) -> tuple[float, dict[str, str] | None, str]:
    tracer = _tracer()
    running = RunAlone(longest)
    begun = time.process_time()
    tracer.start()
    failed = running.run(item)
    tracer.stop()
    took = round(time.process_time() - begun, 4)
    if running.too_long:
        return took, None, ""
    if failed:
        return took, None, failed
    data = tracer.get_data()
    lines = {
        str(Path(file).relative_to(SOURCE)): hex(_bits(data.lines(file) or ()))
        for file in data.measured_files()
    }
    return took, lines, ""


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


def _written(one: Known) -> tuple[float, dict[str, str] | None, str]:
    lines = None if one.lines is None else {file: hex(bits) for file, bits in one.lines.items()}
    return one.seconds, lines, one.red


def _file(name: str) -> str:
    return name.partition("::")[0].removeprefix("tests/")


def _common(longest: float) -> bytes:
    """What all tests rest on: the library, the adapters, and what tests share."""
    digest = hashlib.sha256(repr(longest).encode())
    shared = [path for path in _TESTS.rglob("*.py") if not path.name.startswith("test_")]
    for path in sorted((*SOURCE.parent.rglob("*.py"), *shared)):
        if _TESTS / "lines" not in path.parents:
            digest.update(path.read_bytes())
    return digest.digest()

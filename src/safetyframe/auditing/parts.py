"""Where histories come from, cut into parts that can be audited anywhere, by any `map`.

A part is a piece of a file, or some trajectories of a store. Parts are small, so that results come
while the rest is still being read, and no part shares a trajectory with another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from attrs import frozen

from safetyframe.auditing.judging import Auditor, History
from safetyframe.auditing.model import Audited, BadLine
from safetyframe.auditing.reading import histories, trajectory_of
from safetyframe.auditing.summary import Summary, summarise
from safetyframe.errors import HostError

__all__ = ["Part", "PartReport", "audit_part", "parts_of"]

#: About how many bytes of a file make a part.
_PIECE: Final = 4 * 1024 * 1024
_BACK: Final = 64 * 1024

#: What makes the auditor, where the part is audited: a law can't always travel.
Maker: TypeAlias = Callable[[], Auditor]


@frozen(kw_only=True)
class Part:
    """The trajectories of a file whose first line begins between two of its bytes."""

    path: str
    start: int
    end: int

    def histories(self, seen: set[int]) -> Iterator[History | BadLine]:
        """Read them, and put their marks in `seen`. Raises `OSError`."""
        with Path(self.path).open("rb") as file:
            torn = _placed(self, file)
            if file.tell() < self.end or not self.start:
                yield from histories(_lines(self, file), self.path, seen=seen, torn=torn)


@frozen(kw_only=True)
class PartReport:
    """What an audit of one part came to. `found` is all that was found, if details were asked for.

    `marks` are numbers for its trajectories: one that is in two parts was torn apart.
    """

    summary: Summary
    found: tuple[Audited | BadLine, ...] = ()
    marks: frozenset[int] = frozenset()


def parts_of(paths: Iterable[str | Path], *, piece: int = _PIECE) -> Sequence[Part]:
    """Cut files, and the ``*.jsonl`` files in folders, into parts. Raises `HostError`."""
    parts: list[Part] = []
    for path in paths:
        for file in _files(Path(path)):
            size = file.stat().st_size
            edges = [*range(0, max(size, 1), piece), size]
            for start, end in pairwise(edges):
                parts.append(Part(path=str(file), start=start, end=end))
    return parts


def audit_part(
    part: Part,
    make: Maker = Auditor,
    *,
    as_of: datetime | None = None,
    details: bool = False,
) -> PartReport:
    """Audit one part with the auditor that `make` makes. With `details`, say what was found."""
    auditor = make()
    found: list[Audited | BadLine] = []
    marks: set[int] = set()

    def audited() -> Iterator[Audited | BadLine]:
        for one in part.histories(marks):
            result = one if isinstance(one, BadLine) else auditor.audit(one, as_of=as_of)
            if details and (isinstance(result, BadLine) or result.items):
                found.append(result)
            yield result

    summary = summarise(audited())
    return PartReport(summary=summary, found=tuple(found), marks=frozenset(marks))


def _files(path: Path) -> Sequence[Path]:
    if path.is_dir():
        found = sorted(path.rglob("*.jsonl"))
        if not found:
            raise HostError(f"{path}: there is no *.jsonl file in this folder")
        return found
    if not path.is_file():
        raise HostError(f"{path}: there is no such file or folder")
    return [path]


def _lines(part: Part, file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Give the lines of a part with their numbers; `file` stands at the first.

    Its last trajectory goes on behind its end. So may lines that can't be read.
    """
    number, offset = _counted(file), file.tell()
    last = b""
    current: str | None = None
    for text in file:
        number += 1
        if offset >= part.end:
            current = current or trajectory_of(last)
            name = trajectory_of(text)
            if name is not None and name != current:
                return
        else:
            last = text if text.strip() else last
        yield number, text
        offset += len(text)


def _placed(part: Part, file: BinaryIO) -> bool:
    """Go to the first line of a part; say whether one that can't be read lies right before it.

    A trajectory belongs to the part in which its first line begins: what goes on from the part
    before is that one's, and whatever can't be read between the two.
    """
    file.seek(max(part.start - 1, 0))
    if part.start:
        file.readline()  # the rest of a line, or only its end
    before = trajectory_of(_line_before(file, file.tell())) if file.tell() else None
    torn = False
    while file.tell():
        place = file.tell()
        text = file.readline()
        name = trajectory_of(text)
        if not text or (name is not None and name != before):
            file.seek(place)
            break
        torn = name is None and bool(text.strip())
    return torn


def _line_before(file: BinaryIO, offset: int) -> bytes:
    """Give the last line before `offset` that is not empty, and come back."""
    held = b""
    begin = offset
    while begin > 0 and held.rstrip(b"\n").rfind(b"\n") < 0:
        back = max(begin - _BACK, 0)
        file.seek(back)
        held = file.read(begin - back) + held
        begin = back
    file.seek(offset)
    return held.rstrip().rpartition(b"\n")[2]


def _counted(file: BinaryIO) -> int:
    """Count the lines before the place where `file` stands, and come back."""
    place = file.tell()
    file.seek(0)
    count, left = 0, place
    while left:
        block = file.read(min(left, _BACK))
        count += block.count(b"\n")
        left -= len(block)
    return count

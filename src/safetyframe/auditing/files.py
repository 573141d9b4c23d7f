"""Histories in files, cut at any byte: each trajectory is in one part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final

from attrs import frozen

from safetyframe.auditing.history import History
from safetyframe.auditing.model import BadLine
from safetyframe.auditing.reading import histories, trajectory_of
from safetyframe.errors import HostError

__all__ = ["PIECE", "FilePart", "parts_of_files"]

#: About how many bytes of a file make a part.
PIECE: Final = 4 * 1024 * 1024
_BACK: Final = 64 * 1024


@frozen(kw_only=True)
class FilePart:
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


def parts_of_files(path: Path, *, piece: int = PIECE) -> Iterator[FilePart]:
    """Cut a file, or the ``*.jsonl`` files in a folder, into parts. Raises `HostError`."""
    for file in _files(path):
        size = file.stat().st_size
        edges = [*range(0, max(size, 1), piece), size]
        for start, end in pairwise(edges):
            yield FilePart(path=str(file), start=start, end=end)


def _files(path: Path) -> Sequence[Path]:
    if path.is_dir():
        found = sorted(path.rglob("*.jsonl"))
        if not found:
            raise HostError(f"{path}: there is no *.jsonl file in this folder")
        return found
    if not path.is_file():
        raise HostError(f"{path}: there is no such file or folder")
    return [path]


def _lines(part: FilePart, file: BinaryIO) -> Iterator[tuple[int, bytes]]:
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


def _placed(part: FilePart, file: BinaryIO) -> bool:
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

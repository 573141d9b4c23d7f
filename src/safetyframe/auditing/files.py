"""Histories in files, cut at any byte: each trajectory is in one part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final

from attrs import evolve, frozen

from safetyframe.auditing.history import History
from safetyframe.auditing.model import BadLine
from safetyframe.auditing.reading import histories, trajectory_of
from safetyframe.errors import HostError

__all__ = ["PIECE", "FilePart", "parts_of_files"]

#: About how many bytes of a file make a part.
PIECE: Final = 4 * 1024 * 1024
#: A line is no longer than this, so that a file that is none of lines takes no more memory.
LONGEST: Final = 16 * 1024 * 1024
_BACK: Final = 64 * 1024
#: Stands for a line that is too long: it can't be read.
_CUT: Final = b"{"
_GZIP: Final = b"\x1f\x8b"


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
            place = file.tell()
            if place >= self.end and self.start:
                return
            before = None
            for one in histories(_lines(self, file), self.path, seen=seen, torn=torn):
                if isinstance(one, BadLine) and one.line is not None:
                    if before is None:  # few need it, and to count takes long
                        before = _lines_before(self.path, place)
                    yield evolve(one, line=before + one.line)
                else:
                    yield one


def parts_of_files(path: Path, *, piece: int = PIECE) -> Iterator[FilePart]:
    """Cut a file, or the ``*.jsonl`` files in a folder, into parts. Raises `HostError`."""
    for file in _files(path):
        with file.open("rb") as opened:
            if opened.read(len(_GZIP)) == _GZIP:
                raise HostError(f"{file}: this file is packed (gzip): unpack it first")
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
    """Give the lines of a part with their numbers in it; `file` stands at the first.

    Its last trajectory goes on behind its end. So may lines that can't be read.
    """
    number, behind = 0, False
    current: str | None = None
    while True:
        if not behind and file.tell() >= part.end:
            behind = True
            current, _ = _before(file)
        text = _line(file)
        if not text:
            return
        if behind:
            name = trajectory_of(text)
            if name is not None and name != current:
                return
        number += 1
        yield number, text


def _placed(part: FilePart, file: BinaryIO) -> bool:
    """Go to the first line of a part; say whether one that can't be read lies right before it.

    A trajectory belongs to the part in which its first line begins: what goes on from the part
    before is that one's, and whatever can't be read between the two. Where none begins in the part,
    `file` is left at its end or behind it.
    """
    file.seek(max(part.start - 1, 0))
    if part.start:
        _skip(file, part.end)  # the rest of a line, or only its end
    if not 0 < file.tell() < part.end:
        return False
    before, torn = _before(file)
    while (place := file.tell()) < part.end:
        text = _line(file)
        name = trajectory_of(text)
        if not text or (name is not None and name != before):
            file.seek(place)
            break
        if text.strip():
            torn = name is None
    return torn


def _line(file: BinaryIO) -> bytes:
    """Read a line; of one that is too long only that there was one."""
    text = file.readline(LONGEST)
    if len(text) < LONGEST or text.endswith(b"\n"):
        return text
    _skip(file, None)
    return _CUT


def _skip(file: BinaryIO, end: int | None) -> None:
    """Go behind the end of the line, or somewhere behind `end`."""
    while text := file.readline(_BACK):
        if text.endswith(b"\n") or (end is not None and file.tell() >= end):
            return


def _before(file: BinaryIO) -> tuple[str | None, bool]:
    """Give the trajectory of the last line that can be read, and whether one that can't follows it.

    `file` stands at the beginning of a line, and does so again.
    """
    place, torn = file.tell(), False
    name: str | None = None
    for text in _backwards(file, place):
        if text.strip():
            name = trajectory_of(text)
            if name is not None:
                break
            torn = True
    file.seek(place)
    return name, torn


def _backwards(file: BinaryIO, offset: int) -> Iterator[bytes]:
    """Give the lines before `offset` without their ends, the last one first."""
    held: list[bytes] = []  # of one line, its end first
    length = 0
    while offset > 0:
        begin = max(offset - _BACK, 0)
        file.seek(begin)
        first, *lines = file.read(offset - begin).split(b"\n")
        offset = begin
        if lines:
            held.append(lines.pop())
            yield b"".join(reversed(held)) if length + len(held[-1]) < LONGEST else _CUT
            yield from reversed(lines)
            held, length = [], 0
        if length < LONGEST:
            held.append(first)
        length += len(first)
    yield b"".join(reversed(held)) if length < LONGEST else _CUT


def _lines_before(path: str, place: int) -> int:
    """Count the lines of a file before a place."""
    count, left = 0, place
    with Path(path).open("rb") as file:
        while left:
            block = file.read(min(left, _BACK))
            count += block.count(b"\n")
            left -= len(block)
    return count

"""Where histories come from, cut into parts that can be audited anywhere, by any `map`.

A part is a piece of a file, or some trajectories of a store. Parts are small, so that results come
while the rest is still being read, and no part shares a trajectory with another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from attrs import frozen

from safetyframe.auditing.files import PIECE, FilePart, parts_of_files
from safetyframe.auditing.judging import Auditor
from safetyframe.auditing.model import Audited, BadLine
from safetyframe.auditing.stores import StorePart, parts_of_store
from safetyframe.auditing.summary import Summary, summarise
from safetyframe.errors import HostError

__all__ = ["Part", "PartReport", "audit_part", "parts_of"]

#: What is audited at once.
Part: TypeAlias = FilePart | StorePart
#: What makes the auditor, where the part is audited: a law can't always travel.
Maker: TypeAlias = Callable[[], Auditor]

#: A drive of Windows is one letter, and so no scheme.
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


@frozen(kw_only=True)
class PartReport:
    """What an audit of one part came to. `found` is all that was found, if details were asked for.

    `marks` are numbers for its trajectories: one that is in two parts was torn apart.
    """

    summary: Summary
    found: tuple[Audited | BadLine, ...] = ()
    marks: frozenset[int] = frozenset()


def parts_of(sources: Iterable[str | Path], *, piece: int = PIECE) -> Sequence[Part]:
    """Cut files, the ``*.jsonl`` files in folders, and stores named by their URL into parts.

    `piece` is about how many bytes of a file make one. Raises `HostError` for what is not there,
    and what opening a store raises.
    """
    return [part for source in sources for part in _parts_of(source, piece)]


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


def _parts_of(source: str | Path, piece: int) -> Iterator[Part]:
    path = Path(source)
    if isinstance(source, str) and _URL.match(source) and not path.exists():
        if "://" not in source:  # a mistyped URL may hold a password, and is not repeated
            raise HostError("a store is named by a URL such as sqlite:///file.db")
        yield from parts_of_store(source)
    else:
        yield from parts_of_files(path, piece=piece)

"""A failure, told as the shortest numbered story of acts that still ends in it.

    the host answers as the law does: the law says refused, the host says accepted

      1  OpenInvolvement by c-lead (consultant) on 2025-03-03 08:00   accepted   minors=anna,ben
      2  ReviseWat by w-1 (care-worker) on 2025-03-04 08:06           accepted
           revises=1 material=yes goals=g1,g2
           the law: refused by P12 X3 (not-this-role)
             powers.ReviseWat: not-this-role role=care-worker person=w-1

A story is made of ids, class names and codes. Words that people said are never in it, and what is
no reference is shown as ``?``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from attrs import field, frozen

from safetyframe.acts import Act
from safetyframe.outcome import Outcome
from safetyframe.testing.hosts import Answer, Raised
from safetyframe.testing.telling import reasons, say_by, say_content, say_outcome, say_when

__all__ = ["Line", "Tale"]


_WIDTH: Final = 64
_FEW: Final = 4  # of what an act names, where it is not the last: enough to tell it by


@frozen(kw_only=True)
class Line:
    """One act of a story and what came of it; `more` is said below it."""

    act: Act
    outcome: Outcome | Answer | Raised
    more: tuple[str, ...] = ()


@frozen(kw_only=True)
class Tale:
    """What was claimed, what is wrong with it, and the acts that led there; the last is the one.

    `first` is the number of the first of them: there may be more acts before those that are told.
    """

    claim: str
    wrong: str
    lines: tuple[Line, ...]
    clauses: tuple[str, ...] = field(default=())
    first: int = 1

    def __str__(self) -> str:
        """Tell it."""
        return "\n".join(self._told())

    def _told(self) -> Iterator[str]:
        cited = f" ({' '.join(self.clauses)})" if self.clauses else ""
        yield f"{self.claim}{cited}: {self.wrong}"
        yield ""
        if self.first > 1:
            yield f"  …  {self.first - 1} before"
        last = self.first + len(self.lines) - 1
        for number, line in enumerate(self.lines, self.first):
            act = line.act
            who = f"{type(act).__name__} by {say_by(act.by)} on {say_when(act.by.at)}"
            answered = f"{number:>3}  {who:<{_WIDTH}} {say_outcome(line.outcome)}"
            if number < last and not line.more:
                named = " ".join(islice(say_content(act), _FEW))
                yield f"{answered:<{_WIDTH + 16}} {named}".rstrip()
                continue
            yield answered
            content = " ".join(say_content(act))
            for more in (*((content,) if content else ()), *reasons(line.outcome), *line.more):
                yield f"       {more}"

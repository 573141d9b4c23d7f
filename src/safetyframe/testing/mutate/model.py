"""What a mutant is, what excuses one, and what is found out about it."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

__all__ = ["Break", "Equivalent", "Mutant", "Touch", "Verdict"]

#: What a break does, once called: in this process, for good.
Break: TypeAlias = Callable[[], None]

#: A piece of the law that a test has come across: what it is, and which.
Touch: TypeAlias = tuple[str, ...]


@frozen(kw_only=True)
class Mutant:
    """A piece of the law broken in one way, and the clauses whose tests must notice.

    `kind` is what was done (``rule silent``), `name` to which piece. Without `clauses` the tests of
    form must notice; `files` are asked instead where a mutant brings its own. `touches` order the
    tests and leave none out: those that come across one of them are asked first. `deep` marks what
    other mutants imply, for the long run only.
    """

    kind: str
    name: str
    clauses: tuple[str, ...]
    apply: Break
    touches: frozenset[Touch] = frozenset()
    files: tuple[Path, ...] = ()
    deep: bool = False

    @property
    def id(self) -> str:
        """Kind and name, as they are told and matched."""
        return f"{self.kind}: {self.name}"


@frozen(kw_only=True)
class Equivalent:
    """Mutants that nobody can notice, by design, and why. `of` is their id, with `*` for any text.

    A deep run asks the tests all the same: an entry whose mutant they do kill is reported.
    """

    of: str
    why: str

    def covers(self, mutant: Mutant) -> bool:
        """Say whether this is about `mutant`."""
        return fnmatchcase(mutant.id, self.of)


@frozen(kw_only=True)
class Verdict:
    """What became of a mutant: killed by a test, or how it survived; and after how many seconds."""

    mutant: Mutant
    killer: str | None = None
    how: str = ""
    seconds: float = 0.0
    excused: Equivalent | None = None

    @property
    def survived(self) -> bool:
        """Say whether a test is missing."""
        return self.killer is None and self.excused is None

    @property
    def stale(self) -> bool:
        """Say whether it was called equivalent and is not."""
        return self.killer is not None and self.excused is not None

"""What the map is made of: plain values, so that a page or a program can draw from them."""

from __future__ import annotations

from attrs import frozen

from safetyframe.charter import Clause
from safetyframe.lawmap.citing import Citing

__all__ = ["LawMap", "MappedClause", "MappedDuty", "MappedRow", "MappedRule", "Move"]


@frozen(kw_only=True)
class MappedRow:
    """A line of the table of powers, with all that stands around it.

    `act` is the name of its class, `chapter` the module it is in. `cells` are a value of `Cell` by
    the value of each role, in the table's order. `own` acts may be written down for somebody by
    another; `protected` ones nobody may block. `enters`: whoever does it need not take part yet;
    `mandate`: and names a mandate instead. `rules` guard it beside the table, `gates` are the
    clauses among theirs that a reasoned exception may answer, `writes` the slices it changes.
    """

    act: str
    chapter: str
    clauses: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    own: bool
    protected: bool
    enters: bool
    mandate: bool
    rules: tuple[str, ...]
    gates: tuple[str, ...]
    writes: tuple[str, ...]
    vectors: tuple[str, ...]


@frozen(kw_only=True)
class Move:
    """Acts that were seen to lead from one stage to another."""

    before: str
    after: str
    acts: tuple[str, ...]


@frozen(kw_only=True)
class MappedDuty:
    """A duty: to whom, about what, which acts raise it, and what discharges it.

    `act` is the act that discharges it and `topics` what that has to be about; a reasoned exception
    (`ExceptDuty`) answers for it meanwhile. `raised` and `lapses` are acts that were seen to.
    """

    id: str
    clause: str
    about: str
    to: tuple[str, ...]
    act: str
    topics: tuple[str, ...]
    raised: tuple[str, ...]
    lapses: tuple[str, ...]
    vectors: tuple[str, ...]


@frozen(kw_only=True)
class MappedRule:
    """A rule, a condition of the whole table, or a watch: what refuses, and what only looks.

    `kind` is ``rule``, ``gate``, ``condition`` or ``watch``. `guards` are acts, `reads` slices;
    both are empty for a condition, which stands before every act. `vectors` are those whose answer
    names it: tests that come with the library.
    """

    id: str
    kind: str
    clauses: tuple[str, ...]
    guards: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    vectors: tuple[str, ...] = ()


@frozen(kw_only=True)
class MappedClause:
    """A clause and all that rests on it; `conditions` are those of the whole table."""

    clause: Clause
    citing: Citing
    conditions: tuple[str, ...]


@frozen(kw_only=True)
class LawMap:
    """All of it. `still` are acts that were never seen to move a stage."""

    charter: str
    version: str
    digest: str
    roles: tuple[str, ...]
    rows: tuple[MappedRow, ...]
    stages: tuple[tuple[str, tuple[str, ...]], ...]
    moves: tuple[Move, ...]
    still: tuple[str, ...]
    duties: tuple[MappedDuty, ...]
    rules: tuple[MappedRule, ...]
    clauses: tuple[MappedClause, ...]

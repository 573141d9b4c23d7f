"""What stands before each kind of act, sorted out once per law; and the law's hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from attrs import frozen

from safetyframe.acts import (
    ACTS,
    PROTECTED,
    Act,
    Correct,
    DecideNecessity,
    RecordNecessity,
    Withdraw,
)
from safetyframe.charter import CHARTER_ID, CHARTER_VERSION, Level, charter_hash
from safetyframe.duties import DUTIES
from safetyframe.duties import READS as DUTIES_READ
from safetyframe.errors import HostError
from safetyframe.index import Index, unknown
from safetyframe.law.correcting import READS as MISINFORMED_READS
from safetyframe.outcome import Gap, Violation, facts
from safetyframe.policy import Policy
from safetyframe.powers import POWERS, Row, refusals
from safetyframe.roles import By, Participation, Role
from safetyframe.rules import RULES, Rule, ask
from safetyframe.trajectory import CERTAIN, SLICES, Trajectory

__all__ = [
    "CLOSING",
    "CLOSING_READS",
    "LISTS",
    "Guard",
    "blind_to",
    "by_rule",
    "check_extra",
    "guards",
    "law_hash",
    "missing",
    "powers",
    "veiled",
    "violation",
]

_NOTHING: Final[Index[object, object]] = unknown()

#: Acts that can end an involvement: what is then still open is read and listed.
CLOSING: Final[frozenset[type[Act]]] = frozenset({Withdraw, DecideNecessity, RecordNecessity})
CLOSING_READS: Final = DUTIES_READ | {"judged", "aligned"}

#: Acts whose record lists something, and what is read for it. A closing lists only where it ends.
LISTS: Final[Mapping[type[Act], frozenset[str]]] = {
    Correct: MISINFORMED_READS,
    **dict.fromkeys(CLOSING, CLOSING_READS),
}


@frozen(kw_only=True)
class Guard:
    """All that stands before one kind of act. `row` is None for what the table does not list."""

    act: type[Act]
    row: Row | None
    rules: tuple[Rule, ...]
    reads: frozenset[str]

    @property
    def protected(self) -> bool:
        """Say whether this is an act that nobody may block."""
        return self.act in PROTECTED


def guards(extra: tuple[Rule, ...]) -> Mapping[type[Act], Guard]:
    """Sort rules by the act they guard."""
    return {act: _guard(act, (*RULES, *extra)) for act in ACTS}


def _guard(act: type[Act], rules: Iterable[Rule]) -> Guard:
    mine = tuple(rule for rule in rules if act in rule.guards)
    reads = frozenset[str]().union(*(rule.reads for rule in mine))
    if act not in PROTECTED:
        reads |= {"people"}
    if any(rule.clauses and rule.reads - CERTAIN for rule in mine):
        reads |= {"adopted"}
    reads |= LISTS.get(act, frozenset())
    return Guard(act=act, row=POWERS.get(act), rules=mine, reads=reads)


def check_extra(_: object, __: object, extra: tuple[Rule, ...]) -> None:
    """Refuse rules that clash, rest on nothing, or read what does not exist."""
    taken = {rule.id for rule in RULES}
    for rule in extra:
        if rule.id in taken:
            msg = f"two rules are called {rule.id!r}: give a rule of your own an id of your own"
            raise HostError(msg)
        taken.add(rule.id)
        if not rule.clauses:
            msg = f"rule {rule.id!r} rests on nothing: name a clause, or an id of your own"
            raise HostError(msg)
        unread = rule.reads.difference(SLICES)
        if unread:
            msg = f"rule {rule.id!r} reads {', '.join(sorted(unread))}, which is no slice"
            raise HostError(msg)


def missing(t: Trajectory, names: Iterable[str]) -> set[str]:
    """Give those of the slices named that are not known."""
    return {name for name in names if getattr(t, name) is _NOTHING}


def veiled(t: Trajectory) -> Trajectory:
    """Give `t` as the law sees it: what an adopted file has not been searched for is unknown.

    What is recorded meanwhile goes into the slice itself, so nothing of it is lost.
    """
    hidden = () if t.adopted is _NOTHING else t.incomplete
    return t.hide(*hidden) if hidden else t


def blind_to(rule: Rule, unread: set[str], unloaded: set[str]) -> set[str]:
    """Give what a rule would have to know and cannot see.

    `unread` is what the law cannot see, `unloaded` what nobody has loaded. A refusal of form looks
    at what is on record here, which an old file changes nothing about. Everything else would also
    have to know whether this is an old file.
    """
    if not rule.clauses:
        return unloaded & rule.reads
    blind = unread & rule.reads
    if "adopted" in unread and rule.reads - CERTAIN:
        blind = blind | {"adopted"}
    return blind


def powers(
    guard: Guard,
    t: Trajectory,
    by: By,
    parts: tuple[Participation, ...] | None = None,
) -> tuple[tuple[Violation, ...], bool]:
    """Ask the table. Also says whether people would have to be known to be sure.

    `parts` are the actor's, if the caller has looked them up already.
    """
    if guard.row is None:  # what is not in the table is refused
        gap = Gap(code="not-in-the-table", about=facts(act=guard.act.__name__))
        return (violation("powers.table", ("P8c",), gap),), False
    blind = False
    if not guard.protected:
        if t.people is _NOTHING:
            blind = by.role is not Role.SYSTEM or by.recorded_by is not None
        elif parts is None:
            parts = ask.holds(t, by.person, by.role, by.at)
    return refusals(guard.row, t, by, parts), blind


def violation(rule: str, clauses: tuple[str, ...], *gaps: Gap) -> Violation:
    """Make a HARD violation."""
    return Violation(rule=rule, clauses=clauses, level=Level.HARD, gaps=gaps)


def by_rule(one: Violation) -> str:
    """Order violations by rule, each of which gives one: so the order of rules never shows."""
    return one.rule


@cache
def _table() -> str:
    rows = "\n".join(
        f"{row.act.__name__} {row.clauses} {row.own} "
        + " ".join(f"{role.value}={cell.value}" for role, cell in row.cells.items())
        for row in POWERS.values()
    )
    duties = "\n".join(f"{duty.id} {duty.clause} {duty.about.value}" for duty in DUTIES)
    return f"{rows}\n{duties}"


def law_hash(policy: Policy, extra: tuple[Rule, ...], packs: Iterable[str] = ()) -> str:
    """Name charter, table, rules, duties, policy and packs together: SHA-256 as hex."""

    def one(rule: Rule) -> str:
        guarded = sorted(act.__name__ for act in rule.guards)
        return f"{rule.id} {rule.clauses} {rule.level.value} {guarded} {sorted(rule.reads)}"

    text = "\n".join(
        (
            CHARTER_ID,
            CHARTER_VERSION,
            charter_hash(),
            _table(),
            *map(one, RULES),
            "--",
            *sorted(map(one, extra)),
            policy.canonical(),
            *sorted(packs),
        )
    )
    return hashlib.sha256(text.encode()).hexdigest()

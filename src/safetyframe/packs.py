"""Packs: the law of a country or a house, beside the charter and never in it.

A pack is a value that the host hands to `Law`. It is off unless it is handed over, and it can only
tighten: refuse more, find more, show less. Whoever writes one needs the names of this module, acts
and values, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from string import Formatter
from types import MappingProxyType
from typing import Final, TypeAlias, cast

from attrs import field, frozen

from safetyframe.charter import BY_ID, Level
from safetyframe.errors import HostError
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen
from safetyframe.rules.model import Rule, gap, remedy, rule
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import PersonId

__all__ = [
    "Bar",
    "Moment",
    "Pack",
    "Provision",
    "Rule",
    "Seen",
    "Watch",
    "barred",
    "check_together",
    "gap",
    "hint",
    "remedy",
    "rule",
    "rules_of",
    "seen",
    "watches_of",
]

#: Says that what a person may see of a minor, by taking part, has ended at a moment.
Bar: TypeAlias = Callable[[Trajectory, PersonId, PersonId, datetime], bool]

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_LANGUAGES: Final = ("nl", "en")


@frozen(kw_only=True)
class Provision:
    """One thing that a law outside the charter says, in our words.

    `id` is ``<pack>:<name>``. `source` names the law and how well it was read. `review` says that a
    lawyer has to look at it before anybody relies on it.
    """

    id: str
    source: str
    nl: str
    en: str
    review: bool = True


def _freeze(words: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({lang: MappingProxyType(dict(w)) for lang, w in words.items()})


@frozen(kw_only=True)
class Pack:
    """What one law outside the charter adds: provisions, and the rules, watches and bars on them.

    `review` says what still has to be reviewed, and by whom; every listing shows it. `settings` are
    the numbers and choices that the host made, by name. `words` are sentences by language and code.
    Every id and code begins with the pack's name and a colon. Facts about persons may be closed
    over by the functions, and are no part of the law's hash. Raises `HostError` for a pack that
    cites what is not its own, reads what does not exist, or lacks words in a language.
    """

    name: str
    version: str
    review: str
    provisions: tuple[Provision, ...]
    rules: tuple[Rule, ...] = ()
    watches: tuple[Watch, ...] = ()
    bars: tuple[Bar, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(
        factory=dict[str, Mapping[str, str]], converter=_freeze
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what is not well formed."""
        for fault in _faults(self):
            msg = f"pack {self.name!r}: {fault}"
            raise HostError(msg)

    def canonical(self) -> str:
        """Give what this pack says as one stable line, for the law's hash."""
        return repr(
            (
                self.name,
                self.version,
                [(p.id, p.source, p.nl, p.en, p.review) for p in self.provisions],
                sorted(_line(r) for r in self.rules),
                sorted((w.id, w.clauses, sorted(w.reads)) for w in self.watches),
                len(self.bars),
                sorted(self.settings),
            )
        )


def _line(one: Rule) -> tuple[str, tuple[str, ...], list[str], list[str]]:
    return one.id, one.clauses, sorted(a.__name__ for a in one.guards), sorted(one.reads)


def _faults(pack: Pack) -> Iterator[str]:
    if _NAME.fullmatch(pack.name) is None:
        yield "a name is a-z, then a-z, 0-9 or _"
    if not pack.version.strip() or not pack.review.strip():
        yield "say its version, and what has to be reviewed"
    own = {one.id for one in pack.provisions}
    codes = [code for words in pack.words.values() for code in words]
    yield from _alien(pack, (*own, *codes))
    checks: tuple[Rule | Watch, ...] = (*pack.rules, *pack.watches)
    for ids in ([p.id for p in pack.provisions], [check.id for check in checks]):
        yield from _alien(pack, ids)
        yield from (f"{one!r} is there twice" for one in sorted(set(ids)) if ids.count(one) > 1)
    for provision in pack.provisions:
        if not all(said.strip() for said in (provision.source, provision.nl, provision.en)):
            yield f"{provision.id!r} needs a source, and words in Dutch and in English"
    for norm in pack.rules:
        yield from _bad_rule(norm, own)
    for watch in pack.watches:
        if not watch.clauses or not own.issuperset(watch.clauses):
            yield f"watch {watch.id!r} rests on provisions of its own pack, and on at least one"
    for check in checks:
        unread = check.reads.difference(SLICES)
        if unread:
            yield f"{check.id!r} reads {', '.join(sorted(unread))}, which is no slice"
    yield from _bad_words(pack.words)


def _bad_words(words: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    codes = {code for said in words.values() for code in said}
    for said in words.values():
        yield from (
            f"the sentence of {code!r} can't be read" for code in said if _garbled(said[code])
        )
    if codes and (
        not set(words) >= set(_LANGUAGES) or any(set(said) != codes for said in words.values())
    ):
        yield "each code needs a sentence in every language, Dutch and English among them"


def _garbled(sentence: str) -> bool:
    try:
        parts = list(Formatter().parse(sentence))
    except ValueError:
        return True
    # A fact is named and nothing else: no position, no attribute, no format.
    return any(
        name is not None and (not name.isidentifier() or spec or turn)
        for _, name, spec, turn in parts
    )


def _alien(pack: Pack, ids: Iterable[str]) -> Iterator[str]:
    start = f"{pack.name}:"
    yield from (f"{one!r} must begin with {start!r}" for one in ids if not one.startswith(start))


def _bad_rule(one: Rule, own: set[str]) -> Iterator[str]:
    if own.isdisjoint(one.clauses):
        yield f"rule {one.id!r} rests on no provision of its pack"
    for clause in one.clauses:
        if clause not in own and clause not in BY_ID:
            yield f"rule {one.id!r} cites {clause!r}, which is neither its pack's nor the charter's"
    if one.level is not Level.HARD:
        # An exception names a clause of the charter, so nobody could ever give one here.
        yield f"rule {one.id!r} must be HARD: only norms of the charter can be explained"


def check_together(packs: tuple[Pack, ...]) -> None:
    """Refuse what is no pack, and two packs of one name."""
    given = cast("tuple[object, ...]", packs)
    if not all(isinstance(pack, Pack) for pack in given):
        msg = "what was handed over is no pack: make it with safetyframe.packs.Pack"
        raise HostError(msg)
    names = [pack.name for pack in packs]
    for name in names:
        if names.count(name) > 1:
            msg = f"two packs are called {name!r}: choose one"
            raise HostError(msg)


def rules_of(packs: Iterable[Pack]) -> tuple[Rule, ...]:
    """Give the rules of all packs."""
    return tuple(one for pack in packs for one in pack.rules)


def watches_of(packs: Iterable[Pack]) -> tuple[Watch, ...]:
    """Give the watches of all packs."""
    return tuple(one for pack in packs for one in pack.watches)


def barred(
    packs: Iterable[Pack], t: Trajectory, person: PersonId, minor: PersonId, at: datetime
) -> bool:
    """Say whether any pack bars `person` from what concerns `minor`. A bar that fails bars."""
    for pack in packs:
        for bar in pack.bars:
            try:
                if bar(t, person, minor, at):
                    return True
            except Exception:  # noqa: BLE001  whatever it is: who may see something is not known
                return True
    return False

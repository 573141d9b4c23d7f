"""Says once what holds for many: gaps and findings that differ in one fact only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeVar

from safetyframe.outcome import Fact, Finding, Gap
from safetyframe.texts.filling import Words, in_words
from safetyframe.texts.model import Catalogue

__all__ = ["together"]

T = TypeVar("T", Gap, Finding)

#: The fact in which things of one code may differ and still be said in one sentence.
_DIFFER_IN: Final[Mapping[str, str]] = {
    "due": "person",
    "overdue": "person",
    "exception-lapsed": "clause",
    "hoe-not-assessed": "target",
    "judged-before-this-involvement": "target",
    "judged-on-an-older-version": "target",
    "measure-for-an-older-wat": "measure",
    "no-contact": "person",
    "no-voice": "person",
    "not-accepted": "person",
    "not-aligned": "person",
    "not-invited": "person",
    "not-judged": "target",
    "not-spoken-with": "person",
    "part-unconfirmed": "person",
    "position-older-wat": "person",
}
#: Facts that no sentence of these codes shows.
_UNSAID: Final[Mapping[str, frozenset[str]]] = {
    "due": frozenset({"since"}),
    "overdue": frozenset({"since"}),
}
#: What a remedy may call the same person or statement.
_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("person", "invited"),
    "target": ("target", "bottom_line"),
    "clause": ("clause",),
    "measure": ("measure",),
}


def together(things: Iterable[T], c: Catalogue) -> Iterator[tuple[tuple[T, ...], Words]]:
    """Give groups in the order of their first, with the words that stand for all in the group."""
    groups: dict[object, list[T]] = {}
    for number, thing in enumerate(things):
        name = _DIFFER_IN.get(thing.code)
        alone = name is None or thing.get(name) is None
        groups.setdefault(number if alone else _key(thing, name or ""), []).append(thing)
    for group in groups.values():
        first = group[0]
        words: Words = {}
        if len(group) > 1:
            name = _DIFFER_IN[first.code]
            each = (in_words(thing.about, c, None)[name] for thing in group)
            joined = c.phrases["comma"].join(dict.fromkeys(each))
            words = dict.fromkeys(_CALLED[name], joined)
        yield tuple(group), words


def _key(thing: Gap | Finding, name: str) -> object:
    unsaid = _UNSAID.get(thing.code, frozenset[str]()).union(_CALLED[name])
    rule = thing.rule if isinstance(thing, Finding) else ""
    steps = tuple((r.act, r.roles, r.human, _without(r.about, unsaid)) for r in thing.remedies)
    return thing.code, rule, _without(thing.about, unsaid), steps


def _without(about: tuple[Fact, ...], names: frozenset[str]) -> tuple[Fact, ...]:
    return tuple(fact for fact in about if fact[0] not in names)

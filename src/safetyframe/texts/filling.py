"""Fills templates from facts, and from nothing else.

A fact's value is shown only when it looks like a reference, a number, a date or the name of a
field. An act may hold prose where a reference belongs; that is refused, and the refusal must not
repeat it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from string import Formatter
from typing import Final

from safetyframe.outcome import Fact
from safetyframe.roles import Role
from safetyframe.texts.model import Catalogue, Plural, Template, Templates
from safetyframe.values import LISTS, civil, is_aware, is_plain

__all__ = ["Words", "fill", "filled", "in_words", "names_in"]

_ROLES: Final = {role.value: role for role in Role}
_ROLE_FACTS: Final = frozenset({"role", "other"})
_INSTANTS: Final = frozenset({"at", "recorded", "since", "until"})

Words = dict[str, str]


@cache
def names_in(template: Template) -> frozenset[str]:
    """Give the names of the facts that a template asks for."""
    if isinstance(template, Plural):
        return names_in(template.many)
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def fill(template: Template, words: Mapping[str, object]) -> str:
    """Fill a template; one that counts is said as its number asks."""
    if isinstance(template, Plural):
        (count,) = names_in(template.many) - names_in(template.one)
        template = template.one if str(words[count]) == "1" else template.many
    return template.format_map(words)


def filled(templates: Templates, words: Mapping[str, str]) -> str | None:
    """Fill the first template whose facts are all there; None if there is none."""
    for template in templates if isinstance(templates, tuple) else (templates,):
        if names_in(template) <= words.keys():
            return fill(template, words)
    return None


def in_words(about: Iterable[Fact], catalogue: Catalogue, zone: str | None) -> Words:
    """Put the values of facts in words of one language; instants as civil time in `zone`."""
    words: Words = {}
    for name, value in about:
        words[name] = _value(name, value, catalogue, zone)
        if name in _ROLE_FACTS and str(value) in _ROLES:
            words[f"the_{name}"] = catalogue.with_article[_ROLES[str(value)]]
    return words


def _value(name: str, value: str | int | bool, catalogue: Catalogue, zone: str | None) -> str:
    known = catalogue.facts.get(name, {})
    if isinstance(value, bool):
        key = "true" if value else "false"
        return known.get(key, catalogue.phrases["yes" if value else "no"])
    if isinstance(value, int):
        return str(value)
    if name in LISTS:
        parts = value.split()
        return catalogue.phrases["comma"].join(_one(part, known, catalogue) for part in parts)
    if name in _ROLE_FACTS and value in _ROLES:
        return catalogue.roles[_ROLES[value]]
    if name == "act":
        return catalogue.acts.get(value, _one(value, known, catalogue))
    if name in _INSTANTS:
        return _instant(value, zone) or _one(value, known, catalogue)
    return _one(value, known, catalogue)


def _one(value: str, known: Mapping[str, str], catalogue: Catalogue) -> str:
    if value in known:
        return known[value]
    return value if is_plain(value) else catalogue.phrases["unreadable"]


def _instant(value: str, zone: str | None) -> str | None:
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    if zone is None or not is_aware(instant):
        return instant.isoformat(sep=" ", timespec="minutes")
    local = civil(instant, zone)
    return local.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")

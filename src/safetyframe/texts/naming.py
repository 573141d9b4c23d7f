"""Bare words: names of acts, roles, facts and slices, and what a clause says. They need no view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from safetyframe.roles import Role
from safetyframe.texts.filling import fill, in_words
from safetyframe.texts.model import Language, Reader
from safetyframe.texts.reading import catalogue
from safetyframe.texts.sentences import agreed, named, next_line
from safetyframe.values import is_plain

__all__ = [
    "name_of_act",
    "name_of_clauses",
    "name_of_fact",
    "name_of_lack",
    "name_of_language",
    "name_of_role",
    "name_of_slices",
    "say_next",
    "sum_up",
    "what_was_agreed",
    "word_on_page",
]

_PROFESSIONAL = Reader.PROFESSIONAL


def name_of_act(act: str, language: Language, *, reader: Reader = _PROFESSIONAL) -> str:
    """Name an act by the name of its class; one nobody knows keeps that name."""
    return catalogue(language, reader).acts.get(act, act)


def name_of_clauses(
    clauses: Iterable[str], language: Language, *, reader: Reader = _PROFESSIONAL
) -> str:
    """Name the clauses on which something rests, or say that it is about the form of an act."""
    return named(clauses, catalogue(language, reader))


def name_of_language(tag: str, language: Language, *, reader: Reader = _PROFESSIONAL) -> str:
    """Name a language by its BCP 47 tag, with what stands behind it: ``fr-BE`` is French (BE).

    A tag of a language without a name here stays as it is.
    """
    first, _, rest = tag.partition("-")
    name = catalogue(language, reader).facts["language"].get(first.lower())
    if name is None:
        return in_words((("language", tag),), catalogue(language, reader), None)["language"]
    return f"{name} ({rest})" if rest and is_plain(rest) else name


def name_of_role(role: Role, language: Language, *, reader: Reader = _PROFESSIONAL) -> str:
    """Name a role, as a bare noun."""
    return catalogue(language, reader).roles[role]


def name_of_fact(
    name: str, value: str | bool, language: Language, *, reader: Reader = _PROFESSIONAL
) -> str:
    """Put the value of a fact called `name` in words; one there are no words for stays as it is."""
    return in_words(((name, value),), catalogue(language, reader), None)[name]


def name_of_slices(
    names: tuple[str, ...], language: Language, *, reader: Reader = _PROFESSIONAL
) -> str:
    """Name slices of a trajectory."""
    return in_words((("unknown", " ".join(names)),), catalogue(language, reader), None)["unknown"]


def name_of_lack(name: str, language: Language) -> str:
    """Name what was missing to judge an act: a slice, a field of it, or a line of its history."""
    c = catalogue(language, _PROFESSIONAL)
    if name in c.facts["unknown"]:
        return c.facts["unknown"][name]
    said = c.pages.get(f"audit-lacks-{name}")
    field = name if is_plain(name) else c.phrases["unreadable"]
    return fill(said or c.pages["audit-lacks-field"], {"name": field})


def sum_up(clause: str, language: Language, *, reader: Reader = _PROFESSIONAL) -> str | None:
    """Sum up a clause of the charter by its id; None for an id that is none of its own."""
    return catalogue(language, reader).clauses.get(clause)


def say_next(step: str, language: Language, *, reader: Reader = _PROFESSIONAL) -> str:
    """Say that a step, of those of `Said.steps`, is what can be done next."""
    return next_line(step, catalogue(language, reader))


def what_was_agreed(
    clauses: Sequence[str], language: Language, *, reader: Reader = _PROFESSIONAL
) -> str | None:
    """Say what was agreed, by the first of `clauses`, to a family or a child.

    None for a professional, to whom the names of clauses say it, and for what rests on none.
    """
    return agreed(clauses, catalogue(language, reader))


def word_on_page(
    name: str, language: Language, /, *, reader: Reader = _PROFESSIONAL, **facts: object
) -> str:
    """Give a heading or a label of a page or a command, by its name, with `facts` filled in."""
    return fill(catalogue(language, reader).pages[name], facts)

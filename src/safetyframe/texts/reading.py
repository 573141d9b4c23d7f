"""Finds the catalogue for a language and a reader.

Each reader has a PO file, laid over that of the reader before: a family's words over a
professional's, a child's over a family's. What the charter says of its clauses is its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from attrs import evolve

from safetyframe.charter import CLAUSES
from safetyframe.packs import Pack
from safetyframe.roles import Role
from safetyframe.texts.fr import in_french
from safetyframe.texts.model import Catalogue, Language, Reader, Template, Templates
from safetyframe.texts.po import Entry, read_po

__all__ = ["catalogue", "own_words"]

#: Over whose words a reader's are laid.
_UNDER: Final = {Reader.FAMILY: Reader.PROFESSIONAL, Reader.CHILD: Reader.FAMILY}

#: The words of one file: by table, then by code, act or name.
Words = dict[str, dict[str, Template]]

#: What a professional's words are laid over in English. In another language that is the English.
_NOTHING: Final = Catalogue(
    language="en",
    gaps={},
    findings={},
    next={},
    acts={},
    steps={},
    roles={},
    with_article={},
    facts={},
    phrases={},
    changes={},
    clauses={},
    pages={},
)


def catalogue(language: Language, reader: Reader, packs: Iterable[Pack] = ()) -> Catalogue:
    """Give the words for a language and a reader, with those of packs for grown-ups.

    Codes of packs can't take a core code's. A pack writes for professionals, so a child is told in
    general words that there is something, and whom to ask.
    """
    c = _words_for(language, reader)
    if reader is Reader.CHILD:
        return c
    spoken = "nl" if language == "nl" else "en"
    words = {code: said for pack in packs for code, said in pack.words.get(spoken, {}).items()}
    if not words:
        return c
    return evolve(c, gaps={**words, **c.gaps}, findings={**words, **c.findings})


@cache
def _words_for(language: Language, reader: Reader) -> Catalogue:
    if language == "fr":
        return in_french(_words_for("en", reader))
    if reader is not Reader.PROFESSIONAL:
        under = _words_for(language, _UNDER[reader])
    else:
        under = _NOTHING if language == "en" else _words_for("en", reader)
        said = {one.id: one.nl if language == "nl" else one.en for one in CLAUSES}
        under = evolve(under, language=language, clauses=said)
    return _over(under, reader, own_words(language, reader))


def _over(base: Catalogue, reader: Reader, own: Words) -> Catalogue:
    def table(name: str) -> dict[str, Template]:
        return own.get(name, {})

    def bare(name: str) -> dict[str, str]:
        return dict(_bare(name, table(name)))

    facts = (name.removeprefix("facts/") for name in own if name.startswith("facts/"))
    return evolve(
        base,
        reader=reader,
        gaps={**base.gaps, **_templates(table("gaps"))},
        findings={**base.findings, **_templates(table("findings"))},
        # What the layer below calls a better next step is in its words, not in these.
        next=_templates(table("next")),
        acts={**base.acts, **bare("acts")},
        # An act without a step of its own is said by its name: "{who} can do this: {act}."
        steps=_templates(table("steps")),
        roles={**base.roles, **_of_roles(bare("roles"))},
        with_article={**base.with_article, **_of_roles(bare("with_article"))},
        facts={
            name: {**base.facts.get(name, {}), **bare(f"facts/{name}")}
            for name in dict.fromkeys((*base.facts, *facts))
        },
        phrases={**base.phrases, **bare("phrases")},
        changes={**base.changes, **table("changes")},
        clauses={**base.clauses, **bare("clauses")},
        pages={**base.pages, **table("pages")},
    )


def _bare(name: str, words: Mapping[str, Template]) -> Iterator[tuple[str, str]]:
    for each, text in words.items():
        if not isinstance(text, str):
            raise TypeError(f"{name}/{each} stands within sentences: it has no plural")
        yield each, text


def _of_roles(words: Mapping[str, str]) -> dict[Role, str]:
    return {Role(name): word for name, word in words.items()}


def _templates(words: Mapping[str, Template]) -> dict[str, Templates]:
    """Put the templates of one code together: ``no-wat``, then ``no-wat#2``."""
    found: dict[str, tuple[Template, ...]] = {}
    for name, text in words.items():
        code = name.partition("#")[0]
        found[code] = (*found.get(code, ()), text)
    return dict(found)


def own_words(language: Language, reader: Reader) -> Words:
    """Read the file of a language and a reader; English is the source of the other languages."""
    folder = files("safetyframe.texts") / "catalogues"
    file = folder / f"{reader.value}.pot"
    if language != "en":
        file = folder / language / f"{reader.value}.po"
    words: Words = {}
    for entry in read_po(file.read_text(encoding="utf-8")):
        text = entry.source if language == "en" else entry.text
        if text:
            for table, name in _places(entry):
                words.setdefault(table, {})[name] = text
    return words


def _places(entry: Entry) -> Iterable[tuple[str, str]]:
    """Give the table and the names that a text is for; some texts are for several codes."""
    table, _, names = entry.context.rpartition("/")
    return ((table, name) for name in names.split())

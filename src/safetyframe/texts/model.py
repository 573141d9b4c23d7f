"""What a language is made of: tables of templates and words, keyed by code, act and role."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Literal, TypeAlias

from attrs import frozen

from safetyframe.roles import Role

__all__ = ["Catalogue", "Language", "Plural", "Reader", "Template", "Templates"]

#: `nl` and `en` say everything (X12). `fr` has the few terms we are sure of, and is English else.
Language: TypeAlias = Literal["nl", "en", "fr"]


@frozen(kw_only=True)
class Plural:
    """A text that counts: the fact that `many` names and `one` does not is the number.

    `one` is said of 1, `many` of any other number.
    """

    one: str
    many: str


Template: TypeAlias = str | Plural

#: One template or several, the one that says most first: the first that can be filled is used.
Templates: TypeAlias = Template | tuple[Template, ...]


class Reader(Enum):
    """For whom words are chosen. It decides how a thing is said, never what may be seen."""

    PROFESSIONAL = "professional"
    FAMILY = "family"
    CHILD = "child"  # from about eight


@frozen(kw_only=True)
class Catalogue:
    """Everything that is said in one language to one kind of reader.

    `gaps` and `findings` hold sentences by code; `next` holds what to do where a code says it
    better than the act does; `acts` names an act, `steps` says who does it (with ``{who}``).
    `roles` are bare nouns, `with_article` the same with their article; `facts` puts a fact's value
    in words, by its name; `phrases` are the words in between; `changes` say what is new in WAT;
    `clauses` sum up what was agreed; `pages` are headings and labels of pages and commands.
    """

    language: Language
    reader: Reader = Reader.PROFESSIONAL
    gaps: Mapping[str, Templates]
    findings: Mapping[str, Templates]
    next: Mapping[str, Templates]
    acts: Mapping[str, str]
    steps: Mapping[str, Templates]
    roles: Mapping[Role, str]
    with_article: Mapping[Role, str]
    facts: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, str]
    changes: Mapping[str, Template]
    clauses: Mapping[str, str]
    pages: Mapping[str, Template]

"""What a language is made of: tables of templates and words, keyed by code, act and role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import frozen

from safetyframe.roles import Role

__all__ = ["Catalogue", "Language", "Templates"]

#: The languages every refusal can be put into (X12).
Language: TypeAlias = Literal["nl", "en"]

#: One template or several, the one that says most first: the first that can be filled is used.
Templates: TypeAlias = str | tuple[str, ...]


@frozen(kw_only=True)
class Catalogue:
    """Everything that is said in one language.

    `gaps` and `findings` hold sentences by code; `next` holds what to do where a code says it
    better than the act does; `acts` names an act, `steps` says who does it (with ``{who}``).
    `roles` are bare nouns, `with_article` the same with their article; `facts` puts a fact's value
    in words, by its name; `phrases` are the words in between.
    """

    language: Language
    gaps: Mapping[str, Templates]
    findings: Mapping[str, Templates]
    next: Mapping[str, Templates]
    acts: Mapping[str, str]
    steps: Mapping[str, Templates]
    roles: Mapping[Role, str]
    with_article: Mapping[Role, str]
    facts: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, str]

"""Puts refusals, gaps with their next steps, findings and acts in words, in Dutch and in English.

    >>> from safetyframe.outcome import Gap
    >>> sentence(Gap(code="unknown-minor", about=(("minor", "p:7"),)), "en")
    'p:7 is no minor in this trajectory.'

The tables are plain data, keyed by code, fact and act. Sentences are filled from facts alone, and
facts hold references and numbers, never prose: nothing that was said in a family can show up here.
"""

from __future__ import annotations

from safetyframe.texts.filling import is_plain, is_plain_fact
from safetyframe.texts.model import Language
from safetyframe.texts.saying import (
    LANGUAGES,
    MissingTextError,
    Said,
    name_of_act,
    name_of_fact,
    name_of_role,
    name_of_slices,
    open_item,
    reasons,
    said_together,
    say,
    sentence,
    steps,
    templates_for,
)

__all__ = [
    "LANGUAGES",
    "Language",
    "MissingTextError",
    "Said",
    "is_plain",
    "is_plain_fact",
    "name_of_act",
    "name_of_fact",
    "name_of_role",
    "name_of_slices",
    "open_item",
    "reasons",
    "said_together",
    "say",
    "sentence",
    "steps",
    "templates_for",
]

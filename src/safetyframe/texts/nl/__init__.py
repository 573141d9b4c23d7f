"""The words of the law in Dutch, as data."""

from __future__ import annotations

from typing import Final

from safetyframe.charter import CLAUSES
from safetyframe.texts.model import Catalogue
from safetyframe.texts.nl.acts import ACTS, STEPS
from safetyframe.texts.nl.answer_pages import ANSWER_PAGES
from safetyframe.texts.nl.findings import FINDINGS
from safetyframe.texts.nl.gaps import GAPS, NEXT
from safetyframe.texts.nl.law_pages import LAW_PAGES
from safetyframe.texts.nl.pages import PAGES
from safetyframe.texts.nl.words import FACTS, PHRASES, ROLES, WITH_ARTICLE

__all__ = ["DUTCH"]

DUTCH: Final = Catalogue(
    language="nl",
    gaps=GAPS,
    findings=FINDINGS,
    next=NEXT,
    acts=ACTS,
    steps=STEPS,
    roles=ROLES,
    with_article=WITH_ARTICLE,
    facts=FACTS,
    phrases=PHRASES,
    pages={**PAGES, **LAW_PAGES, **ANSWER_PAGES},
    clauses={clause.id: clause.nl for clause in CLAUSES},
)

"""The words of the law in English, as data."""

from __future__ import annotations

from typing import Final

from safetyframe.charter import CLAUSES
from safetyframe.texts.en.acts import ACTS, STEPS
from safetyframe.texts.en.answer_pages import ANSWER_PAGES
from safetyframe.texts.en.findings import FINDINGS
from safetyframe.texts.en.gaps import GAPS, NEXT
from safetyframe.texts.en.law_pages import LAW_PAGES
from safetyframe.texts.en.pages import PAGES
from safetyframe.texts.en.words import FACTS, PHRASES, ROLES, WITH_ARTICLE
from safetyframe.texts.model import Catalogue

__all__ = ["ENGLISH"]

ENGLISH: Final = Catalogue(
    language="en",
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
    clauses={clause.id: clause.en for clause in CLAUSES},
)

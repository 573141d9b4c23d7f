"""Every kind of page, for every reader and in both languages, by its name."""

from __future__ import annotations

from typing import Final

from safetyframe.frame import Frame
from safetyframe.pages.answer import answer_page
from safetyframe.pages.law import law_page
from tests.pages import making
from tests.pages.audits import audit_page
from tests.pages.making import CASES, LANGUAGES

NAMES: Final = [
    *map(str, CASES),
    *(f"{page}-{language}" for page in ("audit", "law", "answer") for language in LANGUAGES),
]


def every_page(frame: Frame) -> dict[str, str]:
    made = {str(case): making.page(frame, case) for case in CASES}
    viewer = CASES[4].viewer
    pair = frame.show(making.TRAJECTORY, viewer), frame.records_for(making.TRAJECTORY, viewer)
    made |= {f"answer-{language}": answer_page(*pair, language) for language in LANGUAGES}
    made |= {f"law-{language}": law_page(language) for language in LANGUAGES}
    return made | {f"audit-{language}": audit_page(language) for language in LANGUAGES}

"""Headings and labels of pages, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["PAGES"]

PAGES: Final[Mapping[str, str]] = {
    "page-skip": "Ga naar de inhoud van de pagina",
    "page-contents": "Op deze pagina",
}

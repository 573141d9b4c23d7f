"""Headings and labels of pages, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["PAGES"]

PAGES: Final[Mapping[str, str]] = {
    "page-skip": "Skip to the contents of the page",
    "page-contents": "On this page",
}

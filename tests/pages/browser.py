"""Chromium, as it comes with the system: what a page does in a real browser.

The browser is the system's own (`chromium` from Debian, say, or what CHROMIUM names); nothing is
downloaded. Without one, tests skip with the reason; where CI=true they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any, Final

import pytest

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_FLAGS: Final = (
    "--no-sandbox",  # the pages are our own, and CI is root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)
#: All of WCAG 2.2 at AA that axe knows, and what it calls best practice.
_RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def found() -> str:
    """Where the browser is; skips, or fails where CI=true."""
    named = os.environ.get("CHROMIUM")
    where = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if where is None:
        why = "no Chromium: install it (apt-get install chromium), or name one in CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    return where


@contextmanager
def opened() -> Iterator[Any]:
    """A browser."""
    where = found()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Looked:
    """A page in a browser: what it asked for, and what it complained of."""

    def __init__(
        self, browser: Any, html: str, *, width: int = 1100, scheme: str = "light"
    ) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.set_content(html)

    def close(self) -> None:
        self.context.close()

    def axe(self, *, only: str | None = None, but: str | None = None) -> list[str]:
        """What axe finds, by all rules, by one or by all but one: the rule, and where."""
        self._with_axe()
        # What is fine is neither told apart nor handed over: it is a hundred times as much.
        run = """([type, values, rules]) =>
            axe.run({runOnly: {type, values}, rules, resultTypes: ['violations']})
                .then(said => said.violations)"""
        said = self.page.evaluate(
            run,
            [
                *(["rule", [only]] if only else ["tag", list(_RULES)]),
                {but: {"enabled": False}} if but else {},
            ],
        )
        return [
            f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
            for one in said
            for node in one["nodes"]
        ]

    def rules(self) -> set[str]:
        """The rules that axe goes by where it goes by all."""
        self._with_axe()
        found = self.page.evaluate("tags => axe.getRules(tags)", list(_RULES))
        return {one["ruleId"] for one in found}

    def _with_axe(self) -> None:
        script = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
        self.page.evaluate(script)

"""Pictures of the pages for the documentation: ``python -m tests.pages.pictures --write``.

Without ``--write`` they go to a new temporary folder, to be looked at.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from tests.pages import making
from tests.pages.audits import audit_page
from tests.pages.browser import opened
from tests.pages.making import CASES

HOME: Final = Path(__file__).parents[2] / "docs" / "pictures"


@frozen
class Picture:
    """Which page, from which element on, and how wide and high."""

    name: str
    page: str
    start: str = "body"
    width: int = 960
    height: int = 900
    scheme: str = "light"


PICTURES: Final = (
    Picture("report-professional", "professional-en"),
    Picture("report-plan", "professional-en", start="#plan", height=980),
    Picture("report-goals", "professional-en", start="#goals", height=560),
    Picture("report-family", "family-nl", start="#close", height=800),
    Picture("report-child", "child-nl", width=760, height=1300),
    Picture("report-dark-and-narrow", "family-nl", width=380, height=760, scheme="dark"),
    Picture("audit", "audit-en", height=780),
    Picture("audit-clauses", "audit-en", start="#breaches", height=820),
)


def take(browser: Any, html: str, picture: Picture, file: Path) -> None:
    context = browser.new_context(
        viewport={"width": picture.width, "height": 900}, color_scheme=picture.scheme
    )
    page = context.new_page()
    page.set_content(html)
    top = page.locator(picture.start).first.bounding_box()["y"]
    whole = page.evaluate("document.documentElement.scrollHeight")
    height = min(picture.height, whole - top)
    clip = {"x": 0, "y": top, "width": picture.width, "height": height}
    page.screenshot(path=file, full_page=True, clip=clip)
    context.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.pages.pictures")
    parser.add_argument("--write", action="store_true", help="put them into docs/pictures")
    folder = HOME if parser.parse_args().write else Path(tempfile.mkdtemp(prefix="pictures-"))
    folder.mkdir(exist_ok=True)
    with making.sample() as frame:
        pages = {str(case): making.page(frame, case) for case in CASES}
    pages["audit-en"] = audit_page("en")
    with opened() as browser:
        for picture in PICTURES:
            take(browser, pages[picture.page], picture, folder / f"{picture.name}.png")
    sys.stdout.write(f"{folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

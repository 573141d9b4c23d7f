"""Say which pages are stale, or write them all: ``python -m tests.docs.reference [--write]``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.docs.reference import api, law, wire

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


def pages() -> dict[Path, str]:
    """Give every page that is made, by its file."""
    made = {
        "charter/clauses.md": law.clauses_page(),
        "charter/acts.md": law.acts_page(),
        "charter/rules.md": law.rules_page(),
        "charter/duties.md": law.duties_page(),
        "wire.md": wire.wire_page(),
        "plugins.md": wire.plugins_page(),
        "names.md": api.index_page(),
    }
    made |= {f"api/{module}.md": api.api_page(module) for module in api.modules()}
    return {REFERENCE / name: text for name, text in made.items()}


def stale() -> list[Path]:
    """Give the files that are not what would be written now, and those nobody makes any more."""
    wanted = pages()
    old = [path for path in (REFERENCE / "api").glob("*.md") if path not in wanted]
    return old + [
        path
        for path, text in wanted.items()
        if not path.exists() or path.read_text("utf-8") != text
    ]


def main(*options: str) -> int:
    """Run the command; 1 when something is stale."""
    found = stale()
    if "--write" in options:
        wanted = pages()
        for path in found:
            if path not in wanted:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], "utf-8")
        return 0
    for path in found:
        print(f"{path.relative_to(REFERENCE)} is stale: python -m tests.docs.reference --write")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

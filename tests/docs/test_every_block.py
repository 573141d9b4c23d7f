"""Every block of Python or bash in the documentation runs in a test, or says why it does not.

A page is played whole (`which.PLAYED`), or each of its blocks has a name in a comment right above
it, and a module of tests that names the page takes that block; or the comment is ``runs``, for a
block that is run by itself, or ``not run: why``.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.docs.playing.blocks import DOCS, Block, blocks, fences
from tests.docs.playing.play import play_alone
from tests.docs.playing.which import PLAYED

ROOT = DOCS.parent
RUNNABLE = frozenset({"python", "py", "pycon", "bash", "sh", "console", "shell"})
PAGES = sorted(
    str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md") if ".venv" not in path.parts
)


@cache
def said_by_tests() -> tuple[frozenset[str], ...]:
    """Give the strings that each module of tests holds."""
    found = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        strings = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
        found.append(frozenset(one for one in strings if isinstance(one, str)))
    return tuple(found)


def taken(page: Path, block: Block) -> bool:
    """Say whether a test that names the page takes the block by its name."""
    folder = page.parent.name
    return any(
        block.name in strings and (page.name if page.name != "README.md" else folder) in strings
        for strings in said_by_tests()
    )


def unsaid(page: Path) -> list[str]:
    """Give the blocks of a page that nothing runs and that do not say why."""
    if str(page.relative_to(DOCS)) in PLAYED:
        return []
    left = [block for block in blocks(page) if block.language in RUNNABLE]
    return [
        f"{page.name}:{block.line}: {block.text.splitlines()[0]}"
        for block in left
        if not (block.kind == "not run" and len(block.name) > 10)
        and block.kind != "runs"
        and not (block.name and block.kind != "not run" and taken(page, block))
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_block_runs_or_says_why_not(page: str):
    assert unsaid(DOCS / page) == []


@pytest.mark.parametrize("page", PAGES)
def test_what_runs_alone_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for number, block in enumerate(one for one in blocks(DOCS / page) if one.kind == "runs"):
        folder = tmp_path / f"here-{number}"
        folder.mkdir()
        monkeypatch.chdir(folder)
        play_alone(block, folder, tmp_path / f"programs-{number}")


@pytest.mark.parametrize("page", PAGES)
def test_no_block_is_written_so_that_it_is_overlooked(page: str):
    assert len(blocks(DOCS / page)) == fences(DOCS / page)


def test_pages_that_are_played_are_there():
    assert set(PLAYED) <= set(PAGES)


def test_a_block_that_nobody_takes_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.docs.test_every_block.DOCS", tmp_path)
    page = tmp_path / "page.md"
    nobody = f"takes-{page.stem}"  # made here, or this module would hold the name
    page.write_text(f"```python\nprint(1)\n```\n\n<!-- example: {nobody} -->\n```bash\nls\n```\n")
    assert len(unsaid(page)) == 2

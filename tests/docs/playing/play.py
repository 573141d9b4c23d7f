"""Playing a page from top to bottom."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from tests.docs.playing.blocks import Block, blocks
from tests.docs.playing.shell import Shell

#: Languages that run. Others are shown, or are files.
RUN = frozenset({"python", "bash"})


def play(page: Path, folder: Path, programs: Path) -> dict[str, object]:
    """Run every block of `page` in `folder`, which is the current one; give Python's names."""
    shell, names, printed = Shell(folder, programs), {"__name__": "page"}, ""
    for block in blocks(page):
        where = f"{page.name}:{block.line}"
        if block.kind == "output" and not block.name:
            assert block.text == printed, f"{where}: printed was\n{printed}"
        elif block.kind == "output begins":
            assert printed.startswith(block.text), f"{where}: printed was\n{printed}"
        elif block.kind == "file":
            (folder / block.name).write_text(block.text, "utf-8")
        elif block.kind == "fails":
            printed = _failing(block, where, shell, names)
        elif block.kind != "not run" and block.language in RUN:
            printed = _run(block, where, shell, names)
    return names


def _failing(block: Block, where: str, shell: Shell, names: dict[str, object]) -> str:
    try:
        _run(block, where, shell, names)
    except AssertionError as error:
        return str(error)
    raise AssertionError(f"{where}: it did not fail")


def play_alone(block: Block, folder: Path, programs: Path) -> None:
    """Run one block by itself."""
    _run(block, f"line {block.line}", Shell(folder, programs), {"__name__": "page"})


def _run(block: Block, where: str, shell: Shell, names: dict[str, object]) -> str:
    if block.language == "bash":
        return shell.run(block.text)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(block.text, where, "exec"), names)  # noqa: S102  it is our own page
    return out.getvalue()

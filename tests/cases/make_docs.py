"""Write the page of cases out of the cases themselves; run from the root of the project.

python -m tests.cases.make_docs           say whether the page is as the cases are
python -m tests.cases.make_docs --write   write it

A case is a file `test_NN_short_name.py`: its docstring gives number, title and what goes wrong, and
the first sentence of each test says what the library does. Files are read, never imported.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

HOME = Path(__file__).parent
PAGE = HOME.parents[1] / "docs" / "reference" / "cases.md"

_NAME = re.compile(r"test_(\d\d)_[a-z0-9_]+\.py")
_TITLE = re.compile(r"Case (\d+): (.+)\.")

HEAD = """# Cases from practice

<!-- Made by `python -m tests.cases.make_docs --write` out of tests/cases; do not edit by hand. -->

Situations that practitioners bring, what goes wrong in them in naive software, and what this
library does. Each sentence is a test of the same file: it is played with real acts, and the file
names what has to be broken for it to fail.
"""


@frozen(kw_only=True)
class Case:
    """One case as its file tells it."""

    number: int
    title: str
    wrong: str
    clauses: tuple[str, ...]
    does: tuple[str, ...]
    file: str


class NotACaseError(Exception):
    """A file under tests/cases that cannot be read as a case; the message says what to do."""


def files(home: Path = HOME) -> list[Path]:
    """Every file that is a case, in the order of their numbers."""
    return sorted(home.glob("test_[0-9]*.py"))


def read(path: Path) -> Case:
    """Read one case from its file."""
    named = _NAME.fullmatch(path.name)
    if named is None:
        raise _wrong(path, "its name is not test_NN_short_name.py")
    tree = ast.parse(path.read_text("utf-8"))
    first, *rest = _paragraphs(tree)
    title = _TITLE.fullmatch(first)
    if title is None or not rest:
        raise _wrong(path, "its docstring does not begin with 'Case N: title.' and what goes wrong")
    number = int(title[1])
    if number != int(named[1]):
        raise _wrong(path, f"its docstring is about case {number}")
    does = tuple(_sentences(path, tree))
    if not does:
        raise _wrong(path, "it has no tests")
    return Case(
        number=number,
        title=title[2],
        wrong=" ".join(rest),
        clauses=_clauses(path, tree),
        does=does,
        file=path.name,
    )


def _wrong(path: Path, what: str) -> NotACaseError:
    return NotACaseError(f"{path.name}: {what}")


def _paragraphs(node: ast.Module | ast.FunctionDef) -> list[str]:
    text = ast.get_docstring(node) or ""
    return [" ".join(one.split()) for one in text.split("\n\n")]


def _sentences(path: Path, tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            said = _paragraphs(node)[0]
            if not said.endswith("."):
                raise _wrong(path, f"{node.name} does not say in a sentence what the library does")
            yield said


def _clauses(path: Path, tree: ast.Module) -> tuple[str, ...]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "CLAUSES":
            held: object = ast.literal_eval(node.value)
            if isinstance(held, tuple):
                return tuple(str(one) for one in held)
    raise _wrong(path, "it names no CLAUSES")


def page(cases: list[Case]) -> str:
    """The whole page."""
    return "\n".join([HEAD, *map(_section, sorted(cases, key=lambda c: c.number))])


def _section(case: Case) -> str:
    on = f"Rests on {', '.join(case.clauses)}." if case.clauses else "Rests on no clause."
    return "\n".join(
        [
            f"## {case.number}. {case.title[0].upper()}{case.title[1:]}",
            "",
            f"*What goes wrong:* {case.wrong}",
            "",
            *(f"- {sentence}" for sentence in case.does),
            "",
            f"{on} Played in `tests/cases/{case.file}`.",
            "",
        ]
    )


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is stale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the page")
    options = parser.parse_args(arguments)
    text = page([read(path) for path in files()])
    if options.write:
        PAGE.write_text(text, "utf-8", newline="\n")
        return 0
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return 0
    sys.stdout.write("docs/reference/cases.md is stale: python -m tests.cases.make_docs --write\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

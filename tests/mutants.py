"""What only this project can break: the pieces of its pack, and what its cases say of themselves.

    python -m safetyframe.testing.mutate --plus tests.mutants:ALL

Each of tests/cases names its own `BREAKS`, and must notice them.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from safetyframe.packs import Pack
from safetyframe.testing.mutate import Mutant, of_pack
from safetyframe_plugins import be_vlg

_CASES: Final = Path(__file__).parent / "cases"

#: What the bars of the pack rest on: a function has no clauses of its own.
BARS: Final = {0: ("be_vlg:adult-file",)}


def ALL() -> Iterator[Mutant]:  # noqa: N802  a constant, but for what it costs to make
    """Everything."""
    yield from of_pack(be_vlg.pack({}, months_ahead=0), BARS)
    yield from of_cases()


def pieces_of(pack: Pack) -> dict[str, tuple[str, ...]]:
    """The rules, watches and bars of the pack by id, with the provisions that they rest on."""
    return {mutant.name: mutant.clauses for mutant in of_pack(pack, BARS)}


def of_cases() -> Iterator[Mutant]:
    """What each case says that it would notice."""
    for path in sorted(_CASES.glob("test_[0-9]*.py")):
        for what, apply in import_module(f"tests.cases.{path.stem}").BREAKS.items():
            yield Mutant(
                kind="case",
                name=f"{path.stem}: {what}",
                clauses=(),
                apply=apply,
                files=(path.resolve(),),
            )

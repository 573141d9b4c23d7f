"""Which test files speak for a clause: those named after it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from safetyframe.testing.mutate.model import Mutant

__all__ = ["files_by_name", "files_of"]

#: The file that speaks for refusals of form, which rest on no clause.
_FORM = "test_form"


def files_by_name(tests: Path) -> Mapping[str, tuple[Path, ...]]:
    """Give the test files below `tests` by their name without its ending."""
    found: dict[str, list[Path]] = {}
    for path in sorted(tests.rglob("test_*.py")):
        found.setdefault(path.stem, []).append(path.resolve())
    return {name: tuple(paths) for name, paths in found.items()}


def files_of(mutant: Mutant, named: Mapping[str, tuple[Path, ...]]) -> tuple[Path, ...]:
    """Give the files that must notice a mutant.

    ``P16`` has ``test_P16.py`` and ``test_findings_P16.py``; ``house:two-keys`` has
    ``house/test_two_keys.py`` or ``test_house_two_keys.py``. A piece that cites ids of its own is
    killed by the tests of those, and the charter's are not asked.
    """
    if mutant.files:
        return mutant.files
    if not mutant.clauses:
        return named.get(_FORM, ())
    own = tuple(clause for clause in mutant.clauses if ":" in clause)
    found: dict[Path, None] = {}
    for clause in own or mutant.clauses:
        space, _, name = clause.replace("-", "_").rpartition(":")
        stem = f"{space}_{name}" if space else name
        for path in (*named.get(f"test_{stem}", ()), *named.get(f"test_findings_{stem}", ())):
            found[path] = None
        for path in named.get(f"test_{name}", ()) if space else ():
            if path.parent.name == space:
                found[path] = None
    return tuple(found)

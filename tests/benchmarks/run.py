"""Print what safetyframe costs, beside floors and peers measured in the same run.

    python tests/benchmarks/run.py [--quick] [--only NAME] [--folder DIR]

Needs `pip install -e .`; with the extra `bench` it measures the peers too. It never fails on a
time: machines are noisy, so look at the ratios, and at those only.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def main() -> int:
    """Run what was asked for."""
    # As a script this file's own folder is on the path; the modules are found from the root.
    sys.path[:] = [str(ROOT), *(p for p in sys.path if Path(p or ".").resolve() != HERE)]
    from tests.benchmarks import clock

    asked = _asked()
    effort = clock.QUICK if asked.quick else clock.THOROUGH
    folder = Path(tempfile.mkdtemp(prefix="safetyframe-bench-", dir=asked.folder))
    print(
        f"CPython {platform.python_version()}, {platform.machine()}; medians of {effort.rounds} "
        f"interleaved rounds, garbage collection off the clock; databases in {folder}"
    )
    try:
        for name, part in _parts(folder).items():
            if asked.only in (None, name):
                part(effort)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


_NAMES = (
    "decide",
    "refuse",
    "evolve",
    "fold",
    "growth",
    "step",
    "ask",
    "wire",
    "import",
    "sql",
    "messengers",
)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="everything once, under a minute")
    parser.add_argument("--only", choices=_NAMES, metavar="NAME", help=", ".join(_NAMES))
    parser.add_argument("--folder", type=Path, help="where databases go: pick the disk")
    return parser.parse_args()


def _parts(folder: Path) -> dict[str, Callable[..., None]]:
    from tests.benchmarks import (
        asking,
        changing,
        deciding,
        importing,
        keeping,
        lines,
        messaging,
        storing,
    )

    every = (
        deciding.decide,
        deciding.refuse,
        changing.evolving,
        partial(changing.folding, folder=folder),
        changing.growing,
        partial(storing.step, folder=folder),
        asking.ask,
        lines.wire_lines,
        importing.imports,
        partial(keeping.sql_stores, folder=folder),
        partial(messaging.messengers, folder=folder),
    )
    return dict(zip(_NAMES, every, strict=True))


if __name__ == "__main__":
    sys.exit(main())

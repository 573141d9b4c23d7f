"""Runs Quint, which npm installs (`tests.support.npm`).

Quint's default backend downloads a program from GitHub; the one in TypeScript is in its package,
and is the only one used here.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from tests.support import npm
from tests.support.npm import Missing, Tools, once

__all__ = ["HERE", "INVARIANTS", "WITNESSES", "Missing", "Quint", "Tools", "installed", "once"]

HERE: Final = Path(__file__).parent
SPECS: Final = ("charter.qnt", "course.qnt", "invariants.qnt")

#: What invariants.qnt holds runs to, and what it wants them to reach.
INVARIANTS: Final = ("X1", "X2", "X3", "X4", "X5", "X6", "X8", "X10", "X15", "unblocked")
WITNESSES: Final = (
    "achieved",
    "closureRefused",
    "reopened",
    "materialRevision",
    "wordingRevision",
    "hoeEstablished",
    "hoeStale",
    "governmentEnds",
    "emergency",
    "deputyActs",
    "nobodyLeads",
    "dissent",
)
_CLI: Final = Path("node_modules/@informalsystems/quint/dist/src/cli.js")


@frozen
class Quint:
    """An installed Quint."""

    node: tuple[str, ...]
    cli: Path

    def __call__(self, *arguments: str | int | Path, folder: Path = HERE) -> tuple[bool, str]:
        """Run one command in `folder`; gives whether it went well, and what it printed."""
        done = subprocess.run(
            [*self.node, str(self.cli), *map(str, arguments)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
        return done.returncode == 0, done.stdout + done.stderr

    def check(
        self, *, samples: int, steps: int, seed: str, folder: Path = HERE
    ) -> tuple[bool, str]:
        """Typecheck, and simulate with the invariants.

        It prints how many runs reached each witness.
        """
        return self(
            *("run", SPECS[-1], "--backend=typescript", "--verbosity=1"),
            *("--init=begin", "--step=watched", f"--seed={seed}"),
            *(f"--max-samples={samples}", f"--max-steps={steps}"),
            *("--invariants", *INVARIANTS, "--witnesses", *WITNESSES),
            folder=folder,
        )

    def traces(self, into: Path, *, samples: int, steps: int, seed: str) -> list[Path]:
        """Simulate, and write every run as a trace."""
        well, said = self(
            *("run", "course.qnt", "--backend=typescript", "--verbosity=1", "--mbt"),
            *(f"--max-samples={samples}", f"--n-traces={samples}", f"--max-steps={steps}"),
            *(f"--seed={seed}", f"--out-itf={into}/{{seq}}.itf.json"),
        )
        if not well:
            raise AssertionError(said)
        return sorted(into.glob("*.itf.json"))


def shares(printed: str) -> Mapping[str, int]:
    """Read in how many runs each witness was seen, from what `check` printed."""
    found = re.findall(r"(\w+) was witnessed in (\d+) trace", printed)
    return {name: int(count) for name, count in found}


def violated(printed: str) -> frozenset[str]:
    """Read which invariants were violated, from what `check` printed."""
    return frozenset(re.findall(r"❌ (\w+)", printed))


def copied(into: Path, changes: Iterable[tuple[str, str, str]] = ()) -> Path:
    """Copy the specification, with other words in some places: (file, was, is)."""
    for name in SPECS:
        shutil.copy(HERE / name, into / name)
    for name, was, now in changes:
        text = (into / name).read_text(encoding="utf-8")
        if text.count(was) != 1:
            msg = f"{name} has {text.count(was)} times: {was}"
            raise LookupError(msg)
        (into / name).write_text(text.replace(was, now), encoding="utf-8")
    return into


def installed(cache: Path) -> Quint:
    """Install Quint in a folder of `cache`, once per lock file; raises `Missing` if it can't be."""
    node, folder = npm.installed(HERE, cache.resolve() / "quint")
    return Quint(node=node, cli=folder / _CLI)

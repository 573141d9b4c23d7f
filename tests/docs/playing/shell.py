"""A shell for the commands of a page: the programs of this environment, and nothing downloaded."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).parents[3]

_PYTHON = """#!/bin/bash
if [ "$1 $2" = "-m venv" ]; then mkdir -p "$3/bin" && cp "{bin}"/* "$3/bin/" && exit; fi
exec "{python}" -W error "$@"
"""
_MODULE = """#!/bin/bash
exec "{python}" {module} "$@"
"""
_PROGRAMS = {"pytest": "-m pytest -p no:cacheprovider", "safetyframe": "-m safetyframe.cli"}


class Shell:
    """Runs blocks of bash in `folder`, one after another."""

    def __init__(self, folder: Path, programs: Path) -> None:
        """Make the programs that the blocks may call."""
        self._folder = folder
        programs.mkdir()
        pip = f"{Path(__file__)}"
        texts = dict.fromkeys(("python", "python3"), _PYTHON)
        texts |= {name: _MODULE.replace("{module}", module) for name, module in _PROGRAMS.items()}
        texts["pip"] = _MODULE.replace("{module}", pip)
        for name, text in texts.items():
            file = programs / name
            said = text.replace("{python}", sys.executable).replace("{bin}", str(programs))
            file.write_text(said, "utf-8")
            file.chmod(0o755)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SAFETYFRAME"))}
        self._env = {
            **kept,
            "PATH": f"{programs}:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
        }

    def run(self, text: str) -> str:
        """Run a block; give what it printed. Raises AssertionError where it failed."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            cwd=self._folder,
            env=self._env,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr


def missing(wanted: str) -> list[str]:
    """Give what of a requirement is not installed here: its extras, and what they bring."""
    asked = Requirement(wanted)
    offered = metadata.metadata(asked.name).get_all("Provides-Extra") or []
    found = [f"{asked.name}[{extra}]" for extra in sorted(asked.extras) if extra not in offered]
    for line in metadata.requires(asked.name) or []:
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": e}) for e in asked.extras):
            try:
                metadata.version(one.name)
            except metadata.PackageNotFoundError:
                found.append(one.name)
    return found


def main(*words: str) -> int:
    """Be `pip install`, where all that is asked for is there."""
    command, *wanted = words
    lacking = [one for each in wanted if not each.startswith("-") for one in missing(each)]
    if command != "install" or lacking:
        sys.stderr.write(f"pip {' '.join(words)}: not here: {lacking}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

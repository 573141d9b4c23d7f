"""What importing costs, in fresh processes, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.benchmarks import table
from tests.benchmarks.clock import Effort, Timed

_TIMED = "import time; began = time.perf_counter(); {code}; print(time.perf_counter() - began)"
_LOADED = "import sys; {code}; print(*sys.modules)"

IMPORTS = {
    "attrs": "import attrs",
    "import safetyframe": "import safetyframe",
    "from safetyframe import Law; Law()": "from safetyframe import Law; Law()",
    "from safetyframe import Frame": "from safetyframe import Frame",
    "import safetyframe.wire": "import safetyframe.wire",
    "import cattrs (for comparison)": "import cattrs",
}
HEAVY = (
    "attr",
    "cattrs",
    "pluggy",
    "hypothesis",
    "sqlite3",
    "click",
    "yaml",
    "json",
    "asyncio",
    "logging",
    "safetyframe_plugins",
)


def imports(effort: Effort) -> None:
    """Times over that of attrs, then what is not loaded."""
    table.heading("import: extra wall time in a fresh process, against attrs")
    every = {name: [sys.executable, "-c", _TIMED.format(code=c)] for name, c in IMPORTS.items()}
    found = _interleaved(every, effort.processes)
    attrs = found["attrs"]
    table.row("import attrs", attrs)
    for name in list(IMPORTS)[1:]:
        aim = table.Aim(most_over_floor=1.5) if name == "import safetyframe" else table.NO_AIM
        table.row(name, found[name], floor=attrs, aim=aim)
    for name in list(IMPORTS)[1:5]:
        _not_loaded(name, IMPORTS[name])
    _command(effort)


def _interleaved(commands: dict[str, list[str]], rounds: int) -> dict[str, Timed]:
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(-1, rounds):
        for name, command in commands.items():
            seconds = float(_printed(command).split()[-1])
            if number >= 0:  # the first round warms the caches
                taken[name].append(seconds)
    return {name: Timed(tuple(times)) for name, times in taken.items()}


def _printed(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _not_loaded(name: str, code: str) -> None:
    modules = set(_printed([sys.executable, "-c", _LOADED.format(code=code)]).split())
    absent = [module for module in HEAVY if module not in modules]
    ours = [module for module in modules if module.partition(".")[0] == "safetyframe"]
    table.note(f"{name}: {len(ours)} modules of ours; not loaded: {', '.join(absent)}")


def _command(effort: Effort) -> None:
    """`safetyframe --version`, once there is one, against an interpreter that does nothing."""
    script = Path(sys.executable).with_name("safetyframe")
    asked = [str(script), "--version"]
    try:
        answered = subprocess.run(asked, check=False, capture_output=True).returncode == 0
    except OSError:
        answered = False
    if not answered:
        table.note("safetyframe --version: there is no such command here yet")
        return
    timed = "import subprocess, sys, time; began = time.perf_counter(); "
    timed += "subprocess.run(sys.argv[1:], capture_output=True); "
    timed += "print(time.perf_counter() - began)"
    every = {
        "nothing": [sys.executable, "-c", timed, sys.executable, "-c", "pass"],
        "attrs": [sys.executable, "-c", timed, sys.executable, "-c", "import attrs"],
        "click": [sys.executable, "-c", timed, sys.executable, "-c", "import attrs, click"],
        "version": [sys.executable, "-c", timed, *asked],
    }
    found = _interleaved(every, effort.processes)
    table.row("safetyframe --version (whole process)", found["version"], floor=found["nothing"])
    table.row("  ... python -c 'import attrs, click'", found["click"], floor=found["nothing"])
    loud = [sys.executable, "-X", "importtime", *asked]
    log = subprocess.run(loud, check=True, capture_output=True, text=True).stderr
    modules = {line.rpartition("|")[2].strip() for line in log.splitlines()}
    absent = [module for module in HEAVY if module not in modules]
    table.note(f"safetyframe --version does not load: {', '.join(absent)}")
    table.note("floor of these rows: python -c pass")

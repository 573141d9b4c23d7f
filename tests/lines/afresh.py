"""Ask tests in a process of its own, which imports the library as changed.

For what runs while the library is imported: in a process that lives, it has run already.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from tests.lines.alone import TOO_LONG
from tests.lines.changing import SOURCE, Change
from tests.lines.ending import end_with_parent
from tests.lines.planting import MODULE, READ, TEXT

__all__ = ["OPTIONS", "Unasked", "ask_afresh", "while_importing"]

_ROOT: Final = Path(__file__).resolve().parents[2]

#: Of pytest, wherever it runs here.
OPTIONS: Final = (
    "-n",
    "0",
    "-p",
    "no:cacheprovider",
    "--assert=plain",
    "--tb=native",
    "-p",
    "no:randomly",
)
_FRESH: Final = (*OPTIONS, "-x", "-q", "-p", "tests.lines.planting")

#: Seconds of a processor: a change may have made a loop endless.
_LONGEST: Final = 120

#: Whoever notices is mostly among the first: the others are imported for the rest alone.
_FIRST: Final = 25


class Unasked(Exception):
    """No test was asked: the process ended before the changed module was imported."""


def ask_afresh(change: Change | None, names: Sequence[str]) -> tuple[str, str]:
    """Give who killed a change, and how; nobody where all stay green. None changes nothing.

    Raises `Unasked` where a process fell over something else.
    """
    for some in (names[:_FIRST], names[_FIRST:]):
        if some:
            killer, how = _ask(change, some)
            if killer:
                return killer, how
    return "", ""


def _ask(change: Change | None, names: Sequence[str]) -> tuple[str, str]:
    me = os.getpid()

    def start() -> None:
        end_with_parent(me)
        resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))

    with tempfile.TemporaryDirectory() as where:
        asked = Path(where, "asked")
        asked.write_text("\n".join(names), "utf-8")
        planted: dict[str, str] = {}
        if change is not None:
            text = Path(where, change.file.name)
            text.write_text(change.source, "utf-8")
            planted = {MODULE: change.module, TEXT: str(text)}
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *_FRESH, f"@{asked}"],
            cwd=_ROOT,
            env={**os.environ, **planted},
            capture_output=True,
            text=True,
            preexec_fn=start,
            check=False,
        )
        if done.returncode == 0:
            return "", ""
        if change is not None and not Path(f"{planted[TEXT]}{READ}").exists():
            raise Unasked(f"{change.id}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    red = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    how = TOO_LONG if done.returncode == -signal.SIGXCPU else ""
    return (red[0].split()[1] if red else "what imports it"), how


def while_importing(where: Sequence[str], kept: Path) -> Mapping[str, int]:
    """Give the lines by file, as bits, that run when tests are imported, before any is run.

    What `kept` knows is taken while no file of the library or of the tests has changed.
    """
    files = sorted([*SOURCE.rglob("*.py"), *(_ROOT / "tests").rglob("*.py")])
    mark = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    held = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    if held.get("mark") != mark:
        held = {"mark": mark, "lines": _run_while_importing(where)}
        kept.write_text(json.dumps(held), "utf-8")
    return {file: sum(1 << line for line in lines) for file, lines in held["lines"].items()}


def _run_while_importing(where: Sequence[str]) -> dict[str, list[int]]:
    script = (
        "import coverage, json, pytest, sys\n"
        f"c = coverage.Coverage(data_file=None, include=[{f'{SOURCE}/*'!r}], config_file=False)\n"
        "c.start()\n"
        f"pytest.main([*{OPTIONS!r}, '--collect-only', '-qqq', *sys.argv[2:]])\n"
        "c.stop()\n"
        "d = c.get_data()\n"
        "open(sys.argv[1], 'w').write("
        "json.dumps({f: d.lines(f) for f in d.measured_files()}))\n"
    )
    with tempfile.TemporaryDirectory() as place:
        told = Path(place, "told")
        command = [sys.executable, "-c", script, str(told), *where]
        subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)
        found: Mapping[str, Iterable[int]] = json.loads(told.read_text("utf-8"))
    return {str(Path(file).relative_to(SOURCE)): sorted(set(n)) for file, n in found.items()}

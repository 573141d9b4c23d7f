"""Installs a wheel with each extra alone, in an environment of its own, and tries every part.

    python tests/packaging/each_extra.py dist/safetyframe-*.whl [--jobs N]

With its extra a part works; where there is none, each part says in one line what to install. Extras
that are for this tree alone are left out, and one that nothing here tries is an error. `pip` gets
what it needs from its cache, or from where it is told to.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import venv
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

#: Extras of this tree: what they hold is for its tests, and is tried by running those.
OURS = frozenset({"bench", "dev", "docs", "lines", "symbolic", "test"})

_CHOOSE = "from safetyframe.plugins import load; load().{kind}_for({url!r}); import {module}"

#: For each extra, what only it makes possible. Some line of what fails names the extra.
PARTS = {
    "cli": "import sys, safetyframe.cli as c; sys.exit(c.main(['demo', '--lang', 'en']))",
    "testing": "import safetyframe.testing.strategies, safetyframe.testing.machines",
    "report": (
        "from safetyframe.pages.shell import Words, render\n"
        "assert '<h1>' in render('layout.html', say=Words('en'), title='x')"
    ),
    "nats": _CHOOSE.format(
        kind="messenger", url="nats://host", module="safetyframe_plugins.nats._messenger"
    ),
    "amqp": _CHOOSE.format(
        kind="messenger", url="amqp://host", module="safetyframe_plugins.amqp._messenger"
    ),
    "webhooks": _CHOOSE.format(
        kind="messenger",
        url="webhook+https://host",
        module="safetyframe_plugins.webhooks._messenger",
    ),
    "oidc": _CHOOSE.format(
        kind="registry", url="oidc://f", module="safetyframe_plugins.registries._oidc"
    ),
    "scim": _CHOOSE.format(
        kind="registry", url="scim://f", module="safetyframe_plugins.registries._scim"
    ),
    "sqlalchemy": _CHOOSE.format(
        kind="store", url="postgresql://host", module="safetyframe_plugins.sql.store"
    ),
    "django": (
        "from safetyframe.plugins import load; load().store_for('django:///default')\n"
        "import django; from django.conf import settings\n"
        "settings.configure(INSTALLED_APPS=['safetyframe_plugins.django'])\n"
        "django.setup(); import safetyframe_plugins.django.store"
    ),
}
#: What needs no extra at all.
BARE = (
    "from safetyframe import Frame, Law\n"
    "import safetyframe.texts, safetyframe.wire, safetyframe.lawmap as m; m.law_map()\n"
    "with Frame.open('memory://') as frame: assert not list(frame.store.trajectories())"
)


def extras_of(wheel: Path) -> list[str]:
    """The extras that a wheel offers, but for those of this tree."""
    with zipfile.ZipFile(wheel) as inside:
        name = next(n for n in inside.namelist() if n.endswith(".dist-info/METADATA"))
        said = inside.read(name).decode()
    found = set(re.findall(r"^Provides-Extra: (\S+)$", said, re.MULTILINE))
    return sorted(found - OURS)


def wrong_with(wheel: Path, extra: str | None, folder: Path) -> list[str]:
    """Install, try every part, and say what is not as it must be."""
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    wanted = f"{wheel}[{extra}]" if extra else str(wheel)
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-compile"]
    done = _run([*pip, "--disable-pip-version-check", wanted], folder)
    if done.returncode:
        return [f"{extra or 'no extra'}: it does not install: {done.stderr.strip()[-500:]}"]
    found = [f"{extra or 'no extra'}: {one}" for one in _bare(python, folder)]
    for part, code in PARTS.items() if extra is None else [(extra, PARTS[extra])]:
        tried = _run([python, "-c", code], folder)
        last = tried.stderr.strip().rpartition("\n")[2]
        if part == extra and tried.returncode:
            found.append(f"{extra}: its own part does not work: {last}")
        elif not extra and not tried.returncode:
            found.append(f"no extra: {part} works without its extra")
        elif not extra and f"safetyframe[{part}]" not in last:
            found.append(f"no extra: {part} does not say what to install: {last}")
    return found


def _bare(python: Path, folder: Path) -> list[str]:
    tried = _run([python, "-c", BARE], folder)
    return [f"the core does not work: {tried.stderr.strip()[-300:]}"] if tried.returncode else []


def _run(command: list[object], folder: Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=folder, capture_output=True, text=True, timeout=600, check=False
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--jobs", type=int, default=3)
    given = parser.parse_args()
    wheel = given.wheel.resolve()
    extras = extras_of(wheel)
    wrong = [f"{one}: nothing here tries this extra" for one in extras if one not in PARTS]
    wrong += [f"{one}: the wheel has no such extra" for one in PARTS if one not in extras]
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(given.jobs) as pool:
        ways = [None, *(one for one in extras if one in PARTS)]
        folders = [Path(place) / (one or "none") for one in ways]
        for way, found in zip(
            ways, pool.map(wrong_with, [wheel] * len(ways), ways, folders), strict=True
        ):
            sys.stdout.write(f"{way or 'no extra':<12}{'wrong' if found else 'as it must be'}\n")
            wrong += found
    sys.stdout.writelines(f"{one}\n" for one in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

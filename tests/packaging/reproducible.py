"""Builds sdist and wheel twice, under other circumstances, and compares them byte by byte.

    python tests/packaging/reproducible.py CHECKOUT OUT

The second build is of a copy in another folder, with other times on its files, another umask, time
zone, language and hash seed. The wheel is built from the sdist, so what the sdist lacks is missed.
`SOURCE_DATE_EPOCH` is not set in either: hatchling writes one date of its own, always the same.
What was built first is left in OUT.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

_ONE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
_OTHER = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}
_LONG_AGO = 1_000_000_000


def build(checkout: Path, out: Path, umask: int, how: dict[str, str]) -> None:
    """Build both, from a checkout into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    _hatch("sdist", checkout, out, umask, how)
    (sdist,) = out.glob("*.tar.gz")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(sdist) as inside:
            inside.extractall(folder, filter="data")
        _hatch("wheel", Path(folder) / sdist.name.removesuffix(".tar.gz"), out, umask, how)


def _hatch(target: str, source: Path, out: Path, umask: int, how: dict[str, str]) -> None:
    env = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)],
        cwd=source,
        env={**env, **how},
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"no {target} comes of it:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def otherwise(checkout: Path, place: Path) -> Path:
    """A copy with other times and other permissions."""
    copy = place / "a folder of another name"
    away = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "dist", "build")
    shutil.copytree(checkout, copy, symlinks=True, ignore=away)
    for number, path in enumerate(sorted(copy.rglob("*"))):
        if not path.is_symlink():
            os.utime(path, (_LONG_AGO + number, _LONG_AGO + number))
            if path.is_file():
                path.chmod(0o700 if os.access(path, os.X_OK) else 0o600)
    return copy


def differences(one: Path, other: Path) -> list[str]:
    """Name what differs: files, and where they are archives, what is in them."""
    once = {p.name for p in one.iterdir()} ^ {p.name for p in other.iterdir()}
    found = [f"{name} was built once" for name in sorted(once)]
    for path in sorted(one.iterdir()):
        twin = other / path.name
        if twin.exists() and path.read_bytes() != twin.read_bytes():
            left, right = _members(path), _members(twin)
            parts = sorted(n for n in {*left, *right} if left.get(n) != right.get(n))
            found.append(
                f"{path.name} differs: {', '.join(parts[:8]) or 'its order or its header'}"
            )
    return found


def _members(path: Path) -> dict[str, object]:
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as inside:
            return {
                i.filename: (inside.read(i), i.external_attr, i.date_time)
                for i in inside.infolist()
            }
    with tarfile.open(path) as inside:
        return {
            m.name: (
                m.mode,
                m.mtime,
                m.uid,
                m.uname,
                getattr(inside.extractfile(m), "read", bytes)(),
            )
            for m in inside.getmembers()
        }


def main() -> int:
    checkout, out = (Path(word).resolve() for word in sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        build(checkout, out, 0o022, _ONE)
        build(otherwise(checkout, place), place / "out", 0o077, _OTHER)
        found = differences(out, place / "out")
    sys.stdout.writelines(f"{line}\n" for line in found or ["built twice, byte for byte the same"])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

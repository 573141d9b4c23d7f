"""The command line of the exhaustion."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence

from safetyframe.testing.exhaust.alphabet import CASTS, ROOTS
from safetyframe.testing.exhaust.search import Counterexample, Tally, search

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a search and print it. Gives 0; 1 where an invariant was broken; 130 on Ctrl-C."""
    given = _parser().parse_args(argv)
    tally, began, code = Tally(), time.perf_counter(), 0
    try:
        search(tally, CASTS[given.cast], depth=given.depth, jobs=given.jobs, roots=given.roots)
    except KeyboardInterrupt:
        code = 130
    if tally.found:
        code = 1
    if given.json:
        _out(json.dumps(_data(tally, given.cast), indent=2))
    else:
        _tell(tally, given.cast, interrupted=code == 130)  # noqa: PLR2004
        _out(f"time       {time.perf_counter() - began:.1f} s on {given.jobs} processes")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m safetyframe.testing.exhaust")
    parser.add_argument("--depth", type=_positive, default=3, help="acts after each root (3)")
    parser.add_argument("--cast", choices=sorted(CASTS), default="one", help="who plays (one)")
    parser.add_argument("--jobs", type=_positive, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--roots", nargs="+", choices=ROOTS, default=list(ROOTS))
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    return parser


def _positive(given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        msg = f"{given!r} is no whole number from 1 on"
        raise argparse.ArgumentTypeError(msg)
    return int(given)


def _story(found: Counterexample) -> list[str]:
    return [
        f"{nr:3}. {type(act).__name__} by {act.by.role.value} {act.by.person}"
        for nr, act in enumerate(found.acts, 1)
    ]


def _data(tally: Tally, cast: str) -> dict[str, object]:
    return {
        "cast": cast,
        "depth": tally.depth,
        "states": tally.states,
        "decisions": tally.decisions,
        "accepted": dict(tally.accepted),
        "refused": dict(tally.refused),
        "clauses": dict(tally.clauses),
        "violations": [
            {"clause": one.clause, "wrong": one.wrong, "acts": _story(one)} for one in tally.found
        ],
    }


def _tell(tally: Tally, cast: str, *, interrupted: bool) -> None:
    if interrupted:
        _out("interrupted: what was done so far")
    _out(f"cast       {cast}")
    _out("depth      " + ", ".join(f"{name} {depth}" for name, depth in tally.depth.items()))
    _out(f"states     {tally.states}")
    _out(f"decisions  {tally.decisions}")
    _out(f"accepted   {tally.accepted.total()}")
    _out(f"refused    {tally.refused.total()}")
    for clause, times in sorted(tally.clauses.items()):
        _out(f"  {clause:8} {times}")
    if not tally.found:
        _out("X1-X16     held at every step")
        return
    first = min(tally.found, key=lambda one: len(one.acts))
    _out(f"{first.clause} is broken: {first.wrong}")
    _out(f"the acts, of which the first ones lead to {first.root!r}:")
    for line in _story(first):
        _out(line)


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())

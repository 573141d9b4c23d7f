"""The command line of the exhaustion."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Final

from safetyframe.acts import ACTS, Act
from safetyframe.testing.exhaust.alphabet import ROOTS
from safetyframe.testing.exhaust.invariants import STEP
from safetyframe.testing.exhaust.people import CASTS, Cast
from safetyframe.testing.exhaust.search import Counterexample, Tally, search
from safetyframe.testing.telling import say_by, say_content

__all__ = ["main"]

_BROKEN: Final = 1
_INTERRUPTED: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a search and print it. Gives 0; 1 where an invariant was broken; 130 on Ctrl-C."""
    given = _parser().parse_args(argv)
    tally, began, code = Tally(), time.perf_counter(), 0
    try:
        search(tally, CASTS[given.cast], depth=given.depth, jobs=given.jobs, roots=given.roots)
    except KeyboardInterrupt:
        code = _INTERRUPTED
    if tally.found:
        code = _BROKEN
    told = _data(tally, given.cast) if given.json else _lines(tally, CASTS[given.cast])
    if isinstance(told, dict):
        _out(json.dumps({"interrupted": code == _INTERRUPTED, **told}, indent=2))
        return code
    if code == _INTERRUPTED:
        _out("interrupted: this is what was done so far")
    _out(f"cast       {given.cast}, depth {given.depth}, from {', '.join(given.roots)}")
    for line in told:
        _out(line)
    user, system, theirs, of_system, _ = os.times()
    used = user + system + theirs + of_system
    _out(
        f"time       {time.perf_counter() - began:.0f} s on {given.jobs} processes, "
        f"{used:.0f} s of processor time: {60 * tally.decisions / used:.0f} decisions a minute"
    )
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m safetyframe.testing.exhaust",
        description="Try every act sequence of a small cast, and hold every answer against X1-X16.",
        epilog="Exits with 0; with 1 where an invariant is broken; with 130 on Ctrl-C.",
    )
    casts = ", ".join(f"{name}: {_who(cast)}" for name, cast in CASTS.items())
    parser.add_argument(
        "--depth", type=_positive, default=3, metavar="N", help="acts after each root (default 3)"
    )
    parser.add_argument(
        "--cast",
        choices=tuple(CASTS),
        default="one",
        metavar="NAME",
        help=f"who plays, beside the professionals, by name (default one). {casts}",
    )
    parser.add_argument(
        "--jobs",
        type=_positive,
        default=min(2, os.cpu_count() or 1),
        metavar="N",
        help="processes (default 2, or as many as there are processors)",
    )
    parser.add_argument(
        "--roots",
        nargs="+",
        choices=ROOTS,
        default=list(ROOTS),
        metavar="ROOT",
        help=f"starting points, of {', '.join(ROOTS)} (default all)",
    )
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    return parser


def _who(cast: Cast) -> str:
    counts = (len(cast.minors), "minor"), (len(cast.parents), "parent"), (len(cast.network), "kin")
    return " + ".join(f"{count} {name}" for count, name in counts if count)


def _positive(given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        msg = f"{given!r} is no whole number from 1 on"
        raise argparse.ArgumentTypeError(msg)
    return int(given)


# --- stories ------------------------------------------------------------------------------------


def _story(found: Counterexample) -> list[str]:
    return [f"{nr:3}. {_told(act)}" for nr, act in enumerate(found.acts, 1)]


def _told(act: Act) -> str:
    said = " ".join(say_content(act))
    return f"{type(act).__name__} by {say_by(act.by)}: {said}".rstrip(": ")


# --- figures ------------------------------------------------------------------------------------


def _data(tally: Tally, cast: str) -> dict[str, object]:
    return {
        "cast": cast,
        "levels": tally.levels,
        "states": tally.states,
        "decisions": tally.decisions,
        "accepted": dict(tally.accepted),
        "refused": dict(tally.refused),
        "unsure": tally.unsure,
        "clauses": dict(tally.clauses),
        "violations": [
            {"clause": one.clause, "wrong": one.wrong, "acts": _story(one)}
            for one in tally.found.values()
        ],
    }


def _lines(tally: Tally, cast: Cast) -> Iterator[str]:
    levels = ", ".join(f"{count} after {nr} acts" for nr, count in enumerate(tally.levels))
    taken = "siblings taken for one another" if len(cast.alike) > 1 else "nobody is like another"
    yield f"states     {tally.states} in which everything was tried: {levels}; {taken}"
    yield f"decisions  {tally.decisions}"
    never = [kind.__name__ for kind in ACTS if kind.__name__ not in tally.accepted]
    lacking = f"; never {', '.join(never)}" if never else ""
    yield f"accepted   {tally.accepted.total()}, of {len(tally.accepted)} kinds of act{lacking}"
    yield f"refused    {tally.refused.total()}, of {len(tally.refused)} kinds of act"
    yield f"unsure     {tally.unsure}"
    clauses = len(tally.clauses.keys() - {"form"})
    yield f"refusals rest on {clauses} clauses{' and on form' * ('form' in tally.clauses)}:"
    cited = [f"{clause} {times}" for clause, times in sorted(tally.clauses.items())]
    yield from ("  " + ", ".join(cited[at : at + 8]) for at in range(0, len(cited), 8))
    first = tally.shortest
    if first is None:
        yield f"{next(iter(STEP))}-X{len(STEP)}     held at every step"
        return
    yield f"broken     {', '.join(sorted(tally.found))}"
    yield f"{first.clause}: {first.wrong}. The shortest story:"
    yield from _story(first)


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())

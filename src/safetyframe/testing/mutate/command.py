"""The command line of the kill gate."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from safetyframe.testing.mutate.equivalents import EQUIVALENTS
from safetyframe.testing.mutate.gathering import gather
from safetyframe.testing.mutate.model import Equivalent, Mutant, Verdict
from safetyframe.testing.mutate.pieces import of_charter
from safetyframe.testing.mutate.reporting import as_json, as_lines, as_table, unused
from safetyframe.testing.mutate.running import Judge, Plan
from safetyframe.testing.mutate.selecting import files_by_name, files_of
from safetyframe.testing.mutate.session import run

__all__ = ["main"]

KILLED: Final = 0
SURVIVED: Final = 1
UNREADY: Final = 2
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge mutants and say what came of it.

    0: every mutant was killed. 1: one survived, or was wrongly called equivalent. 2: nothing could
    be judged (bad options, tests that are red or can't be imported). 130: interrupted.
    """
    options = _parser().parse_args(arguments)
    if not hasattr(os, "fork"):
        return _give_up("this needs os.fork, which Windows has not")
    if not options.tests.is_dir():
        return _give_up(f"there is no directory {options.tests}: name yours with --tests")
    try:
        mutants, equivalents = _all(options)
    except (ImportError, AttributeError, TypeError) as error:
        return _give_up(f"--plus: {error}")
    chosen = [one for one in mutants if _chosen(one, options)]
    if not chosen:
        return _give_up("nothing to break: no mutant has what --only and --kind ask for")
    if options.list:
        _print(as_lines(chosen))
        return KILLED
    idle = unused(equivalents, mutants) if len(chosen) == len(mutants) else ()
    named = files_by_name(options.tests)
    plan = Plan(
        mutants=chosen,
        files={one.id: files_of(one, named) for one in chosen},
        equivalents=equivalents,
        ask_excused=options.deep,
        at_once=max(1, options.jobs),
    )
    return _report(plan, idle, as_object=options.json)


def _report(plan: Plan, idle: Sequence[Equivalent], *, as_object: bool) -> int:
    judge = Judge(plan, _teller(len(plan.mutants)))
    interrupted = run(judge)
    if judge.unready:
        _print(judge.unready, to=sys.stderr)
        return _give_up("the tests must be green before anything is broken")
    if as_object:
        print(as_json(judge.verdicts, idle))
    else:
        files = {path for paths in plan.files.values() for path in paths}
        print(f"{judge.tests} tests in {len(files)} files\n")
        _print(as_table(judge.verdicts, idle))
    if interrupted:
        left = len(plan.mutants) - len(judge.verdicts)
        print(f"interrupted: {left} of {len(plan.mutants)} were not judged", file=sys.stderr)
        return INTERRUPTED
    return SURVIVED if idle or any(v.survived or v.stale for v in judge.verdicts) else KILLED


def _all(options: argparse.Namespace) -> tuple[list[Mutant], list[Equivalent]]:
    mutants: list[Mutant] = [] if options.without_charter else list(of_charter())
    equivalents: list[Equivalent] = [] if options.without_charter else list(EQUIVALENTS)
    for where in options.plus:
        for one in gather(where):
            if isinstance(one, Mutant):
                mutants.append(one)
            else:
                equivalents.append(one)
    if not options.deep:
        mutants = [one for one in mutants if not one.deep]
    return mutants, equivalents


def _chosen(mutant: Mutant, options: argparse.Namespace) -> bool:
    told = f"{mutant.id} [{' '.join(mutant.clauses)}]"
    return all(text in told for text in options.only) and (
        not options.kind or any(mutant.kind.startswith(kind) for kind in options.kind)
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m safetyframe.testing.mutate",
        description="Break the law piece by piece: the tests of that clause must fail.",
        epilog="0: all killed. 1: survivors. 2: nothing could be judged. 130: interrupted.",
    )
    add = parser.add_argument
    add("--tests", type=Path, default=Path("tests"), metavar="DIR", help="where tests lie (tests)")
    add(
        "--plus",
        action="append",
        default=[],
        metavar="MODULE:NAME",
        help="rules, watches or packs of your own, or more mutants; may be repeated",
    )
    add("--without-charter", action="store_true", help="only what --plus names")
    add("--only", action="append", default=[], metavar="TEXT", help="mutants told with this text")
    add("--kind", action="append", default=[], metavar="TEXT", help="kinds that begin like this")
    add("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes at once")
    depth = parser.add_mutually_exclusive_group()
    depth.add_argument("--quick", dest="deep", action="store_false", help="the default")
    depth.add_argument(
        "--deep",
        action="store_true",
        help="mutants that others imply, too, and whether equivalents are",
    )
    add("--list", action="store_true", help="list the mutants and break nothing")
    add("--json", action="store_true", help="one JSON object instead of the table")
    parser.set_defaults(deep=False)
    return parser


def _teller(total: int) -> Callable[[Verdict], None]:
    """Give what says on the error stream, at once, what is wrong; and how far it has come."""
    judged = 0
    out = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace", buffering=1)

    def tell(verdict: Verdict) -> None:
        nonlocal judged
        judged += 1
        if verdict.survived or verdict.stale:
            out.write(f"{'survives' if verdict.survived else 'stale'}: {verdict.mutant.id}\n")
        if judged % 250 == 0:
            out.write(f"{judged} of {total}\n")
        if judged == total:
            out.close()

    return tell


def _print(lines: Iterable[str] | Iterator[str], to: TextIO | None = None) -> None:
    for line in lines:
        print(line, file=to)


def _give_up(why: str) -> int:
    print(why, file=sys.stderr)
    return UNREADY

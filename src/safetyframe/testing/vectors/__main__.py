"""Run the vectors: against this package's law, or against any program that speaks the protocol."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Final, cast

from safetyframe.testing.vectors import DATA, answers, judge, load, run
from safetyframe.testing.vectors.judging import Report
from safetyframe.testing.vectors.model import Object

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Give the status: 0 all is well, 1 a vector failed, 2 it could not be asked, 130 Ctrl-C."""
    try:
        return _main(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("vectors: interrupted\n")
        return _INTERRUPTED


_INTERRUPTED: Final = 130


def _main(arguments: Sequence[str] | None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    own, command = _parted(given)
    options = _parser().parse_args(own)
    what: str = options.what
    if what == "where":
        sys.stdout.write(f"{DATA}\n")
        return 0
    if what == "serve":
        return _serve()
    clauses: list[str] = options.clause
    vectors = load(only=clauses)
    held = {one.clause for one in vectors}
    if lacking := [clause for clause in clauses if clause not in held]:
        return _trouble(f"there are no vectors of {', '.join(lacking)}")
    complete = what == "run" or bool(options.complete)
    if command and what == "run":
        return _trouble("run takes no program; judge does: judge -- PROGRAM [ARGUMENT...]")
    if what == "judge" and not command:
        return _trouble("say which program to judge: judge -- PROGRAM [ARGUMENT...]")
    try:
        report = run(vectors) if what == "run" else judge(vectors, command)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return _trouble(str(error))
    return _told(report, complete=complete)


def _parted(given: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in given:
        return given, []
    at = given.index("--")
    return given[:at], given[at + 1 :]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m safetyframe.testing.vectors",
        description="What the law must answer, clause by clause.",
        epilog="The protocol: docs/reference/vectors.md.",
    )
    parser.add_argument(
        "what",
        nargs="?",
        default="run",
        choices=("run", "judge", "serve", "where"),
        help="run our law (default), judge the program after --, serve our law as such a program, "
        "or say where the files are",
    )
    parser.add_argument("--clause", action="append", default=[], help="these clauses only")
    parser.add_argument(
        "--complete", action="store_true", help="judge: what is not implemented fails too"
    )
    return parser


def _serve() -> int:
    """Answer requests, one JSON object a line, until there are no more."""
    answer = answers()
    for number, line in enumerate(sys.stdin, 1):
        try:
            request = cast("Object", json.loads(line))
        except json.JSONDecodeError:
            return _trouble(f"line {number} is no JSON; the protocol is docs/reference/vectors.md")
        reply: Object = {"id": request["id"], "answer": answer(request)}
        sys.stdout.write(json.dumps(reply, separators=(",", ":")) + "\n")
        sys.stdout.flush()
    return 0


def _told(report: Report, *, complete: bool) -> int:
    sys.stdout.write(report.told())
    return 0 if (report.complete if complete else report.good) else 1


def _trouble(message: str) -> int:
    sys.stderr.write(f"vectors: {message}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())

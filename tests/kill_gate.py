"""Break the law on purpose, one piece at a time: the tests of *that clause* must go red.

    python tests/kill_gate.py [--only TEXT] [--jobs N]

Silences every rule, gate, duty and watch, and every piece of a first-party pack; drops every row of
the table of powers; opens every closed cell and closes every open one. For each it runs the test
files named after the clauses that the piece cites, and nothing else. Each of tests/cases names its
own `BREAKS`, and must notice them. A piece whose own tests stay green is a survivor, and any
survivor fails the run. Refusals of form rest on no clause: theirs is tests/laws/test_form.py.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest
from attrs import evolve

from safetyframe import duties, findings, powers
from safetyframe.powers import Cell
from safetyframe_plugins import be_vlg

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))  # run as a script, this file stands beside the tests it calls
from tests.support.breaking import (  # noqa: E402
    drop_duty,
    drop_from_pack,
    drop_watch,
    guards,
    pieces_of,
    set_row,
    silence_power,
    silence_rule,
)

#: pytest's exit status when tests ran and some failed. Anything else kills nothing.
RED = 1


#: A file that could not be imported kills nothing either, though pytest calls that a failure.
UNREAD = 97


class _Collected:
    """Whether pytest could import every file."""

    whole = True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.whole = self.whole and not report.failed


class Mutant(NamedTuple):
    """A piece of the law, what is done to it, and the clauses whose tests must notice."""

    kind: str
    name: str
    clauses: tuple[str, ...]
    apply: Callable[[], None]
    file: Path | None = None


def mutants() -> Iterator[Mutant]:
    """Every mutant, in the order of the law."""
    for rule in guards.RULES:
        kind = "gate" if rule.level.name == "EXPLAIN" else "rule"
        yield Mutant(kind, rule.id, rule.clauses, silence_rule(rule.id))
    for duty in duties.DUTIES:
        yield Mutant("duty", duty.id, (duty.clause,), drop_duty(duty.id))
    for watch in findings.WATCHES:
        yield Mutant("watch", watch.id, watch.clauses, drop_watch(watch.id))
    for act, row in powers.POWERS.items():
        name = act.__name__
        yield Mutant("row dropped", name, row.clauses, set_row(act, None))
        for role, cell in row.cells.items():
            for kind, new in _other_cells(cell):
                changed = evolve(row, cells=MappingProxyType({**row.cells, role: new}))
                yield Mutant(
                    kind,
                    f"{name} / {role.value}",
                    row.clauses,
                    set_row(act, changed),
                )
    for name, clauses in BY_POWERS.items():
        yield Mutant("power", name, clauses, silence_power(name))
    for name, cited in pieces_of(be_vlg.pack({}, months_ahead=0)).items():
        yield Mutant("pack", name, cited, drop_from_pack(name))
    for path in sorted((HERE / "cases").glob("test_[0-9]*.py")):
        case = import_module(f"tests.cases.{path.stem}")
        for what, apply in case.BREAKS.items():
            yield Mutant("case", f"{path.stem}: {what}", (), apply, path)


#: What the table's own code refuses beside its rows, and what each rests on.
BY_POWERS = {
    "powers.mandate": ("P24", "P8c"),
    "powers.authority-apart": ("P24", "P8c"),
    "powers.on-behalf": ("P8c", "T6"),
    "powers.recorded-by": ("P8c",),
    "hoe.recorded-by-consultant": ("P17",),
    "form.participation": (),
    "form.recorded": (),
}


def _other_cells(cell: Cell) -> Iterator[tuple[str, Cell]]:
    if cell is Cell.NO:
        yield "cell opened", Cell.YES
        return
    yield "cell closed", Cell.NO
    if cell in {Cell.LEAD, Cell.ACTING, Cell.CHAIR}:
        yield "cell widened", Cell.YES


def files_of(mutant: Mutant) -> list[Path]:
    """The test files that speak for a mutant: a case's own, or those of the clauses it cites."""
    if mutant.file is not None:
        return [mutant.file]
    if not mutant.clauses:
        return [HERE / "laws" / "test_form.py"]
    if mutant.kind == "pack":
        # A pack's piece is killed by the tests of its own provisions; the charter's are not asked.
        own = [clause.partition(":") for clause in mutant.clauses if ":" in clause]
        return [
            HERE / "packs" / pack / f"test_{said.replace('-', '_')}.py" for pack, _, said in own
        ]
    names = [
        f"test_{prefix}{clause}.py" for clause in mutant.clauses for prefix in ("", "findings_")
    ]
    return [path for name in names if (path := HERE / "clauses" / name).exists()]


def survives(mutant: Mutant) -> str | None:
    """Run the mutant's tests in a child of this process; say how it survived, or None."""
    files = files_of(mutant)
    if not files:
        return "no test file of its own"
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        status = 99
        with contextlib.suppress(BaseException):
            sink = os.open(os.devnull, os.O_WRONLY)
            os.dup2(sink, 1)
            os.dup2(sink, 2)
            mutant.apply()
            with contextlib.redirect_stdout(io.StringIO()):
                collected = _Collected()
                status = int(pytest.main(_pytest_arguments(files), plugins=[collected]))
                status = status if collected.whole else UNREAD
        os.write(writing, bytes([status]))
        os._exit(0)
    os.close(writing)
    answer = os.read(reading, 1)
    os.close(reading)
    os.waitpid(child, 0)
    status = answer[0] if answer else 98
    return None if status == RED else f"tests ended with status {status}"


def _pytest_arguments(files: list[Path]) -> list[str]:
    return [
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-o",
        "addopts=",
        *map(str, files),
    ]


def _share(everything: list[Mutant], jobs: int) -> list[tuple[Mutant, str | None]]:
    """Judge all mutants on `jobs` processes; results in the order given."""
    pipes = []
    for job in range(jobs):
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.close(reading)
            with os.fdopen(writing, "w") as out:
                for number in range(job, len(everything), jobs):
                    how = survives(everything[number])
                    out.write(f"{number}\t{how or ''}\n")
                    out.flush()
                    if how is not None:
                        print(f"survives: {everything[number].name}", file=sys.stderr)
            os._exit(0)
        os.close(writing)
        pipes.append(reading)
    verdicts: dict[int, str | None] = {}
    for reading in pipes:
        with os.fdopen(reading) as lines:
            for line in lines:
                number, _, how = line.rstrip("\n").partition("\t")
                verdicts[int(number)] = how or None
    while jobs:
        os.wait()
        jobs -= 1
    return [(m, verdicts.get(n, "was not judged")) for n, m in enumerate(everything)]


def main() -> int:
    """Judge every mutant, print the table, fail on a survivor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="only mutants whose kind or name has this text")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    os.chdir(ROOT)
    everything = [m for m in mutants() if options.only in f"{m.kind} {m.name}"]
    clean = sorted({path for m in everything for path in files_of(m)})
    if pytest.main(["-q", "-p", "no:cacheprovider", "-o", "addopts=", *map(str, clean)]) != 0:
        print("the tests must be green before anything is broken")
        return 2
    judged = _share(everything, options.jobs)
    killed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    survivors = []
    for mutant, how in judged:
        total[mutant.kind] += 1
        killed[mutant.kind] += how is None
        if how is not None:
            survivors.append(
                f"  {mutant.kind:12} {mutant.name:42} {' '.join(mutant.clauses):24} {how}"
            )
    print(f"\n{'what was broken':16}{'pieces':>8}{'killed':>8}")
    for kind, count in total.items():
        print(f"{kind:16}{count:>8}{killed[kind]:>8}")
    print(f"{'all':16}{total.total():>8}{killed.total():>8}")
    if survivors:
        print("\nsurvivors (their own clause's tests stayed green):")
        print("\n".join(survivors))
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())

"""Change the library line by line, and count what the tests notice.

python -m tests.lines                      # every part; hours, and it goes on where it was left
python -m tests.lines duties --only _raised
python -m tests.lines --sample 200 --seed 1
python -m tests.lines --table              # what the results say, nothing is judged
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

from tests.lines.changing import PARTS, SOURCE, Change, changes_of, files_of
from tests.lines.equivalents import reasons, survivors
from tests.lines.judging import PATIENCE, Verdict, judge
from tests.lines.telling import Row, table

_RESULTS: Final = Path(".lines")


def main() -> int:
    """0: every change is killed or named. 1: one is not, or is named amiss. 2: not judged.

    130: interrupted; what was judged by then is kept.
    """
    try:
        return _main(_parser().parse_args())
    except KeyboardInterrupt:
        return 130


def _main(options: argparse.Namespace) -> int:
    options.results.mkdir(exist_ok=True)
    judged = options.results / "judged.jsonl"
    changes = [c for part in options.parts or PARTS for c in _kept(part, options.results)]
    excused, named = reasons(), survivors()
    spoken = {**excused, **named}
    idle = [] if options.parts else sorted(spoken.keys() - {c.id for c in changes})
    changes = [c for c in changes if all(text in c.id for text in options.only)]
    if options.sample:
        random.Random(options.seed).shuffle(changes)
        changes = changes[: options.sample]
    held = _held(judged)
    marks = {file: sha256(file.read_bytes()).hexdigest()[:12] for file in {c.file for c in changes}}
    left = [c for c in changes if not _is_done(held.get(c.id), marks[c.file], again=options.again)]
    if left and not options.table:
        begun = time.monotonic()
        with judged.open("a", encoding="utf-8") as told:

            def tell(verdict: Verdict) -> None:
                row = Row.of(verdict, marks[verdict.change.file])
                held[row.id] = row
                told.write(json.dumps(row.as_list()) + "\n")
                told.flush()
                if not row.killer and row.id not in spoken:
                    print(f"lives: {row.id}  [{row.how}]", flush=True)

            unready = judge(
                left,
                options.results / "known.json",
                tell,
                at_once=options.jobs,
                patience=options.patience,
            )
        if unready:
            print(*unready, sep="\n", file=sys.stderr)
            return 2
        print(f"\n{len(left)} judged in {time.monotonic() - begun:.0f} s, {options.jobs} at once")
    if options.sample:
        print(f"a sample of {len(changes)}, drawn with seed {options.seed}")
    rows = [held[c.id] for c in changes if c.id in held and held[c.id].mark == marks[c.file]]
    lines, good = table(rows, {c.part: 0 for c in changes}, excused, named, idle, len(changes))
    print(*lines, sep="\n")
    return 0 if good else 1


def _is_done(row: Row | None, mark: str, *, again: bool) -> bool:
    return row is not None and row.mark == mark and bool(row.killer) and not again


def _kept(part: str, results: Path) -> list[Change]:
    """Give the changes of a part, made once for each state of its files: that takes a while."""
    # Where they are is in them, so that results that are copied elsewhere are not taken for these.
    read = [str(SOURCE).encode(), *(file.read_bytes() for file in files_of(part))]
    mark = sha256(b"".join(read)).hexdigest()[:12]
    kept = results / f"{part}-{mark}.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps([*changes_of(part)]))
    return cast("list[Change]", pickle.loads(kept.read_bytes()))  # noqa: S301  written here


def _held(judged: Path) -> dict[str, Row]:
    if not judged.exists():
        return {}
    rows = [Row(*json.loads(line)) for line in judged.read_text("utf-8").splitlines()]
    return {row.id: row for row in rows}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.lines", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add = parser.add_argument
    add("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=" ".join(PARTS))
    add("--only", action="append", default=[], metavar="TEXT", help="changes told with this text")
    add("--sample", type=int, default=0, metavar="N", help="so many of them, drawn by lot")
    add("--seed", type=int, default=0, metavar="N", help="of the lot (0)")
    add("--jobs", type=int, default=1, metavar="N", help="processes at once (1)")
    add("--patience", type=float, default=PATIENCE, metavar="S", help=f"for each ({PATIENCE:g})")
    add("--again", action="store_true", help="what was killed before, too")
    add("--table", action="store_true", help="judge nothing, and print what was found before")
    add("--results", type=Path, default=_RESULTS, metavar="DIR", help=f"kept here ({_RESULTS})")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Print what an audit costs: throughput, memory, processes, beside a floor and a peer.

    python -m tests.benchmarks.auditing [--trajectories 100000] [--peer] [--folder DIR]

Writes a history of so many trajectories of some 20 acts, and audits it in one process and in two,
each in a fresh interpreter so that its peak of memory is its own. The floor is parsing the same
lines and nothing else; done twice at once, it says what a second process can give on this machine.
`--peer` installs pm4py (AGPL-3.0: for this measurement only, in a throw-away environment) and
replays the same acts on a net it discovers: it looks at the order of names, and at nothing else.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
#: Run in an interpreter of its own: audits a file, and says how long it took and how much it held.
AUDIT = """
import json, resource, sys, time
from concurrent.futures import ProcessPoolExecutor
from functools import reduce
from operator import add
from safetyframe.auditing import Summary, audit_part, parts_of
path, jobs = sys.argv[1], int(sys.argv[2])
parts = parts_of([path])
begun = time.perf_counter()
if jobs == 1:
    total = reduce(add, (audit_part(part).summary for part in parts), Summary())
else:
    with ProcessPoolExecutor(jobs) as pool:
        total = reduce(add, (one.summary for one in pool.map(audit_part, parts)), Summary())
seconds = time.perf_counter() - begun
held = max(resource.getrusage(who).ru_maxrss
           for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([total.trajectories, total.records, total.found, seconds, held // 1024]))
"""
FLOOR = """
import json, sys, time
begun, count = time.perf_counter(), 0
for line in open(sys.argv[1], "rb"):
    json.loads(line)
    count += 1
print(json.dumps([count, time.perf_counter() - begun]))
"""
PEER = """
import json, sys, time
import pandas as pd, pm4py
rows = []
for line in open(sys.argv[1], "rb"):
    said = json.loads(line)
    rows.append((said["trajectory"], said["act"]["type"], said["act"]["by"]["at"]))
frame = pd.DataFrame(rows, columns=["case:concept:name", "concept:name", "time:timestamp"])
frame["time:timestamp"] = pd.to_datetime(frame["time:timestamp"], format="ISO8601", utc=True)
net, start, end = pm4py.discover_petri_net_inductive(frame)
from pm4py.algo.conformance.tokenreplay import algorithm
log = pm4py.convert_to_event_log(frame)
begun = time.perf_counter()
found = algorithm.apply(log, net, start, end, parameters={"cleaning_token_flood": False})
print(json.dumps([len(rows), time.perf_counter() - begun]))
"""


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--trajectories", type=int, default=100_000)
    parser.add_argument("--peer", action="store_true", help="install pm4py aside, and measure it")
    parser.add_argument("--folder", type=Path, help="where the history goes: some 0.8 GB")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="safetyframe-audit-", dir=asked.folder))
    print(f"CPython {platform.python_version()}, {platform.machine()}; one run each")
    try:
        measure(folder, asked.trajectories, peer=asked.peer)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def measure(folder: Path, trajectories: int, *, peer: bool) -> None:
    """Print a line for each."""
    small, large = folder / "small.jsonl", folder / "large.jsonl"
    write(small, max(trajectories // 10, 1))
    write(large, trajectories)
    count, seconds = asked_of(FLOOR, large)
    floor = 1e6 * seconds / count
    print(f"{trajectories:,} trajectories, {count:,} acts, {large.stat().st_size / 1e6:,.0f} MB")
    print(f"  floor: parse the same lines              {floor:7.1f} µs an act")
    with ThreadPoolExecutor(2) as pool:
        told = [*pool.map(partial(asked_of, FLOOR), (large, large))]
    gain = 2 * seconds / max(slow for _, slow in told)
    both = f"{floor / gain:7.1f} µs an act, {gain:.2f} times one"
    print(f"  floor: twice at once                     {both}")
    alone = 0.0
    for name, path, jobs in (
        ("one process, a tenth of it", small, 1),
        ("one process", large, 1),
        ("two processes", large, 2),
    ):
        _, acts, found, seconds, held = asked_of(AUDIT, path, jobs)
        each = 1e6 * seconds / acts
        alone = each if (path, jobs) == (large, 1) else alone
        more = f", {alone / each:.2f} times one" if jobs > 1 else f", {each / floor:.1f} x floor"
        print(
            f"  audit: {name:<32} {each:9.1f} µs an act, {acts / seconds:9,.0f} acts/s, "
            f"peak {held:,} MB a process, {found:,} found{more}"
        )
    if peer:
        one = folder / "peer.jsonl"
        write(one, min(trajectories, 2_000), varied=True)
        python = throw_away(folder / "venv")
        count, seconds = asked_of(PEER, one, python=python)
        other = 1e6 * seconds / count
        print(
            f"  peer: pm4py token replay                 {other:7.1f} µs an act, "
            f"{other / alone:.2f} times ours"
        )


def write(path: Path, trajectories: int, *, varied: bool = False) -> None:
    """Write a history of the tests' own stories, with here and there an act that was wrong.

    `varied` leaves acts out so that no two trajectories are alike, which a replay would count once.
    """
    import random

    from tests.auditing.lines import line
    from tests.auditing.test_parts import STORIES, wrong

    rng = random.Random(1)
    told = [
        [line(act, "T") for act in (*(r.act for r in one.records), *wrong(one, n % 2))]
        for n, one in enumerate(STORIES)
    ]
    with path.open("wb") as file:
        for number in range(trajectories):
            lines = told[number % len(told)]
            if varied:
                lines = [text for text in lines if rng.random() > 0.2]
            name = f'"t-{number}"'.encode()
            file.write(b"".join(text.replace(b'"T"', name, 1) for text in lines))


def asked_of(code: str, path: Path, *more: object, python: str = sys.executable) -> list[float]:
    """Run code in an interpreter of its own, and give what it prints."""
    done = subprocess.run(
        [python, "-c", code, str(path), *map(str, more)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    said: list[float] = json.loads(done.stdout.splitlines()[-1])
    return said


def throw_away(folder: Path) -> str:
    """Make an environment with the peer in it, outside of this project's."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-qq", "pm4py==2.7.*"], check=True)
    return python


if __name__ == "__main__":
    sys.exit(main())

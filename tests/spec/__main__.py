"""Prints what the specification's runs reach, and what their replay against the law covers.

python -m tests.spec [--samples N] [--steps N] [--seed 0x2a] [--cache FOLDER]
"""

# ruff: noqa: T201  what it is for

from __future__ import annotations

import argparse
import tempfile
import textwrap
from collections import Counter
from pathlib import Path

from tests.spec import quint as q
from tests.spec.replaying import read, replay


def main() -> None:
    """Simulate, check, replay, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--samples", type=int, default=220)
    asked.add_argument("--steps", type=int, default=14)
    asked.add_argument("--seed", default="0x2a")
    asked.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "safetyframe")
    given = asked.parse_args()
    quint = q.installed(given.cache)
    samples, steps, seed = given.samples, given.steps, given.seed

    well, said = quint.check(samples=samples, steps=steps, seed=seed)
    if not well and not q.violated(said):
        raise SystemExit(said)  # it did not run
    print(
        f"{samples} runs of {steps} attempts, seed {seed}: "
        f"{'no invariant violated' if well else 'VIOLATED'} ({', '.join(q.INVARIANTS)})\n"
    )
    print("share of runs that reach")
    for name, count in q.shares(said).items():
        print(f"  {name:18} {count / samples:6.1%}")

    verdicts: Counter[tuple[str, bool]] = Counter()
    clauses: Counter[str] = Counter()
    acts = 0
    with tempfile.TemporaryDirectory() as folder:
        paths = quint.traces(Path(folder), samples=samples, steps=steps, seed=seed)
        for path in paths:
            run = replay(read(path))
            acts += run.acts
            for step in run.steps:
                verdicts[step.attempt["kind"], bool(step.reasons)] += 1
                clauses.update(step.reasons)
    print(f"\n{len(paths)} traces replayed: {acts} acts decided, law and specification agree")
    print(f"\n  {'attempt':12} accepted refused")
    for kind in sorted({kind for kind, _ in verdicts}):
        print(f"  {kind:12} {verdicts[kind, False]:8} {verdicts[kind, True]:7}")
    refused = ", ".join(f"{c} {n}" for c, n in clauses.most_common())
    print("\n" + textwrap.fill(f"refused on {refused}", width=96))
    if not well:
        raise SystemExit(said)


main()

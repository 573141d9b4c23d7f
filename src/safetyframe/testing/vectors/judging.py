"""Ask somebody every vector, compare, and count per clause."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Final, cast

from attrs import frozen

from safetyframe.testing.vectors.answering import Answers, answers
from safetyframe.testing.vectors.comparing import differences
from safetyframe.testing.vectors.model import Object, Vector
from safetyframe.wire import Json

__all__ = ["Report", "Score", "Verdict", "judge", "run"]

_PATIENCE: Final = 600.0


class Verdict(Enum):
    """What came of one vector. What is not implemented never counts as a pass."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_IMPLEMENTED = "not-implemented"


@frozen(kw_only=True)
class Score:
    """One vector, what came of it, and where the answer parts from the one expected."""

    vector: Vector
    verdict: Verdict
    why: tuple[str, ...] = ()


@frozen(kw_only=True)
class Report:
    """What came of all vectors."""

    scores: tuple[Score, ...]

    def of(self, verdict: Verdict) -> tuple[Score, ...]:
        """Give the scores with this verdict."""
        return tuple(score for score in self.scores if score.verdict is verdict)

    @property
    def good(self) -> bool:
        """Say whether something passed and nothing failed."""
        return bool(self.of(Verdict.PASSED)) and not self.of(Verdict.FAILED)

    @property
    def complete(self) -> bool:
        """Say whether everything passed."""
        return bool(self.scores) and len(self.of(Verdict.PASSED)) == len(self.scores)

    def per_clause(self) -> Mapping[str, Mapping[Verdict, int]]:
        """Count the verdicts of each clause."""
        counted: dict[str, dict[Verdict, int]] = {}
        for score in self.scores:
            row = counted.setdefault(score.vector.clause, dict.fromkeys(Verdict, 0))
            row[score.verdict] += 1
        return counted

    def told(self) -> str:
        """Give the report as text: what failed, then a line per clause and the sum."""
        lines = [
            line
            for score in self.of(Verdict.FAILED)
            for line in (
                f"FAILED {score.vector.id}: {score.vector.title}",
                *(f"       {why}" for why in score.why),
            )
        ]
        heads = [verdict.value for verdict in Verdict]
        lines.append(f"{'clause':8}" + "".join(f"{head:>17}" for head in heads))
        for clause, row in self.per_clause().items():
            lines.append(f"{clause:8}" + "".join(f"{row[verdict]:>17}" for verdict in Verdict))
        sums = [len(self.of(verdict)) for verdict in Verdict]
        lines.append(f"{'all':8}" + "".join(f"{number:>17}" for number in sums))
        return "\n".join(lines) + "\n"


def run(vectors: Iterable[Vector], ask: Answers | None = None) -> Report:
    """Ask a function of this process; our own law unless told otherwise."""
    says = answers() if ask is None else ask
    return Report(scores=tuple(_score(one, {"answer": says(one.request())}) for one in vectors))


def judge(
    vectors: Sequence[Vector], command: Sequence[str], *, patience: float = _PATIENCE
) -> Report:
    """Ask another program: start it, write a request a line, read an answer a line, in any order.

    A vector that is not answered has failed, as has one answered twice. Raises
    `subprocess.TimeoutExpired` after `patience` seconds, `ValueError` for a line that is no answer
    or that answers what was not asked; `OSError` where the program can't be started.
    """
    asked = "".join(json.dumps(one.request(), separators=(",", ":")) + "\n" for one in vectors)
    done = subprocess.run(  # noqa: S603  the caller says what to run
        list(command), input=asked.encode(), stdout=subprocess.PIPE, timeout=patience, check=False
    )
    given: dict[str, list[Object]] = {one.id: [] for one in vectors}
    for number, line in enumerate(done.stdout.decode().splitlines(), 1):
        said = _line(line, number)
        held = given.get(cast("str", said["id"]))
        if held is None:
            msg = f"line {number} of the program's answers is about no vector that it was asked"
            raise ValueError(msg)
        held.append(said)
    return Report(scores=tuple(_judged(one, given[one.id], done.returncode) for one in vectors))


def _line(line: str, number: int) -> Object:
    try:
        said = cast("Json", json.loads(line))
    except ValueError:
        said = None
    if isinstance(said, dict) and isinstance(said.get("id"), str):
        return said
    msg = f"line {number} of the program's answers is no JSON object with an id"
    raise ValueError(msg)


def _judged(vector: Vector, said: list[Object], status: int) -> Score:
    if len(said) == 1:
        return _score(vector, said[0])
    why = f"answered {len(said)} times (the program ended with status {status})"
    return Score(vector=vector, verdict=Verdict.FAILED, why=(why,))


def _score(vector: Vector, said: Object) -> Score:
    reason = said.get("not_implemented")
    if isinstance(reason, str) and "answer" not in said:
        return Score(vector=vector, verdict=Verdict.NOT_IMPLEMENTED, why=(reason,))
    if "answer" not in said:
        why = ("neither an answer nor a reason why it is not implemented",)
        return Score(vector=vector, verdict=Verdict.FAILED, why=why)
    parting = differences(vector.then, said["answer"])
    verdict = Verdict.FAILED if parting else Verdict.PASSED
    return Score(vector=vector, verdict=verdict, why=parting)

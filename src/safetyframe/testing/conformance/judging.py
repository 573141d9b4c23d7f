"""The judge: tries a law on an adapter, and says how it ended."""

from __future__ import annotations

import tempfile
import time
import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from attrs import evolve

from safetyframe import __version__
from safetyframe.errors import SafetyframeError
from safetyframe.testing.conformance.model import (
    Broken,
    NotJudged,
    Result,
    SealedLaw,
    Subject,
    Verdict,
    Waiver,
)

__all__ = ["judge", "judge_all"]

B = TypeVar("B")


def judge(
    subject: Subject[B],
    law: SealedLaw[B],
    *,
    version: str = __version__,
    today: date | None = None,
) -> Result:
    """Try `law` on the adapter, and weigh what came of it with what its vendor declared.

    A failure is traced to its root: where a law that this one rests on fails too, this one is not
    judged. `version` is that of the kit, `today` the day on which waivers are read.
    """
    result = _tried(subject, law)
    if result.verdict is Verdict.FAIL:
        result = _traced(subject, law, result)
    waiver = subject.waiver(law)
    if waiver is not None:
        return _waived(result, waiver, today or datetime.fromtimestamp(time.time(), UTC).date())
    if result.verdict is Verdict.FAIL and _number(version) < _number(law.binding):
        later = f"(binds from {law.binding} on) {result.reason}"
        return evolve(result, verdict=Verdict.WARNING, reason=later)
    return result


def judge_all(
    subject: Subject[B],
    *,
    told: Callable[[Result], None] = lambda _: None,
    version: str = __version__,
    today: date | None = None,
) -> tuple[Result, ...]:
    """Try every law on the adapter, one after another; `told` hears of each as it ends."""
    results: list[Result] = []
    for law in subject.laws:
        results.append(judge(subject, law, version=version, today=today))
        told(results[-1])
    return tuple(results)


def _tried(subject: Subject[B], law: SealedLaw[B]) -> Result:
    told = Result(law=law.id, title=law.title, verdict=Verdict.PASS)
    missing = "; ".join(subject.missing(law))
    if missing:
        return evolve(told, verdict=Verdict.NOT_APPLICABLE, reason=missing)
    absent = [handle for handle in law.handles if handle not in subject.handles]
    if absent:
        why = f"the vendor handed over no {' and no '.join(absent)}"
        return evolve(told, verdict=Verdict.NOT_JUDGED, reason=why)
    with tempfile.TemporaryDirectory(prefix="safetyframe-", ignore_cleanup_errors=True) as folder:
        try:
            with subject.bench(law, Path(folder)) as bench:
                law.check(bench)
        except NotJudged as why:
            return evolve(told, verdict=Verdict.NOT_JUDGED, reason=str(why))
        except Broken as error:
            return evolve(told, verdict=Verdict.FAIL, reason=str(error), error=error)
        except Exception as error:  # noqa: BLE001 -- whatever an adapter raises, it broke the law
            return evolve(told, verdict=Verdict.FAIL, reason=_say(error), error=error)
    return told


def _traced(subject: Subject[B], law: SealedLaw[B], result: Result) -> Result:
    for root in law.rests_on:
        deeper = subject.law(root)
        if _tried(subject, deeper).verdict is Verdict.FAIL:
            return evolve(
                result, verdict=Verdict.NOT_JUDGED, reason=f"it rests on {root}, which fails"
            )
        further = _traced(subject, deeper, result)
        if further.verdict is not Verdict.FAIL:
            return further
    return result


def _waived(result: Result, waiver: Waiver, today: date) -> Result:
    if result.verdict is not Verdict.FAIL:
        why = f"it is waived, and need not be ({result.verdict.value}): take the waiver out"
        return evolve(result, verdict=Verdict.FAIL, reason=why)
    if waiver.until < today:
        why = f"its waiver ran out on {waiver.until}; {result.reason}"
        return evolve(result, reason=why)
    why = f"until {waiver.until}: {waiver.reason} [{result.reason}]"
    return evolve(result, verdict=Verdict.WAIVED, reason=why)


def _say(error: Exception) -> str:
    """Name what was raised and where. The text of a stranger's error may hold anything."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    text = f": {error}" if isinstance(error, SafetyframeError) else ""
    return f"{type(error).__name__} was raised at {Path(last.filename).name}:{last.lineno}{text}"


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])

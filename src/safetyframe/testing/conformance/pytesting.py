"""The laws as tests of pytest: one for each law, with its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, TypeVar, cast

from safetyframe.testing._extra import require
from safetyframe.testing.conformance.judging import judge
from safetyframe.testing.conformance.model import Result, SealedLaw, Subject, Verdict
from safetyframe.testing.conformance.reporting import Report, report, write_json

__all__ = ["PROPERTY", "as_test", "gathered"]

B = TypeVar("B")

#: Under this name what was found about one law travels with the report of its test.
PROPERTY: Final = "safetyframe-conformance"


def as_test(subject: Subject[B]) -> Callable[..., None]:
    """Make the test function of an adapter: pytest runs it once for each law, under its id.

    A law that is not judged is skipped, one that is waived or not yet binding an expected failure,
    each with its reason. ``pytest --safetyframe-conformance FILE`` writes ``conformance.json``.
    """
    require("pytest", "the conformance kit")
    import pytest

    @pytest.mark.parametrize("law", [pytest.param(law, id=law.id) for law in subject.laws])
    def conforms(law: SealedLaw[B], record_property: Callable[[str, object], None]) -> None:
        __tracebackhide__ = True
        result = judge(subject, law)
        record_property(PROPERTY, report(subject, [result]).as_json())
        match result.verdict:
            case Verdict.PASS | Verdict.NOT_APPLICABLE:
                return
            case Verdict.NOT_JUDGED:
                pytest.skip(f"{subject.adapter}: {law.id} is not judged: {result.reason}")
            case Verdict.WAIVED | Verdict.WARNING:
                pytest.xfail(f"{result.verdict.value}: {result.reason}")
            case Verdict.FAIL:
                failure = f"{law.id} {law.title}\n{result.reason}"
                raise pytest.fail.Exception(failure, pytrace=False) from result.error

    return conforms


def gathered(properties: Iterable[tuple[str, object]], file: Path) -> None:
    """Write to a file what the tests of a session have found, adapter by adapter."""
    found: dict[str, Report] = {}
    for name, value in properties:
        if name == PROPERTY:
            one = _read(cast("Mapping[str, object]", value))
            known = found.get(one.adapter)
            results = (*(() if known is None else known.results), *one.results)
            found[one.adapter] = Report(
                adapter=one.adapter,
                port=one.port,
                capabilities=one.capabilities,
                waivers=one.waivers,
                results=tuple(sorted(results, key=lambda result: result.law)),
            )
    write_json(file, list(found.values()))


def _read(said: Mapping[str, object]) -> Report:
    laws = cast("list[Mapping[str, str]]", said["laws"])
    waivers = cast("list[Mapping[str, str]]", said["waivers"])
    return Report(
        adapter=str(said["adapter"]),
        port=str(said["port"]),
        capabilities=cast("Mapping[str, str]", said["capabilities"]),
        waivers=tuple((w["law"], w["reason"], w["until"]) for w in waivers),
        results=tuple(
            Result(
                law=one["id"],
                title=one["title"],
                verdict=Verdict(one["verdict"]),
                reason=one["reason"],
            )
            for one in laws
        ),
    )

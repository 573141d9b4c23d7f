"""The laws as tests of pytest: one for each law, with its id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from attrs import asdict

from safetyframe.testing._extra import require
from safetyframe.testing.conformance.judging import judge
from safetyframe.testing.conformance.model import SealedLaw, Subject, Verdict

__all__ = ["PROPERTY", "as_test"]

B = TypeVar("B")

#: Under this name the result of each law travels with the report of its test.
PROPERTY: Final = "safetyframe-law"


def as_test(subject: Subject[B]) -> Callable[..., None]:
    """Make the test function of an adapter: pytest runs it once for each law, under its id.

    A law that is not judged is skipped, one that is waived or not yet binding an expected failure,
    each with its reason.
    """
    require("pytest", "the conformance kit")
    import pytest

    @pytest.mark.parametrize("law", [pytest.param(law, id=law.id) for law in subject.laws])
    def conforms(law: SealedLaw[B], record_property: Callable[[str, object], None]) -> None:
        __tracebackhide__ = True
        result = judge(subject, law)
        said = {"law": result.law, "title": result.title, "verdict": result.verdict.value}
        record_property(
            PROPERTY,
            {
                "adapter": subject.adapter,
                "port": subject.port,
                "capabilities": {k: v.value for k, v in subject.capabilities.items()},
                "waivers": [asdict(w) | {"until": str(w.until)} for w in subject.waivers],
                **said,
                "reason": result.reason,
            },
        )
        match result.verdict:
            case Verdict.PASS | Verdict.NOT_APPLICABLE:
                return
            case Verdict.NOT_JUDGED:
                pytest.skip(f"not judged: {result.reason}")
            case Verdict.WAIVED | Verdict.WARNING:
                pytest.xfail(f"{result.verdict.value}: {result.reason}")
            case Verdict.FAIL:
                failure = f"{law.id} {law.title}\n{result.reason}"
                raise pytest.fail.Exception(failure, pytrace=False) from result.error

    return conforms

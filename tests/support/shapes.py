"""What every gap and finding says, held against a list: which particulars, and which ways out.

Tests of a clause look at codes. That a gap also says *where*, *whom* and *what to do* is looked at
here, for each of them at once: the fixture `shapes` listens to what the law answers a test.

    python -m tests.support.shapes     # lists what is said now: read the difference

A code that is not listed is let through, so that a law that is broken on purpose is caught by the
tests of its clause and not by this; `tests/laws/test_shapes.py` asks that all are listed.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from safetyframe import acts
from safetyframe.law import Law
from safetyframe.outcome import Finding, Gap, Refused, Remedy
from safetyframe.powers import who_may

LISTED: Final = Path(__file__).with_name("shapes.json")
SHAPES: Final[dict[str, list[str]]] = json.loads(LISTED.read_text("utf-8"))
Said = tuple[str, str]


def telling(one: Gap | Finding) -> str:
    """What it says: the particulars by name, and of a field which one."""
    told = [
        f"{name}={re.sub('[0-9]+', '#', str(value))}" if name == "field" else name
        for name, value in sorted(one.about)
    ]
    return " ".join([*told, *map(_way, one.remedies)])


def _way(one: Remedy) -> str:
    usual = one.roles == who_may(getattr(acts, one.act))
    roles = "" if usual else f" by {','.join(sorted(r.value for r in one.roles))}"
    return f"-> {one.act}{roles}{' human' * (one.human is True)} {sorted(dict(one.about))}"


def said(answer: object) -> Iterator[Said]:
    """Give what is named in an answer of the law, and what is said of it."""
    if isinstance(answer, Refused):
        for one in answer.violations:
            for gap in one.gaps:
                yield f"{one.rule} {gap.code}", telling(gap)
    elif isinstance(answer, Iterable):
        for one in answer:
            if isinstance(one, Finding):
                yield f"{one.rule} {one.code}", telling(one)


def listen(patch: pytest.MonkeyPatch, heard: set[Said]) -> None:
    """Put down what the law answers, from now on."""
    for name in ("decide", "findings"):
        asked = getattr(Law, name)

        def answer(*given: object, asked: object = asked, **named: object) -> object:
            told = asked(*given, **named)  # type: ignore[operator]
            heard.update(said(told))
            return told

        patch.setattr(Law, name, answer)


@pytest.fixture(autouse=True)
def shapes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Require of whatever the law answers that it says what is listed."""
    heard: set[Said] = set()
    with monkeypatch.context() as patch:
        listen(patch, heard)
        yield
    assert not odd(heard), f"not in {LISTED.name}: {odd(heard)}"


def odd(heard: Iterable[Said]) -> list[Said]:
    """What is said of something listed, and is not listed itself."""
    return sorted(one for one in heard if one[1] not in SHAPES.get(one[0], [one[1]]))


class _Writing:
    """Puts down what is said, instead of holding it against the list."""

    def __init__(self) -> None:
        self.heard: set[Said] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            listen(patch, self.heard)
            return (yield)


def _write() -> int:
    writing = _Writing()
    where = ["tests/clauses", "tests/cases", "tests/laws/test_form.py"]
    options = ["-q", "-p", "no:xdist", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    status = pytest.main([*options, *where], [writing])
    listed: dict[str, list[str]] = {}
    for name, told in sorted(writing.heard):
        listed.setdefault(name, []).append(told)
    LISTED.write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return int(status)


if __name__ == "__main__":
    sys.exit(_write())

"""The report on an adapter: as data, for a terminal and as a page. Only a pass counts as one.

The file ``conformance.json`` holds ``format``, ``kit`` (the version that judged) and ``adapters``:
of each its name, port, capabilities and waivers, whether it conforms, and of each law its ``id``,
``title``, ``verdict`` and ``reason``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from attrs import frozen

from safetyframe import __version__
from safetyframe.testing.conformance.model import Result, Subject, Verdict

__all__ = ["FORMAT", "Report", "report", "write_json"]

B = TypeVar("B")

#: The name and number of the format of ``conformance.json``.
FORMAT: Final = "safetyframe-conformance/1"

_SIGNS: Final[Mapping[Verdict, str]] = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "FAIL",
    Verdict.WAIVED: "waived",
    Verdict.NOT_APPLICABLE: "n/a",
    Verdict.NOT_JUDGED: "not judged",
    Verdict.WARNING: "warning",
}


_MANY: Final = {"store": "stores", "messenger": "messengers", "registry": "registries"}


@frozen(kw_only=True)
class Report:
    """How every law ended for one adapter.

    `capabilities` and `waivers` are what its vendor said; a waiver is its law, reason and last day.
    """

    adapter: str
    port: str
    capabilities: Mapping[str, str]
    waivers: tuple[tuple[str, str, str], ...]
    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """Whether no law failed. What was not judged is no failure, and no pass."""
        return not any(result.verdict is Verdict.FAIL for result in self.results)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many laws ended in each way."""
        ends = [result.verdict for result in self.results]
        return {verdict: ends.count(verdict) for verdict in Verdict if verdict in ends}

    def as_json(self) -> Mapping[str, object]:
        """Give it as plain data, to be written as JSON."""
        return {
            "adapter": self.adapter,
            "port": self.port,
            "capabilities": dict(self.capabilities),
            "conforms": self.conforms,
            "waivers": [
                {"law": law, "reason": reason, "until": until}
                for law, reason, until in self.waivers
            ],
            "laws": [
                {"id": one.law, "title": one.title, "verdict": one.verdict.value}
                | {"reason": one.reason}
                for one in self.results
            ],
        }

    def as_text(self) -> str:
        """Give it for a terminal: every law on a line, with the reason where it did not pass."""
        return "\n".join([*(line(result) for result in self.results), "", self.summary()])

    def summary(self) -> str:
        """Say in one line how many laws ended in which way."""
        counted = ", ".join(f"{number} {_SIGNS[one]}" for one, number in self.counts.items())
        end = "conforms" if self.conforms else "does not conform"
        return f"{self.adapter} {end} to the laws of {_MANY[self.port]} {__version__}: {counted}"

    def as_markdown(self) -> str:
        """Give it as a page."""
        said = ", ".join(f"{name} {value.upper()}" for name, value in self.capabilities.items())
        rows = [
            f"| `{one.law}` | {_cell(one.title)} | {_SIGNS[one.verdict]} | {_cell(one.reason)} |"
            for one in self.results
        ]
        waived = [f"- `{law}` until {until}: {reason}" for law, reason, until in self.waivers]
        return "\n".join(
            [
                f"# Conformance of the {self.port} `{self.adapter}`",
                "",
                f"{self.summary()}.",
                "",
                f"Declared: {said}.",
                "",
                *(["Waived by its vendor:", "", *waived, ""] if waived else []),
                "| law | what holds | verdict | why not a pass |",
                "|---|---|---|---|",
                *rows,
                "",
            ]
        )


def line(result: Result) -> str:
    """Show how one law ended, on a line."""
    why = f" [{' '.join(result.reason.split())}]" if result.reason else ""
    return f"{_SIGNS[result.verdict]:<10}  {result.law}  {result.title}{why}"


def report(subject: Subject[B], results: Iterable[Result]) -> Report:
    """Put together what was found about an adapter, in the order of its laws."""
    found = {result.law: result for result in results}
    return Report(
        adapter=subject.adapter,
        port=subject.port,
        capabilities={name: value.value for name, value in subject.capabilities.items()},
        waivers=tuple((w.law, w.reason, w.until.isoformat()) for w in subject.waivers),
        results=tuple(found[law.id] for law in subject.laws if law.id in found),
    )


def write_json(path: Path, reports: Sequence[Report]) -> None:
    """Write ``conformance.json``."""
    whole = {"format": FORMAT, "kit": __version__, "adapters": [one.as_json() for one in reports]}
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")

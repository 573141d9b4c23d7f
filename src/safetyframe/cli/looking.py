"""What commands that only look have in common: days, minutes and findings."""

from __future__ import annotations

from datetime import datetime

from safetyframe import texts
from safetyframe.cli.console import Console, Style
from safetyframe.cli.objects import findings_of
from safetyframe.outcome import Findings
from safetyframe.texts.naming import what_was_agreed
from safetyframe.values import civil, civil_date
from safetyframe.views import View

__all__ = ["day_of", "minute_of", "tell_findings"]


def day_of(instant: datetime, zone: str) -> str:
    """Give the civil day of `instant` in `zone`."""
    return civil_date(instant, zone).isoformat()


def minute_of(instant: datetime, zone: str) -> str:
    """Give the civil time of `instant` in `zone`, to the minute."""
    local = civil(instant, zone).replace(tzinfo=None)
    return local.isoformat(sep=" ", timespec="minutes")


def tell_findings(console: Console, view: View[Findings], zone: str) -> None:
    """Print findings: what is overdue first, then what is due, then advice."""
    if console.as_json:
        nl, en = (texts.said_together(view, each, zone=zone) for each in texts.LANGUAGES)
        for finding in findings_of(nl, en):
            console.json("finding/1", **finding)
        return
    said = texts.said_together(view, console.language, reader=console.reader, zone=zone)
    order = {"overdue": 0, "due": 1, "advice": 2}
    styles: dict[str, Style] = {"overdue": "bad", "due": "doubt", "advice": "head"}
    states = [
        "advice" if one.findings[0].state is None else one.findings[0].state.value for one in said
    ]
    labels = {state: console.label(f"due-{state}") for state in order}
    width = max(map(len, labels.values()))
    for state, one in sorted(zip(states, said, strict=True), key=lambda pair: order[pair[0]]):
        mark = console.styled(f"{labels[state]:<{width}}", styles[state])
        clauses = console.styled(f"{' '.join(one.findings[0].clauses)}  ", "clause")
        shown = clauses if console.names_clauses else ""
        console.line(f"{mark}  {shown}{one.sentence}", hang=width + 2)
        for step in one.steps:
            step_said = texts.say_next(step, console.language, reader=console.reader)
            console.line(step_said, indent=width + 2, hang=2)
        agreed = what_was_agreed(one.findings[0].clauses, console.language, reader=console.reader)
        if agreed is not None and console.names_clauses:
            console.line(agreed, indent=width + 2, hang=2)
    if not said:
        console.line(console.label("nothing"))

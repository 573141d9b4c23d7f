"""Tells people, or programs, what became of the acts of a script."""

from __future__ import annotations

from collections import Counter

from safetyframe import texts
from safetyframe.cli.console import Console, Style
from safetyframe.cli.looking import day_of
from safetyframe.cli.objects import findings_of, violations_of
from safetyframe.cli.playing import Played, Verdict
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Outcome, Refused, Unsure
from safetyframe.texts import SaidOutcome
from safetyframe.texts.naming import name_of_clauses
from safetyframe.views import View, Viewer
from safetyframe.wire.exporting import item_in_json, reference
from safetyframe.wire.names import ACT_NAMES

__all__ = ["Teller"]

_STYLE: dict[Verdict, Style] = {
    "accepted": "good",
    "refused": "bad",
    "unsure": "doubt",
    "already": "head",
}


class Teller:
    """Prints each act as it is played, and counts.

    What was done, and what the script expects, is told as the script has it. What the law answers
    is told to whoever did the act: as a View of theirs.
    """

    def __init__(self, console: Console, zone: str, total: int) -> None:
        """Tell on `console`; days are those of `zone`. `total` is how many steps there are."""
        self._console = console
        self._zone = zone
        self._total = total
        self._digits = len(str(total))
        self.counts: Counter[Verdict] = Counter()
        self.unexpected = 0

    @property
    def told(self) -> int:
        """How many acts were told."""
        return sum(self.counts.values())

    def tell(self, played: Played, law: Law) -> None:
        """Tell one act, and what `law` answered."""
        self.counts[played.verdict] += 1
        self.unexpected += not played.expected
        view = law.show(played.outcome, Viewer.of(played.step.act.by), played.before)
        if self._console.as_json:
            self._tell_program(played, view)
        else:
            self._tell_people(played, view)

    def finish(self, **more: object) -> None:
        """Tell how many there were of each."""
        c = self._console
        if c.as_json:
            c.json(
                "summary/1",
                acts=self.told,
                of=self._total,
                accepted=self.counts["accepted"],
                refused=self.counts["refused"],
                unsure=self.counts["unsure"],
                already=self.counts["already"],
                unexpected=self.unexpected,
                **more,
            )
            return
        parts = [
            c.label(f"run-count-{verdict}", number=self.counts[verdict])
            for verdict in _STYLE
            if self.counts[verdict]
        ]
        total = c.label("run-acts", number=self.told)
        c.line()
        c.line(c.label("run-summary", total=total, parts=", ".join(parts)))
        if self.unexpected:
            c.line(c.styled(c.label("run-not-expected", number=self.unexpected), "bad"))
        else:
            c.line(c.label("run-expected"))

    def _tell_people(self, played: Played, view: View[Outcome]) -> None:
        c, act, shown = self._console, played.step.act, view.shown
        labels = {verdict: c.label(f"verdict-{verdict}") for verdict in _STYLE}
        width = max(map(len, labels.values()))
        verdict = c.styled(f"{labels[played.verdict]:<{width}}", _STYLE[played.verdict])
        role = texts.name_of_role(act.by.role, c.language, reader=c.reader)
        who = f"{texts.references(act.by.person)} ({role})"
        what = texts.act_in_words(act, c.language, reader=c.reader)
        clauses = ""
        if isinstance(shown, Refused) and shown.violations and c.names_clauses:
            named = name_of_clauses(shown.clauses, c.language, reader=c.reader)
            clauses = c.styled(f"  {named}", "clause")
        day = day_of(act.by.at, self._zone)
        line = f"{played.number:>{self._digits}}  {day}  {verdict}  {who}: {what}{clauses}"
        deep = self._digits + 2 + len(day) + 2
        c.line(line, hang=deep)
        if played.step.note is not None:
            c.line(played.step.note, indent=deep)
        said = texts.said_outcome(view, c.language, reader=c.reader, zone=self._zone)
        if isinstance(shown, Unsure):
            c.line(said.head, indent=deep, hang=2)
        self._tell_answer(said, deep)
        if not played.expected and (played.step.expect is not None):
            c.line(c.styled(c.label("run-unexpected"), "bad"), indent=deep)

    def _tell_answer(self, said: SaidOutcome, deep: int) -> None:
        c = self._console
        for one in said.violations:
            if one.label and one.lines:
                c.line(c.styled(one.label, "clause"), indent=deep)
            for line in one.lines:
                c.line(line, indent=deep + 2, hang=2)
        for warning in said.warnings:
            clauses = name_of_clauses(warning.findings[0].clauses, c.language, reader=c.reader)
            named = f"{c.styled(clauses, 'clause')}  " if c.names_clauses else ""
            c.line(f"{named}{warning.sentence}", indent=deep, hang=2)
        for line in (*said.leaves_open, *said.notes):
            c.line(line, indent=deep, hang=2)

    def _tell_program(self, played: Played, view: View[Outcome]) -> None:
        act, shown = played.step.act, view.shown
        nl, en = (texts.said_outcome(view, each, zone=self._zone) for each in texts.LANGUAGES)
        leaves_open = shown.record.leaves_open if isinstance(shown, Accepted) else ()
        self._console.json(
            "step/1",
            number=played.number,
            place=played.step.place,
            id=reference(act.id),
            type=ACT_NAMES[type(act)][0],
            at=act.by.at.isoformat(),
            day=day_of(act.by.at, self._zone),
            person=reference(act.by.person),
            role=act.by.role.value,
            verdict=played.verdict,
            expected=played.expected,
            note=played.step.note,
            clauses=list(shown.clauses) if isinstance(shown, Refused) else [],
            violations=list(violations_of(nl.violations, en.violations)),
            unknown=list(shown.unknown) if isinstance(shown, Refused | Unsure) else [],
            warnings=list(findings_of(nl.warnings, en.warnings)),
            leaves_open=[item_in_json(item) for item in leaves_open],
        )

"""Tells people, or programs, what became of the acts of a script."""

from __future__ import annotations

from collections import Counter

from safetyframe import texts
from safetyframe.cli.console import Console, Style
from safetyframe.cli.details import act_in_words, references
from safetyframe.cli.looking import day_of
from safetyframe.cli.objects import finding_of, open_item_of, reference_of, violation_of
from safetyframe.cli.playing import Played, Verdict
from safetyframe.outcome import Accepted, Refused, Unsure
from safetyframe.wire.names import ACT_NAMES

__all__ = ["Teller"]

_STYLE: dict[Verdict, Style] = {
    "accepted": "good",
    "refused": "bad",
    "unsure": "doubt",
    "already": "head",
}


class Teller:
    """Prints each act as it is played, and counts."""

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

    def tell(self, played: Played) -> None:
        """Tell one act."""
        self.counts[played.verdict] += 1
        self.unexpected += not played.expected
        if self._console.as_json:
            self._tell_program(played)
        else:
            self._tell_people(played)

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
            c.label(f"count-{verdict}", number=self.counts[verdict])
            for verdict in _STYLE
            if self.counts[verdict]
        ]
        total = c.label("act") if self.told == 1 else c.label("acts", number=self.told)
        c.line()
        c.line(c.label("summary", total=total, parts=", ".join(parts)))
        if self.unexpected:
            c.line(c.styled(c.label("not-expected", number=self.unexpected), "bad"))
        else:
            c.line(c.label("all-expected"))

    def _tell_people(self, played: Played) -> None:
        c, act, outcome = self._console, played.step.act, played.outcome
        width = max(len(c.label(verdict)) for verdict in _STYLE)
        verdict = c.styled(f"{c.label(played.verdict):<{width}}", _STYLE[played.verdict])
        who = f"{references(act.by.person)} ({texts.name_of_role(act.by.role, c.language)})"
        what = act_in_words(act, c)
        clauses = ""
        if isinstance(outcome, Refused):
            clauses = c.styled(f"  {' '.join(outcome.clauses) or c.label('form')}", "clause")
        day = day_of(act.by.at, self._zone)
        line = f"{played.number:>{self._digits}}  {day}  {verdict}  {who}: {what}{clauses}"
        deep = self._digits + 2 + len(day) + 2
        c.line(line, hang=deep)
        if played.step.note is not None:
            c.line(played.step.note, indent=deep)
        if isinstance(outcome, Accepted):
            self._tell_warnings(outcome, deep)
        elif isinstance(outcome, Refused):
            self._tell_reasons(outcome, deep)
        else:
            names = texts.name_of_slices(outcome.unknown, c.language)
            c.line(c.label("reason-unsure", unknown=names), indent=deep)
        if not played.expected and (played.step.expect is not None):
            c.line(c.styled(c.label("unexpected"), "bad"), indent=deep)

    def _tell_reasons(self, refused: Refused, deep: int) -> None:
        c = self._console
        for violation in refused.violations:
            label, lines = texts.reasons(violation, c.language, zone=self._zone)
            c.line(c.styled(label, "clause"), indent=deep)
            for line in lines:
                c.line(line, indent=deep + 2, hang=2)

    def _tell_warnings(self, accepted: Accepted, deep: int) -> None:
        c = self._console
        for said in texts.said_together(accepted.warnings, c.language, zone=self._zone):
            clauses = c.styled(" ".join(said.findings[0].clauses) or c.label("form"), "clause")
            c.line(f"{clauses}  {said.sentence}", indent=deep, hang=2)
        for item in accepted.record.leaves_open:
            c.line(texts.open_item(item, c.language), indent=deep, hang=2)

    def _tell_program(self, played: Played) -> None:
        act, outcome = played.step.act, played.outcome
        accepted = outcome if isinstance(outcome, Accepted) else None
        refused = outcome if isinstance(outcome, Refused) else None
        record = None if accepted is None else accepted.record
        self._console.json(
            "step/1",
            number=played.number,
            place=played.step.place,
            id=reference_of(act.id),
            type=ACT_NAMES[type(act)][0],
            at=act.by.at.isoformat(),
            day=day_of(act.by.at, self._zone),
            person=reference_of(act.by.person),
            role=act.by.role.value,
            verdict=played.verdict,
            expected=played.expected,
            note=played.step.note,
            seq=None if record is None else record.seq,
            clauses=[] if refused is None else list(refused.clauses),
            violations=[]
            if refused is None
            else [violation_of(v, self._zone) for v in refused.violations],
            unknown=[] if accepted is not None else list(_unknown(outcome)),
            warnings=[]
            if accepted is None
            else [finding_of(w, self._zone) for w in accepted.warnings],
            leaves_open=[] if record is None else [open_item_of(i) for i in record.leaves_open],
        )


def _unknown(outcome: object) -> tuple[str, ...]:
    return outcome.unknown if isinstance(outcome, Refused | Unsure) else ()

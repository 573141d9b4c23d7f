"""Says what the law answered, in plain sentences: of a View, and of nothing else.

What was never looked through for somebody has no words here: no function takes a bare refusal, gap
or finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from safetyframe.charter import Level
from safetyframe.outcome import (
    Accepted,
    Can,
    Finding,
    Findings,
    Gap,
    Outcome,
    Possibilities,
    Refused,
    Unsure,
    Violation,
)
from safetyframe.packs import Pack
from safetyframe.record import OpenItem
from safetyframe.texts.changing import change_in_words
from safetyframe.texts.filling import in_words
from safetyframe.texts.fr import NOTE
from safetyframe.texts.grouping import together
from safetyframe.texts.model import Catalogue, Language, Reader
from safetyframe.texts.reading import catalogue
from safetyframe.texts.said import Said, SaidChange, SaidOutcome, SaidPossibility, SaidViolation
from safetyframe.texts.sentences import agreed, named, next_line, next_steps, sentence_of
from safetyframe.trajectory import Trajectory
from safetyframe.views import View, changes, unsealed

__all__ = [
    "LANGUAGES",
    "note_on",
    "said_changes",
    "said_outcome",
    "said_possibilities",
    "said_together",
    "say",
]

#: The languages every refusal can be put into (X12).
LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")

#: What an ending leaves open but statements not met, and how that is said.
_OPEN: Final = {
    "due": "open-duty",
    "overdue": "open-duty",
    "excepted": "open-duty",
    "dissents": "open-dissents",
}


def note_on(language: Language) -> str | None:
    """Say once what a language lacks; None for one in which everything can be said."""
    return NOTE if language == "fr" else None


def say(
    view: View[Outcome],
    language: Language,
    *,
    reader: Reader = Reader.PROFESSIONAL,
    zone: str | None = None,
    packs: Iterable[Pack] = (),
) -> str:
    """Put an outcome in words, on several lines.

    A refusal names, for each rule it breaks, the clauses, what is missing, and the next step.
    A family and a child read it in plainer words, with what was agreed; `reader` never changes
    what may be seen. Moments are civil time in `zone` (an IANA name), or with their own offset when
    it is None.
    `packs` are those of the law that answered: what they find is said in their words. Raises
    `HostError` for anything but a View of an outcome.
    """
    said = said_outcome(view, language, reader=reader, zone=zone, packs=packs)
    note = note_on(language)
    lines = _lines(said, catalogue(language, reader))
    return "\n".join(lines if note is None else (note, *lines))


def said_outcome(
    view: View[Outcome],
    language: Language,
    *,
    reader: Reader = Reader.PROFESSIONAL,
    zone: str | None = None,
    packs: Iterable[Pack] = (),
) -> SaidOutcome:
    """Put an outcome in words part by part, for whoever lays them out. Raises like `say`."""
    outcome, c = unsealed(view, Accepted, Refused, Unsure), catalogue(language, reader, packs)
    match outcome:
        case Accepted():
            return SaidOutcome(
                head=c.phrases["accepted"],
                warnings=_said_together(outcome.warnings, c, zone),
                leaves_open=tuple(_open_item(item, c) for item in outcome.record.leaves_open),
            )
        case Refused():
            notes = () if outcome.violations else (c.phrases["hidden"],)
            if outcome.unknown:
                notes = (*notes, _unknown("also-unknown", outcome.unknown, c))
            return SaidOutcome(
                head=c.phrases["refused"],
                violations=_violations(outcome.violations, c, zone),
                notes=notes,
            )
        case Unsure():
            return SaidOutcome(head=_unknown("unsure", outcome.unknown, c))
        case _ as never:
            assert_never(never)


def said_together(
    view: View[Findings],
    language: Language,
    *,
    reader: Reader = Reader.PROFESSIONAL,
    zone: str | None = None,
    packs: Iterable[Pack] = (),
) -> tuple[Said, ...]:
    """Put findings in words, those that differ only in whom they are about in one sentence.

    A code nobody has words for, a plugin's say, is named, so that nothing is passed over. Raises
    `HostError` for anything but a View.
    """
    return _said_together(unsealed(view, Findings), catalogue(language, reader, packs), zone)


def said_possibilities(
    view: View[Possibilities],
    language: Language,
    *,
    reader: Reader = Reader.PROFESSIONAL,
    zone: str | None = None,
    packs: Iterable[Pack] = (),
) -> tuple[SaidPossibility, ...]:
    """Put in words what somebody could do, each kind of act in its turn. Raises like `say`."""
    c = catalogue(language, reader, packs)
    return tuple(
        SaidPossibility(
            possibility=one,
            act=c.acts.get(one.act, one.act),
            violations=_violations(one.violations, c, zone),
            notes=(c.phrases["hidden"],) if one.can is Can.NO and not one.violations else (),
        )
        for one in unsealed(view, Possibilities)
    )


def said_changes(
    view: View[Trajectory],
    since: int,
    language: Language,
    *,
    reader: Reader = Reader.PROFESSIONAL,
) -> tuple[SaidChange, ...]:
    """Put in words what changed for a viewer after version `since` of WAT, as they count.

    Raises what `safetyframe.views.changes` raises.
    """
    c = catalogue(language, reader)
    return tuple(
        SaidChange(change=one, sentence=change_in_words(one, c)) for one in changes(view, since)
    )


def _lines(said: SaidOutcome, c: Catalogue) -> Iterator[str]:
    yield said.head
    for one in said.violations:
        if one.label and one.lines:
            yield f"  {one.label}"
        for line in one.lines:
            yield f"    {line}"
    for warning in said.warnings:
        clauses = named(warning.findings[0].clauses, c)
        label = "" if c.reader is Reader.CHILD else f"{clauses}: "
        yield f"  {label}{c.phrases['warning'].format(sentence=warning.sentence)}"
    for line in (*said.leaves_open, *said.notes):
        yield f"  {line}"


def _said_together(findings: Iterable[Finding], c: Catalogue, zone: str | None) -> tuple[Said, ...]:
    return tuple(
        Said(
            findings=group,
            sentence=sentence_of(group[0], c, zone, words),
            each=tuple(sentence_of(one, c, zone) for one in group),
            steps=tuple(next_steps(group[0], c, zone, words)),
        )
        for group, words in together(findings, c)
    )


def _violations(
    violations: Iterable[Violation], c: Catalogue, zone: str | None
) -> tuple[SaidViolation, ...]:
    said: list[SaidViolation] = []
    known: set[str] = set()
    for one in violations:
        lines = tuple(_reasons(one, c, zone))
        if c.reader is not Reader.PROFESSIONAL:
            lines = tuple(dict.fromkeys(lines))
        if c.reader is Reader.CHILD:
            # Several rules are often one thing to a child: what was said is not said again.
            lines = tuple(line for line in lines if line not in known)
            known.update(lines)
        said.append(
            SaidViolation(
                violation=one,
                label=_label(one, c),
                lines=lines,
                each=tuple(sentence_of(gap, c, zone) for gap in one.gaps),
            )
        )
    return tuple(said)


def _unknown(phrase: str, names: tuple[str, ...], c: Catalogue) -> str:
    return c.phrases[phrase].format_map(in_words((("unknown", " ".join(names)),), c, None))


def _label(violation: Violation, c: Catalogue) -> str:
    if c.reader is Reader.CHILD:
        return ""  # names of clauses say nothing to a child; the summary below does
    label = named(violation.clauses, c)
    return f"{label} ({c.phrases['broken']})" if violation.broken else label


def _reasons(violation: Violation, c: Catalogue, zone: str | None) -> Iterator[str]:
    for group, words in together(violation.gaps, c):
        yield sentence_of(group[0], c, zone, words)
        for step in next_steps(group[0], c, zone, words):
            yield next_line(step, c)
    if violation.level is Level.EXPLAIN and not violation.broken:
        yield c.phrases["explain"].format(clause=violation.clauses[0])
    human = any(remedy.human for gap in violation.gaps for remedy in gap.remedies)
    if human and not violation.rule.startswith("powers."):
        yield c.phrases["human"]
    told = agreed(violation.clauses, c)
    if told is not None:
        yield told


def _open_item(item: OpenItem, c: Catalogue) -> str:
    if item.person is not None and item.target is None and item.state in _OPEN:
        state = c.phrases.get(item.state, "")
        what = c.phrases[_OPEN[item.state]].format(person=item.person, state=state)
    else:
        about = {"minor": item.person, "target": item.target}
        known = tuple((name, value) for name, value in about.items() if value is not None)
        what = sentence_of(Gap(code=item.state, about=known), c, None)
    return c.phrases["open-item"].format(clause=item.clause, what=what)

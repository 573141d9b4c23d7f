"""Says what the law answered, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from attrs import frozen

from safetyframe.charter import Level
from safetyframe.outcome import Accepted, Finding, Gap, Outcome, Refused, Unsure, Violation
from safetyframe.record import OpenItem
from safetyframe.roles import Role
from safetyframe.texts.en import ENGLISH
from safetyframe.texts.filling import in_words
from safetyframe.texts.grouping import together
from safetyframe.texts.model import Catalogue, Language, Templates
from safetyframe.texts.nl import DUTCH
from safetyframe.texts.sentences import next_steps, sentence_of, templates_of

__all__ = [
    "LANGUAGES",
    "MissingTextError",
    "Said",
    "name_of_act",
    "name_of_fact",
    "name_of_role",
    "name_of_slices",
    "open_item",
    "reasons",
    "said_together",
    "say",
    "sentence",
    "steps",
    "templates_for",
]

#: The languages every refusal can be put into (X12).
LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")

_CATALOGUES: Final[dict[Language, Catalogue]] = {"nl": DUTCH, "en": ENGLISH}


#: What an ending leaves open but statements not met, and how that is said.
_OPEN: Final = {
    "due": "open-duty",
    "overdue": "open-duty",
    "excepted": "open-duty",
    "dissents": "open-dissents",
}


class MissingTextError(LookupError):
    """There are no words for a code in a language. `sentence` says the code itself instead."""


@frozen(kw_only=True)
class Said:
    """Findings that are said in one sentence, and what could be done about them."""

    findings: tuple[Finding, ...]
    sentence: str
    steps: tuple[str, ...]


def say(outcome: Outcome, language: Language, *, zone: str | None = None) -> str:
    """Put an outcome in words, on several lines.

    A refusal names, for each rule it breaks, the clauses, what is missing, and the next step.
    Moments are civil time in `zone` (an IANA name), or with their own offset when it is None.
    """
    return "\n".join(_lines(outcome, _CATALOGUES[language], zone))


def sentence(about: Gap | Finding, language: Language, *, zone: str | None = None) -> str:
    """Put one gap or finding in one plain sentence or two, out of its facts alone.

    A code nobody has words for, a plugin's say, is named, so that nothing is passed over.
    """
    return sentence_of(about, _CATALOGUES[language], zone)


def steps(about: Gap | Finding, language: Language, *, zone: str | None = None) -> tuple[str, ...]:
    """Say who could do what about a gap or finding: one line for each way."""
    return tuple(next_steps(about, _CATALOGUES[language], zone))


def said_together(
    findings: Iterable[Finding], language: Language, *, zone: str | None = None
) -> tuple[Said, ...]:
    """Put findings in words, those that differ only in whom they are about in one sentence."""
    c = _CATALOGUES[language]
    return tuple(
        Said(
            findings=group,
            sentence=sentence_of(group[0], c, zone, words),
            steps=tuple(next_steps(group[0], c, zone, words)),
        )
        for group, words in together(findings, c)
    )


def reasons(
    violation: Violation, language: Language, *, zone: str | None = None
) -> tuple[str, tuple[str, ...]]:
    """Give what a violation rests on, and its sentences and next steps, a line each."""
    c = _CATALOGUES[language]
    return _label(violation, c), tuple(_reasons(violation, c, zone))


def open_item(item: OpenItem, language: Language) -> str:
    """Say what an ending left open."""
    return _open_item(item, _CATALOGUES[language])


def name_of_act(act: str, language: Language) -> str:
    """Name an act by the name of its class; one nobody knows keeps that name."""
    return _CATALOGUES[language].acts.get(act, act)


def name_of_role(role: Role, language: Language) -> str:
    """Name a role, as a bare noun."""
    return _CATALOGUES[language].roles[role]


def name_of_fact(name: str, value: str, language: Language) -> str:
    """Put the value of a fact called `name` in words; one there are no words for stays as it is."""
    return in_words(((name, value),), _CATALOGUES[language], None)[name]


def name_of_slices(names: tuple[str, ...], language: Language) -> str:
    """Name slices of a trajectory."""
    return in_words((("unknown", " ".join(names)),), _CATALOGUES[language], None)["unknown"]


def templates_for(about: Gap | Finding, language: Language) -> Templates:
    """Give the templates for a gap or finding. Raises `MissingTextError` if there are none."""
    found = templates_of(about, _CATALOGUES[language])
    if found is None:
        raise MissingTextError(f"no words in {language} for {about.code!r}")
    return found


def _lines(outcome: Outcome, c: Catalogue, zone: str | None) -> Iterator[str]:
    match outcome:
        case Accepted():
            yield c.phrases["accepted"].format(seq=outcome.record.seq)
            for warning in outcome.warnings:
                clauses = " ".join(warning.clauses) or c.phrases["form"]
                said = c.phrases["warning"].format(sentence=sentence_of(warning, c, zone))
                yield f"  {clauses}: {said}"
            for item in outcome.record.leaves_open:
                yield f"  {_open_item(item, c)}"
        case Refused():
            yield c.phrases["refused"]
            for violation in outcome.violations:
                yield f"  {_label(violation, c)}"
                for line in _reasons(violation, c, zone):
                    yield f"    {line}"
            if outcome.unknown:
                yield f"  {_unknown('also-unknown', outcome.unknown, c)}"
        case Unsure():
            yield _unknown("unsure", outcome.unknown, c)
        case _ as never:
            assert_never(never)


def _unknown(phrase: str, names: tuple[str, ...], c: Catalogue) -> str:
    return c.phrases[phrase].format_map(in_words((("unknown", " ".join(names)),), c, None))


def _label(violation: Violation, c: Catalogue) -> str:
    label = " ".join(violation.clauses) or c.phrases["form"]
    return f"{label} ({c.phrases['broken']})" if violation.broken else label


def _reasons(violation: Violation, c: Catalogue, zone: str | None) -> Iterator[str]:
    for group, words in together(violation.gaps, c):
        yield sentence_of(group[0], c, zone, words)
        for step in next_steps(group[0], c, zone, words):
            yield c.phrases["next"].format(step=step)
    if violation.level is Level.EXPLAIN and not violation.broken:
        yield c.phrases["explain"].format(clause=violation.clauses[0])
    human = any(remedy.human for gap in violation.gaps for remedy in gap.remedies)
    if human and not violation.rule.startswith("powers."):
        yield c.phrases["human"]


def _open_item(item: OpenItem, c: Catalogue) -> str:
    if item.person is not None and item.target is None and item.state in _OPEN:
        state = c.phrases.get(item.state, "")
        what = c.phrases[_OPEN[item.state]].format(person=item.person, state=state)
    else:
        about = {"minor": item.person, "target": item.target}
        known = tuple((name, value) for name, value in about.items() if value is not None)
        what = sentence_of(Gap(code=item.state, about=known), c, None)
    return c.phrases["open-item"].format(clause=item.clause, what=what)

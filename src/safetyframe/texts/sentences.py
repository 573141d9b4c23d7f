"""One gap or finding as a sentence, one remedy as a step, in the words of one catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from safetyframe import acts as a
from safetyframe.outcome import Finding, Gap, Remedy
from safetyframe.powers import POWERS, Cell
from safetyframe.roles import CLIENT_SIDE, PROFESSIONAL, Role
from safetyframe.texts.filling import Words, filled, in_words
from safetyframe.texts.model import Catalogue, Reader, Templates
from safetyframe.values import is_plain

__all__ = ["agreed", "named", "next_line", "next_steps", "sentence_of", "templates_of"]

_ACTS: Final = {act.__name__: act for act in a.ACTS}
_EVERYONE: Final = CLIENT_SIDE | PROFESSIONAL
_NO_WORDS: Final[Words] = {}
_PLAIN_CELLS: Final = frozenset({Cell.YES, Cell.OWN, Cell.TOGETHER})
_STANDING: Final = {Cell.LEAD: "lead", Cell.ACTING: "lead", Cell.CHAIR: "chair"}
_OWN_WORDS: Final = ("watch.", "inform.", "duties")


def sentence_of(
    about: Gap | Finding,
    c: Catalogue,
    zone: str | None,
    together: Mapping[str, str] = _NO_WORDS,
) -> str:
    """Say one gap or finding. `together` replaces the words of facts in which several differ."""
    words = in_words(about.about, c, zone) | dict(together)
    if isinstance(about, Finding) and about.state is not None:
        words["duty"] = in_words((("duty", about.rule),), c, zone)["duty"]
    templates = templates_of(about, c)
    said = None if templates is None else filled(templates, words)
    if said is not None:
        return said
    code = about.code if is_plain(about.code) else c.phrases["unreadable"]
    known = ", ".join(f"{name} {value}" for name, value in words.items() if is_plain(name))
    return c.phrases["unknown-code"].format(code=f"{code} ({known})" if known else code)


def templates_of(about: Gap | Finding, c: Catalogue) -> Templates | None:
    """Give the templates for a code; None if there are none.

    Where gaps and findings share a code, a gap that was made a finding keeps its own words.
    """
    if isinstance(about, Finding) and about.rule.startswith(_OWN_WORDS):
        return c.findings.get(about.code)
    if isinstance(about, Finding):
        return c.gaps.get(about.code, c.findings.get(about.code))
    return c.gaps.get(about.code)


def next_steps(
    about: Gap | Finding,
    c: Catalogue,
    zone: str | None,
    together: Mapping[str, str] = _NO_WORDS,
) -> Iterator[str]:
    """Say what could be done about it, a line for each way."""
    better = c.next.get(about.code)
    words = in_words(about.about, c, zone) | dict(together)
    said = None if better is None else filled(better, words)
    if said is not None:
        yield said
        return
    for remedy in about.remedies:
        yield _step(remedy, c, zone, together)


def agreed(clauses: Sequence[str], c: Catalogue) -> str | None:
    """Say what was agreed, by the first of these clauses; a professional knows it by its name."""
    said = c.clauses.get(clauses[0]) if clauses and c.reader is not Reader.PROFESSIONAL else None
    return None if said is None else c.phrases["agreed"].format(clause=said)


def named(clauses: Iterable[str], c: Catalogue) -> str:
    """Name clauses; what rests on none is about the form of an act."""
    return " ".join(clauses) or c.phrases["form"]


def next_line(step: str, c: Catalogue) -> str:
    """Say that a step is one: after a colon as it is, after a sentence as a sentence."""
    phrase = c.phrases["next"]
    if phrase.partition("{step}")[0].rstrip().endswith((".", "?")):
        step = f"{step[:1].upper()}{step[1:]}"
    return phrase.format(step=step)


def _step(remedy: Remedy, c: Catalogue, zone: str | None, together: Mapping[str, str]) -> str:
    words = in_words(remedy.about, c, zone) | dict(together)
    words["who"] = _who(remedy, c)
    said = filled(c.steps.get(remedy.act, ()), words)
    if said is not None:
        return said
    words["act"] = c.acts.get(remedy.act, remedy.act)
    return c.phrases["unknown-act"].format_map(words)


def _who(remedy: Remedy, c: Catalogue) -> str:
    """Name the roles that may do an act; in the words of the table where it asks for more."""
    left = frozenset(remedy.roles)
    if left >= _EVERYONE:
        return c.phrases["anyone"]
    act = _ACTS.get(remedy.act)
    row = None if act is None else POWERS.get(act)
    cells: Mapping[Role, Cell] = {} if row is None else row.cells
    family = left >= CLIENT_SIDE and all(cells.get(r) in _PLAIN_CELLS for r in CLIENT_SIDE)
    names: list[str] = []
    for role in Role:
        if role in left and not (family and role in CLIENT_SIDE):
            named = _STANDING.get(cells.get(role, Cell.YES))
            names.append(c.with_article[role] if named is None else c.phrases[named])
    if family:
        names.append(c.phrases["client-side"])
    if not names:
        return c.phrases["nobody"]
    head, last = names[:-1], names[-1]
    return c.phrases["or"].join((*([c.phrases["comma"].join(head)] if head else []), last))

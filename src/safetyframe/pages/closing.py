"""What would have to be true to close, for each minor with whom it is open, and what is missing.

The law is asked: it decides on a closing in the trajectory that the reader may know, and so says
nothing that they may not. What cannot be known there, such as where others stand, is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.wat import BottomLine, Expectation, SafetyGoal
from safetyframe.outcome import Gap, Refused, Unsure
from safetyframe.pages.plan import wat_in_force
from safetyframe.pages.scribe import Prose, Scribe
from safetyframe.roles import PROFESSIONAL, By, Role
from safetyframe.rules import ask
from safetyframe.slices import WatVersion
from safetyframe.texts.grouping import together
from safetyframe.texts.reading import catalogue
from safetyframe.texts.sentences import sentence_of
from safetyframe.values import ActId, PersonId

__all__ = ["Condition", "ToClose", "to_close"]

_STATEMENTS: Final = "ending.achieved"
_KINDS: Final = {BottomLine: "line", SafetyGoal: "goal", Expectation: "expectation"}
_PEOPLE: Final = ("ending.heard", "ending.worker-answered")


@frozen(kw_only=True)
class Condition:
    """One thing that has to be true, whether it is, and what is missing where it is not.

    `held` is None where the reader may not know.
    """

    label: str
    prose: Prose | None
    held: bool | None
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class ToClose:
    """What has to be true to close for one minor."""

    minor: str
    conditions: tuple[Condition, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Give all that is missing, once each."""
        every = (line for one in self.conditions for line in one.missing)
        return tuple(dict.fromkeys(every))

    @property
    def held(self) -> int:
        """Count what is so."""
        return sum(one.held is True for one in self.conditions)


def to_close(s: Scribe) -> tuple[ToClose, ...]:
    """Write what stands between each minor and a closing as achieved (X1, P21)."""
    open_minors = dict.fromkeys(one.minor for one in s.t.involvement.values() if one.open)
    return tuple(
        ToClose(minor=s.who(minor), conditions=tuple(_conditions(s, minor)))
        for minor in open_minors
    )


def _conditions(s: Scribe, minor: PersonId) -> Iterator[Condition]:
    gaps = _gaps(s, minor)
    wat = wat_in_force(s)
    if gaps is None:
        yield Condition(label=s.say("close-unknown"), prose=None, held=None)
        return
    own = [one for one in _statements(wat) if minor in one.minors]
    named = {one.id for one in own}
    for gap in gaps[_STATEMENTS]:
        if gap.get("target") not in named:  # no WAT yet, or nothing in it about this minor
            yield Condition(label=_sentence(s, gap), prose=None, held=False)
    for one in own:
        missing = [gap for gap in gaps[_STATEMENTS] if gap.get("target") == one.id]
        yield Condition(
            label=s.say(f"close-{_KINDS[type(one)]}"),
            prose=s.prose(one.words),
            held=not missing,
            missing=tuple(_sentences(s, missing)),
        )
    heard = [gap for rule in _PEOPLE for gap in gaps[rule]]
    parts = ask.active(s.t, s.at)
    knows = any(p.person == s.seen.viewer.person and p.role in PROFESSIONAL for p in parts)
    yield Condition(
        label=s.say("close-heard"),
        prose=None,
        held=not heard if knows else None,
        missing=tuple(_sentences(s, heard)) if knows else (),
    )


def _statements(wat: WatVersion | None) -> tuple[BottomLine | SafetyGoal | Expectation, ...]:
    return () if wat is None else (*wat.bottom_lines, *wat.goals, *wat.expectations)


def _gaps(s: Scribe, minor: PersonId) -> dict[str, tuple[Gap, ...]] | None:
    """Let the law decide on a closing by whoever leads; None where it can't say."""
    leads = ask.lead(s.t, s.at)
    by = By(
        person=s.seen.viewer.person if leads is None else leads.person,
        role=Role.CONSULTANT,
        at=s.at,
    )
    tried = a.Withdraw(id=ActId("what-if"), by=by, minor=minor, outcome=WithdrawalOutcome.ACHIEVED)
    outcome = s.seen.law.decide(s.t, tried)
    if isinstance(outcome, Unsure):
        return None
    found = outcome.violations if isinstance(outcome, Refused) else ()
    rules = (_STATEMENTS, *_PEOPLE)
    return {r: tuple(g for v in found if v.rule == r for g in v.gaps) for r in rules}


def _sentences(s: Scribe, gaps: Iterable[Gap]) -> Iterator[str]:
    c = catalogue(s.say.language, s.say.reader)
    said = (sentence_of(group[0], c, s.t.zone, words) for group, words in together(gaps, c))
    yield from dict.fromkeys(said)


def _sentence(s: Scribe, gap: Gap) -> str:
    return next(iter(_sentences(s, (gap,))))

"""A planner that reaches acts by the remedies of their refusals.

    planner = Planner(Run("mine", Story()))
    planner.reach(Withdraw, minor=ANNA, outcome="achieved")

It tries an act, reads from the refusal which acts would fill the gaps and who may do them, does
those first, and tries again. It can *write* each kind of act but knows no rule: what is missing,
who supplies it and about what comes from `Gap.remedies` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias, cast

import attrs
from attrs import field, mutable

from safetyframe.acts import ACTS, Act
from safetyframe.charter import Level
from safetyframe.outcome import Accepted, Gap, Outcome, Refused, Remedy, Violation
from safetyframe.roles import Role, Standing
from safetyframe.testing.cast import Who
from safetyframe.testing.runs import Run
from safetyframe.testing.writing import FIRST, Chance, Pen, Want, write

__all__ = ["Planner"]

_KINDS: Final = {kind.__name__: kind for kind in ACTS}
_EXPLAINED: Final = frozenset(
    kind for kind in ACTS if "exceptions" in {f.name for f in attrs.fields(kind)}
)
_PATIENCE: Final = 3  # how often time alone may help
_WAIT: Final = 15  # days
_TRIED: Final = 6  # how many persons try an act before it counts as refused
_LISTED: Final = frozenset({"invited", "answers"})  # of these a remedy names one at a time

_Goal: TypeAlias = tuple[object, ...]
_Wanted: TypeAlias = dict[str, object]


@mutable
class Planner:
    """Reaches acts by their refusals' remedies.

    `humans` lets it play the humans to whom a remedy leaves the decision. `explain` lets it answer
    a gate it can't meet with a reasoned exception. `bound` limits the acts tried per goal. `chance`
    makes the choices that an act's content leaves open.

    `stuck` is why the last goal was not reached.
    """

    run: Run
    humans: bool = True
    explain: bool = True
    bound: int = 160
    chance: Chance = FIRST
    stuck: tuple[Violation, ...] = ()
    _left: int = field(default=0, init=False)
    _stack: list[_Goal] = field(factory=list[_Goal], init=False)
    _done: set[_Goal] = field(factory=set[_Goal], init=False)

    def reach(
        self, kind: type[Act], roles: tuple[Role, ...] = tuple(Role), /, **want: object
    ) -> Outcome | None:
        """Get an act of this kind accepted; gives the last answer (None: the bound was met).

        `roles` are those that may do it, `want` is what it should say.
        """
        self._left, self._stack, self._done, self.stuck = self.bound, [], set(), ()
        outcome = self._reach(kind, roles, dict(want))
        if isinstance(outcome, Refused):
            self.stuck = outcome.violations
        return outcome

    def _reach(self, kind: type[Act], roles: tuple[Role, ...], want: _Wanted) -> Outcome | None:
        goal = _named(kind, want)
        if goal in self._stack:
            return None
        self._stack.append(goal)
        outcome: Outcome | None = None
        patience = _PATIENCE if len(self._stack) == 1 else 0
        while self._left > 0:
            outcome = self._attempt(kind, roles, want)
            if not isinstance(outcome, Refused):
                break
            if self._fill(kind, outcome, want) or self._account(kind, outcome, want):
                continue
            fewer = _may(kind, outcome, roles)
            again = None if fewer == roles else self._attempt(kind, fewer, want)
            if isinstance(again, Accepted):
                outcome = again
                break
            if isinstance(again, Refused) and not _who_faults(again):
                roles = fewer
                continue
            if not patience:
                break
            patience -= 1
            self.run.story.wait(_WAIT)  # some gaps are filled by time alone
            self._done.clear()
        self._stack.pop()
        return outcome

    def _attempt(self, kind: type[Act], roles: tuple[Role, ...], want: Want) -> Outcome | None:
        """Let each who may try in turn; the answer with the fewest reasons about *who* stands."""
        best: Refused | None = None
        for who in self._candidates(roles, want)[:_TRIED]:
            self._left -= 1
            act = write(kind, Pen(self.run.story, who, want, self.chance))
            outcome = self.run.decide(act)
            if not isinstance(outcome, Refused):
                return outcome
            if best is None or _who_faults(outcome) < _who_faults(best):
                best = outcome
            if not _who_faults(outcome):
                break
        return best

    def _candidates(self, roles: tuple[Role, ...], want: Want) -> list[Who]:
        story = self.run.story
        parts = [p for p in story.t.people.values() if p.active(story.now) and p.role in roles]
        parts.sort(
            key=lambda p: (
                p.person != want.get("person"),
                p.standing is not Standing.LEAD,
                p.standing is not Standing.DEPUTY,
            )
        )
        found: list[Who] = [(p.person, p.role) for p in parts]
        if Role.AUTHORITY in roles:
            found.append(story.cast.authority)
        if Role.CONSULTANT in roles and not any(r is Role.CONSULTANT for _, r in found):
            found.append(story.cast.lead)
        return list(dict.fromkeys(found))

    def _fill(self, kind: type[Act], refused: Refused, want: _Wanted) -> bool:
        moved = False
        for violation in refused.violations:
            for gap in violation.gaps:
                for remedy in gap.remedies:
                    if self._left > 0 and self._do(kind, gap, remedy, want):
                        moved = True
                        break
        return moved

    def _do(self, kind: type[Act], gap: Gap, remedy: Remedy, want: _Wanted) -> bool:
        about: _Wanted = {**dict(gap.about), **dict(remedy.about)}
        if remedy.human and not self.humans:
            return False
        if remedy.act == kind.__name__:
            return _take_hint(remedy, want)
        goal = _named(_KINDS[remedy.act], about)
        if goal in self._done:
            return False  # done already, and the gap is still there
        done = isinstance(self._reach(_KINDS[remedy.act], remedy.roles, about), Accepted)
        if done:
            self._done.add(goal)
        return done

    def _account(self, kind: type[Act], refused: Refused, want: _Wanted) -> bool:
        """Explain what is not done: one exception per gap of a gate, or per crossing (X16)."""
        if not self.explain or kind not in _EXPLAINED:
            return False
        pen = Pen(self.run.story, self.run.story.cast.lead, want)
        have = list(pen.exceptions)
        before = len(have)
        accounts = Pen(self.run.story, self.run.story.cast.lead)
        for violation in refused.violations:
            if violation.level is not Level.EXPLAIN and "X16" not in violation.clauses:
                continue
            for gap in violation.gaps:
                person = gap.get("person")
                named = None if person is None else str(person)
                if not any((e.clause, e.person) == (violation.clauses[0], named) for e in have):
                    have.append(accounts.reasoned(violation.clauses[0], named))
        want["exceptions"] = tuple(have)
        return len(have) > before


def _take_hint(remedy: Remedy, want: _Wanted) -> bool:
    """The remedy is this very act with other content."""
    moved = False
    for name, value in remedy.about:
        if name in _LISTED:
            held = want.get(name)
            listed = cast("tuple[object, ...]", held) if isinstance(held, tuple) else ()
            if value not in listed:
                want[name] = (*listed, value)
                moved = True
        elif want.get(name) != value:
            want[name] = value
            moved = True
    return moved


def _may(kind: type[Act], refused: Refused, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Those of `roles` that may do this very act, as far as the remedies say."""
    named = {
        role
        for violation in refused.violations
        for gap in violation.gaps
        for remedy in gap.remedies
        if remedy.act == kind.__name__
        for role in remedy.roles
    }
    return tuple(role for role in roles if role in named) or roles


def _named(kind: type[Act], want: Mapping[str, object]) -> _Goal:
    return kind, *sorted((name, str(value)) for name, value in want.items())


def _who_faults(refused: Refused) -> int:
    return sum(
        v.rule.startswith("powers.") or v.rule in ("form.participation", "form.parts")
        for v in refused.violations
    )

"""Rules about roles: whatever these people do, and whatever others do in between, X never happens.

    rules = RoleRules(law)                 # or RoleRules(host=MyHost)
    rules.never(by={Role.CARE_WORKER, Role.NETWORK}, changes="wat")
    rules.never(by={Role.CONSULTANT}, does=EstablishHoe)

Everyone plays; of what is accepted, what was done *by these roles* is judged. An act is theirs
when whoever does it, or whoever writes it down, has no part but in these roles at that moment,
whatever capacity the act claims: a care worker who signs as consultant is a care worker. Somebody
without any part counts as what they claim.

Before everything that the law accepts of anyone, some of these people try the same: as themselves,
in the other's capacity, writing it down for the other, alone on all the chairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Final
from zlib import crc32

from attrs import evolve as change
from attrs import field, mutable

from safetyframe.acts import ACTS, Act, Adopt
from safetyframe.errors import HostError
from safetyframe.folding import evolve
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Outcome, Refused
from safetyframe.record import Record
from safetyframe.roles import By, Role
from safetyframe.testing._asked import a_law, makes_hosts, roles_of
from safetyframe.testing._rule import Makes, Rule, named, rule_of
from safetyframe.testing._twists import one_on_every_chair
from safetyframe.testing.cast import FAMILY, Who
from safetyframe.testing.hosts import Answer, Host, Keeps, Verdict, a_host, answer_of
from safetyframe.testing.invariants import Decides
from safetyframe.testing.playing import Budget, Play, kinds_of
from safetyframe.testing.reached import STAGES
from safetyframe.testing.tally import Tally
from safetyframe.testing.trials import Book, Wrong, let_go, tell
from safetyframe.trajectory import SLICES, Trajectory, with_slices
from safetyframe.values import ActId, Form, PersonId

__all__ = ["RoleRules"]

_TRIED: Final = 2  # how many of these people try the same as somebody else


@mutable
class _RoleTrial(Book):
    """A law or a host, whatever it lets through; an accepted act is judged by one rule."""

    rule: Rule = field(kw_only=True)
    law: Decides = field(kw_only=True)
    host: Host | None = None
    #: Whether any of these roles tried what the rule is about.
    theirs: bool = False
    #: Whether it was accepted of anybody.
    tested: bool = False

    @property
    def shown(self) -> bool:
        """Whether what an act changed is seen, and not only folded from what it says."""
        return isinstance(self.host, Keeps)

    def put(self, act: Act, /) -> Outcome:
        """Put one act. Raises `Wrong`."""
        before = self.t
        given = self._asked(act)
        if type(act) in self.rule.kinds and self.rule.theirs(before, act.by):
            self.theirs = True
        self.note(act, given)
        if answer_of(given).verdict is not Verdict.ACCEPTED:
            outcome = self._refused(act, given)
            self.counting.add(act, outcome)
            return outcome
        accepted = self._accepted(act, given)
        self.counting.add(act, accepted)
        after = accepted.trajectory
        self.tested = self.tested or self.rule.tested(before, act, after, shown=self.shown)
        said = self.rule.broken(before, act, after)
        if said is not None:
            raise self.wrong(self.rule.said, said)
        self.keep(accepted.record, after)
        return accepted

    def _asked(self, act: Act) -> Outcome | Answer:
        if self.host is None:
            with self.asking("the law answers", act):
                return self.law.decide(self.t, act)
        with self.asking("the host answers", act):
            return self.host.do(act)

    def _refused(self, act: Act, given: Outcome | Answer) -> Outcome:
        """What the planner can read: the host's own refusal, or what the law would have said."""
        if not isinstance(given, Answer):
            return given
        lawful = self.law.decide(self.t, act)
        return Refused(violations=(), act=act) if isinstance(lawful, Accepted) else lawful

    def _accepted(self, act: Act, given: Outcome | Answer) -> Accepted:
        if self.host is None and isinstance(given, Accepted):
            return given
        record = Record(seq=self.t.seq + 1, act=act, law="host")
        try:
            after = evolve(self.t, record)
        except Exception as error:
            said = f"the host accepted what can stand on no record: {type(error).__name__}"
            raise self.wrong(self.rule.said, said) from error
        with self.asking("the host shows what it keeps"):
            return Accepted(record=record, trajectory=_as_kept(self.host, after))

    def close(self) -> None:
        """Let the host go."""
        let_go(self.host)


def _as_kept(host: object, folded: Trajectory) -> Trajectory:
    """What a host has made of an act, where it can show it: that may be more than the act says."""
    if not isinstance(host, Keeps):
        return folded
    held = host.trajectory()
    known = {name: getattr(held, name) for name in SLICES if name not in held.unknown}
    return with_slices(folded, known)


@mutable
class _Usurpers:
    """What people of some roles try, each time that somebody else may do something."""

    roles: frozenset[Role]
    kinds: frozenset[type[Act]]
    law: Decides

    def __call__(self, t: Trajectory, act: Act) -> Iterator[Act]:
        """Give what they try before `act`, which the law would accept."""
        if type(act) not in self.kinds or not isinstance(self.law.decide(t, act), Accepted):
            return
        people = [who for who in self._people(t, act.by) if who[0] != act.by.person]
        rng = Random(crc32(act.id.encode()))
        number = 0
        for who in rng.sample(people, min(_TRIED, len(people))):
            for tried in _usurped(act, who):
                number += 1
                yield change(tried, id=ActId(f"{act.id}-by-others-{number}"))

    def _people(self, t: Trajectory, by: By) -> list[Who]:
        """Those who have these roles and no others; and who claims one and has none."""
        held: dict[PersonId, set[Role]] = {}
        for part in t.people.values():
            if part.active(by.at):
                held.setdefault(part.person, set()).add(part.role)
        there = [(person, min(mine, key=lambda r: r.value)) for person, mine in held.items()]
        mine = [who for who in there if held[who[0]] <= self.roles]
        outside = [who for who in FAMILY.of(*self.roles) if who[0] not in held]
        return [*mine, *outside[:2]]


def _usurped(act: Act, who: Who) -> Iterator[Act]:
    person, role = who
    plain = change(
        act.by, person=person, role=role, mandate=None, recorded_by=None, on_behalf_of=None
    )
    yield change(act, by=plain)
    if role is not act.by.role:
        yield change(act, by=change(act.by, person=person, recorded_by=None))
    yield change(act, by=change(act.by, recorded_by=person, form=Form.SPOKEN))
    alone = one_on_every_chair(act, person)
    if alone is not None:
        yield change(alone, by=plain)


class RoleRules:
    """Holds rules about roles against a law, or against a host and all that it does on its own."""

    def __init__(
        self,
        law: Decides | None = None,
        *,
        host: Callable[[], Host] | None = None,
        budget: Budget | None = None,
    ) -> None:
        """Judge `law` (the charter's own, if None), or hosts that `host` makes and that ask it.

        Raises `HostError` for a class in place of a law, or a host in place of what makes one.
        """
        if law is not None:
            a_law(law)
        if host is not None:
            makes_hosts(host)
        if not isinstance(budget, Budget | None):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise HostError("`budget` says how much is played: give a Budget(plays=…, steps=…)")
        self._law: Decides = Law() if law is None else law
        self._host = host
        self._budget = Budget() if budget is None else budget

    def never(
        self,
        *,
        by: Role | Iterable[Role],
        does: type[Act] | Iterable[type[Act]] = (),
        changes: str | Iterable[str] = (),
        makes: Makes | None = None,
        starting: str | Iterable[str] = tuple(STAGES),
    ) -> Tally:
        """Say that nobody of these roles ever does this; raise `Wrong`, told, if somebody can.

        `does` are kinds of act, `changes` slices of the trajectory, `makes` a predicate on the
        trajectory before and after one act. Where several are given, all of them must be the case.
        `starting` are the stages from which is played (`reached.STAGES`). Raises `HostError` for a
        rule that says nothing: without any of these, of what there is not, or where it was never
        put to the test, since nothing of the kind was accepted of anybody, these roles or others,
        or none of these roles tried it.
        """
        __tracebackhide__ = True  # pytest shows the story, and the rule that it breaks
        rule = rule_of(roles_of(by, "by"), _kinds(does), named(changes, SLICES, "slice"), makes)
        stages: tuple[str | None, ...] = named(starting, STAGES, "stage")
        if not stages:
            raise HostError("a rule is played from some stage: name one, or leave `starting` out")
        if Adopt in rule.does or rule.kinds <= {Adopt}:
            stages = (*stages, None)  # nothing comes before it
        shown = tested = theirs = False
        counted = Tally()
        rng = Random(self._budget.seed)
        for number in range(self._budget.plays):
            trial = self._trial(rule)
            try:
                self._play(trial, stages[number % len(stages)], rng)
            except Wrong as wrong:
                told = tell(wrong, lambda: self._trial(rule))
                raise told.with_traceback(None) from told.__cause__
            finally:
                trial.close()
            counted += trial.counting.tally
            tested |= trial.tested
            theirs |= trial.theirs
            shown |= trial.shown
        if not (tested and theirs):
            said = "nobody of these roles tried it" if tested else rule.untested(shown=shown)
            advice = rule.advice(self._budget.plays, shown=shown)
            raise HostError(f"{rule.said}: {said}, so nothing is shown. {advice}")
        return counted

    def _trial(self, rule: Rule) -> _RoleTrial:
        host = None if self._host is None else a_host(self._host())
        return _RoleTrial(rule=rule, law=self._law, host=host)

    def _play(self, trial: _RoleTrial, stage: str | None, rng: Random) -> None:
        kinds = trial.rule.kinds
        usurpers = _Usurpers(trial.rule.by, kinds, self._law)
        play = Play.begin(trial, stage, around=usurpers)
        ordered = tuple(kind for kind in ACTS if kind in kinds)
        for _ in range(self._budget.steps):
            seed = rng.randrange(2**32)
            play.step(seed, *(ordered if rng.random() < _POINTED else ()))


_POINTED: Final = 0.5  # how often a step is about what the rule is about


def _kinds(given: type[Act] | Iterable[type[Act]]) -> tuple[type[Act], ...]:
    kinds = (given,) if isinstance(given, type | str) else tuple(given)
    return kinds_of(kinds) if kinds else ()

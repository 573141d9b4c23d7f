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

from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from types import MappingProxyType
from typing import Final, TypeAlias
from zlib import crc32

from attrs import evolve as change
from attrs import field, frozen, mutable

from safetyframe.acts import ACTS, Act
from safetyframe.errors import HostError
from safetyframe.folding import HANDLERS, evolve
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Outcome, Refused
from safetyframe.record import Record
from safetyframe.roles import By, Role
from safetyframe.testing._asked import roles_of
from safetyframe.testing._twists import one_on_every_chair
from safetyframe.testing.cast import FAMILY, Who
from safetyframe.testing.hosts import Answer, Host, Keeps, Verdict, a_host, answer_of
from safetyframe.testing.invariants import Decides
from safetyframe.testing.playing import Budget, Play, kinds_of
from safetyframe.testing.reached import STAGES
from safetyframe.testing.tally import Tally
from safetyframe.testing.trials import Book, Wrong, let_go, tell
from safetyframe.trajectory import SLICES, Trajectory, with_slices
from safetyframe.values import ActId, Form, PersonId, is_aware

__all__ = ["RoleRules"]

#: What an act makes of a trajectory: before, after.
Makes: TypeAlias = Callable[[Trajectory, Trajectory], bool]

_TRIED: Final = 2  # how many of these people try the same as somebody else


@frozen(kw_only=True)
class _Rule:
    """What must never happen, and by whom."""

    by: frozenset[Role]
    does: tuple[type[Act], ...]
    changes: tuple[str, ...]
    makes: Makes | None
    said: str

    def broken(self, before: Trajectory, act: Act, after: Trajectory) -> str | None:
        """Say how an accepted act breaks this; None if it doesn't."""
        if self.does and not isinstance(act, self.does):
            return None
        moved = [name for name in self.changes if getattr(before, name) != getattr(after, name)]
        if self.changes and not moved:
            return None
        if self.makes is not None and not self.makes(before, after):
            return None
        if not _theirs(self.by, before, act.by):
            return None
        changed = f" and changed {' '.join(moved)}" if moved else ""
        return f"{type(act).__name__} was accepted{changed}"


def _theirs(roles: frozenset[Role], before: Trajectory, by: By) -> bool:
    if not (is_aware(by.at) and is_aware(by.recorded)):
        return False  # no moment at which anybody has a part
    hands = (by.person,) if by.recorded_by is None else (by.person, by.recorded_by)
    return any(_held(before, one, by) <= roles for one in hands)


def _held(t: Trajectory, person: PersonId, by: By) -> set[Role]:
    """The roles that this person has when the act is done or written down; else the one claimed."""
    held = {
        part.role
        for part in t.people.values()
        if part.person == person and (part.active(by.at) or part.active(by.recorded))
    }
    return held or {by.role}


@mutable
class _RoleTrial(Book):
    """A law or a host, whatever it lets through; an accepted act is judged by one rule."""

    rule: _Rule = field(kw_only=True)
    law: Decides = field(kw_only=True)
    host: Host | None = None
    #: How many acts were theirs, accepted or not.
    theirs: int = 0

    def put(self, act: Act, /) -> Outcome:
        """Put one act. Raises `Wrong`."""
        before = self.t
        given = self._asked(act)
        if _theirs(self.rule.by, before, act.by):
            self.theirs += 1
        self.note(act, given)
        if answer_of(given).verdict is not Verdict.ACCEPTED:
            outcome = self._refused(act, given)
            self.counting.add(act, outcome)
            return outcome
        accepted = self._accepted(act, given)
        self.counting.add(act, accepted)
        said = self.rule.broken(before, act, accepted.trajectory)
        if said is not None:
            raise self.wrong(self.rule.said, said)
        self.keep(accepted.record, accepted.trajectory)
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


_WRITERS: Final[Mapping[str, frozenset[type[Act]]]] = MappingProxyType(
    {
        name: frozenset(kind for kind in ACTS if name in {held for held, _ in HANDLERS[kind]})
        for name in SLICES
    }
)


class RoleRules:
    """Holds rules about roles against a law, or against a host and all that it does on its own."""

    def __init__(
        self,
        law: Decides | None = None,
        *,
        host: Callable[[], Host] | None = None,
        budget: Budget | None = None,
    ) -> None:
        """Judge `law` (the charter's own, if None), or hosts that `host` makes and that ask it."""
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
        rule that says nothing: without any of these, of what there is not, or where nobody of these
        roles did anything.
        """
        __tracebackhide__ = True  # pytest shows the story, and the rule that it breaks
        rule = _rule(roles_of(by, "by"), _kinds(does), _named(changes, SLICES, "slice"), makes)
        stages = _named(starting, STAGES, "stage")
        if not stages:
            raise HostError("a rule is played from some stage: name one, or leave `starting` out")
        kinds = _at_stake(rule)
        counted, theirs = Tally(), 0
        rng = Random(self._budget.seed)
        for number in range(self._budget.plays):
            trial = self._trial(rule)
            try:
                self._play(trial, stages[number % len(stages)], kinds, rng)
            except Wrong as wrong:
                told = tell(wrong, lambda: self._trial(rule))
                raise told.with_traceback(None) from told.__cause__
            finally:
                trial.close()
            counted += trial.counting.tally
            theirs += trial.theirs
        if not theirs:
            raise HostError(f"{rule.said}: nobody of these roles did anything, so nothing is shown")
        return counted

    def _trial(self, rule: _Rule) -> _RoleTrial:
        host = None if self._host is None else a_host(self._host())
        return _RoleTrial(rule=rule, law=self._law, host=host)

    def _play(
        self, trial: _RoleTrial, stage: str, kinds: frozenset[type[Act]], rng: Random
    ) -> None:
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


def _named(given: str | Iterable[str], known: Iterable[str], what: str) -> tuple[str, ...]:
    names = (given,) if isinstance(given, str) else tuple(given)
    every = tuple(known)
    unknown = [name for name in names if name not in every]
    if unknown:
        raise HostError(f"{' '.join(unknown)} is no {what}; the {what}s are {', '.join(every)}")
    return names


def _rule(
    by: frozenset[Role],
    kinds: tuple[type[Act], ...],
    slices: tuple[str, ...],
    makes: Makes | None,
) -> _Rule:
    if not by or not (kinds or slices or makes):
        raise HostError("a rule says by whom, and what never happens: does, changes or makes")
    roles = " or ".join(role.value for role in Role if role in by)
    said = [f"never by {roles}"]
    if kinds:
        said.append(" or ".join(kind.__name__ for kind in kinds))
    if slices:
        said.append(f"changes {' or '.join(slices)}")
    if makes is not None:
        said.append(f"makes {getattr(makes, '__name__', 'so')}")
    return _Rule(by=by, does=kinds, changes=slices, makes=makes, said=", ".join(said))


def _at_stake(rule: _Rule) -> frozenset[type[Act]]:
    """The kinds of act that could break it, as far as it says."""
    if rule.does:
        return frozenset(rule.does)
    if rule.changes:
        return frozenset[type[Act]]().union(*(_WRITERS[name] for name in rule.changes))
    return frozenset(ACTS)

"""Machines for Hypothesis, and checks that run them and tell what they found.

    check_law(my_law)        # the charter's invariants hold for it
    check_host(MyHost)       # each host made by MyHost() answers as the law does

Both give a `Tally` of what was accepted and refused, and raise `Wrong`, an `AssertionError` that
tells the shortest story of what went wrong. Whoever has a Hypothesis set-up of their own runs the
machines there: ``TrajectoryMachine(law)`` and ``HostParityMachine(host)`` are
`RuleBasedStateMachine`s. Hypothesis need not shrink what they find, which they do themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final, cast

from safetyframe.acts import ACTS, Act
from safetyframe.law import Law
from safetyframe.testing._asked import a_law, makes_hosts
from safetyframe.testing._extra import require
from safetyframe.testing.directed import by_night, leading_to
from safetyframe.testing.hosts import AnyHost, AuditingHost, a_host
from safetyframe.testing.invariants import Decides
from safetyframe.testing.playing import Budget, Play, Referee, kinds_of
from safetyframe.testing.reached import STAGES
from safetyframe.testing.tally import Tally
from safetyframe.testing.trials import AuditTrial, HostTrial, LawTrial, Trial, Wrong, tell

require("hypothesis", "safetyframe.testing.machines")

from hypothesis import HealthCheck, Phase, settings  # noqa: E402  said what to install first
from hypothesis import seed as seeded  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from hypothesis.stateful import (  # noqa: E402
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

__all__ = ["Budget", "HostParityMachine", "TrajectoryMachine", "check_host", "check_law"]

_SEEDS: Final = st.integers(0, 2**32 - 1)
# None of them is about what is played here.
_EVERY_CHECK: Final[tuple[HealthCheck, ...]] = tuple(HealthCheck)  # pyright: ignore[reportAssignmentType]
_BEGINNINGS: Final = st.sampled_from((*STAGES, None))


class _Machine(RuleBasedStateMachine):
    """One trajectory, played against a fresh trial."""

    def __init__(
        self, fresh: Callable[[], Trial], only: Iterable[type[Act]] = ACTS, *, closely: bool
    ) -> None:
        super().__init__()
        self._fresh = fresh
        self._only = kinds_of(only)
        self._closely = closely
        self._trial = fresh()
        self._play: Play | None = None
        self.found: Wrong | None = None
        self.stopped: BaseException | None = None

    @initialize(stage=_BEGINNINGS, closely=st.booleans())
    def begin(self, stage: str | None, closely: bool) -> None:
        """Begin where a story has come to, or with nothing."""

        def begun() -> None:
            self._play = Play.begin(
                self._trial, stage, only=self._only, closely=closely and self._closely
            )

        self._telling(begun)

    @rule(seed=_SEEDS)
    def somebody_acts(self, seed: int) -> None:
        """Somebody does something that makes sense."""
        self._do(lambda play: play.sensibly(seed))

    @rule(seed=_SEEDS)
    def somebody_errs(self, seed: int) -> None:
        """Somebody does something with one to three things wrong about it."""
        self._do(lambda play: play.wildly(seed))

    @rule(seed=_SEEDS)
    def on_it_goes(self, seed: int) -> None:
        """Everyone works towards what comes next."""
        self._do(lambda play: play.onward(seed))

    @rule(seed=_SEEDS)
    def time_passes(self, seed: int) -> None:
        """Minutes or weeks."""
        self._do(lambda play: play.wait(seed))

    @property
    def tally(self) -> Tally:
        """What was accepted and refused so far."""
        return self._trial.counting.tally

    def teardown(self) -> None:
        """Judge what can be judged at the end only."""
        try:
            if self.found is None:
                self._telling(self._trial.finish)
        finally:
            self._trial.close()

    def follow(self, acts: Iterable[Act]) -> None:
        """Play just these acts, those of a kind that is played, and come to an end."""
        referee = Referee(self._trial)

        def followed() -> None:
            for act in acts:
                if type(act) in self._only:
                    referee.decide(self._trial.t, act)

        try:
            self._telling(followed)
        finally:
            self.teardown()

    def _do(self, what: Callable[[Play], None]) -> None:
        play = self._play
        if play is not None:
            self._telling(lambda: what(play))

    def _telling(self, what: Callable[[], None]) -> None:
        try:
            what()
        except Wrong as wrong:
            self.found = tell(wrong, self._fresh)
            raise self.found from self.found.__cause__
        except BaseException as stop:
            if not isinstance(stop, Exception):
                self.stopped = stop
            raise


class TrajectoryMachine(_Machine):
    """Plays trajectories under a law and holds the charter's invariants against each answer.

    `law` is whatever has a `decide` like `Law.decide` (and a `show` like `Law.show`, for what may
    be seen); the charter's own, if None. What is accepted is also tried with something turned
    round: by others, about another child, on another version, after a relapse or a revision.
    """

    def __init__(self, law: Decides | None = None) -> None:
        """Judge `law`."""
        chosen = Law() if law is None else law
        super().__init__(lambda: LawTrial(law=chosen), closely=True)


class HostParityMachine(_Machine):
    """Does the same acts through a host and through the law, and compares.

    `host` makes a fresh one each time, in which nothing has happened (see `hosts`). `law` is the
    law that the host asks; `acts` are the kinds that the host takes. Compared are verdict, clauses
    and rules, and, where the host can show it, each slice that it keeps.
    """

    def __init__(
        self,
        host: Callable[[], AnyHost],
        law: Law | None = None,
        acts: Iterable[type[Act]] = ACTS,
    ) -> None:
        """Judge hosts that `host` makes."""
        chosen = Law() if law is None else law
        super().__init__(lambda: _trial_of(host(), chosen), acts, closely=False)


def _trial_of(host: AnyHost, law: Law) -> Trial:
    if isinstance(host, AuditingHost):
        return AuditTrial(host=host, law=law)
    return HostTrial(host=a_host(host), law=law)


def check_law(law: Decides | None = None, *, budget: Budget | None = None) -> Tally:
    """Play trajectories under `law`; raise `Wrong` at the first broken invariant, told."""
    __tracebackhide__ = True  # pytest shows the story, and where it was asked for
    if law is not None:
        a_law(law)
    lawful = law if isinstance(law, Law) else Law()
    chosen = Budget() if budget is None else budget
    return _run(lambda: TrajectoryMachine(law), chosen, lawful, ACTS)


def check_host(
    host: Callable[[], AnyHost],
    *,
    law: Law | None = None,
    acts: Iterable[type[Act]] = ACTS,
    budget: Budget | None = None,
) -> Tally:
    """Play trajectories through hosts; raise `Wrong` at the first difference from the law, told."""
    __tracebackhide__ = True
    makes_hosts(host)
    kinds = kinds_of(acts)
    chosen = Budget() if budget is None else budget
    lawful = Law() if law is None else law
    a_law(lawful)
    return _run(lambda: HostParityMachine(host, lawful, kinds), chosen, lawful, kinds)


def _settings(budget: Budget) -> settings:
    return settings(
        max_examples=budget.plays,
        stateful_step_count=budget.steps,
        deadline=None,
        database=None,
        print_blob=False,
        # What fails is shortened act by act, which is quicker than draw by draw.
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=_EVERY_CHECK,
    )


def _run(
    make: Callable[[], _Machine], budget: Budget, law: Law, kinds: Collection[type[Act]]
) -> Tally:
    """Play by chance, then straight to each of `kinds`, and by night."""
    __tracebackhide__ = True
    made: list[_Machine] = []

    def factory() -> _Machine:
        for machine in made:
            if (known := machine.stopped or machine.found) is not None:
                raise known  # who hangs once hangs again, and what is wrong is told already
        machine = make()
        made.append(machine)
        return machine

    try:
        made_by = cast("type[RuleBasedStateMachine]", seeded(budget.seed)(factory))
        run_state_machine_as_test(made_by, settings=_settings(budget))
        for kind in (kind for kind in ACTS if kind in kinds):  # a set has no order
            factory().follow(leading_to(kind, law))
        factory().follow(by_night())
    except BaseException:
        # Hypothesis would play it once more, and adds how.
        for machine in made:
            if machine.stopped is not None:
                raise machine.stopped from None
            if machine.found is not None:
                raise machine.found.with_traceback(None) from machine.found.__cause__
        raise
    return sum((machine.tally for machine in made), Tally())

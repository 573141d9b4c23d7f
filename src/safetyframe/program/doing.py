"""Load, decide, append: the one order of effects in which an act is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from attrs import frozen

from safetyframe.acts import Act, Erase
from safetyframe.errors import ActIdReusedError, HostError, VersionConflictError
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Outcome
from safetyframe.ports import Appended, ErasedState, same_act
from safetyframe.program.bodies import check_bodies
from safetyframe.program.effects import Append, Steps, Wipe, find, loaded, reference, wrong
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Body, TrajectoryId

__all__ = ["TRIES", "Done", "ErasedTexts", "ask", "do", "finish_erasing"]

#: How often an act is decided again after losing a race. Whoever loses saw somebody else land an
#: act, so losing this often takes a crowd on one trajectory that no family has.
TRIES: Final = 100

#: What became of each text that was to be erased.
ErasedTexts: TypeAlias = tuple[tuple[str, ErasedState], ...]


@frozen(kw_only=True)
class Done:
    """How a program ended. `already`: the act was on record before, and nothing was written now.

    Then `outcome` is an `Accepted` with the record as kept and the trajectory as it stands.
    `erased` says of each text that an `Erase` named how it ended: one that is `PENDING` is not out
    of the files yet, see `finish_erasing`; one `NEVER_HELD` was not kept here.
    """

    outcome: Outcome
    already: bool = False
    erased: ErasedTexts = ()


def do(
    law: Law,
    trajectory: TrajectoryId,
    act: Act,
    bodies: Iterable[Body] = (),
    *,
    tries: int = TRIES,
    notify: bool = False,
) -> Steps[Done]:
    """Decide on `act` and, when it is accepted, append it; decide again when somebody came first.

    A refusal writes nothing and is given for the trajectory as the store has it, never for an older
    one that was remembered. With `notify`, a notice for whoever is to be told is kept with it.
    Doing the same act again is safe: nothing is decided again or written again. Raises `HostError`
    for bodies that are not the act's, `ActIdReusedError`, and `VersionConflictError` when `tries`
    races in a row were lost.
    """
    given = check_bodies(act, bodies)
    reference(trajectory)
    fresh = False
    for left in reversed(range(tries)):
        now, outcome = yield from _decide(law, trajectory, act, fresh=fresh)
        if not isinstance(outcome, Accepted):
            return (yield from _unless_on_record(trajectory, act, outcome, finish=True))
        answer = yield Append(
            trajectory=trajectory,
            accepted=outcome,
            expected=now.seq,
            bodies=given,
            erase=act.texts if isinstance(act, Erase) else (),
            notices=law.notices(outcome) if notify else (),
        )
        if isinstance(answer, Appended):
            if answer.already:
                return (yield from _on_record(trajectory, answer.record, finish=True))
            return Done(outcome=outcome, erased=answer.erased)
        if not isinstance(answer, VersionConflictError):
            raise wrong("Append", answer)
        if not left:
            raise answer
        fresh = True
    raise HostError("an act needs at least one try")


def finish_erasing(trajectory: TrajectoryId, act: ActId) -> Steps[ErasedTexts]:
    """Finish the erasure that the act with this id put on record; calling again is safe.

    Raises `HostError` when no act of erasing is on record under that id: nothing is erased without.
    """
    reference(trajectory)
    found = yield from find(trajectory, act)
    if found is None or not isinstance(found.act, Erase):
        msg = "no act of erasing is on record under this id: do one, and what it names is erased"
        raise HostError(msg)
    return (yield from _finish(trajectory, found.act))


def _finish(trajectory: TrajectoryId, act: Erase) -> Steps[ErasedTexts]:
    ended: list[tuple[str, ErasedState]] = []
    for text in act.texts:
        state = yield Wipe(trajectory=trajectory, text=text)
        if not isinstance(state, ErasedState):
            raise wrong("Wipe", state)
        ended.append((text, state))
    return tuple(ended)


def ask(law: Law, trajectory: TrajectoryId, act: Act) -> Steps[Done]:
    """Say what `do` would answer now, and write nothing."""
    reference(trajectory)
    _, outcome = yield from _decide(law, trajectory, act, fresh=True)
    return (yield from _unless_on_record(trajectory, act, outcome))


def _decide(
    law: Law, trajectory: TrajectoryId, act: Act, *, fresh: bool
) -> Steps[tuple[Trajectory, Outcome]]:
    now = yield from loaded(trajectory, fresh=fresh)
    outcome = law.decide(now, act)
    if fresh or isinstance(outcome, Accepted):
        return now, outcome  # an acceptance on something stale will lose its race
    latest = yield from loaded(trajectory, fresh=True)
    return latest, outcome if latest.seq == now.seq else law.decide(latest, act)


def _unless_on_record(
    trajectory: TrajectoryId, act: Act, outcome: Outcome, *, finish: bool = False
) -> Steps[Done]:
    # After the decision, not before it: an act that lands in between explains why it is refused.
    found = yield from find(trajectory, act.id)
    if found is None:
        return Done(outcome=outcome)
    if not same_act(found.act, act):
        msg = f"act id {act.id!r} stands for another act: give every act an id of its own"
        raise ActIdReusedError(msg)
    return (yield from _on_record(trajectory, found, finish=finish))


def _on_record(trajectory: TrajectoryId, record: Record, *, finish: bool) -> Steps[Done]:
    # Whoever does it again may have been stopped before it was through.
    erased: ErasedTexts = ()
    if finish and isinstance(record.act, Erase):
        erased = yield from _finish(trajectory, record.act)
    now = yield from loaded(trajectory, fresh=True)
    return Done(outcome=Accepted(record=record, trajectory=now), already=True, erased=erased)

"""Load, decide, append: the one order of effects, as generators that do nothing themselves.

A program yields an effect, is sent its answer, and returns. Whoever runs it does the input and
output, so one program serves a driver with threads and one with coroutines. An effect that fails
raises in the driver and ends the program there; a lost race is no failure but an answer.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Final, TypeAlias, TypeVar, cast

from attrs import fields, frozen, has

from safetyframe.acts import Act, Erase
from safetyframe.errors import (
    ActIdReusedError,
    AdapterError,
    HostError,
    VersionConflictError,
)
from safetyframe.law import Law
from safetyframe.notice import Notice
from safetyframe.outcome import Accepted, Outcome
from safetyframe.ports import Appended, ErasedState, same_act
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Body, Text, TrajectoryId, is_reference

__all__ = [
    "TRIES",
    "Answer",
    "Append",
    "Done",
    "Effect",
    "ErasedTexts",
    "Find",
    "Finish",
    "Load",
    "Steps",
    "ask",
    "check_bodies",
    "do",
    "finish_erasing",
    "texts_of",
]

#: How often an act is decided again after losing a race. Whoever loses saw somebody else land an
#: act, so losing this often takes a crowd on one trajectory that no family has.
TRIES: Final = 100

_SALT_BYTES: Final = 16


@frozen(kw_only=True)
class Load:
    """Give the trajectory. `fresh`: as the store has it now; else what is remembered will do."""

    trajectory: TrajectoryId
    fresh: bool


@frozen(kw_only=True)
class Find:
    """Give the record of an act, or None."""

    trajectory: TrajectoryId
    act: ActId


@frozen(kw_only=True)
class Append:
    """Append what was accepted, when the trajectory is still at version `expected`.

    The answer to a lost race is the `VersionConflictError`, sent and not thrown.
    """

    trajectory: TrajectoryId
    accepted: Accepted
    expected: int
    bodies: tuple[Body, ...]
    erase: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


@frozen(kw_only=True)
class Finish:
    """Erase what an act on record said, as far as that is not done; say of each how it ended."""

    trajectory: TrajectoryId
    texts: tuple[str, ...]


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


Effect: TypeAlias = Load | Find | Append | Finish
#: A Trajectory for Load, a Record or None for Find, Appended or the lost race for Append, and for
#: Finish each text with how it ended.
Answer: TypeAlias = Trajectory | Record | Appended | VersionConflictError | ErasedTexts | None

T = TypeVar("T")
Steps: TypeAlias = Generator[Effect, Answer, T]


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
    _check_reference(trajectory)
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
            raise _wrong("Append", answer)
        if not left:
            raise answer
        fresh = True
    raise HostError("an act needs at least one try")


def finish_erasing(trajectory: TrajectoryId, act: ActId) -> Steps[ErasedTexts]:
    """Finish the erasure that the act with this id put on record; calling again is safe.

    Raises `HostError` when no act of erasing is on record under that id: nothing is erased without.
    """
    _check_reference(trajectory)
    found = yield Find(trajectory=trajectory, act=act)
    if not isinstance(found, Record) or not isinstance(found.act, Erase):
        msg = "no act of erasing is on record under this id: do one, and what it names is erased"
        raise HostError(msg)
    return (yield from _finish(trajectory, found.act))


def _finish(trajectory: TrajectoryId, act: Erase) -> Steps[ErasedTexts]:
    answer = yield Finish(trajectory=trajectory, texts=act.texts)
    if not isinstance(answer, tuple):
        raise _wrong("Finish", answer)
    return answer


def ask(law: Law, trajectory: TrajectoryId, act: Act) -> Steps[Done]:
    """Say what `do` would answer now, and write nothing."""
    _check_reference(trajectory)
    _, outcome = yield from _decide(law, trajectory, act, fresh=True)
    return (yield from _unless_on_record(trajectory, act, outcome))


def check_bodies(act: Act, bodies: Iterable[Body]) -> tuple[Body, ...]:
    """Give `bodies` back when each is the body of a text in `act`, and no other.

    Raises `HostError`, which names the text and never its words. A body may be left out: prose can
    be kept elsewhere.
    """
    given = tuple(bodies)
    texts = {text.id: text for text in texts_of(act)} if given else {}
    seen: set[str] = set()
    for body in given:
        fault = _fault(body, texts, seen)
        if fault:
            # Raised here, where nothing is chained: an encoder's error carries what it was given.
            raise HostError(f"body {body.id!r} {fault}")
        seen.add(body.id)
    return given


def texts_of(value: object) -> Iterator[Text]:
    """Run over every text an act refers to, however deep."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from texts_of(item)
    elif has(kind := type(value)):
        for attribute in fields(kind):
            yield from texts_of(getattr(value, attribute.name))


def _fault(body: Body, texts: dict[str, Text], seen: set[str]) -> str:
    text = texts.get(body.id)
    if text is None:
        return "belongs to no text of this act"
    if body.id in seen:
        return "is given twice"
    if body.language != text.language:
        return "is in another language than its text says"
    try:
        salt = len(bytes.fromhex(body.salt))
        same = body.digest == text.digest
    except UnicodeError:
        return "holds words that are no Unicode text"
    except ValueError:
        return "has a salt that is not hex"
    if salt < _SALT_BYTES:
        return f"has a salt of {salt} bytes: a digest keeps silent with {_SALT_BYTES} random ones"
    return "" if same else "does not match the digest of its text"


def _decide(
    law: Law, trajectory: TrajectoryId, act: Act, *, fresh: bool
) -> Steps[tuple[Trajectory, Outcome]]:
    now = yield from _load(trajectory, fresh=fresh)
    outcome = law.decide(now, act)
    if fresh or isinstance(outcome, Accepted):
        return now, outcome  # an acceptance on something stale will lose its race
    latest = yield from _load(trajectory, fresh=True)
    return latest, outcome if latest.seq == now.seq else law.decide(latest, act)


def _unless_on_record(
    trajectory: TrajectoryId, act: Act, outcome: Outcome, *, finish: bool = False
) -> Steps[Done]:
    # After the decision, not before it: an act that lands in between explains why it is refused.
    found = yield Find(trajectory=trajectory, act=act.id)
    if found is None:
        return Done(outcome=outcome)
    if not isinstance(found, Record):
        raise _wrong("Find", found)
    if not same_act(found.act, act):
        msg = f"act id {act.id!r} stands for another act: give every act an id of its own"
        raise ActIdReusedError(msg)
    return (yield from _on_record(trajectory, found, finish=finish))


def _on_record(trajectory: TrajectoryId, record: Record, *, finish: bool) -> Steps[Done]:
    # Whoever does it again may have been stopped before it was through.
    erased: ErasedTexts = ()
    if finish and isinstance(record.act, Erase):
        erased = yield from _finish(trajectory, record.act)
    now = yield from _load(trajectory, fresh=True)
    return Done(outcome=Accepted(record=record, trajectory=now), already=True, erased=erased)


def _load(trajectory: TrajectoryId, *, fresh: bool) -> Steps[Trajectory]:
    answer = yield Load(trajectory=trajectory, fresh=fresh)
    if not isinstance(answer, Trajectory):
        raise _wrong("Load", answer)
    return answer


def _check_reference(trajectory: TrajectoryId) -> None:
    if not is_reference(trajectory):
        raise HostError(
            "a trajectory's id is an opaque reference: 1 to 128 letters, digits and ._:/@+-#"
        )


def _wrong(effect: str, answer: Answer) -> AdapterError:
    return AdapterError(f"the driver answered {effect} with {type(answer).__name__}")

"""Acts with something wrong: the same act, with one to three things changed at random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, TypeAlias, TypeVar, cast

import attrs
from attrs import AttrsInstance, evolve

from safetyframe.acts import Act
from safetyframe.roles import By, Role
from safetyframe.testing.cast import DAY_ONE, Cast
from safetyframe.testing.story import Story, text
from safetyframe.testing.writing import Chance
from safetyframe.values import Form, Mandate, Text

__all__ = ["otherwise", "otherwise_by", "scramble"]

T = TypeVar("T", bound=AttrsInstance)

_HOUR: Final = 60
_DAY: Final = 24 * _HOUR
_BY_WHOM: Final = 0.4  # how often who and when is changed, and not what
_OTHER_MANDATE: Final = Mandate(body="court", reference="m-2", since=DAY_ONE)
_ELSEWHERE: Final = ("a1", "a7", "b1", "d1", "g2")


def scramble(act: Act, chance: Chance, story: Story) -> Act:
    """Give the act with one to three things changed at random, who and when included."""
    for _ in range(chance.pick((1, 1, 2, 3))):
        if chance.happens(_BY_WHOM):
            act = evolve(act, by=otherwise_by(act.by, chance, story))
        else:
            act = otherwise(act, chance, story)
    return act


def otherwise_by(by: By, chance: Chance, story: Story) -> By:
    """Give the same `By` with somebody else, another capacity, another time or other evidence."""
    change = chance.pick((_role, _person, _who, _at, _recorded_at, _recorder, _behalf, _mandate))
    return _changed(by, change(by, chance, story.cast))


_Change: TypeAlias = dict[str, object]


def _role(by: By, chance: Chance, cast_: Cast) -> _Change:
    return {"role": chance.pick(tuple(Role))}


def _person(by: By, chance: Chance, cast_: Cast) -> _Change:
    return {"person": chance.pick(cast_.everyone)[0]}


def _who(by: By, chance: Chance, cast_: Cast) -> _Change:
    person, role = chance.pick(cast_.everyone)
    return {"person": person, "role": role}


def _shift(chance: Chance) -> timedelta:
    return timedelta(minutes=chance.pick((-1, -_HOUR, -_DAY, -30 * _DAY, 1, _DAY)))


def _at(by: By, chance: Chance, cast_: Cast) -> _Change:
    at = by.at + _shift(chance)
    match chance.turn(0.4, 0.4, 0.2):
        case 0:
            return {"at": at, "recorded_at": max(by.at, at)}
        case 1:
            return {"at": at}
        case _:
            return {"at": by.at.replace(tzinfo=None)}


def _recorded_at(by: By, chance: Chance, cast_: Cast) -> _Change:
    return {"recorded_at": by.at + abs(_shift(chance))}


def _recorder(by: By, chance: Chance, cast_: Cast) -> _Change:
    recorder, _ = chance.pick(cast_.everyone)
    return {"recorded_by": recorder, "form": chance.pick((Form.SPOKEN, Form.SIGNED, None))}


def _behalf(by: By, chance: Chance, cast_: Cast) -> _Change:
    return {"on_behalf_of": chance.pick(cast_.children)}


def _mandate(by: By, chance: Chance, cast_: Cast) -> _Change:
    own = cast_.mandate
    return {"mandate": chance.pick((None, own, evolve(own, until=by.at), _OTHER_MANDATE))}


def otherwise(thing: T, chance: Chance, story: Story) -> T:
    """Give the same thing with one of its fields changed, `id` and `by` never."""
    names = [f.name for f in attrs.fields(type(thing)) if f.name not in ("id", "by")]
    if not names:
        return thing
    name = chance.pick(names)
    held: object = getattr(thing, name)
    if name == "language" and held is not None:  # what is no tag, no host could write down
        return _changed(thing, {name: chance.pick(("fr", "nl", "ar"))})
    return _changed(thing, {name: _other(held, chance, story)})


def _changed(thing: T, changes: dict[str, object]) -> T:
    make = cast("Callable[..., T]", evolve)  # whatever the fields are called
    return make(thing, **changes)


def _other(value: object, chance: Chance, story: Story) -> object:
    match value:
        case bool():
            return not value
        case int():
            return value + chance.pick((-2, -1, 1, 7))
        case str():
            return chance.pick(_names(story))
        case datetime():
            return value + timedelta(days=chance.pick((-400, -1, 1, 400)))
        case Enum():
            return chance.pick(tuple(type(value)))
        case tuple():
            return _other_tuple(cast("tuple[object, ...]", value), chance, story)
        case Text():
            return chance.pick((text("other"), value))
        case _ if attrs.has(type(value)):
            return otherwise(cast("AttrsInstance", value), chance, story)
        case _:
            return value


def _names(story: Story) -> tuple[str, ...]:
    """Names that stand for somebody or something, or for nothing."""
    persons = (person for person, _ in story.cast.everyone)
    latest = (record.act.id for record in story.records[-4:])
    return ("nobody", "no one", "", *persons, *_ELSEWHERE, *latest)


def _other_tuple(value: tuple[object, ...], chance: Chance, story: Story) -> tuple[object, ...]:
    if not value:
        return value
    spot = chance.pick(range(len(value)))
    match chance.turn(0.25, 0.25, 0.25, 0.25):
        case 0:
            return ()
        case 1:
            return value[:spot] + value[spot + 1 :]
        case 2:
            return (*value, value[spot])
        case _:
            return (*value[:spot], _other(value[spot], chance, story), *value[spot + 1 :])

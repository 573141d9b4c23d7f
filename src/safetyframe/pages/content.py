"""What stands in an act, field by field, in words of the page's language: no names of fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from attrs import fields, frozen

from safetyframe.acts import Act
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.keeping import ErasureKind, Recipient
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import StatementKind
from safetyframe.pages.shell import Words
from safetyframe.roles import Role, Standing
from safetyframe.texts import name_of_fact, name_of_role, name_of_slices, sum_up
from safetyframe.texts.naming import name_of_language
from safetyframe.trajectory import SLICES
from safetyframe.values import PersonId, Text, civil

if TYPE_CHECKING:
    from attrs import AttrsInstance

__all__ = ["Content", "Line"]

#: Under which fact the words for values are; those of other kinds are words of pages.
_FACTS: Final[Mapping[type[Enum], str]] = {
    AlignOn: "on",
    Dissented: "against",
    ErasureKind: "erasure",
    NecessityStatus: "status",
    Position: "position",
    Recipient: "disclosed_to",
    Standing: "standing",
    StatementKind: "statement",
    Topic: "topic",
    ViewTopic: "topic",
    WithdrawalOutcome: "outcome",
}


@frozen(kw_only=True)
class Line:
    """One field: what it is called, and what stands in it; a text by its reference."""

    name: str
    held: tuple[Held, ...]


#: Words, a text whose words the page has or has not, or what is made of fields itself.
Held: TypeAlias = "str | Text | tuple[Line, ...]"


@frozen(kw_only=True)
class Content:
    """Puts acts in words for one person, who reads of themself as *you*."""

    say: Words
    person: PersonId
    zone: str

    def of(self, act: Act) -> tuple[Line, ...]:
        """Give all that stands in an act beside who did it, as the wire has it: no defaults."""
        return tuple(self._lines(act, beside=("id", "by")))

    def at(self, moment: datetime) -> str:
        """Write a moment as civil day and time."""
        return f"{self.say.day(moment, self.zone)}, {civil(moment, self.zone):%H:%M}"

    def matter(self, topic: Topic, version: int | None) -> str:
        """Write what was told, and which version of it if there are several."""
        what = self._fact("topic", topic.value)
        return what if version is None else self.say("answer-matter", what=what, version=version)

    def _lines(self, thing: object, *, beside: tuple[str, ...] = ()) -> Iterator[Line]:
        for one in fields(cast("type[AttrsInstance]", type(thing))):
            value = getattr(thing, one.name)
            if one.name not in beside and value != one.default:
                several = cast("tuple[object, ...]", value)
                items = several if isinstance(value, tuple) else (value,)
                held = tuple(self._held(one.name, item) for item in items)
                name = self.say(f"field-{one.name}")
                yield Line(name=name, held=held or (self.say("field-nothing"),))

    def _held(self, name: str, value: object) -> Held:
        match value:
            case None:
                return self.say("field-nothing")
            case Text():
                return value
            case bool():
                return self._fact(name, value)
            case int():
                return str(value)
            case datetime():
                return self.at(value)
            case Role():
                return name_of_role(value, self.say.language, reader=self.say.reader)
            case Enum() if type(value) in _FACTS:
                return self._fact(_FACTS[type(value)], value.value)
            case Enum():
                return self.say(f"{type(value).__name__.lower()}-{value.value}")
            case Matter():
                return self.matter(value.topic, value.version)
            case str():
                return self._said(name, value)
            case _:
                return tuple(self._lines(value))

    def _said(self, name: str, value: str) -> str:
        if name == "clause":
            summary = sum_up(value, self.say.language, reader=self.say.reader)
            return f"{value}: {summary}" if summary else value
        if name == "language":
            return self._language(value)
        if name == "unknown" and value in SLICES:
            return name_of_slices((value,), self.say.language, reader=self.say.reader)
        return self.say("page-you", person=value) if value == self.person else value

    def _language(self, tag: str) -> str:
        if tag == "und":  # as BCP 47 says that nobody said
            return self.say("field-nothing")
        return name_of_language(tag, self.say.language, reader=self.say.reader)

    def _fact(self, name: str, value: str | bool) -> str:
        return name_of_fact(name, value, self.say.language, reader=self.say.reader)

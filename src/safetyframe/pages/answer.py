"""A page for somebody who asks what is on record about them: `exports.subject`, to be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from safetyframe.acts.informing import Topic
from safetyframe.exports.subject import answered
from safetyframe.pages.content import Content, Line
from safetyframe.pages.shell import Words, render
from safetyframe.record import Record
from safetyframe.roles import PROFESSIONAL, Role
from safetyframe.texts import Language, Reader, name_of_act, name_of_role
from safetyframe.trajectory import Trajectory
from safetyframe.views import View

__all__ = ["answer_page"]

_SECTIONS: Final = (*("parts", "entries", "told", "corrections", "recipients", "erased", "absent"),)


def answer_page(
    view: View[Trajectory],
    records: View[tuple[Record, ...]],
    language: Language,
    *,
    words: Mapping[str, str | None] | None = None,
) -> str:
    """Give the answer to the viewer of both views as HTML, with `words` as `subject` takes them.

    Who takes part for their work reads the words of professionals, everybody else those of a
    family. Raises `HostError` for views that belong apart, and without Jinja2.
    """
    answer, kept = answered(view, records, words=words)
    said: dict[str, Any] = answer
    works = any(Role(part["role"]) in PROFESSIONAL for part in said["parts"])
    say = Words(language, Reader.PROFESSIONAL if works else Reader.FAMILY)
    parts = [part for part in _SECTIONS if said[part]]
    return render(
        "answer.html",
        say=say,
        title=say("answer-title"),
        styles=("answer.css",),
        contents=[(part, say(f"answer-{part}")) for part in parts],
        said=said,
        parts=parts,
        names=_Names(
            content=Content(say=say, person=view.viewer.person, zone=said["zone"]),
            records=kept,
        ),
        words=words,
    )


@frozen(kw_only=True)
class _Names:
    """What the template calls things: acts and all that stands in them, roles and moments."""

    content: Content
    records: tuple[Record, ...]

    def act(self, number: int) -> str:
        say = self.content.say
        name = type(self.records[number - 1].act).__name__
        return name_of_act(name, say.language, reader=say.reader)

    def lines(self, number: int) -> tuple[Line, ...]:
        return self.content.of(self.records[number - 1].act)

    def role(self, role: str) -> str:
        say = self.content.say
        return name_of_role(Role(role), say.language, reader=say.reader)

    def matter(self, topic: str, version: int | None) -> str:
        return self.content.matter(Topic(topic), version)

    def at(self, moment: str) -> str:
        return self.content.at(datetime.fromisoformat(moment))

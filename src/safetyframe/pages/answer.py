"""A page for somebody who asks what is on record about them: `exports.subject`, to be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final, cast

from attrs import frozen

from safetyframe.exports import subject, texts_of
from safetyframe.pages.shell import Words, render
from safetyframe.record import Record
from safetyframe.roles import Role
from safetyframe.texts import Language, name_of_act, name_of_fact, name_of_role
from safetyframe.trajectory import Trajectory
from safetyframe.values import civil
from safetyframe.views import View
from safetyframe.wire import ACT_NAMES, Json

__all__ = ["answer_page"]

_CLASSES: Final = {name: kind.__name__ for kind, (name, _) in ACT_NAMES.items()}
_SECTIONS: Final = (*("parts", "entries", "told", "corrections", "recipients", "erased", "absent"),)


def answer_page(
    view: View[Trajectory],
    records: View[tuple[Record, ...]],
    language: Language,
    *,
    words: Mapping[str, str | None] | None = None,
) -> str:
    """Give the answer to the viewer of both views as HTML, with `words` as `subject` takes them.

    Raises `HostError` for views that belong apart, and without Jinja2.
    """
    said = subject(view, records, words=words)
    say = Words(language)
    parts = [part for part in _SECTIONS if said[part]]
    return render(
        "answer.html",
        say=say,
        title=say("answer-title"),
        styles=("answer.css",),
        contents=[(part, say(f"answer-{part}")) for part in parts],
        said=said,
        parts=parts,
        names=_Names(language, cast("str", said["zone"])),
        words=words,
        languages=texts_of(said),
    )


@frozen
class _Names:
    """What the template calls things: acts, roles and moments, and what of an act is prose."""

    language: Language
    zone: str

    def act(self, name: str) -> str:
        return name_of_act(_CLASSES[name], self.language)

    def role(self, role: str) -> str:
        return name_of_role(Role(role), self.language)

    def topic(self, topic: str) -> str:
        return name_of_fact("topic", topic, self.language)

    def at(self, moment: str) -> str:
        local = civil(datetime.fromisoformat(moment), self.zone)
        return local.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")

    def texts(self, content: Json) -> list[str]:
        return list(texts_of(content))

    def record(self, content: Json) -> str:
        return json.dumps(content, indent=1, ensure_ascii=False)

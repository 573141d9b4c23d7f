"""A trajectory on a page, for one person and one kind of reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from safetyframe.pages.closing import to_close
from safetyframe.pages.course import due, months, next_review
from safetyframe.pages.goals import goals
from safetyframe.pages.people import people, why
from safetyframe.pages.plan import agreed_in_force, plan
from safetyframe.pages.scribe import Scribe
from safetyframe.pages.seen import Seen
from safetyframe.pages.shell import Words, render
from safetyframe.pages.told import telling, told_self, voices
from safetyframe.texts import Language, Reader, name_of_slices, references

__all__ = ["report"]

#: The acts that a child's page tells of, and the picture of each.
_ROAD: Final[Mapping[str, str]] = {
    "OpenInvolvement": "house",
    "Reopen": "house",
    "Protect": "shield",
    "EstablishWat": "pencil",
    "ReviseWat": "pencil",
    "EstablishHoe": "hands",
    "DecideDirection": "path",
    "Review": "calendar",
    "Withdraw": "star",
}
_SECTIONS: Final = ("why", "due", "plan", "goals", "close", "people", "told", "voices", "course")


def report(seen: Seen, language: Language, *, reader: Reader = Reader.PROFESSIONAL) -> str:
    """Give a page with all that its viewer may know of a trajectory, as one HTML document.

    `reader` chooses words, and for a child pictures and fewer of them; never what may be seen
    (X13). The page has the words of texts, so whoever keeps it keeps what a family said. Raises
    `HostError` where Jinja2 is not installed.
    """
    s = Scribe(seen=seen, say=Words(language, reader))
    child = reader is Reader.CHILD
    return render(
        "child.html" if child else "report.html",
        say=s.say,
        title=s.say("report-title"),
        styles=("report.css", "child.css") if child else ("report.css",),
        **_head(s),
        **_parts(s),
        **(_for_a_child(s) if child else {}),
    )


def _head(s: Scribe) -> dict[str, object]:
    person = references(s.seen.viewer.person)
    day, time = s.day(s.at), s.time(s.at)
    return {
        "kicker": s.say("report-kicker", trajectory=references(s.t.id)),
        "seen_by": s.say("report-seen-by", person=person, day=day, time=time, zone=s.t.zone),
        "blind": s.say("report-blind", person=person) if s.seen.blind else None,
        "incomplete": _incomplete(s),
        "contents": () if s.seen.blind else tuple(_contents(s)),
        "program": "safetyframe",
    }


def _contents(s: Scribe) -> Iterator[tuple[str, str]]:
    if s.say.reader is not Reader.CHILD:  # whose page is short
        yield from ((name, s.say(f"head-{name}")) for name in _SECTIONS)


def _parts(s: Scribe) -> dict[str, object]:
    return {
        "why": why(s),
        "due": due(s),
        "review": next_review(s),
        "plan": plan(s),
        "goals": goals(s),
        "closing": to_close(s),
        "people": people(s),
        "told": telling(s),
        "voices": voices(s),
        "months": months(s),
    }


def _for_a_child(s: Scribe) -> dict[str, object]:
    every = (act for month in months(s) for act in month.acts)
    return {
        "agreed": agreed_in_force(s),
        "told_self": told_self(s),
        "road": tuple((_ROAD[act.act], act) for act in every if act.act in _ROAD),
    }


def _incomplete(s: Scribe) -> str | None:
    names = tuple(sorted(s.t.incomplete))
    if not names:
        return None
    said = name_of_slices(names, s.say.language, reader=s.say.reader)
    return s.say("report-incomplete", names=said)

"""What is on record about one person, for that person: an answer to a request for access.

docs/how-to/answer-a-subject-access-request.md says how it is used, docs/reference/command-line.md
what its fields hold. What the person may not know is absent, without a trace. That some things are
never in such an answer is said to everybody in the same position, whether there are any or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, cast

from safetyframe.exports.seen import both
from safetyframe.record import Record
from safetyframe.roles import PROFESSIONAL, Participation
from safetyframe.slices import Disclosed, Told
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId
from safetyframe.views import View
from safetyframe.wire import Json, dump

__all__ = ["ABSENT", "answered", "subject", "texts_of"]

_Said: TypeAlias = dict[str, Json]

#: The kind and version of what `subject` gives.
KIND: Final = "subject-access/1"
_TEXT: Final = frozenset({"id", "digest", "language"})

#: What is never in such an answer, with the clauses it rests on; for whom, None being everybody.
ABSENT: Final[tuple[tuple[str, tuple[str, ...], bool | None], ...]] = (
    ("for-another-audience", ("T6", "P19"), None),
    ("about-another-child", ("P19",), None),
    ("what-would-put-somebody-at-risk", ("P19", "P8c"), None),
    ("for-the-professionals-work", ("P19",), False),
    ("to-whom-it-was-handed", ("P19",), False),
    ("what-was-erased", ("P19",), False),
    ("not-about-you", ("P8c",), True),
    ("not-in-this-system", (), None),
)


def subject(
    view: View[Trajectory],
    records: View[tuple[Record, ...]],
    *,
    words: Mapping[str, str | None] | None = None,
) -> dict[str, Json]:
    """Give all that is on record about the viewer of both views, as far as they may know it.

    That is what names them; for child, family and network also the help that they take part in.
    `words` holds bodies of texts by their ids, None for one that is no longer kept; of these
    only what stands in the answer is taken. Entries are numbered as they stand in it. Raises
    `HostError` for views that belong apart.
    """
    return answered(view, records, words=words)[0]


def answered(
    view: View[Trajectory],
    records: View[tuple[Record, ...]],
    *,
    words: Mapping[str, str | None] | None = None,
) -> tuple[dict[str, Json], tuple[Record, ...]]:
    """Give the same, and the record of each entry: more than one may have the id of an act."""
    t, shown = both(view, records)
    viewer = view.viewer
    mine = [part for part in _held(t, "people") if part.person == viewer.person]
    works = any(p.role in PROFESSIONAL for p in mine if p.active(viewer.at))
    each = ((record, _entry(record, viewer.person)) for record in shown)
    kept = [(record, said) for record, said in each if said["names_you_in"] or not works]
    entries: list[_Said] = [{"number": n, **said} for n, (_, said) in enumerate(kept, 1)]
    answer: dict[str, Json] = {
        "safetyframe": KIND,
        "person": viewer.person,
        "trajectory": t.id,
        "zone": t.zone,
        "at": viewer.at.isoformat(),
        "parts": [_part(part) for part in mine],
        "entries": list(entries),
        "told": [_told(one) for one in _held(t, "told") if one.person == viewer.person],
        "corrections": [
            {"act": one.id, "at": one.at.isoformat(), "by": one.person, "replaced": one.replaced}
            for one in _held(t, "corrections")
            if viewer.person in one.misinformed
        ],
        "recipients": [_handed(one) for one in _held(t, "disclosed") if _of(one.items, entries)],
        "erased": [
            {"act": one.id, "at": one.at.isoformat(), "by": one.person, "kind": one.kind.value}
            for one in _held(t, "erased")
            if not set(one.texts).isdisjoint(texts_of(list(entries)))
        ],
        "texts": _texts(entries, words),
        "absent": [
            {"what": what, "clauses": list(clauses)}
            for what, clauses, for_work in ABSENT
            if for_work in {None, works}
        ],
    }
    return answer, tuple(record for record, _ in kept)


def texts_of(said: Json) -> dict[str, str]:
    """Give the ids of all texts that an answer, or a part of one, names, with their languages."""
    return {cast("str", one["id"]): cast("str", one["language"]) for one in _each_text(said)}


def _each_text(said: Json) -> Iterator[_Said]:
    if isinstance(said, list):
        for one in said:
            yield from _each_text(one)
    elif isinstance(said, dict):
        if said.keys() == _TEXT:
            yield said
        for one in said.values():
            yield from _each_text(one)


def _entry(record: Record, person: PersonId) -> _Said:
    """One act: who did it and wrote it down, when, and where it names the person."""
    act, by = record.act, record.act.by
    content = dump(act)
    told = cast("_Said", content.pop("by"))
    name = content.pop("type")
    del content["version"], content["id"]
    named = [f"by.{one}" for one, value in told.items() if value == person]
    named += [one for one, value in content.items() if _names(value, person)]
    return {
        "act": act.id,
        "name": name,
        "by": by.person,
        "role": by.role.value,
        "recorded_by": by.recorded_by,
        "on_behalf_of": by.on_behalf_of,
        "occurred_at": by.at.isoformat(),
        "recorded_at": record.recorded_at.isoformat(),
        "names_you_in": list(named),
        "content": content,
    }


def _names(said: Json, person: PersonId) -> bool:
    if isinstance(said, list):
        return any(_names(one, person) for one in said)
    if isinstance(said, dict):
        return said.keys() != _TEXT and any(_names(one, person) for one in said.values())
    return said == person


def _held(t: Trajectory, name: str) -> tuple[Any, ...]:
    """What a slice holds; nothing where it is not known."""
    return () if name in t.unknown else tuple(getattr(t, name).values())


def _part(part: Participation) -> Json:
    return {
        "part": part.id,
        "role": part.role.value,
        "standing": None if part.standing is None else part.standing.value,
        "since": part.since.isoformat(),
        "until": None if part.until is None else part.until.isoformat(),
        "added_by": part.added_by,
        "concerns": list(part.concerns),
        "language": part.language,
    }


def _told(one: Told) -> Json:
    return {
        "topic": one.topic.value,
        "version": one.version,
        "acknowledged": one.acknowledged,
        "by": one.by,
        "at": one.at.isoformat(),
        "recorded_at": one.recorded_at.isoformat(),
        "form": None if one.form is None else one.form.value,
        "language": one.language,
        "interpreter": one.interpreter,
    }


def _handed(one: Disclosed) -> Json:
    return {
        "act": one.id,
        "at": one.at.isoformat(),
        "by": one.person,
        "recipient": one.recipient,
        "to": one.to.value,
        "items": list(one.items),
    }


def _of(items: tuple[str, ...], entries: list[_Said]) -> bool:
    return any(entry["act"] in items for entry in entries)


def _texts(entries: list[_Said], words: Mapping[str, str | None] | None) -> Json:
    """Each text once; with its words, where there are any to give."""
    return [
        {"text": text, "language": language}
        if words is None
        else {"text": text, "language": language, "words": words.get(text)}
        for text, language in texts_of(list(entries)).items()
    ]

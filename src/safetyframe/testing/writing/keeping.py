"""How the acts on the file itself are written."""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe.acts.keeping import AdoptedPart, ErasureKind, Recipient
from safetyframe.roles import Role
from safetyframe.testing.cast import Who
from safetyframe.testing.story import text
from safetyframe.testing.writing.involvement import opening
from safetyframe.testing.writing.pen import Pen
from safetyframe.values import ActId, PersonId

_NOTHING = "nothing"


def _known(pen: Pen) -> tuple[str, ...]:
    """Ids of acts on record, what was gathered first."""
    return (*pen.t.gathered, *(v.act for v in pen.t.voices.values()), *pen.t.barriers)


def correct(pen: Pen) -> a.Correct:
    """Something that the side of whoever writes had gathered."""
    mine = [
        g.id
        for g in pen.t.gathered.values()
        if g.in_error_by is None and g.role in (pen.who[1], Role.SYSTEM)
    ]
    return a.Correct(
        wrong=ActId(pen.pick_or(mine, _NOTHING)),
        reason=text("reason"),
        replacement=pen.pick((text("right"), None)),
        id=pen.new_id(),
        by=pen.by,
    )


def annotate(pen: Pen) -> a.Annotate:
    """Words beside something on record."""
    about = pen.asked("about", _known(pen), _NOTHING)
    return a.Annotate(about=about, words=text("beside"), id=pen.new_id(), by=pen.by)


def ratify(pen: Pen) -> a.Ratify:
    """Something that somebody else had gathered."""
    others = [g.id for g in pen.t.gathered.values() if g.person != pen.who[0]]
    acts = (pen.asked("acts", others, _NOTHING),)
    return a.Ratify(acts=acts, ground=text("ground"), id=pen.new_id(), by=pen.by)


def disclose(pen: Pen) -> a.Disclose:
    """Up to three things on record."""
    to = pen.pick(tuple(Recipient))
    return a.Disclose(
        recipient=PersonId("court-1"),
        to=to,
        ground=text("ground"),
        items=pen.some(_known(pen)[:3]),
        id=pen.new_id(),
        by=pen.by,
    )


def erase(pen: Pen) -> a.Erase:
    """One or two texts that nothing else refers to."""
    texts = pen.some(("words-1", "words-2"))
    return a.Erase(
        texts=texts,
        kind=pen.pick(tuple(ErasureKind)),
        ground=pen.pick((text("ground"), None)),
        id=pen.new_id(),
        by=pen.by,
    )


def adopt(pen: Pen) -> a.Adopt:
    """A file with a parent, a care worker and somebody of the network in it.

    Where one was adopted with something unknown, one more of that has been found out.
    """
    if pen.t.incomplete:
        return a.Adopt(
            source="old-file-1",
            provenance=text("provenance"),
            unknown=tuple(sorted(pen.t.incomplete)[1:]),
            id=pen.new_id(),
            by=pen.mandated,
        )
    parts = tuple(
        AdoptedPart(person=person, role=role, since=pen.now) for person, role in _first(pen)
    )
    return a.Adopt(
        source="old-file-1",
        provenance=text("provenance"),
        **opening(pen, pen.cast.children),
        parts=pen.some(parts),
        unknown=pen.listed("unknown"),
        id=pen.new_id(),
        by=pen.mandated,
    )


def _first(pen: Pen) -> list[Who]:
    wanted = (Role.PARENT, Role.CARE_WORKER, Role.NETWORK)
    every = (next((w for w in pen.cast.joining if w[1] is role), None) for role in wanted)
    return [who for who in every if who is not None]

"""How the acts that inform and align are written."""

from __future__ import annotations

from typing import Final

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.roles import PROFESSIONAL
from safetyframe.testing.story import text
from safetyframe.testing.writing.pen import Pen
from safetyframe.values import Form, PersonId

#: The norms that ask for informing somebody.
DUTY_CLAUSES: Final = ("T5a", "T5b", "P5a", "P18a", "P18b", "P22", "P26", "P27")


def _matter(pen: Pen) -> Matter:
    topic = pen.asked_enum("topic", tuple(Topic))
    versions = {
        Topic.WAT: len(pen.t.wat),
        Topic.WORRIES: len(pen.t.wat),
        Topic.AGREEMENTS: len(pen.t.hoe),
    }
    return Matter(topic=topic, version=pen.number("version", versions.get(topic, 0)) or None)


def explain(pen: Pen) -> a.Explain:
    """One topic, as it stands, to the person asked for or those who take part."""
    matter = _matter(pen)
    return a.Explain(
        matters=(matter,),
        persons=pen.persons,
        form=pen.pick((Form.SPOKEN, Form.WORDS_AND_PICTURES, Form.PLAY)),
        language=pen.pick(("nl", "fr")),
        interpreter=pen.pick((False, True)),
        exceptions=pen.exceptions,
        id=pen.new_id(),
        by=pen.by,
    )


def acknowledge(pen: Pen) -> a.Acknowledge:
    """One topic, as it stands."""
    return a.Acknowledge(matter=_matter(pen), id=pen.new_id(), by=pen.by)


def except_duty(pen: Pen) -> a.ExceptDuty:
    """Towards one person, for a season."""
    person = pen.pick_or(pen.persons, pen.kin)
    clause = pen.asked("clause", DUTY_CLAUSES, DUTY_CLAUSES[0])
    return a.ExceptDuty(exception=pen.reasoned(clause, person), id=pen.new_id(), by=pen.by)


def align(pen: Pen) -> a.Align:
    """Professionals write down somebody's position; everybody else gives their own."""
    on = pen.asked_enum("on", (AlignOn.EXPECTATIONS, AlignOn.WITHDRAWAL))
    person = pen.want.get("person")
    if not person and pen.who[1] in PROFESSIONAL:
        person = pen.pick_or(tuple(dict.fromkeys(p for p, _ in pen.there)), pen.kin)
    return a.Align(
        person=PersonId(str(person or pen.who[0])),
        on=on,
        wat=pen.number("wat", len(pen.t.wat)),
        position=pen.pick(
            (Position.HEARD, Position.AGREES, Position.DISSENTS, Position.NOT_REACHED)
        ),
        minor=pen.minors[0] if on is AlignOn.WITHDRAWAL else None,
        words=text("words"),
        id=pen.new_id(),
        by=pen.by,
    )

"""Acts, records, bodies and notices for the laws: small, valid, and told apart by a number.

The words of bodies carry a mark that nothing else carries, and so do persons: so it can be seen
where they end up.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Final

from safetyframe.acts import Act, Speak
from safetyframe.notice import Notice
from safetyframe.record import Record
from safetyframe.roles import By, Role
from safetyframe.values import ActId, Body, PersonId, Text, TrajectoryId

__all__ = ["NOON", "PERSON", "SAID", "ZONE", "body", "notice", "record", "voice"]

NOON: Final = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)
ZONE: Final = "Europe/Brussels"
#: Who speaks in every act here: in no error, so nowhere in a log.
PERSON: Final = PersonId("person-7d1f4e")
#: In the words of every body: in no error either.
SAID: Final = "hush-e8a2c5"

_LAW: Final = "0" * 64
_TEXT: Final = Text(id="said", digest="0" * 64, language="nl")


def body(name: str = "x", words: str = "the dog sleeps") -> Body:
    """Prose under this text id, with a salt of its own."""
    said = f"{SAID} {words}"
    salt = hashlib.sha256(f"{name} {said}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Body(id=name, language="nl", salt=salt, words=said)


def voice(
    name: str, *, words: Text = _TEXT, at: datetime = NOON, person: PersonId = PERSON
) -> Speak:
    """An act that nobody may block."""
    return Speak(id=ActId(name), by=By(person=person, role=Role.PARENT, at=at), words=words)


def record(seq: int, act: Act | None = None) -> Record:
    """The record of an act, or of a voice named after its number."""
    at = NOON + timedelta(minutes=seq)
    return Record(seq=seq, act=voice(f"a{seq}", at=at) if act is None else act, law=_LAW)


def notice(trajectory: TrajectoryId, one: Record, to: str = "p-9") -> Notice:
    """A notice of a record to somebody."""
    return Notice(trajectory=trajectory, act=one.act.id, recipient=PersonId(to))

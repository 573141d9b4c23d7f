"""How things are written on one person's page: days, people, words of texts, bare names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from attrs import frozen

from safetyframe.pages.seen import Seen
from safetyframe.pages.shell import Words
from safetyframe.roles import Role
from safetyframe.slices import Voice
from safetyframe.texts import name_of_fact, name_of_role, references
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, Text, civil

__all__ = ["Prose", "Said", "Scribe"]

_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@frozen(kw_only=True)
class Prose:
    """The words of a text, and in which language (a BCP 47 tag) where it says so.

    `words` is None where there are none: never kept here, erased, or not those that were meant.
    """

    id: str
    words: str | None
    language: str | None


@frozen(kw_only=True)
class Said:
    """What somebody said in their own words, when, and about which version if about any."""

    who: str
    role: str
    day: str
    prose: Prose | None
    about: str = ""
    own: bool = False  # of whoever reads, or said for them
    first_hand: bool = False


@frozen(kw_only=True)
class Scribe:
    """Writes one person's page in one language."""

    seen: Seen
    say: Words

    @property
    def t(self) -> Trajectory:
        """The trajectory, as the person may know it."""
        return self.seen.trajectory.shown

    @property
    def at(self) -> datetime:
        """The moment of the page."""
        return self.seen.viewer.at

    def day(self, instant: datetime) -> str:
        """Write the civil day of `instant`."""
        return self.say.day(instant, self.t.zone)

    def short_day(self, instant: datetime) -> str:
        """Write the civil day of `instant` in numbers, for narrow places."""
        return civil(instant, self.t.zone).strftime("%d/%m/%Y")

    def month(self, instant: datetime) -> str:
        """Write the civil month of `instant`."""
        local = civil(instant, self.t.zone)
        return f"{self.say('page-months').split()[local.month - 1]} {local.year}"

    def time(self, instant: datetime) -> str:
        """Write the civil time of `instant`, to the minute."""
        return civil(instant, self.t.zone).strftime("%H:%M")

    def who(self, person: PersonId) -> str:
        """Write who somebody is: a reference, and whether it is whoever reads."""
        known = references(person)
        return self.say("page-you", person=known) if person == self.seen.viewer.person else known

    def all(self, persons: Iterable[PersonId]) -> str:
        """Write who several people are."""
        return ", ".join(self.who(person) for person in persons) or self.say("page-nobody")

    def role(self, role: Role) -> str:
        """Name a role."""
        return name_of_role(role, self.say.language, reader=self.say.reader)

    def fact(self, name: str, value: str) -> str:
        """Put the value of a fact in words."""
        return name_of_fact(name, value, self.say.language, reader=self.say.reader)

    def prose(self, text: Text | None) -> Prose | None:
        """Give the words of a text, if these are the ones that were meant when it was cited."""
        if text is None:
            return None
        body = self.seen.body(text.id)
        held = body is not None and body.text == text
        return Prose(
            id=references(text.id),
            words=body.words if body is not None and held else None,
            language=text.language if _TAG.fullmatch(text.language) else None,
        )

    def said(self, voice: Voice, about: str = "") -> Said:
        """Write down what somebody said."""
        return Said(
            who=self.who(voice.person),
            role=self.role(voice.role),
            day=self.day(voice.at),
            prose=self.prose(voice.words),
            about=about,
            own=self.seen.viewer.person in (voice.person, voice.on_behalf_of),
            first_hand=self.seen.viewer.person == voice.person,
        )

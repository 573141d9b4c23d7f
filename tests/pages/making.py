"""Pages of the sample trajectory for several people, and of texts that try to break out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from attrs import evolve, frozen

from safetyframe import acts as a
from safetyframe.cli.playing import play
from safetyframe.cli.script import read_sample
from safetyframe.frame import Frame
from safetyframe.outcome import Accepted
from safetyframe.pages import Seen, report, seen_by
from safetyframe.roles import By, Role
from safetyframe.texts import LANGUAGES, Language, Reader
from safetyframe.values import ActId, Body, PersonId
from safetyframe.views import Viewer

TRAJECTORY: Final = "family-7"
#: Well on the way: the girl can be closed nearly, for her brother it has begun anew.
MAY: Final = datetime.fromisoformat("2025-05-15T20:00:00+02:00")
END: Final = datetime.fromisoformat("2025-07-01T00:00:00+02:00")

SCRIPT: Final = "<script>alert('x')</script><img src=x onerror=alert(1)>\"&amp; mama-papa"
ARABIC: Final = "أريد أن أنام بهدوء."


@frozen
class Case:
    """Who reads, as what kind of reader, in which language, and when."""

    person: str
    reader: Reader
    language: Language
    at: datetime = MAY

    def __str__(self) -> str:
        return f"{self.reader.value}-{self.language}"

    @property
    def viewer(self) -> Viewer:
        return Viewer(person=PersonId(self.person), at=self.at)


READERS: Final = (
    ("consultant-2", Reader.PROFESSIONAL),
    ("parent-1", Reader.FAMILY),
    ("child-a", Reader.CHILD),
)
CASES: Final = tuple(Case(p, reader, lang) for p, reader in READERS for lang in LANGUAGES)


@contextmanager
def sample() -> Iterator[Frame]:
    """The sample trajectory, played whole in memory."""
    script = read_sample()
    with Frame.open("memory://", zone=script.zone) as frame:
        for _ in play(frame, script):
            pass
        yield frame


@contextmanager
def hostile() -> Iterator[Frame]:
    """The sample up to May, and then words with markup in them, and from right to left."""
    script = read_sample()
    steps = tuple(step for step in script.steps if step.act.by.recorded <= MAY)
    with Frame.open("memory://", zone=script.zone) as frame:
        for _ in play(frame, evolve(script, steps=steps)):
            pass
        for number, (words, language) in enumerate(((SCRIPT, "nl"), (ARABIC, "ar")), 1):
            said = body(f"said-{number}", words, language)
            by = By(person=PersonId("child-a"), role=Role.MINOR, at=MAY + timedelta(minutes=number))
            act = a.Scale(
                id=ActId(f"said-{number}"),
                by=by,
                goal="goal-nights",
                minor=PersonId("child-a"),
                value=6 + number,
                words=said.text,
            )
            assert isinstance(frame.do(TRAJECTORY, act, bodies=[said]), Accepted)
            spoken = body(f"spoken-{number}", words, language)
            act = a.Speak(id=ActId(f"spoken-{number}"), by=by, words=spoken.text)
            assert isinstance(frame.do(TRAJECTORY, act, bodies=[spoken]), Accepted)
        yield frame


def body(name: str, words: str, language: str) -> Body:
    return Body(id=name, language=language, salt="00" * 16, words=words)


def seen(frame: Frame, case: Case) -> Seen:
    return seen_by(case.viewer, frame, TRAJECTORY)


def page(frame: Frame, case: Case) -> str:
    return report(seen(frame, case), case.language, reader=case.reader)

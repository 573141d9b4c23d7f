"""Steps with the acts on the file itself, for the tests of the clauses they rest on."""

from __future__ import annotations

from typing import Any

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.acts.keeping import AdoptedPart
from safetyframe.outcome import Accepted
from safetyframe.values import PersonId
from tests.support.cast import adopting
from tests.support.story import (
    ANNA,
    BEN,
    GRAN,
    LEAD,
    MANDATE,
    MOTHER,
    WORKER,
    Story,
    Who,
    expectations_set,
    text,
)

__all__ = ["OLD", "adopted", "correct", "find_out", "inform", "told_wrong"]

OLD = ("wat", "told", "hoe", "measures")


def inform(story: Story, who: Who = LEAD) -> str:
    """Somebody records information; gives its id."""
    story.do(a.RecordInformation, who, minors=(ANNA, BEN), about=text("info"))
    return story.last_id()


def correct(story: Story, wrong: str, who: Who = LEAD, **more: Any) -> Accepted:
    """Somebody finds it wrong."""
    return story.do(a.Correct, who, wrong=wrong, reason=text("reason"), **more)


def told_wrong() -> tuple[Story, str]:
    """WAT stands and is explained to the worker, the mother and Ben; then its information is wrong.

    The worker, the mother and Ben know WAT version 2; gran and Anna were told nothing of it.
    """
    story = expectations_set()
    story.wait()
    story.explain(Topic.WAT, WORKER[0], MOTHER[0], BEN, version=2, who=LEAD)
    story.explain(Topic.WHY, GRAN[0], ANNA, who=LEAD)
    return story, story.t.wat[2].information[0]


def adopted(*unknown: str, **changes: Any) -> Story:
    """The lead adopts an older file with a worker, a mother and a grandmother in it."""
    story = Story()
    parts = tuple(
        AdoptedPart(person=PersonId(person), role=role, since=story.now)
        for person, role in (WORKER, MOTHER, GRAN)
    )
    content = adopting(story, LEAD, ANNA, BEN, parts=parts, unknown=unknown)
    story.do(a.Adopt, LEAD, **{**content, **changes})
    return story


def find_out(story: Story, *left: str, who: Who = LEAD) -> Any:
    """The lead says what is still unknown; gives the answer, kept if it is a yes."""
    by = story.by(who, mandate=MANDATE)
    answer = story.ask(
        a.Adopt, who, by=by, source="old-file-1", provenance=text("found"), unknown=left
    )
    return story.keep(answer) if isinstance(answer, Accepted) else answer

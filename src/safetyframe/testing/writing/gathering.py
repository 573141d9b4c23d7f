"""How the acts that gather are written."""

from __future__ import annotations

from typing import TypedDict

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.testing.story import text
from safetyframe.testing.writing.pen import Pen
from safetyframe.values import PersonId, Text


class About(TypedDict):
    """Whom something gathered is about, and what it says."""

    minors: tuple[PersonId, ...]
    about: Text


def about(pen: Pen) -> About:
    """Say something about some of the minors."""
    return {"minors": pen.some(pen.minors), "about": text("about")}


def record_concern(pen: Pen) -> a.RecordConcern:
    """A concern."""
    return a.RecordConcern(**about(pen), id=pen.new_id(), by=pen.by)


def contribute_view(pen: Pen) -> a.ContributeView:
    """A view on the topic asked for, on safety first."""
    topic = pen.asked_enum("topic", (ViewTopic.SAFETY, ViewTopic.DANGER, ViewTopic.CONCERN))
    minors = pen.some(pen.minors)
    return a.ContributeView(
        topic=topic, minors=minors, view=text("view"), id=pen.new_id(), by=pen.by
    )


def record_information(pen: Pen) -> a.RecordInformation:
    """Information."""
    return a.RecordInformation(**about(pen), id=pen.new_id(), by=pen.by)


def record_conversation(pen: Pen) -> a.RecordConversation:
    """With the person asked for, or those who take part."""
    persons = pen.persons
    minors = pen.some(pen.minors)
    return a.RecordConversation(
        persons=persons,
        minors=minors,
        summary=text("summary"),
        exceptions=pen.exceptions,
        id=pen.new_id(),
        by=pen.by,
    )


def record_strength(pen: Pen) -> a.RecordStrength:
    """A strength."""
    return a.RecordStrength(**about(pen), id=pen.new_id(), by=pen.by)


def record_what_works(pen: Pen) -> a.RecordWhatWorks:
    """What helps, found with those who take part."""
    said = about(pen)
    return a.RecordWhatWorks(**said, contributors=pen.persons, id=pen.new_id(), by=pen.by)

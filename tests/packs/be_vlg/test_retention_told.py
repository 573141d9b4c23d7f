"""be_vlg:retention-told: at closing everyone hears how long the file is kept, and of a copy."""

from __future__ import annotations

from datetime import timedelta

from safetyframe import acts as a
from safetyframe.roles import Role
from safetyframe.values import PersonId
from tests.support.cast import NEIGHBOUR, join, leave, reopening, withdrawn
from tests.support.expect import says_what_it_does_not_know, sees, sees_nothing
from tests.support.flanders import flemish, found, tell
from tests.support.story import ANNA, BEN, FATHER, GRAN, LEAD, MOTHER, Story, opened

WATCH = "be_vlg:retention-told"
CLIENTS = {ANNA, BEN, MOTHER[0], FATHER[0], GRAN[0]}


def untold(story: Story, minor: PersonId = ANNA) -> set[PersonId]:
    held = found(story, "be_vlg:file-untold")
    return {PersonId(str(f.get("person"))) for f in held if f.get("minor") == minor}


def test_everyone_of_the_client_side_is_told_after_a_withdrawal():
    story = opened(flemish())
    sees_nothing(story, WATCH)
    withdrawn(story)
    # Ben's part is about Ben: Anna's file is not his.
    assert untold(story) == CLIENTS - {BEN}
    assert untold(story, BEN) == set()
    seen = sees(
        story, WATCH, "be_vlg:retention-told", "be_vlg:file-untold", person=MOTHER[0], minor=ANNA
    )
    assert [(r.act, dict(r.about)) for r in seen.remedies] == [
        ("Explain", {"topic": "file", "person": MOTHER[0]})
    ]
    says_what_it_does_not_know(story, WATCH, "be_vlg:retention-told", "people involvement told")
    tell(story, MOTHER[0])
    assert untold(story) == CLIENTS - {BEN, MOTHER[0]}
    tell(story, ANNA, FATHER[0], GRAN[0])
    sees_nothing(story, WATCH)


def test_who_confirms_it_for_themselves_knows():
    story = withdrawn(opened(flemish()))
    story.do(a.Acknowledge, MOTHER, matter=a.Matter(topic=a.Topic.FILE))
    assert MOTHER[0] not in untold(story)


def test_other_topics_say_nothing_of_the_file():
    story = withdrawn(opened(flemish()))
    story.explain(a.Topic.WHY, MOTHER[0])
    assert MOTHER[0] in untold(story)


def test_it_counts_on_the_day_of_the_ending_and_not_from_years_before():
    story = opened(flemish())
    tell(story, MOTHER[0])
    story.wait(400)
    tell(story, FATHER[0])
    withdrawn(story)
    assert untold(story) == CLIENTS - {BEN, FATHER[0]}


def test_who_had_left_or_was_a_professional_is_not_waited_for():
    story = opened(flemish())
    leave(story, FATHER)
    teacher = (PersonId("teacher"), Role.NETWORK)
    join(story, teacher, professional=True)
    join(story, NEIGHBOUR, concerns=(BEN,))
    story.wait()
    withdrawn(story)
    assert untold(story) == {ANNA, MOTHER[0], GRAN[0]}


def test_who_leaves_afterwards_still_is():
    story = withdrawn(opened(flemish()))
    leave(story, MOTHER)
    story.wait(30)
    assert MOTHER[0] in untold(story)


def test_an_ending_by_government_is_one_too_and_a_reopening_is_none():
    story = withdrawn(opened(flemish()))
    assert untold(story)
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    sees_nothing(story, WATCH)
    story.wait(5)
    story.now += timedelta(minutes=1)
    withdrawn(story)
    assert untold(story)

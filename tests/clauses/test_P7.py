"""P7: the language is clear and concrete enough for each one involved, whatever they speak."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.values import Form
from tests.support.expect import (
    NEIGHBOUR,
    join,
    leave,
    revise,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
)
from tests.support.story import LEAD, WORKER, opened, wat_established

WATCH = "watch.language-fits"


def explain(story, language, *, interpreter=False, topic=Topic.WHY, version=None):
    story.do(
        a.Explain,
        WORKER,
        matters=(Matter(topic=topic, version=version),),
        persons=(NEIGHBOUR[0],),
        form=Form.SPOKEN,
        language=language,
        interpreter=interpreter,
    )


def speaking(language="tr", story=None):
    story = story or opened()
    join(story, NEIGHBOUR, language=language)
    return story


def test_an_explanation_in_a_language_the_person_does_not_speak_is_seen():
    story = speaking()
    sees_nothing(story, WATCH)
    explain(story, "nl")
    found = sees(story, WATCH, "P7", "other-language", person=NEIGHBOUR[0], topic="why")
    assert [r.act for r in found.remedies] == ["Explain"]
    says_what_it_does_not_know(story, WATCH, "P7", "people told")


@pytest.mark.parametrize(
    ("spoken", "told", "interpreter"),
    [
        ("tr", "tr", False),
        ("nl", "nl-BE", False),
        ("fr-BE", "fr", False),
        ("FR", "fr", False),
        ("tr", "nl", True),
        (None, "nl", False),
    ],
)
def test_their_own_language_or_an_interpreter_is_all_right(spoken, told, interpreter):
    story = speaking(spoken)
    explain(story, told, interpreter=interpreter)
    sees_nothing(story, WATCH)


@pytest.mark.parametrize(("language", "interpreter"), [("tr", False), ("nl", True)])
def test_explaining_it_again_so_that_they_follow_takes_it_away(language, interpreter):
    story = speaking()
    explain(story, "nl")
    sees(story, WATCH, "P7", "other-language")
    explain(story, language, interpreter=interpreter)
    sees_nothing(story, WATCH)


def test_one_topic_in_their_language_does_not_make_up_for_another():
    story = speaking()
    explain(story, "nl")
    explain(story, "tr", topic=Topic.GOAL)
    sees(story, WATCH, "P7", "other-language", topic="why")


def test_explaining_the_text_in_force_makes_up_for_an_older_one():
    story = speaking(story=wat_established())
    explain(story, "nl", topic=Topic.WAT, version=1)
    sees(story, WATCH, "P7", "other-language")
    revise(story, material=True)
    explain(story, "tr", topic=Topic.WAT, version=2)
    sees_nothing(story, WATCH)


def test_who_has_left_is_no_longer_looked_at():
    story = speaking()
    explain(story, "nl")
    leave(story, NEIGHBOUR, by=LEAD)
    sees_nothing(story, WATCH)

"""Case 33: another language, an interpreter, somebody who does not read.

A letter in Dutch counts as explained, whoever got it. Here an explanation says in which language
and form it was given and which version it renders, and what does not fit the person is seen.
"""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from safetyframe import Frame
from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.outcome import Accepted, DutyState
from safetyframe.roles import Role
from safetyframe.values import Form, PersonId
from tests.adapters.making import body
from tests.support.breaking import drop_handler, drop_watch, put, silence_rule
from tests.support.cast import on_file, violation
from tests.support.duty import state
from tests.support.expect import join, revise, sees, sees_nothing
from tests.support.story import (
    GRAN,
    WORKER,
    Story,
    Who,
    rules,
    wat_established,
)

CLAUSES = ("P6", "P7")

AUNT: Who = (PersonId("aunt"), Role.NETWORK)
LANGUAGE, FRESH = "watch.language-fits", "watch.renderings-fresh"


def family(language: str | None = "ar") -> Story:
    """WAT 1 stands; an aunt takes part, whose language is on record."""
    story = wat_established()
    join(story, AUNT, language=language)
    return story


def explain(story: Story, *persons: PersonId, version: int | None = None, **more: Any) -> None:
    content = {
        "matters": (Matter(topic=Topic.WAT, version=version or len(story.t.wat)),),
        "persons": persons or (AUNT[0],),
        "form": Form.SPOKEN,
        "language": "nl",
        **more,
    }
    story.do(a.Explain, WORKER, **content)


def other(story: Story, person: PersonId = AUNT[0]) -> None:
    sees(story, LANGUAGE, "P7", "other-language", person=person, topic="wat")


@pytest.mark.parametrize("form", [Form.SPOKEN, Form.WRITTEN, Form.WORDS_AND_PICTURES, Form.PLAY])
def test_an_explanation_says_in_which_language_and_form_it_was_given(form):
    """What each person was told last keeps its language, its form and whether one interpreted."""
    story = family()
    explain(story, AUNT[0], GRAN[0], form=form, language="ar-MA", interpreter=True)
    for person in (AUNT[0], GRAN[0]):
        told = story.t.told[person, Topic.WAT, 1, False]
        assert (told.language, told.form, told.interpreter) == ("ar-MA", form, True)
        assert (told.by, told.version) == (WORKER[0], 1)


def test_one_in_another_language_than_the_persons_own_is_seen():
    """Dutch told to somebody whose language is another is on record, and seen as not fitting."""
    story = family()
    sees_nothing(story, LANGUAGE)
    explain(story)
    other(story)
    explain(story, language="fr")
    other(story)


@pytest.mark.parametrize(
    "better", [{"language": "ar"}, {"language": "AR-ma"}, {"interpreter": True}], ids=str
)
def test_until_it_is_told_in_their_language_or_interpreted(better):
    """The finding ends with an explanation in the person's language, or with an interpreter."""
    story = family()
    explain(story)
    other(story)
    explain(story, **better)
    sees_nothing(story, LANGUAGE)
    explain(story)  # and begins again with the next letter in Dutch
    other(story)


def test_it_is_seen_per_person_and_per_matter():
    """One meeting in one language fits one and not the other, on this matter and not on that."""
    story = family()
    join(story, (PersonId("uncle"), Role.NETWORK), language="nl-BE")
    explain(story, AUNT[0], PersonId("uncle"), GRAN[0])
    other(story)
    sees_nothing(story, LANGUAGE, person=PersonId("uncle"))
    sees_nothing(story, LANGUAGE, person=GRAN[0])
    explain(story, matters=(Matter(topic=Topic.WHY),), language="ar")
    other(story)
    sees_nothing(story, LANGUAGE, topic="why")


def test_what_is_told_is_bound_to_the_version_that_it_renders():
    """A translation that names no version, or one that is not there, is refused."""
    story = family()
    for version in (None, 2, 0):
        no = story.refused(
            a.Explain,
            WORKER,
            matters=(Matter(topic=Topic.WAT, version=version),),
            persons=(AUNT[0],),
            form=Form.WRITTEN,
            language="ar",
        )
        assert rules(no) == ["informing.names-version"]
        assert violation(no, "informing.names-version").clauses == ("P6",)
    explain(story, language="ar", form=Form.WRITTEN)


def test_a_translation_of_an_older_wording_is_seen():
    """After any revision, of wording too, who was told the older text is told so again."""
    story = family()
    explain(story, language="ar")
    sees_nothing(story, FRESH)
    revise(story, material=False)
    sees(story, FRESH, "P6", "rendering-stale", person=AUNT[0], version=1)
    assert state(story, "P22", AUNT[0]) is DutyState.DONE
    explain(story, language="ar")
    sees_nothing(story, FRESH)


def test_after_a_material_revision_the_translation_informs_nobody():
    """What was translated from a version with other content no longer counts as explained."""
    story = family()
    explain(story, language="ar")
    assert state(story, "P22", AUNT[0]) is DutyState.DONE
    revise(story, material=True)
    assert state(story, "P22", AUNT[0]) is DutyState.DUE
    explain(story, language="ar", version=1)
    assert state(story, "P22", AUNT[0]) is DutyState.DUE
    explain(story, language="ar")
    assert state(story, "P22", AUNT[0]) is DutyState.DONE


def test_what_the_person_made_of_it_goes_along(tmp_path: Path):
    """A note on what the person understood stays with the explanation, in the person's language."""
    story = family()
    note = evolve(body("note", "told it back in her own words"), language="ar")
    act = story.act(
        a.Explain,
        WORKER,
        matters=(Matter(topic=Topic.WAT, version=1),),
        persons=(AUNT[0],),
        form=Form.SPOKEN,
        language="ar",
        understood=note.text,
    )
    url = on_file(story, tmp_path / "one.db")
    with Frame.open(url) as frame:
        assert isinstance(frame.do("t-1", act, bodies=[note]), Accepted)
    with Frame.open(url) as frame:
        kept = frame.records("t-1")[-1].act
        assert isinstance(kept, a.Explain)
        assert kept.understood == note.text
        assert note.text.language == "ar"
        assert frame.body("t-1", "note") == note


def test_who_does_not_read_may_be_told_in_pictures_and_confirm_it_aloud():
    """A form without letters discharges the duty, and the person's own yes may be spoken."""
    story = family()
    explain(story, language="ar", form=Form.WORDS_AND_PICTURES)
    assert state(story, "P22", AUNT[0]) is DutyState.DONE
    by = story.by(AUNT, recorded_by=WORKER[0], form=Form.SPOKEN)
    story.do(a.Acknowledge, AUNT, by=by, matter=Matter(topic=Topic.WAT, version=1))
    told = story.t.told[AUNT[0], Topic.WAT, 1, True]
    assert (told.form, told.by) == (Form.SPOKEN, AUNT[0])


BREAKS = {
    "the note is thrown away": put("safetyframe.program.doing:check_bodies", lambda *_: ()),
    "language does not matter": drop_watch("watch.language-fits"),
    "nothing is kept of what was told": drop_handler(a.Explain, "told"),
    "a translation is of no version": silence_rule("informing.names-version"),
    "an old translation is good enough": drop_watch("watch.renderings-fresh"),
    "a version is as good as another": put("safetyframe.rules.ask:material_of", lambda *_: 1),
    "nobody acknowledges aloud": drop_handler(a.Acknowledge, "told"),
}

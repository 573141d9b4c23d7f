"""Who may see an entry travels with it, from the act into the slice (P19, case 15)."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.wat import StatementKind
from safetyframe.roles import Audience, Role
from tests.support.story import ANNA, ANNA_, FATHER, GRAN, LEAD, opened, text

SOME = Audience(persons=(ANNA,), roles=(Role.CARE_WORKER,))
NOBODY_ELSE = Audience()

SAID = (
    (a.Speak, ANNA_, "voices", {"words": text(), "minors": (ANNA,)}),
    (a.Protect, LEAD, "protection", {"minors": (ANNA,), "measure": text()}),
    (a.KeepApart, LEAD, "barriers", {"persons": (ANNA, FATHER[0]), "ground": text()}),
    (a.RecordConcern, LEAD, "gathered", {"minors": (ANNA,), "about": text()}),
    (
        a.ContributeView,
        LEAD,
        "gathered",
        {"minors": (ANNA,), "view": text(), "topic": ViewTopic.DANGER},
    ),
    (a.RecordInformation, LEAD, "gathered", {"minors": (ANNA,), "about": text()}),
    (a.RecordConversation, LEAD, "gathered", {"minors": (ANNA,), "persons": (ANNA,)}),
    (a.RecordStrength, LEAD, "gathered", {"minors": (ANNA,), "about": text()}),
    (a.RecordWhatWorks, LEAD, "gathered", {"minors": (ANNA,), "about": text()}),
    (
        a.DraftWat,
        LEAD,
        "gathered",
        {"minors": (ANNA,), "words": text(), "kind": StatementKind.GOAL},
    ),
    (a.OfferIdea, LEAD, "gathered", {"minors": (ANNA,), "about": text()}),
)


@pytest.mark.parametrize("case", SAID, ids=lambda case: case[0].__name__)
@pytest.mark.parametrize("audience", [None, NOBODY_ELSE, SOME], ids=["unsaid", "none", "some"])
def test_the_entry_keeps_the_audience_of_its_act(case, audience):
    kind, who, slice_name, content = case
    story = opened()
    story.do(kind, who, **content, audience=audience)
    *_, kept = getattr(story.t, slice_name).values()
    assert kept.audience == audience


def test_an_audience_names_persons_by_reference():
    audience = Audience(persons=(GRAN[0], "gran by name"))
    no = opened().refused(a.RecordStrength, LEAD, minors=(ANNA,), about=text(), audience=audience)
    (gap,) = (g for v in no.violations if v.rule == "form.act" for g in v.gaps)
    assert (gap.code, gap.get("field")) == ("no-reference", "audience.persons[1]")


def test_a_dissent_and_a_concern_of_an_opening_have_no_audience_of_their_own():
    story = opened()
    (concern,) = (g for g in story.t.gathered.values() if g.kind.value == "concern")
    assert concern.audience is None

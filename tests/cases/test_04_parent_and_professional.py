"""Case 4: a parent who is also a professional.

Software that knows people by their job gives a care worker or consultant the professional's side
of their own family's file.
"""

import pytest

from safetyframe import acts as a
from safetyframe.outcome import Can
from safetyframe.powers import Cell
from safetyframe.roles import By, Role
from tests.support.breaking import set_cell, silence_power, silence_rule
from tests.support.cast import opening, violation
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    LEAD,
    MANDATE,
    MOTHER,
    Story,
    codes,
    opened,
    text,
    wat_established,
)

CLAUSES = ("P8c", "P11")

PROFESSIONS = [Role.CARE_WORKER, Role.CONSULTANT]


@pytest.mark.parametrize("profession", PROFESSIONS, ids=lambda r: r.value)
def test_a_job_elsewhere_gives_nothing_here(profession):
    """Who takes part as parent does nothing here as the professional they are elsewhere."""
    story = wat_established()
    for kind, content in (
        (a.RecordInformation, {"minors": (ANNA,), "about": text()}),
        (a.Review, {"minors": (ANNA,)}),
    ):
        no = story.refused(kind, (MOTHER[0], profession), **content)
        assert codes(no) == ["not-taking-part"]
    mandated = By(person=MOTHER[0], role=profession, at=story.now, mandate=MANDATE)
    gets = {p.act for p in story.law.what_can(story.t, mandated) if p.can is not Can.NO}
    # Nobody needs a part to protect, to speak, or to be offered a handover.
    entering = {"TakeOver", "OpenInvolvement", "Adopt"}
    assert gets <= {"Protect", "Speak", "Scale", "Dissent"} | entering


def test_what_a_parent_may_follows_from_being_a_parent_here():
    """With or without a mandate somewhere else, a parent may what every parent may."""
    story = wat_established()

    def may(person, **more):
        by = By(person=person, role=Role.PARENT, at=story.now, **more)
        return {(p.act, p.can) for p in story.law.what_can(story.t, by)}

    assert may(MOTHER[0], mandate=MANDATE) == may(FATHER[0])
    may_not = {act for act, can in may(MOTHER[0]) if can is Can.NO}
    assert {"EstablishWat", "ReviseWat", "Judge", "Withdraw", "Review", "ExceptDuty"} <= may_not


@pytest.mark.parametrize("profession", PROFESSIONS, ids=lambda r: r.value)
def test_nobody_is_given_the_professionals_part_beside_their_own(profession):
    """A parent is not taken on as professional in the trajectory of their own children."""
    story = opened()
    content = {"person": MOTHER[0], "role": profession, "since": story.now}
    no = story.refused(a.AddParticipation, LEAD, **content)
    assert violation(no, "involvement.one-side").gaps[0].code == "two-sides"


def test_a_parent_is_never_noted_as_a_professional():
    """That a parent has a profession is not written into their part in this trajectory."""
    story = opened()
    content = {"person": "stepfather", "role": Role.PARENT, "since": story.now}
    no = story.refused(a.AddParticipation, LEAD, professional=True, **content)
    assert codes(no) == ["family-as-professional"]
    story.do(a.AddParticipation, LEAD, **content)
    assert not story.t.people[story.last_id()].professional


def test_a_consultant_opens_no_file_on_their_own_family():
    """A mandate as consultant opens no involvement with the family in which one is a parent."""
    story = opened()
    mother = (MOTHER[0], Role.CONSULTANT)
    no = story.refused(a.OpenInvolvement, mother, **opening(story, mother, ANNA))
    assert "two-sides" in codes(no)
    fresh = Story()
    me = (ANNA, Role.CONSULTANT)
    assert "two-sides" in codes(
        fresh.refused(a.OpenInvolvement, me, **opening(fresh, me, ANNA, BEN))
    )


BREAKS = {
    "no part is needed": silence_power("form.participation"),
    "parents review": set_cell(a.Review, Role.PARENT, Cell.YES),
    "sides are not kept apart": silence_rule("involvement.one-side"),
}

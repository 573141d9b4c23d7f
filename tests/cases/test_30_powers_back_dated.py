"""Case 30: powers are back-dated: "she was already consultant last week".

Move a date and everything done without the power has always been in order.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe import folding
from safetyframe.outcome import Accepted
from safetyframe.powers import Cell
from safetyframe.roles import Role, Standing
from tests.support.breaking import drop_handler, drop_watch, put, set_cell, silence_rule
from tests.support.cast import assign, deputise, revision
from tests.support.story import (
    ANNA,
    AUTHORITY,
    CO,
    DEPUTY,
    LEAD,
    WORKER,
    opened,
    rules,
    text,
    wat_established,
)

CLAUSES = ("P12", "P24")


def test_no_part_with_a_power_begins_before_it_was_given():
    """A consultant's or care worker's part cannot be given a start in the past."""
    story = opened()
    since = story.now - timedelta(days=7)
    for kind, who, more in (
        (a.AssignConsultant, AUTHORITY, {"standing": Standing.CO}),
        (
            a.DeputiseConsultant,
            AUTHORITY,
            {"until": story.now + timedelta(days=7), "ground": text()},
        ),
        (a.AddParticipation, LEAD, {"role": Role.CARE_WORKER}),
    ):
        no = story.refused(kind, who, person=CO[0], since=since, **more)
        assert rules(no) == ["involvement.not-back-dated"]


def protected_by_a_stranger():
    """Somebody who took no part protected Anna; it stands, and who did it had no power here."""
    story = opened()
    story.do(a.Speak, CO, words=text("what I did"), minors=(ANNA,))
    return story, story.last_id()


def test_somebody_with_a_mandate_stands_for_it_and_no_period_changes():
    """A mandated person ratifies what was done; every period and every record stays as it was."""
    story, done = protected_by_a_stranger()
    assign(story, CO)
    before = story.t
    story.do(a.Ratify, AUTHORITY, acts=(done,), ground=text("ground"))
    (kept,) = story.t.ratified.values()
    assert (kept.acts, kept.person, kept.role) == ((done,), AUTHORITY[0], Role.AUTHORITY)
    assert (story.t.people, story.t.voices) == (before.people, before.voices)


def test_the_report_lists_what_was_ratified():
    """What was ratified is listed, and no longer asked about as done without the power."""
    story, done = protected_by_a_stranger()
    assert "voice-from-outside" in story.findings()
    story.do(a.Ratify, LEAD, acts=(done,), ground=text("ground"))
    assert "voice-from-outside" not in story.findings()
    (listed,) = (f for f in story.law.findings(story.t, story.now) if f.code == "ratified")
    assert (listed.get("about"), listed.get("person")) == (done, LEAD[0])


@pytest.mark.parametrize("who", [LEAD, AUTHORITY])
def test_nobody_stands_for_their_own(who):
    """Whoever did it does not ratify it."""
    story = opened()
    story.do(a.KeepApart, who, persons=(ANNA, WORKER[0]), ground=text("ground"))
    no = story.refused(a.Ratify, who, acts=(story.last_id(),), ground=text("ground"))
    assert rules(no) == ["ratifying.not-own"]


def test_who_has_no_mandate_ratifies_nothing():
    """A care worker or a consultant who is not the lead ratifies nothing."""
    story, done = protected_by_a_stranger()
    assign(story, CO)
    for who in (WORKER, CO):
        no = story.refused(a.Ratify, who, acts=(done,), ground=text("ground"))
        assert "powers.Ratify" in rules(no)


def test_what_was_refused_for_lack_of_power_stays_refused():
    """Standing for an act gives nobody the power for the time before."""
    story = wat_established()
    deputise(story)
    part = story.last_id()
    content = revision(story, material=True)
    story.do(a.Ratify, LEAD, acts=(part,), ground=text("ground"))
    early = story.by(DEPUTY, at=story.t.people[part].since - SECOND, recorded_at=story.now)
    assert rules(story.refused(a.ReviseWat, DEPUTY, by=early, **content))[0] == (
        "form.participation"
    )
    assert isinstance(story.ask(a.ReviseWat, DEPUTY, **content), Accepted)


SECOND = timedelta(seconds=1)


def moves_dates() -> None:
    """A ratification that lets every part begin earlier."""

    def earlier(draft, _, __):
        for key, part in draft.items():
            draft[key] = evolve(part, since=part.since - timedelta(days=30))

    folding.HANDLERS[a.Ratify] = (*folding.HANDLERS[a.Ratify], ("people", earlier))


BREAKS = {
    "a part begins in the past": silence_rule("involvement.not-back-dated"),
    "a ratification is lost": drop_handler(a.Ratify, "ratified"),
    "the list is empty": drop_watch("watch.ratified-acts"),
    "everyone stands for themselves": silence_rule("ratifying.not-own"),
    "a care worker ratifies": set_cell(a.Ratify, Role.CARE_WORKER, Cell.YES),
    "what was ratified is still asked about": put(
        "safetyframe.rules.ask:ratified", lambda _: frozenset()
    ),
    "a ratification moves dates": moves_dates,
}

"""X9: what a client or network member said is unchanged by anything a professional does."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.voices import Dissented
from safetyframe.folding import fold
from safetyframe.outcome import Accepted
from safetyframe.trajectory import Trajectory
from tests.support.everything import everything, play_everything
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    CO,
    GRAN,
    LEAD,
    MOTHER,
    SYSTEM,
    TRUST,
    WORKER,
    hoe_established,
    text,
)

PROFESSIONALS = pytest.mark.parametrize(
    "who", [LEAD, CO, WORKER, AUTHORITY, SYSTEM], ids=lambda who: who[0]
)


def spoken():
    """Everyone on the client side has said something, in every way there is."""
    story = hoe_established()
    for who in (ANNA_, MOTHER, GRAN):
        story.do(a.Speak, who, words=text(f"of-{who[0]}"), minors=(ANNA,))
        story.do(a.Scale, who, goal="g1", minor=ANNA, value=4)
        story.do(a.Dissent, who, against=Dissented.WAT, ref="2", words=text("no"))
    story.do(a.Speak, TRUST, by=story.by(TRUST, on_behalf_of=ANNA), words=text("for-anna"))
    return story


def kept(story, before):
    """The entries that were there before, as they are now."""
    return (
        [story.t.voices[key] for key in before.voices],
        [story.t.scales[key] for key in before.scales],
    )


@PROFESSIONALS
def test_no_act_of_a_professional_changes_a_voice(who):
    story = spoken()
    before = story.t
    play_everything(story, who)
    play_everything(story, who)
    assert kept(story, before) == (list(before.voices.values()), list(before.scales.values()))


@PROFESSIONALS
def test_not_even_by_taking_the_id_of_what_was_said(who):
    story = spoken()
    before = story.t
    for voice in (before.voices[min(before.voices)], before.scales[min(before.scales)]):
        for act in everything(story, who, id=voice.act):
            outcome = story.law.decide(story.t, act)
            if isinstance(outcome, Accepted):
                held = outcome.trajectory
                assert [held.voices[k] for k in before.voices] == list(before.voices.values())
                assert [held.scales[k] for k in before.scales] == list(before.scales.values())


def test_nor_when_the_whole_log_is_folded_anew():
    story = spoken()
    before = story.t
    for who in (LEAD, WORKER):
        play_everything(story, who)
    again = fold(story.records, Trajectory.start("t-1"))
    assert again.voices == story.t.voices
    assert list(again.voices.values())[: len(before.voices)] == list(before.voices.values())

"""Case 11: a parent refuses contact, or refuses to sign.

A signature that must be there before anything can be saved gives whoever refuses a veto.
"""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.law import Law
from safetyframe.outcome import Accepted, DutyState
from safetyframe.policy import Policy
from safetyframe.powers import Cell
from safetyframe.roles import Role
from safetyframe.rules import ask
from safetyframe.values import Form, Reason
from tests.support.breaking import (
    drop_handler,
    drop_watch,
    put,
    set_cell,
    silence_rule,
)
from tests.support.cast import expectations
from tests.support.duty import state
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    LEAD,
    MOTHER,
    WORKER,
    align_all,
    codes,
    exception,
    gathered,
    hoe_established,
    opened,
    ready_to_withdraw,
    statements,
    text,
    wat_established,
)

CLAUSES = ("P14", "P15a", "P21")

REFUSES = FATHER[0]


def _refuses(story, *clauses, days=30):
    for clause in clauses:
        given = exception(
            clause,
            why=Reason.REFUSED_CONTACT,
            person=REFUSES,
            until=story.now + timedelta(days=days),
            words=text("what he said"),
        )
        story.do(a.ExceptDuty, WORKER, exception=given)


def _align(story, position=Position.REFUSED_CONTACT, **more):
    content = {"on": AlignOn.EXPECTATIONS, "wat": len(story.t.wat), "position": position, **more}
    story.do(a.Align, LEAD, person=REFUSES, **content)


def test_wat_proceeds_when_a_parent_refuses_contact():
    """WAT is established without the parent who refuses, on what the others know and said."""
    story = opened()
    _refuses(story, "T5a", "T5b")
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))
    assert "not-spoken-with" in story.findings()


def test_and_when_all_family_and_network_refuse():
    """Where nobody of family or network will say a thing, WAT proceeds on that reason."""
    story = opened()
    content = {**statements(), **gathered(story)}
    content["weighed"] = content["weighed"][:-1]  # without the mother's view
    assert "no-client-view" in codes(story.refused(a.EstablishWat, LEAD, **content))
    refused = exception("P15a", why=Reason.REFUSED_CONTACT, words=text())
    story.do(a.EstablishWat, LEAD, **content, exceptions=(refused,))


def test_without_any_conversation_the_refusal_itself_is_the_reason():
    """WAT rests on conversations, or says that they were refused."""
    story = opened()
    content = {**statements(), **gathered(story), "conversations": ()}
    assert "no-conversation" in codes(story.refused(a.EstablishWat, LEAD, **content))
    refused = exception("P14", why=Reason.REFUSED_CONTACT, words=text())
    story.do(a.EstablishWat, LEAD, **content, exceptions=(refused,))


def test_refusing_is_no_veto_on_what_is_expected_nor_on_withdrawing():
    """A position that says refused is enough for the gates that ask where everyone stands."""
    story = wat_established()
    align_all(story, but=(REFUSES,))
    _align(story)
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    story = ready_to_withdraw()
    _align(story, on=AlignOn.WITHDRAWAL, minor=ANNA)
    leaving = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED}
    assert isinstance(story.ask(a.Withdraw, LEAD, **leaving), Accepted)


@pytest.mark.parametrize("form", [None, Form.SIGNED, Form.SPOKEN, Form.WRITTEN])
def test_a_signature_is_evidence_and_never_a_condition(form):
    """A paper that was signed is a form of confirming like any other; none is asked for."""
    story = hoe_established()
    assert not any(one.form is Form.SIGNED for one in story.t.told.values())
    signing = story.by(FATHER, form=form, recorded_by=None if form is None else WORKER[0])
    story.do(a.Acknowledge, FATHER, by=signing, matter=Matter(topic=Topic.WAT, version=2))
    held = story.t.told[REFUSES, Topic.WAT, 2, True]
    assert (held.form, held.acknowledged) == (form, True)


def test_the_offer_and_the_refusal_are_on_record_with_the_parents_words():
    """Who offered what when, that it was refused, and what the parent said, are kept."""
    story = wat_established()
    _refuses(story, "P22")
    held = story.t.exceptions["P22", REFUSES, ANNA, False]
    assert (held.why, held.by, held.words) == (
        Reason.REFUSED_CONTACT,
        WORKER[0],
        text("what he said"),
    )
    _align(story, words=text("leave me alone"))
    position = ask.position(story.t, REFUSES, AlignOn.EXPECTATIONS)
    assert (position.position, position.words) == (
        Position.REFUSED_CONTACT,
        text("leave me alone"),
    )
    assert position.recorded_by == LEAD[0]


def test_a_parent_who_refuses_is_heard_in_their_own_words_whenever_they_speak():
    """Refusing contact closes nothing: what the parent says later is taken like anyone's."""
    story = wat_established()
    _refuses(story, "P22")
    story.do(a.Speak, FATHER, words=text("own words"), minors=(ANNA,))
    (voice,) = story.t.voices.values()
    assert (voice.person, voice.words) == (REFUSES, text("own words"))


def test_what_was_refused_is_offered_again():
    """A refusal excuses until its date; then the duty to tell is open again."""
    story = wat_established()
    _refuses(story, "P22", days=30)
    assert state(story, "P22", REFUSES) is DutyState.EXCEPTED
    assert state(story.wait(30), "P22", REFUSES) is DutyState.OVERDUE
    _refuses(story, "P22", days=30)
    assert state(story, "P22", REFUSES) is DutyState.EXCEPTED


def test_an_offer_that_has_gone_stale_is_found():
    """When nobody has asked again in the time that policy gives, that is a finding."""
    story = wat_established()
    story.law = Law(policy=Policy(due_days={"P21": 14}))
    _align(story)
    assert "offer-stale" not in story.wait(14).findings()
    assert "offer-stale" in story.wait(1).findings()
    _align(story)
    assert "offer-stale" not in story.findings()


def test_a_parent_may_decline_what_they_are_asked_to_do():
    """Nobody is made to carry a measure: who declines has declined, and the others go on."""
    story = hoe_established()
    content = {"wat": 2, "about": text(), "serves": ("g1",), "minors": (ANNA,), "need": text()}
    story.do(a.ProposeMeasure, WORKER, bearers=(REFUSES, MOTHER[0]), **content)
    key = story.last_id()
    story.do(a.DeclineMeasure, FATHER, measure=key)
    assert story.t.measures[key].declined == (REFUSES,)


BREAKS = {
    "WAT waits for a conversation": put("safetyframe.rules.wat:excepted", lambda *_, **__: False),
    "nobody is asked for views": silence_rule("wat.client-expertise"),
    "nobody is spoken with": silence_rule("wat.gathered"),
    "who was not spoken with goes unseen": drop_watch("watch.spoken-with"),
    "refusals are not kept": drop_handler(a.ExceptDuty, "exceptions"),
    "positions are not kept": drop_handler(a.Align, "aligned"),
    "confirmations are not kept": drop_handler(a.Acknowledge, "told"),
    "words are not kept": drop_handler(a.Speak, "voices"),
    "parents may not decline": set_cell(a.DeclineMeasure, Role.PARENT, Cell.NO),
    "stale offers go unseen": drop_watch("watch.asked-again"),
}

"""P14: WAT rests on gathered information and on conversations with those involved."""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.outcome import Accepted
from tests.support.cast import cases, revision, row
from tests.support.gates import ANSWERS, NO_ANSWERS, wat_gates
from tests.support.keeping import correct
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    SYSTEM,
    WORKER,
    Story,
    codes,
    exception,
    gathered,
    opened,
    rules,
    statements,
    text,
    wat_established,
)

RULE = "wat.gathered"
EVERYONE = "lead deputy co worker minor parent network"

TABLE = (
    #   act                      rests on   who may
    row(a.RecordInformation, "P14 P8c", f"{EVERYONE} system"),
    row(a.RecordConversation, "P14 P8c", EVERYONE),
)


@pytest.mark.parametrize("case", cases(TABLE), ids=str)
def test_who_may(case):
    case.play()


BARE = wat_gates("P14", RULE, lambda _, links: {"weighed": links["weighed"]})
each_gate = pytest.mark.parametrize("gate", BARE, ids=str)


@each_gate
def test_resting_on_nothing_both_are_missing(gate):
    gaps = gate.refusal().violations[0].gaps
    assert [g.code for g in gaps] == ["no-information", "no-conversation"]


@pytest.mark.parametrize(
    ("link", "code", "act", "who", "content"),
    [
        (
            "information",
            "no-information",
            a.RecordInformation,
            GRAN,
            {"minors": (ANNA,), "about": text()},
        ),
        (
            "conversations",
            "no-conversation",
            a.RecordConversation,
            WORKER,
            {"minors": (ANNA,), "persons": (MOTHER[0],)},
        ),
    ],
    ids=["information", "conversation"],
)
def test_each_is_asked_for_and_its_remedy_supplies_it(link, code, act, who, content):
    story = opened()
    said = {**statements(), **gathered(story), link: ()}
    no = story.refused(a.EstablishWat, LEAD, **said)
    (gap,) = no.violations[0].gaps
    assert (rules(no), gap.code) == ([RULE], code)
    (remedy,) = gap.remedies
    assert remedy.act == act.__name__
    assert who[1] in remedy.roles
    story.do(act, who, **content)
    story.do(a.EstablishWat, LEAD, **{**said, link: (story.last_id(),)})


@each_gate
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_reasoned_exception_carries_it(gate, answer):
    gate.carried_by(answer)


@each_gate
@pytest.mark.parametrize("answer", NO_ANSWERS)
def test_what_is_no_answer_leaves_it_refused(gate, answer):
    gate.refusal(answer)


@each_gate
def test_a_policy_may_lower_it_to_a_warning(gate):
    gate.lowered_warns()


def test_an_emergency_never_carries_a_provisional_wat():
    """Protecting needs no WAT, and a WAT on an emergency's word would be one (reading 4)."""
    story = Story()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    no = story.refused(a.EstablishWat, LEAD, **statements(), exceptions=(exception("P14"),))
    assert "wat.open" in rules(no)


def test_one_conversation_and_one_item_are_enough():
    """Signatures and consent are no condition (case 11)."""
    story = opened()
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))


@pytest.mark.parametrize("link", ["information", "conversations"])
def test_what_came_after_it_carries_no_wat(link):
    """A WAT dated Monday rests on no talk of Wednesday, whenever it is written down (case 29)."""
    story = opened()
    links = gathered(story)
    monday = story.now
    story.wait(2)
    later = gathered(story)
    said = {**statements(), **links, link: later[link]}
    by = story.by(LEAD, at=monday, recorded_at=story.now)
    assert rules(story.refused(a.EstablishWat, LEAD, by=by, **said))


def test_a_conversation_is_not_information_nor_the_other_way_round():
    story = opened()
    links = gathered(story)
    swapped = {
        **links,
        "information": links["conversations"],
        "conversations": links["information"],
    }
    no = story.refused(a.EstablishWat, LEAD, **statements(), **swapped)
    assert codes(no, "form.rests-on") == ["unknown-reference"] * 2


def test_a_revision_of_wording_needs_no_new_ground():
    story = wat_established()
    assert isinstance(story.ask(a.ReviseWat, LEAD, **revision(story, material=False)), Accepted)


def test_a_system_adds_information_and_no_conversation():
    """What a system adds stays marked as the system's."""
    story = opened()
    story.do(a.RecordInformation, SYSTEM, minors=(ANNA,), about=text())
    assert story.t.gathered[story.last_id()].role is SYSTEM[1]
    no = story.refused(a.RecordConversation, SYSTEM, minors=(ANNA,), persons=(MOTHER[0],))
    assert "powers.RecordConversation" in rules(no)


def test_who_was_not_spoken_with_is_listed():
    """The WARN half: everyone of family and network who was in no conversation."""
    story = wat_established()
    silent = {
        f.get("person")
        for f in story.law.findings(story.t, story.now)
        if f.code == "not-spoken-with"
    }
    assert silent == {FATHER[0], GRAN[0]}
    story.do(a.RecordConversation, LEAD, minors=(ANNA, BEN), persons=(FATHER[0], GRAN[0]))
    assert "not-spoken-with" not in story.findings()


def test_an_exception_stays_on_record_and_is_seen_when_it_lapses():
    story = opened()
    until = story.now + timedelta(days=10)
    said = {**statements(), **gathered(story), "conversations": ()}
    story.do(a.EstablishWat, LEAD, **said, exceptions=(exception("P14", until=until),))
    assert story.t.exceptions["P14", None, ANNA, False].until == until
    assert "exception-lapsed" not in story.findings()
    assert "exception-lapsed" in story.wait(10).findings()


# --- what was found wrong carries nothing --------------------------------------------------------


@pytest.mark.parametrize("field", ["information", "conversations"])
def test_what_was_found_wrong_carries_no_new_wat(field):
    story = opened()
    links = gathered(story)
    correct(story, links[field][0])
    no = story.refused(a.EstablishWat, LEAD, **statements(), **links)
    assert rules(no) == ["form.rests-on", "wat.gathered"]
    (gap,) = no.violations[0].gaps
    assert (gap.code, gap.get("field")) == ("in-error", f"{field}[0]")


def test_what_takes_its_place_carries_it():
    story = opened()
    links = gathered(story)
    correct(story, links["information"][0], replacement=text("right"))
    links["information"] = (story.last_id(),)
    story.do(a.EstablishWat, LEAD, **statements(), **links)
    assert story.t.wat[1].information == links["information"]


def test_a_wat_that_stands_goes_on_standing():
    story = wat_established()
    correct(story, story.t.wat[1].information[0])
    assert len(story.t.wat) == 1


def test_other_words_for_a_wat_rest_on_what_it_rested_on():
    story = wat_established()
    first = story.t.wat[1]
    story.do(a.ReviseWat, LEAD, **revision(story, material=False))
    second = story.t.wat[2]
    assert (second.information, second.conversations, second.weighed) == (
        first.information,
        first.conversations,
        first.weighed,
    )
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    assert not set(story.t.wat[3].information) & set(first.information)

"""T7: minors and network decide with the professionals which way it goes, as they can and need."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.charter import Level
from safetyframe.outcome import Accepted, Unsure
from safetyframe.roles import Part, Role
from tests.support.cast import unsafe
from tests.support.expect import (
    ANSWERS,
    NEIGHBOUR,
    NO_ANSWER,
    join,
    keep_apart,
    leave,
    lowering,
    no,
    only,
    sees,
    under,
    warning,
)
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    BEN_,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    exception,
    expectations_set,
    opened,
    text,
)
from tests.support.table import cells, check

GATE = "direction.together"


@cells(a.DecideDirection)
def test_who_may_decide_direction(case):
    check(case)


def content(*people, silent=()):
    together = tuple(
        Part(person=p, role=r, position=None if (p, r) in silent else text("position"))
        for p, r in people
    )
    return {"direction": text(), "minors": (ANNA, BEN), "together": together}


@pytest.mark.parametrize("who", [ANNA_, BEN_, MOTHER, FATHER, GRAN], ids=lambda who: who[0])
@pytest.mark.parametrize("actor", [LEAD, WORKER], ids=lambda who: who[0])
def test_one_of_them_who_takes_part_with_a_position_makes_it_a_shared_decision(who, actor):
    story = opened()
    outcome = story.do(a.DecideDirection, actor, **content(actor, who))
    assert outcome.warnings == ()
    (held,) = story.t.directions.values()
    assert who[0] in {p.person for p in held.together}


def test_the_child_itself_may_bring_it():
    story = opened()
    assert isinstance(story.ask(a.DecideDirection, ANNA_, **content(ANNA_, WORKER)), Accepted)


def test_professionals_alone_do_not_decide_it():
    story = opened()
    outcome = story.ask(a.DecideDirection, LEAD, **content(LEAD, WORKER))
    only(outcome, GATE)
    gap = no(outcome, GATE, "T7", "professionals-alone", level=Level.EXPLAIN)
    (remedy,) = gap.remedies
    assert remedy.act == "DecideDirection"
    assert set(remedy.roles) == {Role.MINOR, Role.PARENT, Role.NETWORK}
    assert isinstance(story.ask(a.DecideDirection, LEAD, **content(LEAD, WORKER, MOTHER)), Accepted)


def test_being_there_without_a_position_is_not_deciding():
    story = opened()
    outcome = story.ask(a.DecideDirection, LEAD, **content(LEAD, ANNA_, silent=(ANNA_,)))
    only(outcome, GATE)
    no(outcome, GATE, "T7", "professionals-alone", level=Level.EXPLAIN)


def test_a_teacher_who_takes_part_as_a_professional_does_not_make_it_shared():
    story = opened()
    teacher = ("teacher", Role.NETWORK)
    join(story, teacher, professional=True)
    only(story.ask(a.DecideDirection, LEAD, **content(LEAD, teacher)), GATE)


def test_a_worker_who_is_also_a_neighbour_does_not_make_it_shared():
    story = opened()
    disclosed = exception("P11", person=WORKER[0], words=text())
    both = (WORKER[0], Role.NETWORK)
    join(story, both, exceptions=(disclosed,))
    only(story.ask(a.DecideDirection, LEAD, **content(LEAD, both)), GATE)


def test_a_grandmother_who_has_left_does_not_make_it_shared():
    story = opened()
    leave(story, GRAN)
    outcome = story.ask(a.DecideDirection, LEAD, **content(LEAD, GRAN))
    no(outcome, GATE, "T7", "professionals-alone", level=Level.EXPLAIN)


@pytest.mark.parametrize("name", [n for n in ANSWERS if n != "for-everyone"])
def test_a_reasoned_exception_answers_it(name):
    story = opened()
    given = ANSWERS[name](story, "T7", None)
    outcome = story.ask(a.DecideDirection, LEAD, **content(LEAD, WORKER), exceptions=(given,))
    assert isinstance(outcome, Accepted), outcome
    assert outcome.warnings == ()


@pytest.mark.parametrize("name", NO_ANSWER)
def test_no_other_exception_does(name):
    story = opened()
    given = NO_ANSWER[name](story, "T7", None)
    outcome = story.ask(a.DecideDirection, LEAD, **content(LEAD, WORKER), exceptions=(given,))
    only(outcome, GATE)


def test_lowered_in_policy_it_warns():
    story = opened()
    alone = content(LEAD, WORKER)
    outcome = under(story, lowering("T7")).ask(a.DecideDirection, LEAD, **alone)
    warning(outcome, GATE, "T7", "professionals-alone")
    only(under(story, lowering("P16")).ask(a.DecideDirection, LEAD, **alone), GATE)


def test_who_takes_part_must_be_known():
    story = opened()
    story.t = story.t.hide("people")
    outcome = story.ask(a.DecideDirection, LEAD, **content(LEAD, MOTHER))
    assert isinstance(outcome, Unsure)
    assert "people" in outcome.unknown


def test_the_family_does_not_decide_it_without_the_professionals_either():
    story = opened()
    outcome = story.ask(a.DecideDirection, MOTHER, **content(MOTHER, GRAN, ANNA_))
    only(outcome, GATE)
    gap = no(outcome, GATE, "T7", "clients-alone", level=Level.EXPLAIN)
    (remedy,) = gap.remedies
    assert set(remedy.roles) == {Role.CONSULTANT, Role.CARE_WORKER}
    assert isinstance(
        story.ask(a.DecideDirection, MOTHER, **content(MOTHER, GRAN, ANNA_, WORKER)), Accepted
    )


def test_who_brings_it_took_part():
    story = opened()
    outcome = story.ask(a.DecideDirection, LEAD, **content(WORKER, MOTHER))
    no(outcome, "form.direction-part", "", "actor-took-no-part")


def test_what_is_decided_is_the_direction_not_the_bottom_line():
    story = expectations_set()
    before = story.t.wat
    story.do(a.DecideDirection, WORKER, **content(WORKER, MOTHER, GRAN))
    assert story.t.wat == before


# --- a restricted person's own act (reading 14) --------------------------------------------------


def test_a_restricted_persons_own_act_is_taken_when_another_makes_it_shared():
    story = opened()
    keep_apart(story, FATHER[0], MOTHER[0])
    outcome = story.do(a.DecideDirection, FATHER, **content(FATHER, MOTHER, WORKER))
    assert outcome.warnings == ()


def test_a_restricted_person_does_not_make_it_shared_and_is_not_told_why():
    story = opened()
    join(story, NEIGHBOUR, professional=True)
    there = content(FATHER, WORKER, NEIGHBOUR)
    assert isinstance(story.ask(a.DecideDirection, FATHER, **there), Accepted)
    keep_apart(story, FATHER[0], NEIGHBOUR[0])
    outcome = story.ask(a.DecideDirection, FATHER, **there)
    only(outcome, GATE)
    assert "X16" not in outcome.clauses


def test_whom_it_is_unsafe_to_inform_does_not_decide_along_for_that_child():
    """A professional hears why; the one concerned is taken like anyone, and it is seen."""
    story = opened()
    parts = (
        Part(person=WORKER[0], role=Role.CARE_WORKER),
        Part(person=GRAN[0], role=Role.NETWORK, position=text()),
    )
    content = {"direction": text(), "minors": (ANNA,), "together": parts}
    unsafe(story, GRAN[0], minor=BEN)
    assert isinstance(story.ask(a.DecideDirection, WORKER, **content), Accepted)
    unsafe(story, GRAN[0], minor=ANNA)
    no(
        story.ask(a.DecideDirection, WORKER, **content),
        "direction.together",
        "T7",
        "professionals-alone",
        level=Level.EXPLAIN,
    )
    story.do(a.DecideDirection, GRAN, **content)
    found = sees(
        story,
        "watch.unsafe-not-counted",
        "P19 P10 P16 T7",
        "quorum-unsafe",
        direction=story.last_id(),
    )
    assert [r.act for r in found.remedies] == ["DecideDirection"]

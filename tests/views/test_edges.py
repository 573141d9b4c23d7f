"""What is shown, at the edges where it turns: one field, one viewer, one moment at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.acts.voices import Dissented
from safetyframe.errors import HostError
from safetyframe.outcome import Accepted, Findings
from safetyframe.roles import Audience, Role, Standing
from safetyframe.testing import Pen, write
from safetyframe.trajectory import Trajectory
from safetyframe.values import Evidence, Form, PersonId, Reason
from safetyframe.views.acts.theirs import in_their_numbers
from safetyframe.views.eyes import Eyes, eyes_of
from safetyframe.views.model import Viewer, unsealed
from safetyframe.views.numbers import Numbers
from safetyframe.views.sight import Sight
from safetyframe.views.slices.informing import SHOW
from safetyframe.views.slices.wat import stated_at
from tests.support.cast import opening, reopening, withdrawn
from tests.support.expect import join
from tests.support.keeping import adopted, correct, told_wrong
from tests.support.kin import log, shown, viewer
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MANDATE,
    MOTHER,
    STRANGER,
    WORKER,
    Story,
    decision,
    exception,
    gathered,
    measure,
    opened,
    ready_to_withdraw,
    statements,
    text,
    wat_established,
)
from tests.support.viewing import revised, view_of

SECOND = timedelta(seconds=1)
UNCLE = (PersonId("uncle"), Role.NETWORK)


# --- who looks -----------------------------------------------------------------------------------


def test_whoever_acts_looks_at_that_moment_on_their_mandate():
    by = opened().by(AUTHORITY)
    assert Viewer.of(by) == Viewer(person=by.person, at=by.at, mandate=MANDATE)


def test_a_view_of_something_else_is_named():
    view = view_of(Trajectory.start("t-1"))
    with pytest.raises(HostError) as error:
        unsealed(view, Findings, Accepted)
    said = "this is a View of Trajectory, and can't be shown as Findings or Accepted"
    assert str(error.value) == said


@pytest.mark.parametrize("hidden", ["involvement", "protection", "necessity"])
def test_a_child_is_known_by_each_slice_that_names_it_and_by_none_that_is_hidden(hidden):
    story = opened()
    story.do(a.Protect, WORKER, minors=(PersonId("protected"),), measure=text("m"))
    one = decision(minors=(PersonId("decided"),), at=story.now)
    story.do(a.DecideNecessity, AUTHORITY, decision=one)
    looks = Viewer(person=LEAD[0], at=story.now)
    assert {ANNA, BEN, "protected", "decided"} <= eyes_of(story.t, looks).minors
    known = eyes_of(story.t.hide(hidden), looks).minors
    assert ("decided" in known) is (hidden != "necessity")
    assert {ANNA, BEN, "protected"} <= known


def test_who_sees_nothing_is_still_themself_and_a_day_is_a_day_where_it_is():
    story = Story(t=Trajectory.start("t-1", zone="America/New_York"))
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA))
    assert eyes_of(story.t, viewer(story, STRANGER)) == Eyes(person=STRANGER[0])
    assert eyes_of(story.t.hide("people"), viewer(story, LEAD)) == Eyes(person=LEAD[0])
    for who in (LEAD, STRANGER):
        assert shown(story, who).zone == story.t.zone == "America/New_York"


# --- in the numbers that the viewer knows -------------------------------------------------------


@pytest.fixture
def sight() -> Sight:
    t = opened().t
    numbers = Numbers(wat={1: 1, 3: 2}, hoe={4: 1})
    return Sight(t, Eyes(person=LEAD[0]), t, numbers)


def test_no_version_is_the_same_for_everybody(sight: Sight):
    assert [sight.wat(version) for version in (0, 1, 2, 3)] == [0, 1, None, 2]


def test_an_act_names_versions_as_the_viewer_counts_them(sight: Sight):
    story = opened()
    measure = {"about": text("m"), "serves": (), "bearers": (GRAN[0],), "minors": (ANNA,)}
    for version, theirs in ((1, 1), (2, 0), (3, 2)):
        act = story.act(a.ProposeMeasure, WORKER, wat=version, **measure)
        assert in_their_numbers(sight, act) == evolve(act, wat=theirs)
        revising = {"material": True, "reason": text("r"), **statements()}
        act = story.act(a.ReviseWat, LEAD, revises=version, **revising)
        assert in_their_numbers(sight, act) == evolve(act, revises=theirs)
        act = story.act(a.TakeOver, LEAD, handover="h", confirms=version)
        assert in_their_numbers(sight, act) == evolve(act, confirms=theirs)
    assess = story.act(a.AssessHoe, LEAD, hoe=4, bottom_line="b1", sufficient=True)
    assert in_their_numbers(sight, assess) == evolve(assess, hoe=1)


@pytest.mark.parametrize(("version", "theirs"), [(0, 0), (1, 1), (2, -1), (3, 2)])
def test_a_position_on_a_version_that_is_not_theirs_is_on_none_that_there_is(
    sight: Sight, version, theirs
):
    content = {"person": MOTHER[0], "on": AlignOn.WITHDRAWAL, "minor": ANNA}
    act = opened().act(a.Align, LEAD, wat=version, position=Position.HEARD, **content)
    assert in_their_numbers(sight, act) == evolve(act, wat=theirs)


@pytest.mark.parametrize(
    ("against", "ref", "theirs"),
    [
        (Dissented.WAT, "3", "2"),
        (Dissented.WAT, "2", "0"),
        (Dissented.HOE, "4", "1"),
        (Dissented.WAT, "g1", "g1"),
        (Dissented.DIRECTION, "3", "3"),
    ],
)
def test_what_is_disputed_is_named_as_the_viewer_counts_it(sight: Sight, against, ref, theirs):
    act = opened().act(a.Dissent, GRAN, against=against, ref=ref, words=text("no"))
    assert in_their_numbers(sight, act) == evolve(act, ref=theirs)


def test_who_wrote_something_down_is_known_to_whom_they_are_known():
    story = opened(everyone=False)
    join(story, WORKER)
    join(story, MOTHER)
    join(story, GRAN, concerns=(BEN,))
    join(story, FATHER, concerns=(ANNA,))
    by = story.by(MOTHER, recorded_by=GRAN[0], form=Form.SPOKEN)
    story.do(a.Scale, MOTHER, by=by, goal="g1", minor=ANNA, value=3)
    for who, told in ((WORKER, GRAN[0]), (FATHER, None)):
        assert log(story, who)[-1].act.by.recorded_by == told


# --- people and why ------------------------------------------------------------------------------


def test_of_a_part_one_is_told_which_children_they_know_it_is_about():
    story = opened(everyone=False)
    join(story, FATHER, concerns=(ANNA,))
    join(story, GRAN, concerns=(ANNA, BEN))
    for who, concerns in ((FATHER, (ANNA,)), (LEAD, (ANNA, BEN))):
        (part,) = [p for p in shown(story, who).people.values() if p.person == GRAN[0]]
        (act,) = [r.act for r in log(story, who) if getattr(r.act, "person", None) == GRAN[0]]
        assert (part.concerns, act.concerns) == (concerns, concerns)


def test_the_concern_that_an_opening_brings_is_for_work():
    story = opened()
    first = story.records[0].act
    for who, concern in ((WORKER, first.concern), (MOTHER, None)):
        assert log(story, who)[0].act.concern == concern
    assert first.concern is not None


def test_what_else_whoever_adopts_is_elsewhere_is_for_nobody():
    story = adopted(elsewhere=(Role.CONSULTANT,))
    for who in (WORKER, MOTHER):
        assert log(story, who)[0].act.elsewhere == ()
    assert log(story, LEAD)[0].act.elsewhere == (Role.CONSULTANT,)


def test_why_an_involvement_ended_is_for_work():
    story = withdrawn(ready_to_withdraw())
    for who, told in ((LEAD, True), (WORKER, True), (MOTHER, False)):
        (episode,) = [e for e in shown(story, who).involvement.values() if e.minor == ANNA]
        assert (episode.ground is not None) is told


def test_what_was_opened_again_follows_what_was_open_before():
    story = withdrawn(ready_to_withdraw())
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    for who in (LEAD, MOTHER):
        first, again = (e for e in shown(story, who).involvement.values() if e.minor == ANNA)
        assert (first.follows, again.follows) == (None, first.id)


def test_what_follows_an_emergency_that_is_hidden_follows_what_came_before_it():
    story = withdrawn(ready_to_withdraw())
    only = Audience(persons=(WORKER[0],))
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text("m"), audience=only)
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    of_anna = [e for e in shown(story, WORKER).involvement.values() if e.minor == ANNA]
    assert [e.emergency for e in of_anna] == [False, True, False]
    assert [e.follows for e in of_anna] == [None, of_anna[0].id, of_anna[1].id]
    of_anna = [e for e in shown(story, MOTHER).involvement.values() if e.minor == ANNA]
    assert [e.emergency for e in of_anna] == [False, False]
    assert [e.follows for e in of_anna] == [None, of_anna[0].id]


def test_who_wrote_hoe_down_is_for_work():
    story = ready_to_withdraw()
    act = write(a.EstablishHoe, Pen(story, MOTHER))
    by = story.by(MOTHER, recorded_by=WORKER[0], form=Form.SPOKEN)
    story.keep(story.law.decide(story.t, evolve(act, by=by)))
    assert shown(story, LEAD).hoe[2].recorded_by == WORKER[0]
    assert shown(story, GRAN).hoe[2].recorded_by is None


def test_an_emergency_is_named_by_its_act_its_child_and_its_place_among_what_is_seen():
    story = opened()
    story.do(a.Protect, WORKER, minors=(PersonId("child"),), measure=text("m"))
    (key,) = [k for k, e in shown(story, LEAD).involvement.items() if e.emergency]
    number = len(shown(story, LEAD).involvement)
    assert key == f"{story.last_id()}/child/{number}"


# --- informing -----------------------------------------------------------------------------------


def not_reached() -> Story:
    story = opened()
    talk = {"minors": (ANNA,), "persons": (MOTHER[0],), "summary": None}
    story.do(a.RecordConversation, WORKER, **talk)
    one = exception("P22", why=Reason.NOT_REACHED, person=MOTHER[0])
    story.do(a.ExceptDuty, LEAD, exception=one)
    return story.wait()


def reached(story: Story, who):
    (one,) = shown(story, who).exceptions.values()
    return one.reached_at


def test_nobody_was_reached_by_what_was_before():
    assert reached(not_reached(), LEAD) is None


def test_who_was_spoken_with_was_reached():
    story = not_reached()
    at = story.now
    talk = {"minors": (ANNA,), "persons": (MOTHER[0],), "summary": None}
    story.do(a.RecordConversation, WORKER, **talk)
    story.do(a.RecordConversation, WORKER, **talk)
    assert reached(story, LEAD) == at


def test_what_was_at_the_moment_itself_was_before():
    story = opened()
    at = story.now
    talk = {"minors": (ANNA,), "persons": (MOTHER[0],), "summary": None}
    story.do(a.RecordConversation, WORKER, **talk)
    one = exception("P22", why=Reason.NOT_REACHED, person=MOTHER[0])
    story.do(a.ExceptDuty, LEAD, by=story.by(LEAD, at=at, recorded_at=story.now), exception=one)
    later = story.wait().now
    story.do(a.RecordConversation, WORKER, **talk)
    assert reached(story, LEAD) == later


def test_who_spoke_was_reached_for_whoever_heard_it():
    story = not_reached()
    at = story.now
    only = Audience(persons=(WORKER[0],))
    story.do(a.Speak, MOTHER, minors=(ANNA,), audience=only, words=text("w"))
    assert (reached(story, WORKER), reached(story, LEAD)) == (at, None)
    assert next(iter(story.t.exceptions.values())).reached_at == at


def test_others_who_were_reached_are_others():
    story = not_reached()
    talk = {"minors": (ANNA,), "summary": None}
    story.do(a.RecordConversation, WORKER, persons=(GRAN[0],), **talk)
    content = {"on": AlignOn.WITHDRAWAL, "wat": 0, "minor": ANNA, "position": Position.HEARD}
    story.do(a.Align, LEAD, person=GRAN[0], **content)
    at = story.now
    story.do(a.RecordConversation, WORKER, persons=(MOTHER[0],), **talk)
    assert reached(story, LEAD) == at


@pytest.mark.parametrize("person", [MOTHER, GRAN], ids=lambda who: who[0])
def test_whose_position_was_taken_was_reached_and_nobody_else(person):
    story = not_reached()
    at = story.now
    content = {"on": AlignOn.WITHDRAWAL, "wat": 0, "minor": ANNA, "position": Position.HEARD}
    story.do(a.Align, LEAD, person=person[0], **content)
    assert reached(story, LEAD) == (at if person is MOTHER else None)


def test_what_is_told_of_versions_that_are_not_theirs_hides_nothing_that_comes_after():
    story = ready_to_withdraw()
    story.explain(Topic.AGREEMENTS, MOTHER[0], version=1)
    story.explain(Topic.GOAL, MOTHER[0])
    versions = [(one.topic, one.version) for one in shown(story, MOTHER).told.values()]
    assert (Topic.AGREEMENTS, 1) in versions
    assert (Topic.GOAL, None) in versions
    sight = Sight(story.t, Eyes(person=MOTHER[0], persons=frozenset({MOTHER[0]})), story.t)
    (told, *_) = [one for one in SHOW["told"](sight) if one.person == MOTHER[0]]
    assert told.version is None  # no version is theirs, and what has none is told all the same


# --- keeping -------------------------------------------------------------------------------------


def test_who_was_told_something_wrong_knows_that_and_no_more():
    story, wrong = told_wrong()
    correct(story, wrong)
    (held,) = story.t.corrections.values()
    assert len(held.misinformed) > 1
    for who in (LEAD, WORKER):
        (seen,) = shown(story, who).corrections.values()
        assert seen == held
        assert log(story, who)[-1].misinformed == story.records[-1].misinformed
    for person in held.misinformed:
        looks = Viewer(person=person, at=story.now)
        (seen,) = story.law.show(story.t, looks).shown.corrections.values()
        if wrong not in story.law.show(story.t, looks).shown.gathered:
            assert (seen.reason, seen.replaced, seen.misinformed) == (None, False, (person,))


# --- WAT -----------------------------------------------------------------------------------------


def test_a_revision_that_changes_nothing_is_a_version_for_whoever_sees_all():
    story = opened(everyone=False)
    join(story, WORKER)
    join(story, MOTHER)
    join(story, FATHER, concerns=(ANNA,))
    links = gathered(story)
    story.do(a.EstablishWat, LEAD, **statements(), **links)
    revised(story, material=False)
    assert (len(shown(story, LEAD).wat), len(shown(story, FATHER).wat)) == (2, 1)


def test_what_a_wat_rests_on_is_for_work():
    story = wat_established()
    whole = story.t.wat[1]
    for who, told in ((LEAD, True), (MOTHER, False)):
        seen = shown(story, who).wat[1]
        parts = (seen.information, seen.conversations, seen.weighed)
        held = (whole.information, whole.conversations, whole.weighed)
        assert parts == (held if told else ((), (), ()))


def test_a_statement_stands_from_the_moment_of_its_version_on():
    t = wat_established().t
    sight = Sight(t, Eyes(person=LEAD[0]), t)
    at = t.wat[1].at
    assert stated_at(sight, "g1", at)
    assert not stated_at(sight, "g1", at - SECOND)
    assert not stated_at(sight, "nothing", at)


def test_nobody_from_outside_sees_anything():
    story = ready_to_withdraw()
    assert log(story, STRANGER) == ()
    assert len(story.law.show(story.t, viewer(story, STRANGER)).shown.wat) == 0


def test_what_else_somebody_is_elsewhere_is_for_nobody():
    story = Story()
    content = opening(story, LEAD, ANNA, BEN, elsewhere=(Role.CONSULTANT,))
    story.do(a.OpenInvolvement, LEAD, **content)
    join(story, MOTHER)
    join(story, WORKER)
    join(story, GRAN, elsewhere=(Role.PARENT,))
    story.do(a.OfferHandover, LEAD, to=CO[0])
    by = story.by(CO, mandate=MANDATE)
    handover = story.last_id()
    elsewhere = (Role.CONSULTANT,)
    story.do(a.TakeOver, CO, by=by, handover=handover, confirms=None, elsewhere=elsewhere)
    told = [r.act for r in log(story, WORKER) if hasattr(r.act, "elsewhere")]
    assert {a.AddParticipation, a.TakeOver, a.OpenInvolvement} <= {type(act) for act in told}
    assert {act.elsewhere for act in told} == {()}


def test_an_older_file_is_about_the_children_one_knows_of():
    parts = (
        a.AdoptedPart(person=GRAN[0], role=Role.NETWORK, since=Story().now),
        a.AdoptedPart(person=FATHER[0], role=Role.PARENT, since=Story().now, concerns=(ANNA,)),
        a.AdoptedPart(person=MOTHER[0], role=Role.PARENT, since=Story().now, concerns=(ANNA, BEN)),
    )
    story = adopted(parts=parts)
    for who, concerns in ((LEAD, (ANNA, BEN)), (FATHER, (ANNA,))):
        act = log(story, who)[0].act
        (part,) = [p for p in act.parts if p.person == MOTHER[0]]
        assert part.concerns == concerns


def test_who_opens_again_does_so_for_the_children_one_knows_of():
    story = opened(everyone=False)
    join(story, FATHER, concerns=(ANNA,))
    for child in (ANNA, BEN):
        withdrawn(story, child)
    story.do(a.Reopen, LEAD, **reopening(story, ANNA, BEN))
    for who, minors in ((LEAD, (ANNA, BEN)), (FATHER, (ANNA,))):
        act = log(story, who)[-1].act
        assert (act.minors, act.necessity.minors) == (minors, minors)


def test_evidence_of_a_part_is_for_work_for_the_authority_and_for_whose_it_is():
    story = opened()
    content = {"person": CO[0], "standing": Standing.CO, "since": story.now}
    evidence = Evidence(registry="registry", mandate=MANDATE, asked_at=story.now)
    story.do(a.AssignConsultant, AUTHORITY, evidence=evidence, **content)
    for who, told in ((LEAD, True), (CO, True), (MOTHER, False)):
        assert (log(story, who)[-1].act.evidence is not None) is told
    looks = Viewer(person=PersonId("another-authority"), at=story.now, mandate=MANDATE)
    seen = story.law.show(story.records, looks, story.t).shown
    assert seen[-1].act.evidence is not None


def test_two_views_are_equal_when_viewer_and_thing_are():
    t = Trajectory.start("t-1")
    one = view_of(t)
    assert one == view_of(t)
    assert one != view_of(t, "somebody-else")
    assert one != view_of(Trajectory.start("t-2"))


def test_whoever_is_there_for_all_children_by_name_does_not_see_whatever_child_may_come():
    story = opened(everyone=False)
    join(story, GRAN, concerns=(ANNA, BEN))
    eyes = eyes_of(story.t, viewer(story, GRAN))
    assert (eyes.whole, eyes.minors) == (False, {ANNA, BEN})


def test_a_measure_for_another_child_is_proposed_in_silence():
    story = wat_established()
    join(story, UNCLE, concerns=(ANNA,))
    for minors, told in (((BEN,), False), ((ANNA,), True)):
        measure(story, minors=minors, serves=())
        kinds = {type(r.act) for r in log(story, UNCLE)}
        assert (a.ProposeMeasure in kinds) is told

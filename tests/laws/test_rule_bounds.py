"""Questions that rules ask, at the edges where an answer turns."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.index import Index
from safetyframe.outcome import Accepted, Can, Refused
from safetyframe.roles import Part, Role, Standing
from safetyframe.rules import ask
from safetyframe.testing import Pen, write
from safetyframe.trajectory import with_slices
from safetyframe.values import PersonId
from tests.support.cast import adopting, reopening, withdrawn
from tests.support.expect import SECOND_WORKER, SUCCESSOR, assign, gap_of, join, no
from tests.support.keeping import adopted
from tests.support.shapes import shapes  # noqa: F401  it listens to every test here
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
    TRUST,
    WORKER,
    Story,
    align_all,
    codes,
    decision,
    exception,
    gathered,
    opened,
    ready_to_withdraw,
    statements,
    text,
    wat_established,
)

SECOND = timedelta(seconds=1)


# --- questions -----------------------------------------------------------------------------------


def test_a_part_has_ended_at_its_end():
    story = opened()
    until = story.now + timedelta(days=1)
    join(story, (PersonId("guest"), Role.NETWORK), until=until)
    assert "guest" in ask.involved(story.t, until - SECOND)
    assert "guest" not in ask.involved(story.t, until)


def test_what_opened_again_was_done_by_who_did_it():
    story = withdrawn(ready_to_withdraw())
    assert ask.known_act(story.t, story.last_id()) == (LEAD[0],)
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    assert ask.known_act(story.t, story.last_id()) == (LEAD[0],)
    first = story.records[0].act.id
    assert ask.known_act(story.t, first) == (LEAD[0],)
    assert ask.known_act(story.t, f"{first}/{ANNA}") == ()  # that is a part, and no act


def test_what_ended_was_done_by_who_did_it_if_it_left_nothing_else():
    story = ready_to_withdraw()
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    content = {"outcome": WithdrawalOutcome.TRANSFERRED, "ground": text("g")}
    story.do(a.Withdraw, LEAD, minor=ANNA, **content)
    assert ask.known_act(story.t, story.last_id()) == (LEAD[0],)


@pytest.mark.parametrize("ended_first", [True, False])
def test_of_two_decisions_of_one_moment_an_end_counts(ended_first):
    story = opened()
    at = story.now
    for status in sorted(
        (NecessityStatus.ENDED, NecessityStatus.ESTABLISHED),
        key=lambda s: (s is NecessityStatus.ENDED) is not ended_first,
    ):
        one = decision(status, minors=(ANNA,), at=at)
        story.do(a.DecideNecessity, AUTHORITY, decision=one)
    latest = ask.latest_decision(story.t, ANNA)
    assert latest is not None
    assert latest.decision.status is NecessityStatus.ENDED


def test_a_decision_about_another_child_is_none():
    story = opened()
    before = ask.latest_decision(story.t, ANNA)
    story.wait()
    story.do(a.DecideNecessity, AUTHORITY, decision=decision(minors=(BEN,), at=story.now))
    assert ask.latest_decision(story.t, ANNA) == before
    assert ask.latest_decision(story.t, BEN) != before


def test_an_emergency_is_the_last_that_was_until_it_is_asked_for_what_is_regular():
    story = opened()
    child = PersonId("child-of-the-night")
    story.do(a.Protect, WORKER, minors=(child,), measure=text("m"))
    last = ask.latest_episode(story.t, child)
    assert last is not None
    assert last.emergency
    assert ask.latest_episode(story.t, child, regular=True) is None


def test_a_measure_for_a_wat_that_is_not_there_is_about_whom_it_names():
    assert ask.minors_of(opened().t, 99, ("g1",), (ANNA,)) == {ANNA}


def test_who_acts_does_not_count_only_beside_whom_they_are_kept_apart_from():
    story = opened()
    story.do(a.KeepApart, LEAD, persons=(GRAN[0], MOTHER[0]), ground=text("ground"))
    for who, persons, found in (
        (GRAN, {GRAN[0], MOTHER[0]}, {GRAN[0]}),
        (GRAN, {GRAN[0], WORKER[0]}, set()),
        (WORKER, {GRAN[0], MOTHER[0]}, set()),
        (TRUST, {TRUST[0], MOTHER[0]}, set()),
    ):
        assert ask.not_counted(story.t, story.by(who), persons) == found, (who, persons)


def test_what_is_said_of_a_child_links_to_nothing_that_is_about_another_only():
    version = wat_established().t.wat[1]
    danger, goal, line = version.dangers[0], version.goals[0], version.bottom_lines[0]
    both = evolve(
        version,
        dangers=(evolve(danger, id="da", minors=(ANNA,)), evolve(danger, id="db", minors=(BEN,))),
        goals=(
            evolve(goal, id="g", minors=(ANNA, BEN), dangers=("da", "db")),
            evolve(goal, id="gb", minors=(BEN,), dangers=("db",)),
        ),
        bottom_lines=(evolve(line, minors=(ANNA, BEN), dangers=("da", "db"), goals=("g", "gb")),),
    )
    lines, dangers, goals, _ = ask.said_of(both, frozenset({ANNA}))
    assert [d.id for d in dangers] == ["da"]
    assert [(g.id, g.dangers, g.minors) for g in goals] == [("g", ("da",), (ANNA,))]
    assert [(b.dangers, b.goals, b.minors) for b in lines] == [(("da",), ("g",), (ANNA,))]


# --- who takes part ------------------------------------------------------------------------------


def test_who_asks_what_they_can_do_before_it_is_their_time_is_told_so():
    story = opened()
    for recorded, refused in ((story.now, False), (story.now - SECOND, True)):
        by = evolve(story.by(LEAD), recorded_at=recorded)
        found = {
            (gap.code, gap.get("field"))
            for one in story.law.what_can(story.t, by)
            for violation in one.violations
            for gap in violation.gaps
        }
        assert (("future", "by.at") in found) is refused


def test_who_asks_with_a_time_of_no_zone_is_told_where_it_stands():
    story = opened()
    by = evolve(story.by(LEAD), at=story.now.replace(tzinfo=None))
    said = [v for one in story.law.what_can(story.t, by) for v in one.violations]
    assert {(g.code, g.get("field")) for v in said for g in v.gaps} == {("naive-time", "by.at")}


def test_each_of_two_other_sides_is_named_in_order():
    story = opened()
    outcome = story.refused(
        a.AssignConsultant,
        AUTHORITY,
        person=SUCCESSOR[0],
        standing=Standing.CO,
        since=story.now,
        elsewhere=(Role.PARENT, Role.CARE_WORKER, Role.NETWORK),
    )
    (violation,) = [v for v in outcome.violations if v.rule == "involvement.one-side"]
    assert not violation.broken
    others = [gap.get("other") for gap in violation.gaps]
    assert others == ["care-worker", "network", "parent"]


def test_a_lead_for_a_while_stands_between_two_leads():
    story = opened()
    gone, back = story.now + timedelta(days=1), story.now + timedelta(days=10)
    (part,) = [p for p in story.t.people.values() if p.standing is Standing.LEAD]
    story.do(a.EndParticipation, AUTHORITY, participation=part.id, until=gone)
    assign(story, SUCCESSOR, Standing.LEAD, since=back)
    content = {"person": CO[0], "standing": Standing.LEAD, "since": gone}
    for until in (None, back + SECOND):
        late = story.ask(a.AssignConsultant, AUTHORITY, **content, until=until)
        no(late, "involvement.one-lead", "P11 P12", "lead-exists")
    story.do(a.AssignConsultant, AUTHORITY, **content, until=back)


def test_a_takeover_is_possible_for_whom_it_is_offered_until_they_took_over():
    story = opened()

    def can() -> Can:
        by = story.by(CO, mandate=MANDATE)
        (one,) = [p for p in story.law.what_can(story.t, by) if p.act == "TakeOver"]
        return one.can

    assert can() is Can.NO
    story.do(a.OfferHandover, LEAD, to=CO[0])
    assert can() is not Can.NO
    by = story.by(CO, mandate=MANDATE)
    story.do(a.TakeOver, CO, by=by, handover=story.last_id(), confirms=None)
    assert can() is Can.NO


def test_a_lead_that_is_to_come_stands_in_the_way_of_a_takeover():
    story = opened()
    soon = story.now + timedelta(days=5)
    (part,) = [p for p in story.t.people.values() if p.standing is Standing.LEAD]
    story.do(a.OfferHandover, LEAD, to=CO[0])
    offer = story.last_id()
    story.do(a.EndParticipation, AUTHORITY, participation=part.id, until=soon)
    assign(story, SUCCESSOR, Standing.LEAD, since=soon)
    by = story.by(CO, mandate=MANDATE)
    outcome = story.refused(a.TakeOver, CO, by=by, handover=offer, confirms=None)
    no(outcome, "involvement.handover-offered", "P12 P11", "lead-exists")


def test_a_lead_that_never_was_stands_in_nobodys_way():
    story = opened()
    soon = story.now + timedelta(days=5)
    (part,) = [p for p in story.t.people.values() if p.standing is Standing.LEAD]
    story.do(a.OfferHandover, LEAD, to=CO[0])
    offer = story.last_id()
    story.do(a.EndParticipation, AUTHORITY, participation=part.id, until=soon)
    never = assign(story, SUCCESSOR, Standing.LEAD, since=soon)
    story.do(a.EndParticipation, AUTHORITY, participation=never, until=soon)
    story.do(a.TakeOver, CO, by=story.by(CO, mandate=MANDATE), handover=offer, confirms=None)


@pytest.mark.parametrize(("there", "way"), [(True, "OfferHandover"), (False, "AssignConsultant")])
def test_what_a_lapsed_handover_needs_depends_on_whether_there_is_a_lead(there, way):
    story = opened()
    story.do(a.OfferHandover, LEAD, to=CO[0])
    offer = story.last_id()
    (part,) = [p for p in story.t.people.values() if p.standing is Standing.LEAD]
    story.do(a.EndParticipation, AUTHORITY, participation=part.id, until=story.now)
    story.wait()
    if there:
        assign(story, SUCCESSOR, Standing.LEAD)
    by = story.by(CO, mandate=MANDATE)
    outcome = story.refused(a.TakeOver, CO, by=by, handover=offer, confirms=None)
    lapsed = no(outcome, "involvement.handover-offered", "P12 P11", "handover-lapsed")
    assert [one.act for one in lapsed.remedies] == [way]


def test_a_part_is_about_children_who_are_known():
    story = opened()
    content = {"person": PersonId("guest"), "role": Role.NETWORK, "since": story.now}
    outcome = story.refused(a.AddParticipation, LEAD, concerns=(PersonId("nobody"),), **content)
    assert codes(outcome) == ["unknown-minor"]


def test_a_child_that_joins_is_about_itself_whoever_knew_of_it():
    story = opened()
    child = PersonId("sister")
    content = {"person": child, "role": Role.MINOR, "since": story.now, "concerns": (child,)}
    outcome = story.ask(a.AddParticipation, LEAD, **content)
    assert isinstance(outcome, Accepted) or "unknown-minor" not in codes(outcome)


@pytest.mark.parametrize(("seconds", "fine"), [(1, True), (0, False), (-1, False)])
def test_a_part_that_ends_as_it_begins_is_none(seconds, fine):
    story = opened()
    until = story.now + timedelta(seconds=seconds)
    content = {"person": PersonId("guest"), "role": Role.NETWORK, "since": story.now}
    outcome = story.ask(a.AddParticipation, LEAD, **content, until=until)
    assert isinstance(outcome, Accepted) is fine
    if not fine:
        assert codes(outcome) == ["ends-before-it-starts"]


def test_a_part_is_not_ended_in_the_past_nor_drawn_out():
    story = opened()
    until = story.now + timedelta(days=3)
    key = join(story, (PersonId("guest"), Role.NETWORK), until=until)
    story.wait()
    for moment, code in (
        (story.now - SECOND, "ends-in-the-past"),
        (until + SECOND, "ends-later-than-it-does"),
    ):
        outcome = story.refused(a.EndParticipation, LEAD, participation=key, until=moment)
        assert codes(outcome) == [code]
    again = evolve(story, records=[*story.records])
    again.do(a.EndParticipation, LEAD, participation=key, until=until)  # as it was to end
    story.do(a.EndParticipation, LEAD, participation=key, until=story.now)


def test_a_part_may_end_as_it_begins_and_has_ended_at_its_end():
    story = opened()
    key = join(story, (PersonId("guest"), Role.NETWORK), since=story.now + timedelta(days=2))
    begins = story.t.people[key].since
    early = story.refused(a.EndParticipation, LEAD, participation=key, until=begins - SECOND)
    assert codes(early) == ["ends-before-it-starts"]
    story.do(a.EndParticipation, LEAD, participation=key, until=begins)
    story.now = begins
    again = story.refused(a.EndParticipation, LEAD, participation=key, until=begins)
    assert codes(again) == ["already-ended"]


@pytest.mark.parametrize("kind", [a.EstablishHoe, a.DecideDirection])
def test_nobody_unknown_decides_along(kind):
    story = ready_to_withdraw()
    act = write(kind, Pen(story, WORKER))
    nobody = Part(person=PersonId("nobody"), role=Role.NETWORK, position=text("position"))
    outcome = story.law.decide(story.t, evolve(act, together=(*act.together, nobody)))
    assert codes(outcome, "form.persons") == ["unknown-person"]
    if kind is a.EstablishHoe:
        outcome = story.law.decide(story.t, evolve(act, invited=(PersonId("nobody"),)))
        assert codes(outcome, "form.persons") == ["unknown-person"]


def test_nobody_unknown_is_kept_apart_or_knows_what_works():
    story, nobody = opened(), PersonId("nobody")
    for kind, content in (
        (a.KeepApart, {"persons": (GRAN[0], nobody), "ground": text("g")}),
        (a.RecordWhatWorks, {"minors": (ANNA,), "about": text("w"), "contributors": (nobody,)}),
    ):
        outcome = story.refused(kind, LEAD, **content)
        assert codes(outcome, "form.persons") == ["unknown-person"]


def test_a_position_on_leaving_a_child_is_about_a_child_that_is_known():
    story = ready_to_withdraw()
    content = {"on": AlignOn.WITHDRAWAL, "wat": len(story.t.wat), "minor": PersonId("nobody")}
    outcome = story.refused(a.Align, LEAD, person=MOTHER[0], position=a.Position.HEARD, **content)
    assert "unknown-minor" in codes(outcome, "form.minors")


def test_where_somebody_stands_is_what_they_said_last_and_not_what_was_written_down_last():
    story = ready_to_withdraw()
    content = {"on": AlignOn.EXPECTATIONS, "wat": len(story.t.wat), "person": MOTHER[0]}
    story.do(a.Align, LEAD, position=a.Position.DISSENTS, words=text("no"), **content)
    by = story.by(LEAD, at=story.now - timedelta(minutes=30), recorded_at=story.now)
    story.do(a.Align, LEAD, by=by, position=a.Position.HEARD, **content)
    held = ask.position(story.t, MOTHER[0], AlignOn.EXPECTATIONS)
    assert held is not None
    assert held.position is a.Position.DISSENTS


def test_each_barrier_is_looked_at():
    story = opened()
    for persons in ((WORKER[0], MOTHER[0]), (GRAN[0], FATHER[0])):
        story.do(a.KeepApart, LEAD, persons=persons, ground=text("ground"))
    content = {"minors": (ANNA,), "summary": None}
    persons = (MOTHER[0], GRAN[0], FATHER[0])
    outcome = story.refused(a.RecordConversation, WORKER, persons=persons, **content)
    no(outcome, "barrier.kept-apart", "X16 P19 P8c", "kept-apart")


def test_an_exception_of_a_duty_is_for_somebody_who_is_known():
    story = opened()
    nobody = exception("P22", person=PersonId("nobody"))
    outcome = story.refused(a.ExceptDuty, LEAD, exception=nobody)
    assert codes(outcome, "form.persons") == ["unknown-person"]
    without = exception("P22", person=None)
    assert codes(story.refused(a.ExceptDuty, LEAD, exception=without)) == ["nobody-named"]


def test_a_worker_of_another_child_is_not_answered():
    story = opened()
    join(story, SECOND_WORKER, concerns=(BEN,))
    content = {"minor": ANNA, "outcome": WithdrawalOutcome.TRANSFERRED, "ground": text("g")}
    for who, answered in ((SECOND_WORKER, True), (WORKER, False)):
        story.do(
            a.Align,
            who,
            person=who[0],
            on=AlignOn.WITHDRAWAL,
            wat=0,
            minor=ANNA,
            position=a.Position.DISSENTS,
            words=text("no"),
        )
        outcome = story.ask(a.Withdraw, LEAD, **content)
        found = codes(outcome, "ending.worker-answered") if isinstance(outcome, Refused) else []
        assert found == ([] if answered else ["dissent-unanswered"]), who


def test_who_says_of_a_position_that_somebody_is_unsafe_is_told_the_clause():
    story = ready_to_withdraw()
    content = {"on": AlignOn.EXPECTATIONS, "wat": len(story.t.wat), "person": MOTHER[0]}
    outcome = story.refused(
        a.Align, MOTHER, position=a.Position.UNSAFE_TO_INFORM, words=None, **content
    )
    found = no(outcome, "informing.unsafe-position", "P21 P8c", "unsafe-by-professionals")
    assert found.get("clause") == "P21"


# --- what is adopted, corrected, opened again ----------------------------------------------------


@pytest.mark.parametrize("name", ["minors", "parts", "necessity", "why", "concern", "goal"])
def test_each_thing_that_only_a_first_adoption_says_is_refused_of_a_later_one(name):
    story = adopted("wat")
    whole = adopting(story, LEAD, ANNA, BEN)
    first = next(r.act for r in story.records if isinstance(r.act, a.Adopt))
    given = {"goal": text("goal"), "parts": first.parts, **whole}[name]
    content = {"source": "old-file-1", "provenance": text("found"), "unknown": (), name: given}
    by = story.by(LEAD, mandate=MANDATE)
    outcome = story.refused(a.Adopt, LEAD, by=by, **content)
    no(outcome, "adopting.begins", "P2 P24", "adopted-already")


@pytest.mark.parametrize("name", ["people", "involvement", "necessity"])
def test_any_history_of_its_own_is_not_replaced(name):
    told = opened().t
    story = Story(t=with_slices(Story().t, {name: getattr(told, name)}))
    outcome = story.refused(a.Adopt, LEAD, **adopting(story, LEAD, ANNA))
    no(outcome, "adopting.begins", "P2 P24", "has-its-own-history")


def test_an_adoption_without_a_decision_is_refused_for_that_and_breaks_no_rule():
    story = Story()
    content = {**adopting(story, LEAD, ANNA, BEN), "necessity": None, "why": None}
    outcome = story.refused(a.Adopt, LEAD, **content)
    assert not any(v.broken for v in outcome.violations)
    assert "no-named-decider" in codes(outcome, "adopting.named-decider")
    assert codes(outcome, "adopting.begins") == ["no-why"]


def test_each_of_two_other_sides_of_an_adopted_part_is_named_in_order():
    story = Story()
    parts = tuple(
        a.AdoptedPart(person=WORKER[0], role=role, since=story.now)
        for role in (Role.PARENT, Role.NETWORK, Role.CARE_WORKER)
    )
    outcome = story.refused(a.Adopt, LEAD, **adopting(story, LEAD, ANNA, parts=parts))
    (violation,) = [v for v in outcome.violations if v.rule == "adopting.parts"]
    assert not violation.broken
    others = [gap.get("other") for gap in violation.gaps if gap.code == "two-sides"]
    assert others == ["network", "parent"]


def test_an_end_of_the_same_moment_is_no_ground_to_open():
    story = withdrawn(ready_to_withdraw()).wait()
    at = story.now
    ended = decision(NecessityStatus.ENDED, minors=(ANNA,), at=at)
    story.do(a.DecideNecessity, AUTHORITY, decision=ended)
    for moment, fine in ((at, False), (at + SECOND, True)):
        content = reopening(story, ANNA, necessity=decision(minors=(ANNA,), at=moment))
        outcome = story.ask(a.Reopen, LEAD, **content)
        assert isinstance(outcome, Accepted) is fine
        if not fine:
            no(outcome, "involvement.in-scope", "P2", "necessity-ended")


def test_an_emergency_in_between_hides_nothing_that_was_achieved():
    story = ready_to_withdraw()
    known = text("known")
    story.do(a.RecordConcern, LEAD, minors=(ANNA,), about=known)
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    story.wait()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text("m"))
    outcome = story.refused(a.Reopen, LEAD, **reopening(story, ANNA, concern=known))
    no(outcome, "involvement.anew", "P2 P24", "concern-not-new")


def test_a_concern_of_the_moment_of_the_ending_is_none_of_a_relapse():
    story = ready_to_withdraw()
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    known, moment = text("known"), story.now
    story.do(a.RecordConcern, LEAD, minors=(ANNA,), about=known, by=story.by(LEAD, at=moment))
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    ended = story.records[-1].act.by.at
    for at, fine in ((ended, False), (ended + SECOND, True)):
        held = {
            key: evolve(g, at=at) if g.text == known else g for key, g in story.t.gathered.items()
        }
        again = evolve(
            story, t=with_slices(story.t, {"gathered": Index(held)}), records=[*story.records]
        )
        again.wait()
        outcome = again.ask(a.Reopen, LEAD, **reopening(again, ANNA, concern=known))
        assert isinstance(outcome, Accepted) is fine
        if not fine:
            no(outcome, "involvement.anew", "P2 P24", "concern-not-new")


def test_nothing_opens_again_before_it_ended():
    story = withdrawn(ready_to_withdraw())
    ended = story.records[-1].act.by.at
    for at, fine in ((ended - SECOND, False), (ended, True)):
        by = story.by(LEAD, at=at, recorded_at=story.now, mandate=MANDATE)
        content = reopening(story, ANNA, by=by, necessity=decision(minors=(ANNA,), at=at))
        outcome = story.ask(a.Reopen, LEAD, **content)
        found = codes(outcome, "involvement.reopens") if isinstance(outcome, Refused) else []
        assert found == ([] if fine else ["opens-before-it-ended"])


def test_what_was_not_achieved_of_one_child_says_nothing_of_the_next():
    story = ready_to_withdraw()
    known = text("known")
    story.do(a.RecordConcern, LEAD, minors=(ANNA, BEN), about=known)
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    withdrawn(story, BEN).wait()
    outcome = story.refused(a.Reopen, LEAD, **reopening(story, BEN, ANNA, concern=known))
    found = no(outcome, "involvement.anew", "P2 P24", "concern-not-new")
    assert found.get("minor") == ANNA


def test_that_nothing_was_decided_of_one_child_says_nothing_of_the_next():
    story = withdrawn(ready_to_withdraw()).wait()
    story.do(a.DecideNecessity, AUTHORITY, decision=decision(minors=(ANNA,), at=story.now))
    older = decision(minors=(PersonId("new"), ANNA), at=story.now - timedelta(days=1))
    content = reopening(story, PersonId("new"), ANNA, necessity=older)
    outcome = story.refused(a.Reopen, LEAD, **content)
    assert no(outcome, "involvement.in-scope", "P2", "necessity-superseded").get("minor") == ANNA


# --- WAT -----------------------------------------------------------------------------------------


def establishing(**changes: object) -> tuple[Story, a.EstablishWat]:
    """Everything was gathered, and this is to be established."""
    story = opened()
    content = {**gathered(story), **statements(), **changes}
    return story, story.act(a.EstablishWat, LEAD, **content)


def test_a_goal_that_is_not_there_is_no_goal_and_breaks_no_rule():
    line = statements()["bottom_lines"][0]
    for name in ("goals", "dangers"):
        story, act = establishing(bottom_lines=(evolve(line, **{name: ("nothing",)}),))
        outcome = story.law.decide(story.t, act)
        assert isinstance(outcome, Refused)
        assert not any(v.broken for v in outcome.violations)
        assert f"bottom-line-without-{name[:-1]}" in codes(outcome, "wat.complete")
        assert "link-to-nothing" in codes(outcome, "form.links")
    goal = statements()["goals"][0]
    story, act = establishing(goals=(evolve(goal, dangers=("n",)),))
    outcome = story.law.decide(story.t, act)
    assert isinstance(outcome, Refused)
    assert not any(v.broken for v in outcome.violations)
    assert "goal-without-danger" in codes(outcome, "wat.paired")


def test_how_a_view_weighed_is_said_of_worries_and_not_of_safety():
    story, whole = establishing()
    assert isinstance(story.law.decide(story.t, whole), Accepted)
    topics = {w.view: story.t.gathered[w.view].topic for w in whole.weighed}
    assert len(set(topics.values())) > 1
    for safety, refused in ((True, False), (False, True)):
        act = evolve(
            whole,
            weighed=tuple(
                evolve(w, how=None) if (topics[w.view] is a.ViewTopic.SAFETY) is safety else w
                for w in whole.weighed
            ),
        )
        outcome = story.law.decide(story.t, act)
        assert isinstance(outcome, Refused) is refused
        if refused:
            gap_of([g for v in outcome.violations for g in v.gaps], "no-client-view")


@pytest.mark.parametrize(("bar", "fine"), [(-1, False), (0, True), (10, True), (11, False)])
def test_a_bar_on_the_scale_is_on_the_scale(bar, fine):
    (goal, *others) = statements()["goals"]
    story, act = establishing(goals=(evolve(goal, scale_at_least=bar), *others))
    outcome = story.law.decide(story.t, act)
    assert isinstance(outcome, Accepted) is fine
    if not fine:
        assert codes(outcome) == ["off-the-scale"]


def test_a_statement_has_an_id_of_its_own_that_is_a_reference():
    line = statements()["bottom_lines"][0]
    for lines in ((line, line), (evolve(line, id="no reference"),)):
        story, act = establishing(bottom_lines=lines)
        outcome = story.law.decide(story.t, act)
        assert codes(outcome, "form.statements") == ["id-in-use"]


def test_who_asks_what_they_can_do_when_nothing_is_open_is_told_what_opens_it():
    story = withdrawn(withdrawn(ready_to_withdraw()), BEN)
    told = {one.act: one for one in story.law.what_can(story.t, story.by(WORKER))}
    found = [(v.rule, g.code) for v in told["EstablishHoe"].violations for g in v.gaps]
    assert ("hoe.open", "no-open-involvement") in found
    assert not any(v.broken for one in told.values() for v in one.violations)

"""P8c: the partners respect each other's mandate: who may do what follows from a part in this
trajectory at that moment, and from nothing else."""

from datetime import timedelta
from importlib import import_module

import pytest

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.law import Law
from safetyframe.outcome import Accepted
from safetyframe.roles import Part, Role, Standing
from safetyframe.values import Form, Reason
from tests.support.cast import (
    CAST,
    NEIGHBOUR,
    assign,
    cases,
    deputise,
    join,
    part_of,
    row,
    violation,
)
from tests.support.gates import cannot_be_lowered
from tests.support.recorded import not_for_another
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN_,
    CO,
    DAY_ONE,
    DEPUTY,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    STRANGER,
    TRUST,
    WORKER,
    Story,
    codes,
    exception,
    opened,
    rules,
    text,
    wat_established,
)

EVERYONE = "lead deputy co worker minor parent network"

TABLE = (
    #   act                  rests on    who may
    # Protecting is for anyone who takes part (reading 4); the trust person does.
    row(a.Protect, "P8c", f"{EVERYONE} trust authority"),
    row(a.RecordStrength, "P8c", EVERYONE),
    row(a.RecordWhatWorks, "P8c", EVERYONE),
    row(a.OfferIdea, "P8c", f"{EVERYONE} system"),
    row(a.Review, "P8c", "lead deputy co worker"),
    # Not on the architecture's page: whoever has the professionals' or government's task may.
    row(a.KeepApart, "X16 P8c", "lead deputy co worker authority"),
)


@pytest.mark.parametrize("case", cases(TABLE), ids=str)
def test_who_may(case):
    case.play()


def test_no_policy_lowers_it():
    cannot_be_lowered("P8c")


def test_what_is_not_in_the_table_is_refused(monkeypatch):
    guards = import_module("safetyframe.law.guards")  # a function of that name stands before it
    monkeypatch.setattr(guards, "POWERS", {})
    story = Story(law=Law())
    no = story.refused(a.RecordStrength, LEAD, minors=(ANNA,), about=text())
    fault = violation(no, "powers.table")
    assert (fault.clauses, codes(no, "powers.table")) == (("P8c",), ["not-in-the-table"])


# --- a power begins when it is given, and ends when it was said to end ---------------------------


#: Every way to give somebody a professional's power.
GIVING = [
    (a.AssignConsultant, AUTHORITY, {"standing": Standing.CO}),
    (
        a.DeputiseConsultant,
        AUTHORITY,
        {"until": DAY_ONE + timedelta(days=90), "ground": text("ground")},
    ),
    (a.AddParticipation, AUTHORITY, {"role": Role.CONSULTANT}),
    (a.AddParticipation, LEAD, {"role": Role.CARE_WORKER}),
]
each_giving = pytest.mark.parametrize(
    ("kind", "who", "more"), GIVING, ids=["assign", "deputise", "add", "worker"]
)


@each_giving
@pytest.mark.parametrize("ago", [timedelta(days=7), timedelta(seconds=1)], ids=["week", "second"])
def test_a_power_is_never_back_dated(kind, who, more, ago):
    """She was not already a consultant last week (case 30)."""
    story = opened().wait(10)
    content = {"person": NEIGHBOUR[0], "since": story.now - ago}
    no = story.refused(kind, who, **content, **more)
    fault = violation(no, "involvement.not-back-dated")
    assert (rules(no), fault.clauses) == (["involvement.not-back-dated"], ("P8c", "P12"))
    (gap,) = fault.gaps
    assert (gap.code, gap.get("person")) == ("power-back-dated", NEIGHBOUR[0])
    assert gap.get("since") == content["since"].isoformat()


@each_giving
@pytest.mark.parametrize("days", [0, 7])
def test_a_power_may_begin_now_or_later(kind, who, more, days):
    story = opened().wait(10)
    since = story.now + timedelta(days=days)
    story.do(kind, who, person=NEIGHBOUR[0], since=since, **more)


@pytest.mark.parametrize(
    "role", [Role.PARENT, Role.NETWORK, Role.TRUST_PERSON], ids=lambda r: r.value
)
def test_who_was_there_all_along_may_be_written_down_later(role):
    """A parent was a parent last week: that is no power back-dated (case 29)."""
    story = opened().wait(10)
    join(story, (NEIGHBOUR[0], role), since=story.now - timedelta(days=7))


def test_a_deputy_is_given_an_end():
    story = opened()
    no = story.refused(
        a.DeputiseConsultant,
        AUTHORITY,
        person=DEPUTY[0],
        since=story.now,
        until=None,
        ground=text("ground"),
    )
    fault = violation(no, "involvement.deputy-ends")
    assert (rules(no), fault.clauses) == (["involvement.deputy-ends"], ("P8c", "P12"))
    assert [(g.code, g.get("person")) for g in fault.gaps] == [("deputy-without-end", DEPUTY[0])]
    deputise(story)


def test_a_deputy_is_given_a_ground():
    story = opened()
    no = story.refused(
        a.DeputiseConsultant,
        AUTHORITY,
        person=DEPUTY[0],
        since=story.now,
        until=story.now + timedelta(days=7),
    )
    fault = violation(no, "involvement.deputy-ends")
    assert (rules(no), fault.clauses) == (["involvement.deputy-ends"], ("P8c", "P12"))
    assert [(g.code, g.get("person")) for g in fault.gaps] == [("deputy-without-ground", DEPUTY[0])]


def test_no_exception_makes_a_deputy_for_ever():
    """The act carries none: where no exception is foreseen there is none (reading 12)."""
    with pytest.raises(TypeError):
        a.DeputiseConsultant(exceptions=())


def _moved_end(story: Story, who, part: str, days: float) -> Story:
    """Somebody ends a part, later than it was to end. The end on record afterwards counts."""
    outcome = story.ask(
        a.EndParticipation, who, participation=part, until=story.now + timedelta(days=days)
    )
    if isinstance(outcome, Accepted):
        story.keep(outcome)
    return story


def test_ending_a_part_never_makes_it_longer():
    """A deputy who ends the own part next year has extended a power that was given for a week."""
    story = opened()
    part = deputise(story, 7)
    until = story.t.people[part].until
    _moved_end(story, DEPUTY, part, 365)
    assert story.t.people[part].until == until


@pytest.mark.parametrize("who", [AUTHORITY, LEAD, WORKER], ids=lambda w: w[0])
def test_ending_a_part_never_brings_back_one_that_is_over(who):
    """An end that has passed stays: what was done meanwhile was done without power (case 30)."""
    story = opened()
    if who is AUTHORITY:
        part = deputise(story, 7)
    else:
        worker = (NEIGHBOUR[0], Role.CARE_WORKER)
        part = join(story, worker, until=story.now + timedelta(days=7))
    until = story.t.people[part].until
    story.wait(20)
    _moved_end(story, who, part, 10)
    assert story.t.people[part].until == until


def test_a_part_may_end_sooner_than_it_was_to():
    story = opened()
    part = deputise(story, 60)
    _moved_end(story, DEPUTY, part, 1)
    assert story.t.people[part].until < story.now + timedelta(days=2)


# --- acts that are one's own, written down by somebody else --------------------------------------


def _view(story: Story, who, recorder, form=Form.SPOKEN):
    by = story.by(who, recorded_by=recorder, form=form)
    return story.ask(
        a.ContributeView, who, by=by, topic=ViewTopic.DANGER, minors=(ANNA,), view=text()
    )


@pytest.mark.parametrize("who", [ANNA_, BEN_, MOTHER, GRAN, WORKER], ids=lambda w: w[0])
@pytest.mark.parametrize("recorder", [LEAD, WORKER, TRUST], ids=lambda w: w[0])
def test_a_professional_or_trust_person_may_write_down_what_somebody_gave(who, recorder):
    """Families seldom sit at a screen; the words stay the person's (reading 3)."""
    story = opened()
    story.keep(_view(story, who, recorder[0]))
    assert story.t.gathered[story.last_id()].person == who[0]


@pytest.mark.parametrize("recorder", [MOTHER, GRAN, ANNA_, STRANGER], ids=lambda w: w[0])
def test_nobody_else_writes_down_for_another(recorder):
    story = opened()
    no = _view(story, FATHER, recorder[0])
    fault = violation(no, "powers.recorded-by")
    assert (rules(no), fault.clauses) == (["powers.recorded-by"], ("P8c",))
    assert codes(no) == ["recorder-has-no-part"]


def test_who_no_longer_takes_part_writes_down_nothing():
    story = opened()
    story.do(a.EndParticipation, LEAD, participation=part_of(story, TRUST), until=story.now)
    assert codes(_view(story, ANNA_, TRUST[0])) == ["recorder-has-no-part"]


def test_how_it_was_given_is_said():
    story = opened()
    no = _view(story, ANNA_, TRUST[0], form=None)
    assert (rules(no), no.clauses) == (["form.recorded"], ())


def test_writing_down_ones_own_act_is_no_recording_for_another():
    story = opened()
    assert isinstance(_view(story, MOTHER, MOTHER[0], form=None), Accepted)


def test_what_is_no_own_act_is_done_by_oneself():
    """Nobody reviews, or gathers, by somebody else's hand."""
    story = opened()
    by = story.by(LEAD, recorded_by=WORKER[0], form=Form.SPOKEN)
    no = story.refused(a.Review, LEAD, by=by, minors=(ANNA,))
    assert (rules(no), codes(no)) == (["powers.recorded-by"], ["not-an-own-act"])


def test_a_trust_person_speaks_for_a_child_and_has_no_other_power():
    """Speaking on behalf is for speaking (reading 11)."""
    story = wat_established()
    by = story.by(TRUST, on_behalf_of=ANNA)
    story.do(a.Speak, TRUST, by=by, words=text())
    by = story.by(TRUST, on_behalf_of=ANNA)
    no = story.refused(
        a.Align,
        TRUST,
        by=by,
        person=ANNA,
        on=AlignOn.EXPECTATIONS,
        wat=1,
        position=Position.AGREES,
    )
    fault = violation(no, "powers.on-behalf")
    assert fault.clauses == ("P8c", "T6")
    assert violation(no, "powers.Align").clauses == ("P21", "P8c")


def test_nobody_of_the_family_takes_another_position():
    story = wat_established()
    no = story.refused(
        a.Align,
        MOTHER,
        person=FATHER[0],
        on=AlignOn.EXPECTATIONS,
        wat=1,
        position=Position.AGREES,
    )
    assert violation(no, "informing.own-position").clauses == ("P8c", "P21")


# --- protecting is blocked by nobody, and gives no power -----------------------------------------


@pytest.mark.parametrize("name", EVERYONE.split())
def test_whoever_takes_part_protects_before_anything_is_open(name):
    """No necessity, no lead, no involvement is needed (reading 4)."""
    story = Story()
    story.do(a.Protect, CAST[name], minors=(ANNA,), measure=text())
    (episode,) = story.t.involvement.values()
    assert (episode.emergency, episode.open) == (True, True)


def test_protecting_in_a_lead_gap_makes_nobody_lead():
    story = opened()
    story.do(a.EndParticipation, LEAD, participation=part_of(story, LEAD), until=story.now)
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    assert "no-lead" in story.findings()
    assert {p.role for p in story.t.people.values() if p.person == WORKER[0]} == {Role.CARE_WORKER}


# --- who is kept apart is brought together by nobody ---------------------------------------------

APART = (MOTHER[0], FATHER[0])


def _apart(**more) -> Story:
    """Mother and father are kept apart, and the worker knows."""
    story = wat_established()
    story.do(a.KeepApart, LEAD, persons=APART, ground=text("ground"), **more)
    return story


MEETINGS = [
    (a.RecordConversation, {"minors": (ANNA,), "persons": APART}),
    (
        a.Explain,
        {
            "matters": (Matter(topic=Topic.WAT, version=1),),
            "persons": APART,
            "form": Form.SPOKEN,
            "language": "nl",
        },
    ),
    (a.Review, {"minors": (ANNA,), "persons": APART}),
    (
        a.DecideDirection,
        {
            "direction": text(),
            "minors": (ANNA,),
            "together": (
                Part(person=WORKER[0], role=Role.CARE_WORKER),
                *(Part(person=p, role=Role.PARENT, position=text()) for p in APART),
            ),
        },
    ),
]
each_meeting = pytest.mark.parametrize(
    ("kind", "content"), MEETINGS, ids=[kind.__name__ for kind, _ in MEETINGS]
)


@each_meeting
def test_no_meeting_brings_together_who_is_kept_apart(kind, content):
    story = _apart()
    barrier = story.last_id()
    no = story.refused(kind, WORKER, **content)
    fault = violation(no, "barrier.kept-apart")
    assert (rules(no), fault.clauses) == (["barrier.kept-apart"], ("X16", "P19", "P8c"))
    assert [(g.code, g.get("barrier")) for g in fault.gaps] == [("kept-apart", barrier)]


@each_meeting
def test_with_ground_and_the_childs_interest_stated_it_may(kind, content):
    story = _apart()
    stated = (exception("X16", minor=ANNA, words=text("why")),)
    story.do(kind, WORKER, **content, exceptions=stated)


@each_meeting
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"clause": "P21", "words": text()}, id="of another norm"),
        pytest.param({"why": Reason.OTHER}, id="without ground"),
        pytest.param({"words": text(), "until": DAY_ONE}, id="over"),
    ],
)
def test_what_states_nothing_brings_nobody_together(kind, content, changes):
    story = _apart()
    stated = (exception(**{"clause": "X16", **changes}),)
    assert rules(story.refused(kind, WORKER, **content, exceptions=stated)) == [
        "barrier.kept-apart"
    ]


@each_meeting
def test_before_there_is_a_barrier_and_after_it_they_meet(kind, content):
    story = wat_established()
    assert isinstance(story.ask(kind, WORKER, **content), Accepted)
    story = _apart(until=story.now + timedelta(days=7))
    story.wait(8)
    story.do(kind, WORKER, **content)


def test_each_apart_is_met_alone():
    story = _apart()
    for person in APART:
        story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(person, ANNA))


def test_a_barrier_that_another_replaces_stands_no_more():
    story = _apart()
    until = story.now + timedelta(days=1)
    story.do(
        a.KeepApart,
        LEAD,
        persons=APART,
        ground=text(),
        replaces=story.last_id(),
        until=until,
    )
    story.wait(2)
    story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=APART)


def test_who_is_kept_apart_is_not_told_by_a_refusal():
    """Their own act is taken like anyone's (reading 14)."""
    story = _apart()
    story.do(a.RecordConversation, MOTHER, minors=(ANNA,), persons=(FATHER[0],))


def test_a_colleague_is_no_part_in_this_trajectory():
    """A consultant by profession, a stranger here (case 4)."""
    story = opened()
    no = story.refused(a.Review, CO, minors=(ANNA,))
    assert rules(no) == ["form.participation"]
    assign(story, CO)
    story.do(a.Review, CO, minors=(ANNA,))


# --- whatever somebody is elsewhere --------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.PARENT, Role.MINOR], ids=lambda r: r.value)
def test_family_takes_part_as_family_whatever_they_are_elsewhere(role):
    """A parent with a profession is no professional in their own file (case 4)."""
    story = opened()
    content = {"person": NEIGHBOUR[0], "role": role, "since": story.now}
    no = story.refused(a.AddParticipation, LEAD, professional=True, **content)
    fault = violation(no, "involvement.one-side")
    assert (rules(no), fault.clauses) == (["involvement.one-side"], ("P1", "P8c", "P11"))
    (gap,) = fault.gaps
    assert (gap.code, gap.get("role")) == ("family-as-professional", role.value)
    story.do(a.AddParticipation, LEAD, **content)


# --- who says that it is unsafe to inform somebody -----------------------------------------------

DIRECTION = {"direction": text(), "minors": (ANNA,)}


def _unsafe_said_by(who):
    story = wat_established()
    said = exception("T7", why=Reason.UNSAFE_TO_INFORM, person=GRAN[0])
    parts = (
        Part(person=WORKER[0], role=Role.CARE_WORKER),
        Part(person=MOTHER[0], role=Role.PARENT, position=text()),
    )
    return story.ask(a.DecideDirection, who, **DIRECTION, together=parts, exceptions=(said,))


def test_only_a_professional_says_that_it_is_unsafe_to_inform_somebody():
    assert isinstance(_unsafe_said_by(WORKER), Accepted)
    fault = violation(_unsafe_said_by(MOTHER), "informing.unsafe")
    assert fault.clauses == ("P8c",)
    (gap,) = fault.gaps
    assert (gap.code, gap.get("clause")) == ("unsafe-by-professionals", "T7")
    assert [(r.act, r.roles) for r in gap.remedies] == [
        ("ExceptDuty", (Role.CONSULTANT, Role.CARE_WORKER))
    ]


@pytest.mark.parametrize(
    "kind",
    [
        a.KeepApart,
        a.AddParticipation,
        a.EndParticipation,
        a.RecordConcern,
        a.RecordInformation,
        a.RecordConversation,
        a.RecordStrength,
        a.RecordWhatWorks,
        a.DraftWat,
        a.OfferIdea,
        a.Explain,
        a.ExceptDuty,
        a.DecideDirection,
        a.Review,
        a.Correct,
        a.Disclose,
    ],
)
def test_nobody_writes_it_down_for_another(kind):
    not_for_another(kind)


def test_no_exception_dates_a_power_back():
    story = opened().wait(10)
    no = story.refused(
        a.AddParticipation,
        LEAD,
        person=NEIGHBOUR[0],
        role=Role.CARE_WORKER,
        since=story.now - timedelta(days=7),
        exceptions=(exception("P11", words=text()), exception("P8c", words=text())),
    )
    assert rules(no) == ["involvement.not-back-dated"]

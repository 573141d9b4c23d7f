"""What stands in a Bundle: what the viewer knows, where the page says it goes, and nothing else."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from pathlib import Path

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe import exports
from safetyframe.acts import ACTS
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Position
from safetyframe.errors import HostError
from safetyframe.values import Reason
from safetyframe.views import Viewer
from safetyframe.wire import ACT_NAMES
from tests.exports.holding import leaves, strangers
from tests.exports.seeing import ended, everybody, walked
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    LEAD,
    MOTHER,
    WORKER,
    decision,
    exception,
    hoe_established,
    opened,
    ready_to_withdraw,
    text,
)
from tests.views.chronicle import told

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "fhir.md"
OURS = "urn:safetyframe:fhir:"
UCUM = "http://unitsofmeasure.org"

#: Words of FHIR and HL7, and of the code systems of ours that the page describes.
WORDS = """
    Bundle collection CarePlan CareTeam Goal RiskAssessment Observation Provenance
    Patient Practitioner RelatedPerson Device R restricted
    http://terminology.hl7.org/CodeSystem/v3-Confidentiality
    http://terminology.hl7.org/CodeSystem/goal-achievement achieved not-achieved
    http://terminology.hl7.org/CodeSystem/goal-relationship-type other type target
    http://terminology.hl7.org/CodeSystem/provenance-participant-type author enterer performer
    http://hl7.org/fhir/StructureDefinition/goal-relationship http://unitsofmeasure.org d
    draft active completed revoked entered-in-error unknown plan inactive cancelled final source
    not-started in-progress trajectory supply ended bottom-line danger goal expectation
    safe-enough scale sustained chair professional met unmet sufficient insufficient material
    wording wat hoe judgement withdrawal direction
    urn:safetyframe:fhir:viewer urn:safetyframe:fhir:person urn:safetyframe:fhir:text
    urn:safetyframe:fhir:trajectory urn:safetyframe:fhir:plan urn:safetyframe:fhir:statement
    urn:safetyframe:fhir:aim urn:safetyframe:fhir:target urn:safetyframe:fhir:form
    urn:safetyframe:fhir:ground urn:safetyframe:fhir:measure-state urn:safetyframe:fhir:role
    urn:safetyframe:fhir:standing urn:safetyframe:fhir:act urn:safetyframe:fhir:measure
    urn:safetyframe:fhir:necessity
"""
VOCABULARY = frozenset(WORDS.split())
SEEN = (*everybody(), *ended())
#: The highest a scale goes.
TOP = ".high.value"


def bundle(story, person=LEAD[0]):
    viewer = Viewer(person=person, at=story.now)
    show = story.law.show
    return exports.fhir(show(story.t, viewer), show(tuple(story.records), viewer, story.t))


def resources(said, kind):
    found = [entry["resource"] for entry in said["entry"]]
    return [one for one in found if one["resourceType"] == kind]


def about(said, kind, minor):
    return [one for one in resources(said, kind) if one["subject"]["identifier"]["value"] == minor]


def code(concept):
    (coding,) = concept["coding"]
    return coding["code"]


def named(resource):
    return [one["value"] for one in resource["identifier"]]


def goal(said, name, minor=ANNA):
    return next(one for one in about(said, "Goal", minor) if named(one) == [name])


def activities(said):
    return Counter(code(one["activity"]) for one in resources(said, "Provenance"))


# --- no more than the View (X13) ------------------------------------------------------------------


def in_pieces(said):
    """Codes with a colon as the two words they are made of."""
    said = deepcopy(said)
    for one in resources(said, "Provenance"):
        (coding,) = one["activity"]["coding"]
        coding["code"] = coding["code"].split(":")
    return said


def found_in(seen):
    said = in_pieces(exports.fhir(*seen.both))
    return [one for one in strangers(said, seen, VOCABULARY) if not one[0].endswith(TOP)]


@pytest.mark.parametrize("seen", SEEN, ids=lambda seen: seen.view.viewer.person)
def test_it_holds_no_reference_moment_or_number_that_the_view_does_not(seen):
    assert found_in(seen) == []


def test_that_holds_for_walks_of_the_kit():
    held = 0
    for seen in walked(10, 16):
        assert found_in(seen) == []
        held += len(exports.fhir(*seen.both)["entry"])
    assert held > 500


def test_what_a_view_does_not_hold_is_found():
    seen = SEEN[0] if SEEN[0].records.shown else SEEN[1]
    for stranger in ("SECRET-1", 4711, "2031-05-05", "2031-05-05T10:00:00+00:00"):
        assert strangers({"a": [stranger]}, seen, VOCABULARY) == [(".a[0]", stranger)]


def test_who_sees_nothing_gets_a_bundle_of_nothing():
    empty = [exports.fhir(*seen.both) for seen in SEEN if not seen.view.shown.people]
    assert empty
    assert all(one["entry"] == [] for one in empty)


def test_nothing_else_than_two_views_of_the_same_eyes_is_exported():
    story = hoe_established()
    show, viewer = story.law.show, Viewer(person=LEAD[0], at=story.now)
    view, records = show(story.t, viewer), show(tuple(story.records), viewer, story.t)
    other = show(story.t, Viewer(person=ANNA, at=story.now))
    for pair in ((story.t, records), (view, tuple(story.records)), (records, view)):
        with pytest.raises(HostError, match="View"):
            exports.fhir(*pair)
    with pytest.raises(HostError, match="two viewers"):
        exports.fhir(other, records)


# --- a form that others can read ------------------------------------------------------------------


@pytest.mark.parametrize("seen", SEEN, ids=lambda seen: seen.view.viewer.person)
def test_links_lead_somewhere_and_nothing_is_empty(seen):
    said = exports.fhir(*seen.both)
    urls = Counter(entry["fullUrl"] for entry in said["entry"])
    assert set(urls.values()) <= {1}
    links = [value for at, value in leaves(said) if at.endswith(".reference")]
    assert set(links) <= set(urls)
    kinds = {e["fullUrl"]: e["resource"]["resourceType"] for e in said["entry"]}
    for plan in resources(said, "CarePlan"):
        assert {kinds[one["reference"]] for one in plan["careTeam"]} == {"CareTeam"}
        assert {kinds[one["reference"]] for one in plan.get("goal", [])} <= {"Goal"}

    def empty(held):
        if isinstance(held, dict):
            return held == {} or any(map(empty, held.values()))
        if isinstance(held, list):
            return held == [] or any(map(empty, held))
        return held is None

    assert not any(empty(entry["resource"]) for entry in said["entry"])


def test_all_of_it_is_labelled_restricted_and_says_whose_it_is():
    said = bundle(hoe_established(), ANNA)
    assert said["meta"]["tag"] == [{"system": f"{OURS}viewer", "code": ANNA}]
    for one in (said, *(entry["resource"] for entry in said["entry"])):
        assert [label["code"] for label in one["meta"]["security"]] == ["R"]


def test_the_same_thing_has_the_same_url_whoever_looks_and_another_has_another():
    story = hoe_established()

    def urls(said, kind):
        return {e["fullUrl"] for e in said["entry"] if e["resource"]["resourceType"] == kind}

    mine, theirs = bundle(story, LEAD[0]), bundle(story, ANNA)
    for kind in ("CarePlan", "Goal", "Provenance"):
        assert urls(mine, kind) > urls(theirs, kind) != set()
    story.t = evolve(story.t, id="t-2")
    assert urls(bundle(story), "Goal").isdisjoint(urls(mine, "Goal"))


# --- the plan and the team ------------------------------------------------------------------------


def test_each_child_has_a_plan_and_a_team_of_their_own():
    story = hoe_established()
    said = bundle(story)
    for minor in (ANNA, BEN):
        (plan,), (team,) = about(said, "CarePlan", minor), about(said, "CareTeam", minor)
        assert (plan["status"], plan["intent"], team["status"]) == ("active", "plan", "active")
        assert plan["subject"]["type"] == "Patient"
        assert named(plan) == named(team) == [story.t.id]
        assert plan["author"]["identifier"]["value"] == story.t.hoe[1].by
        who = [one["identifier"]["value"] for one in plan["contributor"]]
        assert who == [part.person for part in story.t.hoe[1].together]
    mine = bundle(story, ANNA)
    assert [one["subject"]["identifier"]["value"] for one in resources(mine, "CarePlan")] == [ANNA]


def test_the_team_is_who_takes_part_in_which_capacity_since_when():
    story = hoe_established()
    (team,) = about(bundle(story), "CareTeam", ANNA)
    members = {
        one["member"]["identifier"]["value"]: (
            one["member"]["type"],
            [code(role) for role in one["role"]],
        )
        for one in team["participant"]
    }
    assert members[ANNA] == ("Patient", ["minor"])
    assert members[MOTHER[0]] == ("RelatedPerson", ["parent"])
    assert members[WORKER[0]] == ("Practitioner", ["care-worker", "professional"])
    assert members[LEAD[0]] == ("Practitioner", ["consultant", "lead", "professional"])
    assert BEN not in members


def test_how_far_it_has_come_is_what_involvement_came_to():
    assert about(bundle(opened()), "CarePlan", ANNA)[0]["status"] == "draft"
    for outcome, status, goals, team in (
        (WithdrawalOutcome.ACHIEVED, "completed", "completed", "inactive"),
        (WithdrawalOutcome.TRANSFERRED, "revoked", "cancelled", "inactive"),
        (WithdrawalOutcome.OPENED_IN_ERROR, "entered-in-error", "entered-in-error", None),
    ):
        story = ready_to_withdraw()
        story.do(a.Withdraw, LEAD, minor=ANNA, outcome=outcome, ground=text())
        said = bundle(story)
        (plan,), (hers,) = about(said, "CarePlan", ANNA), about(said, "CareTeam", ANNA)
        assert plan["status"] == status
        assert plan["period"]["end"] == story.records[-1].act.by.at.isoformat()
        assert hers["status"] == (team or "entered-in-error")
        assert {one["lifecycleStatus"] for one in about(said, "Goal", ANNA)} == {goals}
        assert about(said, "CarePlan", BEN)[0]["status"] == "active"
        assert activities(said)[f"withdraw:{outcome.value}"] == 1


def test_what_is_not_known_is_not_made_up():
    story = hoe_established()
    viewer = Viewer(person=LEAD[0], at=story.now)
    records = story.law.show(tuple(story.records), viewer, story.t)
    hidden = story.t.hide("involvement", "wat", "hoe", "measures", "scales", "judged")
    said = exports.fhir(story.law.show(hidden, viewer), records)
    (plan,) = about(said, "CarePlan", ANNA)
    assert plan["status"] == "unknown"
    assert not {"period", "goal", "activity", "author"} & plan.keys()
    assert "status" not in about(said, "CareTeam", ANNA)[0]
    assert resources(said, "Goal") == resources(said, "RiskAssessment") == []


# --- WAT and HOE ----------------------------------------------------------------------------------


def test_wat_is_in_goals_and_dangers_with_the_links_between_them():
    story = hoe_established()
    said, wat = bundle(story), story.t.wat[len(story.t.wat)]
    line, safe = wat.bottom_lines[0], wat.goals[0]
    found, under = goal(said, safe.id), goal(said, line.id)
    assert code(found["category"][0]) == "goal"
    assert code(under["category"][0]) == "bottom-line"
    assert code(found["description"]) == safe.words.id
    assert found["expressedBy"]["identifier"]["value"] == LEAD[0]
    (risk,) = [r for r in about(said, "RiskAssessment", ANNA) if named(r) == [safe.dangers[0]]]
    urls = {e["fullUrl"]: e["resource"] for e in said["entry"]}
    assert [urls[one["reference"]] for one in found["addresses"]] == [risk]
    (related,) = under["extension"]
    assert urls[related["extension"][1]["valueReference"]["reference"]] == found
    assert code(risk["prediction"][0]["outcome"]) == wat.dangers[0].words.id
    assert "probabilityDecimal" not in risk["prediction"][0]
    measures = {code(one["measure"]): one for one in found["target"]}
    assert code(measures["safe-enough"]["detailCodeableConcept"]) == safe.safe_enough.id


def test_the_numbers_of_a_goal_stay_its_own():
    held = told().t.wat[len(told().t.wat)].goals
    said = bundle(told(), WORKER[0])
    for one in held:
        targets = {code(each["measure"]): each for each in goal(said, one.id, BEN)["target"]}
        days = {"value": one.sustained_days, "unit": "d", "system": UCUM, "code": "d"}
        assert targets["sustained"]["detailQuantity"] == days
        if one.scale_at_least is None:
            assert "scale" not in targets
        else:
            low = {"value": one.scale_at_least}
            assert targets["scale"]["detailRange"] == {"low": low, "high": {"value": 10}}
    assert {one.sustained_days for one in held} == {14, 30}


def test_a_goal_is_as_the_lead_judged_it_last_and_on_the_wat_in_force():
    story = hoe_established()
    target = story.t.wat[len(story.t.wat)].goals[0].id

    def state():
        held = goal(bundle(story), target).get("achievementStatus")
        return held and held["coding"][0]["code"]

    def judge(*, met):
        story.do(a.Judge, LEAD, wat=len(story.t.wat), minor=ANNA, target=target, met=met)

    assert state() is None
    judge(met=True)
    assert state() == "achieved"
    judge(met=False)
    assert state() == "not-achieved"
    wat = story.t.wat[len(story.t.wat)]
    kept = ("bottom_lines", "dangers", "goals", "information", "conversations", "weighed")
    rest = {name: getattr(wat, name) for name in kept}
    story.do(a.ReviseWat, LEAD, revises=wat.number, material=True, reason=text(), **rest)
    assert state() is None


def test_every_answer_on_a_scale_is_one_of_its_own():
    story = hoe_established()
    target = story.t.wat[len(story.t.wat)].goals[0].id
    for who, value in ((MOTHER, 3), (ANNA_, 7), (MOTHER, 5)):
        story.do(a.Scale, who, goal=target, minor=ANNA, value=value)
    said = bundle(story)
    answers = resources(said, "Observation")
    assert [
        (one["performer"][0]["identifier"]["value"], one["valueInteger"]) for one in answers
    ] == [(MOTHER[0], 3), (ANNA, 7), (MOTHER[0], 5)]
    assert len(goal(said, target)["outcomeReference"]) == 3


def test_a_measure_is_an_activity_and_nothing_says_that_somebody_did_it():
    story = hoe_established()
    key = story.t.hoe[1].measures[0]

    def detail():
        (plan,) = about(bundle(story), "CarePlan", ANNA)
        return next(one["detail"] for one in plan["activity"] if one["id"] == key)

    assert detail()["status"] == "in-progress"
    bearers = [one["identifier"]["value"] for one in detail()["performer"]]
    assert bearers == list(story.t.measures[key].bearers)
    story.do(a.EndMeasure, WORKER, measure=key)
    assert detail()["status"] == "unknown"
    assert code(detail()["statusReason"]) == "ended"
    assert detail()["scheduledPeriod"]["end"] == story.records[-1].act.by.at.isoformat()


# --- who did what ---------------------------------------------------------------------------------

#: Acts that make, change or dispute something that is in a Bundle.
THERE = frozenset(
    {
        a.DecideNecessity,
        a.RecordNecessity,
        a.OpenInvolvement,
        a.AssignConsultant,
        a.DeputiseConsultant,
        a.OfferHandover,
        a.TakeOver,
        a.AddParticipation,
        a.EndParticipation,
        a.EstablishWat,
        a.ReviseWat,
        a.SetExpectations,
        a.ProposeMeasure,
        a.AmendMeasure,
        a.EndMeasure,
        a.AcceptMeasure,
        a.DeclineMeasure,
        a.EstablishHoe,
        a.AssessHoe,
        a.Align,
        a.Scale,
        a.Dissent,
        a.Judge,
        a.DecideDirection,
        a.Review,
        a.Withdraw,
        a.Reopen,
        a.Adopt,
    }
)


def of_act(said):
    """The Provenances of each act, by its id."""
    found = {}
    for one in resources(said, "Provenance"):
        identifier = one["entity"][0]["what"]["identifier"]
        assert identifier["system"] == f"{OURS}act"
        found.setdefault(identifier["value"], []).append(one)
    return found


@pytest.mark.parametrize("seen", SEEN, ids=lambda seen: seen.view.viewer.person)
def test_every_act_on_what_is_there_is_told_and_no_other(seen):
    held = of_act(exports.fhir(*seen.both))
    shown = {record.act.id: record for record in seen.records.shown}
    assert set(held) <= set(shown)
    for name, (one, *more) in held.items():
        act = shown[name].act
        assert not more
        assert type(act) in THERE
        assert code(one["activity"]).split(":")[0] == ACT_NAMES[type(act)][0]
        assert one["occurredDateTime"] == act.by.at.isoformat()
        assert one["recorded"] == act.by.recorded.isoformat()
        assert one["agent"][0]["who"]["identifier"]["value"] == act.by.person
        assert code(one["agent"][0]["role"][0]) == act.by.role.value


def test_of_all_that_is_done_in_the_chronicle_each_kind_is_told():
    kinds = {type(r.act): r.act.id for r in told().records}
    assert set(ACTS) - set(kinds) == {a.Adopt}
    held = set()
    for seen in SEEN:
        held |= set(of_act(exports.fhir(*seen.both)))
    for record in told().records:
        if type(record.act) in THERE and not hushed(record.act):
            assert record.act.id in held, record.act
    assert {a.KeepApart, a.ExceptDuty, a.Protect, a.Speak, a.Disclose} <= set(ACTS) - THERE


def hushed(act):
    """What others put down of a person stays out; so does what is only about an older WAT."""
    return isinstance(act, a.Align) and act.position in {
        Position.NOT_REACHED,
        Position.REFUSED_CONTACT,
        Position.UNSAFE_TO_INFORM,
    }


def test_what_restricts_somebody_is_in_no_bundle():
    story = hoe_established()
    story.do(a.KeepApart, LEAD, persons=(MOTHER[0], WORKER[0]), ground=text("apart"))
    unsafe = exception("P22", person=MOTHER[0], why=Reason.UNSAFE_TO_INFORM)
    story.do(a.ExceptDuty, LEAD, exception=unsafe)
    before = bundle(story)
    story.do(
        a.Align,
        LEAD,
        person=MOTHER[0],
        on=AlignOn.EXPECTATIONS,
        wat=len(story.t.wat),
        position=Position.UNSAFE_TO_INFORM,
    )
    after = bundle(story)
    assert activities(before) == activities(after)
    assert not {"keep-apart", "except-duty"} & set(activities(after))


def test_whoever_wrote_it_down_for_somebody_and_whoever_took_part_are_agents():
    story = hoe_established()
    target = story.t.wat[len(story.t.wat)].goals[0].id
    by = story.by(ANNA_, recorded_by=WORKER[0], form=None)
    story.do(a.Scale, ANNA_, by=by, goal=target, minor=ANNA, value=4)
    said = bundle(story)
    (scaled,) = of_act(said)[story.last_id()]
    assert [code(one["type"]) for one in scaled["agent"]] == ["author", "enterer"]
    assert scaled["agent"][1]["who"]["identifier"]["value"] == WORKER[0]
    (made,) = of_act(said)[story.t.hoe[1].act]
    together = [one["who"]["identifier"]["value"] for one in made["agent"][1:]]
    assert together == [part.person for part in story.t.hoe[1].together]


def test_a_decision_of_government_is_named_by_its_reference():
    story = hoe_established()
    held = decision(at=story.now, reference="d-77")
    story.do(a.RecordNecessity, LEAD, decision=held)
    (one,) = of_act(bundle(story))[story.last_id()]
    assert code(one["activity"]) == "record-necessity:established"
    assert one["entity"][1]["what"]["identifier"] == {"system": f"{OURS}necessity", "value": "d-77"}


def test_a_name_typed_for_a_reference_stays_out():
    story = hoe_established()
    held = decision(at=story.now, reference="about Jan Peeters")
    story.do(a.RecordNecessity, LEAD, decision=held)
    assert "Jan" not in str(bundle(story))


# --- the page -------------------------------------------------------------------------------------


def test_the_page_names_every_system_code_and_act():
    if not PAGE.exists():
        pytest.skip("the project's pages are not here")
    page = PAGE.read_text(encoding="utf-8")
    used = set()
    for seen in SEEN:
        for at, value in leaves(exports.fhir(*seen.both)):
            if at.endswith(".system"):
                used.add(value)
    for system in used:
        assert f"`{system.removeprefix(OURS)}`" in page, system
    for kind in ACTS:
        assert f"`{ACT_NAMES[kind][0]}`" in page, kind
    for kind in ("CarePlan", "CareTeam", "Goal", "RiskAssessment", "Observation", "Provenance"):
        for name in {key for seen in SEEN for one in resources(exports.fhir(*seen.both), kind)
                     for key in one}:  # fmt: skip
            assert f"`{name}`" in page, (kind, name)

"""Case 5: a care worker who is also somebody of the network.

A neighbour or aunt by trade counts twice: the network took part, says the form, and it was the
worker alone.
"""

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.acts.voices import Dissented
from safetyframe.outcome import Accepted
from safetyframe.roles import Part, Role
from safetyframe.values import Reason
from tests.support.breaking import drop_watch, put, silence_power, silence_rule
from tests.support.cast import violation
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    codes,
    exception,
    expectations_set,
    hoe_content,
    opened,
    text,
)

CLAUSES = ("P9", "P16", "T7")

AUNT = (WORKER[0], Role.NETWORK)
BOTH = {Role.CARE_WORKER, Role.NETWORK}


def _disclosed(person, **more):
    return (exception("P11", why=Reason.OTHER, words=text("aunt"), person=person, **more),)


def _also_aunt(story, **more):
    story.do(
        a.AddParticipation,
        LEAD,
        person=AUNT[0],
        role=AUNT[1],
        since=story.now,
        exceptions=_disclosed(AUNT[0], **more),
    )
    return story


@pytest.mark.parametrize(
    ("person", "role"),
    [(WORKER[0], Role.NETWORK), (GRAN[0], Role.CARE_WORKER)],
    ids=["worker-first", "network-first"],
)
def test_somebody_is_both_only_when_it_is_disclosed_with_a_reason(person, role):
    """Care worker and network in one person takes an exception that says so and why."""
    story = opened()
    content = {"person": person, "role": role, "since": story.now}
    for exceptions in ((), (exception("P11", why=Reason.OTHER, person=person),)):
        no = story.refused(a.AddParticipation, LEAD, **content, exceptions=exceptions)
        assert codes(no) == ["double-role-undisclosed"]
    story.do(a.AddParticipation, LEAD, **content, exceptions=_disclosed(person))
    assert {p.role for p in story.t.people.values() if p.person == person} == BOTH
    held = story.t.exceptions["P11", person, ANNA, False]
    assert (held.by, held.words) == (LEAD[0], text("aunt"))


def test_so_it_is_when_the_other_part_is_in_a_linked_trajectory():
    """Being care worker of the family in a linked trajectory is disclosed just so."""
    story = opened()
    content = {"person": "aunt", "role": Role.NETWORK, "since": story.now}
    elsewhere = (Role.CARE_WORKER,)
    no = story.refused(a.AddParticipation, LEAD, **content, elsewhere=elsewhere)
    assert codes(no) == ["double-role-undisclosed"]


def test_a_reason_that_has_ended_is_found():
    """When the exception runs out while somebody is still both, that is a finding."""
    story = _also_aunt(opened(), until=opened().now.replace(year=2025, month=4))
    assert "exception-lapsed" not in story.findings()
    assert "exception-lapsed" in story.wait(40).findings()


def test_each_act_says_in_which_capacity_it_is_done():
    """Nobody acts in a capacity they do not hold, and what is done keeps the capacity named."""
    story = opened()
    said = {"minors": (ANNA,), "about": text()}
    assert codes(story.refused(a.RecordStrength, AUNT, **said)) == ["not-taking-part"]
    _also_aunt(story)
    story.do(a.RecordStrength, AUNT, **said)
    assert story.t.gathered[story.last_id()].role is Role.NETWORK
    story.do(a.RecordStrength, WORKER, **said)
    assert story.t.gathered[story.last_id()].role is Role.CARE_WORKER


def _hoe(story, *parts):
    invited = tuple(p for p in (ANNA, BEN, MOTHER[0], FATHER[0], GRAN[0]))
    content = hoe_content(story)
    together = tuple(Part(person=person, role=role) for person, role in parts)
    there = {p.person for p in together}
    content.update(together=together, invited=tuple(p for p in invited if p not in there))
    return content


def test_the_worker_alone_is_not_the_network_of_an_hoe():
    """One person in two chairs is one person, and a professional: HOE takes somebody else."""
    story = _also_aunt(expectations_set())
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    alone = story.ask(a.EstablishHoe, WORKER, **_hoe(story, WORKER, AUNT))
    assert [g.code for g in violation(alone, "hoe.together").gaps] == ["no-family-or-network"]
    along = story.ask(a.EstablishHoe, WORKER, **_hoe(story, WORKER, AUNT, MOTHER))
    assert isinstance(along, Accepted), along


def test_nor_the_family_or_network_that_decides_the_direction():
    """A direction decided by the worker in both chairs was decided by professionals alone."""
    story = _also_aunt(opened())
    parts = tuple(Part(person=p, role=r, position=text("yes")) for p, r in (WORKER, AUNT))
    content = {"direction": text(), "minors": (ANNA,)}
    no = story.refused(a.DecideDirection, WORKER, **content, together=parts)
    assert codes(no) == ["professionals-alone"]
    gran = Part(person=GRAN[0], role=Role.NETWORK, position=text("yes"))
    story.do(a.DecideDirection, WORKER, **content, together=(*parts, gran))


def test_what_they_know_counts_in_both_capacities():
    """What the worker says as aunt is heard as network, beside what they say as worker."""
    story = _also_aunt(opened())
    heard = {f.get("role") for f in _unheard(story)}
    assert {"network", "care-worker"} <= heard
    story.do(a.Dissent, AUNT, against=Dissented.DIRECTION, ref="x", words=text("own words"))
    assert "network" not in {f.get("role") for f in _unheard(story)}
    assert "care-worker" in {f.get("role") for f in _unheard(story)}


def _unheard(story):
    return [f for f in story.law.findings(story.t, story.now) if f.code == "expertise-unheard"]


BREAKS = {
    "it need not be disclosed": silence_rule("involvement.double-role"),
    "an ended reason is not found": drop_watch("watch.exceptions-run"),
    "any capacity will do": silence_power("form.participation"),
    "an HOE of the worker alone": silence_rule("hoe.together"),
    "a direction of the worker alone": silence_rule("direction.together"),
    "chairs are counted": put(
        "safetyframe.rules.ask:client_side",
        lambda t, *_: frozenset(p.person for p in t.people.values() if p.role is Role.NETWORK),
    ),
    "who was not heard is not found": drop_watch("watch.everyones-expertise"),
}

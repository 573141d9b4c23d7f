"""Case 36: two files of one person, adoption, another name or gender, death.

Where the name is the key, a new name makes a new person and the old one leaks. Here people are
references that mean nothing, the host's registry knows who is who, and a death ends what is asked.
"""

from typing import Any

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe import texts
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Topic
from safetyframe.outcome import Refused
from safetyframe.roles import By, Part, Role
from safetyframe.rules import ask
from safetyframe.values import PersonId
from tests.support.breaking import (
    drop_handler,
    drop_watch,
    put,
    set_handler,
    silence_rule,
)
from tests.support.cast import join, leave, part_of, violation
from tests.support.duty import stands
from tests.support.expect import sees
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    Story,
    align_all,
    codes,
    exception,
    hoe_content,
    hoe_established,
    opened,
    rules,
    text,
)
from tests.support.viewing import view_of

CLAUSES = ("P19",)

A_NAME = "Some Body"
DIED = {"minor": ANNA, "outcome": WithdrawalOutcome.DECEASED, "ground": text("ground")}


def naming(story: Story) -> list[tuple[type, Any, dict[str, Any]]]:
    """Acts with a name typed in where a reference to a person belongs."""
    name: Any = PersonId(A_NAME)
    role = Role.NETWORK
    return [
        (a.AddParticipation, LEAD, {"person": name, "role": role, "since": story.now}),
        (a.RecordConcern, LEAD, {"minors": (name,), "about": text()}),
        (a.RecordConversation, LEAD, {"minors": (ANNA,), "persons": (name,)}),
        (a.KeepApart, LEAD, {"persons": (ANNA, name), "ground": text()}),
        (a.Speak, MOTHER, {"words": text(), "by": By(person=name, role=role, at=story.now)}),
        (a.Protect, MOTHER, {"minors": (name,), "measure": text()}),
        (a.ExceptDuty, LEAD, {"exception": exception("T5a", person=name)}),
    ]


def test_a_name_is_no_reference_and_is_nowhere_repeated():
    """A name in the place of a reference is refused, and neither refusal nor words repeat it."""
    story = opened()
    for kind, who, content in naming(story):
        no = story.ask(kind, who, **content)
        assert isinstance(no, Refused), kind
        assert "no-reference" in codes(no, "form.act"), kind
        assert A_NAME not in repr(no)
        for language in texts.LANGUAGES:
            assert A_NAME not in str(texts.say(view_of(no), language))


def test_one_reference_holds_all_of_a_person_together():
    """Leaving, coming back in another part, or another name in the registry: one history stays."""
    story = hoe_established()
    story.do(a.Speak, GRAN, words=text("as gran"))
    leave(story, GRAN)
    story.wait(10)
    join(story, (GRAN[0], Role.PARENT))  # she adopted them
    story.do(a.Speak, (GRAN[0], Role.PARENT), words=text("as a parent"))
    parts = [p for p in story.t.people.values() if p.person == GRAN[0]]
    assert [(p.role, p.until is None) for p in parts] == [
        (Role.NETWORK, False),
        (Role.PARENT, True),
    ]
    voices = [(v.role, v.words.id) for v in story.t.voices.values() if v.person == GRAN[0]]
    assert voices == [(Role.NETWORK, "as gran"), (Role.PARENT, "as a parent")]
    assert story.t.told[GRAN[0], Topic.WAT, 2, False].by == LEAD[0]


def test_new_parents_change_nothing_of_the_child():
    """On adoption parts end and begin; the child's own history is not touched."""
    story = hoe_established()
    story.do(a.Speak, ANNA_, words=text("mine"))
    before = (story.t.involvement, story.t.wat, story.t.voices, story.t.judged)
    leave(story, MOTHER)
    join(story, (PersonId("adopts"), Role.PARENT), concerns=(ANNA,))
    assert (story.t.involvement, story.t.wat, story.t.voices, story.t.judged) == before
    assert stands(story, "T5a", PersonId("adopts")) is not None
    assert stands(story, "T5a", MOTHER[0]) is None


def test_a_death_is_an_end_with_a_ground_and_never_a_success():
    """A child's death is an outcome of its own; goals that were not met stay listed as unmet."""
    story = hoe_established()
    for changes, rule in (
        ({"ground": None}, "ending.ground"),
        ({"outcome": WithdrawalOutcome.ACHIEVED}, "ending.achieved"),
    ):
        no = story.refused(a.Withdraw, LEAD, exceptions=(exception("P21"),), **{**DIED, **changes})
        assert rules(no) == [rule]
    closing = story.do(a.Withdraw, LEAD, exceptions=(exception("P21"),), **DIED).record
    (ended,) = (e for e in story.t.involvement.values() if e.minor == ANNA)
    assert (ended.outcome, ended.ground) == (WithdrawalOutcome.DECEASED, DIED["ground"])
    assert {o.target for o in closing.leaves_open if o.clause == "T4"} == {"g1", "b1", "e1"}
    sees_no_success = {f.code for f in story.law.findings(story.t, story.now)}
    assert "safe-enough-and-still-open" not in sees_no_success


def test_nobody_asks_the_child_who_died():
    """People are heard on it, and the child is not: no position, reason or signature is wanted."""
    story = hoe_established()
    no = story.refused(a.Withdraw, LEAD, **DIED)
    asked = {g.get("person") for g in violation(no, "ending.heard").gaps}
    assert asked == {WORKER[0], MOTHER[0], FATHER[0], GRAN[0], TRUST[0]}
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA, but=(ANNA, BEN))
    story.do(a.Withdraw, LEAD, **DIED)


def bereaved() -> Story:
    """Anna took part in HOE, and has died; the involvement with Ben goes on."""
    story = hoe_established()
    content = hoe_content(story)
    together = (*content["together"], Part(person=ANNA, role=Role.MINOR))
    story.do(a.EstablishHoe, WORKER, **{**content, "together": together})
    story.do(a.Withdraw, LEAD, exceptions=(exception("P21"),), **DIED)
    return story.wait()


def test_a_death_ends_the_duties():
    """From then on nothing is owed to the child who died, and nothing is looked for from her."""
    story = bereaved()
    assert stands(story, "T5a", ANNA) is None
    assert stands(story, "T5a", BEN) is not None
    assert ANNA not in ask.involved(story.t, story.now)
    for finding in story.law.findings(story.t, story.now):
        assert ANNA not in (finding.get("person"), finding.get("minor")), finding
    story.wait(400)
    assert not [d for d in story.law.duties(story.t, story.now) if d.person == ANNA]


def test_what_is_done_for_the_sibling_waits_for_nobody_who_died():
    """HOE and expectations for the sibling take no invitation to, and no position of, the dead."""
    story = bereaved()
    content = hoe_content(story, invited=(FATHER[0], BEN))
    story.do(a.EstablishHoe, WORKER, **content)
    align_all(story, but=(ANNA,))
    expects = (a.Expectation(id="e2", words=text("e2"), minors=(BEN,)),)
    story.do(
        a.SetExpectations,
        LEAD,
        revises=2,
        material=True,
        reason=text(),
        expectations=expects,
    )


def test_a_death_keeps_the_record():
    """Words, judgements, versions, what was told and the part itself stay as they were."""
    story = hoe_established()
    story.do(a.Speak, ANNA_, words=text("mine"))
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=False)
    before = story.t
    story.do(a.Withdraw, LEAD, exceptions=(exception("P21"),), **DIED)
    after = story.t
    for name in ("voices", "judged", "wat", "hoe", "measures", "told", "gathered", "scales"):
        assert getattr(after, name) == getattr(before, name), name
    (part,) = (p for p in after.people.values() if p.person == ANNA)
    (was,) = (p for p in before.people.values() if p.person == ANNA)
    closing = story.records[-1].act
    assert part == evolve(was, until=closing.by.at, ended_at=closing.by.at, ended_by=closing.id)
    assert [p for p in after.people.values() if p.person != ANNA] == [
        p for p in before.people.values() if p.person != ANNA
    ]


@pytest.mark.parametrize(
    "outcome", [o for o in WithdrawalOutcome if o.name in ("TRANSFERRED", "MAJORITY")]
)
def test_only_a_death_ends_the_childs_own_part(outcome):
    """Whoever lives on takes part, whatever became of the involvement."""
    story = hoe_established()
    content = {**DIED, "outcome": outcome, "exceptions": (exception("P21"),)}
    story.do(a.Withdraw, LEAD, **content)
    assert part_of(story, ANNA_)
    story.do(a.Speak, ANNA_, words=text("still here"))
    assert "voice-from-outside" not in story.findings()


def test_when_a_grown_up_dies_duties_end_and_what_they_carried_is_seen():
    """The part ends with a reason, the record stays, and what they carried needs somebody."""
    story = hoe_established()
    story.do(a.Speak, GRAN, words=text("hers"))
    voices, measures = story.t.voices, story.t.measures
    end = {"participation": part_of(story, GRAN), "until": story.now, "reason": text("died")}
    story.do(a.EndParticipation, LEAD, **end)
    assert not [d for d in story.law.duties(story.t, story.now) if d.person == GRAN[0]]
    assert (story.t.voices, story.t.measures) == (voices, measures)
    (key,) = story.t.hoe[1].measures
    sees(story, "watch.measures-borne", "P10", "bearer-left", measure=key)
    assert len(story.t.wat) == 2


def _all_parts_end(draft, record, act) -> None:
    for key, part in dict(draft.items()).items():
        if part.person == act.minor:
            draft[key] = evolve(part, until=act.by.at)


BREAKS = {
    "a name is a reference": put("safetyframe.rules.form:is_reference", lambda _: True),
    "a death needs no ground": silence_rule("ending.ground"),
    "a death may be called achieved": silence_rule("ending.achieved"),
    "nobody is heard on it": silence_rule("ending.heard"),
    "the dead take part": drop_handler(a.Withdraw, "people"),
    "the dead are to confirm": put("safetyframe.rules.ask:died", lambda *_: False),
    "every end is a death": set_handler(a.Withdraw, "people", _all_parts_end),
    "a death wipes nothing and ends nothing": drop_handler(a.Withdraw, "involvement"),
    "who died carries on": drop_watch("watch.measures-borne"),
    "a part never ends": drop_handler(a.EndParticipation, "people"),
}

"""Anna's father sees what is about Anna: what is counted, named and kept from him beside that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import Expectation
from safetyframe.errors import HostError
from safetyframe.index import Index
from safetyframe.roles import Audience, Part, Role
from safetyframe.testing import Story
from safetyframe.trajectory import with_slices
from safetyframe.values import Form, PersonId
from safetyframe.views import changes
from safetyframe.views.eyes import eyes_of
from tests.support.cast import opening
from tests.support.expect import SECOND_WORKER, join
from tests.support.keeping import correct, told_wrong
from tests.support.kin import (
    BEN_AUNT,
    BEN_FATHER,
    half_siblings_with_wat,
    log,
    measure_for,
    shown,
    viewer,
)
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    exception,
    measure,
    opened,
    statements,
    text,
    wat_established,
)
from tests.support.viewing import revised, view_of

FREE = (exception("P16"), exception("P17"), exception("P22"))


def agreed(story: Story, key: str, *others) -> None:
    together = tuple(Part(person=p, role=role) for p, role in (WORKER, MOTHER, *others))
    content = {"wat": len(story.t.wat), "measures": (key,), "together": together}
    story.do(a.EstablishHoe, WORKER, invited=(), exceptions=FREE, **content)


@pytest.fixture
def two() -> Story:
    """HOE 1 is about Ben, HOE 2 about Anna; WAT has one version."""
    story = half_siblings_with_wat()
    for child, bearer in ((BEN, BEN_AUNT), (ANNA, GRAN)):
        agreed(story, measure_for(story, child, bearer=bearer))
    return story


def test_agreements_are_counted_as_he_counts_them(two):
    (seen,) = shown(two, FATHER).hoe.values()
    assert (seen.number, seen.act) == (1, two.last_id())
    two.do(a.AssessHoe, LEAD, hoe=2, bottom_line="b1", sufficient=True)
    assert [one.hoe for one in shown(two, FATHER).assessed.values()] == [1]
    assert log(two, FATHER)[-1].act.hoe == 1
    two.explain(Topic.AGREEMENTS, FATHER[0], version=2)
    told = [o.version for o in shown(two, FATHER).told.values() if o.topic is Topic.AGREEMENTS]
    assert told == [1]
    assert [one.hoe for one in shown(two, LEAD).assessed.values()] == [2]


def test_what_has_become_about_his_child_was_not_when_it_was_agreed():
    story = half_siblings_with_wat()
    key = measure_for(story, BEN, bearer=BEN_AUNT)
    agreed(story, key)
    content = {"wat": 1, "about": text("amended"), "serves": (), "bearers": (GRAN[0],)}
    story.do(a.AmendMeasure, WORKER, measure=key, minors=(ANNA,), **content)
    assert key in shown(story, FATHER).measures
    assert len(shown(story, FATHER).hoe) == 0


def test_what_is_about_his_child_no_longer_is_gone_with_its_beginning():
    story = half_siblings_with_wat()
    key = measure(story, minors=(ANNA,), serves=())
    assert any(isinstance(r.act, a.ProposeMeasure) for r in log(story, FATHER))
    content = {"wat": 1, "about": text("amended"), "serves": (), "bearers": (GRAN[0],)}
    story.do(a.AmendMeasure, WORKER, measure=key, minors=(BEN,), **content)
    assert not any(isinstance(r.act, a.ProposeMeasure | a.AmendMeasure) for r in log(story, FATHER))


def test_who_declined_is_told_to_whom_they_are_known():
    story = half_siblings_with_wat()
    key = measure(story, bearers=(FATHER[0], BEN_FATHER[0]), serves=())
    story.do(a.DeclineMeasure, BEN_FATHER, measure=key)
    for who, bearers, declined in (
        (LEAD, (FATHER[0], BEN_FATHER[0]), (BEN_FATHER[0],)),
        (FATHER, (FATHER[0],), ()),
    ):
        seen = shown(story, who).measures[key]
        assert (seen.bearers, seen.declined) == (bearers, declined)


def test_what_was_disclosed_of_another_child_is_no_item():
    story = opened(everyone=False)
    join(story, SECOND_WORKER, concerns=(ANNA,))
    items = []
    for child in (ANNA, BEN):
        story.do(a.RecordInformation, LEAD, minors=(child,), about=text("info"))
        items.append(story.last_id())
    content = {"recipient": PersonId("court"), "to": a.Recipient.COURT, "ground": text("g")}
    story.do(a.Disclose, LEAD, items=tuple(items), **content)
    for who, seen in ((LEAD, tuple(items)), (SECOND_WORKER, (items[0],))):
        (one,) = shown(story, who).disclosed.values()
        assert (one.items, log(story, who)[-1].act.items) == (seen, seen)


def test_expectations_of_another_child_set_none_for_his():
    story = half_siblings_with_wat()
    align = {"on": AlignOn.EXPECTATIONS, "wat": 1, "position": Position.HEARD}
    for person in {p.person for p in story.t.people.values()} - {LEAD[0]}:
        story.do(a.Align, LEAD, person=person, **align)
    of_ben = Expectation(id="e1", words=text("e1"), minors=(BEN,))
    content = {"revises": 1, "material": False, "expectations": (of_ben,)}
    story.do(a.SetExpectations, LEAD, **content)
    for who, told in ((LEAD, True), (BEN_FATHER, True), (FATHER, False)):
        seen = shown(story, who).wat
        assert seen[len(seen)].expectations_set is told
    goals = tuple(
        evolve(goal, words=text("anew")) if ANNA in goal.minors else goal
        for goal in story.t.wat[2].goals
    )
    revised(story, goals=goals, material=False)
    assert story.t.wat[3].expectations_set
    seen = shown(story, FATHER).wat
    assert (len(seen), seen[2].expectations, seen[2].expectations_set) == (2, (), False)


def test_what_he_was_told_last_of_what_is_one_version_to_him_counts():
    story = half_siblings_with_wat()
    first = story.t.wat[1]
    revised(story, dangers=(*first.dangers[:-1], evolve(first.dangers[-1], words=text("anew"))))
    story.explain(Topic.WAT, FATHER[0], version=2)
    at = story.records[-1].act.by.at
    (seen,) = [o for o in shown(story, FATHER).told.values() if o.topic is Topic.WAT]
    assert (seen.version, seen.at) == (1, at)
    matter = a.Matter(topic=Topic.WAT, version=1)
    for moment, language, heard in (
        (at - timedelta(minutes=1), "fr", "nl"),  # told before, and written down after
        (at, "en", "en"),
    ):
        by = story.by(WORKER, at=moment, recorded_at=story.now)
        content = {"matters": (matter,), "persons": (FATHER[0],), "form": Form.SPOKEN}
        story.do(a.Explain, WORKER, by=by, language=language, **content)
        (seen,) = [o for o in shown(story, FATHER).told.values() if o.topic is Topic.WAT]
        assert (seen.at, seen.language) == (at, heard)


def test_a_dissent_stands_beside_a_judgement_for_whoever_sees_that():
    story = half_siblings_with_wat()
    content = {"met": False, "evidence": text("e"), "wat": 1}
    story.do(a.Judge, LEAD, target="g2", minor=BEN, **content)
    judged = story.last_id()
    story.do(a.Dissent, BEN_AUNT, against=Dissented.JUDGEMENT, ref=judged, words=text("no"))
    for who, refs in ((LEAD, [judged]), (BEN_FATHER, [judged]), (FATHER, [])):
        assert [voice.ref for voice in shown(story, who).voices.values()] == refs


def test_a_dissent_from_what_is_no_version_is_nobody_elses():
    story = half_siblings_with_wat()
    story.do(a.Dissent, GRAN, against=Dissented.WAT, ref="the-first", words=text("no"))
    for who, many in ((GRAN, 1), (LEAD, 0)):
        assert len(shown(story, who).voices) == many
        assert sum(isinstance(r.act, a.Dissent) for r in log(story, who)) == many


# --- corrections ---------------------------------------------------------------------------------


def test_who_sees_what_was_wrong_learns_of_nobody_else_who_was_told_it():
    story, wrong = told_wrong()
    held = story.t.gathered[wrong]
    seen_by = evolve(held, audience=Audience(persons=(MOTHER[0], GRAN[0]), roles=()))
    gathered = {**dict(story.t.gathered.items()), wrong: seen_by}
    story.t = with_slices(story.t, {"gathered": Index(gathered)})
    correct(story, wrong, replacement=text("right"))
    for who, misinformed in ((MOTHER, (MOTHER[0],)), (GRAN, ())):
        (one,) = shown(story, who).corrections.values()
        assert (one.misinformed, one.replaced) == (misinformed, True)
        told = [r.misinformed for r in log(story, who) if isinstance(r.act, a.Correct)]
        assert told in ([], [misinformed])


def test_who_was_told_what_was_wrong_is_not_told_what_is_right():
    story, wrong = told_wrong()
    correct(story, wrong, replacement=text("right"))
    (one,) = shown(story, MOTHER).corrections.values()
    assert (one.reason, one.replaced, one.misinformed) == (None, False, (MOTHER[0],))


# --- eyes ----------------------------------------------------------------------------------------


def test_a_child_that_joined_is_known_as_a_child_and_nobody_else_is():
    story = opened()
    join(story, (PersonId("sister"), Role.MINOR))
    minors = eyes_of(story.t, viewer(story, LEAD)).minors
    assert minors == {ANNA, BEN, "sister"}


def test_an_only_child_does_not_see_whatever_child_may_come():
    story = Story()
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA))
    assert not eyes_of(story.t, viewer(story, ANNA_)).whole
    assert eyes_of(story.t, viewer(story, LEAD)).whole


def test_whom_a_pack_keeps_from_one_child_does_not_see_all():
    story = opened()
    eyes = eyes_of(story.t, viewer(story, MOTHER), (lambda _t, _p, minor, _at: minor == BEN,))
    assert (eyes.whole, eyes.minors) == (False, {ANNA})


# --- changes -------------------------------------------------------------------------------------


def test_a_change_says_whom_it_is_about_and_is_of_a_trajectory_whose_wat_is_known():
    story = wat_established()
    revised(story, goals=tuple(evolve(g, words=text("anew")) for g in statements()["goals"]))
    (one, *_) = changes(story.law.show(story.t, viewer(story, LEAD)), 1)
    assert one.minors == (ANNA, BEN)
    hidden = story.law.show(story.t.hide("wat"), viewer(story, LEAD))
    with pytest.raises(HostError, match=r"^WAT is not known: load the slice wat, and show that$"):
        changes(hidden, 0)
    with pytest.raises(HostError, match="this is a View of tuple"):
        changes(view_of(()), 0)

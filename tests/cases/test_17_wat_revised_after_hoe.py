"""Case 17: WAT is revised after HOE was agreed.

HOE is thrown away, or is silently measured by a WAT that no longer holds.
"""

import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Matter, Topic
from safetyframe.acts.wat import Expectation
from safetyframe.outcome import Accepted, DutyState
from safetyframe.rules import ask
from tests.support.breaking import drop_duty, drop_handler, drop_watch, put, silence_rule
from tests.support.cast import expectations, revision
from tests.support.duty import state
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    align_all,
    codes,
    hoe_content,
    hoe_established,
    ready_to_withdraw,
    text,
)

CLAUSES = ("P12", "P18a", "P18b", "P20", "P21", "P22")

EVERYONE = (ANNA, BEN, WORKER[0], MOTHER[0], FATHER[0], GRAN[0], TRUST[0])
LEAVING = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED}


def _revised(story, *, material=True, **changes):
    story.do(a.ReviseWat, LEAD, **revision(story, material=material, **changes))
    return story


@pytest.mark.parametrize("material", [True, False], ids=["material", "wording"])
def test_a_revision_is_a_new_version_with_its_kind_and_reason(material):
    """The old version stays as it was; the new one says whether it is material, and why."""
    story = hoe_established()
    before = story.t.wat[1], story.t.wat[2]
    _revised(story, material=material)
    assert (story.t.wat[1], story.t.wat[2]) == before
    new = story.t.wat[3]
    assert (new.material, new.reason) == (3 if material else 1, text("reason"))


def test_what_is_expected_does_not_change_without_a_reason():
    """Whoever sets other expectations, or words them otherwise, says why."""
    story = hoe_established()
    more = (Expectation(id="e9", words=text("e9"), minors=(ANNA,)),)
    align_all(story)
    content = expectations(ANNA, revises=2, material=True, expectations=more)
    no = story.refused(a.SetExpectations, LEAD, **{**content, "reason": None})
    assert codes(no) == ["no-reason"]
    story.do(a.SetExpectations, LEAD, **content)
    assert story.t.wat[3].reason is not None


def test_what_moves_the_bar_is_not_called_wording():
    """A revision of wording that changes more than words is refused."""
    story = hoe_established()
    changed = revision(story, material=False)
    changed["goals"] = changed["goals"][:1]
    assert "more-than-wording" in codes(story.refused(a.ReviseWat, LEAD, **changed))


def test_hoe_on_the_older_version_is_stale_and_stays_in_force():
    """HOE is not deleted and not rewritten: it is in force as interim, and found to be stale."""
    story = hoe_established()
    before = story.t.hoe, story.t.measures
    assert "hoe-stale" not in story.findings()
    _revised(story)
    assert "hoe-stale" in story.findings()
    assert (story.t.hoe, story.t.measures) == before
    assert ask.hoe_in_force(story.t).number == 1


def test_a_revision_of_wording_leaves_hoe_fresh():
    """Other words for the same make no HOE stale; who was told the old words is told anew."""
    story = _revised(hoe_established(), material=False)
    assert "hoe-stale" not in story.findings()
    assert "rendering-stale" in story.findings()


def test_a_new_hoe_answers_the_version_in_force():
    """HOE is established again on the new version, and on no older one."""
    story = _revised(hoe_established())
    story.explain(Topic.WAT, WORKER[0], version=3, who=LEAD)
    content = hoe_content(story)
    assert "not-the-wat-in-force" in codes(
        story.refused(a.EstablishHoe, WORKER, **{**content, "wat": 2})
    )
    story.do(a.EstablishHoe, WORKER, **content)
    assert "hoe-stale" not in story.findings()


def test_everyone_has_it_explained_again():
    """What somebody was told of the older version no longer counts; it is due to each anew."""
    story = hoe_established()
    story.explain(Topic.WAT, *EVERYONE, version=2, who=LEAD)
    assert {state(story, "P22", one) for one in EVERYONE} == {DutyState.DONE}
    _revised(story.wait())
    assert {state(story, "P22", one) for one in EVERYONE} == {DutyState.DUE}
    story.explain(Topic.WAT, *EVERYONE, version=3, who=LEAD)
    assert {state(story, "P22", one) for one in EVERYONE} == {DutyState.DONE}


def test_both_professionals_acknowledge_the_worries_again():
    """A care worker who knew the worries of the older version acknowledges those of the new."""
    story = hoe_established()
    story.do(a.Acknowledge, WORKER, matter=Matter(topic=Topic.WORRIES, version=2))
    assert state(story, "P5a", WORKER[0]) is DutyState.DONE
    _revised(story.wait())
    assert state(story, "P5a", WORKER[0]) is DutyState.DUE
    story.do(a.Acknowledge, WORKER, matter=Matter(topic=Topic.WORRIES, version=3))
    assert state(story, "P5a", WORKER[0]) is DutyState.DONE


def test_everyone_is_aligned_with_again():
    """Positions on what was expected before the change are found to be old, one by one."""
    story = hoe_established()
    assert "position-older-wat" not in story.findings()
    _revised(story)
    old = [f for f in story.law.findings(story.t, story.now) if f.code == "position-older-wat"]
    assert {f.get("person") for f in old} == set(EVERYONE)
    align_all(story)
    assert "position-older-wat" not in story.findings()


def test_old_positions_open_no_gate():
    """A position on withdrawing from before the revision does not count when withdrawing."""
    story = _revised(ready_to_withdraw())
    no = story.refused(a.Withdraw, LEAD, **LEAVING)
    assert {g.get("person") for v in no.violations for g in v.gaps if g.code == "not-aligned"} == (
        {*EVERYONE} - {BEN}
    )
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    assert "not-aligned" not in codes(story.refused(a.Withdraw, LEAD, **LEAVING))


def test_withdrawal_is_judged_on_the_version_in_force():
    """What was judged met on the older version proves nothing: each is judged anew."""
    story = ready_to_withdraw()
    assert isinstance(story.ask(a.Withdraw, LEAD, **LEAVING), Accepted)
    _revised(story)
    no = story.refused(a.Withdraw, LEAD, **LEAVING)
    old = [g.get("target") for v in no.violations for g in v.gaps if v.rule == "ending.achieved"]
    assert set(old) == {"g1", "b1", "e1"}
    assert "judged-on-an-older-version" in codes(no)


def test_a_revision_of_wording_costs_no_judgement():
    """After other words for the same, what was judged and heard still holds."""
    story = _revised(ready_to_withdraw(), material=False)
    story.do(a.Withdraw, LEAD, **LEAVING)


def test_measures_made_for_the_older_wat_are_looked_at():
    """Each measure of the HOE in force that was made for the older version is a finding."""
    story = hoe_established()
    assert "measure-for-an-older-wat" not in story.findings()
    assert "measure-for-an-older-wat" in _revised(story).findings()


BREAKS = {
    "revisions are not kept": drop_handler(a.ReviseWat, "wat"),
    "no reason is needed": silence_rule("expectations.reasoned"),
    "anything is wording": silence_rule("wat.wording-only"),
    "stale HOE goes unseen": drop_watch("watch.hoe-fresh"),
    "stale renderings go unseen": drop_watch("watch.renderings-fresh"),
    "any version will do": silence_rule("hoe.after-wat"),
    "WAT is not owed": drop_duty("inform.wat"),
    "worries are not owed": drop_duty("inform.worries"),
    "old positions go unseen": drop_watch("watch.aligned-anew"),
    "old positions count": silence_rule("ending.heard"),
    "old judgements count": silence_rule("ending.achieved"),
    "every version is material": put(
        "safetyframe.rules.ask:material_of", lambda _, version: version
    ),
    "old measures go unseen": drop_watch("watch.measures-fit"),
}

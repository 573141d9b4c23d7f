"""Case 16: the network falls apart.

The plan stays "active", carried by people who have left.
"""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.powers import Cell
from safetyframe.roles import Part, Role
from tests.support.breaking import drop_watch, set_cell, silence_rule
from tests.support.cast import leave, part_of
from tests.support.expect import seen
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
    codes,
    hoe_content,
    hoe_established,
    rules,
    text,
)

CLAUSES = ("P10", "P16", "P17", "S1")


def _alone(story):
    """Everyone but the children's mother has left."""
    for who in (GRAN, FATHER):
        leave(story, who)
    return story


def test_an_agreement_is_orphaned_the_moment_its_bearer_leaves():
    """When a part ends, each measure that person carried is a finding at that instant."""
    story = hoe_established()
    (key,) = story.t.hoe[1].measures
    until = story.now + timedelta(days=5)
    story.do(a.EndParticipation, GRAN, participation=part_of(story, GRAN), until=until)

    def orphaned(at):
        return [
            f.get("measure") for f in story.law.findings(story.t, at) if f.code == "bearer-left"
        ]

    assert orphaned(until - timedelta(microseconds=1)) == []
    assert orphaned(until) == [key]


def test_hoe_is_then_at_risk():
    """HOE is at risk from that instant until it is established or its measure amended anew."""
    story = hoe_established()
    assert "hoe-at-risk" not in story.findings()
    leave(story, GRAN)
    assert "hoe-at-risk" in story.findings()


def test_a_review_is_due():
    """A review that looks at what was lost is due until it has been held."""
    story = hoe_established()
    story.do(a.Review, WORKER, minors=(ANNA, BEN))
    leave(story, GRAN)
    assert "review-after-loss" in story.findings()
    story.do(a.Review, WORKER, minors=(ANNA, BEN))
    assert "review-after-loss" not in story.findings()


def test_wat_is_untouched():
    """Whoever leaves, WAT stays word for word and version for version as it was."""
    story = hoe_established()
    before = story.t.wat
    _alone(story)
    assert story.t.wat == before


def test_what_was_agreed_stays_on_record():
    """HOE and its measures are kept, and the old HOE stays in force in the meantime."""
    story = hoe_established()
    before = story.t.hoe, story.t.measures
    _alone(story)
    assert (story.t.hoe, story.t.measures) == before


def test_the_consultant_does_not_become_the_author_of_hoe():
    """With nobody of the network left, the consultant still neither proposes nor establishes."""
    story = _alone(hoe_established())
    content = {**hoe_content_of_mother(story), "invited": (ANNA, BEN)}
    assert "powers.EstablishHoe" in rules(story.refused(a.EstablishHoe, LEAD, **content))
    along = (*content["together"], Part(person=LEAD[0], role=Role.CONSULTANT))
    no = story.refused(a.EstablishHoe, WORKER, **{**content, "together": along})
    assert "not-an-author-of-hoe" in codes(no)
    proposed = {"wat": 2, "about": text(), "serves": ("g1",), "minors": (ANNA,)}
    no = story.refused(a.ProposeMeasure, LEAD, **proposed, bearers=(MOTHER[0],))
    assert "powers.ProposeMeasure" in rules(no)


def hoe_content_of_mother(story):
    story.do(
        a.ProposeMeasure,
        WORKER,
        wat=2,
        about=text(),
        serves=("g1",),
        bearers=(MOTHER[0],),
        minors=(ANNA, BEN),
        need=text(),
    )
    key = story.last_id()
    story.do(a.AcceptMeasure, MOTHER, measure=key)
    return {
        "wat": 2,
        "measures": (key,),
        "together": (
            Part(person=WORKER[0], role=Role.CARE_WORKER),
            Part(person=MOTHER[0], role=Role.PARENT),
        ),
    }


def test_care_worker_and_remaining_family_rebuild_it():
    """The worker and who is left establish HOE again, and the risk is over."""
    story = _alone(hoe_established())
    content = {**hoe_content_of_mother(story), "invited": (ANNA, BEN)}
    story.do(a.EstablishHoe, WORKER, **content)
    assert len(story.t.hoe) == 2
    assert not {"hoe-at-risk", "bearer-left"} & set(story.findings())


def test_a_bearer_who_left_carries_no_new_hoe():
    """A measure that nobody who takes part carries makes no HOE."""
    story = hoe_established()
    content = hoe_content(story)
    leave(story, GRAN)
    content["together"] = content["together"][:2]
    no = story.refused(a.EstablishHoe, WORKER, **content)
    assert "no-bearer" in codes(no)


def test_without_anyone_of_family_or_network_professionals_write_no_hoe():
    """The worker alone establishes nothing, and the lack of anyone is a finding."""
    story = hoe_established()
    content = hoe_content_of_mother(story)
    for who in (GRAN, FATHER, MOTHER, ANNA_, BEN_):
        leave(story, who)
    assert "hoe-without-family-or-network" in story.findings()
    alone = {**content, "together": content["together"][:1]}
    no = story.refused(a.EstablishHoe, WORKER, **alone)
    assert "no-family-or-network" in codes(no)


def test_no_network_is_a_finding():
    """That nobody of the network is left is said, for as long as it is so."""
    story = hoe_established()
    assert "no-network" not in story.findings()
    leave(story, GRAN)
    assert "no-network" in story.findings()


@pytest.mark.parametrize("name", ["involvement", "necessity", "judged", "protection"])
def test_and_neither_closes_nor_escalates_anything_by_itself(name):
    """No involvement ends, nothing is decided, judged or protected because people left."""
    story = hoe_established()
    before = getattr(story.t, name)
    _alone(story)
    story.wait(90)
    story.law.findings(story.t, story.now)
    assert getattr(story.t, name) == before
    assert all(e.open for e in story.t.involvement.values())


def test_who_is_left_may_be_asked_again():
    """The worker explains WAT again to whoever is left, and that is on record."""
    story = _alone(hoe_established())
    story.explain(Topic.WAT, MOTHER[0], version=2)
    assert not seen(story, "watch.measures-borne", "amended-since")
    assert (MOTHER[0], Topic.WAT, 2, False) in story.t.told


BREAKS = {
    "orphans go unseen": drop_watch("watch.measures-borne"),
    "the risk goes unseen": drop_watch("watch.hoe-at-risk"),
    "an empty HOE goes unseen": drop_watch("watch.hoe-still-together"),
    "no network goes unseen": drop_watch("watch.network-there"),
    "consultants establish HOE": set_cell(a.EstablishHoe, Role.CONSULTANT, Cell.YES),
    "consultants propose": set_cell(a.ProposeMeasure, Role.CONSULTANT, Cell.YES),
    "consultants take part": silence_rule("hoe.no-consultant"),
    "professionals alone": silence_rule("hoe.together"),
    "nobody need carry": silence_rule("hoe.bearers-there"),
    "workers establish nothing": set_cell(a.EstablishHoe, Role.CARE_WORKER, Cell.NO),
}

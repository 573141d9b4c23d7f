"""P2, looked at: an emergency gives a place to record, and is made regular or ended."""

from __future__ import annotations

from safetyframe import acts as a
from tests.support.expect import (
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
)
from tests.support.story import (
    ANNA,
    BEN,
    LEAD,
    MANDATE,
    WORKER,
    Story,
    decision,
    opened,
    text,
)

WATCH, CLAUSES = "watch.protection-regular", "P2 P24"


def test_an_emergency_is_seen_per_child_until_an_involvement_is_opened():
    story = Story()
    story.do(a.Protect, WORKER, minors=(ANNA, BEN), measure=text())
    since = story.records[0].act.by.at
    found = sees(story, WATCH, CLAUSES, "emergency-to-regularise", minor=ANNA)
    assert found.get("since") == since.isoformat()
    assert [r.act for r in found.remedies] == ["OpenInvolvement"]
    says_what_it_does_not_know(story, WATCH, CLAUSES, "involvement")
    story.do(
        a.OpenInvolvement,
        LEAD,
        by=story.by(LEAD, mandate=MANDATE),
        minors=(ANNA,),
        why=text(),
        concern=text(),
        necessity=decision(minors=(ANNA,)),
    )
    assert {f.get("minor") for f in seen(story, WATCH)} == {BEN}


def test_protecting_within_an_open_involvement_is_regular():
    story = opened()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    sees_nothing(story, WATCH)

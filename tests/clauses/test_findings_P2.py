"""P2, looked at: an emergency gives a place to record, and is made regular or ended."""

from __future__ import annotations

from datetime import timedelta

from safetyframe import acts as a
from tests.support.expect import says_what_it_does_not_know, seen, sees, sees_nothing
from tests.support.keeping import adopted, find_out
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


def test_it_is_seen_to_wait_longer_every_civil_day():
    story = Story()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())  # nine in the morning in Brussels
    for days in (0, 1, 40):
        story.now = story.records[0].act.by.at + timedelta(days=days, hours=13)
        sees(story, WATCH, CLAUSES, "emergency-to-regularise", minor=ANNA, days=days)
    story.now += timedelta(hours=1)  # the clocks went forward: it is midnight there
    sees(story, WATCH, CLAUSES, "emergency-to-regularise", minor=ANNA, days=41)


def test_protecting_within_an_open_involvement_is_regular():
    story = opened()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    sees_nothing(story, WATCH)


def test_what_must_be_found_out_in_an_adopted_file_is_listed_until_it_is():
    story = adopted("told", "wat")
    listed = seen(story, "watch.find-out")
    assert [(f.code, f.get("unknown")) for f in listed] == [
        ("find-out", "told"),
        ("find-out", "wat"),
    ]
    assert [(r.act, dict(r.about)) for f in listed for r in f.remedies] == [
        ("Adopt", {"unknown": "told"}),
        ("Adopt", {"unknown": "wat"}),
    ]
    not_judged = {f.rule for f in story.law.findings(story.t, story.now) if f.code == "not-judged"}
    assert {"duties", "watch.one-text", "watch.hoe-fresh"} <= not_judged
    find_out(story, "wat")
    sees(story, "watch.find-out", "P2 P24", "find-out", unknown="wat")
    find_out(story)
    sees_nothing(story, "watch.find-out")
    says_what_it_does_not_know(story, "watch.find-out", "P2 P24", "adopted")

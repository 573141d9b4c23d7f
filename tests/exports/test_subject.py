"""An answer to somebody who asks what is on record about them: all they may know, and no hint."""

from __future__ import annotations

import jsonschema
import pytest

from safetyframe import acts as a
from safetyframe import exports
from safetyframe.acts.keeping import ErasureKind, Recipient
from safetyframe.cli.object_schemas import schema_of
from safetyframe.errors import HostError
from safetyframe.exports.subject import ABSENT
from safetyframe.roles import PROFESSIONAL, Audience
from safetyframe.values import PersonId, Reason
from safetyframe.views import Viewer
from tests.exports.holding import strangers
from tests.exports.seeing import Seen, ended, everybody, walked
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    FATHER,
    LEAD,
    MOTHER,
    STRANGER,
    WORKER,
    exception,
    hoe_established,
    text,
)

SEEN = (*everybody(), *ended())
WHO = {"ids": lambda seen: seen.view.viewer.person}
CHECK = jsonschema.Draft202012Validator(
    schema_of("subject-access/1"), format_checker=jsonschema.FormatChecker()
)
#: Words of the form, and the ways in which somebody is named.
WORDS = {"subject-access/1", *(what for what, _, _ in ABSENT)}
WORDS |= {clause for _, clauses, _ in ABSENT for clause in clauses}
WORDS |= {f"by.{name}" for name in ("person", "recorded_by", "on_behalf_of")}
WORDS |= {field.name for kind in a.ACTS for field in kind.__attrs_attrs__}


def seen_by(story, person):
    viewer = Viewer(person=person, at=story.now)
    show = story.law.show
    return Seen(show(story.t, viewer), show(tuple(story.records), viewer, story.t))


def answer(story, person, **more):
    return exports.subject(*seen_by(story, person).both, **more)


def found_in(seen):
    said = exports.subject(*seen.both)
    # Counted over the answer itself: a gap would say that something lies between.
    numbers = [entry.pop("number") for entry in said["entries"]]
    assert numbers == list(range(1, len(numbers) + 1))
    return strangers(said, seen, WORDS)


@pytest.mark.parametrize("seen", SEEN, **WHO)
def test_it_keeps_to_its_schema_and_holds_nothing_that_the_view_does_not(seen):
    CHECK.validate(exports.subject(*seen.both))
    assert found_in(seen) == []


def test_that_holds_for_walks_of_the_kit():
    for seen in walked(30, 34):
        CHECK.validate(exports.subject(*seen.both))
        assert found_in(seen) == []


def test_a_field_that_nobody_foresaw_does_not_fit_the_schema():
    said = answer(hoe_established(), ANNA)
    for spoil in ({"withheld": 3}, {"entries": [{}]}, {"at": "yesterday"}):
        with pytest.raises(jsonschema.ValidationError):
            CHECK.validate({**said, **spoil})


# --- what is there --------------------------------------------------------------------------------


@pytest.mark.parametrize("seen", SEEN, **WHO)
def test_family_finds_all_that_they_may_know_and_a_colleague_what_names_them(seen):
    said = exports.subject(*seen.both)
    person, at = seen.view.viewer.person, seen.view.viewer.at
    shown = {record.act.id for record in seen.records.shown}
    parts = [p for p in seen.view.shown.people.values() if p.person == person]
    works = any(p.role in PROFESSIONAL and p.active(at) for p in parts)
    entries = {one["act"] for one in said["entries"]}
    own = {
        r.act.id for r in seen.records.shown if person in (r.act.by.person, r.act.by.recorded_by)
    }
    assert own <= entries <= shown
    if works:
        assert all(one["names_you_in"] for one in said["entries"])
    else:
        assert entries == shown
    assert [one["part"] for one in said["parts"]] == [p.id for p in parts]


def test_each_entry_says_who_did_it_who_wrote_it_down_and_when():
    story = hoe_established()
    target = story.t.wat[len(story.t.wat)].goals[0].id
    by = story.by(ANNA_, recorded_by=WORKER[0])
    story.do(a.Scale, ANNA_, by=by, goal=target, minor=ANNA, value=4)
    entry = answer(story, ANNA)["entries"][-1]
    act = story.records[-1].act
    assert (entry["act"], entry["name"], entry["by"], entry["role"]) == (
        act.id, "scale", ANNA, "minor",
    )  # fmt: skip
    assert entry["recorded_by"] == WORKER[0]
    assert entry["occurred_at"] == entry["recorded_at"] == act.by.at.isoformat()
    assert entry["names_you_in"] == ["by.person", "minor"]
    assert entry["content"]["value"] == 4
    theirs = answer(story, WORKER[0])["entries"][-1]
    assert theirs["names_you_in"] == ["by.recorded_by"]


def test_what_somebody_was_told_is_there_for_them_alone():
    story = hoe_established()
    for person in (MOTHER[0], ANNA):
        told = answer(story, person)["told"]
        held = [one for one in story.t.told.values() if one.person == person]
        assert [(one["topic"], one["by"]) for one in told] == [
            (one.topic.value, one.by) for one in held
        ]
        assert held


def test_recipients_and_erasures_are_told_to_whoever_may_know_of_them():
    story = hoe_established()
    mine = next(r.act for r in story.records if r.act.by.person == WORKER[0])
    story.do(
        a.Disclose, LEAD, recipient=PersonId("court-1"), to=Recipient.COURT, ground=text(),
        items=(mine.id,),
    )  # fmt: skip
    named = exports.texts_of(answer(story, WORKER[0]))
    story.do(a.Erase, AUTHORITY, texts=(next(iter(named)),), kind=ErasureKind.EXCESSIVE)
    said = answer(story, WORKER[0])
    (handed,), (erased,) = said["recipients"], said["erased"]
    assert (handed["recipient"], handed["to"], handed["items"]) == ("court-1", "court", [mine.id])
    assert (erased["kind"], erased["by"]) == ("excessive", AUTHORITY[0])
    assert "texts" not in erased  # that and when, and not what
    child = answer(story, ANNA)
    assert (child["recipients"], child["erased"]) == ([], [])
    assert {"to-whom-it-was-handed", "what-was-erased"} <= {o["what"] for o in child["absent"]}


# --- what is not there ----------------------------------------------------------------------------


def test_a_secret_leaves_an_answer_as_it_was():
    story = hoe_established()
    before = {person: answer(story, person) for person in (MOTHER[0], ANNA, FATHER[0])}
    story.do(a.KeepApart, LEAD, persons=(MOTHER[0], ANNA), ground=text("SECRET"))
    hidden = exception("P22", person=MOTHER[0], why=Reason.UNSAFE_TO_INFORM)
    story.do(a.ExceptDuty, LEAD, exception=hidden)
    story.do(a.RecordInformation, WORKER, minors=(ANNA,), about=text("SECRET"))
    story.do(a.Speak, ANNA_, words=text("SECRET"), audience=Audience(persons=(WORKER[0],)))
    for person in (MOTHER[0], FATHER[0]):
        after = answer(story, person)
        assert after.pop("at") != before[person].pop("at")
        assert after == before[person]
    assert "SECRET" not in str(answer(story, MOTHER[0]))
    assert "SECRET" in str(answer(story, ANNA))  # her own words


def test_what_is_never_there_hangs_on_the_part_and_not_on_what_there_is():
    first, later = hoe_established(), hoe_established()
    later.do(a.KeepApart, LEAD, persons=(MOTHER[0], ANNA), ground=text())
    for person in (MOTHER[0], ANNA, LEAD[0]):
        assert answer(first, person)["absent"] == answer(later, person)["absent"] != []
    whats = [{one["what"] for one in answer(first, p)["absent"]} for p in (MOTHER[0], LEAD[0])]
    assert "for-the-professionals-work" in whats[0] - whats[1]
    assert "not-about-you" in whats[1] - whats[0]


def test_words_are_those_of_texts_in_the_answer_and_no_others():
    story = hoe_established()
    named = exports.texts_of(answer(story, ANNA))
    assert all("words" not in one for one in answer(story, ANNA)["texts"])
    first, *rest = named
    words = {first: "Ik wil naar huis.", "another": "SECRET"}
    said = answer(story, ANNA, words=words)
    CHECK.validate(said)
    assert {one["text"]: one["words"] for one in said["texts"]} == {
        first: words[first], **dict.fromkeys(rest),
    }  # fmt: skip
    assert "SECRET" not in str(said)


def test_only_views_are_answered_with_and_who_sees_nothing_is_told_nothing():
    story = hoe_established()
    with pytest.raises(HostError, match="View"):
        exports.subject(story.t, tuple(story.records))
    said = answer(story, STRANGER[0])
    assert said["entries"] == said["parts"] == said["told"] == said["texts"] == []

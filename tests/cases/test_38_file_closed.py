"""Case 38: the file is closed and kept, and one day destroyed.

A purge job destroys what a court still needs, on a date that nobody was told of, and leaves no sign
that there ever was a file.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from safetyframe import Frame
from safetyframe import acts as a
from safetyframe.outcome import Accepted
from safetyframe.ports import ErasedState
from safetyframe.roles import By, Role
from safetyframe.values import ActId, PersonId
from safetyframe_plugins.be_vlg import retention_due
from tests.adapters.making import body, raw
from tests.support.breaking import drop_from_pack, drop_handler, put
from tests.support.cast import withdrawn
from tests.support.flanders import BORN, flemish, found, on, tell
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    FATHER,
    GRAN,
    MANDATE,
    MOTHER,
    Story,
    codes,
    opened,
)

CLAUSES = ()  # law of a country; the charter says nothing of it

DESTROYED = date(2048, 2, 1)  # when Ben, the younger of the two, is thirty-five


def closed(**settings: Any) -> Story:
    """Involvement has ended with both children."""
    story = opened(flemish(**settings))
    return withdrawn(withdrawn(story), BEN)


def destroying(*texts: str) -> dict[str, Any]:
    return {"texts": texts, "kind": a.ErasureKind.RETENTION}


def test_at_the_withdrawal_everyone_is_to_be_told_what_becomes_of_the_file():
    """Each child, parent and network member is a finding until told of retention and of a copy."""
    story = opened(flemish())
    assert found(story, "be_vlg:file-untold") == []
    withdrawn(story)
    people = [ANNA, FATHER[0], GRAN[0], MOTHER[0]]
    assert [f.get("person") for f in found(story, "be_vlg:file-untold")] == people
    tell(story, ANNA, MOTHER[0])
    assert [f.get("person") for f in found(story, "be_vlg:file-untold")] == [FATHER[0], GRAN[0]]
    story.wait(400)
    assert len(found(story, "be_vlg:file-untold")) == 2
    tell(story, FATHER[0], GRAN[0])
    assert found(story, "be_vlg:file-untold") == []


def test_retention_is_reckoned_for_each_minor():
    """Each child has a date of its own, and from that day on the file is due."""
    assert {m: retention_due(b) for m, b in BORN.items()} == {
        ANNA: date(2042, 6, 15),
        BEN: DESTROYED,
    }
    story = on(closed(), date(2042, 6, 15))
    assert [f.get("minor") for f in found(story, "be_vlg:destroy")] == [ANNA]
    on(story, DESTROYED)
    assert [f.get("minor") for f in found(story, "be_vlg:destroy")] == [ANNA, BEN]


def test_nothing_is_destroyed_before_its_date():
    """Destroying for retention is refused while it is too early for any child of the file."""
    story = on(closed(), DESTROYED - timedelta(days=1), time(23, 59))
    assert codes(story.refused(a.Erase, AUTHORITY, **destroying("why"))) == ["be_vlg:kept-until"]
    on(story, DESTROYED, time(0))
    story.do(a.Erase, AUTHORITY, **destroying("why"))


def test_a_lawsuit_holds_it():
    """While the host says that a file is held, for a lawsuit say, nothing of it is destroyed."""
    story = on(closed(held=lambda minor: minor == ANNA), DESTROYED)
    assert codes(story.refused(a.Erase, AUTHORITY, **destroying("why"))) == ["be_vlg:held"]
    held = found(story, "be_vlg:due-and-held")
    assert [f.get("minor") for f in held] == [ANNA]


def test_what_was_destroyed_leaves_a_tombstone():
    """It stays on record which texts went, of what kind, when and on whose word."""
    story = on(closed(), DESTROYED)
    at, count = story.now, len(story.records)
    story.do(a.Erase, AUTHORITY, **destroying("why", "concern"))
    (stone,) = story.t.erased.values()
    assert (stone.texts, stone.kind) == (("why", "concern"), a.ErasureKind.RETENTION)
    assert (stone.person, stone.at) == (AUTHORITY[0], at)
    assert len(story.records) == count + 1


def test_the_words_are_gone_and_the_records_stay(tmp_path: Path):
    """On a store the words of a file that is destroyed are really gone, and its history is not."""
    words = "de buren zagen het ook"
    path = tmp_path / "one.db"
    prose = body("said", words)
    story = closed()
    with Frame.open(f"sqlite:///{path}", packs=story.law.packs) as frame:
        for record in story.records:
            assert isinstance(frame.do("t-1", record.act), Accepted)
        at = story.now
        by = By(person=MOTHER[0], role=Role.PARENT, at=at)
        speak = a.Speak(id=ActId("s1"), by=by, words=prose.text)
        frame.do("t-1", speak, bodies=[prose])
        assert words.encode() in raw(path)
        moment = on(story, DESTROYED).now
        mandated = By(person=PersonId("judge"), role=Role.AUTHORITY, at=moment, mandate=MANDATE)
        done = frame.done("t-1", a.Erase(id=ActId("e1"), by=mandated, **destroying("said")))
        assert done.erased == (("said", ErasedState.ERASED),)
        assert frame.body("t-1", "said") is None
        assert len(frame.records("t-1")) == len(story.records) + 2
    assert words.encode() not in raw(path)


BREAKS = {
    "nobody is to be told": drop_from_pack("be_vlg:retention-told"),
    "no date comes": drop_from_pack("be_vlg:retention-due"),
    "destroyed at any time": drop_from_pack("be_vlg:kept"),
    "no tombstone": drop_handler(a.Erase, "erased"),
    "the words stay": put("safetyframe.program.doing:Erase", a.Withdraw),
}

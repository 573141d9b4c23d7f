"""be_vlg:retention: kept until the thirty-fifth birthday, longer while held, then destroyed."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from safetyframe import acts as a
from safetyframe.outcome import Accepted, Refused
from safetyframe_plugins.be_vlg import Birth, retention_due
from tests.support.cast import withdrawn
from tests.support.expect import says_what_it_does_not_know, sees, sees_nothing
from tests.support.flanders import BORN, flemish, found, on, under
from tests.support.story import ANNA, AUTHORITY, BEN, Story, codes, opened

DUE = "be_vlg:retention-due"
ANNAS, BENS = date(2042, 6, 15), date(2048, 2, 1)


def over(**settings: Any) -> Story:
    """Both are out; nothing is open any more."""
    story = opened(flemish(**settings))
    return withdrawn(withdrawn(story), BEN)


def ask(story: Story, kind: a.ErasureKind = a.ErasureKind.RETENTION) -> Any:
    return story.ask(a.Erase, AUTHORITY, texts=("why",), kind=kind)


def test_the_day_is_the_thirty_fifth_birthday_by_the_latest_the_birth_can_be():
    assert retention_due(BORN[ANNA]) == ANNAS
    assert retention_due(Birth(expected=date(2007, 6, 15), uncertain_days=10)) == date(2042, 6, 25)


def test_nothing_is_destroyed_before_the_day_of_the_last_of_them():
    """One file is about all its minors."""
    story = on(over(), ANNAS)
    no = ask(story)
    assert no.clauses == ("be_vlg:retention",)
    (gap,) = no.violations[0].gaps
    assert (gap.code, dict(gap.about)) == (
        "be_vlg:kept-until",
        {"minor": BEN, "on": BENS.isoformat()},
    )
    assert [(r.act, r.human) for r in gap.remedies] == [("Erase", True)]
    on(story, BENS - timedelta(days=1), time(23, 59))
    assert isinstance(ask(story), Refused)
    on(story, BENS, time(0))
    assert isinstance(ask(story), Accepted)


def test_nor_while_a_file_is_held():
    story = on(over(held=lambda minor: minor == ANNA), BENS)
    assert codes(ask(story)) == ["be_vlg:held"]
    assert ask(story).violations[0].gaps[0].get("minor") == ANNA
    assert isinstance(ask(under(story)), Accepted)


def test_nor_where_a_birth_is_unknown():
    story = on(over(births={ANNA: BORN[ANNA]}), date(2090, 1, 1))
    assert codes(ask(story)) == ["be_vlg:no-birth-date"]


def test_a_hook_that_fails_destroys_nothing():
    def held(_: object) -> bool:
        raise OSError

    story = on(over(held=held), BENS)
    no = ask(story)
    assert [(v.rule, v.broken) for v in no.violations] == [("be_vlg:kept", True)]
    assert [(f.code, f.get("error")) for f in found(story, "watch-broken")] == [
        ("watch-broken", "OSError")
    ]


@pytest.mark.parametrize(
    "kind", [k for k in a.ErasureKind if k.value not in ("retention", "other")]
)
def test_what_should_never_have_been_kept_does_not_wait(kind):
    assert isinstance(ask(over(held=lambda _: True), kind), Accepted)


def test_a_file_that_is_due_is_seen_until_it_is_destroyed():
    story = on(over(), ANNAS - timedelta(days=1))
    sees_nothing(story, DUE)
    on(story, ANNAS, time(0))
    seen = sees(story, DUE, "be_vlg:retention", "be_vlg:destroy", minor=ANNA, on=ANNAS.isoformat())
    assert [(r.act, dict(r.about)) for r in seen.remedies] == [("Erase", {"kind": "retention"})]
    says_what_it_does_not_know(story, DUE, "be_vlg:retention", "involvement erased")
    on(story, BENS)
    assert [f.get("minor") for f in found(story, "be_vlg:destroy")] == [ANNA, BEN]
    story.do(a.Erase, AUTHORITY, texts=("why",), kind=a.ErasureKind.WRONG_FAMILY)
    assert [f.get("minor") for f in found(story, "be_vlg:destroy")] == [ANNA, BEN]
    story.do(a.Erase, AUTHORITY, texts=("concern",), kind=a.ErasureKind.RETENTION)
    sees_nothing(story, DUE)


def test_a_file_that_is_due_and_held_is_seen_as_held():
    story = on(over(held=lambda minor: minor == ANNA), BENS)
    assert [(f.code, f.get("minor")) for f in found(story) if f.rule == DUE] == [
        ("be_vlg:due-and-held", ANNA),
        ("be_vlg:destroy", BEN),
    ]


def test_who_is_still_helped_has_no_file_that_is_due():
    story = on(opened(flemish()), BENS)
    sees_nothing(story, DUE)


def test_without_a_date_of_birth_the_pack_says_that_it_cannot_tell():
    story = on(over(births={ANNA: BORN[ANNA]}), BENS)
    sees(
        story,
        "be_vlg:birth-known",
        "be_vlg:majority be_vlg:retention",
        "be_vlg:birth-unknown",
        minor=BEN,
    )

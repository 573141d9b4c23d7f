"""Case 31: time zones, summer time, midnight.

A birthday stored in UTC is a day early, and one night in autumn half past two comes twice. Here a
moment is a moment, a day is a day where the family lives, and the log is in the order of writing.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from safetyframe import Frame
from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.errors import HostError
from safetyframe.law import Law
from safetyframe.outcome import Accepted, DutyState, Refused
from safetyframe.policy import Policy
from safetyframe.record import Record
from safetyframe.slices import Judgement, JudgementSeries
from safetyframe.trajectory import DEFAULT_ZONE, Trajectory
from safetyframe.wire import loads_record
from tests.support.breaking import drop_watch, put, set_handler, silence_rule
from tests.support.cast import opening, violation
from tests.support.duty import stands, state
from tests.support.expect import gap_of, join, sees
from tests.support.story import (
    ANNA,
    BEN,
    LEAD,
    MOTHER,
    Story,
    codes,
    hoe_established,
    rules,
    text,
)

CLAUSES = ("T5a", "T5b", "X14")

BRUSSELS = ZoneInfo("Europe/Brussels")
#: The night of 26 October 2025: at three the clocks go back to two.
FIRST = datetime(2025, 10, 26, 2, 30, tzinfo=BRUSSELS, fold=0)
SECOND = datetime(2025, 10, 26, 2, 30, tzinfo=BRUSSELS, fold=1)

WITHDRAW = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED}


def opened_at(moment: datetime, zone: str = DEFAULT_ZONE, law: Law | None = None) -> Story:
    """The involvement is opened, and the mother joins, at that moment."""
    story = Story(law=law or Law(), now=moment, t=Trajectory.start("t-1", zone=zone))
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA, BEN))
    join(story, MOTHER)
    return story


def judge(story: Story, at: datetime, *, met: bool, target: str = "g1") -> None:
    by = story.by(LEAD, at=at, recorded_at=max(story.now, at.astimezone(UTC)))
    content = {"wat": 2, "minor": ANNA, "target": target, "met": met}
    story.do(a.Judge, LEAD, by=by, **content)


def all_met(at: datetime) -> Story:
    """All that is asked for Anna is judged met at that moment; g1 has to hold for fourteen days."""
    story = hoe_established()
    story.now = max(story.now, at.astimezone(UTC))
    for target in ("g1", "b1", "e1"):
        judge(story, at, met=True, target=target)
    return story


def lacking(story: Story, at: datetime) -> list[str]:
    """What stands between Anna and an achieved withdrawal at that moment."""
    by = story.by(LEAD, at=at)
    return codes(story.refused(a.Withdraw, LEAD, by=by, **WITHDRAW), "ending.achieved")


def test_a_time_without_an_offset_is_refused():
    """Half past two on no clock in particular is no moment: the act names the field that has it."""
    story = hoe_established()
    naive = datetime(2025, 10, 26, 2, 30)  # noqa: DTZ001
    for kind, who, content in (
        (a.RecordStrength, MOTHER, {"about": text(), "by": story.by(MOTHER, at=naive)}),
        (a.Review, LEAD, {"next_at": naive}),
        (a.Protect, MOTHER, {"measure": text(), "until": naive}),
    ):
        no = story.refused(kind, who, minors=(ANNA,), **content)
        gap = gap_of(violation(no, "form.act").gaps, "naive-time")
        assert gap.get("field") in {"by.at", "next_at", "until"}
        assert rules(no) == ["form.act"]


@pytest.mark.parametrize(
    "same",
    [
        datetime(2026, 4, 26, tzinfo=BRUSSELS),
        datetime(2026, 4, 26, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 4, 25, 22, tzinfo=UTC),
        datetime(2026, 4, 26, 3, 30, tzinfo=ZoneInfo("Asia/Kolkata")),
    ],
    ids=["zone", "offset", "utc", "elsewhere"],
)
def test_midnight_belongs_to_the_day_that_begins(same):
    """26 April at midnight is 26 April where the family lives, however the moment was written."""
    story = opened_at(same)
    owed = stands(story, "T5a", MOTHER[0])
    assert owed is not None
    assert owed.due_on == "2026-04-26"
    assert state(story, "T5a", MOTHER[0], at=same + timedelta(hours=23)) is DutyState.DUE
    assert state(story, "T5a", MOTHER[0], at=same + timedelta(hours=24)) is DutyState.OVERDUE


def test_both_half_past_twos_of_the_autumn_night_are_told_apart():
    """What was judged at the second half past two comes after the first, written in any order."""
    assert SECOND.astimezone(UTC) - FIRST.astimezone(UTC) == timedelta(hours=1)
    for first, second in ((True, False), (False, True)):
        for written in ([FIRST, SECOND], [SECOND, FIRST]):
            story = all_met(FIRST - timedelta(days=1))
            for at in written:
                judge(story, at, met=first if at is FIRST else second)
            last = story.t.judged[ANNA, "g1"].items[-1]
            assert (last.at, last.met) == (SECOND.astimezone(UTC), second)
            found = lacking(story, SECOND + timedelta(days=1))
            assert found == (["not-sustained"] if second else ["judged-unmet"])


def test_between_the_two_an_hour_passes():
    """What ends at the second half past two still stands at the first, and no longer after it."""
    story = hoe_established()
    story.now = FIRST - timedelta(hours=1)
    story.do(a.Protect, MOTHER, minors=(ANNA,), measure=text(), until=SECOND)
    watch = "watch.protection-ends"
    story.now = FIRST
    assert not [f for f in story.law.findings(story.t, FIRST) if f.rule == watch]
    story.now = SECOND
    sees(story, watch, "T4", "protection-past-its-end")


def test_they_are_kept_apart_on_file_too(tmp_path: Path):
    """A store gives both moments back as they were, in the order in which they were written."""
    with Frame.open(f"sqlite:///{tmp_path}/one.db") as frame:
        story = Story(now=FIRST)
        for at in (SECOND, FIRST):
            story.now = at
            assert isinstance(frame.do("t-1", story.act(a.Speak, MOTHER, words=text())), Accepted)
    with Frame.open(f"sqlite:///{tmp_path}/one.db") as frame:
        kept = [r.act.by.at for r in frame.records("t-1")]
        assert [at.isoformat() for at in kept] == [
            "2025-10-26T01:30:00+00:00",
            "2025-10-26T00:30:00+00:00",
        ]


@pytest.mark.parametrize(
    ("met", "hours"),
    [
        (datetime(2025, 10, 25, 12, tzinfo=BRUSSELS), 25),
        (datetime(2025, 3, 29, 12, tzinfo=BRUSSELS), 23),
    ],
    ids=["autumn", "spring"],
)
def test_how_long_is_counted_in_civil_days(met, hours):
    """Fourteen days are fourteen nights on the calendar, with an hour more or less among them."""
    story = all_met(met)
    last = datetime.combine(met.date() + timedelta(days=14), datetime.min.time(), BRUSSELS)
    passed = last.astimezone(UTC) - met.astimezone(UTC)
    assert passed == timedelta(days=13, hours=hours - 12)
    before = last.astimezone(UTC) - timedelta(microseconds=1)
    assert lacking(story, before) == ["not-sustained"]
    no = story.ask(a.Withdraw, LEAD, by=story.by(LEAD, at=last), **WITHDRAW)
    assert isinstance(no, Refused)
    assert "ending.achieved" not in rules(no)


def test_due_times_are_civil_days_over_a_change_of_clocks():
    """Two days after the evening before the clocks change is the end of that day, not 48 hours."""
    law = Law(Policy(due_days={"T5a": 2}))
    story = opened_at(datetime(2025, 10, 25, 23, 30, tzinfo=BRUSSELS), law=law)
    end = datetime(2025, 10, 28, 0, 0, tzinfo=BRUSSELS)
    last = end.astimezone(UTC) - timedelta(microseconds=1)
    assert state(story, "T5a", MOTHER[0], at=last) is DutyState.DUE
    assert state(story, "T5a", MOTHER[0], at=end) is DutyState.OVERDUE


def test_every_trajectory_has_a_zone_of_its_own(tmp_path: Path):
    """One moment is another day elsewhere; a trajectory keeps the zone that it was begun with."""
    moment = datetime(2025, 6, 1, 11, 0, tzinfo=UTC)
    days = {
        "Europe/Brussels": "2025-06-01",
        "Pacific/Kiritimati": "2025-06-02",
        "Pacific/Pago_Pago": "2025-06-01",
        "Pacific/Niue": "2025-06-01",
    }
    for zone, day in days.items():
        owed = stands(opened_at(moment, zone), "T5a", MOTHER[0])
        assert owed is not None
        assert date.fromisoformat(owed.due_on) == moment.astimezone(ZoneInfo(zone)).date()
        assert owed.due_on == day
    url = f"sqlite:///{tmp_path}/one.db"
    story = opened_at(moment, "Pacific/Kiritimati")
    with Frame.open(url, zone="Pacific/Kiritimati") as frame:
        for one in story.records:
            frame.do("t-1", one.act)
    with Frame.open(url) as frame:  # in Brussels
        now = frame.trajectory("t-1")
        assert now.zone == "Pacific/Kiritimati"
        assert frame.law.duties(now, story.now) == story.law.duties(story.t, story.now)
        assert frame.trajectory("t-2").zone == DEFAULT_ZONE
    with pytest.raises(HostError, match="zone"):
        Frame.open(url, zone="Europe/Gotham")


def test_the_log_is_in_the_order_of_writing():
    """Of two acts of one moment the one written later comes later, and none changes its place."""
    story = all_met(datetime(2025, 5, 1, 12, tzinfo=BRUSSELS))
    at = datetime(2025, 6, 1, 12, tzinfo=BRUSSELS)
    story.now = at.astimezone(UTC)
    for met in (True, False, True, False):
        judge(story, at, met=met)
    assert lacking(story, at + timedelta(days=20)) == ["judged-unmet"]
    judge(story, at, met=True)
    assert lacking(story, at + timedelta(days=1)) == ["not-sustained"]
    early = story.by(MOTHER, at=at - timedelta(days=20), recorded_at=story.now)
    story.do(a.Speak, MOTHER, by=early, words=text())
    assert [r.seq for r in story.records] == list(range(1, len(story.records) + 1))
    assert story.records[-1].act.by.at < story.records[-2].act.by.at


def _by_the_clock_on_the_wall(draft, record, act) -> None:
    new = Judgement(wat=act.wat, met=act.met, at=act.by.at, seq=record.seq, by=act.by.person)
    before = draft.get((act.minor, act.target))
    items = [*(() if before is None else before.items), new]
    items.sort(key=lambda j: (j.at.astimezone(BRUSSELS).replace(tzinfo=None), j.seq))
    series = JudgementSeries(minor=act.minor, target=act.target, items=tuple(items))
    draft[act.minor, act.target] = series


def _newest_first(draft, record, act) -> None:
    _by_the_clock_on_the_wall(draft, record, act)
    held = draft[act.minor, act.target]
    items = sorted(held.items, key=lambda j: (j.at, -j.seq))
    draft[act.minor, act.target] = evolve(held, items=tuple(items))


def _reads_the_wall(wire: str) -> Record:
    record = loads_record(wire)
    by = record.act.by
    wall = by.at.astimezone(BRUSSELS).replace(fold=0).astimezone(UTC)
    return evolve(record, act=evolve(record.act, by=evolve(by, at=wall)))


BREAKS = {
    "a naive time will do": put("safetyframe.law.deciding:faults", lambda _: ()),
    "days are those of Greenwich": put("safetyframe.duties:civil_date", lambda at, _: at.date()),
    "days are those of Brussels": put(
        "safetyframe.duties:civil_date", lambda at, _: at.astimezone(BRUSSELS).date()
    ),
    "a day is twenty-four hours": put(
        "safetyframe.rules.ending:_days", lambda _, since, until: (until - since).days
    ),
    "there is one half past two": set_handler(a.Judge, "judged", _by_the_clock_on_the_wall),
    "of one moment the first counts": set_handler(a.Judge, "judged", _newest_first),
    "an end is not looked at": drop_watch("watch.protection-ends"),
    "a store keeps the clock on the wall": put(
        "safetyframe_plugins.sqlite._store:loads_record", _reads_the_wall
    ),
    "what is not met may be closed on": silence_rule("ending.achieved"),
}

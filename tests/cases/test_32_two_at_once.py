"""Case 32: two people act at the same moment.

Where the last one to save wins, somebody's words are gone and nobody knows. Here acts that do not
touch each other all land, and of those that do one lands and the others are told what they missed.
"""

from pathlib import Path

from attrs import evolve

from safetyframe import Frame, fold, program
from safetyframe import acts as a
from safetyframe.outcome import Accepted, Refused
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId
from tests.adapters.making import body
from tests.support.breaking import drop_handler, last_write_wins, put, silence_rule
from tests.support.cast import on_file, violation
from tests.support.crowd import at_once, became, in_processes
from tests.support.expect import sees_nothing
from tests.support.story import (
    ANNA,
    ANNA_,
    GRAN,
    LEAD,
    MOTHER,
    Story,
    rules,
    statements,
    text,
    wat_established,
)

CLAUSES = ("P3", "P8c")

SPEAKERS = (ANNA_, MOTHER, GRAN, LEAD)


def voice(story: Story, who, name: str) -> tuple[a.Speak, object]:
    words = body(name, f"what {name} said")
    return story.act(a.Speak, who, words=words.text, minors=(ANNA,)), words


def revision(story: Story, name: str) -> a.ReviseWat:
    """A revision of wording, made with version 1 on the screen."""
    first = next(r.act for r in story.records if isinstance(r.act, a.EstablishWat))
    dangers = tuple(evolve(d, words=text(f"{d.id} in words of {name}")) for d in first.dangers)
    content = {**statements(), "dangers": dangers}
    return story.act(a.ReviseWat, LEAD, revises=1, material=False, reason=text(name), **content)


def intact(frame: Frame, story: Story) -> None:
    """The log has no hole, nothing of before is changed, and it folds to what is shown."""
    records = list(frame.records("t-1"))
    assert [r.seq for r in records] == list(range(1, len(records) + 1))
    assert records[: len(story.records)] == story.records
    assert fold(records, Trajectory.start("t-1")) == frame.trajectory("t-1")


def test_voices_raised_at_the_same_moment_all_land(tmp_path: Path):
    """Many who speak at once, on one screen or on many, are all on record with their own words."""
    story = wat_established()
    url = on_file(story, tmp_path / "one.db")
    spoken = {
        f"{who[0]}-{n}": voice(story, who, f"{who[0]}-{n}") for who in SPEAKERS for n in range(6)
    }
    with Frame.open(url) as shared, Frame.open(url) as other:
        frames = (shared, other)
        for frame in frames:
            frame.trajectory("t-1")  # each knows the same, and it is stale at once
        outcomes = at_once(
            *(
                lambda frame=frames[n % 2], act=act, words=words: frame.do(
                    "t-1", act, bodies=[words]
                )
                for n, (act, words) in enumerate(spoken.values())
            )
        )
        assert {became(o) for o in outcomes} == {"Accepted"}
        intact(shared, story)
        assert {v.act for v in shared.trajectory("t-1").voices.values()} == {
            act.id for act, _ in spoken.values()
        }
        for name, (_, words) in spoken.items():
            assert shared.body("t-1", name) == words


def test_of_revisions_made_at_the_same_moment_one_lands(tmp_path: Path):
    """Of many revisions of one version one becomes the next; the others are told which it is."""
    story = wat_established()
    url = on_file(story, tmp_path / "one.db")
    acts = [revision(story, f"author {n}") for n in range(6)]
    with Frame.open(url) as shared, Frame.open(url) as other:
        frames = (shared, other)
        for frame in frames:
            frame.trajectory("t-1")
        outcomes = at_once(
            *(
                lambda frame=frames[n % 2], act=act: frame.do("t-1", act)
                for n, act in enumerate(acts)
            )
        )
        won = [o for o in outcomes if isinstance(o, Accepted)]
        lost = [o for o in outcomes if isinstance(o, Refused)]
        assert (len(won), len(lost)) == (1, len(acts) - 1)
        for no in lost:
            assert rules(no) == ["form.revises"]
            (gap,) = violation(no, "form.revises").gaps
            assert (gap.code, gap.get("version")) == ("superseded", 2)
        intact(shared, story)
        now = shared.trajectory("t-1")
        assert len(now.wat) == 2
        assert now.wat[2].act == won[0].record.act.id


def test_who_came_second_reads_on_and_nothing_is_lost(tmp_path: Path):
    """The revision that came second is said again on the version in force, and both are kept."""
    story = wat_established()
    url = on_file(story, tmp_path / "one.db")
    mine, theirs = revision(story, "mine"), revision(story, "theirs")
    with Frame.open(url) as one, Frame.open(url) as two:
        assert one.trajectory("t-1") == two.trajectory("t-1")
        assert isinstance(one.do("t-1", mine), Accepted)
        assert became(two.do("t-1", theirs)) == "Refused superseded"
        again = evolve(theirs, id=ActId("again"), revises=2)
        assert isinstance(two.do("t-1", again), Accepted)
        versions = one.trajectory("t-1").wat
        assert [v.act for v in versions.values()][1:] == [mine.id, again.id]
        assert versions[2].dangers == mine.dangers
        intact(one, story)


def test_a_voice_and_a_revision_are_not_in_each_others_way(tmp_path: Path):
    """What a child says while the consultant revises WAT lands beside it, whichever comes first."""
    story = wat_established()
    url = on_file(story, tmp_path / "one.db")
    with Frame.open(url) as one, Frame.open(url) as two:
        for frame in (one, two):
            frame.trajectory("t-1")
        spoken, words = voice(story, ANNA_, "anna")
        revised = revision(story, "author")
        outcomes = at_once(
            lambda: one.do("t-1", spoken, bodies=[words]), lambda: two.do("t-1", revised)
        )
        assert [became(o) for o in outcomes] == ["Accepted", "Accepted"]
        intact(one, story)
        now = one.trajectory("t-1")
        assert (len(now.wat), [v.act for v in now.voices.values()]) == (2, [spoken.id])


def test_the_same_act_sent_twice_at_once_is_on_record_once(tmp_path: Path):
    """Who sends an act again, because no answer came, does not do it twice."""
    story = wat_established()
    url = on_file(story, tmp_path / "one.db")
    revised = revision(story, "author")
    with Frame.open(url) as one, Frame.open(url) as two:
        outcomes = at_once(lambda: one.do("t-1", revised), lambda: two.do("t-1", revised))
        assert [became(o) for o in outcomes] == ["Accepted", "Accepted"]
        intact(one, story)
        assert [r.act.id for r in one.records("t-1")].count(revised.id) == 1


def test_two_machines_at_once(tmp_path: Path):
    """Two processes on one file: every voice lands, one revision does, one text is in force."""
    story = wat_established()
    url = on_file(story, tmp_path / "one.db")
    crowds = [
        [
            *(voice(story, MOTHER, f"{me}-{n}")[0] for n in range(8)),
            revision(story, me),
            *(voice(story, GRAN, f"{me}-{n}")[0] for n in range(8, 16)),
        ]
        for me in "ab"
    ]
    became_of = in_processes(url, "t-1", *crowds)
    revised = [said.pop(8) for said in became_of]
    assert became_of == [["Accepted"] * 16] * 2
    assert sorted(revised) == ["Accepted", "Refused superseded"]
    with Frame.open(url) as frame:
        intact(frame, story)
        now = frame.trajectory("t-1")
        assert (len(now.wat), len(now.voices)) == (2, 32)
        mine = [v.act for v in now.voices.values()]
        for crowd in crowds:  # each one's own order is kept
            ids = [act.id for act in crowd if isinstance(act, a.Speak)]
            assert [i for i in mine if i in ids] == ids
        story.t = now
        story.wait()
        sees_nothing(story, "watch.one-text")


def _no_second_try() -> None:
    program.do.__kwdefaults__["tries"] = 1


BREAKS = {
    "the last to save wins": last_write_wins,
    "who comes second is turned away": _no_second_try,
    "an act sent twice is another act": put("safetyframe.ports.stores:same_act", lambda *_: False),
    "a voice is kept nowhere": drop_handler(a.Speak, "voices"),
    "a revision of any version lands": silence_rule("form.revises"),
}

"""Case 28: data that should never have been stored: another family's, or far too much of others'.

Where a log can only grow, nothing can be taken out of it; where it is simply deleted, nobody knows
that it was there.
"""

from __future__ import annotations

import pickle
from contextlib import contextmanager

from attrs import evolve

from safetyframe import Frame, fold
from safetyframe import acts as a
from safetyframe.acts.keeping import Erase, ErasureKind
from safetyframe.outcome import Accepted, Refused
from safetyframe.ports import ErasedState
from safetyframe.powers import Cell
from safetyframe.roles import Role
from safetyframe.values import ActId, Body
from tests.adapters.making import raw
from tests.support.breaking import drop_handler, put, set_cell, silence_rule
from tests.support.story import ANNA, AUTHORITY, LEAD, WORKER, opened, text

CLAUSES = ("P19",)

SECRET = "het adres van een heel ander gezin, " * 6
WORDS = Body(id="secret", language="nl", salt="ab" * 16, words=SECRET)


@contextmanager
def kept(tmp_path):
    """A frame on a file in which somebody wrote down another family's words."""
    story = opened()
    told = story.act(a.RecordInformation, LEAD, minors=(ANNA,), about=WORDS.text)
    with Frame.open(f"sqlite:///{tmp_path / 'cases.db'}") as frame:
        for record in story.records:
            assert isinstance(frame.do("t-1", record.act), Accepted)
        assert isinstance(frame.do("t-1", told, bodies=[WORDS]), Accepted)
        yield frame, story


def erasing(story, who=AUTHORITY, **changes):
    story.wait()
    content = {"texts": ("secret",), "kind": ErasureKind.WRONG_FAMILY, "ground": text("why")}
    return Erase(id=ActId("e-1"), by=story.by(who), **{**content, **changes})


def test_the_words_really_go_from_every_file(tmp_path):
    """Erasing takes words and their salt out of the files, and they do not come back."""
    with kept(tmp_path) as (frame, story):
        assert SECRET.encode() in raw(tmp_path / "cases.db")
        done = frame.done("t-1", erasing(story))
        assert done.erased == (("secret", ErasedState.ERASED),)
        assert frame.body("t-1", "secret") is None
        told = frame.records("t-1")[-2].act
        frame.do("t-1", told, bodies=[WORDS])
        assert frame.body("t-1", "secret") is None
        content = raw(tmp_path / "cases.db")
        assert SECRET[:20].encode() not in content
        assert WORDS.salt.encode() not in content


def test_what_is_left_says_what_kind_why_and_on_whose_word(tmp_path):
    """A tombstone stays: which text, of what kind, on which ground, who, when; never the words."""
    with kept(tmp_path) as (frame, story):
        act = erasing(story)
        frame.do("t-1", act)
        (left,) = frame.trajectory("t-1").erased.values()
        assert (left.texts, left.kind) == (("secret",), ErasureKind.WRONG_FAMILY)
        assert (left.person, left.at, left.ground) == (AUTHORITY[0], act.by.at, text("why"))
        assert len(frame.records("t-1")) == len(story.records) + 2


def test_what_the_library_remembers_holds_no_words(tmp_path):
    """What is kept in memory between two acts never held the words."""
    with kept(tmp_path) as (frame, story):
        frame.done("t-1", erasing(story))
        assert b"ander gezin" not in pickle.dumps(frame.trajectory("t-1"))
        with Frame.open(f"sqlite:///{tmp_path / 'cases.db'}") as another:
            assert b"ander gezin" not in pickle.dumps(another.trajectory("t-1"))
        assert b"ander gezin" not in pickle.dumps(tuple(frame.records("t-1")))


def test_only_government_erases_and_never_its_own_reason(tmp_path):
    """Nobody who takes part erases anything, and the reason of an erasure cannot go along."""
    with kept(tmp_path) as (frame, story):
        for who in (LEAD, WORKER):
            assert isinstance(frame.do("t-1", erasing(story, who)), Refused)
        both = erasing(story, texts=("secret", "why"))
        assert isinstance(frame.do("t-1", both), Refused)
        assert frame.body("t-1", "secret") == WORDS


def test_an_erasure_that_was_cut_short_is_finished(tmp_path):
    """Where something was in the way, doing it again finishes it; asking for it is no act."""
    with kept(tmp_path) as (frame, story):
        act = erasing(story)
        frame.do("t-1", act)
        again = frame.done("t-1", act)
        assert again.already
        assert again.erased == frame.finish_erasing("t-1", act.id)
        assert again.erased == (("secret", ErasedState.ERASED),)


BREAKS = {
    "the store erases nothing": put("safetyframe_plugins.sqlite._bodies:erase", lambda *_: True),
    "nothing is left of it": drop_handler(Erase, "erased"),
    "a consultant erases": set_cell(Erase, Role.CONSULTANT, Cell.YES),
    "the reason goes along": silence_rule("erasing.says-why"),
    "nothing is finished": put("safetyframe.program.doing:_finish", lambda *_: iter(())),
    "the words are remembered": put(
        "safetyframe.program.memory:fold",
        lambda records, start: evolve(fold(records, start), zone=SECRET),
    ),
}

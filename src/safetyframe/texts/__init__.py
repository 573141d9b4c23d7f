"""Puts outcomes, findings, possibilities and changes in words, for three kinds of reader.

Each function takes a `View`, and so says to somebody only what they may know: what they may not see
is absent from it (X13).

    >>> from datetime import UTC, datetime
    >>> from safetyframe import Law, PersonId, Role, By, Trajectory
    >>> from safetyframe.views import Viewer
    >>> law, t = Law(), Trajectory.start("family-7")
    >>> at = datetime(2026, 3, 1, tzinfo=UTC)
    >>> can = law.what_can(t, By(person=PersonId("p:7"), role=Role.PARENT, at=at))
    >>> view = law.show(can, Viewer.of(can.by), t)
    >>> [one.sentence for one in said_together(law.show(law.findings(t, at), view.viewer, t), "en")]
    []
    >>> said_possibilities(view, "en")[0].act
    'decide on societal necessity'

Dutch and English say everything; French has a few terms (`note_on`). A professional, a family and
a child from about eight read the same in other words (`Reader`):

    >>> sum_up("P12", "en", reader=Reader.CHILD)
    'The consultant says what has to change.'

The tables are plain data, keyed by code, fact and act. Sentences are filled from facts alone, and
facts hold references and numbers, never prose: nothing that was said in a family can show up here.
Bare words, such as the name of an act or a role, need no view.
"""

from __future__ import annotations

from safetyframe.texts.acting import act_in_words, references
from safetyframe.texts.model import Language, Reader
from safetyframe.texts.naming import (
    name_of_act,
    name_of_fact,
    name_of_role,
    name_of_slices,
    say_next,
    sum_up,
    word_on_page,
)
from safetyframe.texts.said import Said, SaidChange, SaidOutcome, SaidPossibility, SaidViolation
from safetyframe.texts.saying import (
    LANGUAGES,
    note_on,
    said_changes,
    said_outcome,
    said_possibilities,
    said_together,
    say,
)

__all__ = [
    "LANGUAGES",
    "Language",
    "Reader",
    "Said",
    "SaidChange",
    "SaidOutcome",
    "SaidPossibility",
    "SaidViolation",
    "act_in_words",
    "name_of_act",
    "name_of_fact",
    "name_of_role",
    "name_of_slices",
    "note_on",
    "references",
    "said_changes",
    "said_outcome",
    "said_possibilities",
    "said_together",
    "say",
    "say_next",
    "sum_up",
    "word_on_page",
]

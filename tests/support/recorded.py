"""What one does oneself is not written down for another (reading 3)."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from safetyframe.powers import who_may
from safetyframe.testing import CAST, Pen, write
from safetyframe.values import Form
from tests.support.levels import levelled
from tests.support.story import LEAD, WORKER, ready_to_withdraw


def not_for_another(kind: type[Any]) -> None:
    """Require that an act of this kind, written down by a professional for another, is refused."""
    story = ready_to_withdraw()
    who = next(one for one in CAST if one[1] in who_may(kind))
    act = write(kind, Pen(story, who))
    recorder = LEAD if who == WORKER else WORKER
    by = evolve(act.by, recorded_by=recorder[0], form=Form.SPOKEN)
    outcome = story.law.decide(story.t, evolve(act, by=by))
    (found,) = (one for one in outcome.violations if one.rule == "powers.recorded-by")
    levelled(found)
    assert found.clauses == ("P8c",)
    assert [gap.code for gap in found.gaps] == ["not-an-own-act"]

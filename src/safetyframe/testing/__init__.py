"""The kit with which anyone checks the charter's rules: testers, embedders, and we.

A `Story` is told by hand, a `Planner` reaches any act by the remedies of refusals, `walk` plays a
random life of a trajectory, and `safetyframe.testing.strategies` hands all of it to Hypothesis.

Everything public is reachable from here and loaded when first asked for. The strategies come with
the extra `testing`, and say so where it is missing: pip install 'safetyframe[testing]'.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from safetyframe.testing import strategies as strategies
    from safetyframe.testing.cast import (
        ANNA,
        ANNA_,
        AUTHORITY,
        BEN,
        BEN_,
        CAST,
        CO,
        DAY_ONE,
        DEPUTY,
        FAMILY,
        FATHER,
        GRAN,
        LEAD,
        MANDATE,
        MOTHER,
        STRANGER,
        SYSTEM,
        TRUST,
        UNCLE,
        WORKER,
        WORKER_2,
        Cast,
        Who,
    )
    from safetyframe.testing.planner import Planner
    from safetyframe.testing.probing import probe
    from safetyframe.testing.roads import drive, road
    from safetyframe.testing.runs import MILESTONES, Attempt, Run, shares
    from safetyframe.testing.scrambling import scramble
    from safetyframe.testing.shrinking import replay, smallest
    from safetyframe.testing.stages import (
        align_all,
        expectations_set,
        gathered,
        hoe_content,
        hoe_established,
        judged_met,
        measure,
        opened,
        ready_to_withdraw,
        statements,
        wat_established,
    )
    from safetyframe.testing.story import Story, UnexpectedError, decision, exception, text
    from safetyframe.testing.telling import say_act, say_outcome, tell, tell_records
    from safetyframe.testing.walking import begin, next_goal, sensible, step, walk, walk_from, wild
    from safetyframe.testing.writing import FIRST, Chance, Dice, First, Pen, write

__all__ = [
    "ANNA",
    "ANNA_",
    "AUTHORITY",
    "BEN",
    "BEN_",
    "CAST",
    "CO",
    "DAY_ONE",
    "DEPUTY",
    "FAMILY",
    "FATHER",
    "FIRST",
    "GRAN",
    "LEAD",
    "MANDATE",
    "MILESTONES",
    "MOTHER",
    "STRANGER",
    "SYSTEM",
    "TRUST",
    "UNCLE",
    "WORKER",
    "WORKER_2",
    "Attempt",
    "Cast",
    "Chance",
    "Dice",
    "First",
    "Pen",
    "Planner",
    "Run",
    "Story",
    "UnexpectedError",
    "Who",
    "align_all",
    "begin",
    "decision",
    "drive",
    "exception",
    "expectations_set",
    "gathered",
    "hoe_content",
    "hoe_established",
    "judged_met",
    "measure",
    "next_goal",
    "opened",
    "probe",
    "ready_to_withdraw",
    "replay",
    "road",
    "say_act",
    "say_outcome",
    "scramble",
    "sensible",
    "shares",
    "smallest",
    "statements",
    "step",
    "strategies",
    "tell",
    "tell_records",
    "text",
    "walk",
    "walk_from",
    "wat_established",
    "wild",
    "write",
]

_HOMES: Final = {
    "cast": (
        "ANNA",
        "ANNA_",
        "AUTHORITY",
        "BEN",
        "BEN_",
        "CAST",
        "CO",
        "DAY_ONE",
        "DEPUTY",
        "FAMILY",
        "FATHER",
        "GRAN",
        "LEAD",
        "MANDATE",
        "MOTHER",
        "STRANGER",
        "SYSTEM",
        "TRUST",
        "UNCLE",
        "WORKER",
        "WORKER_2",
        "Cast",
        "Who",
    ),
    "planner": ("Planner",),
    "probing": ("probe",),
    "roads": ("drive", "road"),
    "runs": ("MILESTONES", "Attempt", "Run", "shares"),
    "scrambling": ("scramble",),
    "shrinking": ("replay", "smallest"),
    "stages": (
        "align_all",
        "expectations_set",
        "gathered",
        "hoe_content",
        "hoe_established",
        "judged_met",
        "measure",
        "opened",
        "ready_to_withdraw",
        "statements",
        "wat_established",
    ),
    "story": ("Story", "UnexpectedError", "decision", "exception", "text"),
    "telling": ("say_act", "say_outcome", "tell", "tell_records"),
    "walking": ("begin", "next_goal", "sensible", "step", "walk", "walk_from", "wild"),
    "writing": ("FIRST", "Chance", "Dice", "First", "Pen", "write"),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name from its home the first time it is asked for."""
    if name == "strategies":
        return import_module("safetyframe.testing.strategies")
    home = _HOME_OF.get(name)
    if home is None:
        msg = f"module 'safetyframe.testing' has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(import_module(f"safetyframe.testing.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)

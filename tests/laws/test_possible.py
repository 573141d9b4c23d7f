"""What the law says that somebody could do, kind by kind, with what is known: possible.json.

python -m tests.laws.test_possible > tests/laws/possible.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from safetyframe.law import Law
from safetyframe.outcome import Can, Possibilities
from safetyframe.policy import Lowered, Policy
from safetyframe.testing.cast import AUTHORITY, BEN_, LEAD, MOTHER, SYSTEM, WORKER
from tests.support.story import Story, opened, ready_to_withdraw

_KEPT: Final = Path(__file__).with_name("possible.json")
LOWERED: Final = Policy(
    lowered=tuple(Lowered(clause=one, reason="agreed with the region") for one in ("P15a", "P21"))
)


def asked(story: Story, who, *hidden: str, law: Law | None = None) -> Possibilities:
    t = story.t.hide(*hidden) if hidden else story.t
    return (law or story.law).what_can(t, story.by(who))


ASKED: Final[dict[str, Callable[[], Possibilities]]] = {
    "the lead, to begin with": lambda: asked(opened(), LEAD),
    "the lead, at the end": lambda: asked(ready_to_withdraw(), LEAD),
    "the lead, where gates are lowered": lambda: asked(opened(), LEAD, law=Law(LOWERED)),
    "a worker": lambda: asked(ready_to_withdraw(), WORKER),
    "a mother": lambda: asked(ready_to_withdraw(), MOTHER),
    "a child": lambda: asked(opened(), BEN_),
    "government": lambda: asked(opened(), AUTHORITY),
    "a machine": lambda: asked(opened(), SYSTEM),
    "the lead, where nobody knows who takes part": lambda: asked(opened(), LEAD, "people"),
    "the lead, where WAT is not known": lambda: asked(ready_to_withdraw(), LEAD, "wat"),
    "the lead, where little is known": lambda: asked(
        opened(), LEAD, "involvement", "necessity", "told", "disclosed", "gathered"
    ),
}


def told(possibilities: Possibilities) -> dict[str, str]:
    """For each kind of act: no, for which reasons; or whether it depends, on which rules."""
    return {
        one.act: " ".join(
            [
                one.can.value,
                *(f"{v.rule}({','.join(v.clauses)};{v.level.value};"
                  f"{','.join(gap.code for gap in v.gaps)})" for v in one.violations),
                *one.rules,
                *(f"?{name}" for name in one.unknown),
            ]
        )
        for one in possibilities
    }  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_what_can_be_done_is_what_is_kept(name):
    assert told(ASKED[name]()) == json.loads(_KEPT.read_text("utf-8"))[name]


def test_a_no_a_yes_and_a_depends_are_among_them():
    kept = json.loads(_KEPT.read_text("utf-8"))
    assert kept.keys() == ASKED.keys()
    said = {line.split()[0] for table in kept.values() for line in table.values()}
    assert said == {can.value for can in Can}


if __name__ == "__main__":
    whole = {name: told(ask()) for name, ask in ASKED.items()}
    sys.stdout.write(json.dumps(whole, indent=1) + "\n")

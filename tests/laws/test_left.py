"""What every act leaves behind is what was read and kept in left.json; nothing else is touched."""

from __future__ import annotations

import json

import pytest

from safetyframe.acts import ACTS
from tests.laws.left import STORIES, expected, left


@pytest.mark.parametrize("story", STORIES)
def test_each_act_leaves_what_is_kept_and_touches_nothing_else(story):
    found = json.loads(json.dumps(left(STORIES[story]())))
    for act, slices in expected(story).items():
        assert found.pop(act) == slices, act
    assert not found


def test_every_kind_of_act_leaves_something():
    left_by = {
        act.split()[1] for story in STORIES for act, slices in expected(story).items() if slices
    }
    assert left_by == {kind.__name__ for kind in ACTS}

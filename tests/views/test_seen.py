"""What each viewer sees of every kind of act and every slice: seen.json (X13, P8c, P19)."""

from __future__ import annotations

import pytest

from safetyframe.acts import ACTS
from tests.views.chronicle import VIEWERS, adopted, told
from tests.views.seeing import STORIES, expected, seen


@pytest.mark.parametrize("who", VIEWERS, ids=lambda who: who[0])
@pytest.mark.parametrize("story", STORIES)
def test_each_sees_what_is_theirs(story, who):
    assert seen(STORIES[story](), who) == expected(story, who)


def test_every_kind_of_act_is_done():
    done = {type(one.act) for story in (told(), adopted()) for one in story.records}
    assert done == set(ACTS)

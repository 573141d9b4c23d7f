"""From an annotation to a shape: of a form of its own, left out at will, or without any."""

from __future__ import annotations

from enum import Enum

import pytest
from attrs import frozen

from safetyframe.wire import leaves, shapes
from safetyframe.wire.exporting import facts_in_json


@pytest.mark.parametrize(
    ("field", "leaf"),
    [
        ("Text.digest", leaves.DIGEST),
        ("Any.language", leaves.LANGUAGE),
        ("Trajectory.zone", leaves.ZONE),
        ("Outer.Text.digest", leaves.DIGEST),
        ("Text.id", leaves.PLAIN),
        ("Text.zone.id", leaves.PLAIN),
    ],
)
def test_a_string_has_the_form_that_its_field_is_named_for(field, leaf):
    assert shapes._shape(str, field) is leaf


def test_what_has_a_default_may_be_left_out_and_nothing_else():
    @frozen
    class Some:
        must: int
        may: int = 7

    node = shapes.node_of(Some)
    assert [(one.name, one.required) for one in node.fields] == [("must", True), ("may", False)]
    assert all(one.shape is leaves.WHOLE for one in node.fields)


def test_what_the_wire_has_no_form_for_is_named():
    with pytest.raises(TypeError, match=r"no form for the type of Some\.thing"):
        shapes._shape(complex, "Some.thing")


def test_the_schema_of_a_word_takes_strings_alone():
    class Kind(Enum):
        ONE = "one"
        OTHER = "other"

    assert leaves.choice(Kind).schema == {"type": "string", "enum": ["one", "other"]}
    word = leaves._word("x", str.isalpha, "bad-value", "letters", pattern="^[a-z]+$")
    assert word.schema == {"type": "string", "pattern": "^[a-z]+$"}


def test_a_list_of_names_among_facts_is_shown_and_another_text_with_blanks_is_not():
    facts = (("unknown", "wat hoe"), ("person", "Jan Peeters"), ("wat", 2))
    assert facts_in_json(facts) == {"unknown": "wat hoe", "person": None, "wat": 2}

"""The schemas are sound, stand alone, and name what there is."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from safetyframe import wire
from safetyframe.acts import ACTS
from safetyframe.errors import HostError
from safetyframe.roles import Role
from safetyframe.values import is_reference
from safetyframe.wire import ACT_NAMES
from safetyframe.wire.leaves import REFERENCE, MismatchError
from tests.wire.checking import validator
from tests.wire.samples import every


def objects(schema):
    """Every part of a schema that describes an object."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


@pytest.mark.parametrize("name", wire.SCHEMAS)
def test_sound_strict_and_standing_alone(name):
    schema = wire.schema(name)
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    parts = list(objects(schema))
    assert parts
    assert all(part["additionalProperties"] is False for part in parts)
    assert all(set(part["required"]) <= set(part["properties"]) for part in parts)
    references = set(re.findall(r'"\$ref": "#/\$defs/([^"]+)"', json.dumps(schema)))
    assert references == set(schema["$defs"])


def test_there_is_one_for_every_document_and_one_for_any_act():
    assert len(wire.SCHEMAS) == len(set(wire.SCHEMAS)) == len(ACTS) + 3
    assert {"act", "record", "trajectory", "speak"} <= set(wire.SCHEMAS)


def test_a_schema_belongs_to_whoever_asked_for_it():
    wire.schema("speak")["required"].clear()
    assert wire.schema("speak")["required"]


def test_any_act_fits_the_schema_for_acts_and_nothing_else_does():
    for _, cls, value in every():
        assert validator("act").is_valid(wire.dump(value)) == (cls in ACTS)


def as_the_wire_has_it(value):
    try:
        REFERENCE.load(value, None)
    except MismatchError:
        return False
    return True


@pytest.mark.parametrize(
    "value", ["", "a", "a" * 128, "a" * 129, None, 7, "a b", "a\n", *map(chr, range(0x250))]
)
def test_references_are_what_the_core_says(value):
    assert as_the_wire_has_it(value) == is_reference(value)
    assert Draft202012Validator(REFERENCE.schema).is_valid(value) == is_reference(value)


@given(st.text(max_size=5))
def test_references_are_what_the_core_says_of_any_text(value):
    assert as_the_wire_has_it(value) == is_reference(value)


def described(schema: object) -> Iterator[dict]:
    if isinstance(schema, dict):
        if "description" in schema:
            yield schema
        for part in schema.values():
            yield from described(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from described(part)


def test_a_schema_says_what_it_is_of_and_describes_each_class():
    for _, cls, value in every():
        written = wire.dump(value)
        name, version = written["type"], written["version"]
        schema = wire.schema(name)
        assert list(schema)[:4] == ["$schema", "$id", "title", "description"]
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"urn:safetyframe:wire:{name}:{version}"
        assert (schema["title"], schema["description"]) == (name, inspect.getdoc(cls))
        assert schema["properties"]["type"] == {"const": name}
        assert schema["properties"]["version"] == {"type": "integer", "const": version}
        assert schema["required"][:2] == ["type", "version"]
        assert list(schema["$defs"]) == sorted(schema["$defs"])
        titles = [one["title"] for one in described(schema["$defs"])]
        assert not {"XXtitleXX", None} & set(titles)
    assert wire.schema("act")["$id"] == "urn:safetyframe:wire:act"
    assert wire.schema("act")["title"] == "act"
    assert {ref["$ref"] for ref in wire.schema("act")["oneOf"]} == {
        f"#/$defs/{name}" for name, _ in ACT_NAMES.values()
    }
    assert wire.schema("speak")["$defs"]["Text"]["title"] == "Text"
    assert wire.schema("speak")["$defs"]["Text"]["description"].startswith("A reference")


def test_each_leaf_stands_in_the_schema_as_it_is():
    schema = wire.schema("trajectory")
    assert schema["$defs"]["flag"] == {"type": "boolean"}
    assert schema["$defs"]["whole"] == {
        "type": "integer",
        "minimum": -(2**53) + 1,
        "maximum": 2**53 - 1,
    }
    assert schema["$defs"]["Role"] == {"type": "string", "enum": [one.value for one in Role]}
    assert schema["properties"]["slices"]["properties"]["handovers"] == {
        "anyOf": [{"type": "array", "items": {"$ref": "#/$defs/Handover"}}, {"type": "null"}]
    }
    assert list(schema["properties"]) == [
        "type",
        "version",
        "id",
        "zone",
        "seq",
        "known_at",
        "slices",
    ]


def test_of_a_schema_there_is_not():
    with pytest.raises(HostError) as caught:
        wire.schema("nonsense")
    assert str(caught.value) == (
        f"there is no schema of that name; there are {', '.join(wire.SCHEMAS)}"
    )

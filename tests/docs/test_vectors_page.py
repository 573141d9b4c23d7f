"""What the page on the vectors shows is what happens."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from safetyframe.testing.vectors import SCHEMA, differences, load
from safetyframe.testing.vectors.__main__ import main

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "vectors.md").read_text(encoding="utf-8")
EXAMPLES = {
    name: json.loads(body)
    for name, body in re.findall(r"<!-- example: (.*?) -->\n```json\n(.*?)```", PAGE, re.DOTALL)
}
SHOWN = next(one for one in load(only=("P2",)) if one.id == EXAMPLES["request"]["id"])


def test_the_request_is_the_one_that_is_made():
    assert EXAMPLES["request"] == json.loads(json.dumps(SHOWN.request()))


def test_the_reply_is_the_right_one():
    assert EXAMPLES["reply"]["id"] == SHOWN.id
    assert differences(SHOWN.then, EXAMPLES["reply"]["answer"]) == ()


@pytest.mark.parametrize(
    ("name", "part"),
    [("request", "request"), ("reply", "reply"), ("not-implemented", "reply")],
)
def test_they_keep_to_the_schema(name, part):
    whole = json.loads(SCHEMA.read_text(encoding="utf-8"))
    wanted = {"$ref": f"#/$defs/{part}", "$defs": whole["$defs"]}
    assert jsonschema.Draft202012Validator(wanted).is_valid(EXAMPLES[name])


def test_the_commands_of_the_page_are_those_there_are(capsys):
    named = re.findall(r"`python -m safetyframe\.testing\.vectors ?(\w*)", PAGE)
    assert set(named) == {"", "judge", "serve", "where"}
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(word in shown for word in named)
    assert main(["where"]) == 0


def test_the_files_it_names_are_there():
    root = Path(__file__).parents[2]
    for path in ("tests/vectors/typescript", "tests/vectors/situations"):
        assert path in PAGE
        assert (root / path).is_dir()
    for link in re.findall(r"\]\((\.\./[^)]*)\)", PAGE):
        assert (root / "docs" / "reference" / link).is_file()

"""What gaps and findings say is listed, for every rule and every code, and is held against it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import safetyframe
from safetyframe.acts import Judge, Ratify
from safetyframe.outcome import Finding, Gap, Remedy
from safetyframe.roles import Role
from safetyframe.rules import RULES, keeping
from safetyframe.rules.model import gap, remedy
from tests.support.shapes import SHAPES, listen, odd, said, telling
from tests.support.story import LEAD, opened, text

HOME = Path(safetyframe.__file__).parent
LISTED = {tuple(name.split(" ")) for name in SHAPES}


def codes() -> Iterator[str]:
    """Every code that the law gives a gap or a finding, as it is written in its files."""
    for folder in ("rules", "law", "findings"):
        for file in sorted((HOME / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    first = node.args[0] if node.args else None
                    if node.func.id == "gap" and isinstance(first, ast.Constant):
                        yield str(first.value)


def test_every_code_that_is_written_in_the_law_is_listed():
    written = {*codes()}
    assert len(written) > 100
    assert written - {code for _, code in LISTED} == set()


def test_every_rule_is_listed():
    heard = {rule for rule, _ in LISTED}
    assert {rule.id for rule in RULES} - heard == set()


def test_nothing_that_is_listed_is_empty():
    assert all(SHAPES.values())
    assert all(told == sorted(set(told)) for told in SHAPES.values())


def test_what_is_said_names_fields_particulars_and_ways_out():
    way = Remedy(act="Judge", roles=(Role.CONSULTANT,), about=(("minor", "m"),), human=True)
    gap = Gap(code="c", about=(("field", "goals[2].id"), ("minor", "m")), remedies=(way,))
    assert telling(gap) == "field=goals[#].id minor -> Judge human ['minor']"
    other = Remedy(act="Judge", roles=(Role.PARENT,), human=None)  # type: ignore[arg-type]
    assert telling(Gap(code="c", remedies=(other,))) == "-> Judge by parent []"


def test_answers_of_the_law_are_heard(monkeypatch: pytest.MonkeyPatch):
    story, heard = opened(), set()
    with monkeypatch.context() as patch:
        listen(patch, heard)
        story.refused(Ratify, LEAD, acts=(), ground=text("g"))
        assert ("form.ratifies no-act-named", "field=acts") in heard
        found = story.law.findings(story.t, story.now)
    assert {*said(found)} <= heard
    assert {name for name, _ in said(found)} == {f"{f.rule} {f.code}" for f in found}
    assert all(isinstance(one, Finding) for one in found)


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda code, *ways, **_: gap(code, *ways),
        lambda code, *ways, **about: gap(code, *ways, **dict.fromkeys(about, "x")),
        lambda code, *ways, **about: gap(code, *ways, remedy(Judge), **about),
    ],
    ids=["says-nothing", "another-field", "another-way-out"],
)
def test_something_else_than_is_listed_is_noticed(monkeypatch: pytest.MonkeyPatch, spoilt):
    story, heard = opened(), set()
    with monkeypatch.context() as patch:
        listen(patch, heard)
        story.refused(Ratify, LEAD, acts=(), ground=text("g"))
        assert odd(heard) == []
        patch.setattr(keeping, "gap", spoilt)
        story.refused(Ratify, LEAD, acts=(), ground=text("g"))
        assert [name for name, _ in odd(heard)] == ["form.ratifies no-act-named"]

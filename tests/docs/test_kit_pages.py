"""What the pages about the kit show, runs, and does what they say."""

from __future__ import annotations

import re

import pytest

from safetyframe.testing.trials import Wrong
from tests.docs.playing.blocks import DOCS, named
from tests.kit.session import session

TUTORIAL = DOCS / "tutorial" / "tester.md"
HOW_TO = DOCS / "how-to" / "prove-your-mapping.md"
_CLEVER = re.compile(r"        if isinstance\(act, ReviseWat\).*?(?=        outcome =)", re.DOTALL)


def run(code):
    names = {"__name__": "example"}
    exec(compile(code, "docs", "exec"), names)  # noqa: S102  it is our own page
    return names


def test_the_property_of_the_tutorial_finds_the_bug_as_it_says():
    with pytest.raises(Wrong) as caught:
        run(named(TUTORIAL, "host") + named(TUTORIAL, "property"))
    assert str(caught.value).startswith(named(TUTORIAL, "story").strip())


def test_it_takes_less_than_thirty_lines():
    code = named(TUTORIAL, "host") + named(TUTORIAL, "property")
    assert len([line for line in code.splitlines() if line.strip()]) < 30


def test_without_the_clever_lines_it_passes():
    code = _CLEVER.sub("", named(TUTORIAL, "host"))
    assert code != named(TUTORIAL, "host")
    run(code + named(TUTORIAL, "property"))


def test_the_tests_of_the_tutorial_pass(tmp_path):
    said, status = session(tmp_path, named(TUTORIAL, "test_story.py"))
    assert status == 0, said
    assert "2 passed" in said


def test_the_how_to_runs_and_prints_its_report(capsys):
    run(named(HOW_TO, "snapshot"))
    assert "never refused" in capsys.readouterr().out


@pytest.mark.parametrize("page", sorted(DOCS.glob("**/*.md")), ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+\.md)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target

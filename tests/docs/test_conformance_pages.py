"""The pages about the kit are what the kit says, and what they show runs."""

import re
from pathlib import Path

import pytest

from safetyframe.testing.conformance import Verdict, judge, report
from safetyframe.testing.conformance.catalogue import catalogue
from tests.adapters.judged import CATALOGUE, PAGES, SUBJECTS
from tests.kit.session import session

TUTORIAL = (Path(__file__).parents[2] / "docs" / "tutorial" / "vendor.md").read_text("utf-8")
REMEDY = "python -m tests.adapters.judged --write"


def block(name):
    found = re.search(rf"<!-- \w+: {name} -->\n```\w+\n(.*?)```", TUTORIAL, re.DOTALL)
    assert found, name
    return found[1]


def test_the_catalogue_is_up_to_date():
    assert CATALOGUE.read_text("utf-8") == catalogue(), REMEDY


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.adapter)
def test_the_report_says_what_is_the_case(subject):
    """Each law that is no pass is judged again; those that pass are tests of their own."""
    page = (PAGES / f"{subject.adapter}.md").read_text("utf-8")
    results = []
    for law in subject.laws:
        passes = f"| `{law.id}` | {law.title} | pass |  |" in page
        if passes and not any(subject.missing(law)) and set(law.handles) <= subject.handles:
            known = {other.id: Verdict.PASS for other in subject.laws}
            probe = evolved(subject, law)
            results.append(judge(probe, probe.law(law.id), known=known))
        else:
            results.append(judge(subject, law))
    assert report(subject, results).as_markdown() == page, REMEDY


def evolved(subject, law):
    """The same subject, with this one law as it says when it passes."""
    from attrs import evolve

    laws = tuple(evolve(one, check=lambda _: None) if one == law else one for one in subject.laws)
    return evolve(subject, laws=laws)


def test_a_vendor_gets_to_a_green_report_in_one_screen(tmp_path):
    store, tests = block("store"), block("tests")
    (tmp_path / "acme_store.py").write_text(store, "utf-8")
    said, status = session(tmp_path, tests, "--safetyframe-conformance", "conformance.json", "-rs")
    assert status == 0, said
    assert "failed" not in said
    assert (tmp_path / "conformance.json").exists()
    lines = [line for line in (store + tests).splitlines() if line.strip()]
    assert len(lines) <= 60


def test_what_the_tutorial_says_of_a_bug_is_so(tmp_path):
    bug = block("store").replace("self._closed = True", "pass")
    assert bug != block("store")
    (tmp_path / "acme_store.py").write_text(bug, "utf-8")
    said, status = session(tmp_path, block("tests"), "-k", "S-CLOSED")
    assert status == 1, said
    assert block("failure").strip() in said

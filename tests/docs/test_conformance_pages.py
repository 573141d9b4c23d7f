"""The pages about the kit are what the kit says, and what they show runs."""

import re

import pytest

from safetyframe.testing.conformance import Report, Result, Verdict, declared
from safetyframe.testing.conformance.catalogue import catalogue
from safetyframe.testing.conformance.reporting import _SIGNS
from tests.adapters import judged
from tests.adapters.judged import CATALOGUE, FIRST_PARTY, PAGES, page_of, stale
from tests.docs.playing.blocks import DOCS, named
from tests.kit.session import session

TUTORIAL = DOCS / "tutorial" / "vendor.md"
REMEDY = "python -m tests.adapters.judged --write"


def test_the_catalogue_is_up_to_date():
    assert CATALOGUE.read_text("utf-8") == catalogue(), REMEDY


def test_the_catalogue_has_every_law_once():
    named = re.findall(r"^\| `([SOMR]-[A-Z-]+)` \|", CATALOGUE.read_text("utf-8"), re.MULTILINE)
    assert len(named) == len(set(named))
    assert {one[0] for one in named} == set("SOMR")
    assert set(named) == {law.id for laws, _ in FIRST_PARTY.values() for law in laws}


def test_every_adapter_that_comes_along_has_a_page_and_no_other():
    assert {page_of(one) for one in FIRST_PARTY} == set(PAGES.glob("*.md")), REMEDY


@pytest.mark.parametrize("adapter", FIRST_PARTY)
def test_the_report_is_on_the_laws_and_the_declaration_of_today(adapter):
    """How each law ended is what the tests of the adapter say; here, that it is all of them."""
    laws, capabilities = FIRST_PARTY[adapter]
    said = {name: value.value for name, value in declared(capabilities).items()}
    page = page_of(adapter).read_text("utf-8")
    assert ", ".join(f"{name} {value.upper()}" for name, value in said.items()) in page, REMEDY
    rows = re.findall(r"^\| `(\S+)` \| (.*?) \| ([^|]+) \| .*\|$", page, re.MULTILINE)
    assert {(law.id, law.title.replace("|", "\\|")) for law in laws} == {
        (law, title) for law, title, _ in rows
    }, REMEDY
    ends = {law: end for law, _, end in rows}
    assert set(ends.values()) <= {"pass", "n/a", "not judged"}, REMEDY
    for law in laws:
        power = any(said[name] == "no" for name in law.yes)
        lack = any(said[name] == "yes" for name in law.no)
        assert (ends[law.id] == "n/a") == (power or lack), law.id


@pytest.mark.parametrize("adapter", FIRST_PARTY)
def test_the_page_is_what_is_written_of_its_rows_and_nobody_wrote_in_it(adapter):
    page = page_of(adapter).read_text("utf-8")
    (port,) = re.findall(r"^# Conformance of the (\w+) `", page)
    (said,) = re.findall(r"^Declared: (.*)\.$", page, re.MULTILINE)
    verdicts = {sign: verdict for verdict, sign in _SIGNS.items()}
    rows = re.findall(r"^\| `(\S+)` \| (.*) \| ([^|]+) \| (.*?) ?\|$", page, re.MULTILINE)
    report = Report(
        adapter=adapter,
        port=port,
        capabilities=dict(one.split() for one in said.split(", ")),
        waivers=(),
        results=tuple(
            Result(law=law, title=title, verdict=verdicts[sign], reason=why)
            for law, title, sign, why in rows
        ),
    )
    assert report.as_markdown() == page, REMEDY


def test_a_page_that_says_another_verdict_than_the_tests_is_noticed(tmp_path, monkeypatch):
    """Those of the adapters ask it of every law as they try it: tests/adapters/conftest.py."""
    good, left = Verdict.PASS, Verdict.NOT_JUDGED
    assert not stale("memory", "S-KEEPS", good)
    assert not stale("partitions", "S-KEEPS", left)  # of no page
    assert "says pass of S-KEEPS, and the tests say not judged" in stale("memory", "S-KEEPS", left)
    assert "says nothing of S-NEW" in stale("memory", "S-NEW", good)
    assert not stale("amqp", "M-DURABLE", left)  # nobody kills a broker that others use
    assert "says pass of M-CUT, and the tests say not judged" in stale("amqp", "M-CUT", left)
    assert "says pass of M-DURABLE, and the tests say n/a" in stale(
        "amqp", "M-DURABLE", Verdict.NOT_APPLICABLE
    )
    lying = page_of("memory").read_text("utf-8").replace("| pass |", "| n/a |")
    (tmp_path / "memory.md").write_text(lying, "utf-8")
    monkeypatch.setattr(judged, "PAGES", tmp_path)
    assert REMEDY in stale("memory", "S-KEEPS", good)


@pytest.mark.parametrize("adapter", FIRST_PARTY)
def test_what_could_not_be_judged_says_why(adapter):
    page = page_of(adapter).read_text("utf-8")
    left = re.findall(r"^\| `(\S+)` .*\| not judged \| (.*?) \|$", page, re.MULTILINE)
    assert len(left) == page.count("| not judged |")
    assert all(why.strip() for _, why in left)


def test_a_vendor_needs_one_screen():
    """That it ends in a green report is seen where the tutorial is played."""
    code = named(TUTORIAL, "acme_store.py") + named(TUTORIAL, "test_acme.py")
    assert len([line for line in code.splitlines() if line.strip()]) <= 60


def test_what_the_tutorial_says_of_a_bug_is_so(tmp_path):
    bug = named(TUTORIAL, "acme_store.py").replace("self._closed = True", "pass")
    assert bug != named(TUTORIAL, "acme_store.py")
    (tmp_path / "acme_store.py").write_text(bug, "utf-8")
    said, status = session(tmp_path, named(TUTORIAL, "test_acme.py"), "-k", "S-CLOSED")
    assert status == 1, said
    assert named(TUTORIAL, "failure").strip() in said

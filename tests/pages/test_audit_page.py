"""A page on an audit: by clause and month, what could not be judged, where to look first."""

import json

import pytest
from attrs import evolve

from safetyframe.auditing import Summary
from safetyframe.pages import audit_page
from safetyframe.texts import LANGUAGES, word_on_page
from tests.cli.cli import cli
from tests.pages.audits import CLAUSES, MONTHS, summary
from tests.pages.reading import Page


def number(count):
    return f"{count:,}".replace(",", " ")  # however wide: it is read with plain blanks


def test_breaches_stand_by_clause_and_month_and_add_up():
    total = summary()
    told = Page(audit_page(total, "en")).section("breaches")
    for clause in CLAUSES:
        whole = sum(count for (of, _), count in total.breaches.items() if of == clause)
        at = told.index(f"{clause} ")
        assert f" {number(whole)} " in told[at:]
    joined = told.replace("- ", "-")  # a month may be broken after its year
    for month in MONTHS[-12:]:
        assert month in joined
    assert MONTHS[0] not in joined
    assert "3 earlier months are in the totals alone." in told


def test_what_could_not_be_judged_is_said_and_is_not_fine():
    page = Page(audit_page(summary(), "en"))
    told = page.section("unjudged")
    assert number(3405) in told
    assert told.index(number(2100)) < told.index("400")
    assert "export-2025.jsonl" in told
    assert "What can't be judged is not fine" in page.text


def test_where_to_look_first_comes_in_the_order_of_the_summary():
    total = summary()
    told = Page(audit_page(total, "nl")).section("first")
    places = [told.index(look.trajectory) for look in total.first]
    assert places == sorted(places)
    assert "4 tegen een regel zonder uitzondering" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_is_said_and_torn_trajectories_are_never_fine(language):
    clean = Summary(trajectories=3, records=30, judged=30)
    page = Page(audit_page(clean, language))
    assert not page.names("table")
    assert "mark good" in str(page.tags)
    torn = Page(audit_page(clean, language, torn=2))
    assert "mark good" not in str(torn.tags)
    assert word_on_page("audit-torn", language, number=2) in torn.text


def test_a_page_does_not_grow_with_what_was_audited():
    many = {f"part-{n}.jsonl": 1 for n in range(5_000)}
    one, other = audit_page(summary(), "en"), audit_page(evolve(summary(), bad_lines=many), "en")
    assert len(other) < len(one) + 5_000
    assert "And 4980 more." in other


def test_a_name_with_markup_in_it_is_a_name():
    page = Page(audit_page(evolve(summary(), bad_lines={"<script>x</script>": 1}), "en"))
    assert not page.names("script")
    assert "<script>x</script>" in page.text


LINE = {
    "history": 1,
    "trajectory": "family-1",
    "zone": "Europe/Brussels",
}


def test_the_command_writes_it_beside_what_it_prints(tmp_path):
    (tmp_path / "bad.jsonl").write_text("{}\n" + json.dumps(LINE) + "\n")
    ended = cli("audit", "bad.jsonl", "--html", "a.html", "--lang", "nl", cwd=tmp_path)
    assert ended.status == 1
    assert "Regels die niet te lezen waren" in ended.out
    page = Page((tmp_path / "a.html").read_text("utf-8"))
    assert "bad.jsonl" in page.section("unjudged")
    assert page.names("html")[0]["lang"] == "nl"


def test_what_cannot_be_written_is_said_before_the_audit(tmp_path):
    (tmp_path / "bad.jsonl").write_text("{}\n")
    ended = cli("audit", "bad.jsonl", "--html", "no/a.html", cwd=tmp_path)
    assert "no/a.html: it can't be written" in ended.trouble()
    assert ended.out == ""

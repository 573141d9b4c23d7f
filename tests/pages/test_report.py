"""A page on a trajectory: all that belongs on it, escaped, and in its reader's words."""

import re
from datetime import timedelta

import pytest
from attrs import evolve
from markupsafe import escape

from safetyframe import acts as a
from safetyframe.errors import HostError
from safetyframe.folding import fold
from safetyframe.pages import Seen, report, seen_by
from safetyframe.pages.lines import Given, drawn
from safetyframe.pages.shell import Words
from safetyframe.texts import LANGUAGES, Reader
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId
from safetyframe.views import Viewer
from tests.pages import making
from tests.pages.making import ARABIC, CASES, MAY, SCRIPT, Case
from tests.pages.reading import Page
from tests.views.chronicle import adopted

PROFESSIONAL, FAMILY, CHILD = (CASES[0], CASES[2], CASES[4])


def read(frame, case):
    return Page(making.page(frame, case))


# ----------------------------------------------------------------------------------- what is there


def test_why_we_are_involved_and_since_when(frame):
    told = read(frame, PROFESSIONAL).section("why")
    assert "School en de crèche maken zich zorgen." in told
    assert "Beide kinderen slapen elke nacht rustig" in told
    assert "13 januari 2025" in told
    assert "centre-1" in told


def test_wat_and_hoe_stand_side_by_side_with_what_belongs_to_what(frame):
    told = read(frame, PROFESSIONAL).section("plan")
    line = told.index("Dag en nacht is er een nuchtere volwassene")
    other = told.index("Grote mensen vechten hun ruzie niet uit")
    # Its danger, its goal and its measure stand between a bottom line and the next.
    for words in ("Als wie zorgt 's avonds drinkt", "Elke nacht, in elk huis", "Voelt mama de zin"):
        assert line < told.index(words) < other
    assert other < told.index("Op de koelkast hangt een stopkaart.")
    assert "Wie het doet: worker-1, parent-1" in told


def test_dissent_stands_beside_what_it_disputes(frame):
    told = read(frame, PROFESSIONAL).section("plan")
    danger = told.index("Als papa en mama allebei beginnen te roepen")
    dissent = told.index("parent-2 (ouder) is het er niet mee eens")
    assert danger < dissent < told.index("Wie boos wordt, stopt, gaat even weg")
    assert "Ik heb nooit iets naar iemand gegooid." in told[dissent:]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_person_has_a_line_of_their_own_and_no_average_is_drawn(frame, case):
    html = making.page(frame, case)
    lines = re.findall(r'<polyline points="([^"]+)"', html)
    assert [line.count(",") for line in lines] == [2, 1, 1]  # the girl twice, two others once
    assert "6.5" not in Page(html).section("goals")


def test_a_line_rises_with_the_answer_and_runs_with_time():
    def at(day):
        return MAY + timedelta(days=day)

    answers = [("a", 0, 2), ("b", 1, 9), ("a", 5, 10), ("a", 10, 0)]
    given = [Given(who=who, at=at(day), value=value) for who, day, value in answers]
    chart = drawn(given, at_least=7, day=str)
    one, two = chart.lines
    assert [line.who for line in chart.lines] == ["a", "b"]
    (x1, y1), (x2, y2), (x3, y3) = one.points
    assert x1 < x2 < x3
    assert x2 - x1 == pytest.approx(x3 - x2)
    assert y2 < y1 < y3
    assert {y2, y3} == {height for height, value in chart.marks if value in (0, 10)}
    assert y2 < chart.at_least < y1
    assert x1 < two.points[0][0] < x2
    assert one.shape != two.shape
    assert drawn([], at_least=None, day=str) is None


def test_who_was_told_what_and_why_not(frame):
    early = evolve(PROFESSIONAL, person="consultant-1", at=MAY.replace(month=2, day=4))
    page = read(frame, early)
    told = page.section("told")
    assert "parent-2: niet bereikt, tot 17 februari 2025" in told
    assert "We weten nog niet waar papa is." in told
    assert "03/02/2025" in told


def test_what_is_due_comes_with_its_clauses_but_not_for_a_child(frame):
    assert re.search(r"P21 X6", read(frame, PROFESSIONAL).section("due"))
    child = read(frame, CHILD)
    assert not re.search(r"\b[PTSX]\d+[a-c]?\b", child.text)
    assert "16 juni" in child.section("due")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_family_is_told_what_was_agreed_and_not_the_name_of_its_clause(frame, language):
    told = read(frame, Case("parent-1", Reader.FAMILY, language))
    early = read(frame, Case("consultant-1", Reader.FAMILY, language, MAY.replace(month=2, day=4)))
    for page in (told, early):
        assert not re.search(r"\b[PTSX]\d+[a-c]?\b", page.text)
    agreed = {"nl": "Zo is afgesproken om met jullie te werken.", "en": "This was agreed on"}
    assert agreed[language] in told.section("due")
    plain = read(frame, evolve(PROFESSIONAL, language=language)).section("due")
    assert agreed[language] not in plain


def test_what_would_have_to_be_true_to_close_and_what_is_missing(frame):
    told = read(frame, PROFESSIONAL).section("close")
    assert "Nog niet beoordeeld voor child-a: line-adult." in told
    assert "goal-nights is voor child-b gehaald op 1 van de 28 dagen" in told
    assert "Hierover nog niet gehoord: child-a, worker-1, parent-1" in told
    assert told.count("(is zo)") == 4


def test_a_parent_is_not_told_where_others_stand(frame):
    told = read(frame, FAMILY).section("close")
    assert "Iedereen is gevraagd wat die ervan vindt (dat weet de consulent)" in told


def test_after_the_end_nothing_is_left_to_close(frame):
    at_end = evolve(PROFESSIONAL, at=making.END)
    page = read(frame, at_end)
    assert (
        page.section("close")
        == "Wat waar moet zijn om af te sluiten Er is geen betrokkenheid open."
    )
    assert "tot 20 mei 2025" in page.section("why")


def test_the_acts_come_in_their_order(frame):
    told = read(frame, PROFESSIONAL).section("course")
    places = [told.index(month) for month in ("januari 2025", "februari 2025", "mei 2025")]
    assert places == sorted(places)
    shown = frame.records_for(making.TRAJECTORY, PROFESSIONAL.viewer).shown
    html = making.page(frame, PROFESSIONAL)
    assert html[html.index('<ol class="course"') :].count("<li>") == len(shown)


def test_a_child_has_pictures_and_few_words(frame):
    child, professional = read(frame, CHILD), read(frame, PROFESSIONAL)
    assert len(child.text.split()) < len(professional.text.split()) / 4
    assert sum("picture" in (attrs.get("class") or "") for attrs in child.names("svg")) > 30
    assert "Ik wil gewoon kunnen slapen." in child.section("voices")
    assert "jij" in child.section("people")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_page_says_its_language_and_is_whole(frame, case):
    page = read(frame, case)
    assert page.names("html")[0]["lang"] == case.language
    assert len(page.names("h1")) == 1
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    assert "{" not in page.text
    assert "None" not in page.text


# ---------------------------------------------------------------------------------- words of texts


@pytest.mark.parametrize("case", CASES[4:], ids=str)
def test_markup_in_a_text_is_words_and_right_to_left_stays_so(hostile, case):
    later = evolve(case, at=MAY + timedelta(hours=1))
    html = making.page(hostile, later)
    page = Page(html)
    assert SCRIPT in "".join(page.parts)
    assert f'<p class="prose" dir="auto" lang="nl">{escape(SCRIPT)}</p>' in html  # to the letter
    assert not page.names("script")
    assert not page.names("img")
    assert ARABIC in page.section("voices")
    assert f'<p class="prose" dir="auto" lang="ar">{ARABIC}</p>' in html


def test_words_that_are_gone_or_are_others_are_not_shown(frame):
    held = making.seen(frame, FAMILY)
    gone = evolve(held, body=lambda _: None)
    told = Page(report(gone, "nl", reader=Reader.FAMILY)).section("why")
    assert "De woorden zijn hier niet." in told
    assert "School" not in told
    changed = evolve(held, body=lambda text: evolve(held.body(text), words="Iets anders."))
    assert "Iets anders." not in report(changed, "nl")


# ----------------------------------------------------------------------------------- what it takes


def test_views_of_two_people_make_no_page(frame):
    one, other = (making.seen(frame, case) for case in (PROFESSIONAL, FAMILY))
    with pytest.raises(HostError, match="views of one viewer"):
        Seen(trajectory=one.trajectory, records=other.records, findings=one.findings, body=one.body)


def test_a_trajectory_that_is_not_all_there_makes_no_page(frame):
    held = making.seen(frame, PROFESSIONAL)
    part = frame.trajectory(making.TRAJECTORY).hide("scales", "told")
    view = frame.law.show(part, PROFESSIONAL.viewer)
    with pytest.raises(HostError, match="load scales, told too"):
        evolve(held, trajectory=view)


def test_who_takes_no_part_gets_a_page_that_says_so(frame):
    stranger = Case("somebody", Reader.FAMILY, "en")
    held = making.seen(frame, stranger)
    assert held.blind
    page = Page(report(held, "en", reader=Reader.FAMILY))
    assert "somebody does not take part then" in page.text
    assert not page.names("section")


def test_an_authority_sees_a_page_of_its_own(frame):
    mandate = a.DecideNecessity
    by = next(r.act.by for r in frame.records(making.TRAJECTORY) if isinstance(r.act, mandate))
    viewer = Viewer(person=PersonId("signer-1"), at=MAY, mandate=by.mandate)
    held = seen_by(viewer, frame, making.TRAJECTORY)
    assert not held.blind
    page = Page(report(held, "nl"))
    assert "consultant-2" in page.section("people")
    assert "Er is geen WAT vastgelegd." in page.section("plan")


def test_an_older_file_says_what_was_not_searched():
    story = adopted()
    first = story.records[:1]
    t = fold(first, Trajectory.start("t-1"))
    viewer = Viewer(person=PersonId("c-lead"), at=first[0].recorded_at)
    law = story.law
    held = Seen(
        trajectory=law.show(t, viewer),
        records=law.show(first, viewer, t),
        findings=law.show(law.findings(t, viewer.at), viewer, t),
        body=lambda _: None,
        law=law,
    )
    assert t.incomplete
    assert "An older file came in. Not yet searched for:" in Page(report(held, "en")).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", Reader)
def test_months_are_twelve(language, reader):
    assert len(Words(language, reader)("page-months").split()) == 12


def test_a_protection_that_runs_is_said_at_once(frame):
    night = evolve(PROFESSIONAL, at=MAY.replace(month=5, day=4))
    told = read(frame, night).section("why")
    assert "De jongste slaapt bij de buurvrouw." in told
    assert "De jongste slaapt bij de buurvrouw." not in read(frame, PROFESSIONAL).section("why")


def test_six_people_have_six_lines():
    given = [Given(who=f"p-{n}", at=MAY, value=n) for n in range(6)]
    chart = drawn(given, at_least=None, day=str)
    assert len(chart.lines) == 6
    assert chart.lines[0].shape == chart.lines[5].shape
    assert len(chart.days) == 1

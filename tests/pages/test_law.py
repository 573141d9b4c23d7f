"""The map as a page: all of the tables is on it, and the picture says what the table does."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from attrs import evolve

from safetyframe.acts import ACTS
from safetyframe.charter import BY_ID
from safetyframe.duties import DUTIES
from safetyframe.findings import WATCHES
from safetyframe.lawmap import Move, law_map
from safetyframe.pages.drawing import drawing
from safetyframe.pages.law import law_page
from safetyframe.roles import Role
from safetyframe.rules import RULES
from safetyframe.texts import LANGUAGES, Reader, name_of_act, name_of_role
from safetyframe.texts.reading import catalogue
from tests.lawmap.page import PAGE, page

MAP = law_map()


class Parsed(HTMLParser):
    """Ids, links, and the text of every table row by the id of the row."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.rows, self.text, self.tags = [], [], {}, "", []
        self._row = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.tags.append((tag, held))
        if "id" in held:
            self.ids.append(held["id"])
        if tag == "a" and held["href"].startswith("#"):
            self.links.append(held["href"][1:])
        if tag == "tr":
            self._row = held.get("id")
        if tag in ("td", "th") and self._row:
            self.rows.setdefault(self._row, []).append("")

    def handle_endtag(self, tag):
        if tag == "tr":
            self._row = None

    def handle_data(self, data):
        self.text += data
        if self._row and self._row in self.rows:
            self.rows[self._row][-1] += data


@pytest.fixture(scope="module", params=LANGUAGES)
def parsed(request):
    return request.param, Parsed(law_page(request.param))


def test_every_act_clause_duty_rule_and_watch_is_on_it(parsed):
    language, seen = parsed
    assert {f"act-{act.__name__}" for act in ACTS} <= set(seen.ids)
    assert {f"clause-{clause}" for clause in BY_ID} <= set(seen.ids)
    assert {f"duty-{duty.id.replace('.', '-')}" for duty in DUTIES} <= set(seen.ids)
    words = set(seen.text.split())
    assert {one.id for one in (*RULES, *WATCHES)} <= words
    for role in Role:
        assert name_of_role(role, language) in seen.text
    vectors = {v for kind in (MAP.rules, MAP.duties) for one in kind for v in one.vectors}
    form = {v for one in MAP.rules if not one.clauses for v in one.vectors}
    assert vectors - form <= words


def test_a_link_leads_somewhere_and_an_id_stands_once(parsed):
    _, seen = parsed
    assert set(seen.links) <= set(seen.ids)
    assert len(seen.ids) == len(set(seen.ids))


def test_a_cell_says_in_words_what_the_table_says(parsed):
    language, seen = parsed
    words = catalogue(language, Reader.PROFESSIONAL).pages
    for row in MAP.rows:
        head, *cells, _ = [" ".join(cell.split()) for cell in seen.rows[f"act-{row.act}"]]
        assert head.startswith(name_of_act(row.act, language))
        assert cells == [words[f"law-cell-{value}"] for _, value in row.cells]


def test_the_picture_has_a_title_a_description_and_a_table_beside_it(parsed):
    language, seen = parsed
    pictures = [held for tag, held in seen.tags if tag == "svg" and held.get("role") == "img"]
    (picture,) = pictures
    assert set(picture["aria-labelledby"].split()) <= set(seen.ids)
    words = catalogue(language, Reader.PROFESSIONAL).pages
    for stage, _ in MAP.stages:
        assert words[f"law-stage-{stage}"] in seen.text


# --- the layout -----------------------------------------------------------------------------------


def test_every_stage_has_a_box_and_no_box_lies_on_another():
    boxes = drawing(MAP).boxes
    assert {box.stage for box in boxes} == {stage for stage, _ in MAP.stages}
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = one.right < other.x or other.right < one.x
            assert apart or one.bottom < other.y or other.bottom < one.y, (one, other)


def test_the_way_on_runs_down_one_spine_and_ends_stand_at_the_bottom():
    boxes = {box.stage: box for box in drawing(MAP).boxes}
    spine = ["before", "open", "wat", "expectations", "hoe", "met", "achieved"]
    assert all(boxes[a].y < boxes[b].y for a, b in pairwise(spine))
    assert len({boxes[stage].x for stage in spine}) == 1
    assert boxes["emergency"].x < boxes["open"].x
    bottom = {stage for stage, box in boxes.items() if box.y == boxes["achieved"].y}
    assert bottom == {"achieved", "ended-otherwise", "ended-by-government"}
    assert {stage for stage, box in boxes.items() if box.ending} == bottom


def corner(path):
    """Where a path ends."""
    x = y = 0.0
    for sign, held in re.findall(r"([MHVC])([-\d. ]+)", path):
        numbers = [float(n) for n in held.split()]
        if sign == "H":
            x = numbers[-1]
        elif sign == "V":
            y = numbers[-1]
        else:
            x, y = numbers[-2:]
    return x, y


def at(drawn, x, y):
    """The stage whose box is within reach of this point."""
    near = [
        b.stage for b in drawn.boxes if b.x - 3 <= x <= b.right + 3 and b.y - 3 <= y <= b.bottom + 3
    ]
    return near[0] if near else None


def test_an_arrow_ends_at_a_stage_and_there_is_one_into_each_that_something_leads_to():
    drawn = drawing(MAP)
    into = {at(drawn, *corner(line.path)) for line in drawn.lines if line.tip}
    assert into == {move.after for move in MAP.moves}


def test_all_lines_lie_within_the_picture():
    drawn = drawing(MAP)
    for line in drawn.lines:
        x, y = corner(line.path)
        assert 0 <= x <= drawn.width
        assert 0 <= y <= drawn.height


def test_a_stage_that_is_new_is_laid_out_too():
    stages = [*MAP.stages]
    stages.insert(4, ("planned", ()))
    extra = (
        Move(before="wat", after="planned", acts=("Review",)),
        Move(before="planned", after="expectations", acts=("Review",)),
    )
    drawn = drawing(evolve(MAP, stages=tuple(stages), moves=(*MAP.moves, *extra)))
    boxes = {box.stage: box for box in drawn.boxes}
    assert boxes["wat"].y < boxes["planned"].y < boxes["expectations"].y


# --- the documentation ----------------------------------------------------------------------------


def test_the_page_in_the_docs_is_current():
    """If this fails: python -m tests.lawmap --write."""
    assert PAGE.read_text("utf-8") == page()

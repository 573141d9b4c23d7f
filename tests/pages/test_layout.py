"""How pages are set: sizes, lines that are kept whole, tables that fit, and pages of paper."""

from __future__ import annotations

import pytest

from safetyframe.texts import LANGUAGES, word_on_page
from tests.pages.every import NAMES
from tests.pages.making import CASES

REPORTS = [*map(str, CASES)]
MONTHS = [
    month for language in LANGUAGES for month in word_on_page("page-months", language).split()
]
#: A4 without its margins, in CSS pixels.
PAPER = {"width": 680, "height": 994}

OWN_TEXT = """[...document.querySelectorAll('main *')].filter(one =>
    [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))"""
SIZE = "one => parseFloat(getComputedStyle(one).fontSize)"
#: What of a text stands on more than one line.
BROKEN = """words => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement.closest('style, svg, .unseen, .prose')) continue;
        for (const match of node.data.matchAll(new RegExp(words, 'gu'))) {
            const range = document.createRange();
            range.setStart(node, match.index);
            range.setEnd(node, match.index + match[0].length);
            const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)));
            if (lines.size > 1) found.push(match[0]);
        }
    }
    return found;
}"""
NAME = r"(?:child|parent|grandparent|neighbour|worker|consultant|goal|line|measure)-[\w-]+"
DAY = rf"\d{{1,2}}\s(?:{'|'.join(MONTHS)})(?:\s20\d\d)?"


def on_paper(seen):
    seen.page.emulate_media(media="print")
    seen.page.set_viewport_size(PAPER)
    return seen.page


@pytest.mark.parametrize("name", REPORTS)
def test_on_paper_no_text_is_set_larger_than_the_body_and_no_heading_smaller(look, name):
    page = on_paper(look(name))
    body = page.evaluate(f"({SIZE})(document.body)")
    larger = page.evaluate(
        f"body => {OWN_TEXT}.filter(one => !one.closest('h1, h2, h3, h4')"
        f" && ({SIZE})(one) > body + .01).map(one => one.outerHTML.slice(0, 80))",
        body,
    )
    assert larger == []
    heads = page.evaluate(f"[...document.querySelectorAll('main h2')].map({SIZE})")
    assert min(heads) > body * 1.2


@pytest.mark.parametrize("name", [*REPORTS, "answer-nl", "answer-en"])
def test_nothing_that_is_kept_whole_takes_half_a_page_of_paper(look, name):
    page = on_paper(look(name))
    high = page.evaluate(
        """[...document.querySelectorAll('main *')].filter(one =>
            getComputedStyle(one).breakInside === 'avoid').map(one => one.offsetHeight)"""
    )
    assert high
    assert max(high) < PAPER["height"] / 2


@pytest.mark.parametrize("width", [360, 1100])
@pytest.mark.parametrize("name", NAMES)
def test_a_day_and_a_name_stand_on_one_line(look, name, width):
    page = look(name, width=width).page
    assert page.evaluate(BROKEN, DAY) == []
    assert page.evaluate(BROKEN, NAME) == []


@pytest.mark.parametrize("name", NAMES)
def test_on_a_narrow_screen_what_a_table_is_called_is_read_whole(look, name):
    page = look(name, width=360).page
    assert (
        page.evaluate(
            """[...document.querySelectorAll('caption')].map(one => one.getBoundingClientRect())
            .filter(box => box.left < 0 || box.right > 360).length"""
        )
        == 0
    )


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("law")])
def test_on_a_usual_screen_the_table_of_powers_is_seen_in_its_whole_width(look, name):
    page = look(name).page
    cut = "one => one.scrollWidth - one.clientWidth"
    assert page.locator(".matrix").evaluate(cut) <= 0


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_kept_whole_looks_like_the_words_around_it(look, name):
    page = look(name).page
    differing = page.evaluate(
        """[...document.querySelectorAll('.whole')].filter(one => {
            const [own, around] = [one, one.parentElement].map(each => getComputedStyle(each));
            return own.display !== 'inline' || ['color', 'fontSize', 'fontWeight']
                .some(each => own[each] !== around[each]);
        }).map(one => one.parentElement.outerHTML.slice(0, 120))"""
    )
    assert differing == []

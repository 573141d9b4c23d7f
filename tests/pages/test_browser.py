"""Every page, for every reader, in both languages, in a real browser."""

import re
from datetime import timedelta

import pytest
from attrs import evolve

from tests.pages import making
from tests.pages.every import NAMES
from tests.pages.making import ARABIC, CASES, MAY


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_in_the_light_or_the_dark_and_nothing_is_fetched(look, name):
    seen = look(name)
    # Colour is the same in each language, and looking at it takes longest.
    dutch = name.endswith("nl")
    assert seen.axe(but=None if dutch else "color-contrast") == []
    seen.page.emulate_media(color_scheme="dark")
    if dutch:  # what the dark changes is colour
        assert seen.axe(only="color-contrast") == []
    assert seen.complaints == []
    assert seen.asked == []
    background = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", background)[:3])) < 150


@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_screen_shows_it_all_without_scrolling_aside(look, name):
    seen = look(name, width=320)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
    # Whatever is wider scrolls within itself, and can be reached with the keyboard.
    wide = """[...document.querySelectorAll('main *')]
        .filter(one => one.scrollWidth > one.clientWidth + 1)
        .filter(one => getComputedStyle(one).overflowX === 'auto').map(one => one.tabIndex)"""
    assert set(seen.page.evaluate(wide)) <= {0}


@pytest.mark.parametrize("name", NAMES[::2])  # one language: words change no order
def test_the_keyboard_goes_through_a_page_in_its_order(look, name):
    seen = look(name)
    reached = []
    while len(reached) < 400:
        seen.page.keyboard.press("Tab")
        place = seen.page.evaluate(
            "[document.activeElement.tagName, document.activeElement.getAttribute('href') ?? '', "
            "[...document.querySelectorAll('*')].indexOf(document.activeElement)]"
        )
        if place[0] == "BODY" or (reached and place == reached[0]):
            break
        reached.append(place)
    assert reached[0][:2] == ["A", "#main"]
    places = [place for _, _, place in reached]
    assert places == sorted(places)
    asked = "document.querySelectorAll('a[href], summary, [tabindex=\"0\"]').length"
    assert len(reached) == seen.page.evaluate(asked)
    for _, target, _ in reached:
        if target:
            assert seen.page.evaluate("id => !!document.querySelector(id)", target)


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_reader_meets_landmarks_and_headings_in_order(look, name):
    seen = look(name)
    tree = seen.page.locator("body").aria_snapshot()
    levels = [int(level) for level in re.findall(r"- heading .*\[level=(\d)\]", tree)]
    assert levels.count(1) == 1
    first = levels.index(1)
    assert all(b <= a + 1 for a, b in zip(levels[first:], levels[first + 1 :], strict=False))
    marks = re.findall(r"^- (banner|navigation|main|contentinfo)", tree, re.MULTILINE)
    expected = ["banner", "navigation", "main", "contentinfo"]
    assert marks == [m for m in expected if m != "navigation" or "child" not in name]
    # Each section is named after its heading, and each picture with a meaning by its title.
    regions = len(re.findall(r"- '?region \"", tree))
    assert regions == seen.page.locator("main > section").count() >= 3
    pictures = len(re.findall(r"- '?img \"", tree))
    assert pictures == seen.page.locator("svg[role=img]").count()
    assert not re.search(r"- img$", tree, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_on_paper_it_is_a4_and_nothing_is_cut(look, name):
    seen = look(name)
    pdf = seen.page.pdf(prefer_css_page_size=True)
    sizes = {
        tuple(round(float(side)) for side in found.split()[2:])
        for found in re.findall(rb"/MediaBox \[([^\]]+)\]", pdf)
    }
    assert sizes == {(595, 842)}
    seen.page.emulate_media(media="print")
    seen.page.set_viewport_size({"width": 680, "height": 960})  # A4 but its margins, in CSS pixels
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 680
    cut = """[...document.querySelectorAll('main *')].filter(one => one.scrollWidth >
        one.clientWidth + 1 && one.clientWidth && getComputedStyle(one).display !== 'inline' &&
        !(one instanceof SVGElement) && !one.classList.contains('unseen')).length"""
    assert seen.page.evaluate(cut) == 0
    assert seen.page.evaluate("getComputedStyle(document.querySelector('.skip')).display") == "none"


def test_a_text_from_right_to_left_is_set_so_and_markup_in_texts_does_nothing(look, hostile):
    case = evolve(CASES[4], at=MAY + timedelta(hours=1))
    seen = look(making.page(hostile, case))
    said = seen.page.locator("#voices .prose", has_text=ARABIC)
    assert said.inner_text() == ARABIC
    assert said.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert seen.page.locator("script").count() == 0
    assert seen.axe() == []
    assert (seen.complaints, seen.asked) == ([], [])


# --------------------------------------------------------------------- what these tests would catch


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("--soft: #55616a", "--soft: #a9b4ba", "color-contrast"),
        ('<html lang="nl"', "<html", "html-has-lang"),
        ('role="img" aria-labelledby', 'role="img" data-no', "svg-img-alt"),
        ("<h1>", '<p class="h1">', "page-has-heading-one"),
    ],
)
def test_axe_bites(look, pages, old, new, rule):
    broken = pages["professional-nl"]
    assert old in broken
    broken = broken.replace(old, new)
    # The policy lets in no other style than the page's own.
    broken = re.sub(r"<meta http-equiv=.*?>", "", broken)
    if rule == "svg-img-alt":
        broken = re.sub(r"<title id=.*?</title>", "", broken)
    seen = look(broken)
    assert rule in seen.rules()
    assert {one.split(":")[0] for one in seen.axe(only=rule)} == {rule}


def test_a_request_and_a_script_would_be_seen(look, pages):
    html = re.sub(r"<meta http-equiv=.*?>", "", pages["family-nl"]).replace(
        "<main", "<img src='http://127.0.0.1:9/x.png' alt=''><script>console.error(1)</script><main"
    )
    seen = look(html)
    assert seen.asked == ["http://127.0.0.1:9/x.png"]
    assert seen.complaints

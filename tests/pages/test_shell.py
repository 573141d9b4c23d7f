"""What every page stands on: our words in both languages, values escaped, nothing fetched."""

import base64
import hashlib
import re
import subprocess
import sys

import pytest

from safetyframe import texts
from safetyframe.pages.shell import Words, render
from safetyframe.texts import Reader
from safetyframe.texts.filling import names_in
from safetyframe.texts.reading import catalogue, own_words
from tests.pages.reading import Page

BAD = '<script>alert("x")</script>'


def page(language="en", reader=Reader.PROFESSIONAL, title="A title", **values):
    return render("layout.html", say=Words(language, reader), title=title, **values)


@pytest.mark.parametrize("reader", Reader)
def test_both_languages_have_the_same_words_with_the_same_facts(reader):
    nl, en = (catalogue(language, reader).pages for language in texts.LANGUAGES)
    assert nl.keys() == en.keys()
    for name in nl:
        assert names_in(nl[name]) == names_in(en[name]), name


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("reader", [Reader.FAMILY, Reader.CHILD])
def test_plainer_words_are_for_labels_that_there_are(language, reader):
    known = catalogue(language, Reader.PROFESSIONAL).pages
    for name, text in own_words(language, reader).get("pages", {}).items():
        assert names_in(text) <= names_in(known[name]), name


def test_whatever_a_page_is_given_is_escaped():
    made = page(title=BAD, contents=[(f'x"{BAD}', BAD)])
    assert "<script" not in made
    assert made.count("&lt;script&gt;") == 4  # title, heading, link and label


def test_the_policy_lets_in_this_one_style_and_nothing_else():
    seen = Page(page())
    policy = next(
        attrs["content"]
        for tag, attrs in seen.tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    digest = base64.b64encode(hashlib.sha256(seen.style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not {tag for tag, _ in seen.tags} & {"script", "link", "iframe", "form", "object"}
    assert not re.search(r"url\(|@import|https?:", page())


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl"), ("en", "en"), ("fr", "en")])
def test_a_page_says_its_language_and_what_a_language_lacks(language, tag):
    made = page(language)
    assert f'<html lang="{tag}"' in made
    assert ("termes" in made) is (language == "fr")


def test_without_jinja_one_line_says_what_to_install():
    code = (
        "import sys; sys.modules['jinja2'] = None\n"
        "from safetyframe.errors import HostError\n"
        "from safetyframe.pages.shell import Words, render\n"
        "try: render('layout.html', say=Words('en'), title='x')\n"
        "except HostError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "a page needs Jinja2: pip install 'safetyframe[report]'"

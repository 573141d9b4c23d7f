"""The answer to a person's request as a page: every entry, every field of it, in words."""

from __future__ import annotations

import re
from datetime import datetime
from enum import Enum
from html import unescape
from typing import get_args, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from attrs import fields, has

from safetyframe import acts as a
from safetyframe import exports
from safetyframe.pages.answer import answer_page
from safetyframe.pages.content import Content
from safetyframe.pages.shell import Words
from safetyframe.roles import By
from safetyframe.texts import LANGUAGES, Reader
from safetyframe.texts.reading import catalogue
from safetyframe.values import Text
from tests.exports.seeing import ended, everybody
from tests.exports.test_subject import answer, seen_by
from tests.support.story import ANNA, LEAD, MOTHER, hoe_established

SEEN = (*everybody(), *ended())
WHO = {"ids": lambda seen: seen.view.viewer.person}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seen", SEEN, **WHO)
def test_the_page_says_every_entry_in_both_languages(seen, language):
    page = answer_page(*seen.both, language)
    said = exports.subject(*seen.both)
    for entry in said["entries"]:
        assert f'id="entry-{entry["number"]}"' in page
    assert page.count("<article") == len(said["entries"])
    assert f'<html lang="{language}"' in page
    assert "answer-" not in page.replace("aria-labelledby", "")


def test_words_on_the_page_are_escaped_and_say_their_language():
    story = hoe_established()
    first = next(iter(exports.texts_of(answer(story, ANNA))))
    pair = seen_by(story, ANNA).both
    page = answer_page(*pair, "nl", words={first: "<script>x</script>"})
    assert '<blockquote dir="auto" lang="nl">&lt;script&gt;x&lt;/script&gt;</blockquote>' in page
    assert "niet meer bewaard" in page
    assert "<script" not in page


def test_two_entries_under_one_id_are_two():
    """Nobody may block a voice, not even for the id that it gives itself."""
    story = hoe_established()
    key = next(one.act.id for one in story.records if one.act.by.person == MOTHER[0])
    story.do(a.Scale, MOTHER, id=key, goal="g1", minor=ANNA, value=7)
    said = answer(story, MOTHER[0])["entries"]
    names = [one["name"] for one in said if one["act"] == key]
    assert len(set(names)) == 2
    page = answer_page(*seen_by(story, MOTHER[0]).both, "en")
    heads = [
        re.search(rf'<h3 id="entry-{one["number"]}">(.*?)</h3>', page)[1].partition(" ")[2]
        for one in said
        if one["act"] == key
    ]
    assert len(set(heads)) == 2


def kinds_in(kind, found):
    """Every class of fields and every enumeration that a field of `kind` may hold."""
    if isinstance(kind, type) and kind not in found:
        if has(kind):
            found.add(kind)
            for inner in get_type_hints(kind).values():
                kinds_in(inner, found)
        elif issubclass(kind, Enum):
            found.add(kind)
    for inner in get_args(kind):
        kinds_in(inner, found)
    return found


KINDS = set().union(*(kinds_in(act, {By, Text}) for act in a.ACTS)) - {By, Text}
VALUES = {value.value for kind in KINDS if issubclass(kind, Enum) for value in kind}
NAMES = {one.name for kind in KINDS if has(kind) for one in fields(kind)} - {"by"}
NAMED = {*NAMES, "nothing"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_an_act_has_a_name_and_no_name_is_idle(language):
    told = catalogue(language, Reader.PROFESSIONAL).pages
    assert {name.removeprefix("field-") for name in told if name.startswith("field-")} == NAMED
    if language == "nl":
        english = catalogue("en", Reader.PROFESSIONAL).pages
        assert [n for n in NAMES if told[f"field-{n}"] == english[f"field-{n}"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", [Reader.PROFESSIONAL, Reader.FAMILY])
def test_every_value_of_every_kind_is_in_words(language, reader):
    content = Content(say=Words(language, reader), person=ANNA, zone="Europe/Brussels")
    other = Content(say=Words(_OTHER[language], reader), person=ANNA, zone="Europe/Brussels")
    for kind in KINDS:
        for value in kind if issubclass(kind, Enum) else ():
            said = content._held("x", value)
            assert said != other._held("x", value) or said in ("WAT", "computer"), value
            assert "-" not in said, value


MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_OTHER = {"nl": "en", "en": "nl"}


def leaves(said, inside=""):
    """Every value that is no list and no object, with the name of the field it is in; no text."""
    if isinstance(said, list):
        for one in said:
            yield from leaves(one, inside)
    elif isinstance(said, dict):
        if said.keys() != {"id", "digest", "language"}:
            for name, one in said.items():
                yield from leaves(one, name)
    else:
        yield inside, said


@pytest.mark.parametrize("seen", SEEN, **WHO)
def test_the_page_says_all_that_an_entry_holds_and_no_name_of_a_field(seen):
    said = exports.subject(*seen.both)
    articles = answer_page(*seen.both, "nl").split("<article")[1:]
    for entry, article in zip(said["entries"], articles, strict=True):
        # A name is kept on one line, and so is a day.
        html = re.sub('<span class="whole">(.*?)</span>', r"\1", article).replace("\xa0", " ")
        terms = re.findall("<dt>(.*?)</dt>", html)
        held = [unescape(one) for one in re.findall("<dd><bdi>(.*?)</bdi></dd>", html)]
        words = " ".join(held)
        assert not {term.lower() for term in terms} & (NAMES - {"kind"}), (
            entry
        )  # which is Dutch for a child
        assert not VALUES & set(held), entry
        for name, value in leaves(entry["content"]):
            if isinstance(value, bool):
                assert {"ja", "nee"} & set(held)
            elif isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
                moment = datetime.fromisoformat(value).astimezone(ZoneInfo(said["zone"]))
                day = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
                assert f"{day}, {moment:%H:%M}" in held
            elif value is None or value == "und":
                assert "niets opgeschreven" in held
            elif name == "language":
                assert value not in held
                assert {"nl": "Nederlands", "fr": "Frans"}[value] in held
            elif name == "unknown":
                assert value not in held
                assert catalogue("nl", Reader.PROFESSIONAL).facts["unknown"][value] in held
            elif value not in VALUES:
                assert str(value) in words, (name, entry)
        for text in exports.texts_of(entry["content"]):
            assert f"Tekst {text}" in unescape(html)


def test_a_family_reads_it_in_its_own_words_and_a_professional_in_theirs():
    story = hoe_established()
    for who, says in ((MOTHER[0], "Wat er minstens moet zijn"), (LEAD[0], "Bodemeisen")):
        page = answer_page(*seen_by(story, who).both, "nl")
        assert f"<dt>{says}</dt>" in page
    mother = answer_page(*seen_by(story, MOTHER[0]).both, "nl")
    assert f"<bdi>{MOTHER[0]} (jij)</bdi>" in mother
    assert f"<bdi>{LEAD[0]} (jij)</bdi>" not in mother

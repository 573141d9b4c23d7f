"""Plain words, measured: ours for a family and a child, and whatever a host writes."""

import re

import pytest

from safetyframe import texts
from safetyframe.texts import Reader
from safetyframe.texts.jargon import JARGON
from safetyframe.texts.plain import LIMITS, Measure, Plain, measure, reading_ease, syllables
from safetyframe.texts.reading import catalogue
from tests.texts.forms import every

TABLES = ("gaps", "findings", "next", "steps", "acts", "clauses", "phrases", "changes", "pages")
# Pages and commands that are made for professionals alone.
THEIRS = ("audit-", "law-", "charter-", "plugins-", "relay-")
HARD = (
    "Indien de verantwoordelijke consulent op basis van de verzamelde informatie vaststelt dat de "
    "problematiek onvoldoende gestabiliseerd is, dient de hulpverlener inzake de bodemeisen "
    "teneinde de veiligheidsdoelstellingen te realiseren een herziene zienswijze te formuleren."
)
EASY = (
    "De mama van Sam is vaak moe. Dan slaapt ze diep. Sam roept, en er komt niemand. Daarom slaapt "
    "oma nu bij Sam als mama moe is. Sam mag oma altijd wakker maken. Dat hebben we samen gezegd."
)


def said(language, reader):
    """Every text as it stands in a sentence: with its longest words, and what goes before it."""
    c = catalogue(language, reader)
    words = {
        "who": max((*c.with_article.values(), c.phrases["lead"]), key=len),
        "act": max(c.acts.values(), key=len),
        "duty": max(c.facts["duty"].values(), key=len),
        "unknown": max(c.facts["unknown"].values(), key=len),
    }

    def fill(text):
        return re.sub(r"\{(\w+)\}", lambda found: words.get(found.group(1), "x"), text)

    for table in TABLES:
        for code, templates in getattr(c, table).items():
            if table == "pages" and reader is not Reader.PROFESSIONAL and code.startswith(THEIRS):
                continue
            for one in every(templates):
                text = fill(one)
                if table in ("next", "steps"):
                    text = texts.say_next(text, language, reader=reader)
                if table == "clauses" and reader is not Reader.PROFESSIONAL:
                    text = c.phrases["agreed"].format(clause=text)
                yield f"{table}/{code}", text if text.endswith((".", "?")) else f"{text}."
    for name, values in c.facts.items():
        yield from ((f"facts/{name}/{value}", f"{text}.") for value, text in values.items())
    yield from ((f"roles/{role.value}", f"{text}.") for role, text in c.roles.items())
    yield from ((f"with/{role.value}", f"{text}.") for role, text in c.with_article.items())


def hard(language, reader, items):
    return [
        (where, found.measure.value, text[found.start : found.end])
        for where, text in items
        for found in measure(text, language, reader)
    ]


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("reader", Reader)
def test_all_our_texts_are_plain_enough_for_their_reader(language, reader):
    items = list(said(language, reader))
    assert len(items) > 350
    assert hard(language, reader, items) == []
    whole = "\n".join(text for _, text in items)
    assert reading_ease(whole, language) > LIMITS[reader].ease


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_is_said_to_professionals_is_too_hard_for_a_child(language):
    found = hard(language, Reader.CHILD, said(language, Reader.PROFESSIONAL))
    kinds = {kind for _, kind, _ in found}
    assert {"length", "jargon"} <= kinds
    assert len(found) > 100


def test_plainer_readers_have_narrower_limits():
    for more, less in ((Reader.PROFESSIONAL, Reader.FAMILY), (Reader.FAMILY, Reader.CHILD)):
        assert LIMITS[more].words > LIMITS[less].words
        assert LIMITS[more].ease < LIMITS[less].ease


def test_a_hard_text_fails_on_all_counts_and_an_easy_one_on_none():
    assert {one.measure for one in measure(HARD, "nl", Reader.FAMILY)} == set(Measure)
    assert measure(EASY, "nl", Reader.CHILD) == ()
    assert reading_ease(HARD, "nl") < 20
    assert reading_ease(EASY, "nl") > 90


def test_a_finding_says_where_and_never_what():
    secret = "Sam heeft borderline. " + "Sam is " * 12 + "moe."
    found = measure(secret, "nl", Reader.FAMILY)
    assert [(one.measure, secret[one.start : one.end]) for one in found] == [
        (Measure.JARGON, "borderline"),
        (Measure.LENGTH, "Sam is " * 12 + "moe."),
    ]
    assert "Sam" not in repr(found)
    assert "borderline" not in repr(found)


def test_numbers_are_given_beside_their_limits():
    (long,) = measure("zeg " * 21 + "het.", "nl", Reader.FAMILY)
    assert long == Plain(measure=Measure.LENGTH, start=0, end=88, value=22, limit=20)
    assert measure("zeg " * 19 + "het.", "nl", Reader.FAMILY) == ()


def test_a_short_text_has_no_reading_ease():
    assert reading_ease("Verantwoordelijkheidsgevoel.", "nl") is None
    assert reading_ease("", "nl") is None
    assert measure("", "en", Reader.CHILD) == ()


def test_the_formula_is_that_of_flesch_and_douma():
    # 30 words of one syllable, in three sentences of ten.
    easy = ("ik ben er nu al en jij nog lang niet. " * 3).strip()
    assert reading_ease(easy, "nl") == pytest.approx(206.84 - 0.93 * 10 - 77)
    english = ("I am here now and you will come in soon. " * 3).strip()
    assert reading_ease(english, "en") == pytest.approx(206.835 - 1.015 * 10 - 84.6)


@pytest.mark.parametrize(
    ("language", "word", "number"),
    [
        ("nl", "veiligheid", 3),
        ("nl", "verantwoordelijke", 6),
        ("nl", "zeeën", 2),
        ("nl", "beïnvloeden", 4),
        ("nl", "mooie", 2),
        ("nl", "overheid", 3),
        ("nl", "eeuw", 1),
        ("nl", "u", 1),
        ("nl", "b1", 1),
        ("en", "made", 1),
        ("en", "ended", 2),
        ("en", "asked", 1),
        ("en", "people", 2),
        ("en", "responsibility", 6),
        ("en", "be", 1),
    ],
)
def test_syllables(language, word, number):
    assert syllables(word, language) == number


def test_sentences_end_at_lines_and_not_at_numbers():
    lines = "zeg " * 12 + "\n" + "zeg " * 12
    assert measure(lines, "nl", Reader.CHILD) == ()
    number = "zeg " * 7 + "3.5 " + "zeg " * 7
    assert [one.measure for one in measure(number, "nl", Reader.CHILD)] == [Measure.LENGTH]


def test_jargon_is_found_in_any_case_over_lines_and_as_whole_words():
    assert measure("Maatschappelijke\nnoodzaak", "nl", Reader.FAMILY)[0].instead is not None
    assert measure("Het kind is verslaafd.", "nl", Reader.FAMILY)
    assert measure("Bodemeisen.", "nl", Reader.FAMILY)
    assert measure("Opdracht.", "nl", Reader.FAMILY) == ()
    assert measure("Een mandaat.", "en", Reader.FAMILY) == ()
    assert measure("Het traject.", "nl", Reader.PROFESSIONAL) == ()


@pytest.mark.parametrize("words", JARGON, ids=lambda one: f"{one.language}-{len(one.readers)}")
def test_what_stands_instead_is_no_jargon_itself(words):
    for word, instead in words.words.items():
        assert words.instead_of(words.pattern.fullmatch(word.removesuffix("*"))) is not None, word
        for reader in words.readers:
            assert measure(instead, words.language, reader) == (), (word, instead)

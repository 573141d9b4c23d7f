"""The files of translators: complete, in step with their source, and gettext to the letter."""

import gettext
import io
import re
from importlib.resources import files

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po as babel_reads

from safetyframe.texts import Reader
from safetyframe.texts.filling import fill, names_in
from safetyframe.texts.model import Plural
from safetyframe.texts.po import Entry, read_po
from tests.texts.forms import forms

FOLDER = files("safetyframe.texts") / "catalogues"
READERS = ("professional", "family", "child")
FILES = [f"{one}.pot" for one in READERS] + [f"nl/{one}.po" for one in READERS]


def content(name):
    return FOLDER.joinpath(*name.split("/")).read_text(encoding="utf-8")


def facts_of(text):
    """The facts that a text fills in, with their article or without."""
    return {name.removeprefix("the_") for name in names_in(text)}


def faults(source, translation):
    """What a translation lacks, has too much, or says of an English text that has changed."""
    english = {entry.context: entry.source for entry in source}
    found = {entry.context: entry for entry in translation}
    for context, text in english.items():
        entry = found.get(context)
        if entry is None or not entry.text:
            yield context, "missing"
        elif entry.source != text:
            yield context, "stale"
        elif list(map(facts_of, forms(entry.text))) != list(map(facts_of, forms(text))):
            yield context, "facts"
    for context in found.keys() - english.keys():
        yield context, "unknown"


@pytest.mark.parametrize("reader", READERS)
def test_nothing_is_missing_stale_or_unknown(reader):
    source, dutch = read_po(content(f"{reader}.pot")), read_po(content(f"nl/{reader}.po"))
    assert list(faults(source, dutch)) == []
    assert [entry.context for entry in dutch] == [entry.context for entry in source]


def test_every_reader_has_a_file():
    assert set(READERS) == {reader.value for reader in Reader}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": ""}, "missing"),
        ({"source": "An older text about {person}."}, "stale"),
        ({"text": "Iets over {persoon}."}, "facts"),
        ({"context": "gaps/no-such-code"}, "unknown"),
    ],
)
def test_each_fault_is_seen(change, fault):
    source = (Entry(context="gaps/x", source="Something on {person}.", text=""),)
    good = {"context": "gaps/x", "source": "Something on {person}.", "text": "Iets: {person}."}
    assert list(faults(source, (Entry(**good),))) == []
    assert fault in [kind for _, kind in faults(source, (Entry(**{**good, **change}),))]


def as_babel(text, source):
    """A text of one form as it is; the forms of one that counts, empty where nothing is said."""
    return (forms(text) if text else ("", "")) if isinstance(source, Plural) else text


@pytest.mark.parametrize("name", FILES)
def test_babel_reads_the_same(name):
    theirs = babel_reads(io.StringIO(content(name)), abort_invalid=True)
    ours = [
        (one.context, as_babel(one.source, one.source), as_babel(one.text, one.source))
        for one in read_po(content(name))
    ]
    assert ours == [(one.context, one.id, one.string) for one in theirs if one.id]
    assert len(ours) > 150
    assert theirs.num_plurals == 2
    assert theirs.plural_expr == "(n != 1)"


@pytest.mark.parametrize("reader", READERS)
def test_compiled_for_gettext_the_words_are_the_same(reader):
    compiled = io.BytesIO()
    write_mo(compiled, babel_reads(io.StringIO(content(f"nl/{reader}.po")), locale="nl"))
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    for entry in read_po(content(f"nl/{reader}.po")):
        if isinstance(entry.text, Plural):
            for number in (0, 1, 2, 11, 21):
                said = translations.npgettext(
                    entry.context, entry.source.one, entry.source.many, number
                )
                assert said == (entry.text.one if number == 1 else entry.text.many)
        else:
            assert translations.pgettext(entry.context, entry.source) == entry.text


#: Facts that are numbers; before the name of what is counted such a text has two forms.
COUNTED = re.compile(
    r"\{(?:number|days|needed|left|attempts|trajectories|vectors)\} (?!not as)(?:\w+ )?\w+s\b"
    r"|\{(?:held|number)\} (?:of \{all\} )?(?:are|wait|stars)\b"
)


@pytest.mark.parametrize("name", FILES)
def test_what_counts_has_two_forms_and_says_by_what(name):
    counted = 0
    for entry in read_po(content(name)):
        for text in (entry.source, entry.text):
            if isinstance(text, Plural):
                counted += 1
                (fact,) = facts_of(text.many) - facts_of(text.one)
                assert not facts_of(text.one) - facts_of(text.many)
                assert re.search(r"\b1\b", text.one), entry.context
                assert fill(text, dict.fromkeys(facts_of(text.many), "x") | {fact: "1"}).count("1")
        assert isinstance(entry.source, Plural) or not COUNTED.search(entry.source), entry.context
    assert counted


@pytest.mark.parametrize("number", [0, 1, "1", 2, 11, "21"])
def test_one_is_said_as_one_and_any_other_number_as_many(number):
    text = Plural(one="1 act of {person}", many="{number} acts of {person}")
    said = fill(text, {"number": number, "person": "p-1"})
    assert said == ("1 act of p-1" if str(number) == "1" else f"{number} acts of p-1")


def test_texts_on_several_lines_and_signs_are_read_and_fuzzy_ones_are_not():
    entries = read_po(
        'msgid ""\nmsgstr ""\n"Language: nl\\n"\n\n'
        '# a remark\n#: a place\nmsgctxt "gaps/a b"\nmsgid ""\n"One "\n"two."\n'
        'msgstr "Een \\"twee\\"\\\\."\n\n'
        '#, fuzzy\nmsgctxt "gaps/c"\nmsgid "Three."\nmsgstr "Drie?"\n'
    )
    assert entries == (
        Entry(context="gaps/a b", source="One two.", text='Een "twee"\\.'),
        Entry(context="gaps/c", source="Three.", text=""),
    )


def test_a_counted_text_has_its_two_forms_in_any_order_and_half_of_one_is_none():
    head = 'msgctxt "pages/x"\nmsgid "1 act"\nmsgid_plural "{number} acts"\n'
    source = Plural(one="1 act", many="{number} acts")
    one, many = 'msgstr[0] "1 daad"\n', 'msgstr[1] "{number} daden"\n'
    whole = Entry(
        context="pages/x", source=source, text=Plural(one="1 daad", many="{number} daden")
    )
    assert read_po(head + one + many) == read_po(head + many + one) == (whole,)
    (half,) = read_po(head + 'msgstr[0] "1 daad"\nmsgstr[1] ""\n')
    assert half == Entry(context="pages/x", source=source, text="")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('msgctxt "a"\nmsgid "x"\nmsgid "y"\nmsgstr ""\n', "line 3: a second msgid"),
        ('msgctxt "a"\nmsgid "x"\nmsgstr[0] "y"\n', "line 4: the entry before needs"),
        ('msgctxt "a"\nmsgid "x"\nmsgid_plural "z"\nmsgstr "y"\n', "the entry before needs"),
        ('msgctxt "a"\nmsgid "x"\nmsgstr[2] "y"\n', "line 3: expected msgctxt"),
        ('msgctxt "a"\nmsgid "x\nmsgstr "y"\n', "line 2: expected msgctxt"),
        ('"x"\n', "line 1: expected msgctxt"),
        ('msgid "x"\nmsgstr "y"\n', "line 3: the entry before needs"),
        ('msgctxt "a"\nmsgid "x"\nmsgstr ""\n\n' * 2, "two entries of context 'a'"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(wrong, said):
    with pytest.raises(ValueError, match=r"line|two") as error:
        read_po(wrong)
    assert said in str(error.value)

"""The files of translators: complete, in step with their source, and gettext to the letter."""

import gettext
import io
from importlib.resources import files

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po as babel_reads

from safetyframe.texts import Reader
from safetyframe.texts.filling import names_in
from safetyframe.texts.po import Entry, read_po

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
        elif facts_of(entry.text) != facts_of(text):
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


@pytest.mark.parametrize("name", FILES)
def test_babel_reads_the_same(name):
    theirs = babel_reads(io.StringIO(content(name)), abort_invalid=True)
    ours = [(one.context, one.source, one.text) for one in read_po(content(name))]
    assert ours == [(one.context, one.id, one.string) for one in theirs if one.id]
    assert len(ours) > 150


@pytest.mark.parametrize("reader", READERS)
def test_compiled_for_gettext_the_words_are_the_same(reader):
    compiled = io.BytesIO()
    write_mo(compiled, babel_reads(io.StringIO(content(f"nl/{reader}.po")), locale="nl"))
    compiled.seek(0)
    translations = gettext.GNUTranslations(compiled)
    for entry in read_po(content(f"nl/{reader}.po")):
        assert translations.pgettext(entry.context, entry.source) == entry.text


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


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('msgctxt "a"\nmsgid "x"\nmsgid "y"\nmsgstr ""\n', "line 3: a second msgid"),
        ('msgctxt "a"\nmsgid "x"\nmsgstr[0] "y"\n', "line 3: expected msgctxt"),
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

"""X13 on paper: a page holds nothing that its viewer may not know, and no trace of it.

The same two histories as in `tests/laws/test_non_interference.py`: what one person must not learn
of is planted in one of them, and their pages of both have to be the same to the letter.
"""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random

import pytest
from attrs import evolve, has
from attrs import fields as fields_of

from safetyframe.exports.subject import answered as made
from safetyframe.index import Index
from safetyframe.pages import Seen, report
from safetyframe.pages.answer import answer_page
from safetyframe.pages.scribe import Scribe
from safetyframe.program import texts_of
from safetyframe.texts import Reader
from safetyframe.values import Text
from safetyframe.views import Viewer
from tests.laws.histories import ONLOOKERS, family, plant, spell
from tests.pages import making
from tests.pages.making import CASES, Case
from tests.support.secrets import TOKEN
from tests.support.story import MANDATE

BUDGET = 12  # histories, in every run
EVERYONE = (
    "consultant-1",
    "consultant-2",
    "worker-1",
    "parent-1",
    "parent-2",
    "grandparent-1",
    "trust-1",
    "neighbour-1",
    "child-a",
    "child-b",
)


def texts_in(thing):
    """The id of every text that is named anywhere in a thing."""
    if isinstance(thing, Text):
        return {thing.id}
    if isinstance(thing, Index):
        return texts_in(tuple(thing.values()))
    if isinstance(thing, tuple):
        return set().union(*map(texts_in, thing)) if thing else set()
    if has(type(thing)):
        return texts_in(tuple(getattr(thing, f.name) for f in fields_of(type(thing))))
    return set()


def held(law, told, viewer, asked):
    def body(text):
        asked.add(text)

    t = told.t
    return Seen(
        trajectory=law.show(t, viewer),
        records=law.show(told.records, viewer, t),
        findings=law.show(law.findings(t, viewer.at), viewer, t),
        body=body,
        law=law,
    )


def answered(seen, told, base, language):
    """The answer to their request, by somebody who hands over the words of every text there is."""
    usual = texts_in((base.t, tuple(base.records)))
    words = {
        text: f"{'' if text in usual else TOKEN} words of {text}"
        for text in texts_in((told.t, tuple(told.records)))
    }
    return answer_page(seen.trajectory, seen.records, language, words=words)


def differences(seed):
    """What one person's pages of two histories do not have in common; and how many there were."""
    rng = Random(seed)
    run = family(rng.randrange(10**9))
    person = rng.choice(ONLOOKERS)
    found, pages = [], []

    def look(pair, _):
        at = pair.other.t.known_at + timedelta(seconds=1)
        mandate = MANDATE if pair.v.outside else None
        viewer = Viewer(person=pair.v.person, at=at, mandate=mandate)
        reader, language = rng.choice(list(Reader)), rng.choice(("nl", "en"))
        made = []
        for told in (pair.base, pair.other):
            asked = set()
            seen = held(pair.law, told, viewer, asked)
            answer = answered(seen, told, pair.base, language)
            made.append((report(seen, language, reader=reader), answer))
            known = texts_in((seen.trajectory.shown, seen.records.shown))
            if asked - known:
                found.append(f"seed {seed}: asked for {sorted(asked - known)}")
        for page, first, second in zip(("report", "answer"), *made, strict=True):
            pages.append(second)
            where = f"seed {seed}, {page} for {person}"
            if TOKEN in second:
                at = second.index(TOKEN)
                found.append(f"{where}: {second[at - 200 : at + 40]}")
            elif first != second:
                at = next(n for n, (x, y) in enumerate(zip(first, second, strict=False)) if x != y)
                found.append(f"{where}: {first[at - 90 : at + 60]} | {second[at:][:60]}")

    plant(run, person, rng.randrange(10**9), look)
    return found, len(pages)


def test_a_secret_leaves_every_page_as_it_was():
    found, count = [], 0
    for seed in range(BUDGET):
        more, pages = differences(seed)
        found += more
        count += pages
    assert found == []
    assert count >= 4 * BUDGET


@pytest.mark.deep
@pytest.mark.parametrize("first", range(1000, 3000, 200))
def test_a_secret_leaves_pages_of_many_histories_as_they_were(first):
    assert [one for seed in range(first, first + 200) for one in differences(seed)[0]] == []


def test_a_page_of_all_there_is_would_be_caught(monkeypatch):
    whole = {}
    make = held.__globals__["held"]

    def noting(law, told, viewer, asked):
        seen = make(law, told, viewer, asked)
        whole[id(seen)] = told.t
        return seen

    monkeypatch.setitem(globals(), "held", noting)
    monkeypatch.setattr(Scribe, "t", property(lambda s: whole[id(s.seen)]))
    assert any(differences(seed)[0] for seed in range(6))


def test_an_answer_of_all_that_is_on_record_would_be_caught(monkeypatch):
    def whole(_, records):
        return tuple(evolve(record, seq=n) for n, record in enumerate(records, 1))

    monkeypatch.setattr("safetyframe.law.show_records", whole)
    assert any("answer for" in one for seed in range(6) for one in differences(seed)[0])


def test_an_answer_with_words_of_other_texts_would_be_caught(monkeypatch):
    def told(view, records, **more):
        said, kept = made(view, records, **more)
        return {**said, "zone": "UTC", "person": str(more["words"])}, kept

    monkeypatch.setattr("safetyframe.pages.answer.answered", told)
    assert any("answer for" in one for seed in range(6) for one in differences(seed)[0])


# ----------------------------------------------------------------------------------- on the sample


def bodies(frame):
    """The words of every text of the sample, by id."""
    return {
        text.id: frame.body(making.TRAJECTORY, text.id).words
        for record in frame.records(making.TRAJECTORY)
        for text in texts_of(record.act)
    }


@pytest.mark.parametrize("person", EVERYONE)
@pytest.mark.parametrize("reader", Reader)
def test_no_word_and_no_reference_is_on_a_page_that_the_views_do_not_hold(frame, person, reader):
    case = Case(
        person, reader, "nl", making.MAY.replace(month=4 if person == "consultant-2" else 3)
    )
    seen = making.seen(frame, case)
    assert not seen.blind
    html = making.page(frame, case) + answer_page(
        seen.trajectory, seen.records, "nl", words=bodies(frame)
    )
    views = (seen.trajectory, seen.records, seen.findings)
    known = texts_in(tuple(view.shown for view in views[:2]))
    hidden = {words for name, words in bodies(frame).items() if name not in known}
    shown = {words for name, words in bodies(frame).items() if name in known}
    for words in hidden - shown:
        assert words not in html
    spelled = " ".join(spell(view) for view in views)
    every = set(
        re.findall(r"'([A-Za-z][\w.-]*-[\w.-]+)'", spell(frame.trajectory(making.TRAJECTORY)))
    )
    assert len(every) > 100
    for name in every:
        if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", spelled):
            assert not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", html), name


def test_some_words_are_hidden_from_each_reader(frame):
    for case in CASES[:5:2]:
        seen = making.seen(frame, case)
        known = texts_in((seen.trajectory.shown, seen.records.shown))
        assert known
        assert bodies(frame).keys() - known

"""Packs: what may be one, and that they only ever tighten.

A pack refuses more, finds more and shows less. It is off unless handed over, it can't silence a
child, and one that breaks is reported and hides nothing else.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import safetyframe
from safetyframe import Frame, Law, texts
from safetyframe import acts as a
from safetyframe.charter import Level
from safetyframe.errors import HostError
from safetyframe.outcome import Accepted, Finding, Findings, Gap, Refused
from safetyframe.packs import Pack, Provision, Watch, gap, rule, seen
from tests.laws.test_properties import runs
from tests.support.story import (
    ANNA,
    ANNA_,
    LEAD,
    MOTHER,
    Story,
    opened,
    text,
    wat_established,
)
from tests.support.viewing import sentence, view_of

PRIVATE = "Keizerstraat 12, Anna"

LAW = Provision(id="house:law", source="our own rules", nl="Zo doen wij het.", en="So we do it.")
NO = rule(
    "house:no",
    "house:law",
    (a.Review, a.Speak),
    "",
    lambda *_: (gap("house:not-today", minor=ANNA),),
)
LOOK = Watch(
    id="house:look",
    clauses=("house:law",),
    reads=frozenset({"reviews"}),
    look=lambda m: (seen("house:seen", number=len(m.t.reviews)),),
)
WORDS = {
    "nl": {"house:not-today": "Vandaag niet voor {minor}.", "house:seen": "Gezien: {number}."},
    "en": {"house:not-today": "Not today for {minor}.", "house:seen": "Seen: {number}."},
}


def house(**changes: Any) -> Pack:
    """A small pack, whole."""
    parts: dict[str, Any] = {
        "name": "house",
        "version": "1",
        "review": "needs legal review",
        "provisions": (LAW,),
        "rules": (NO,),
        "watches": (LOOK,),
        "words": WORDS,
    }
    return Pack(**{**parts, **changes})


def _raises(*_: object) -> Any:
    raise ValueError(PRIVATE)


def pack_findings(law: Law, story: Story, start: str = "house") -> list[Finding]:
    found = law.findings(story.t, story.now)
    return [f for f in found if f.rule.startswith(start)]


# --- what may be one ----------------------------------------------------------------------------

_TWICE = evolve(LOOK, id="house:no")
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "name": ({"name": "The House"}, "a name is"),
    "version": ({"version": ""}, "version"),
    "review": ({"review": " "}, "reviewed"),
    "provision": ({"provisions": (evolve(LAW, id="P16"),)}, "begin with 'house:'"),
    "provision twice": ({"provisions": (LAW, LAW)}, "twice"),
    "no source": ({"provisions": (evolve(LAW, source=""),)}, "needs a source"),
    "no Dutch": ({"provisions": (evolve(LAW, nl=" "),)}, "in Dutch and in English"),
    "rule id": ({"rules": (evolve(NO, id="wat.no"),)}, "begin with 'house:'"),
    "rule alone": ({"rules": (evolve(NO, clauses=("P16",)),)}, "no provision of its pack"),
    "rule cites": ({"rules": (evolve(NO, clauses=("house:law", "P99")),)}, "nor the charter"),
    "rule other": ({"rules": (evolve(NO, clauses=("house:law", "x:y")),)}, "nor the charter"),
    "gate": ({"rules": (evolve(NO, level=Level.EXPLAIN),)}, "must be HARD"),
    "rule reads": ({"rules": (evolve(NO, reads=frozenset({"x"})),)}, "no slice"),
    "watch id": ({"watches": (evolve(LOOK, id="watch.x"),)}, "begin with 'house:'"),
    "watch cites": ({"watches": (evolve(LOOK, clauses=("P16",)),)}, "its own pack"),
    "watch cites too": ({"watches": (evolve(LOOK, clauses=("house:law", "T1")),)}, "its own pack"),
    "watch alone": ({"watches": (evolve(LOOK, clauses=()),)}, "at least one"),
    "watch reads": ({"watches": (evolve(LOOK, reads=frozenset({"x"})),)}, "no slice"),
    "one id for two": ({"watches": (_TWICE,)}, "twice"),
    "code": ({"words": {"nl": {"no-wat": "x"}, "en": {"no-wat": "x"}}}, "begin with 'house:'"),
    **{
        f"garbled {sentence}": (
            {"words": {lang: {"house:seen": sentence} for lang in ("nl", "en")}},
            "can't be read",
        )
        for sentence in ("{", "{}", "{0}", "{number.real}", "{number!r}", "{number:>9}")
    },
    "one language": ({"words": {"en": WORDS["en"]}}, "every language"),
    "half a language": ({"words": {**WORDS, "nl": {"house:seen": "x"}}}, "every language"),
    "half another": ({"words": {**WORDS, "fr": {"house:seen": "x"}}}, "every language"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_well_formed_is_refused_with_the_reason(name):
    changes, why = BAD[name]
    with pytest.raises(HostError, match=why) as raised:
        house(**changes)
    assert "house" in str(raised.value) or "House" in str(raised.value)


def test_two_packs_of_one_name_and_rules_of_one_id_are_refused():
    with pytest.raises(HostError, match="two packs are called 'house'"):
        Law(packs=(house(), house()))
    with pytest.raises(HostError, match="no pack"):
        Law(packs=("house",))  # type: ignore[arg-type]
    with pytest.raises(HostError, match="two rules are called 'house:no'"):
        Law(extra_rules=(NO,), packs=(house(),))


def test_a_third_language_is_welcome():
    house(words={**WORDS, "fr": WORDS["en"]})


# --- they tighten --------------------------------------------------------------------------------


def test_a_pack_is_off_unless_it_is_handed_over():
    story = opened()
    content = {"minors": (ANNA,)}
    assert isinstance(story.ask(a.Review, LEAD, **content), Accepted)
    assert not pack_findings(story.law, story)
    story.law = Law(packs=[house()])
    no = story.refused(a.Review, LEAD, **content)
    assert no.clauses == ("house:law",)
    assert [f.code for f in pack_findings(story.law, story)] == ["house:seen"]
    assert {f.level for f in pack_findings(story.law, story)} == {Level.WARN}


def test_a_pack_silences_nobody():
    story = opened(Law(packs=(house(),)))
    said = story.do(a.Speak, ANNA_, words=text())
    assert [w.rule for w in said.warnings] == ["house:no"]


def test_a_pack_never_turns_a_refusal_into_an_acceptance():
    law = Law(packs=(house(rules=(NO, rule("house:yes", "house:law", a.ACTS, "", lambda *_: ()))),))
    refused = 0
    for run in runs():
        for one in run.attempts[:40]:
            with_pack = Law(run.law.policy, packs=law.packs).decide(one.before, one.act)
            if isinstance(one.outcome, Refused):
                refused += 1
                assert isinstance(with_pack, Refused)
                assert {v.rule for v in one.outcome.violations} <= {
                    v.rule for v in with_pack.violations
                }
    assert refused


def test_a_pack_takes_no_finding_away():
    story = wat_established()
    plain = story.law.findings(story.t, story.now)
    for pack in (house(), house(watches=(evolve(LOOK, look=_raises),))):
        more = Law(packs=(pack,)).findings(story.t, story.now)
        assert more[: len(plain)] == plain
        assert len(more) == len(plain) + 1


# --- what breaks is told -------------------------------------------------------------------------


def _midway(_: object) -> Any:
    yield seen("house:seen", number=1)
    raise KeyError(PRIVATE)


@pytest.mark.parametrize(
    ("look", "error"),
    [(_raises, "ValueError"), (_midway, "KeyError"), (lambda _: ("x",), "TypeError")],
)
def test_a_watch_that_fails_is_a_finding_and_hides_no_other(look, error):
    broken = evolve(LOOK, id="house:broken", look=look)
    law = Law(packs=(house(watches=(broken, LOOK)), house_two()))
    story = opened(law)
    found = pack_findings(law, story)
    assert [(f.rule, f.code) for f in found] == [
        ("house:broken", "watch-broken"),
        ("house:look", "house:seen"),
        ("house_two:look", "house_two:seen"),
    ]
    assert dict(found[0].about) == {"rule": "house:broken", "error": error}
    assert found[0].clauses == ("house:law",)
    for language in texts.LANGUAGES:
        said = sentence(found[0], language)
        assert error in said
        assert "Keizerstraat" not in said


def house_two() -> Pack:
    look = Watch(
        id="house_two:look",
        clauses=("house_two:law",),
        reads=frozenset(),
        look=lambda _: (seen("house_two:seen"),),
    )
    law = evolve(LAW, id="house_two:law")
    return house(name="house_two", provisions=(law,), rules=(), watches=(look,), words={})


def test_what_a_watch_cannot_know_is_not_judged():
    peeks = evolve(LOOK, id="house:peeks", reads=frozenset())
    story = opened(Law(packs=(house(watches=(LOOK, peeks)),)))
    found = story.law.findings(story.t.hide("reviews"), story.now)
    mine = [f for f in found if f.rule.startswith("house:")]
    assert [(f.rule, f.code, f.get("unknown")) for f in mine] == [
        ("house:look", "not-judged", "reviews"),
        ("house:peeks", "not-judged", "reviews"),
    ]


# --- bars ----------------------------------------------------------------------------------------


def test_nobody_is_barred_without_a_pack_and_any_bar_of_any_pack_bars():
    story = opened()

    def ask(*packs: Pack) -> bool:
        return Law(packs=packs).barred(story.t, MOTHER[0], ANNA, story.now)

    open_, shut = house(bars=(lambda *_: False,)), house_two_barring()
    assert not ask()
    assert not ask(open_)
    assert ask(open_, shut)
    assert ask(shut, open_)
    assert ask(house(bars=(lambda *_: False, lambda *_: True)))


def house_two_barring() -> Pack:
    return evolve(house_two(), bars=(lambda *_: True,))


def test_a_bar_is_asked_about_this_person_this_minor_this_moment():
    story = opened()
    asked = []
    law = Law(packs=(house(bars=(lambda *args: asked.append(args) or False,)),))
    law.barred(story.t, MOTHER[0], ANNA, story.now)
    assert asked == [(story.t, MOTHER[0], ANNA, story.now)]
    with pytest.raises(HostError, match="offset"):
        law.barred(story.t, MOTHER[0], ANNA, story.now.replace(tzinfo=None))


def test_a_bar_that_fails_bars_and_is_a_finding():
    story = opened(Law(packs=(house(watches=(LOOK,), bars=(_raises,)),)))
    assert story.law.barred(story.t, MOTHER[0], ANNA, story.now)
    found = pack_findings(story.law, story)
    assert [(f.rule, f.code) for f in found] == [
        ("house:look", "house:seen"),
        ("house", "bar-broken"),
    ]
    assert found[1].clauses == ("house:law",)
    assert dict(found[1].about) == {"rule": "house", "error": "ValueError"}


def test_a_bar_that_lacks_a_fact_bars_and_is_not_called_broken():
    def reads_reviews(t: Any, *_: object) -> bool:
        return len(t.reviews) < 0

    story = opened(Law(packs=(house(bars=(reads_reviews,)),)))
    assert not story.law.barred(story.t, MOTHER[0], ANNA, story.now)
    blind = story.t.hide("reviews")
    assert story.law.barred(blind, MOTHER[0], ANNA, story.now)
    assert "bar-broken" not in [f.code for f in story.law.findings(blind, story.now)]


# --- the law's hash ------------------------------------------------------------------------------

CHANGES: tuple[dict[str, Any], ...] = (
    {"version": "2"},
    {"provisions": (evolve(LAW, en="Otherwise."),)},
    {"provisions": (evolve(LAW, source="elsewhere"),)},
    {"provisions": (evolve(LAW, review=False),)},
    {"rules": ()},
    {"rules": (evolve(NO, guards=frozenset({a.Review})),)},
    {"watches": ()},
    {"watches": (evolve(LOOK, reads=frozenset()),)},
    {"bars": (lambda *_: False,)},
    {"settings": (("months", "6"),)},
)


def test_the_hash_names_the_packs_and_what_they_say():
    hashes = [Law().hash, *(Law(packs=(house(**c),)).hash for c in ({}, *CHANGES))]
    assert len(set(hashes)) == len(hashes)
    assert Law(packs=(house(),)).hash == Law(packs=(house(),)).hash
    both = house(), house_two()
    assert Law(packs=both).hash == Law(packs=both[::-1]).hash


def test_the_record_carries_that_hash():
    law = Law(packs=(house(rules=()),))
    assert {record.law for record in opened(law).records} == {law.hash}


# --- words ---------------------------------------------------------------------------------------


def test_a_packs_own_words_say_what_it_refuses_and_finds():
    packs = (house(),)
    story = opened(Law(packs=packs))
    no = story.refused(a.Review, LEAD, minors=(ANNA,))
    view = view_of(no)
    said = texts.say(view, "nl", packs=packs)
    assert "Vandaag niet voor anna." in said
    assert "house:law" in said
    (reason,) = texts.said_outcome(view, "en", packs=packs).violations
    assert reason.lines[0] == "Not today for anna."
    (found,) = pack_findings(story.law, story)
    seen = view_of(Findings((found,), as_of=story.now))
    for language, words in (("en", "Seen: 0."), ("nl", "Gezien: 0.")):
        assert texts.said_together(seen, language, packs=packs)[0].sentence == words


def test_without_them_the_code_is_named_so_that_nothing_is_passed_over():
    assert "house:not-today" in sentence(Gap(code="house:not-today"), "en")


# --- a frame -------------------------------------------------------------------------------------


def test_a_frame_has_the_packs_it_is_given_and_finds_none():
    with Frame.open("memory://") as frame:
        assert frame.law.packs == ()
    other = house_two()
    with Frame.open("memory://", law=Law(packs=(other,)), packs=[house()]) as frame:
        assert [p.name for p in frame.law.packs] == ["house_two", "house"]


def test_a_frame_keeps_them_beside_the_rules_of_plugins():
    class Acme:
        __name__ = "acme"

        @safetyframe.plugins.hookimpl
        def safetyframe_provides(self) -> Any:
            return safetyframe.plugins.Provides(api=1, rules=(evolve(NO, id="acme.no"),))

    law = Law(packs=(house(),))
    with Frame.open("memory://", law=law, plugins=[Acme()], rules=["acme"]) as frame:
        assert frame.law.packs == law.packs
        assert [r.id for r in frame.law.extra_rules] == ["acme.no"]


# --- no country in the core ----------------------------------------------------------------------

_COUNTRY = re.compile(
    r"be.?vlg|\bvlg\b|vla+(?:ms|nder)|flander|flemish|belgi|\bdrm\b|\bdijh\b", re.IGNORECASE
)
#: A language may be called after where it is signed: that binds nobody.
_LANGUAGE = re.compile(
    r'^msg(?:id|str) ".*(?:sign language|gebarentaal)"$', re.IGNORECASE | re.MULTILINE
)


def test_the_core_names_no_country():
    home = Path(safetyframe.__file__).parent
    found = {
        (path.relative_to(home).as_posix(), match.lower())
        for path in home.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
        for match in _COUNTRY.findall(_LANGUAGE.sub("", path.read_text(encoding="utf-8")))
    }
    assert found == set()


def test_the_only_place_it_names_is_a_zone():
    """One default is bound to a place: the zone in which civil dates are reckoned."""
    home = Path(safetyframe.__file__).parent
    cities = {
        path.relative_to(home).as_posix()
        for path in home.rglob("*.py")
        if re.search("bruss?el", path.read_text(encoding="utf-8"), re.IGNORECASE)
        and "testing" not in path.relative_to(home).parts  # the kit tries zones on purpose
    }
    assert cities == {"cli/script.py", "trajectory.py", "wire/leaves.py"}
    assert safetyframe.trajectory.DEFAULT_ZONE == "Europe/Brussels"

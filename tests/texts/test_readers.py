"""Families and children are told everything a professional is told, in both languages."""

import re
from types import SimpleNamespace

import pytest

from safetyframe import acts as a
from safetyframe import texts
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.charter import CLAUSES, Level
from safetyframe.law import Law
from safetyframe.outcome import Findings, Gap, Refused, Remedy, Violation, facts
from safetyframe.roles import Role
from safetyframe.texts import Reader
from safetyframe.texts.filling import filled, names_in
from safetyframe.texts.reading import catalogue, own_words
from safetyframe.values import PersonId
from safetyframe.views import Viewer
from tests.support.planner import pool
from tests.support.story import ANNA, LEAD, MOTHER, WORKER, hoe_established, opened, statements
from tests.support.viewing import revised, view_of
from tests.texts.test_codes import MAY_BE_MISSING, SITES

READERS = (Reader.FAMILY, Reader.CHILD)
PAIRS = [(language, reader) for language in texts.LANGUAGES for reader in READERS]
PROSE = "Papa slaat als hij gedronken heeft"

# Phrases that are plain as they stand: a family reads what a professional reads.
SHARED = {"anyone", "chair", "comma", "due", "lead", "no", "none", "or", "overdue", "yes"}


@pytest.fixture(scope="module")
def runs():
    return pool(0, 6)


# ------------------------------------------------------------------------------ nothing is missing


@pytest.mark.parametrize(("language", "reader"), PAIRS)
@pytest.mark.parametrize("table", ["gaps", "findings"])
def test_no_code_is_without_words_of_its_own(language, reader, table):
    told = getattr(catalogue(language, Reader.PROFESSIONAL), table).keys()
    assert own_words(language, reader)[table].keys() == told


@pytest.mark.parametrize(("language", "reader"), PAIRS)
def test_every_clause_is_summed_up(language, reader):
    assert list(own_words(language, reader)["clauses"]) != []
    assert own_words(language, reader)["clauses"].keys() == {clause.id for clause in CLAUSES}
    for clause in CLAUSES:
        assert texts.sum_up(clause.id, language, reader=reader) not in (clause.nl, clause.en, None)
    assert texts.sum_up("acme.7", language, reader=reader) is None


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_acts_and_phrases_are_named_for_a_family(language):
    own = own_words(language, Reader.FAMILY)
    assert own["acts"].keys() == {act.__name__ for act in a.ACTS}
    phrases = catalogue(language, Reader.PROFESSIONAL).phrases.keys()
    assert own["phrases"].keys() == phrases - SHARED


@pytest.mark.parametrize(("language", "reader"), PAIRS)
def test_every_act_can_be_a_step(language, reader):
    c = catalogue(language, reader)
    assert c.steps.keys() <= c.acts.keys()
    for act in c.acts:
        remedy = Remedy(act=act, roles=(Role.CONSULTANT, Role.CARE_WORKER))
        gap = Gap(code="no-wat", remedies=(remedy,))
        step = lines_of(gap, language, reader)[1]
        assert step.startswith(c.phrases["next"].partition("{")[0])
        assert step.endswith(".")
        assert act not in step
        if act not in c.steps:
            assert c.acts[act] in step


def lines_of(gap, language, reader, rule="x.y", clauses=()):
    broken = Violation(rule=rule, clauses=clauses, level=Level.HARD, gaps=(gap,))
    view = view_of(Refused(violations=(broken,)))
    return texts.said_outcome(view, language, reader=reader).violations[0].lines


# ----------------------------------------------------------------- facts, and no others than exist


@pytest.mark.parametrize(("language", "reader"), PAIRS)
@pytest.mark.parametrize("site", SITES, ids=str)
def test_words_need_no_fact_that_may_be_missing(site, language, reader):
    templates = getattr(catalogue(language, reader), site.kind)[site.code]
    for known in {site.facts, site.facts - MAY_BE_MISSING.get(site.code, set())}:
        words = dict.fromkeys([*known, *(f"the_{f}" for f in known & {"role", "other"})], "x")
        assert filled(templates, words), f"{site.code} at {site.where} brings only {sorted(known)}"


@pytest.mark.parametrize(("language", "reader"), PAIRS)
def test_phrases_need_nothing_but_what_they_are_given(language, reader):
    given = catalogue(language, Reader.PROFESSIONAL).phrases
    for name, phrase in catalogue(language, reader).phrases.items():
        assert names_in(phrase) <= names_in(given[name]), name


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_child_is_not_told_who_or_what_but_only_what_kind_of_duty(language):
    own = own_words(language, Reader.CHILD)
    for code, text in {**own["gaps"], **own["findings"]}.items():
        assert names_in(text) <= {"duty"}, code


# -------------------------------------------------------------------------------- real refusals


@pytest.mark.parametrize(("language", "reader"), PAIRS)
def test_everything_the_law_answers_can_be_said(runs, language, reader):
    refused = 0
    for run in runs:
        for attempt in run.attempts:
            said = texts.say(view_of(attempt.outcome), language, reader=reader)
            assert "{" not in said
            if isinstance(attempt.outcome, Refused):
                refused += 1
                assert said.count("\n") >= 1
                for violation in attempt.outcome.violations:
                    for gap in violation.gaps:
                        assert not re.search(rf"\b{gap.code}\b", said) or "-" not in gap.code
    assert refused > 50


@pytest.mark.parametrize(("language", "reader"), PAIRS)
def test_every_finding_can_be_said(runs, language, reader):
    for run in runs:
        found = run.law.findings(run.t, run.story.now)
        for one in texts.said_together(view_of(found), language, reader=reader):
            assert one.sentence.endswith(".")
            assert "{" not in one.sentence


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_child_reads_no_name_of_a_clause(runs, language):
    for run in runs:
        for attempt in run.attempts:
            said = texts.say(view_of(attempt.outcome), language, reader=Reader.CHILD)
            assert not re.search(r"\b[A-Z]\d+[a-c]?\b", said)


@pytest.mark.parametrize(("language", "reader"), PAIRS)
def test_prose_typed_where_a_reference_belongs_is_never_repeated(language, reader):
    story = hoe_established()
    for who in (LEAD, MOTHER, (PersonId(PROSE), Role.PARENT)):
        for kind, content in (
            (a.Judge, {"wat": 1, "minor": PersonId(PROSE), "target": PROSE, "met": True}),
            (a.AcceptMeasure, {"measure": PROSE}),
        ):
            said = texts.say(view_of(story.refused(kind, who, **content)), language, reader=reader)
            assert not any(word in said for word in ("Papa", "slaat", "gedronken"))


# ------------------------------------------------------------------------------ the exact wording


def test_a_family_reads_what_it_means_what_is_missing_and_who_can_help():
    no = opened().refused(a.EstablishWat, WORKER, **statements())
    said = texts.say(view_of(no), "nl", reader=Reader.FAMILY).splitlines()
    assert said[:5] == [
        "Dit kan nu niet. Hieronder staat waarom, en wat kan helpen.",
        "  P12 X3",
        "    Wie hier meedoet als hulpverlener, kan dit niet doen: zeggen wat er moet veranderen.",
        (
            "    Dit kan wel. De verantwoordelijke consulent kan dit doen: zeggen wat er moet "
            "veranderen."
        ),
        (
            "    Zo is afgesproken om met jullie te werken. De consulent zegt wat er moet "
            "veranderen."
        ),
    ]


def test_a_child_reads_that_asking_was_not_wrong_and_each_thing_once():
    outcome = WithdrawalOutcome.ACHIEVED
    no = hoe_established().refused(a.Withdraw, LEAD, minor=ANNA, outcome=outcome)
    said = texts.say(view_of(no), "en", reader=Reader.CHILD).splitlines()
    assert said == [
        "This cannot be done now. You did nothing wrong by asking.",
        "    Nobody has looked yet if it is safe enough now. That has to be done first.",
        (
            "    This can help. The consultant who leads says if it has worked out. You may say "
            "what you think."
        ),
        "    Someone has to think about this first.",
        "    Grown-ups promised you this. It has to go well long enough first.",
        "    Not everyone has been asked yet. You may say what you think, and you may say no.",
        "    This can help. Your consultant or your helper asks what everyone thinks of it.",
        "    Sometimes it has to go in another way. Then a grown-up writes down why.",
        "    Grown-ups promised you this. They ask you what you think. You may say no.",
    ]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_code_without_words_is_named_to_a_family_and_spared_a_child(language):
    gap = Gap(code="acme-no-form-7", about=facts(form="F7"))
    assert "acme-no-form-7" in lines_of(gap, language, Reader.FAMILY)[0]
    (line,) = lines_of(gap, language, Reader.CHILD)
    assert "acme" not in line
    assert "F7" not in line


def test_for_a_professional_nothing_has_changed(runs):
    for run in runs:
        for attempt in run.attempts[:20]:
            view = view_of(attempt.outcome)
            assert texts.say(view, "nl") == texts.say(view, "nl", reader=Reader.PROFESSIONAL)


def test_a_reason_that_is_not_the_readers_is_not_said_by_choosing_another_reader():
    empty = Refused(violations=())
    for language, reader in PAIRS:
        assert texts.say(view_of(empty), language, reader=reader).count("\n") == 1
    nothing = Findings((), as_of=opened().now)
    assert texts.said_together(view_of(nothing), "nl", reader=Reader.CHILD) == ()


@pytest.mark.parametrize(("language", "reader"), PAIRS)
def test_what_somebody_may_do_is_said_to_each_reader(language, reader):
    story = hoe_established()
    by = story.by(MOTHER)
    view = view_of(story.law.what_can(story.t, by))
    said = texts.said_possibilities(view, language, reader=reader)
    plain = texts.said_possibilities(view, language)
    assert [one.act for one in said] == [
        texts.name_of_act(one.possibility.act, language, reader=reader) for one in plain
    ]
    same = sum(one.act == other.act for one, other in zip(said, plain, strict=True))
    assert same < len(plain) / 4  # "take over the lead" is plain as it is
    assert any(one.violations and one.violations[0].lines for one in said)
    for one in said:
        for violation in one.violations:
            assert bool(violation.label) is (reader is Reader.FAMILY)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_changed_is_said_to_each_reader(language):
    story = hoe_established()
    revised(story)
    view = story.law.show(story.t, Viewer(person=ANNA, at=story.now))
    said = {
        reader: [one.sentence for one in texts.said_changes(view, 0, language, reader=reader)]
        for reader in Reader
    }
    assert len(set(map(tuple, said.values()))) == len(Reader)
    assert "b1" in " ".join(said[Reader.FAMILY])
    assert "b1" not in " ".join(said[Reader.CHILD])


def test_a_pack_writes_for_grown_ups():
    pack = SimpleNamespace(words={"nl": {"p:x": "Uit een pakket."}, "en": {"p:x": "Of a pack."}})
    for reader in (Reader.PROFESSIONAL, Reader.FAMILY):
        assert catalogue("nl", reader, [pack]).gaps["p:x"] == "Uit een pakket."
        assert catalogue("fr", reader, [pack]).findings["p:x"] == "Of a pack."
    assert "p:x" not in catalogue("nl", Reader.CHILD, [pack]).gaps
    greedy = SimpleNamespace(words={"en": {"no-wat": "Ours."}})
    assert catalogue("en", Reader.FAMILY, [greedy]).gaps["no-wat"] != "Ours."


# ----------------------------------------------------------------------------------------- French


@pytest.mark.parametrize("reader", Reader)
def test_french_is_a_few_sure_terms_in_english_and_says_so_once(reader):
    no = opened(Law()).refused(a.EstablishWat, WORKER, **statements())
    french = texts.say(view_of(no), "fr", reader=reader)
    english = texts.say(view_of(no), "en", reader=reader)
    assert french.count(str(texts.note_on("fr"))) == 1
    assert french.startswith(str(texts.note_on("fr")))
    assert "(intervenant)" in french
    terms = "intervenant|mineur|personne de confiance|force|inquiétudes|concertation|désaccord"
    plain = re.sub(rf" \((?:{terms})\)", "", french)
    assert plain.removeprefix(f"{texts.note_on('fr')}\n") == english


@pytest.mark.parametrize("reader", Reader)
def test_acts_that_french_is_sure_of_have_its_term_beside_them(reader):
    said = {act.__name__: texts.name_of_act(act.__name__, "fr", reader=reader) for act in a.ACTS}
    english = {name: texts.name_of_act(name, "en", reader=reader) for name in said}
    more = {name: said[name].removeprefix(english[name]) for name in said}
    assert {name: term for name, term in more.items() if term} == {
        "Align": " (concertation)",
        "Dissent": " (désaccord)",
        "RecordConcern": " (inquiétudes)",
        "RecordStrength": " (force)",
    }


def test_no_other_language_needs_a_note():
    assert texts.note_on("nl") is None
    assert texts.note_on("en") is None

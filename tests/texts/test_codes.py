"""Every code the law can give has words in both languages, out of facts that it comes with."""

import ast
from pathlib import Path

import pytest
from attrs import frozen

import safetyframe
from safetyframe import acts as a
from safetyframe import texts
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Topic
from safetyframe.acts.wat import StatementKind
from safetyframe.duties import DUTIES
from safetyframe.outcome import DutyState
from safetyframe.roles import Role
from safetyframe.texts import Reader
from safetyframe.texts.filling import filled
from safetyframe.texts.reading import catalogue
from safetyframe.trajectory import SLICES
from safetyframe.views import ChangeKind
from tests.texts.forms import every

HOME = Path(safetyframe.__file__).parent
CATALOGUES = {language: catalogue(language, Reader.PROFESSIONAL) for language in texts.LANGUAGES}

# What makes a gap or finding: the place of the code among its arguments, and facts it adds.
MAKERS = {
    "gap": (0, frozenset()),
    "no": (0, frozenset({"target", "minor"})),  # of rules/ending.py
    "_violation": (2, frozenset({"role", "person", "at"})),  # of powers.py
    "_no": (1, frozenset({"act", "role", "person", "at"})),
    "seen": (0, frozenset()),
    "_open_duty": (0, frozenset({"duty", "person", "version", "since", "due_on"})),  # of auditing
}
# Facts that may be None, and then are left out.
MAY_BE_MISSING = {
    "exception-lapsed": {"person"},
    "rendering-stale": {"version"},
    "late": {"version"},
    "excepted-late": {"version"},
    "overdue": {"version"},
    "left-open": {"version"},
}


@frozen
class Site:
    """A place in the source where a code is made."""

    where: str
    kind: str  # gaps or findings
    code: str
    facts: frozenset[str]

    def __str__(self):
        return f"{self.code}@{self.where}"


def sources():
    # Wherever the law is kept, and however it is split: only what puts codes in words is left out.
    for path in sorted(HOME.rglob("*.py")):
        if path.relative_to(HOME).parts[0] not in ("texts", "cli", "testing", "views", "wire"):
            yield path


def inside(function):
    """All of a function but the functions in it, which come in their own turn."""
    todo = list(ast.iter_child_nodes(function))
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            todo.extend(ast.iter_child_nodes(node))


def codes_of(node, assigned):
    """The codes an expression can be; an expression nobody foresaw fails the test."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return codes_of(node.body, assigned) + codes_of(node.orelse, assigned)
    if isinstance(node, ast.Name) and node.id in assigned:
        return codes_of(assigned[node.id], assigned)
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "_STANDING_GAP":
        return ["not-lead", "not-chair"]
    raise AssertionError(f"a code that this test cannot read: {ast.unparse(node)}")


def sites():
    found = []
    for path in sources():
        kind = "findings" if "findings" in path.relative_to(HOME).parts else "gaps"
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            assigned = {
                target.id: node.value
                for node in inside(function)
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            for node in inside(function):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                    continue
                where = f"{path.relative_to(HOME)}:{node.lineno}"
                if node.func.id in MAKERS and function.name not in MAKERS:
                    place, added = MAKERS[node.func.id]
                    named = {k.arg for k in node.keywords if k.arg and k.arg != "remedies"}
                    code = node.args[place]
                elif node.func.id in ("Gap", "Finding") and function.name != "_violation":
                    keywords = {k.arg: k.value for k in node.keywords}
                    code, about = keywords["code"], keywords.get("about")
                    if not isinstance(code, ast.Constant):
                        continue  # handed on from elsewhere, or a duty's state: see below
                    added = frozenset()
                    named = (
                        {k.arg for k in about.keywords} if isinstance(about, ast.Call) else set()
                    )
                else:
                    continue
                facts = frozenset(named) | added
                found.extend(Site(where, kind, one, facts) for one in codes_of(code, assigned))
    return found


SITES = sites()

# What we know is there, whatever the reader of the source finds.
_KNOWN = {
    "gaps": """
        not-this-role not-lead not-chair no-mandate not-taking-part not-on-behalf not-an-own-act
        no-form-of-recording recorder-has-no-part consultant-records not-in-the-table rule-broken
        future off-the-scale naive-time no-reference unknown-minor no-minor-named unknown-person
        barrier-needs-two nobody-named nothing-named id-in-use unknown-reference already-ended
        ends-before-it-starts not-asked unknown-version superseded not-about-this-minor wat-exists
        link-to-nothing no-bottom-line bottom-line-without-danger bottom-line-without-goal
        danger-without-goal goal-without-danger no-safe-enough more-than-wording no-expectation
        emergency-only no-open-involvement no-information no-conversation no-view-on-safety
        no-client-view no-worker-view not-aligned no-wat not-the-wat-in-force wat-is-later
        no-care-worker no-family-or-network actor-took-no-part not-an-author-of-hoe no-measure
        no-bearer not-accepted not-invited wat-not-explained names-no-version own-position-only
        withdrawal-names-minor no-such-duty exception-over kept-apart two-sides
        double-role-undisclosed no-such-part consultant-from-authority lead-exists
        authority-adds-consultants-only authority-ends-consultants-only own-end-only
        deputise-instead deputy-without-end power-back-dated no-handover-offered handover-lapsed
        no-named-decider other-body-decided no-concern necessity-ended already-open never-opened
        necessity-superseded necessity-for-other-minors reopen-instead no-goal not-judged
        decider-is-a-system concern-not-new necessity-not-new
        judged-on-an-older-version judged-unmet judged-later not-sustained judgement-too-old
        professionals-alone no-ground government-ends-it dissent-unanswered unborn-not-among-minors
        unborn-takes-part late excepted-late overdue left-open records-missing out-of-order
    """,
    "findings": """
        concern-without-strength no-network strengths-after-wat what-works-without-family
        review-without-strength no-contact role-vacant no-lead wat-not-taken-over
        told-different-versions rendering-stale other-language not-accepted expertise-unheard
        one-sided not-spoken-with worker-view-missing exception-lapsed no-expectations hoe-stale
        hoe-without-family-or-network hoe-without-care-worker bearer-left amended-since
        part-unconfirmed hoe-not-assessed hoe-insufficient professionals-carry-all
        voice-from-outside emergency-to-regularise protection-without-end
        protection-past-its-end barrier-crossed only-safe met-below-the-scale
        measure-without-need supply-driven need-without-care-worker safe-enough-and-still-open
        no-review-date review-overdue no-voice not-judged watch-broken bar-broken
        minor-takes-no-part measure-ends-before-review measure-past-its-end need-without-measure
    """,
}

MINIMUM = {kind: frozenset(codes.split()) for kind, codes in _KNOWN.items()}


def table(kind, language):
    return getattr(CATALOGUES[language], kind)


def every_template():
    for language, c in CATALOGUES.items():
        for name in ("gaps", "findings", "next", "steps"):
            for code, templates in getattr(c, name).items():
                for one in every(templates):
                    yield language, name, code, one


@pytest.mark.parametrize("kind", ["gaps", "findings"])
def test_the_reader_of_the_source_finds_what_we_know_is_there(kind):
    found = {site.code for site in SITES if site.kind == kind}
    assert MINIMUM[kind] <= found | {state.value for state in DutyState}


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("site", SITES, ids=str)
def test_every_code_has_words_for_the_facts_it_comes_with(site, language):
    templates = table(site.kind, language).get(site.code)
    assert templates, f"no words in {language} for {site.code}, made at {site.where}"
    missing = MAY_BE_MISSING.get(site.code, set())
    for facts in {site.facts, site.facts - missing}:
        words = dict.fromkeys([*facts, *(f"the_{f}" for f in facts & {"role", "other"})], "x")
        assert filled(templates, words), f"{site.code} at {site.where} brings only {sorted(facts)}"


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("state", [DutyState.DUE, DutyState.OVERDUE])
def test_open_duties_have_words_with_and_without_a_version(state, language):
    templates = table("findings", language)[state.value]
    for more in ((), ("version",)):
        assert filled(templates, dict.fromkeys(["person", "since", "due_on", "duty", *more], "x"))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_table_says_what_nobody_can_meet(language):
    gaps = {site.code for site in SITES if site.kind == "gaps"}
    seen = {site.code for site in SITES if site.kind == "findings"} | {"due", "overdue"}
    assert table("gaps", language).keys() <= gaps
    assert table("findings", language).keys() <= seen
    assert table("next", language).keys() <= gaps | seen


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_acts_roles_slices_topics_and_duties_are_named(language):
    c = CATALOGUES[language]
    acts = {act.__name__ for act in a.ACTS}
    assert c.acts.keys() == acts
    assert c.steps.keys() == acts
    assert c.roles.keys() == c.with_article.keys() == set(Role)
    assert c.facts["unknown"].keys() == set(SLICES)
    assert {topic.value for topic in (*Topic, *ViewTopic)} <= c.facts["topic"].keys()
    assert {on.value for on in AlignOn} == c.facts["on"].keys()
    assert c.facts["duty"].keys() == {duty.id for duty in DUTIES}
    assert c.facts["outcome"].keys() == {o.value for o in a.ending.WithdrawalOutcome}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_act_has_a_step_that_needs_no_facts(language):
    for act, templates in CATALOGUES[language].steps.items():
        assert filled(templates, {"who": "x"}), act


def test_the_languages_say_it_in_other_words():
    said = [
        {(name, code, text) for spoken, name, code, text in every_template() if spoken == language}
        for language in texts.LANGUAGES
    ]
    assert all(said)
    assert not said[0] & said[1]


def test_sentences_end_as_sentences_and_steps_begin_in_the_middle():
    for language, name, code, text in every_template():
        assert text.endswith("."), (language, code)
        assert "  " not in text, (language, code)
        assert text == text.strip(), (language, code)
        if name in ("gaps", "findings"):
            assert text[0] == "{" or text[0].isupper(), (language, code)
        else:
            assert text[0] == "{" or text[0].islower() or text.startswith("WAT"), (language, code)


def test_every_change_of_wat_has_words():
    for c in CATALOGUES.values():
        assert c.changes.keys() == {kind.value for kind in ChangeKind}
        assert c.facts["statement"].keys() == {kind.value for kind in StatementKind}

"""T6: children and network give meaning too; their words are never gated or touched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import ACTS
from safetyframe.acts.voices import Dissented
from safetyframe.charter import Level
from safetyframe.folding import HANDLERS
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Can, Gap, Refused
from safetyframe.roles import Audience, Role
from safetyframe.rules import Rule
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import ActId, Form
from tests.support.cast import cases, row
from tests.support.everything import everything
from tests.support.expect import (
    join,
    leave,
    no,
    only,
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
    under,
)
from tests.support.keeping import inform
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    BEN_,
    DAY_ONE,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    STRANGER,
    TRUST,
    WORKER,
    Story,
    exception,
    expectations_set,
    gathered,
    hoe_established,
    opened,
    statements,
    text,
)
from tests.support.table import cells, check

SPEAK = {"words": text("own")}
SCALE = {"goal": "g1", "minor": ANNA, "value": 3}
DISSENT = {"against": Dissented.WAT, "ref": "1", "words": text("no")}
VOICES = ((a.Speak, SPEAK), (a.Scale, SCALE), (a.Dissent, DISSENT))
VOICE = pytest.mark.parametrize(("kind", "content"), VOICES, ids=["speak", "scale", "dissent"])


@cells(a.Speak, a.Scale, a.Dissent)
def test_who_may_speak(case):
    check(case)


# --- never blocked -------------------------------------------------------------------------------


@VOICE
@pytest.mark.parametrize("hidden", [*SLICES, "all"])
def test_a_voice_is_taken_whatever_is_not_known(kind, content, hidden):
    story = opened()
    story.t = story.t.hide(*(SLICES if hidden == "all" else (hidden,)))
    assert isinstance(story.ask(kind, ANNA_, **content), Accepted)


@VOICE
def test_a_voice_is_taken_on_a_trajectory_of_which_nothing_is_known(kind, content):
    story = Story(t=Trajectory(id="t-9"))
    assert isinstance(story.ask(kind, ANNA_, **content), Accepted)


@VOICE
@pytest.mark.parametrize(
    "who",
    [ANNA_, BEN_, MOTHER, FATHER, GRAN, TRUST, WORKER, LEAD, STRANGER],
    ids=lambda who: who[0],
)
@pytest.mark.parametrize("story", [Story, opened, hoe_established], ids=lambda f: f.__name__)
def test_anyone_speaks_at_any_time_taking_part_or_not(kind, content, who, story):
    assert isinstance(story().ask(kind, who, **content), Accepted)


@VOICE
def test_who_has_left_speaks_all_the_same(kind, content):
    story = opened()
    leave(story, GRAN)
    assert isinstance(story.ask(kind, GRAN, **content), Accepted)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (a.Speak, {"words": text(), "minors": ("nobody-knows",)}),
        (a.Scale, {"goal": "nothing", "minor": "nobody-knows", "value": 10}),
        (a.Dissent, {"against": Dissented.HOE, "ref": "99", "words": text()}),
        (a.Dissent, {"against": Dissented.WAT, "ref": "x", "words": text(), "statement": "y"}),
        (a.Dissent, {"against": Dissented.WITHDRAWAL, "ref": "a-999", "words": text()}),
        (a.Dissent, {"against": Dissented.JUDGEMENT, "ref": "a-999", "words": text()}),
        (a.Dissent, {"against": Dissented.DIRECTION, "ref": "a-999", "words": text()}),
    ],
)
def test_a_voice_about_unknown_things_is_taken(kind, content):
    assert isinstance(opened().ask(kind, ANNA_, **content), Accepted)


@VOICE
def test_a_voice_that_is_told_late_is_taken(kind, content):
    story = opened().wait(10)
    by = story.by(ANNA_, at=story.now - timedelta(days=400), recorded_at=story.now)
    assert isinstance(story.ask(kind, ANNA_, by=by, **content), Accepted)


@VOICE
@pytest.mark.parametrize("recorder", [WORKER, LEAD, TRUST, MOTHER, STRANGER], ids=lambda w: w[0])
@pytest.mark.parametrize("form", [Form.DRAWING, Form.PLAY, Form.BEHAVIOUR, None])
def test_a_voice_that_another_wrote_down_is_taken(kind, content, recorder, form):
    story = opened()
    by = story.by(BEN_, recorded_by=recorder[0], form=form)
    assert isinstance(story.ask(kind, BEN_, by=by, **content), Accepted)


def _rule(check, *, level=Level.HARD, reads=frozenset()):
    return Rule(
        id="vendor.rule",
        clauses=("T6",),
        level=level,
        guards=frozenset({a.Speak, a.Scale, a.Dissent}),
        reads=reads,
        check=check,
    )


def _refuses(trajectory, act, policy):
    return (Gap(code="not-in-the-mood"),)


def _raises(trajectory, act, policy):
    raise RuntimeError


def _asks_what_nobody_loaded(trajectory, act, policy):
    return () if len(trajectory.wat) else (Gap(code="never"),)


@VOICE
@pytest.mark.parametrize("level", [Level.HARD, Level.EXPLAIN])
def test_a_rule_of_somebodys_own_that_refuses_becomes_a_warning(kind, content, level):
    story = under(opened(), Law(extra_rules=(_rule(_refuses, level=level),)))
    outcome = story.ask(kind, ANNA_, **content)
    assert isinstance(outcome, Accepted)
    (found,) = outcome.warnings
    assert (found.rule, found.code, found.level) == ("vendor.rule", "not-in-the-mood", Level.WARN)


@VOICE
def test_a_rule_that_breaks_becomes_a_warning(kind, content):
    story = under(opened(), Law(extra_rules=(_rule(_raises),)))
    outcome = story.ask(kind, ANNA_, **content)
    assert isinstance(outcome, Accepted)
    (found,) = outcome.warnings
    assert (found.rule, found.code) == ("vendor.rule", "rule-broken")


@VOICE
@pytest.mark.parametrize("reads", [frozenset({"wat"}), frozenset()], ids=["said", "unsaid"])
def test_a_rule_that_lacks_a_fact_does_not_silence_anybody(kind, content, reads):
    story = under(opened(), Law(extra_rules=(_rule(_asks_what_nobody_loaded, reads=reads),)))
    story.t = story.t.hide("wat", "people")
    assert isinstance(story.ask(kind, ANNA_, **content), Accepted)


@VOICE
def test_what_can_says_yes_whatever_stands_in_the_way(kind, content):
    law = Law(extra_rules=(_rule(_refuses), evolve(_rule(_raises), id="vendor.broken")))
    story = under(opened(), law)
    story.t = story.t.hide(*SLICES)
    said = {p.act: p.can for p in law.what_can(story.t, story.by(ANNA_))}
    assert said[kind.__name__] is Can.YES


@VOICE
def test_no_slice_is_needed_to_speak(kind, content):
    assert Law().needs(kind) == frozenset()


@pytest.mark.parametrize("value", [-1, 11])
def test_form_alone_can_stop_a_voice(value):
    story = opened()
    outcome = story.refused(a.Scale, ANNA_, **{**SCALE, "value": value})
    assert outcome.clauses == ()
    naive = story.by(ANNA_, at=story.now.replace(tzinfo=None))
    assert story.refused(a.Speak, ANNA_, by=naive, **SPEAK).clauses == ()


# --- never edited, never deleted -----------------------------------------------------------------


def test_no_other_act_writes_where_voices_are_kept():
    writers = {
        name: {kind.__name__ for kind in ACTS for slot, _ in HANDLERS[kind] if slot == name}
        for name in ("voices", "scales")
    }
    assert writers == {"voices": {"Speak", "Dissent"}, "scales": {"Scale"}}


def test_a_reused_id_never_takes_the_place_of_an_earlier_voice():
    story = opened()
    twice = ActId("same")
    story.do(a.Speak, ANNA_, id=twice, words=text("first"))
    first = story.t.voices[story.t.seq]
    story.do(a.Speak, LEAD, id=twice, words=text("second"))
    story.do(a.Dissent, MOTHER, id=twice, **DISSENT)
    said = list(story.t.voices.values())
    assert said[0] == first
    assert [v.words.id for v in said] == ["first", "second", "no"]
    story.do(a.Scale, ANNA_, id=twice, **SCALE)
    story.do(a.Scale, ANNA_, id=twice, **{**SCALE, "value": 9})
    assert [s.value for s in story.t.scales.values()] == [3, 9]


def test_a_voice_may_bear_the_id_of_any_other_act():
    story = opened()
    taken = story.records[0].act.id
    assert isinstance(story.ask(a.Speak, ANNA_, id=taken, **SPEAK), Accepted)


# --- through a trust person, or written down -----------------------------------------------------


@VOICE
def test_a_trust_person_speaks_for_the_child(kind, content):
    story = opened()
    by = story.by(TRUST, on_behalf_of=ANNA)
    record = story.do(kind, TRUST, by=by, **content).record
    assert record.act.by.on_behalf_of == ANNA
    held = (story.t.scales if kind is a.Scale else story.t.voices)[record.seq]
    assert (held.person, held.on_behalf_of) == (TRUST[0], ANNA)


def test_and_has_no_other_power_in_the_childs_name():
    story = hoe_established()
    for act in everything(story, TRUST):
        if type(act) in {a.Speak, a.Scale, a.Dissent, a.Protect}:
            continue
        spoken = evolve(act, by=evolve(act.by, on_behalf_of=ANNA))
        outcome = story.law.decide(story.t, spoken)
        gap = no(outcome, "powers.on-behalf", "P8c T6", "not-on-behalf")
        assert gap.get("act") == type(act).__name__


@pytest.mark.parametrize("who", [LEAD, WORKER, MOTHER], ids=lambda who: who[0])
def test_nobody_else_acts_in_a_childs_name(who):
    story = opened()
    by = story.by(who, on_behalf_of=ANNA)
    outcome = story.ask(a.RecordStrength, who, by=by, minors=(ANNA,), about=text())
    only(outcome, "powers.on-behalf")


def test_the_words_stay_the_persons_whoever_writes_them_down():
    story = opened()
    by = story.by(BEN_, recorded_by=WORKER[0], form=Form.DRAWING)
    seq = story.do(a.Speak, BEN_, by=by, **SPEAK).record.seq
    held = story.t.voices[seq]
    assert (held.person, held.recorded_by, held.form) == (BEN, WORKER[0], Form.DRAWING)


def _noticed(story, outcome):
    """Every problem with an act that nobody may block becomes a warning or a finding."""
    before = {repr(f) for f in story.law.findings(story.t, story.now)}
    story.keep(outcome)
    after = [f for f in story.law.findings(story.t, story.now) if repr(f) not in before]
    new = {*(f.code for f in after), *(f.code for f in outcome.warnings)}
    return new - {"no-voice", "expertise-unheard"}


@VOICE
@pytest.mark.parametrize(
    "who", [STRANGER, (FATHER[0], Role.CARE_WORKER)], ids=["stranger", "posing"]
)
def test_a_voice_from_outside_is_noticed(kind, content, who):
    story = expectations_set()
    assert _noticed(story, story.ask(kind, who, **content)) == {"voice-from-outside"}


@VOICE
@pytest.mark.parametrize("recorder", [None, WORKER, LEAD, TRUST, MOTHER])
def test_a_voice_from_inside_is_no_problem_nor_is_one_written_down_there(kind, content, recorder):
    story = expectations_set()
    written = {} if recorder is None else {"recorded_by": recorder[0], "form": Form.DRAWING}
    by = story.by(ANNA_, **written)
    assert _noticed(story, story.ask(kind, ANNA_, by=by, **content)) == set()


@VOICE
@pytest.mark.parametrize("who", [MOTHER, LEAD, WORKER, GRAN], ids=lambda who: who[0])
def test_speaking_for_a_child_without_being_its_trust_person_is_noticed(kind, content, who):
    story = expectations_set()
    by = story.by(who, on_behalf_of=ANNA)
    assert _noticed(story, story.ask(kind, who, by=by, **content)) == {"voice-in-anothers-name"}


@VOICE
def test_so_is_a_trust_person_who_speaks_for_a_child_that_is_not_theirs(kind, content):
    story = opened(everyone=False)
    join(story, TRUST, concerns=(BEN,))
    story.do(a.EstablishWat, LEAD, **statements(), **bare())
    for minor, noticed in ((BEN, False), (ANNA, True)):
        outcome = story.ask(kind, TRUST, by=story.by(TRUST, on_behalf_of=minor), **content)
        assert bool(_noticed(story, outcome)) is noticed


def bare():
    return {"exceptions": tuple(exception(c) for c in ("P4", "P14", "P15a", "P15b"))}


@VOICE
def test_a_voice_that_a_stranger_wrote_down_is_noticed(kind, content):
    story = expectations_set()
    by = story.by(ANNA_, recorded_by=STRANGER[0], form=Form.SPOKEN)
    assert _noticed(story, story.ask(kind, ANNA_, by=by, **content)) == {"recorder-has-no-part"}


@VOICE
def test_a_voice_that_was_written_down_in_no_known_form_is_noticed(kind, content):
    story = expectations_set()
    by = story.by(ANNA_, recorded_by=WORKER[0])
    assert _noticed(story, story.ask(kind, ANNA_, by=by, **content)) == {"no-form-of-recording"}


# --- what is looked at: is it known what a voice is about? ----------------------------------------

ABOUT = "watch.voices-about-something"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (a.Scale, {**SCALE, "goal": "nothing"}),
        (a.Dissent, {**DISSENT, "ref": "9"}),
        (a.Dissent, {**DISSENT, "ref": "x"}),
        (a.Dissent, {**DISSENT, "statement": "nothing"}),
        (a.Dissent, {**DISSENT, "against": Dissented.HOE, "ref": "2"}),
    ],
    ids=["goal", "wat", "wat-no-number", "statement", "hoe"],
)
def test_a_voice_about_something_unknown_is_taken_and_seen(kind, content):
    story = hoe_established()
    act = story.do(kind, ANNA_, **content).record.act
    about = {"voice": act.id, "at": act.by.at.isoformat(), "person": ANNA}
    sees(story, ABOUT, "T6", "about-nothing-known", **about)
    says_what_it_does_not_know(story, ABOUT, "T6", "wat hoe voices scales")


def test_a_voice_about_something_known_is_not():
    story = hoe_established()
    story.do(a.Scale, ANNA_, **SCALE)
    story.do(a.Dissent, ANNA_, **DISSENT)
    story.do(a.Dissent, ANNA_, **{**DISSENT, "ref": "2", "statement": "b1"})
    story.do(a.Dissent, ANNA_, **{**DISSENT, "against": Dissented.HOE})
    story.do(a.Speak, ANNA_, **SPEAK)
    sees_nothing(story, ABOUT)


def test_a_dissent_is_about_the_version_it_names_and_about_no_other():
    """What that version does not say, or did not say yet, is nothing known (case 12)."""
    story = hoe_established()
    for against, ref, statement in (
        (Dissented.WAT, "1", "e1"),  # expectations came with version 2
        (Dissented.WAT, "3", None),
        (Dissented.HOE, "2", None),
    ):
        story.do(
            a.Dissent, ANNA_, **{**DISSENT, "against": against, "ref": ref, "statement": statement}
        )
        sees(story, ABOUT, "T6", "about-nothing-known", voice=story.last_id())
    story.do(a.Dissent, ANNA_, **{**DISSENT, "ref": "2", "statement": "e1"})
    assert len(seen(story, ABOUT)) == 3


@pytest.mark.parametrize("against", [Dissented.WAT, Dissented.HOE])
def test_a_dissent_from_before_what_it_names_is_about_nothing_known_then(against):
    story = hoe_established()
    early = story.by(ANNA_, at=DAY_ONE, recorded_at=story.now)
    story.do(a.Dissent, ANNA_, by=early, **{**DISSENT, "against": against, "ref": "1"})
    sees(story, ABOUT, "T6", "about-nothing-known")


def test_once_it_is_there_what_was_said_is_about_something():
    story = opened()
    story.do(a.Scale, ANNA_, **SCALE)
    sees(story, ABOUT, "T6", "about-nothing-known")
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))
    sees_nothing(story, ABOUT)


# --- what is looked at: has everyone whose trajectory it is been heard? --------------------------

WATCH = "watch.meaning"


def test_a_child_or_network_without_a_voice_is_seen_until_they_speak():
    story = opened()
    silent = {f.get("person") or f.get("role") for f in _seen(story)}
    assert silent == {ANNA, BEN, "network"}
    found = sees(story, WATCH, "T6", "no-voice", person=ANNA)
    assert [r.act for r in found.remedies] == ["Speak"]
    story.do(a.Speak, ANNA_, **SPEAK)
    sees_nothing(story, WATCH, person=ANNA)
    story.do(a.Speak, TRUST, by=story.by(TRUST, on_behalf_of=BEN), **SPEAK)
    sees_nothing(story, WATCH, person=BEN)
    sees(story, WATCH, "T6", "no-voice", role="network")
    story.do(a.Dissent, GRAN, **DISSENT)
    sees_nothing(story, WATCH)
    says_what_it_does_not_know(story, WATCH, "T6", "people voices involvement")


def _seen(story):
    return [f for f in story.law.findings(story.t, story.now) if f.rule == WATCH]


def test_what_professionals_say_is_not_the_childs_voice():
    story = opened()
    for who in (LEAD, WORKER):
        story.do(a.Speak, who, words=text(), minors=(ANNA, BEN))
    assert {f.get("person") or f.get("role") for f in _seen(story)} == {ANNA, BEN, "network"}


@pytest.mark.parametrize("who", [MOTHER, GRAN, LEAD, WORKER], ids=lambda who: who[0])
def test_what_somebody_claims_in_a_childs_name_is_not_the_childs_voice(who):
    story = opened()
    story.do(a.Speak, who, by=story.by(who, on_behalf_of=ANNA), **SPEAK)
    sees(story, WATCH, "T6", "no-voice", person=ANNA)


def test_without_network_there_is_no_network_to_hear():
    story = opened()
    leave(story, GRAN)
    sees_nothing(story, WATCH, role="network")
    join(story, GRAN)
    sees(story, WATCH, "T6", "no-voice", role="network")


def test_nobody_is_asked_to_speak_where_no_involvement_is_open():
    story = Story()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    sees_nothing(story, WATCH)


def test_a_refusal_elsewhere_says_nothing_of_what_was_said():
    story = opened()
    story.do(a.Speak, ANNA_, words=text("secret-words"))
    outcome = story.ask(a.EstablishWat, WORKER, bottom_lines=(), dangers=(), goals=())
    assert isinstance(outcome, Refused)
    assert "secret-words" not in repr(outcome)


# --- one's own version, beside the record --------------------------------------------------------

ANNOTATING = (row(a.Annotate, "T6 P8c", "lead deputy co worker minor parent network trust"),)


@pytest.mark.parametrize("case", cases(ANNOTATING), ids=str)
def test_who_may_set_words_beside_a_record(case):
    case.play()


def test_ones_own_version_stands_beside_the_record_and_changes_nothing_of_it():
    story = opened()
    about = inform(story, LEAD)
    before = story.t
    audience = Audience(persons=(ANNA,))
    for who in (MOTHER, WORKER):
        story.do(a.Annotate, who, about=about, words=text("my version"), audience=audience)
    assert story.t.gathered == before.gathered
    notes = tuple(story.t.notes.values())
    assert [(n.person, n.about, n.words.id, n.audience) for n in notes] == [
        (MOTHER[0], about, "my version", audience),
        (WORKER[0], about, "my version", audience),
    ]
    again = story.do(a.Annotate, MOTHER, id=notes[0].act, about=about, words=text("another"))
    assert len(again.trajectory.notes) == 3


def test_a_child_s_own_version_may_be_written_down_for_it_and_stays_the_child_s():
    story = opened()
    by = story.by(ANNA_, recorded_by=WORKER[0], form=Form.DRAWING)
    outcome = story.ask(a.Annotate, ANNA_, by=by, about=inform(story), words=text("drawn"))
    assert isinstance(outcome, Accepted)
    (note,) = outcome.trajectory.notes.values()
    assert (note.person, note.recorded_by, note.form) == (ANNA, WORKER[0], Form.DRAWING)

"""Case 14: somebody of the network may be the one who did it.

Telling everyone is warning the suspect; and the plan for the child's safety may rest on that very
person.
"""

from datetime import timedelta
from types import SimpleNamespace

import attrs
import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.outcome import Accepted, DutyState, Refused
from safetyframe.powers import Cell
from safetyframe.roles import By, Part, Role
from safetyframe.values import PersonId, Reason
from tests.support.breaking import (
    drop_handler,
    drop_watch,
    put,
    set_cell,
    silence_rule,
)
from tests.support.cast import expectations, join, unsafe
from tests.support.duty import stands, state
from tests.support.expect import seen
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    align_all,
    codes,
    exception,
    expectations_set,
    hoe_content,
    hoe_established,
    text,
    wat_established,
)

CLAUSES = ("P19", "P21")

UNCLE = (PersonId("uncle"), Role.NETWORK)
SUSPECT = UNCLE[0]


def _with_uncle(story):
    join(story, UNCLE)
    return story


def _measure(*bearers, minors=(ANNA,), serves=("g1",)):
    return {
        "wat": 2,
        "about": text(),
        "serves": serves,
        "bearers": bearers,
        "minors": minors,
        "need": text(),
    }


def test_it_has_an_author_a_childs_interest_and_an_end():
    """That it is unsafe to inform somebody says who found so, for which child, and until when."""
    story = _with_uncle(wat_established())
    unsafe(story, SUSPECT, days=30)
    held = story.t.exceptions["P22", SUSPECT, ANNA, True]
    assert (held.by, held.minor) == (WORKER[0], ANNA)
    assert held.until == held.at + timedelta(days=30)
    given = exception("P22", why=Reason.UNSAFE_TO_INFORM, person=SUSPECT)
    for wrong, code in (
        ({"minor": PersonId("nobody")}, "unknown-minor"),
        ({"until": story.now}, "exception-over"),
        ({"person": None}, "nobody-named"),
    ):
        no = story.refused(a.ExceptDuty, WORKER, exception=attrs.evolve(given, **wrong))
        assert codes(no) == [code]


@pytest.mark.parametrize("who", [MOTHER, GRAN, UNCLE], ids=lambda who: who[0])
def test_only_a_professional_finds_so(who):
    """Neither family nor network keeps somebody from being told, on any act."""
    story = _with_uncle(wat_established())
    given = exception("P22", why=Reason.UNSAFE_TO_INFORM, person=FATHER[0])
    assert codes(story.refused(a.ExceptDuty, who, exception=given)) == [
        "unsafe-by-professionals",
        "not-this-role",
    ]
    parts = (
        Part(person=WORKER[0], role=Role.CARE_WORKER),
        Part(person=who[0], role=who[1], position=text()),
    )
    no = story.refused(
        a.DecideDirection,
        who,
        direction=text(),
        minors=(ANNA,),
        together=parts,
        exceptions=(given,),
    )
    assert codes(no) == ["unsafe-by-professionals"]


def test_while_it_runs_nothing_needs_telling_and_then_it_is_looked_at_again():
    """The duty to tell is excepted until the review date, and open again from that day."""
    story = _with_uncle(wat_established())
    unsafe(story, SUSPECT, days=30)
    owed = stands(story, "P22", SUSPECT)
    assert owed.state is DutyState.EXCEPTED
    assert state(story, "P22", SUSPECT, at=owed.until) is DutyState.OVERDUE


def test_no_conversation_with_the_suspect_ends_it():
    """Being spoken with makes somebody reached, and never safe to inform."""
    story = _with_uncle(wat_established())
    unsafe(story, SUSPECT)
    story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(SUSPECT,))
    assert state(story, "P22", SUSPECT) is DutyState.EXCEPTED


def test_where_everyone_is_heard_the_suspect_is_accounted_for():
    """At the gate of alignment the position says unsafe, on an exception that runs."""
    story = _with_uncle(wat_established())
    align_all(story)
    position = {
        "person": SUSPECT,
        "on": AlignOn.EXPECTATIONS,
        "wat": 1,
        "position": Position.UNSAFE_TO_INFORM,
    }
    assert codes(story.refused(a.Align, LEAD, **position)) == ["unsafe-without-exception"]
    unsafe(story, SUSPECT, days=30)
    story.do(a.Align, LEAD, **position)
    assert isinstance(story.ask(a.SetExpectations, LEAD, **expectations(ANNA, BEN)), Accepted)
    story.wait(30)
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    assert codes(no) == ["not-aligned"]


def test_a_worker_gives_the_suspect_no_measure_for_the_goals_of_that_child():
    """The worker is refused a measure that serves a goal of that child with the suspect in it."""
    story = _with_uncle(expectations_set())
    unsafe(story, SUSPECT, minor=BEN)
    for_ben = _measure(SUSPECT, minors=(BEN,), serves=("g2",))
    assert codes(story.refused(a.ProposeMeasure, WORKER, **for_ben)) == ["bearer-unsafe"]
    # A goal of both children is a goal of that child, whomever the measure names.
    both = _measure(MOTHER[0], SUSPECT, minors=(ANNA,), serves=("g1",))
    assert codes(story.refused(a.ProposeMeasure, WORKER, **both)) == ["bearer-unsafe"]


def test_other_goals_may_be_the_suspects():
    """For goals that do not concern that child nothing is withheld from anyone."""
    story = _with_uncle(expectations_set())
    unsafe(story, SUSPECT, minor=ANNA)
    other = _measure(SUSPECT, minors=(BEN,), serves=("g2",))
    story.do(a.ProposeMeasure, WORKER, **other)
    assert "bearer-unsafe" not in story.findings()


def test_what_rests_on_the_suspect_is_found():
    """A measure that the suspect carries already is a finding, from the moment it is known."""
    story = _with_uncle(expectations_set())
    story.do(a.ProposeMeasure, WORKER, **_measure(SUSPECT))
    assert "bearer-unsafe" not in story.findings()
    unsafe(story, SUSPECT)
    (found,) = seen(story, "watch.unsafe-not-counted", "bearer-unsafe")
    assert found.get("person") == SUSPECT


def _acts(story):
    """What the suspect might do, with what rests on the suspect alone."""
    story.do(a.ProposeMeasure, UNCLE, **_measure(SUSPECT))
    key = story.last_id()
    story.do(a.AcceptMeasure, UNCLE, measure=key)
    story.explain(Topic.WAT, SUSPECT, WORKER[0], version=2, who=LEAD)
    parts = (
        Part(person=WORKER[0], role=Role.CARE_WORKER),
        Part(person=SUSPECT, role=Role.NETWORK, position=text()),
    )
    hoe = {
        "wat": 2,
        "measures": (key,),
        "together": parts,
        "invited": (MOTHER[0], FATHER[0], GRAN[0], ANNA, BEN),
    }
    position = {"person": SUSPECT, "on": AlignOn.EXPECTATIONS, "wat": 2, "position": Position.HEARD}
    return (
        (a.ProposeMeasure, _measure(SUSPECT)),
        (a.AmendMeasure, {"measure": key, **_measure(SUSPECT, GRAN[0])}),
        (a.AcceptMeasure, {"measure": key}),
        (a.EstablishHoe, hoe),
        (a.DecideDirection, {"direction": text(), "minors": (ANNA,), "together": parts}),
        (a.Align, position),
        (a.Speak, {"words": text(), "minors": (ANNA,)}),
        (a.Review, {"minors": (ANNA,)}),
    )


def _answers(story, acts):
    said = []
    for number, (kind, content) in enumerate(acts):
        made = story.act(kind, UNCLE, id=f"u{number}", **content)
        outcome = story.law.decide(story.t, made)
        if isinstance(outcome, Refused):
            said.append((kind, outcome.violations, outcome.unknown))
        else:
            said.append((kind, type(outcome), outcome.warnings))
    by = By(person=SUSPECT, role=Role.NETWORK, at=story.now)
    return said, story.law.what_can(story.t, by)


def test_the_suspect_cannot_tell():
    """Each act of the suspect is answered as if nothing had been found; it just does not count."""
    story = _with_uncle(expectations_set())
    acts = _acts(story)
    story.wait()
    before = _answers(story, acts)
    kept = story.t
    for clause in ("T5a", "P22", "P18a"):
        unsafe(story, SUSPECT, clause=clause, minor=ANNA)
        unsafe(story, SUSPECT, clause=clause, minor=BEN, who=LEAD)
    after = _answers(story, acts)
    assert kept.exceptions != story.t.exceptions
    assert [kind for kind, *_ in after[0]] == [kind for kind, *_ in before[0]]
    assert [_timeless(x) for x in after[0]] == [_timeless(x) for x in before[0]]
    assert [(p.act, p.can, p.rules) for p in after[1]] == [
        (p.act, p.can, p.rules) for p in before[1]
    ]


def _timeless(said):
    """Gaps may name the moment of the act, which is another."""
    kind, violations, more = said
    if isinstance(violations, type):
        return kind, violations, more
    return (
        kind,
        [
            (v.rule, [(g.code, [f for f in g.about if f[0] != "at"]) for g in v.gaps])
            for v in violations
        ],
        more,
    )


def test_nor_from_what_the_family_agrees_on():
    """What family and network establish with the suspect is taken, and seen by who may know."""
    story = _with_uncle(expectations_set())
    acts = dict(_acts(story))
    unsafe(story, SUSPECT)
    story.do(a.EstablishHoe, UNCLE, **acts[a.EstablishHoe])
    assert {"bearer-unsafe", "quorum-unsafe"} <= set(story.findings())


def test_the_suspect_alone_is_no_network_for_a_worker():
    """For a professional the suspect makes no family or network, in HOE or in a direction."""
    story = _with_uncle(expectations_set())
    acts = dict(_acts(story))
    unsafe(story, SUSPECT)
    content = hoe_content(story)
    hoe = {**acts[a.EstablishHoe], "measures": content["measures"]}
    assert "no-family-or-network" in codes(story.refused(a.EstablishHoe, WORKER, **hoe))
    no = story.refused(a.DecideDirection, WORKER, **acts[a.DecideDirection])
    assert codes(no) == ["professionals-alone"]
    gran = Part(person=GRAN[0], role=Role.NETWORK, position=text())
    along = {
        **hoe,
        "together": (*hoe["together"], gran),
        "invited": (MOTHER[0], FATHER[0], ANNA, BEN),
    }
    story.do(a.EstablishHoe, WORKER, **along)


def test_an_hoe_of_before_is_found_to_rest_on_the_suspect():
    """When it is found out later, an HOE that had only the suspect beside it is a finding."""
    story = hoe_established()
    assert "quorum-unsafe" not in story.findings()
    for person in (MOTHER[0], GRAN[0]):
        unsafe(story, person)
    assert "quorum-unsafe" in story.findings()


def test_a_later_finding_for_one_child_takes_nothing_from_the_other():
    """Findings stand per child: one that is ended early for one child still protects the other."""
    story = _with_uncle(expectations_set())
    unsafe(story, SUSPECT, minor=ANNA)
    unsafe(story, SUSPECT, minor=BEN, days=1)
    story.wait(2)
    for_anna = _measure(SUSPECT, minors=(ANNA,), serves=("b1",))
    assert codes(story.refused(a.ProposeMeasure, WORKER, **for_anna)) == ["bearer-unsafe"]


BREAKS = {
    "exceptions are not kept": drop_handler(a.ExceptDuty, "exceptions"),
    "an end is not needed": silence_rule("form.duty"),
    "a child is not needed": silence_rule("form.minors"),
    "anyone finds so": silence_rule("informing.unsafe"),
    "family excepts duties": set_cell(a.ExceptDuty, Role.PARENT, Cell.YES),
    "network excepts duties": set_cell(a.ExceptDuty, Role.NETWORK, Cell.YES),
    "a position needs no exception": silence_rule("informing.unsafe-position"),
    "the suspect carries measures": silence_rule("hoe.bearers-safe"),
    "what rests on the suspect goes unseen": drop_watch("watch.unsafe-not-counted"),
    "nobody is unsafe": put("safetyframe.rules.ask:unsafe_to_inform", lambda *_: frozenset()),
    "everyone is told who is": put("safetyframe.rules.hoe:PROFESSIONAL", frozenset(Role)),
    "and who decides": put("safetyframe.rules.ending:PROFESSIONAL", frozenset(Role)),
    "being met makes safe": put(
        "safetyframe.folding.standing:Reason", SimpleNamespace(NOT_REACHED=Reason.UNSAFE_TO_INFORM)
    ),
    "any child is every child": put(
        "safetyframe.rules.ask:minors_of", lambda *_: frozenset({ANNA, BEN})
    ),
}

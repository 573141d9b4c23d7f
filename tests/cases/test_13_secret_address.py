"""Case 13: a secret address, a contact ban.

The address itself is hidden; then a list, a number, an invitation or an error message shows it.
"""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.errors import HostError
from safetyframe.outcome import Accepted, Refused
from safetyframe.roles import Audience, Part, Role
from safetyframe.values import Form, Reason
from safetyframe.views import View
from tests.support.breaking import put, show_act, show_slice, silence_rule
from tests.support.kin import (
    answer,
    everything,
    found,
    half_siblings,
    half_siblings_with_wat,
    log,
    shown,
    viewer,
)
from tests.support.story import (
    ANNA,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    codes,
    exception,
    text,
)

CLAUSES = ("P19", "P18a", "P18b", "T5a", "T5b")

ADDRESS = text("the-address")
OURS = Audience(persons=(MOTHER[0],), roles=(Role.CONSULTANT,))


def hidden(story):
    """Where mother and Anna stay is put down for the mother and the consultants."""
    story.do(a.RecordInformation, LEAD, minors=(ANNA,), about=ADDRESS, audience=OURS)
    return story.last_id()


def banned(story, **more):
    story.do(a.KeepApart, LEAD, persons=(MOTHER[0], FATHER[0]), ground=text("ban"), **more)
    return story.last_id()


def test_each_thing_put_down_says_for_whom_it_is():
    """Whoever the entry names can see it, by person or by role, and nobody else."""
    story = half_siblings()
    key = hidden(story)
    for who in (MOTHER, LEAD):
        assert key in shown(story, who).gathered
    for who in (FATHER, GRAN, TRUST, WORKER):
        assert key not in shown(story, who).gathered


@pytest.mark.parametrize("who", [MOTHER, FATHER, GRAN, TRUST], ids=lambda who: who[0])
def test_where_nobody_said_for_whom_it_is_it_is_withheld(who):
    """An entry without an audience is for the professionals, and not for family and network."""
    story = half_siblings()
    before = everything(story, who)
    story.do(a.RecordInformation, LEAD, minors=(ANNA,), about=ADDRESS)
    assert everything(story, who) == before
    assert repr(ADDRESS) in everything(story, WORKER)


def test_it_is_in_no_list_no_number_and_no_finding():
    """Trajectory, log and findings are what they would be without it, and so is every number."""
    story = half_siblings_with_wat()
    before = everything(story, FATHER)
    seen = len(log(story, FATHER))
    hidden(story)
    banned(story)
    assert everything(story, FATHER) == before
    story.do(a.Judge, LEAD, wat=1, minor=ANNA, target="g1", met=True)
    assert [r.seq for r in log(story, FATHER)] == list(range(1, seen + 2))
    (view,) = (story.law.show(story.records[-3], viewer(story, FATHER), story.t),)
    assert view.shown is None
    assert repr(view) == "View(None)"


def test_no_error_and_no_debugger_shows_it():
    """What is shown where it may not be is refused without a word of it."""
    story = half_siblings()
    hidden(story)
    outcome = story.ask(a.RecordInformation, LEAD, minors=(ANNA,), about=ADDRESS, audience=OURS)
    with pytest.raises(HostError) as caught:
        story.law.show(outcome, viewer(story, FATHER), story.t)
    assert ADDRESS.id not in f"{caught.value!r} {caught.value}"
    with pytest.raises(TypeError):
        View()
    assert ADDRESS.id not in repr(story.law.show(story.t, viewer(story, FATHER)))
    assert ADDRESS.id not in repr(story.law.show(story.records, viewer(story, FATHER), story.t))


def test_nobody_brings_together_who_is_kept_apart():
    """A conversation, a session or a direction with both is refused without ground and interest."""
    story = half_siblings()
    banned(story)
    both = (MOTHER[0], FATHER[0])
    talk = {"persons": both, "minors": (ANNA,)}
    session = {
        "matters": (a.Matter(topic=Topic.WHY),),
        "persons": both,
        "form": Form.SPOKEN,
        "language": "nl",
    }
    together = tuple(Part(person=p, role=r, position=text()) for p, r in (WORKER, MOTHER, FATHER))
    direction = {"direction": text(), "minors": (ANNA,), "together": together}
    for kind, content in (
        (a.RecordConversation, talk),
        (a.Explain, session),
        (a.DecideDirection, direction),
    ):
        no = story.refused(kind, WORKER, **content)
        assert codes(no, "barrier.kept-apart") == ["kept-apart"]
    reason = exception("X16", words=text("ground"))
    assert isinstance(
        story.ask(a.RecordConversation, WORKER, **talk, exceptions=(reason,)), Accepted
    )


def test_each_is_told_in_a_session_of_their_own():
    """Told apart, each duty towards each of them is done."""
    story = half_siblings()
    banned(story)
    for who in (MOTHER, FATHER):
        story.explain(Topic.WHY, who[0])
    done = {t.person for t in story.t.told.values() if t.topic is Topic.WHY}
    assert done == {MOTHER[0], FATHER[0]}


def test_whoever_is_banned_learns_nothing_from_an_answer():
    """Their own act is answered as if there were no ban, and what they could do stays the same."""
    free, held = half_siblings(), half_siblings()
    banned(held)
    free.now = held.now
    content = {"persons": (MOTHER[0],), "minors": (ANNA,)}
    told = [answer(story, a.RecordConversation, FATHER, **content) for story in (free, held)]
    assert isinstance(told[0].shown, Accepted)
    assert told[0] == told[1]
    can = [
        story.law.show(
            story.law.what_can(story.t, story.by(FATHER)), viewer(story, FATHER), story.t
        )
        for story in (free, held)
    ]
    assert can[0] == can[1]


def test_a_refusal_for_a_ban_that_is_not_theirs_to_know_of_names_nobody():
    """Whoever does not know of the ban hears that it can't be done, and no reason."""
    story = half_siblings()
    banned(story, audience=Audience(persons=(LEAD[0],)))
    content = {"persons": (MOTHER[0], FATHER[0]), "minors": (ANNA,)}
    assert answer(story, a.RecordConversation, WORKER, **content).shown == Refused(violations=())
    told = answer(story, a.RecordConversation, LEAD, **content).shown
    assert [v.rule for v in told.violations] == ["barrier.kept-apart"]


def test_the_reason_for_not_telling_somebody_is_not_told_to_them():
    """That telling the father is unsafe is for the professionals, and changes nothing for him."""
    story = half_siblings_with_wat()
    before = everything(story, FATHER)
    why = exception("T5a", why=Reason.UNSAFE_TO_INFORM, person=FATHER[0], words=text("reason"))
    story.do(a.ExceptDuty, WORKER, exception=why)
    assert everything(story, FATHER) == before
    assert ("T5a", FATHER[0]) not in {(f.clauses[0], f.get("person")) for f in found(story, LEAD)}
    assert ("T5a", FATHER[0]) in {(f.clauses[0], f.get("person")) for f in found(story, FATHER)}


BREAKS = {
    "no audience is kept": show_slice("gathered", lambda s: s.t.gathered.values()),
    "an audience that nobody reads": put("safetyframe.views.eyes:Eyes.admitted", lambda *_: True),
    "an audience that names nobody": put("safetyframe.views.eyes:Eyes.admitted", lambda *_: False),
    "no audience is everyone": put("safetyframe.views.eyes:Eyes.for_work", lambda *_: True),
    "records beside the trajectory": show_act(a.RecordInformation, lambda *given: given[1]),
    "places in the log": put("safetyframe.law:show_records", lambda *given: tuple(given[1])),
    "a view that anyone can make": put("safetyframe.views.model:View.__init__", lambda *_: None),
    "an answer for anyone": put("safetyframe.law:_expect_self", lambda *_: None),
    "everyone in one room": silence_rule("barrier.kept-apart"),
    "barriers for all to see": show_slice("barriers", lambda s: s.t.barriers.values()),
    "answers from the whole": put("safetyframe.law:outcome_for", lambda *given: given[1]),
    "reasons for all to see": put("safetyframe.views.parts:hides_reason", lambda *_: False),
}

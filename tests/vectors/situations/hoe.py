"""HOE: after WAT, together, borne and accepted (P10, P16, P17, X4, X5, the gate of P22)."""

from __future__ import annotations

from datetime import timedelta

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.roles import Part, Role
from safetyframe.values import Form
from tests.support.cast import assign, leave, revision, unsafe
from tests.support.expect import lowering
from tests.support.story import (
    ANNA,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    SYSTEM,
    WORKER,
    Story,
    exception,
    expectations_set,
    hoe_content,
    measure,
    opened,
    text,
)
from tests.vectors.situation import Of, at

P10, P16, P17, P22, X4, X5 = Of("P10"), Of("P16"), Of("P17"), Of("P22"), Of("X4"), Of("X5")

_WORKER = Part(person=WORKER[0], role=Role.CARE_WORKER)
_MOTHER = Part(person=MOTHER[0], role=Role.PARENT)
_GRAN = Part(person=GRAN[0], role=Role.NETWORK)
_REST = (FATHER[0], ANNA, BEN)


def explained(*, law=None, told=(WORKER[0], ANNA, BEN, MOTHER[0], GRAN[0])) -> Story:
    """WAT with expectations stands and was explained; no HOE yet."""
    story = expectations_set(law)
    if told:
        story.explain(Topic.WAT, *told, version=2, who=LEAD)
    return story.wait()


def hoe(**changes):
    return lambda story: hoe_content(story, **changes)


def unborne(**changes):
    """HOE on a measure that its bearer has not accepted."""

    def content(story):
        key = measure(story)
        return {**hoe_content(story), "measures": (key,), **changes}

    return content


def whose_bearer_left(story):
    said = hoe_content(story, together=(_WORKER, _MOTHER))
    leave(story, GRAN)
    story.wait()
    return said


PROPOSAL = {
    "wat": 2,
    "about": text("measure"),
    "serves": ("g1",),
    "minors": (ANNA, BEN),
    "need": text("need"),
}

# --- P16, X4 -------------------------------------------------------------------------------------

P16.yes(
    "together",
    "Care worker, parent and network establish it, against the WAT in force.",
    at(explained, a.EstablishHoe, WORKER, hoe()),
    "hoe",
)
P16.no(
    "before-any-wat",
    "There is no WAT yet.",
    at(
        opened,
        a.EstablishHoe,
        WORKER,
        {"wat": 1, "measures": (), "together": (_WORKER, _MOTHER, _GRAN), "invited": _REST},
    ),
    hoe__after_wat="P16 X4: no-wat",
    hoe__some_measure="P10 P16: no-measure",
)
P16.no(
    "superseded-wat",
    "It refers to a WAT that is no longer in force.",
    at(explained, a.EstablishHoe, WORKER, hoe(wat=1)),
    hoe__after_wat="P16 X4: not-the-wat-in-force",
)
P16.no(
    "no-family",
    "Care workers alone.",
    at(
        explained,
        a.EstablishHoe,
        WORKER,
        hoe(together=(_WORKER,), invited=(*_REST, MOTHER[0], GRAN[0])),
    ),
    hoe__together="P16 P17: no-family-or-network",
)
P16.no(
    "no-care-worker",
    "The family alone.",
    at(explained, a.EstablishHoe, GRAN, hoe(together=(_MOTHER, _GRAN))),
    hoe__together="P16 P17: no-care-worker",
)
P16.no(
    "actor-apart",
    "Whoever writes it down took no part.",
    at(
        explained,
        a.EstablishHoe,
        MOTHER,
        hoe(together=(_WORKER, _GRAN), invited=(*_REST, MOTHER[0])),
    ),
    hoe__together="P16 P17: actor-took-no-part",
)
P16.no(
    "not-invited",
    "The father was not asked to take part.",
    at(explained, a.EstablishHoe, WORKER, hoe(invited=(ANNA, BEN))),
    hoe__everyone_invited="P16: not-invited",
)
P16.yes(
    "invitation-excepted",
    "A reasoned exception says why he was not asked.",
    at(
        explained,
        a.EstablishHoe,
        WORKER,
        hoe(invited=(ANNA, BEN), exceptions=(exception("P16", person=FATHER[0]),)),
    ),
    "exceptions hoe",
)
P16.yes(
    "lowered",
    "Where a policy lowered the gate, it warns.",
    at(lambda: explained(law=lowering("P16")), a.EstablishHoe, WORKER, hoe(invited=())),
    "hoe",
    warned="hoe.everyone-invited hoe.everyone-invited hoe.everyone-invited",
)
P16.unsure(
    "wat-unknown",
    "Which WAT is in force is to be known first.",
    at(explained, a.EstablishHoe, WORKER, hoe()),
    "wat",
)
P16.unsure(
    "barriers-unknown",
    "Whether somebody is kept apart is to be known first.",
    at(explained, a.EstablishHoe, WORKER, hoe()),
    "barriers",
)
P16.unsure(
    "measures-unknown",
    "Which measures there are is to be known first.",
    at(explained, a.EstablishHoe, WORKER, hoe()),
    "measures",
)

X4.yes(
    "after",
    "HOE comes after the WAT that it refers to.",
    at(explained, a.EstablishHoe, WORKER, hoe()),
    "hoe",
)
X4.no(
    "later-version",
    "It refers to a WAT that has not been established.",
    at(explained, a.EstablishHoe, WORKER, hoe(wat=3)),
    hoe__after_wat="P16 X4: not-the-wat-in-force",
)


def _just_before(story, moment):
    """How something is written down now of a moment just before that one."""
    return {"at": moment - timedelta(minutes=1), "recorded_at": story.now}


def _before_its_wat(story):
    how = _just_before(story, story.t.wat[2].at)
    return {**PROPOSAL, "bearers": (GRAN[0],), "how": how}


def _before_its_measure(story):
    said = hoe_content(story)
    return {**said, "how": _just_before(story, story.t.measures[said["measures"][0]].at)}


X4.no(
    "measure-before-its-wat",
    "A measure that is dated back answers a WAT that came after it.",
    at(explained, a.ProposeMeasure, WORKER, _before_its_wat),
    form__serves=": unknown-version",
)
X4.no(
    "hoe-before-its-measure",
    "HOE that is dated back holds a measure that came after it.",
    at(explained, a.EstablishHoe, WORKER, _before_its_measure),
    form__measures=": unknown-reference",
)
X4.unsure(
    "wat-unknown",
    "Which WAT is in force is to be known first.",
    at(explained, a.EstablishHoe, WORKER, hoe()),
    "wat",
)

# --- P17, X5 -------------------------------------------------------------------------------------


def _recorded_by(who):
    return {"recorded_by": who[0], "form": Form.SPOKEN}


P17.yes(
    "network-and-worker",
    "Network and care worker work it out.",
    at(explained, a.EstablishHoe, GRAN, hoe()),
    "hoe",
)
P17.yes(
    "recorded-by-worker",
    "A care worker writes down the part of a network member.",
    at(
        explained,
        a.EstablishHoe,
        GRAN,
        lambda story: {**hoe_content(story), "how": _recorded_by(WORKER)},
    ),
    "hoe",
)
P17.no(
    "consultant",
    "A consultant does not establish it.",
    at(
        explained,
        a.EstablishHoe,
        LEAD,
        hoe(together=(_WORKER, _MOTHER, _GRAN, Part(person=LEAD[0], role=Role.CONSULTANT))),
    ),
    powers__EstablishHoe="P17 P16 X5: not-this-role",
    hoe__no_consultant="P17 X5: not-an-author-of-hoe",
    hoe__wat_explained="P22: wat-not-explained",
)
P17.no(
    "recorded-by-consultant",
    "Nor does a consultant write down somebody's part in it.",
    at(
        explained,
        a.EstablishHoe,
        GRAN,
        lambda story: {**hoe_content(story), "how": _recorded_by(LEAD)},
    ),
    hoe__recorded_by_consultant="P17 X5: consultant-records",
)
P17.no(
    "measure-by-consultant",
    "A consultant proposes no measure.",
    at(explained, a.ProposeMeasure, LEAD, {**PROPOSAL, "bearers": (GRAN[0],)}),
    powers__ProposeMeasure="P17: not-this-role",
)
P17.unsure(
    "people-unknown",
    "Who takes part is to be known first.",
    at(explained, a.EstablishHoe, WORKER, hoe()),
    "people",
)

X5.yes(
    "idea",
    "A consultant may offer an idea: it makes nothing part of HOE.",
    at(explained, a.OfferIdea, LEAD, {"minors": (ANNA,), "about": text("idea")}),
    "gathered",
)
X5.yes(
    "together",
    "Care worker and family bring about a HOE.",
    at(explained, a.EstablishHoe, MOTHER, hoe()),
    "hoe",
)
X5.no(
    "consultants-alone",
    "Consultants on their own bring about none.",
    at(
        lambda: _with_co(explained()),
        a.EstablishHoe,
        LEAD,
        hoe(
            together=(
                Part(person=LEAD[0], role=Role.CONSULTANT),
                Part(person=CO[0], role=Role.CONSULTANT),
            ),
            invited=(*_REST, MOTHER[0], GRAN[0]),
        ),
    ),
    powers__EstablishHoe="P17 P16 X5: not-this-role",
    hoe__no_consultant="P17 X5: not-an-author-of-hoe not-an-author-of-hoe",
    hoe__together="P16 P17: no-care-worker no-family-or-network",
    hoe__wat_explained="P22: wat-not-explained",
)
X5.unsure(
    "people-unknown",
    "Who takes part is to be known first.",
    at(explained, a.EstablishHoe, MOTHER, hoe()),
    "people",
)


def _with_co(story: Story) -> Story:
    assign(story, CO)
    return story


# --- P10 -----------------------------------------------------------------------------------------

P10.yes(
    "borne",
    "A measure names who bears it.",
    at(explained, a.ProposeMeasure, WORKER, {**PROPOSAL, "bearers": (GRAN[0],)}),
    "measures",
)
P10.yes(
    "accepted",
    "The bearer takes it on.",
    at(explained, a.AcceptMeasure, GRAN, lambda story: {"measure": measure(story)}),
    "measures",
)
P10.yes(
    "declined",
    "Or declines: what one is asked to do is one's own to decide.",
    at(explained, a.DeclineMeasure, GRAN, lambda story: {"measure": measure(story)}),
    "measures",
)
P10.no(
    "accepted-by-system",
    "A system takes nothing on.",
    at(explained, a.AcceptMeasure, SYSTEM, lambda story: {"measure": measure(story)}),
    powers__AcceptMeasure="P10 P8c: not-this-role",
    form__measure=": not-asked",
)
P10.no(
    "no-bearer",
    "A measure that nobody bears.",
    at(explained, a.ProposeMeasure, WORKER, {**PROPOSAL, "bearers": ()}),
    hoe__bearer="P10: no-bearer",
)
P10.no(
    "bearer-unsafe",
    "A measure is put on somebody whom it is unsafe to inform.",
    at(
        lambda: _father_unsafe(explained()),
        a.ProposeMeasure,
        WORKER,
        {**PROPOSAL, "bearers": (FATHER[0],)},
    ),
    hoe__bearers_safe="P10: bearer-unsafe",
)
P10.no(
    "bearer-left",
    "Whoever bears a measure has left.",
    at(explained, a.EstablishHoe, WORKER, whose_bearer_left),
    hoe__bearers_there="P10: no-bearer",
)
P10.no(
    "not-accepted",
    "The bearer has not taken it on.",
    at(explained, a.EstablishHoe, WORKER, unborne()),
    hoe__accepted="P10: not-accepted",
)
P10.yes(
    "not-accepted-excepted",
    "A reasoned exception says why that is not waited for.",
    at(explained, a.EstablishHoe, WORKER, unborne(exceptions=(exception("P10", person=GRAN[0]),))),
    "exceptions hoe",
)
P10.no(
    "no-measure",
    "A HOE without any measure.",
    at(explained, a.EstablishHoe, WORKER, hoe(measures=())),
    hoe__some_measure="P10 P16: no-measure",
)
P10.unsure(
    "measures-unknown",
    "Who took what on is to be known first.",
    at(explained, a.EstablishHoe, WORKER, hoe()),
    "measures",
)
P10.unsure(
    "exceptions-unknown",
    "Whom it is unsafe to inform is to be known first.",
    at(explained, a.ProposeMeasure, WORKER, {**PROPOSAL, "bearers": (GRAN[0],)}),
    "exceptions",
)


def _father_unsafe(story: Story) -> Story:
    unsafe(story, FATHER[0])
    return story


# --- P22, the narrow gate ------------------------------------------------------------------------

P22.yes(
    "explained",
    "Whoever establishes HOE has had the WAT in force explained.",
    at(explained, a.EstablishHoe, WORKER, hoe()),
    "hoe",
)
P22.no(
    "not-explained",
    "Nobody explained it to the care worker.",
    at(lambda: explained(told=(MOTHER[0], GRAN[0])), a.EstablishHoe, WORKER, hoe()),
    hoe__wat_explained="P22: wat-not-explained",
)
P22.no(
    "older-explained",
    "What was explained is from before a material revision.",
    at(lambda: _revised(explained()), a.EstablishHoe, WORKER, hoe()),
    hoe__wat_explained="P22: wat-not-explained",
)
P22.yes(
    "excepted",
    "A reasoned exception carries it.",
    at(
        lambda: explained(told=()),
        a.EstablishHoe,
        WORKER,
        hoe(exceptions=(exception("P22", person=WORKER[0]),)),
    ),
    "exceptions hoe",
)
P22.unsure(
    "told-unknown",
    "What was explained is to be known first.",
    at(explained, a.EstablishHoe, WORKER, hoe()),
    "told",
)


def _revised(story: Story) -> Story:
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    return story


CLAUSES = (P10, P16, P17, P22, X4, X5)

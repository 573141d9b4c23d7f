"""WAT: what it is made of, what it rests on, who establishes it (P4 to P15b, X2, X3, X6)."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.wat import BottomLine, DangerStatement
from safetyframe.roles import Role, Standing
from safetyframe.values import Reason
from tests.support.cast import CARL, assign, deputise, hand_over, opening, revision
from tests.support.expect import expectation, lowering
from tests.support.gates import without_views
from tests.support.story import (
    ANNA,
    BEN,
    CO,
    DEPUTY,
    LEAD,
    MOTHER,
    STRANGER,
    WORKER,
    Story,
    exception,
    expectations_set,
    gathered,
    opened,
    statements,
    text,
    wat_established,
)
from tests.vectors.situation import Of, at

P4, P5B, P5C, P12, P13 = Of("P4"), Of("P5b"), Of("P5c"), Of("P12"), Of("P13")
P14, P15A, P15B, X2, X3, X6 = Of("P14"), Of("P15a"), Of("P15b"), Of("X2"), Of("X3"), Of("X6")


def whole(story):
    """All that a first WAT needs."""
    return {**statements(), **gathered(story)}


def saying(**changes):
    """A first WAT that says something else, on the same ground."""
    return lambda story: {**statements(**changes), **gathered(story)}


def links(**changes):
    """A first WAT on less ground."""
    return lambda story: {**whole(story), **changes}


def without(**traits):
    """A first WAT in which the views with these traits were not weighed."""
    return lambda story: {**statements(), **without_views(story, gathered(story), **traits)}


def excepted(content, clause, **changes):
    """The same with a reasoned exception."""
    return lambda story: {**content(story), "exceptions": (exception(clause, **changes),)}


def lines(**changes):
    first, second = statements()["bottom_lines"]
    return (evolve(first, **changes), second)


def goals(**changes):
    first, second = statements()["goals"]
    return (evolve(first, **changes), second)


LONELY = DangerStatement(id="d3", words=text("d3"), minors=(ANNA,))
ESTABLISHED = "wat"


# --- P13, P5b, P5c, X2: what a WAT is made of ---------------------------------------------------

P13.yes(
    "complete",
    "A bottom line with its danger and its goal, for each minor.",
    at(opened, a.EstablishWat, LEAD, whole),
    ESTABLISHED,
)
P13.no(
    "no-bottom-line",
    "Dangers and goals alone are no WAT.",
    at(opened, a.EstablishWat, LEAD, saying(bottom_lines=())),
    wat__complete="P13 X2: no-bottom-line",
)
P13.no(
    "bottom-line-alone",
    "A bottom line that goes with no danger and no goal.",
    at(
        opened,
        a.EstablishWat,
        LEAD,
        saying(
            bottom_lines=(
                *statements()["bottom_lines"],
                BottomLine(id="b3", words=text("b3"), minors=(ANNA,), dangers=(), goals=()),
            )
        ),
    ),
    wat__complete="P13 X2: bottom-line-without-danger bottom-line-without-goal",
)
P13.no(
    "other-childs-danger",
    "A bottom line whose danger is about the other child only.",
    at(opened, a.EstablishWat, LEAD, saying(bottom_lines=lines(dangers=("d2",)))),
    wat__complete="P13 X2: bottom-line-without-danger",
)

P5B.yes(
    "paired",
    "Every danger has a goal set against it, and every goal a danger.",
    at(opened, a.EstablishWat, LEAD, whole),
    ESTABLISHED,
)
P5B.no(
    "danger-alone",
    "A danger against which no goal is set.",
    at(opened, a.EstablishWat, LEAD, saying(dangers=(*statements()["dangers"], LONELY))),
    wat__paired="P5b X2: danger-without-goal",
)
P5B.no(
    "goal-alone",
    "A revision with a goal that stands against no danger.",
    at(
        wat_established,
        a.ReviseWat,
        LEAD,
        lambda story: revision(story, material=True, goals=goals(dangers=())),
    ),
    wat__paired="P5b X2: danger-without-goal danger-without-goal goal-without-danger"
    " goal-without-danger",
)

P5C.yes(
    "bar-named",
    "Every goal says when it is safe enough.",
    at(opened, a.EstablishWat, LEAD, whole),
    ESTABLISHED,
)
P5C.yes(
    "judged",
    "The lead judges a goal met, against the bar it names.",
    at(expectations_set, a.Judge, LEAD, {"wat": 2, "minor": ANNA, "target": "g1", "met": True}),
    "judged",
)
P5C.no(
    "no-bar",
    "A goal that does not say when it is safe enough.",
    at(opened, a.EstablishWat, LEAD, saying(goals=goals(safe_enough=None))),
    wat__safe_enough="P5c: no-safe-enough",
)
P5C.no(
    "not-the-lead",
    "A care worker judges nothing.",
    at(expectations_set, a.Judge, WORKER, {"wat": 2, "minor": ANNA, "target": "g1", "met": True}),
    powers__Judge="P20 P5c: not-this-role",
)
P5C.unsure(
    "people-unknown",
    "Whether somebody is lead is to be known first.",
    at(expectations_set, a.Judge, LEAD, {"wat": 2, "minor": ANNA, "target": "g1", "met": True}),
    "people",
)

X2.yes(
    "no-orphan",
    "No statement of this WAT stands alone.",
    at(opened, a.EstablishWat, LEAD, whole),
    ESTABLISHED,
)
X2.no(
    "orphans",
    "A revision that leaves a bottom line and a danger alone.",
    at(
        wat_established,
        a.ReviseWat,
        LEAD,
        lambda story: revision(
            story,
            material=True,
            dangers=(*statements()["dangers"], LONELY),
            bottom_lines=lines(goals=("g2",)),
        ),
    ),
    wat__complete="P13 X2: bottom-line-without-goal",
    wat__paired="P5b X2: danger-without-goal",
)


# --- P14, P4, P15: what it rests on -------------------------------------------------------------

P14.yes(
    "rests-on-both",
    "It rests on information and on a conversation.",
    at(opened, a.EstablishWat, LEAD, whole),
    ESTABLISHED,
)
P14.no(
    "rests-on-nothing",
    "Neither information nor a conversation is named.",
    at(opened, a.EstablishWat, LEAD, links(information=(), conversations=())),
    wat__gathered="P14: no-information no-conversation",
)
P14.no(
    "no-conversation",
    "Information alone: nobody has been spoken with.",
    at(opened, a.EstablishWat, LEAD, links(conversations=())),
    wat__gathered="P14: no-conversation",
)
P14.yes(
    "excepted",
    "A reasoned exception that still runs carries it.",
    at(opened, a.EstablishWat, LEAD, excepted(links(conversations=()), "P14")),
    "exceptions wat",
)
P14.no(
    "emergency",
    "An emergency carries no gate.",
    at(
        opened, a.EstablishWat, LEAD, excepted(links(conversations=()), "P14", why=Reason.EMERGENCY)
    ),
    wat__gathered="P14: no-conversation",
)
P14.no(
    "exception-over",
    "An exception that has run out counts as none.",
    at(
        opened,
        a.EstablishWat,
        LEAD,
        lambda story: {
            **links(conversations=())(story),
            "exceptions": (exception("P14", until=story.now - timedelta(days=1)),),
        },
    ),
    wat__gathered="P14: no-conversation",
)
P14.yes(
    "lowered",
    "Where a policy lowered the norm, it warns.",
    at(lambda: opened(lowering("P14")), a.EstablishWat, LEAD, links(conversations=())),
    ESTABLISHED,
    warned="wat.gathered",
)
P14.unsure(
    "gathered-unknown",
    "What was gathered is to be known first.",
    at(opened, a.EstablishWat, LEAD, whole),
    "gathered",
)

P4.yes(
    "both-partners",
    "Consultant and care worker each said what safety means.",
    at(opened, a.EstablishWat, LEAD, whole),
    ESTABLISHED,
)
P4.no(
    "consultant-alone",
    "No care worker said what safety means.",
    at(opened, a.EstablishWat, LEAD, without(role=(Role.CARE_WORKER,), topic=(ViewTopic.SAFETY,))),
    wat__safety_together="P4: no-view-on-safety",
)
P4.no(
    "neither",
    "A material revision, and neither of the partners said it.",
    at(
        wat_established,
        a.ReviseWat,
        LEAD,
        lambda story: {
            **revision(story, material=True),
            **without_views(story, gathered(story), topic=(ViewTopic.SAFETY,)),
        },
    ),
    wat__safety_together="P4: no-view-on-safety no-view-on-safety",
)
P4.yes(
    "excepted",
    "A reasoned exception carries it.",
    at(
        opened,
        a.EstablishWat,
        LEAD,
        excepted(without(role=(Role.CARE_WORKER,), topic=(ViewTopic.SAFETY,)), "P4"),
    ),
    "exceptions wat",
)
P4.unsure(
    "gathered-unknown",
    "What was gathered is to be known first.",
    at(opened, a.EstablishWat, LEAD, whole),
    "gathered",
)

P15A.yes(
    "family-taken-in",
    "A view of the family on the danger was weighed.",
    at(opened, a.EstablishWat, LEAD, whole),
    ESTABLISHED,
)
P15A.no(
    "family-not-taken-in",
    "No view of family or network was weighed.",
    at(opened, a.EstablishWat, LEAD, without(role=(Role.PARENT,))),
    wat__client_expertise="P15a: no-client-view",
)
P15A.yes(
    "excepted",
    "A reasoned exception carries it.",
    at(opened, a.EstablishWat, LEAD, excepted(without(role=(Role.PARENT,)), "P15a")),
    "exceptions wat",
)
P15A.unsure(
    "people-unknown",
    "Who stands on the family's side is to be known first.",
    at(opened, a.EstablishWat, LEAD, whole),
    "people",
)
P15A.unsure(
    "gathered-unknown",
    "What was gathered is to be known first.",
    at(opened, a.EstablishWat, LEAD, whole),
    "gathered",
)
P15B.yes(
    "worker-taken-in",
    "A care worker's view on the danger was weighed.",
    at(opened, a.EstablishWat, LEAD, whole),
    ESTABLISHED,
)
P15B.no(
    "worker-not-taken-in",
    "No care worker's view on the danger was weighed.",
    at(opened, a.EstablishWat, LEAD, without(role=(Role.CARE_WORKER,), topic=(ViewTopic.DANGER,))),
    wat__worker_expertise="P15b: no-worker-view",
)
P15B.yes(
    "excepted",
    "No worker yet: a reasoned exception carries it.",
    at(
        opened,
        a.EstablishWat,
        LEAD,
        excepted(without(role=(Role.CARE_WORKER,), topic=(ViewTopic.DANGER,)), "P15b"),
    ),
    "exceptions wat",
)
P15B.unsure(
    "gathered-unknown",
    "What was gathered is to be known first.",
    at(opened, a.EstablishWat, LEAD, whole),
    "gathered",
)


# --- P12, X3: who establishes it ----------------------------------------------------------------


def _opening_beside(story: Story):
    return opening(story, CO, CARL)


def deputised():
    story = opened()
    deputise(story)
    return story


def deputy_over():
    return deputised().wait(91)


def handed_over():
    story = wat_established()
    assign(story, CO)
    return hand_over(story)


P12.yes(
    "lead",
    "The lead consultant establishes WAT.",
    at(opened, a.EstablishWat, LEAD, whole),
    ESTABLISHED,
)
P12.yes(
    "deputy",
    "So does the deputy, in the deputy's period.",
    at(deputised, a.EstablishWat, DEPUTY, whole),
    ESTABLISHED,
)
P12.no(
    "deputy-over",
    "The deputy's period is over.",
    at(deputy_over, a.EstablishWat, DEPUTY, whole),
    form__participation=": not-taking-part",
)
P12.no(
    "care-worker",
    "A care worker does not.",
    at(opened, a.EstablishWat, WORKER, whole),
    powers__EstablishWat="P12 X3: not-this-role",
)
P12.no(
    "co-consultant",
    "Nor does a consultant who is not the lead.",
    at(lambda: _with_co(opened()), a.EstablishWat, CO, whole),
    powers__EstablishWat="P12 X3: not-lead",
)
P12.unsure(
    "people-unknown",
    "Whether somebody is lead is to be known first.",
    at(opened, a.EstablishWat, LEAD, whole),
    "people",
)
P12.no(
    "wording-that-is-more",
    "A revision said to be of wording moves the bar.",
    at(
        wat_established,
        a.ReviseWat,
        LEAD,
        lambda story: revision(story, material=False, goals=goals(sustained_days=1)),
    ),
    wat__wording_only="P12 X6: more-than-wording",
)
P12.yes(
    "wording",
    "A revision of wording leaves all but the words as they were.",
    at(
        wat_established,
        a.ReviseWat,
        LEAD,
        lambda story: revision(story, material=False, goals=goals(words=text("clearer"))),
    ),
    ESTABLISHED,
)
P12.yes(
    "wording-in-another-order",
    "In which order children and aims are named says nothing.",
    at(
        wat_established,
        a.ReviseWat,
        LEAD,
        lambda story: revision(story, material=False, goals=goals(minors=(BEN, ANNA))),
    ),
    ESTABLISHED,
)
P12.no(
    "no-handover",
    "Nobody takes over what was not offered.",
    at(lambda: _with_co(opened()), a.TakeOver, CO, {"handover": "a99"}),
    involvement__handover_offered="P12 P11: no-handover-offered",
)
P12.yes(
    "handover",
    "A successor takes over what the lead offered.",
    at(
        lambda: _offered(_with_co(opened())),
        a.TakeOver,
        CO,
        lambda story: {"handover": story.last_id()},
    ),
    "handovers people",
)
P12.unsure(
    "handover-unknown",
    "Whether it was offered is to be known first.",
    at(
        lambda: _offered(_with_co(opened())),
        a.TakeOver,
        CO,
        lambda story: {"handover": story.last_id()},
    ),
    "handovers",
)
P12.no(
    "second-lead",
    "A second opening beside the lead who is there.",
    at(opened, a.OpenInvolvement, CO, _opening_beside),
    involvement__opens_once="P12 P2: lead-exists",
)


def _with_co(story: Story) -> Story:
    assign(story, CO, Standing.CO)
    return story


def _offered(story: Story) -> Story:
    story.do(a.OfferHandover, LEAD, to=CO[0])
    return story


X3.yes(
    "consultant-then",
    "The successor revises what the former lead established: it stands.",
    at(handed_over, a.ReviseWat, CO, lambda story: revision(story, material=False)),
    ESTABLISHED,
)
X3.no(
    "consultant-no-more",
    "Who handed over takes part no more, and revises nothing.",
    at(handed_over, a.ReviseWat, LEAD, lambda story: revision(story, material=False)),
    form__participation=": not-taking-part",
)
X3.no(
    "parent",
    "A parent establishes no WAT.",
    at(opened, a.EstablishWat, MOTHER, whole),
    powers__EstablishWat="P12 X3: not-this-role",
)
X3.no(
    "stranger",
    "Nor does somebody who takes no part.",
    at(opened, a.EstablishWat, STRANGER, whole),
    powers__EstablishWat="P12 X3: not-this-role",
    form__participation=": not-taking-part",
)
X3.unsure(
    "people-unknown",
    "Who was consultant is to be known first.",
    at(handed_over, a.ReviseWat, CO, lambda story: revision(story, material=False)),
    "people",
)

# --- X6: what a material revision makes stale ----------------------------------------------------

X6.yes(
    "material",
    "A material revision is a new version; what was told and agreed stays.",
    at(wat_established, a.ReviseWat, LEAD, lambda story: revision(story, material=True)),
    ESTABLISHED,
)
X6.no(
    "expectation-more-than-wording",
    "An expectation is added as if it were wording.",
    at(
        expectations_set,
        a.SetExpectations,
        LEAD,
        {
            "revises": 2,
            "material": False,
            "reason": text("reason"),
            "expectations": (expectation("e1"), expectation("e2")),
            "exceptions": (exception("P21"),),
        },
    ),
    expectations__raised="P12 P20 X6: more-than-wording",
)
X6.no(
    "bar-moved",
    "A danger is left out as if that were wording.",
    at(
        wat_established,
        a.ReviseWat,
        LEAD,
        lambda story: revision(story, material=False, bottom_lines=lines(minors=(ANNA,))),
    ),
    wat__wording_only="P12 X6: more-than-wording",
)
X6.unsure(
    "wat-unknown",
    "Which version is in force is to be known first.",
    at(wat_established, a.ReviseWat, LEAD, lambda story: revision(story, material=True)),
    "wat",
)


CLAUSES = (P4, P5B, P5C, P12, P13, P14, P15A, P15B, X2, X3, X6)

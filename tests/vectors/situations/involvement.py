"""Who takes part, in which role, on which side (P1, P2, P8c, P11, X8)."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Position
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.roles import Part, Role, Standing
from safetyframe.values import Form, Reason
from tests.support.cast import (
    CARL,
    NEIGHBOUR,
    opening,
    part_of,
    reopening,
    withdrawn,
)
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    CO,
    DEPUTY,
    FATHER,
    GRAN,
    LEAD,
    MANDATE,
    MOTHER,
    TRUST,
    WORKER,
    Story,
    decision,
    exception,
    expectations_set,
    gathered,
    opened,
    ready_to_withdraw,
    statements,
    text,
)
from tests.vectors.situation import Of, at
from tests.vectors.situations.hoe import explained, hoe

P1, P2, P8C, P11, X8 = Of("P1"), Of("P2"), Of("P8c"), Of("P11"), Of("X8")


def nothing() -> Story:
    """Nothing has happened yet."""
    return Story()


def joining(person, role, **more):
    return lambda story: {"person": person, "role": role, "since": story.now, **more}


def ending(who):
    return lambda story: {"participation": part_of(story, who), "until": story.now}


def information_by(who):
    """What somebody recorded turns out wrong."""

    def content(story):
        story.do(a.RecordInformation, who, minors=(ANNA,), about=text("info"))
        return {"wrong": story.last_id(), "reason": text("reason")}

    return content


def both_ended() -> Story:
    return withdrawn(withdrawn(opened(), ANNA), BEN).wait(30)


def emergency_only() -> Story:
    story = withdrawn(withdrawn(opened(), ANNA), BEN).wait(30)
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text("measure"))
    return story


def achieved() -> Story:
    story = ready_to_withdraw()
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    return story.wait(30)


# --- P1, P11: partners, each in one role ---------------------------------------------------------

P1.yes(
    "own-record",
    "A care worker sets right what a care worker recorded.",
    at(opened, a.Correct, WORKER, information_by(WORKER)),
    "corrections gathered",
)
P1.no(
    "others-record",
    "A care worker does not set right what the consultant recorded.",
    at(opened, a.Correct, WORKER, information_by(LEAD)),
    keeping__own_side="P1 P8c: other-side-recorded",
)
P1.no(
    "ends-the-partner",
    "A care worker ends no consultant's part.",
    at(opened, a.EndParticipation, WORKER, ending(LEAD)),
    involvement__may_end="P8c P1: consultant-from-authority",
)
P1.no(
    "both-partners",
    "A consultant is not care worker as well.",
    at(opened, a.AddParticipation, LEAD, joining(LEAD[0], Role.CARE_WORKER)),
    involvement__one_side="P1 P8c P11: two-sides",
)
P1.no(
    "parent-corrects",
    "A parent corrects no record; they set words beside it.",
    at(opened, a.Correct, MOTHER, information_by(WORKER)),
    powers__Correct="P1 P8c: not-this-role",
    keeping__own_side="P1 P8c: other-side-recorded",
)
P1.unsure(
    "gathered-unknown",
    "Who recorded it is to be known first.",
    at(opened, a.Correct, WORKER, information_by(WORKER)),
    "gathered",
)

P11.yes(
    "joins",
    "Somebody joins, in a role and from a moment on.",
    at(opened, a.AddParticipation, LEAD, joining(NEIGHBOUR[0], Role.NETWORK)),
    "people",
)
P11.no(
    "two-sides",
    "A parent is not care worker too.",
    at(opened, a.AddParticipation, LEAD, joining(MOTHER[0], Role.CARE_WORKER)),
    involvement__one_side="P1 P8c P11: two-sides",
)
P11.no(
    "double-role",
    "A care worker joins the network and says nothing of it.",
    at(opened, a.AddParticipation, LEAD, joining(WORKER[0], Role.NETWORK)),
    involvement__double_role="P11: double-role-undisclosed",
)
P11.yes(
    "double-role-disclosed",
    "The same, said openly and with a reason.",
    at(
        opened,
        a.AddParticipation,
        LEAD,
        joining(WORKER[0], Role.NETWORK, exceptions=(exception("P11", person=WORKER[0]),)),
    ),
    "exceptions people",
)
P11.no(
    "second-lead",
    "A second lead beside the first.",
    at(
        opened,
        a.AssignConsultant,
        AUTHORITY,
        lambda story: {"person": CO[0], "standing": Standing.LEAD, "since": story.now},
    ),
    involvement__one_lead="P11 P12: lead-exists",
)
P11.no(
    "deputy-assigned",
    "A deputy is not assigned but deputised.",
    at(
        opened,
        a.AssignConsultant,
        AUTHORITY,
        lambda story: {"person": DEPUTY[0], "standing": Standing.DEPUTY, "since": story.now},
    ),
    involvement__one_lead="P11 P12: deputise-instead",
)
P11.no(
    "parent-adds",
    "A parent adds nobody.",
    at(opened, a.AddParticipation, MOTHER, joining(NEIGHBOUR[0], Role.NETWORK)),
    powers__AddParticipation="P11 P8c: not-this-role",
)
P11.unsure(
    "people-unknown",
    "What somebody is already is to be known first.",
    at(opened, a.AddParticipation, LEAD, joining(NEIGHBOUR[0], Role.NETWORK)),
    "people",
)

# --- P8c: the mandate of each -------------------------------------------------------------------

IDEA = {"minors": (ANNA,), "about": text("idea")}
TALK = {"minors": (ANNA,), "persons": (MOTHER[0],)}

P8C.yes(
    "offers",
    "Whoever takes part may offer an idea.",
    at(opened, a.OfferIdea, MOTHER, IDEA),
    "gathered",
)
P8C.no(
    "has-left",
    "Not after their part has ended.",
    at(lambda: _without_gran(opened()), a.OfferIdea, GRAN, IDEA),
    form__participation=": not-taking-part",
)
P8C.no(
    "on-behalf",
    "Nobody acts on behalf of another.",
    at(opened, a.OfferIdea, TRUST, {**IDEA, "how": {"on_behalf_of": ANNA}}),
    powers__OfferIdea="P8c: not-this-role",
    powers__on_behalf="P8c T6: not-on-behalf",
)
P8C.no(
    "recorded-for",
    "What is no own act is not written down for another.",
    at(
        opened,
        a.RecordInformation,
        MOTHER,
        {**IDEA, "how": {"recorded_by": WORKER[0], "form": Form.SPOKEN}},
    ),
    powers__recorded_by="P8c: not-an-own-act",
)
P8C.no(
    "recorded-by-parent",
    "A parent writes down no own act of a child.",
    at(
        opened,
        a.Acknowledge,
        ANNA_,
        lambda _: {
            "matter": a.informing.Matter(topic=a.informing.Topic.WHY),
            "how": {"recorded_by": MOTHER[0], "form": Form.SPOKEN},
        },
    ),
    powers__recorded_by="P8c: recorder-has-no-part",
)
P8C.no(
    "no-mandate",
    "Government acts on a mandate that runs.",
    at(
        opened,
        a.AssignConsultant,
        AUTHORITY,
        lambda story: {
            "person": CO[0],
            "standing": Standing.CO,
            "since": story.now,
            "how": {"mandate": evolve(MANDATE, until=story.now)},
        },
    ),
    powers__mandate="P24 P8c: no-mandate",
)
P8C.no(
    "deputy-without-end",
    "A deputy's period has an end, and a ground.",
    at(
        opened,
        a.DeputiseConsultant,
        AUTHORITY,
        lambda story: {"person": DEPUTY[0], "since": story.now, "until": None},
    ),
    involvement__deputy_ends="P8c P12: deputy-without-end deputy-without-ground",
)
P8C.no(
    "back-dated",
    "No power begins before the act that gives it.",
    at(
        opened,
        a.AddParticipation,
        LEAD,
        lambda story: {
            "person": "w-2",
            "role": Role.CARE_WORKER,
            "since": story.now - timedelta(days=9),
        },
    ),
    involvement__not_back_dated="P8c P12: power-back-dated",
)
P8C.no(
    "anothers-end",
    "A parent ends the part of nobody else.",
    at(opened, a.EndParticipation, MOTHER, ending(FATHER)),
    involvement__may_end="P8c P1: own-end-only",
)
P8C.yes(
    "own-end", "But their own.", at(opened, a.EndParticipation, MOTHER, ending(MOTHER)), "people"
)
P8C.no(
    "unsafe-by-network",
    "That informing somebody is unsafe is for professionals to find.",
    at(
        explained,
        a.EstablishHoe,
        GRAN,
        hoe(exceptions=(exception("P16", why=Reason.UNSAFE_TO_INFORM, person=FATHER[0]),)),
    ),
    informing__unsafe="P8c: unsafe-by-professionals",
)
P8C.no(
    "position-of-another",
    "A parent gives a position for nobody else.",
    at(
        expectations_set,
        a.Align,
        MOTHER,
        {"person": FATHER[0], "on": AlignOn.EXPECTATIONS, "wat": 2, "position": Position.AGREES},
    ),
    informing__own_position="P8c P21: own-position-only",
)
P8C.unsure(
    "people-unknown",
    "Whether somebody takes part is to be known first.",
    at(opened, a.OfferIdea, MOTHER, IDEA),
    "people",
)
P8C.unsure(
    "conversation-unknown",
    "A conversation: who takes part and who is kept apart is unknown.",
    at(opened, a.RecordConversation, MOTHER, TALK),
    "barriers people",
)


def _without_gran(story: Story) -> Story:
    story.do(a.EndParticipation, LEAD, **ending(GRAN)(story))
    return story.wait()


# --- X8: nobody inherits a consultant's powers ---------------------------------------------------


def leaderless() -> Story:
    """The only consultant has left."""
    story = opened()
    story.do(a.EndParticipation, LEAD, **ending(LEAD)(story))
    return story.wait()


X8.yes(
    "appointed",
    "When the last consultant has gone, government appoints another.",
    at(
        leaderless,
        a.AssignConsultant,
        AUTHORITY,
        lambda story: {"person": CO[0], "standing": Standing.LEAD, "since": story.now},
    ),
    "people",
)
X8.yes(
    "added-by-government",
    "Or brings in a consultant beside whoever is there.",
    at(leaderless, a.AddParticipation, AUTHORITY, joining(CO[0], Role.CONSULTANT)),
    "people",
)
X8.no(
    "made-by-worker",
    "A care worker makes nobody consultant.",
    at(leaderless, a.AddParticipation, WORKER, joining(CO[0], Role.CONSULTANT)),
    involvement__consultant_source="P8c P12 P24 X8: consultant-from-authority",
)
X8.no(
    "authority-adds-family",
    "Nor does government add anybody but consultants.",
    at(leaderless, a.AddParticipation, AUTHORITY, joining(NEIGHBOUR[0], Role.NETWORK)),
    involvement__consultant_source="P8c P12 P24 X8: authority-adds-consultants-only",
)
X8.no(
    "vacant-lead",
    "A mandate for another child is none for this involvement.",
    at(leaderless, a.OpenInvolvement, CO, lambda story: opening(story, CO, CARL)),
    involvement__opens_once="P12 P2: lead-vacant",
)
X8.unsure(
    "people-unknown",
    "Whether there is a lead is to be known first.",
    at(leaderless, a.OpenInvolvement, CO, lambda story: opening(story, CO, CARL)),
    "people",
)

# --- P2: in scope --------------------------------------------------------------------------------


TOGETHER = {
    "direction": text("direction"),
    "minors": (ANNA,),
    "together": (
        Part(person=WORKER[0], role=Role.CARE_WORKER),
        Part(person=MOTHER[0], role=Role.PARENT, position=text("yes")),
    ),
}


def opens(**changes):
    return lambda story: opening(story, LEAD, ANNA, **changes)


P2.yes(
    "concern-and-necessity",
    "A concern, and necessity established.",
    at(nothing, a.OpenInvolvement, LEAD, opens()),
    "gathered involvement necessity people",
)
P2.no(
    "no-concern",
    "No concern.",
    at(nothing, a.OpenInvolvement, LEAD, opens(concern=None)),
    involvement__in_scope="P2: no-concern",
)
P2.no(
    "necessity-ended",
    "Necessity that has ended carries nothing.",
    at(
        nothing,
        a.OpenInvolvement,
        LEAD,
        opens(necessity=decision(NecessityStatus.ENDED, minors=(ANNA,))),
    ),
    involvement__in_scope="P2: necessity-ended",
)
P2.no(
    "other-childs-necessity",
    "Necessity was decided for another child.",
    at(nothing, a.OpenInvolvement, LEAD, opens(necessity=decision(minors=(BEN,)))),
    involvement__in_scope="P2: necessity-for-other-minors",
)
P2.no(
    "wat-after-the-end",
    "No WAT where no involvement is open.",
    at(
        opened,
        a.EstablishWat,
        LEAD,
        lambda story: _then_ended(story, {**statements(), **gathered(story)}),
    ),
    wat__open="P2: no-open-involvement",
)
P2.no(
    "hoe-after-the-end",
    "No HOE either.",
    at(explained, a.EstablishHoe, WORKER, lambda story: _then_ended(story, hoe()(story))),
    hoe__open="P2: no-open-involvement",
)
P2.no(
    "judged-after-the-end",
    "Nothing is judged for a child with whom nothing is open.",
    at(
        expectations_set,
        a.Judge,
        LEAD,
        lambda story: _then_ended(story, {"wat": 2, "minor": ANNA, "target": "g1", "met": True}),
    ),
    ending__minor_open="P2: no-open-involvement",
)
P2.no(
    "emergency-only",
    "An emergency is a place to record, and no direction is decided there.",
    at(
        emergency_only,
        a.DecideDirection,
        WORKER,
        TOGETHER,
    ),
    direction__open="P2: emergency-only",
)
P2.yes(
    "reopened",
    "Reopened on a new concern and a new decision.",
    at(both_ended, a.Reopen, LEAD, lambda story: reopening(story, ANNA)),
    "gathered involvement necessity",
)
P2.no(
    "never-opened",
    "What was never open is opened, not reopened.",
    at(both_ended, a.Reopen, LEAD, lambda story: reopening(story, CARL)),
    form__minors=": unknown-minor",
    involvement__reopens="P2: never-opened",
)
P2.no(
    "not-anew",
    "After success an old concern and an old decision reopen nothing.",
    at(
        achieved,
        a.Reopen,
        LEAD,
        lambda story: reopening(
            story, ANNA, concern=text("concern"), necessity=decision(minors=(ANNA,))
        ),
    ),
    involvement__anew="P2 P24: concern-not-new necessity-not-new",
)
P2.no(
    "opened-again",
    "What was open before is reopened, not opened.",
    at(
        both_ended,
        a.OpenInvolvement,
        LEAD,
        lambda story: opening(story, LEAD, ANNA, necessity=decision(minors=(ANNA,), at=story.now)),
    ),
    involvement__opens_once="P12 P2: reopen-instead",
)
P2.no(
    "parent-reopens",
    "A parent reopens nothing.",
    at(both_ended, a.Reopen, MOTHER, lambda story: reopening(story, ANNA)),
    powers__Reopen="P24 P2: not-this-role",
)
P2.unsure(
    "involvement-unknown",
    "Whether something is open is to be known first.",
    at(both_ended, a.Reopen, LEAD, lambda story: reopening(story, ANNA)),
    "involvement",
)
P2.unsure(
    "direction-unknown",
    "No direction is decided while it is unknown whether something is open.",
    at(opened, a.DecideDirection, WORKER, TOGETHER),
    "involvement",
)
P2.unsure(
    "necessity-unknown",
    "What was decided before is to be known first.",
    at(both_ended, a.Reopen, LEAD, lambda story: reopening(story, ANNA)),
    "necessity",
)


def _then_ended(story: Story, content):
    withdrawn(withdrawn(story, ANNA), BEN)
    return content


CLAUSES = (P1, P2, P8C, P11, X8)

"""Deciding on societal necessity stays with government (P24, X15)."""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.roles import By, Role
from safetyframe.values import PersonId
from tests.support.cast import opening
from tests.support.story import (
    ANNA,
    AUTHORITY,
    LEAD,
    MANDATE,
    MOTHER,
    SYSTEM,
    WORKER,
    Story,
    decision,
    exception,
    opened,
    text,
)
from tests.vectors.situation import Of, at

P24, X15 = Of("P24"), Of("X15")


def decides(status=NecessityStatus.COURT_ORDERED, **changes):
    return lambda story: {
        "decision": decision(status, at=story.now, **{"reference": "d-2", **changes})
    }


def with_system() -> Story:
    """A system has proposed something, so it is known to be one."""
    story = opened()
    story.do(a.RecordConcern, SYSTEM, minors=(ANNA,), about=text("signal"))
    return story


P24.yes(
    "government",
    "Government decides.",
    at(opened, a.DecideNecessity, AUTHORITY, decides()),
    "involvement necessity",
)
P24.yes(
    "government-ends",
    "Its 'no longer' ends the involvement itself.",
    at(opened, a.DecideNecessity, AUTHORITY, decides(NecessityStatus.ENDED)),
    "involvement necessity",
)
P24.yes(
    "recorded",
    "A consultant writes down what government decided, naming who did.",
    at(opened, a.RecordNecessity, LEAD, decides()),
    "involvement necessity",
)
P24.no(
    "consultant",
    "A consultant decides nothing of it.",
    at(
        opened,
        a.DecideNecessity,
        LEAD,
        lambda story: {**decides()(story), "how": {"mandate": MANDATE}},
    ),
    powers__DecideNecessity="P24: not-this-role",
)
P24.no(
    "worker",
    "Nor does a care worker, or write it down.",
    at(opened, a.RecordNecessity, WORKER, decides()),
    powers__RecordNecessity="P24: not-this-role",
)
P24.no(
    "no-mandate",
    "Nor an authority without a mandate.",
    at(
        opened,
        a.DecideNecessity,
        AUTHORITY,
        lambda story: {
            **decides()(story),
            "by": By(person=AUTHORITY[0], role=AUTHORITY[1], at=story.now),
        },
    ),
    powers__mandate="P24 P8c: no-mandate",
)
P24.no(
    "takes-part",
    "Nor an authority who takes part here.",
    at(opened, a.DecideNecessity, (MOTHER[0], Role.AUTHORITY), decides()),
    powers__authority_apart="P24 P8c: takes-part",
)
P24.no(
    "other-body",
    "A body decides for itself only.",
    at(opened, a.DecideNecessity, AUTHORITY, decides(body="ocj-west")),
    necessity__named_decider="P24 X15: other-body-decided",
)
P24.no(
    "withdraw-for-government",
    "A withdrawal does not say that government ended it.",
    at(
        opened,
        a.Withdraw,
        LEAD,
        {
            "minor": ANNA,
            "outcome": WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT,
            "ground": text("ground"),
            "exceptions": (exception("P21"),),
        },
    ),
    ending__government="P24: government-ends-it",
)
P24.unsure(
    "people-unknown",
    "Whether the signer takes part is to be known first.",
    at(opened, a.RecordNecessity, LEAD, decides()),
    "people",
)
P24.unsure(
    "gathered-unknown",
    "Whether the signer is a system is to be known first.",
    at(opened, a.DecideNecessity, AUTHORITY, decides()),
    "gathered",
)

X15.yes(
    "named",
    "A body, a reference, a date and a human who signs.",
    at(opened, a.RecordNecessity, LEAD, decides()),
    "involvement necessity",
)
X15.no(
    "unnamed",
    "Opened on a decision of which nobody says who took it.",
    at(
        Story,
        a.OpenInvolvement,
        LEAD,
        lambda story: opening(
            story, LEAD, ANNA, necessity=decision(minors=(ANNA,), body=None, signed_by=None)
        ),
    ),
    necessity__named_decider="P24 X15: no-named-decider no-named-decider",
)
X15.no(
    "signed-by-recorder",
    "Whoever writes it down has not decided it.",
    at(opened, a.RecordNecessity, LEAD, decides(signed_by=LEAD[0])),
    necessity__named_decider="P24 X15: decider-is-recorder",
)
X15.no(
    "signed-by-family",
    "Nor has somebody who takes part.",
    at(opened, a.RecordNecessity, LEAD, decides(signed_by=MOTHER[0])),
    necessity__named_decider="P24 X15: decider-takes-part",
)
X15.no(
    "signed-by-system",
    "A system signs nothing.",
    at(with_system, a.RecordNecessity, LEAD, decides(signed_by=PersonId(SYSTEM[0]))),
    necessity__human_decider="P24 X15: decider-is-a-system",
)
X15.unsure(
    "people-unknown",
    "Whether the signer takes part is to be known first.",
    at(opened, a.RecordNecessity, LEAD, decides()),
    "people",
)

CLAUSES = (P24, X15)

"""Informing: the duties and who owes them, versions named, people kept apart (P5a, P6, P18, P22,
P26, P27, T5, P19, X16)."""

from __future__ import annotations

from datetime import timedelta

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.roles import Role
from safetyframe.values import Form, Reason
from tests.support.cast import join, opening, revision
from tests.support.expect import keep_apart
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    Story,
    exception,
    hoe_established,
    opened,
    text,
    wat_established,
)
from tests.vectors.situation import Of, after, at
from tests.vectors.situations.hoe import P22

P5A, P6, P18A, P18B = Of("P5a"), Of("P6"), Of("P18a"), Of("P18b")
P19, P26, P27, T5A, T5B, X16 = Of("P19"), Of("P26"), Of("P27"), Of("T5a"), Of("T5b"), Of("X16")


def explains(topic, *persons, version=None, **more):
    return {
        "matters": (Matter(topic=topic, version=version),),
        "persons": persons or (MOTHER[0],),
        "form": Form.SPOKEN,
        "language": "nl",
        **more,
    }


def confirms(topic, version=None):
    return {"matter": Matter(topic=topic, version=version)}


def confirmed(who, topic, version=None):
    return lambda story: story.do(a.Acknowledge, who, **confirms(topic, version))


def told(topic, *persons, version=None, who=LEAD):
    return lambda story: story.explain(topic, *persons, version=version, who=who)


def excepted(clause, person, days=30):
    def step(story):
        until = story.now + timedelta(days=days)
        story.do(a.ExceptDuty, LEAD, exception=exception(clause, person=person, until=until))

    return step


def everyone(but=(), *, state="due", trust=True, professionals=()):
    """Who is owed something, all in the same state: ``person:state``."""
    family = (
        "child-1",
        "child-2",
        "parent-1",
        "parent-2",
        "network-1",
        *(("trust-1",) if trust else ()),
        *professionals,
    )
    return " ".join(f"{one}:{state}" for one in family if one not in but)


def _born_later() -> Story:
    story = Story()
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA, unborn=(ANNA,)))
    return story


def corrected(story):
    """What WAT rests on turns out wrong."""
    story.do(a.Correct, LEAD, wrong=story.t.wat[1].information[0], reason=text("reason"))


# --- P6, P5a, P18a, P26: acts that inform --------------------------------------------------------

P6.yes(
    "version-named",
    "An explanation of WAT names the version it renders.",
    at(wat_established, a.Explain, LEAD, explains(Topic.WAT, version=1)),
    "told",
)
P6.no(
    "no-version",
    "One that names none.",
    at(wat_established, a.Explain, LEAD, explains(Topic.WAT)),
    informing__names_version="P6: names-no-version",
)
P6.no(
    "version-to-come",
    "One that names a version there is not.",
    at(wat_established, a.Acknowledge, WORKER, confirms(Topic.WORRIES, 2)),
    informing__names_version="P6: names-no-version",
)
P6.unsure(
    "wat-unknown",
    "Which versions there are is to be known first.",
    at(wat_established, a.Explain, LEAD, explains(Topic.WAT, version=1)),
    "wat",
)

P5A.yes(
    "confirmed",
    "A care worker confirms what the worries are.",
    at(wat_established, a.Acknowledge, WORKER, confirms(Topic.WORRIES, 1)),
    "told",
)
P5A.no(
    "system",
    "A system confirms nothing.",
    at(wat_established, a.Acknowledge, ("bot", Role.SYSTEM), confirms(Topic.WHY)),
    powers__Acknowledge="P5a P26 P8c: not-this-role",
)
P5A.unsure(
    "people-unknown",
    "Whether somebody takes part is to be known first.",
    at(wat_established, a.Acknowledge, WORKER, confirms(Topic.WORRIES, 1)),
    "people",
)
P5A.owes(
    "due",
    "The day WAT is established, whoever did not establish it has to confirm.",
    after(wat_established),
    "worker-1:due",
)
P5A.owes(
    "done",
    "It is done once they have.",
    after(wat_established, confirmed(WORKER, Topic.WORRIES, 1)),
    "worker-1:done",
)
P5A.owes(
    "overdue", "A day later it is overdue.", after(wat_established, days=1), "worker-1:overdue"
)

P18A.yes(
    "worker-explains",
    "A care worker explains the agreements.",
    at(hoe_established, a.Explain, WORKER, explains(Topic.AGREEMENTS, version=1)),
    "told",
)
P18A.yes(
    "chair-explains",
    "So may whoever chairs the network.",
    at(lambda: _with_chair(opened()), a.Explain, ("neighbour", Role.NETWORK), explains(Topic.WHY)),
    "told",
)
P18A.no(
    "network-explains",
    "But no other member of it.",
    at(opened, a.Explain, GRAN, explains(Topic.WHY)),
    powers__Explain="P18a P22 P8c: not-chair",
)
P18A.no(
    "parent-excepts",
    "A parent excepts nobody from being told.",
    at(opened, a.ExceptDuty, MOTHER, {"exception": exception("P18a", person=FATHER[0])}),
    powers__ExceptDuty="P18a P22 P8c: not-this-role",
)
P18A.unsure(
    "people-unknown",
    "Whether somebody takes part is to be known first.",
    at(opened, a.Explain, WORKER, explains(Topic.WHY)),
    "people",
)
P18A.owes(
    "due",
    "A new HOE is to be explained to family and network.",
    after(hoe_established),
    everyone(trust=False),
)
P18A.owes(
    "partly-done",
    "To some it has been; for one a reason was given.",
    after(
        hoe_established,
        told(Topic.AGREEMENTS, ANNA, MOTHER[0], version=1, who=WORKER),
        excepted("P18a", FATHER[0]),
    ),
    "child-1:done parent-1:done parent-2:excepted child-2:due network-1:due",
)

P18B.owes(
    "due",
    "From day 1 on family and network are to be told who has which role.",
    after(opened),
    everyone(trust=False),
)
P18B.owes(
    "done",
    "Some have been.",
    after(opened, told(Topic.ROLES, ANNA, BEN)),
    everyone(but=("child-1", "child-2"), trust=False) + " child-1:done child-2:done",
)
P18B.owes(
    "raised-anew",
    "When a professional joins, all of it is to be told again.",
    after(
        opened,
        told(Topic.ROLES, ANNA, BEN, MOTHER[0], FATHER[0], GRAN[0]),
        lambda story: join(story, ("w-2", Role.CARE_WORKER)),
    ),
    everyone(trust=False),
)

P22.owes(
    "due",
    "The day WAT is established it is to be explained to all but its author.",
    after(wat_established),
    everyone(professionals=("worker-1",)),
)
P22.owes(
    "stale",
    "A material revision is to be explained anew; wording is not.",
    after(
        wat_established,
        told(Topic.WAT, ANNA, MOTHER[0], version=1),
        lambda story: story.do(a.ReviseWat, LEAD, **revision(story, material=True)),
    ),
    everyone(professionals=("worker-1",)),
)
P22.owes(
    "wording",
    "After a revision of wording, what was explained still counts.",
    after(
        wat_established,
        told(Topic.WAT, ANNA, version=1),
        lambda story: story.do(a.ReviseWat, LEAD, **revision(story, material=False)),
    ),
    everyone(but=("child-1",), professionals=("worker-1",)) + " child-1:done",
)
P22.owes(
    "duty-excepted",
    "A reasoned exception holds until it ends.",
    after(wat_established, excepted("P22", FATHER[0], days=3), days=2),
    everyone(but=("parent-2",), state="overdue", professionals=("worker-1",))
    + " parent-2:excepted",
)

P22.owes(
    "corrected",
    "Who was told what turned out wrong is to be told that too.",
    after(wat_established, told(Topic.WAT, ANNA, MOTHER[0], version=1), corrected),
    everyone(professionals=("worker-1",), but=("child-1", "parent-1"))
    + " child-1:done child-1:due parent-1:done parent-1:due",
)
P22.owes(
    "correction-told",
    "One of them has been.",
    after(
        wat_established,
        told(Topic.WAT, ANNA, MOTHER[0], version=1),
        corrected,
        told(Topic.CORRECTION, ANNA),
    ),
    everyone(professionals=("worker-1",), but=("child-1", "parent-1"))
    + " child-1:done parent-1:done parent-1:due",
)

P26.yes(
    "confirmed",
    "A consultant confirms what differs and what is shared.",
    at(opened, a.Acknowledge, LEAD, confirms(Topic.MANDATES)),
    "told",
)
P26.no(
    "authority",
    "Government confirms nothing here.",
    at(opened, a.Acknowledge, ("judge", Role.AUTHORITY), confirms(Topic.MANDATES)),
    powers__Acknowledge="P5a P26 P8c: not-this-role",
)
P26.unsure(
    "people-unknown",
    "Whether somebody takes part is to be known first.",
    at(opened, a.Acknowledge, LEAD, confirms(Topic.MANDATES)),
    "people",
)
P26.owes(
    "due", "Both partners owe it to each other.", after(opened), "consultant-1:due worker-1:due"
)
P26.owes(
    "done",
    "Each confirms for themselves.",
    after(opened, confirmed(WORKER, Topic.MANDATES)),
    "consultant-1:due worker-1:done",
)

P27.owes("due", "Family and network are told it too.", after(opened), everyone(trust=False))
P27.owes(
    "done",
    "Told, or confirmed by oneself.",
    after(opened, told(Topic.MANDATES, ANNA), confirmed(MOTHER, Topic.MANDATES)),
    everyone(but=("child-1", "parent-1"), trust=False) + " child-1:done parent-1:done",
)
T5A.owes(
    "due",
    "On day 1 all are to be told why, but the one who opened.",
    after(opened),
    everyone(professionals=("worker-1",)),
)
T5A.owes(
    "done",
    "Some have been; the rest is overdue the day after.",
    after(opened, told(Topic.WHY, ANNA, BEN), days=1),
    everyone(but=("child-1", "child-2"), state="overdue", professionals=("worker-1",))
    + " child-1:done child-2:done",
)
T5A.sees(
    "minor-has-not-joined",
    "A child of the involvement who does not take part.",
    after(_born_later),
    "watch.minor-joins:minor-takes-no-part",
)
T5B.owes(
    "due", "And what goal is worked towards.", after(opened), everyone(professionals=("worker-1",))
)
T5B.owes(
    "done",
    "The provisional goal will do, and so will WAT.",
    after(wat_established, told(Topic.GOAL, ANNA), told(Topic.WAT, BEN, version=1)),
    everyone(but=("child-1", "child-2"), state="overdue", professionals=("worker-1",))
    + " child-1:done child-2:done",
)


def _with_chair(story: Story) -> Story:
    join(story, ("neighbour", Role.NETWORK), chair=True)
    return story


# --- P19, X16: kept apart ------------------------------------------------------------------------


def apart() -> Story:
    story = opened()
    keep_apart(story, ANNA, FATHER[0])
    return story


TALK = {"minors": (ANNA,), "persons": (ANNA, FATHER[0])}
INTEREST = (exception("X16", why=Reason.OTHER, words=text("ground")),)

X16.yes(
    "apart",
    "Each of them is spoken with alone.",
    at(apart, a.RecordConversation, WORKER, {"minors": (ANNA,), "persons": (ANNA,)}),
    "gathered",
)
X16.no(
    "brought-together",
    "One conversation with both.",
    at(apart, a.RecordConversation, WORKER, TALK),
    barrier__kept_apart="X16 P19 P8c: kept-apart",
)
X16.no(
    "explained-together",
    "One explanation to both.",
    at(apart, a.Explain, WORKER, explains(Topic.WHY, ANNA, FATHER[0])),
    barrier__kept_apart="X16 P19 P8c: kept-apart",
)
X16.yes(
    "with-a-ground",
    "With the ground and the child's interest in words.",
    at(apart, a.RecordConversation, WORKER, {**TALK, "exceptions": INTEREST}),
    "exceptions gathered",
)
X16.no(
    "parent-bans",
    "A parent sets no barrier.",
    at(opened, a.KeepApart, MOTHER, {"persons": (ANNA, FATHER[0]), "ground": text("ban")}),
    powers__KeepApart="X16 P8c: not-this-role",
)
X16.unsure(
    "barriers-unknown",
    "Who is kept apart is to be known first.",
    at(apart, a.RecordConversation, WORKER, TALK),
    "barriers",
)

P19.yes(
    "interest-named",
    "What brings two together says in which child's interest.",
    at(
        apart,
        a.Review,
        WORKER,
        {"minors": (ANNA,), "persons": (ANNA, FATHER[0]), "exceptions": INTEREST},
    ),
    "exceptions reviews",
)
P19.no(
    "interest-in-no-words",
    "A code alone says nothing of the child's interest.",
    at(
        apart,
        a.Review,
        WORKER,
        {
            "minors": (ANNA,),
            "persons": (ANNA, FATHER[0]),
            "exceptions": (exception("X16", why=Reason.NOT_REACHED),),
        },
    ),
    barrier__kept_apart="X16 P19 P8c: kept-apart",
)
P19.unsure(
    "barriers-unknown",
    "Who is kept apart is to be known first.",
    at(apart, a.Review, WORKER, {"minors": (ANNA,), "persons": (ANNA, FATHER[0])}),
    "barriers",
)


CLAUSES = (P5A, P6, P18A, P18B, P19, P26, P27, T5A, T5B, X16)

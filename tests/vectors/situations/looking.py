"""What refuses nothing and is looked at: stances, aims and shared work (A1, P1 to P25, S, T)."""

from __future__ import annotations

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import Matter, Topic
from safetyframe.acts.wat import Aim, Weighed
from safetyframe.values import Form
from tests.support.cast import NEIGHBOUR, leave, review
from tests.support.expect import join, revise
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    Story,
    exception,
    expectations_set,
    gathered,
    hoe_content,
    hoe_established,
    measure,
    opened,
    ready_to_withdraw,
    statements,
    text,
    wat_established,
)
from tests.vectors.situation import Of, after

A1, P3, P7, P8B, P9, P25 = Of("A1"), Of("P3"), Of("P7"), Of("P8b"), Of("P9"), Of("P25")
S1, S2, S3, S4B, S5, S6 = Of("S1"), Of("S2"), Of("S3"), Of("S4b"), Of("S5"), Of("S6")
T1, T2, T3 = Of("T1"), Of("T2"), Of("T3")

BOTH = {"minors": (ANNA, BEN)}


def doing(kind, who, **content):
    return lambda story: story.do(kind, who, **content)


def blind(of: Of, scene, rules: str, hides: str) -> None:
    """Where a slice is unknown, each of these watches says that it did not look."""
    of.sees(
        "not-judged",
        "A slice that is not known is said, never passed over.",
        scene,
        " ".join(f"{rule}:not-judged" for rule in rules.split()),
        hides=hides,
    )


# --- A1 -------------------------------------------------------------------------------------------


def aiming(*aims):
    def stage() -> Story:
        story = opened()
        tagged = tuple(
            evolve(goal, aims=tags) for goal, tags in zip(statements()["goals"], aims, strict=True)
        )
        story.do(a.EstablishWat, LEAD, **statements(goals=tagged), **gathered(story))
        return story

    return stage


A1.sees(
    "only-safe",
    "All goals aim at safety, none at love or at people around.",
    after(aiming((Aim.SAFE,), (Aim.SAFE,))),
    "watch.whole-aim:only-safe",
)
A1.sees("wider", "One of them aims wider.", after(aiming((Aim.SAFE,), (Aim.LOVED,))), "")
blind(A1, after(aiming((Aim.SAFE,), (Aim.SAFE,))), "watch.whole-aim", "wat")

# --- P3, P7, P8b, P9, P25 -------------------------------------------------------------------------


def two_texts() -> Story:
    story = wat_established()
    story.explain(Topic.WAT, ANNA, MOTHER[0], version=1)
    revise(story, material=True)
    story.explain(Topic.WAT, MOTHER[0], version=2, who=LEAD)
    return story


P3.sees(
    "two-texts",
    "One was told the old text last, another the new one.",
    after(two_texts),
    "watch.one-text:told-different-versions",
)
P3.sees(
    "one-text",
    "All were told the same.",
    after(two_texts, lambda story: story.explain(Topic.WAT, ANNA, version=2)),
    "",
)
blind(P3, after(two_texts), "watch.one-text watch.leads-agree", "people")


def speaking(language, *, interpreter=False):
    def stage() -> Story:
        story = opened()
        join(story, NEIGHBOUR, language="tr")
        story.do(
            a.Explain,
            WORKER,
            matters=(Matter(topic=Topic.WHY),),
            persons=(NEIGHBOUR[0],),
            form=Form.SPOKEN,
            language=language,
            interpreter=interpreter,
        )
        return story

    return stage


P7.sees(
    "other-language",
    "Told in a language that the person does not speak.",
    after(speaking("nl")),
    "watch.language-fits:other-language",
)
P7.sees("own-language", "Told in their own.", after(speaking("tr")), "")
P7.sees("interpreter", "Or with an interpreter.", after(speaking("nl", interpreter=True)), "")
blind(P7, after(speaking("nl")), "watch.language-fits", "told")


def put_on(who):
    """A HOE with a measure that its bearer never took on, by a reasoned exception."""

    def stage() -> Story:
        story = expectations_set()
        story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
        content = hoe_content(story)
        key = measure(story, bearers=(who[0],))
        why = (exception("P10", person=who[0]),)
        story.do(a.EstablishHoe, WORKER, **{**content, "measures": (key,)}, exceptions=why)
        return story

    return stage


P8B.sees(
    "put-on",
    "A load was put on somebody who has not taken it on.",
    after(put_on(GRAN)),
    "watch.load-carried:not-accepted",
)
P8B.sees("taken-on", "It was taken on.", after(hoe_established), "")
blind(P8B, after(put_on(GRAN)), "watch.load-carried", "measures")

P9.sees(
    "unheard",
    "What care worker, child, parents and network know is not on record yet.",
    after(opened),
    "watch.everyones-expertise:expertise-unheard",
)
P9.sees(
    "heard",
    "Each kind of person has been heard; the trust person spoke for a child.",
    after(
        opened,
        *(doing(a.Speak, who, words=text()) for who in (WORKER, MOTHER, GRAN)),
        lambda story: story.do(a.Speak, TRUST, by=story.by(TRUST, on_behalf_of=BEN), words=text()),
    ),
    "",
)
blind(P9, after(opened), "watch.everyones-expertise", "voices")


def one_sided() -> Story:
    """WAT was established, and no care worker had a share in anything."""
    story = opened()
    story.do(a.RecordInformation, LEAD, **BOTH, about=text())
    information = story.last_id()
    story.do(a.RecordConversation, LEAD, **BOTH, persons=(ANNA, BEN))
    talk = story.last_id()
    story.do(a.ContributeView, LEAD, topic=ViewTopic.SAFETY, **BOTH, view=text())
    story.do(
        a.EstablishWat,
        LEAD,
        **statements(),
        information=(information,),
        conversations=(talk,),
        weighed=(Weighed(view=story.last_id()),),
        exceptions=tuple(exception(clause) for clause in ("P4", "P15a", "P15b")),
    )
    return story


P25.sees(
    "one-sided",
    "One of the partners carries it alone.",
    after(one_sided),
    "watch.both-carry:one-sided",
)
P25.sees("both", "Both had a share in it.", after(wat_established), "")
blind(P25, after(one_sided), "watch.both-carry", "reviews")


def _strength_first() -> Story:
    story = opened()
    story.do(a.RecordStrength, MOTHER, **BOTH, about=text())
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))
    return story


# --- S1 to S6 ---

S1.sees(
    "no-strength",
    "A concern, and no strength beside it.",
    after(opened),
    "watch.strength-beside-concern:concern-without-strength",
)
S1.sees(
    "strength-and-network",
    "A strength beside it, and network there.",
    after(opened, doing(a.RecordStrength, MOTHER, **BOTH, about=text())),
    "",
)
S1.sees(
    "no-network",
    "The only member of the network has left.",
    after(
        opened,
        doing(a.RecordStrength, MOTHER, **BOTH, about=text()),
        lambda story: leave(story, GRAN),
        days=1,
    ),
    "watch.network-there:no-network",
)
blind(S1, after(opened), "watch.strength-beside-concern watch.network-there", "involvement")

S2.sees(
    "strengths-late",
    "WAT was established before any strength was on record.",
    after(wat_established),
    "watch.strengths-first:strengths-after-wat",
)
S2.sees("strengths-first", "A strength came first.", after(_strength_first), "")
blind(S2, after(wat_established), "watch.strengths-first", "gathered")


S3.sees(
    "without-family",
    "What works was never looked for with child or parent.",
    after(opened),
    "watch.works-with-family:what-works-without-family",
)
S3.sees(
    "with-family",
    "It was found together with the father.",
    after(
        opened, doing(a.RecordWhatWorks, WORKER, **BOTH, about=text(), contributors=(FATHER[0],))
    ),
    "",
)
blind(S3, after(opened), "watch.works-with-family", "gathered")

S4B.sees(
    "review-without",
    "A review, and no strength in it.",
    after(opened, lambda story: review(story, 30)),
    "watch.strengths-in-review:review-without-strength",
)
S4B.sees(
    "review-with",
    "A review that confirms a strength.",
    after(
        opened,
        doing(a.RecordStrength, MOTHER, **BOTH, about=text()),
        lambda story: story.do(a.Review, WORKER, **BOTH, strengths=(story.last_id(),)),
    ),
    "",
)
blind(S4B, after(opened), "watch.strengths-in-review", "reviews")

S5.sees(
    "no-contact",
    "Nobody of the family has been spoken with.",
    after(opened),
    "watch.contact:no-contact",
)
S5.sees(
    "contact",
    "Everyone of family and network has.",
    after(
        opened,
        doing(
            a.RecordConversation, WORKER, **BOTH, persons=(ANNA, BEN, MOTHER[0], FATHER[0], GRAN[0])
        ),
    ),
    "",
)
blind(S5, after(opened), "watch.contact", "told")


def borne_by(who):
    def stage() -> Story:
        story = expectations_set()
        story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
        content = hoe_content(story)
        key = measure(story, bearers=(who[0],))
        story.do(a.AcceptMeasure, who, measure=key)
        story.do(a.EstablishHoe, WORKER, **{**content, "measures": (key,)})
        return story

    return stage


S6.sees(
    "professionals",
    "Professionals bear all of it.",
    after(borne_by(WORKER)),
    "watch.own-responsibility:professionals-carry-all",
)
S6.sees("family", "Somebody of the family bears a share.", after(borne_by(MOTHER)), "")
blind(S6, after(borne_by(WORKER)), "watch.own-responsibility", "hoe")

# --- T1 to T3 ---

T1.sees(
    "no-need",
    "A measure that answers no need.",
    after(expectations_set, lambda story: measure(story, need=None)),
    "watch.needs-named:measure-without-need",
)
T1.sees("need", "One that does.", after(expectations_set, measure), "")
blind(T1, after(expectations_set), "watch.needs-named", "measures")

T2.sees(
    "supply",
    "A measure that is there for its supply only.",
    after(expectations_set, lambda story: measure(story, supply_driven=True)),
    "watch.not-by-supply:supply-driven",
)
T2.sees(
    "waiting",
    "No care worker yet: a need that is not met.",
    after(lambda: opened(everyone=False)),
    "watch.no-worker-by-supply:need-without-care-worker",
)
T2.sees("need", "A measure for a need, and a worker there.", after(hoe_established), "")
T2.sees(
    "served-no-more",
    "What served a goal has ended, and nothing else serves it.",
    after(
        hoe_established,
        lambda story: story.do(a.EndMeasure, WORKER, measure=story.t.hoe[1].measures[0]),
    ),
    "watch.needs-answered:need-without-measure",
)
blind(
    T2,
    after(hoe_established),
    "watch.not-by-supply watch.looked-at-in-time watch.needs-answered",
    "measures",
)

T3.sees(
    "no-review-date",
    "Open, and nobody planned when to look back.",
    after(opened),
    "watch.review-date:no-review-date",
)
T3.sees("planned", "A review is planned.", after(opened, lambda story: review(story, 30)), "")
T3.sees(
    "overdue",
    "The day of the review has passed.",
    after(opened, lambda story: review(story, 30), days=31),
    "watch.review-date:review-overdue",
)
T3.sees(
    "safe-enough",
    "All is met for a child, and the involvement still open.",
    after(ready_to_withdraw, lambda story: review(story, 30)),
    "watch.as-short-as-possible:safe-enough-and-still-open",
)
blind(
    T3,
    after(opened),
    "watch.review-date watch.looked-at-in-time watch.as-short-as-possible",
    "involvement",
)

CLAUSES = (A1, P3, P7, P8B, P9, P25, S1, S2, S3, S4B, S5, S6, T1, T2, T3)

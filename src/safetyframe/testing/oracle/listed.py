# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""What a list of records says, found by walking the whole list each time.

Records and acts are the plain dicts of the wire form. Nothing is kept between two questions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, wraps
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")
Act = dict[str, Any]
#: Something found in the list: a part, an episode, a version, a measure.
Found = dict[str, Any]

CLIENT_SIDE: Final = ("minor", "parent", "network")
PROFESSIONAL: Final = ("consultant", "care-worker")
OPENINGS: Final = ("open-involvement", "reopen", "adopt")
FOREVER: Final = datetime.max.replace(tzinfo=UTC)


@cache
def moment(written: str) -> datetime:
    """Read an instant; what names no single moment stays without a zone, for form to refuse."""
    read = datetime.fromisoformat(written)
    return read if read.tzinfo is None else read.astimezone(UTC)


def when(written: str | None) -> datetime:
    """Read an instant that may be left open: then it never comes."""
    return FOREVER if written is None else moment(written)


@dataclass(frozen=True)
class Case:
    """One question: this act, after these records, under these numbers, in this zone.

    `policy` is plain: `lowered` (clauses that only warn) and `judgement_days` (or None).
    """

    records: list[dict[str, Any]]
    act: Act
    policy: dict[str, Any] = field(default_factory=dict)
    zone: str = "Europe/Brussels"
    # What was found by walking the list for this question.
    _found: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def kind(self) -> str:
        """The wire name of the act."""
        return str(self.act["type"])

    @property
    def actor(self) -> str:
        """Who does it."""
        return str(self.act["by"]["person"])

    @property
    def role(self) -> str:
        """In which capacity."""
        return str(self.act["by"]["role"])

    @property
    def at(self) -> datetime:
        """When it happened."""
        return moment(self.act["by"]["at"])

    @property
    def written(self) -> datetime:
        """When it was written down: when it happened, where nothing else is said."""
        by = self.act["by"]
        return moment(by.get("recorded_at") or by["at"])

    def civil(self, instant: datetime) -> date:
        """The day on which this moment falls where the family lives."""
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def once(self, walk: Callable[[Case], T]) -> T:
        """What this walk finds; walked when it is asked first."""
        if walk not in self._found:
            self._found[walk] = walk(self)
        found: T = self._found[walk]
        return found

    def past(self, *kinds: str) -> list[Act]:
        """Acts on record of these kinds, in the order of the log."""
        return [r["act"] for r in self.records if r["act"]["type"] in kinds]


def once(walk: Callable[[Case], T]) -> Callable[[Case], T]:
    """Walk the list once for each question, however often it takes what is found."""
    return wraps(walk)(lambda case: case.once(walk))


def at_of(act: Act) -> datetime:
    """When an act on record happened."""
    return moment(act["by"]["at"])


# --- who takes part ---------------------------------------------------------------------------


def runs(part: Found, at: datetime) -> bool:
    """Say whether a part runs at this moment: its end is exclusive."""
    return bool(part["since"] <= at < part["until"])


def overlap(one: Found, since: datetime, until: datetime) -> bool:
    """Say whether a part shares a moment with this period."""
    return bool(max(one["since"], since) < min(one["until"], until))


def _part(act: Act, key: str, person: str, role: str, since: datetime, **more: object) -> Found:
    plain: Found = {
        "standing": None,
        "professional": False,
        "chair": False,
        "concerns": [],
        "until": FOREVER,
        "made": at_of(act),
        "ended": None,
    }
    told = {"id": key, "person": person, "role": role, "since": since, "by": act["by"]["person"]}
    return {**plain, **told, **more}


@once
def parts(case: Case) -> list[Found]:
    """Everyone's parts, in the order in which they came on record (P11)."""
    found: list[Found] = []
    for act in case.past(*OPENINGS, *_JOINING, "end-participation", "withdraw"):
        _take_part(case, found, act)
    return found


_JOINING: Final = ("assign-consultant", "deputise-consultant", "take-over", "add-participation")


def _take_part(case: Case, found: list[Found], act: Act) -> None:  # noqa: C901  a branch an act
    kind, at, key = act["type"], at_of(act), act["id"]
    if kind in OPENINGS:
        _let_in(found, act)
    elif kind == "add-participation":
        kept = ("professional", "chair", "concerns")
        more: dict[str, object] = {k: act[k] for k in kept if k in act}
        period = {"until": when(act.get("until"))}
        since = moment(act["since"])
        found.append(_part(act, key, act["person"], act["role"], since, **{**more, **period}))
    elif kind in ("assign-consultant", "deputise-consultant"):
        since, until = moment(act["since"]), when(act.get("until"))
        for one in found:
            if one["id"] == act.get("replaces"):
                _end(one, since, at)
        standing = act.get("standing", "deputy")
        more = {"standing": standing, "until": until}
        found.append(_part(act, key, act["person"], "consultant", since, **more))
    elif kind == "take-over":
        _hand_over(case, found, act)
    elif kind == "end-participation":
        for one in found:
            if one["id"] == act["participation"]:
                _end(one, moment(act["until"]), at)
    elif kind == "withdraw" and act["outcome"] == "deceased":
        for one in found:
            if one["person"] == act["minor"] and one["role"] == "minor" and runs(one, at):
                one["until"] = at


def _end(part: Found, until: datetime, at: datetime) -> None:
    """A part ends by this act, unless it was over before: nobody gets a day more."""
    if until < part["until"]:
        part.update(until=until, ended=at)


def _let_in(found: list[Found], act: Act) -> None:
    """The minors join, unless not born; who opens or adopts leads."""
    at, who, key = at_of(act), act["by"]["person"], act["id"]
    first = act["type"] != "adopt" or bool(act.get("minors"))
    leads = any(p["person"] == who and p["standing"] == "lead" and runs(p, at) for p in found)
    if act["type"] != "reopen" and first and not leads:
        nexts = [p["since"] for p in found if p["standing"] == "lead" and p["since"] > at]
        until = min(nexts, default=FOREVER)
        found.append(_part(act, key, who, "consultant", at, standing="lead", until=until))
    for minor in act.get("minors", []):
        there = any(p["person"] == minor and p["role"] == "minor" and runs(p, at) for p in found)
        if minor not in act.get("unborn", []) and not there:
            found.append(_part(act, f"{key}/{minor}", minor, "minor", at, concerns=[minor]))
    for one in act.get("parts", []):
        more = {k: one[k] for k in ("professional", "concerns") if k in one}
        own = [one["person"]] if one["role"] == "minor" else more.get("concerns", [])
        name = f"{key}/{one['person']}/{one['role']}"
        made = _part(act, name, one["person"], one["role"], moment(one["since"]), **more)
        found.append({**made, "concerns": own})


def _hand_over(case: Case, found: list[Found], act: Act) -> None:
    """The old lead's part ends with the handover, the successor's begins (case 1)."""
    at, who = at_of(act), act["by"]["person"]
    offers = [o for o in case.past("offer-handover") if o["id"] == act["handover"]]
    until = FOREVER
    for offer in offers:
        for one in found:
            leads = one["person"] == offer["by"]["person"] and one["standing"] == "lead"
            if leads and runs(one, at):
                until = one["until"]
                _end(one, at, at)
    for one in found:
        if one["person"] == who and one["role"] == "consultant" and runs(one, at):
            _end(one, at, at)
    found.append(_part(act, act["id"], who, "consultant", at, standing="lead", until=until))


def there(case: Case, *roles: str, at: datetime | None = None) -> list[Found]:
    """The parts that run at the moment of the act, in these roles (none named: all)."""
    now = case.at if at is None else at
    return [p for p in parts(case) if runs(p, now) and (not roles or p["role"] in roles)]


def concerns(part: Found, minors: list[str]) -> bool:
    """Say whether this part is about any of these minors: one about nobody is about all."""
    return not part["concerns"] or bool(set(part["concerns"]) & set(minors))


def is_professional(case: Case, person: str) -> bool:
    """Say whether this person is a professional in this trajectory now, in any chair (case 5)."""
    mine = [p for p in there(case) if p["person"] == person]
    return any(p["role"] in PROFESSIONAL or p["professional"] for p in mine)


# --- involvement and necessity ----------------------------------------------------------------


@once
def episodes(case: Case) -> list[Found]:
    """Every involvement with each minor, and every emergency, with how it ended (P2, T4)."""
    found: list[Found] = []
    ending = ("withdraw", "protect", "decide-necessity", "record-necessity")
    for act in case.past(*OPENINGS, *ending):
        _involve(found, act)
    return found


def _involve(found: list[Found], act: Act) -> None:  # noqa: C901, PLR0912  a branch an act
    kind, at = act["type"], at_of(act)
    going = [e for e in found if e["ended"] is None]
    if kind == "protect":
        for minor in dict.fromkeys(act["minors"]):
            if not any(e["minor"] == minor for e in going):
                blank = {"minor": minor, "opened": at, "emergency": True, "act": act}
                found.append({**blank, "ended": None, "outcome": None, "decided": None})
    elif kind in OPENINGS:
        for minor in dict.fromkeys(act.get("minors", [])):
            for one in going:
                if one["minor"] == minor:
                    one["ended"] = at
            blank = {"minor": minor, "opened": at, "emergency": False, "act": act}
            decided = when(act["necessity"].get("decided_at"))
            found.append({**blank, "ended": None, "outcome": None, "decided": decided})
    elif kind == "withdraw":
        for one in going:
            if one["minor"] == act["minor"] and not one["emergency"]:
                one.update(ended=at, outcome=act["outcome"])
    elif act["decision"]["status"] == "ended":
        decided = when(act["decision"].get("decided_at"))
        for one in going:
            rests = one["decided"]
            # An emergency rests on no decision, and is ended by none (reading 4).
            newer = rests is not None and rests <= decided
            if one["minor"] in act["decision"]["minors"] and newer:
                one.update(ended=at, outcome="mandate-ended-by-government")


def involvement(case: Case, minor: str) -> Found | None:
    """The open involvement with this minor, emergencies apart."""
    for one in episodes(case):
        if one["minor"] == minor and one["ended"] is None and not one["emergency"]:
            return one
    return None


def decisions(case: Case) -> list[tuple[str, Found]]:
    """Every decision on necessity on record, with the id of the act that brought it (P24)."""
    found = []
    for act in case.past("decide-necessity", "record-necessity", *OPENINGS):
        told = act.get("decision") or act.get("necessity")
        if told:
            found.append((act["id"], told))
    return found


def minors(case: Case) -> set[str]:
    """Who is a minor of this trajectory: takes part as one, or has an involvement (case 8)."""
    joined = {p["person"] for p in parts(case) if p["role"] == "minor"}
    return joined | {e["minor"] for e in episodes(case) if not e["emergency"]}


# --- WAT and HOE ------------------------------------------------------------------------------

STATEMENTS: Final = ("bottom_lines", "dangers", "goals", "expectations")


@once
def versions(case: Case) -> list[Found]:
    """Every version of WAT, complete in itself, from 1 on (P12, P20)."""
    found: list[Found] = []
    for act in case.past("establish-wat", "revise-wat", "set-expectations"):
        last = found[-1] if found else {name: [] for name in STATEMENTS}
        said = {name: act.get(name, last[name]) for name in STATEMENTS}
        material = bool(act.get("material", True))
        number = len(found) + 1
        views = [one["view"] for one in act.get("weighed", [])]
        rests = {*act.get("information", []), *act.get("conversations", []), *views}
        if act["type"] == "set-expectations" or not material:
            # New words rest on all that the old ones did (ADR 12).
            rests = rests.union(last.get("rests", ()))
        was_set = last.get("was_set", False) or act["type"] == "set-expectations"
        more = {"rests": rests, "was_set": was_set, "act": act}
        found.append({**said, "number": number, "material": material, "at": at_of(act), **more})
    return found


def in_force(case: Case) -> Found | None:
    """The latest version of WAT on record."""
    found = versions(case)
    return found[-1] if found else None


def material_since(case: Case, number: int) -> int:
    """The number of the material version on which this one stands: wording alone starts none."""
    stands = 0
    for one in versions(case)[:number]:
        if one["material"] or one["number"] == 1:
            stands = one["number"]
    return stands


def statements(version: Found, *names: str) -> list[Found]:
    """What a version says, of these kinds or of all."""
    return [one for name in names or STATEMENTS for one in version[name]]


def measures(case: Case) -> dict[str, Found]:
    """Every measure as it stands: who carries it, who accepted, whether it ended (P10)."""
    found: dict[str, Found] = {}
    kinds = ("propose-measure", "amend-measure", "end-measure", "accept-measure", "decline-measure")
    for act in case.past(*kinds):
        if act["type"] == "propose-measure":
            found[act["id"]] = {**act, "accepted": {}, "ended": None, "proposed": at_of(act)}
        elif act["type"] == "amend-measure":
            same = {"id": act["measure"], "proposed": found[act["measure"]]["proposed"]}
            found[act["measure"]] = {**act, "accepted": {}, "ended": None, **same}
        elif act["type"] == "end-measure":
            found[act["measure"]]["ended"] = at_of(act)
        else:
            answers = found[act["measure"]]["accepted"]
            answers[act["by"]["person"]] = act["type"] == "accept-measure"
    return found


def measures_at(case: Case, key: str, at: datetime) -> list[str]:
    """The children a measure was about at a moment: amending it changes nothing from before."""
    about: list[str] = []
    for act in case.past("propose-measure", "amend-measure"):
        first = act["type"] == "propose-measure"
        if (act["id"] if first else act["measure"]) == key and (first or at_of(act) <= at):
            about = act["minors"]
    return about


def hoes(case: Case) -> list[Act]:
    """Every HOE on record; its version is its place, from 1."""
    return case.past("establish-hoe")


# --- what was gathered ------------------------------------------------------------------------

GATHERED: Final = {
    "record-concern": "concern",
    "contribute-view": "view",
    "record-information": "information",
    "record-conversation": "conversation",
    "record-strength": "strength",
    "record-what-works": "what-works",
    "draft-wat": "draft",
    "offer-idea": "idea",
}


def gathered(case: Case) -> dict[str, Found]:
    """What was gathered, by id, with who did so and whether it was found wrong (reading 7)."""
    found: dict[str, Found] = {}
    for act in case.past(*GATHERED, *OPENINGS, "correct"):
        by, key = act["by"], act["id"]
        who = {"person": by["person"], "role": by["role"], "at": at_of(act), "wrong": None}
        if act["type"] in GATHERED:
            sort = GATHERED[act["type"]]
            text = act.get("about") or act.get("view") or act.get("words") or act.get("summary")
            topic = act.get("topic")
            found[key] = {**who, "sort": sort, "act": act, "topic": topic, "text": text}
        elif act["type"] == "correct":
            was = found.get(act["wrong"])
            if was is None:
                continue
            was["wrong"] = act
            if act.get("replacement"):
                # What is right is the word of whoever says so: a system's proposal becomes theirs.
                own = {"person": by["person"], "role": by["role"], "wrong": None}
                found[key] = {**was, **own, "text": act["replacement"]}
        elif act.get("concern"):
            found[key] = {**who, "sort": "concern", "act": act, "text": act["concern"]}
            found[key]["topic"] = None
    return found


def corrections(case: Case) -> list[tuple[datetime, set[str]]]:
    """When something was corrected, and who had been told the wrong thing (case 27, ADR 12)."""
    found = []
    for number, record in enumerate(case.records):
        if record["act"]["type"] == "correct":
            earlier = Case(case.records[:number], record["act"], case.policy, case.zone)
            found.append((at_of(record["act"]), _misinformed(earlier)))
    return found


def _misinformed(case: Case) -> set[str]:
    wrong, told = case.act["wrong"], set[str]()
    was = gathered(case).get(wrong)
    if was is not None and was["sort"] == "conversation":
        told |= set(was["act"]["persons"])
    resting = {v["number"]: v["act"] for v in versions(case) if wrong in v["rests"]}
    told |= {act["by"]["person"] for act in resting.values()}
    told |= {t["by"]["person"] for t in case.past("take-over") if t.get("confirms") in resting}
    for act in case.past("explain", "acknowledge"):
        own = act["type"] == "acknowledge"
        said = [act["matter"]] if own else act["matters"]
        of_it = any(m.get("version") in resting and m["topic"] != "agreements" for m in said)
        if of_it and at_of(act) <= case.at:
            told |= {act["by"]["person"]} if own else set(act["persons"])
    items = {wrong, *(act["id"] for act in resting.values())}
    for act in case.past("disclose"):
        if items & set(act["items"]) and at_of(act) <= case.at:
            told.add(act["recipient"])
    return told - {case.actor}


# --- answers and restrictions -----------------------------------------------------------------


def answers(given: Found, clause: str, at: datetime, person: str | None = None) -> bool:
    """Say whether a reasoned exception answers for a gate (1.0, reading 10; ADR 5)."""
    if given["clause"] != clause or at >= moment(given["until"]):
        return False
    if given.get("person") is not None and given["person"] != person:
        return False
    if given["why"] == "other":
        return bool(given.get("words"))
    return bool(given["why"] != "emergency")


def excused(case: Case, clause: str, person: str | None = None) -> bool:
    """Say whether the act carries a reasoned exception to this norm."""
    given = case.act.get("exceptions", [])
    return any(answers(one, clause, case.at, person) for one in given)


#: Meeting somebody, or hearing from them, after they could not be reached (case 10, X11).
_MEETING: Final = ("align", "dissent", "record-conversation", "speak")


def _met(act: Act) -> list[str]:
    if act["type"] == "record-conversation":
        return list(act["persons"])
    if act["type"] == "align":
        return [act["person"]] if act["position"] in ("heard", "agrees", "dissents") else []
    return [act["by"]["person"]]


@once
def exceptions_on_record(case: Case) -> list[Found]:
    """Reasoned exceptions on record, the latest per norm, person, child and secrecy.

    `reached` is when whoever could not be reached was met again.
    """
    latest: dict[tuple[Any, ...], Found] = {}
    for act in (r["act"] for r in case.records):
        own = [act["exception"]] if act["type"] == "except-duty" else []
        for told in [*own, *act.get("exceptions", [])]:
            secret = told["why"] in ("unsafe-to-inform", "legally-barred")
            key = (told["clause"], told.get("person"), told["minor"], secret)
            latest[key] = {**told, "at": at_of(act), "reached": None}
        for one in latest.values() if act["type"] in _MEETING else ():
            before = one["reached"]
            again = one["at"] < at_of(act) and (before is None or at_of(act) < before)
            if one["why"] == "not-reached" and one.get("person") in _met(act) and again:
                one["reached"] = at_of(act)
    return list(latest.values())


def unsafe(case: Case, person: str, children: list[str], at: datetime | None = None) -> bool:
    """Say whether a professional found it unsafe to inform this person, for these minors."""
    now = case.at if at is None else at
    for one in exceptions_on_record(case):
        told = one["why"] == "unsafe-to-inform" and one.get("person") == person
        if told and one["at"] <= now < moment(one["until"]) and one["minor"] in children:
            return True
    return False


def barriers(case: Case) -> list[Act]:
    """The barriers that stand at the moment of the act (X16)."""
    known = case.past("keep-apart")
    gone = {k.get("replaces"): at_of(k) for k in known if k.get("replaces")}
    return [
        k
        for k in known
        if at_of(k) <= case.at < min(when(k.get("until")), gone.get(k["id"], FOREVER))
    ]

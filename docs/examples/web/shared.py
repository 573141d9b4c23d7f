"""What both applications share: who asks, what they ask, and which status an answer has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from safetyframe import (
    Accepted,
    ActIdReusedError,
    By,
    HostError,
    Outcome,
    PayloadError,
    PersonId,
    Role,
    SafetyframeError,
    VersionConflictError,
    View,
    Viewer,
)
from safetyframe.acts import Act
from safetyframe.wire import export, faults_of, loads_act

#: An act is a few hundred bytes; whoever sends more wants something else.
LONGEST = 64 * 1024

#: How long ago an act may have happened.
LATEST = timedelta(hours=1)

Answer = tuple[int, bytes]


class Failed(Exception):
    """A request that gets no answer, and the status that says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def who(headers: Mapping[str, str]) -> PersonId:
    """Say who is asking. REPLACE THIS: it believes a header that anybody can write.

    A real host takes the person from its own session or token, and maps the account to the
    reference by which the acts know them.
    """
    person = headers.get("x-demo-person", "")
    if not person:
        raise Failed(401, "nobody said who is asking")
    return PersonId(person)


def route(path: str) -> tuple[str, str]:
    """Give the trajectory and what is asked of it."""
    match path.strip("/").split("/"):
        case ["trajectories", name]:
            return name, "show"
        case ["trajectories", name, ("acts" | "records" | "findings" | "may") as what]:
            return name, what
        case _:
            raise Failed(404, "there is nothing here")


def allow(method: str, what: str) -> None:
    """Refuse a method that is not for this."""
    if method != ("POST" if what == "acts" else "GET"):
        raise Failed(405, "acts are posted, the rest is got")


def read_act(body: bytes, person: PersonId) -> Act:
    """Read an act that `person` did, just now and in their own name.

    The answer to an act is shown to whoever did it, as of the moment of the act. So neither may be
    a mere claim: a host that takes acts written down for somebody else, or written down late, says
    no more than the verdict. A mandate is evidence, and this example asks no registry for it.
    """
    act = loads_act(body)
    if act.by.person != person or act.by.mandate is not None:
        raise Failed(403, "take your own acts, without a mandate, to this example")
    if not now() - LATEST <= act.by.at <= act.by.recorded <= now():
        raise Failed(400, "this act did not happen just now")
    return act


def viewer(person: PersonId) -> Viewer:
    """Let `person` look at what is known now."""
    return Viewer(person=person, at=now())


def actor(person: PersonId, role: str) -> By:
    """Let `person` ask what they could do in a role. Holding it is for the law to see."""
    try:
        return By(person=person, role=Role(role), at=now())
    except ValueError:
        raise Failed(400, "role: none such") from None


def now() -> datetime:
    """The one clock."""
    return datetime.now(UTC)


def answered(view: View[object], status: int = 200) -> Answer:
    """Give what was shown to somebody. Nothing but a View ever leaves the house."""
    return status, json.dumps(export(view)).encode()  # type: ignore[arg-type]


def status_of(outcome: Outcome, *, already: bool) -> int:
    """Give the status of what the law said."""
    if not isinstance(outcome, Accepted):
        return 422
    return 200 if already else 201


def failed(error: Failed | SafetyframeError) -> Answer:
    """Give the status of an error. What went wrong behind the store is for the log alone."""
    match error:
        case Failed():
            status, why = error.status, [str(error)]
        case PayloadError():
            status, why = 400, [str(one) for one in faults_of(error)]
        case HostError():
            status, why = 400, [str(error)]
        case ActIdReusedError():
            status, why = 409, ["this id stands for another act"]
        case VersionConflictError():
            status, why = 503, ["too many at once: send it again"]
        case _:
            status, why = 503, ["the store is out of reach: send it again"]
    return status, json.dumps({"errors": why}).encode()

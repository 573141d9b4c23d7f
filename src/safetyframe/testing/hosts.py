"""What a host must show to be checked, whatever it keeps; and answers that can be compared.

A host is checked through one method. `do(act)` is whatever the host does when one of its users does
something: it asks the law in its own way, keeps what it keeps, and gives the answer.

- *Asks only*, *snapshot*, *records*: `do(act)` gives the `Outcome` that the host got, or an
  `Answer` where the host keeps no outcome (a web host has a status and a few codes).
- *Audits only*: `keep(act)` takes the act as others wrote it, and `audit()` says afterwards what
  was wrong (`AuditingHost`).
- A host that can show its trajectory (`Keeps`) is compared slice by slice too, so that a column
  that never decided anything is still seen to be wrong. Slices that it doesn't know are not
  compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Protocol, TypeAlias, runtime_checkable

from attrs import field, frozen
from attrs.validators import instance_of

from safetyframe.acts import Act
from safetyframe.errors import HostError
from safetyframe.outcome import Accepted, AuditReport, Outcome, Refused, Unsure
from safetyframe.trajectory import SLICES, Trajectory

__all__ = [
    "Answer",
    "AnyHost",
    "AuditingHost",
    "Closes",
    "Host",
    "Keeps",
    "Raised",
    "Verdict",
    "a_host",
    "answer_of",
    "differences",
    "other_slices",
]


class Verdict(Enum):
    """What an answer comes down to."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNSURE = "unsure"


def _as_set(given: Iterable[str] | None) -> frozenset[str] | None:
    return None if given is None else frozenset(given)


@frozen(kw_only=True)
class Answer:
    """What a host said: yes, no or unsure, with the clauses and rule ids that it gave.

    None says that the host does not tell: then these are not compared.
    """

    verdict: Verdict = field(validator=instance_of(Verdict))
    clauses: frozenset[str] | None = field(default=None, converter=_as_set)
    rules: frozenset[str] | None = field(default=None, converter=_as_set)


@frozen(kw_only=True)
class Raised:
    """That there was no answer but an exception, of this type; what it says is not repeated.

    None: no answer at all, for whoever was asked was stopped.
    """

    error: str | None = None

    @classmethod
    def of(cls, error: Exception) -> Raised:
        """Say which type it was."""
        return cls(error=type(error).__name__)


@runtime_checkable
class Host(Protocol):
    """A host that decides: one trajectory, in which nothing has happened when it is made."""

    def do(self, act: Act, /) -> Outcome | Answer:
        """Do what the host does when a user does this, and give the answer."""
        ...


@runtime_checkable
class AuditingHost(Protocol):
    """A host in whose data others write, and which asks afterwards what was wrong."""

    def keep(self, act: Act, /) -> None:
        """Take the act down as it came, allowed or not."""
        ...

    def audit(self) -> AuditReport:
        """Say what was wrong with all that was taken down."""
        ...


@runtime_checkable
class Keeps(Protocol):
    """A host that can show what it keeps as a trajectory; what it doesn't keep is unknown."""

    def trajectory(self) -> Trajectory:
        """Give what the host would ask the law about now."""
        ...


@runtime_checkable
class Closes(Protocol):
    """A host that holds something which has to be let go of."""

    def close(self) -> None:
        """Let go of it."""
        ...


#: Any of the four kinds.
AnyHost: TypeAlias = Host | AuditingHost


def a_host(given: object) -> Host:
    """Give what can be asked to do an act. Raises `HostError` for anything else."""
    if not isinstance(given, Host):
        name = type(given).__name__
        raise HostError(f"a host has `do`, or `keep` and `audit`: {name} has neither")
    return given


def answer_of(given: Outcome | Answer) -> Answer:
    """Give an outcome as what can be compared. Raises `HostError` for what is no answer."""
    said: object = given  # hosts are seldom type-checked
    match said:
        case Accepted():
            return Answer(verdict=Verdict.ACCEPTED, clauses=frozenset(), rules=frozenset())
        case Refused():
            rules = frozenset(violation.rule for violation in said.violations)
            return Answer(verdict=Verdict.REFUSED, clauses=frozenset(said.clauses), rules=rules)
        case Unsure():
            return Answer(verdict=Verdict.UNSURE, clauses=frozenset(), rules=frozenset())
        case Answer():
            return said
        case _:
            name = type(said).__name__
            raise HostError(f"an answer is an Outcome or an Answer: what was given is a {name}")


def differences(law: Answer, host: Answer) -> tuple[str, ...]:
    """Say in what the answer of a host differs from the law's; nothing where they agree."""
    if law.verdict is not host.verdict:
        return (f"the law says {law.verdict.value}, the host says {host.verdict.value}",)
    return (
        *_differ("clauses", law.clauses, host.clauses),
        *_differ("rules", law.rules, host.rules),
    )


def _differ(what: str, law: frozenset[str] | None, host: frozenset[str] | None) -> tuple[str, ...]:
    if law is None or host is None or law == host:
        return ()
    lacks, adds = " ".join(sorted(law - host)), " ".join(sorted(host - law))
    said = [f"{word} {names}" for word, names in (("lacks", lacks), ("adds", adds)) if names]
    return (f"of the {what} the host {' and '.join(said)}",)


def other_slices(law: Trajectory, host: Trajectory) -> tuple[str, ...]:
    """Name the slices that the host knows and that hold something else than they should."""
    unknown = host.unknown
    return tuple(
        name for name in SLICES if name not in unknown and getattr(law, name) != getattr(host, name)
    )

"""What a sealed law is, what a vendor may say about one, and how it can end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Final, Generic, NoReturn, TypeVar

from attrs import AttrsInstance, field, fields, frozen, has

from safetyframe.errors import HostError
from safetyframe.ports import Declared

__all__ = [
    "Broken",
    "NotJudged",
    "Result",
    "SealedLaw",
    "Subject",
    "Verdict",
    "Waiver",
    "declared",
    "demand",
    "unjudged",
]

#: The version that the kit came with.
_FIRST: Final = "0.1"

#: The bench on which a law is tried: how to open the adapter in a place of its own.
B = TypeVar("B")


class Broken(AssertionError):
    """The adapter broke a law. The message says what was to be and what was, without prose."""


class NotJudged(Exception):
    """The fault that a law is about could not be produced; the message says why."""


def demand(holds: bool, otherwise: str) -> None:
    """Raise `Broken` saying what is wrong, unless it holds."""
    if not holds:
        raise Broken(otherwise)


def unjudged(why: str) -> NoReturn:
    """End a law without a verdict: this is no pass."""
    raise NotJudged(why)


class Verdict(Enum):
    """How a law ended for one adapter. Only `PASS` says that it holds.

    `NOT_APPLICABLE`: it is about a power that the adapter declares not to have. `NOT_JUDGED`: its
    fault could not be produced here, or what it rests on fails. `WARNING`: it fails, and binds from
    a later version on.
    """

    PASS = "pass"  # noqa: S105 -- no password
    FAIL = "fail"
    WAIVED = "waived"
    NOT_APPLICABLE = "not-applicable"
    NOT_JUDGED = "not-judged"
    WARNING = "warning"


@frozen(kw_only=True)
class SealedLaw(Generic[B]):
    """One law of a port. No adapter can change it.

    `id` never changes its meaning; `title` says what holds, in one sentence. `yes` and `no` name
    the capabilities that must be declared so, `handles` what the vendor has to hand over for the
    fault to be produced. Where a law in `rests_on` fails, this one says nothing. It came with
    version `since` of the kit, and a failure is a warning before version `binding`.
    """

    id: str
    title: str
    check: Callable[[B], None] = field(repr=False)
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    since: str = _FIRST

    @property
    def binding(self) -> str:
        """The minor version after the one it came with; what the kit began with binds at once."""
        major, minor = self.since.split(".")
        return self.since if self.since == _FIRST else f"{major}.{int(minor) + 1}"


@frozen(kw_only=True)
class Waiver:
    """A vendor's dated word that a law does not hold yet, and why: shown in the report, no pass.

    From the day after `until` on it counts no longer, and a waiver that is not needed is a failure.
    """

    law: str
    reason: str
    until: date

    def __attrs_post_init__(self) -> None:
        """Insist on a reason."""
        if not self.reason.strip():
            raise HostError(f"the waiver of {self.law} gives no reason: say why, and what is done")


@frozen(kw_only=True)
class Result:
    """How one law ended, and why. `error` is what was raised, for a traceback."""

    law: str
    title: str
    verdict: Verdict
    reason: str = ""
    error: BaseException | None = field(default=None, eq=False, repr=False)


@frozen(kw_only=True)
class Subject(Generic[B]):
    """One adapter before its judge: the laws of its port, what it declares and hands over.

    `port` is ``store``, ``messenger`` or ``registry``; `capabilities` what it declares;
    `handles` the names of what was handed over. `bench` opens what a law is tried on, in a folder
    of its own, and puts away everything afterwards.
    """

    adapter: str
    port: str
    laws: tuple[SealedLaw[B], ...]
    capabilities: Mapping[str, Declared]
    handles: frozenset[str]
    bench: Callable[[SealedLaw[B], Path], AbstractContextManager[B]] = field(repr=False)
    waivers: tuple[Waiver, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse waivers of laws that there are not, or two of one."""
        known = {law.id for law in self.laws}
        waived = [waiver.law for waiver in self.waivers]
        for one in waived:
            if one not in known:
                raise HostError(f"there is no law {one!r} to waive; see docs/reference/laws.md")
            if waived.count(one) > 1:
                raise HostError(f"the law {one} is waived twice: keep one of the waivers")

    def law(self, law_id: str) -> SealedLaw[B]:
        """Give the law with this id."""
        return next(law for law in self.laws if law.id == law_id)

    def waiver(self, law: SealedLaw[B]) -> Waiver | None:
        """Give the waiver of a law, if there is one."""
        return next((waiver for waiver in self.waivers if waiver.law == law.id), None)

    def missing(self, law: SealedLaw[B]) -> Iterator[str]:
        """Say why a law does not speak of this adapter: what it declares otherwise."""
        for names, wanted in ((law.yes, Declared.YES), (law.no, Declared.NO)):
            for name in names:
                if self.capabilities[name] is not wanted:
                    yield f"{name} is declared {self.capabilities[name].value.upper()}"


def declared(capabilities: AttrsInstance) -> Mapping[str, Declared]:
    """Read a declaration. Raises `HostError` where something is left open."""
    if not has(type(capabilities)):
        raise HostError("declare what the adapter can do with the Capabilities of its port")
    said: dict[str, Declared] = {}
    for one in fields(type(capabilities)):
        value: object = getattr(capabilities, one.name)
        if not isinstance(value, Declared):
            raise HostError(f"{one.name} is declared neither YES nor NO; there is no third answer")
        said[one.name] = value
    return said

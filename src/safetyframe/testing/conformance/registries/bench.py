"""The bench on which one law is tried on one registry."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from attrs import define, field

from safetyframe.errors import RegistryError, SafetyframeError, UnsupportedError
from safetyframe.ports import Attested, Registry, RegistryCapabilities
from safetyframe.roles import Role
from safetyframe.testing.conformance.model import Broken, demand, unjudged
from safetyframe.testing.conformance.places import Place, placed
from safetyframe.testing.conformance.registries.handles import Factory, Known, RegistryHandles

__all__ = ["PATIENCE", "RegistryBench", "benched", "holds", "now"]

T = TypeVar("T")

#: Seconds after which whoever waits for a registry waits for ever, as people see it.
PATIENCE: Final = 20.0


def now() -> datetime:
    """Give this moment: what is signed for now can be read at no other."""
    return datetime.fromtimestamp(time.time(), UTC)


@define(kw_only=True)
class RegistryBench:
    """What a law works with."""

    factory: Factory
    url: str
    capabilities: RegistryCapabilities
    handles: RegistryHandles
    _opened: list[Registry] = field(factory=list[Registry])

    def open(self) -> Registry:
        """Open the registry. It is closed when the law ends."""
        opened = self.factory(self.url)
        self._opened.append(opened)
        return opened

    @property
    def known(self) -> Known:
        """Somebody who holds something."""
        return self.handles.known(self.url)[0]

    @property
    def other(self) -> Known:
        """Somebody else."""
        return self.handles.known(self.url)[1]

    def ask(self, registry: Registry, who: Known, *, at: datetime | None = None) -> Attested:
        """Ask for somebody who brings along what they must."""
        moment = now()
        proof = None if who.proof is None else who.proof()
        return registry.ask(who.person, at=at or moment, asked_at=moment, proof=proof)

    def refuses(self, work: Callable[[], object], what: str) -> RegistryError:
        """Require that `work` raises a `RegistryError`, and within what anybody would wait."""
        began = time.monotonic()
        try:
            work()
        except RegistryError as error:
            late = f"{what}: it took longer than {PATIENCE:g} seconds"
            demand(time.monotonic() - began < PATIENCE, late)
            return error
        except SafetyframeError as error:
            raise Broken(f"{what}: it raised {type(error).__name__}, no RegistryError") from error
        raise Broken(f"{what}: it gave an answer")

    def unsupported(self, work: Callable[[], object], what: str) -> None:
        """Require that `work` raises `UnsupportedError`."""
        try:
            work()
        except UnsupportedError:
            return
        raise Broken(f"{what}: it raised no UnsupportedError")

    def given(self, handle: T | None) -> T:
        """Give what the vendor handed over; a law says beforehand which handles it needs."""
        if handle is None:
            unjudged("the vendor did not hand over what this needs")
        return handle

    def put_away(self) -> None:
        """Close all that is open; whether it closes well is a law of its own."""
        while self._opened:
            with suppress(Exception):
                self._opened.pop().close()


def holds(attested: Attested) -> frozenset[tuple[Role, str]]:
    """Give what somebody holds as a vendor writes it down."""
    return frozenset((one.role, one.mandate.body) for one in attested.held)


@contextmanager
def benched(
    factory: Factory,
    place: Place,
    capabilities: RegistryCapabilities,
    handles: RegistryHandles,
    folder: Path,
) -> Generator[RegistryBench]:
    """Make a place, and a bench on it."""
    with placed(place, folder / "place") as url:
        bench = RegistryBench(factory=factory, url=url, capabilities=capabilities, handles=handles)
        try:
            yield bench
        finally:
            bench.put_away()

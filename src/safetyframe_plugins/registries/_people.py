"""A registry in a file that somebody keeps by hand: mandates with their periods, and relations."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from safetyframe import Mandate, PersonId, RegistryError, Relation, Role
from safetyframe.ports import Attested, Held
from safetyframe_plugins.registries._settings import check_reference, read_settings

__all__ = ["PeopleFile"]


@frozen(kw_only=True)
class _Entry:
    """A mandate of somebody. `until` is exclusive; without it no end is known."""

    person: PersonId = field(validator=check_reference)
    role: Role
    body: str = field(validator=check_reference)
    reference: str = field(validator=check_reference)
    since: datetime
    until: datetime | None = None

    @property
    def mandate(self) -> Mandate:
        return Mandate(body=self.body, reference=self.reference, since=self.since, until=self.until)


@frozen(kw_only=True)
class _Kin:
    """Two persons who are related."""

    person: PersonId = field(validator=check_reference)
    other: PersonId = field(validator=check_reference)


@frozen(kw_only=True)
class _People:
    """The whole file."""

    registry: str = field(validator=check_reference)
    mandate: tuple[_Entry, ...] = ()
    related: tuple[_Kin, ...] = ()


class PeopleFile:
    """A `safetyframe.ports.Registry` in one TOML file, read again whenever it has changed.

    A file that is gone, half-written or wrong in one place gives nobody anything: `RegistryError`.
    """

    def __init__(self, path: Path) -> None:
        """Read the file once, so that what is wrong with it shows when it is opened."""
        self._path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._people = _People(registry="unread")
        self._closed = False
        self._read()

    def ask(
        self, person: PersonId, *, at: datetime, asked_at: datetime, proof: str | None = None
    ) -> Attested:
        """Say which mandates `person` holds at `at`; see `safetyframe.ports.Registry`."""
        people = self._read()
        mandates = ((e.role, e.mandate) for e in people.mandate if e.person == person)
        return Attested(
            registry=people.registry,
            person=person,
            at=at,
            asked_at=asked_at,
            held=tuple(Held(role=r, mandate=m) for r, m in mandates if m.covers(at)),
        )

    def relations(self, person: PersonId) -> Sequence[Relation]:
        """Say who is related to `person`."""
        return tuple(
            Relation(person=one.person, other=one.other)
            for one in self._read().related
            if person in {one.person, one.other}
        )

    def close(self) -> None:
        """Let go of what was read."""
        self._closed = True

    def _read(self) -> _People:
        if self._closed:
            raise RegistryError(f"{self._path}: this registry is closed; open it again")
        with self._lock:
            try:
                now = self._path.stat()
            except OSError as error:
                msg = f"{self._path}: it cannot be read: {error.strerror}"
                raise RegistryError(msg) from error
            stamp = (now.st_mtime_ns, now.st_size, now.st_ino)
            if stamp != self._stamp:
                self._stamp = None  # what cannot be read gives nothing, not what it held before
                self._people = read_settings(self._path, _People)
                self._stamp = stamp
            return self._people

"""A registry in a SCIM 2.0 directory: which roles an active user has, as of now.

SCIM says since when nothing and until when nothing, so an answer serves as evidence for as long as
the settings say (`lasts`), from the moment it was asked for.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self, cast

import httpx2
from attrs import Factory, field, frozen
from pydantic import ValidationError
from scim2_client import SCIMClientException
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import ListResponse, SCIMException, ScimPolicy, ScimProvider, User

from safetyframe import (
    Mandate,
    PersonId,
    RegistryError,
    Relation,
    UnsupportedError,
)
from safetyframe.ports import Attested, Held
from safetyframe.values import is_reference
from safetyframe_plugins.registries._settings import (
    PATIENCE,
    Meaning,
    check_reference,
    check_server,
    expecting,
    read_settings,
    seconds,
    secret_in,
)
from safetyframe_plugins.registries._within import Limit

__all__ = ["ScimRegistry", "ScimSettings"]

#: `at` may differ from the moment of asking by this much: the directory knows of now alone.
_NOW: Final = timedelta(minutes=5)
_ATTRIBUTES: Final = {"externalId": "external_id", "userName": "user_name", "id": "id"}
_check_attribute = expecting(
    f"one of {', '.join(sorted(_ATTRIBUTES))}", lambda given: given in _ATTRIBUTES
)


@frozen(kw_only=True)
class ScimSettings:
    """Where the directory is, which attribute holds our references, what its words mean here.

    `lasts` is for how many seconds an answer serves as evidence: your choice, with no default.
    """

    registry: str = field(validator=check_reference)
    base: str = field(validator=check_server)
    lasts: float = field(validator=seconds(31 * 24 * 3600))
    role: dict[str, Meaning] = Factory(dict[str, Meaning])
    person: str = field(default="externalId", validator=_check_attribute)
    timeout: float = field(default=5.0, validator=seconds(PATIENCE))
    token_env: str | None = None
    token_file: str | None = None


@frozen(kw_only=True)
class _Active:
    """A user who is active there: their id and the words for their roles."""

    id: str
    words: tuple[str, ...]


class ScimRegistry:
    """A `safetyframe.ports.Registry` that asks a SCIM server. May be shared by threads."""

    def __init__(self, settings: ScimSettings, token: str | None = None) -> None:
        """Hold `settings`; nothing is asked yet. `token` is a bearer token."""
        self._settings = settings
        self._limit = Limit(settings.registry, settings.timeout)
        self._closed = threading.Event()
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        self._http = httpx2.Client(
            base_url=settings.base,
            headers=headers,
            timeout=settings.timeout,
            follow_redirects=False,
            trust_env=False,  # no proxy that somebody set for something else
        )
        tolerant = ScimPolicy(unknown=ScimPolicy.Unknown.ignore)  # extensions are not ours to judge
        provider = ScimProvider(models=[User], policy=tolerant)
        self._scim = SyncSCIMClient(self._http, provider=provider)

    @classmethod
    def of(cls, path: Path) -> Self:
        """Read the settings at `path`, and the token they name. Raises `RegistryError`."""
        settings = read_settings(path, ScimSettings)
        return cls(settings, secret_in(path, env=settings.token_env, file=settings.token_file))

    def ask(
        self, person: PersonId, *, at: datetime, asked_at: datetime, proof: str | None = None
    ) -> Attested:
        """Say which mandates the directory gives `person` at `at`, which is about `asked_at`."""
        if self._closed.is_set():
            raise self._error("this registry is closed; open it again")
        if abs(at - asked_at) > _NOW:
            raise UnsupportedError(
                f"{self._settings.registry}: it knows what holds now, and `at` lies elsewhere"
            )
        user = self._user(person)
        return Attested(
            registry=self._settings.registry,
            person=person,
            at=at,
            asked_at=asked_at,
            held=() if user is None else tuple(self._held(user, min(at, asked_at))),
        )

    def relations(self, person: PersonId) -> Sequence[Relation]:
        """Refuse: a directory of staff says nothing of families."""
        raise UnsupportedError(f"{self._settings.registry}: it knows of no relations")

    def close(self) -> None:
        """Close connections."""
        self._closed.set()
        self._http.close()

    def _user(self, person: PersonId) -> _Active | None:
        """Find the one active user with this reference; None where there is none."""
        if not is_reference(person):  # or it could end the filter, and begin another
            raise self._error("a person is an opaque reference")
        search: dict[str, object] = {"filter": f'{self._settings.person} eq "{person}"', "count": 2}
        try:
            answer: object = self._limit.ask(lambda: self._query(search))
        except (SCIMClientException, SCIMException, httpx2.HTTPError, ValidationError) as error:
            # Not chained: theirs may hold the whole answer, and whom it was about.
            kind = type(error).__name__
            raise self._error(f"it gave no answer that can be read ({kind})") from None
        if not isinstance(answer, ListResponse):
            raise self._error("it gave no list")
        listed = cast("Any", answer)
        found: list[User[Any]] = listed.resources or []
        if len(found) > 1 or (listed.total_results or 0) != len(found):
            raise self._error("it knows more than one user, or says another number than it gives")
        # A server may compare without regard to capitals; two references differ by them.
        name = _ATTRIBUTES[self._settings.person]
        if not found or getattr(found[0], name) != person or not found[0].active:
            return None
        words = [role.value for role in found[0].roles or [] if role.value]
        return _Active(id=str(found[0].id), words=tuple(dict.fromkeys(words)))

    def _query(self, search: dict[str, object]) -> object:
        return cast("object", self._scim.query(User, query_parameters=search))

    def _held(self, user: _Active, since: datetime) -> Iterator[Held]:
        until = since + timedelta(seconds=self._settings.lasts)
        name = hashlib.sha256(user.id.encode()).hexdigest()[:32]
        for word in user.words:
            meaning = self._settings.role.get(word)
            if meaning is not None:
                mandate = Mandate(
                    body=meaning.body, reference=f"scim:{name}", since=since, until=until
                )
                yield Held(role=meaning.role, mandate=mandate)

    def _error(self, what: str) -> RegistryError:
        return RegistryError(f"{self._settings.registry}: {what}")

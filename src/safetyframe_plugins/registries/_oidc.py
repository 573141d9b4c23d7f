"""A registry in the claims of a signed token: what somebody's login says of them, now.

The token is the proof. Its signature is checked with the keys that the issuer publishes (JWKS), by
an algorithm from the settings, and it must be for us, of the issuer, running, and about the person
who is asked for. It attests its own lifetime and nothing before or after.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self, cast

import jwt
from attrs import Factory, field, frozen
from jwt import PyJWKClient

from safetyframe import (
    Mandate,
    PersonId,
    RegistryError,
    Relation,
    UnsupportedError,
)
from safetyframe.ports import Attested, Held
from safetyframe_plugins.registries._settings import (
    PATIENCE,
    Meaning,
    check_reference,
    check_server,
    expecting,
    read_settings,
    seconds,
)
from safetyframe_plugins.registries._within import Limit

__all__ = ["OidcRegistry", "OidcSettings"]

#: What a public key can check. With a shared secret whoever can check a token can make one.
_ASYMMETRIC: Final = frozenset(
    {
        *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
        *("ES256", "ES384", "ES512", "ES256K", "EdDSA"),
    }
)
_MOST_SIGNS: Final = 16_384
_REQUIRED: Final = ("exp", "iat", "iss", "aud")


_check_algorithms = expecting(
    f"one or more of {', '.join(sorted(_ASYMMETRIC))}: what is checked by a public key",
    lambda given: bool(given) and _ASYMMETRIC.issuperset(given),
)


@frozen(kw_only=True)
class OidcSettings:
    """Who issues tokens, for whom, and what their words for roles are here.

    `person` and `roles` name claims; `leeway` is the seconds by which clocks may differ; `refresh`
    how long an unknown key waits before the keys are fetched again.
    """

    registry: str = field(validator=check_reference)
    issuer: str = field(validator=check_server)
    jwks: str = field(validator=check_server)
    audience: str = field(validator=expecting("some text", bool))
    algorithms: tuple[str, ...] = field(validator=_check_algorithms)
    role: dict[str, Meaning] = Factory(dict[str, Meaning])
    person: str = "sub"
    roles: str = "roles"
    leeway: float = field(default=30.0, validator=seconds(300, least=0))
    timeout: float = field(default=5.0, validator=seconds(PATIENCE))
    refresh: float = field(default=30.0, validator=seconds(3600, least=0))


class OidcRegistry:
    """A `safetyframe.ports.Registry` that reads signed tokens. May be shared by threads."""

    def __init__(self, settings: OidcSettings) -> None:
        """Hold `settings`; nothing is fetched yet."""
        self._settings = settings
        self._limit = Limit(settings.registry, settings.timeout)
        self._keys = PyJWKClient(
            settings.jwks, timeout=settings.timeout, cooldown_duration=settings.refresh
        )
        self._closed = threading.Event()

    @classmethod
    def of(cls, path: Path) -> Self:
        """Read the settings at `path`. Raises `RegistryError`."""
        return cls(read_settings(path, OidcSettings))

    def ask(
        self, person: PersonId, *, at: datetime, asked_at: datetime, proof: str | None = None
    ) -> Attested:
        """Say which mandates the token `proof` gives `person` at `at`, which is about now."""
        if self._closed.is_set():
            raise self._error("this registry is closed; open it again")
        if proof is None:
            raise self._error("it reads a token: give the one that the person brought along")
        claims = self._claims(proof)
        if claims.get(self._settings.person) != person:
            raise self._error("the token is another person's")
        since, until = self._instant(claims, "iat"), self._instant(claims, "exp")
        leeway = timedelta(seconds=self._settings.leeway)
        if not since - leeway <= at < until + leeway:
            raise UnsupportedError(
                f"{self._settings.registry}: a token says what holds while it runs, and `at` lies "
                "before or after that"
            )
        begin, end = min(since, at), max(until, at + timedelta(microseconds=1))
        reference = f"jwt:{hashlib.sha256(proof.encode()).hexdigest()[:32]}"
        return Attested(
            registry=self._settings.registry,
            person=person,
            at=at,
            asked_at=asked_at,
            held=tuple(
                Held(
                    role=meaning.role,
                    mandate=Mandate(body=meaning.body, reference=reference, since=begin, until=end),
                )
                for meaning in self._meanings(claims)
            ),
        )

    def relations(self, person: PersonId) -> Sequence[Relation]:
        """Refuse: a token says nothing of others."""
        raise UnsupportedError(f"{self._settings.registry}: it knows of no relations")

    def close(self) -> None:
        """Answer nothing any more."""
        self._closed.set()

    def _claims(self, proof: str) -> dict[str, Any]:
        """Check the token whole. No error is chained here: theirs may repeat what they were given.

        What is behind a failure to fetch the keys holds no token, and is chained.
        """
        settings = self._settings
        if len(proof) > _MOST_SIGNS:
            raise self._error("the token is too long")
        try:
            header = jwt.get_unverified_header(proof)
        except jwt.PyJWTError:
            raise self._error("what was given is no token") from None
        kid = header.get("kid")
        if header.get("alg") not in settings.algorithms or not isinstance(kid, str):
            raise self._error("the token is not signed by an algorithm and a key that are agreed")
        try:
            key = self._limit.ask(lambda: self._keys.get_signing_key(kid))
        except jwt.PyJWKClientConnectionError as error:
            raise self._error("its keys cannot be fetched; nobody has a mandate by it") from error
        except (jwt.PyJWTError, ValueError):  # ValueError: what came is no JSON
            raise self._error("its keys are not to be read, or none is the token's") from None
        try:
            claims: dict[str, Any] = jwt.decode(
                proof,
                key,
                algorithms=list(settings.algorithms),
                audience=settings.audience,
                issuer=settings.issuer,
                leeway=settings.leeway,
                options={"require": [*_REQUIRED, settings.person]},
            )
        except jwt.PyJWTError as error:
            raise self._error(
                f"the token does not hold: {_WHY.get(type(error), 'invalid')}"
            ) from None
        return claims

    def _instant(self, claims: dict[str, Any], name: str) -> datetime:
        try:
            return datetime.fromtimestamp(claims[name], UTC)
        except (TypeError, ValueError, OverflowError, OSError):
            raise self._error(f"the token's {name!r} is no moment") from None

    def _meanings(self, claims: dict[str, Any]) -> list[Meaning]:
        """Give what the words in the token mean here; an unknown word means nothing."""
        said: object = claims.get(self._settings.roles, [])
        words = cast("list[object]", said) if isinstance(said, list) else [said]
        known = self._settings.role
        found: list[Meaning] = []
        for word in words:
            if not isinstance(word, str):
                raise self._error(f"the token's {self._settings.roles!r} is no list of words")
            meaning = known.get(word)
            if meaning is not None and meaning not in found:
                found.append(meaning)
        return found

    def _error(self, what: str) -> RegistryError:
        return RegistryError(f"{self._settings.registry}: {what}")


_WHY: Final[dict[type[Exception], str]] = {
    jwt.ExpiredSignatureError: "it has expired",
    jwt.ImmatureSignatureError: "it does not run yet",
    jwt.InvalidAudienceError: "it is for somebody else",
    jwt.InvalidIssuerError: "it is of another issuer",
    jwt.InvalidSignatureError: "its signature is wrong",
    jwt.InvalidIssuedAtError: "it says no moment at which it was issued",
    jwt.MissingRequiredClaimError: "a claim is missing",
    jwt.InvalidAlgorithmError: "its algorithm is not agreed",
}

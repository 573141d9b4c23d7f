"""The sealed laws of registries, on each that comes along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from attrs import evolve

from safetyframe import PersonId, Role
from safetyframe.testing.conformance import (
    Known,
    RegistryHandles,
    registry_laws,
)
from safetyframe_plugins.registries import (
    OIDC,
    PEOPLE,
    SCIM,
    open_oidc,
    open_people,
    open_scim,
)
from tests.support.directories import Issuer, directory, dripping, issuer, reply

BEFORE = datetime(2020, 1, 1, tzinfo=UTC)
CONSULTANT, WORKER = (Role.CONSULTANT, "agency-1"), (Role.CARE_WORKER, "home-2")
KNOWN = Known(person=PersonId("c-4"), holds=frozenset({CONSULTANT}), before=BEFORE)
OTHER = Known(person=PersonId("w-1"), holds=frozenset({WORKER, CONSULTANT}), before=BEFORE)


@contextmanager
def swapped(where: dict[str, Any], key: str, value: object) -> Iterator[None]:
    """Put something in a place for a while."""
    before = where[key]
    where[key] = value
    try:
        yield
    finally:
        where[key] = before


# --- a file -----------------------------------------------------------------------------------

PEOPLE_TOML = """
registry = "agency-list"

[[mandate]]
person = "c-4"
role = "consultant"
body = "agency-1"
reference = "m-17"
since = 2021-01-01T00:00:00Z

[[mandate]]
person = "w-1"
role = "care-worker"
body = "home-2"
reference = "m-18"
since = 2021-01-01T00:00:00Z

[[mandate]]
person = "w-1"
role = "consultant"
body = "agency-1"
reference = "m-19"
since = 2021-01-01T00:00:00Z
until = 2999-01-01T00:00:00Z

[[related]]
person = "c-4"
other = "p-17"

[[related]]
person = "w-1"
other = "p-18"
"""


def people_place(folder: Path) -> str:
    (folder / "people.toml").write_text(PEOPLE_TOML)
    return f"people://{folder}/people.toml"


def file_of(url: str) -> Path:
    return Path(url.partition("://")[2])


@contextmanager
def written(url: str, text: str) -> Iterator[None]:
    before = file_of(url).read_text()
    file_of(url).write_text(text)
    try:
        yield
    finally:
        file_of(url).write_text(before)


@contextmanager
def moved_away(url: str) -> Iterator[None]:
    path = file_of(url)
    path.rename(path.with_name("away"))
    try:
        yield
    finally:
        path.with_name("away").rename(path)


PEOPLE_HANDLES = RegistryHandles(
    known=lambda _: (KNOWN, OTHER),
    related=lambda _: (PersonId("c-4"), PersonId("p-17")),
    down=moved_away,
    lies=lambda url: (
        written(url, text)
        for text in (
            PEOPLE_TOML + "\ngeheim",
            PEOPLE_TOML.replace("m-17", "Geheim geheim"),
            PEOPLE_TOML + "\n[[mandate]]\nperson = 'geheim'\n",
            PEOPLE_TOML.replace("care-worker", "geheim"),
        )
    ),
    revoked=lambda url: written(url, PEOPLE_TOML.replace('"c-4"', '"c-9"')),
)

test_people = registry_laws(open_people, people_place, PEOPLE, PEOPLE_HANDLES, name="people")

# How long an answer may take, in seconds: enough for a crowd on a busy machine, and less than what
# drips below lasts.
PATIENCE = 4

# --- a login ----------------------------------------------------------------------------------

ISSUERS: dict[str, Issuer] = {}


@contextmanager
def login_place(folder: Path) -> Iterator[str]:
    with issuer() as one:
        url = f"oidc://{one.settings(folder, timeout=PATIENCE)}"
        ISSUERS[url] = one
        yield url
        del ISSUERS[url]


def bringing(url: str) -> tuple[Known, Known]:
    one = ISSUERS[url]
    worker = ["begeleider", "jeugd-consulent"]
    return (
        evolve(KNOWN, proof=lambda: one.token("c-4")),
        evolve(OTHER, proof=lambda: one.token("w-1", roles=worker)),
    )


@contextmanager
def answering(url: str, answer: object) -> Iterator[None]:
    one = ISSUERS[url]
    one.answer = answer  # type: ignore[assignment]
    try:
        yield
    finally:
        one.answer = None


def failing(handler: BaseHTTPRequestHandler) -> None:
    reply(handler, b"", 503)


test_oidc = registry_laws(
    open_oidc,
    login_place,
    OIDC,
    RegistryHandles(
        known=bringing,
        down=lambda url: answering(url, failing),
        slow=lambda url: answering(url, dripping(8)),
        lies=lambda url: (
            answering(url, lambda h, body=body: reply(h, body))
            for body in (
                b"geheim",
                b'{"keys": "geheim"}',
                b'{"keys": [{"kid": "geheim"}]}',
                b"\xff",
            )
        ),
    ),
    name="oidc",
)

# --- a directory ------------------------------------------------------------------------------

APPS: dict[str, dict[str, Any]] = {}


@contextmanager
def staff_place(folder: Path) -> Iterator[str]:
    with directory() as one:
        one.add("c-4", "jeugd-consulent")
        one.add("w-1", "begeleider", "jeugd-consulent")
        url = f"scim://{one.settings(folder, timeout=PATIENCE)}"
        APPS[url] = one.app
        yield url
        del APPS[url]


def saying(body: bytes, status: str = "200 OK") -> Any:
    def app(_: object, start: Any) -> list[bytes]:
        start(status, [("Content-Type", "application/scim+json")])
        return [body]

    return app


def drip(_: object, start: Any) -> Iterator[bytes]:
    import time

    start("200 OK", [("Content-Type", "application/scim+json"), ("Content-Length", "1000")])
    for _ in range(160):
        time.sleep(0.05)
        yield b" "


def scim_app(url: str, app: object) -> Any:
    return swapped(APPS[url], "now", app)


@contextmanager
def left(url: str) -> Iterator[None]:
    """Everybody has left."""
    nobody = (
        b'{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 0}'
    )
    with scim_app(url, saying(nobody)):
        yield


test_scim = registry_laws(
    open_scim,
    staff_place,
    SCIM,
    RegistryHandles(
        known=lambda _: (KNOWN, OTHER),
        down=lambda url: scim_app(url, saying(b"", "503 Down")),
        slow=lambda url: scim_app(url, drip),
        lies=lambda url: (
            scim_app(url, saying(body))
            for body in (b"geheim", b'{"geheim": 1}', b"[]", b'{"totalResults": "geheim"}')
        ),
        revoked=left,
    ),
    name="scim",
)

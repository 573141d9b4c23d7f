"""What stands behind registries in tests: an issuer of tokens with its keys, and a SCIM server."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
from attrs import define, field
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from scim2_models import User
from scim2_server.memory import InMemoryStorage
from scim2_server.testserver.application import BearerTokenApplication
from scim2_server.testserver.cli import ThreadingWSGIServer
from scim2_server.utils import load_default_provider

AUDIENCE, SECRET = "case-system", "tok3n-of-the-server"


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """A key made once a run: making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def ec_key(name: str) -> ec.EllipticCurvePrivateKey:
    """The same, on a curve."""
    return ec.generate_private_key(ec.SECP256R1())


class Quiet(WSGIRequestHandler):
    """Tells nobody about requests."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(server: Any) -> Iterator[str]:
    """Run a server in a thread; gives its address."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@define(kw_only=True)
class Issuer:
    """Signs tokens and publishes keys. `answer` replaces what it publishes by anything."""

    url: str = ""
    keys: dict[str, Any] = field(factory=dict)
    asked: int = 0
    answer: Callable[[BaseHTTPRequestHandler], None] | None = None

    def published(self) -> bytes:
        """The keys as JSON."""
        algorithms = {rsa.RSAPrivateKey: "RS256", ec.EllipticCurvePrivateKey: "ES256"}
        found = []
        for kid, key in self.keys.items():
            (name,) = [alg for kind, alg in algorithms.items() if isinstance(key, kind)]
            made = jwt.get_algorithm_by_name(name).to_jwk(key.public_key(), as_dict=True)
            found.append({**made, "kid": kid, "use": "sig", "alg": name})
        return json.dumps({"keys": found}).encode()

    def token(
        self, person: str | None = "c-4", *, kid: str = "one", alg: str = "RS256", **more: Any
    ) -> str:
        """A token of somebody's; `more` are other claims, None leaves one out."""
        now = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 -- a real token, checked now
        claims = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": person,
            "iat": now,
            "exp": now + timedelta(minutes=5),
            "roles": ["jeugd-consulent"],
            **more,
        }
        said = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(said, self.keys[kid], algorithm=alg, headers={"kid": kid})

    def settings(self, folder: Path, *, more: str = "", **other: object) -> Path:
        """Write settings for this issuer; `more` is TOML, `other` replaces or adds keys."""
        keys: dict[str, object] = {
            "registry": "agency-login",
            "issuer": self.url,
            "jwks": f"{self.url}/jwks",
            "audience": AUDIENCE,
            "algorithms": ["RS256", "ES256"],
            "refresh": 0,
            "timeout": 2,
            **other,
        }
        path = folder / "login.toml"
        path.write_text(toml(keys) + MEANINGS + more)
        return path


MEANINGS = """
[role.jeugd-consulent]
role = "consultant"
body = "agency-1"

[role.begeleider]
role = "care-worker"
body = "home-2"
"""


def toml(keys: dict[str, object]) -> str:
    """Write keys as TOML: its text and JSON's are alike for what is used here."""
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in keys.items())


@contextmanager
def issuer() -> Iterator[Issuer]:
    """An issuer with one key, ``one``."""
    one = Issuer(keys={"one": rsa_key("one")})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            one.asked += 1
            if one.answer is not None:
                one.answer(self)
                return
            reply(self, one.published())

        def log_message(self, *_: object) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
        one.url = url
        yield one


def reply(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """Answer a request."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def dripping(seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer a byte at a time, each well within any time-out on one packet."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "10000")
        handler.end_headers()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    return answer


@define(kw_only=True)
class Directory:
    """A SCIM server, and what it holds."""

    url: str = ""
    storage: InMemoryStorage = field(factory=InMemoryStorage)
    app: dict[str, Any] = field(factory=dict)  # under "now" what answers: put another there

    def add(self, reference: str, *roles: str, active: bool = True, name: str = "") -> None:
        """A user with a reference of ours."""
        user = {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": name or f"user.{reference}",
            "externalId": reference,
            "active": active,
            "roles": [{"value": role} for role in roles],
        }
        post(f"{self.url}/v2/Users", user)

    def settings(self, folder: Path, **other: object) -> Path:
        """Write settings for this directory, with its token in a file beside them."""
        (folder / "token").write_text(f"{SECRET}\n")
        keys: dict[str, object] = {
            "registry": "agency-directory",
            "base": f"{self.url}/v2",
            "lasts": 3600,
            "timeout": 2,
            "token_file": "token",
            **other,
        }
        said = {name: value for name, value in keys.items() if value is not None}
        path = folder / "directory.toml"
        path.write_text(toml(said) + MEANINGS)
        return path


def post(url: str, body: object) -> None:
    """Make a resource over HTTP, as anybody would."""
    import httpx2  # slow to import

    answer = httpx2.post(
        url,
        json=body,
        headers={"Authorization": f"Bearer {SECRET}", "Content-Type": "application/scim+json"},
        trust_env=False,
    )
    answer.raise_for_status()


@cache
def _provider() -> Any:
    """What the server knows of SCIM: a second of work, and nothing of what it holds."""
    return load_default_provider()


@contextmanager
def directory() -> Iterator[Directory]:
    """A real SCIM server with nobody in it."""
    one = Directory()
    one.app["now"] = BearerTokenApplication(one.storage, _provider(), bearer_tokens=[SECRET])

    def now(environ: Any, start: Any) -> Any:
        return one.app["now"](environ, start)

    server = make_server("127.0.0.1", 0, now, ThreadingWSGIServer, Quiet)
    with serving(server) as url:
        one.url = url
        yield one


__all__ = ["User", "directory", "dripping", "issuer", "reply", "serving"]

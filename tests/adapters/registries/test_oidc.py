"""A registry in the claims of a login: what is not signed, running, ours and theirs is nothing."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import jwt
import pytest

from safetyframe import PersonId, RegistryError, Role, UnsupportedError
from safetyframe.plugins import load
from safetyframe.ports import Declared, Registry
from safetyframe_plugins.registries import OIDC, open_oidc
from tests.support.directories import Issuer, dripping, ec_key, issuer, reply, rsa_key

LEAD = PersonId("c-4")


@pytest.fixture(scope="module")
def shared() -> Iterator[Issuer]:
    with issuer() as one:
        yield one


@pytest.fixture
def login(shared: Issuer) -> Issuer:
    shared.keys, shared.answer, shared.asked = {"one": rsa_key("one")}, None, 0
    return shared


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- tokens are checked against the real clock


def opened(login: Issuer, folder: Path, **settings: Any) -> Registry:
    return open_oidc(f"oidc://{login.settings(folder, **settings)}")


def held(registry: Registry, token: str | None, person: str = "c-4") -> list[tuple[Role, str]]:
    at = now()
    found = registry.ask(PersonId(person), at=at, asked_at=at, proof=token)
    return [(one.role, one.mandate.body) for one in found.held]


CONSULTANT = [(Role.CONSULTANT, "agency-1")]


def test_a_token_attests_what_it_says_for_as_long_as_it_runs(login: Issuer, tmp_path: Path):
    registry, at = opened(login, tmp_path), now()
    token = login.token(exp=at.replace(microsecond=0) + timedelta(minutes=9))
    found = registry.ask(LEAD, at=at, asked_at=at, proof=token)
    assert (found.registry, found.person, found.at, found.asked_at) == (
        "agency-login",
        LEAD,
        at,
        at,
    )
    mandate = found.mandate(Role.CONSULTANT)
    assert mandate is not None
    assert mandate.covers(at)
    assert mandate.until == at.replace(microsecond=0) + timedelta(minutes=9)
    assert at - timedelta(minutes=1) < mandate.since <= at
    assert mandate.reference.startswith("jwt:")
    assert token not in mandate.reference


def test_words_mean_what_the_settings_say_and_nothing_else(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path)
    worker = (Role.CARE_WORKER, "home-2")
    assert held(registry, login.token(roles="begeleider")) == [worker]
    both = ["begeleider", "jeugd-consulent", "begeleider"]
    assert held(registry, login.token(roles=both)) == [worker, *CONSULTANT]
    for nothing in ([], ["admin", "consultant"], None):
        assert held(registry, login.token(roles=nothing)) == []
    for odd in (7, {"role": "jeugd-consulent"}, [["jeugd-consulent"]], ["begeleider", 1]):
        with pytest.raises(RegistryError, match="no list of words"):
            held(registry, login.token(roles=odd))


def test_other_claims_can_be_named(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path, person="employee", roles="groups")
    token = login.token("somebody", employee="c-4", groups=["jeugd-consulent"], roles=None)
    assert held(registry, token) == CONSULTANT
    with pytest.raises(RegistryError, match="claim is missing"):
        held(registry, login.token())


def test_a_token_is_for_the_person_it_names_alone(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path)
    for other in ("c-5", "C-4", "c-4 "):
        with pytest.raises(RegistryError, match="another person's"):
            held(registry, login.token(), other)


def test_without_a_token_nobody_holds_anything(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path)
    with pytest.raises(RegistryError, match="reads a token"):
        held(registry, None)


def ago(**span: float) -> datetime:
    return now() - timedelta(**span)


def payload(i: Issuer) -> dict[str, Any]:
    return jwt.decode(i.token(), options={"verify_signature": False})


def unsigned(i: Issuer) -> str:
    return jwt.encode(payload(i), None, algorithm="none", headers={"kid": "one"})


def symmetric(i: Issuer) -> str:
    return jwt.encode(payload(i), "s" * 32, algorithm="HS256", headers={"kid": "one"})


def confused(i: Issuer) -> str:
    """The classic: the public key taken for a shared secret."""
    secret = json.loads(i.published())["keys"][0]["n"]
    return jwt.encode(payload(i), secret, algorithm="HS256", headers={"kid": "one"})


def changed(i: Issuer) -> str:
    head, body, signature = i.token(roles=[]).split(".")
    said = json.loads(base64.urlsafe_b64decode(body + "=="))
    said["roles"] = ["jeugd-consulent"]
    forged = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    return f"{head}.{forged}.{signature}"


def stolen(i: Issuer) -> str:
    return jwt.encode(payload(i), rsa_key("thief"), algorithm="RS256", headers={"kid": "one"})


def unknown(i: Issuer) -> str:
    return jwt.encode(payload(i), rsa_key("thief"), algorithm="RS256", headers={"kid": "two"})


def nameless(i: Issuer) -> str:
    return jwt.encode(payload(i), i.keys["one"], algorithm="RS256")


REFUSED: dict[str, tuple[Callable[[Issuer], str], str]] = {
    "expired": (lambda i: i.token(exp=ago(minutes=1)), "expired"),
    "not yet": (lambda i: i.token(nbf=ago(minutes=-1)), "not run yet"),
    "issued later": (lambda i: i.token(iat=ago(minutes=-1)), "not run yet"),
    "another audience": (lambda i: i.token(aud="other-system"), "somebody else"),
    "no audience": (lambda i: i.token(aud=None), "missing"),
    "another issuer": (lambda i: i.token(iss="https://other.example"), "another issuer"),
    "no issuer": (lambda i: i.token(iss=None), "missing"),
    "no end": (lambda i: i.token(exp=None), "missing"),
    "no beginning": (lambda i: i.token(iat=None), "missing"),
    "nobody": (lambda i: i.token(None), "missing"),
    "no token": (lambda _: "geheim", "no token"),
    "empty": (lambda _: "", "no token"),
    "not ascii": (lambda _: "é.é.é", "no token"),
    "very long": (lambda i: i.token(more="x" * 20_000), "too long"),
    "unsigned": (unsigned, "agreed"),
    "shared secret": (symmetric, "agreed"),
    "public key as secret": (confused, "agreed"),
    "another algorithm": (lambda i: i.token(alg="RS384"), "agreed"),
    "changed": (changed, "signature"),
    "another key": (stolen, "signature"),
    "no such key": (unknown, "keys"),
    "no key named": (nameless, "agreed"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_token_that_does_not_hold_gives_nobody_anything(login: Issuer, tmp_path: Path, name: str):
    make, why = REFUSED[name]
    registry = opened(login, tmp_path, leeway=0)
    token = make(login)
    with pytest.raises(RegistryError, match=why) as e:
        held(registry, token)
    shown = f"{e.value!s} {e.value!r} {e.value.__cause__!r} {registry!r}"
    assert "geheim" not in shown
    assert not token or token not in shown
    assert held(registry, login.token()) == CONSULTANT


def test_clocks_may_differ_by_the_leeway_and_no_more(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path, leeway=60)
    assert held(registry, login.token(exp=ago(seconds=20))) == CONSULTANT
    assert held(registry, login.token(nbf=ago(seconds=-20), iat=ago(seconds=-20))) == CONSULTANT
    for late in ({"exp": ago(seconds=100)}, {"nbf": ago(seconds=-100)}):
        with pytest.raises(RegistryError):
            held(registry, login.token(**late))


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_token_says_nothing_of_other_times(login: Issuer, tmp_path: Path, hours: int):
    registry, at = opened(login, tmp_path), now()
    with pytest.raises(UnsupportedError):
        registry.ask(LEAD, at=at + timedelta(hours=hours), asked_at=at, proof=login.token())


def test_keys_are_fetched_once_and_again_when_a_new_one_is_used(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path)
    for _ in range(3):
        assert held(registry, login.token()) == CONSULTANT
    assert login.asked == 1
    login.keys["two"] = ec_key("two")
    assert held(registry, login.token(kid="two", alg="ES256")) == CONSULTANT
    assert login.asked == 2
    old = login.token()
    del login.keys["one"]
    registry = opened(login, tmp_path)
    with pytest.raises(RegistryError):
        held(registry, old)


def test_made_up_keys_do_not_make_it_ask_again_and_again(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path, refresh=600)
    for _ in range(5):
        with pytest.raises(RegistryError):
            held(registry, unknown(login))
    assert login.asked == 1


def test_an_answer_that_was_read_serves_while_the_issuer_is_down(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path)
    assert held(registry, login.token()) == CONSULTANT
    login.answer = lambda h: reply(h, b"", 503)
    assert held(registry, login.token()) == CONSULTANT


LIES: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "down": lambda h: reply(h, b"", 503),
    "elsewhere": lambda h: reply(h, b"", 302, Location="http://127.0.0.1:1/jwks"),
    "no JSON": lambda h: reply(h, b"<html>geheim</html>"),
    "no UTF-8": lambda h: reply(h, b"\xff\xfe"),
    "a list": lambda h: reply(h, b"[]"),
    "no keys": lambda h: reply(h, b'{"keys": []}'),
    "odd keys": lambda h: reply(h, b'{"keys": [{"kty": "RSA", "kid": "one", "n": 7}]}'),
    "keys of words": lambda h: reply(h, b'{"keys": "one"}'),
    "nothing": lambda h: reply(h, b""),
}


@pytest.mark.parametrize("name", LIES)
def test_an_issuer_that_is_down_or_lies_gives_nobody_anything(
    login: Issuer, tmp_path: Path, name: str
):
    registry = opened(login, tmp_path)
    login.answer = LIES[name]
    with pytest.raises(RegistryError, match="keys") as e:
        held(registry, login.token())
    assert "geheim" not in f"{e.value!s}{e.value.__cause__}"
    login.answer = None
    assert held(registry, login.token()) == CONSULTANT


def test_an_issuer_that_nobody_answers_for_gives_nobody_anything(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path, jwks="http://127.0.0.1:1/jwks")
    with pytest.raises(RegistryError, match="cannot be fetched") as e:
        held(registry, login.token())
    assert e.value.__cause__ is not None


def test_an_answer_that_drips_is_given_up_on(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path, timeout=0.5)
    login.answer = dripping(8)
    began = time.monotonic()
    with pytest.raises(RegistryError, match=r"no answer within 0\.5 seconds"):
        held(registry, login.token())
    assert time.monotonic() - began < 6  # a bound on a hang, not a timing: it would drip for 8


SETTINGS = {
    "a shared secret": ({"algorithms": ["HS256"]}, "algorithms: expected one or more of ES256"),
    "no algorithm": ({"algorithms": []}, "algorithms: expected one or more of ES256"),
    "unsigned": ({"algorithms": ["RS256", "none"]}, "algorithms: expected one or more of ES256"),
    "not https": ({"jwks": "http://login.example/jwks"}, "jwks: expected an https:// address"),
    "a password": (
        {"jwks": "https://user:geheim@login.example/jwks"},
        "jwks: expected an https:// address",
    ),
    "a file": ({"jwks": "file:///etc/passwd"}, "jwks: expected an https:// address"),
    "a port": ({"jwks": "https://login.example:geheim/jwks"}, "jwks: expected an https:// address"),
    "no audience": ({"audience": ""}, "audience: expected some text"),
    "endless leeway": ({"leeway": 86400}, "leeway: expected seconds, from 0 to 300"),
    "seldom": ({"refresh": 86400}, "refresh: expected seconds, from 0 to 3600"),
    "no patience": ({"timeout": 0}, "timeout: expected seconds, more than 0"),
    "a typo": ({"algoritms": ["RS256"]}, "unknown keys: algoritms"),
    "a number as text": ({"timeout": "2"}, "expected a number @ $.timeout"),
    "text for a list": ({"algorithms": "RS256"}, "algorithms: expected one or more of ES256"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_open_a_door_are_refused(login: Issuer, tmp_path: Path, name: str):
    given, said = SETTINGS[name]
    with pytest.raises(RegistryError, match=r"login\.toml") as e:
        opened(login, tmp_path, **given)
    assert said in str(e.value)
    assert "geheim" not in f"{e.value}"


def test_it_knows_no_relations_and_says_when_it_is_closed(login: Issuer, tmp_path: Path):
    registry = opened(login, tmp_path)
    with pytest.raises(UnsupportedError):
        registry.relations(LEAD)
    registry.close()
    registry.close()
    with pytest.raises(RegistryError, match="closed"):
        held(registry, login.token())


def test_it_is_found_by_its_scheme(login: Issuer, tmp_path: Path):
    provider = load().registry_for(f"oidc://{login.settings(tmp_path)}")
    assert provider.capabilities == OIDC
    assert OIDC.proofs is Declared.YES
    assert isinstance(provider.open(f"oidc://{login.settings(tmp_path)}"), Registry)

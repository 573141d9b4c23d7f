"""A registry in a directory, asked over SCIM 2.0: a real server, and servers that lie."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from safetyframe import HostError, PersonId, RegistryError, Role, UnsupportedError
from safetyframe.plugins import load
from safetyframe.ports import Registry
from safetyframe_plugins.registries import SCIM, open_scim
from tests.support.directories import SECRET, Directory, directory, dripping, reply, serving

NOW = datetime(2025, 6, 30, 14, 0, tzinfo=UTC)
VARIABLE = "DIRECTORY_OF_STAFF"
CONSULTANT = [(Role.CONSULTANT, "agency-1")]


@pytest.fixture(scope="module")
def staff() -> Iterator[Directory]:
    with directory() as one:
        one.add("c-4", "jeugd-consulent", "iets-anders")
        one.add("w-1", "begeleider", "jeugd-consulent")
        one.add("gone", "jeugd-consulent", active=False)
        one.add("idle")
        one.add("twin", "jeugd-consulent", name="twin.one")
        one.add("twin", "begeleider", name="twin.two")
        one.add("x-1", "begeleider", name="Case-1")
        yield one


def opened(staff: Directory, folder: Path, **settings: Any) -> Registry:
    return open_scim(f"scim://{staff.settings(folder, **settings)}")


def held(registry: Registry, person: str = "c-4") -> list[tuple[Role, str]]:
    found = registry.ask(PersonId(person), at=NOW, asked_at=NOW)
    return [(one.role, one.mandate.body) for one in found.held]


def test_the_server_of_these_tests_speaks_scim(staff: Directory):
    """Judged by a tester that others wrote; else agreement with it would mean nothing."""
    import httpx2
    from scim2_client.engines.httpx2 import SyncSCIMClient
    from scim2_tester import check_server
    from scim2_tester.utils import Status

    with (
        directory() as fresh,
        httpx2.Client(
            base_url=f"{fresh.url}/v2",
            headers={"Authorization": f"Bearer {SECRET}"},
            trust_env=False,
        ) as http,
    ):
        client = SyncSCIMClient(http)
        client.discover()
        results = check_server(client)
    assert len(results) > 50
    assert [r for r in results if r.status not in {Status.SUCCESS, Status.SKIPPED}] == []


def test_a_user_holds_what_their_roles_mean_here(staff: Directory, tmp_path: Path):
    registry = opened(staff, tmp_path)
    found = registry.ask(PersonId("c-4"), at=NOW, asked_at=NOW)
    assert (found.registry, found.at, found.asked_at) == ("agency-directory", NOW, NOW)
    mandate = found.mandate(Role.CONSULTANT)
    assert mandate is not None
    assert (mandate.since, mandate.until) == (NOW, NOW + timedelta(hours=1))
    assert mandate.reference.startswith("scim:")
    assert held(registry) == CONSULTANT
    assert held(registry, "w-1") == [(Role.CARE_WORKER, "home-2"), *CONSULTANT]


@pytest.mark.parametrize("person", ["gone", "idle", "nobody", "C-4"])
def test_who_is_not_active_or_not_there_or_has_no_role_holds_nothing(
    staff: Directory, tmp_path: Path, person: str
):
    assert held(opened(staff, tmp_path), person) == []


def test_capitals_tell_two_references_apart_whatever_the_server_thinks(
    staff: Directory, tmp_path: Path
):
    registry = opened(staff, tmp_path, person="userName")  # compared without regard to capitals
    assert held(registry, "Case-1") == [(Role.CARE_WORKER, "home-2")]
    assert held(registry, "case-1") == []


def test_a_reference_that_two_have_gives_neither_anything(staff: Directory, tmp_path: Path):
    with pytest.raises(RegistryError, match="more than one"):
        held(opened(staff, tmp_path), "twin")


@pytest.mark.parametrize("person", ['c-4" or active eq "true', "", "a b", "x" * 129])
def test_what_is_no_reference_is_not_asked_for(staff: Directory, tmp_path: Path, person: str):
    with pytest.raises(RegistryError, match="opaque reference"):
        held(opened(staff, tmp_path), person)


@pytest.mark.parametrize("hours", [-1, 1])
def test_it_knows_of_now_alone(staff: Directory, tmp_path: Path, hours: int):
    with pytest.raises(UnsupportedError):
        opened(staff, tmp_path).ask(PersonId("c-4"), at=NOW + timedelta(hours=hours), asked_at=NOW)


def test_what_a_minute_ago_holds_now(staff: Directory, tmp_path: Path):
    found = opened(staff, tmp_path).ask(
        PersonId("c-4"), at=NOW - timedelta(minutes=1), asked_at=NOW
    )
    (one,) = found.held
    assert one.mandate.covers(found.at)


def test_a_wrong_token_gives_nobody_anything(staff: Directory, tmp_path: Path):
    registry = opened(staff, tmp_path, token_file=None)
    with pytest.raises(RegistryError, match="no answer that can be read"):
        held(registry)


def test_a_token_from_the_environment(
    staff: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(VARIABLE, SECRET)
    assert held(opened(staff, tmp_path, token_file=None, token_env=VARIABLE))


TOKENS = {
    "none there": {"token_file": "elsewhere"},
    "both": {"token_env": "DIRECTORY_TOKEN"},
    "not set": {"token_file": None, "token_env": "NOBODY_SET_THIS"},
}


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_that_is_not_there_is_told(staff: Directory, tmp_path: Path, name: str):
    with pytest.raises(RegistryError, match="token") as e:
        opened(staff, tmp_path, **TOKENS[name])
    assert SECRET not in str(e.value)


Answer = Callable[[BaseHTTPRequestHandler], None]


def listing(total: int, *users: object) -> Answer:
    body = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": total,
        "Resources": list(users),
    }
    return lambda h: reply(h, json.dumps(body).encode(), Content_Type="application/scim+json")


USER = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "id": "1",
    "userName": "u",
    "externalId": "c-4",
    "active": True,
    "roles": [{"value": "jeugd-consulent"}],
    "meta": {"resourceType": "User"},
}

LIES: dict[str, Answer] = {
    "down": lambda h: reply(h, b"", 503),
    "elsewhere": lambda h: reply(h, b"", 302, Location="http://127.0.0.1:1/"),
    "no JSON": lambda h: reply(h, b"<html>geheim</html>", Content_Type="application/scim+json"),
    "not SCIM": lambda h: reply(h, b'{"geheim": 1}', Content_Type="application/scim+json"),
    "web page": lambda h: reply(h, b"<html>geheim</html>", Content_Type="text/html"),
    "hidden rest": listing(7, USER),
    "two": listing(2, USER, {**USER, "id": "2"}),
    "fewer than said": listing(1),
    "active as text": listing(1, {**USER, "active": "geheim"}),
    "roles as text": listing(1, {**USER, "roles": "geheim"}),
}


@pytest.fixture(scope="module")
def liar() -> Iterator[tuple[Directory, dict[str, Answer]]]:
    answer: dict[str, Answer] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer["now"](self)

        def log_message(self, *_: object) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
        yield Directory(url=url), answer


@pytest.mark.parametrize("name", LIES)
def test_a_directory_that_is_down_or_lies_gives_nobody_anything(
    liar: tuple[Directory, dict[str, Answer]], tmp_path: Path, name: str
):
    server, answer = liar
    registry = opened(server, tmp_path)
    answer["now"] = LIES[name]
    with pytest.raises(RegistryError, match="agency-directory") as e:
        held(registry)
    shown = f"{e.value!s} {e.value!r} {e.value.__cause__!r} {registry!r}"
    assert "geheim" not in shown
    assert SECRET not in shown
    assert "c-4" not in shown
    answer["now"] = listing(1, USER)
    assert held(registry) == CONSULTANT


def test_a_directory_with_extensions_of_its_own_is_read(
    liar: tuple[Directory, dict[str, Answer]], tmp_path: Path
):
    server, answer = liar
    extra = "urn:example:staff:1.0:User"
    answer["now"] = listing(
        1,
        {**USER, "schemas": [*USER["schemas"], extra], extra: {"desk": "12"}},  # type: ignore[misc]
    )
    assert held(opened(server, tmp_path)) == CONSULTANT


def test_an_answer_that_drips_is_given_up_on(
    liar: tuple[Directory, dict[str, Answer]], tmp_path: Path
):
    server, answer = liar
    answer["now"] = dripping(8)
    began = time.monotonic()
    with pytest.raises(RegistryError, match=r"no answer within 0\.5 seconds"):
        held(opened(server, tmp_path, timeout=0.5))
    assert time.monotonic() - began < 6  # a bound on a hang, not a timing: it would drip for 8


def test_nobody_there_gives_nobody_anything(tmp_path: Path):
    registry = opened(Directory(url="http://127.0.0.1:1"), tmp_path)
    with pytest.raises(RegistryError):
        held(registry)


SETTINGS = {
    "for ever": ({"lasts": 10_000_000}, "lasts: expected seconds, more than 0"),
    "never": ({"lasts": 0}, "lasts: expected seconds, more than 0"),
    "another attribute": ({"person": "displayName"}, "person: expected one of externalId, id"),
    "not https": ({"base": "http://scim.example/v2"}, "base: expected an https:// address"),
    "a port": ({"base": "https://scim.example:99999/v2"}, "base: expected an https:// address"),
    "no port": ({"base": "https://scim.example:geheim/v2"}, "base: expected an https:// address"),
    "a blank": ({"base": "https://scim .example/v2"}, "base: expected an https:// address"),
    "a typo": ({"time_out": 3}, "unknown keys: time_out"),
    "a token for a name": (
        {"token_env": "geheim-7.abc", "token_file": None},
        "token_env: expected the name of an environment variable",
    ),
    "a token that reads as a name": (
        {"token_env": "geheim7abc", "token_file": None},
        "token_env names no environment variable that holds a token",
    ),
    "a token for a file": (
        {"token_file": "geheim7abc"},
        "token_file names no file with a token in it",
    ),
    "an empty file": ({"token_file": "empty"}, "token_file names no file with a token in it"),
    "both": ({"token_env": "geheim7abc"}, "token_env or token_file, not both"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_checked_whole(staff: Directory, tmp_path: Path, name: str):
    given, said = SETTINGS[name]
    (tmp_path / "empty").touch()
    with pytest.raises(RegistryError, match=r"directory\.toml") as e:
        opened(staff, tmp_path, **given)
    assert said in str(e.value)
    assert "geheim" not in f"{e.value} {e.value.__cause__!r}"


def test_how_long_an_answer_lasts_must_be_said(staff: Directory, tmp_path: Path):
    with pytest.raises(RegistryError, match="missing"):
        opened(staff, tmp_path, lasts=None)


def test_it_knows_no_relations_and_says_when_it_is_closed(staff: Directory, tmp_path: Path):
    registry = opened(staff, tmp_path)
    with pytest.raises(UnsupportedError):
        registry.relations(PersonId("c-4"))
    registry.close()
    registry.close()
    with pytest.raises(RegistryError, match="closed"):
        held(registry)


def test_it_is_found_by_its_scheme(staff: Directory, tmp_path: Path):
    provider = load().registry_for(f"scim://{staff.settings(tmp_path)}")
    assert provider.capabilities == SCIM
    with pytest.raises(HostError):
        provider.open("scim://")

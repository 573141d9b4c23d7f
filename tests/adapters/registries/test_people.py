"""A registry in a file: periods, changes, and what is wrong in one place gives nobody anything."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safetyframe import HostError, Mandate, PersonId, RegistryError, Relation, Role
from safetyframe.plugins import load
from safetyframe.ports import Declared, Held, Registry
from safetyframe_plugins.registries import PEOPLE, open_people

LEAD = PersonId("c-4")
SINCE, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
MANDATE = Mandate(body="agency-1", reference="m-17", since=SINCE, until=UNTIL)
GOOD = """
registry = "agency-list"

[[mandate]]
person = "c-4"
role = "consultant"
body = "agency-1"
reference = "m-17"
since = 2025-01-01T01:00:00+01:00
until = 2026-01-01T01:00:00+01:00

[[mandate]]
person = "w-1"
role = "care-worker"
body = "home-2"
reference = "m-18"
since = 2025-01-01T00:00:00Z

[[related]]
person = "c-4"
other = "p-17"
"""


def written(folder: Path, text: str = GOOD) -> Path:
    path = folder / "people.toml"
    path.write_text(text)
    return path


def opened(folder: Path, text: str = GOOD) -> Registry:
    return open_people(f"people://{written(folder, text)}")


def held(registry: Registry, person: str = "c-4", at: datetime = SINCE) -> tuple[Held, ...]:
    return registry.ask(PersonId(person), at=at, asked_at=at).held


def test_a_mandate_is_attested_with_the_day_asked_for(tmp_path: Path):
    now = SINCE + timedelta(days=40)
    found = opened(tmp_path).ask(LEAD, at=SINCE, asked_at=now)
    assert (found.registry, found.person) == ("agency-list", LEAD)
    assert (found.at, found.asked_at) == (SINCE, now)
    assert found.held == (Held(role=Role.CONSULTANT, mandate=MANDATE),)
    assert found.mandate(Role.CONSULTANT) == MANDATE
    assert found.mandate(Role.CARE_WORKER) is None


@pytest.mark.parametrize(
    ("at", "runs"),
    [
        (SINCE - timedelta(microseconds=1), False),
        (SINCE, True),
        (UNTIL - timedelta(microseconds=1), True),
        (UNTIL, False),
    ],
)
def test_a_mandate_is_attested_while_it_runs_and_at_no_other_moment(
    tmp_path: Path, at: datetime, runs: bool
):
    assert bool(held(opened(tmp_path), at=at)) is runs


def test_without_an_end_it_goes_on(tmp_path: Path):
    (found,) = held(opened(tmp_path), "w-1", at=datetime(2099, 1, 1, tzinfo=UTC))
    assert found.mandate.until is None


@pytest.mark.parametrize("person", ["nobody", "C-4", "c-40", "c-"])
def test_who_is_not_in_it_holds_nothing(tmp_path: Path, person: str):
    assert held(opened(tmp_path), person) == ()


def test_two_mandates_in_one_role_are_no_single_answer(tmp_path: Path):
    twice = GOOD + GOOD.partition("\n\n")[2].partition("\n\n[[mandate]]")[0].replace("17", "19")
    found = opened(tmp_path, twice).ask(LEAD, at=SINCE, asked_at=SINCE)
    assert [one.mandate.reference for one in found.held] == ["m-17", "m-19"]
    assert found.mandate(Role.CONSULTANT) is None


def test_relations_are_known_from_both_sides(tmp_path: Path):
    registry = opened(tmp_path)
    kin = (Relation(person=LEAD, other=PersonId("p-17")),)
    assert tuple(registry.relations(LEAD)) == kin
    assert tuple(registry.relations(PersonId("p-17"))) == kin
    assert tuple(registry.relations(PersonId("w-1"))) == ()


def test_a_change_is_seen_and_what_is_damaged_gives_nobody_what_they_had(tmp_path: Path):
    registry = opened(tmp_path)
    assert held(registry)
    written(tmp_path, GOOD.replace("c-4", "c-5"))
    assert held(registry) == ()
    assert held(registry, "c-5")
    written(tmp_path, GOOD + "[[mandate]]\n")
    for _ in range(2):
        with pytest.raises(RegistryError, match="mandate"):
            held(registry, "c-5")
    (tmp_path / "people.toml").unlink()
    with pytest.raises(RegistryError, match="cannot be read"):
        held(registry, "c-5")
    written(tmp_path)
    assert held(registry)


WRONG = {
    "no TOML": ("= geheim", "not TOML"),
    "unknown key": (GOOD.replace("reference", "referentie", 1), "referentie"),
    "unknown table": (GOOD + "[[mandates]]\nperson = 'geheim'\n", "mandates"),
    "unknown role": (GOOD.replace('"consultant"', '"geheim"'), "care-worker"),
    "no role": (GOOD.replace('role = "consultant"\n', ""), "missing"),
    "no offset": (GOOD.replace("2025-01-01T01:00:00+01:00", "2025-01-01T01:00:00"), "offset"),
    "a day": (GOOD.replace("2025-01-01T01:00:00+01:00", "2025-01-01"), "offset"),
    "a name": (GOOD.replace('"c-4"', '"Geheim Persoon"', 1), "reference"),
    "a number": (GOOD.replace('"c-4"', "4", 1), "text"),
    "no registry": (GOOD.replace('registry = "agency-list"', ""), "missing"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place_and_never_with_its_words(tmp_path: Path, name: str):
    text, told = WRONG[name]
    with pytest.raises(RegistryError, match=told) as e:
        opened(tmp_path, text)
    assert str(tmp_path / "people.toml") in str(e.value)
    assert "geheim" not in f"{e.value!s}{e.value.__cause__}{e.value.__context__ or ''}".lower() or (
        e.value.__suppress_context__ and "geheim" not in str(e.value).lower()
    )


def test_a_file_that_is_not_there_or_not_utf8_is_told(tmp_path: Path):
    with pytest.raises(RegistryError, match="cannot be read"):
        open_people(f"people://{tmp_path}/none.toml")
    (tmp_path / "x.toml").write_bytes(b"\xff")
    with pytest.raises(RegistryError, match="UTF-8"):
        open_people(f"people://{tmp_path}/x.toml")


@pytest.mark.parametrize(
    "url",
    [
        "people://",
        "people:///x/",
        "people:///x?y",
        "people:///%zz",
        "people://x",
        "people://user:pass-7@host/x",
        "people://./pass-7",
    ],
)
def test_a_url_names_a_file(url: str):
    with pytest.raises(HostError):
        open_people(url)


def test_a_name_with_odd_signs_is_written_with_percents(tmp_path: Path):
    written(tmp_path).rename(tmp_path / "a b?.toml")
    assert held(open_people(f"people://{tmp_path}/a%20b%3F.toml"))


def test_a_closed_one_says_so(tmp_path: Path):
    registry = opened(tmp_path)
    registry.close()
    registry.close()
    for ask in (lambda: held(registry), lambda: registry.relations(LEAD)):
        with pytest.raises(RegistryError, match="closed"):
            ask()


def test_it_is_found_by_its_scheme_and_declares_itself(tmp_path: Path):
    provider = load().registry_for(f"people://{written(tmp_path)}")
    assert (provider.name, provider.capabilities) == ("people", PEOPLE)
    assert (PEOPLE.proofs, PEOPLE.past, PEOPLE.relations) == (
        Declared.NO,
        Declared.YES,
        Declared.YES,
    )
    assert isinstance(provider.open(f"people://{tmp_path}/people.toml"), Registry)

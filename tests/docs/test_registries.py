"""The settings on the page about registries are read by what they are for."""

import re
from pathlib import Path

import pytest

from safetyframe import PersonId, Role
from safetyframe_plugins.registries import open_oidc, open_people, open_scim

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "registries.md"
BLOCKS = dict(
    re.findall(r"<!-- settings: (\w+) -->\n```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
)
OPEN = {"people": open_people, "oidc": open_oidc, "scim": open_scim}


def test_there_is_a_block_for_each():
    assert set(BLOCKS) == set(OPEN)


@pytest.mark.parametrize("name", BLOCKS)
def test_the_settings_on_the_page_are_read(tmp_path: Path, name: str):
    (tmp_path / "scim.token").write_text("t0ken")
    (tmp_path / "one.toml").write_text(BLOCKS[name])
    registry = OPEN[name](f"{name}://{tmp_path}/one.toml")
    registry.close()
    with_a_typo = BLOCKS[name].replace("registry =", "registri =")
    (tmp_path / "one.toml").write_text(with_a_typo)
    with pytest.raises(Exception, match="registri"):
        OPEN[name](f"{name}://{tmp_path}/one.toml")


def test_the_mandate_on_the_page_is_held(tmp_path: Path):
    from datetime import UTC, datetime

    (tmp_path / "one.toml").write_text(BLOCKS["people"])
    at = datetime(2025, 6, 1, tzinfo=UTC)
    found = open_people(f"people://{tmp_path}/one.toml").ask(PersonId("c-4"), at=at, asked_at=at)
    mandate = found.mandate(Role.CONSULTANT)
    assert mandate is not None
    assert mandate.reference == "m-2025-17"

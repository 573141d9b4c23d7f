"""The statements that are asked all the time go by an index, as the page of the store shows."""

from pathlib import Path

import pytest

from safetyframe_plugins.sql.tables import ddl
from tests.adapters.explain import plans
from tests.support import servers

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "stores" / "sql.md"


@pytest.fixture(scope="module")
def postgres():
    with servers.postgres().database() as url:
        yield plans(url)


@pytest.mark.parametrize("name", ["read", "find", "body", "feed", "append"])
def test_no_table_of_postgresql_is_read_from_end_to_end(postgres, name):
    whole = {line.strip() for line in postgres[name].splitlines() if "Seq Scan" in line}
    assert {line.removeprefix("->").strip() for line in whole} <= {"Seq Scan on layout"}


def test_claims_go_by_what_waits(postgres):
    assert "notice_waiting" in postgres["claim"]


def test_the_feed_of_postgresql_goes_by_position(postgres):
    assert "record_pos" in postgres["feed"]
    assert "Sort" not in postgres["feed"]


def test_the_page_shows_how_postgresql_goes_about_the_feed_and_what_it_is_made_of(postgres):
    page = PAGE.read_text("utf-8")
    assert postgres["feed"] in page
    for statement in ddl("postgresql"):
        assert f"{statement};" in page


@pytest.mark.skipif(not servers.has_mariadb(), reason=servers.NO_MARIADB)
def test_mariadb_goes_by_an_index_too():
    with servers.mariadb().database() as url:
        found = plans(url)
    assert "record_pos" in found["feed"]
    assert "PRIMARY" in found["read"]

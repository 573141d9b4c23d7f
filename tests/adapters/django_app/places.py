"""A database of each kind, by its URL."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adapters.django_app.databases import postgres_url, sqlite_url

#: Decorates a test that takes `url`: it runs on a database of each kind.
KINDS: dict[str, Callable[[Path], str]] = {
    "sqlite": sqlite_url,
    "postgresql": lambda _: postgres_url("mine"),
}


@pytest.fixture(params=KINDS)
def url(request, tmp_path):
    return KINDS[request.param](tmp_path)


@pytest.fixture
def postgresql(tmp_path):
    return KINDS["postgresql"](tmp_path)

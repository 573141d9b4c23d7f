"""One demo, played once for all tests that only look at it."""

import pytest

from tests.cli.cli import cli


@pytest.fixture(scope="session")
def played(tmp_path_factory):
    """A folder with the sample trajectory in `demo.db`, and what the demo printed."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, cli("demo", "--file", "demo.db", cwd=folder)


@pytest.fixture(scope="session")
def home(played):
    folder, _ = played
    return folder

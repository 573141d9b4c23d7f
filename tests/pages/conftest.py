"""The sample trajectory, played once for each process of tests."""

import pytest

from tests.pages import making


@pytest.fixture(scope="session")
def frame():
    with making.sample() as frame:
        yield frame


@pytest.fixture(scope="session")
def hostile():
    with making.hostile() as frame:
        yield frame

"""The sample trajectory, played once for each process of tests, its pages, and a browser."""

import pytest

from tests.pages import making
from tests.pages.browser import Looked, opened
from tests.pages.every import every_page


@pytest.fixture(scope="session")
def frame():
    with making.sample() as frame:
        yield frame


@pytest.fixture(scope="session")
def hostile():
    with making.hostile() as frame:
        yield frame


@pytest.fixture(scope="module")
def browser():
    with opened() as found:
        yield found


@pytest.fixture(scope="session")
def pages(frame):
    """Every page by its name."""
    return every_page(frame)


@pytest.fixture
def look(browser, pages):
    """Open a page by its name, or by its HTML."""
    looked = []

    def at(name, **more):
        looked.append(Looked(browser, pages.get(name, name), **more))
        return looked[-1]

    yield at
    for one in looked:
        one.close()

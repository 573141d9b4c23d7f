"""A store in threads keeps every law that the store keeps: it is judged as an AsyncStore."""

from safetyframe import in_threads
from safetyframe.ports import AsyncStore
from safetyframe.testing.conformance import store_laws
from safetyframe_plugins.sqlite import CAPABILITIES, open_sqlite


def opened(url: str) -> AsyncStore:
    return in_threads(open_sqlite(url), threads=3)


test_sqlite_in_threads = store_laws(
    opened,
    lambda folder: f"sqlite:///{folder}/one.db",
    CAPABILITIES,
    name="sqlite in threads",
)

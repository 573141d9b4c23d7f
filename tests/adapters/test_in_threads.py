"""A store in threads keeps every law that the store keeps: it is judged as an AsyncStore."""

from datetime import date

from safetyframe import in_threads
from safetyframe.ports import AsyncStore
from safetyframe.testing.conformance import Waiver, store_laws
from safetyframe_plugins.sqlite import CAPABILITIES, open_sqlite


def opened(url: str) -> AsyncStore:
    return in_threads(open_sqlite(url), threads=3)


#: The judge stops a process at the lines of the adapter's own package, which here is the library
#: itself: it dies before it has begun.
KILLED = Waiver(law="S-KILLED", reason="its package is the library's own", until=date(2027, 6, 1))

test_sqlite_in_threads = store_laws(
    opened,
    lambda folder: f"sqlite:///{folder}/one.db",
    CAPABILITIES,
    name="sqlite in threads",
    waivers=(KILLED,),
)

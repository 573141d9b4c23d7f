"""What a vendor of a store calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from safetyframe.ports import Capabilities
from safetyframe.testing.conformance.model import SealedLaw, Subject, Waiver, declared
from safetyframe.testing.conformance.places import Place
from safetyframe.testing.conformance.pytesting import as_test
from safetyframe.testing.conformance.stores import LAWS
from safetyframe.testing.conformance.stores.bench import Patience, StoreBench, benched
from safetyframe.testing.conformance.stores.handles import Factory, StoreHandles

__all__ = ["store_laws", "store_subject"]


def store_laws(
    factory: Factory,
    url: Place,
    capabilities: Capabilities,
    handles: StoreHandles | None = None,
    *,
    name: str = "",
    waivers: Iterable[Waiver] = (),
    deep: bool = False,
    patience: float = 10.0,
) -> Callable[..., None]:
    """Make the test of a store: assign it to a name that pytest collects.

    `factory` takes a URL and gives a `Store` or an `AsyncStore`, or a coroutine that does. `url` is
    one, for a store that is empty or new each time; or what makes a fresh place for each law:
    called with a folder (or nothing), it gives a URL or a context manager around one.
    `capabilities` is what the adapter hands over to plugins; `handles` what produces faults.
    `deep` tries more; `patience` is how many seconds the feed may keep back what was committed,
    as on a server where others have transactions open. Raises `HostError` for a declaration that is
    not whole, and for a waiver of no law.
    """
    subject = store_subject(
        factory,
        url,
        capabilities,
        handles,
        name=name,
        waivers=waivers,
        deep=deep,
        patience=patience,
    )
    return as_test(subject)


def store_subject(
    factory: Factory,
    url: Place,
    capabilities: Capabilities,
    handles: StoreHandles | None = None,
    *,
    name: str = "",
    waivers: Iterable[Waiver] = (),
    deep: bool = False,
    patience: float = 10.0,
) -> Subject[StoreBench]:
    """Put a store before its judge; takes what `store_laws` takes."""
    hands, waits = handles or StoreHandles(), Patience(patience)

    def bench(law: SealedLaw[StoreBench], folder: Path) -> AbstractContextManager[StoreBench]:
        return benched(factory, url, capabilities, hands, folder, deep=deep, patience=waits)

    return Subject(
        adapter=name or getattr(factory, "__name__", type(factory).__name__),
        port="store",
        laws=LAWS,
        capabilities=declared(capabilities),
        handles=hands.given,
        bench=bench,
        waivers=tuple(waivers),
    )

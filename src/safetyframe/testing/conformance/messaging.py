"""What a vendor of a messenger calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from safetyframe.ports import MessengerCapabilities
from safetyframe.testing.conformance.messengers import LAWS
from safetyframe.testing.conformance.messengers.bench import MessengerBench, benched
from safetyframe.testing.conformance.messengers.handles import Factory, MessengerHandles
from safetyframe.testing.conformance.model import SealedLaw, Subject, Waiver, declared
from safetyframe.testing.conformance.places import Place
from safetyframe.testing.conformance.pytesting import as_test

__all__ = ["messenger_laws", "messenger_subject"]


def messenger_laws(
    factory: Factory,
    url: Place,
    capabilities: MessengerCapabilities,
    handles: MessengerHandles,
    *,
    name: str = "",
    waivers: Iterable[Waiver] = (),
    deep: bool = False,
) -> Callable[..., None]:
    """Make the test of a messenger: assign it to a name that pytest collects.

    `factory` takes a URL and gives a `Messenger`, or one whose methods are coroutines. `url` is
    one, or what makes a fresh place for each law: called with a folder (or nothing), it gives a URL
    or a context manager around one. `capabilities` is what the adapter hands over to plugins;
    `handles` what looks at the other side and produces faults. `deep` tries more. Raises
    `HostError` for a declaration that is not whole, and for a waiver of no law.
    """
    return as_test(
        messenger_subject(
            factory, url, capabilities, handles, name=name, waivers=waivers, deep=deep
        )
    )


def messenger_subject(
    factory: Factory,
    url: Place,
    capabilities: MessengerCapabilities,
    handles: MessengerHandles,
    *,
    name: str = "",
    waivers: Iterable[Waiver] = (),
    deep: bool = False,
) -> Subject[MessengerBench]:
    """Put a messenger before its judge; takes what `messenger_laws` takes."""

    def bench(
        law: SealedLaw[MessengerBench], folder: Path
    ) -> AbstractContextManager[MessengerBench]:
        return benched(factory, url, capabilities, handles, folder, deep=deep)

    return Subject(
        adapter=name or getattr(factory, "__name__", type(factory).__name__),
        port="messenger",
        laws=LAWS,
        capabilities=declared(capabilities),
        handles=handles.given,
        bench=bench,
        waivers=tuple(waivers),
    )

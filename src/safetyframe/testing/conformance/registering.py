"""What a vendor of a registry calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from safetyframe.ports import RegistryCapabilities
from safetyframe.testing.conformance.model import SealedLaw, Subject, Waiver, declared
from safetyframe.testing.conformance.places import Place
from safetyframe.testing.conformance.pytesting import as_test
from safetyframe.testing.conformance.registries import LAWS
from safetyframe.testing.conformance.registries.bench import RegistryBench, benched
from safetyframe.testing.conformance.registries.handles import Factory, RegistryHandles

__all__ = ["registry_laws", "registry_subject"]


def registry_laws(
    factory: Factory,
    url: Place,
    capabilities: RegistryCapabilities,
    handles: RegistryHandles,
    *,
    name: str = "",
    waivers: Iterable[Waiver] = (),
) -> Callable[..., None]:
    """Make the test of a registry: assign it to a name that pytest collects.

    As `store_laws` does for a store. `handles` say whom the registry knows, since nothing can be
    written into one; see `RegistryHandles`.
    """
    return as_test(
        registry_subject(factory, url, capabilities, handles, name=name, waivers=waivers)
    )


def registry_subject(
    factory: Factory,
    url: Place,
    capabilities: RegistryCapabilities,
    handles: RegistryHandles,
    *,
    name: str = "",
    waivers: Iterable[Waiver] = (),
) -> Subject[RegistryBench]:
    """Put a registry before its judge; takes what `registry_laws` takes."""

    def bench(law: SealedLaw[RegistryBench], folder: Path) -> AbstractContextManager[RegistryBench]:
        return benched(factory, url, capabilities, handles, folder)

    return Subject(
        adapter=name or getattr(factory, "__name__", type(factory).__name__),
        port="registry",
        laws=LAWS,
        capabilities=declared(capabilities),
        handles=handles.given,
        bench=bench,
        waivers=tuple(waivers),
    )

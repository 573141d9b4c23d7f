"""acme-store: a store for safetyframe in a folder, opened by ``acme:///path/of/the/folder``."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from acme_store._store import AcmeStore
from safetyframe.errors import HostError
from safetyframe.plugins import Provides, StoreProvider, hookimpl
from safetyframe.ports import Capabilities, Declared

__all__ = ["CAPABILITIES", "AcmeStore", "open_acme", "safetyframe_provides"]

CAPABILITIES: Final = Capabilities(
    durable=Declared.YES,
    multi_process=Declared.YES,
    erases=Declared.NO,
    notices=Declared.NO,
    joins=Declared.NO,
)


def open_acme(url: str) -> AcmeStore:
    """Open the folder that `url` names."""
    parts = urlsplit(url)
    if parts.netloc or not parts.path.strip("/") or parts.query or parts.fragment:
        raise HostError("an acme store is named by acme:///path/of/a/folder, and no more")
    return AcmeStore(Path(unquote(parts.path)))


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over the one store there is."""
    acme = StoreProvider(name="acme", schemes=("acme",), open=open_acme, capabilities=CAPABILITIES)
    return Provides(api=1, stores=(acme,))

"""Registries: who holds which mandate, from a file, from a login, or from a directory.

Each is named by the TOML file with its settings, so that no secret stands in a URL:
``people:///srv/people.toml`` is that file itself, ``oidc:///srv/login.toml`` reads the claims of a
signed token (extra ``oidc``), ``scim:///srv/directory.toml`` asks a SCIM 2.0 server (extra
``scim``). What follows ``://`` is the whole path. What each key means is in
`docs/reference/registries.md`.
"""

from __future__ import annotations

from typing import Final

from safetyframe.plugins import Needs, Provides, RegistryProvider, hookimpl
from safetyframe.ports import Declared, Registry, RegistryCapabilities
from safetyframe_plugins.registries._people import PeopleFile
from safetyframe_plugins.registries._settings import path_of

__all__ = [
    "OIDC",
    "PEOPLE",
    "SCIM",
    "PeopleFile",
    "open_oidc",
    "open_people",
    "open_scim",
    "safetyframe_provides",
]

PEOPLE: Final = RegistryCapabilities(proofs=Declared.NO, past=Declared.YES, relations=Declared.YES)
OIDC: Final = RegistryCapabilities(proofs=Declared.YES, past=Declared.NO, relations=Declared.NO)
SCIM: Final = RegistryCapabilities(proofs=Declared.NO, past=Declared.NO, relations=Declared.NO)


def open_people(url: str) -> Registry:
    """Open the file that `url` names. Raises `HostError`, `RegistryError`."""
    return PeopleFile(path_of(url, "people"))


def open_oidc(url: str) -> Registry:
    """Open what the settings in `url` describe; nothing is fetched before somebody asks."""
    from safetyframe_plugins.registries._oidc import OidcRegistry

    return OidcRegistry.of(path_of(url, "oidc"))


def open_scim(url: str) -> Registry:
    """Open what the settings in `url` describe; nothing is fetched before somebody asks."""
    from safetyframe_plugins.registries._scim import ScimRegistry

    return ScimRegistry.of(path_of(url, "scim"))


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over three kinds of registry."""
    kinds = (
        ("people", open_people, PEOPLE, ()),
        ("oidc", open_oidc, OIDC, ("jwt", "cryptography")),
        ("scim", open_scim, SCIM, ("scim2_client", "scim2_models", "httpx2")),
    )
    return Provides(
        api=1,
        registries=tuple(
            RegistryProvider(
                name=name,
                schemes=(name,),
                open=opens,
                capabilities=can,
                needs=Needs(modules=modules, install=f"pip install 'safetyframe[{name}]'"),
            )
            for name, opens, can, modules in kinds
        ),
    )

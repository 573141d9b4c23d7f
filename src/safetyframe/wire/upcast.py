"""Steps that bring an older payload up to date, one function for one name and version.

A step gets the fields of a payload, without `type` and `version`, and gives the fields as the next
version writes them. It makes a new dict and changes nothing in what it is given. The loader goes on
until the version written today is reached; what comes out is then read as strictly as any payload.

The acts inside a record carry versions of their own and need no step of the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from safetyframe.wire.leaves import Json

__all__ = ["UPCASTERS", "Upcaster", "Upcasters"]

#: From the fields of one version to the fields of the next.
Upcaster: TypeAlias = Callable[[dict[str, Json]], dict[str, Json]]
#: Steps by wire name and the version they start from.
Upcasters: TypeAlias = Mapping[tuple[str, int], Upcaster]

#: The steps in force. Every version ever released has a way to the one written today.
UPCASTERS: Final[Upcasters] = MappingProxyType({})

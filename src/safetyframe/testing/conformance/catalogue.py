"""Every sealed law, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from safetyframe.testing.conformance.messengers import LAWS as OF_MESSENGERS
from safetyframe.testing.conformance.model import SealedLaw
from safetyframe.testing.conformance.registries import LAWS as OF_REGISTRIES
from safetyframe.testing.conformance.stores import LAWS as OF_STORES

__all__ = ["catalogue"]

B = TypeVar("B")

_HEAD: Final = """\
# The sealed laws

This page is generated: `python -m tests.adapters.judged --write`. What a law checks is in
`safetyframe/testing/conformance`; how to have an adapter judged is in
[the tutorial for vendors](../tutorial/vendor.md).

A law is tried where the adapter declares the power that it speaks of, and where its vendor hands
over what produces its fault. Where a law that it rests on fails, it is not judged. A law that binds
later than it came is a warning until then.
"""


def catalogue() -> str:
    """Give the page of all laws there are."""
    lines = [_HEAD, "## Stores", "", *_table(OF_STORES), ""]
    lines += ["## Messengers", "", *_table(OF_MESSENGERS), ""]
    lines += ["## Registries", "", *_table(OF_REGISTRIES), ""]
    return "\n".join(lines)


def _table(laws: Iterable[SealedLaw[B]]) -> Iterator[str]:
    yield "| law | what holds | tried where | rests on | since | binds from |"
    yield "|---|---|---|---|---|---|"
    for law in laws:
        where = [
            *(f"{name} YES" for name in law.yes),
            *(f"{name} NO" for name in law.no),
            *(f"`{name}` given" for name in law.handles),
        ]
        rests = ", ".join(f"`{one}`" for one in law.rests_on)
        yield (
            f"| `{law.id}` | {law.title} | {', '.join(where) or 'always'} | {rests} "
            f"| {law.since} | {law.binding} |"
        )

"""Change what a kind of frozen value says, whenever and by whomever it was made.

Laws, guards and packs hold rules and rows that were sorted out before anything is broken here. So
no table is exchanged, but what a field of `Rule`, `Row`, `Duty` ... gives when it is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["overlay", "replace"]


def overlay(owner: type[Any], name: str, change: Callable[[Any, Any], Any]) -> None:
    """From now on read `name` of every `owner` as ``change(value, as_it_was)``.

    Overlays of one field lie on top of one another. For attrs classes with slots.
    """
    held: Any = owner.__dict__[name]
    field = property(lambda self: change(self, held.__get__(self)), held.__set__)
    setattr(owner, name, field)


def replace(module: Any, name: str, make: Callable[[Any], Any]) -> None:
    """Put ``make(as_it_was)`` under a name of a module or a class."""
    setattr(module, name, make(getattr(module, name)))

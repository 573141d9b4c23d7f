"""Mutants of the charter's law that nobody can notice, by design: each by name, with the reason.

A deep run asks the tests of each all the same, and fails on one that they kill.
"""

from __future__ import annotations

from typing import Final

from safetyframe.testing.mutate.model import Equivalent

__all__ = ["EQUIVALENTS"]

_OWN: Final = (
    "the table says yes to `own` as to `yes`: that an act is about oneself depends on what it "
    "says, so a rule refuses it (involvement.may-end, informing.own-position, ...), and that rule "
    "is a piece of its own"
)
_TOGETHER: Final = (
    "the table says yes to `together` as to `yes`: who else is named depends on what the act says, "
    "so a rule refuses it (hoe.together, direction.together), a piece of its own"
)
_ENTERING: Final = (
    "whoever does this act enters by it, on a mandate or an offer: there is no standing yet to ask"
)
_PROTECTED: Final = (
    "nobody may block this act: the table asks for the role alone, never for who wrote it down; "
    "a recorder without a part is a finding (P8c, T6)"
)

EQUIVALENTS: Final[tuple[Equivalent, ...]] = (
    Equivalent(of="cell widened from own: *", why=_OWN),
    Equivalent(of="cells swapped, own and yes: *", why=_OWN),
    Equivalent(of="cell widened from together: *", why=_TOGETHER),
    Equivalent(of="cell narrowed: OpenInvolvement / consultant", why=_ENTERING),
    Equivalent(of="cell narrowed: TakeOver / consultant", why=_ENTERING),
    Equivalent(of="cell narrowed: Adopt / consultant", why=_ENTERING),
    Equivalent(of="row of somebody's own: Protect", why=_PROTECTED),
    Equivalent(of="row of somebody's own: Speak", why=_PROTECTED),
    Equivalent(of="row of somebody's own: Scale", why=_PROTECTED),
    Equivalent(of="row of somebody's own: Dissent", why=_PROTECTED),
)

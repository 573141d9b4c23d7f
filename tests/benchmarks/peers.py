"""Peers: libraries that do a part of what is measured. Each is left out when it is not installed.

Every peer is set up the way that suits it best, and does less than we do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib.util import find_spec
from typing import Final

from attrs import frozen

from safetyframe.powers import POWERS, Cell
from safetyframe.roles import Role

__all__ = ["Casbin", "casbin_of_powers", "installed"]


def installed(name: str) -> bool:
    """Say whether a peer is here."""
    return find_spec(name) is not None


# --- casbin ---------------------------------------------------------------------------------------

# One policy per act, as our table has one line per act. The act is compared first, so that every
# other line costs casbin one comparison.
_LINES: Final = """
[request_definition]
r = act, capacity
[policy_definition]
p = act, capacities
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && r.capacity in p.capacities
"""

# One policy for each open cell, under a key: nothing but the one line asked about is tried.
_CELLS: Final = """
[request_definition]
r = act, capacity
[policy_definition]
p = act, capacity
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && r.capacity == p.capacity
"""

# What a capacity has to be for a cell of the table to open.
_STANDINGS: Final = {
    Cell.NO: (),
    Cell.LEAD: ("lead",),
    Cell.ACTING: ("lead", "deputy"),
    Cell.CHAIR: ("chair",),
}
_ANY: Final = {
    Role.CONSULTANT: ("lead", "deputy", "co"),
    Role.NETWORK: ("member", "chair"),
}


@frozen
class Casbin:
    """Our table of powers in casbin, and nothing else: no participation, no form, no rule."""

    enforce: Callable[[str, str], bool]
    enforce_keyed: Callable[[str, str], bool]  # FastEnforcer, keyed on both: only one line is tried


def casbin_of_powers() -> Casbin:
    """Build the enforcers from `powers.POWERS`. casbin must be installed."""
    import casbin
    from casbin.model import FastModel, Model

    logging.getLogger("casbin").setLevel(logging.CRITICAL)  # it would write a line per request
    lines, cells = Model(), FastModel([0, 1])
    lines.load_model_from_text(_LINES)
    cells.load_model_from_text(_CELLS)
    plain = casbin.Enforcer(lines)
    keyed = casbin.FastEnforcer(cells, cache_key_order=[0, 1])
    for row in POWERS.values():
        name = row.act.__name__
        open_to = [
            f"<{role.value}:{standing}>"
            for role, cell in row.cells.items()
            for standing in _STANDINGS.get(cell, _ANY.get(role, ("",)))
        ]
        plain.add_policy(name, " ".join(open_to))
        for capacity in open_to:
            keyed.add_policy(name, capacity)
    return Casbin(plain.enforce, keyed.enforce)

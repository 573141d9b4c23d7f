"""All clauses in one tuple, the way to find one, and the hash that names this exact text."""

import functools
import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from safetyframe.charter._definition_and_stance import DEFINITION_AND_STANCE
from safetyframe.charter._derived import DERIVED
from safetyframe.charter._empty import EMPTY
from safetyframe.charter._model import Clause
from safetyframe.charter._partners import PARTNERS
from safetyframe.charter._tailored import TAILORED
from safetyframe.versions import CHARTER

CHARTER_ID: Final = "sf-charter-samenwerken"
"""Our id for the charter, which has no official one. No sender is implied (D1a)."""

CHARTER_VERSION: Final = CHARTER
"""Our version of this catalogue; it changes with any clause (D1a)."""

CLAUSES: Final[tuple[Clause, ...]] = (
    *DEFINITION_AND_STANCE,
    *PARTNERS,
    *TAILORED,
    *DERIVED,
    *EMPTY,
)
"""Every clause: the charter's norms in its own order, then X1 to X16, then E1 to E4."""

BY_ID: Final[Mapping[str, Clause]] = MappingProxyType({each.id: each for each in CLAUSES})
"""The same clauses by id, read-only and in the same order."""


class UnknownClause(LookupError):
    """No clause has this id. The fault is the caller's; the message names the nearest ids.

    Not a KeyError, whose message Python prints in quotes, as if it were the key.
    """

    def __init__(self, clause_id: str) -> None:
        # The id alone is the argument, so that the error can be copied and pickled.
        super().__init__(clause_id)
        self.clause_id: Final = clause_id

    @property
    def close(self) -> tuple[str, ...]:
        """The ids most like it, in the charter's order; empty when nothing comes near."""
        # Only a failing look-up needs difflib; importing the package should stay cheap.
        import difflib

        asked = self.clause_id.strip().casefold()
        by_folded = {each.casefold(): each for each in BY_ID}
        if asked in by_folded:
            return (by_folded[asked],)
        # "P15" is the likeliest slip: a norm that is kept here in lettered parts.
        near = {folded for folded in by_folded if folded[:-1] == asked and folded[-1].isalpha()}
        near = near or set(difflib.get_close_matches(asked, by_folded, n=3, cutoff=0.6))
        return tuple(each for folded, each in by_folded.items() if folded in near)

    def __str__(self) -> str:
        nearest = f" Did you mean {', '.join(self.close)}?" if self.close else ""
        return (
            f"The charter has no clause {self.clause_id!r}.{nearest}"
            " All ids: list(safetyframe.charter.BY_ID)."
        )


def clause(clause_id: str, /) -> Clause:
    """Return the clause with exactly this id, such as "P15a".

    Raises UnknownClause when there is none.
    """
    found = BY_ID.get(clause_id)
    if found is None:
        raise UnknownClause(clause_id)
    return found


def hash_of(clauses: Iterable[Clause], /) -> str:
    """Return the sha256, as 64 hex digits, over every field of these clauses in this order."""
    digest = hashlib.sha256()
    for each in clauses:
        fields = (
            each.id,
            each.place,
            " ".join(each.kinds),
            " ".join(each.bearer),
            # A set has no order of its own: sort, or the hash would differ from run to run.
            " ".join(sorted(each.levels)),
            " ".join(each.derives_from),
            each.nl,
            each.en,
        )
        for field in fields:
            # With its length before it, no text can pass for the end of one field and the
            # start of the next.
            octets = field.encode()
            digest.update(b"%d:%b," % (len(octets), octets))
    return digest.hexdigest()


@functools.cache
def charter_hash() -> str:
    """Return the hash of `CLAUSES`: it changes when any word of this catalogue does (D1a)."""
    return hash_of(CLAUSES)

"""The charter as data: what it asks, of whom, how it is checked, in our words in nl and en.

    >>> from safetyframe.charter import clause
    >>> clause("P12").en
    'The consultant determines the WAT.'

A charter is no law (D1b): rules that come from legislation have ids in a namespace of their own.
"""

from safetyframe.charter._catalogue import (
    BY_ID,
    CHARTER_ID,
    CHARTER_VERSION,
    CLAUSES,
    UnknownClause,
    charter_hash,
    clause,
    hash_of,
)
from safetyframe.charter._model import Bearer, Clause, Kind, Level

__all__ = [
    "BY_ID",
    "CHARTER_ID",
    "CHARTER_VERSION",
    "CLAUSES",
    "Bearer",
    "Clause",
    "Kind",
    "Level",
    "UnknownClause",
    "charter_hash",
    "clause",
    "hash_of",
]

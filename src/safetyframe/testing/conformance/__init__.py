"""The sealed conformance kit: one call, and an adapter is judged by every law of its port.

The whole of a vendor's test file::

    from acme_store import CAPABILITIES, open_acme
    from safetyframe.testing.conformance import store_laws

    test_acme = store_laws(open_acme, lambda folder: f"acme:///{folder}/a.db", CAPABILITIES)

pytest then runs one test for each law, under the id of the law. Nobody can change a law or leave
one out; a law that does not hold yet is waived by a dated `Waiver`, which every report shows. The
laws are listed in docs/reference/laws.md.
"""

from __future__ import annotations

from safetyframe.testing.conformance.judging import judge, judge_all
from safetyframe.testing.conformance.model import (
    Broken,
    NotJudged,
    Result,
    SealedLaw,
    Subject,
    Verdict,
    Waiver,
    declared,
    demand,
    unjudged,
)
from safetyframe.testing.conformance.pytesting import as_test
from safetyframe.testing.conformance.stores.handles import HostWork, StoreHandles
from safetyframe.testing.conformance.storing import store_laws, store_subject

__all__ = [
    "Broken",
    "HostWork",
    "NotJudged",
    "Result",
    "SealedLaw",
    "StoreHandles",
    "Subject",
    "Verdict",
    "Waiver",
    "as_test",
    "declared",
    "demand",
    "judge",
    "judge_all",
    "store_laws",
    "store_subject",
    "unjudged",
]

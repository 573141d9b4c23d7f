"""The stores that come along keep every law of stores."""

import pytest

from safetyframe.testing.conformance import as_test
from tests.adapters.judged import MEMORY, SQLITE, judged_sqlite

test_memory = as_test(MEMORY)
test_sqlite = as_test(SQLITE)
test_sqlite_deeper = pytest.mark.deep(as_test(judged_sqlite(deep=True)))

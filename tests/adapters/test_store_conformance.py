"""The stores that come along keep every law of stores."""

from safetyframe.testing.conformance import as_test
from tests.adapters.judged import MEMORY, SQLITE

test_memory = as_test(MEMORY)
test_sqlite = as_test(SQLITE)

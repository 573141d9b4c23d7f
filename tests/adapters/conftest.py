"""What the tests of an adapter find about a law is what its page says, or they fail."""

import os

import pytest

from safetyframe.testing.conformance import Verdict
from safetyframe.testing.conformance.pytesting import PROPERTY


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Compare each verdict with the page as it comes: nothing is judged again for it."""
    report = yield
    found = dict(item.user_properties).get(PROPERTY) if call.when == "call" else None
    if found and "SAFETYFRAME_PAGES_ARE_WRITTEN" not in os.environ and report.outcome != "failed":
        from tests.adapters.judged import stale  # it loads every adapter there is

        (one,) = found["laws"]
        wrong = stale(found["adapter"], one["id"], Verdict(one["verdict"]))
        if wrong:
            report.outcome, report.longrepr = "failed", wrong
    return report

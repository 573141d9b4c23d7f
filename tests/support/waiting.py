"""Waiting for what is to come about."""

import time


def until(true, *, seconds=20.0, what="it"):
    """Wait until `true()` is, and give what it gave; a bound on waiting, not a timing."""
    end = time.monotonic() + seconds
    while True:
        found = true()
        if found:
            return found
        assert time.monotonic() < end, f"{what} did not come true within {seconds} seconds"
        time.sleep(0.01)

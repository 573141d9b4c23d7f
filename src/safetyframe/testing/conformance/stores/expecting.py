"""What must be raised, and what an append must have left behind: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from attrs import define

from safetyframe.errors import SafetyframeError
from safetyframe.testing.conformance.model import Broken

__all__ = ["Caught", "expect"]


@define
class Caught:
    """What was raised."""

    error: SafetyframeError | None = None

    def known(self) -> SafetyframeError:
        """Give it, once the block has ended."""
        if self.error is None:
            raise Broken("nothing was raised")
        return self.error


@contextmanager
def expect(kind: type[SafetyframeError], what: str) -> Generator[Caught]:
    """Demand that what is done within raises this kind of error; `what` names it in a report."""
    caught = Caught()
    try:
        yield caught
    except kind as error:
        caught.error = error
    except Exception as error:
        raise Broken(f"{what} raised {type(error).__name__}, not {kind.__name__}") from error
    else:
        raise Broken(f"{what} raised nothing, not {kind.__name__}")

"""The relay: carries notices from an outbox to a messenger, in order, at least once.

It decides nothing about whom to tell: the notices are there because the law made them. Several may
run at once on one outbox; one may be killed at any moment, and another goes on.
"""

from __future__ import annotations

from safetyframe.relay.counting import Counts, exposition
from safetyframe.relay.loop import Relay, World
from safetyframe.relay.pace import Pace

__all__ = ["Counts", "Pace", "Relay", "World", "exposition"]

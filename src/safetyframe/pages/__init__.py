"""Pages to look at: self-contained HTML, made from what may be shown and from nothing else.

It needs the extra ``report``. Every page stands on one shell (`safetyframe.pages.shell`): one file
with its own style in it, no script, nothing fetched, to be read on a screen, by a screen reader and
on paper.
"""

from __future__ import annotations

from safetyframe.pages.reporting import report
from safetyframe.pages.seen import Seen, seen_by

__all__ = ["Seen", "report", "seen_by"]

"""Pages to look at: self-contained HTML, made from what may be shown and from nothing else.

It needs the extra ``report``. Every page stands on one shell (`safetyframe.pages.shell`): one file
with its own style in it, no script, nothing fetched, to be read on a screen, by a screen reader and
on paper.
"""

from __future__ import annotations

from safetyframe.pages.auditing import audit_page
from safetyframe.pages.reporting import report
from safetyframe.pages.seen import Seen, seen_by
from safetyframe.pages.shell import check_installed

__all__ = ["Seen", "audit_page", "check_installed", "report", "seen_by"]

"""Pages to look at: self-contained HTML, made from what may be shown and from nothing else.

It needs the extra ``report``. Every page stands on one shell (`safetyframe.pages.shell`): one file
with its own style in it, no script, nothing fetched, to be read on a screen, by a screen reader and
on paper.
"""

from __future__ import annotations

from safetyframe.pages.shell import Words, page_language, render

__all__ = ["Words", "page_language", "render"]

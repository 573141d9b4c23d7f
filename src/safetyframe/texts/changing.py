"""One change of WAT as a sentence; words themselves are references here as everywhere."""

from __future__ import annotations

from safetyframe.texts.filling import fill, in_words
from safetyframe.texts.model import Catalogue
from safetyframe.views import Change
from safetyframe.views.changes import Side

__all__ = ["change_in_words"]


def change_in_words(change: Change, c: Catalogue) -> str:
    """Say what changed, in which version, from what to what."""
    words = in_words(
        (
            ("statement", change.of.value),
            ("target", change.statement),
            ("version", change.version),
        ),
        c,
        None,
    )
    before, after = (_side(side, c) for side in (change.before, change.after))
    return fill(c.changes[change.kind.value], words | {"before": before, "after": after})


def _side(side: Side, c: Catalogue) -> str:
    if isinstance(side, tuple):
        names = (in_words((("target", name),), c, None)["target"] for name in side)
        return c.phrases["comma"].join(names) or c.phrases["none"]
    return str(side) if isinstance(side, int) else c.phrases["none"]

"""A trajectory as one viewer may know it: each slice with what is theirs to see, and no more.

What has an audience of its own is for that audience; what was gathered for the work is for
professionals; what restricts somebody is for professionals; what everyone who takes part must know
(why, WAT, HOE, the state of goals, who has which part, who was told) is for everyone whose part is
about that minor. Whoever does something that is a viewer's to see is seen doing it. Whatever is not
foreseen here is absent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from safetyframe.index import Index, UnknownSliceError
from safetyframe.trajectory import Trajectory, with_slices
from safetyframe.views.eyes import Eyes
from safetyframe.views.sight import Show, Sight
from safetyframe.views.slices import hoe, informing, keeping, people, wat, words

__all__ = ["project"]


def project(t: Trajectory, eyes: Eyes, only: Collection[str] | None = None) -> Sight:
    """Give `t` as `eyes` may know it. A slice that is unknown, or hangs on one, is unknown.

    Places in the log and the moment of the last record are left out: they tell how much there is.
    With `only`, no other slice is looked at, and whoever asks minds that it stays empty: name those
    that the named ones hang on, too.
    """
    sight = Sight(t, eyes, Trajectory.start(t.id, zone=t.zone))
    if eyes.blind:
        return sight
    for name, show in _SHOW:
        if only is not None and name not in only:
            continue
        if eyes.authority and name not in _FOR_AUTHORITY:
            continue
        try:
            entries = {
                getattr(entry, "id" if name == "people" else "key"): entry for entry in show(sight)
            }
        except UnknownSliceError:
            sight.shown = sight.shown.hide(name)
            continue
        sight.shown = with_slices(sight.shown, {name: Index[object, object](entries)})
    return sight


_BY_SLICE: Final[Mapping[str, Show]] = {
    **people.SHOW,
    **words.SHOW,
    **wat.SHOW,
    **hoe.SHOW,
    **informing.SHOW,
    **keeping.SHOW,
}

# An order in which each finds what it hangs on.
_ORDER: Final = (
    "people",
    "handovers",
    "protection",
    "involvement",
    "necessity",
    "barriers",
    "gathered",
    "wat",
    "measures",
    "hoe",
    "assessed",
    "judged",
    "directions",
    "voices",
    "scales",
    "told",
    "aligned",
    "exceptions",
    "reviews",
    "corrections",
    "notes",
    "ratified",
    "disclosed",
    "erased",
    "adopted",
)

_SHOW: Final[tuple[tuple[str, Show], ...]] = tuple((name, _BY_SLICE[name]) for name in _ORDER)

#: Who decides from outside sees who takes part, on what ground, and what was done without power.
_FOR_AUTHORITY: Final = frozenset(
    {"people", "handovers", "involvement", "necessity", "ratified", "erased", "adopted"}
)

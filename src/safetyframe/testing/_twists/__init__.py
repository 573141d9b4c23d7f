"""What might go wrong with an act that was right: the same act with one thing turned round.

A law is asked these beside the story, on what was known before the act; nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.testing._twists import what, when, who
from safetyframe.testing._twists.same import Branch, altered
from safetyframe.testing._twists.who import one_on_every_chair
from safetyframe.trajectory import Trajectory

__all__ = ["Branch", "altered", "one_on_every_chair", "twists"]

_Twist: TypeAlias = Callable[[Trajectory, Act], Iterator[Branch]]


def twists(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Give what to try beside an act that was accepted."""
    for twist in _TWISTS:
        yield from twist(before, act)
    for more in _OF_KIND.get(type(act), ()):
        yield from more(before, act)


_TWISTS: Final[tuple[_Twist, ...]] = (what.other_minors, what.other_versions, who.chairs)
_OF_KIND: Final[Mapping[type[Act], tuple[_Twist, ...]]] = {
    a.OpenInvolvement: (what.necessary_for_others,),
    a.Reopen: (what.necessary_for_others,),
    a.AddParticipation: (who.on_two_sides,),
    a.RecordConversation: (who.kept_apart,),
    a.Explain: (who.kept_apart,),
    a.EstablishWat: (who.by_others, who.after_leaving, what.loose, when.to_come),
    a.ReviseWat: (who.by_others, who.after_leaving, what.loose, when.to_come),
    a.SetExpectations: (who.by_others, who.after_leaving),
    a.EstablishHoe: (
        *(who.by_others, who.after_leaving, who.silent, who.kept_apart, who.uninvited),
        when.to_come,
    ),
    a.Judge: (who.by_others,),
    a.DecideNecessity: (who.by_others,),
    a.Withdraw: (
        *(who.by_others, who.after_leaving),
        *(when.relapse, when.revised, when.dissented, when.closed_in_an_emergency, when.to_come),
    ),
}

"""A state that is asked about, and one act tried in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias
from zlib import crc32

from attrs import Factory, define, field

from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Outcome, Owed, Possibility
from safetyframe.roles import By, Role
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import PersonId
from safetyframe.views import Viewer

__all__ = ["Asked", "Step", "Wrong"]

#: What is wrong, in words; nothing means that the invariant holds.
Wrong: TypeAlias = Iterator[str]
_Who: TypeAlias = tuple[PersonId, Role]


@define
class Asked:
    """A state, and what the law has said about it so far: each question is asked once."""

    law: Law
    t: Trajectory
    _can: dict[_Who, Mapping[str, Possibility]] = Factory(dict[_Who, Mapping[str, Possibility]])
    _shown: dict[PersonId, Trajectory] = Factory(dict[PersonId, Trajectory])
    _size: int | None = None
    _duties: tuple[tuple[Owed, ...], tuple[Owed, ...]] | None = None

    @property
    def size(self) -> int:
        """Tell states apart, roughly, and the same in every run: by how much is in each slice."""
        if self._size is None:
            held = bytes(min(len(getattr(self.t, name)), 255) for name in SLICES)
            self._size = crc32(held)
        return self._size

    def can(self, by: By) -> Mapping[str, Possibility]:
        """Say what somebody could do here, by the name of the act.

        Nobody signs in one way here and in another there: all that is asked is who, as what.
        """
        key = by.person, by.role
        found = self._can.get(key)
        if found is None:
            found = {one.act: one for one in self.law.what_can(self.t, by)}
            self._can[key] = found
        return found

    def shown(self, viewer: Viewer) -> Trajectory:
        """Give what somebody may know of this state. All who ask here ask at the same moment."""
        found = self._shown.get(viewer.person)
        if found is None:
            found = self._shown[viewer.person] = self.law.show(self.t, viewer).shown
        return found

    def duties(self, by: By) -> tuple[tuple[Owed, ...], tuple[Owed, ...]]:
        """Give what is owed here when the next act is done, as the law says it twice over."""
        if self._duties is None:
            self._duties = self.law.duties(self.t, by.at), self.law.duties(self.t, by.at)
        return self._duties


@define
class Step:
    """An act tried in a state, and what the law answered.

    `after` is the state after: the same where the act was refused.
    """

    asked: Asked
    act: Act
    outcome: Outcome
    before: Trajectory = field(init=False)
    after: Trajectory = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Look up once what every invariant reads."""
        outcome = self.outcome
        self.before = self.asked.t
        self.after = outcome.trajectory if isinstance(outcome, Accepted) else self.before

    @property
    def law(self) -> Law:
        """The law that answered."""
        return self.asked.law

    def changed(self, *names: str) -> bool:
        """Say whether one of these slices is another than before."""
        before, after = self.before, self.after
        return any(getattr(before, name) is not getattr(after, name) for name in names)

"""What can be shown: a thing as one viewer may know it, and nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Generic, Never, NoReturn, TypeVar, cast, final

from attrs import field, frozen

from safetyframe.errors import HostError
from safetyframe.roles import By
from safetyframe.values import Mandate, PersonId, utc

__all__ = ["View", "Viewer", "seal", "unsealed"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@frozen(kw_only=True)
class Viewer:
    """Who looks, and when. What they may see follows from the parts they have then (P8c, P11).

    `mandate` is the evidence of somebody who looks for a government body and takes no part.
    """

    person: PersonId
    at: datetime = field(converter=utc)
    mandate: Mandate | None = None

    @classmethod
    def of(cls, by: By) -> Viewer:
        """Whoever acts, looking at the moment of the act."""
        return cls(person=by.person, at=by.at, mandate=by.mandate)


@final
class View(Generic[T_co]):
    """A thing as one viewer may know it. What they may not see is absent, without a trace (X13).

    Only `Law.show` makes one. `shown` has the shape of the thing itself; numbers that the library
    gives out (places in the log, versions) are counted over what is there.
    """

    __slots__ = ("_shown", "_viewer")

    _shown: T_co
    _viewer: Viewer

    if TYPE_CHECKING:  # so that a checker refuses it too

        def __init__(self, made_by_law_show: Never, /) -> None:
            """Refuse: a view is shown, not made."""
    else:

        def __init__(self, *_: object, **__: object) -> None:
            """Refuse: a view is shown, not made."""
            _refuse()

    @property
    def shown(self) -> T_co:
        """The thing, as far as the viewer may know it."""
        return self._shown

    @property
    def viewer(self) -> Viewer:
        """Whose view this is."""
        return self._viewer

    def __eq__(self, other: object) -> bool:
        """Two views are equal when they show the same to the same viewer."""
        if not isinstance(other, View):
            return NotImplemented
        theirs = cast("View[object]", other)
        return self.viewer == theirs.viewer and self.shown == theirs.shown

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Show what is shown."""
        return f"View({self._shown!r})"


def _refuse() -> NoReturn:
    msg = "a view is made by Law.show(thing, viewer, trajectory), which leaves out what is hidden"
    raise TypeError(msg)


_SET: Final = object.__setattr__


def seal(shown: T, viewer: Viewer) -> View[T]:
    """Make a view. For `Law.show`, which has left out what `viewer` may not see."""
    view = cast("View[T]", View.__new__(View))  # pyright: ignore[reportUnknownMemberType]
    _SET(view, "_shown", shown)
    _SET(view, "_viewer", viewer)
    return view


def unsealed(view: View[T], *kinds: type[object]) -> T:
    """Give what a view shows, for whatever shows things to somebody.

    Raises `HostError` for what is no view, since it was never looked through, and for a view of
    anything but one of `kinds`. Type checkers say the same, and not everyone runs one.
    """
    _check(view, kinds)
    return view.shown


def _check(given: object, kinds: tuple[type[object], ...]) -> None:
    if not isinstance(given, View):
        raise HostError(
            "only a View can be shown: give Law.show(thing, viewer, trajectory), which leaves out "
            "what is hidden from the viewer"
        )
    shown = cast("View[object]", given).shown
    if kinds and not isinstance(shown, kinds):
        found, wanted = type(shown).__name__, " or ".join(kind.__name__ for kind in kinds)
        msg = f"this is a View of {found}, and can't be shown as {wanted}"
        raise HostError(msg)

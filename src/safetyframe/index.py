"""An immutable mapping that is cheap to change by one entry, and the one that nobody has loaded."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Final, Generic, NoReturn, TypeVar, cast

__all__ = ["Index", "IndexDraft", "UnknownSliceError", "unknown"]

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

_OVERLAY: Final = 64  # how many changes an index carries before it is laid down flat again


class UnknownSliceError(LookupError):
    """A fact was asked of a slice that was never loaded. The law turns it into `Unsure`."""


class Index(Generic[K, V]):
    """An immutable, insertion-ordered mapping that is cheap to change by one entry.

    It holds a flat dict and a small overlay of changes, so that a trajectory of ten thousand
    records costs as much per act as one of a hundred.
    """

    __slots__ = ("_held", "_memo")

    # Flat base and overlay in one tuple, replaced as one: a reader between two steps of another
    # sees either both as they were or both as they are.
    _held: tuple[dict[K, V], dict[K, V]]
    _memo: dict[object, object]

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        """Hold a copy of `items`."""
        self._held = dict(items), {}
        self._memo = {}

    @classmethod
    def of(cls, base: dict[K, V], top: dict[K, V]) -> Index[K, V]:
        """Take over two dicts that nobody else writes to."""
        index = cls.__new__(cls)
        index._held = base, top  # noqa: SLF001  its own kind
        index._memo = {}  # noqa: SLF001
        return index

    def get(self, key: K) -> V | None:
        """Give the value under `key`, or None."""
        base, top = self._held
        found = top.get(key)
        return base.get(key) if found is None else found

    def __getitem__(self, key: K) -> V:
        """Give the value under `key`; raises KeyError."""
        base, top = self._held
        return top[key] if key in top else base[key]

    def __contains__(self, key: object) -> bool:
        """Say whether `key` is there."""
        base, top = self._held
        return key in top or key in base

    def __len__(self) -> int:
        """Count the entries."""
        return len(self._flat())

    def __iter__(self) -> Iterator[K]:
        """Run over the keys in the order in which they first came."""
        return iter(self._flat())

    def keys(self) -> KeysView[K]:
        """Give the keys in order."""
        return self._flat().keys()

    def values(self) -> ValuesView[V]:
        """Give the values in order."""
        return self._flat().values()

    def items(self) -> ItemsView[K, V]:
        """Give the pairs in order."""
        return self._flat().items()

    def derived(self, make: Callable[[Index[K, V]], T]) -> T:
        """Give what `make` works out of the entries: worked out once, since they never change.

        `make` is a module's function, so that there are few of them, and pure.
        """
        found = self._memo.get(make)
        if found is None:
            found = self._memo[make] = make(self)
        return cast("T", found)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes without what was worked out."""
        return Index, (dict(self._flat()),)

    def edit(self) -> IndexDraft[K, V]:
        """Open a draft that shares everything not changed."""
        base, top = self._held
        return IndexDraft(base, dict(top))

    def __eq__(self, other: object) -> bool:
        """Two indexes are equal when they hold the same entries."""
        if not isinstance(other, Index):
            return NotImplemented
        same: bool = self._flat() == other._flat()
        return same

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Show how many entries there are; never what is in them."""
        return f"<Index of {len(self)}>"

    def _flat(self) -> dict[K, V]:
        # Laying down the overlay changes no entry, so it may happen on reading.
        base, top = self._held
        if top:
            base = {**base, **top}
            self._held = base, {}
        return base


class IndexDraft(Generic[K, V]):
    """An index being written to. Belongs to one fold and is not shared."""

    __slots__ = ("_base", "_top")

    def __init__(self, base: dict[K, V], top: dict[K, V]) -> None:
        """Write over `base` into `top`."""
        self._base = base
        self._top = top

    def get(self, key: K) -> V | None:
        """Give the value under `key`, or None."""
        found = self._top.get(key)
        return self._base.get(key) if found is None else found

    def __setitem__(self, key: K, value: V) -> None:
        """Put `value` under `key`."""
        self._top[key] = value

    def items(self) -> list[tuple[K, V]]:
        """Give the pairs as they stand, safe to iterate over while writing."""
        return list({**self._base, **self._top}.items())

    def last(self) -> V | None:
        """Give the value that came in last, or None."""
        if self._top:
            for key in reversed(self._top):
                if key not in self._base:
                    return self._top[key]
        for key in reversed(self._base):
            return self.get(key)
        return None

    def freeze(self) -> Index[K, V]:
        """Close the draft into an index."""
        if len(self._top) > _OVERLAY:
            return Index[K, V].of({**self._base, **self._top}, {})
        return Index[K, V].of(self._base, self._top)


class _Unknown(Index[K, V]):
    """Stands for a slice that was not loaded. Whoever reads it is stopped."""

    __slots__ = ()

    def _stop(self, *_: object) -> NoReturn:
        msg = "this slice of the trajectory is not known; ask law.needs(act) what to load"
        raise UnknownSliceError(msg)

    # Every way in is closed, whatever its signature.
    get = __getitem__ = __contains__ = __len__ = __iter__ = _stop  # type: ignore[assignment]
    keys = values = items = edit = _flat = _stop
    derived = _stop  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:  # type: ignore[override]
        return 0

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __reduce__(self) -> tuple[Callable[[], object], tuple[()]]:
        return unknown, ()


_UNKNOWN: Final[_Unknown[object, object]] = _Unknown()


def unknown() -> Index[K, V]:  # pyright: ignore[reportInvalidTypeVarUse]  the caller says which
    """Give the one value that stands for a slice nobody has loaded."""
    return cast("Index[K, V]", _UNKNOWN)

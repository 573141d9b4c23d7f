"""From payloads to acts, records and trajectories and back: fast when all is well, exact when not.

`Codec` is a value made out of the tables of names and upcasters; `safetyframe.wire` holds the one
that everybody uses.
"""

# `type(raw) is dict` says nothing of what is inside, and a guard that does would cost a call.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from safetyframe.acts import Act
from safetyframe.errors import HostError, SafetyframeError
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.views import View
from safetyframe.wire.catalogue import TAGS, Catalogue, Document
from safetyframe.wire.fast import REFUSALS, Fast, Loader, Writer
from safetyframe.wire.leaves import Json
from safetyframe.wire.names import ACT_NAMES, DOCUMENT_NAMES, WireName
from safetyframe.wire.slow import Faults, inspect, read
from safetyframe.wire.upcast import UPCASTERS, Upcasters

__all__ = ["Codec"]

K = TypeVar("K")
V = TypeVar("V")


class _Table(dict[K, V]):
    """A dict that makes an entry when it is first asked for. Making raises KeyError for others."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        made = self[key] = self._make(key)
        return made


class Codec:
    """Reads and writes every document in the tables it is given.

    `acts` and `documents` say the names and the versions written today; `upcasters` must lead to
    them from every older version.
    """

    def __init__(
        self,
        acts: Mapping[type[Act], WireName] = ACT_NAMES,
        documents: Mapping[type[Record | Trajectory], WireName] = DOCUMENT_NAMES,
        upcasters: Upcasters = UPCASTERS,
    ) -> None:
        self._catalogue = catalogue = Catalogue(acts, documents, upcasters)
        self._any = frozenset(catalogue.by_name)
        self._record = frozenset({catalogue.by_class[Record].name})
        self._trajectory = frozenset({catalogue.by_class[Trajectory].name})
        self._fast = Fast(self._reader(catalogue.acts), self._writer(catalogue.acts))
        self._read_any = self._reader(self._any)
        self._read_act = self._reader(catalogue.acts)
        self._read_record = self._reader(self._record)
        self._read_trajectory = self._reader(self._trajectory)
        self._write_any = self._writer(self._any)

    # ------------------------------------------------------------------------------- reading

    def load(self, payload: object) -> Act | Record | Trajectory:
        """Read any document."""
        return cast("Act | Record | Trajectory", self._load(payload, self._read_any, self._any))

    def load_act(self, payload: object) -> Act:
        """Read an act."""
        return cast("Act", self._load(payload, self._read_act, self._catalogue.acts))

    def load_record(self, payload: object) -> Record:
        """Read a record."""
        return cast("Record", self._load(payload, self._read_record, self._record))

    def load_trajectory(self, payload: object) -> Trajectory:
        """Read a trajectory."""
        return cast("Trajectory", self._load(payload, self._read_trajectory, self._trajectory))

    def _load(self, payload: object, fast: Loader, names: frozenset[str]) -> object:
        try:
            return fast(payload, None)
        except REFUSALS:
            pass  # outside the handler, for those errors may carry what the payload says
        _, faults = read(self._catalogue, payload, names)
        raise _raisable(faults, "read")

    def _reader(self, names: frozenset[str]) -> Loader:
        def make(key: tuple[str, int]) -> Loader:
            name, version = key
            if name not in names:
                raise KeyError
            document = self._catalogue.by_name[name]
            if not 1 <= version <= document.version:
                raise KeyError
            current = self._fast.document_loader(document.node, TAGS)
            if version == document.version:
                return current
            return self._lifting(current, document, version)

        loaders = _Table(make)

        def load(raw: object, _: object = None) -> object:
            if type(raw) is not dict:
                raise TypeError
            version = raw["version"]
            if type(version) is not int:  # True is 1, and finds what 1 finds
                raise TypeError
            return loaders[raw["type"], version](raw, _)

        return load

    def _lifting(self, current: Loader, document: Document, version: int) -> Loader:
        def load(raw: object, _: object = None) -> object:
            fields = self._catalogue.lift(document, version, cast("dict[str, Json]", raw))
            return current(fields, _)

        return load

    # ------------------------------------------------------------------------------- writing

    def dump(self, x: Act | Record | Trajectory) -> dict[str, Json]:
        """Write any document."""
        if type(x) not in self._catalogue.by_class:
            raise _no_form(x)
        try:
            return cast("dict[str, Json]", self._write_any(x))
        except REFUSALS:
            pass
        faults = inspect(self._catalogue, self._catalogue.by_class[type(x)], x)
        raise _raisable(faults, "write")

    def _writer(self, names: frozenset[str]) -> Writer:
        def make(cls: type) -> Writer:
            document = self._catalogue.by_class[cls]
            name, version = document.name, document.version
            if name not in names:
                raise KeyError
            fields = cast("Callable[[object], dict[str, Json]]", self._fast.writer(document.node))

            def write(value: object) -> Json:
                return {"type": name, "version": version, **fields(value)}

            return write

        writers = _Table(make)

        def dump(value: object) -> Json:
            return writers[type(value)](value)

        return dump


def _no_form(x: object) -> HostError:
    if isinstance(x, View):
        return HostError("a View is shown, not kept: safetyframe.wire.export gives its JSON")
    return HostError("only acts, records and trajectories have a wire form of their own")


def _raisable(faults: Faults, did: str) -> SafetyframeError:
    error = faults.error()
    if error is not None:
        return error
    return SafetyframeError(
        f"safetyframe.wire could not {did} this and finds no fault in it: please report this bug"
    )

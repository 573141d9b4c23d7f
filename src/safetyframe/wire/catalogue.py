"""Which documents there are: acts, the record and the trajectory, by name and by class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from safetyframe.acts import Act
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.wire.leaves import Json, MismatchError
from safetyframe.wire.names import ACT_NAMES, DOCUMENT_NAMES, WireName
from safetyframe.wire.shapes import TRAJECTORY, Node, node_of
from safetyframe.wire.upcast import UPCASTERS, Upcasters

__all__ = ["TAGS", "Catalogue", "Document"]

#: The keys that every document begins with.
TAGS: Final = ("type", "version")


@frozen(kw_only=True, eq=False)
class Document:
    """One document: its wire name, the version written today, and what it looks like."""

    name: str
    version: int
    node: Node


class Catalogue:
    """All documents, and the steps that bring older ones up to date.

    Raises TypeError when a table is not sound: a name used twice, a version nobody can reach, a
    step for something that does not exist, a field that would hide `type` or `version`.
    """

    def __init__(
        self,
        acts: Mapping[type[Act], WireName] = ACT_NAMES,
        documents: Mapping[type[Record | Trajectory], WireName] = DOCUMENT_NAMES,
        upcasters: Upcasters = UPCASTERS,
    ) -> None:
        every: dict[type, WireName] = {**acts, **documents}
        self.by_class: dict[type, Document] = {
            cls: Document(
                name=name,
                version=version,
                node=TRAJECTORY if cls is Trajectory else node_of(cls),
            )
            for cls, (name, version) in every.items()
        }
        self.by_name = {document.name: document for document in self.by_class.values()}
        self.acts = frozenset(name for name, _ in acts.values())
        self.upcasters = upcasters
        self._check()

    def _check(self) -> None:
        if len(self.by_name) != len(self.by_class):
            raise TypeError("a wire name is used twice")
        for document in self.by_name.values():
            if any(f.name in TAGS for f in document.node.fields):
                raise TypeError(f"{document.name} has a field called type or version")
        steps = {(d.name, v) for d in self.by_name.values() for v in range(1, d.version)}
        if steps != set(self.upcasters):
            raise TypeError(
                "upcasters must lead from every older version to the next: "
                f"{sorted(steps ^ set(self.upcasters))}"
            )

    def lift(self, document: Document, version: int, raw: dict[str, Json]) -> dict[str, Json]:
        """Give the fields of `raw`, brought up to date, without tags. Raises MismatchError."""
        fields = {name: part for name, part in raw.items() if name not in TAGS}
        for older in range(version, document.version):
            try:
                fields = self.upcasters[document.name, older](fields)
            except Exception:  # noqa: BLE001, S110 - a step may stumble over anything in bad data
                pass
            else:
                continue
            raise MismatchError("bad-value", f"the fields of {document.name} version {older}")
        return fields

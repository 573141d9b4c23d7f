"""How things are called in FHIR: code systems of ours, logical references, labels, URLs.

Persons and texts are named by the host's own opaque references and are not in the Bundle: what a
reference stands for, only the host knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID, uuid5

from attrs import frozen

from safetyframe.roles import PROFESSIONAL, Participation, Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, Text, is_reference
from safetyframe.wire import Json

__all__ = ["Names", "concept", "identifiers", "link", "meta", "plain", "system", "words"]

_SPACE: Final = UUID("0f9d2c52-6f0a-5d0b-9a55-3b7d3a0f6c11")
_CONFIDENTIALITY: Final = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"


def system(name: str) -> str:
    """Give the URI of a code system, or of a kind of identifier, of ours."""
    return f"urn:safetyframe:fhir:{name}"


def plain(name: str | None) -> str | None:
    """Give a reference; None for what is none, such as a name that was typed in its place."""
    return name if is_reference(name) else None


def concept(name: str, *codes: str) -> dict[str, Json]:
    """Give a CodeableConcept out of a code system of ours."""
    return {"coding": [{"system": system(name), "code": code} for code in codes]}


def words(text: Text) -> dict[str, Json]:
    """Give words, by the reference to them. A host that holds the text adds it as `text`."""
    found = plain(text.id)
    return concept("text", found) if found else {"coding": [{"system": system("text")}]}


def identifiers(name: str, value: str | None) -> list[Json]:
    """Give an Identifier in a list; none for a value that is no reference."""
    found = plain(value)
    return [] if found is None else [{"system": system(name), "value": found}]


def link(url: str) -> dict[str, Json]:
    """Give a Reference to a resource in the same Bundle."""
    return {"reference": url}


def meta(viewer: str | None = None) -> dict[str, Json]:
    """Give the label that all of it has, restricted (of HL7); for a Bundle also whose it is."""
    label: Json = {"system": _CONFIDENTIALITY, "code": "R", "display": "restricted"}
    found = plain(viewer)
    if found is None:
        return {"security": [label]}
    return {"security": [label], "tag": [{"system": system("viewer"), "code": found}]}


@frozen
class Names:
    """Who is a Patient here, who a Practitioner; and the URLs of what is in the Bundle."""

    trajectory: str
    kinds: Mapping[PersonId, str]

    @classmethod
    def of(cls, t: Trajectory) -> Names:
        """Read from the parts in `t` what kind of resource each person would be."""
        kinds: dict[PersonId, str] = {}
        for person, kind in _kinds(t):
            if _RANK[kind] < _RANK.get(kinds.get(person, ""), len(_RANK)):
                kinds[person] = kind
        return cls(t.id, kinds)

    def person(self, person: PersonId) -> dict[str, Json]:
        """Give a logical Reference to a person: the kind, where it is known, and an identifier."""
        said: dict[str, Json] = {}
        if person in self.kinds:
            said["type"] = self.kinds[person]
        for named in identifiers("person", person):
            said["identifier"] = named
        return said or {"display": "-"}

    def url(self, *key: str) -> str:
        """Give the URL of a resource: the same for the same thing; nothing is to be read in it."""
        return f"urn:uuid:{uuid5(_SPACE, json.dumps((self.trajectory, *key)))}"


#: Of what somebody is in several parts, the first: a child stays a Patient, a colleague that.
_RANK: Final = {"Patient": 0, "Practitioner": 1, "RelatedPerson": 2, "Device": 3}


def _kinds(t: Trajectory) -> Iterator[tuple[PersonId, str]]:
    if "people" not in t.unknown:
        for part in t.people.values():
            yield part.person, _kind(part)
    if "involvement" not in t.unknown:
        yield from ((one.minor, "Patient") for one in t.involvement.values())


def _kind(part: Participation) -> str:
    match part.role:
        case Role.MINOR:
            return "Patient"
        case Role.SYSTEM:
            return "Device"
        case Role.AUTHORITY:
            return "Practitioner"
        case role if role in PROFESSIONAL or part.professional:
            return "Practitioner"
        case _:
            return "RelatedPerson"

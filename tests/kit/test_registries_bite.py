"""Registries with a planted bug: each is caught by its own law, and by no other."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from safetyframe import PersonId, RegistryError, Relation
from safetyframe.ports import Attested, Declared, RegistryCapabilities
from safetyframe.testing.conformance import (
    Known,
    RegistryHandles,
    Verdict,
    judge_all,
    registry_subject,
)
from safetyframe.testing.conformance.registries import LAWS, bench
from safetyframe_plugins.registries import PEOPLE, PeopleFile, open_people
from tests.adapters.registries.test_laws import (
    KNOWN,
    OTHER,
    PEOPLE_HANDLES,
    file_of,
    people_place,
)


class Wrong:
    """A registry in a file that does one thing wrong. Opening it never fails; asking it may."""

    drips = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.closed = False

    @property
    def right(self) -> PeopleFile:
        if self.closed or self.drips:
            raise RegistryError("closed, or nothing comes")
        return PeopleFile(self.path)

    def ask(self, person: PersonId, **more: Any) -> Attested:
        return self.right.ask(person, **more)

    def relations(self, person: PersonId) -> Sequence[Relation]:
        return self.right.relations(person)

    def close(self) -> None:
        self.closed = True


def nothing(person: PersonId, *, at: datetime, asked_at: datetime, proof: str | None) -> Attested:
    return Attested(registry="agency-list", person=person, at=at, asked_at=asked_at)


class AnswersInPart(Wrong):
    """Leaves out what it can't read."""

    def ask(self, person: PersonId, **more: Any) -> Attested:
        try:
            return self.right.ask(person, **more)
        except RegistryError as error:
            if "not TOML" not in str(error):
                raise
            return nothing(person, **more)


class NobodyWhenDown(Wrong):
    """Takes silence for *nobody holds anything*: that is an answer, and no error."""

    def ask(self, person: PersonId, **more: Any) -> Attested:
        try:
            return self.right.ask(person, **more)
        except RegistryError as error:
            if "cannot be read" not in str(error):
                raise
            return nothing(person, **more)


class Remembers(Wrong):
    """Remembers for ever what it said once."""

    def ask(self, person: PersonId, **more: Any) -> Attested:
        key = (str(self.path), person)
        if key not in MEMORY or MEMORY[key].at > more["at"] + timedelta(days=1):
            MEMORY[key] = self.right.ask(person, **more)
        self.right.ask(PersonId("somebody"), **more)  # so that it notices what is down
        return evolve(MEMORY[key], at=more["at"], asked_at=more["asked_at"])


MEMORY: dict[tuple[str, str], Attested] = {}


class Undated(Wrong):
    """Says when it answered, not for when it was asked."""

    def ask(self, person: PersonId, **more: Any) -> Attested:
        return evolve(self.right.ask(person, **more), at=more["asked_at"])


class Timeless(Wrong):
    """Tells every mandate that ever was."""

    def ask(self, person: PersonId, **more: Any) -> Attested:
        later = self.right.ask(person, **{**more, "at": more["asked_at"]})
        return evolve(later, at=more["at"])


class Folding(Wrong):
    """Thinks that capitals make no difference."""

    def ask(self, person: PersonId, **more: Any) -> Attested:
        return evolve(self.right.ask(PersonId(person.lower()), **more), person=person)


class Talks(Wrong):
    """Tells in its errors whom it was asked for."""

    def ask(self, person: PersonId, **more: Any) -> Attested:
        try:
            return self.right.ask(person, **more)
        except RegistryError as error:
            raise RegistryError(f"nothing about {person}: {error}") from error


class OneSided(Wrong):
    """Knows a relation from one side."""

    def relations(self, person: PersonId) -> Sequence[Relation]:
        return [r for r in self.right.relations(person) if r.person == person]


class NeverCloses(Wrong):
    """Goes on when it is closed."""

    def close(self) -> None:
        """Do nothing."""


class TellsTheFirst(Wrong):
    """Has room for one mandate."""

    def ask(self, person: PersonId, **more: Any) -> Attested:
        found = self.right.ask(person, **more)
        return evolve(found, held=found.held[:1])


class TakesBeginnings(Wrong):
    """Searches as a directory does where nobody told it otherwise."""

    def ask(self, person: PersonId, **more: Any) -> Attested:
        alike = (one for one in ("c-4", "w-1") if one.startswith(person) or person.startswith(one))
        return evolve(self.right.ask(PersonId(next(alike, person)), **more), person=person)


class MixesUp(Wrong):
    """Keeps whom it was asked for where every thread does."""

    asked = PersonId("-")

    def ask(self, person: PersonId, **more: Any) -> Attested:
        self.asked = person
        time.sleep(0.002)
        return self.right.ask(self.asked, **more)


class StaysBroken(Wrong):
    """Remembers that it failed once."""

    failed = False

    def ask(self, person: PersonId, **more: Any) -> Attested:
        try:
            if not self.failed:
                return self.right.ask(person, **more)
        except RegistryError:
            self.failed = True
            raise
        raise RegistryError("it failed before")


class WaitsOn(Wrong):
    """Waits for as long as something drips."""

    def ask(self, person: PersonId, **more: Any) -> Attested:
        if self.drips:
            time.sleep(0.5)
        return super().ask(person, **more)


class Incomplete(Wrong):
    """Was written before relations were."""

    relations = None  # type: ignore[assignment]


class Answers(Wrong):
    """Declares not to know, and says something all the same."""


def proof_of(person: str) -> str:
    return hashlib.sha256(f"seal {person}".encode()).hexdigest()


class Sealed(Wrong):
    """Wants a proof."""

    def holds_good(self, person: PersonId, proof: str | None) -> bool:
        return proof == proof_of(person)

    def ask(self, person: PersonId, *, proof: str | None = None, **more: Any) -> Attested:
        if not self.holds_good(person, proof):
            raise RegistryError("the proof does not hold")
        return self.right.ask(person, **more)


class AsksForNoProof(Sealed):
    """Takes whoever brings none for somebody who has just logged in."""

    def holds_good(self, person: PersonId, proof: str | None) -> bool:
        return proof is None or super().holds_good(person, proof)


class TakesAnybodysProof(Sealed):
    """Looks whether the seal is good, and not whose it is."""

    def holds_good(self, person: PersonId, proof: str | None) -> bool:
        return proof in {proof_of("c-4"), proof_of("w-1")}


class ReadsHalfAProof(Sealed):
    """Compares as far as there is something."""

    def holds_good(self, person: PersonId, proof: str | None) -> bool:
        return bool(proof) and proof_of(person).startswith(str(proof))


NO, YES = Declared.NO, Declared.YES
PROOFS = evolve(PEOPLE, proofs=YES)
#: The bug, the law, and what it declares.
WRONG = (
    (Incomplete, "R-PROTOCOL", evolve(PEOPLE, relations=NO)),
    (TellsTheFirst, "R-WHOLE", PEOPLE),
    (Undated, "R-DATED", PEOPLE),
    (TakesBeginnings, "R-STRANGER", PEOPLE),
    (Folding, "R-CAPITALS", PEOPLE),
    (MixesUp, "R-THREADS", PEOPLE),
    (Timeless, "R-PAST", PEOPLE),
    (Answers, "R-NO-PAST", evolve(PEOPLE, past=NO)),
    (OneSided, "R-RELATED", PEOPLE),
    (Answers, "R-NO-RELATIONS", evolve(PEOPLE, relations=NO)),
    (Remembers, "R-ENDED", PEOPLE),
    (NobodyWhenDown, "R-DOWN", PEOPLE),
    (StaysBroken, "R-BACK", PEOPLE),
    (WaitsOn, "R-SLOW", PEOPLE),
    (AnswersInPart, "R-LIES", PEOPLE),
    (Talks, "R-QUIET", PEOPLE),
    (AsksForNoProof, "R-PROOF", PROOFS),
    (TakesAnybodysProof, "R-OWN-PROOF", PROOFS),
    (ReadsHalfAProof, "R-SPOILED-PROOF", PROOFS),
    (NeverCloses, "R-CLOSED", PEOPLE),
)


@contextmanager
def dripping(_: str) -> Iterator[None]:
    Wrong.drips = True
    try:
        yield
    finally:
        Wrong.drips = False


def known(_: str) -> tuple[Known, Known]:
    return tuple(  # type: ignore[return-value]
        evolve(one, proof=partial(proof_of, one.person)) for one in (KNOWN, OTHER)
    )


def failed(kind: type[Wrong], capabilities: RegistryCapabilities) -> set[str]:
    handles = evolve(PEOPLE_HANDLES, slow=dripping, known=known)
    subject = registry_subject(lambda url: kind(file_of(url)), people_place, capabilities, handles)
    return {r.law for r in judge_all(subject) if r.verdict is Verdict.FAIL}


def test_every_law_has_a_bug() -> None:
    assert {law for _, law, _ in WRONG} == {law.id for law in LAWS}


@pytest.mark.parametrize(
    ("kind", "capabilities"), [(Wrong, PEOPLE), (Sealed, PROOFS)], ids=["plain", "proofs"]
)
def test_without_a_bug_nothing_fails(kind: type[Wrong], capabilities: RegistryCapabilities) -> None:
    assert failed(kind, capabilities) == set()


@pytest.mark.parametrize(
    ("kind", "law", "capabilities"), WRONG, ids=[f"{k.__name__}-{law}" for k, law, _ in WRONG]
)
def test_each_is_caught_by_its_own_law_and_no_other(
    kind: type[Wrong],
    law: str,
    capabilities: RegistryCapabilities,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bench, "PATIENCE", 0.4)
    assert failed(kind, capabilities) == {law}


def test_a_vendor_that_hands_over_nothing_is_not_judged_on_it() -> None:
    bare = RegistryHandles(known=lambda _: (KNOWN, OTHER))
    results = judge_all(registry_subject(open_people, people_place, PEOPLE, bare))
    silent = {r.law for r in results if r.verdict is Verdict.NOT_JUDGED}
    assert silent == {"R-DOWN", "R-BACK", "R-SLOW", "R-LIES", "R-QUIET", "R-RELATED", "R-ENDED"}

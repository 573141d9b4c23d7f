"""Laws on what a registry says: whole, dated, of that person, at that moment, and no more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Final, cast

from safetyframe.ports import Attested, Registry
from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.registries.bench import RegistryBench, holds, now
from safetyframe.testing.conformance.registries.handles import Known
from safetyframe.values import PersonId, is_reference

__all__ = ["LAWS"]

_AT_ONCE: Final = 8
_LONG_AGO: Final = timedelta(days=365)


def _protocol(bench: RegistryBench) -> None:
    opened = cast("object", bench.open())  # whatever its factory says that it is
    demand(isinstance(opened, Registry), "it lacks methods of a registry")


def _whole(bench: RegistryBench) -> None:
    registry = bench.open()
    for who in (bench.known, bench.other):
        found = bench.ask(registry, who)
        demand(holds(found) == who.holds, "somebody holds more, or less, than it knows of them")
        demand(len(found.held) == len(who.holds), "a mandate is told twice")


def _dated(bench: RegistryBench) -> None:
    registry, who, asked = bench.open(), bench.known, now()
    at = asked - timedelta(seconds=1)
    proof = None if who.proof is None else who.proof()
    found = registry.ask(who.person, at=at, asked_at=asked, proof=proof)
    demand((found.at, found.asked_at) == (at, asked), "it names another moment than it was asked")
    demand(found.person == who.person, "it answers for another person")
    demand(is_reference(found.registry), "its own name is no reference")
    for one in found.held:
        demand(one.mandate.covers(at), "a mandate does not run at the moment it is told for")
        demand(is_reference(one.mandate.reference), "a mandate has no reference")
        demand(is_reference(one.mandate.body), "a mandate names no body")


def _stranger(bench: RegistryBench) -> None:
    registry, moment, known = bench.open(), now(), bench.known.person
    alike = {PersonId(f"{known}-nobody"), PersonId(known[:-1] or "-")} - {bench.other.person}
    for who in (bench.handles.stranger, *alike):
        found = registry.ask(who, at=moment, asked_at=moment)
        demand(found.held == (), "somebody it has never heard of holds something")


def _capitals(bench: RegistryBench) -> None:
    who, moment = bench.known, now()
    other = type(who.person)(who.person.swapcase())
    if other == who.person:
        return  # a reference without letters reads the same
    found = bench.open().ask(other, at=moment, asked_at=moment)
    demand(found.held == (), "a reference in other letters is taken for the same")


def _beside(bench: RegistryBench) -> None:
    registry, asked = bench.open(), [bench.known, bench.other] * _AT_ONCE

    def ask(who: Known) -> Attested:
        return bench.ask(registry, who)

    with ThreadPoolExecutor(_AT_ONCE) as crowd:
        answers = list(crowd.map(ask, asked))
    for who, one in zip(asked, answers, strict=True):
        right = (one.person, holds(one)) == (who.person, who.holds)
        demand(right, "asked at once, it answers otherwise")


def _past(bench: RegistryBench) -> None:
    who = bench.known
    demand(who.before is not None, "the vendor names no moment before this person held anything")
    found = bench.ask(bench.open(), who, at=who.before)
    demand(found.held == (), "somebody holds today's mandates at an earlier moment")


def _no_past(bench: RegistryBench) -> None:
    registry, who = bench.open(), bench.known
    bench.unsupported(lambda: bench.ask(registry, who, at=now() - _LONG_AGO), "a moment a year ago")


def _related(bench: RegistryBench) -> None:
    one, other = bench.given(bench.handles.related)(bench.url)
    registry = bench.open()
    for person in (one, other):
        said = {frozenset({r.person, r.other}) for r in registry.relations(person)}
        demand(frozenset({one, other}) in said, "a relation is not known from both sides")
        demand(all(person in pair for pair in said), "it tells of relations of others")


def _unrelated(bench: RegistryBench) -> None:
    registry = bench.open()
    bench.unsupported(lambda: registry.relations(bench.known.person), "relations")


def _ended(bench: RegistryBench) -> None:
    registry, who = bench.open(), bench.known
    demand(holds(bench.ask(registry, who)) == who.holds, "somebody does not hold what they hold")
    with bench.given(bench.handles.revoked)(bench.url):
        demand(bench.ask(registry, who).held == (), "a mandate that was ended is told all the same")


LAWS: Final[tuple[SealedLaw[RegistryBench], ...]] = (
    SealedLaw(id="R-PROTOCOL", title="It has every method of a registry.", check=_protocol),
    SealedLaw(
        id="R-WHOLE",
        title="Somebody holds just what the registry knows of them.",
        check=_whole,
    ),
    SealedLaw(
        id="R-DATED",
        title="An answer is dated, and what it tells runs at that moment.",
        check=_dated,
        rests_on=("R-WHOLE",),
    ),
    SealedLaw(
        id="R-STRANGER",
        title="Somebody unknown holds nothing, whatever the name begins with; that is no error.",
        check=_stranger,
        no=("proofs",),
    ),
    SealedLaw(
        id="R-CAPITALS",
        title="References that differ by capitals are two persons.",
        check=_capitals,
        no=("proofs",),
    ),
    SealedLaw(
        id="R-THREADS",
        title="Threads that ask at once, about several persons, get each the right answer.",
        check=_beside,
        rests_on=("R-WHOLE",),
    ),
    SealedLaw(
        id="R-PAST",
        title="At a moment before a mandate began nobody holds it.",
        check=_past,
        yes=("past",),
        rests_on=("R-WHOLE",),
    ),
    SealedLaw(
        id="R-NO-PAST",
        title="Who cannot say what held a year ago says so.",
        check=_no_past,
        no=("past",),
    ),
    SealedLaw(
        id="R-RELATED",
        title="Who is related is known from both sides, and of nobody else.",
        check=_related,
        yes=("relations",),
        handles=("related",),
        rests_on=("R-PROTOCOL",),
    ),
    SealedLaw(
        id="R-NO-RELATIONS",
        title="Who knows of no relations says so.",
        check=_unrelated,
        no=("relations",),
        rests_on=("R-PROTOCOL",),
    ),
    SealedLaw(
        id="R-ENDED",
        title="What was ended is not told, not by the same registry either.",
        check=_ended,
        handles=("revoked",),
        rests_on=("R-WHOLE",),
    ),
)

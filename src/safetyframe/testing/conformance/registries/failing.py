"""Laws on what a registry does when it can't answer: nobody gets a power, and it says so."""

from __future__ import annotations

from functools import partial
from typing import Final

from safetyframe.errors import RegistryError
from safetyframe.ports import Attested
from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.registries.bench import RegistryBench, holds, now

__all__ = ["LAWS"]

#: How far back causes are followed.
_DEEP: Final = 20


def _fresh(bench: RegistryBench) -> Attested:
    """Ask a registry that was opened just now, and so remembers nothing."""
    return bench.ask(bench.open(), bench.known)


def _down(bench: RegistryBench) -> None:
    with bench.given(bench.handles.down)(bench.url):
        bench.refuses(lambda: _fresh(bench), "with nothing behind it")
    demand(holds(_fresh(bench)) == bench.known.holds, "it does not answer once that is back")


def _back(bench: RegistryBench) -> None:
    registry, who = bench.open(), bench.known
    with bench.given(bench.handles.down)(bench.url):
        try:
            found = bench.ask(registry, who)
        except RegistryError:
            pass
        else:
            # What it remembers of keys may serve; an answer in part may not.
            demand(holds(found) == who.holds, "with nothing behind it, it answers in part")
    demand(holds(bench.ask(registry, who)) == who.holds, "it must be opened again to answer")


def _slow(bench: RegistryBench) -> None:
    with bench.given(bench.handles.slow)(bench.url):
        bench.refuses(lambda: _fresh(bench), "with an answer that drips")


def _lies(bench: RegistryBench) -> None:
    count = 0
    for lie in bench.given(bench.handles.lies)(bench.url):
        count += 1
        with lie:
            bench.refuses(lambda: _fresh(bench), f"with unreadable answer {count}")
    demand(count > 0, "the vendor gives no answer that can't be read")
    demand(holds(_fresh(bench)) == bench.known.holds, "it does not answer once that is over")


def _quiet(bench: RegistryBench) -> None:
    who = bench.known
    for lie in bench.given(bench.handles.lies)(bench.url):
        with lie:
            error = bench.refuses(lambda: _fresh(bench), "with an unreadable answer")
        told = _told(error)
        demand("geheim" not in told, "an error repeats what was answered")
        demand(who.person not in told, "an error names the person who was asked for")
        demand(bench.url not in told or "@" not in bench.url, "an error repeats a password")


def _told(error: BaseException) -> str:
    """Everything an error says to whoever prints it with its causes."""
    seen: list[str] = []
    at: BaseException | None = error
    while at is not None and len(seen) < _DEEP:
        seen.append(f"{at!s} {at!r}")
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return " ".join(seen)


def _no_proof(bench: RegistryBench) -> None:
    registry, who, moment = bench.open(), bench.known, now()
    bench.refuses(lambda: registry.ask(who.person, at=moment, asked_at=moment), "without a proof")


def _others_proof(bench: RegistryBench) -> None:
    registry, moment = bench.open(), now()
    theirs = bench.known.proof
    demand(theirs is not None, "the vendor gives no proof of the person known")
    proof = "" if theirs is None else theirs()
    error = bench.refuses(
        lambda: registry.ask(bench.other.person, at=moment, asked_at=moment, proof=proof),
        "with the proof of another person",
    )
    demand(proof not in _told(error), "an error repeats a proof")


def _spoiled(bench: RegistryBench) -> None:
    registry, who, moment = bench.open(), bench.known, now()
    proof = "" if who.proof is None else who.proof()
    middle = len(proof) // 2
    other = "A" if proof[middle] != "A" else "B"
    for spoiled in (
        "",
        "geheim",
        proof[:middle],
        proof[1:],
        proof[:middle] + other + proof[middle + 1 :],
    ):
        ask = partial(registry.ask, who.person, at=moment, asked_at=moment, proof=spoiled)
        error = bench.refuses(ask, "with a proof that was changed")
        told = _told(error)
        demand(not spoiled or spoiled not in told, "an error repeats a proof")


def _closed(bench: RegistryBench) -> None:
    registry = bench.open()
    registry.close()
    registry.close()
    bench.refuses(lambda: bench.ask(registry, bench.known), "once it is closed")


_PROOFS: Final = ("proofs",)

LAWS: Final[tuple[SealedLaw[RegistryBench], ...]] = (
    SealedLaw(
        id="R-DOWN",
        title="With nothing behind it nobody holds anything, and it says so in time.",
        check=_down,
        handles=("down",),
        rests_on=("R-WHOLE",),
    ),
    SealedLaw(
        id="R-BACK",
        title="It never answers in part, and answers again when what is behind it is back.",
        check=_back,
        handles=("down",),
        rests_on=("R-WHOLE", "R-DOWN"),
    ),
    SealedLaw(
        id="R-SLOW",
        title="An answer that drips is given up on.",
        check=_slow,
        handles=("slow",),
    ),
    SealedLaw(
        id="R-LIES",
        title="An answer that can't be read in full is none.",
        check=_lies,
        handles=("lies",),
        rests_on=("R-WHOLE",),
    ),
    SealedLaw(
        id="R-QUIET",
        title="No error tells who was asked for, or what was answered.",
        check=_quiet,
        handles=("lies",),
        rests_on=("R-LIES",),
    ),
    SealedLaw(
        id="R-PROOF",
        title="Without a proof nobody holds anything.",
        check=_no_proof,
        yes=_PROOFS,
    ),
    SealedLaw(
        id="R-OWN-PROOF",
        title="A proof serves the person it is about, and nobody else.",
        check=_others_proof,
        yes=_PROOFS,
    ),
    SealedLaw(
        id="R-SPOILED-PROOF",
        title="A proof that was changed is none, and is not repeated.",
        check=_spoiled,
        yes=_PROOFS,
    ),
    SealedLaw(
        id="R-CLOSED",
        title="Closing twice is safe, and what is closed says so.",
        check=_closed,
        rests_on=("R-PROTOCOL",),
    ),
)

"""A trajectory made to measure (TA): T1 to T7."""

from typing import Final

from safetyframe.charter._model import BOTH, Bearer, Clause, Kind, Level

TAILORED: Final[tuple[Clause, ...]] = (
    Clause(
        id="T1",
        place="TA h, s1",
        kinds=(Kind.AIM,),
        bearer=(Bearer.ORGANISATIONS, *BOTH),
        levels=frozenset({Level.WARN}),
        nl="Maatwerk: het traject vertrekt van wat kind en omgeving nodig hebben.",
        en="The trajectory is tailored: built on the needs of child and context.",
    ),
    Clause(
        id="T2",
        place="TA s1",
        kinds=(Kind.AIM,),
        bearer=(Bearer.ORGANISATIONS,),
        levels=frozenset({Level.WARN}),
        nl="De hulp hangt niet vast aan wat er toevallig beschikbaar is.",
        en="The help should not depend on the supply that happens to exist.",
    ),
    Clause(
        id="T3",
        place="TA s2",
        kinds=(Kind.AIM, Kind.OBLIGATION),
        bearer=BOTH,
        levels=frozenset({Level.WARN}),
        nl="Men trekt zich terug zodra dat kan.",
        en="Stay involved as briefly as possible.",
    ),
    Clause(
        id="T4",
        place="TA s2",
        kinds=(Kind.OBLIGATION,),
        bearer=BOTH,
        levels=frozenset({Level.HARD}),
        nl="Men trekt zich niet terug voordat het verantwoord is.",
        en="Yet stay for as long as needed.",
    ),
    Clause(
        id="T5a",
        place="TA s3",
        kinds=(Kind.OBLIGATION,),
        bearer=BOTH,
        levels=frozenset({Level.EXPLAIN}),
        nl="Van bij de eerste dag is de reden van betrokkenheid voor elkeen bekend.",
        en="From day 1 everyone knows why the services are involved.",
    ),
    Clause(
        id="T5b",
        place="TA s3",
        kinds=(Kind.OBLIGATION,),
        bearer=BOTH,
        levels=frozenset({Level.EXPLAIN}),
        nl="Even vroeg kent elkeen het doel waar men heen wil.",
        en="Just as early, everyone knows what goal is worked towards.",
    ),
    # The partners must make it possible; the whole client side, parents included, may claim it.
    Clause(
        id="T6",
        place="TA s4",
        kinds=(Kind.OBLIGATION, Kind.RIGHT),
        bearer=(*BOTH, Bearer.MINOR, Bearer.PARENTS, Bearer.NETWORK),
        levels=frozenset({Level.HARD, Level.WARN}),
        nl="Kinderen, jongeren en netwerk moeten zelf ook betekenis aan hun traject kunnen geven.",
        en="Children, young people and network must be able to give meaning to their trajectory too.",
    ),
    Clause(
        id="T7",
        place="TA s4",
        kinds=(Kind.RIGHT, Kind.POWER),
        bearer=(Bearer.MINOR, Bearer.NETWORK, *BOTH),
        levels=frozenset({Level.EXPLAIN}),
        nl="Zij beslissen mee welke kant het opgaat, naargelang wat zij kunnen en behoeven.",
        en="They co-decide the direction, from their possibilities and needs.",
    ),
)
"""T1 to T7, in the order of the source."""

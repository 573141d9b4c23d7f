"""What a charter is, the shared aim and the basic stance (PRE, TITLE, ST): D1 to S6."""

from typing import Final

from safetyframe.charter._model import BOTH, Bearer, Clause, Kind, Level

DEFINITION_AND_STANCE: Final[tuple[Clause, ...]] = (
    Clause(
        id="D1a",
        place="PRE",
        kinds=(Kind.DEFINITION,),
        bearer=(Bearer.NONE,),
        levels=frozenset({Level.DOC}),
        nl="Een charter vat de uitgangspunten rond een thema kort samen en dient als naslag.",
        en="A charter is a compact statement of principles on a subject, offered as a text to refer to.",
    ),
    Clause(
        id="D1b",
        place="PRE",
        kinds=(Kind.PERMISSION,),
        bearer=(Bearer.ANYONE,),
        levels=frozenset({Level.DOC}),
        nl="Men mag er regels en handelingen op baseren en gedrag ernaast leggen om het te toetsen.",
        en="Rules and actions may be grounded on it, and conduct may be matched or tested against it.",
    ),
    Clause(
        id="A1",
        place="TITLE",
        kinds=(Kind.AIM,),
        bearer=(Bearer.ALL,),
        levels=frozenset({Level.DOC, Level.WARN}),
        nl="Samenwerking dient één doel: dat kinderen en jongeren veilig, met liefde en met mensen om zich heen groot worden.",
        en="Working together serves one shared aim: children and young people growing up safe, loved and with people around them.",
    ),
    Clause(
        id="S1",
        place="ST h",
        kinds=(Kind.STANCE,),
        bearer=BOTH,
        levels=frozenset({Level.WARN}),
        nl="De grondhouding kijkt naar oplossingen, naar sterke kanten en naar het netwerk.",
        en="The basic stance looks to solutions, to strengths and to the network.",
    ),
    Clause(
        id="S2",
        place="ST s1",
        kinds=(Kind.STANCE, Kind.OBLIGATION),
        bearer=BOTH,
        levels=frozenset({Level.WARN}),
        nl="Versterkend werken en beginnen bij wat het cliëntsysteem zelf kan, goed doet en in huis heeft.",
        en="Work in an empowering way, and start from what the client system can do, does well and has at hand.",
    ),
    Clause(
        id="S3",
        place="ST s2",
        kinds=(Kind.OBLIGATION,),
        bearer=BOTH,
        levels=frozenset({Level.WARN}),
        nl="Samen met kind, jongere en ouder nagaan wat helpt.",
        en="Look for what works together with the children, young people and parents.",
    ),
    Clause(
        id="S4a",
        place="ST s3",
        kinds=(Kind.STANCE, Kind.PERMISSION),
        bearer=BOTH,
        levels=frozenset({Level.DOC}),
        nl="Mensen aanmoedigen vanuit hun sterke kanten; daarom mag men hen vragen die ook in te zetten.",
        en="Encourage people from their strengths; on that ground they may be called on to use their qualities.",
    ),
    Clause(
        id="S4b",
        place="ST s4",
        kinds=(Kind.OBLIGATION,),
        bearer=BOTH,
        levels=frozenset({Level.WARN}),
        nl="De sterke kanten blijvend benadrukken, zodat motivatie en eigen regie groeien.",
        en="Keep stressing strengths all along, so that motivation and ownership of one's life grow.",
    ),
    # Relation is for people to judge; only proxies (contact dates, changes of worker) are findings.
    Clause(
        id="S5",
        place="ST s5",
        kinds=(Kind.OBLIGATION,),
        bearer=BOTH,
        levels=frozenset({Level.DOC, Level.WARN}),
        nl="Contact maken en een stevige werkband smeden met cliënten, de mensen om hen heen en, breder, hun gemeenschap.",
        en="Connect, and build a good working relation with clients, their network and, more widely, the community.",
    ),
    Clause(
        id="S6",
        place="ST s5",
        kinds=(Kind.OBLIGATION,),
        bearer=BOTH,
        levels=frozenset({Level.WARN}),
        nl="Hen niet alleen sterker maken maar ook aanspreken op wat zij zelf te dragen hebben.",
        en="Not only make clients and network stronger, but also appeal to what they are responsible for themselves.",
    ),
)
"""D1a to S6, in the order of the source."""

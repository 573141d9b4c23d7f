"""Bullets that stand in the source without any text: E1 to E4.

They may be traces of lay-out or lost norms; the text can't tell. The ids are kept so that nobody
reuses them, and no rule may cite one.
"""

from typing import Final

from safetyframe.charter._model import Bearer, Clause, Kind, Level

EMPTY: Final[tuple[Clause, ...]] = (
    Clause(
        id="E1",
        place="first bullet without text before ST",
        kinds=(Kind.EMPTY,),
        bearer=(Bearer.NONE,),
        levels=frozenset({Level.EMPTY}),
        nl="De bron heeft hier, bij het eerste lege punt, geen tekst. Niets mag erop steunen.",
        en="At this first empty bullet the source has no text. Nothing may rest on it.",
    ),
    Clause(
        id="E2",
        place="second bullet without text before ST",
        kinds=(Kind.EMPTY,),
        bearer=(Bearer.NONE,),
        levels=frozenset({Level.EMPTY}),
        nl="Ook het tweede punt vóór de grondhouding is in de bron leeg: geen regel mag ernaar verwijzen.",
        en="The second bullet before the basic stance is empty in the source as well: no rule may cite it.",
    ),
    Clause(
        id="E3",
        place="bullet without text between ST and PA",
        kinds=(Kind.EMPTY,),
        bearer=(Bearer.NONE,),
        levels=frozenset({Level.EMPTY}),
        nl="Tussen grondhouding en partners staat een punt zonder tekst in de bron; er mag niets uit worden afgeleid.",
        en="Between stance and partners the source shows a bullet with no text; nothing may be derived from it.",
    ),
    Clause(
        id="E4",
        place="third sub-bullet of PA, without text",
        kinds=(Kind.EMPTY,),
        bearer=(Bearer.NONE,),
        levels=frozenset({Level.EMPTY}),
        nl="Het derde onderdeel over de partners heeft in de bron geen tekst, dus kan er niets op gebouwd worden.",
        en="The third part on the partners has no text in the source, so nothing can be built on it.",
    ),
)
"""E1 to E4: reserved, without content."""

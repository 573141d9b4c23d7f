"""What the law says, in our words, with where it comes from. All of it needs legal review.

Marks: [R] read in a public source, [K] general knowledge that was not checked, [I] our inference.
"""

from __future__ import annotations

from typing import Final

from safetyframe.packs import Provision

__all__ = ["PROVISIONS", "REVIEW"]

#: What has to be reviewed, for every listing.
REVIEW: Final = "needs legal review: no lawyer has looked at it; check every provision before use"

PROVISIONS: Final[tuple[Provision, ...]] = (
    Provision(
        id="be_vlg:majority",
        source="Belgian civil law, 18 years [K]; that powers resting on societal necessity end "
        "then [I, check law]; help may go on to 25 [R]",
        nl="Wie achttien wordt, is meerderjarig vanaf die verjaardag, als kalenderdag in de zone "
        "van het traject. Wat op maatschappelijke noodzaak rust, loopt dan af voor die persoon; "
        "hulp kan vrijwillig doorgaan en broers en zussen merken er niets van.",
        en="Whoever turns eighteen is of age from that birthday on, as a civil day in the "
        "trajectory's zone. What rests on societal necessity ends then for that person; help may "
        "go on of their own will, and siblings are not touched.",
    ),
    Provision(
        id="be_vlg:leap-day",
        source="our reading of full years, no Belgian source found [I]",
        nl="Wie op 29 februari geboren is, verjaart op 1 maart in een jaar zonder die dag.",
        en="Whoever was born on 29 February has their birthday on 1 March in a year without one.",
    ),
    Provision(
        id="be_vlg:adult-file",
        source="follows from majority [I, check law]",
        nl="Vanaf de meerderjarigheid beslist de jongvolwassene zelf: de toestemming moet van "
        "hen komen, en wat ouders en netwerk zagen doordat ze deelnamen, stopt tenzij de "
        "jongvolwassene het anders wil.",
        en="From majority on the young adult decides: consent has to be theirs, and what parents "
        "and network saw by taking part stops unless the young adult wants it otherwise.",
    ),
    Provision(
        id="be_vlg:unborn",
        source="our reading [I]",
        nl="Een kind dat nog niet geboren is, neemt deel vanaf de geboorte: dan begint wat aan "
        "een minderjarige verschuldigd is. Wat aan de ouders verschuldigd is, geldt nu al.",
        en="A child not born yet takes part from birth on: what is owed to a minor begins then. "
        "What is owed to the parents holds now.",
    ),
    Provision(
        id="be_vlg:age-12",
        source="decree on the minor's legal position (DRM) of 7 May 2004, art. 4 §2 [R]",
        nl="Vanaf twaalf wordt voor sommige rechten vermoed dat een minderjarige ze zelf kan "
        "uitoefenen. Dat vermoeden kan worden weerlegd; eronder geldt geen vermoeden van het "
        "tegendeel.",
        en="From twelve on a minor is presumed able to exercise some rights. The presumption can "
        "be rebutted, and below that age the opposite is not presumed.",
    ),
    Provision(
        id="be_vlg:court",
        source="decree on integrated youth care (DIJH) of 12 July 2013, arts 75 and 75/1 "
        "[R, second-hand; current wording unchecked]",
        nl="Wat aan jeugdmagistraten en hun sociale dienst mag worden doorgegeven, is beperkt: "
        "alleen wat uitdrukkelijk is toegelaten, en standaard niets.",
        en="What may be passed on to youth magistrates and their social service is restricted: "
        "only what is expressly allowed, and nothing by default.",
    ),
    Provision(
        id="be_vlg:retention",
        source="jeugdhulp.be, since July 2019 [R]; that a hold stops destruction [I]",
        nl="Een dossier wordt bewaard tot de vijfendertigste verjaardag van de minderjarige en "
        "dan vernietigd, tenzij er een reden is om het langer te houden, zoals een rechtszaak.",
        en="A file is kept until the minor's thirty-fifth birthday and then destroyed, unless "
        "there is a reason to hold it longer, such as a lawsuit.",
    ),
    Provision(
        id="be_vlg:retention-told",
        source="jeugdhulp.be, since July 2019 [R]",
        nl="Bij het afsluiten hoort ieder van de cliëntzijde hoelang het dossier wordt bewaard "
        "en dat een afschrift kan worden gevraagd.",
        en="At closing everyone on the client side is told how long the file is kept and that a "
        "copy can be had.",
    ),
)

"""The shape of a clause: what a norm of the charter is, whom it binds and how it is checked."""

from enum import StrEnum
from typing import Final

import attrs


class Level(StrEnum):
    """How strictly the library checks a clause (a clause may have two levels).

    Most of the charter asks people to inform, to hear and to align. Software can see that this was
    recorded, never that someone felt heard; hence the middle level, EXPLAIN.
    """

    HARD = "hard"
    """An act that breaks it is refused. No policy lowers it."""

    EXPLAIN = "explain"
    """Comply or explain: a gate that opens for a reasoned exception, or a duty that stays open."""

    WARN = "warn"
    """Advice: a breach is a finding and stops nothing."""

    DOC = "doc"
    """Text only: a program can't judge it honestly."""

    INVARIANT = "invariant"
    """A property of whole histories, proved by tests. Every X but X1 and X16, which are HARD."""

    EMPTY = "empty"
    """A place where the source has no text (E1 to E4). No rule may cite it."""


class Kind(StrEnum):
    """What sort of norm a clause is; `Clause.kinds` may hold several."""

    DEFINITION = "definition"
    """Says what something is, or what falls in scope."""

    AIM = "aim"
    """Says what it is all for."""

    STANCE = "stance"
    """An attitude to work from."""

    OBLIGATION = "obligation"
    """Something the bearer has to do or to bring about."""

    PERMISSION = "permission"
    """Something the bearer may do."""

    POWER = "power"
    """Something only the bearer can bring into force."""

    RIGHT = "right"
    """Something the bearer may claim."""

    PROHIBITION = "prohibition"
    """Something closed to everyone who is not the bearer."""

    INTERPRETATION = "interpretation"
    """A rule for reading the other clauses."""

    DERIVED = "derived"
    """Not in the source: it follows from the clauses in `Clause.derives_from`."""

    EMPTY = "empty"
    """No norm: the source has no text there."""


class Bearer(StrEnum):
    """Whom a clause concerns: who owes it, may do it, or holds it."""

    CONSULTANT = "consultant"
    """The consultant, who works from a societal mandate."""

    CARE_WORKER = "care_worker"
    """The youth care worker of a youth-care organisation."""

    MINOR = "minor"
    """The child or young person."""

    PARENTS = "parents"
    """The parents."""

    FAMILY = "family"
    """The family as a whole."""

    NETWORK = "network"
    """The people around the family who take part."""

    GOVERNMENT = "government"
    """The public authority that decides on societal necessity."""

    ORGANISATIONS = "organisations"
    """The youth-care organisations, as bodies."""

    ALL = "all"
    """Everyone who takes part in the trajectory."""

    ANYONE = "anyone"
    """Anyone at all, taking part or not."""

    NONE = "none"
    """Nobody: a definition, an empty place, or a property that the library itself must have."""


BOTH: Final[tuple[Bearer, ...]] = (Bearer.CONSULTANT, Bearer.CARE_WORKER)
"""The two professional partners. "Both" in P5 names no roles; reading it as these two is ours."""


@attrs.frozen(kw_only=True)
class Clause:
    """One norm of the charter, or one thing that we derive from it.

    The wording is ours: `nl` and `en` are paraphrases and quote nothing. The source is named by
    `place`: PRE is its definition, TITLE its heading, ST the bullet on stance, PA the bullet on
    partners (PA-1 and PA-2 its parts), TA the bullet on tailored help; h is a bullet's headline and
    s3 its third sentence.
    """

    id: str
    """The key of the norm in the whole project, such as "P15a"."""

    place: str
    """Where the source has it, such as "PA-2 s4"; "derived"; for an empty place, where it is."""

    kinds: tuple[Kind, ...]
    """At least one, the main one first."""

    bearer: tuple[Bearer, ...]
    """At least one. With RIGHT among the kinds, the holders of the right are bearers too."""

    levels: frozenset[Level]
    """At least one. Which part of the norm has which level is for the rules to say."""

    derives_from: tuple[str, ...] = ()
    """Ids of the clauses it follows from; filled for X1 to X16 only."""

    nl: str
    """Our short paraphrase in Dutch."""

    en: str
    """Our short paraphrase in English."""

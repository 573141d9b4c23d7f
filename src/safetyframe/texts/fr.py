"""The few terms in French that we are sure of, over English; everything else waits for a reviewer.

Sure are those that long practice in the field has settled. A term is set beside the English one, so
that a sentence stays a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve

from safetyframe.roles import Role
from safetyframe.texts.model import Catalogue

__all__ = ["NOTE", "in_french"]

#: Said once, wherever somebody asks for French.
NOTE: Final = (
    "En français, seuls quelques termes sont sûrs ; tout le reste est en anglais. "
    "Only a few terms are given in French; all else is in English."
)

_ROLES: Final[Mapping[Role, str]] = {
    Role.CARE_WORKER: "intervenant",
    Role.MINOR: "mineur",
    Role.PARENT: "parent",
    Role.TRUST_PERSON: "personne de confiance",
}
_WORRIES: Final = "inquiétudes"
#: By the class of the act. *Concertation* is no agreement: to align is not to consent (P21).
_ACTS: Final[Mapping[str, str]] = {
    "Align": "concertation",
    "Dissent": "désaccord",
    "RecordConcern": _WORRIES,
    "RecordStrength": "force",
}


def in_french(english: Catalogue) -> Catalogue:
    """Set the French terms beside the English ones."""

    def beside(words: Mapping[Role, str]) -> dict[Role, str]:
        return {role: _beside(word, _ROLES.get(role)) for role, word in words.items()}

    topics = {
        name: _beside(word, _WORRIES if name in ("worries", "concern") else None)
        for name, word in english.facts["topic"].items()
    }
    kinds = dict(english.facts["kind"])
    kinds["strength"] = _beside(kinds["strength"], "force")
    return evolve(
        english,
        language="fr",
        acts={act: _beside(word, _ACTS.get(act)) for act, word in english.acts.items()},
        roles=beside(english.roles),
        with_article=beside(english.with_article),
        facts={**english.facts, "topic": topics, "kind": kinds},
    )


def _beside(word: str, french: str | None) -> str:
    return word if french is None or french == word else f"{word} ({french})"

"""The summary of an audit of fifteen months, made up."""

from __future__ import annotations

from random import Random

from safetyframe.auditing import Look, Summary
from safetyframe.pages import audit_page as page_of
from safetyframe.texts import Language
from safetyframe.values import TrajectoryId

CLAUSES = ("P22", "P18b", "T5a", "P16", "X1", "P21", "P12")
MONTHS = tuple(f"{2024 + n // 12}-{n % 12 + 1:02}" for n in range(3, 18))


def summary(seed: int = 7) -> Summary:
    rng = Random(seed)
    breaches = {
        (clause, month): rng.randrange(0, 60 // place + 2)
        for place, clause in enumerate(CLAUSES, 1)
        for month in MONTHS
    }
    looks = [
        Look(
            trajectory=TrajectoryId(f"family-{rng.randrange(100, 999)}"),
            hard=max(0, 4 - place),
            explain=rng.randrange(0, 9),
            informing=rng.randrange(0, 5),
            advice=rng.randrange(0, 7),
            unjudged=rng.randrange(0, 4),
        )
        for place in range(8)
    ]
    return Summary(
        trajectories=1_240,
        records=96_412,
        judged=93_007,
        found=sum(breaches.values()),
        breaches={key: count for key, count in breaches.items() if count},
        advice={("T6", MONTHS[-1]): 12, ("S1", MONTHS[-2]): 5},
        unjudged_acts=3_405,
        unjudged={"told": 2_100, "people": 905, "scales": 400},
        bad_lines={"export-2025.jsonl": 3},
        first=tuple(sorted(looks, key=lambda look: look.rank)),
    )


def audit_page(language: Language) -> str:
    return page_of(summary(), language)

"""Writes down what was observed, for ``safetyframe.lawmap``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from safetyframe.acts import ACTS
from safetyframe.duties import DUTIES
from safetyframe.lawmap import STAGES
from safetyframe.testing.exhaust import CASTS
from safetyframe.testing.vectors import load
from tests.lawmap.observing import Step, moves, owing, scenes, steps, straight, walked

FILE = Path(str(files("safetyframe.lawmap"))) / "observed.json"
_STAGES = [stage.id for stage in reversed(STAGES)]
_ACTS = [act.__name__ for act in ACTS]
#: Random lives that are added, for what takes more than the small family's looks.
WALKS = 12


def observed() -> dict[str, Any]:
    """All that is observed, in an order of its own."""
    refusing, vectors = _answers()
    return {"moves": _moves(), **_duties(), "refusing": refusing, "vectors": vectors}


def text(data: dict[str, Any]) -> str:
    """One line a fact, so that a difference can be read."""
    parts = []
    for name, held in data.items():
        pairs = held.items() if isinstance(held, dict) else None
        lines = (
            [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in pairs]
            if pairs is not None
            else [json.dumps(value) for value in held]
        )
        ends = "{}" if pairs is not None else "[]"
        parts.append(f"{json.dumps(name)}: {ends[0]}\n" + ",\n".join(lines) + f"\n{ends[1]}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _moves() -> list[list[Any]]:
    found: dict[tuple[str, str], set[str]] = {}
    every: Iterable[Step] = (
        *steps(CASTS["one"]),
        *steps(CASTS["siblings"]),
        *walked(WALKS),
    )
    for step in every:
        for before, act, after in moves(step):
            found.setdefault((before, after), set()).add(act)
    ordered = sorted(found, key=lambda pair: [_STAGES.index(stage) for stage in pair])
    return [[*pair, sorted(found[pair], key=_ACTS.index)] for pair in ordered]


def _duties() -> dict[str, Any]:
    found: dict[str, dict[str, set[str]]] = {
        what: {duty.id: set() for duty in DUTIES} for what in ("raised", "lapses")
    }
    for step in (*straight(), *scenes()):
        for duty, what, act in owing(step):
            found[what][duty].add(act)
    return {
        what: {duty: sorted(acts, key=_ACTS.index) for duty, acts in duties.items()}
        for what, duties in found.items()
    }


def _answers() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What refuses, on which clauses; and the vectors whose answer names a rule, duty or watch."""
    refusing: dict[str, list[str]] = {}
    naming: dict[str, list[str]] = {}
    for vector in load():
        then = vector.then
        for one in then.get("violations", ()):
            refusing.setdefault(one["rule"], one["clauses"])
        for key, name in _NAMED:
            for one in then.get(key, ()):
                held = naming.setdefault(one[name], [])
                if vector.id not in held:
                    held.append(vector.id)
    return dict(sorted(refusing.items())), dict(sorted(naming.items()))


_NAMED = (("violations", "rule"), ("warnings", "rule"), ("findings", "rule"), ("owed", "duty"))

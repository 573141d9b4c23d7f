"""From situations to the files that are shipped, and back to what they should be."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from safetyframe.charter import CHARTER_ID, CHARTER_VERSION
from safetyframe.law import Law
from safetyframe.outcome import Accepted
from safetyframe.testing.vectors import DATA, SCHEMA
from safetyframe.testing.vectors.answering import answer, policy_in_json
from safetyframe.testing.vectors.model import FORMAT
from safetyframe.trajectory import Trajectory
from safetyframe.wire import dump, load_act
from tests.support import story as s
from tests.support.story import Story
from tests.vectors.schema import schema
from tests.vectors.situation import Asked, Situation
from tests.vectors.situations import SITUATIONS
from tests.vectors.situations.hoe import explained

TRAJECTORY = {"id": "family-1", "zone": "Europe/Brussels"}
#: What stands in a record for the law that accepted it: whoever reads the vectors has another.
LAW = "vectors"
WIDTH = 100

#: The cast of our tests has names, so that tests read well; what is shipped has references only.
REFERENCES = {
    "anna": "child-1",
    "ben": "child-2",
    "carl": "child-3",
    "cleo": "child-4",
    "mother": "parent-1",
    "father": "parent-2",
    "stranger": "parent-9",
    "gran": "network-1",
    "neighbour": "network-2",
    "teacher": "network-3",
    "newcomer": "network-4",
    "trust": "trust-1",
    "judge": "authority-1",
    "bot": "system-1",
    "w-1": "worker-1",
    "w-2": "worker-2",
    "c-lead": "consultant-1",
    "c-co": "consultant-2",
    "c-deputy": "consultant-3",
    "c-next": "consultant-4",
}

#: Beginnings that many vectors share, each a prefix of the next.
STAGES = {
    "opened": s.opened,
    "gathered": lambda: _with(s.opened(), s.gathered),
    "wat-established": s.wat_established,
    "heard": lambda: _with(s.wat_established(), s.align_all),
    "expectations-set": s.expectations_set,
    "wat-explained": explained,
    "measure-accepted": lambda: _with(explained(), s.hoe_content),
    "hoe-established": s.hoe_established,
    "ready-to-withdraw": s.ready_to_withdraw,
}


def _with(story: Story, step: Callable[[Story], Any]) -> Story:
    step(story)
    return story


def without_names(value: Any, key: str = "") -> Any:
    """The same JSON, with references for the names of our cast."""
    if isinstance(value, dict):
        return {name: without_names(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [without_names(part, key) for part in value]
    if not isinstance(value, str) or key == "type":
        return value
    if " " in value:  # the id of a text; nothing that is shipped may look like prose
        return value.replace(" ", "-")
    head, slash, tail = value.partition("/")  # a participation: the act that made it, the person
    return f"{head}{slash}{REFERENCES.get(tail, tail)}" if slash else REFERENCES.get(value, value)


def _act(act: Any) -> dict[str, Any]:
    return without_names(dump(act))


def _records(story: Story) -> list[dict[str, Any]]:
    """The records of a story, decided on once more with references for names."""
    acts = tuple(json.dumps(_act(record.act)) for record in story.records)
    written = []
    for number in range(1, len(acts) + 1):
        _, record = _after(story.law.policy.canonical(), story.law, acts[:number])
        written.append(record)
    return written


#: Trajectories by policy and acts, since stories begin alike.
_AFTER: dict[tuple[str, tuple[str, ...]], tuple[Trajectory, dict[str, Any]]] = {}


def _after(policy: str, law: Law, acts: tuple[str, ...]) -> tuple[Trajectory, dict[str, Any]]:
    """Where a story stands after these acts, and the last of its records."""
    if not acts:
        return Trajectory.start(TRAJECTORY["id"], zone=TRAJECTORY["zone"]), {}
    if (policy, acts) not in _AFTER:
        before, _ = _after(policy, law, acts[:-1])
        outcome = law.decide(before, load_act(json.loads(acts[-1])))
        assert isinstance(outcome, Accepted), outcome
        record = {**dump(outcome.record), "law": LAW}
        _AFTER[policy, acts] = (outcome.trajectory, record)
    return _AFTER[policy, acts]


@cache
def _stages() -> dict[str, list[dict[str, Any]]]:
    return {name: _records(stage()) for name, stage in STAGES.items()}


def request_of(one: Situation, asked: Asked) -> dict[str, Any]:
    """The question that a situation asks, whole."""
    request = {
        "id": one.id,
        "ask": one.ask,
        "trajectory": TRAJECTORY,
        "policy": policy_in_json(asked.story.law.policy),
        "records": _records(asked.story),
        "unknown": sorted(one.hides),
    }
    return {**request, **_when(one, asked)}


def _when(one: Situation, asked: Asked) -> dict[str, Any]:
    if one.ask == "decide":
        return {"act": _act(asked.act)}
    return {"as_of": asked.as_of.isoformat(), "clause": one.clause}


def _vector(one: Situation) -> dict[str, Any]:
    asked = one.scene()
    request = request_of(one, asked)
    records = request["records"]
    stage, begun = None, 0
    for name, held in _stages().items():
        if len(held) > begun and records[: len(held)] == held:
            stage, begun = name, len(held)
    when = {name: request[name] for name in ("act", "as_of") if name in request}
    return {
        "id": one.id,
        "title": one.title,
        "ask": one.ask,
        "given": {
            "stage": stage,
            "records": records[begun:],
            "unknown": request["unknown"],
            "policy": request["policy"],
        },
        "when": when,
        "then": answer(request),
    }


def files() -> dict[Path, str]:
    """Every file as it should be."""
    clauses: dict[str, list[Situation]] = {}
    for one in SITUATIONS:
        clauses.setdefault(one.clause, []).append(one)
    head = {"format": FORMAT, "charter": {"id": CHARTER_ID, "version": CHARTER_VERSION}}
    made = {
        DATA / f"{clause}.json": {
            **head,
            "clause": clause,
            "vectors": [_vector(one) for one in told],
        }
        for clause, told in clauses.items()
    }
    before, stages = None, []
    for name, records in _stages().items():
        begun = 0 if before is None else len(_stages()[before])
        stages.append({"name": name, "after": before, "records": records[begun:]})
        before = name
    made[DATA / "stages.json"] = {**head, "trajectory": TRAJECTORY, "stages": stages}
    made[SCHEMA] = schema()
    return {path: lay_out(document) + "\n" for path, document in made.items()}


def lay_out(value: Any, indent: int = 0) -> str:
    """JSON to be read by people too: what fits on a line stands on one."""
    flat = json.dumps(value, ensure_ascii=True)
    if indent * 2 + len(flat) <= WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    pad = "  " * (indent + 1)
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {lay_out(part, indent + 1)}" for key, part in value.items()]
        opens, closes = "{}"
    else:
        parts = [lay_out(part, indent + 1) for part in value]
        opens, closes = "[]"
    body = ",\n".join(pad + part for part in parts)
    return f"{opens}\n{body}\n{'  ' * indent}{closes}"

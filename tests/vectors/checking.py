"""What a situation says by hand, held against an answer."""

from __future__ import annotations

from typing import Any

from tests.vectors.situation import Situation


def wrong(one: Situation, answer: dict[str, Any]) -> str | None:
    """Say where an answer is not what the situation says by hand; None where it is."""
    said, told = _said(one), _told(one, answer)
    return None if said == told else f"by hand {said}, the law {told}"


def _said(one: Situation) -> Any:
    if one.refused is not None:
        parted = ((rule, said.partition(":")) for rule, said in one.refused.items())
        named = {rule: (parts[0].split(), sorted(parts[2].split())) for rule, parts in parted}
        return ("refused", named)
    if one.accepted is not None:
        return ("accepted", set(one.accepted), sorted(one.warned))
    if one.unsure is not None:
        return ("unsure", set(one.unsure))
    if one.seen is not None:
        return ("seen", set(one.seen))
    assert one.owed is not None, one.id
    return ("owed", set(one.owed))


def _told(one: Situation, answer: dict[str, Any]) -> Any:
    if one.seen is not None:
        return ("seen", {f"{found['rule']}:{found['code']}" for found in answer["findings"]})
    if one.owed is not None:
        return ("owed", {f"{owed['person']}:{owed['state']}" for owed in answer["owed"]})
    verdict = answer["verdict"]
    if verdict == "refused":
        named = {
            found["rule"]: (found["clauses"], sorted(gap["code"] for gap in found["gaps"]))
            for found in answer["violations"]
        }
        return (verdict, named)
    if verdict == "accepted":
        warned = sorted(found["rule"] for found in answer["warnings"])
        return (verdict, set(answer["changes"]), warned)
    return (verdict, set(answer["unknown"]))

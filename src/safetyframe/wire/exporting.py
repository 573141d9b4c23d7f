"""The JSON form of a View, for screens, letters and whoever is shown something.

Not a wire form: it goes one way. What is in it has no `type` of its own and is counted as the
viewer counts, so that nobody can take it for a record or a trajectory, and store it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from safetyframe.acts import Act
from safetyframe.errors import HostError
from safetyframe.outcome import (
    Accepted,
    Fact,
    Finding,
    Findings,
    Gap,
    Outcome,
    Possibilities,
    Possibility,
    Refused,
    Remedy,
    Unsure,
    Violation,
)
from safetyframe.record import OpenItem, Record
from safetyframe.trajectory import Trajectory
from safetyframe.values import is_plain, is_plain_fact
from safetyframe.views import View, unsealed
from safetyframe.wire.leaves import Json

__all__ = [
    "VIEW_NAME",
    "Showable",
    "facts_in_json",
    "finding_in_json",
    "gap_in_json",
    "item_in_json",
    "possibility_in_json",
    "reference",
    "remedy_in_json",
    "view_in_json",
    "violation_in_json",
]

#: What a view may be of.
Showable: TypeAlias = (
    Trajectory | Outcome | Findings | Possibilities | Record | tuple[Record, ...] | None
)
_Object: TypeAlias = dict[str, Json]
_Dump: TypeAlias = Callable[[Act | Record | Trajectory], _Object]

#: The type and version of every exported view.
VIEW_NAME: Final = ("view", 1)
_TAGS: Final = frozenset({"type", "version"})
#: Places in the log and its last moment tell how much there is; a projection has none.
_UNTOLD: Final = frozenset({"seq", "known_at"})


def view_in_json(view: View[Showable], dump: _Dump) -> _Object:
    """Give a view as JSON; `dump` writes what has a wire form."""
    shown = unsealed(view)
    of, content = _content(shown, dump)
    name, version = VIEW_NAME
    return {
        "type": name,
        "version": version,
        "of": of,
        "viewer": reference(view.viewer.person),
        "at": view.viewer.at.isoformat(),
        "shown": content,
    }


def _content(shown: Showable, dump: _Dump) -> tuple[str, Json]:
    match shown:
        case Trajectory():
            return "trajectory", _trajectory(shown, dump)
        case Accepted() | Refused() | Unsure():
            return "outcome", _outcome(shown, dump)
        case Findings():
            return "findings", {
                "as_of": shown.as_of.isoformat(),
                "findings": [finding_in_json(one) for one in shown],
            }
        case Possibilities():
            return "possibilities", [possibility_in_json(one) for one in shown]
        case Record():
            return "record", _record(shown, dump)
        case None:
            return "record", None
        case tuple():
            return "records", [
                {"number": number, **_record(one, dump)}
                for number, one in enumerate(_records(shown), 1)
            ]
        case _:
            raise HostError("this view is of something that has no form in JSON")


def _records(shown: tuple[object, ...]) -> Iterable[Record]:
    for one in shown:
        if not isinstance(one, Record):
            raise HostError("this view is of something that has no form in JSON")
        yield one


def _trajectory(t: Trajectory, dump: _Dump) -> _Object:
    return _without(dump(t), _TAGS | _UNTOLD)


def _record(record: Record, dump: _Dump) -> _Object:
    whole = _without(dump(record), _TAGS | _UNTOLD)
    act = dump(record.act)
    # Beside one another, for an act may have fields of any name.
    return {**whole, "act": {"name": act["type"], "content": _without(act, _TAGS)}}


def _without(whole: _Object, names: Iterable[str]) -> _Object:
    return {name: value for name, value in whole.items() if name not in names}


def _outcome(outcome: Outcome, dump: _Dump) -> _Object:
    match outcome:
        case Accepted():
            return {
                "verdict": "accepted",
                "record": _record(outcome.record, dump),
                "trajectory": _trajectory(outcome.trajectory, dump),
                "warnings": [finding_in_json(one) for one in outcome.warnings],
            }
        case Refused():
            return {
                "verdict": "refused",
                "violations": [violation_in_json(one) for one in outcome.violations],
                "unknown": list(outcome.unknown),
            }
        case Unsure():
            return {"verdict": "unsure", "unknown": list(outcome.unknown)}


def facts_in_json(about: Iterable[Fact]) -> _Object:
    """Give facts by name; null for what is no reference, number, date or list of names."""
    return {name: value if is_plain_fact(name, value) else None for name, value in about}


def reference(value: str | None) -> str | None:
    """Give a reference; null for what is none, a name typed in its place, say."""
    return value if value is not None and is_plain(value) else None


def remedy_in_json(remedy: Remedy) -> _Object:
    """Give an act that would fill a gap."""
    return {
        "act": remedy.act,
        "roles": [role.value for role in remedy.roles],
        "about": facts_in_json(remedy.about),
        "human": remedy.human,
    }


def gap_in_json(gap: Gap) -> _Object:
    """Give one thing that is missing or in the way."""
    return {
        "code": gap.code,
        "about": facts_in_json(gap.about),
        "remedies": [remedy_in_json(one) for one in gap.remedies],
    }


def violation_in_json(violation: Violation) -> _Object:
    """Give one rule that was broken."""
    return {
        "rule": violation.rule,
        "clauses": list(violation.clauses),
        "level": violation.level.value,
        "broken": violation.broken,
        "gaps": [gap_in_json(gap) for gap in violation.gaps],
    }


def finding_in_json(finding: Finding) -> _Object:
    """Give something to look at."""
    return {
        "rule": finding.rule,
        "clauses": list(finding.clauses),
        "level": finding.level.value,
        "code": finding.code,
        "state": None if finding.state is None else finding.state.value,
        "about": facts_in_json(finding.about),
        "remedies": [remedy_in_json(one) for one in finding.remedies],
    }


def item_in_json(item: OpenItem) -> _Object:
    """Give what an ending left open."""
    return {
        "clause": item.clause,
        "person": item.person,
        "target": item.target,
        "state": item.state,
    }


def possibility_in_json(possibility: Possibility) -> _Object:
    """Give what the law says of one kind of act."""
    return {
        "act": possibility.act,
        "can": possibility.can.value,
        "violations": [violation_in_json(one) for one in possibility.violations],
        "rules": list(possibility.rules),
        "unknown": list(possibility.unknown),
    }

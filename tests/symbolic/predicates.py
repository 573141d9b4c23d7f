"""What must hold of small predicates for all numbers: crosshair solves for a way out.

An instant is a number here: these predicates only compare, and `datetime` adds nothing to that.
Each function begins with what it takes for granted, and ends in an assert; crosshair looks for
arguments that keep the first and break the last.
"""

from __future__ import annotations

from typing import Any, cast

from safetyframe.roles import Participation, Role
from safetyframe.rules.ending import _met_since
from safetyframe.rules.model import excepted
from safetyframe.slices.wat import Judgement
from safetyframe.values import ActId, Mandate, PersonId, Reason, ReasonedException


def _part(since: int, until: int | None) -> Participation:
    times: Any = {"since": since, "until": until, "added_at": since}
    return Participation(id="p", person=PersonId("x"), role=Role.PARENT, **times)


def _exception(until: int, why: Reason) -> ReasonedException:
    given: Any = {"until": until}
    return ReasonedException(clause="P14", why=why, minor=PersonId("anna"), **given)


class _At:
    def __init__(self, at: int) -> None:
        self.at = at


def a_part_runs_from_its_first_moment_up_to_its_last(since: int, until: int, at: int) -> None:
    assert _part(since, until).active(cast("Any", at)) == (since <= at < until)


def a_part_without_end_goes_on(since: int, at: int) -> None:
    assert _part(since, None).active(cast("Any", at)) == (since <= at)


def a_mandate_runs_from_its_first_moment_up_to_its_last(since: int, until: int, at: int) -> None:
    assert since <= until
    times: Any = {"since": since, "until": until}
    mandate = Mandate(body="b", reference="r", **times)
    assert mandate.covers(cast("Any", at)) == (since <= at < until)


def an_exception_ends(until: int, at: int) -> None:
    assert at >= 0
    given = _exception(until, Reason.NOT_REACHED)
    assert given.holds("P14", cast("Any", at)) == (at < until)


def an_emergency_carries_no_gate(until: int, at: int) -> None:
    assert at < until
    by: Any = _At(at)
    assert not excepted((_exception(until, Reason.EMERGENCY),), "P14", by)


def what_is_met_is_met_since_the_last_time_it_was_not(met: list[bool]) -> None:
    """For a series of judgements, oldest first, the last of which says met."""
    assert 0 < len(met) < 5
    assert met[-1]
    series = [
        Judgement(wat=1, met=one, at=cast("Any", nr), seq=nr, by=PersonId("c"), act=ActId(str(nr)))
        for nr, one in enumerate(met)
    ]
    since = cast("int", _met_since(series))
    assert all(met[since:])
    assert since == 0 or not met[since - 1]

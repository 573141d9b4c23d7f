"""What commands share: their options, opening a store, and finding the moment that is meant."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

import click

from safetyframe.cli.setting_up import set_up
from safetyframe.cli.trouble import Trouble

if TYPE_CHECKING:  # only the commands that open a store load what opens one
    from safetyframe.frame import Frame
    from safetyframe.trajectory import Trajectory
    from safetyframe.values import Mandate, PersonId
    from safetyframe.views import Viewer

__all__ = [
    "at_option",
    "for_option",
    "json_option",
    "known_trajectory",
    "lang_option",
    "mandate_named",
    "moment",
    "open_frame",
    "person_named",
    "reader_option",
    "store_option",
    "trajectory_argument",
    "viewer_of",
]

F = TypeVar("F", bound=Callable[..., Any])

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def json_option(command: F) -> F:
    """Add ``--json``."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON object a line, for programs."
    )(command)


def lang_option(command: F) -> F:
    """Add ``--lang``."""
    return click.option(
        "--lang",
        type=click.Choice(["nl", "en", "fr"]),
        help=(
            "The language of the words. Default: that of your terminal. French has a few terms, "
            "and is English else."
        ),
    )(command)


def reader_option(command: F) -> F:
    """Add ``--reader``."""
    return click.option(
        "--reader",
        type=click.Choice(["professional", "family", "child"]),
        help=(
            "For whom it is worded: a child is from about eight. It changes words, never what may "
            "be seen. Default: professional."
        ),
    )(command)


def store_option(command: F) -> F:
    """Add ``--store``."""
    return click.option(
        "--store",
        "url",
        metavar="URL",
        required=True,
        help="The store, such as sqlite:///cases.db.",
    )(command)


def at_option(command: F) -> F:
    """Add ``--at``."""
    return click.option(
        "--at",
        metavar="MOMENT",
        help=(
            "As of this moment (2025-03-01T09:00+01:00), or the end of this day (2025-03-01) in "
            "the trajectory's zone. Default: now."
        ),
    )(command)


def for_option(command: F) -> F:
    """Add ``--for``, and ``--mandate`` for somebody who looks for a government body."""
    command = click.option(
        "--mandate",
        nargs=2,
        metavar="BODY REFERENCE",
        help="That person looks on this mandate of a government body.",
    )(command)
    return click.option(
        "--for",
        "person",
        metavar="PERSON",
        help="Who looks: what is shown is what that person may see. Needed.",
    )(command)


def viewer_of(person: str | None, mandate: tuple[str, str] | None, when: datetime) -> Viewer:
    """Give whoever looks. Nothing is shown to nobody in particular."""
    from safetyframe.views import Viewer

    if person is None:
        raise Trouble(
            "say who looks, with --for PERSON: only what that person may see at the moment of --at "
            "is shown"
        )
    return Viewer(
        person=person_named(person, "--for"), at=when, mandate=mandate_named(mandate, when)
    )


def person_named(text: str, option: str) -> PersonId:
    """Give the reference that was typed after `option`; a name is refused and not repeated."""
    from safetyframe.values import PersonId, is_reference

    if not is_reference(text):
        raise Trouble(
            f"{option}: expected an opaque reference, 1 to 128 letters, digits and ._:/@+-#, and "
            "never a name"
        )
    return PersonId(text)


def mandate_named(mandate: tuple[str, str] | None, when: datetime) -> Mandate | None:
    """Give the mandate that was typed as its body and reference."""
    from safetyframe.values import Mandate

    return None if mandate is None else Mandate(body=mandate[0], reference=mandate[1], since=when)


def trajectory_argument(command: F) -> F:
    """Add the trajectory."""
    return click.argument("trajectory")(command)


def open_frame(url: str, *, zone: str | None = None, make: bool = False) -> Frame:
    """Open the store at `url`. Without `make`, a file that is not there is not made.

    What is raised names the scheme and never the URL, which may hold a password.
    """
    from safetyframe.frame import Frame
    from safetyframe.opening import look_first

    if not make:
        look_first(url)
    set_up(url)
    with redirect_stdout(sys.stderr):  # what a plugin prints is no answer of ours
        return Frame.open(url) if zone is None else Frame.open(url, zone=zone)


def known_trajectory(frame: Frame, name: str) -> Trajectory:
    """Give a trajectory as it is now; one that nobody has heard of is an error."""
    found = frame.trajectory(name)
    if found.seq:
        return found
    near = get_close_matches(name, frame.store.trajectories(), n=1, cutoff=0.75)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise Trouble(f"there is no trajectory {name} in this store{hint}")


def moment(text: str | None, zone: str) -> datetime:
    """Give the instant that ``--at`` means, in UTC. A day means its end in `zone`; None means now.

    An instant without an offset could be two moments, and is refused with what to type instead.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        if _DATE.fullmatch(text):
            return _end_of(date.fromisoformat(text), zone)
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise Trouble(
            "--at: expected a day such as 2025-03-01, or an instant such as "
            "2025-03-01T09:00:00+01:00"
        ) from None
    if found.tzinfo is None:
        meant = found.replace(tzinfo=ZoneInfo(zone)).isoformat()
        raise Trouble(
            f"--at: an instant has an offset from UTC; for that time in {zone} type {meant}"
        )
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise Trouble("--at: that moment is out of reach") from None


def _end_of(day: date, zone: str) -> datetime:
    """The last microsecond of a civil day."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return midnight.astimezone(UTC) - timedelta(microseconds=1)

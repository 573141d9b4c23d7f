"""``safetyframe relay``: carries notices from a store to a messenger, and tends what failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from safetyframe.cli.asking import json_option, lang_option, open_frame
from safetyframe.cli.console import Console
from safetyframe.cli.trouble import REFUSED, Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.ports import Outbox
    from safetyframe.relay import Counts
    from safetyframe.texts import Language

__all__ = ["command"]

F = TypeVar("F", bound=Callable[..., Any])

#: The numbers of `safetyframe.relay.Pace`: a name there, whether it is a time, what it says.
_PACE: Final = (
    ("batch", False, "How many notices to claim at once; who is killed sends these twice. (20)"),
    ("hold", True, "How long what was claimed is this worker's own. (120)"),
    ("tries", False, "How often a notice is tried before it is given up. (50)"),
    ("first", True, "The wait after a first failure; each later one is twice as long. (5)"),
    ("longest", True, "The longest wait between two tries. (3600)"),
    ("idle", True, "How long to wait when there is nothing to send. (2)"),
)


def _pace_options(command: F) -> F:
    for name, is_time, help_ in reversed(_PACE):
        command = click.option(
            f"--{name}",
            metavar="SECONDS" if is_time else "NUMBER",
            type=click.FloatRange(min=0, min_open=True) if is_time else click.IntRange(min=1),
            callback=_as_time if is_time else None,
            help=help_,
        )(command)
    return command


def _as_time(_: click.Context, __: click.Parameter, seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


@click.command("relay")
@click.argument("store")
@click.argument("messenger", required=False)
@click.option("--once", is_flag=True, help="End when nothing can be sent now.")
@click.option(
    "--worker",
    metavar="NAME",
    help="The name to work under; no two that run may share one. Default: one that is made up.",
)
@click.option(
    "--source",
    metavar="URI",
    default="safetyframe",
    help="What every message says it comes from. Default: safetyframe.",
)
@click.option(
    "--metrics",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep counts in this file, in the text format of Prometheus.",
)
@_pace_options
@click.option("--dead", is_flag=True, help="List the notices that failed, and send nothing.")
@click.option(
    "--revive", metavar="ID", multiple=True, help="Let this failed notice wait again. Repeatable."
)
@click.option("--all", "every", is_flag=True, help="Let all failed notices wait again.")
@lang_option
@json_option
def command(
    store: str,
    messenger: str | None,
    worker: str | None,
    source: str,
    metrics: Path | None,
    revive: tuple[str, ...],
    lang: Language | None,
    *,
    once: bool,
    dead: bool,
    every: bool,
    as_json: bool,
    **pace: object,
) -> int:
    """Carry notices from STORE to MESSENGER (two URLs), in order, each at least once.

    It goes on until SIGTERM or Ctrl-C, and ends after the notice in hand; nothing is lost if it is
    killed. Several may run at once. With --dead, --revive or --all no MESSENGER is needed: nothing
    is sent. What failed is named by references only.
    """
    console = Console(as_json=as_json, language=lang)
    chosen = sum((messenger is not None, dead, bool(revive), every))
    if chosen != 1:
        raise Trouble("name a MESSENGER to send to, or one of --dead, --revive ID and --all")
    console.note_language()
    with open_frame(store) as frame:
        outbox = _outbox(frame.store)
        if messenger is not None:
            return _send(
                console, outbox, messenger, worker, source, metrics, once=once, numbers=pace
            )
        if dead:
            _tell_dead(console, outbox)
        else:
            _revive(console, outbox, revive)
    return 0


def _outbox(store: object) -> Outbox:
    from safetyframe.ports import Outbox

    if not isinstance(store, Outbox):
        raise Trouble("this store keeps no notices: there is nothing to relay")
    return store


def _send(
    console: Console,
    outbox: Outbox,
    url: str,
    worker: str | None,
    source: str,
    metrics: Path | None,
    *,
    once: bool,
    numbers: Mapping[str, object],
) -> int:
    from safetyframe.cli.relaying import known_worker, open_messenger, run_relay
    from safetyframe.relay import Pace

    name = known_worker(worker)
    given: dict[str, Any] = {key: one for key, one in numbers.items() if one is not None}
    pace = Pace(**given)
    messenger = open_messenger(url)
    try:
        counts = run_relay(
            outbox, messenger, worker=name, pace=pace, source=source, once=once, metrics=metrics
        )
    finally:
        messenger.close()
    _tell_counts(console, name, counts)
    return REFUSED if counts.failed or (once and counts.waiting) else 0


def _tell_counts(console: Console, worker: str, counts: Counts) -> None:
    numbers = {
        "sent": counts.sent,
        "duplicates": counts.duplicates,
        "retried": counts.retried,
        "failed": counts.failed,
        "troubles": counts.troubles,
        "waiting": counts.waiting,
        "dead": counts.dead,
    }
    if console.as_json:
        lag = None if counts.lag is None else counts.lag.total_seconds()
        console.json("relay/1", worker=worker, **numbers, lag=lag)
        return
    console.line(console.label("relay-done", **numbers))
    console.line(console.label("relay-outbox", **numbers))


def _tell_dead(console: Console, outbox: Outbox) -> None:
    from safetyframe.notice import DeliveryState
    from safetyframe.wire.exporting import reference

    found = outbox.failed(limit=outbox.backlog()[DeliveryState.FAILED])
    for one in found:
        notice = one.notice
        if console.as_json:
            console.json(
                "dead-letter/1",
                id=notice.id,
                trajectory=reference(notice.trajectory),
                act=reference(notice.act),
                recipient=reference(notice.recipient),
                reason=one.reason,
                attempts=one.attempts,
                since=one.since.isoformat(),
                at=None if one.at is None else one.at.isoformat(),
            )
            continue
        line = console.label(
            "relay-dead",
            id=notice.id,
            trajectory=reference(notice.trajectory),
            act=reference(notice.act),
            recipient=reference(notice.recipient),
            reason=one.reason or "-",
            attempts=one.attempts,
            since=one.since.isoformat(timespec="seconds"),
        )
        console.line(line, hang=2)
    if not found and not console.as_json:
        console.line(console.label("nothing"))


def _revive(console: Console, outbox: Outbox, named: tuple[str, ...]) -> None:
    from safetyframe.notice import DeliveryState

    every = outbox.failed(limit=outbox.backlog()[DeliveryState.FAILED])
    ids = named or tuple(one.notice.id for one in every)
    known = {one.notice.id for one in every}
    if strange := [one for one in named if one not in known]:
        raise Trouble(
            f"{len(strange)} of these are no notices that failed; --dead lists those that did"
        )
    number = outbox.revive(ids, at=datetime.now(UTC))
    if console.as_json:
        console.json("revived/1", number=number)
        return
    console.line(console.label("relay-revived", number=number))

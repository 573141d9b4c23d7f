"""``safetyframe audit``: was it right, for a history, a folder of them, or a store."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from safetyframe.cli.asking import json_option, lang_option
from safetyframe.cli.console import Console
from safetyframe.cli.files import whole_file
from safetyframe.cli.setting_up import set_up
from safetyframe.cli.trouble import REFUSED, Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from datetime import datetime

    from safetyframe.auditing import Audited, BadLine, Part, PartReport
    from safetyframe.texts import Language

__all__ = ["command"]


@click.command("audit")
@click.argument("sources", nargs=-1, required=True, metavar="PATH_OR_URL...")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, help="Processes at once.")
@click.option("--at", metavar="DAY", help="What is overdue is so at the end of this day (UTC).")
@click.option("--stop", is_flag=True, help="Stop at the first line that can't be read.")
@click.option(
    "--html", type=click.Path(path_type=Path), help="Write the summary to this file as a page, too."
)
@lang_option
@json_option
def command(
    sources: tuple[str, ...],
    jobs: int,
    at: str | None,
    html: Path | None,
    lang: Language | None,
    *,
    stop: bool,
    as_json: bool,
) -> int:
    """Judge histories: files of JSON Lines, folders of ``*.jsonl`` files, stores by their URL.

    Every act is decided on again where it stands. What can't be judged for lack of facts is said,
    and is not *fine*. Ends with a summary for whoever supervises; with --json each thing that was
    found is a line, and the summary the last. Of a store every record is read, whoever may see it,
    and nothing is told but references. The status is 1 when something was found, or was not to be
    judged.
    """
    from safetyframe.auditing import BadLine, Summary, parts_of
    from safetyframe.cli.auditing import tell_summary

    console = Console(as_json=as_json, language=lang)
    as_of = _moment(at)
    if html is not None:  # before the hours that an audit may take, and not after
        _check(html)
    _set_up(sources)
    with redirect_stdout(sys.stderr):  # what a plugin prints is no answer of ours
        parts = parts_of(sources)
    total, marks, torn = Summary(), set[int](), 0
    with _Progress(len(parts), console) as progress:
        reports = _reports(parts, jobs, as_of, sources, details=as_json or stop)
        for report in reports:
            for one in report.found:
                if stop and isinstance(one, BadLine):
                    line = "" if one.line is None else f"line {one.line}: "
                    raise Trouble(f"{one.source}: {line}{one.problem}")
                if as_json:
                    _tell_program(console, one)
            torn += len(marks & report.marks)
            marks |= report.marks
            total += report.summary
            progress.step(total)
    if not total.trajectories and total.clean:  # more often a failed export than good news
        raise Trouble("there is no trajectory in it, so there was nothing to audit")
    if as_json:
        console.json("audit-summary/1", torn=torn, **total.in_json())
    else:
        console.note_language()
        tell_summary(console, total, torn)
    if html is not None:
        from safetyframe.pages import audit_page

        page = audit_page(total, console.language, torn=torn)
        with whole_file(html) as file:
            file.write(page)
    return REFUSED if torn or not total.clean else 0


def _check(html: Path) -> None:
    from safetyframe.pages import check_installed

    check_installed()
    if not html.parent.is_dir():
        raise Trouble(f"{html}: it can't be written: there is no such folder")


def _set_up(sources: tuple[str, ...]) -> None:
    for source in sources:
        set_up(source)


def _tell_program(console: Console, one: Audited | BadLine) -> None:
    from safetyframe.auditing import BadLine, in_json

    if isinstance(one, BadLine):
        console.json("audit-bad-line/1", **in_json(one))
        return
    for item in one.items:
        console.json("audit-item/1", **in_json(item))


def _moment(day: str | None) -> datetime | None:
    from datetime import UTC, datetime, time

    if day is None:
        return None
    try:
        return datetime.combine(datetime.strptime(day, "%Y-%m-%d").date(), time.max, UTC)  # noqa: DTZ007 -- a day
    except ValueError:
        raise Trouble("--at: expected a day such as 2025-06-30") from None


def _reports(
    parts: Iterable[Part],
    jobs: int,
    as_of: datetime | None,
    sources: tuple[str, ...],
    *,
    details: bool,
) -> Iterator[PartReport]:
    """Audit parts, in their order; a few are ahead of what has been told, and no more."""
    from safetyframe.auditing import audit_part

    if jobs == 1:
        for part in parts:
            with redirect_stdout(sys.stderr):
                report = audit_part(part, as_of=as_of, details=details)
            yield report
        return
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting: deque[Future[PartReport]] = deque()
    with ExitStack() as stack:
        pool = ProcessPoolExecutor(jobs, initializer=_set_up, initargs=(sources,))
        stack.callback(pool.shutdown, cancel_futures=True)
        for part in parts:
            waiting.append(pool.submit(audit_part, part, as_of=as_of, details=details))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Progress:
    """How far it is, on a terminal that looks at errors; nothing anywhere else."""

    def __init__(self, parts: int, console: Console) -> None:
        self._parts = parts
        self._console = console
        self._done = 0
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def step(self, total: object) -> None:
        """One part more is done."""
        from safetyframe.auditing import Summary

        self._done += 1
        if not self._shown or not isinstance(total, Summary):
            return
        said = self._console.label(
            "audit-progress",
            percent=100 * self._done // max(self._parts, 1),
            trajectories=total.trajectories,
            found=total.found,
        )
        sys.stderr.write(f"\r\x1b[K{said}")
        sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        if self._shown and self._done:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

"""``safetyframe convert``: an event log of another system, as a history that can be audited."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import click

from safetyframe.cli.asking import json_option
from safetyframe.cli.console import Console
from safetyframe.cli.files import whole_file
from safetyframe.cli.trouble import Trouble

__all__ = ["command"]


@click.command("convert")
@click.argument("log", type=click.Path(path_type=Path))
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="The TOML file. Default: that of logs which `export --to ocel` wrote.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to. Default: the output."
)
@json_option
def command(log: Path, mapping: Path | None, output: Path | None, *, as_json: bool) -> int:
    """Turn LOG, OCEL 2.0 (``.json``, ``.jsonocel``) or XES (``.xes``), into a history.

    The mapping file says which event is which act. What it can't find is told as lacking, and
    nothing is written while it says nothing of a kind of event. With --json, which needs -o, it
    prints how many lines were written.
    """
    from safetyframe.auditing.logs import converted, read_mapping, read_ocel, read_xes

    if as_json and output is None:
        raise Trouble("--json says what was written: name the file with -o")
    with as_file(files("safetyframe.exports") / "ocel.toml") as ours:
        said = read_mapping(ours if mapping is None else mapping)
    if not log.is_file():
        raise Trouble(f"{log}: there is no such file")
    events = read_xes(log) if log.suffix == ".xes" else read_ocel(log, said.case)
    lines = converted(events, said)
    if output is None:
        for line in lines:
            click.echo(line)
        return 0
    count = 0
    with whole_file(output) as file:
        for line in lines:
            file.write(f"{line}\n")
            count += 1
    if as_json:
        Console(as_json=True).json("converted/1", output=str(output), lines=count)
    return 0

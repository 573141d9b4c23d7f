"""``safetyframe schema``: JSON Schemas of what goes over the wire, and of what commands print."""

from __future__ import annotations

from difflib import get_close_matches

import click

from safetyframe.cli.asking import json_option
from safetyframe.cli.completing import schema_names
from safetyframe.cli.console import Console
from safetyframe.cli.trouble import Trouble

__all__ = ["command"]


@click.command("schema")
@click.argument("name", required=False, shell_complete=schema_names)
@json_option
def command(name: str | None, *, as_json: bool) -> int:
    """Print the JSON Schema (draft 2020-12) called NAME, or the names there are.

    An act goes by its name on the wire (establish-wat), what a command prints by its kind
    (finding/1).
    """
    from json import dumps

    from safetyframe import wire
    from safetyframe.auditing import schema as history
    from safetyframe.cli.object_schemas import KINDS, schema_of

    console = Console(as_json=as_json)
    names = (*wire.SCHEMAS, history.NAME, *KINDS)
    if name is None:
        for each in names:
            if as_json:
                console.json("schema-name/1", name=each)
            else:
                click.echo(each)
        return 0
    if name not in names:
        near = get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise Trouble(f"there is no schema of that name; {hint}safetyframe schema lists them")
    if name == history.NAME:
        found = history.line_schema()
    else:
        found = schema_of(name) if name in KINDS else wire.schema(name)
    if as_json:
        console.json("schema/1", name=name, schema=found)
    else:
        click.echo(dumps(found, indent=2))
    return 0

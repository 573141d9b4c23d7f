"""What a shell offers where a word is no file and no closed choice. Nothing opens a store."""

from __future__ import annotations

import click

__all__ = ["clause_ids", "schema_names"]


def clause_ids(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Give the ids of clauses that begin like this, typed in any case."""
    from safetyframe.charter import BY_ID

    return [each for each in BY_ID if each.casefold().startswith(begun.casefold())]


def schema_names(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Give the names of schemas: acts and documents on the wire, and what commands print."""
    from safetyframe import wire
    from safetyframe.auditing import schema as history
    from safetyframe.cli.object_schemas import KINDS

    return [each for each in (*wire.SCHEMAS, history.NAME, *KINDS) if each.startswith(begun)]

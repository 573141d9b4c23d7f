"""The command `safetyframe`: finds the command asked for, and puts every error on one line."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from safetyframe.cli.console import make_output_safe
from safetyframe.cli.trouble import BAD_INPUT, INTERRUPTED, Trouble, one_line

__all__ = ["COMMANDS", "run"]

_NAME: Final = "safetyframe"
_DEBUG: Final = "SAFETYFRAME_TRACEBACK"

#: Every command, and what it does in one line. Its module is loaded when it is run.
COMMANDS: Final[dict[str, str]] = {
    "demo": "Play the sample trajectory on a fresh file, act by act.",
    "run": "Play acts from a script on a store.",
    "show": "Show where a trajectory stands.",
    "findings": "Show what there is to look at: open duties and advice.",
    "may": "Show what somebody may do now, and why not.",
    "report": "Write a page that shows where a trajectory stands.",
    "export": "Give a trajectory in a form that other systems read.",
    "audit": "Judge histories that others wrote, act by act.",
    "convert": "Turn an event log, OCEL or XES, into a history to audit.",
    "charter": "Show the charter's clauses, and what rests on each.",
    "plain": "Measure how plain the prose in text files is, for those who have to read it.",
    "relay": "Carry notices from a store to a messenger, and list those that failed.",
    "plugins": "Show which plugins were found, good and bad.",
    "conform": "Try every law of the conformance kit on a store.",
    "schema": "Show the JSON Schema of an act, a record or of what commands print.",
}


class Commands(click.Group):
    """The group of commands, none of them loaded before it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order in which somebody meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command: object = import_module(f"safetyframe.cli.commands.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named, or say which one was meant."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = get_close_matches(name, COMMANDS, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise Trouble(f"there is no such command; {hint}there are {', '.join(COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what click would handle its own way is handled ours."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Trouble("interrupted", INTERRUPTED) from None
        except BrokenPipeError:
            raise Trouble("", BAD_INPUT) from None


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from safetyframe import __version__
        from safetyframe.versions import CHARTER, WIRE

        click.echo(f"{_NAME} {__version__}\nwire {WIRE}\ncharter {CHARTER}")
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "Exit status: 0 all is well, 1 something was refused, 2 the command could not be carried "
        "out, 130 it was interrupted."
    ),
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the versions of library, wire and charter, and exit.",
)
def _app() -> None:
    """Ask the charter by which consultants and care workers agree to work with families."""


def run(arguments: Sequence[str]) -> int:
    """Run the command in `arguments` and give its exit status."""
    make_output_safe()
    try:
        status: object = _app.main(
            list(arguments) or ["--help"], prog_name=_NAME, standalone_mode=False
        )
    except (click.Abort, KeyboardInterrupt):
        return _end("interrupted", INTERRUPTED)
    except click.UsageError as error:
        path = _NAME if error.ctx is None else error.ctx.command_path
        return _end(f"{_lower(error.format_message())} (see {path} --help)", BAD_INPUT)
    except click.ClickException as error:
        return _end(error.format_message(), BAD_INPUT)
    except Trouble as trouble:
        return _end(trouble.message, trouble.status)
    except Exception as error:  # noqa: BLE001 - whatever it is, a terminal gets one line
        return _end(_say(error), BAD_INPUT)
    return _flushed(status if isinstance(status, int) else 0)


def _say(error: Exception) -> str:
    from safetyframe.errors import SafetyframeError

    if os.environ.get(_DEBUG):
        traceback.print_exc()
    if isinstance(error, SafetyframeError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename or 'the system'}: {error.strerror or type(error).__name__}"
    # Its text may hold anything; where it happened holds nothing of a family.
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return (
        f"this should not happen ({type(error).__name__} at {place}); please report it, with what "
        f"{_DEBUG}=1 shows"
    )


def _lower(message: str) -> str:
    message = message.rstrip(".")
    return message[:1].lower() + message[1:]


def _end(message: str, status: int) -> int:
    """Say how it ended, after whatever was printed before."""
    status = _flushed(status)
    line = one_line(message)
    if line:
        with contextlib.suppress(OSError):
            print(f"{_NAME}: {line}", file=sys.stderr, flush=True)
    return status


def _flushed(status: int) -> int:
    """Flush what was printed. Whoever closed the pipe is told nothing more, and no traceback."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        return status or BAD_INPUT
    except OSError as error:  # a full disk behind the pipe
        print(f"{_NAME}: the output could not be written: {error.strerror}", file=sys.stderr)
        return status or BAD_INPUT
    return status

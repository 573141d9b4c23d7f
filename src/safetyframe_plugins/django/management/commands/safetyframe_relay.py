"""``manage.py safetyframe_relay``: the relay of the command line, on a database of the project."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any, Final

from django.core.management.base import BaseCommand, CommandError

from safetyframe.cli import main

if TYPE_CHECKING:  # it comes with another extra than Django does
    from click import Option

__all__ = ["Command"]

_CLICK: Final = "the relay is the command line's, which needs click: pip install 'safetyframe[cli]'"


class Command(BaseCommand):
    """Carry notices out of the project's database, with the options of ``safetyframe relay``."""

    help = "Carries notices to a messenger until it is told to stop, and tends those that failed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for what ``safetyframe relay`` asks for, but for the store."""
        parser.add_argument("messenger", nargs="?", help="the URL of a messenger")
        parser.add_argument("--database", default="default", help="an alias out of DATABASES")
        for option in _options():
            said = (option.help or "").replace("%", "%%")
            how: dict[str, Any] = {"dest": option.name, "help": said}
            if option.is_flag:
                how |= {"action": "store_true"}
            elif option.multiple:
                how |= {"action": "append", "metavar": option.metavar}
            else:
                how |= {"metavar": option.metavar}
            parser.add_argument(*option.opts, **how)

    def handle(self, *, messenger: str | None, database: str, **given: Any) -> None:  # noqa: ANN401 -- as `_options` says
        """Run it, and end with its status."""
        words: list[str] = []
        for option in _options():
            said = given.get(str(option.name))
            if said is True:
                words.append(option.opts[0])
            elif said is not None and said is not False:
                several = said if option.multiple else [said]
                words += [f"{option.opts[0]}={one}" for one in several]
        named = () if messenger is None else (messenger,)
        status = main(["relay", *words, "--", f"django://{database}", *named])
        if status:
            sys.exit(status)


def _options() -> list[Option]:
    """Give the options of the command line's own command, so that they are the same."""
    try:
        from click import Option

        from safetyframe.cli.commands.relay import command
    except ImportError as error:
        raise CommandError(_CLICK) from error
    return [one for one in command.params if isinstance(one, Option)]

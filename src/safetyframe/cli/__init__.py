"""The command line, `safetyframe`: plays, asks and shows, on any store that a plugin provides.

It needs the extra ``cli``. Each command is a module of its own in `safetyframe.cli.commands`,
loaded when it is run; `docs/reference/command-line.md` says what each does, prints, and gives as
its status.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status: 0, 1 (a verdict), 2 (an error), 130 (Ctrl-C).

    `arguments` are those of this process when None.
    """
    try:
        try:
            from safetyframe.cli.app import run
        except ModuleNotFoundError as error:
            if error.name != "click":
                raise
            needs = "the command line needs click: pip install 'safetyframe[cli]'"
            print(f"safetyframe: {needs}", file=sys.stderr)
            return 2
        return run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # while it was still loading
        print("safetyframe: interrupted", file=sys.stderr)
        return 130

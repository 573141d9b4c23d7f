"""What a run of the tests started is ended after it, however it ended: by SIGKILL too."""

from __future__ import annotations

import atexit
import os
import shlex
import subprocess
from functools import cache
from pathlib import Path

__all__ = ["end_afterwards"]

#: One that has ended is there still, as Z, where nobody has asked how.
_GONE = 'gone() { case "$(ps -o stat= -p $1)" in ""|Z*) ;; *) false;; esac; }'


def end_afterwards(pid: Path, *folders: Path | str, signal: str = "KILL") -> None:
    """Have the process whose number stands in the file `pid` ended when this one is no more.

    Then its `folders` are removed. Whoever ends it before takes the file away: by then the number
    may be another's.
    """
    gone = " ".join(shlex.quote(str(one)) for one in folders)
    told = (
        f"p=$(head -n1 {shlex.quote(str(pid))}) && kill -{signal} $p"
        " && until gone $p; do sleep 0.05; done\n" + (f"rm -rf {gone}\n" if gone else "")
    )
    os.write(_line(os.getpid()), told.encode())


@cache
def _line(owner: int) -> int:
    """Start a shell that does what it was told once nobody can tell it anything more."""
    reading, writing = os.pipe()  # what is executed from here does not inherit it
    shell = subprocess.Popen(
        ["sh", "-c", f'{_GONE}; told=$(cat); eval "$told"'],
        stdin=reading,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(reading)

    def end() -> None:
        if os.getpid() == owner:  # and not a process that was forked
            os.close(writing)
            shell.wait(60)

    atexit.register(end)
    return writing

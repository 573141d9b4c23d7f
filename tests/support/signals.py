"""Ctrl-C for what tests start."""

from __future__ import annotations

import signal

__all__ = ["listening"]


def listening():
    """Let a child hear Ctrl-C: to be called in it, before it becomes another program.

    Whoever runs the tests in the background of a shell hands down one that is ignored.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)

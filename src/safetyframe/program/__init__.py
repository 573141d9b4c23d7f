"""What a frame does and answers, as generators of effects that do nothing themselves.

A program yields an effect, is sent its answer, and returns. Whoever runs it does the input and
output, so one program serves a driver with threads and one with coroutines. An effect that fails
raises in the driver and ends the program there; a lost race is no failure but an answer.
"""

from __future__ import annotations

from safetyframe.program.bodies import check_bodies, texts_of
from safetyframe.program.doing import TRIES, Done, ErasedTexts, ask, do, finish_erasing
from safetyframe.program.effects import (
    Append,
    Call,
    Effect,
    Fetch,
    Find,
    Load,
    Locate,
    Read,
    Steps,
    Track,
    Wipe,
    perform,
)
from safetyframe.program.memory import Memory

__all__ = [
    "TRIES",
    "Append",
    "Call",
    "Done",
    "Effect",
    "ErasedTexts",
    "Fetch",
    "Find",
    "Load",
    "Locate",
    "Memory",
    "Read",
    "Steps",
    "Track",
    "Wipe",
    "ask",
    "check_bodies",
    "do",
    "finish_erasing",
    "perform",
    "texts_of",
]

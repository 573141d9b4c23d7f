"""Put a changed line into what is imported already, or where that can't be, into a fresh process.

Nothing of the library may be imported here: as a plugin of pytest (`-p tests.lines.planting`, in a
fresh process) this comes before it.
"""

from __future__ import annotations

import functools
import gc
import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final

__all__ = ["MODULE", "READ", "TEXT", "Functions", "Memory", "Unplanted"]

#: In a fresh process: the module that is changed, and the file that holds it as changed.
MODULE: Final = "SAFETYFRAME_LINES_MODULE"
TEXT: Final = "SAFETYFRAME_LINES_TEXT"

#: Added to the name of that file: one that is there once the changed module was imported.
READ: Final = ".read"


#: Modules that share lives at random: those take long, and are made once by the law as it is.
_LIVES: Final = ("tests.laws", "tests.support.planner")


class Unplanted(Exception):
    """No living function runs what was changed: it ran when the module was imported, or not yet."""


class Memory:
    """What functions of these packages keep, by `functools.cache` and the like."""

    def __init__(self, *packages: str) -> None:
        self._kept: list[Any] = [
            one
            for one in gc.get_objects()
            if type(one) is functools._lru_cache_wrapper
            and one.__module__.partition(".")[0] in packages
            and not one.__module__.startswith(_LIVES)
        ]

    def forget(self) -> None:
        """From now on, in this process, all of it is made anew."""
        for one in self._kept:
            one.cache_clear()


class Functions:
    """Every function of the library that lives in this process, by the code that it runs."""

    def __init__(self, under: Path) -> None:
        root = str(under)
        self._by_code: dict[tuple[str, str, int], list[FunctionType]] = {}
        self._memory = Memory("safetyframe", "tests")
        self._read: dict[tuple[Path, str], CodeType] = {}
        for one in gc.get_objects():
            kind: type[Any] = type(one)
            if kind is FunctionType and one.__code__.co_filename.startswith(root):
                self._by_code.setdefault(_key(one.__code__), []).append(one)

    def read(self, file: Path, text: str) -> CodeType:
        """Compile `file` as it reads `text`, once."""
        if (file, text) not in self._read:
            self._read[file, text] = compile(text, str(file), "exec", dont_inherit=True)
        return self._read[file, text]

    def plant(self, file: Path, before: str, after: str) -> None:
        """From now on, in this process, run `file` as it reads `after`."""
        old, new = self.read(file, before), self.read(file, after)
        pairs = [*_pairs(old, new)]
        planted = [
            (function, now) for was, now in pairs for function in self._by_code.get(_key(was), ())
        ]
        if not planted or any(
            len(f.__code__.co_freevars) != len(c.co_freevars) for f, c in planted
        ):
            raise Unplanted
        for function, code in planted:
            function.__code__ = code
        self._memory.forget()


def _key(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _pairs(old: CodeType, new: CodeType) -> list[tuple[CodeType, CodeType]]:
    """Give each piece of code that differs with what comes in its place."""
    if old == new:
        return []
    found = [(old, new)]
    held, coming = ([c for c in code.co_consts if isinstance(c, CodeType)] for code in (old, new))
    if len(held) == len(coming):
        for was, now in zip(held, coming, strict=True):
            found += _pairs(was, now)
    return found


class _Finder(MetaPathFinder):
    def __init__(self, module: str, text: str) -> None:
        self._module, self._text = module, text

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        if fullname != self._module:
            return None
        sys.meta_path.remove(self)
        try:
            package = __import__("importlib.util").util.find_spec(fullname)
        finally:
            sys.meta_path.insert(0, self)
        places = None if package is None else package.submodule_search_locations
        Path(f"{self._text}{READ}").touch()
        return spec_from_file_location(fullname, self._text, submodule_search_locations=places)


if MODULE in os.environ:
    sys.meta_path.insert(0, _Finder(os.environ[MODULE], os.environ[TEXT]))

"""Which modules are public, and each of their public names in lines that can be compared.

Public is what stands in `__all__` of: `safetyframe` and each module right below it, the packages of
the kit, each adapter, and the few modules further down that `DEEPER` names. A line says what a
caller can lean on, and nothing that a caller can't see: no line numbers, no docstrings, no values
that are computed.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import UnionType

import attrs

import safetyframe
import safetyframe.testing
import safetyframe_plugins

#: Modules further down that plugins and hosts are told to import.
DEEPER = (
    "safetyframe.plugins.rows",
    "safetyframe.plugins.sharing",
    "safetyframe.plugins.urls",
    "safetyframe.testing.machines",
    "safetyframe.testing.plugin",
)
#: Reached as a command, and public as one: see `commands`.
_COMMANDS = frozenset({"safetyframe.cli", "safetyframe.__main__"})


@cache
def modules() -> tuple[str, ...]:
    """Every public module, by name."""
    below = [
        (f"safetyframe.{m.name}" for m in iter_modules(safetyframe.__path__)),
        (
            f"safetyframe.testing.{m.name}"
            for m in iter_modules(safetyframe.testing.__path__)
            if m.ispkg
        ),
        (f"safetyframe_plugins.{m.name}" for m in iter_modules(safetyframe_plugins.__path__)),
    ]
    found = {"safetyframe", *DEEPER, *(name for names in below for name in names)}
    return tuple(sorted(name for name in found - _COMMANDS if "._" not in name))


def lines() -> Iterator[str]:
    """Every public name of every public module."""
    for name in modules():
        module = import_module(name)
        yield f"module {name}"
        for one in sorted(module.__all__):
            yield from (f"  {line}" for line in said(one, getattr(module, one), name))


def said(name: str, value: object, module: str) -> Iterator[str]:
    """One public name: where it lives if elsewhere, or else all that it promises."""
    if isinstance(value, type) or inspect.isroutine(value):
        home = _home(name, value)
        if home not in (module, None):
            yield f"{name} = {home}.{name}"
        elif isinstance(value, type):
            yield from _class(name, value)
        else:
            yield f"{_how(value)}def {name}{signature(value)}"
    elif inspect.ismodule(value):
        yield f"{name} = {value.__name__}"
    elif isinstance(value, bool | int | str) and name != "__version__":
        yield f"{name} = {value!r}"
    elif isinstance(value, UnionType):
        yield f"{name} = {' | '.join(sorted(map(_short, value.__args__)))}"
    elif type(value).__module__ in ("collections.abc", "types", "typing") and hasattr(
        value, "__args__"
    ):
        yield f"{name} = {_annotation(value)}"
    elif (
        isinstance(value, dict | frozenset | tuple)
        and value
        and all(isinstance(k, str) for k in value)
    ):
        yield f"{name}: {' '.join(sorted(value))}"
    else:
        yield f"{name}: {type(value).__name__}"


def _has(module: str, name: str, value: object) -> bool:
    found = import_module(module)
    return name in found.__all__ and getattr(found, name) is value


@cache
def _home(name: str, value: object) -> str | None:
    """The public module that a class or function is told under: the one nearest to its source."""
    source = f"{getattr(value, '__module__', '')}."
    near = [m for m in modules() if source.startswith(f"{m}.") and m != "safetyframe"]
    every = (*sorted(near, key=len, reverse=True), *modules())
    return next((m for m in every if _has(m, name, value)), None)


# --- classes --------------------------------------------------------------------------------------


def _class(name: str, cls: type) -> Iterator[str]:
    bases = [_short(b) for b in cls.__bases__ if b is not object]
    yield f"class {name}({', '.join(bases)})" if bases else f"class {name}"
    if issubclass(cls, Enum):
        yield from (f"  {one.name} = {one.value!r}" for one in cls)
    elif attrs.has(cls):
        yield from (f"  {_field(cls, one)}" for one in attrs.fields(cls))
    elif "__init__" in cls.__dict__ and not getattr(cls, "_is_protocol", False):
        yield f"  def __init__{signature(cls.__dict__['__init__'])}"
    yield from (f"  {line}" for line in sorted(_members(cls)))


def _field(cls: type, one: attrs.Attribute[object]) -> str:
    if not one.init:
        how = " (worked out)"
    elif one.default is attrs.NOTHING:
        how = ""
    else:
        how = f" = {_default(one.default)}"
    where = "" if one.kw_only or not one.init else " (by place)"
    # As it is written: cattrs resolves `Attribute.type` in place, once it has read such a value.
    written = (inspect.get_annotations(base) for base in cls.__mro__)
    kind = next((told[one.name] for told in written if one.name in told), one.type)
    return f"{one.name}: {_annotation(kind)}{how}{where}"


def _members(cls: type) -> Iterator[str]:
    """What a class has by its own writing, and what it has from classes that are not public."""
    taken = {one.name for one in attrs.fields(cls)} if attrs.has(cls) else set()
    for base in reversed(cls.__mro__):
        if not base.__module__.startswith("safetyframe"):
            continue
        if base is not cls and _home(base.__name__, base) is not None:
            continue
        told = {} if attrs.has(base) else inspect.get_annotations(base)
        yield from (f"{n}: {_annotation(t)}" for n, t in told.items() if not n.startswith("_"))
        for name, value in vars(base).items():
            if name not in taken and (line := _member(name, value)) is not None:
                yield line


def _member(name: str, value: object) -> str | None:
    if isinstance(value, property):
        made = inspect.signature(value.fget or (lambda: None)).return_annotation
        return None if name.startswith("_") else f"{name} -> {_annotation(made)}"
    bare = value.__func__ if isinstance(value, classmethod | staticmethod) else value
    if not inspect.isfunction(bare) or _made_by_a_tool(name, bare):
        return None
    kind = type(value).__name__ + " " if bare is not value else ""
    return f"{kind}{_how(bare)}def {name}{signature(bare)}"


def _how(function: object) -> str:
    return "async " if inspect.iscoroutinefunction(function) else ""


#: Special methods that a caller leans on by writing something else than a call.
_SPOKEN = frozenset(
    f"__{name}__"
    for name in (
        *("aenter", "aexit", "enter", "exit"),
        *("call", "contains", "getitem", "iter", "len"),
    )
)


def _made_by_a_tool(name: str, function: Callable[..., object]) -> bool:
    if name.startswith("_"):
        return name not in _SPOKEN
    return (function.__doc__ or "").startswith("Method generated by attrs")


# --- signatures -----------------------------------------------------------------------------------


def signature(function: Callable[..., object]) -> str:
    """How it is called, in the words of its source."""
    try:
        found = inspect.signature(function)
    except ValueError:  # made in C
        return "(...)"
    shown: list[str] = []
    before = None
    for one in found.parameters.values():
        if before is inspect.Parameter.POSITIONAL_ONLY is not one.kind:
            shown.append("/")
        if one.kind is one.KEYWORD_ONLY and before not in (one.KEYWORD_ONLY, one.VAR_POSITIONAL):
            shown.append("*")
        shown.append(_parameter(one))
        before = one.kind
    if before is inspect.Parameter.POSITIONAL_ONLY:
        shown.append("/")
    back = found.return_annotation
    arrow = "" if back is found.empty else f" -> {_annotation(back)}"
    return f"({', '.join(shown)}){arrow}"


def _parameter(one: inspect.Parameter) -> str:
    stars = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
    typed = "" if one.annotation is one.empty else f": {_annotation(one.annotation)}"
    default = "" if one.default is one.empty else f" = {_default(one.default)}"
    return f"{stars}{one.name}{typed}{default}"


_NAMED = re.compile(r"\b(?:[a-z_]\w*\.)+(?=[A-Za-z_])")


def _annotation(annotation: object) -> str:
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return _NAMED.sub("", re.sub(r"['\"~]", "", text))


def _short(value: object) -> str:
    return value.__qualname__ if isinstance(value, type) else _annotation(value)


def _default(value: object) -> str:
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    if isinstance(value, tuple) and not value:
        return "()"
    return "..."  # there is one; what it is may be computed

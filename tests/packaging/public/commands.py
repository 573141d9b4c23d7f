"""What else others lean on: commands and their options, objects that are printed, hooks, exits."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import entry_points

import click

from safetyframe.cli import trouble
from safetyframe.cli.app import COMMANDS
from safetyframe.cli.object_schemas import KINDS, schema_of
from safetyframe.plugins import API, GROUP, Hooks
from safetyframe.testing import plugin as of_pytest
from tests.packaging.public.names import signature


def lines() -> Iterator[str]:
    """Everything public that is no Python name."""
    yield from _commands()
    yield "exit status"
    yield from (
        f"  {name} = {getattr(trouble, name)}" for name in ("REFUSED", "BAD_INPUT", "INTERRUPTED")
    )
    yield "objects that commands print"
    yield from (f"  {kind} {_digest(schema_of(kind))}" for kind in sorted(KINDS))
    yield f"plugins, contract {API}, entry points {GROUP}"
    hooks = {n: v for n, v in vars(Hooks).items() if inspect.isfunction(v)}
    yield from (f"  def {name}{signature(hook)}" for name, hook in sorted(hooks.items()))
    yield from (f"  {one.name} = {one.value}" for one in sorted(entry_points(group=GROUP)))
    yield "pytest"
    yield from (f"  {line}" for line in sorted(_of_pytest()))


def _commands() -> Iterator[str]:
    for name in COMMANDS:
        command = import_module(f"safetyframe.cli.commands.{name.replace('-', '_')}").command
        yield from told(f"safetyframe {name}", command)


def told(path: str, command: click.Command) -> Iterator[str]:
    """A command with its arguments and options, and the commands below it."""
    yield f"command {path}"
    yield from sorted(f"  {_parameter(one)}" for one in command.params)
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from told(f"{path} {name}", command.commands[name])


def _parameter(one: click.Parameter) -> str:
    words = [
        " ".join(sorted(one.opts + one.secondary_opts))
        if isinstance(one, click.Option)
        else f"<{one.name}>"
    ]
    if isinstance(one, click.Option) and one.is_flag:
        words.append("flag")
    elif isinstance(one.type, click.Choice):
        words.append("|".join(str(each) for each in one.type.choices))
    else:
        words.append(one.type.name)
    words += [f"x{one.nargs}"] if one.nargs != 1 else []
    words += ["required"] if one.required else []
    words += ["repeated"] if getattr(one, "multiple", False) else []
    return " ".join(words)


def _digest(schema: object) -> str:
    text = json.dumps(schema, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _of_pytest() -> Iterator[str]:
    """Fixtures and options, read from the source: pytest keeps no promise about its own objects."""
    for node in ast.walk(ast.parse(inspect.getsource(of_pytest))):
        if isinstance(node, ast.FunctionDef):
            if any(ast.unparse(each).startswith("pytest.fixture") for each in node.decorator_list):
                yield f"fixture {node.name} -> {ast.unparse(node.returns) if node.returns else ''}"
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "addoption":
            yield f"option {ast.literal_eval(node.args[0])}"

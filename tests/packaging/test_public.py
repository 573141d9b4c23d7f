"""What others build on changes on purpose, and is then written down."""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import Protocol

import click
import pytest
from attrs import field, frozen

from tests.packaging.public import commands, names
from tests.packaging.public.kept import KEPT, difference, today


def test_nothing_public_has_changed_by_accident():
    found = difference(KEPT.read_text("utf-8"), today())
    assert not found, f"\n{found}"


# --- what the list says of each kind of thing, written here by hand -------------------------------


class Colour(Enum):
    RED = "red"


@frozen(kw_only=True)
class Held:
    name: str
    colour: Colour = Colour.RED
    many: tuple[str, ...] = ()
    worked: int = field(init=False, default=1)
    _hidden: int = 0

    @property
    def first(self) -> str:
        return self.name[0]

    def told(self, to: str, /, *, loud: bool = False) -> None: ...
    def _quiet(self) -> None: ...


class Asks(Protocol):
    name: str

    async def ask(self, *whom: str, **how: int) -> list[str]: ...


class Plain(ValueError):
    def __init__(self, where: str, why: str | None = None) -> None: ...
    def __len__(self) -> int: ...
    @classmethod
    async def open(cls, _url: str) -> None:
        await asyncio.sleep(0)


SAID = {
    Colour: ["class X(Enum)", "  RED = 'red'"],
    Held: [
        "class X",
        "  name: str",
        "  colour: Colour = Colour.RED",
        "  many: tuple[str, ...] = ()",
        "  worked: int (worked out)",
        "  _hidden: int = 0",
        "  def told(self, to: str, /, *, loud: bool = False) -> None",
        "  first -> str",
    ],
    Asks: [
        "class X(Protocol)",
        "  async def ask(self, *whom: str, **how: int) -> list[str]",
        "  name: str",
    ],
    Plain: [
        "class X(ValueError)",
        "  def __init__(self, where: str, why: str | None = None) -> None",
        "  classmethod async def open(cls, _url: str) -> None",
        "  def __len__(self) -> int",
    ],
}


@pytest.mark.parametrize("value", SAID, ids=lambda value: value.__name__)
def test_a_class_is_told_by_what_a_caller_sees(value, monkeypatch):
    monkeypatch.setattr(value, "__module__", "safetyframe.example")
    assert list(names.said("X", value, "safetyframe.example")) == SAID[value]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (1, "X = 1"),
        ("a", "X = 'a'"),
        (int | None, "X = NoneType | int"),
        (tuple[str, int], "X = tuple[str, int]"),
        ({"b": 1, "a": 2}, "X: a b"),
        (frozenset({"b", "a"}), "X: a b"),
        ((1, 2), "X: tuple"),
        (asyncio, "X = asyncio"),
    ],
)
def test_so_is_a_constant(value, line):
    assert list(names.said("X", value, "safetyframe.example")) == [line]


def test_a_command_is_told_by_its_arguments_and_options():
    @click.command()
    @click.argument("store")
    @click.option("--lang", "-l", type=click.Choice(["nl", "en"]))
    @click.option("--stop/--go", default=False)
    @click.option("--mandate", nargs=2, multiple=True)
    @click.option("--name", required=True)
    def command(**_: object) -> None: ...

    assert list(commands.told("safetyframe try", command)) == [
        "command safetyframe try",
        "  --go --stop flag",
        "  --lang -l nl|en",
        "  --mandate text x2 repeated",
        "  --name text required",
        "  <store> text required",
    ]


BEFORE = "module m\n  class A\n    x: int\n  class B\n    x: int\n"


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (
            BEFORE.replace("  class B\n    x: int\n", "  class B\n"),
            ["- module m > class B > x: int"],
        ),
        (BEFORE + "    y: str\n", ["+ module m > class B > y: str"]),
        (
            BEFORE.replace("A\n    x: int", "A\n    x: str"),
            ["- module m > class A > x: int", "+ module m > class A > x: str"],
        ),
    ],
)
def test_a_difference_says_where_and_which_way(now, first):
    said = difference(BEFORE, now).splitlines()
    assert [line for line in said if line[:2] in ("- ", "+ ")] == first
    assert any("--write" in line for line in said)


def test_there_is_none_where_nothing_changed_or_moved():
    moved = "module m\n  class B\n    x: int\n  class A\n    x: int\n"
    assert difference(BEFORE, BEFORE) == difference(BEFORE, moved) == ""


def test_private_modules_and_the_command_line_s_own_are_not_in_it():
    found = names.modules()
    assert "safetyframe.wire" in found
    assert "safetyframe_plugins.sqlite" in found
    assert not [m for m in found if "._" in m or ".cli" in m]

"""What a situation is: a played story, one question, and the answer in short, by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from attrs import field, frozen

from safetyframe.acts import Act
from tests.support.story import Story, Who

Content = dict[str, Any] | Callable[[Story], dict[str, Any]]
Stage = Callable[[], Story]


@frozen(kw_only=True)
class Asked:
    """A story up to the moment of asking, and the act that is asked about, if it is one."""

    story: Story
    act: Act | None = None

    @property
    def as_of(self) -> datetime:
        return self.story.now


Scene = Callable[[], Asked]


@frozen(kw_only=True)
class Situation:
    """One vector to be. What it must come to is in one of the last five fields.

    `refused` names each rule, and after it its clauses, a colon and the codes of its gaps.
    `accepted` are the slices that change, `warned` the rules that warn. `unsure` are the slices to
    be loaded. `seen` are watches (or duties) and codes; `owed` is who stands where.
    """

    id: str
    title: str
    scene: Scene
    hides: tuple[str, ...] = ()
    refused: Mapping[str, str] | None = None
    accepted: frozenset[str] | None = None
    warned: tuple[str, ...] = ()
    unsure: frozenset[str] | None = None
    seen: frozenset[str] | None = None
    owed: frozenset[str] | None = None

    @property
    def clause(self) -> str:
        return self.id.partition("/")[0]

    @property
    def ask(self) -> str:
        if self.seen is not None:
            return "findings"
        return "decide" if self.owed is None else "owed"


@frozen
class Of:
    """The situations of one clause are written with this: `P16 = Of("P16")`."""

    clause: str
    told: list[Situation] = field(factory=list)

    def _add(self, name: str, title: str, scene: Scene, **more: Any) -> None:
        self.told.append(Situation(id=f"{self.clause}/{name}", title=title, scene=scene, **more))

    def yes(self, name: str, title: str, scene: Scene, changes: str, *, warned: str = "") -> None:
        """Accepted, and these slices change."""
        more = {"accepted": frozenset(changes.split()), "warned": tuple(warned.split())}
        self._add(name, title, scene, **more)

    def no(self, name: str, title: str, scene: Scene, hides: str = "", **rules: str) -> None:
        """Refused by these rules and no other; `__` in a rule's name is a dot, `_` a hyphen."""
        named = {key.replace("__", ".").replace("_", "-"): said for key, said in rules.items()}
        self._add(name, title, scene, refused=named, hides=tuple(hides.split()))

    def unsure(self, name: str, title: str, scene: Scene, hides: str) -> None:
        """Neither, for what is hidden has to be known."""
        hidden = tuple(hides.split())
        self._add(name, title, scene, hides=hidden, unsure=frozenset(hidden))

    def sees(self, name: str, title: str, scene: Scene, seen: str, hides: str = "") -> None:
        """These rules find this: ``rule:code``, each once or more."""
        self._add(name, title, scene, seen=frozenset(seen.split()), hides=tuple(hides.split()))

    def owes(self, name: str, title: str, scene: Scene, owed: str) -> None:
        """The duty stands so with each: ``person:state``."""
        self._add(name, title, scene, owed=frozenset(owed.split()))


def at(stage: Stage, kind: type[Any], who: Who, /, content: Content | None = None, **more: Any):
    """Ask in a stage whether `who` may do this. Content may play on before it says what to ask."""

    def scene() -> Asked:
        story = stage()
        said = dict(content(story) if callable(content) else (content or {}))
        how = said.pop("how", {})
        return Asked(story=story, act=story.act(kind, who, **_by(story, who, how), **said, **more))

    return scene


def _by(story: Story, who: Who, how: dict[str, Any]) -> dict[str, Any]:
    return {"by": story.by(who, **how)} if how else {}


def after(stage: Stage, *steps: Callable[[Story], Any], days: float = 0):
    """Look at a stage, some steps and some days later."""

    def scene() -> Asked:
        story = stage()
        for step in steps:
            step(story)
        story.wait(days)
        return Asked(story=story)

    return scene

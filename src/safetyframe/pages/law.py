"""The map of the law as a page: the table of powers, the life of a trajectory, duties, clauses.

It shows the charter's own law and no trajectory: nobody's file is in it, and so it takes no View.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from textwrap import wrap
from typing import Final

from attrs import frozen

from safetyframe.charter import Clause, Level
from safetyframe.lawmap import LawMap, MappedClause, MappedRow, law_map
from safetyframe.pages.drawing import Box, Drawing, drawing
from safetyframe.pages.shell import Words, render
from safetyframe.roles import Role
from safetyframe.texts import Language, name_of_act, name_of_fact, name_of_role, sum_up

__all__ = ["law_page"]

_CELLS: Final = ("yes", "own", "lead", "acting", "together", "chair", "no")
_MARKS: Final = ("protected", "own", "enters", "mandate")
_LINES: Final = ("on", "back", "end", "again", "urgent")
_FITS: Final = 26  # letters
_COMMAND: Final = "python -m safetyframe.testing.vectors"


def law_page(language: Language) -> str:
    """Give the map of the charter's own law as HTML. Raises `HostError` without Jinja2."""
    of = law_map()
    names = _Names(language)
    say = Words(language)
    picture = drawing(of)
    tried = (rule.vectors for kind in (of.rules, of.rows, of.duties) for rule in kind)
    return render(
        "law.html",
        say=say,
        title=say("law-title"),
        styles=("law.css",),
        contents=[(part, say(f"law-{part}")) for part in ("powers", "life", "duties", "clauses")],
        map=of,
        names=names,
        chapters=_chapters(of),
        cells=_CELLS,
        marks=_MARKS,
        line_kinds=_LINES,
        picture=picture,
        described=_described(picture, say),
        groups=_groups(of),
        rules={rule.id: rule for rule in of.rules},
        duties={duty.id: duty for duty in of.duties},
        form=[rule for rule in of.rules if not rule.clauses],
        vectors=len({vector for vectors in tried for vector in vectors}),
        command=_COMMAND,
    )


@frozen
class _Names:
    """Bare words of one language: what a template needs to name things."""

    language: Language

    def act(self, name: str) -> str:
        return name_of_act(name, self.language)

    def acts(self, names: Iterable[str]) -> str:
        return ", ".join(map(self.act, names))

    def lines(self, names: Iterable[str]) -> list[str]:
        """Names of acts in lines that fit beside a line of the picture."""
        return [line for name in names for line in wrap(self.act(name), _FITS)]

    def role(self, value: str) -> str:
        return name_of_role(Role(value), self.language)

    def roles(self, values: Iterable[str]) -> str:
        return ", ".join(map(self.role, values))

    def topics(self, values: Iterable[str]) -> str:
        return ", ".join(name_of_fact("topic", value, self.language) for value in values)

    def duty(self, name: str) -> str:
        return name_of_fact("duty", name, self.language)

    def clause(self, clause: Clause) -> str:
        return sum_up(clause.id, self.language) or clause.en

    def levels(self, clause: Clause) -> list[str]:
        return [level.value for level in Level if level in clause.levels]


def _chapters(of: LawMap) -> list[tuple[str, list[MappedRow]]]:
    """Rows under their chapters, in the order of the table; a chapter stands once."""
    order = list(dict.fromkeys(row.chapter for row in of.rows))
    rows = sorted(of.rows, key=lambda row: order.index(row.chapter))
    return [(chapter, list(held)) for chapter, held in groupby(rows, key=lambda r: r.chapter)]


def _groups(of: LawMap) -> list[tuple[str, list[MappedClause]]]:
    found: dict[str, list[MappedClause]] = {}
    for each in of.clauses:
        letter = each.clause.id[0]
        found.setdefault("D" if letter == "A" else letter, []).append(each)
    return list(found.items())


def _described(picture: Drawing, say: Words) -> str:
    """The picture in a sentence, for whoever does not see it."""
    left = picture.boxes[0].x

    def named(boxes: Iterable[Box], sign: str = ", ") -> str:
        return sign.join(say(f"law-stage-{box.stage}") for box in boxes)

    return say(
        "law-life-described",
        way=named((box for box in picture.boxes if box.x == left), " → "),
        beside=named(box for box in picture.boxes if box.x < left),
        endings=named(box for box in picture.boxes if box.ending),
    )

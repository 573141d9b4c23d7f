"""Lays out the life of a trajectory: boxes and lines, from stages and moves alone.

The stages on the longest way forward are the spine, top to bottom. An act that nobody may block is
no step on a way: the stage it leads to stands beside. What comes after the way are endings, in the
bottom row. Moves between neighbours are
arrows with the names of their acts; the others are bundled by what they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from safetyframe.lawmap import LawMap, Move

__all__ = ["Box", "Drawing", "Line", "drawing"]

_WIDE: Final = 196  # a box
_HIGH: Final = 52
_ROW: Final = 106  # from one row to the next
_LEFT: Final = 236  # where the spine begins
_LANE: Final = 14  # between lines that run side by side
_TOP: Final = 12


@frozen(kw_only=True)
class Box:
    """A stage, and where it stands."""

    stage: str
    x: int
    y: int
    width: int = _WIDE
    height: int = _HIGH
    ending: bool = False

    @property
    def middle(self) -> int:
        """Halfway along."""
        return self.x + self.width // 2

    @property
    def centre(self) -> int:
        """Halfway down."""
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Where it ends below."""
        return self.y + self.height


@frozen(kw_only=True)
class Line:
    """A part of one or more moves: the kind, the path, and the acts where their names stand.

    `kind` is ``on``, ``back``, ``end``, ``again`` or ``urgent``. `tip`: it ends in an arrow.
    """

    kind: str
    path: str
    acts: tuple[str, ...] = ()
    at: tuple[int, int] = (0, 0)
    tip: bool = True


@frozen(kw_only=True)
class Drawing:
    """The whole: its size, boxes and lines."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def drawing(of: LawMap) -> Drawing:
    """Lay out the stages and moves of a map."""
    names = [stage for stage, _ in of.stages]
    urgent = {row.act for row in of.rows if row.protected}
    spine = _spine(names, tuple(m for m in of.moves if not urgent.issuperset(m.acts)))
    last = names.index(spine[-2])
    endings = [name for name in names[last + 1 :] if name not in spine]
    beside = [name for name in names[:last] if name not in spine]
    boxes = {box.stage: box for box in _boxes(spine, beside, endings)}
    pen = _Pen(of.moves, boxes, spine, endings, beside)
    width = max(box.right for box in boxes.values()) + 8 * _LANE
    height = max(box.bottom for box in boxes.values()) + 3 * _LANE + _TOP
    return Drawing(
        width=width, height=height, boxes=tuple(boxes.values()), lines=tuple(pen.lines())
    )


def _spine(names: list[str], moves: tuple[Move, ...]) -> list[str]:
    """The longest way from the first stage to the last in which each comes later than the one."""
    best: dict[str, list[str]] = {names[0]: [names[0]]}
    for name in names[1:]:
        ways = [best[m.before] for m in moves if m.after == name and m.before in best]
        earlier = [way for way in ways if names.index(way[-1]) < names.index(name)]
        if earlier:
            best[name] = [*max(earlier, key=lambda way: (len(way), -names.index(way[-1]))), name]
    return best[names[-1]]


def _boxes(spine: list[str], beside: list[str], endings: list[str]) -> Iterator[Box]:
    for row, name in enumerate(spine):
        yield Box(stage=name, x=_LEFT, y=_TOP + row * _ROW, ending=name == spine[-1])
    for row, name in enumerate(beside):
        yield Box(stage=name, x=3 * _LANE, y=_TOP + row * _ROW + _ROW // 2)
    bottom = _TOP + (len(spine) - 1) * _ROW
    for column, name in enumerate(endings, 1):
        yield Box(stage=name, x=_LEFT + column * (_WIDE + 60), y=bottom, ending=True)


@frozen
class _Pen:
    moves: tuple[Move, ...]
    boxes: Mapping[str, Box]
    spine: list[str]
    endings: list[str]
    beside: list[str]

    def lines(self) -> Iterator[Line]:
        """Every move, in some line."""
        yield from self._between_neighbours()
        yield from self._arcs()
        yield from self._to_endings()
        yield from self._again()
        yield from self._urgent()

    def _of(self, kind: str) -> list[Move]:
        return [move for move in self.moves if self._kind(move) == kind]

    def _kind(self, move: Move) -> str:
        if move.after in self.beside:
            return "urgent"
        if move.before in self.beside or move.before in (*self.endings, self.spine[-1]):
            return "again"
        if move.after in self.endings:
            return "end"
        steps = self.spine.index(move.after) - self.spine.index(move.before)
        if abs(steps) == 1:
            return "near"
        return "on" if steps > 0 else "back"

    def _between_neighbours(self) -> Iterator[Line]:
        for move in self._of("near"):
            one, other = self.boxes[move.before], self.boxes[move.after]
            if other.y > one.y:
                x = one.middle - 2 * _LANE
                path = f"M{x} {one.bottom}V{other.y - 2}"
                yield Line(kind="on", path=path, acts=move.acts, at=(x + 8, one.bottom))
            else:
                x = one.right - _LANE
                yield Line(kind="back", path=f"M{x} {one.y}V{other.bottom + 2}")

    def _arcs(self) -> Iterator[Line]:
        for kind, side in (("on", 1), ("back", -1)):
            moves = sorted(self._of(kind), key=self._length)
            for number, move in enumerate(moves):
                one, other = self.boxes[move.before], self.boxes[move.after]
                edge = one.right if side > 0 else one.x
                away = edge + side * (16 + number * 9)
                start, end = one.centre + side * (6 + number * 3), other.centre - side * 12
                path = f"M{edge} {start}C{away} {start} {away} {end} {edge + 2 * side} {end}"
                yield Line(kind=kind, path=path)

    def _length(self, move: Move) -> int:
        return abs(self.spine.index(move.after) - self.spine.index(move.before))

    def _to_endings(self) -> Iterator[Line]:
        """All that end the same way run into one line down to the ending."""
        moves = self._of("end")
        for number, name in enumerate(self.endings):
            mine = [move for move in moves if move.after == name]
            if not mine:
                continue
            target = self.boxes[name]
            x, shift = target.middle, 8 + number * _LANE
            starts = [self.boxes[move.before] for move in mine]
            stubs = "".join(f"M{box.right} {box.y + shift}H{x}" for box in starts)
            top = min(box.y for box in starts) + shift
            acts = tuple(dict.fromkeys(act for move in mine for act in move.acts))
            yield Line(kind="end", path=stubs, tip=False)
            down, at = f"M{x} {top}V{target.y - 2}", (x + 8, target.y - 11)
            yield Line(kind="end", path=down, acts=acts, at=at)

    def _again(self) -> Iterator[Line]:
        """Endings, and what stands beside, lead back to the spine by one line on the left."""
        moves = self._of("again")
        x = 2 * _LANE
        bottom = max(box.bottom for box in self.boxes.values()) + _LANE
        targets = [self.boxes[name] for name in self.spine if any(m.after == name for m in moves)]
        sources = [self.boxes[name] for name in dict.fromkeys(m.before for m in moves)]
        ends = [box for box in sources if box.ending]
        path = "".join(f"M{box.middle} {box.bottom}V{bottom}" for box in ends)
        if ends:
            path += f"M{max(box.middle for box in ends)} {bottom}H{x}"
        for box in sources:
            if not box.ending:
                path += f"M{box.middle} {box.bottom}V{targets[0].centre + _LANE}"
        top = min((box.centre + _LANE for box in targets), default=bottom)
        acts = tuple(dict.fromkeys(act for move in moves for act in move.acts))
        yield Line(kind="again", path=f"{path}M{x} {bottom}V{top}", tip=False)
        for box in targets:
            into = f"M{x} {box.centre + _LANE}H{box.x - 2}"
            named = acts if box is targets[-1] else ()
            yield Line(kind="again", path=into, acts=named, at=(x + 8, box.centre + 18))

    def _urgent(self) -> Iterator[Line]:
        moves = self._of("urgent")
        x, bottom = _LANE, max(box.bottom for box in self.boxes.values()) + 2 * _LANE
        for name in self.beside:
            target = self.boxes[name]
            mine = [self.boxes[move.before] for move in moves if move.after == name]
            near = [box for box in mine if not box.ending]
            ends = [box for box in mine if box.ending]
            acts = tuple(dict.fromkeys(a for move in moves for a in move.acts))
            for box in near:
                path = f"M{box.x} {box.centre}H{target.middle}V{target.y - 2}"
                at = (target.x, target.y - 58)
                yield Line(kind="urgent", path=path, acts=acts, at=at)
            if ends:
                far = max(box.middle + _LANE for box in ends)
                stubs = "".join(f"M{box.middle + _LANE} {box.bottom}V{bottom}" for box in ends)
                yield Line(kind="urgent", path=stubs, tip=False)
                path = f"M{far} {bottom}H{x}V{target.centre}H{target.x - 2}"
                yield Line(kind="urgent", path=path)

"""What became of the changes, as rows that are kept, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import astuple, frozen

from tests.lines.judging import Verdict

__all__ = ["Row", "table"]


@frozen
class Row:
    """A verdict as it is kept: `mark` is of the file as it was before it was changed."""

    id: str
    part: str
    mark: str
    killer: str
    how: str
    seconds: float

    @classmethod
    def of(cls, one: Verdict, mark: str) -> Row:
        """Give the row of a verdict."""
        return cls(one.change.id, one.change.part, mark, one.killer, one.how, one.seconds)

    def as_list(self) -> list[object]:
        """Give it as JSON has it."""
        return list(astuple(self))


def table(
    rows: Sequence[Row],
    parts: Iterable[str],
    excused: Mapping[str, str],
    named: Mapping[str, str],
    idle: Sequence[str],
    total: int,
) -> tuple[list[str], bool]:
    """Give the lines of the table, and whether all is well: what lives is `named`, or `excused`."""
    heads = f"{'part':12}{'changes':>9}{'killed':>9}{'equivalent':>12}{'lives':>7}{'named':>7}"
    lines = [f"{heads}{'killed %':>10}{'s':>8}"]
    for part in (*parts, "all"):
        mine = [row for row in rows if part in {row.part, "all"}]
        killed = sum(bool(row.killer) for row in mine)
        same = sum(not row.killer and row.id in excused for row in mine)
        lives = len(mine) - killed - same
        known = sum(not row.killer and row.id in named for row in mine)
        share = 100 * killed / (len(mine) - same) if len(mine) > same else 100.0
        spent = sum(row.seconds for row in mine)
        lines.append(
            f"{part:12}{len(mine):>9}{killed:>9}{same:>12}{lives:>7}{known:>7}"
            f"{share:>10.1f}{spent:>8.0f}"
        )
    found = {
        "lives, and is not named": [
            row.id for row in rows if not row.killer and row.id not in {*excused, *named}
        ],
        "called equivalent or a survivor, and killed": [
            f"{row.id}  {row.killer}" for row in rows if row.killer and row.id in {*excused, *named}
        ],
        "called equivalent or a survivor, and no change at all": idle,
        "not judged": [str(total - len(rows))] if total > len(rows) else [],
    }
    late = [f"{row.id}  [{row.how}: {row.killer}]" for row in rows if row.killer and row.how]
    for heading, names in {"killed, and no test failed": late, **found}.items():
        if names:
            lines += ["", f"{heading}: {len(names)}", *(f"  {name}" for name in sorted(names))]
    return lines, not any(found.values())

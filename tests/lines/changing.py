"""Every change that mutmut's operators make to bodies of functions, under a name that stays.

A change is named after the function and the line that it changes, not after a number, so that one
that nobody can notice can be excused by name; see equivalents.toml.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import libcst as cst
from attrs import frozen
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider
from mutmut.mutation.file_mutation import NEVER_MUTATE_FUNCTION_NAMES, Mutation, MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

__all__ = ["PARTS", "SOURCE", "Change", "changes_of", "files_of"]

SOURCE: Final = Path(__file__).resolve().parents[2] / "src" / "safetyframe"

#: What is changed: the law, and all that it stands on or that shows what came of it.
PARTS: Final[dict[str, tuple[str, ...]]] = {
    "rules": ("rules",),
    "duties": ("duties.py",),
    "law": ("law",),
    "trajectory": ("trajectory.py", "slices", "folding"),
    "views": ("views",),
    "wire": ("wire",),
    "findings": ("findings",),
}


@frozen(kw_only=True)
class Change:
    """A file of the library as it reads after a change. `lines` of it, as it was, are changed."""

    id: str
    part: str
    file: Path
    function: str
    lines: frozenset[int]
    source: str

    @property
    def module(self) -> str:
        """The name under which the file is imported."""
        parts = self.file.relative_to(SOURCE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def files_of(part: str) -> Iterator[Path]:
    """Give the files of a part, in order."""
    for name in PARTS[part]:
        path = SOURCE / name
        yield from [path] if path.suffix else sorted(path.rglob("*.py"))


def changes_of(part: str) -> Iterator[Change]:
    """Give all changes of a part, in the order in which they stand."""
    for file in files_of(part):
        yield from _of_file(part, file)


class _Visitor(MutationVisitor):
    """Mutmut's own, but it goes into the bodies of properties and of what is cached, too.

    Mutmut can't: it calls its mutants by another name. Here the code itself is replaced.
    """

    METADATA_DEPENDENCIES = (*MutationVisitor.METADATA_DEPENDENCIES, ParentNodeProvider)

    def __init__(self) -> None:
        super().__init__(mutation_operators, IgnoredCode(set(), set(), set()))
        self.found: list[tuple[Mutation, frozenset[int], str, int]] = []

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef) and node.name.value not in NEVER_MUTATE_FUNCTION_NAMES:
            return False
        return super()._skip_node_and_children(node)

    def _create_mutations(self, node: cst.CSTNode) -> None:
        before = len(self.mutations)
        super()._create_mutations(node)
        fresh = self.mutations[before:]
        if not fresh:
            return
        up = [node]
        while not isinstance(up[-1], cst.Module):
            up.append(self.get_metadata(ParentNodeProvider, up[-1]))
        if any(map(_is_type, up, up[1:])):
            return  # what `cast` is told is for type checkers: it gives back what it was given
        inside = [n for n in up[1:] if isinstance(n, cst.FunctionDef | cst.ClassDef)]
        if not any(isinstance(n, cst.FunctionDef) for n in inside):
            return  # a table or a field: what it says is data, and tests of its own look at it
        name = ".".join(n.name.value for n in reversed(inside))
        statement = next(
            n for n in up if isinstance(n, cst.BaseSmallStatement | cst.BaseCompoundStatement)
        )
        lines = self._lines(node) | {min(self._lines(statement))}
        top = up[-1].body.index(up[-2])
        self.found.extend((mutation, lines, name, top) for mutation in fresh)

    def _lines(self, node: cst.CSTNode) -> frozenset[int]:
        where = self.get_metadata(PositionProvider, node)
        return frozenset(range(where.start.line, where.end.line + 1))


def _is_type(node: cst.CSTNode, above: cst.CSTNode) -> bool:
    return (
        isinstance(above, cst.Call)
        and isinstance(above.func, cst.Name)
        and above.func.value == "cast"
        and node is above.args[0]
    )


def _of_file(part: str, file: Path) -> Iterator[Change]:
    wrapper = MetadataWrapper(cst.parse_module(file.read_text("utf-8")))
    visitor = _Visitor()
    wrapper.visit(visitor)
    module = wrapper.module
    texts = [module.code_for_node(statement) for statement in module.body]
    head = "".join(module.code_for_node(line) for line in module.header)
    tail = "".join(module.code_for_node(line) for line in module.footer)
    if head + "".join(texts) + tail != module.code:
        msg = f"{file} does not fall apart into its statements"
        raise AssertionError(msg)
    seen: Counter[str] = Counter()
    for mutation, lines, function, top in visitor.found:
        changed = module.body[top].deep_replace(mutation.original_node, mutation.mutated_node)
        text = module.code_for_node(changed)
        name = f"{file.relative_to(SOURCE)} {function}: {_told(texts[top], text)}"
        seen[name] += 1
        yield Change(
            id=name if seen[name] == 1 else f"{name}  (#{seen[name]})",
            part=part,
            file=file,
            function=function,
            lines=lines,
            source=head + "".join([*texts[:top], text, *texts[top + 1 :]]) + tail,
        )


def _told(before: str, after: str) -> str:
    """Tell the lines that differ."""
    was, now = before.splitlines(), after.splitlines()
    start = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), len(now))
    was, now = was[start:], now[start:]
    while was and now and was[-1] == now[-1]:
        was.pop()
        now.pop()
    return f"{_short(was)} -> {_short(now)}"


def _short(lines: Sequence[str]) -> str:
    text = " ".join(" ".join(lines).split())
    if len(text) <= 160:
        return text
    return f"{text[:120]}…{hashlib.sha256(text.encode()).hexdigest()[:6]}"

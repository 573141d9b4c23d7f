"""Reads a script of acts: JSON Lines (``.jsonl``) or YAML (``.yaml``, ``.yml``).

A script begins with a header and goes on with steps. In JSON Lines the header is the first line and
every other line is a step; in YAML the steps are a list under the header's key ``steps``::

    safetyframe: 1              # the version of this format
    trajectory: family-7        # an opaque reference
    zone: Europe/Brussels       # may be left out: then it is this one
    steps:
      - type: speak
        id: day-1.words
        by: {person: child-a, role: minor, at: "2025-01-13T16:00:00+01:00"}
        words: {language: nl, body: "Ik wil dat het thuis rustig is."}
      - type: establish-wat
        …
        expect: {refused: [P12, X3]}
        note: A care worker tries to set the WAT.

A step is an act as `safetyframe.wire` reads it, and read as strictly. Three things make it easier
to write by hand:

* Where a text belongs, ``{language: nl, body: "…"}`` may stand instead of its id and digest. The
  reader makes the `Text` and its `Body`: the id is the act's id, a dot and a number from 1 on; the
  salt is new at every reading, so that no digest betrays a short text. Two readings of one script
  therefore differ in their digests: compare acts with `same_act`.
* ``expect`` says what the law should answer: ``accepted``, ``unsure``, or ``{refused: […]}`` with
  all clauses that the refusal rests on (an empty list: a refusal of form). ``note`` is a remark of
  the script's own, for whoever plays it. An act that has a field of that name itself keeps it (the
  ``note`` of an ``offer-handover``).
* ``version`` may be left out: then it is 1, for as long as the header says 1.

Of YAML only what JSON can say is read. A scalar without quotes is ``null``, ``true``, ``false`` or
a whole number; anything else, dates and ``no`` included, is a string. Anchors, aliases and tags are
refused, and so is a key that stands twice. No two steps share an act id.

Whatever is wrong raises `ScriptError` with file, line, field and what was expected, and never with
what was found, which may be private.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePath
from typing import Final, Literal, TypeAlias, TypeGuard, cast
from zoneinfo import ZoneInfo

from attrs import Attribute, asdict, field, frozen

from safetyframe import wire
from safetyframe.acts import Act
from safetyframe.errors import HostError, PayloadError
from safetyframe.outcome import Accepted, Outcome, Refused
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import Body, Text, TrajectoryId, is_reference
from safetyframe.wire.shapes import Many, Maybe, Node, Shape, node_of
from safetyframe.wire.text import decode

__all__ = [
    "FORMAT",
    "SAMPLE",
    "Expected",
    "Script",
    "ScriptError",
    "Step",
    "Verdict",
    "read_sample",
    "read_script",
    "same_act",
]

#: The version of scripts that is read here.
FORMAT: Final = 1
#: The sample trajectory, shipped beside this module.
SAMPLE: Final = "two-siblings.yaml"

Verdict: TypeAlias = Literal["accepted", "refused", "unsure"]
FieldPath: TypeAlias = tuple[str | int, ...]
_Object: TypeAlias = dict[str, object]

_SALT_BYTES: Final = 16


class ScriptError(PayloadError):
    """A script is not what it should be: in which file, on which line, in which field.

    `line` is None where no line is to blame (a file that is not there). `path` leads to the field
    from the step, or from the header; `expected` says what belongs there.
    """

    def __init__(
        self,
        file: str,
        line: int | None,
        path: FieldPath,
        expected: str,
        code: str = "invalid",
    ) -> None:
        """Say where and what was expected; never what was found."""
        super().__init__(path, expected, code)
        self.file = file
        self.line = line
        place = file if line is None else f"{file}:{line}"
        self.args = (f"{place}: {f'{self.field}: ' if path else ''}expected {expected}",)

    @property
    def field(self) -> str:
        """The path as it is written, such as ``goals[0].words``; empty for the step as a whole."""
        return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in self.path).lstrip(".")


@frozen(kw_only=True)
class Expected:
    """What the law should answer. `clauses` are all that a refusal rests on, in any order."""

    verdict: Verdict
    clauses: tuple[str, ...] = ()

    def met_by(self, outcome: Outcome) -> bool:
        """Say whether `outcome` is this verdict, and a refusal exactly on these clauses."""
        if isinstance(outcome, Refused):
            return self.verdict == "refused" and set(self.clauses) == set(outcome.clauses)
        return self.verdict == ("accepted" if isinstance(outcome, Accepted) else "unsure")


@frozen(kw_only=True)
class Step:
    """One act of a script, with the bodies of its texts.

    `place` is ``file:line``. `expect` is None where the script says nothing: the act should be
    accepted. `note` is a remark of the script's own.
    """

    place: str
    act: Act
    bodies: tuple[Body, ...] = field(default=(), repr=False)
    expect: Expected | None = None
    note: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class Script:
    """A script as read: whose trajectory, in which zone, and what is to be done."""

    trajectory: TrajectoryId
    zone: str
    steps: tuple[Step, ...]


def read_script(path: str | Path) -> Script:
    """Read a script. Raises `ScriptError`, and `HostError` when YAML asks for PyYAML in vain."""
    return _read(Path(path), str(path))


def read_sample() -> Script:
    """Read the sample trajectory that comes along: two siblings, from day 1 to the closing."""
    return _read(files("safetyframe.cli").joinpath(SAMPLE), SAMPLE)


def _read(source: Path | Traversable, file: str) -> Script:
    read = _READERS.get(PurePath(source.name).suffix.lower())
    if read is None:
        raise ScriptError(file, None, (), "a name that ends in .jsonl, .yaml or .yml", "bad-name")
    try:
        raw = source.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ScriptError(
            file, None, (), f"a file that can be read ({reason})", "unreadable"
        ) from error
    return _script(read(file, _decoded(file, raw)), file)


def same_act(recorded: Act, again: Act) -> bool:
    """Say whether two acts say the same but for the digests of their texts.

    That is how an act on record is known again when its script is read once more, for every reading
    makes new salts. Instants count as such, whatever zone they are written in.
    """
    return type(recorded) is type(again) and _bare(recorded) == _bare(again)


def _bare(act: Act) -> object:
    def plain(owner: object, attribute: Attribute[object], value: object) -> object:
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return None if isinstance(owner, Text) and attribute.name == "digest" else value

    return asdict(act, value_serializer=plain)


# ------------------------------------------------------------------------- from raw data to steps


# Both readers make nothing but what JSON can say: the keys of an object are strings.
def _is_object(raw: object) -> TypeGuard[_Object]:
    return isinstance(raw, dict)


def _is_list(raw: object) -> TypeGuard[list[object]]:
    return isinstance(raw, list)


@frozen(kw_only=True)
class Raw:
    """The header or a step as it was read, and the line on which each of its fields stands."""

    line: int
    value: object
    lines: dict[FieldPath, int] = field(factory=dict[FieldPath, int])

    def line_of(self, path: FieldPath) -> int:
        """The line of a field, or of what it is missing from."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return self.line


def _decoded(file: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    # Outside the handler: that error carries the whole file along.
    raise ScriptError(file, line, (), "UTF-8 text", "not-utf-8")


def _script(parts: Iterator[Raw], file: str) -> Script:
    header = next(parts)
    trajectory, zone = _header(header, file)
    steps: list[Step] = []
    seen: set[str] = set()
    for part in parts:
        try:
            step = _step(part, file)
            if step.act.id in seen:
                raise PayloadError(("id",), "an id that no step before has", "duplicate-id")
        except PayloadError as error:
            fault = error
        else:
            seen.add(step.act.id)
            steps.append(step)
            continue
        line = part.line_of(fault.path)
        raise ScriptError(file, line, fault.path, fault.expected, fault.code)
    if not steps:
        raise ScriptError(file, header.line, (), "at least one step", "no-steps")
    return Script(trajectory=trajectory, zone=zone, steps=tuple(steps))


def _header(header: Raw, file: str) -> tuple[TrajectoryId, str]:
    def wrong(path: FieldPath, expected: str, code: str) -> ScriptError:
        return ScriptError(file, header.line_of(path), path, expected, code)

    raw = header.value
    if not _is_object(raw) or "safetyframe" not in raw:
        raise wrong((), "the header of a script: safetyframe, trajectory and zone", "no-header")
    # A bool is an int to Python, and 1 is True.
    if type(raw["safetyframe"]) is not int or raw["safetyframe"] != FORMAT:
        raise wrong(
            ("safetyframe",), f"{FORMAT}, the version of scripts read here", "unknown-version"
        )
    if not raw.keys() <= {"safetyframe", "trajectory", "zone"}:
        raise wrong((), "no other keys than safetyframe, trajectory and zone", "unknown-key")
    trajectory, zone = raw.get("trajectory"), raw.get("zone", DEFAULT_ZONE)
    if not is_reference(trajectory):
        raise wrong(
            ("trajectory",),
            "an opaque reference: 1 to 128 letters, digits and ._:/@+-#",
            "missing-key" if trajectory is None else "bad-reference",
        )
    if not _is_zone(zone):
        raise wrong(
            ("zone",), "a time zone this machine knows, such as Europe/Brussels", "bad-value"
        )
    return TrajectoryId(str(trajectory)), str(zone)


def _is_zone(zone: object) -> bool:
    try:
        return isinstance(zone, str) and bool(ZoneInfo(zone).key)
    except (LookupError, ValueError, OSError):  # not known, not a name at all, a directory
        return False


def _step(part: Raw, file: str) -> Step:
    if not _is_object(part.value):
        raise PayloadError((), "a step: an act with its type, id and by", "wrong-type")
    raw = dict(part.value)
    raw.setdefault("version", 1)
    node = _node(raw.get("type"))
    own = frozenset(f.name for f in node.fields) if node is not None else frozenset[str]()
    expect = None
    if "expect" in raw and "expect" not in own:
        expect = _expected(raw.pop("expect"))
    note = None
    if "note" in raw and "note" not in own:
        note = _plain(raw.pop("note"), ("note",))
    bodies: list[Body] = []
    if node is not None:
        name = raw.get("id")
        # Where the id itself is wrong the act is refused for that, and its texts go nowhere.
        writer = _Writer(name if isinstance(name, str) else "-", bodies)
        raw.update((key, value) for key, value in writer.fields(node, raw, ()))
    act = wire.load_act(raw)
    return Step(
        place=f"{file}:{part.line}", act=act, bodies=tuple(bodies), expect=expect, note=note
    )


def _node(name: object) -> Node | None:
    kinds = cast("dict[type, wire.WireName]", wire.ACT_NAMES)
    return next((node_of(kind) for kind, (known, _) in kinds.items() if known == name), None)


def _expected(raw: object) -> Expected:
    if raw == "accepted":
        return Expected(verdict="accepted")
    if raw == "unsure":
        return Expected(verdict="unsure")
    if not _is_object(raw) or raw.keys() != {"refused"} or not _is_list(raw["refused"]):
        expected = "accepted, unsure, or {refused: [...]} with the clauses"
        raise PayloadError(("expect",), expected, "bad-value")
    clauses: list[str] = []
    for number, clause in enumerate(raw["refused"]):
        if not isinstance(clause, str) or not is_reference(clause):
            path = ("expect", "refused", number)
            raise PayloadError(path, "the id of a clause, such as P12", "bad-value")
        clauses.append(clause)
    return Expected(verdict="refused", clauses=tuple(clauses))


def _plain(raw: object, path: FieldPath) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise PayloadError(path, "words", "wrong-type")
    try:
        raw.encode()
    except UnicodeEncodeError:
        pass  # outside the handler: that error carries the words along
    else:
        return raw
    raise PayloadError(path, "words in Unicode, no half of a surrogate pair", "bad-value")


class _Writer:
    """Puts references in the place of words, and keeps the words as bodies."""

    def __init__(self, act: str, bodies: list[Body]) -> None:
        self._act = act
        self._bodies = bodies

    def fields(self, node: Node, raw: _Object, path: FieldPath) -> Iterator[tuple[str, object]]:
        """Give the fields of an object that may hold words, with references instead of them."""
        for one in node.fields:
            if one.name in raw:
                yield one.name, self._value(one.shape, raw[one.name], (*path, one.name))

    def _value(self, shape: Shape, raw: object, path: FieldPath) -> object:
        match shape:
            case Maybe():
                return None if raw is None else self._value(shape.inner, raw, path)
            case Many() if _is_list(raw):
                return [self._value(shape.item, one, (*path, i)) for i, one in enumerate(raw)]
            case Node() if shape.cls is Text:
                return self._text(raw, path)
            case Node() if _is_object(raw):
                return {**raw, **dict(self.fields(shape, raw, path))}
            case _:
                return raw

    def _text(self, raw: object, path: FieldPath) -> object:
        if not _is_object(raw):
            raise PayloadError(
                path, "a text: {language, body}, or {id, digest, language}", "no-text"
            )
        if "body" not in raw:
            return raw
        if not raw.keys() <= {"language", "body"}:
            raise PayloadError(path, "beside a text's body only its language", "unknown-key")
        if "language" not in raw:
            raise PayloadError((*path, "language"), "the language of the body", "missing-key")
        words, language = _plain(raw["body"], (*path, "body")), raw["language"]
        if not isinstance(language, str):
            raise PayloadError((*path, "language"), "a language tag such as nl", "wrong-type")
        body = Body(
            id=f"{self._act}.{len(self._bodies) + 1}",
            language=language,
            salt=secrets.token_hex(_SALT_BYTES),
            words=words,
        )
        self._bodies.append(body)
        return {"id": body.id, "digest": body.digest, "language": language}


# ------------------------------------------------------------------------------------ JSON Lines


def _read_lines(file: str, text: str) -> Iterator[Raw]:
    empty = True
    # Only a newline ends a line: a JSON string may hold any other sign that Unicode breaks at.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        empty = False
        try:
            yield Raw(line=number, value=decode(line))
        except PayloadError as error:
            fault = error
        else:
            continue
        raise ScriptError(file, number, (), fault.expected, fault.code)
    if empty:
        raise _empty(file)


def _empty(file: str) -> ScriptError:
    return ScriptError(file, 1, (), "a script: this file is empty", "empty")


# ------------------------------------------------------------------------------------------ YAML


def _read_yaml(file: str, text: str) -> Iterator[Raw]:
    try:
        from safetyframe.cli.script_yaml import read_document
    except ModuleNotFoundError as error:
        if error.name != "yaml":
            raise
        raise HostError("reading YAML needs PyYAML: pip install 'safetyframe[cli]'") from error
    document = read_document(file, text)
    if document is None:
        raise _empty(file)
    top = document.value
    if not _is_object(top):
        yield document  # and the header says what is wrong
        return
    head = {key: value for key, value in top.items() if key != "steps"}
    yield Raw(line=document.line, value=head, lines=document.lines)
    steps = top.get("steps")
    if not _is_list(steps):
        line = document.line_of(("steps",))
        raise ScriptError(file, line, ("steps",), "a list of steps", "wrong-type")
    # Sorted out per step: what stands under which number, and on which line.
    lines: dict[int, dict[FieldPath, int]] = {}
    for path, line in document.lines.items():
        if len(path) > 1 and path[0] == "steps" and isinstance(path[1], int):
            lines.setdefault(path[1], {})[path[2:]] = line
    for number, step in enumerate(steps):
        yield Raw(line=lines[number][()], value=step, lines=lines[number])


_READERS: Final = {".jsonl": _read_lines, ".yaml": _read_yaml, ".yml": _read_yaml}

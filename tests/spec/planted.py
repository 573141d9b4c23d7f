"""Specifications that are wrong on purpose, and which invariant must say so."""

from __future__ import annotations

from typing import Final

from attrs import frozen

__all__ = ["PLANTED", "Planted"]

_SPEC: Final = "charter.qnt"


@frozen
class Planted:
    """One bug: what it is, the invariant that must fail, and what is written instead of what."""

    name: str
    breaks: str
    changes: tuple[tuple[str, str, str], ...]

    def __str__(self) -> str:
        return self.name


def _bug(name: str, breaks: str, *pairs: tuple[str, str]) -> Planted:
    return Planted(name, breaks, tuple((_SPEC, was, now) for was, now in pairs))


_MATERIAL: Final = "...s, wat: s.wat + 1, material: s.wat + 1, info"

PLANTED: Final = (
    _bug(
        "a-consultant-authors-hoe",
        "X5",
        ('"hoe"       -> row("P17",  "no", ', '"hoe"       -> row("P17",  "yes",'),
        ('when(a.persons.exists(p => ROLE.get(p) == "consultant"), "P17"),', ""),
    ),
    _bug(
        "closure-ignores-a-sibling",
        "X1",
        ("ABOUT.get(m).forall(target => metNow", 'ABOUT.get("anna").forall(target => metNow'),
    ),
    _bug(
        "a-revision-keeps-judgements-fresh",
        "X6",
        (
            _MATERIAL,
            (
                "...s, judged: s.judged.keys().mapBy(k =>"
                " { ...s.judged.get(k), material: s.wat + 1 }),"
                " wat: s.wat + 1, material: s.wat + 1, info"
            ),
        ),
    ),
    _bug(
        "reopening-forgets-the-end",
        "X10",
        (
            "involvement: s.involvement.keys().mapBy(m =>",
            (
                "ends: s.ends.keys().mapBy(m => if (minors.contains(m)) 0 else s.ends.get(m)),"
                " involvement: s.involvement.keys().mapBy(m =>"
            ),
        ),
    ),
    _bug(
        "a-worker-ends-necessity",
        "X5",
        (
            '"record"    -> row("P24",  "yes",    "no", ',
            '"record"    -> row("P24",  "yes",    "yes",',
        ),
    ),
    _bug(
        "any-consultant-moves-wat",
        "X3",
        (
            'cell == "acting" and part == "deputy",',
            'cell == "acting" and (part == "deputy" or part == "co"),',
        ),
    ),
    _bug(
        "closure-counts-stale-judgements",
        "X1",
        ("j.material == s.material,", "true,"),
    ),
    _bug(
        "closure-does-not-wait",
        "X1",
        ("not(SUSTAINED.contains(target)) or j.sustained,", "true,"),
    ),
    _bug(
        "a-revision-deletes-explanations",
        "X6",
        (_MATERIAL, "...s, explained: Map(), wat: s.wat + 1, material: s.wat + 1, info"),
    ),
    _bug("hoe-answers-to-a-wat-to-come", "X4", ("hoeWat: t.wat, hoeM", "hoeWat: t.wat + 1, hoeM")),
    _bug("nobody-signs-for-necessity", "X15", ('when(a.say == "unsigned", "P24"),', "")),
    _bug("a-danger-without-a-goal", "X2", ('when(a.say == "unpaired", "P5b"),', "")),
    _bug("strangers-may-not-protect", "unblocked", ("not(PROTECTED.contains(a.kind)),", "")),
)

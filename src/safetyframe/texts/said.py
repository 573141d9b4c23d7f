"""What was said, part by part: values for whoever lays them out on a screen."""

from __future__ import annotations

from attrs import frozen

from safetyframe.outcome import Finding, Possibility, Violation
from safetyframe.views import Change

__all__ = ["Said", "SaidChange", "SaidOutcome", "SaidPossibility", "SaidViolation"]


@frozen(kw_only=True)
class Said:
    """Findings that are said in one sentence, and what could be done about them.

    `each` has the sentence of each finding alone, in the order of `findings`.
    """

    findings: tuple[Finding, ...]
    sentence: str
    each: tuple[str, ...]
    steps: tuple[str, ...]


@frozen(kw_only=True)
class SaidViolation:
    """One rule that an act breaks, in words: what it rests on, reasons and next steps by the line.

    `each` has the sentence of each gap alone.
    """

    violation: Violation
    label: str
    lines: tuple[str, ...]
    each: tuple[str, ...]


@frozen(kw_only=True)
class SaidOutcome:
    """An outcome in words, part by part.

    `notes` say what no reason says: that the reason is not for this viewer, or that facts are
    missing. `leaves_open` says what an ending left open.
    """

    head: str
    violations: tuple[SaidViolation, ...] = ()
    warnings: tuple[Said, ...] = ()
    leaves_open: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@frozen(kw_only=True)
class SaidPossibility:
    """What somebody could do of one kind of act, in words."""

    possibility: Possibility
    act: str
    violations: tuple[SaidViolation, ...] = ()
    notes: tuple[str, ...] = ()


@frozen(kw_only=True)
class SaidChange:
    """One change of WAT, and its sentence."""

    change: Change
    sentence: str

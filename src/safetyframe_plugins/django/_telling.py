"""Views by the line, for commands and for the admin: references, dates and the law's own words."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import frozen

from safetyframe import Frame, texts
from safetyframe.errors import HostError
from safetyframe.values import civil, is_reference
from safetyframe.views import Viewer

__all__ = ["Told", "language", "tell"]

_STATES: Final[dict[texts.Language, dict[str, str]]] = {
    "nl": {"overdue": "te laat", "due": "te doen", "advice": "advies"},
    "en": {"overdue": "overdue", "due": "due", "advice": "advice"},
}


@frozen(kw_only=True)
class Told:
    """What one viewer is told of one trajectory. Nothing is also what is told of no trajectory."""

    findings: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


def language(code: str | None) -> texts.Language:
    """Choose one of our languages for a code such as ``nl-be``."""
    return "en" if (code or "").lower().startswith("en") else "nl"


def tell(frame: Frame, trajectory: str, viewer: Viewer, lang: texts.Language) -> Told:
    """Put in lines what there is to look at, and what is on record, as `viewer` may know it."""
    if not is_reference(trajectory):
        raise HostError("a trajectory is named by its reference: letters, digits and ._:/@+-#")
    view = frame.show(trajectory, viewer)
    if not view.shown.people:
        return Told()
    zone = view.shown.zone
    said = texts.said_together(frame.findings_for(trajectory, viewer), lang, zone=zone)
    records = frame.records_for(trajectory, viewer).shown
    return Told(
        findings=tuple(
            f"{_STATES[lang][one.findings[0].state.value if one.findings[0].state else 'advice']}"
            f" · {' '.join(one.findings[0].clauses)} · {one.sentence}"
            for one in said
        ),
        records=tuple(
            f"{_minute(one.recorded_at, zone)} · {texts.name_of_act(type(one.act).__name__, lang)}"
            f" · {one.act.by.person}"
            for one in records
        ),
    )


def _minute(at: datetime, zone: str) -> str:
    local = civil(at, zone).replace(tzinfo=None)
    return local.isoformat(sep=" ", timespec="minutes")

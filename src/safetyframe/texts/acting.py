"""An act in a few words: what it is called, and the references it is about. No prose."""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.texts.model import Language, Reader
from safetyframe.texts.naming import name_of_act, name_of_fact, name_of_role, word_on_page
from safetyframe.values import is_plain

__all__ = ["act_in_words", "references"]


def act_in_words(act: Act, language: Language, *, reader: Reader = Reader.PROFESSIONAL) -> str:
    """Name an act, and what it is about."""
    name = name_of_act(type(act).__name__, language, reader=reader)
    parts = [part for part in _about(act, language, reader) if part]
    return f"{name} ({'; '.join(parts)})" if parts else name


def references(*names: str | None) -> str:
    """List references. One that is none may be a name, or a sign that a terminal obeys."""
    known = (name for name in names if name is not None)
    return ", ".join(name if is_plain(name) else "?" for name in known)


def _about(act: Act, language: Language, reader: Reader) -> tuple[str, ...]:  # noqa: C901, PLR0912 - one per kind
    def word(name: str, value: str) -> str:
        return name_of_fact(name, value, language, reader=reader)

    def label(name: str) -> str:
        return word_on_page(name, language, reader=reader)

    match act:
        case a.DecideNecessity() | a.RecordNecessity():
            return (word("status", act.decision.status.value), references(*act.decision.minors))
        case a.AddParticipation():
            return (
                references(act.person),
                name_of_role(act.role, language, reader=reader),
            )
        case a.AssignConsultant():
            return (references(act.person), word("standing", act.standing.value))
        case a.DeputiseConsultant():
            return (references(act.person),)
        case a.OfferHandover():
            return (references(act.to),)
        case a.EndParticipation():
            return (references(act.participation),)
        case a.KeepApart() | a.RecordConversation():
            return (references(*act.persons),)
        case a.ContributeView():
            return (word("topic", act.topic.value),)
        case a.ReviseWat():
            return (label("material-change" if act.material else "wording-change"),)
        case a.AmendMeasure() | a.EndMeasure() | a.AcceptMeasure() | a.DeclineMeasure():
            return (references(act.measure),)
        case a.EstablishHoe() | a.DecideDirection():
            return (references(*(part.person for part in act.together)),)
        case a.AssessHoe():
            return (
                references(act.bottom_line),
                label("enough" if act.sufficient else "not-enough"),
            )
        case a.Explain():
            return (*(word("topic", m.topic.value) for m in act.matters), references(*act.persons))
        case a.Acknowledge():
            return (word("topic", act.matter.topic.value),)
        case a.ExceptDuty():
            # The name of a clause says something to whoever works with the charter.
            clause = act.exception.clause if reader is Reader.PROFESSIONAL else None
            return (references(clause, act.exception.person),)
        case a.Align():
            position = word("position", act.position.value)
            return (word("on", act.on.value), f"{references(act.person)} {position}")
        case a.Correct():
            return (references(act.wrong),)
        case a.Annotate():
            return (references(act.about),)
        case a.Ratify():
            return (references(*act.acts),)
        case a.Disclose():
            return (word("disclosed_to", act.to.value), references(act.recipient, *act.items))
        case a.Erase():
            return (word("erasure", act.kind.value), references(*act.texts))
        case a.Scale():
            return (references(act.goal, act.minor), f"{act.value}/10")
        case a.Dissent():
            return (word("against", act.against.value), references(act.ref))
        case a.Judge():
            met = label("is-met" if act.met else "is-unmet")
            return (references(act.target, act.minor), met)
        case a.Withdraw():
            return (references(act.minor), word("outcome", act.outcome.value))
        case a.OpenInvolvement() | a.Reopen() | a.Protect() | a.Adopt():
            return (references(*act.minors),)
        case _:
            return ()

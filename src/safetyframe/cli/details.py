"""An act in a few words: what it is called, and the references it is about. No prose."""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe import texts
from safetyframe.acts import Act
from safetyframe.cli.console import Console
from safetyframe.values import is_plain

__all__ = ["act_in_words", "references"]


def act_in_words(act: Act, console: Console) -> str:
    """Name an act, and what it is about."""
    name = texts.name_of_act(type(act).__name__, console.language, reader=console.reader)
    parts = [part for part in _about(act, console) if part]
    return f"{name} ({'; '.join(parts)})" if parts else name


def references(*names: str | None) -> str:
    """List references. One that is none may be a name, or a sign that a terminal obeys."""
    known = (name for name in names if name is not None)
    return ", ".join(name if is_plain(name) else "?" for name in known)


def _about(act: Act, c: Console) -> tuple[str, ...]:  # noqa: C901, PLR0912 - one per kind
    def word(name: str, value: str) -> str:
        return texts.name_of_fact(name, value, c.language, reader=c.reader)

    match act:
        case a.DecideNecessity() | a.RecordNecessity():
            return (word("status", act.decision.status.value), references(*act.decision.minors))
        case a.AddParticipation():
            return (
                references(act.person),
                texts.name_of_role(act.role, c.language, reader=c.reader),
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
            return (c.label("material-change" if act.material else "wording-change"),)
        case a.AmendMeasure() | a.EndMeasure() | a.AcceptMeasure() | a.DeclineMeasure():
            return (references(act.measure),)
        case a.EstablishHoe() | a.DecideDirection():
            return (references(*(part.person for part in act.together)),)
        case a.AssessHoe():
            return (
                references(act.bottom_line),
                c.label("enough" if act.sufficient else "not-enough"),
            )
        case a.Explain():
            return (*(word("topic", m.topic.value) for m in act.matters), references(*act.persons))
        case a.Acknowledge():
            return (word("topic", act.matter.topic.value),)
        case a.ExceptDuty():
            return (references(act.exception.clause, act.exception.person),)
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
            met = c.label("is-met" if act.met else "is-unmet")
            return (references(act.target, act.minor), met)
        case a.Withdraw():
            return (references(act.minor), word("outcome", act.outcome.value))
        case a.OpenInvolvement() | a.Reopen() | a.Protect() | a.Adopt():
            return (references(*act.minors),)
        case _:
            return ()

"""Whoever may not, and what cannot be read as an act, in English, by the gap's code.

The first template whose facts are all there is used. Facts are references, numbers, dates and names
of fields; never prose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safetyframe.texts.model import Templates

__all__ = ["FORM", "INVOLVEMENT", "POWERS"]

#: Who may do what.
POWERS: Final[Mapping[str, Templates]] = {
    "not-this-role": "Acting as {role}, nobody may do this: {act}.",
    "not-lead": (
        "This is for the lead consultant, and {person} is not the lead at that moment: {act}."
    ),
    "not-chair": "In the network only its chair may do this, and {person} is not: {act}.",
    "no-mandate": (
        "{person} acts as {role}, but names no mandate that runs at that moment. Name the body, "
        "the reference and the period."
    ),
    "takes-part": (
        "{person} takes part in this trajectory, and so cannot be the authority in it. Government "
        "decides from outside."
    ),
    "not-taking-part": "{person} does not take part as {role} at that moment.",
    "not-on-behalf": "This cannot be done on behalf of somebody else: {act}.",
    "not-an-own-act": (
        "Somebody else wrote this down for {person}. Only what is a person's own may be written "
        "down for them: let {person} do this, or do it in your own capacity."
    ),
    "no-form-of-recording": (
        "Somebody else wrote this down for {person}, without saying how {person} gave it. Name the "
        "form: spoken, written, drawn, played, shown."
    ),
    "recorder-has-no-part": (
        "Whoever wrote this down for {person} does not take part as consultant, care worker or "
        "trust person at that moment."
    ),
    "consultant-records": (
        "A consultant wrote down the part of {person} in establishing HOE. Let {person} or "
        "somebody who is not a consultant write it down."
    ),
    "not-in-the-table": "Nobody has been given the power to do this: {act}.",
    "rule-broken": (
        "Rule {rule} itself broke down ({error}), and a broken rule refuses. Tell whoever "
        "maintains it."
    ),
}

#: Form: an act that can be read, about things that exist.
FORM: Final[Mapping[str, Templates]] = {
    "future": (
        "The moment in {field} lies after the moment of writing down. Only what has happened can "
        "be put on record."
    ),
    "off-the-scale": "A scale runs from 0 to 10; {field} lies outside it.",
    "naive-time": (
        "The moment in {field} has no offset from UTC. Write it like 2025-03-01T09:00:00+01:00."
    ),
    "no-reference": (
        "What stands in {field} cannot serve as a reference: use 1 to 128 letters, digits or signs "
        "out of ._:/@+-# and no blanks. Never a name."
    ),
    "unborn-not-among-minors": (
        "{minor} is called unborn, but is not among the minors of this act."
    ),
    "unborn-takes-part": "{minor} is called unborn, but has taken part already.",
    "unknown-minor": "{minor} is no minor in this trajectory.",
    "no-minor-named": (
        "Statement {statement} does not say which minor it is about.",
        "{field} names no minor.",
        "It does not say which minor it is about.",
    ),
    "unknown-person": "{person} does not take part in this trajectory, nor did before.",
    "barrier-needs-two": "Keeping apart takes at least two different persons.",
    "nobody-named": (
        "{field} names nobody.",
        "It does not say with whom.",
    ),
    "nothing-named": "It does not say what was explained.",
    "id-in-use": (
        "The id {id} stands for something else already, or cannot serve as an id. Give it another."
    ),
    "unknown-reference": (
        "{field} points to something that is not on record as {kind}.",
        "{field} points to something that is not on record.",
    ),
    "already-ended": "What {field} points to has already ended.",
    "ends-before-it-starts": "{field} lies before the start.",
    "ends-in-the-past": "{field} lies before this act: a part ends from now on, never earlier.",
    "ends-later-than-it-does": "{field} lies after the end that this part already has.",
    "not-asked": "Nobody asked this person to carry measure {measure}.",
    "unknown-version": (
        "There was no version {version} of that kind at that moment (field {field}).",
        "There was no version {version} of WAT at that moment.",
        "There is no such version yet.",
    ),
    "superseded": (
        "Version {version} of WAT is the one in force; this act looked at another. Read version "
        "{version} first."
    ),
    "not-about-this-minor": "Statement {target} is not about {minor}.",
    "wat-exists": "There is a WAT already, at version {version}. Revise that one.",
    "link-to-nothing": (
        "Statement {statement} is linked to {link}, and this WAT holds no such statement."
    ),
    "withdrawal-names-minor": (
        "A position on withdrawal says which minor it is about; a position on expectations does "
        "not (field {field})."
    ),
    "no-such-duty": (
        "No duty to inform rests on {clause}. An exception is possible on T5a, T5b, P5a, P18a, "
        "P18b, P22, P26 and P27."
    ),
    "no-words": "The reason is 'other', and {field} does not say which. Give it in words.",
    "no-such-clause": "{field} names no clause of the charter.",
    "answer-already-due": "HOE would have to be answered for before it is judged ({field}).",
    "exception-over": "The exception ends before it begins (field {field}).",
}

#: Who sits where, what opens an involvement, who decides on necessity.
INVOLVEMENT: Final[Mapping[str, Templates]] = {
    "two-sides": "{person} would be {role} and {other} at the same time. One person has one side.",
    "double-role-undisclosed": (
        "{person} is care worker and network member at the same time, and that has not been "
        "disclosed. Put a reasoned exception on P11 in the act."
    ),
    "no-such-part": (
        "Nobody takes part as {role}: an authority acts on its mandate, a system only proposes."
    ),
    "consultant-from-authority": (
        "{person} comes or goes as a consultant. That is for the authority, or for a handover that "
        "the successor accepts."
    ),
    "authority-adds-consultants-only": (
        "The authority adds consultants only; a {role} is added by those who take part."
    ),
    "authority-ends-consultants-only": (
        "The authority ends the part of consultants only, not of a {role}."
    ),
    "own-end-only": "Only {person} or a professional ends this part.",
    "deputise-instead": "A deputy is given a period, in an act of its own.",
    "lead-exists": (
        "There is a lead consultant already (participation {lead}). There is one lead at a time."
    ),
    "deputy-without-end": "{person} would stand in without an end. Say until when.",
    "deputy-without-ground": "It is not said on what ground {person} would stand in.",
    "family-as-professional": (
        "{person} takes part as {role}. Whatever somebody is elsewhere, here they are no "
        "professional."
    ),
    "power-back-dated": (
        "The part of {person} would begin on {since}, before this act. Powers are never back-dated."
    ),
    "no-handover-offered": "The lead has not been offered to this person.",
    "handover-lapsed": (
        "This handover has been taken over already, or whoever offered it is no longer the lead."
    ),
    "no-named-decider": (
        "The decision on societal necessity does not name {field}. Government decides it, and a "
        "named human signs."
    ),
    "decider-is-recorder": (
        "Whoever signed the decision is the consultant who writes it down. Government decides, not "
        "the consultant."
    ),
    "decider-is-a-system": (
        "{person} is known here as a system. A system proposes; a named human of government "
        "decides."
    ),
    "decider-takes-part": (
        "Whoever signed the decision takes part in this trajectory. Government decides from "
        "outside."
    ),
    "other-body-decided": (
        "The decision is that of another government body than the one whose mandate is shown."
    ),
    "no-concern": "No concern is named. The charter is about trajectories with a concern.",
    "necessity-ended": (
        "Government has ended the societal necessity for {minor}; this decision is no newer.",
        "The decision says that there is no societal necessity any more.",
    ),
    "necessity-superseded": (
        "Government has decided anew on the societal necessity for {minor}, in {necessity}; an "
        "involvement rests on its latest decision."
    ),
    "opens-before-it-ended": (
        "This reopens the involvement with {minor} at a moment before it had ended."
    ),
    "lead-vacant": (
        "An involvement is open here without a lead consultant. Opening for one more child does "
        "not make its opener the lead."
    ),
    "necessity-for-other-minors": "The decision on societal necessity is not about {minor}.",
    "already-open": "The involvement with {minor} is open already.",
    "never-opened": "There has never been an involvement with {minor}: open one.",
    "concern-not-new": (
        "The concern about {minor} is one of the involvement that ended as achieved. Name what "
        "worries now."
    ),
    "necessity-not-new": (
        "The involvement that ended as achieved for {minor} rested on this decision. Government "
        "decides again."
    ),
    "reopen-instead": "The involvement with {minor} has ended: reopen it, the old end is kept.",
    "emergency-only": (
        (
            "For {minor} there is only emergency protection. That is a place to record and gives "
            "no power beyond it."
        ),
        (
            "There is only emergency protection. That is a place to record and gives no power "
            "beyond it."
        ),
    ),
    "no-open-involvement": (
        "No involvement with {minor} is open.",
        "No involvement is open.",
    ),
    "kept-apart": "This brings together persons who are to be kept apart (barrier {barrier}).",
}

"""The acts in English: their names, and who takes which step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safetyframe.texts.model import Templates

__all__ = ["ACTS", "STEPS"]

#: What an act is called, by the name of its class.
ACTS: Final[Mapping[str, str]] = {
    "DecideNecessity": "decide on societal necessity",
    "RecordNecessity": "record a decision on societal necessity",
    "OpenInvolvement": "open the involvement",
    "AssignConsultant": "assign a consultant",
    "DeputiseConsultant": "let a consultant stand in",
    "OfferHandover": "offer the lead to a successor",
    "TakeOver": "take over the lead",
    "AddParticipation": "let somebody take part",
    "EndParticipation": "end somebody's part",
    "Protect": "protect in an emergency",
    "KeepApart": "keep persons apart",
    "RecordConcern": "record a concern",
    "ContributeView": "contribute a view",
    "RecordInformation": "record information",
    "RecordConversation": "record a conversation",
    "RecordStrength": "record a strength",
    "RecordWhatWorks": "record what works",
    "DraftWat": "draft words for WAT",
    "EstablishWat": "establish WAT",
    "ReviseWat": "revise WAT",
    "SetExpectations": "set the expectations for withdrawal",
    "ProposeMeasure": "propose a measure for HOE",
    "AmendMeasure": "amend a measure of HOE",
    "EndMeasure": "end a measure of HOE",
    "OfferIdea": "offer an idea for HOE",
    "AcceptMeasure": "accept a measure",
    "DeclineMeasure": "decline a measure",
    "EstablishHoe": "establish HOE",
    "AssessHoe": "say whether HOE is enough",
    "Explain": "explain",
    "Acknowledge": "confirm that it is clear",
    "ExceptDuty": "except a duty to inform",
    "Align": "align",
    "Speak": "speak in one's own words",
    "Scale": "answer on a scale",
    "Dissent": "dissent",
    "Judge": "judge",
    "DecideDirection": "decide the direction",
    "Review": "review",
    "Withdraw": "withdraw the consultants",
    "Reopen": "reopen the involvement",
    "Correct": "correct what was recorded",
    "Annotate": "set words beside a record",
    "Ratify": "ratify acts that were done without the power",
    "Disclose": "disclose to somebody outside",
    "Erase": "erase words",
    "Adopt": "adopt an older file",
}

#: Who does what next, by the name of the act; `{who}` are the roles that may.
STEPS: Final[Mapping[str, Templates]] = {
    "DecideNecessity": "government decides on societal necessity, with a named human who signs.",
    "RecordNecessity": "{who} records the decision of government, naming who decided.",
    "OpenInvolvement": (
        "{who} opens an involvement with {minor}.",
        "{who} opens an involvement.",
    ),
    "AssignConsultant": (
        "{who} assigns {person}, and says that participation {replaces} is replaced.",
        "{who} assigns {person}.",
        "{who} assigns a consultant.",
    ),
    "DeputiseConsultant": (
        "{who} lets {person} stand in, for a period.",
        "{who} lets a consultant stand in, for a period.",
    ),
    "OfferHandover": (
        "{who} offers the lead to {to}.",
        "{who} offers the lead to a successor.",
    ),
    "TakeOver": "{who} to whom the lead was offered takes it over.",
    "AddParticipation": (
        "{who} lets {person} take part.",
        "{who} lets a {role} take part.",
        "{who} lets them take part.",
    ),
    "EndParticipation": "{who} ends the part.",
    "Protect": "{who} protects the child now.",
    "KeepApart": "{who} sets the barrier.",
    "RecordConcern": "{who} records the concern.",
    "ContributeView": (
        "{who} contributes a view on {topic}.",
        "{who} contributes a view.",
    ),
    "RecordInformation": "{who} records the information, and WAT names it.",
    "RecordConversation": (
        "{who} talks with {person} and records it.",
        "{who} records the conversation, and WAT names it.",
    ),
    "RecordStrength": "{who} records a strength.",
    "RecordWhatWorks": "{who} records what works, with who found it.",
    "DraftWat": "{who} drafts words for WAT.",
    "EstablishWat": "{who} establishes WAT.",
    "ReviseWat": (
        "{who} revises WAT for {minor}.",
        "{who} revises WAT.",
    ),
    "SetExpectations": (
        "{who} sets the expectations for {minor}.",
        "{who} sets the expectations for withdrawal.",
    ),
    "ProposeMeasure": "{who} proposes a measure.",
    "AmendMeasure": (
        "{who} amends measure {measure}.",
        "{who} amends the measure.",
    ),
    "EndMeasure": "{who} ends the measure.",
    "OfferIdea": "{who} offers an idea for HOE.",
    "AcceptMeasure": (
        "ask {person} to accept or decline measure {measure}.",
        "whoever is asked accepts or declines.",
    ),
    "DeclineMeasure": "whoever is asked accepts or declines.",
    "EstablishHoe": (
        "invite {invited}, or let {invited} take part.",
        "the care worker and somebody of family or network establish HOE together.",
    ),
    "AssessHoe": (
        "{who} says whether HOE is enough for bottom line {bottom_line}.",
        "{who} says whether HOE is enough.",
    ),
    "Explain": (
        "{who} explains to {person}: {topic}, version {version}.",
        "{who} explains to {person}: {topic}.",
        "{who} explains it.",
    ),
    "Acknowledge": (
        "let {person} confirm that this is clear: {topic}, version {version}.",
        "let {person} confirm that this is clear: {topic}.",
        "the person confirms that it is clear.",
    ),
    "ExceptDuty": "{who} gives the reason for an exception.",
    "Align": (
        "hear {person} on {on} for {minor}, WAT version {wat}, and record the position.",
        "hear {person} on {on}, WAT version {wat}, and record the position.",
        "hear {person} on {on} for {minor}, and record the position.",
        "{who} records the position.",
    ),
    "Speak": "let them speak in their own words, in any form.",
    "Scale": "the person answers on the scale.",
    "Dissent": "the person says what they disagree with.",
    "Judge": (
        "{who} judges {target} for {minor}, on WAT version {wat}.",
        "{who} judges {target} for {minor}.",
        "{who} judges it.",
    ),
    "DecideDirection": "family, network and professionals decide the direction together.",
    "Review": "{who} reviews, and sets the next date.",
    "Withdraw": (
        "{who} answers {answers} in writing, in the act of withdrawing.",
        "{who} withdraws.",
    ),
    "Reopen": (
        "{who} reopens the involvement with {minor}.",
        "{who} reopens the involvement.",
    ),
    "Correct": "whoever recorded it corrects it.",
    "Annotate": (
        "set words beside {about}, which stays as it is.",
        "set words beside it; the record stays as it is.",
    ),
    "Ratify": (
        "somebody else with a mandate ratifies {acts}.",
        "{who} ratifies it.",
    ),
    "Disclose": "{who} discloses it, item by item.",
    "Erase": "{who} erases the words.",
    "Adopt": (
        (
            "{who} finds out, and records, what the older file says of this: {unknown}. Then {who} "
            "leaves it out of what is unknown."
        ),
        "{who} adopts the file.",
    ),
}

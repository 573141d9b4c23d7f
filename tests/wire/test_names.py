"""The promises: names, versions, defaults. Whoever changes this file breaks somebody's records."""

from __future__ import annotations

import subprocess
import sys

import pytest
from attrs import NOTHING, fields

from safetyframe.acts import ACTS
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.wire import ACT_NAMES, DOCUMENT_NAMES, names
from safetyframe.wire.catalogue import Catalogue
from safetyframe.wire.shapes import Filed, Many, Maybe, Node

FROZEN = {
    "DecideNecessity": ("decide-necessity", 1),
    "RecordNecessity": ("record-necessity", 1),
    "OpenInvolvement": ("open-involvement", 1),
    "AssignConsultant": ("assign-consultant", 1),
    "DeputiseConsultant": ("deputise-consultant", 1),
    "OfferHandover": ("offer-handover", 1),
    "TakeOver": ("take-over", 1),
    "AddParticipation": ("add-participation", 1),
    "EndParticipation": ("end-participation", 1),
    "Protect": ("protect", 1),
    "KeepApart": ("keep-apart", 1),
    "RecordConcern": ("record-concern", 1),
    "ContributeView": ("contribute-view", 1),
    "RecordInformation": ("record-information", 1),
    "RecordConversation": ("record-conversation", 1),
    "RecordStrength": ("record-strength", 1),
    "RecordWhatWorks": ("record-what-works", 1),
    "DraftWat": ("draft-wat", 1),
    "EstablishWat": ("establish-wat", 1),
    "ReviseWat": ("revise-wat", 1),
    "SetExpectations": ("set-expectations", 1),
    "ProposeMeasure": ("propose-measure", 1),
    "AmendMeasure": ("amend-measure", 1),
    "EndMeasure": ("end-measure", 1),
    "OfferIdea": ("offer-idea", 1),
    "AcceptMeasure": ("accept-measure", 1),
    "DeclineMeasure": ("decline-measure", 1),
    "EstablishHoe": ("establish-hoe", 1),
    "AssessHoe": ("assess-hoe", 1),
    "Explain": ("explain", 1),
    "Acknowledge": ("acknowledge", 1),
    "ExceptDuty": ("except-duty", 1),
    "Align": ("align", 1),
    "Speak": ("speak", 1),
    "Scale": ("scale", 1),
    "Dissent": ("dissent", 1),
    "Judge": ("judge", 1),
    "DecideDirection": ("decide-direction", 1),
    "Review": ("review", 1),
    "Withdraw": ("withdraw", 1),
    "Reopen": ("reopen", 1),
    "Correct": ("correct", 1),
    "Annotate": ("annotate", 1),
    "Ratify": ("ratify", 1),
    "Disclose": ("disclose", 1),
    "Erase": ("erase", 1),
    "Adopt": ("adopt", 1),
    "Record": ("record", 1),
    "Trajectory": ("trajectory", 1),
}

#: A field may be left out when it is at its default, so a default that changes would change what
#: old payloads say. Those that are more than "nothing" (None, False, no items) stand here.
DEFAULTS = {
    ("OpenItem", "state"): "due",
    ("SafetyGoal", "sustained_days"): 0,
}


def test_names_and_versions_stay_what_they_are():
    named = {cls.__name__: name for cls, name in {**ACT_NAMES, **DOCUMENT_NAMES}.items()}
    assert named == FROZEN


def test_every_act_has_a_name_and_no_two_have_the_same():
    assert set(ACT_NAMES) == set(ACTS)
    assert set(DOCUMENT_NAMES) == {Record, Trajectory}
    assert len(Catalogue().by_name) == len(ACTS) + 2


def test_an_act_without_a_name_is_found_on_import(monkeypatch):
    class Sing:
        pass

    monkeypatch.setattr(names, "ACTS", (*ACTS, Sing))
    with pytest.raises(TypeError, match="without a wire name: Sing"):
        names._complete()


def nodes(shape):
    """Every class that is left with defaults on the wire."""
    match shape:
        case Maybe(inner):
            yield from nodes(inner)
        case Many(item) | Filed(item=item):
            yield from nodes(item)
        case Node():
            if shape.attrs:
                yield shape.cls
            for f in shape.fields:
                yield from nodes(f.shape)


def test_defaults_stay_what_they_are():
    classes = {cls for d in Catalogue().by_class.values() for cls in nodes(d.node)}
    found = {
        (cls.__name__, a.name): a.default
        for cls in classes
        for a in fields(cls)
        if a.default not in (NOTHING, None, ()) and a.default is not False
    }
    assert found == DEFAULTS


def test_the_core_does_not_load_cattrs():
    script = (
        "import sys, safetyframe, safetyframe.trajectory, safetyframe.acts\n"
        "assert 'safetyframe.wire' not in sys.modules\n"
        "assert 'cattrs' not in sys.modules\n"
        "import safetyframe.wire\n"
        "assert 'cattrs' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)

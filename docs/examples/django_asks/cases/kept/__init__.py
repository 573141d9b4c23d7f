"""The whole mapping in two tables: which slice is which rows, and which acts write which.

A slice that is not in `SLICES` has no rows here. It is unknown, and the law then says of an act
that hangs on it: unsure.
"""

from cases.kept import hoe, people, wat
from safetyframe import acts as a

#: Slice → how its rows are read, and how one entry is written.
SLICES = {
    "people": (people.read_people, people.write_people),
    "involvement": (people.read_involvement, people.write_involvement),
    "necessity": (people.read_necessity, people.write_necessity),
    "protection": (people.read_protection, people.write_protection),
    "barriers": (people.read_barriers, people.write_barriers),
    "gathered": (wat.read_gathered, wat.write_gathered),
    "voices": (wat.read_voices, wat.write_voices),
    "scales": (wat.read_scales, wat.write_scales),
    "wat": (wat.read_wat, wat.write_wat),
    "judged": (wat.read_judged, wat.write_judged),
    "measures": (hoe.read_measures, hoe.write_measures),
    "hoe": (hoe.read_hoe, hoe.write_hoe),
    "told": (hoe.read_told, hoe.write_told),
    "aligned": (hoe.read_aligned, hoe.write_aligned),
    "exceptions": (hoe.read_exceptions, hoe.write_exceptions),
}

#: Known without a table: every case was opened here and none adopted, and nothing is corrected
#: here (no screen does these acts). The day that changes these two get rows.
NONE_HERE = ("adopted", "corrections")

_OPENING = ("people", "involvement", "necessity", "gathered")
_SAYING = ("voices", "exceptions")
_STATING = ("wat", "exceptions")

#: The acts that this system takes → the slices whose rows they change.
WRITES = {
    a.OpenInvolvement: _OPENING,
    a.Reopen: _OPENING,
    a.DecideNecessity: ("involvement", "necessity"),
    a.RecordNecessity: ("involvement", "necessity"),
    a.AssignConsultant: ("people",),
    a.DeputiseConsultant: ("people",),
    a.AddParticipation: ("people", "exceptions"),
    a.EndParticipation: ("people",),
    a.Protect: ("involvement", "protection"),
    a.KeepApart: ("barriers",),
    a.RecordConcern: ("gathered",),
    a.ContributeView: ("gathered",),
    a.RecordInformation: ("gathered",),
    a.RecordConversation: ("gathered", "exceptions"),
    a.RecordStrength: ("gathered",),
    a.RecordWhatWorks: ("gathered",),
    a.OfferIdea: ("gathered",),
    a.DraftWat: ("gathered",),
    a.EstablishWat: _STATING,
    a.ReviseWat: _STATING,
    a.SetExpectations: _STATING,
    a.ProposeMeasure: ("measures",),
    a.EndMeasure: ("measures",),
    a.AcceptMeasure: ("measures",),
    a.DeclineMeasure: ("measures",),
    a.EstablishHoe: ("hoe", "exceptions"),
    a.Explain: ("told", "exceptions"),
    a.Acknowledge: ("told",),
    a.ExceptDuty: ("exceptions",),
    a.Align: ("aligned", "exceptions"),
    a.Speak: _SAYING,
    a.Dissent: _SAYING,
    a.Scale: ("scales",),
    a.Judge: ("judged",),
    a.Withdraw: ("people", "involvement", "exceptions"),
}

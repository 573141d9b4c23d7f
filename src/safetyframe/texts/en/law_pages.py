"""Headings and labels of the map of the law, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["LAW_PAGES"]

LAW_PAGES: Final[Mapping[str, str]] = {
    "law-title": "The map of the law",
    "law-kicker": "Charter {charter}, version {version}",
    "law-intro": (
        "Who may do what, how the help for a child can go, who has to be told what, and what "
        "each clause rests on. Drawn from the tables that the library decides by."
    ),
    "law-figures": (
        "{acts} acts, {roles} capacities, {rules} rules and watches, {duties} duties, "
        "{clauses} clauses, {vectors} vectors."
    ),
    "law-powers": "Who may do what",
    "law-powers-intro": (
        "A line for each act, a column for each capacity. What is not there is refused. "
        "Beside the table stand the rules of each act; a gate opens for a reasoned exception."
    ),
    "law-powers-caption": (
        "The table of powers: acts by capacity. On a narrow screen it scrolls sideways."
    ),
    "law-legend": "What the signs say",
    "law-act": "Act",
    "law-beside": "Beside the table",
    "law-rests": "Rests on",
    "law-cell-no": "no",
    "law-cell-yes": "yes",
    "law-cell-own": "own",
    "law-cell-lead": "lead",
    "law-cell-acting": "lead, deputy",
    "law-cell-together": "together",
    "law-cell-chair": "chair",
    "law-says-no": "may not",
    "law-says-yes": "may",
    "law-says-own": "only for oneself",
    "law-says-lead": "only the lead consultant",
    "law-says-acting": "only the lead consultant, or the deputy within that period",
    "law-says-together": "only together with the other side",
    "law-says-chair": "only the chair of the network",
    "law-mark-protected": "nobody may block it",
    "law-mark-own": "may be written down for somebody",
    "law-mark-enters": "whoever does it takes no part yet",
    "law-mark-mandate": "on a mandate",
    "law-rules-number": "rules: {number}",
    "law-gates": "may be explained: {gates}",
    "law-chapter-involvement": "Involvement",
    "law-chapter-gathering": "Gathering",
    "law-chapter-wat": "WAT: what must change",
    "law-chapter-hoe": "HOE: how it will",
    "law-chapter-informing": "Informing",
    "law-chapter-voices": "Voices",
    "law-chapter-judging": "Judging and deciding",
    "law-chapter-ending": "Ending",
    "law-chapter-keeping": "Keeping the record",
    "law-life": "How the help for a child can go",
    "law-life-intro": (
        "Each box is a stage of the help for one minor, each line an act that leads from one "
        "to another. What was seen to happen is drawn: every act was tried at every stage of "
        "a small family."
    ),
    "law-life-title": "The life of a trajectory",
    "law-life-described": (
        "From top to bottom: {way}. {beside} stands beside it, and {endings} are the endings."
        " The table below has every move."
    ),
    "law-life-caption": "Every move from stage to stage",
    "law-line-on": "onwards",
    "law-line-back": "back, because something changed",
    "law-line-end": "an end",
    "law-line-again": "opened (again), as far as what was agreed still stands",
    "law-line-urgent": "protection in an emergency",
    "law-from": "From",
    "law-to": "To",
    "law-by": "By these acts",
    "law-still": "No other act moves a stage: {acts}.",
    "law-stage-before": "nothing yet",
    "law-stage-emergency": "emergency",
    "law-stage-open": "involvement open",
    "law-stage-wat": "WAT stands",
    "law-stage-expectations": "expectations set",
    "law-stage-hoe": "HOE stands",
    "law-stage-met": "all is met",
    "law-stage-achieved": "ended: achieved",
    "law-stage-ended-otherwise": "ended otherwise",
    "law-stage-ended-by-government": "ended by government",
    "law-duties": "Who has to be told what",
    "law-duties-intro": (
        "A duty refuses nothing: it is open until it is done, or excepted with a reason, and "
        "what is still open is listed when an involvement ends. Without a number in the "
        "policy it is due at once."
    ),
    "law-duties-caption": "Duties to inform",
    "law-duty": "What",
    "law-duty-to": "To whom",
    "law-duty-raised": "Raised by",
    "law-duty-done": "Discharged by",
    "law-duty-lapses": "Lapses by",
    "law-duty-except": "Or a reasoned exception: {act}.",
    "law-clauses": "From clause to rule to test",
    "law-clauses-intro": (
        "For every clause what rests on it. The references in small print are vectors: "
        "situations with the whole answer, which come with the library ({command})."
    ),
    "law-part-rows": "Powers",
    "law-part-rules": "Rules",
    "law-part-conditions": "Conditions of the whole table",
    "law-part-duties": "Duties",
    "law-part-watches": "Watches",
    "law-part-tests": "Tests in the project",
    "law-kind-gate": "may be explained",
    "law-guards": "guards: {acts}",
    "law-derives": "follows from {clauses}",
    "law-nothing": "No row, rule, duty or watch names it.",
    "law-form": "Rules of form",
    "law-form-intro": "They ask that an act makes sense, and rest on no clause.",
    "law-group-D": "Definition and aim",
    "law-group-S": "Stance",
    "law-group-P": "Partners",
    "law-group-T": "Tailored help",
    "law-group-X": "Derived",
    "law-group-E": "Empty places",
    "law-foot": (
        "Hash of these clauses: {digest}. Rules of plugins and of the pack of a country are "
        "not on this map."
    ),
}

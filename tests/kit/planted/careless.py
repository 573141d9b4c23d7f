"""More laws that are wrong on purpose: what haste, or ill will, might make of the charter.

They are wrong in what an invariant of a line or two would not see: reasons that are not asked for,
a veto that nobody has, duties that are forgotten, and what others are shown.
"""

from __future__ import annotations

from attrs import evolve, frozen

from safetyframe import Accepted, Record, Refused, Role, Trajectory
from safetyframe import acts as a
from safetyframe.folding import evolve as onward
from safetyframe.index import Index
from safetyframe.notice import Notice
from safetyframe.trajectory import with_slices
from safetyframe.views import seal
from tests.kit.planted.laws import Planted


def mapped(t, name, change):
    if name in t.unknown:
        return t
    return with_slices(t, {name: Index((k, change(v)) for k, v in getattr(t, name).items())})


class WhoLeftKeepsPower(Planted):
    """A part that has ended still counts."""

    def instead(self, t, act):
        return mapped(t, "people", lambda part: evolve(part, until=None)), act


class EmergencyIsOpen(Planted):
    """An emergency episode gives the powers of an involvement."""

    def instead(self, t, act):
        return mapped(t, "involvement", lambda episode: evolve(episode, emergency=False)), act


class BarriersAreForgotten(Planted):
    """Whoever is kept apart may be brought together."""

    def instead(self, t, act):
        if "barriers" in t.unknown or isinstance(act, a.KeepApart):
            return t, act
        return with_slices(t, {"barriers": Index()}), act


class DissentIsAVeto(Planted):
    """Whoever is of another mind counts as not heard, and so holds up a withdrawal."""

    def instead(self, t, act):
        if not isinstance(act, a.Withdraw) or "aligned" in t.unknown:
            return t, act
        agreed = ((k, v) for k, v in t.aligned.items() if v.position is not a.Position.DISSENTS)
        return with_slices(t, {"aligned": Index(agreed)}), act


class AnyNecessityDoes(Planted):
    """A decision about other children opens an involvement."""

    def instead(self, t, act):
        if isinstance(act, a.OpenInvolvement | a.Reopen):
            return t, evolve(act, necessity=evolve(act.necessity, minors=act.minors))
        return t, act


class TakesDownWhatIsToCome(Planted):
    """What has not happened yet can be on record."""

    def instead(self, t, act):
        by = act.by
        if by.at.tzinfo and by.recorded.tzinfo and by.recorded < by.at:
            return t, evolve(act, by=evolve(by, recorded_at=by.at))
        return t, act


class Lacks(Planted):
    """A law without one of its rules."""

    rule = ""

    def decide(self, trajectory, act):
        outcome = super().decide(trajectory, act)
        if not isinstance(outcome, Refused) or {v.rule for v in outcome.violations} != {self.rule}:
            return outcome
        record = Record(seq=trajectory.seq + 1, act=act, law=self.law.hash)
        return Accepted(record=record, trajectory=onward(trajectory, record))


class NobodyIsHeard(Lacks):
    """A withdrawal asks nobody (P21)."""

    rule = "ending.heard"


class NobodyIsInvited(Lacks):
    """HOE is made with one of the family, and the others are not asked (P16)."""

    rule = "hoe.everyone-invited"


class BothSidesOfTheTable(Lacks):
    """One person is care worker and family (P1)."""

    rule = "involvement.one-side"


class WorkersAreNotAsked(Lacks):
    """WAT is worded without what the care workers know (P15b)."""

    rule = "wat.worker-expertise"


class ErasingTakesTheObjectionToo(Planted):
    """With a text that is erased goes what somebody said against it."""

    def decide(self, trajectory, act):
        outcome = super().decide(trajectory, act)
        if not isinstance(outcome, Accepted) or not isinstance(act, a.Erase):
            return outcome
        after = with_slices(outcome.trajectory, {"voices": Index()})
        return evolve(outcome, trajectory=after)


class ChildrenAreOwedNothing(Planted):
    """No duty to inform a child is known."""

    def duties(self, trajectory, as_of):
        minors = {p.person for p in trajectory.people.values() if p.role is Role.MINOR}
        every = self.law.duties(trajectory, as_of)
        return tuple(one for one in every if one.person not in minors)


class EverythingIsDone(Planted):
    """Whatever was to be told has been told."""

    def duties(self, trajectory, as_of):
        every = self.law.duties(trajectory, as_of)
        done = next((one.state for one in every if one.state.value == "done"), None)
        return tuple(evolve(one, state=done or one.state) for one in every)


class RecordsAreOpen(Planted):
    """Each record is shown whole, whoever asks."""

    def show(self, thing, viewer, trajectory=None):
        if isinstance(thing, Record):
            return seal(thing, viewer)
        return super().show(thing, viewer, trajectory)


class GatheredIsOpen(Planted):
    """What was gathered is shown whole, digests and all, to somebody restricted too."""

    def show(self, thing, viewer, trajectory=None):
        view = super().show(thing, viewer, trajectory)
        if not isinstance(thing, Trajectory) or "gathered" in thing.unknown:
            return view
        return seal(with_slices(view.shown, {"gathered": thing.gathered}), viewer)


class EverybodyIsTold(Planted):
    """Notice of every act goes to everybody."""

    def notices(self, outcome):
        t, act = outcome.trajectory, outcome.record.act
        people = dict.fromkeys(p.person for p in t.people.values())
        return tuple(Notice(trajectory=t.id, act=act.id, recipient=one) for one in people)


@frozen(kw_only=True)
class TalkingNotice(Notice):
    digest: str


class NoticesTalk(Planted):
    """A notice carries a digest of what was done, which somebody could try words against."""

    def notices(self, outcome):
        return tuple(
            TalkingNotice(
                trajectory=n.trajectory, act=n.act, recipient=n.recipient, digest="0" * 64
            )
            for n in self.law.notices(outcome)
        )

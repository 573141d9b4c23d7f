"""Laws that are wrong on purpose, each in one way, as a thin wrapper of the charter's own.

Each has a `decide` like `Law.decide`, and `show` where that is what is wrong with it.
"""

from __future__ import annotations

from attrs import evolve

from safetyframe import Accepted, Law, Refused, Role, Violation
from safetyframe import acts as a
from safetyframe.charter import Level
from safetyframe.folding import evolve as onward
from safetyframe.index import Index
from safetyframe.outcome import Gap
from safetyframe.roles import Standing
from safetyframe.trajectory import Trajectory, with_slices
from safetyframe.values import PersonId
from safetyframe.views import seal


class Planted:
    """The charter's law, asked about another act or another trajectory than the one at hand."""

    def __init__(self):
        self.law = Law()

    def decide(self, trajectory, act):
        return self.as_if(trajectory, act, *self.instead(trajectory, act))

    def instead(self, trajectory, act):
        return trajectory, act

    def as_if(self, trajectory, act, seen, asked):
        """What the law says of `asked` in `seen`, taken for an answer about `act`."""
        outcome = self.law.decide(seen, asked)
        if not isinstance(outcome, Accepted) or (seen is trajectory and asked is act):
            return outcome
        record = evolve(outcome.record, act=act)
        return evolve(outcome, record=record, trajectory=onward(trajectory, record))

    def show(self, thing, viewer, trajectory=None):
        return self.law.show(thing, viewer, trajectory)


def lead_of(t, at):
    return next(
        (p for p in t.people.values() if p.standing is Standing.LEAD and p.active(at)), None
    )


def one_of(t, at, role):
    return next((p for p in t.people.values() if p.role is role and p.active(at)), None)


class ConsultantAuthorsHoe(Planted):
    """A consultant may establish HOE."""

    def instead(self, t, act):
        worker = one_of(t, act.by.at, Role.CARE_WORKER) if act.by.at.tzinfo else None
        if isinstance(act, a.EstablishHoe) and act.by.role is Role.CONSULTANT and worker:
            by = evolve(act.by, person=worker.person, role=Role.CARE_WORKER)
            return t, evolve(act, by=by)
        return t, act


class WorkerRevisesWat(Planted):
    """A care worker may revise WAT."""

    def instead(self, t, act):
        lead = lead_of(t, act.by.at) if act.by.at.tzinfo else None
        if isinstance(act, a.ReviseWat) and act.by.role is Role.CARE_WORKER and lead:
            return t, evolve(act, by=evolve(act.by, person=lead.person, role=Role.CONSULTANT))
        return t, act


class IgnoresOneSibling(Planted):
    """A closing looks at the first child whose involvement is open, not at the one it is about."""

    def instead(self, t, act):
        if isinstance(act, a.Withdraw):
            return t, evolve(act, minor=PersonId("anna"))
        return t, act


class RevisionDeletesExplanations(Planted):
    """A revision of WAT deletes what was explained."""

    def decide(self, trajectory, act):
        outcome = super().decide(trajectory, act)
        if isinstance(outcome, Accepted) and isinstance(act, a.ReviseWat):
            after = with_slices(outcome.trajectory, {"told": Index()})
            return evolve(outcome, trajectory=after)
        return outcome


class LastWrittenWins(Planted):
    """The judgement written down last counts, whatever moment it is about."""

    def instead(self, t, act):
        if not isinstance(act, a.Withdraw) or "judged" in t.unknown:
            return t, act
        return with_slices(t, {"judged": Index(map(self.turned, t.judged.items()))}), act

    def turned(self, item):
        key, series = item
        last = max(series.items, key=lambda judgement: judgement.seq)
        return key, evolve(series, items=tuple(evolve(i, met=last.met) for i in series.items))


class StaleJudgementCounts(Planted):
    """A judgement on an earlier material version counts."""

    def instead(self, t, act):
        if not isinstance(act, a.Withdraw) or "judged" in t.unknown or "wat" in t.unknown:
            return t, act
        return with_slices(
            t, {"judged": Index((k, self.fresh(s, t)) for k, s in t.judged.items())}
        ), act

    def fresh(self, series, t):
        return evolve(series, items=tuple(evolve(i, wat=len(t.wat)) for i in series.items))


class ViewShowsACount(Planted):
    """A View says how many records there are."""

    def show(self, thing, viewer, trajectory=None):
        view = super().show(thing, viewer, trajectory)
        if isinstance(thing, Trajectory):
            return seal(evolve(view.shown, seq=thing.seq), viewer)
        return view


class PluginDecidesNecessity(Planted):
    """Whatever a registry hands in counts as a decision on necessity."""

    def instead(self, t, act):
        if isinstance(act, a.RecordNecessity) and act.by.role is Role.SYSTEM and act.by.at.tzinfo:
            lead = lead_of(t, act.by.at)
            if lead:
                return t, evolve(act, by=evolve(act.by, person=lead.person, role=Role.CONSULTANT))
        return t, act


class NetworkIsSilenced(Planted):
    """Nobody of the network may speak while HOE is not established."""

    def decide(self, trajectory, act):
        said = isinstance(act, a.Speak) and act.by.role is Role.NETWORK
        if said and not len(trajectory.hoe):
            gap = Gap(code="not-yet")
            no = Violation(rule="house.order", clauses=("P11",), level=Level.HARD, gaps=(gap,))
            return Refused(violations=(no,), act=act)
        return super().decide(trajectory, act)


class ExpiredExceptionCounts(Planted):
    """An exception counts after its end too."""

    def instead(self, t, act):
        given = getattr(act, "exceptions", ())
        if not given or not act.by.at.tzinfo or any(e.until.tzinfo is None for e in given):
            return t, act
        return t, evolve(act, exceptions=tuple(self.prolonged(e, act.by.at) for e in given))

    def prolonged(self, one, at):
        return one if one.until > at else evolve(one, until=at.replace(year=at.year + 1))


class CountsChairs(Planted):
    """One person on two chairs is two sides of a table."""

    def instead(self, t, act):
        if not isinstance(act, a.EstablishHoe) or not act.by.at.tzinfo:
            return t, act
        persons = [part.person for part in act.together]
        if len(set(persons)) == len(persons):
            return t, act
        seats = {role: one_of(t, act.by.at, role) for role in {p.role for p in act.together}}
        together = tuple(
            evolve(part, person=seats[part.role].person)
            for part in act.together
            if seats[part.role] is not None
        )
        return t, evolve(act, together=together)


class HoeOnNoWat(Planted):
    """HOE may answer a version of WAT that was never established."""

    def instead(self, t, act):
        if isinstance(act, a.EstablishHoe) and "wat" not in t.unknown and act.wat not in t.wat:
            return t, evolve(act, wat=len(t.wat))
        return t, act


class RefusesWithoutAReason(Planted):
    """A rule of the house that names nothing that it rests on."""

    def decide(self, trajectory, act):
        if isinstance(act, a.OfferIdea) and act.by.role is Role.MINOR:
            gap = Gap(code="too-young")
            no = Violation(rule="house.age", clauses=(), level=Level.HARD, gaps=(gap,))
            return Refused(violations=(no,), act=act)
        return super().decide(trajectory, act)


class CoConsultantWithdraws(Planted):
    """Any consultant may close, not the lead alone."""

    def instead(self, t, act):
        lead = lead_of(t, act.by.at) if act.by.at.tzinfo else None
        if isinstance(act, a.Withdraw | a.Judge) and act.by.role is Role.CONSULTANT and lead:
            return t, evolve(act, by=evolve(act.by, person=lead.person))
        return t, act


class WordsAreCorrected(Planted):
    """Noting something beside somebody's words replaces them."""

    def decide(self, trajectory, act):
        outcome = super().decide(trajectory, act)
        if isinstance(outcome, Accepted) and isinstance(act, a.Explain):
            after = with_slices(outcome.trajectory, {"voices": Index()})
            return evolve(outcome, trajectory=after)
        return outcome


class GoalsAreOptional(Planted):
    """A WAT needs no goal, or none that says when it is safe enough."""

    whole = None

    def instead(self, t, act):
        if not isinstance(act, a.EstablishWat):
            return t, act
        if act.goals and all(goal.safe_enough for goal in act.goals):
            self.whole = act
        elif self.whole is not None:
            return t, evolve(act, goals=self.whole.goals)
        return t, act


class Moody(Planted):
    """Says no where it said yes a moment ago."""

    asked = 0

    def decide(self, trajectory, act):
        self.asked += 1
        if self.asked % 40 == 0:
            gap = Gap(code="not-today")
            no = Violation(rule="house.mood", clauses=("P11",), level=Level.HARD, gaps=(gap,))
            return Refused(violations=(no,), act=act)
        return super().decide(trajectory, act)

"""An audit is deciding again: it finds what was broken, where it was, and nothing else."""

from attrs import evolve

from safetyframe import acts as a
from safetyframe.law import Law
from safetyframe.outcome import AuditReport
from safetyframe.trajectory import Trajectory
from safetyframe.views import Viewer
from tests.support.story import ANNA, LEAD, MOTHER, WORKER, Story, ready_to_withdraw

START = Trajectory.start("t")


def _audited(story: Story, *planted: a.Act) -> AuditReport:
    """Audit the story's records, with acts that nobody decided on behind them."""
    records = list(story.records)
    for act in planted:
        records.append(evolve(records[-1], seq=len(records) + 1, act=act, leaves_open=()))
    return Law().audit(records, Trajectory.start(story.t.id, zone=story.t.zone))


def test_what_the_law_accepted_it_finds_nothing_wrong_with():
    assert _audited(ready_to_withdraw()) == AuditReport()


def test_each_breach_is_reported_with_its_record_and_clauses_and_stays_what_happened():
    story = ready_to_withdraw()
    wrong = a.Withdraw(
        id="closed", by=story.by(WORKER), minor=ANNA, outcome=a.WithdrawalOutcome.ACHIEVED
    )
    fine = a.RecordStrength(
        id="later", by=story.by(WORKER), minors=(ANNA,), about=story.records[0].act.why
    )
    after = a.Judge(id="late", by=story.by(LEAD), wat=2, minor=ANNA, target="g1", met=True)
    report = _audited(story, wrong, fine, after)
    assert [one.record.act.id for one in report.breaches] == ["closed", "late"]
    first, second = report.breaches
    assert {"P20", "T4"} <= {c for v in first.violations for c in v.clauses}
    assert "P2" in {
        c for v in second.violations for c in v.clauses
    }  # the end, wrong as it was, came
    assert report.unjudged == ()


def test_what_cannot_be_judged_for_lack_of_facts_is_said():
    story = ready_to_withdraw()
    start = Trajectory.start(story.t.id, zone=story.t.zone).hide("wat")
    report = Law().audit(story.records, start)
    assert report.unjudged
    assert {name for one in report.unjudged for name in one.unknown} == {"wat"}


def test_a_report_is_for_professionals_whose_part_is_about_every_child():
    story = ready_to_withdraw()
    wrong = a.Withdraw(
        id="closed", by=story.by(WORKER), minor=ANNA, outcome=a.WithdrawalOutcome.ACHIEVED
    )
    report = _audited(story, wrong)
    shown = [
        story.law.show(report, Viewer(person=who[0], at=story.now), story.t).shown
        for who in (LEAD, WORKER, MOTHER)
    ]
    assert [len(one.breaches) for one in shown] == [1, 1, 0]
    assert shown[0].breaches[0].record.seq == 0

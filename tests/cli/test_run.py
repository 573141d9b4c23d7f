"""Playing scripts: statuses, going on or stopping, playing again, and bad input."""

import json
from datetime import UTC, datetime

import pytest

from safetyframe.acts import Erase, ErasureKind
from safetyframe.frame import Frame
from safetyframe.ports import ErasedState
from safetyframe.roles import By, Role
from safetyframe.values import Mandate, PersonId
from tests.cli.cli import act, cli, words, write_lines

STORE = "sqlite:///cases.db"
REFUSED = {"verdict": "refused"}


def run(tmp_path, *more, name="script.jsonl", store=STORE):
    return cli("run", name, "--store", store, *more, cwd=tmp_path)


def kept(tmp_path, trajectory="t-1"):
    with Frame.open(f"sqlite:///{tmp_path / 'cases.db'}") as frame:
        return [record.act.id for record in frame.records(trajectory)]


def judge(number, **more):
    """An act that is refused on an empty trajectory."""
    content = {"wat": 1, "minor": "child-a", "target": "goal", "met": True}
    return act("judge", number, person="c-1", role="consultant", **content, **more)


def test_all_accepted_is_status_0(tmp_path):
    write_lines(tmp_path / "script.jsonl", words(1), words(2))
    done = run(tmp_path)
    assert (done.status, done.err) == (0, "")
    assert "2 acts: 2 accepted." in done.lines
    assert kept(tmp_path) == ["act-1", "act-2"]


def test_a_refusal_is_status_1_and_stops(tmp_path):
    write_lines(tmp_path / "script.jsonl", words(1), judge(2), words(3))
    done = run(tmp_path)
    assert (done.status, done.err) == (1, "")
    assert "2 acts: 1 accepted, 1 refused." in done.lines
    assert any("1 act was not tried" in line for line in done.lines)
    assert kept(tmp_path) == ["act-1"]


def test_keep_going_goes_on(tmp_path):
    write_lines(tmp_path / "script.jsonl", words(1), judge(2), words(3))
    done = run(tmp_path, "--keep-going")
    assert done.status == 1
    assert "3 acts: 2 accepted, 1 refused." in done.lines
    assert kept(tmp_path) == ["act-1", "act-3"]


def test_a_refusal_that_the_script_expects_is_as_it_should_be(tmp_path):
    clauses = json.loads(_step(run(_script(tmp_path, judge(1)), "--json"), 0))["clauses"]
    write_lines(tmp_path / "script.jsonl", judge(1, expect={"refused": clauses}), words(2))
    done = run(tmp_path)
    assert done.status == 0
    assert "All as the script expects." in done.lines
    assert kept(tmp_path) == ["act-2"]


def _script(tmp_path, *steps):
    write_lines(tmp_path / "script.jsonl", *steps)
    return tmp_path


def _step(ended, number):
    return ended.lines[number]


@pytest.mark.parametrize(
    "expect", [{"refused": ["P1"]}, "accepted", "unsure"], ids=["other-clauses", "yes", "unsure"]
)
def test_a_refusal_other_than_expected_is_status_1(tmp_path, expect):
    _script(tmp_path, judge(1, expect=expect))
    done = run(tmp_path)
    assert done.status == 1
    assert "The script did not expect this." in done.out


def test_an_acceptance_that_the_script_does_not_expect_is_status_1(tmp_path):
    _script(tmp_path, words(1) | {"expect": {"refused": ["P12"]}})
    done = run(tmp_path)
    assert done.status == 1
    assert kept(tmp_path) == ["act-1"]


def test_playing_again_does_nothing_twice(tmp_path):
    _script(tmp_path, words(1), words(2))
    assert run(tmp_path).status == 0
    again = run(tmp_path, "--json")
    assert again.status == 0
    assert [o["verdict"] for o in again.objects[:-1]] == ["already", "already"]
    assert again.objects[-1]["already"] == 2
    assert kept(tmp_path) == ["act-1", "act-2"]
    assert "2 acts: 2 already on record." in run(tmp_path).lines


def test_playing_again_goes_on_where_it_stopped(tmp_path):
    _script(tmp_path, words(1))
    run(tmp_path)
    _script(tmp_path, words(1), words(2))
    done = run(tmp_path)
    assert "2 acts: 1 accepted, 1 already on record." in done.lines
    assert kept(tmp_path) == ["act-1", "act-2"]


def test_the_sample_can_be_played_twice_with_the_same_answers(tmp_path):
    import safetyframe.cli as home

    sample = f"{home.__path__[0]}/two-siblings.yaml"
    first = cli("run", sample, "--store", STORE, "--json", cwd=tmp_path)
    second = cli("run", sample, "--store", STORE, "--json", cwd=tmp_path)
    assert (first.status, second.status) == (0, 0), second
    then, now = first.objects[:-1], second.objects[:-1]
    assert [o["verdict"].replace("accepted", "already") for o in then] == [
        o["verdict"] for o in now
    ]
    assert [o["clauses"] for o in then] == [o["clauses"] for o in now]
    assert first.objects[-1]["accepted"] == second.objects[-1]["already"]


def test_what_was_refused_then_is_not_let_in_later_out_of_its_order(tmp_path):
    # A parent who is not there yet gathers something; then an involvement opens, and she joins.
    early = act("record-strength", 1, person="parent-1", role="parent", minors=["child-a"])
    early["about"] = {"language": "nl", "body": "Mama zingt."}
    decision = {
        "status": "established",
        "minors": ["child-a"],
        "body": "centre-1",
        "reference": "d-1",
        "decided_at": "2025-01-09T09:00:00+01:00",
        "signed_by": "signer-1",
    }
    opening = act(
        "open-involvement",
        2,
        person="c-1",
        role="consultant",
        minors=["child-a"],
        why={"language": "nl", "body": "x"},
        concern={"language": "nl", "body": "x"},
        necessity=decision,
    )
    mandate = {"body": "centre-1", "reference": "m", "since": "2024-01-01T00:00:00+01:00"}
    opening["by"]["mandate"] = mandate
    joins = act("add-participation", 3, person="c-1", role="consultant")
    joins |= {"since": "2025-01-10T09:00:00+01:00"}
    by = joins.pop("by")
    joins = {**joins, "by": by, "person": "parent-1", "role": "parent"}
    _script(tmp_path, early, opening, joins)
    first = run(tmp_path, "--keep-going", "--json")
    again = run(tmp_path, "--keep-going", "--json")
    assert [o["verdict"] for o in first.objects[:-1]] == ["refused", "accepted", "accepted"], first
    assert [o["verdict"] for o in again.objects[:-1]] == ["refused", "already", "already"]
    assert kept(tmp_path) == ["act-2", "act-3"]


def test_a_step_put_in_between_is_done_on_the_next_play(tmp_path):
    _script(tmp_path, words(1), words(3))
    run(tmp_path)
    _script(tmp_path, words(1), words(2), words(3))
    done = run(tmp_path, "--json")
    assert [o["verdict"] for o in done.objects[:-1]] == ["already", "accepted", "already"]
    assert kept(tmp_path) == ["act-1", "act-3", "act-2"]


def test_an_act_id_on_record_for_another_act_is_bad_input(tmp_path):
    _script(tmp_path, words(1))
    run(tmp_path)
    changed = words(1)
    changed["by"]["person"] = "child-b"
    _script(tmp_path, changed)
    said = run(tmp_path).trouble()
    assert said.startswith("script.jsonl:2: id: act-1 is on record for another act")


def test_other_words_under_the_same_id_are_another_act(tmp_path):
    _script(tmp_path, words(1))
    run(tmp_path)
    _script(tmp_path, words(1, body="Iets heel anders."))
    said = run(tmp_path).trouble()
    assert "act-1 is on record for another act" in said
    assert "anders" not in said


def test_words_that_were_erased_do_not_come_back(tmp_path):
    _script(tmp_path, words(1))
    run(tmp_path)
    with Frame.open(f"sqlite:///{tmp_path / 'cases.db'}") as frame:
        now = datetime(2026, 3, 1, 12, tzinfo=UTC)
        mandate = Mandate(body="ocj", reference="m-1", since=now)
        by = By(person=PersonId("gov"), role=Role.AUTHORITY, at=now, mandate=mandate)
        erase = Erase(id="e-1", by=by, texts=("act-1.1",), kind=ErasureKind.EXCESSIVE)
        assert frame.done("t-1", erase).erased == (("act-1.1", ErasedState.ERASED),)
    assert run(tmp_path).status == 0
    with Frame.open(f"sqlite:///{tmp_path / 'cases.db'}") as frame:
        assert frame.body("t-1", "act-1.1") is None


def test_a_trajectory_keeps_its_zone(tmp_path):
    write_lines(tmp_path / "script.jsonl", words(1), zone="Europe/London")
    assert run(tmp_path).status == 0
    _script(tmp_path, words(1), words(2))
    assert "kept in Europe/London" in run(tmp_path).trouble()
    assert kept(tmp_path) == ["act-1"]


def test_yaml_is_played_like_json_lines(tmp_path):
    (tmp_path / "script.yaml").write_text(
        "safetyframe: 1\ntrajectory: t-1\nsteps:\n"
        "  - type: speak\n    id: act-1\n"
        "    by: {person: child-a, role: minor, at: 2025-01-10T09:00:00+01:00}\n"
        "    words: {language: nl, body: Hallo}\n",
        encoding="utf-8",
    )
    assert run(tmp_path, name="script.yaml").status == 0
    assert kept(tmp_path) == ["act-1"]


def test_memory_is_a_store_too(tmp_path):
    _script(tmp_path, words(1))
    assert run(tmp_path, store="memory://").status == 0
    assert [f.name for f in tmp_path.iterdir()] == ["script.jsonl"]


# ---------------------------------------------------------------------------------- bad input


def bad(tmp_path, *steps):
    _script(tmp_path, *steps)
    said = run(tmp_path).trouble()
    assert not (tmp_path / "cases.db").exists()  # the whole script is read before anything is done
    return said


def test_the_line_and_the_field_are_named_and_what_was_expected(tmp_path):
    naive = words(2)
    naive["by"]["at"] = "2025-01-10T09:00:00"
    said = bad(tmp_path, words(1), naive)
    assert said.startswith("script.jsonl:3: by.at: expected an instant with its offset")
    extra = bad(tmp_path, words(1) | {"colour": "blue"})
    assert extra.startswith("script.jsonl:2: ")
    assert "blue" not in extra
    assert "script.jsonl:2: type: expected" in bad(tmp_path, words(1) | {"type": "shout"})


def test_what_is_wrong_is_never_repeated(tmp_path):
    said = bad(tmp_path, words(1) | {"words": "Papa slaat als hij gedronken heeft"})
    assert "slaat" not in said


def test_a_script_that_is_not_there(tmp_path):
    assert run(tmp_path, name="no.yaml").trouble().startswith("no.yaml: expected a file")


def test_a_script_of_another_kind(tmp_path):
    (tmp_path / "script.txt").write_text("x")
    assert ".jsonl, .yaml or .yml" in run(tmp_path, name="script.txt").trouble()


def test_a_script_that_is_not_utf_8(tmp_path):
    (tmp_path / "script.jsonl").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in run(tmp_path).trouble()


def test_a_name_typed_where_a_reference_belongs_is_not_repeated(tmp_path):
    named = words(1)
    named["by"]["person"] = "Jan \u001b[31mPeeters"
    _script(tmp_path, named)
    for more in ((), ("--json",)):
        done = run(tmp_path, *more)
        assert done.status in {1, 2}
        assert "Peeters" not in done.out + done.err
        assert "\x1b" not in done.out + done.err

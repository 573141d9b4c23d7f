"""Looking: show, findings, may, and the moment that is meant."""

import re

import pytest

from safetyframe.acts import ACTS
from safetyframe.cli.asking import moment
from safetyframe.cli.script import read_sample
from safetyframe.cli.trouble import Trouble
from tests.cli.cli import cli

STORE = "sqlite:///demo.db"


def look(home, command, *more, store=STORE, trajectory="family-7", **env):
    return cli(command, trajectory, "--store", store, *more, cwd=home, **env)


# -------------------------------------------------------------------------------------- show


def test_show_has_people_involvement_wat_hoe_and_the_last_records(home):
    shown = look(home, "show")
    assert (shown.status, shown.err) == (0, "")
    text = shown.out
    for heading in ("People", "Involvement", "WAT, version 3", "HOE, version 3", "Last records"):
        assert f"\n{heading}" in text
    assert re.search(r"consultant-2 +consultant \(lead", text)
    assert re.search(r"child-a +2025-01-13 to 2025-05-20: achieved", text)
    assert "goal goal-nights: with danger-nights, to hold 28 days; child-a met since" in text
    assert "measure measure-call (goal-nights, line-adult): carried by grandparent-1" in text


def test_show_prints_no_prose(home):
    for more in ((), ("--json",), ("--last", "1000")):
        shown = look(home, "show", *more)
        for step in read_sample().steps:
            for body in step.bodies:
                assert body.words not in shown.out


def test_show_as_many_records_as_asked(home):
    assert "Last records" not in look(home, "show", "--last", "0").out
    shown = look(home, "show", "--last", "2", "--json").objects[0]
    assert len(shown["last"]) == 2
    assert shown["last"][-1]["seq"] == shown["trajectory"]["seq"]


def test_show_in_dutch(home):
    assert "\nBetrokkenheid\n" in look(home, "show", "--lang", "nl").out


# ---------------------------------------------------------------------------------- findings


def test_findings_at_a_day_are_those_of_its_end(home):
    day = look(home, "findings", "--at", "2025-03-14", "--json")
    instant = look(home, "findings", "--at", "2025-03-14T23:59:59.999999+01:00", "--json")
    assert day.status == 0
    assert day.objects == instant.objects
    assert day.objects


def test_findings_follow_the_moment(home):
    early = look(home, "findings", "--at", "2025-01-13T09:35:00+01:00", "--json").objects
    late = look(home, "findings", "--at", "2025-06-20", "--json").objects
    assert {f["code"] for f in early} != {f["code"] for f in late}
    assert any(f["state"] == "due" for f in early)


def test_findings_are_said_with_clauses_and_next_steps(home):
    said = look(home, "findings", "--at", "2025-01-13")
    assert said.status == 0
    assert re.search(r"^(overdue|due|advice) +[A-Z]\d+", said.out, re.MULTILINE)
    assert "Next: " in said.out


def test_before_anything_there_is_nothing(home):
    assert look(home, "findings", "--at", "2024-01-01").out == "Nothing.\n"


# --------------------------------------------------------------------------------------- may


def test_may_answers_for_every_kind_of_act(home):
    asked = ("--person", "worker-1", "--role", "care-worker", "--at", "2025-03-14")
    said = look(home, "may", *asked, "--json")
    found = {o["act"]: o for o in said.objects}
    assert list(found) == [act.__name__ for act in ACTS]
    assert found["EstablishWat"]["can"] == "no"
    assert "P12" in found["EstablishWat"]["violations"][-1]["clauses"] or any(
        "P12" in v["clauses"] for v in found["EstablishWat"]["violations"]
    )
    assert found["Speak"]["can"] == "yes"
    assert found["EstablishHoe"]["can"] == "depends"
    assert found["EstablishHoe"]["rules"]


def test_may_says_why_not_and_on_what_it_depends(home):
    asked = ("--person", "worker-1", "--role", "care-worker", "--at", "2025-03-14")
    said = look(home, "may", *asked)
    assert said.lines[0] == "What worker-1 may do as care worker, on 2025-03-14 23:59"
    assert "Acting as care worker, nobody may do this: establish WAT." in said.out
    assert "depends on what it says: P16" in said.out


def test_may_follows_the_moment(home):
    asked = ("--person", "consultant-1", "--role", "consultant", "--json")

    def revise(at):
        objects = look(home, "may", *asked, "--at", at).objects
        return next(o["can"] for o in objects if o["act"] == "ReviseWat")

    assert revise("2025-03-14") == "depends"
    assert revise("2025-04-15") == "no"  # she has handed over


def test_may_with_a_mandate(home):
    asked = ("--person", "signer-1", "--role", "authority", "--at", "2025-03-14", "--json")
    without = {o["act"]: o["can"] for o in look(home, "may", *asked).objects}
    mandated = {
        o["act"]: o["can"] for o in look(home, "may", *asked, "--mandate", "centre-1", "m").objects
    }
    assert without["DecideNecessity"] == "no"
    assert mandated["DecideNecessity"] != "no"
    assert "--mandate BODY REFERENCE" in look(home, "may", *asked[:-1]).out


def test_may_asks_for_a_reference_and_never_a_name(home):
    asked = ("--person", "Jan Peeters", "--role", "parent")
    said = look(home, "may", *asked).trouble()
    assert said.startswith("--person: expected an opaque reference")
    assert "Peeters" not in said


# --------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize("command", ["show", "findings"])
def test_a_file_that_is_not_there_is_not_made(command, tmp_path):
    said = cli(command, "t-1", "--store", "sqlite:///no.db", cwd=tmp_path).trouble()
    assert said == "no.db: there is no such file"
    assert not list(tmp_path.iterdir())


def test_a_trajectory_nobody_has_heard_of(home):
    said = look(home, "show", trajectory="family-8").trouble()
    assert said == "there is no trajectory family-8 in this store; did you mean family-7?"
    assert "did you mean" not in look(home, "findings", trajectory="zzz").trouble()
    assert "opaque reference" in look(home, "show", trajectory="Jan Peeters").trouble()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlit:///demo.db", "did you mean sqlite://?"),
        ("demo.db", "a store is named by a URL"),
        ("postgresql://me:hunter2@host/db", "no plugin answers to postgresql://"),
        ("sqlite://demo.db", "write sqlite:///file.db"),
        ("sqlite:///", "an sqlite URL names a file"),
        ("sqlite:///.", "folder"),
    ],
)
def test_a_wrong_url_is_one_line_without_its_password(url, said, home):
    line = look(home, "show", store=url).trouble()
    assert said in line
    assert "hunter2" not in line


def test_a_file_that_is_no_store_of_ours(tmp_path):
    import sqlite3

    (tmp_path / "text.db").write_text("hello")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE a (b)")
    other.close()
    for name, said in (("text.db", "not an SQLite file"), ("other.db", "of another program")):
        before = (tmp_path / name).read_bytes()
        line = cli("show", "t-1", "--store", f"sqlite:///{name}", cwd=tmp_path).trouble()
        assert said in line
        assert (tmp_path / name).read_bytes() == before


def test_an_instant_without_offset_says_what_to_type(home):
    said = look(home, "findings", "--at", "2025-03-01T09:00").trouble()
    assert said.endswith("for that time in Europe/Brussels type 2025-03-01T09:00:00+01:00")
    summer = look(home, "findings", "--at", "2025-07-01T09:00").trouble()
    assert summer.endswith("2025-07-01T09:00:00+02:00")


@pytest.mark.parametrize(
    "typed", ["yesterday", "2025-13-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "2025-3-1", ""]
)
def test_a_moment_that_is_none(typed, home):
    assert look(home, "findings", "--at", typed).trouble().startswith("--at: ")


def test_a_day_ends_where_the_trajectory_lives():
    assert moment("2025-03-30", "Europe/Brussels").isoformat() == "2025-03-30T21:59:59.999999+00:00"
    assert moment("2025-10-26", "Europe/Brussels").isoformat() == "2025-10-26T22:59:59.999999+00:00"
    assert moment("2025-03-01", "America/Lima").isoformat() == "2025-03-02T04:59:59.999999+00:00"
    assert moment("2025-03-01T10:00:00Z", "America/Lima").isoformat() == "2025-03-01T10:00:00+00:00"
    with pytest.raises(Trouble):
        moment("2025-03-01T10:00:00", "America/Lima")

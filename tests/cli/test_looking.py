"""Looking: show, findings, may, and the moment that is meant."""

import re

import pytest

from safetyframe.acts import ACTS
from safetyframe.cli.asking import moment
from safetyframe.cli.script import read_sample
from safetyframe.cli.trouble import Trouble
from tests.cli.cli import cli

STORE = "sqlite:///demo.db"


def look(home, command, *more, store=STORE, trajectory="family-7", who="consultant-2", **env):
    looks = () if command == "may" or who is None else ("--for", who)
    return cli(command, trajectory, "--store", store, *looks, *more, cwd=home, **env)


# -------------------------------------------------------------------------------------- show


def test_show_has_people_involvement_wat_hoe_and_the_last_records(home):
    shown = look(home, "show", "--at", "2025-06-20")
    assert (shown.status, shown.err) == (0, "")
    text = shown.out
    head = "family-7  Europe/Brussels  as consultant-2 may see it, on 2025-06-20 23:59"
    assert shown.lines[0] == head
    for heading in ("People", "Involvement", "WAT, version 3", "HOE, version 3", "Last records"):
        assert f"\n{heading}" in text
    assert re.search(r"consultant-2 +consultant \(lead", text)
    assert re.search(r"child-a +2025-01-13 to 2025-05-20: achieved; why: text \S+; goal: ", text)
    assert text.count("Societal necessity established on 2025-01-13, by centre-1") == 1
    assert "goal goal-nights: with danger-nights, to hold 28 days, at least 7 on the scale" in text
    assert "at least 7 on the scale; child-a met since" in text
    assert "measure measure-call (goal-nights, line-adult): carried by grandparent-1" in text


def test_show_says_what_changed_in_wat(home):
    since = look(home, "show", "--since", "1").out
    assert "\nWhat changed in WAT since version 1\n" in since
    assert "Version 2: new expectation expect-told." in since
    assert "Version 3: goal goal-nights is worded anew." in since
    default = look(home, "show").out
    assert "\nWhat changed in WAT since version 2\n" in default
    assert "expect-told." not in default.split("What changed")[1].split("HOE")[0]
    assert "What changed in WAT" not in look(home, "show", "--since", "3").out
    said = look(home, "show", "--since", "4").trouble()
    assert said == "--since: consultant-2 sees no version 4 of WAT"


def test_a_child_sees_nothing_of_what_is_about_another(home):
    shown = look(home, "show", "--since", "0", "--last", "1000", who="child-a").out
    assert "goal goal-nights" in shown
    for hidden in ("child-b", "goal-watched", "measure-mornings"):
        assert hidden not in shown
    assert "neighbour-1" not in look(home, "show", "--since", "0", "--last", "0", who="child-a").out
    assert "child-b" in look(home, "show", who="child-b").out


def test_records_are_counted_as_the_viewer_counts_them(home):
    def numbers(who):
        shown = look(home, "show", "--last", "1000", who=who).out.split("Last records\n")[1]
        return [int(line.split()[0]) for line in shown.splitlines()]

    for who in ("child-a", "consultant-2", "neighbour-1"):
        assert numbers(who) == list(range(1, len(numbers(who)) + 1))
    for who in ("child-a", "neighbour-1"):
        assert len(numbers(who)) < len(numbers("consultant-2"))


def test_who_takes_no_part_sees_nothing(home):
    for who in ("nobody", "consultant-1"):  # who has left
        shown = look(home, "show", who=who)
        assert shown.status == 0
        assert shown.lines[1:] == [
            f"  {who} takes no part at that moment: there is nothing to see."
        ]
        assert look(home, "findings", who=who).out == "Nothing.\n"
    then = look(home, "show", "--at", "2025-02-01", who="consultant-1")
    assert "\nWAT" in then.out


def test_whoever_looks_for_a_government_body_names_the_mandate(home):
    without = look(home, "show", who="signer-1").out
    mandated = look(home, "show", "--mandate", "centre-1", "m", who="signer-1").out
    assert "nothing to see" in without
    assert "\nPeople\n" in mandated
    assert "goal-nights" not in mandated


@pytest.mark.parametrize("command", ["show", "findings"])
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_nothing_is_shown_to_nobody_in_particular(command, more, home):
    ended = look(home, command, *more, who=None)
    assert ended.out == ""
    assert ended.trouble().startswith("say who looks, with --for PERSON: only what that person")


@pytest.mark.parametrize("command", ["show", "findings"])
def test_who_looks_is_a_reference_and_never_a_name(command, home):
    said = look(home, command, who="Jan Peeters").trouble()
    assert said.startswith("--for: expected an opaque reference")
    assert "Peeters" not in said


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
    (every,) = look(home, "show", "--last", "1000", "--json").objects
    assert [one["number"] for one in shown["last"]] == [
        len(every["last"]) - 1,
        len(every["last"]),
    ]
    assert look(home, "show", "--last", "0", "--json").objects[0]["last"] == []


def test_show_in_dutch(home):
    assert "\nBetrokkenheid\n" in look(home, "show", "--lang", "nl").out


# ---------------------------------------------------------------------------------- findings


def test_findings_at_a_day_are_those_of_its_end(home):
    day = look(home, "findings", "--at", "2025-03-14", "--json", who="consultant-1")
    instant = look(
        home, "findings", "--at", "2025-03-14T23:59:59.999999+01:00", "--json", who="consultant-1"
    )
    assert day.status == 0
    assert day.objects == instant.objects
    assert day.objects


def test_findings_follow_the_moment(home):
    early = look(
        home, "findings", "--at", "2025-01-13T09:35:00+01:00", "--json", who="consultant-1"
    ).objects
    late = look(home, "findings", "--at", "2025-06-20", "--json").objects
    assert {f["code"] for f in early} != {f["code"] for f in late}
    assert any(f["state"] == "due" for f in early)


def test_findings_are_said_with_clauses_and_next_steps(home):
    said = look(home, "findings", "--at", "2025-01-13", who="consultant-1")
    assert said.status == 0
    assert re.search(r"^(overdue|due|advice) +[A-Z]\d+", said.out, re.MULTILINE)
    assert "Next: " in said.out


def test_findings_are_those_of_what_the_viewer_may_know(home):
    def found(who):
        return look(home, "findings", "--at", "2025-01-13", "--json", who=who).objects

    lead, child = found("consultant-1"), found("child-a")
    assert {f["about"].get("person") for f in child} <= {None, "child-a"}
    assert len(child) < len(lead)
    assert "child-b" not in repr(child)


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
    said = cli(command, "t-1", "--store", "sqlite:///no.db", "--for", "p", cwd=tmp_path).trouble()
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
        ("oracle://me:hunter2@host/db", "no plugin answers to oracle://"),
        ("postgresql://me:hunter2@127.0.0.1:1/db", "it can't be reached"),
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

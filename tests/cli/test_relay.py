"""``safetyframe relay``: sending, stopping, what failed, and the numbers."""

import json
import os
import signal
import subprocess
import time

import pytest

from safetyframe.cli.commands.relay import command as relay_command
from safetyframe.notice import DeliveryState
from safetyframe.ports import Settled
from safetyframe.relay import Pace
from safetyframe_plugins.sqlite import SqliteStore
from tests.adapters.making import NOON
from tests.cli.cli import cli, command, environment
from tests.cli.test_objects import check
from tests.relay.faking import keep
from tests.support.signals import listening

STORE, LINES = "sqlite:///one.db", "jsonl:///notices.jsonl"


@pytest.fixture
def folder(tmp_path):
    store = SqliteStore(tmp_path / "one.db")
    for seq in (1, 2, 3):
        keep(store, seq=seq, people=("p", "q"))
    store.close()
    return tmp_path


def arrived(folder):
    text = (folder / "notices.jsonl").read_text(encoding="utf-8")
    return [json.loads(line)["data"] for line in text.splitlines()]


def test_once_sends_all_that_waits_and_ends(folder):
    said = cli("relay", STORE, LINES, "--once", "--metrics", "m.prom", cwd=folder)
    assert (said.status, said.err) == (0, "")
    assert said.lines == [
        "6 sent (0 of them perhaps not for the first time), 0 to be tried again, 0 given up.",
        "In the outbox: 0 waiting, 0 failed.",
    ]
    assert [(d["act"], d["recipient"]) for d in arrived(folder)] == [
        (f"a{n}", p) for n in (1, 2, 3) for p in "pq"
    ]
    assert "} 6\n" in (folder / "m.prom").read_text(encoding="utf-8")
    again = cli("relay", STORE, LINES, "--once", "--json", cwd=folder)
    assert check(again) == {"relay/1"}
    assert again.objects[0]["sent"] == 0
    assert "verzonden" in cli("relay", STORE, LINES, "--once", "--lang", "nl", cwd=folder).out


def test_what_is_not_taken_waits_and_the_status_says_so(folder):
    (folder / "full").symlink_to("/dev/full")
    said = cli("relay", STORE, "jsonl:///full", "--once", "--json", cwd=folder)
    assert said.status == 1
    assert (said.objects[0]["waiting"], said.objects[0]["retried"]) == (6, 1)
    (why,) = said.err.splitlines()
    assert why.startswith("safetyframe: not sent: ")
    assert "it cannot be written to: No space left on device (OSError)" in why


def test_what_failed_is_listed_and_revived(folder):
    with_dead(folder)
    listed = cli("relay", "--dead", STORE, cwd=folder)
    assert listed.status == 0
    assert len(listed.lines) == 2
    assert "for p, of act a1 in t-1" in listed.out
    assert "undeliverable (tried 1 time)" in listed.out
    objects = cli("relay", "--dead", STORE, "--json", cwd=folder)
    assert check(objects) == {"dead-letter/1"}
    one = objects.objects[0]["id"]
    assert (
        "1 of these are no notices that failed"
        in cli("relay", STORE, "--revive", one, "--revive", "x", cwd=folder).trouble()
    )
    revived = cli("relay", STORE, "--revive", one, "--json", cwd=folder)
    assert check(revived) == {"revived/1"}
    assert revived.objects[0]["number"] == 1
    assert len(cli("relay", "--dead", STORE, cwd=folder).lines) == 1
    assert cli("relay", STORE, "--all", cwd=folder).out == "1 waits again.\n"
    assert cli("relay", "--dead", STORE, cwd=folder).out == "Nothing.\n"


def with_dead(folder):
    store = SqliteStore(folder / "one.db")
    given = store.claim("w", now=NOON, until=NOON, limit=2)
    failed = DeliveryState.FAILED
    store.settle(
        "w",
        [Settled(notice=c.notice.id, state=failed, at=NOON, reason="undeliverable") for c in given],
    )
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_goes_on_until_it_is_told_to_stop(folder, number):
    with subprocess.Popen(
        command("relay", STORE, LINES, "--idle", "30", "--json"),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=listening,  # noqa: PLW1509 - no other thread of this process holds a lock
    ) as process:
        try:
            end = time.monotonic() + 60
            store = SqliteStore(folder / "one.db")
            while store.backlog()[DeliveryState.WAITING] and time.monotonic() < end:
                time.sleep(0.05)
            assert process.poll() is None
            process.send_signal(number)
            out, err = process.communicate(timeout=20)  # within the 30 seconds of its nap
        finally:
            process.kill()
            store.close()
    assert (process.returncode, err) == (0, "")
    assert json.loads(out)["sent"] == 6
    assert len(arrived(folder)) == 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((STORE,), "name a MESSENGER to send to, or one of --dead, --revive ID and --all"),
        ((STORE, LINES, "--dead"), "name a MESSENGER"),
        (("sqlite:///none.db", LINES), "none.db: there is no such file"),
        ((STORE, "pigeon://me:hunter2@host"), "no plugin answers to pigeon:// with a messenger"),
        ((STORE, "jsonl:///no/where"), "cannot be written to"),
        ((STORE, LINES, "--worker", "Jan Peeters"), "--worker: expected 1 to 128"),
        ((STORE, LINES, "--tries", "0"), "--tries"),
        ((STORE, LINES, "--hold", "0"), "--hold"),
        ((STORE, LINES, "--metrics", "no/where.prom"), "no/where.prom"),
    ],
)
def test_what_cannot_be_carried_out_is_one_line(folder, arguments, said):
    line = cli("relay", *arguments, cwd=folder).trouble()
    assert said in line
    assert "hunter2" not in line
    assert "Peeters" not in line


def test_the_numbers_in_the_help_are_those_that_hold():
    pace = Pace()
    for option in relay_command.params:
        number = getattr(pace, option.name, None)
        if number is not None:
            seconds = number if isinstance(number, int) else int(number.total_seconds())
            assert option.help.endswith(f"({seconds})"), option.name

"""The page on the relay, as it says: its commands are run, and what it tells is so."""

import json
import re
import shlex
from pathlib import Path

import pytest

from safetyframe import Frame
from safetyframe.cli.commands.relay import command
from safetyframe.notice import DeliveryState
from safetyframe.relay import Counts, exposition
from tests.cli.cli import cli
from tests.docs.playing.blocks import named
from tests.support.story import opened

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "run-the-relay.md"

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the project's pages are not here")


def lines(block):
    return [shlex.split(one, comments=True)[1:] for one in block.splitlines()]


def test_the_page_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    python = named(PAGE, "notify")
    names: dict[str, Frame] = {}
    exec(python, names)  # noqa: S102 - it is the page
    frame = names["frame"]
    for one in opened().records:
        frame.do("t-1", one.act)
    waiting = frame.store.backlog()[DeliveryState.WAITING]
    assert waiting
    trying, tending = named(PAGE, "trying"), named(PAGE, "tending")
    (once,) = lines(trying)
    assert cli(*once, cwd=tmp_path).status == 0
    sent = (tmp_path / "notices.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["id"] for line in sent}) == len(sent) == waiting
    assert all(set(json.loads(line)["data"]) == {"trajectory", "act", "recipient"} for line in sent)
    for delivery in frame.store.deliveries("t-1")[:3]:
        assert frame.store.report(delivery.notice.id, DeliveryState.FAILED, at=delivery.since)
    dead, one, every = lines(tending)
    listed = cli(*dead, cwd=tmp_path)
    assert len(listed.lines) == 3
    one = [listed.out.split()[0] if word.endswith("...") else word for word in one]
    assert cli(*one, cwd=tmp_path).out == "1 waits again.\n"
    assert cli(*every, cwd=tmp_path).out == "2 wait again.\n"
    frame.close()


def test_options_and_metrics_that_it_names_exist():
    page = PAGE.read_text(encoding="utf-8")
    options = {o for p in command.params for o in p.opts} | {"--database"}  # of manage.py
    named = set(re.findall(r"`(--[a-z]+)", page))
    assert named
    assert named <= options
    metrics = exposition(Counts(lag=None, dead=1), "w") + "safetyframe_relay_lag_seconds"
    for name in re.findall(r"`(safetyframe_relay_\w+)`", page):
        assert name in metrics

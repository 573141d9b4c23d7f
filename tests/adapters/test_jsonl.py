"""The messenger that writes to a file: whole lines, in order, on the disk when `send` returns."""

import json
import os
import threading
from pathlib import Path

import pytest

from safetyframe.errors import HostError, MessengerError
from safetyframe.notice import Notice
from safetyframe.ports import Message, Messenger
from safetyframe.values import ActId, PersonId, TrajectoryId
from safetyframe_plugins.jsonl import JsonLines, open_jsonl
from tests.adapters.making import NOON


def message(act: str = "a1", attempt: int = 1) -> Message:
    notice = Notice(trajectory=TrajectoryId("t-1"), act=ActId(act), recipient=PersonId("p-1"))
    return Message(notice=notice, attempt=attempt, since=NOON)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_notice_is_a_cloudevent_on_a_line(tmp_path: Path):
    path = tmp_path / "n.jsonl"
    messenger = open_jsonl(f"jsonl:///{path}")
    assert isinstance(messenger, Messenger)
    messenger.send(message())
    messenger.send(message(attempt=2))
    messenger.close()
    messenger.close()
    one, two = lines(path)
    assert one == {
        "specversion": "1.0",
        "id": message().notice.id,
        "type": "safetyframe.notice.v1",
        "source": "safetyframe",
        "time": "2025-03-03T12:00:00+00:00",
        "partitionkey": "t-1",
        "datacontenttype": "application/json",
        "data": {"trajectory": "t-1", "act": "a1", "recipient": "p-1"},
    }
    assert two == {**one, "attempt": "2"}


def test_several_append_at_once_and_every_line_is_whole(tmp_path: Path):
    path = tmp_path / "n.jsonl"

    def run(me: int) -> None:
        messenger = JsonLines(path)
        for n in range(20):
            messenger.send(message(f"{me}-{n}"))
        messenger.close()

    crowd = [threading.Thread(target=run, args=(me,)) for me in range(4)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    acts = [line["data"]["act"] for line in lines(path)]  # type: ignore[index]
    for me in range(4):
        assert [a for a in acts if a.startswith(f"{me}-")] == [f"{me}-{n}" for n in range(20)]


def test_a_half_line_that_somebody_left_is_ended(tmp_path: Path):
    path = tmp_path / "n.jsonl"
    path.write_text('{"half', encoding="utf-8")
    messenger = JsonLines(path)
    messenger.send(message("a1"))
    messenger.send(message("a2"))
    messenger.close()
    half, *whole = path.read_text(encoding="utf-8").splitlines()
    assert half == '{"half'
    assert [json.loads(line)["data"]["act"] for line in whole] == ["a1", "a2"]


def test_what_goes_wrong_is_a_messengers_error_and_names_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with pytest.raises(MessengerError, match="cannot be written to") as e:
        JsonLines(tmp_path / "nowhere" / "n.jsonl")
    assert isinstance(e.value.__cause__, OSError)
    messenger = JsonLines(tmp_path / "n.jsonl")
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda _, data: len(data) - 1)
        with pytest.raises(MessengerError, match="no room") as e:
            messenger.send(message())
        assert "p-1" not in str(e.value)
    messenger.send(message())
    messenger.close()
    with pytest.raises(MessengerError, match="closed"):
        messenger.send(message())


@pytest.mark.parametrize(
    "url", ["jsonl://", "jsonl:///", "jsonl://host/n", "jsonl:///n?x", "jsonl:///n#x", "x:///n"]
)
def test_a_url_that_names_no_file_is_the_hosts_mistake(url: str):
    with pytest.raises(HostError, match="jsonl:///notices"):
        open_jsonl(url)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in another way")
def test_a_new_file_is_its_owners_alone(tmp_path: Path):
    JsonLines(tmp_path / "n.jsonl").close()
    assert (tmp_path / "n.jsonl").stat().st_mode & 0o777 == 0o600

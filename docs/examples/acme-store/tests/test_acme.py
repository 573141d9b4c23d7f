"""acme-store before its judge, and the little that is its own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from acme_store import CAPABILITIES, open_acme

from safetyframe import ActId, By, Frame, PersonId, Role, Text
from safetyframe.acts import Speak
from safetyframe.errors import HostError, StoreError
from safetyframe.testing.conformance import StoreHandles, store_laws


def raw(url: str) -> bytes:
    folder = Path(url.removeprefix("acme://"))
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


HANDLES = StoreHandles(raw=raw, nowhere="acme:///nowhere/at/all")

test_acme = store_laws(open_acme, lambda folder: f"acme://{folder}/a", CAPABILITIES, HANDLES)


def test_it_is_found_by_its_entry_point(tmp_path: Path) -> None:
    with Frame.open(f"acme://{tmp_path}/cases") as frame:
        assert frame.records("t-1") == ()


@pytest.mark.parametrize("url", ["acme://", "acme:///", "acme://host/path", "acme:///a?b=c"])
def test_a_url_names_a_folder(url: str) -> None:
    with pytest.raises(HostError, match="acme:///path"):
        open_acme(url)


def test_a_line_that_is_none_is_named_by_its_number_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_text('{"geheim": 1}\n')
    store = open_acme(f"acme://{tmp_path}")
    with pytest.raises(StoreError, match="line 1") as e:
        store.trajectories()
    assert "geheim" not in f"{e.value!r} {e.value.__cause__} {e.value.__context__}"
    store.close()


def test_half_a_line_was_never_written(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_bytes(b'{"trajectory": "t-1", "zo')
    store = open_acme(f"acme://{tmp_path}")
    assert store.trajectories() == ()
    store.close()


def test_half_a_line_is_cut_off_by_the_next_writer(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(b'{"trajectory": "t-1", "zo' + b"x" * 10_000)  # longer than what comes next
    by = By(person=PersonId("p-1"), role=Role.PARENT, at=datetime(2025, 3, 3, tzinfo=UTC))
    act = Speak(id=ActId("a"), by=by, words=Text(id="w", digest="0" * 64, language="nl"))
    for _ in range(2):
        with Frame(open_acme(f"acme://{tmp_path}")) as frame:
            frame.do("t-1", act)
            assert len(frame.records("t-1")) == 1
    assert log.read_bytes().count(b"\n") == 1
    assert log.read_bytes().endswith(b"}\n")

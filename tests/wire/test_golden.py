"""Every payload ever released is still read; those of today are written just so."""

from __future__ import annotations

import json

import pytest

from safetyframe import wire
from tests.wire import corpus, make_golden
from tests.wire.checking import is_valid
from tests.wire.samples import every

FILES = sorted(corpus.GOLDEN.glob("*.json"))
VERSIONS = dict([*wire.ACT_NAMES.values(), *wire.DOCUMENT_NAMES.values()])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_read_and_written_back(path):
    payload = json.loads(path.read_text("utf-8"))
    name, version, _, _ = path.name.split(".")
    assert (name, version) == (payload["type"], f"v{payload['version']}")
    value = wire.load(payload)
    again = wire.dump(value)
    assert wire.load(again) == value
    if payload["version"] == VERSIONS[name]:
        assert again == payload
        assert list(again) == list(payload)
        assert is_valid(payload)


def test_every_version_ever_released_is_there():
    there = {path.name for path in FILES}
    for name, version in VERSIONS.items():
        for one in range(1, version + 1):
            assert corpus.file_name(name, one, "full") in there


def test_it_says_what_the_samples_say():
    """If this fails after a change before the first release: make_golden --rewrite."""
    for variant, cls, value in every():
        name, version = {**wire.ACT_NAMES, **wire.DOCUMENT_NAMES}[cls]
        text = (corpus.GOLDEN / corpus.file_name(name, version, variant)).read_text("utf-8")
        assert wire.loads(text) == value


def test_what_was_released_has_not_been_touched():
    for name, sha in corpus.released().items():
        assert corpus.digest(corpus.GOLDEN / name) == sha


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A corpus to spoil."""
    monkeypatch.setattr(make_golden, "GOLDEN", tmp_path)
    monkeypatch.setattr(make_golden, "RELEASED", tmp_path / "RELEASED.txt")
    monkeypatch.setattr(corpus, "RELEASED", tmp_path / "RELEASED.txt")
    assert make_golden.main([]) == 0
    return tmp_path


def test_making_it_again_changes_nothing(copy, capsys):
    before = {path.name: path.read_bytes() for path in copy.iterdir()}
    capsys.readouterr()
    assert make_golden.main([]) == 0
    assert not capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == before
    assert set(before) == {path.name for path in FILES}


def test_a_missing_file_is_added_and_a_changed_one_left_alone(copy, capsys):
    (copy / "speak.v1.full.json").unlink()
    (copy / "scale.v1.full.json").write_text("{}")
    assert make_golden.main([]) == 1
    assert (copy / "speak.v1.full.json").exists()
    assert (copy / "scale.v1.full.json").read_text() == "{}"
    assert "left alone: scale.v1.full.json" in capsys.readouterr().out


def test_made_anew_only_until_it_is_released(copy):
    (copy / "scale.v1.full.json").write_text("{}")
    (copy / "sing.v1.full.json").write_text("{}")
    assert make_golden.main(["--rewrite"]) == 0
    assert (copy / "scale.v1.full.json").read_text() != "{}"
    assert not (copy / "sing.v1.full.json").exists()
    assert make_golden.main(["--release"]) == 0
    assert len(corpus.released()) == len(FILES)
    (copy / "scale.v1.full.json").write_text("{}")
    assert make_golden.main(["--rewrite"]) == 1
    assert (copy / "scale.v1.full.json").read_text() == "{}"

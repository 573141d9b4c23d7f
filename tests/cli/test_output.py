"""Terminals: colour, width, language, plain signs, and pipes that are closed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from safetyframe.cli.console import Console, width_of
from safetyframe.cli.trouble import one_line
from tests.cli.cli import cli, command, environment

FULL = Path("/dev/full")
pty = pytest.importorskip("pty", reason="a terminal is a POSIX thing here")


def on_a_terminal(*arguments, cwd, columns=80, **env):
    """Run a command on a terminal of its own."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    given = environment(TERM="xterm-256color", **env)
    given.pop("COLUMNS", None)
    with subprocess.Popen(
        command(*arguments), cwd=cwd, env=given, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux says so when the other end is gone
                break
            if not part:
                break
            parts.append(part)
        os.close(ours)
        process.wait(60)
    return process.returncode, b"".join(parts).decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal_there_is_colour_and_no_line_is_too_long(columns, tmp_path):
    status, out = on_a_terminal("demo", "--file", "d.db", cwd=tmp_path, columns=columns)
    assert status == 0
    assert "\x1b[32m\x1b[1maccepted" in out
    assert "\x1b[31m\x1b[1mrefused" in out
    for line in out.splitlines():
        # A path is never broken, however deep the folder of this run or of its Python.
        to_copy = any(word in line for word in ("--store", sys.executable, str(tmp_path / "d.db")))
        assert to_copy or width_of(line) <= columns, line
    # Nothing is dim, black or white: what is not one of four colours has the terminal's own.
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", out))
    assert codes <= {"0", "1", "31", "32", "33", "36"}


def test_what_is_shown_fits_a_terminal(home):
    more = ("--for", "consultant-2", "--since", "1", "--last", "1000", "--at", "2025-06-20")
    for lang in ("en", "nl"):
        asked = ("show", "family-7", "--store", "sqlite:///demo.db", *more, "--lang", lang)
        status, out = on_a_terminal(*asked, cwd=home)
        assert status == 0
        assert len(out.splitlines()) > 100
        for line in out.splitlines():
            assert width_of(line) <= 80, line


def test_every_colour_that_begins_ends_on_its_line(tmp_path):
    _, out = on_a_terminal("demo", "--file", "d.db", cwd=tmp_path, columns=60)
    for line in out.splitlines():
        if "\x1b" in line and not line.rstrip().endswith("\x1b[0m"):
            assert line.count("\x1b[0m") >= 1, line


@pytest.mark.parametrize("asked", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_nobody_wants_it(asked, home):
    env = {"TERM": "xterm", **asked}
    code = (
        "import os, sys\n"
        f"os.environ.update({env!r})\n"
        "from safetyframe.cli import main\n"
        "sys.exit(main(['charter', 'P12']))"
    )
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=home, env=environment(), stdout=theirs, check=False
    )
    os.close(theirs)
    out = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "P12" in out
    assert "\x1b" not in out


def test_an_empty_no_color_asks_for_nothing(home):
    _, out = on_a_terminal("charter", "P12", cwd=home, NO_COLOR="")
    assert "\x1b[" in out


def test_json_is_never_coloured_or_broken(home):
    _, out = on_a_terminal("charter", "X1", "--json", cwd=home, columns=60)
    assert len(out.splitlines()) == 1
    assert "\x1b" not in out


def test_a_pipe_that_is_closed_is_no_traceback(home):
    for arguments in (("charter", "--json"), ("schema", "act"), ("charter",)):
        with subprocess.Popen(
            command(*arguments),
            cwd=home,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            process.stdout.close()
            err = process.stderr.read().decode()
        assert err == ""
        assert process.returncode == 2


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_a_full_disk_behind_the_output_is_one_line(home):
    with FULL.open("w") as full:
        done = subprocess.run(
            command("charter"),
            cwd=home,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "No space left" in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_terminal_that_is_not_utf_8_gets_plainer_signs(encoding, home, tmp_path):
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "nl_BE"}
    looked = (
        *("findings", "family-7", "--store", "sqlite:///demo.db", "--at", "2025-03-14"),
        *("--for", "consultant-1"),
    )
    for arguments in (looked, ("charter", "X6")):
        ended = cli(*arguments, cwd=home, **env)
        assert ended.status == 0, ended
        assert ended.err == ""
        assert ended.out
    cli("charter", "é…", cwd=home, **env).trouble()
    cli("demo", "--file", "no/é.db", cwd=tmp_path, **env).trouble()


def test_accents_become_their_letters_where_they_must(tmp_path):
    ended = cli("charter", "X15", "--lang", "nl", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert ended.out.isascii()
    assert "?" not in ended.out


def test_one_line_is_one_line():
    assert one_line("a\nb\tc\x1b[31md\x00") == "a b c[31md"
    assert len(one_line("x" * 5000)) <= 600


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "nl_NL@euro"}, "nl"),
        ({"LC_ALL": "C", "LANG": "nl_BE"}, "en"),
        ({"LC_MESSAGES": "nl_BE", "LANG": "en_US"}, "nl"),
        ({"LANG": "nlx"}, "en"),
    ],
)
def test_the_language_is_that_of_the_terminal(env, language, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert Console().language == language

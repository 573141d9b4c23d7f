"""``safetyframe report``: one file, whole or not at all, for one person."""

import os
import subprocess
import sys

import pytest

from tests.cli.cli import cli, command, environment
from tests.cli.test_objects import check
from tests.pages.reading import Page

STORE = ("--store", "sqlite:///demo.db")
MAY = ("--at", "2025-05-15")
PARENT = ("report", "family-7", *STORE, "--for", "parent-1", *MAY)


def report(home, *more, person="consultant-2", **env):
    return cli("report", "family-7", *STORE, "--for", person, *MAY, *more, cwd=home, **env)


def test_it_writes_a_page_that_its_owner_alone_can_read(home, tmp_path):
    file = tmp_path / "r.html"
    ended = report(home, "--lang", "nl", "-o", file)
    assert (ended.status, ended.out, ended.err) == (0, "", "")
    assert "School en de crèche maken zich zorgen." in Page(file.read_text("utf-8")).section("why")
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_json_says_what_was_written_and_the_page_takes_the_place_of_an_older_one(home, tmp_path):
    file = tmp_path / "r.html"
    file.write_text("older")
    ended = report(home, "--json", "-o", file, person="child-a")
    assert check(ended) == {"page/1"}
    (said,) = ended.objects
    assert said["person"] == "child-a"
    assert file.stat().st_size > 10_000


def test_without_a_name_it_goes_to_the_output_in_utf_8_whatever_the_terminal_speaks(home):
    done = subprocess.run(
        command(*PARENT, "--reader", "family", "--lang", "nl"),
        cwd=home,
        env=environment(PYTHONIOENCODING="ascii"),
        capture_output=True,
        check=True,
    )
    page = Page(done.stdout.decode("utf-8"))
    assert page.names("html")[0] == {"lang": "nl", "class": "family"}
    assert "crèche" in page.text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("family-8", *STORE, "--for", "parent-1"), "there is no trajectory family-8"),
        (("family-7", *STORE, "--for", "somebody"), "somebody takes no part then"),
        (("family-7", *STORE), "say who looks, with --for PERSON"),
        (("family-7", *STORE, "--for", "Jan Peeters"), "--for: expected an opaque reference"),
        (("family-7", *STORE, "--for", "parent-1", "--json"), "name the file with -o"),
        (("family-7", *STORE, "--for", "parent-1", "-o", "no/r.html"), "no/r.html: "),
        (("family-7", *STORE, "--for", "parent-1", "-o", "."), "it is there already, and no file"),
        (("family-7", "--store", "sqlite:///no.db", "--for", "parent-1"), "there is no such file"),
    ],
    ids=["trajectory", "person", "nobody", "name", "json", "folder", "no-file", "store"],
)
def test_what_cannot_be_done_is_said_in_one_line_and_leaves_nothing(arguments, said, home):
    before = sorted(home.iterdir())
    trouble = cli("report", *arguments, "--at", "2025-05-15", cwd=home).trouble()
    assert said in trouble
    assert "Peeters" not in trouble
    assert sorted(home.iterdir()) == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_behind_the_output_is_said(home):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            command(*PARENT),
            cwd=home,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_disk_that_fills_up_leaves_what_was_there(home, tmp_path):
    file = tmp_path / "r.html"
    file.write_text("older")
    # Enough for what SQLite needs to look, and too little for the page.
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40960, 40960))\n"
        "from safetyframe.cli import main\n"
        "sys.exit(main())"
    )
    pytest.importorskip("resource")
    done = subprocess.run(
        [sys.executable, "-c", code, *PARENT, "-o", str(file)],
        cwd=home,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"safetyframe: {file}: ")
    assert file.read_text() == "older"
    assert list(tmp_path.iterdir()) == [file]


def test_without_the_extra_one_line_says_what_to_install(home):
    code = (
        "import sys; sys.modules['jinja2'] = None\n"
        "from safetyframe.cli import main\n"
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *PARENT],
        cwd=home,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == ("safetyframe: a page needs Jinja2: pip install 'safetyframe[report]'\n")

"""Starting: what is loaded, what is said when something is missing, and unknown commands."""

import re
import sys
from pathlib import Path

import pytest

import safetyframe
from safetyframe.charter import CHARTER_VERSION
from safetyframe.cli.app import COMMANDS
from safetyframe.wire import WIRE_VERSION
from tests.cli.cli import afresh, cli, python

HEAVY = ("attr", "cattrs", "pluggy", "yaml", "sqlite3", "safetyframe_plugins", "importlib.metadata")
OURS = ("safetyframe.rules", "safetyframe.law", "safetyframe.acts", "safetyframe.charter")


def loaded(*arguments, cwd):
    """The modules that a command loads, as -X importtime has them."""
    code = (
        "import subprocess, sys; "
        f"sys.exit(subprocess.call([sys.executable, '-X', 'importtime', '-m', 'safetyframe.cli', "
        f"*{list(arguments)!r}]))"
    )
    ended = python(code, cwd=cwd)
    assert ended.status == 0, ended
    return set(re.findall(r"^import time:.*\| +(\S+)$", ended.err, re.MULTILINE))


def test_the_version_is_said_and_nothing_heavy_is_loaded(tmp_path):
    said = cli("--version", cwd=tmp_path)
    assert (said.status, said.out) == (
        0,
        f"safetyframe {safetyframe.__version__}\nwire {WIRE_VERSION}\ncharter {CHARTER_VERSION}\n",
    )
    names = loaded("--version", cwd=tmp_path)
    assert "safetyframe.cli.app" in names
    for module in (*HEAVY, *OURS):
        assert not {n for n in names if n == module or n.startswith(f"{module}.")}, module
    assert not {n for n in names if n.startswith("safetyframe.cli.commands")}


def test_help_lists_every_command_and_loads_none(tmp_path):
    names = loaded("--help", cwd=tmp_path)
    assert not {n for n in names if n.startswith(("safetyframe.cli.commands", "attr", *OURS))}
    said = cli("--help", cwd=tmp_path)
    for command in COMMANDS:
        assert f"\n  {command} " in said.out
    assert cli(cwd=tmp_path).out == said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_names_json(command, tmp_path):
    said = afresh(command, "--help", cwd=tmp_path)
    assert said.status == 0
    assert "--json" in said.out
    assert "\\b" not in said.out


def test_the_charter_loads_no_adapter_and_no_converter(tmp_path):
    names = loaded("charter", "P12", cwd=tmp_path)
    for module in ("cattrs", "pluggy", "yaml", "sqlite3", "safetyframe_plugins"):
        assert module not in names


def test_the_script_is_installed_and_is_the_same_program(tmp_path):
    script = Path(sys.executable).parent / "safetyframe"
    if not script.exists():
        pytest.skip("the command is not installed beside this Python")
    code = f"import subprocess, sys; sys.exit(subprocess.call([{str(script)!r}, '--version']))"
    assert python(code, cwd=tmp_path).out == cli("--version", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("typed", "meant"), [("chatrer", "did you mean charter?"), ("shw", "did you mean show?")]
)
def test_a_mistyped_command_says_which_was_meant(typed, meant, tmp_path):
    assert meant in cli(typed, cwd=tmp_path).trouble()


def test_a_command_nobody_knows_lists_those_there_are(tmp_path):
    assert "there are demo, run," in cli("zzz", cwd=tmp_path).trouble()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run",), "missing argument 'SCRIPT' (see safetyframe run --help)"),
        (("show", "t-1"), "missing option '--store' (see safetyframe show --help)"),
        (("may", "t-1", "--store", "memory://", "--person", "p"), "missing option '--role'"),
        (("charter", "P12", "P13"), "unexpected extra argument"),
        (("demo", "--lang", "de"), "'de' is not one of 'nl', 'en', 'fr'"),
        (("show", "t-1", "--store", "memory://", "--last", "-1"), "--last"),
    ],
)
def test_wrong_usage_is_one_line(arguments, said, tmp_path):
    assert said in cli(*arguments, cwd=tmp_path).trouble()


def without(module, *arguments, cwd):
    """Run with a module that cannot be imported."""
    return python(
        f"import sys; sys.modules[{module!r}] = None\n"
        "from safetyframe.cli import main\n"
        f"sys.exit(main({list(map(str, arguments))!r}))",
        cwd=cwd,
    )


def test_without_click_one_line_says_what_to_install(tmp_path):
    for arguments in (("--version",), ("demo",), ()):
        said = without("click", *arguments, cwd=tmp_path).trouble()
        assert said == "the command line needs click: pip install 'safetyframe[cli]'"


def test_without_yaml_the_demo_says_what_to_install_and_makes_no_file(tmp_path):
    ended = without("yaml", "demo", "--file", "demo.db", cwd=tmp_path)
    assert "pip install 'safetyframe[cli]'" in ended.trouble()
    assert not list(tmp_path.iterdir())


def test_what_should_not_happen_is_one_line_without_what_it_held(tmp_path):
    code = (
        "import sys, safetyframe.cli.commands.charter as c\n"
        "def fail(*a, **k): raise RuntimeError('papa slaat')\n"
        "c.command.callback = fail\n"
        "from safetyframe.cli import main\n"
        "sys.exit(main(['charter']))"
    )
    said = python(code, cwd=tmp_path).trouble()
    assert "RuntimeError" in said
    assert "papa" not in said
    more = python(code, cwd=tmp_path, SAFETYFRAME_TRACEBACK="1")
    assert "Traceback" in more.err

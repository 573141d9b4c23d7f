"""Real shells complete commands, options, clauses, acts, roles, languages and readers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from safetyframe.acts import ACTS
from safetyframe.charter import BY_ID
from safetyframe.cli.app import COMMANDS
from safetyframe.roles import Role
from safetyframe.wire import ACT_NAMES

# Each sources what the page says, and then asks the shell's own function for the words after $@.
SHELLS = {
    "bash": (
        'eval "$(_SAFETYFRAME_COMPLETE=bash_source safetyframe)"; '
        'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _safetyframe_completion safetyframe; '
        "printf '%s\\n' \"${COMPREPLY[@]}\""
    ),
    "zsh": (
        "autoload -Uz compinit; compinit -u -D; "
        'eval "$(_SAFETYFRAME_COMPLETE=zsh_source safetyframe)"; '
        'compadd() { print -rl -- "${(@P)@[-1]}" }; '
        '_describe() { for one in "${(@P)3}"; do print -r -- "${${one%%:*}}"; done }; '
        'words=("$@"); CURRENT=$#; _safetyframe_completion'
    ),
    "fish": (
        "env _SAFETYFRAME_COMPLETE=fish_source safetyframe | source; "
        'complete -C (string join " " -- $argv)'
    ),
}


def run(shell, *words):
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} on this machine")
    found = Path(sys.executable).parent
    command = {
        "bash": ["bash", "--norc", "-c", SHELLS["bash"], "bash", *words],
        "zsh": ["zsh", "-f", "-c", SHELLS["zsh"], "zsh", *words],
        "fish": ["fish", "--no-config", "-c", SHELLS["fish"], *words],
    }[shell]
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PATH": f"{found}:{os.environ['PATH']}", "TERM": "dumb"},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.partition("\t")[0].strip() for line in done.stdout.splitlines()]
    return {line for line in lines if line}


CASES = {
    "commands": (("safetyframe", ""), set(COMMANDS)),
    "a command": (("safetyframe", "cha"), {"charter"}),
    "options": (("safetyframe", "charter", "--ht"), {"--html"}),
    "clauses": (("safetyframe", "charter", "P1"), {c for c in BY_ID if c.startswith("P1")}),
    "acts": (
        ("safetyframe", "schema", "establish"),
        {name for name, _ in ACT_NAMES.values() if name.startswith("establish")},
    ),
    "roles": (("safetyframe", "may", "--role", ""), {role.value for role in Role}),
    "languages": (("safetyframe", "show", "--lang", ""), {"nl", "en", "fr"}),
    "readers": (("safetyframe", "show", "--reader", ""), {"professional", "family", "child"}),
}


@pytest.mark.parametrize("case", CASES)
def test_bash_completes(case):
    words, wanted = CASES[case]
    assert run("bash", *words) == wanted


@pytest.mark.parametrize("shell", ["zsh", "fish"])
@pytest.mark.parametrize("case", ["a command", "clauses", "roles"])
def test_so_do_others(shell, case):
    words, wanted = CASES[case]
    assert run(shell, *words) == wanted


def test_every_act_is_offered_by_its_name_on_the_wire():
    assert run("bash", "safetyframe", "schema", "") >= {ACT_NAMES[act][0] for act in ACTS}


def test_a_clause_in_small_letters_is_found():
    assert run("bash", "safetyframe", "charter", "p15") == {"P15a", "P15b"}

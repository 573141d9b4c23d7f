"""The command line as a process of its own, in a folder of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from attrs import frozen

from tests.cli.warm import warm
from tests.support.signals import listening

#: What the tests say of the environment; anything else about language and colour is taken away.
_LEFT_OUT = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "PYTHONIOENCODING", "PYTHONUTF8")


@frozen
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()

    @property
    def objects(self):
        """Every line as the object it is."""
        return [json.loads(line) for line in self.lines]

    def trouble(self, status=2):
        """The one line on stderr of a command that could not be carried out."""
        assert self.status == status, self
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        assert line.startswith("safetyframe: ")
        return line.removeprefix("safetyframe: ")


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    return {**kept, "LC_ALL": "en_GB.UTF-8", **more}


def command(*arguments):
    return [sys.executable, "-m", "safetyframe.cli", *map(str, arguments)]


def cli(*arguments, cwd, stdin=None, **env):
    """Run a command to its end; with an `env` of its own, as it loads for the first time."""
    if env:
        return afresh(*arguments, cwd=cwd, stdin=stdin, **env)
    return Ended(*warm().run(arguments, cwd=cwd, env=environment(), stdin=stdin, timeout=120))


def afresh(*arguments, cwd, stdin=None, **env):
    """Run a command as anybody does: in a new process, which has loaded nothing."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(**env),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def python(code, *, cwd, **env):
    """Run a few lines of Python in the folder."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment(**env),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def interrupted(*arguments, cwd, after, **env):
    """Run a command, and press Ctrl-C when it has printed so many lines."""
    with subprocess.Popen(
        command(*arguments),
        cwd=cwd,
        env=environment(**env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=listening,  # noqa: PLW1509 - no other thread of this process holds a lock
    ) as process:
        try:
            seen = [process.stdout.readline() for _ in range(after)]
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        except BaseException:
            process.kill()
            raise
    return Ended(process.returncode, "".join(seen) + out, err)


def act(kind, number, person="child-a", role="minor", **content):
    """A step of a script, on day 10 of 2025."""
    at = f"2025-01-10T{9 + number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}+01:00"
    return {
        "type": kind,
        "id": f"act-{number}",
        "by": {"person": person, "role": role, "at": at},
        **content,
    }


def words(number, body="Ik wil naar huis."):
    """Somebody says something: nobody may refuse it, so it needs no story."""
    return act("speak", number, words={"language": "nl", "body": body})


def write_lines(path: Path, *steps, trajectory="t-1", **header):
    top = {"safetyframe": 1, "trajectory": trajectory, **header}
    path.write_text("".join(f"{json.dumps(each)}\n" for each in (top, *steps)), encoding="utf-8")
    return path

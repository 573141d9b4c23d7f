"""A change of a line is put where it runs, and is named so that it is found again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.lines.equivalents import reasons, survivors
from tests.lines.planting import Functions, Unplanted

ROOT = Path(__file__).resolve().parents[2]
BEFORE = """
class Some:
    @property
    def answer(self):
        return 1 + self.more()

    def more(self):
        return (lambda: 1)()

LATER = [one for one in (1, 2)]

def made(start=1):
    def inner():
        return start + 1
    return inner
"""


def lived(path, text):
    """The module, run from a file, and what in it can be changed."""
    path.write_text(text, "utf-8")
    space = {"__name__": "lived"}
    exec(compile(text, str(path), "exec"), space)  # noqa: S102  it is what is changed
    return space, Functions(path.parent)


@pytest.mark.parametrize(
    ("old", "new", "asked", "answers"),
    [
        ("1 + self", "5 + self", lambda space: space["Some"]().answer, (2, 6)),
        ("lambda: 1", "lambda: 7", lambda space: space["Some"]().answer, (2, 8)),
        ("start + 1", "start - 1", lambda space: space["made"]()(), (2, 0)),
        ("start + 1", "start - 1", lambda space: space["kept"](), (2, 0)),
    ],
    ids=["property", "lambda", "made-later", "made-before"],
)
def test_what_lives_runs_as_changed(tmp_path, old, new, asked, answers):
    space, _ = lived(tmp_path / "lived.py", BEFORE)
    space["kept"] = space["made"]()
    was = asked(space)
    Functions(tmp_path).plant(tmp_path / "lived.py", BEFORE, BEFORE.replace(old, new))
    assert (was, asked(space)) == answers


@pytest.mark.parametrize(("old", "new"), [("(1, 2)", "(1, 3)"), ("start=1", "start=2")])
def test_what_ran_when_the_module_was_made_is_not_taken_for_changed(tmp_path, old, new):
    _, functions = lived(tmp_path / "lived.py", BEFORE)
    with pytest.raises(Unplanted):
        functions.plant(tmp_path / "lived.py", BEFORE, BEFORE.replace(old, new))


def test_nothing_that_lives_is_named_twice_or_without_a_reason():
    assert not reasons().keys() & survivors().keys()
    assert all(why.strip() for why in (*reasons().values(), *survivors().values()))


def test_what_lives_counts_as_living_and_is_well_only_when_it_is_named():
    pytest.importorskip("mutmut", reason="needs the extra `lines`, which only these runs need")
    from tests.lines.telling import Row, table

    rows = [Row(one, "law", "m", killer, "", 1.0) for one, killer in (("a", "t"), ("b", ""))]
    for excused, named, share, well in (
        ({}, {}, "50.0", False),
        ({}, {"b": "why"}, "50.0", True),
        ({"b": "why"}, {}, "100.0", True),
        ({"a": "why", "b": "why"}, {}, "100.0", False),
        ({"b": "why"}, {"a": "why"}, "100.0", False),
    ):
        lines, good = table(rows, ["law"], excused, named, [], 2)
        assert (lines[1].split()[-2], good) == (share, well), lines
    assert not table(rows, ["law"], {"b": "why"}, {}, ["gone"], 2)[1]
    assert not table(rows, ["law"], {"b": "why"}, {}, [], 3)[1]


def judged(tmp_path, plant=lambda *_: None, test=lambda: None):
    """What is told of one change, and why nothing was judged, with a driver that does this."""
    pytest.importorskip("mutmut", reason="needs the extra `lines`, which only these runs need")
    from tests.lines.changing import SOURCE, Change
    from tests.lines.judging import Judge
    from tests.lines.measuring import Known

    change = Change(
        id="one",
        part="duties",
        file=SOURCE / "duties.py",
        function="owed",
        lines=frozenset({7}),
        source="",
    )
    hook = SimpleNamespace(pytest_runtest_protocol=lambda **_: test())
    manager = SimpleNamespace(register=lambda _: None, unregister=lambda _: None)
    config = SimpleNamespace(hook=hook, pluginmanager=manager)
    told = []
    judge = Judge(
        changes=[change],
        kept=tmp_path / "known.json",
        tell=told.append,
        at_once=1,
        patience=5.0,
        items={"a::test": SimpleNamespace(nodeid="a::test", config=config)},
        known={"a::test": Known(0.1, {"duties.py": 1 << 7})},
        functions=SimpleNamespace(plant=plant),
    )
    judge._judge([change])
    return [(one.killer, one.how) for one in told], judge.unready


def raises(*_):
    raise RuntimeError("the driver")


def dies(*_):
    os._exit(1)


@pytest.mark.parametrize(
    ("plant", "told"), [(raises, "RuntimeError: the driver"), (dies, "before any test began")]
)
def test_a_driver_that_fails_kills_nothing_and_says_so(tmp_path, plant, told):
    verdicts, unready = judged(tmp_path, plant=plant)
    assert verdicts == []
    (why,) = unready
    assert why.startswith("one\n")
    assert told in why


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        (dies, ("a::test", "it died, or never ended")),
        (raises, ("a::test", "")),
        (lambda: None, ("", "1 tests stayed green")),
    ],
    ids=["dies", "falls-over", "stays-green"],
)
def test_once_a_test_has_begun_what_ends_it_is_told_by_its_name(tmp_path, test, verdict):
    assert judged(tmp_path, test=test) == ([verdict], [])


def test_what_was_killed_and_no_test_failed_is_told_by_name():
    pytest.importorskip("mutmut", reason="needs the extra `lines`, which only these runs need")
    from tests.lines.telling import Row, table

    rows = [Row("a", "law", "m", "t1", "", 1.0), Row("b", "law", "m", "t2", "too long", 1.0)]
    lines, good = table(rows, ["law"], {}, {}, [], 2)
    assert good
    assert lines[-2:] == ["killed, and no test failed: 1", "  b  [too long: t2]"]


@pytest.mark.parametrize("source", ["raise RuntimeError\n", None])
def test_what_ends_a_fresh_process_before_the_change_is_read_is_no_kill(tmp_path, source):
    pytest.importorskip("mutmut", reason="needs the extra `lines`, which only these runs need")
    from tests.lines.afresh import Unasked, ask_afresh
    from tests.lines.changing import SOURCE, Change

    file = SOURCE / "duties.py"
    change = Change(
        id="one",
        part="duties",
        file=file,
        function="owed",
        lines=frozenset(),
        source=source or file.read_text("utf-8"),
    )
    gone = ["tests/lines/no_such_file.py::test_it"]
    if source is None:
        with pytest.raises(Unasked, match="one"):
            ask_afresh(change, gone)
    else:
        killer, _ = ask_afresh(change, ["tests/clauses/test_T5a.py"])
        assert killer


def test_changes_are_named_apart_and_each_is_python():
    pytest.importorskip("mutmut", reason="needs the extra `lines`, which only these runs need")
    from tests.lines.changing import changes_of

    changes = [*changes_of("duties")]
    assert len({one.id for one in changes}) == len(changes) > 250
    for one in changes:
        assert one.source != one.file.read_text("utf-8")
        compile(one.source, str(one.file), "exec")
    bodies = {one.function for one in changes}
    assert {"_state", "outstanding"} & bodies


def test_a_fresh_process_imports_the_module_as_changed(tmp_path):
    from tests.lines.planting import MODULE, TEXT

    text = tmp_path / "roles.py"
    text.write_text("CHANGED = True\n", "utf-8")
    script = """
    import tests.lines.planting
    import safetyframe.values
    from importlib import import_module
    print(import_module("safetyframe.index").CHANGED)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=ROOT,
        env={"PATH": "", MODULE: "safetyframe.index", TEXT: str(text)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "True", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="there is no telling a child of it elsewhere")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_whoever_ends_a_run_ends_its_children(tmp_path, how):
    told = tmp_path / "told"
    script = f"""
    import os, time
    from pathlib import Path
    from safetyframe.testing.mutate.forking import in_children
    from tests.lines.ending import end_with_parent
    parent = os.getpid()

    def work(_):
        end_with_parent(parent)
        Path({str(told)!r}).write_text(str(os.getpid()))
        time.sleep(60)
        return b""

    [*in_children([1], work, at_once=1, seconds=60)]
    """
    run = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT)
    try:
        wait_for(lambda: told.exists() and told.read_text())
        run.send_signal(how)
        assert run.wait(60) == -how
    finally:
        run.kill()
    wait_for(lambda: is_over(int(told.read_text())))


def wait_for(what):
    until = time.monotonic() + 30
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)


def is_over(process):
    """Ended, if perhaps nobody has asked yet how."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(") ")[2][0] == "Z"
    except FileNotFoundError:
        return True

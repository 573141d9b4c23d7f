"""Plugins as strangers write them, each installed: which is wrong, why, and what to do."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from safetyframe import Frame
from safetyframe.errors import PluginError
from safetyframe.plugins import Plugins, PluginState, load

HEAD = """
from safetyframe.plugins import *
from safetyframe.ports import *
Y, N = Declared.YES, Declared.NO
STORE = Capabilities(durable=N, multi_process=N, erases=N, notices=N, joins=N)
CARRY = MessengerCapabilities(ordered=N, durable=N, deduplicates=N)
KNOWS = RegistryCapabilities(proofs=N, past=N, relations=N)
def made(kind, can, more):
    return kind(**{"name": NAME, "schemes": (NAME,), "open": print, "capabilities": can, **more})
def store(**more):
    return made(StoreProvider, STORE, more)
def messenger(**more):
    return made(MessengerProvider, CARRY, more)
def registry(**more):
    return made(RegistryProvider, KNOWS, more)
"""
HOOK = "@hookimpl\ndef safetyframe_provides():\n    return "

#: By name: the code, what the report says, and what it advises.
STRANGERS: dict[str, tuple[str, str, str]] = {
    "raises": (
        "raise ValueError('no licence')",
        "importing it raised ValueError: no lic",
        "upgrade",
    ),
    "lacks": ("import no_such_driver", "ModuleNotFoundError", "install no_such_driver; or reins"),
    "exits": ("raise SystemExit('bye')", "SystemExit: bye", "reinstall"),
    "silent": (
        "@hookimpl\ndef safetyframe_provides():\n    Provides(api=1)",
        "0 answers",
        "return",
    ),
    "wrongly": (HOOK + "{'api': 1}", "gave a dict", "returns safetyframe.plugins.Provides"),
    "future": (HOOK + "Provides(api=2)", "API 2", "releases of the two"),
    "curious": ("@hookimpl\ndef safetyframe_provides(config): ...", "config", "no arguments"),
    "later": ("@hookimpl\nasync def safetyframe_provides(): ...", "gave a coroutine", "plain"),
    "huge": ("raise ValueError('x' * 10_000_000)", "ValueError: xxx", "upgrade"),
    "rude": ("raise ValueError('\\x1b[2Jgone')", "ValueError: ?[2Jgone", "upgrade"),
    "blurts": (
        "raise OSError('no server at db://me:geheim@host/one')",
        "no server at db://…@host/one",
        "upgrade",
    ),
    "mute": (
        "class E(Exception):\n    def __str__(self): raise E\nraise E",
        "importing it raised E",
        "upgrade",
    ),
    "endless": (HOOK + "Provides(api='9' * 10_000_000)", "API '999", "speak the same"),
    "bare-m": (HOOK + "Provides(api=1, messengers=messenger())", "tuple of Messenger", "tuple"),
    "listed-m": (HOOK + "Provides(api=1, messengers=[messenger()])", "tuple of Messenger", "tuple"),
    "mixed-up": (HOOK + "Provides(api=1, messengers=(store(),))", "tuple of Messenger", "tuple"),
    "dumb-m": (
        HOOK + "Provides(api=1, messengers=(messenger(capabilities=STORE),))",
        "its messenger 'dumb-m' does not declare",
        "MessengerCapabilities",
    ),
    "shut-m": (
        HOOK + "Provides(api=1, messengers=(messenger(open=None),))",
        "messenger 'shut-m' cannot be opened",
        "URL",
    ),
    "twin-m": (
        HOOK + "Provides(api=1, messengers=(messenger(), messenger()))",
        "'twin-m' twice",
        "one messenger",
    ),
    "bare-r": (HOOK + "Provides(api=1, registries=registry())", "tuple of Registry", "tuple"),
    "dumb-r": (
        HOOK + "Provides(api=1, registries=(registry(capabilities=None),))",
        "its registry 'dumb-r' does not declare",
        "RegistryCapabilities",
    ),
    "odd-r": (
        HOOK + "Provides(api=1, registries=(registry(schemes=('A b',)),))",
        "registry 'odd-r' has a scheme",
        "a-z",
    ),
    "nameless-r": (HOOK + "Provides(api=1, registries=(registry(name=''),))", "no name", "name"),
    "awaited": (
        "async def opening(url): ...\n" + HOOK + "Provides(api=1, stores=(store(open=opening),))",
        "store 'awaited' opens with a coroutine",
        "plain function",
    ),
    "needy": (
        HOOK + "Provides(api=1, stores=(store(needs=('nats',)),))",
        "does not say in order what it needs",
        "Needs(modules=",
    ),
    "dotted": (
        HOOK + "Provides(api=1, stores=(store(needs=Needs(modules=('a.b',), install='')),))",
        "does not say in order what it needs",
        "top-level",
    ),
}
READY = {
    "loud": "print('hello from loud')\n" + HOOK + "Provides(api=1, messengers=(messenger(),))",
    "plain": HOOK + "Provides(api=1, registries=(registry(),))",
    "void": HOOK + "Provides(api=1, stores=(store(open=lambda url: None),))",
    "throws": "def opening(url): raise SystemExit(url)\n"
    + HOOK
    + "Provides(api=1, stores=(store(open=opening),))",
    "torn": "from safetyframe_plugins.memory import MemoryStore\n"
    "class Torn(MemoryStore):\n"
    "    def trajectories(self): raise ValueError('geheim')\n"
    + HOOK
    + "Provides(api=1, stores=(store(open=lambda url: Torn()),))",
    "extra": HOOK
    + "Provides(api=1, stores=(store(needs=Needs(modules=('no_such_driver',), install="
    "\"pip install 'acme[driver]'\")),), messengers=(messenger(needs=Needs(modules=('json',), "
    "install='never')),))",
}


def install(folder: Path, name: str, code: str) -> None:
    """Put a distribution where Python finds it, as an installer would."""
    module = f"stranger_{name.replace('-', '_')}"
    (folder / f"{module}.py").write_text(f"NAME = {name!r}\n{HEAD}\n{textwrap.dedent(code)}\n")
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    about = f"Metadata-Version: 2.1\nName: stranger-{name}\nVersion: 1.0\n"
    (info / "METADATA").write_text(about)
    (info / "entry_points.txt").write_text(f"[safetyframe]\n{name} = {module}\n")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, (code, _, _) in STRANGERS.items():
        install(folder, name, code)
    for name, code in READY.items():
        install(folder, name, code)
    for name in ("one", "two"):  # each names what the other names, of all three kinds
        code = "stores=(store(name='rival', schemes=('rival',)),), messengers=(messenger(name="
        code += f"'rival', schemes=('{name}',)),), registries=(registry(schemes=('rival',)),)"
        install(folder, name, f"{HOOK}Provides(api=1, {code})")
    return folder


@pytest.fixture(scope="module")
def plugins(site: Path) -> Iterator[Plugins]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(site)
        yield load()


def test_each_is_reported_by_name_with_what_is_wrong_and_what_to_do(plugins: Plugins):
    reports = {r.name: r for r in plugins.reports}
    for name, (_, problem, advice) in STRANGERS.items():
        one = reports[name]
        assert one.state is PluginState.BROKEN, name
        assert one.provides is None
        assert one.origin == f"{name!r} of stranger-{name} 1.0"
        assert problem in one.problem, (name, one.problem)
        assert advice in one.advice, (name, one.advice)
        assert len(one.problem) < 300, name
        assert one.problem.isprintable(), name
    for name in READY:
        assert reports[name].state is PluginState.READY, reports[name].problem


@pytest.mark.parametrize("name", STRANGERS)
def test_whoever_chose_a_broken_one_does_not_start(plugins: Plugins, name: str):
    which = rf"'{name}' of stranger-{name} 1\.0 cannot be used"
    for choose in (plugins.store_for, plugins.messenger_for, plugins.registry_for):
        with pytest.raises(PluginError, match=which) as e:
            choose(f"{name}://user:geheim@host")
        assert "geheim" not in str(e.value)
    with pytest.raises(PluginError, match=which):
        plugins.rules_of([name])


def test_the_rest_goes_on(plugins: Plugins):
    Frame.open("memory://").close()
    assert plugins.messenger_for("loud://x").name == "loud"
    assert plugins.registry_for("plain://x").name == "plain"
    with pytest.raises(PluginError, match="'raises' of stranger-raises"):
        Frame.open("raises://x")


def test_what_two_claim_is_given_to_neither_of_any_kind(plugins: Plugins):
    both = r"'one' of stranger-one 1\.0 and 'two' of stranger-two 1\.0: uninstall all but one"
    with pytest.raises(PluginError, match="store scheme rival:// is claimed by plugins " + both):
        plugins.store_for("rival://")
    with pytest.raises(PluginError, match="messenger name 'rival' is claimed by plugins " + both):
        plugins.messenger_for("one://")
    with pytest.raises(PluginError, match="registry scheme rival:// is claimed by plugins " + both):
        plugins.registry_for("rival://")
    reports = {r.name: r for r in plugins.reports}
    assert reports["one"].state is reports["two"].state is PluginState.CLASHING
    assert "messenger name 'rival'" in reports["one"].problem


def test_a_messenger_is_not_looked_for_among_stores(plugins: Plugins):
    for choose in (plugins.messenger_for, plugins.registry_for):
        what = r"no plugin answers to memory:// with a \w+; that is a store; known"
        with pytest.raises(PluginError, match=what):
            choose("memory://")
    with pytest.raises(PluginError, match="no plugin answers to loud://; that is a messenger; kn"):
        plugins.store_for("loud://me:geheim@host")
    with pytest.raises(PluginError, match="did you mean loud://"):
        plugins.messenger_for("lout://")
    with pytest.raises(PluginError, match=r"a registry is named by a URL.*plain://"):
        plugins.registry_for("plain")


def test_a_missing_extra_is_no_fault_until_it_is_chosen(plugins: Plugins):
    needs = r"store 'extra' needs no_such_driver: pip install 'acme\[driver\]'"
    with pytest.raises(PluginError, match=needs):
        plugins.store_for("extra://")
    assert plugins.messenger_for("extra://").needs  # json is there
    with pytest.raises(PluginError, match=needs):
        Frame.open("extra://")


def shown(site: Path, *words: str, status: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "safetyframe.cli", *words]
    env = {**os.environ, "PYTHONPATH": str(site), "COLUMNS": "200"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=env)
    assert done.returncode == status, done
    return done


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("void://me:geheim@host", "store 'void' opened a NoneType, which lacks methods"),
        ("void", "store 'void' opened a NoneType, which lacks methods"),
        ("throws://me:geheim@host", "store 'throws' could not be opened: it raised SystemExit"),
        ("torn://me:geheim@host", "store 'torn' does not say whether it is empty: it raised Valu"),
        ("raises", "plugin 'raises' of stranger-raises 1.0 cannot be used: importing it raised"),
        ("one", "plugin 'one' of stranger-one 1.0 cannot be used: messenger name 'rival'"),
        ("plain", "that is no store, and this command judges stores"),
        ("loud://me:geheim@host", "that is a messenger"),
    ],
)
def test_the_kit_puts_down_to_a_plugin_what_is_its_own(site: Path, what: str, says: str):
    done = shown(site, "conform", what, status=2)
    assert done.stdout == ""
    told = done.stderr.splitlines()
    assert says in told[-1]
    assert "geheim" not in done.stderr
    assert told[:-1] == ["hello from loud"]


def test_the_command_shows_all_of_it(site: Path):
    said = shown(site, "plugins", "--lang", "en").stdout
    assert "needs no_such_driver: pip install 'acme[driver]'" in said
    assert "never" not in said
    assert "messengers: loud loud:// (ordered no, durable no, deduplicates no)" in said
    assert "registries: plain plain:// (proofs no, past no, relations no)" in said
    for name in STRANGERS:
        assert f"{name}  stranger-{name} 1.0" in said
    assert "\x1b" not in said
    assert "hello from loud" not in said


def test_what_a_plugin_prints_does_not_land_among_the_objects(site: Path):
    done = shown(site, "plugins", "--json")
    found = {o["name"]: o for o in map(json.loads, done.stdout.splitlines())}
    assert "hello from loud" in done.stderr
    (one,) = found["loud"]["messengers"]
    assert one == {
        "name": "loud",
        "schemes": ["loud"],
        "ordered": "no",
        "durable": "no",
        "deduplicates": "no",
        "needs": None,
    }
    assert found["plain"]["registries"][0]["relations"] == "no"
    assert found["extra"]["state"] == "ready"
    assert found["extra"]["stores"][0]["needs"].endswith("pip install 'acme[driver]'")
    assert found["raises"]["state"] == "broken"
    assert found["one"]["state"] == "clashing"

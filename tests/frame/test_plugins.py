"""Plugins, good and broken: each is reported, and only what was chosen can stop anybody."""

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from attrs import evolve

from safetyframe import Frame, Law
from safetyframe.acts import Speak
from safetyframe.charter import Level
from safetyframe.errors import HostError, PluginError, StoreError
from safetyframe.outcome import Accepted
from safetyframe.plugins import (
    PackProvider,
    PluginReport,
    Plugins,
    PluginState,
    Provides,
    StoreProvider,
    hookimpl,
    load,
)
from safetyframe.ports import Capabilities, Declared
from safetyframe.rules import Rule
from safetyframe_plugins import memory, sqlite
from safetyframe_plugins.memory import MemoryStore
from tests.adapters.making import T1, voice

YES = Capabilities(
    durable=Declared.NO,
    multi_process=Declared.NO,
    erases=Declared.YES,
    notices=Declared.NO,
    joins=Declared.NO,
)
RULE = Rule(
    id="acme.more",
    clauses=("acme",),
    level=Level.HARD,
    guards=frozenset({Speak}),
    reads=frozenset(),
    check=lambda _t, _act, _policy: (),
)


def provider(name: str = "acme", *schemes: str, opener: Callable[[str], object] | None = None):
    return StoreProvider(
        name=name,
        schemes=schemes or (name,),
        open=opener or (lambda _: MemoryStore()),  # type: ignore[arg-type]
        capabilities=YES,
    )


def pack(**changes: object) -> PackProvider:
    parts = {"name": "acme", "version": "1", "review": "all of it", "open": lambda _: None}
    return PackProvider(**{**parts, **changes})  # type: ignore[arg-type]


def plugin(provides: object, name: str = "acme") -> ModuleType:
    """A module whose hook gives `provides`, or raises it."""

    @hookimpl
    def safetyframe_provides() -> object:
        if isinstance(provides, BaseException):
            raise provides
        return provides

    module = ModuleType(name)
    module.safetyframe_provides = safetyframe_provides  # type: ignore[attr-defined]
    return module


def acme(**changes: object) -> ModuleType:
    return plugin(Provides(**{"api": 1, "stores": (provider(),), **changes}))  # type: ignore[arg-type]


def only(*given: object) -> Plugins:
    return load(given, installed=False)


def report(given: object) -> PluginReport:
    (found,) = only(given).reports
    return found


def install(folder: Path, name: str, code: str, *, version: str = "1.0") -> None:
    """Put a distribution where Python finds it, as an installer would."""
    module = f"{name}_plugin"
    (folder / f"{module}.py").write_text(textwrap.dedent(code))
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[safetyframe]\n{name} = {module}\n")


# ---------------------------------------------------------------------------- good ones


@pytest.mark.parametrize("module", [memory, sqlite])
def test_our_own_are_ready(module: ModuleType):
    found = report(module)
    assert found.state is PluginState.READY
    assert found.problem == found.advice == ""


def test_our_own_are_found_by_their_entry_points():
    found = load()
    assert {"memory", "sqlite"} <= {r.name for r in found.reports}
    assert {r.distribution for r in found.reports if r.name == "memory"} == {"safetyframe"}
    assert found.store_for("memory://").name == "memory"
    assert found.store_for("SQLite:///x.db").name == "sqlite"
    assert {"memory", "sqlite"} <= set(found.schemes())


def test_one_that_is_handed_over_and_installed_counts_once():
    found = load((memory, memory))
    assert [r.given for r in found.reports if r.stores and r.stores[0].name == "memory"] == [True]
    assert found.store_for("memory://").name == "memory"


def test_an_object_will_do_as_well_as_a_module():
    class Acme:
        @hookimpl
        def safetyframe_provides(self) -> Provides:
            return Provides(api=1, stores=(provider("obj"),))

    assert only(Acme()).store_for("obj://").name == "obj"


def test_an_installed_one_is_named_with_its_distribution(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    install(
        tmp_path,
        "acme",
        """
        from safetyframe.plugins import Provides, hookimpl
        @hookimpl
        def safetyframe_provides():
            return Provides(api=1)
        """,
        version="2.5",
    )
    monkeypatch.syspath_prepend(tmp_path)
    (found,) = [r for r in load().reports if r.name == "acme"]
    assert (found.distribution, found.version, found.state) == ("acme", "2.5", PluginState.READY)
    assert found.origin == "'acme' of acme 2.5"


# -------------------------------------------------------------------------- broken ones


async def _coroutine() -> None:
    """What an ``async def`` hook gives."""


def unmarked() -> ModuleType:
    module = ModuleType("acme")
    module.safetyframe_provides = lambda: None  # type: ignore[attr-defined]
    return module


def misspelt() -> ModuleType:
    @hookimpl
    def safetyframe_provide() -> None: ...

    module = ModuleType("acme")
    module.safetyframe_provide = safetyframe_provide  # type: ignore[attr-defined]
    return module


def asks_too_much() -> ModuleType:
    @hookimpl
    def safetyframe_provides(config: object) -> None: ...

    module = ModuleType("acme")
    module.safetyframe_provides = safetyframe_provides  # type: ignore[attr-defined]
    return module


def answers_twice() -> ModuleType:
    module = acme()

    @hookimpl(specname="safetyframe_provides")
    def more() -> Provides:
        return Provides(api=1)

    module.more = more  # type: ignore[attr-defined]
    return module


def odd(**fields: object) -> ModuleType:
    parts = {"name": "acme", "schemes": ("acme",), "open": MemoryStore, "capabilities": YES}
    return acme(stores=(StoreProvider(**{**parts, **fields}),))  # type: ignore[arg-type]


MAYBE = evolve(YES, erases=True)

BROKEN: dict[str, tuple[object, str, str]] = {
    "nothing": (ModuleType("acme"), "no hook", "define it"),
    "unmarked": (unmarked(), "no hook", "@hookimpl"),
    "misspelt": (misspelt(), "does not fit", "safetyframe_provides()"),
    "arguments": (asks_too_much(), "does not fit.*config", "no arguments"),
    "no return": (plugin(None), "0 answers", "return"),
    "two answers": (answers_twice(), "2 answers", "one"),
    "dict": (plugin({"api": 1}), "gave a dict", "Provides"),
    "class": (plugin(Provides), "gave a type", "Provides"),
    "raises": (plugin(RuntimeError("no\nlicence")), "raised RuntimeError: no licence", "author"),
    "exits": (plugin(SystemExit(3)), "raised SystemExit: 3", "author"),
    "older": (acme(api=0), "API 0", "speak the same"),
    "newer": (acme(api=2), "API 2", "speak the same"),
    "no number": (acme(api=True), "API True", "speak the same"),
    "list": (acme(stores=[provider()]), "no tuple of StoreProvider", "tuple"),
    "bare": (acme(stores=provider()), "no tuple of StoreProvider", "tuple"),
    "rule": (acme(rules=(lambda: None,)), "no tuple of Rule", "tuple"),
    "pack list": (acme(packs=[pack()]), "no tuple of PackProvider", "tuple"),
    "pack without a name": (acme(packs=(pack(name=""),)), "no name", "PackProvider"),
    "pack without review": (acme(packs=(pack(review=" "),)), "does not say", "listing"),
    "pack without version": (acme(packs=(pack(version=""),)), "does not say", "listing"),
    "pack unopened": (acme(packs=(pack(open=None),)), "cannot be opened", "settings"),
    "pack twice": (acme(packs=(pack(), pack())), "two packs", "one pack"),
    "twice": (acme(stores=(provider("a"), provider("a", "b"))), "claims 'a' twice", "one store"),
    "scheme twice": (acme(stores=(provider("a"), provider("b", "a"))), "'a' twice", "one store"),
    "no name": (odd(name=""), "no name", "name"),
    "no schemes": (odd(schemes=()), "no tuple of schemes", "one"),
    "one string": (odd(schemes="acme"), "no tuple of schemes", "one"),
    "bad scheme": (odd(schemes=("Acme://",)), "no URL can have", "a-z"),
    "not callable": (odd(open="acme.open"), "cannot be opened", "URL"),
    "undeclared": (odd(capabilities=None), "does not declare", "Declared"),
    "half declared": (odd(capabilities=MAYBE), "does not declare", "Declared"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_one_is_reported_and_the_rest_goes_on(kind: str):
    given, problem, advice = BROKEN[kind]
    found = only(given, memory)
    first = found.reports[0]
    assert first.state is PluginState.BROKEN
    assert first.provides is None
    with pytest.raises(PluginError, match=problem):
        found.insist()
    assert "\n" not in first.problem
    assert advice in first.advice
    assert found.store_for("memory://").name == "memory"


def test_an_async_hook_is_told_so_without_a_warning():
    found = report(plugin(_coroutine()))
    assert "gave a coroutine" in found.problem


def test_a_broken_one_that_was_handed_over_stops_the_frame():
    with pytest.raises(PluginError, match=r"'acme' cannot be used: .*licence; ask its author") as e:
        Frame.open("memory://", plugins=(plugin(ValueError("licence")),))
    assert isinstance(e.value.__cause__, ValueError)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("raise ImportError('no driver')", "ImportError: no driver"),
        ("import sys; sys.exit('bye')", "SystemExit: bye"),
        ("def broken(:", "SyntaxError"),
        ("raise BaseException('odd')", "BaseException: odd"),
    ],
)
def test_one_that_fails_to_import_stops_only_who_chose_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, problem: str
):
    install(tmp_path, "broken", code)
    monkeypatch.syspath_prepend(tmp_path)
    found = load()
    (one,) = [r for r in found.reports if r.name == "broken"]
    assert one.state is PluginState.BROKEN
    assert problem in one.problem
    assert "broken" in one.advice
    Frame.open("memory://").close()
    with pytest.raises(PluginError, match=r"'broken' of broken 1.0 cannot be used") as e:
        Frame.open("broken://x")
    assert type(e.value.__cause__) is type(one.cause)
    with pytest.raises(PluginError, match=r"left out: 'broken' of broken 1.0"):
        Frame.open("unheard-of://x")
    with pytest.raises(PluginError, match=r"'broken' of broken 1.0"):
        Frame.open("memory://", rules=("broken",))


def test_ctrl_c_while_importing_is_no_broken_plugin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    install(tmp_path, "slow", "raise KeyboardInterrupt")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        load()
    with pytest.raises(KeyboardInterrupt):
        only(plugin(KeyboardInterrupt()))


# ----------------------------------------------------------------------------- choosing


@pytest.mark.parametrize(
    "url", ["cases.db", "", "sqlite:cases.db", "/var/cases.db", "C:\\x", "1://"]
)
def test_what_is_no_url_is_told_what_urls_there_are(url: str):
    with pytest.raises(PluginError, match=r"begins with one of: .*memory://, .*sqlite://"):
        load((memory, sqlite)).store_for(url)


def test_an_unknown_scheme_is_told_what_is_near_and_what_is_known():
    with pytest.raises(PluginError, match=r"sqlit://; did you mean sqlite://\? known: .*memory://"):
        load((memory, sqlite)).store_for("sqlit:///x.db")
    with pytest.raises(PluginError) as e:
        load((memory, sqlite)).store_for("mongodb://user:geheim@host")
    assert "did you mean" not in str(e.value)
    assert "geheim" not in str(e.value)
    with pytest.raises(PluginError, match="known: none"):
        only().store_for("sqlite:///x.db")


def test_two_of_a_scheme_are_an_error_that_names_both():
    found = only(
        acme(), plugin(Provides(api=1, stores=(provider("rival", "acme"),)), "rival"), memory
    )
    with pytest.raises(
        PluginError, match=r"scheme acme:// is claimed by plugins 'acme' and 'rival'"
    ):
        found.store_for("acme://")
    assert [r.state for r in found.reports] == [
        PluginState.CLASHING,
        PluginState.CLASHING,
        PluginState.READY,
    ]
    assert "'rival'" in found.reports[0].problem
    assert found.store_for("memory://").name == "memory"
    found.insist()


def test_two_of_a_name_are_an_error_that_names_both():
    found = only(acme(), plugin(Provides(api=1, stores=(provider("acme", "other"),)), "rival"))
    for url in ("acme://", "other://"):
        with pytest.raises(
            PluginError, match=r"name 'acme' is claimed by plugins 'acme' and 'rival'"
        ):
            found.store_for(url)


def opening(result: object) -> ModuleType:
    def opener(_: str) -> object:
        if isinstance(result, BaseException):
            raise result
        return result

    return acme(stores=(provider(opener=opener),))


def test_what_goes_wrong_in_opening_is_put_down_to_whose_fault_it_is():
    for ours in (StoreError("it is full"), HostError("no such host")):
        with pytest.raises(type(ours)) as e:
            Frame.open("acme://", plugins=(opening(ours),))
        assert e.value is ours
    with pytest.raises(PluginError, match="'acme' could not be opened: it raised KeyError") as odd:
        Frame.open("acme://", plugins=(opening(KeyError("x")),))
    assert isinstance(odd.value.__cause__, KeyError)
    for nonsense in (None, SimpleNamespace(append=None)):
        with pytest.raises(PluginError, match="lacks methods"):
            Frame.open("acme://", plugins=(opening(nonsense),))


# -------------------------------------------------------------------------------- rules


def test_extra_rules_join_the_law_only_when_their_plugin_is_named():
    ruled = acme(rules=(RULE,))
    with Frame.open("acme://", plugins=(ruled,)) as frame:
        assert frame.law == Law()
    with Frame.open("acme://", plugins=(ruled,), rules=("acme", "acme")) as frame:
        assert frame.law == Law(extra_rules=(RULE,))
        assert isinstance(frame.do(T1, voice("a")), Accepted)
    with pytest.raises(PluginError, match="no plugin 'acne'; known: acme"):
        only(ruled).rules_of(["acne"])
    with pytest.raises(PluginError, match="share a name"):
        only(ruled, acme()).rules_of(["acme"])


def test_rules_join_the_law_that_was_given():
    own = Law(extra_rules=(Rule(**{**_fields(RULE), "id": "own.rule"}),))
    with Frame.open("acme://", law=own, plugins=(acme(rules=(RULE,)),), rules=("acme",)) as frame:
        assert [r.id for r in frame.law.extra_rules] == ["own.rule", "acme.more"]


def _fields(rule: Rule) -> dict[str, object]:
    return {a.name: getattr(rule, a.name) for a in Rule.__attrs_attrs__}


# -------------------------------------------------------------------------------- light


@pytest.mark.parametrize(
    "code", ["import safetyframe", "from safetyframe import Frame", "import safetyframe.plugins"]
)
def test_nothing_is_loaded_before_a_frame_is_opened(code: str):
    check = f"{code}; import sys; print([m for m in sys.modules if 'safetyframe_plugins' in m])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_importing_the_library_loads_no_plugin_system_and_no_driver():
    check = """
import sys, safetyframe
print([m for m in ("pluggy", "sqlite3", "cattrs", "safetyframe.frame") if m in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_pack_is_found_by_its_name_and_opened_by_nobody_else():
    opened = []
    one = pack(open=opened.append)
    found = only(acme(packs=(one,)))
    assert found.pack("acme") is one
    assert not opened
    with pytest.raises(PluginError, match=r"no plugin has a pack 'other'; known: acme"):
        found.pack("other")
    with pytest.raises(PluginError, match="known: none"):
        only().pack("acme")


def test_two_plugins_of_one_pack_clash_and_neither_is_chosen():
    found = only(acme(packs=(pack(),)), plugin(Provides(api=1, packs=(pack(),)), "other"))
    assert {r.state for r in found.reports} == {PluginState.CLASHING}
    with pytest.raises(PluginError, match="'acme' and 'other'"):
        found.pack("acme")


def test_a_broken_plugin_is_named_when_its_pack_is_asked_for():
    with pytest.raises(PluginError, match="cannot be used"):
        only(plugin(None, "acme")).pack("acme")

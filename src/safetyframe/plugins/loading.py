"""The loader: collect, import each alone, validate, report. Nothing is registered half."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Final, cast

from attrs import asdict, evolve
from pluggy import PluginManager, PluginValidationError

from safetyframe.plugins.chosen import KIND, SCHEME, PluginReport, Plugins, PluginState
from safetyframe.plugins.contract import (
    API,
    GROUP,
    HOOK,
    Hooks,
    MessengerProvider,
    Needs,
    PackProvider,
    Provides,
    RegistryProvider,
    StoreProvider,
)
from safetyframe.ports import (
    Capabilities,
    Declared,
    MessengerCapabilities,
    RegistryCapabilities,
)
from safetyframe.rules import Rule

__all__ = ["load"]

_SHOWN: Final = 120
#: A login in a URL, which a plugin may have read from the environment.
_LOGIN: Final = re.compile(r"//[^/\s]*@")


def load(given: Sequence[object] = (), *, installed: bool = True) -> Plugins:
    """Collect plugins: those `given` (modules or objects), and those installed unless told not to.

    Never raises because of a plugin: what is wrong with one stands in its report.
    """
    reports: list[PluginReport] = []
    seen: list[object] = []
    for plugin in given:
        if not any(plugin is other for other in seen):
            seen.append(plugin)
            name = getattr(plugin, "__name__", None)
            shown = name if isinstance(name, str) else type(plugin).__name__
            reports.append(_examine(PluginReport(name=shown, given=True), plugin))
    points = entry_points(group=GROUP) if installed else ()
    for point in sorted(points, key=lambda p: (p.name, p.value)):
        report = _of(point)
        try:
            plugin = point.load()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 -- SystemExit too: one plugin ends nothing
            advice = f"reinstall or upgrade {report.distribution or 'it'}, or uninstall it"
            if isinstance(error, ModuleNotFoundError) and error.name:
                advice = f"install {_line(error.name)}; or {advice}"
            reports.append(_broken(report, f"importing it raised {_say(error)}", advice, error))
            continue
        if not any(plugin is other for other in seen):
            seen.append(plugin)
            reports.append(_examine(report, plugin))
    return Plugins(reports=tuple(_clash(r, reports) for r in reports))


def _of(point: EntryPoint) -> PluginReport:
    dist = point.dist
    if dist is None:
        return PluginReport(name=point.name)
    return PluginReport(name=point.name, distribution=dist.name, version=dist.version)


class _FaultError(Exception):
    """What is wrong with a plugin, and what to do. Stays within this module."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.advice = advice


def _examine(report: PluginReport, plugin: object) -> PluginReport:
    try:
        provides = _call(report.name, plugin)
        _check(provides)
    except KeyboardInterrupt:
        raise
    except _FaultError as fault:
        return _broken(report, fault.problem, fault.advice)
    except PluginValidationError as error:
        advice = f"the one hook is {HOOK}(), and it takes no arguments"
        return _broken(report, f"its hook does not fit: {_say(error)}", advice, error)
    except BaseException as error:  # noqa: BLE001 -- whatever a plugin does, the others go on
        return _broken(report, f"{HOOK}() raised {_say(error)}", "ask its author", error)
    return evolve(report, provides=provides)


def _call(name: str, plugin: object) -> Provides:
    """Call one plugin's hook in a manager of its own, so that nothing is ever half registered."""
    manager = PluginManager(GROUP)
    manager.add_hookspecs(Hooks)
    manager.register(plugin, name=name)
    manager.check_pending()
    if not manager.get_hookcallers(plugin):
        marked = "mark it with @hookimpl" if hasattr(plugin, HOOK) else "define it"
        raise _FaultError(f"it has no hook {HOOK}()", f"{marked}; see safetyframe.plugins")
    answers: list[object] = manager.hook.safetyframe_provides()
    if len(answers) != 1:
        # pluggy drops a None from the answers, so silence is what a forgotten `return` looks like.
        problem = f"{HOOK}() gave {len(answers)} answers"
        raise _FaultError(problem, "it gives one: did it forget its `return`?")
    answer = answers[0]
    if inspect.iscoroutine(answer):
        answer.close()  # or Python warns that nobody awaited it
    if not isinstance(answer, Provides):
        problem = f"{HOOK}() gave a {type(answer).__name__}"
        raise _FaultError(problem, "a plain function returns safetyframe.plugins.Provides(…)")
    return answer


def _check(provides: Provides) -> None:
    """Look whether what was handed over is what its types say: nobody has checked them yet."""
    api: object = provides.api
    if type(api) is not int or api != API:
        problem = f"it was built for plugin API {api!r}, and this safetyframe speaks {API}"
        raise _FaultError(problem, "install releases of the two that speak the same")
    opened = (
        (provides.stores, StoreProvider, Capabilities),
        (provides.messengers, MessengerProvider, MessengerCapabilities),
        (provides.registries, RegistryProvider, RegistryCapabilities),
    )
    for handed, kind, _ in opened:
        _check_all(handed, kind)
    _check_all(provides.rules, Rule)
    _check_all(provides.packs, PackProvider)
    for pack in provides.packs:
        _check_pack(**asdict(pack, recurse=False))
    for handed, kind, powers in opened:
        for one in handed:
            _check_opened(KIND[kind], powers, **asdict(one, recurse=False))
        _check_once(KIND[kind], [one.name for one in handed])
        _check_once(KIND[kind], [scheme for one in handed for scheme in one.schemes])
    names = [pack.name for pack in provides.packs]
    if len(set(names)) < len(names):
        raise _FaultError("two packs of it have one name", "each name stands for one pack")


def _check_all(handed: object, kind: type) -> None:
    items = cast("tuple[object, ...]", handed) if isinstance(handed, tuple) else (None,)
    if not all(isinstance(item, kind) for item in items):
        problem = f"it hands over something that is no tuple of {kind.__name__}"
        raise _FaultError(problem, "make it a tuple of these, even of one")


def _check_once(kind: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        advice = f"each name and each scheme stands for one {kind}"
        raise _FaultError(f"it claims {twice[0]!r} twice", advice)


def _check_opened(  # the named ones are the fields of its provider
    kind: str,
    powers: type,
    *,
    name: object,
    schemes: object,
    open: object,  # noqa: A002
    capabilities: object,
    needs: object,
) -> None:
    if not isinstance(name, str) or not name:
        raise _FaultError(f"a {kind} of it has no name", "give its provider a name")
    if not isinstance(schemes, tuple) or not schemes:
        raise _FaultError(f"its {kind} {name!r} has no tuple of schemes", "give it at least one")
    names = cast("tuple[object, ...]", schemes)
    if not all(isinstance(s, str) and SCHEME.fullmatch(s) for s in names):
        advice = "a scheme is a-z, then a-z, 0-9, +, . or -"
        raise _FaultError(f"its {kind} {name!r} has a scheme no URL can have", advice)
    if not callable(open):
        raise _FaultError(f"its {kind} {name!r} cannot be opened", "`open` takes a URL")
    if inspect.iscoroutinefunction(open):
        advice = "`open` is a plain function; connect when something is first asked"
        raise _FaultError(f"its {kind} {name!r} opens with a coroutine", advice)
    if needs is not None:
        _check_needs(f"its {kind} {name!r}", needs)
    declared = asdict(capabilities) if type(capabilities) is powers else {}  # type: ignore[arg-type]
    if not declared or not all(isinstance(value, Declared) for value in declared.values()):
        advice = f"give it {powers.__name__} with Declared.YES or Declared.NO for each power"
        raise _FaultError(f"its {kind} {name!r} does not declare what it can do", advice)


def _check_needs(whose: str, needs: object) -> None:
    modules = cast("tuple[object, ...]", needs.modules) if type(needs) is Needs else ()
    if (
        not isinstance(needs, Needs)
        or type(modules) is not tuple
        or not all(isinstance(one, str) and one.isidentifier() for one in modules)
        or type(needs.install) is not str
    ):
        advice = "Needs(modules=(…,), install=…): names of top-level modules, and a command"
        raise _FaultError(f"{whose} does not say in order what it needs", advice)


def _check_pack(*, name: object, version: object, review: object, open: object) -> None:  # noqa: A002 -- the fields of PackProvider
    if not isinstance(name, str) or not name:
        raise _FaultError("a pack of it has no name", "give PackProvider a name")
    if not all(isinstance(said, str) and said.strip() for said in (version, review)):
        advice = "a listing shows both, before anybody relies on it"
        raise _FaultError(f"its pack {name!r} does not say its version and its review", advice)
    if not callable(open):
        raise _FaultError(f"its pack {name!r} cannot be opened", "`open` takes the host's settings")


def _clash(report: PluginReport, reports: Sequence[PluginReport]) -> PluginReport:
    for other in reports:
        both = () if other is report else sorted(report.claims & other.claims)
        if both:
            problem = f"{' and '.join(both)}: claimed by {other.origin} too"
            advice = "uninstall one of the two"
            return evolve(report, state=PluginState.CLASHING, problem=problem, advice=advice)
    return report


def _broken(
    report: PluginReport, problem: str, advice: str, cause: BaseException | None = None
) -> PluginReport:
    state = PluginState.BROKEN
    return evolve(report, state=state, problem=_line(problem), advice=advice, cause=cause)


def _say(error: BaseException) -> str:
    try:
        text = _line(_LOGIN.sub("//…@", str(error)[: 8 * _SHOWN]))
    except Exception:  # noqa: BLE001 -- an error that can't even say what it is
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _line(text: str) -> str:
    """Make it one line that a terminal only prints, and not a long one."""
    shown = " ".join(text[: 8 * _SHOWN].split())[: 2 * _SHOWN]
    return "".join(c if c.isprintable() else "?" for c in shown)

"""``safetyframe conform``: every law of the conformance kit, tried on a store."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager, redirect_stdout
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from safetyframe.cli.setting_up import set_up
from safetyframe.cli.trouble import BAD_INPUT, REFUSED, Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from collections.abc import Callable, Generator

    from safetyframe.plugins import Plugins, StoreProvider
    from safetyframe.ports import Store
    from safetyframe.testing.conformance import Result

__all__ = ["command"]


@click.command("conform")
@click.argument("store", metavar="NAME_OR_URL")
@click.option(
    "--json",
    "file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report to this file too, as JSON.",
)
@click.option("--deep", is_flag=True, help="Try more of what could go wrong; takes longer.")
def command(store: str, file: Path | None, *, deep: bool) -> int:
    """Try every law of stores on an EMPTY place, and report how each ended.

    NAME_OR_URL is the URL of an empty store, or the name of a kind of store that needs none
    (memory, sqlite): then a new place is made for each law. Faults that only its vendor can
    produce, such as a full disk, are not judged here, but in the vendor's tests; so are messengers
    and registries, of which only a vendor can say what arrived, and what is known.

    Exit status: 0 no law failed, 1 one did, 2 it could not be tried.
    """
    from safetyframe.testing._extra import require

    try:
        require("hypothesis", "safetyframe conform")
    except ImportError as error:
        raise Trouble(str(error)) from error
    from safetyframe.testing.conformance import judge_all, report, store_subject, write_json
    from safetyframe.testing.conformance.reporting import line

    if file is not None and not file.parent.is_dir():  # not only after all the laws
        raise Trouble(f"{file}: there is no folder {file.parent}; make it first")
    with redirect_stdout(sys.stderr):  # what a plugin prints is no answer of ours
        provider, place = _chosen(store)
    subject = store_subject(
        provider.open, place, provider.capabilities, name=provider.name, deep=deep
    )

    def told(result: Result) -> None:
        click.echo(line(result))

    with tempfile.TemporaryDirectory() as folder:
        # Or Hypothesis would keep things of its own in the working directory.
        os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", folder)
        found = report(subject, judge_all(subject, told=told))
    click.echo(f"\n{found.summary()}")
    if file is not None:
        write_json(file, [found])
    return 0 if found.conforms else REFUSED


def _chosen(store: str) -> tuple[StoreProvider, str | Callable[[Path], str]]:
    """Choose the kind of store, and where to try it."""
    from safetyframe.plugins import load

    plugins = load()
    if "://" in store:
        provider = plugins.store_for(store)
        set_up(store)
        _refuse_unless_empty(provider, store)
        return provider, store
    stores = [one for report in plugins.reports for one in report.stores]
    named = [one for one in stores if one.name == store]
    if not named:
        raise _nameless(plugins, store, sorted(one.name for one in stores))
    provider = plugins.store_for(f"{named[0].schemes[0]}://")  # refuses what two plugins claim
    return provider, _made(provider)


def _nameless(plugins: Plugins, name: str, stores: list[str]) -> Exception:
    """Say why no store has this name: it may be that of something else. A URL is not repeated."""
    for report in plugins.reports:
        if report.name == name and report.problem:
            return report.error()
    if any(one.name == name for report in plugins.reports for one in report.opened):
        return Trouble(
            "that is no store, and this command judges stores: a messenger is judged by "
            "messenger_laws in its vendor's tests, a registry by registry_laws"
        )
    known = ", ".join(stores) or "none"
    return Trouble(f"no plugin has a store of that name; known: {known}; or give a URL")


def _made(provider: StoreProvider) -> Callable[[Path], str]:
    """Find out how this kind of store is opened in a new place: with nothing, or in a file."""
    from safetyframe.errors import PluginError, SafetyframeError

    scheme = provider.schemes[0]
    with tempfile.TemporaryDirectory() as folder:
        for end in ("", "/{}/conform.db"):
            try:
                with _opened(provider, f"{scheme}://{end.format(folder)}"):
                    return lambda made, end=end: f"{scheme}://{end.format(made)}"  # type: ignore[misc]
            except PluginError:  # no other URL would help
                raise
            except SafetyframeError:
                continue
    raise Trouble(
        f"a {provider.name} store can't be made from its name: give the URL of an empty one"
    )


@contextmanager
def _opened(provider: StoreProvider, url: str) -> Generator[bool]:
    """Open a store and close it; gives whether it is empty. Its methods may be coroutines."""
    from safetyframe.opening import blaming, open_store
    from safetyframe.testing.conformance.driving import Loop

    loop = Loop()
    try:
        store = cast("Store", loop.opened(partial(open_store, provider), url))
        with blaming(f"store {provider.name!r} does not say whether it is empty"):
            try:
                empty = not store.trajectories() and not store.feed(limit=1)
            finally:
                store.close()
        yield empty
    finally:
        loop.close()


def _refuse_unless_empty(provider: StoreProvider, url: str) -> None:
    with _opened(provider, url) as empty:
        if not empty:
            raise Trouble(
                "this store holds something, and the laws would write among it: "
                "give the URL of an empty one",
                BAD_INPUT,
            )

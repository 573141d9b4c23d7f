"""A Django in this process, and databases for it: made when asked for, gone with the process.

Settings are global. This is the only module that sets them in the process of the tests, with
aliases that it makes as they are needed; what has to be seen without settings, or with a project's
own, starts a process of its own.
"""

from __future__ import annotations

import atexit
import hashlib
import secrets
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from safetyframe.ports import Store
from safetyframe_plugins.django import open_django
from tests.support.servers import connected, postgres

__all__ = ["alias_for", "open_at", "postgres_url", "ready", "sqlite_url"]


def ready() -> None:
    """Set Django up, once."""
    if settings.configured:
        return
    settings.configure(
        SECRET_KEY=secrets.token_hex(),
        USE_TZ=True,
        DEBUG=False,
        INSTALLED_APPS=["safetyframe_plugins.django"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()


def alias_for(url: str, **options: object) -> str:
    """Name the database at `url` so that Django knows it."""
    ready()
    alias = f"d{hashlib.sha256(f'{url}{options}'.encode()).hexdigest()[:12]}"
    if alias not in connections.settings:
        parts = urlsplit(url)
        if parts.scheme == "sqlite":
            made = {"ENGINE": "django.db.backends.sqlite3", "NAME": parts.path, "OPTIONS": {}}
        else:
            made = {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": parts.path.removeprefix("/"),
                "HOST": parts.hostname or "",
                "PORT": str(parts.port or ""),
                "USER": parts.username or "",
                "PASSWORD": parts.password or "",
            }
        connections.settings[alias] = {**connections.settings["default"], **made, **options}
    return alias


def open_at(url: str) -> Store:
    """Open the store in the database at `url`."""
    return open_django(f"django://{alias_for(url)}")


def sqlite_url(folder: Path) -> str:
    """Make the tables in a new file."""
    url = f"sqlite://{folder}/host.db"
    template = _sqlite_template()
    Path(f"{folder}/host.db").write_bytes(template.read_bytes())
    return url


def postgres_url(name: str = "one") -> str:
    """Make the tables in a database of this process, or empty those that are there."""
    url = _postgres_database(name)
    with connected(url) as db:
        db.execute("TRUNCATE safetyframe_trajectory, host_note CASCADE")
    return url


@lru_cache
def _sqlite_template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sf-django-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = f"sqlite://{folder}/template.db"
    _migrate(url)
    return folder / "template.db"


@lru_cache
def _postgres_database(name: str) -> str:
    database = f"django_{name}"  # the server is this process's own, and goes with it
    postgres().run(f"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8'")
    url = postgres().database_url(database)
    _migrate(url)
    return url


def _migrate(url: str) -> None:
    alias = alias_for(url)
    call_command("migrate", database=alias, verbosity=0, skip_checks=True)
    with connections[alias].cursor() as cursor:
        cursor.execute("CREATE TABLE host_note (mark text)")
    connections[alias].close()

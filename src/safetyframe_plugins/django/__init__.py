"""A Django application that keeps trajectories in the host's own database.

``"safetyframe_plugins.django"`` goes into ``INSTALLED_APPS``, and ``manage.py migrate`` makes the
tables. ``django://default`` is then the store in the database with that alias in ``DATABASES``; or
take `safetyframe_plugins.django.store.DjangoStore`, which also works within the host's
``transaction.atomic()``. PostgreSQL and SQLite.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safetyframe.errors import HostError, StoreError
from safetyframe.plugins import Needs, Provides, StoreProvider, hookimpl
from safetyframe.ports import Capabilities, Declared

if TYPE_CHECKING:  # loading it asks for Django, and for apps that are ready
    from safetyframe_plugins.django.store import DjangoStore

__all__ = ["CAPABILITIES", "alias_of", "open_django", "safetyframe_provides"]

CAPABILITIES: Final = Capabilities(
    durable=Declared.YES,
    multi_process=Declared.YES,
    erases=Declared.YES,
    notices=Declared.YES,
    joins=Declared.YES,
)

_URL: Final = re.compile(r"django://([A-Za-z0-9_.-]+)")


def alias_of(url: str) -> str:
    """Give the alias in ``DATABASES`` that `url` names. Raises `HostError`."""
    found = _URL.fullmatch(url)
    if found is None:
        raise HostError("write django://ALIAS, with an alias out of DATABASES: django://default")
    return found[1]


def open_django(url: str) -> DjangoStore:
    """Open the store in the database that `url` names, in a Django project that is set up.

    Raises `HostError` where Django is not set up or the application not installed, `StoreError`
    where its tables are not there.
    """
    alias = alias_of(url)
    try:
        from django.apps import apps
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
    except ImportError as error:
        raise HostError("there is no Django here: pip install 'safetyframe[django]'") from error
    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as error:
        raise HostError("Django has no settings here: set DJANGO_SETTINGS_MODULE") from error
    except ImportError as error:
        raise HostError("the module that DJANGO_SETTINGS_MODULE names can't be imported") from error
    if not apps.ready:
        raise HostError("Django is not set up: call django.setup(), or open the store later")
    if not apps.is_installed(__name__):
        raise HostError(f'add "{__name__}" to INSTALLED_APPS, and run manage.py migrate')
    from safetyframe_plugins.django._migrated import lacking
    from safetyframe_plugins.django.store import DjangoStore

    store = DjangoStore(alias)
    missing = lacking(alias)
    if missing:
        raise StoreError(
            f"the tables of safetyframe are not in the database {alias!r} ({missing}): "
            f"run manage.py migrate safetyframe --database={alias}"
        )
    return store


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over the Django store."""
    store = StoreProvider(
        name="django",
        schemes=("django",),
        open=open_django,
        capabilities=CAPABILITIES,
        needs=Needs(modules=("django",), install="pip install 'safetyframe[django]'"),
    )
    return Provides(api=1, stores=(store,))

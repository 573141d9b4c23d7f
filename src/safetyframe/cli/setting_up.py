"""What a program has to load before some stores can be opened, and a library leaves to it."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from typing import Final

from safetyframe.cli.trouble import Trouble

__all__ = ["set_up"]

_DJANGO: Final = "django://"
_SETTINGS: Final = "DJANGO_SETTINGS_MODULE"


def set_up(url: str) -> None:
    """Set up the Django project whose store `url` names; nothing for any other URL.

    Raises `Trouble`, which repeats nothing of what the project says: its settings hold passwords.
    """
    if not url.startswith(_DJANGO):
        return
    try:
        import django
        from django.apps import apps
    except ImportError:
        return  # the plugin says what to install
    if apps.ready:
        return  # we were called from manage.py
    if not os.environ.get(_SETTINGS):
        raise Trouble(
            f"{_DJANGO} is a store in your Django project: set {_SETTINGS}, with the project on "
            "PYTHONPATH; for notices there also is manage.py safetyframe_relay"
        )
    try:
        with redirect_stdout(sys.stderr):  # what a project prints is no answer of ours
            django.setup()
    except ImportError as error:
        raise Trouble(
            f"the Django project can't be imported, from what {_SETTINGS} names on: is it on "
            "PYTHONPATH?"
        ) from error
    except Exception as error:
        kind = type(error).__name__
        raise Trouble(f"the Django project could not be set up: it raised {kind}") from error

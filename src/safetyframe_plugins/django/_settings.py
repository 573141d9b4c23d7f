"""What the host's settings say of who looks, and under which law."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from safetyframe import Frame, Law
from safetyframe.errors import HostError
from safetyframe.values import PersonId, is_reference
from safetyframe.views import Viewer
from safetyframe_plugins.django.store import DjangoStore

__all__ = ["frame_here", "viewer_of"]


def frame_here(using: str | None = None) -> Frame:
    """Give a frame for this place, under the law that ``SAFETYFRAME_LAW`` names.

    `using` is the alias of the database: ``SAFETYFRAME_DATABASE``, or ``default``, if None.
    """
    chosen: str = getattr(settings, "SAFETYFRAME_DATABASE", "default")
    named: str | None = getattr(settings, "SAFETYFRAME_LAW", None)
    law: object = Law() if named is None else import_string(named)
    if not isinstance(law, Law):
        raise HostError("SAFETYFRAME_LAW is the dotted path of a Law")
    return Frame(DjangoStore.here(using or chosen), law=law)


def viewer_of(user: object, at: datetime) -> Viewer | None:
    """Say as whom `user` looks, by the function that ``SAFETYFRAME_VIEWER`` names; None: nobody.

    The function takes the user of a request, and gives a person's reference or None.
    """
    named: str | None = getattr(settings, "SAFETYFRAME_VIEWER", None)
    if named is None:
        return None
    person: object = import_string(named)(user)
    if person is None:
        return None
    if not is_reference(person):
        raise HostError("SAFETYFRAME_VIEWER names a function that gives a reference, or None")
    return Viewer(person=PersonId(str(person)), at=at)

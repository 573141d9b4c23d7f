"""The admin: one page, on which a person is shown what that person may know, and changes nothing.

There is no list and no count: that a trajectory exists is content already (X13). Whoever may look
is decided by Django's permission ``safetyframe.view_trajectory`` and by ``SAFETYFRAME_VIEWER``,
which says as whom; what they are shown, by the law.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone, translation

from safetyframe.errors import HostError
from safetyframe_plugins.django._settings import frame_here, viewer_of
from safetyframe_plugins.django._telling import Told, language, tell
from safetyframe_plugins.django.models import Trajectory

__all__ = ["TrajectoryAdmin"]

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Trajectory]
else:
    _ModelAdmin = admin.ModelAdmin


@admin.register(Trajectory)
class TrajectoryAdmin(_ModelAdmin):
    """Asks for the reference of a trajectory, and shows it to whoever asks."""

    def get_urls(self) -> list[URLPattern]:
        """Only this one: no page for a row, none to add, change or delete one, no history."""
        page = self.admin_site.admin_view(self.changelist_view)
        return [path("", page, name="safetyframe_trajectory_changelist")]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Show the page. The reference is posted: a URL would go into logs."""
        if not self.has_view_permission(request):
            return HttpResponse(status=403)
        viewer = viewer_of(request.user, timezone.now())
        asked = request.POST.get("trajectory", "").strip()
        told, fault = Told(), ""
        if asked and viewer is not None:
            try:
                told = tell(frame_here(), asked, viewer, language(translation.get_language()))
            except HostError as error:
                fault = str(error)
        context = {
            **self.admin_site.each_context(request),
            "title": self.opts.verbose_name_plural,
            "opts": self.opts,
            "asked": asked,
            "fault": fault,
            "told": told,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/safetyframe/look.html", context)

    def has_view_permission(self, request: HttpRequest, obj: Trajectory | None = None) -> bool:
        """Let in who has Django's permission and is somebody to the law."""
        if not super().has_view_permission(request, obj):
            return False
        return viewer_of(request.user, timezone.now()) is not None

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the application to whoever may look."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: what is on record comes by acts."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Trajectory | None = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Trajectory | None = None) -> bool:
        """Nobody."""
        return False

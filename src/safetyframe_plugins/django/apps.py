"""The application, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["SafetyframeConfig"]


class SafetyframeConfig(AppConfig):
    """Trajectories, records, bodies and notices, in tables that begin with ``safetyframe_``."""

    name = "safetyframe_plugins.django"
    label = "safetyframe"
    verbose_name = "Safetyframe"
    default_auto_field = "django.db.models.BigAutoField"

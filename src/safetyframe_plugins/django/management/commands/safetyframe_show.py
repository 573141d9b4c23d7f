"""``manage.py safetyframe_show``: what a person may know of a trajectory."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from safetyframe.errors import SafetyframeError
from safetyframe.values import PersonId, is_reference
from safetyframe.views import Viewer
from safetyframe_plugins.django._settings import frame_here
from safetyframe_plugins.django._telling import language, tell


class Command(BaseCommand):
    """Print what there is to look at, and what is on record, as one person may know it now."""

    help = "Shows what a person may know of a trajectory: what to look at, and what is on record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for a trajectory and for who looks."""
        parser.add_argument("trajectory", help="its reference")
        parser.add_argument("--as", dest="person", required=True, help="the reference of who looks")
        parser.add_argument("--database", default=None, help="an alias out of DATABASES")

    def handle(self, *, trajectory: str, person: str, database: str | None, **_: object) -> None:
        """Print it."""
        if not is_reference(person):
            raise CommandError("--as takes an opaque reference, and never a name")
        viewer = Viewer(person=PersonId(person), at=timezone.now())
        lang = language(translation.get_language())
        try:
            told = tell(frame_here(database), trajectory, viewer, lang)
        except SafetyframeError as error:
            raise CommandError(str(error)) from error
        for line in (*told.findings, *told.records):
            self.stdout.write(line)
        if not told.records:
            self.stdout.write("nothing to show")

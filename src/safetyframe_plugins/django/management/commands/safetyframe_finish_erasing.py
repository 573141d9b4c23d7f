"""``manage.py safetyframe_finish_erasing``: the end of an erasure that was left pending."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from safetyframe.errors import SafetyframeError
from safetyframe.ports import ErasedState
from safetyframe_plugins.django._settings import frame_here
from safetyframe_plugins.django.store import DjangoStore


class Command(BaseCommand):
    """Finish what an act of erasing began, and say of each text how that ended."""

    help = "Finishes an erasure that is on record. Fails as long as something is pending."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the act of erasing."""
        parser.add_argument("trajectory", help="its reference")
        parser.add_argument("act", help="the id of the act of erasing")
        parser.add_argument("--database", default=None, help="an alias out of DATABASES")
        parser.add_argument(
            "--rewrite",
            action="store_true",
            help="also write the table of bodies anew; on PostgreSQL nobody reads it meanwhile",
        )

    def handle(
        self, *, trajectory: str, act: str, database: str | None, rewrite: bool, **_: object
    ) -> None:
        """Finish it."""
        try:
            frame = frame_here(database)
            ended = frame.finish_erasing(trajectory, act)
            store = frame.store
            if rewrite and isinstance(store, DjangoStore):
                store.rewrite_bodies()
        except SafetyframeError as error:
            raise CommandError(str(error)) from error
        for text, state in ended:
            self.stdout.write(f"{text} {state.value}")
        if any(state is ErasedState.PENDING for _, state in ended):
            raise CommandError("a transaction that is open still sees what was erased: try later")

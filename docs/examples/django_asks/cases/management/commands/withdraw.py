"""Withdraw from a child, or hear why not yet: in words, as whoever asks may know it."""

import secrets
from argparse import ArgumentParser
from datetime import UTC, datetime

from django.core.management.base import BaseCommand

from cases.asking import LAW, do, filled
from cases.models import Case
from safetyframe import Accepted, By, Role, Viewer
from safetyframe.acts import Withdraw, WithdrawalOutcome
from safetyframe.texts import say
from safetyframe.values import ActId, PersonId


class Command(BaseCommand):
    help = "Withdraw the consultants from a child as achieved, or say what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("case")
        parser.add_argument("child")
        parser.add_argument("--by", required=True, help="who asks: a person's reference")
        parser.add_argument("--role", default="consultant")
        parser.add_argument("--lang", default="en", choices=("en", "nl"))

    def handle(self, *_: object, **asked: str) -> None:
        by = By(person=PersonId(asked["by"]), role=Role(asked["role"]), at=datetime.now(UTC))
        act = Withdraw(
            id=ActId(f"a-{secrets.token_hex(8)}"),
            by=by,
            minor=PersonId(asked["child"]),
            outcome=WithdrawalOutcome.ACHIEVED,
        )
        now = filled(Case.objects.get(pk=asked["case"]))
        outcome = do(asked["case"], act)
        if isinstance(outcome, Accepted):
            self.stdout.write("Withdrawn.")
            return
        # Nothing but a View has words, so nobody reads here what they may not know.
        self.stdout.write(say(LAW.show(outcome, Viewer.of(by), now), asked["lang"]))

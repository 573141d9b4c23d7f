"""A family to try things out with: opened, and no more."""

from datetime import UTC, datetime, timedelta

from django.core.management.base import BaseCommand

from cases.asking import do
from cases.models import Case, Words
from safetyframe import Accepted, By, Mandate, Role, Text
from safetyframe.acts import (
    AddParticipation,
    NecessityDecision,
    NecessityStatus,
    OpenInvolvement,
)
from safetyframe.values import ActId, PersonId

FAMILY, LEAD, CHILD, MOTHER = "family-7", "consultant-1", "child-1", "mother-1"


class Command(BaseCommand):
    help = "Open the made-up family-7."

    def handle(self, *_: object, **__: object) -> None:
        _, new = Case.objects.get_or_create(reference=FAMILY)
        if not new:
            self.stdout.write("family-7 is there already")
            return
        start = datetime.now(UTC) - timedelta(days=3)
        mandate = Mandate(body="court", reference="2025/7", since=start - timedelta(days=30))
        by = By(person=PersonId(LEAD), role=Role.CONSULTANT, at=start, mandate=mandate)
        for act in (
            OpenInvolvement(
                id=ActId("a-1"),
                by=by,
                minors=(PersonId(CHILD),),
                why=_prose("why"),
                concern=_prose("concern"),
                goal=_prose("goal"),
                necessity=NecessityDecision(
                    status=NecessityStatus.ESTABLISHED,
                    minors=(PersonId(CHILD),),
                    body="court",
                    reference="2025/7",
                    decided_at=start - timedelta(days=2),
                    signed_by=PersonId("judge-1"),
                ),
            ),
            AddParticipation(
                id=ActId("a-2"), by=by, person=PersonId(MOTHER), role=Role.PARENT, since=start
            ),
        ):
            outcome = do(FAMILY, act)
            if not isinstance(outcome, Accepted):
                raise TypeError(outcome)
        self.stdout.write(f"family-7: {LEAD} leads, {CHILD}, {MOTHER}")


def _prose(name: str) -> Text:
    # A real system makes the digest with `Body`; here nobody has written anything.
    row = Words.objects.create(reference=name, digest="0" * 64, language="nl")
    return Text(id=row.reference, digest=row.digest, language=row.language)

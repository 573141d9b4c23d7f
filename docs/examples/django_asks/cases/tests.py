"""What this system promises. `python manage.py test`."""

from datetime import UTC, datetime
from io import StringIO

from django.core.management import call_command
from django.test import TransactionTestCase

from cases.asking import NotKeptError, do, filled
from cases.models import Case, Entry, Voice
from safetyframe import Accepted, By, PersonId, Refused, Role, Standing, Text, Unsure
from safetyframe import acts as a
from safetyframe.values import ActId, Evidence, Mandate


def text(name: str) -> Text:
    """Give a reference to prose that nobody reads."""
    return Text(id=name, digest="0" * 64, language="nl")


def by(person: str, role: Role) -> By:
    """Say that somebody acts now."""
    return By(person=PersonId(person), role=role, at=datetime.now(UTC))


class Promises(TransactionTestCase):
    def setUp(self) -> None:
        call_command("demo", stdout=StringIO())
        self.lead = by("consultant-1", Role.CONSULTANT)
        self.child = PersonId("child-1")

    def test_what_is_accepted_is_rows(self) -> None:
        act = a.RecordConcern(
            id=ActId("a-3"), by=self.lead, minors=(self.child,), about=text("worry")
        )
        assert isinstance(do("family-7", act), Accepted)
        assert Entry.objects.get(key="a-3").text.reference == "worry"
        assert Case.objects.get().seq == 3

    def test_what_is_refused_leaves_nothing(self) -> None:
        stranger = by("stranger-1", Role.CONSULTANT)
        act = a.RecordConcern(
            id=ActId("a-3"), by=stranger, minors=(self.child,), about=text("worry")
        )
        assert isinstance(do("family-7", act), Refused)
        assert not Entry.objects.filter(key="a-3").exists()
        assert Case.objects.get().seq == 2

    def test_the_refusal_is_told_in_words(self) -> None:
        said = StringIO()
        call_command("withdraw", "family-7", "child-1", by="consultant-1", stdout=said)
        assert "Refused." in said.getvalue()
        assert "P21" in said.getvalue()

    def test_what_it_does_not_keep_is_unsure_and_never_yes(self) -> None:
        at = self.lead.at
        for act, lacks in (
            (a.OfferHandover(id=ActId("a-3"), by=self.lead, to=PersonId("c-2")), "handovers"),
            (a.Review(id=ActId("a-3"), by=self.lead, minors=(self.child,), next_at=at), "reviews"),
            (a.TakeOver(id=ActId("a-3"), by=self.lead, handover="a-1"), "handovers"),
        ):
            outcome = do("family-7", act)
            assert not isinstance(outcome, Accepted), outcome
            assert lacks in outcome.unknown
        assert isinstance(outcome, Refused | Unsure)

    def test_what_it_has_no_place_for_is_not_half_kept(self) -> None:
        asked = Evidence(
            registry="people",
            mandate=Mandate(body="court", reference="r-1", since=self.lead.at),
            asked_at=self.lead.at,
        )
        joins = a.AddParticipation(
            id=ActId("a-3"),
            by=self.lead,
            person=PersonId("gran-1"),
            role=Role.NETWORK,
            since=self.lead.at,
            evidence=asked,
        )
        notes = a.Annotate(id=ActId("a-3"), by=self.lead, about="a-1", words=text("note"))
        for act in (joins, notes):
            with self.assertRaises(NotKeptError):
                do("family-7", act)
        assert Case.objects.get().seq == 2

    def test_nobody_is_kept_from_speaking(self) -> None:
        act = a.Speak(id=ActId("a-3"), by=by("anybody-1", Role.NETWORK), words=text("listen"))
        assert isinstance(do("family-7", act), Accepted)
        assert Voice.objects.get().person_id == "anybody-1"

    def test_who_leads_is_in_the_rows(self) -> None:
        (lead,) = (
            part
            for part in filled(Case.objects.get(), ("people",)).people.values()
            if part.standing is Standing.LEAD
        )
        assert lead.person == "consultant-1"

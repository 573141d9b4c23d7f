"""What this host promises. `python manage.py test`."""

from unittest import mock

from django.contrib.auth.models import User
from django.test import TestCase, TransactionTestCase

from records.models import Contact, Person
from safetyframe import Frame
from safetyframe_plugins.django.store import DjangoStore

WORDS = {"act": "a-1", "words": "de hond slaapt bij mij"}


def someone(reference: str, role: str) -> User:
    """Make a user who is somebody to the law."""
    user = User.objects.create_user(reference)
    Person.objects.create(user=user, reference=reference, role=role)
    return user


class Together(TransactionTestCase):
    """The act and the host's row are kept together, or not at all."""

    def test_both_are_kept(self) -> None:
        """Somebody speaks."""
        self.client.force_login(someone("child-1", "minor"))
        assert self.client.post("/family-7/speak/", WORDS).status_code == 201
        (record,) = Frame(DjangoStore()).records("family-7")
        assert record.act.id == Contact.objects.get().act
        body = Frame(DjangoStore()).body("family-7", record.act.words.id)
        assert (body and body.words) == WORDS["words"]

    def test_what_is_refused_leaves_nothing(self) -> None:
        """Nothing was opened, so nothing can be closed."""
        self.client.force_login(someone("consultant-1", "consultant"))
        given = self.client.post("/family-7/close/", {"act": "a-2", "minor": "child-1"})
        assert given.status_code == 409
        assert "P2" in given.json()["refused"]
        assert Contact.objects.count() == 0
        assert DjangoStore().trajectories() == ()

    def test_what_fails_afterwards_takes_both_along(self) -> None:
        """The view breaks after the act was done."""
        self.client.force_login(someone("child-1", "minor"))
        self.client.raise_request_exception = False
        with mock.patch("records.views.JsonResponse", side_effect=ZeroDivisionError):
            assert self.client.post("/family-7/speak/", WORDS).status_code == 500
        assert Contact.objects.count() == 0
        assert DjangoStore().trajectories() == ()
        assert self.client.post("/family-7/speak/", WORDS).status_code == 201


class Seen(TestCase):
    """Works in Django's quick test case too, which is one transaction that never commits."""

    def test_whoever_looks_sees_what_is_theirs(self) -> None:
        """A stranger is told nothing, not even that there is a family."""
        self.client.force_login(someone("child-1", "minor"))
        self.client.post("/family-7/speak/", WORDS)
        self.client.force_login(someone("stranger-1", "consultant"))
        assert (
            self.client.get("/family-7/look/").json() == self.client.get("/family-8/look/").json()
        )

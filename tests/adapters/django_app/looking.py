"""The commands and the admin page, as Django's own tests: run by test_django_site.py.

The host is the example project; the family is the sample that comes along, as it stood in March.
"""

import io
import re
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.urls import get_resolver
from records.models import Person

from safetyframe import Frame
from safetyframe.acts import Erase, ErasureKind
from safetyframe_plugins.django.models import Body, Notice, Position, Record, Trajectory
from safetyframe_plugins.django.store import DjangoStore
from safetyframe_plugins.sqlite import SqliteStore
from tests.adapters.making import T1, body, record

PAGE = "/admin/safetyframe/trajectory/"
FAMILY, UNKNOWN = "family-7", "family-8"
AS_IT_STOOD = 60


@lru_cache
def sample():
    """Play the sample, and give the records of its beginning."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample.db"
        play = [sys.executable, "-m", "safetyframe.cli", "demo", "--file", str(file)]
        subprocess.run(play, check=True, capture_output=True)
        store = SqliteStore(file)
        records = store.read(FAMILY)[:AS_IT_STOOD]
        store.close()
    return records


class WithTheSample(TestCase):
    @classmethod
    def setUpTestData(cls):
        store = DjangoStore()
        for one in sample():
            store.append(FAMILY, one, expected=one.seq - 1)

    def user(self, reference, *, staff=True, permission=True):
        user = User.objects.create_user(f"user-of-{reference}", is_staff=staff)
        if permission:
            user.user_permissions.add(Permission.objects.get(codename="view_trajectory"))
        if reference:
            Person.objects.create(user=user, reference=reference, role="consultant")
        self.client.force_login(user)

    def asked(self, trajectory):
        return self.client.post(PAGE, {"trajectory": trajectory})


class Commands(WithTheSample):
    def told(self, *args):
        out = io.StringIO()
        call_command("safetyframe_show", *args, stdout=out)
        return out.getvalue()

    def test_each_is_told_what_is_theirs(self):
        consultant = self.told(FAMILY, "--as", "consultant-1")
        child = self.told(FAMILY, "--as", "child-a")
        assert "overdue · " in consultant
        assert len(child.splitlines()) < len(consultant.splitlines())
        frame = Frame(DjangoStore.here())
        assert frame.records(FAMILY)[0].act.by.person in consultant

    def test_a_stranger_is_told_what_is_told_of_no_family(self):
        told = self.told(FAMILY, "--as", "stranger-1")
        assert told == "nothing to show\n"
        assert told == self.told(UNKNOWN, "--as", "consultant-1")

    def test_names_and_unknown_databases_are_refused(self):
        for args in ((FAMILY, "--as", "Jan Peeters"), ("fam 7", "--as", "child-a")):
            with self.assertRaisesMessage(CommandError, "reference"):
                self.told(*args)
        with self.assertRaisesMessage(CommandError, "DATABASES has no 'other'"):
            self.told(FAMILY, "--as", "child-a", "--database", "other")

    def test_an_erasure_that_is_not_on_record_is_not_finished(self):
        with self.assertRaisesMessage(CommandError, "no act of erasing"):
            call_command("safetyframe_finish_erasing", FAMILY, "a-1")

    def test_a_pending_erasure_fails(self):
        """In a test case of Django's nothing commits, so nothing can be taken away for good."""
        store = DjangoStore()
        given = body("x")
        store.append(T1, record(1), expected=0, bodies=[given])
        first = record(1).act
        erase = Erase(id="e", by=first.by, texts=("x",), kind=ErasureKind.THIRD_PARTY)
        store.append(T1, record(2, erase), expected=1, erase=["x"])
        out = io.StringIO()
        with self.assertRaisesMessage(CommandError, "try later"):
            call_command("safetyframe_finish_erasing", T1, "e", stdout=out)
        assert out.getvalue() == "x pending\n"


class Admin(WithTheSample):
    def test_whoever_looks_is_shown_what_is_theirs(self):
        self.user("consultant-1")
        page = self.asked(FAMILY)
        self.assertContains(page, "overdue · ")
        everything = page.content.count(b"<li>")
        self.client.logout()
        self.user("child-a")
        assert self.asked(FAMILY).content.count(b"<li>") < everything

    def test_a_stranger_is_shown_what_is_shown_of_no_family(self):
        self.user("stranger-1")
        page = self.asked(FAMILY)
        self.assertContains(page, "Nothing to show.")

        def same(given):
            text = given.content.decode().replace(FAMILY, UNKNOWN)
            return re.sub(r'csrfmiddlewaretoken" value="[^"]*', "", text)

        assert same(page) == same(self.asked(UNKNOWN))

    def test_no_page_counts_or_lists_trajectories(self):
        self.user("consultant-1")
        for page in (self.client.get(PAGE), self.client.get("/admin/")):
            assert page.status_code == 200
            self.assertNotContains(page, FAMILY)
            self.assertNotContains(page, "1 trajector")

    def test_nobody_looks_without_a_permission_and_a_reference(self):
        self.user("consultant-1", permission=False)
        assert self.asked(FAMILY).status_code == 403
        self.client.logout()
        self.user("")
        assert self.asked(FAMILY).status_code == 403
        self.client.logout()
        self.user("child-a", staff=False)
        assert self.asked(FAMILY).status_code == 302

    @override_settings()
    def test_without_the_setting_nothing_is_shown_to_anybody(self):
        self.user("consultant-1")
        assert self.asked(FAMILY).status_code == 200
        del settings.SAFETYFRAME_VIEWER
        assert self.asked(FAMILY).status_code == 403
        self.assertNotContains(self.client.get("/admin/"), "Safetyframe", status_code=200)

    def test_a_superuser_changes_nothing_and_sees_as_the_person_they_are(self):
        root = User.objects.create_superuser("root")
        Person.objects.create(user=root, reference="stranger-1", role="consultant")
        self.client.force_login(root)
        key = Trajectory.objects.get().pk
        for rest in ("add/", f"{key}/", f"{key}/change/", f"{key}/delete/", f"{key}/history/"):
            assert self.client.get(PAGE + rest).status_code == 404, rest
        self.assertContains(self.asked(FAMILY), "Nothing to show.")
        assert self.client.post(PAGE, {"action": "delete_selected"}).status_code == 200
        assert Trajectory.objects.count() == 1

    def test_no_other_table_has_a_page(self):
        for model in (Record, Position, Body, Notice):
            assert not admin.site.is_registered(model)
        names = [str(p.name) for p in get_resolver().reverse_dict if hasattr(p, "name")]
        assert not [n for n in names if "delete" in n and "safetyframe" in n]

    def test_a_name_typed_in_is_not_taken_for_a_reference(self):
        self.user("consultant-1")
        self.assertContains(self.asked("fam 7"), "a trajectory is named by its reference")
        self.assertNotContains(self.asked("<b>x</b>"), "<b>x")

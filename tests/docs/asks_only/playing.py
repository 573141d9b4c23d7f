"""Plays random histories through the asks-only example. Run by itself: Django is set up once.

    python playing.py DATABASE VARIANTS PLAYS STEPS SEED

DATABASE is `sqlite`, `sqlite:FILE`, or the URL of an empty PostgreSQL database. VARIANTS is
`race`, or `faithful` and mistakes that somebody makes in such a mapping, with commas between them.
What was found is printed as JSON.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from attrs import evolve

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "django_asks"


def set_up(database):
    sys.path.insert(0, str(EXAMPLE))
    import django
    from cases import settings as theirs
    from django.conf import settings

    names = {name: getattr(theirs, name) for name in dir(theirs) if name.isupper()}
    file = database.removeprefix("sqlite").removeprefix(":") or ":memory:"
    names["DATABASES"] = {"default": names["DATABASES"]["default"] | {"NAME": file}}
    if not database.startswith("sqlite"):
        url = urlsplit(database)
        names["DATABASES"]["default"] = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.removeprefix("/"),
            "USER": url.username,
            "PASSWORD": url.password,
            "HOST": url.hostname,
            "PORT": url.port,
        }
    names["INSTALLED_APPS"] = [*names["INSTALLED_APPS"], "safetyframe_plugins.django"]
    settings.configure(**names)
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


NUMBERS = count(1)


class AsksOnly:
    """The example, shown to the kit: each play is a new case."""

    def __init__(self):
        from cases.models import Case

        self.name = f"family-{next(NUMBERS)}"
        Case.objects.create(reference=self.name)

    def do(self, act):
        from cases.asking import do

        return do(self.name, act)

    def trajectory(self):
        from cases.asking import filled
        from cases.models import Case

        return filled(Case.objects.get(pk=self.name))


class Beside(AsksOnly):
    """The example, and a host that keeps records beside it, in the same database."""

    def do(self, act):
        from django.db import transaction

        from safetyframe import Frame
        from safetyframe.testing.hosts import answer_of
        from safetyframe_plugins.django.store import DjangoStore

        with transaction.atomic():
            ours = super().do(act)
            theirs = Frame(DjangoStore.here()).do(self.name, act)
        if answer_of(ours) != answer_of(theirs):
            raise OtherThanRecordsError
        return ours


class OtherThanRecordsError(Exception):
    """The host that keeps records answered something else."""


class Answers:
    """The same, judged by its answers alone."""

    def __init__(self):
        self.do = AsksOnly().do


def reading(name, change):
    """Read the rows of a slice with a mistake."""
    from cases.kept import SLICES

    read, write = SLICES[name]
    SLICES[name] = (lambda case: change(read(case))), write


def each(**mistake):
    return lambda entries: {key: evolve(one, **mistake) for key, one in entries.items()}


def forgets_until():
    reading("people", each(until=None))


def loses_exceptions():
    from cases.kept import WRITES

    WRITES.update(
        {
            act: tuple(n for n in names if n != "exceptions") or ("voices",)
            for act, names in WRITES.items()
        }
    )


def confuses_versions():
    """What stands of a measure under its number is which HOE, where it should be which WAT."""
    reading("hoe", lambda entries: {k: evolve(v, wat=v.number) for k, v in entries.items()})


def has_no_barriers():
    """There is no table, and that is told as if there were none."""
    reading("barriers", lambda _: {})


def fills_what_it_writes():
    from cases import asking

    law = asking.LAW

    class Needless:
        decide = staticmethod(law.decide)
        needs = staticmethod(lambda _: set())

    asking.LAW = Needless()


def race(many=4):
    """Several speak at once. Each is slow, so that without a lock all have read the same rows."""
    from cases import asking
    from cases.models import Case
    from django.db import connection

    from safetyframe import By, PersonId, Role, Text
    from safetyframe.acts import Speak
    from safetyframe.values import ActId

    law = asking.LAW

    class Slow:
        needs = staticmethod(law.needs)

        @staticmethod
        def decide(trajectory, act):
            time.sleep(0.2)
            return law.decide(trajectory, act)

    asking.LAW = Slow()
    Case.objects.create(reference="family-1")

    def speak(number):
        by = By(
            person=PersonId(f"p-{number}"), role=Role.NETWORK, at=datetime(2025, 3, 3, tzinfo=UTC)
        )
        said = Text(id=f"w-{number}", digest="0" * 64, language="nl")
        try:
            return type(
                asking.do("family-1", Speak(id=ActId(f"a-{number}"), by=by, words=said))
            ).__name__
        except Exception as error:  # noqa: BLE001  whatever it is, it is told
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        answers = list(pool.map(speak, range(many)))
    case = Case.objects.get(pk="family-1")
    json.dump({"answers": answers, "voices": len(asking.filled(case).voices)}, sys.stdout)


def play(variant, budget):
    """Play one variant, and leave the mapping as it was."""
    from cases import asking
    from cases.kept import SLICES, WRITES

    from safetyframe.testing.machines import check_host
    from safetyframe.testing.trials import Wrong

    name, _, by = variant.partition("/")
    before = dict(SLICES), dict(WRITES), asking.LAW
    if name == "faithful":
        host = Beside
    else:
        host = {"answers": Answers, "": AsksOnly}[by]
        globals()[name]()
    try:
        tally = check_host(host, acts=WRITES, budget=budget)
    except Wrong as wrong:
        return {"wrong": str(wrong)}
    finally:
        SLICES.update(before[0])
        WRITES.update(before[1])
        asking.LAW = before[2]
    return {"taken": [act.__name__ for act in WRITES], **tally.as_json()}


def main(database, variants, plays, steps, seed):
    set_up(database)
    if variants == "race":
        race()
        return
    from safetyframe.testing import machines
    from safetyframe.testing.machines import Budget

    # That the kit tells the shortest story is proved elsewhere, at less than a database each.
    machines.tell = lambda wrong, _: wrong
    budget = Budget(plays=int(plays), steps=int(steps), seed=int(seed))
    json.dump({one: play(one, budget) for one in variants.split(",")}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Plays random histories through the asks-only example. Run by itself: Django is set up once.

    python playing.py DATABASE VARIANT PLAYS STEPS

DATABASE is `sqlite`, or the URL of an empty PostgreSQL database. VARIANT is `faithful`, or a
mistake that somebody makes in such a mapping. What was found is printed as JSON.
"""

import json
import sys
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from attrs import evolve

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "django_asks"


def set_up(database):
    sys.path.insert(0, str(EXAMPLE))
    import django
    from django.conf import settings

    from cases import settings as theirs

    names = {name: getattr(theirs, name) for name in dir(theirs) if name.isupper()}
    names["DATABASES"] = {"default": names["DATABASES"]["default"] | {"NAME": ":memory:"}}
    if database != "sqlite":
        url = urlsplit(database)
        names["DATABASES"]["default"] = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.removeprefix("/"),
            "USER": url.username,
            "PASSWORD": url.password,
            "HOST": url.hostname,
            "PORT": url.port,
        }
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


class Answers(AsksOnly):
    """The same, judged by its answers alone."""

    trajectory = property()


def reading(name, change):
    """Read the rows of a slice with a mistake."""
    from cases.kept import SLICES

    read, write = SLICES[name]
    SLICES[name] = (lambda case: change(read(case))), write


def each(**mistake):
    return lambda entries: {key: evolve(one, **mistake) for key, one in entries.items()}


def forgets_until():
    reading("people", each(until=None))


def forgets_reached():
    reading("exceptions", each(reached_at=None))


def loses_exceptions():
    from cases.kept import WRITES

    WRITES.update({act: tuple(n for n in names if n != "exceptions") or ("voices",)
                   for act, names in WRITES.items()})


def confuses_versions():
    """What stands of a measure under its number is which HOE, where it should be which WAT."""
    reading("hoe", lambda entries: {k: evolve(v, wat=v.number) for k, v in entries.items()})


def takes_wording_for_matter():
    """Every version counts as a new one."""
    reading("wat", lambda entries: {k: evolve(v, material=v.number) for k, v in entries.items()})


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


def orders_by_name():
    reading("judged", lambda entries: {
        k: evolve(v, items=tuple(sorted(v.items, key=lambda j: j.seq)))
        for k, v in entries.items()
    })


def main(database, variant, plays, steps):
    set_up(database)
    from cases.kept import WRITES

    from safetyframe.testing.machines import Budget, check_host
    from safetyframe.testing.trials import Wrong

    name, _, by = variant.partition("/")
    taken = tuple(WRITES)
    if name != "faithful":
        globals()[name]()
    host = Answers if by == "answers" else AsksOnly
    try:
        tally = check_host(host, acts=taken, budget=Budget(plays=int(plays), steps=int(steps)))
    except Wrong as wrong:
        print(json.dumps({"wrong": str(wrong), "acts": len(wrong.acts)}))
        return
    print(json.dumps({"accepted": tally.accepted, "refused": tally.refused,
                      "report": tally.report()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
